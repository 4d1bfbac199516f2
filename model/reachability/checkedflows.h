// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowreachability.h"
#include "model/reachability/verdicts.h"

#include <memory>

namespace portolan {

/// What results say of a plan's flows, for FlowFilter::withReachability(): of each port what its opener saw, as in
/// Verdicts::ofPort().
std::shared_ptr<const FlowReachability> checkedFlows(const FlowSet &flows, const ReachabilityResults &results,
                                                     const JudgeOptions &options);

} // namespace portolan
