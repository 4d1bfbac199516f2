// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowfilter.h"
#include "model/reachability/reachabilityresults.h"
#include "views/diagram/diagram.h"

#include <optional>

namespace portolan {

/// What a view shows of a deployment's flows. A value.
struct ShownFlows {
    FlowSet flows; ///< that pass the filter; where the focus stands alone, those around it
    std::optional<FlowSet> lit; ///< of them those around the focus; nothing: no focus, or it stands alone
    bool isPart = false; ///< something is left out
    QList<FilterFault> faults; ///< of the view's filter, which then counts as empty
};

/// Some milliseconds for a thousand servers. `results` are what the filter's word reachability: asks; null: nothing was
/// checked.
ShownFlows shownFlows(const FlowSet &all, const ChartView &view, const ReachabilityResults *results = nullptr);

/// What it shows may depend on results of checks.
bool asksChecks(const ChartView &view);

/// How to draw them.
DiagramOptions optionsFor(const ChartView &view, const ShownFlows &shown, const QString &date = {});

} // namespace portolan
