// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/verdictrules.h"
#include "model/reachability/verdicttext.h"

#include <optional>

namespace portolan {

/// What is not as it should be in how one may sign in: passwords that would cross the network as they are, or an offer
/// that the path's default needs and this protocol would show.
std::optional<Difference> authenticationDifference(const PortExpectation &expected, const ProbeReport &report);

} // namespace portolan
