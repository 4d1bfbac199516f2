// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/verdicts.h"

namespace portolan {

/// A port of a flow whose verdict is another in the later results.
struct VerdictChange {
    int port = -1; ///< index into the plan's ports
    PortVerdict before;
    PortVerdict after;
};

/// What became better or worse between two results of one plan. Where either cannot tell or did not check, nothing is
/// known to have changed.
QList<VerdictChange> changedVerdicts(const ReachabilityPlan &plan, const ReachabilityResults &before,
                                     const ReachabilityResults &after, const JudgeOptions &options);

} // namespace portolan
