// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"
#include "model/flows/topologyindex.h"

namespace portolan {

/// Inside of a FlowSet, for the files of this folder.
struct FlowSet::Data {
    Catalog catalog;
    Topology topology;
    std::shared_ptr<const TopologyIndex> index = std::make_shared<const TopologyIndex>();
    std::vector<FlowGroup> groups;
    std::vector<ServerSet> sets;
    qint64 flowCount = 0;
};

/// Number of flows of a group with these sets.
qint64 pairCount(const ServerSet &sources, const ServerSet &destinations, bool self);

/// Entries of a path that the source of its flows opens, and those that the destination opens; a flow from a server to
/// itself has each entry once, as the source's.
struct EntryDirections {
    quint32 forward = 0;
    quint32 backward = 0;
};
EntryDirections entryDirections(const DataPath &path, bool self);

/// The ports that `opener` reaches `target` at.
PortRange resolvePorts(const FlowSet &flows, const PortEntry &entry, quint32 opener, quint32 target);

} // namespace portolan
