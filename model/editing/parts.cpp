// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "parts.h"

#include "model/editing/editing.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct PartNames {
    Q_DECLARE_TR_FUNCTIONS(portolan::PartNames)
};

constexpr qsizetype kLongestShortName = 40;

template <typename T>
const T *find(const QList<T> &list, const QString &id)
{
    const auto found = std::find_if(list.begin(), list.end(), [&id](const T &item) { return item.id == id; });
    return found == list.end() ? nullptr : &*found;
}

/// How many of one kind there are, and the name of the last.
struct Counted {
    int count = 0;
    QString name;
};

template <typename T>
Counted counted(const QList<T> &list, const QSet<QString> &ids)
{
    Counted result;
    for (const T &item : list) {
        if (ids.contains(item.id)) {
            ++result.count;
            result.name = item.name;
        }
    }
    return result;
}

QString siteName(const Topology &topology, const QString &id)
{
    const Site *site = findSite(topology, id);
    return shortName(site ? site->name : id);
}

} // namespace

LinkEnds endsOf(const Link &link)
{
    return {link.first, link.second};
}

QString acceptedKey(const QString &rule, const QStringList &about)
{
    QStringList sorted = about;
    sorted.sort();
    sorted.removeDuplicates();
    return rule + u'\n' + sorted.join(u'\n');
}

const Site *findSite(const Topology &topology, const QString &id)
{
    return find(topology.sites, id);
}

const Server *findServer(const Topology &topology, const QString &id)
{
    return find(topology.servers, id);
}

const Group *findGroup(const Topology &topology, const QString &id)
{
    return find(topology.groups, id);
}

const Link *findLink(const Topology &topology, const LinkEnds &ends)
{
    const auto found = std::find_if(topology.links.begin(), topology.links.end(),
                                    [&ends](const Link &link) { return endsOf(link) == ends; });
    return found == topology.links.end() ? nullptr : &*found;
}

QString namesOf(const Topology &topology, const Parts &parts)
{
    const QSet<QString> ids = setOf(parts.ids);
    const Counted sites = counted(topology.sites, ids);
    const Counted servers = counted(topology.servers, ids);
    const Counted groups = counted(topology.groups, ids);
    Counted links;
    for (const LinkEnds &ends : parts.links) {
        if (findLink(topology, ends)) {
            ++links.count;
            links.name =
                PartNames::tr("the link %1 – %2").arg(siteName(topology, ends.first), siteName(topology, ends.second));
        }
    }
    Counted accepted;
    for (const AcceptedFinding &finding : topology.accepted) {
        if (parts.accepted.contains(acceptedKey(finding.rule, finding.about))) {
            ++accepted.count;
            accepted.name = PartNames::tr("the accepted finding %1").arg(shortName(finding.rule));
        }
    }
    if (sites.count + servers.count + groups.count + links.count + accepted.count == 1)
        return shortName(sites.name + servers.name + groups.name) + links.name + accepted.name;

    QStringList texts;
    const auto add = [&texts](int count, const QString &one, const QString &many) {
        if (count > 0)
            texts << (count == 1 ? one : many.arg(count));
    };
    add(sites.count, PartNames::tr("1 site"), PartNames::tr("%1 sites"));
    add(servers.count, PartNames::tr("1 server"), PartNames::tr("%1 servers"));
    add(groups.count, PartNames::tr("1 group"), PartNames::tr("%1 groups"));
    add(links.count, PartNames::tr("1 link"), PartNames::tr("%1 links"));
    add(accepted.count, PartNames::tr("1 accepted finding"), PartNames::tr("%1 accepted findings"));
    if (texts.size() < 2)
        return texts.join(QString());
    const QString last = texts.takeLast();
    return PartNames::tr("%1 and %2").arg(texts.join(QStringLiteral(", ")), last);
}

QString shortName(const QString &name)
{
    const QString line = name.simplified();
    if (line.size() <= kLongestShortName)
        return line;
    return cut(line, kLongestShortName - 1) + u'…';
}

QStringList addedIds(const Topology &before, const Topology &after)
{
    QSet<QString> known;
    const auto know = [&known](const auto &list) {
        for (const auto &item : list)
            known.insert(item.id);
    };
    know(before.sites);
    know(before.servers);
    know(before.groups);
    QStringList added;
    const auto collect = [&](const auto &list) {
        for (const auto &item : list) {
            if (!known.contains(item.id))
                added << item.id;
        }
    };
    collect(after.sites);
    collect(after.servers);
    collect(after.groups);
    return added;
}

} // namespace portolan
