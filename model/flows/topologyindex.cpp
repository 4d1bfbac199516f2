// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "topologyindex.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <queue>
#include <tuple>
#include <unordered_map>

namespace portolan {

namespace {

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

void sortUnique(ServerSet &servers)
{
    std::sort(servers.begin(), servers.end());
    servers.erase(std::unique(servers.begin(), servers.end()), servers.end());
}

} // namespace

std::vector<quint32> byteOrderRanks(const QStringList &texts)
{
    std::vector<quint32> order(static_cast<size_t>(texts.size()));
    std::iota(order.begin(), order.end(), 0U);
    // Code units and UTF-8 bytes sort alike below U+0080, where ids live; converting every text costs more than
    // sorting.
    if (std::all_of(texts.begin(), texts.end(), isAscii)) {
        std::sort(order.begin(), order.end(), [&](quint32 a, quint32 b) { return texts[a] < texts[b]; });
    } else {
        QList<QByteArray> bytes;
        for (const QString &text : texts)
            bytes << text.toUtf8();
        std::sort(order.begin(), order.end(), [&](quint32 a, quint32 b) { return bytes[a] < bytes[b]; });
    }
    std::vector<quint32> ranks(order.size());
    for (size_t i = 0; i < order.size(); ++i)
        ranks[order[i]] =
            i > 0 && texts[order[i]] == texts[order[i - 1]] ? ranks[order[i - 1]] : static_cast<quint32>(i);
    return ranks;
}

std::vector<std::span<const quint32>> ServerPartition::nonEmpty() const
{
    std::vector<std::span<const quint32>> parts;
    for (size_t i = 0; i + 1 < m_first.size(); ++i) {
        if (m_first[i] != m_first[i + 1])
            parts.push_back(part(static_cast<int>(i)));
    }
    return parts;
}

TopologyIndex::TopologyIndex(const Catalog &catalog, const Topology &topology)
    : m_subscriberRole(catalog.groupMemberRole(toString(GroupType::EdgeSubscription)))
{
    QHash<QString, int> sites;
    sites.reserve(topology.sites.size());
    for (int i = 0; i < topology.sites.size(); ++i)
        sites.insert(topology.sites[i].id, i);
    indexSites(topology);
    indexLinks(topology, sites);
    indexServers(catalog, topology, sites);
    indexGroups(topology, sites);
}

void TopologyIndex::indexSites(const Topology &topology)
{
    QHash<QString, int> organizations;
    QStringList ids;
    for (const Site &site : topology.sites) {
        const auto found = organizations.constFind(site.organization);
        m_organizations.push_back(found != organizations.constEnd() ? *found : m_organizationCount);
        if (found == organizations.constEnd())
            organizations.insert(site.organization, m_organizationCount++);
        m_internal.push_back(site.kind == SiteKind::Internal);
        m_internetFacing.push_back(site.internetFacing);
        ids << site.id;
    }
    m_siteRanks = byteOrderRanks(ids);
}

void TopologyIndex::indexLinks(const Topology &topology, const QHash<QString, int> &sites)
{
    m_hasLinks = !topology.links.isEmpty();
    m_neighbours.resize(m_organizations.size());
    for (const Link &link : topology.links) {
        const int first = sites.value(link.first, -1);
        const int second = sites.value(link.second, -1);
        if (first < 0 || second < 0)
            continue;
        if (link.tlsDisabled)
            m_tlsDisabled.push_back(std::minmax(first, second));
        if (organizationOfSite(first) != organizationOfSite(second))
            continue;
        m_neighbours[static_cast<size_t>(first)].emplace_back(second, link.cost);
        m_neighbours[static_cast<size_t>(second)].emplace_back(first, link.cost);
    }
    std::sort(m_tlsDisabled.begin(), m_tlsDisabled.end());
}

void TopologyIndex::indexServers(const Catalog &catalog, const Topology &topology, const QHash<QString, int> &sites)
{
    const auto count = static_cast<size_t>(topology.servers.size());
    m_roleWords = (static_cast<size_t>(catalog.roles().size()) + 63) / 64;
    m_roleBits.assign(count * m_roleWords, 0);
    m_roleServers.resize(static_cast<size_t>(catalog.roles().size()));
    m_sites.reserve(count);
    for (quint32 server = 0; server < count; ++server) {
        const Server &value = topology.servers[server];
        m_sites.push_back(sites.value(value.site, -1));
        for (const QString &id : value.roles) {
            const int index = catalog.roleIndex(id);
            if (index < 0 || hasRole(server, index))
                continue;
            const auto role = static_cast<size_t>(index);
            m_roleBits[server * m_roleWords + role / 64] |= quint64(1) << (role % 64);
            if (m_sites.back() >= 0)
                m_roleServers[role].push_back(server);
        }
    }
}

void TopologyIndex::indexGroups(const Topology &topology, const QHash<QString, int> &sites)
{
    QHash<QString, quint32> servers;
    QStringList ids;
    for (const Group &group : topology.groups) {
        ids << group.id;
        for (const QString &member : group.members)
            servers.insert(member, std::numeric_limits<quint32>::max());
    }
    for (quint32 i = 0; i < m_sites.size(); ++i) {
        if (const auto found = servers.find(topology.servers[i].id); found != servers.end())
            *found = i;
    }
    const std::vector<quint32> ranks = byteOrderRanks(ids);
    std::vector<quint32> byId(ranks.size());
    std::iota(byId.begin(), byId.end(), 0U);
    std::stable_sort(byId.begin(), byId.end(), [&](quint32 a, quint32 b) { return ranks[a] < ranks[b]; });

    m_dags.resize(m_sites.size());
    m_dagMembers.resize(byId.size());
    m_placements = m_sites;
    m_placementCount = siteCount();
    std::unordered_map<quint64, int> placements;
    for (const quint32 index : byId) {
        const Group &group = topology.groups[index];
        if (group.kind != GroupType::Dag && group.kind != GroupType::EdgeSubscription)
            continue; // no scope asks for it
        ServerSet members;
        for (const QString &id : group.members) {
            const quint32 server = servers.value(id);
            if (server < m_sites.size() && m_sites[server] >= 0)
                members.push_back(server);
        }
        sortUnique(members);
        if (group.kind == GroupType::EdgeSubscription) {
            std::erase_if(members, [this](quint32 s) { return m_subscriberRole < 0 || !hasRole(s, m_subscriberRole); });
            const int site = sites.value(group.site, -1);
            if (site < 0)
                continue;
            m_subscriptions.push_back({site, members});
        } else {
            for (const quint32 server : members)
                m_dags[server].push_back(index);
            m_dagMembers[index] = members;
        }
        for (const quint32 server : members) {
            int &placement = m_placements[server];
            const quint64 key = (quint64(index) << 32) | static_cast<quint32>(placement);
            const auto [found, isNew] = placements.try_emplace(key, m_placementCount);
            if (isNew)
                ++m_placementCount;
            placement = found->second;
        }
    }
}

bool TopologyIndex::hasRole(quint32 server, int role) const
{
    const auto bit = static_cast<size_t>(role);
    return role >= 0 && (m_roleBits[server * m_roleWords + bit / 64] >> (bit % 64) & 1) != 0;
}

bool TopologyIndex::hasAnyRole(quint32 server, const QList<int> &roles) const
{
    return std::any_of(roles.begin(), roles.end(), [&](int role) { return hasRole(server, role); });
}

RoleServers TopologyIndex::serversWith(const QList<int> &roles) const
{
    RoleServers result;
    for (const int role : roles) {
        const ServerSet &servers = m_roleServers[static_cast<size_t>(role)];
        result.all.insert(result.all.end(), servers.begin(), servers.end());
    }
    if (roles.size() > 1)
        sortUnique(result.all);
    result.bySite.assign(result.all, siteCount(), [this](quint32 server) { return siteOf(server); });
    return result;
}

int TopologyIndex::commonDag(quint32 a, quint32 b) const
{
    // A server is in one DAG or in very few.
    for (const quint32 dag : m_dags[a]) {
        if (std::find(m_dags[b].begin(), m_dags[b].end(), dag) != m_dags[b].end())
            return static_cast<int>(dag);
    }
    return -1;
}

bool TopologyIndex::tlsDisabledBetween(int siteA, int siteB) const
{
    return std::binary_search(m_tlsDisabled.begin(), m_tlsDisabled.end(),
                              std::pair<int, int>(std::minmax(siteA, siteB)));
}

std::vector<int> TopologyIndex::nearestSites(const std::vector<char> &targets) const
{
    const auto count = m_organizations.size();
    std::vector<int> nearest(count, -1);
    if (!m_hasLinks) {
        std::vector<int> first(static_cast<size_t>(m_organizationCount), -1);
        for (size_t site = 0; site < count; ++site) {
            int &best = first[static_cast<size_t>(m_organizations[site])];
            if (targets[site] && (best < 0 || m_siteRanks[site] < m_siteRanks[static_cast<size_t>(best)]))
                best = static_cast<int>(site);
        }
        for (size_t site = 0; site < count; ++site)
            nearest[site] = targets[site] ? static_cast<int>(site) : first[static_cast<size_t>(m_organizations[site])];
        return nearest;
    }
    // One search from all targets at once: a site takes over the best (cost, id) of its neighbours. Costs are positive,
    // so the order of two labels survives every step.
    using Label = std::tuple<qint64, quint32, int, int>; // cost, rank of the target's id, site, target
    std::priority_queue<Label, std::vector<Label>, std::greater<>> open;
    for (size_t site = 0; site < count; ++site) {
        if (targets[site])
            open.emplace(0, m_siteRanks[site], static_cast<int>(site), static_cast<int>(site));
    }
    while (!open.empty()) {
        const auto [cost, rank, site, target] = open.top();
        open.pop();
        if (nearest[static_cast<size_t>(site)] >= 0)
            continue;
        nearest[static_cast<size_t>(site)] = target;
        for (const auto &[neighbour, step] : m_neighbours[static_cast<size_t>(site)]) {
            if (nearest[static_cast<size_t>(neighbour)] < 0)
                open.emplace(cost + step, rank, neighbour, target);
        }
    }
    return nearest;
}

} // namespace portolan
