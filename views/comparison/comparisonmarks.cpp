// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/comparison/comparisonmarks.h"

#include <QSet>

#include <algorithm>
#include <iterator>
#include <optional>

namespace portolan {

namespace {

std::optional<Change> changeOf(bool added, bool removed, bool changed, bool unchanged)
{
    if (!added && !removed && !changed)
        return {};
    if (added && !removed && !changed && !unchanged)
        return Change::Added;
    if (removed && !added && !changed && !unchanged)
        return Change::Removed;
    return Change::Changed;
}

template <typename T>
QSet<QString> idsOf(const QList<T> &items)
{
    QSet<QString> ids;
    ids.reserve(items.size());
    for (const T &item : items)
        ids << item.id;
    return ids;
}

ServerSet serversCalled(const QStringList &ids, const Topology &topology)
{
    const QSet<QString> wanted(ids.begin(), ids.end());
    ServerSet servers;
    for (qsizetype i = 0; i < topology.servers.size(); ++i) {
        if (wanted.contains(topology.servers[i].id))
            servers.push_back(static_cast<quint32>(i));
    }
    return servers;
}

ServerSet common(const ServerSet &a, const ServerSet &b)
{
    ServerSet result;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
    return result;
}

/// Flows of the chart that the line tells of.
Selection flowsOf(const FlowSet &flows, const ComparisonLine &line, const ServerSet &sources,
                  const ServerSet &destinations)
{
    Selection selection;
    for (quint32 i = 0; i < flows.groups().size(); ++i) {
        const FlowGroup &group = flows.groups()[i];
        if (!line.paths.contains(flows.catalog().dataPaths()[group.path].code))
            continue;
        EdgeFlows met{group.path,
                      i,
                      common(flows.set(group.sources), sources),
                      common(flows.set(group.destinations), destinations),
                      group.entries,
                      {},
                      0};
        if (!met.sources.empty() && !met.destinations.empty())
            selection.flows.push_back(std::move(met));
    }
    if (!selection.flows.empty())
        selection.kind = Selection::Kind::Flows;
    return selection;
}

} // namespace

ChartMarks comparisonMarks(const Diagram &diagram, const UnitedFlows &flows, const Topology &before,
                           const Topology &after)
{
    ChartMarks marks;
    const QSet<int> added = partsOf(diagram, flows.added).litEdges;
    const QSet<int> removed = partsOf(diagram, flows.removed).litEdges;
    const QSet<int> changed = partsOf(diagram, flows.changed).litEdges;
    const QSet<int> unchanged = partsOf(diagram, flows.unchanged).litEdges;
    for (int edge = 0; edge < diagram.edges.size(); ++edge) {
        if (const auto change = changeOf(added.contains(edge), removed.contains(edge), changed.contains(edge),
                                         unchanged.contains(edge)))
            marks.changedEdges.insert(edge, *change);
    }
    const QSet<QString> serversBefore = idsOf(before.servers);
    const QSet<QString> serversAfter = idsOf(after.servers);
    const QSet<QString> sitesBefore = idsOf(before.sites);
    const QSet<QString> sitesAfter = idsOf(after.sites);
    const Topology &topology = diagram.flows.topology();
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        const DiagramNode &node = diagram.nodes[i];
        bool isAdded = false;
        bool isRemoved = false;
        bool isOld = false;
        for (const quint32 server : node.servers) {
            const QString &id = topology.servers[qsizetype(server)].id;
            isAdded = isAdded || !serversBefore.contains(id);
            isRemoved = isRemoved || !serversAfter.contains(id);
            isOld = isOld || (serversBefore.contains(id) && serversAfter.contains(id));
        }
        if (node.kind == NodeKind::Site) {
            const QString &site = topology.sites[node.site].id;
            isOld = isOld || (sitesBefore.contains(site) && sitesAfter.contains(site));
        }
        if (const auto change = changeOf(isAdded, isRemoved, false, isOld))
            marks.changedNodes.insert(i, *change);
    }
    return marks;
}

Selection comparisonSelection(const Diagram &diagram, const ComparisonLine &line)
{
    const Topology &topology = diagram.flows.topology();
    const auto isDrawn = [&diagram](const Selection &selection) {
        return !selection.isEmpty()
            && (selection.kind != Selection::Kind::Flows || !chartSelection(diagram, selection).litEdges.isEmpty());
    };
    if (line.paths.isEmpty()) {
        Selection selection = selectionFor(diagram.flows, stillThere(line.subject, topology));
        if (isDrawn(selection))
            return selection;
        // A link without flows: the sites that it joins.
        Subject sites;
        for (const QString &link : line.subject.links)
            sites.sites << endsOfLinkId(link).first << endsOfLinkId(link).second;
        return selectionFor(diagram.flows, stillThere(sites, topology));
    }
    const ServerSet sources = serversCalled(line.sources, topology);
    const ServerSet destinations = serversCalled(line.destinations, topology);
    Selection selection = flowsOf(diagram.flows, line, sources, destinations);
    if (isDrawn(selection))
        return selection;
    // Flows that stay on a server or are folded into badges.
    ServerSet ends;
    std::set_union(sources.begin(), sources.end(), destinations.begin(), destinations.end(), std::back_inserter(ends));
    return ends.empty() ? Selection() : Selection::ofServers(std::move(ends));
}

} // namespace portolan
