// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/bundles.h"
#include "views/diagram/edgeparts.h"

#include <algorithm>
#include <map>

namespace portolan {

namespace {

std::map<int, ServerSet> byItem(const EdgeInput &input, const ServerSet &servers)
{
    std::map<int, ServerSet> parts;
    for (const quint32 server : servers)
        parts[input.itemOf[server]].push_back(server);
    return parts;
}

/// Adds a group's flows to the pairs of items that they join.
void collect(const EdgeInput &input, quint32 groupIndex, bool inside, PairMap &pairs)
{
    const FlowSet &flows = input.flows();
    const FlowGroup &group = flows.groups()[groupIndex];
    const Directions directions = directionsOf(flows.catalog().dataPaths()[group.path], group.entries);
    const std::map<int, ServerSet> sources = byItem(input, flows.set(group.sources));
    const std::map<int, ServerSet> destinations = byItem(input, flows.set(group.destinations));
    for (const auto &[from, fromServers] : sources) {
        for (const auto &[to, toServers] : destinations) {
            if (inside && input.siteOfItem(from) != input.siteOfItem(to))
                continue;
            EdgeFlows part{group.path, groupIndex, fromServers, toServers, directions.forward, {}, 0};
            if (!findSample(part, [](quint32, quint32) { return true; }))
                continue;
            if (from == to && input.isSiteCard(from)) {
                input.remarks.insideSites = true;
                continue;
            }
            part.count = countPairs(fromServers, toServers);
            Pair &pair = pairs[std::minmax(from, to)];
            const bool straight = from <= to;
            if (directions.forward)
                (straight ? pair.forward : pair.backward).push_back(part);
            if (directions.backward) {
                part.entries = part.sample.entries = directions.backward;
                (straight ? pair.backward : pair.forward).push_back(part);
            }
        }
    }
}

} // namespace

void makeCardLines(const EdgeInput &input, bool inside)
{
    const FlowSet &flows = input.flows();
    PairMap pairs;
    for (std::size_t i = 0; i < flows.groups().size(); ++i) {
        if (input.isDrawn(flows.groups()[i]))
            collect(input, quint32(i), inside, pairs);
    }
    for (const Bundle &bundle : bundled(splitPairs(flows, pairs), flows, input.diagram, input.options.labels)) {
        DiagramEdge edge;
        edge.flows = bundle.flows;
        for (const int item : bundle.openers)
            edge.legs << EdgeLeg{item, -1, true, bundle.both};
        for (const int item : bundle.answerers)
            edge.legs << EdgeLeg{item, -1, bundle.both, true};
        addEdge(input, std::move(edge));
    }
}

} // namespace portolan
