// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/edgefocus.h"

#include "model/flows/flowends.h"
#include "model/flows/surroundings.h"

#include <QSet>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace portolan {

namespace {

/// Sites that the line ends at as a whole.
QSet<int> wholeSites(const Diagram &diagram, const DiagramEdge &edge)
{
    QSet<int> sites;
    for (const EdgeLeg &leg : edge.legs) {
        if (leg.block >= 0) {
            for (const int box : diagram.blocks[leg.block].boxes)
                sites << diagram.boxes[box].site;
            continue;
        }
        for (const int node : diagram.items[leg.item].nodes) {
            if (diagram.nodes[node].kind == NodeKind::Site)
                sites << diagram.nodes[node].site;
        }
    }
    return sites;
}

/// Ids of servers, or of the whole sites that they are in.
QStringList namesOf(const FlowSet &flows, const QSet<int> &wholeSites, const ServerSet &servers)
{
    const Topology &topology = flows.topology();
    QStringList names;
    QSet<int> named;
    for (const quint32 server : servers) {
        const int site = flows.siteOf(server);
        if (!wholeSites.contains(site)) {
            names << topology.servers[qsizetype(server)].id;
        } else if (!named.contains(site)) {
            named << site;
            names << u'@' + topology.sites[site].id;
        }
    }
    return names;
}

/// The ids of the parts, which are of one data path.
QStringList idsOf(const FlowSet &flows, const QSet<int> &wholeSites, const std::vector<EdgeFlows> &parts)
{
    struct Product {
        QStringList sources, destinations;
    };
    QList<Product> products;
    for (const EdgeFlows &part : parts) {
        const QStringList sources = namesOf(flows, wholeSites, part.sources);
        const QStringList destinations = namesOf(flows, wholeSites, part.destinations);
        const auto same = std::find_if(products.begin(), products.end(),
                                       [&sources](const Product &known) { return known.sources == sources; });
        if (same == products.end()) {
            products << Product{sources, destinations};
            continue;
        }
        for (const QString &destination : destinations) {
            if (!same->destinations.contains(destination))
                same->destinations << destination;
        }
    }
    const QString &code = flows.catalog().dataPaths()[parts.front().path].code;
    QStringList ids;
    for (const Product &product : std::as_const(products))
        ids << flowIds(code, product.sources, product.destinations);
    return ids;
}

qsizetype countFlows(const std::vector<EdgeFlows> &parts)
{
    std::vector<quint64> pairs;
    for (const EdgeFlows &part : parts) {
        for (const quint32 source : part.sources) {
            for (const quint32 destination : part.destinations) {
                if (source != destination)
                    pairs.push_back(quint64(source) << 32 | destination);
            }
        }
    }
    std::sort(pairs.begin(), pairs.end());
    return std::unique(pairs.begin(), pairs.end()) - pairs.begin();
}

} // namespace

QStringList focusOn(const Diagram &diagram, const DiagramEdge &edge, const QString &code)
{
    const FlowSet &flows = diagram.flows;
    const QSet<int> sites = wholeSites(diagram, edge);
    std::map<int, std::vector<EdgeFlows>> byPath;
    for (const EdgeFlows &part : edge.flows) {
        if (code.isEmpty() || flows.catalog().dataPaths()[part.path].code == code)
            byPath[part.path].push_back(part);
    }
    QStringList ids;
    for (const auto &[path, parts] : byPath) {
        const QStringList bySite = idsOf(flows, sites, parts);
        // Some of the sites' flows may be on other lines.
        ChartFocus focus;
        focus.on = bySite;
        const std::vector<bool> leadsOn(std::size_t(flows.catalog().dataPaths().size()), false);
        const bool isExact = sites.isEmpty() || surroundings(flows, focus, leadsOn).flowCount() == countFlows(parts);
        ids << (isExact ? bySite : idsOf(flows, {}, parts));
    }
    return ids;
}

} // namespace portolan
