// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/outline/subject.h"

#include <QSet>

#include <algorithm>
#include <iterator>

namespace portolan {

namespace {

constexpr QChar kBetween = u'|'; ///< no id has it

ServerSet serversOf(const FlowSet &flows, const Subject &subject)
{
    const Topology &topology = flows.topology();
    const QStringList named = subject.allServers();
    QSet<QString> servers(named.begin(), named.end());
    for (const Group &group : topology.groups) {
        if (subject.groups.contains(group.id))
            servers.unite({group.members.begin(), group.members.end()});
    }
    QSet<QString> sites(subject.sites.begin(), subject.sites.end());
    for (const QString &link : subject.links)
        sites << endsOfLinkId(link).first << endsOfLinkId(link).second;
    ServerSet result;
    for (qsizetype i = 0; i < topology.servers.size(); ++i) {
        const Server &server = topology.servers.at(i);
        if (servers.contains(server.id) || sites.contains(server.site))
            result.push_back(static_cast<quint32>(i));
    }
    return result;
}

int siteIndex(const Topology &topology, const QString &id)
{
    for (int i = 0; i < topology.sites.size(); ++i) {
        if (topology.sites.at(i).id == id)
            return i;
    }
    return -1;
}

ServerSet ofSite(const FlowSet &flows, const ServerSet &set, int site)
{
    ServerSet result;
    std::copy_if(set.begin(), set.end(), std::back_inserter(result),
                 [&](quint32 server) { return flows.siteOf(server) == site; });
    return result;
}

Selection flowsBetween(const FlowSet &flows, int first, int second)
{
    Selection result;
    for (quint32 i = 0; i < flows.groups().size(); ++i) {
        const FlowGroup &group = flows.groups()[i];
        if (group.self)
            continue;
        for (const auto &[from, to] : {std::pair(first, second), std::pair(second, first)}) {
            EdgeFlows picked;
            picked.path = group.path;
            picked.group = i;
            picked.sources = ofSite(flows, flows.set(group.sources), from);
            picked.destinations = ofSite(flows, flows.set(group.destinations), to);
            picked.entries = group.entries;
            if (picked.sources.empty() || picked.destinations.empty())
                continue;
            picked.sample = {group.path, picked.sources.front(), picked.destinations.back(), group.entries};
            picked.count = static_cast<qint64>(picked.sources.size() * picked.destinations.size());
            result.flows.push_back(std::move(picked));
        }
    }
    if (!result.flows.empty())
        result.kind = Selection::Kind::Flows;
    return result;
}

template <typename List>
QStringList kept(const QStringList &ids, const List &list)
{
    QSet<QString> there;
    for (const auto &entry : list)
        there << entry.id;
    QStringList result;
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(result),
                 [&](const QString &id) { return there.contains(id); });
    return result;
}

} // namespace

bool Subject::isEmpty() const
{
    return count() == 0;
}

void Subject::sort()
{
    for (QStringList *list : {&sites, &servers, &groups, &links, &members})
        list->sort();
}

Parts Subject::parts() const
{
    Parts result;
    result.ids = ids();
    for (const QString &link : links)
        result.links << endsOfLinkId(link);
    return result;
}

QStringList Subject::allServers() const
{
    QStringList all = servers;
    for (const QString &member : members)
        all << serverOfMember(member);
    all.removeDuplicates();
    return all;
}

QString linkId(const Link &link)
{
    const bool isInOrder = link.first <= link.second;
    return (isInOrder ? link.first : link.second) + kBetween + (isInOrder ? link.second : link.first);
}

LinkEnds endsOfLinkId(const QString &linkId)
{
    return {linkId.section(kBetween, 0, 0), linkId.section(kBetween, 1)};
}

QString memberId(const QString &group, const QString &server)
{
    return group + kBetween + server;
}

QString groupOfMember(const QString &memberId)
{
    return memberId.section(kBetween, 0, 0);
}

QString serverOfMember(const QString &memberId)
{
    return memberId.section(kBetween, 1);
}

Subject subjectOf(const FlowSet &flows, const Selection &selection)
{
    Subject subject;
    if (selection.kind == Selection::Kind::Site)
        subject.sites << flows.topology().sites.at(selection.site).id;
    if (selection.kind == Selection::Kind::Servers) {
        for (const quint32 server : selection.servers)
            subject.servers << flows.topology().servers.at(server).id;
    }
    subject.sort();
    return subject;
}

Selection selectionFor(const FlowSet &flows, const Subject &subject)
{
    if (subject.isEmpty())
        return {};
    if (subject.count() == 1 && !subject.sites.isEmpty()) {
        const int site = siteIndex(flows.topology(), subject.sites.front());
        return site < 0 ? Selection() : Selection::ofSite(site);
    }
    if (subject.count() == 1 && !subject.links.isEmpty()) {
        const LinkEnds ends = endsOfLinkId(subject.links.front());
        return flowsBetween(flows, siteIndex(flows.topology(), ends.first), siteIndex(flows.topology(), ends.second));
    }
    return Selection::ofServers(serversOf(flows, subject));
}

Subject stillThere(const Subject &subject, const Topology &topology)
{
    Subject result;
    result.sites = kept(subject.sites, topology.sites);
    result.servers = kept(subject.servers, topology.servers);
    result.groups = kept(subject.groups, topology.groups);
    for (const Link &link : topology.links) {
        if (subject.links.contains(linkId(link)))
            result.links << linkId(link);
    }
    for (const Group &group : topology.groups) {
        for (const QString &server : group.members) {
            if (subject.members.contains(memberId(group.id, server)))
                result.members << memberId(group.id, server);
        }
    }
    result.sort();
    return result;
}

} // namespace portolan
