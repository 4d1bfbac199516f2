// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"
#include "model/flows/flowset.h"
#include "model/reachability/reachabilityplan.h"
#include "model/reachability/reachabilityresults.h"

#include <QStringList>

#include <optional>

namespace portolan {

/// Results of checks from files: Portolan's own, those that kits write, and nmap's XML, whose hosts and ports are held
/// against what `vantage` opens (nothing: nobody said where the scan was made, which is an error). Says on standard
/// error what in a file is of no use to the plan.
Result<ReachabilityResults> importResults(const QStringList &paths, const FlowSet &flows,
                                          const std::optional<QString> &vantage);

/// What speaks against a run's being from where it says, as a part of a sentence; empty: nothing does.
QString doubtOf(const Vantage &vantage, const Topology &topology);

/// Why results could not be added to that file, known before there are any; nothing: they can, as far as it is known.
Result<void> canAddTo(const QString &path);
/// Adds the runs to what the file has already, if it is there.
Result<void> addToResults(const ReachabilityResults &results, const QString &path);

} // namespace portolan
