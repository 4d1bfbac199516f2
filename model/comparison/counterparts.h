// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/topology/topology.h"

#include <vector>

namespace portolan {

/// The same things in two versions, numbered together: those of the later one first, as they stand there, then those
/// that only the earlier one has. Numbers of the later version are united numbers.
struct Counterparts {
    std::vector<qint32> before; ///< for each united number the index in the earlier version; -1: not there
    std::vector<qint32> after;
    std::vector<quint32> fromBefore; ///< for each index of the earlier version the united number

    size_t size() const { return before.size(); }
};

Counterparts matchServers(const Topology &before, const Topology &after);
Counterparts matchPaths(const Catalog &before, const Catalog &after);

/// The later topology with the sites, servers, links and groups that only the earlier one has behind its own; servers
/// are numbered as matchServers() does.
Topology unitedTopology(const Topology &before, const Topology &after);

} // namespace portolan
