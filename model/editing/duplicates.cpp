// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "duplicates.h"

#include "model/editing/editing.h"
#include "model/editing/insertion.h"
#include "model/editing/parts.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct Duplicating {
    Q_DECLARE_TR_FUNCTIONS(portolan::Duplicating)
};

/// Whether it has servers and needs nothing but what is copied; a witness may stand outside.
bool liesIn(const Group &group, const QSet<QString> &sites, const QSet<QString> &servers)
{
    const auto isCopied = [&servers](const QString &id) { return servers.contains(id); };
    return !group.members.isEmpty() && std::all_of(group.members.begin(), group.members.end(), isCopied)
        && std::all_of(group.gateways.begin(), group.gateways.end(), isCopied)
        && (group.site.isEmpty() || sites.contains(group.site));
}

Topology duplicated(const Topology &topology, const QSet<QString> &ids)
{
    Insertion copies;
    QSet<QString> sites;
    QSet<QString> serversOfSites;
    for (const Site &site : topology.sites) {
        if (ids.contains(site.id)) {
            copies.part.sites << site;
            sites.insert(site.id);
        }
    }
    for (const Server &server : topology.servers) {
        const bool isOfSite = sites.contains(server.site);
        if (isOfSite)
            serversOfSites.insert(server.id);
        if (isOfSite || ids.contains(server.id))
            copies.part.servers << server;
    }
    for (const Link &link : topology.links) {
        if (sites.contains(link.first) || sites.contains(link.second))
            copies.part.links << link;
    }
    for (const Group &group : topology.groups) {
        if (ids.contains(group.id) || liesIn(group, sites, serversOfSites))
            copies.part.groups << group;
    }
    return inserted(topology, copies);
}

} // namespace

TopologyEdit duplicate(const Topology &now, const QStringList &ids)
{
    return {Duplicating::tr("Duplicate %1").arg(namesOf(now, {ids, {}, {}})),
            [ids](const Topology &topology) { return duplicated(topology, setOf(ids)); }};
}

} // namespace portolan
