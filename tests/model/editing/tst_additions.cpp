// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/editing/additions.h"
#include "model/editing/parts.h"
#include "tests/support/topologydsl.h"

#include <QRegularExpression>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestAdditions : public QObject
{
    Q_OBJECT

private:
    Catalog m_catalog;
    const Topology m_plan = topologyFromText("hq: hub1[hub-transport] mbx1[mailbox]\nbr:\ndmz:\n"
                                             "hq - br 50\ndag1 = dag(mbx1)");

private Q_SLOTS:
    void initTestCase()
    {
        const auto catalog = builtInCatalog(u"exchange-2010"_s);
        QVERIFY(catalog.has_value());
        m_catalog = *catalog;
    }

    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void addsASite()
    {
        const Site site = newSite(m_plan, SiteKind::Perimeter);
        const TopologyEdit edit = addSite(site);
        const Topology after = edit.apply(m_plan);
        QCOMPARE(edit.text, u"Add Perimeter network"_s);
        QCOMPARE(after.sites.size(), 4);
        QCOMPARE(after.sites.last(), site);
        QCOMPARE(after.sites.last().id, u"perimeter-network"_s);
        QCOMPARE(after.sites.first(3), m_plan.sites);
        QCOMPARE(newSite(m_plan, SiteKind::External).organization, u"world"_s);
        QCOMPARE(newSite(m_plan, SiteKind::Internal).organization, QString());
    }

    void addsAServer()
    {
        const Server server = newServer(m_plan, m_catalog, {u"hub-transport"_s}, u"br"_s);
        const TopologyEdit edit = addServer(server);
        const Topology after = edit.apply(m_plan);
        QCOMPARE(edit.text, u"Add HUB2"_s);
        QCOMPARE(after.servers.size(), 3);
        QCOMPARE(after.servers.last().id, u"hub2"_s);
        QCOMPARE(after.servers.last().name, u"HUB2"_s);
        QCOMPARE(after.servers.last().site, u"br"_s);
        QCOMPARE(after.servers.last().roles, QStringList{u"hub-transport"_s});
        QCOMPARE(addedIds(m_plan, after), QStringList{u"hub2"_s});
    }

    void aNameTakenMeanwhileBecomesTheNext()
    {
        const TopologyEdit edit = addServer(newServer(m_plan, m_catalog, {u"hub-transport"_s}, u"br"_s));
        const Topology after = edit.apply(edit.apply(m_plan));
        QCOMPARE(after.servers.last().name, u"HUB3"_s);
        QCOMPARE(after.servers.last().id, u"hub3"_s);
    }

    void whatTheReaderRefusesIsNotAdded_data()
    {
        QTest::addColumn<Server>("server");
        const auto row = [this](const char *what, const std::function<void(Server &)> &spoil) {
            Server server = newServer(m_plan, m_catalog, {u"mailbox"_s}, u"hq"_s);
            spoil(server);
            QTest::newRow(what) << server;
        };
        row("no site", [](Server &server) { server.site.clear(); });
        row("unknown site", [](Server &server) { server.site = u"gone"_s; });
        row("no name", [](Server &server) { server.name = u"  "_s; });
        row("two lines", [](Server &server) { server.name = u"a\nb"_s; });
        row("half a character", [](Server &server) { server.name = QString(QChar(0xD83D)); });
        row("empty role", [](Server &server) { server.roles << QString(); });
        row("no host name", [](Server &server) { server.fqdn = u"a b"_s; });
        row("no address", [](Server &server) { server.addresses << u"1.2.3"_s; });
        row("range upside down", [](Server &server) { server.dynamicPorts = PortRange{9, 7}; });
        row("port zero", [](Server &server) { server.dynamicPorts = PortRange{0, 7}; });
    }

    void whatTheReaderRefusesIsNotAdded()
    {
        QFETCH(Server, server);
        QCOMPARE(addServer(server).apply(m_plan), m_plan);
    }

    void addsAGroup()
    {
        Group group = newGroup(m_plan, m_catalog, GroupType::Dag, {u"mbx1"_s, u"gone"_s});
        group.witness = u"hub1"_s;
        group.alternateWitness = u"gone"_s;
        group.fqdn = u"only.arrays.have.it"_s;
        const TopologyEdit edit = addGroup(group);
        QCOMPARE(edit.text, u"Add DAG2"_s);
        const Topology after = edit.apply(m_plan);
        QCOMPARE(after.groups.size(), 2);
        QCOMPARE(after.groups[1].id, u"dag2"_s);
        QCOMPARE(after.groups[1].members, QStringList{u"mbx1"_s});
        QCOMPARE(after.groups[1].witness, u"hub1"_s);
        QCOMPARE(after.groups[1].alternateWitness, QString());
        QCOMPARE(after.groups[1].fqdn, QString());
    }

    void addsALink()
    {
        const TopologyEdit edit = addLink(m_plan, {u"dmz"_s, u"hq"_s, 20, false, false, nullptr});
        QCOMPARE(edit.text, u"Add the link DMZ – HQ"_s);
        const Topology after = edit.apply(m_plan);
        QCOMPARE(after.links.size(), 2);
        QCOMPARE(after.links[1].cost, 20);
    }

    void linksThatCannotBeAreNotAdded_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<int>("cost");
        QTest::newRow("there already") << u"hq"_s << u"br"_s << 100;
        QTest::newRow("there already, the other way round") << u"br"_s << u"hq"_s << 100;
        QTest::newRow("one site") << u"hq"_s << u"hq"_s << 100;
        QTest::newRow("unknown site") << u"hq"_s << u"gone"_s << 100;
        QTest::newRow("server") << u"hq"_s << u"mbx1"_s << 100;
        QTest::newRow("no cost") << u"hq"_s << u"dmz"_s << 0;
        QTest::newRow("too high a cost") << u"hq"_s << u"dmz"_s << 1000001;
    }

    void linksThatCannotBeAreNotAdded()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(int, cost);
        QCOMPARE(addLink(m_plan, {first, second, cost, false, false, nullptr}).apply(m_plan), m_plan);
    }

    void addsASeriesAsANewGroup()
    {
        ServerSeries series;
        series.count = 6;
        series.roles = {u"mailbox"_s};
        series.site = u"hq"_s;
        series.newGroup = newGroup(m_plan, m_catalog, GroupType::Dag, {});
        const TopologyEdit edit = addSeries(m_plan, m_catalog, series);
        QCOMPARE(edit.text, u"Add 6 × Mailbox in HQ as DAG2"_s);
        const QStringList names{u"MBX2"_s, u"MBX3"_s, u"MBX4"_s, u"MBX5"_s, u"MBX6"_s, u"MBX7"_s};
        QCOMPARE(seriesNames(m_plan, m_catalog, series), names);
        const Topology after = edit.apply(m_plan);
        QCOMPARE(after.servers.size(), 8);
        QCOMPARE(after.servers.last().name, u"MBX7"_s);
        QCOMPARE(after.groups.last().name, u"DAG2"_s);
        QCOMPARE(after.groups.last().members,
                 QStringList({u"mbx2"_s, u"mbx3"_s, u"mbx4"_s, u"mbx5"_s, u"mbx6"_s, u"mbx7"_s}));
        QCOMPARE(after.groups.first(), m_plan.groups.first());
    }

    void addsASeriesToAGroupThatIsThere()
    {
        ServerSeries series;
        series.count = 2;
        series.roles = {u"mailbox"_s};
        series.site = u"br"_s;
        series.firstName = u"BR-01"_s;
        series.group = u"dag1"_s;
        const TopologyEdit edit = addSeries(m_plan, m_catalog, series);
        QCOMPARE(edit.text, u"Add 2 × Mailbox in BR as DAG1"_s);
        const Topology after = edit.apply(m_plan);
        QCOMPARE(after.servers[2].name, u"BR-01"_s);
        QCOMPARE(after.servers[3].name, u"BR-02"_s);
        QCOMPARE(after.groups.first().members, QStringList({u"mbx1"_s, u"br-01"_s, u"br-02"_s}));
    }

    void aSeriesThatCannotBeChangesNothing()
    {
        ServerSeries series;
        series.count = 3;
        series.site = u"gone"_s;
        QCOMPARE(addSeries(m_plan, m_catalog, series).apply(m_plan), m_plan);
        series.site = u"hq"_s;
        series.count = -1;
        series.newGroup = newGroup(m_plan, m_catalog, GroupType::Dag, {});
        QCOMPARE(addSeries(m_plan, m_catalog, series).apply(m_plan), m_plan);
        series.count = 3;
        series.firstName = u"a\nb"_s;
        QCOMPARE(addSeries(m_plan, m_catalog, series).apply(m_plan), m_plan);
    }
};

QTEST_GUILESS_MAIN(TestAdditions)
#include "tst_additions.moc"
