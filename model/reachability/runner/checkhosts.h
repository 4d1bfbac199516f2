// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/reachabilityplan.h"

#include <vector>

namespace portolan {

/// Which checks go to one host, numbered from 0 as they come: those of one destination, and of destinations that share
/// an address, however it is spelled, or a name where they have none. A host with two names in the plan is one.
std::vector<size_t> hostsOf(const std::vector<PlannedCheck> &checks);

} // namespace portolan
