// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/edgefocus.h"

#include "model/flows/flowends.h"

#include <QSet>

#include <algorithm>
#include <utility>

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

} // namespace

QStringList focusOn(const Diagram &diagram, const DiagramEdge &edge, const QString &code)
{
    const QSet<int> sites = wholeSites(diagram, edge);
    struct Product {
        QString code;
        QStringList sources, destinations;
    };
    QList<Product> products;
    for (const EdgeFlows &part : edge.flows) {
        const QString &own = diagram.flows.catalog().dataPaths()[part.path].code;
        if (!code.isEmpty() && own != code)
            continue;
        const QStringList sources = namesOf(diagram.flows, sites, part.sources);
        const QStringList destinations = namesOf(diagram.flows, sites, part.destinations);
        const auto same = std::find_if(products.begin(), products.end(), [&](const Product &known) {
            return known.code == own && known.sources == sources;
        });
        if (same == products.end()) {
            products << Product{own, sources, destinations};
            continue;
        }
        for (const QString &destination : destinations) {
            if (!same->destinations.contains(destination))
                same->destinations << destination;
        }
    }
    QStringList ids;
    for (const Product &product : std::as_const(products))
        ids << flowIds(product.code, product.sources, product.destinations);
    return ids;
}

} // namespace portolan
