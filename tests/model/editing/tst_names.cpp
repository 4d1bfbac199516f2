// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/editing/names.h"
#include "model/json/plaintext.h"
#include "tests/support/topologydsl.h"

#include <QRegularExpression>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

Topology topologyWith(const QStringList &serverNames)
{
    Topology topology = topologyFromText("hq:");
    for (const QString &name : serverNames) {
        Server server;
        server.id = u"s%1"_s.arg(topology.servers.size());
        server.name = name;
        server.site = u"hq"_s;
        topology.servers << server;
    }
    return topology;
}

} // namespace

class TestNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void makesIdsOfNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("id");
        QTest::newRow("plain") << u"HUB1"_s << u"hub1"_s;
        QTest::newRow("blanks and marks") << u"Branch office (2)"_s << u"branch-office-2"_s;
        QTest::newRow("accents") << u"Büro Zürich"_s << u"buro-zurich"_s;
        QTest::newRow("sharp s") << u"Straße"_s << u"strasse"_s;
        QTest::newRow("what ids may hold") << u"a.b_c-d"_s << u"a.b_c-d"_s;
        QTest::newRow("begins with a mark") << u"_.-x"_s << u"x"_s;
        QTest::newRow("another script and a number") << u"東京 7"_s << u"7"_s;
        QTest::newRow("another script") << u"東京"_s << u"thing"_s;
        QTest::newRow("marks only") << u"--- ..."_s << u"thing"_s;
        QTest::newRow("nothing") << QString() << u"thing"_s;
        QTest::newRow("digits of another script") << u"٣"_s << u"thing"_s;
    }

    void makesIdsOfNames()
    {
        QFETCH(QString, name);
        QFETCH(QString, id);
        QCOMPARE(idFromName(name, u"thing"_s), id);
        QVERIFY(isId(id));
    }

    void idsOfLongNamesHaveRoomForANumber()
    {
        Topology topology = topologyFromText("hq:");
        NameSupply names(topology);
        const QString longName(400, u'x');
        const QString first = names.idFor(longName, u"thing"_s);
        const QString second = names.idFor(longName, u"thing"_s);
        QVERIFY(isId(first));
        QVERIFY(isId(second));
        QVERIFY(first != second);
    }

    void idsAreUniqueOverSitesServersAndGroups()
    {
        const Topology topology = topologyFromText("hq: a[x]\ndag1 = dag(a)");
        NameSupply names(topology);
        QCOMPARE(names.idFor(u"HQ"_s, u"thing"_s), u"hq-2"_s);
        QCOMPARE(names.idFor(u"HQ"_s, u"thing"_s), u"hq-3"_s);
        QCOMPARE(names.idFor(u"A"_s, u"thing"_s), u"a-2"_s);
        QCOMPARE(names.idFor(u"DAG1"_s, u"thing"_s), u"dag1-2"_s);
        QCOMPARE(names.idLike(u"free"_s, u"other"_s, u"thing"_s), u"free"_s);
        QCOMPARE(names.idLike(u"free"_s, u"other"_s, u"thing"_s), u"other"_s);
        QCOMPARE(names.idLike(u"No Id"_s, u"other"_s, u"thing"_s), u"other-2"_s);
    }

    void continuesSeries_data()
    {
        QTest::addColumn<QStringList>("there");
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("name");
        QTest::newRow("free") << QStringList{u"HUB2"_s} << u"HUB1"_s << u"HUB1"_s;
        QTest::newRow("taken") << QStringList{u"HUB1"_s} << u"HUB1"_s << u"HUB2"_s;
        QTest::newRow("behind the highest") << QStringList{u"HUB1"_s, u"HUB7"_s, u"HUB3"_s} << u"HUB1"_s << u"HUB8"_s;
        QTest::newRow("whatever the case") << QStringList{u"hub1"_s, u"Hub2"_s} << u"HUB1"_s << u"HUB3"_s;
        QTest::newRow("zeros in front") << QStringList{u"MBX01"_s} << u"MBX01"_s << u"MBX02"_s;
        QTest::newRow("zeros run out") << QStringList{u"MBX09"_s} << u"MBX09"_s << u"MBX10"_s;
        QTest::newRow("digits run out") << QStringList{u"MBX99"_s} << u"MBX99"_s << u"MBX100"_s;
        QTest::newRow("site in front") << QStringList{u"HQ-MBX3"_s} << u"HQ-MBX3"_s << u"HQ-MBX4"_s;
        QTest::newRow("words") << QStringList{u"Outlook"_s} << u"Outlook"_s << u"Outlook 2"_s;
        QTest::newRow("words again") << QStringList{u"Outlook"_s, u"Outlook 2"_s} << u"Outlook"_s << u"Outlook 3"_s;
        QTest::newRow("capitals without a number") << QStringList{u"PBX"_s} << u"PBX"_s << u"PBX2"_s;
        QTest::newRow("number zero") << QStringList{u"MBX0"_s} << u"MBX0"_s << u"MBX1"_s;
        QTest::newRow("more digits than a number has")
            << QStringList{u"N123456789012"_s} << u"N123456789012"_s << u"N1234567890122"_s;
        QTest::newRow("highest number of all") << QStringList{u"N999999999"_s} << u"N999999999"_s << u"N1000000000"_s;
        QTest::newRow("number only") << QStringList{u"7"_s} << u"7"_s << u"8"_s;
    }

    void continuesSeries()
    {
        QFETCH(QStringList, there);
        QFETCH(QString, wanted);
        QFETCH(QString, name);
        QCOMPARE(NameSupply(topologyWith(there)).serverName(wanted), name);
    }

    void countsOnFromAName()
    {
        NameSupply names(topologyWith({u"MBX03"_s, u"MBX20"_s}));
        QCOMPARE(names.serverName(u"MBX01"_s), u"MBX01"_s);
        QCOMPARE(names.serverNameAfter(u"MBX01"_s), u"MBX02"_s);
        QCOMPARE(names.serverNameAfter(u"MBX02"_s), u"MBX04"_s);
    }

    void longNamesAreCutForTheirNumber()
    {
        const QString longName(256, u'N');
        const QString next = NameSupply(topologyWith({longName})).serverName(longName);
        QVERIFY(next.size() <= 256);
        QVERIFY(next != longName);
        // No half of a character stays behind.
        const QString emoji = QString(u'N') + QString::fromUcs4(U"\U0001F600", 1).repeated(127) + u'N';
        QCOMPARE(findForbidden(NameSupply(topologyWith({emoji})).serverName(emoji), Lines::One), -1);
    }

    void namesNewServersForTheirRoles_data()
    {
        QTest::addColumn<QByteArray>("plan");
        QTest::addColumn<QString>("roles");
        QTest::addColumn<QString>("site");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *what, const char *plan, const char *roles, const char *site, const char *name) {
            QTest::newRow(what) << QByteArray(plan) << QString::fromLatin1(roles) << QString::fromLatin1(site)
                                << QString::fromLatin1(name);
        };
        row("the first of all", "hq:", "hub-transport", "hq", "HUB1");
        row("the first server role of several", "hq:", "smtp-client hub-transport mailbox", "hq", "HUB1");
        row("the next", "hq: hub1[hub-transport]", "hub-transport", "hq", "HUB2");
        row("a population", "hq:", "outlook", "hq", "Outlook");
        row("a device of which there are many", "hq:", "activesync-device", "hq", "ActiveSync device");
        row("a machine that is no server of ours", "hq:", "ip-gateway", "hq", "IPGW1");
        row("no role", "hq:", "", "hq", "SERVER1");
        row("no role, the next", "hq: server1[]", "", "hq", "SERVER2");
        row("a role that the reference does not have", "hq:", "unheard-of", "hq", "UNHEARD-OF1");
        row("as its twins are called", "hq: ex1[mailbox hub-transport] mbx1[mailbox]", "hub-transport mailbox", "hq",
            "EX2");
        row("as its like are called", "hq: hq-mbx03[mailbox]", "mailbox", "hq", "HQ-MBX04");
        row("one series for the whole document", "hq: mbx01[mailbox]\nbr:", "mailbox", "br", "MBX02");
        row("as elsewhere, with its own site in front", "hq: hq-mbx07[mailbox]\nbr: br-dc1[domain-controller]",
            "mailbox", "br", "BR-MBX01");
        row("as elsewhere, in a site without servers", "hq: hq-mbx07[mailbox]\nbr:", "mailbox", "br", "BR-MBX01");
        row("the site's own front", "hq: hq-dc1[domain-controller]", "mailbox", "hq", "HQ-MBX1");
        row("a number is no series elsewhere", "hq: mbx[mailbox]", "mailbox", "hq", "MBX1");
    }

    void namesNewServersForTheirRoles()
    {
        QFETCH(QByteArray, plan);
        QFETCH(QString, roles);
        QFETCH(QString, site);
        QFETCH(QString, name);
        const auto catalog = builtInCatalog(u"exchange-2010"_s);
        QVERIFY(catalog.has_value());
        const Topology topology = topologyFromText(plan.constData());
        QCOMPARE(serverNameFor(topology, *catalog, roles.split(u' ', Qt::SkipEmptyParts), site), name);
    }

    void namesNewSitesAndGroups()
    {
        const auto catalog = builtInCatalog(u"exchange-2010"_s);
        QVERIFY(catalog.has_value());
        Topology topology = topologyFromText("hq: a[mailbox]");
        QCOMPARE(siteNameFor(topology, SiteKind::Internal), u"Site 1"_s);
        QCOMPARE(siteNameFor(topology, SiteKind::Perimeter), u"Perimeter network"_s);
        QCOMPARE(siteNameFor(topology, SiteKind::External), u"Internet"_s);
        topology.sites[0].name = u"site 1"_s;
        QCOMPARE(siteNameFor(topology, SiteKind::Internal), u"Site 2"_s);
        QCOMPARE(groupNameFor(topology, *catalog, GroupType::Dag), u"DAG1"_s);
        QCOMPARE(groupNameFor(topology, *catalog, GroupType::EdgeSubscription), u"Edge subscription"_s);
        topology = topologyFromText("hq: a[mailbox]\nhq-dag07 = dag(a)\ns = edge-subscription(a)");
        topology.groups[1].name = u"Edge subscription"_s;
        QCOMPARE(groupNameFor(topology, *catalog, GroupType::Dag), u"HQ-DAG08"_s);
        QCOMPARE(groupNameFor(topology, *catalog, GroupType::EdgeSubscription), u"Edge subscription 2"_s);
    }
};

QTEST_GUILESS_MAIN(TestNames)
#include "tst_names.moc"
