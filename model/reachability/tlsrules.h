// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/verdictrules.h"
#include "model/reachability/verdicttext.h"

#include <optional>

namespace portolan {

/// TLS stands or falls there with a certificate of whoever connects, and checks have none.
bool wantsOurCertificate(const PortExpectation &expected, const ProbeReport &report);

/// What is not as it should be in the encryption of an open port, the worst of it.
std::optional<Difference> tlsDifference(const PortExpectation &expected, const ProbeReport &report);

} // namespace portolan
