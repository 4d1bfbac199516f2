// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/outline/outlineentries.h"

#include "views/diagram/diagram.h"
#include "views/outline/subject.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

namespace portolan {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("portolan::Outline", text);
}

QString siteIcon(SiteKind kind)
{
    return QStringLiteral("site-") + toString(kind);
}

OutlineEntry serverEntry(const Server &server, const Catalog &catalog)
{
    OutlineEntry entry;
    entry.kind = OutlineKind::Server;
    entry.id = server.id;
    entry.name = server.name;
    entry.icon = QStringLiteral("server");
    QStringList labels;
    for (const QString &id : server.roles) {
        const int index = catalog.roleIndex(id);
        labels << (index < 0 ? id : catalog.roles().at(index).shortLabel);
        if (index >= 0 && entry.hue.isEmpty()) {
            entry.icon = catalog.roles().at(index).icon;
            entry.hue = catalog.roles().at(index).color;
        }
        if (index >= 0)
            entry.search += catalog.roles().at(index).label + u'\n';
    }
    entry.detail = labels.isEmpty() ? tr("no roles") : labels.join(u' ');
    entry.search += server.id + u'\n' + server.fqdn + u'\n' + server.addresses.join(u'\n');
    return entry;
}

QString linkName(const Link &link, const QHash<QString, QString> &siteNames)
{
    return siteNames.value(link.first, link.first) + QStringLiteral(" – ") + siteNames.value(link.second, link.second);
}

} // namespace

bool OutlineEntry::showsTheSame(const OutlineEntry &other) const
{
    return name == other.name && detail == other.detail && icon == other.icon && hue == other.hue
        && search == other.search;
}

std::vector<OutlineEntry> outlineEntries(const Topology &topology, const Catalog &catalog)
{
    std::vector<OutlineEntry> entries;
    QHash<QString, size_t> siteAt;
    QHash<QString, QString> siteNames;
    for (const Site &site : topology.sites) {
        siteAt.insert(site.id, entries.size());
        siteNames.insert(site.id, site.name);
        OutlineEntry entry;
        entry.id = site.id;
        entry.name = site.name;
        entry.icon = siteIcon(site.kind);
        if (site.kind != SiteKind::Internal || !site.organization.isEmpty())
            entry.detail = siteKindText(site);
        entry.search = site.id;
        entries.push_back(std::move(entry));
    }
    QHash<QString, OutlineEntry> members;
    for (const Server &server : topology.servers) {
        const auto site = siteAt.constFind(server.site);
        if (site == siteAt.constEnd())
            continue;
        OutlineEntry entry = serverEntry(server, catalog);
        members.insert(server.id, entry);
        entries[*site].children.push_back(std::move(entry));
    }

    if (!topology.groups.isEmpty()) {
        OutlineEntry groups;
        groups.kind = OutlineKind::Groups;
        groups.name = tr("Groups");
        groups.icon = QStringLiteral("group");
        for (const Group &group : topology.groups) {
            OutlineEntry entry;
            entry.kind = OutlineKind::Group;
            entry.id = group.id;
            entry.name = group.name;
            entry.icon = QStringLiteral("group");
            entry.detail = catalog.groupLabel(toString(group.kind));
            entry.search = group.id;
            QSet<QString> known;
            for (const QString &id : group.members) {
                const auto server = members.constFind(id);
                if (server == members.constEnd() || known.contains(id))
                    continue;
                known << id;
                OutlineEntry member = *server;
                member.kind = OutlineKind::Member;
                member.id = memberId(group.id, id);
                entry.children.push_back(std::move(member));
            }
            groups.children.push_back(std::move(entry));
        }
        entries.push_back(std::move(groups));
    }
    if (!topology.links.isEmpty()) {
        OutlineEntry links;
        links.kind = OutlineKind::Links;
        links.name = tr("Links");
        links.icon = QStringLiteral("link");
        for (const Link &link : topology.links) {
            OutlineEntry entry;
            entry.kind = OutlineKind::Link;
            entry.id = linkId(link);
            entry.name = linkName(link, siteNames);
            entry.icon = QStringLiteral("link");
            QStringList words{tr("cost %1").arg(link.cost)};
            if (link.tlsDisabled)
                words << tr("TLS off");
            if (link.filtered)
                words << tr("filtered");
            entry.detail = words.join(QStringLiteral(" · "));
            links.children.push_back(std::move(entry));
        }
        entries.push_back(std::move(links));
    }
    return entries;
}

} // namespace portolan
