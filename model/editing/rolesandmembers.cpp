// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "changes.h"

#include "model/editing/editing.h"
#include "model/topology/topologyrules.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct RolesAndMembers {
    Q_DECLARE_TR_FUNCTIONS(portolan::RolesAndMembers)
};

QString roleLabel(const Catalog &catalog, const QString &role)
{
    const int index = catalog.roleIndex(role);
    return shortName(index < 0 ? role : catalog.roles().at(index).label);
}

QString groupName(const Topology &now, const QString &id)
{
    const Group *group = findGroup(now, id);
    return shortName(group ? group->name : id);
}

} // namespace

TopologyEdit giveRole(const Topology &now, const Catalog &catalog, const QStringList &servers, const QString &role)
{
    return {RolesAndMembers::tr("Give %1 the role %2").arg(namesOf(now, {servers, {}, {}}), roleLabel(catalog, role)),
            [servers, role](Topology topology) {
                const QSet<QString> ids = setOf(servers);
                if (!roleFault(role).isEmpty())
                    return topology;
                for (qsizetype i = 0; i < topology.servers.size(); ++i) {
                    const Server &server = std::as_const(topology.servers)[i];
                    if (ids.contains(server.id) && !server.roles.contains(role)
                        && server.roles.size() < kMostOfOneServer)
                        topology.servers[i].roles << role;
                }
                return topology;
            }};
}

TopologyEdit takeRole(const Topology &now, const Catalog &catalog, const QStringList &servers, const QString &role)
{
    return {
        RolesAndMembers::tr("Take the role %2 from %1").arg(namesOf(now, {servers, {}, {}}), roleLabel(catalog, role)),
        [servers, role](Topology topology) {
            const QSet<QString> ids = setOf(servers);
            for (qsizetype i = 0; i < topology.servers.size(); ++i) {
                const Server &server = std::as_const(topology.servers)[i];
                if (ids.contains(server.id) && server.roles.contains(role))
                    topology.servers[i].roles.removeAll(role);
            }
            return topology;
        }};
}

TopologyEdit addMembers(const Topology &now, const QString &group, const QStringList &servers)
{
    return {RolesAndMembers::tr("Add %1 to %2").arg(namesOf(now, {servers, {}, {}}), groupName(now, group)),
            [group, servers](Topology topology) {
                const QStringList known = knownServers(topology, servers);
                for (Group &candidate : topology.groups) {
                    if (candidate.id != group)
                        continue;
                    for (const QString &server : known) {
                        if (!candidate.members.contains(server))
                            candidate.members << server;
                    }
                }
                return topology;
            }};
}

TopologyEdit removeMembers(const Topology &now, const QString &group, const QStringList &servers)
{
    return {RolesAndMembers::tr("Take %1 out of %2").arg(namesOf(now, {servers, {}, {}}), groupName(now, group)),
            [group, servers](Topology topology) {
                const QSet<QString> ids = setOf(servers);
                for (Group &candidate : topology.groups) {
                    if (candidate.id == group)
                        candidate.members.removeIf([&ids](const QString &id) { return ids.contains(id); });
                }
                return topology;
            }};
}

TopologyEdit acceptFinding(const AcceptedFinding &accepted)
{
    return {RolesAndMembers::tr("Accept finding %1").arg(shortName(accepted.rule)), [accepted](Topology topology) {
                if (!isValid(accepted))
                    return topology;
                const QString key = acceptedKey(accepted.rule, accepted.about);
                for (AcceptedFinding &known : topology.accepted) {
                    if (acceptedKey(known.rule, known.about) == key) {
                        known.reason = accepted.reason;
                        return topology;
                    }
                }
                topology.accepted << accepted;
                return topology;
            }};
}

TopologyEdit takeBackAcceptance(const QString &rule, const QStringList &about)
{
    return {RolesAndMembers::tr("No longer accept finding %1").arg(shortName(rule)), [rule, about](Topology topology) {
                const QString key = acceptedKey(rule, about);
                topology.accepted.removeIf(
                    [&key](const AcceptedFinding &known) { return acceptedKey(known.rule, known.about) == key; });
                return topology;
            }};
}

} // namespace portolan
