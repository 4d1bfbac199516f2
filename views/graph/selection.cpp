// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/selection.h"

#include <QHash>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

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

bool sharesEntries(const EdgeFlows &a, const EdgeFlows &b)
{
    return (a.entries & b.entries) != 0;
}

EdgeFlows edgeFlows(const FlowSet &flows, quint32 index, ServerSet sources, ServerSet destinations, quint32 entries)
{
    const FlowGroup &group = flows.groups().at(index);
    EdgeFlows result;
    result.path = group.path;
    result.group = index;
    result.sources = std::move(sources);
    result.destinations = std::move(destinations);
    result.entries = entries;
    result.sample = {group.path, result.sources.front(), result.destinations.back(), group.entries};
    return result;
}

ChartSelection chartServers(const Diagram &diagram, const ServerSet &servers)
{
    ChartSelection result;
    QSet<int> own;
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        if (intersects(diagram.nodes.at(i).servers, servers))
            own.insert(i);
    }
    for (int i = 0; i < diagram.edges.size(); ++i) {
        const DiagramEdge &edge = diagram.edges.at(i);
        const bool touches = std::any_of(edge.flows.begin(), edge.flows.end(), [&](const EdgeFlows &flows) {
            return intersects(flows.sources, servers) || intersects(flows.destinations, servers);
        });
        if (!touches)
            continue;
        result.litEdges.insert(i);
        for (const EdgeLeg &leg : edge.legs) {
            const QList<int> there = nodesAt(diagram, leg);
            // Cards beside the selected one in its own frame are no partners, unless the line is among them.
            if (edge.isLoop() || std::none_of(there.begin(), there.end(), [&](int node) { return own.contains(node); }))
                result.litNodes.unite(QSet<int>(there.begin(), there.end()));
        }
    }
    result.litNodes.unite(own);
    if (own.size() == 1)
        result.part = {DiagramPart::Kind::Node, *own.constBegin()};
    result.own = own;
    return result;
}

ChartSelection chartSite(const Diagram &diagram, int site)
{
    ChartSelection result = chartServers(diagram, serversOfSite(diagram.flows, site));
    result.part = {};
    result.own = {};
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
                    return sharesEntries(*flows, drawn) && intersects(flows->sources, drawn.sources)
                        && intersects(flows->destinations, drawn.destinations);
                });
            if (lit) {
                result.litEdges.insert(i);
                break;
            }
        }
    }
    std::vector<bool> isEnd(static_cast<size_t>(diagram.flows.topology().servers.size()));
    for (const EdgeFlows &flows : selected) {
        for (const ServerSet *ends : {&flows.sources, &flows.destinations}) {
            for (const quint32 server : *ends)
                isEnd[server] = true;
        }
    }
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        const ServerSet &servers = diagram.nodes.at(i).servers;
        if (std::any_of(servers.begin(), servers.end(), [&](quint32 server) { return isEnd[server]; }))
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
    std::map<std::tuple<quint16, quint32, quint32>, quint32> entries; // by flow
    for (const FlowRow &row : rows)
        entries[{row.flow.path, row.flow.source, row.flow.destination}] |=
            row.entry < 0 ? ~0U : 1U << static_cast<unsigned>(row.entry);
    // Flows from one source with the same ports are a product: whoever looks through a large table for the selection's
    // rows has few to compare with.
    std::map<std::tuple<quint32, quint32, quint32>, ServerSet> destinations; // by group, ports, source
    for (const auto &[key, bits] : entries) {
        const auto &[path, source, destination] = key;
        destinations[{groupOf(flows, {path, source, destination, bits}), bits, source}].push_back(destination);
    }
    Selection result;
    for (auto &[key, answerers] : destinations) {
        const auto &[group, bits, source] = key;
        result.flows.push_back(edgeFlows(flows, group, {source}, std::move(answerers), bits));
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
            result.flows.push_back(
                edgeFlows(flows, i, flows.set(groups[i].sources), flows.set(groups[i].destinations), ~0U));
    }
    if (!result.flows.empty())
        result.kind = Kind::Flows;
    return result;
}

bool operator==(const Selection &a, const Selection &b)
{
    const auto sameFlows = [](const EdgeFlows &x, const EdgeFlows &y) {
        return x.path == y.path && x.group == y.group && x.entries == y.entries && x.sources == y.sources
            && x.destinations == y.destinations;
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

ChartSelection partsOf(const Diagram &diagram, const FlowSet &flows)
{
    std::vector<EdgeFlows> all;
    for (quint32 i = 0; i < flows.groups().size(); ++i) {
        const FlowGroup &group = flows.groups()[i];
        all.push_back({group.path, i, flows.set(group.sources), flows.set(group.destinations), group.entries, {}, 0});
    }
    ChartSelection parts = chartFlows(diagram, all);
    parts.part = {};
    return parts;
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
            return picked.path == row.path
                && (row.entry < 0 || (picked.entries >> static_cast<unsigned>(row.entry) & 1U))
                && flows.groups().at(picked.group).self == self && contains(picked.sources, row.flow.source)
                && contains(picked.destinations, row.flow.destination);
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
            ServerSet keptSources;
            ServerSet keptDestinations;
            std::set_intersection(sources.begin(), sources.end(), to.set(group.sources).begin(),
                                  to.set(group.sources).end(), std::back_inserter(keptSources));
            std::set_intersection(destinations.begin(), destinations.end(), to.set(group.destinations).begin(),
                                  to.set(group.destinations).end(), std::back_inserter(keptDestinations));
            if (!keptSources.empty() && !keptDestinations.empty())
                result.flows.push_back(edgeFlows(to, i, keptSources, keptDestinations, old.entries));
        }
    }
    if (!result.flows.empty())
        result.kind = Selection::Kind::Flows;
    return result;
}

} // namespace portolan
