// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/reachabilityplan.h"
#include "model/reachability/reachabilityresults.h"

namespace portolan {

/// Carries out the plan and comes back when it is done or Ctrl+C was pressed; then what was done is there, and
/// `finishedAt` is not. Tells on standard error how far it is where that is a terminal. Needs a QCoreApplication.
ReachabilityRun runChecks(const ReachabilityPlan &plan, const RunLimits &limits);

} // namespace portolan
