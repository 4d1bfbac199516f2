// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/serverclasses.h"

#include <QHash>

#include <algorithm>

namespace portolan {

namespace {

/// Names of the groups of each server, in the file's order.
std::vector<QStringList> groupNames(const Topology &topology)
{
    QHash<QString, qsizetype> serverIndex;
    for (qsizetype i = 0; i < topology.servers.size(); ++i)
        serverIndex.insert(topology.servers[i].id, i);
    std::vector<QStringList> names(std::size_t(topology.servers.size()));
    for (const Group &group : topology.groups) {
        for (const QString &member : group.members) {
            const auto found = serverIndex.constFind(member);
            if (found != serverIndex.constEnd())
                names[std::size_t(*found)] << (group.name.isEmpty() ? group.id : group.name);
        }
    }
    return names;
}

} // namespace

std::vector<ServerClass> classifyServers(const FlowSet &flows, bool exact, const std::vector<bool> &wanted)
{
    const Topology &topology = flows.topology();
    const Catalog &catalog = flows.catalog();
    const std::vector<QStringList> groups = groupNames(topology);
    std::vector<ServerClass> classes;
    QHash<QString, int> index;
    for (qsizetype i = 0; i < topology.servers.size(); ++i) {
        if (!wanted[std::size_t(i)])
            continue;
        const Server &server = topology.servers[i];
        ServerClass described;
        described.site = flows.siteOf(quint32(i));
        for (const QString &id : server.roles) {
            const int role = catalog.roleIndex(id);
            if (role < 0)
                described.unknownRoles << id;
            else
                described.roles.push_back(role);
        }
        std::sort(described.roles.begin(), described.roles.end());
        described.unknownRoles.sort();
        described.groups = groups[std::size_t(i)];
        QString key = QString::number(described.site) + u'/';
        for (const int role : described.roles)
            key += QString::number(role) + u',';
        key += u'/' + described.unknownRoles.join(u',');
        key += u'/' + described.groups.join(u'\n');
        if (exact && server.dynamicPorts)
            key += QStringLiteral("/%1-%2").arg(server.dynamicPorts->first).arg(server.dynamicPorts->last);
        auto found = index.find(key);
        if (found == index.end()) {
            found = index.insert(key, int(classes.size()));
            classes.push_back(described);
        }
        classes[std::size_t(*found)].servers.push_back(quint32(i));
    }
    return classes;
}

QString namesOf(const Topology &topology, const ServerSet &servers)
{
    const QString first = topology.servers[qsizetype(servers.front())].name;
    if (servers.size() == 1)
        return first;
    const auto split = [](const QString &name) {
        qsizetype digits = name.size();
        while (digits > 0 && name[digits - 1].isDigit())
            --digits;
        return std::pair(name.left(digits), name.mid(digits).toLongLong());
    };
    const auto [prefix, number] = split(first);
    bool series = !prefix.isEmpty() && prefix != first;
    for (std::size_t i = 1; i < servers.size() && series; ++i) {
        const auto [otherPrefix, otherNumber] = split(topology.servers[qsizetype(servers[i])].name);
        series = otherPrefix == prefix && otherNumber == number + qint64(i);
    }
    if (series)
        return first + QStringLiteral(" – ") + topology.servers[qsizetype(servers.back())].name;
    const QString second = topology.servers[qsizetype(servers[1])].name;
    if (servers.size() == 2)
        return first + QStringLiteral(", ") + second;
    return first + QStringLiteral(" … ") + topology.servers[qsizetype(servers.back())].name;
}

} // namespace portolan
