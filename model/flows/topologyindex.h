// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/flows/flowset.h"
#include "model/topology/topology.h"

#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace portolan {

/// Servers sorted into numbered parts, in each of them in their order.
class ServerPartition
{
public:
    /// keyOf(server) is the number of its part, at least 0 and less than `parts`.
    template <typename Key>
    void assign(const ServerSet &servers, int parts, Key keyOf);

    std::span<const quint32> part(int number) const
    {
        const auto index = static_cast<size_t>(number);
        return {m_servers.data() + m_first[index], m_servers.data() + m_first[index + 1]};
    }
    std::vector<std::span<const quint32>> nonEmpty() const;

private:
    ServerSet m_servers;
    std::vector<quint32> m_first; ///< into m_servers; one more than there are parts
};

/// Servers that have one of some roles, as one list and by site. Indexes in each list ascend.
struct RoleServers {
    ServerSet all;
    ServerPartition bySite;

    std::span<const quint32> inSite(int site) const { return bySite.part(site); }
};

struct SubscriptionIndex {
    int site = -1;
    ServerSet members; ///< those that have the role which the catalog asks of members
};

/// A topology's ids resolved to indexes, once for all data paths. What does not resolve (a server in a site that is not
/// there, a role that the catalog does not know) takes no part in any flow.
class TopologyIndex
{
public:
    TopologyIndex() = default;
    TopologyIndex(const Catalog &catalog, const Topology &topology);

    int siteCount() const { return static_cast<int>(m_organizations.size()); }
    int organizationCount() const { return m_organizationCount; }
    int siteOf(quint32 server) const { return m_sites[server]; }
    int organizationOf(quint32 server) const { return organizationOfSite(siteOf(server)); }
    int organizationOfSite(int site) const { return m_organizations[static_cast<size_t>(site)]; }
    bool isInternal(int site) const { return m_internal[static_cast<size_t>(site)]; }
    bool isInternetFacing(int site) const { return m_internetFacing[static_cast<size_t>(site)]; }
    bool hasRole(quint32 server, int role) const;
    bool hasAnyRole(quint32 server, const QList<int> &roles) const;
    RoleServers serversWith(const QList<int> &roles) const;

    /// DAGs that the server is a member of, as indexes into Topology::groups, by id.
    const std::vector<quint32> &dagsOf(quint32 server) const { return m_dags[server]; }
    const ServerSet &dagMembers(quint32 group) const { return m_dagMembers[group]; }
    int commonDag(quint32 a, quint32 b) const;
    const std::vector<SubscriptionIndex> &subscriptions() const { return m_subscriptions; }
    /// Of an edge subscription's members, -1: the catalog knows no such groups.
    int subscriberRole() const { return m_subscriberRole; }

    /// Servers with the same number stand in the same site, DAGs and edge subscriptions.
    int placementOf(quint32 server) const { return m_placements[server]; }
    int placementCount() const { return m_placementCount; }

    bool tlsDisabledBetween(int siteA, int siteB) const;
    /// For each site the nearest one of those marked in `targets` (one byte for each site), -1: none within reach.
    std::vector<int> nearestSites(const std::vector<char> &targets) const;

private:
    void indexSites(const Topology &topology);
    void indexLinks(const Topology &topology, const QHash<QString, int> &sites);
    void indexServers(const Catalog &catalog, const Topology &topology, const QHash<QString, int> &sites);
    void indexGroups(const Topology &topology, const QHash<QString, int> &sites);

    std::vector<int> m_organizations; ///< for each site
    std::vector<char> m_internal;
    std::vector<char> m_internetFacing;
    std::vector<quint32> m_siteRanks; ///< place of the site's id in byte order
    std::vector<std::vector<std::pair<int, int>>> m_neighbours; ///< site and cost; only within an organization
    std::vector<std::pair<int, int>> m_tlsDisabled; ///< smaller site index first, sorted
    int m_organizationCount = 0;
    bool m_hasLinks = false;

    std::vector<int> m_sites; ///< for each server, -1: nowhere
    std::vector<quint64> m_roleBits;
    size_t m_roleWords = 1;
    std::vector<ServerSet> m_roleServers; ///< for each role

    std::vector<std::vector<quint32>> m_dags;
    std::vector<ServerSet> m_dagMembers; ///< for each group, empty where it is no DAG
    std::vector<SubscriptionIndex> m_subscriptions;
    int m_subscriberRole = -1;
    std::vector<int> m_placements;
    int m_placementCount = 0;
};

/// For each text its place among all of them in byte order of UTF-8; equal texts share a place.
std::vector<quint32> byteOrderRanks(const QStringList &texts);

template <typename Key>
void ServerPartition::assign(const ServerSet &servers, int parts, Key keyOf)
{
    // Counted into the element after the next one, so that placing the servers leaves each part's start in its place.
    m_first.assign(static_cast<size_t>(parts) + 2, 0);
    for (const quint32 server : servers)
        ++m_first[static_cast<size_t>(keyOf(server)) + 2];
    std::partial_sum(m_first.begin(), m_first.end(), m_first.begin());
    m_servers.resize(servers.size());
    for (const quint32 server : servers)
        m_servers[m_first[static_cast<size_t>(keyOf(server)) + 1]++] = server;
    m_first.pop_back();
}

} // namespace portolan
