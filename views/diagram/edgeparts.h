// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagram.h"
#include "views/diagram/edges.h"
#include "views/diagram/folding.h"

#include <vector>

namespace portolan {

/// What the makers of edges work on.
struct EdgeInput {
    Diagram &diagram; ///< with items and nodes
    std::vector<int> &itemOf; ///< server -> item, -1: not on the chart
    const DiagramOptions &options;
    const Folding &folding;
    EdgeRemarks &remarks;

    const FlowSet &flows() const { return diagram.flows; }
    bool isDrawn(const FlowGroup &group) const { return !group.self && !folding.folds(group.path); }
    int siteOfItem(int item) const { return diagram.nodes[diagram.items[item].nodes.front()].site; }
    /// The item is a site's own card, or a frame of such.
    bool isSiteCard(int item) const { return diagram.nodes[diagram.items[item].nodes.front()].kind == NodeKind::Site; }
};

/// The entries of a group's flows by who opens them.
struct Directions {
    quint32 forward = 0; ///< opened by the flow's source
    quint32 backward = 0;
};
Directions directionsOf(const DataPath &path, quint32 entries);

/// Number of flows: pairs of different servers.
qint64 countPairs(const ServerSet &sources, const ServerSet &destinations);

/// Some flow of the product, or nothing where it only holds pairs of a server with itself: the first that `wanted`
/// takes.
template <typename Wanted>
bool findSample(EdgeFlows &part, Wanted wanted)
{
    for (const quint32 source : part.sources) {
        for (const quint32 destination : part.destinations) {
            if (source != destination && wanted(source, destination)) {
                part.sample = Flow{static_cast<quint16>(part.path), source, destination, part.entries};
                return true;
            }
        }
    }
    return false;
}

/// Puts the legs that belong to the left first: those nearer to the clients, else those that open.
void arrangeLegs(const Diagram &diagram, DiagramEdge &edge);

/// Adds the edge, or one for each of its data paths where the view has it split.
void addEdge(const EdgeInput &input, DiagramEdge edge);

/// Lines between cards; `inside`: only those within a site.
void makeCardLines(const EdgeInput &input, bool inside);

/// Lines between sites, for charts with too many pairs of cards: fills Diagram::blocks, and puts like sites that are
/// drawn as cards into frames.
void makeTrunks(const EdgeInput &input);

} // namespace portolan
