// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "randomplan.h"

#include "tests/support/catalogdsl.h"

#include <algorithm>
#include <random>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

const QStringList kRoles{u"edge"_s, u"cas"_s, u"mailbox"_s, u"dc"_s, u"gc"_s, u"client"_s};

class Dice
{
public:
    explicit Dice(quint64 seed) : m_engine(seed) { }

    int below(int count) { return static_cast<int>(m_engine() % static_cast<quint64>(count)); }
    bool oneIn(int count) { return below(count) == 0; }

    QStringList some(const QStringList &texts, int atMost)
    {
        QStringList rest = texts;
        QStringList chosen;
        for (int count = 1 + below(atMost); count > 0 && !rest.isEmpty(); --count)
            chosen << rest.takeAt(below(static_cast<int>(rest.size())));
        return chosen;
    }

private:
    std::mt19937_64 m_engine;
};

QString randomEntry(Dice &dice)
{
    static const QStringList kPorts{u"tcp/25 smtp"_s,        u"udp/53 dns"_s,
                                    u"tcp/5075-5077 im"_s,   u"tcp/rpc-dynamic rpc implied"_s,
                                    u"tcp/dynamic sip"_s,    u"tcp/64327 ship setting=dag.replicationPort"_s,
                                    u"tcp/25 smtp implied"_s};
    QString entry = kPorts[dice.below(static_cast<int>(kPorts.size()))];
    if (dice.oneIn(4))
        entry += u" reverse"_s;
    if (dice.oneIn(3))
        entry += u" at="_s + dice.some(kRoles, 1).first();
    return entry;
}

QString randomPath(Dice &dice, int number)
{
    QStringList scopes;
    for (int i = 0; i <= static_cast<int>(Scope::ExternalClient); ++i)
        scopes << toString(static_cast<Scope>(i));
    QString line = u"p%1: %2 -> %3 @ %4"_s.arg(number).arg(
        dice.some(kRoles, 3).join(u','), dice.some(kRoles, 3).join(u','), dice.some(scopes, 3).join(u','));
    for (int entries = dice.below(5); entries > 0; --entries)
        line += u"; "_s + randomEntry(dice);
    if (dice.oneIn(4))
        line += u"; bidirectional"_s;
    if (dice.oneIn(3))
        line += u"; link-tls"_s;
    if (dice.oneIn(3))
        line += u"; same-server=kerberos"_s;
    if (number % 2 == 1)
        line += u"; supported=digest|ntlm"_s;
    static const QStringList kEncryptions{u"none"_s, u"optional"_s, u"encrypted"_s};
    return line + u"; auth=ntlm|basic; mechanism=tls; encryption="_s + kEncryptions[dice.below(3)];
}

Topology randomTopology(Dice &dice)
{
    Topology topology;
    QStringList siteIds = dice.some({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"a-1"_s, u"a.1"_s}, 7);
    for (const QString &id : siteIds) {
        Site site;
        site.id = id;
        site.name = id;
        site.kind = dice.oneIn(3) ? static_cast<SiteKind>(dice.below(3)) : SiteKind::Internal;
        site.organization = dice.oneIn(4) ? u"world"_s : QString();
        site.internetFacing = dice.oneIn(2);
        topology.sites << site;
    }
    if (!dice.oneIn(4)) {
        for (int i = 0; i < siteIds.size(); ++i) {
            for (int j = 0; j < i; ++j) {
                if (dice.oneIn(2))
                    topology.links << Link{siteIds[i],    siteIds[j], 50 * (1 + dice.below(3)),
                                           dice.oneIn(3), false,      nullptr};
            }
        }
    }
    QStringList serverIds;
    for (int count = dice.below(15), i = 0; i < count; ++i) {
        Server server;
        server.id = u"s%1"_s.arg((i * 7) % 15);
        server.name = server.id;
        server.site = dice.some(siteIds, 1).first();
        server.roles = dice.oneIn(10) ? QStringList{u"unheard-of"_s} : dice.some(kRoles, 4);
        if (dice.oneIn(4))
            server.dynamicPorts = PortRange{60000, static_cast<quint16>(60000 + dice.below(100))};
        serverIds << server.id;
        topology.servers << server;
    }
    for (int i = serverIds.isEmpty() ? 0 : dice.below(5); i > 0; --i) {
        Group group;
        group.id = u"g%1"_s.arg(i);
        group.name = group.id;
        group.kind = dice.oneIn(2) ? GroupType::Dag : GroupType::EdgeSubscription;
        group.members = dice.some(serverIds, 6);
        if (group.kind == GroupType::EdgeSubscription)
            group.site = dice.some(siteIds, 1).first();
        else if (dice.oneIn(2))
            group.replicationPort = static_cast<quint16>(64000 + i);
        topology.groups << group;
    }
    return topology;
}

} // namespace

RandomPlan randomPlan(quint64 seed)
{
    Dice dice(seed);
    QStringList lines;
    for (int paths = 1 + dice.below(6), i = 0; i < paths; ++i)
        lines << randomPath(dice, i);
    return {catalogFromText(lines.join(u'\n').toUtf8().constData()), randomTopology(dice)};
}

} // namespace portolan::test
