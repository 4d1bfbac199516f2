// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/edgeparts.h"

#include <algorithm>
#include <map>

namespace portolan {

namespace {

int tierOf(const Diagram &diagram, const EdgeLeg &leg)
{
    if (leg.item >= 0)
        return diagram.items[leg.item].tier;
    return siteTier(diagram.boxes[diagram.blocks[leg.block].boxes.front()].kind);
}

QString idOf(const Diagram &diagram, const EdgeLeg &leg)
{
    if (leg.block >= 0)
        return diagram.boxes[diagram.blocks[leg.block].boxes.front()].id;
    return diagram.nodes[diagram.items[leg.item].nodes.front()].id;
}

/// The same whichever way the edge is drawn, so that a view finds its split lines again.
QString endsOf(const Diagram &diagram, const DiagramEdge &edge)
{
    QStringList ids;
    for (const EdgeLeg &leg : edge.legs)
        ids << idOf(diagram, leg);
    ids.sort();
    return ids.join(u'|');
}

} // namespace

int siteTier(SiteKind kind)
{
    switch (kind) {
    case SiteKind::External:
        return 0;
    case SiteKind::Perimeter:
        return 1;
    case SiteKind::Internal:
        break;
    }
    return 2;
}

Directions directionsOf(const DataPath &path, quint32 entries)
{
    if (path.ports.isEmpty())
        return {~0U, 0};
    Directions result;
    for (qsizetype i = 0; i < path.ports.size(); ++i) {
        const quint32 bit = entries & (1U << i);
        (path.ports[i].reverse ? result.backward : result.forward) |= bit;
        if (path.bidirectional)
            (path.ports[i].reverse ? result.forward : result.backward) |= bit;
    }
    return result;
}

qint64 countPairs(const ServerSet &sources, const ServerSet &destinations)
{
    qint64 same = 0;
    auto other = destinations.begin();
    for (const quint32 server : sources) {
        while (other != destinations.end() && *other < server)
            ++other;
        if (other != destinations.end() && *other == server)
            ++same;
    }
    return qint64(sources.size()) * qint64(destinations.size()) - same;
}

void arrangeLegs(const Diagram &diagram, DiagramEdge &edge)
{
    if (edge.isLoop())
        return;
    const auto isSender = [](const EdgeLeg &leg) { return leg.opens && !leg.answers; };
    const auto isReceiver = [](const EdgeLeg &leg) { return leg.answers && !leg.opens; };
    const auto meanTier = [&](auto wanted) {
        double sum = 0;
        int count = 0;
        for (const EdgeLeg &leg : edge.legs) {
            if (wanted(leg)) {
                sum += tierOf(diagram, leg);
                ++count;
            }
        }
        return count == 0 ? -1.0 : sum / count;
    };
    const bool pure = std::all_of(edge.legs.begin(), edge.legs.end(),
                                  [&](const EdgeLeg &leg) { return isSender(leg) || isReceiver(leg); });
    if (pure) {
        const bool sendersLeft = meanTier(isSender) <= meanTier(isReceiver);
        const auto isLeft = [&](const EdgeLeg &leg) { return isSender(leg) == sendersLeft; };
        std::stable_partition(edge.legs.begin(), edge.legs.end(), isLeft);
        edge.leftLegs = int(std::count_if(edge.legs.begin(), edge.legs.end(), isLeft));
        return;
    }
    std::stable_sort(edge.legs.begin(), edge.legs.end(),
                     [&](const EdgeLeg &a, const EdgeLeg &b) { return tierOf(diagram, a) < tierOf(diagram, b); });
    edge.leftLegs = int(edge.legs.size() + 1) / 2;
}

void addEdge(const EdgeInput &input, DiagramEdge edge)
{
    arrangeLegs(input.diagram, edge);
    edge.ends = endsOf(input.diagram, edge);
    edge.isSplit = input.options.split.contains(edge.ends);
    if (!edge.isSplit) {
        input.diagram.edges << edge;
        return;
    }
    std::map<int, std::vector<EdgeFlows>> byPath;
    for (const EdgeFlows &part : edge.flows)
        byPath[part.path].push_back(part);
    for (auto &[path, parts] : byPath) {
        edge.flows = std::move(parts);
        input.diagram.edges << edge;
    }
}

} // namespace portolan
