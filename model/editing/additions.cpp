// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "additions.h"

#include "model/editing/editing.h"
#include "model/editing/names.h"
#include "model/editing/parts.h"
#include "model/topology/topologyrules.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct Adding {
    Q_DECLARE_TR_FUNCTIONS(portolan::Adding)
};

const QString kSiteId = QStringLiteral("site");
const QString kServerId = QStringLiteral("server");
const QString kGroupId = QStringLiteral("group");

Topology withSite(Topology topology, Site site)
{
    NameSupply names(topology);
    site.name = names.siteName(site.name);
    site.id = names.idLike(site.id, site.name, kSiteId);
    if (isValid(site))
        topology.sites << site;
    return topology;
}

Topology withServer(Topology topology, Server server)
{
    NameSupply names(topology);
    server.name = names.serverName(server.name);
    server.id = names.idLike(server.id, server.name, kServerId);
    if (isValid(server) && findSite(topology, server.site) && topology.servers.size() < kMostServers)
        topology.servers << server;
    return topology;
}

Topology withGroup(Topology topology, Group group)
{
    NameSupply names(topology);
    group.name = names.groupName(group.name);
    group.id = names.idLike(group.id, group.name, kGroupId);
    fitToKind(group);
    dropDangling(group, KnownIds(topology));
    if (isValid(group))
        topology.groups << group;
    return topology;
}

Topology withLink(Topology topology, const Link &link)
{
    if (isValid(link) && findSite(topology, link.first) && findSite(topology, link.second)
        && !findLink(topology, endsOf(link)))
        topology.links << link;
    return topology;
}

QStringList seriesNames(NameSupply &names, const QString &first, qsizetype count)
{
    QStringList result;
    result.reserve(count);
    for (qsizetype i = 0; i < count; ++i)
        result << (i == 0 ? names.serverName(first) : names.serverNameAfter(result.last()));
    return result;
}

QString firstNameOf(const Topology &topology, const Catalog &catalog, const ServerSeries &series)
{
    const bool isGiven = !series.firstName.trimmed().isEmpty();
    return isGiven ? series.firstName : serverNameFor(topology, catalog, series.roles, series.site);
}

Topology withSeries(Topology topology, const Catalog &catalog, const ServerSeries &series)
{
    Server server;
    server.id = kServerId;
    server.name = firstNameOf(topology, catalog, series);
    server.site = series.site;
    server.roles = series.roles;
    if (!isValid(server) || !findSite(topology, series.site))
        return topology;
    NameSupply names(topology);
    const qsizetype count = std::clamp(qsizetype(series.count), qsizetype(0), kMostServers - topology.servers.size());
    QStringList ids;
    ids.reserve(count);
    for (const QString &name : seriesNames(names, server.name, count)) {
        server.name = name;
        server.id = names.idFor(name, kServerId);
        ids << server.id;
        topology.servers << server;
    }
    for (Group &group : topology.groups) {
        if (group.id == series.group)
            group.members << ids;
    }
    if (!series.newGroup || count == 0)
        return topology;
    Group group = *series.newGroup;
    group.members << ids;
    return withGroup(topology, group);
}

QString roleLabels(const Catalog &catalog, const QStringList &roles)
{
    QStringList labels;
    for (const QString &role : roles) {
        const int index = catalog.roleIndex(role);
        labels << (index < 0 ? role : catalog.roles().at(index).label);
    }
    return shortName(labels.join(QStringLiteral(" + ")));
}

} // namespace

Site newSite(const Topology &now, SiteKind kind)
{
    Site site;
    site.name = siteNameFor(now, kind);
    site.id = NameSupply(now).idFor(site.name, kSiteId);
    site.kind = kind;
    // Who is out there is somebody else; people who mean a partner say who.
    if (kind == SiteKind::External)
        site.organization = QStringLiteral("world");
    return site;
}

Server newServer(const Topology &now, const Catalog &catalog, const QStringList &roles, const QString &site)
{
    Server server;
    server.name = serverNameFor(now, catalog, roles, site);
    server.id = NameSupply(now).idFor(server.name, kServerId);
    server.site = site;
    server.roles = roles;
    return server;
}

Group newGroup(const Topology &now, const Catalog &catalog, GroupType kind, const QStringList &members)
{
    Group group;
    group.kind = kind;
    group.name = groupNameFor(now, catalog, kind);
    group.id = NameSupply(now).idFor(group.name, kGroupId);
    group.members = knownServers(now, members);
    return group;
}

TopologyEdit addSite(const Site &site)
{
    return {Adding::tr("Add %1").arg(shortName(site.name)),
            [site](const Topology &topology) { return withSite(topology, site); }};
}

TopologyEdit addServer(const Server &server)
{
    return {Adding::tr("Add %1").arg(shortName(server.name)),
            [server](const Topology &topology) { return withServer(topology, server); }};
}

TopologyEdit addGroup(const Group &group)
{
    return {Adding::tr("Add %1").arg(shortName(group.name)),
            [group](const Topology &topology) { return withGroup(topology, group); }};
}

TopologyEdit addLink(const Topology &now, const Link &link)
{
    const Topology after = withLink(now, link);
    return {Adding::tr("Add %1").arg(namesOf(after, {{}, {endsOf(link)}, {}})),
            [link](const Topology &topology) { return withLink(topology, link); }};
}

QStringList seriesNames(const Topology &now, const Catalog &catalog, const ServerSeries &series)
{
    NameSupply names(now);
    const qsizetype count = std::clamp(qsizetype(series.count), qsizetype(0), kMostServers - now.servers.size());
    return seriesNames(names, firstNameOf(now, catalog, series), count);
}

TopologyEdit addSeries(const Topology &now, const Catalog &catalog, const ServerSeries &series)
{
    const Group *joined = findGroup(now, series.group);
    const QString group = series.newGroup ? series.newGroup->name : joined ? joined->name : QString();
    const Site *site = findSite(now, series.site);
    const QString roles = roleLabels(catalog, series.roles);
    QString text = roles.isEmpty() ? Adding::tr("Add %1 servers").arg(series.count)
                                   : Adding::tr("Add %1 × %2").arg(series.count).arg(roles);
    if (site)
        text = Adding::tr("%1 in %2").arg(text, shortName(site->name));
    if (series.count == 1)
        text = Adding::tr("Add %1").arg(shortName(firstNameOf(now, catalog, series)));
    if (!group.isEmpty())
        text = Adding::tr("%1 as %2").arg(text, shortName(group));
    return {text, [catalog, series](const Topology &topology) { return withSeries(topology, catalog, series); }};
}

} // namespace portolan
