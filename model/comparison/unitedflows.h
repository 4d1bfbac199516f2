// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

namespace portolan {

/// Two versions of a plan in one, to be drawn: FlowSets of unitedTopology() and the later catalog. The four parts are
/// disjoint and make up all; where both versions have a flow it has the later one's ports. Flows of data paths that
/// only the earlier catalog has are not in it.
struct UnitedFlows {
    FlowSet all;
    FlowSet added;
    FlowSet removed;
    FlowSet changed;
    FlowSet unchanged;
};

UnitedFlows unitedFlows(const FlowSet &before, const FlowSet &after);

} // namespace portolan
