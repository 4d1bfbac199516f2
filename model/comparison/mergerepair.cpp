// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "mergerepair.h"

#include "model/comparison/topologyfields.h"

#include <QSet>

#include <algorithm>
#include <type_traits>
#include <utility>

namespace portolan {

namespace {

template <typename T>
QSet<QString> idsOf(const QList<T> &items)
{
    QSet<QString> ids;
    ids.reserve(items.size());
    for (const T &item : items)
        ids.insert(item.id);
    return ids;
}

template <typename T>
const T *find(const QList<T> &items, const QString &id)
{
    const auto found = std::find_if(items.begin(), items.end(), [&id](const T &item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

void rename(QString &reference, const QString &from, const QString &to)
{
    if (reference == from)
        reference = to;
}

void renameSite(Topology &topology, const QString &from, const QString &to)
{
    for (Site &site : topology.sites)
        rename(site.id, from, to);
    for (Link &link : topology.links) {
        rename(link.first, from, to);
        rename(link.second, from, to);
    }
    for (Server &server : topology.servers)
        rename(server.site, from, to);
    for (Group &group : topology.groups)
        rename(group.site, from, to);
}

void renameServer(Topology &topology, const QString &from, const QString &to)
{
    for (Server &server : topology.servers)
        rename(server.id, from, to);
    for (Group &group : topology.groups) {
        for (QStringList *servers : {&group.members, &group.gateways}) {
            for (QString &id : *servers)
                rename(id, from, to);
        }
        rename(group.witness, from, to);
        rename(group.alternateWitness, from, to);
    }
}

void renameGroup(Topology &topology, const QString &from, const QString &to)
{
    for (Group &group : topology.groups)
        rename(group.id, from, to);
}

/// Looks up and says what was done about it.
class Repair
{
public:
    Repair(Topology &merged, const Topology &mine, const Topology &theirs, QList<MergeConflict> &conflicts)
        : m_merged(merged), m_mine(mine), m_theirs(theirs), m_conflicts(conflicts), m_sites(idsOf(merged.sites)),
          m_servers(idsOf(merged.servers))
    {
    }

    void run()
    {
        // Servers that come back need their sites.
        for (Group &group : m_merged.groups)
            repairServers(group);
        for (const Server &server : std::as_const(m_merged.servers))
            bringBackSite(server.site);
        m_merged.links.removeIf([this](const Link &link) { return isLeftOut(link); });
        for (Group &group : m_merged.groups) {
            if (group.site.isEmpty() || m_sites.contains(group.site))
                continue;
            if (find(m_mine.sites, group.site)) {
                bringBackSite(group.site);
            } else {
                letGo(group, ComparisonText::tr("site"), group.site);
                group.site.clear();
            }
        }
    }

private:
    void repairServers(Group &group)
    {
        const auto isGone = [&](const QString &label, const QString &id) {
            if (id.isEmpty() || m_servers.contains(id))
                return false;
            if (const Server *own = find(m_mine.servers, id)) {
                bringBack(*own, m_merged.servers, m_servers);
                return false;
            }
            letGo(group, label, id);
            return true;
        };
        group.members.removeIf([&](const QString &id) { return isGone(ComparisonText::tr("members"), id); });
        group.gateways.removeIf([&](const QString &id) { return isGone(ComparisonText::tr("gateways"), id); });
        if (isGone(ComparisonText::tr("witness"), group.witness))
            group.witness.clear();
        if (isGone(ComparisonText::tr("alternate witness"), group.alternateWitness))
            group.alternateWitness.clear();
    }

    void bringBackSite(const QString &id)
    {
        if (m_sites.contains(id))
            return;
        const Site *site = find(m_mine.sites, id);
        if (!site)
            site = find(m_theirs.sites, id);
        if (site)
            bringBack(*site, m_merged.sites, m_sites);
    }

    bool isLeftOut(const Link &link)
    {
        for (const QString &end : {link.first, link.second}) {
            if (m_sites.contains(end))
                continue;
            if (!find(m_mine.sites, end)) {
                add(nameOf(link), {}, ComparisonText::tr("without the site %1").arg(end), ComparisonText::tr("kept"),
                    MergeConflict::Taken::Mine);
                return true;
            }
            bringBackSite(end);
        }
        return false;
    }

    /// Mine has it and theirs removed it, or the other way round, and something that stays needs it.
    template <typename T>
    void bringBack(const T &item, QList<T> &items, QSet<QString> &ids)
    {
        const bool isMine = (std::is_same_v<T, Site> ? idsOf(m_mine.sites) : idsOf(m_mine.servers)).contains(item.id);
        items << item;
        ids.insert(item.id);
        const QString needed = ComparisonText::tr("needed");
        const QString removed = ComparisonText::tr("removed");
        add(nameOf(item), {}, isMine ? needed : removed, isMine ? removed : needed,
            isMine ? MergeConflict::Taken::Mine : MergeConflict::Taken::Theirs);
    }

    void letGo(const Group &group, const QString &label, const QString &id)
    {
        add(nameOf(group), label, ComparisonText::tr("without %1").arg(id), ComparisonText::tr("with %1").arg(id),
            MergeConflict::Taken::Mine);
    }

    void add(const ItemName &name, const QString &field, const QString &mine, const QString &theirs,
             MergeConflict::Taken taken)
    {
        m_conflicts << MergeConflict{name.item, name.id, name.name, field, mine, theirs, taken};
    }

    Topology &m_merged;
    const Topology &m_mine;
    const Topology &m_theirs;
    QList<MergeConflict> &m_conflicts;
    QSet<QString> m_sites;
    QSet<QString> m_servers;
};

} // namespace

void partIds(Topology &base, const Topology &mine, Topology &theirs, QList<MergeConflict> &conflicts)
{
    const QSet<QString> own[] = {idsOf(mine.sites), idsOf(mine.servers), idsOf(mine.groups)};
    QSet<QString> used = own[0] | own[1] | own[2];
    for (const Topology *topology : {&base, &theirs})
        used |= idsOf(topology->sites) | idsOf(topology->servers) | idsOf(topology->groups);
    const auto part = [&](const auto &items, int kind, void (*renameIn)(Topology &, const QString &, const QString &)) {
        for (const auto &item : items) {
            if (!own[(kind + 1) % 3].contains(item.id) && !own[(kind + 2) % 3].contains(item.id))
                continue;
            QString free;
            for (int number = 2; free.isEmpty() || used.contains(free); ++number)
                free = item.id + u'-' + QString::number(number);
            used.insert(free);
            const ItemName name = nameOf(item);
            conflicts << MergeConflict{name.item,
                                       name.id,
                                       name.name,
                                       ComparisonText::tr("id"),
                                       ComparisonText::tr("something else has it"),
                                       ComparisonText::tr("now %1").arg(free),
                                       MergeConflict::Taken::Both};
            const QString id = item.id;
            renameIn(base, id, free);
            renameIn(theirs, id, free);
        }
    };
    part(QList<Site>(theirs.sites), 0, renameSite);
    part(QList<Server>(theirs.servers), 1, renameServer);
    part(QList<Group>(theirs.groups), 2, renameGroup);
}

void repairReferences(Topology &merged, const Topology &mine, const Topology &theirs, QList<MergeConflict> &conflicts)
{
    Repair(merged, mine, theirs, conflicts).run();
}

} // namespace portolan
