// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "names.h"

#include "model/editing/editing.h"

#include <QHash>

#include <algorithm>

namespace portolan {

namespace {

constexpr qsizetype kLongestBase = 200; ///< of a name, without its number

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

/// Column 0 of a chart is where populations stand, not machines.
bool isPopulation(const Role &role)
{
    return role.kind == RoleKind::Client || role.tier == 0;
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
    if (sorted(server.roles) == sortedRoles)
        return sameSite + 2;
    return role && namingRole(catalog, server.roles) == role ? sameSite + 1 : 0;
}

} // namespace

QString roleName(const Catalog &catalog, const QStringList &roles)
{
    const Role *role = namingRole(catalog, roles);
    if (!role)
        return roles.isEmpty() ? QStringLiteral("SERVER") : roles.first().toUpper();
    return isPopulation(*role) ? role->label : role->shortLabel;
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

    const QString base = cut(roleName(catalog, roles), kLongestBase);
    if (role && isPopulation(*role))
        return names.serverName(base);
    const QString prefix = sitePrefix(topology, site);
    if (!model)
        return names.serverName(cut(prefix + base, kLongestBase) + u'1');
    const NumberedName like = numberedName(model->name);
    const QString first = QStringLiteral("1").rightJustified(like.width, u'0');
    const QString otherPrefix = sitePrefix(topology, model->site);
    if (!otherPrefix.isEmpty() && like.stem.startsWith(otherPrefix)) {
        // "HQ-MBX07" there: "BR-MBX01" here, where the servers are BR-… or the site is br.
        const bool isOwn = !prefix.isEmpty() && prefix.compare(otherPrefix, Qt::CaseInsensitive) != 0;
        const QString own = isOwn ? prefix : QString(site.toUpper() + otherPrefix.back());
        return names.serverName(cut(own + like.stem.sliced(otherPrefix.size()), kLongestBase) + first);
    }
    return names.serverName(prefix.isEmpty() ? model->name : QString(cut(prefix + base, kLongestBase) + first));
}

} // namespace portolan
