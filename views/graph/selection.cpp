// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/selection.h"

#include <QHash>

#include <algorithm>
#include <iterator>

namespace portolan {

namespace {

bool contains(const ServerSet &set, quint32 server)
{
    return std::binary_search(set.begin(), set.end(), server);
}

bool intersects(const ServerSet &a, const ServerSet &b)
{
    auto i = a.begin();
    auto j = b.begin();
    while (i != a.end() && j != b.end()) {
        if (*i == *j)
            return true;
        if (*i < *j)
            ++i;
        else
            ++j;
    }
    return false;
}

quint32 groupOf(const FlowSet &flows, const Flow &flow)
{
    const std::vector<FlowGroup> &groups = flows.groups();
    for (quint32 i = 0; i < groups.size(); ++i) {
        const FlowGroup &group = groups[i];
        if (group.path == flow.path && group.self == (flow.source == flow.destination)
            && contains(flows.set(group.sources), flow.source)
            && contains(flows.set(group.destinations), flow.destination))
            return i;
    }
    return 0;
}

bool sameRow(const FlowRow &a, const FlowRow &b)
{
    return a.source == b.source && a.destination == b.destination && a.path == b.path && a.entry == b.entry
        && a.ports == b.ports;
}

bool sameFlow(const Flow &a, const Flow &b)
{
    return a.path == b.path && a.source == b.source && a.destination == b.destination;
}

ServerSet serversOfSite(const FlowSet &flows, int site)
{
    ServerSet servers;
    const auto count = static_cast<quint32>(flows.topology().servers.size());
    for (quint32 server = 0; server < count; ++server) {
        if (flows.siteOf(server) == site)
            servers.push_back(server);
    }
    return servers;
}

void light(const Diagram &diagram, int item, QSet<int> &nodes)
{
    for (const int node : diagram.items.at(item).nodes)
        nodes.insert(node);
}

ChartSelection chartServers(const Diagram &diagram, const ServerSet &servers)
{
    ChartSelection result;
    QSet<int> items;
    QList<int> own;
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        if (intersects(diagram.nodes.at(i).servers, servers)) {
            own << i;
            items.insert(diagram.nodes.at(i).item);
        }
    }
    for (int i = 0; i < diagram.edges.size(); ++i) {
        const DiagramEdge &edge = diagram.edges.at(i);
        if (!items.contains(edge.tail) && !items.contains(edge.head))
            continue;
        const bool touches = std::any_of(edge.flows.begin(), edge.flows.end(), [&](const EdgeFlows &flows) {
            return intersects(flows.sources, servers) || intersects(flows.destinations, servers);
        });
        if (!touches)
            continue;
        result.litEdges.insert(i);
        if (!items.contains(edge.tail) || edge.tail == edge.head)
            light(diagram, edge.tail, result.litNodes);
        if (!items.contains(edge.head))
            light(diagram, edge.head, result.litNodes);
    }
    for (const int node : own)
        result.litNodes.insert(node);
    if (own.size() == 1)
        result.part = {DiagramPart::Kind::Node, own.first()};
    return result;
}

ChartSelection chartSite(const Diagram &diagram, int site)
{
    ChartSelection result = chartServers(diagram, serversOfSite(diagram.flows, site));
    result.part = {};
    for (int i = 0; i < diagram.boxes.size(); ++i) {
        if (diagram.boxes.at(i).site == site)
            result.part = {DiagramPart::Kind::Box, i};
    }
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        if (diagram.nodes.at(i).kind == NodeKind::Site && diagram.nodes.at(i).site == site) {
            result.part = {DiagramPart::Kind::Node, i};
            result.litNodes.insert(i);
        }
    }
    return result;
}

ChartSelection chartFlows(const Diagram &diagram, const std::vector<EdgeFlows> &selected)
{
    ChartSelection result;
    QHash<int, std::vector<const EdgeFlows *>> byPath;
    for (const EdgeFlows &flows : selected)
        byPath[flows.path].push_back(&flows);
    for (int i = 0; i < diagram.edges.size(); ++i) {
        for (const EdgeFlows &drawn : diagram.edges.at(i).flows) {
            const auto found = byPath.constFind(drawn.path);
            const bool lit =
                found != byPath.constEnd() && std::any_of(found->begin(), found->end(), [&](const EdgeFlows *flows) {
                    return intersects(flows->sources, drawn.sources)
                        && intersects(flows->destinations, drawn.destinations);
                });
            if (lit) {
                result.litEdges.insert(i);
                break;
            }
        }
    }
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        const bool lit = std::any_of(selected.begin(), selected.end(), [&](const EdgeFlows &flows) {
            return intersects(flows.sources, diagram.nodes.at(i).servers)
                || intersects(flows.destinations, diagram.nodes.at(i).servers);
        });
        if (lit)
            result.litNodes.insert(i);
    }
    if (result.litEdges.size() == 1)
        result.part = {DiagramPart::Kind::Edge, *result.litEdges.constBegin()};
    return result;
}

} // namespace

Selection Selection::ofSite(int site)
{
    Selection result;
    result.kind = Kind::Site;
    result.site = site;
    return result;
}

Selection Selection::ofServers(ServerSet servers)
{
    Selection result;
    if (!servers.empty()) {
        result.kind = Kind::Servers;
        result.servers = std::move(servers);
    }
    return result;
}

Selection Selection::ofRow(const FlowSet &flows, const FlowRow &row)
{
    Selection result = ofRows(flows, {row});
    result.row = row;
    return result;
}

Selection Selection::ofRows(const FlowSet &flows, const std::vector<FlowRow> &rows)
{
    Selection result;
    std::vector<Flow> seen;
    for (const FlowRow &row : rows) {
        if (std::any_of(seen.begin(), seen.end(), [&](const Flow &flow) { return sameFlow(flow, row.flow); }))
            continue;
        seen.push_back(row.flow);
        result.flows.push_back({row.flow.path, groupOf(flows, row.flow), {row.flow.source}, {row.flow.destination}});
    }
    if (!result.flows.empty())
        result.kind = Kind::Flows;
    return result;
}

Selection Selection::ofPath(const FlowSet &flows, int path)
{
    Selection result;
    const std::vector<FlowGroup> &groups = flows.groups();
    for (quint32 i = 0; i < groups.size(); ++i) {
        if (groups[i].path == path)
            result.flows.push_back({path, i, flows.set(groups[i].sources), flows.set(groups[i].destinations)});
    }
    if (!result.flows.empty())
        result.kind = Kind::Flows;
    return result;
}

bool operator==(const Selection &a, const Selection &b)
{
    const auto sameFlows = [](const EdgeFlows &x, const EdgeFlows &y) {
        return x.path == y.path && x.group == y.group && x.sources == y.sources && x.destinations == y.destinations;
    };
    return a.kind == b.kind && a.site == b.site && a.servers == b.servers && a.row.has_value() == b.row.has_value()
        && (!a.row || sameRow(*a.row, *b.row))
        && std::equal(a.flows.begin(), a.flows.end(), b.flows.begin(), b.flows.end(), sameFlows);
}

Selection selectionOf(const Diagram &diagram, DiagramPart part)
{
    switch (part.kind) {
    case DiagramPart::Kind::None:
        break;
    case DiagramPart::Kind::Box:
        return Selection::ofSite(diagram.boxes.at(part.index).site);
    case DiagramPart::Kind::Node: {
        const DiagramNode &node = diagram.nodes.at(part.index);
        return node.kind == NodeKind::Site ? Selection::ofSite(node.site) : Selection::ofServers(node.servers);
    }
    case DiagramPart::Kind::Edge: {
        Selection result;
        result.flows = diagram.edges.at(part.index).flows;
        result.kind = result.flows.empty() ? Selection::Kind::None : Selection::Kind::Flows;
        return result;
    }
    }
    return {};
}

ChartSelection chartSelection(const Diagram &diagram, const Selection &selection)
{
    switch (selection.kind) {
    case Selection::Kind::None:
        break;
    case Selection::Kind::Site:
        return chartSite(diagram, selection.site);
    case Selection::Kind::Servers:
        return chartServers(diagram, selection.servers);
    case Selection::Kind::Flows:
        return chartFlows(diagram, selection.flows);
    }
    return {};
}

bool holdsRow(const FlowSet &flows, const Selection &selection, const FlowRow &row)
{
    switch (selection.kind) {
    case Selection::Kind::None:
        break;
    case Selection::Kind::Site:
        return flows.siteOf(row.source) == selection.site || flows.siteOf(row.destination) == selection.site;
    case Selection::Kind::Servers:
        return contains(selection.servers, row.source) || contains(selection.servers, row.destination);
    case Selection::Kind::Flows:
        if (selection.row)
            return sameRow(*selection.row, row);
        return std::any_of(selection.flows.begin(), selection.flows.end(), [&](const EdgeFlows &picked) {
            const bool self = row.flow.source == row.flow.destination;
            return picked.path == row.path && flows.groups().at(picked.group).self == self
                && contains(picked.sources, row.flow.source) && contains(picked.destinations, row.flow.destination);
        });
    }
    return false;
}

std::optional<Selection> findSelection(const FlowSet &flows, const Diagram *diagram, const QString &id)
{
    if (diagram) {
        for (int i = 0; i < diagram->nodes.size(); ++i) {
            if (diagram->nodes.at(i).id == id)
                return selectionOf(*diagram, {DiagramPart::Kind::Node, i});
        }
        for (int i = 0; i < diagram->edges.size(); ++i) {
            if (diagram->edges.at(i).id == id)
                return selectionOf(*diagram, {DiagramPart::Kind::Edge, i});
        }
    }
    const auto named = [&id](const QString &prefix, const QString &own) { return id == own || id == prefix + own; };
    const Topology &topology = flows.topology();
    for (int i = 0; i < topology.sites.size(); ++i) {
        if (named(QStringLiteral("site:"), topology.sites.at(i).id))
            return Selection::ofSite(i);
    }
    for (int i = 0; i < topology.servers.size(); ++i) {
        if (named(QStringLiteral("server:"), topology.servers.at(i).id))
            return Selection::ofServers({static_cast<quint32>(i)});
    }
    for (const Group &group : topology.groups) {
        if (group.id != id)
            continue;
        ServerSet servers;
        for (int i = 0; i < topology.servers.size(); ++i) {
            if (group.members.contains(topology.servers.at(i).id))
                servers.push_back(static_cast<quint32>(i));
        }
        return Selection::ofServers(servers);
    }
    const QList<DataPath> &paths = flows.catalog().dataPaths();
    for (int i = 0; i < paths.size(); ++i) {
        if (paths.at(i).id == id || paths.at(i).code.compare(id, Qt::CaseInsensitive) == 0) {
            const Selection selection = Selection::ofPath(flows, i);
            return selection.isEmpty() ? std::nullopt : std::optional(selection);
        }
    }
    return std::nullopt;
}

Selection carriedOver(const Selection &selection, const FlowSet &from, const FlowSet &to)
{
    if (selection.kind == Selection::Kind::Site) {
        const QString &id = from.topology().sites.at(selection.site).id;
        for (int i = 0; i < to.topology().sites.size(); ++i) {
            if (to.topology().sites.at(i).id == id)
                return Selection::ofSite(i);
        }
        return {};
    }
    QHash<QString, quint32> servers;
    for (int i = 0; i < to.topology().servers.size(); ++i)
        servers.insert(to.topology().servers.at(i).id, static_cast<quint32>(i));
    const auto carry = [&](const ServerSet &set) {
        ServerSet result;
        for (const quint32 server : set) {
            const auto found = servers.constFind(from.topology().servers.at(server).id);
            if (found != servers.constEnd())
                result.push_back(*found);
        }
        std::sort(result.begin(), result.end());
        return result;
    };
    if (selection.kind == Selection::Kind::Servers)
        return Selection::ofServers(carry(selection.servers));

    Selection result;
    for (const EdgeFlows &old : selection.flows) {
        const int path = to.catalog().pathIndex(from.catalog().dataPaths().at(old.path).id);
        const bool self = from.groups().at(old.group).self;
        const ServerSet sources = carry(old.sources);
        const ServerSet destinations = carry(old.destinations);
        for (quint32 i = 0; i < to.groups().size(); ++i) {
            const FlowGroup &group = to.groups()[i];
            if (group.path != path || group.self != self)
                continue;
            EdgeFlows flows{path, i, {}, {}};
            std::set_intersection(sources.begin(), sources.end(), to.set(group.sources).begin(),
                                  to.set(group.sources).end(), std::back_inserter(flows.sources));
            std::set_intersection(destinations.begin(), destinations.end(), to.set(group.destinations).begin(),
                                  to.set(group.destinations).end(), std::back_inserter(flows.destinations));
            if (!flows.sources.empty() && !flows.destinations.empty())
                result.flows.push_back(std::move(flows));
        }
    }
    if (!result.flows.empty())
        result.kind = Selection::Kind::Flows;
    return result;
}

} // namespace portolan
