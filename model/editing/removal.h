// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/parts.h"
#include "model/editing/topologyedit.h"

namespace portolan {

/// Removes them with all that cannot be without them: a site's servers and links, memberships, witnesses, gateways,
/// a group's site. A group that is left without members stays. So do saved views and accepted findings that name what
/// is gone: it counts for nothing there.
TopologyEdit removeParts(const Topology &now, const Parts &parts);

} // namespace portolan
