// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "filtermarks.h"

#include <QSet>

#include <algorithm>

namespace portolan {

namespace {

/// Marks the servers that belong to something for which `isMeant` holds.
class Marker
{
public:
    explicit Marker(const FlowSet &flows)
        : m_flows(flows), m_marks(static_cast<size_t>(flows.topology().servers.size()), 0)
    {
    }

    ServerMarks take() { return std::move(m_marks); }

    template <typename IsMeant>
    void markSites(IsMeant isMeant)
    {
        std::vector<char> sites;
        for (const Site &site : m_flows.topology().sites)
            sites.push_back(isMeant(site));
        markIf([&](quint32 server) {
            const int site = m_flows.siteOf(server);
            return site >= 0 && sites[static_cast<size_t>(site)];
        });
    }

    template <typename IsMeant>
    void markServers(IsMeant isMeant)
    {
        markIf([&](quint32 server) { return isMeant(m_flows.topology().servers[server]); });
    }

    template <typename IsMeant>
    void markRoles(IsMeant isMeant)
    {
        const QList<Role> &roles = m_flows.catalog().roles();
        for (int role = 0; role < roles.size(); ++role) {
            if (isMeant(roles[role]))
                markIf([&](quint32 server) { return m_flows.hasRole(server, role); });
        }
    }

    template <typename IsMeant>
    void markGroups(IsMeant isMeant)
    {
        QSet<QString> members;
        for (const Group &group : m_flows.topology().groups) {
            if (isMeant(group))
                members.unite({group.members.begin(), group.members.end()});
        }
        if (!members.isEmpty())
            markIf([&](quint32 server) { return members.contains(m_flows.topology().servers[server].id); });
    }

private:
    template <typename IsMarked>
    void markIf(IsMarked isMarked)
    {
        for (quint32 server = 0; server < m_marks.size(); ++server) {
            if (isMarked(server))
                m_marks[server] = 1;
        }
    }

    const FlowSet &m_flows;
    ServerMarks m_marks;
};

} // namespace

ServerMarks serversCalled(const FlowSet &flows, FilterKey key, const TextPattern &pattern)
{
    const auto isMeant = [&pattern](const auto &thing) { return matches(pattern, thing); };
    const bool isAnything = key == FilterKey::From || key == FilterKey::To;
    Marker marker(flows);
    if (isAnything || key == FilterKey::Site)
        marker.markSites(isMeant);
    if (isAnything || key == FilterKey::Server)
        marker.markServers(isMeant);
    if (isAnything || key == FilterKey::Role)
        marker.markRoles(isMeant);
    if (isAnything || key == FilterKey::Group)
        marker.markGroups(isMeant);
    return marker.take();
}

ServerMarks serversWithText(const FlowSet &flows, const TextPattern &pattern)
{
    const auto isIn = [&pattern](const auto &...texts) { return (pattern.isFoundIn(texts) || ...); };
    Marker marker(flows);
    marker.markSites([&](const Site &site) { return isIn(site.id, site.name); });
    marker.markServers([&](const Server &server) {
        return isIn(server.id, server.name, server.fqdn)
            || std::any_of(server.addresses.begin(), server.addresses.end(), isIn);
    });
    marker.markRoles([&](const Role &role) { return isIn(role.id, role.label, role.shortLabel); });
    marker.markGroups([&](const Group &group) { return isIn(group.id, group.name); });
    return marker.take();
}

} // namespace portolan
