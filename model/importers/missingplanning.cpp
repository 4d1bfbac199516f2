// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "importplanner.h"

#include <algorithm>

namespace portolan {

bool ImportPlanner::isMissing(const Server &server) const
{
    return std::any_of(m_files.begin(), m_files.end(), [&server](const ImportedFile &file) {
        const ImportCoverage &coverage = file.facts.coverage;
        return coverage.servers
            || std::any_of(server.roles.begin(), server.roles.end(),
                           [&coverage](const QString &role) { return coverage.roles.contains(role); });
    });
}

ImportItem ImportPlanner::missing(ImportSubject subject, const QString &key, const QString &name) const
{
    ImportItem item;
    item.key = key;
    item.status = ImportStatus::Missing;
    item.subject = subject;
    item.name = name;
    item.isTaken = (m_choices.removesMissing || m_choices.removed.contains(key)) && !m_choices.skipped.contains(key);
    return item;
}

void ImportPlanner::planMissing()
{
    QSet<QString> standing; ///< sites that something stands in
    for (int number = 0; number < m_topology.servers.size(); ++number) {
        const Server &server = m_topology.servers[number];
        const bool isGone = m_facts[number].isEmpty() && isMissing(server);
        if (isGone)
            m_missing << missing(ImportSubject::Server, QStringLiteral("server:") + server.id, server.name);
        else
            standing.insert(server.site);
    }
    const auto covers = [this](auto what) {
        return std::any_of(m_files.begin(), m_files.end(),
                           [&what](const ImportedFile &file) { return what(file.facts.coverage); });
    };
    const bool listsSites = covers([](const ImportCoverage &coverage) { return coverage.sites; });
    for (const Site &site : m_topology.sites) {
        // Sites of the directory are inside; the perimeter and the outside world are none of its.
        const bool isKept =
            site.kind != SiteKind::Internal || !site.organization.isEmpty() || standing.contains(site.id);
        if (listsSites && !isKept && !m_sites.isListed(site.id))
            m_missing << missing(ImportSubject::Site, QStringLiteral("site:") + site.id, site.name);
    }
    QSet<QString> known;
    for (const ImportItem &link : std::as_const(m_linkItems))
        known.insert(link.key);
    const bool listsLinks = covers([](const ImportCoverage &coverage) { return coverage.links; });
    for (const Link &link : m_topology.links) {
        const QString key = linkKey(link.first, link.second);
        if (listsLinks && !known.contains(key))
            m_missing << missing(
                ImportSubject::Link, key,
                QStringLiteral("%1 – %2").arg(m_sites.nameOf(link.first), m_sites.nameOf(link.second)));
    }
    for (const Group &group : m_topology.groups) {
        const bool listsGroups =
            covers([&](const ImportCoverage &coverage) { return coverage.groups.contains(group.kind); });
        const bool isNamed = std::any_of(m_groups.begin(), m_groups.end(), [&group](const GroupPlan &plan) {
            return plan.before && plan.before->id == group.id;
        });
        if (listsGroups && !isNamed)
            m_missing << missing(ImportSubject::Group, QStringLiteral("group:") + group.id, group.name);
    }
}

} // namespace portolan
