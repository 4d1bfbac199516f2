// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/comparison/change.h"
#include "model/comparison/counterparts.h"
#include "model/flows/flowset.h"

#include <optional>
#include <vector>

namespace portolan {

struct ChangeCounts {
    qint64 added = 0;
    qint64 removed = 0;
    qint64 changed = 0;

    bool isEmpty() const { return added == 0 && removed == 0 && changed == 0; }
    friend bool operator==(const ChangeCounts &, const ChangeCounts &) = default;
};

/// How many flows (data path, source, destination, by ids) are new, gone, or have other ports, encryption or default
/// authentication. Quick enough to follow every edit: no flow is looked at by itself as long as it need not be.
ChangeCounts countFlowChanges(const FlowSet &before, const FlowSet &after);

/// A flow that differs, in the indexes of the version that it is in.
struct FlowChange {
    Change change = Change::Changed;
    std::optional<Flow> before; ///< nothing where it was added
    std::optional<Flow> after; ///< nothing where it was removed
};

/// Flows of one data path that differ alike, a product of sets as in FlowGroup. All numbers are united ones.
struct FlowChangeGroup {
    Change change = Change::Changed;
    bool self = false;
    quint16 path = 0;
    quint32 sources = 0; ///< FlowDifference::sets
    quint32 destinations = 0;
    quint32 entriesBefore = 0; ///< 0 where added
    quint32 entriesAfter = 0; ///< 0 where removed
};

/// What differs between two FlowSets, of any two topologies and port references. A value; its size is that of groups,
/// not of flows.
struct FlowDifference {
    FlowSet before;
    FlowSet after;
    Counterparts servers;
    Counterparts paths;
    std::vector<FlowChangeGroup> groups; ///< by path
    std::vector<ServerSet> sets;
    ChangeCounts counts;

    FlowChange changeOf(const FlowChangeGroup &group, quint32 source, quint32 destination) const;
    template <typename Function>
    void forEachChange(Function function) const; ///< function(const FlowChange &), by path
};

FlowDifference flowDifference(const FlowSet &before, const FlowSet &after);

/// The changes of a FlowDifference by the server that flows come from. Holds a reference to the difference.
class FlowChangeIndex
{
public:
    explicit FlowChangeIndex(const FlowDifference &difference);

    /// Replaces `changes` by those from this united server, by the destination's united number, then by path.
    void changesFrom(quint32 server, std::vector<FlowChange> &changes) const;

private:
    const FlowDifference &m_difference;
    std::vector<quint32> m_first; ///< into m_groups for each server; one more than there are servers
    std::vector<quint32> m_groups;
};

template <typename Function>
void FlowDifference::forEachChange(Function function) const
{
    for (const FlowChangeGroup &group : groups) {
        for (const quint32 source : sets[group.sources]) {
            if (group.self) {
                function(changeOf(group, source, source));
                continue;
            }
            for (const quint32 destination : sets[group.destinations]) {
                if (source != destination)
                    function(changeOf(group, source, destination));
            }
        }
    }
}

} // namespace portolan
