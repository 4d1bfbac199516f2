// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/reachabilityplan.h"

namespace portolan {

/// This machine, as a run names it: its name and addresses, no server. Asks the system, which may take some
/// milliseconds; any thread.
Vantage machineHere();

} // namespace portolan
