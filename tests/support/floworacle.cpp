// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "floworacle.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

bool hasAny(const Server &server, const QStringList &roles)
{
    return std::any_of(roles.begin(), roles.end(), [&](const QString &role) { return server.roles.contains(role); });
}

} // namespace

FlowOracle::FlowOracle(const Catalog &catalog, const Topology &topology) : m_catalog(catalog), m_topology(topology)
{
    for (const DataPath &path : catalog.dataPaths()) {
        for (const Server &s : topology.servers) {
            for (const Server &d : topology.servers) {
                const QString key = path.id + u' ' + s.id + u' ' + d.id;
                if (isFlow(path, roleIds(path.to), s, d))
                    m_flows[key];
                for (int i = 0; i < path.ports.size(); ++i) {
                    const QString &at = path.ports[i].atRole;
                    if (isFlow(path, at.isEmpty() ? roleIds(path.to) : QStringList{at}, s, d))
                        m_flows[key] << i;
                }
            }
        }
    }
}

bool FlowOracle::isFlow(const DataPath &path, const QStringList &to, const Server &s, const Server &d) const
{
    if (!hasAny(s, roleIds(path.from)) || !hasAny(d, to))
        return false;
    const bool isAdmitted =
        std::any_of(path.scopes.begin(), path.scopes.end(), [&](Scope scope) { return admits(scope, path, to, s, d); });
    if (s.id != d.id || !isAdmitted)
        return isAdmitted;
    if (path.scopes.contains(Scope::Local))
        return true;
    QString first;
    for (const QString &role : roleIds(path.from)) {
        if (first.isEmpty() && s.roles.contains(role))
            first = role;
    }
    return std::any_of(to.begin(), to.end(),
                       [&](const QString &role) { return role != first && s.roles.contains(role); });
}

bool FlowOracle::admits(Scope scope, const DataPath &path, const QStringList &to, const Server &s,
                        const Server &d) const
{
    const Site &from = site(s.site);
    const Site &there = site(d.site);
    const bool isClientInside = from.kind == SiteKind::Internal;
    const auto isNearest = [&](bool internalOnly) {
        return std::any_of(to.begin(), to.end(), [&](const QString &role) {
            return d.roles.contains(role) && nearestSite(from, role, internalOnly) == d.site;
        });
    };
    const bool isFacing = there.kind == SiteKind::Internal && there.internetFacing;
    switch (scope) {
    case Scope::Local:
        return s.id == d.id;
    case Scope::Site:
        return s.site == d.site;
    case Scope::Organization:
        return from.organization == there.organization;
    case Scope::OtherSite:
        return from.organization == there.organization && from.kind == SiteKind::Internal
            && there.kind == SiteKind::Internal && s.site != d.site;
    case Scope::OtherOrganization:
        return from.organization != there.organization;
    case Scope::Dag:
        return s.id != d.id && std::any_of(m_topology.groups.begin(), m_topology.groups.end(), [&](const Group &group) {
                   return group.kind == GroupType::Dag && group.members.contains(s.id) && group.members.contains(d.id);
               });
    case Scope::EdgeSubscription: {
        const int memberRole = m_catalog.groupMemberRole(u"edge-subscription");
        if (memberRole < 0)
            return false;
        const QString edge = m_catalog.roles()[memberRole].id;
        const auto isSubscribed = [&](const Server &member, const QString &subscribedSite) {
            return member.roles.contains(edge)
                && std::any_of(m_topology.groups.begin(), m_topology.groups.end(), [&](const Group &group) {
                       return group.kind == GroupType::EdgeSubscription && group.members.contains(member.id)
                           && group.site == subscribedSite;
                   });
        };
        return (path.from.contains(memberRole) && isSubscribed(s, d.site))
            || (to.contains(edge) && isSubscribed(d, s.site));
    }
    case Scope::Directory:
        return isNearest(false);
    case Scope::Client:
        return isClientInside ? isNearest(true) : isFacing;
    case Scope::InternalClient:
        return isClientInside && isNearest(true);
    case Scope::ExternalClient:
        return !isClientInside && isFacing;
    }
    return false;
}

QString FlowOracle::nearestSite(const Site &from, const QString &role, bool internalOnly) const
{
    const QMap<QString, qint64> distances = distancesFrom(from); // in the order of site ids
    QString best;
    for (auto i = distances.begin(); i != distances.end(); ++i) {
        if (internalOnly && site(i.key()).kind != SiteKind::Internal)
            continue;
        const bool isThere =
            std::any_of(m_topology.servers.begin(), m_topology.servers.end(),
                        [&](const Server &server) { return server.site == i.key() && server.roles.contains(role); });
        if (isThere && (best.isEmpty() || i.value() < distances[best]))
            best = i.key();
    }
    return best;
}

QMap<QString, qint64> FlowOracle::distancesFrom(const Site &from) const
{
    QMap<QString, qint64> distances{{from.id, 0}};
    if (m_topology.links.isEmpty()) {
        for (const Site &other : m_topology.sites) {
            if (other.organization == from.organization && other.id != from.id)
                distances[other.id] = 100;
        }
        return distances;
    }
    for (qsizetype round = 0; round < m_topology.sites.size(); ++round) {
        for (const Link &link : m_topology.links) {
            if (site(link.first).organization != site(link.second).organization)
                continue;
            for (const auto &[a, b] : {std::pair(link.first, link.second), std::pair(link.second, link.first)}) {
                if (distances.contains(a) && (!distances.contains(b) || distances[a] + link.cost < distances[b]))
                    distances[b] = distances[a] + link.cost;
            }
        }
    }
    return distances;
}

PortRange FlowOracle::dynamicPorts(const Server &target) const
{
    if (target.dynamicPorts)
        return *target.dynamicPorts;
    for (const DynamicPortRule &rule : m_catalog.dynamicPorts()) {
        if (rule.role < 0 || target.roles.contains(m_catalog.roles()[rule.role].id))
            return rule.ports;
    }
    return {};
}

PortRange FlowOracle::ports(const PortEntry &entry, const Server &opener, const Server &target) const
{
    if (entry.kind == PortKind::RpcDynamic || entry.kind == PortKind::Dynamic)
        return dynamicPorts(target);
    if (entry.kind == PortKind::DagReplicationPort) {
        QMap<QString, quint16> shared;
        for (const Group &group : m_topology.groups) {
            if (group.kind == GroupType::Dag && group.members.contains(opener.id) && group.members.contains(target.id))
                shared[group.id] = group.replicationPort.value_or(entry.ports.first);
        }
        if (!shared.isEmpty())
            return {shared.first(), shared.first()};
    }
    return entry.ports;
}

QStringList FlowOracle::lines() const
{
    using Key = std::tuple<QString, QString, QString, QString, int, int, QString>;
    QMap<Key, QStringList> rows;
    const auto word = [](bool is) { return is ? u"yes"_s : u"no"_s; };
    for (auto flow = m_flows.begin(); flow != m_flows.end(); ++flow) {
        const QStringList parts = flow.key().split(u' ');
        const DataPath &path = m_catalog.dataPaths()[m_catalog.pathIndex(parts[0])];
        const Server &s = server(parts[1]);
        const Server &d = server(parts[2]);
        const bool isLocal = s.id == d.id;
        const bool isDisabled =
            path.disabledByLink && path.encryption != Encryption::None && s.site != d.site
            && std::any_of(m_topology.links.begin(), m_topology.links.end(), [&](const Link &link) {
                   return link.tlsDisabled && QSet<QString>{link.first, link.second} == QSet<QString>{s.site, d.site};
               });
        const QStringList authentication =
            isLocal && path.sameServerAuthentication ? *path.sameServerAuthentication : path.defaultAuthentication;
        const auto add = [&](const Server &opener, const Server &target, const PortEntry *entry) {
            const PortRange range = entry ? ports(*entry, opener, target) : PortRange();
            const QString transport = entry ? toString(entry->transport) : QString();
            const QString service = entry ? entry->service : QString();
            const QString first = entry ? QString::number(range.first) : QString();
            const QString last = entry ? QString::number(range.last) : QString();
            const QString line = QStringList{opener.id,
                                             target.id,
                                             opener.site,
                                             target.site,
                                             path.id,
                                             transport,
                                             first,
                                             last,
                                             service,
                                             authentication.join(u'|'),
                                             toString(isDisabled ? Encryption::Disabled : path.encryption),
                                             path.mechanisms.join(u'|'),
                                             word(isLocal),
                                             word(entry && entry->implied)}
                                     .join(u',');
            QStringList &same = rows[{opener.id, target.id, path.id, transport, range.first, range.last, service}];
            if (!same.contains(line))
                same << line;
        };
        if (flow->isEmpty())
            add(s, d, nullptr);
        for (const int index : *flow) {
            const PortEntry &entry = path.ports[index];
            if (path.bidirectional || !entry.reverse)
                add(s, d, &entry);
            if (path.bidirectional || entry.reverse)
                add(d, s, &entry);
        }
    }
    QStringList lines;
    for (QStringList same : rows) {
        same.sort();
        lines << same;
    }
    return lines;
}

const Site &FlowOracle::site(const QString &id) const
{
    return *std::find_if(m_topology.sites.begin(), m_topology.sites.end(), [&](const Site &s) { return s.id == id; });
}

const Server &FlowOracle::server(const QString &id) const
{
    return *std::find_if(m_topology.servers.begin(), m_topology.servers.end(),
                         [&](const Server &s) { return s.id == id; });
}

QStringList FlowOracle::roleIds(const QList<int> &roles) const
{
    QStringList ids;
    for (const int role : roles)
        ids << m_catalog.roles()[role].id;
    return ids;
}

} // namespace portolan::test
