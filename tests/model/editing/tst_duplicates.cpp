// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/editing/duplicates.h"
#include "tests/support/topologydsl.h"

#include <QRegularExpression>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestDuplicates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void copiesServers()
    {
        Topology plan = topologyFromText("hq: mbx1[mailbox] mbx2[mailbox] pbx[ip-gateway]\ndag1 = dag(mbx1 mbx2)");
        plan.servers[0].fqdn = u"mbx1.corp.example"_s;
        plan.servers[0].addresses = {u"192.0.2.1"_s};
        plan.servers[0].dynamicPorts = PortRange{7, 9};
        plan.servers[0].notes = u"n"_s;
        plan.servers[1].fqdn = u"other.corp.example"_s;
        const TopologyEdit edit = duplicate(plan, {u"pbx"_s, u"mbx1"_s, u"mbx2"_s});
        QCOMPARE(edit.text, u"Duplicate 3 servers"_s);
        const Topology after = edit.apply(plan);
        QCOMPARE(after.servers.size(), 6);
        QCOMPARE(after.servers.first(3), plan.servers);
        Server expected = plan.servers[0];
        expected.id = u"mbx3"_s;
        expected.name = u"MBX3"_s;
        expected.fqdn = u"mbx3.corp.example"_s;
        expected.addresses.clear();
        QCOMPARE(after.servers[3], expected);
        QCOMPARE(after.servers[4].name, u"MBX4"_s);
        QCOMPARE(after.servers[4].fqdn, QString()); // it was not the name's
        QCOMPARE(after.servers[5].name, u"PBX2"_s);
        // Copies are no members of what the originals are in.
        QCOMPARE(after.groups, plan.groups);
    }

    void copiesASiteWithAllThatIsInIt()
    {
        Topology plan = topologyFromText("hq: hq1[mailbox] hq2[mailbox] w1[hub-transport]\nbr: br1[mailbox]\ndmz:\n"
                                         "hq - br 7 tls-off\nbr - dmz\nin = dag(hq1 hq2)\nacross = dag(hq1 br1)\n"
                                         "sub = edge-subscription(hq2) site=br");
        plan.groups[0].witness = u"w1"_s;
        plan.groups[0].alternateWitness = u"br1"_s;
        plan.groups[0].addresses = {u"192.0.2.9"_s};
        plan.links[0].filtered = true;
        const TopologyEdit edit = duplicate(plan, {u"hq"_s});
        QCOMPARE(edit.text, u"Duplicate HQ"_s);
        const Topology after = edit.apply(plan);
        QCOMPARE(after.sites.size(), 4);
        QCOMPARE(after.sites[3].name, u"HQ2"_s);
        QCOMPARE(after.sites[3].id, u"hq2-2"_s); // hq2 is a server's
        QCOMPARE(after.servers.size(), 7);
        for (qsizetype i = 4; i < 7; ++i)
            QCOMPARE(after.servers[i].site, u"hq2-2"_s);
        QCOMPARE(after.links.size(), 3);
        QCOMPARE(after.links[2].first, u"hq2-2"_s);
        QCOMPARE(after.links[2].second, u"br"_s);
        QCOMPARE(after.links[2].cost, 7);
        QVERIFY(after.links[2].tlsDisabled && after.links[2].filtered);
        QCOMPARE(after.groups.size(), 4);
        const Group &copy = after.groups[3];
        QCOMPARE(copy.name, u"IN2"_s);
        QCOMPARE(copy.members, QStringList({after.servers[4].id, after.servers[5].id}));
        QCOMPARE(copy.witness, after.servers[6].id);
        QCOMPARE(copy.alternateWitness, u"br1"_s);
        QCOMPARE(copy.addresses, QStringList());
        QCOMPARE(after.groups.first(3), plan.groups);
    }

    void copiesSitesWithTheLinksBetweenThem()
    {
        const Topology plan = topologyFromText("hq: h[x]\ndmz: e[x]\nhq - dmz\nsub = edge-subscription(e) site=hq");
        const Topology after = duplicate(plan, {u"hq"_s, u"dmz"_s}).apply(plan);
        QCOMPARE(after.links.size(), 2);
        QCOMPARE(after.links[1].first, u"hq2"_s);
        QCOMPARE(after.links[1].second, u"dmz2"_s);
        QCOMPARE(after.groups.size(), 2);
        QCOMPARE(after.groups[1].site, u"hq2"_s);
        QCOMPARE(after.groups[1].members, QStringList{u"e2"_s});
    }

    void copiesAGroup()
    {
        const Topology plan = topologyFromText("hq: a[mailbox]\ndag1 = dag(a) port=5000");
        const Topology after = duplicate(plan, {u"dag1"_s}).apply(plan);
        QCOMPARE(after.servers, plan.servers);
        QCOMPARE(after.groups.size(), 2);
        QCOMPARE(after.groups[1].name, u"DAG2"_s);
        QCOMPARE(after.groups[1].members, QStringList{u"a"_s});
        QCOMPARE(after.groups[1].replicationPort, std::optional<quint16>(5000));
    }

    void keepsKeysThatPortolanDoesNotKnow()
    {
        const auto loaded = parseTopology(
            R"({ "format": "portolan-topology", "version": 1, "name": "P", "catalog": "c",
                 "sites": [{ "id": "s", "name": "S" }],
                 "servers": [{ "id": "a", "own": 3, "name": "A", "site": "s", "roles": [] }] })",
            {});
        QVERIFY(loaded.has_value());
        const Topology after = duplicate(loaded->topology, {u"a"_s}).apply(loaded->topology);
        QCOMPARE(writeTopology(after).count("\"own\": 3"), 2);
        const auto again = parseTopology(writeTopology(after), {});
        QVERIFY(again.has_value());
        QCOMPARE(again->topology, after);
    }

    void whatIsNotThereChangesNothing()
    {
        const Topology plan = topologyFromText("hq: a[x]");
        QCOMPARE(duplicate(plan, {u"gone"_s}).apply(plan), plan);
    }
};

QTEST_GUILESS_MAIN(TestDuplicates)
#include "tst_duplicates.moc"
