// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "names.h"

#include <QHash>

#include <algorithm>

namespace portolan {

namespace {

/// The role that a server is named for; nullptr: the catalog knows none of them.
const Role *namingRole(const Catalog &catalog, const QStringList &roles)
{
    const Role *first = nullptr;
    for (const QString &id : roles) {
        const int index = catalog.roleIndex(id);
        if (index < 0)
            continue;
        const Role &role = catalog.roles().at(index);
        if (role.kind == RoleKind::Server)
            return &role;
        if (!first)
            first = &role;
    }
    return first;
}

/// Roles in whatever order, for comparing.
QStringList sorted(QStringList roles)
{
    roles.sort();
    return roles;
}

/// "HQ-" of HQ-MBX3: up to the first separator; empty where it has none.
QStringView prefixOf(QStringView name)
{
    const auto separator = std::find_if(name.begin(), name.end(), [](QChar c) { return c == u'-' || c == u'_'; });
    return separator == name.end() || separator == name.begin() ? QStringView()
                                                                : name.first(separator - name.begin() + 1);
}

/// What the names of most servers in a site begin with, in the site's own case; empty: nothing in common.
QString sitePrefix(const Topology &topology, const QString &site)
{
    QHash<QString, int> counts;
    int servers = 0;
    QString best;
    for (const Server &server : topology.servers) {
        if (server.site != site)
            continue;
        ++servers;
        const QString prefix = prefixOf(server.name).toString();
        if (!prefix.isEmpty() && ++counts[prefix] > counts.value(best))
            best = prefix;
    }
    return counts.value(best) * 2 > servers ? best : QString();
}

/// How much a server is like the new one: 0 not at all, 4 its very twin.
int likeness(const Server &server, const QString &site, const QStringList &sortedRoles, const Role *role,
             const Catalog &catalog)
{
    if (numberedName(server.name).width == 0)
        return 0;
    const int sameSite = server.site == site ? 2 : 0;
    if (!role)
        return server.roles.isEmpty() && sortedRoles.isEmpty() ? sameSite + 2 : 0;
    if (namingRole(catalog, server.roles) != role)
        return 0;
    return sameSite + (sorted(server.roles) == sortedRoles ? 2 : 1);
}

} // namespace

QString roleName(const Catalog &catalog, const QStringList &roles)
{
    const Role *role = namingRole(catalog, roles);
    if (!role)
        return roles.isEmpty() ? QStringLiteral("SERVER") : roles.first().toUpper();
    // Column 0 of a chart is where populations stand, not machines.
    return role->kind == RoleKind::Client || role->tier == 0 ? role->label : role->shortLabel;
}

QString serverNameFor(const Topology &topology, const Catalog &catalog, const QStringList &roles, const QString &site)
{
    const Role *role = namingRole(catalog, roles);
    const QStringList sortedRoles = sorted(roles);
    const Server *model = nullptr;
    int best = 0;
    for (const Server &server : topology.servers) {
        const int like = likeness(server, site, sortedRoles, role, catalog);
        if (like >= best && like > 0) {
            best = like;
            model = &server;
        }
    }
    NameSupply names(topology);
    if (model && model->site == site)
        return names.serverName(model->name);

    const QString base = roleName(catalog, roles);
    const bool isPopulation = role && base == role->label && base != role->shortLabel;
    if (isPopulation)
        return names.serverName(base);
    QString prefix = sitePrefix(topology, site);
    if (!model)
        return names.serverName(prefix + base + u'1');
    const NumberedName like = numberedName(model->name);
    const QString otherPrefix = sitePrefix(topology, model->site);
    if (!otherPrefix.isEmpty() && like.stem.startsWith(otherPrefix)) {
        // "HQ-MBX07" elsewhere: "BR-MBX01" here.
        if (prefix.isEmpty() || prefix.compare(otherPrefix, Qt::CaseInsensitive) == 0)
            prefix = site.toUpper() + otherPrefix.back();
        return names.serverName(prefix + like.stem.sliced(otherPrefix.size())
                                + QStringLiteral("1").rightJustified(like.width, u'0'));
    }
    return names.serverName(prefix.isEmpty()
                                ? model->name
                                : QString(prefix + base).append(QString::number(1).rightJustified(like.width, u'0')));
}

} // namespace portolan
