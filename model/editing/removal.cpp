// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "removal.h"

#include "model/editing/editing.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace portolan {

namespace {

struct Removing {
    Q_DECLARE_TR_FUNCTIONS(portolan::Removing)
};

/// Does not touch, and so not copy, a list that loses nothing.
template <typename T, typename Predicate>
void removeFrom(QList<T> &list, Predicate isGone)
{
    if (std::any_of(list.cbegin(), list.cend(), isGone))
        list.removeIf(isGone);
}

void forget(Group &group, const QSet<QString> &sites, const QSet<QString> &servers)
{
    const auto isGone = [&servers](const QString &id) { return servers.contains(id); };
    removeFrom(group.members, isGone);
    removeFrom(group.gateways, isGone);
    if (isGone(group.witness))
        group.witness.clear();
    if (isGone(group.alternateWitness))
        group.alternateWitness.clear();
    if (sites.contains(group.site))
        group.site.clear();
}

Topology without(Topology topology, const Parts &parts)
{
    const QSet<QString> ids = setOf(parts.ids);
    QSet<QString> servers;
    for (const Server &server : std::as_const(topology.servers)) {
        if (ids.contains(server.id) || ids.contains(server.site))
            servers.insert(server.id);
    }
    const auto isChosen = [&ids](const auto &item) { return ids.contains(item.id); };
    removeFrom(topology.sites, isChosen);
    removeFrom(topology.servers, [&servers](const Server &server) { return servers.contains(server.id); });
    removeFrom(topology.links, [&](const Link &link) {
        return ids.contains(link.first) || ids.contains(link.second) || parts.links.contains(endsOf(link));
    });
    removeFrom(topology.groups, isChosen);
    removeFrom(topology.accepted, [&parts](const AcceptedFinding &accepted) {
        return parts.accepted.contains(acceptedKey(accepted.rule, accepted.about));
    });
    for (Group &group : topology.groups)
        forget(group, ids, servers);
    return topology;
}

} // namespace

TopologyEdit removeParts(const Topology &now, const Parts &parts)
{
    return {Removing::tr("Remove %1").arg(namesOf(now, parts)),
            [parts](const Topology &topology) { return without(topology, parts); }};
}

} // namespace portolan
