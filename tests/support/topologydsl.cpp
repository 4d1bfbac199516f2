// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "topologydsl.h"

#include <QRegularExpression>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

QStringList words(const QString &text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

PortRange range(const QString &text)
{
    const QStringList ends = text.split(u'-');
    return {ends.first().toUShort(), ends.last().toUShort()};
}

Site siteFrom(const QString &text)
{
    QStringList options = words(text);
    Site site;
    site.id = options.takeFirst();
    site.name = site.id.toUpper();
    for (const QString &option : options) {
        if (option == "perimeter"_L1)
            site.kind = SiteKind::Perimeter;
        else if (option == "external"_L1)
            site.kind = SiteKind::External;
        else if (option == "facing"_L1)
            site.internetFacing = true;
        else if (option.startsWith("org="_L1))
            site.organization = option.sliced(4);
        else
            qFatal("unknown word of a site: %s", qPrintable(option));
    }
    return site;
}

void addServers(Topology &topology, const QString &site, const QString &text)
{
    static const QRegularExpression pattern(u"([^\\s\\[]+)\\[([^\\]]*)\\]"_s);
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        Server server;
        server.id = match.captured(1);
        server.name = server.id.toUpper();
        server.site = site;
        for (const QString &word : words(match.captured(2))) {
            if (word.startsWith("dynamic="_L1))
                server.dynamicPorts = range(word.sliced(8));
            else
                server.roles << word;
        }
        topology.servers << server;
    }
}

Link linkFrom(const QStringList &parts)
{
    Link link;
    link.first = parts[0];
    link.second = parts[2];
    for (const QString &option : parts.sliced(3)) {
        if (option == "tls-off"_L1)
            link.tlsDisabled = true;
        else
            link.cost = option.toInt();
    }
    return link;
}

Group groupFrom(const QRegularExpressionMatch &match)
{
    Group group;
    group.id = match.captured(1);
    group.name = group.id.toUpper();
    group.kind = match.captured(2) == "dag"_L1 ? GroupType::Dag : GroupType::EdgeSubscription;
    group.members = words(match.captured(3));
    for (const QString &option : words(match.captured(4))) {
        if (option.startsWith("port="_L1))
            group.replicationPort = option.sliced(5).toUShort();
        else if (option.startsWith("site="_L1))
            group.site = option.sliced(5);
        else
            qFatal("unknown word of a group: %s", qPrintable(option));
    }
    return group;
}

} // namespace

Topology topologyFromText(const char *text)
{
    static const QRegularExpression groupPattern(u"^(\\S+) = (dag|edge-subscription)\\(([^)]*)\\)(.*)$"_s);
    Topology topology;
    topology.name = u"Test"_s;
    topology.catalog = u"test"_s;
    for (const QString &line : QString::fromUtf8(text).split(u'\n', Qt::SkipEmptyParts)) {
        const QString trimmed = line.trimmed();
        const QStringList parts = words(trimmed);
        if (parts.isEmpty())
            continue;
        if (const auto match = groupPattern.match(trimmed); match.hasMatch()) {
            topology.groups << groupFrom(match);
        } else if (parts.value(1) == "-"_L1) {
            topology.links << linkFrom(parts);
        } else if (const qsizetype colon = trimmed.indexOf(u':'); colon > 0) {
            topology.sites << siteFrom(trimmed.first(colon));
            addServers(topology, topology.sites.last().id, trimmed.sliced(colon + 1));
        } else {
            qFatal("cannot read this line of a topology: %s", qPrintable(trimmed));
        }
    }
    return topology;
}

} // namespace portolan::test
