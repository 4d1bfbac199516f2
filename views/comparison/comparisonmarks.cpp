// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/comparison/comparisonmarks.h"

#include "views/graph/selection.h"

#include <QSet>

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

} // namespace portolan
