// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/topologyedit.h"

namespace portolan {

/// Copies of sites, servers and groups, with new ids and the next names of their series. A site brings its servers, its
/// links and the groups that lie wholly in the copied sites. What only one can have is not copied: addresses; a FQDN
/// follows the new name where it was that of the old. Keys that Portolan does not know are copied.
TopologyEdit duplicate(const Topology &now, const QStringList &ids);

} // namespace portolan
