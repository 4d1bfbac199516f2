// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/editing/changes.h"
#include "tests/support/topologydsl.h"

#include <QRegularExpression>
#include <QTest>

#include <functional>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

/// What a change should come to, done by hand.
using ByHand = std::function<void(Topology &)>;

template <typename Change>
Change with(const std::function<void(Change &)> &set)
{
    Change change;
    set(change);
    return change;
}

} // namespace

Q_DECLARE_METATYPE(TopologyEdit)
Q_DECLARE_METATYPE(ByHand)

class TestChanges : public QObject
{
    Q_OBJECT

private:
    Catalog m_catalog;
    Topology m_plan = topologyFromText("hq: a[mailbox] b[mailbox] c[edge-transport]\nbr: d[hub-transport]\n"
                                       "hq - br 50\ndag1 = dag(a b)\nsub1 = edge-subscription(c) site=hq");

    void addRow(const char *what, const TopologyEdit &edit, const QString &text, const ByHand &byHand)
    {
        QTest::newRow(what) << edit << text << byHand;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto catalog = builtInCatalog(u"exchange-2010"_s);
        QVERIFY(catalog.has_value());
        m_catalog = *catalog;
    }

    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void changes_data();
    void changes();
    void whatTheReaderRefusesChangesNothing_data();
    void whatTheReaderRefusesChangesNothing();
    void aGroupOfAnotherKindLosesWhatTheKindDoesNotHave();
    void keysOfUntouchedAndTouchedThingsStay();
    void acceptsFindings();
    void idsThatAreGoneCountForNothing();
    void keysForTypingDifferByFieldAndThing();
};

void TestChanges::changes_data()
{
    QTest::addColumn<TopologyEdit>("edit");
    QTest::addColumn<QString>("text");
    QTest::addColumn<ByHand>("byHand");
    const auto server = [&](const char *what, const QString &text, const std::function<void(ServerChange &)> &set,
                            const std::function<void(Server &)> &byHand) {
        addRow(what, changeServers(m_plan, {u"b"_s, u"a"_s}, with<ServerChange>(set)), text, [byHand](Topology &after) {
            byHand(after.servers[0]);
            byHand(after.servers[1]);
        });
    };
    server(
        "site of servers", u"Change site of 2 servers"_s, [](auto &change) { change.site = u"br"_s; },
        [](Server &s) { s.site = u"br"_s; });
    server(
        "roles of servers", u"Change roles of 2 servers"_s, [](auto &change) { change.roles = QStringList{u"x"_s}; },
        [](Server &s) { s.roles = {u"x"_s}; });
    server(
        "FQDN", u"Change FQDN of 2 servers"_s, [](auto &change) { change.fqdn = u"a.example"_s; },
        [](Server &s) { s.fqdn = u"a.example"_s; });
    server(
        "addresses", u"Change addresses of 2 servers"_s, [](auto &change) { change.addresses = QStringList{u"::1"_s}; },
        [](Server &s) { s.addresses = {u"::1"_s}; });
    server(
        "dynamic ports", u"Change dynamic ports of 2 servers"_s,
        [](auto &change) {
            change.dynamicPorts = PortRange{7, 9};
        },
        [](Server &s) {
            s.dynamicPorts = PortRange{7, 9};
        });
    server(
        "version", u"Change version of 2 servers"_s, [](auto &change) { change.version = u"14.3"_s; },
        [](Server &s) { s.version = u"14.3"_s; });
    server(
        "operating system", u"Change operating system of 2 servers"_s,
        [](auto &change) { change.operatingSystem = u"Windows"_s; },
        [](Server &s) { s.operatingSystem = u"Windows"_s; });
    server(
        "domain", u"Change domain of 2 servers"_s, [](auto &change) { change.domain = u"a.example"_s; },
        [](Server &s) { s.domain = u"a.example"_s; });
    server(
        "read-only", u"Change read-only of 2 servers"_s, [](auto &change) { change.readOnly = true; },
        [](Server &s) { s.readOnly = true; });
    server(
        "SIP startup", u"Change SIP startup mode of 2 servers"_s,
        [](auto &change) { change.sipStartup = SipStartup::Dual; }, [](Server &s) { s.sipStartup = SipStartup::Dual; });
    server(
        "notes", u"Change notes of 2 servers"_s, [](auto &change) { change.notes = u"a\nb"_s; },
        [](Server &s) { s.notes = u"a\nb"_s; });
    server(
        "several fields", u"Change properties of 2 servers"_s,
        [](auto &change) {
            change.notes = u"n"_s;
            change.readOnly = true;
        },
        [](Server &s) {
            s.notes = u"n"_s;
            s.readOnly = true;
        });
    addRow("a server's name", renamePart(m_plan, u"a"_s, u"MBX9"_s), u"Rename A to MBX9"_s,
           [](Topology &after) { after.servers[0].name = u"MBX9"_s; });
    addRow("a name that another has", renamePart(m_plan, u"a"_s, u"B"_s), u"Rename A to B"_s,
           [](Topology &after) { after.servers[0].name = u"B"_s; });
    addRow("a site's name", renamePart(m_plan, u"hq"_s, u"Head"_s), u"Rename HQ to Head"_s,
           [](Topology &after) { after.sites[0].name = u"Head"_s; });
    addRow("a group's name", renamePart(m_plan, u"dag1"_s, u"DAG9"_s), u"Rename DAG1 to DAG9"_s,
           [](Topology &after) { after.groups[0].name = u"DAG9"_s; });
    addRow("moving", moveServers(m_plan, {u"a"_s, u"c"_s}, u"br"_s), u"Move 2 servers to BR"_s, [](Topology &after) {
        after.servers[0].site = u"br"_s;
        after.servers[2].site = u"br"_s;
    });
    addRow("a role more", giveRole(m_plan, m_catalog, {u"a"_s, u"d"_s}, u"hub-transport"_s),
           u"Give 2 servers the role Hub Transport"_s,
           [](Topology &after) { after.servers[0].roles << u"hub-transport"_s; });
    addRow("a role less", takeRole(m_plan, m_catalog, {u"a"_s, u"b"_s, u"d"_s}, u"mailbox"_s),
           u"Take the role Mailbox from 3 servers"_s, [](Topology &after) {
               after.servers[0].roles.clear();
               after.servers[1].roles.clear();
           });
    const auto site = [&](const char *what, const QString &text, const std::function<void(SiteChange &)> &set,
                          const std::function<void(Site &)> &byHand) {
        addRow(what, changeSites(m_plan, {u"br"_s}, with<SiteChange>(set)), text,
               [byHand](Topology &after) { byHand(after.sites[1]); });
    };
    site(
        "kind of a site", u"Change kind of BR"_s, [](auto &change) { change.kind = SiteKind::External; },
        [](Site &s) { s.kind = SiteKind::External; });
    site(
        "organization", u"Change organization of BR"_s, [](auto &change) { change.organization = u"o"_s; },
        [](Site &s) { s.organization = u"o"_s; });
    site(
        "internet facing", u"Change Internet access of BR"_s, [](auto &change) { change.internetFacing = true; },
        [](Site &s) { s.internetFacing = true; });
    site(
        "notes of a site", u"Change notes of BR"_s, [](auto &change) { change.notes = u"n"_s; },
        [](Site &s) { s.notes = u"n"_s; });
    const auto link = [&](const char *what, const QString &text, const std::function<void(LinkChange &)> &set,
                          const std::function<void(Link &)> &byHand) {
        addRow(what, changeLinks(m_plan, {{u"br"_s, u"hq"_s}}, with<LinkChange>(set)), text,
               [byHand](Topology &after) { byHand(after.links[0]); });
    };
    link(
        "cost", u"Change cost of the link BR – HQ"_s, [](auto &change) { change.cost = 7; },
        [](Link &l) { l.cost = 7; });
    link(
        "TLS", u"Change TLS of the link BR – HQ"_s, [](auto &change) { change.tlsDisabled = true; },
        [](Link &l) { l.tlsDisabled = true; });
    link(
        "filter", u"Change filtering of the link BR – HQ"_s, [](auto &change) { change.filtered = true; },
        [](Link &l) { l.filtered = true; });
    const auto group = [&](const char *what, const QString &text, const std::function<void(GroupChange &)> &set,
                           const std::function<void(Group &)> &byHand) {
        addRow(what, changeGroups(m_plan, {u"dag1"_s}, with<GroupChange>(set)), text,
               [byHand](Topology &after) { byHand(after.groups[0]); });
    };
    group(
        "members", u"Change members of DAG1"_s,
        [](auto &change) {
            change.members = QStringList{u"b"_s, u"gone"_s, u"d"_s};
        },
        [](Group &g) {
            g.members = {u"b"_s, u"d"_s};
        });
    group(
        "port", u"Change replication port of DAG1"_s,
        [](auto &change) { change.replicationPort = std::optional<quint16>(5000); },
        [](Group &g) { g.replicationPort = 5000; });
    group(
        "witnesses", u"Change properties of DAG1"_s,
        [](auto &change) {
            change.witness = u"d"_s;
            change.alternateWitness = u"c"_s;
        },
        [](Group &g) {
            g.witness = u"d"_s;
            g.alternateWitness = u"c"_s;
        });
    group(
        "addresses of a group", u"Change addresses of DAG1"_s,
        [](auto &change) { change.addresses = QStringList{u"192.0.2.1"_s}; },
        [](Group &g) { g.addresses = {u"192.0.2.1"_s}; });
    group(
        "what a DAG does not have", u"Change FQDN of DAG1"_s, [](auto &change) { change.fqdn = u"a.example"_s; },
        [](Group &) {});
    group(
        "notes of a group", u"Change notes of DAG1"_s, [](auto &change) { change.notes = u"n"_s; },
        [](Group &g) { g.notes = u"n"_s; });
    group(
        "an array", u"Change properties of DAG1"_s,
        [](auto &change) {
            change.kind = GroupType::CasArray;
            change.fqdn = u"a.example"_s;
            change.site = u"br"_s;
            change.loadBalancer = LoadBalancer::Nlb;
        },
        [](Group &g) {
            g.kind = GroupType::CasArray;
            g.fqdn = u"a.example"_s;
            g.site = u"br"_s;
            g.loadBalancer = LoadBalancer::Nlb;
        });
    group(
        "a dial plan", u"Change properties of DAG1"_s,
        [](auto &change) {
            change.kind = GroupType::DialPlan;
            change.gateways = QStringList{u"d"_s};
            change.security = SipSecurity::Secured;
        },
        [](Group &g) {
            g.kind = GroupType::DialPlan;
            g.gateways = {u"d"_s};
            g.security = SipSecurity::Secured;
        });
    addRow("site of a subscription",
           changeGroups(m_plan, {u"sub1"_s}, with<GroupChange>([](auto &change) { change.site = u"br"_s; })),
           u"Change site of SUB1"_s, [](Topology &after) { after.groups[1].site = u"br"_s; });
    addRow("members more", addMembers(m_plan, u"dag1"_s, {u"d"_s, u"a"_s, u"gone"_s}), u"Add 2 servers to DAG1"_s,
           [](Topology &after) { after.groups[0].members << u"d"_s; });
    addRow("members less", removeMembers(m_plan, u"dag1"_s, {u"a"_s}), u"Take A out of DAG1"_s,
           [](Topology &after) { after.groups[0].members = QStringList{u"b"_s}; });
    addRow("document", changeDocument(with<DocumentChange>([](auto &change) { change.name = u"N"_s; })),
           u"Change the document's name"_s, [](Topology &after) { after.name = u"N"_s; });
    addRow("catalog", changeDocument(with<DocumentChange>([](auto &change) { change.catalog = u"c"_s; })),
           u"Change the port reference"_s, [](Topology &after) { after.catalog = u"c"_s; });
    ChartView view;
    view.name = u"V"_s;
    view.focus.hops = 3; // a focus on nothing says nothing
    addRow("views", changeDocument(with<DocumentChange>([&](auto &change) { change.views = QList{view}; })),
           u"Change the saved views"_s, [view](Topology &after) {
               after.views = {view};
               after.views[0].focus = {};
           });
}

void TestChanges::changes()
{
    QFETCH(TopologyEdit, edit);
    QFETCH(QString, text);
    QFETCH(ByHand, byHand);
    Topology expected = m_plan;
    byHand(expected);
    QCOMPARE(edit.text, text);
    const Topology after = edit.apply(m_plan);
    QCOMPARE(writeTopology(after), writeTopology(expected));
    QCOMPARE(after, expected);
}

void TestChanges::whatTheReaderRefusesChangesNothing_data()
{
    QTest::addColumn<TopologyEdit>("edit");
    const auto server = [&](const char *what, const std::function<void(ServerChange &)> &set) {
        QTest::newRow(what) << changeServers(m_plan, {u"a"_s}, with<ServerChange>(set));
    };
    server("empty name", [](auto &change) { change.name = u" "_s; });
    server("long name", [](auto &change) { change.name = QString(257, u'n'); });
    server("name on two lines", [](auto &change) { change.name = u"a\u2028b"_s; });
    server("unknown site", [](auto &change) { change.site = u"gone"_s; });
    server("empty role", [](auto &change) { change.roles = QStringList{QString()}; });
    server("too many roles", [](auto &change) { change.roles = QStringList(1001, u"r"_s); });
    server("no host name", [](auto &change) { change.fqdn = u"-a"_s; });
    server("no address", [](auto &change) { change.addresses = QStringList{u"300.1.1.1"_s}; });
    server("range upside down", [](auto &change) { change.dynamicPorts = PortRange{9, 7}; });
    server("long version", [](auto &change) { change.version = QString(257, u'n'); });
    server("text turned round", [](auto &change) { change.operatingSystem = u"a\u202eb"_s; });
    server("no domain", [](auto &change) { change.domain = u"a..b"_s; });
    server("long notes", [](auto &change) { change.notes = QString(65537, u'n'); });
    server("one good field and one bad", [](auto &change) {
        change.notes = u"n"_s;
        change.fqdn = u"a b"_s;
    });
    QTest::newRow("empty site name") << renamePart(m_plan, u"hq"_s, QString());
    QTest::newRow("empty group name") << renamePart(m_plan, u"dag1"_s, QString());
    QTest::newRow("cost") << changeLinks(m_plan, {{u"hq"_s, u"br"_s}},
                                         with<LinkChange>([](auto &change) { change.cost = 0; }));
    QTest::newRow("port zero") << changeGroups(m_plan, {u"dag1"_s}, with<GroupChange>([](auto &change) {
                                                   change.replicationPort = std::optional<quint16>(0);
                                               }));
    QTest::newRow("unknown witness") << changeGroups(
        m_plan, {u"dag1"_s}, with<GroupChange>([](auto &change) { change.witness = u"gone"_s; }));
    QTest::newRow("document") << changeDocument(with<DocumentChange>([](auto &change) { change.name = QString(); }));
    QTest::newRow("no role") << giveRole(m_plan, m_catalog, {u"a"_s}, QString());
    ChartView view;
    view.name = u"V"_s;
    QTest::newRow("views of one name") << changeDocument(with<DocumentChange>([&](auto &change) {
        change.views = QList{view, view};
    }));
    view.pins << PinnedCard{u"server:a"_s, QPoint(0, 2000000)};
    QTest::newRow("pin out of the world")
        << changeDocument(with<DocumentChange>([&](auto &change) { change.views = QList{view}; }));
}

void TestChanges::whatTheReaderRefusesChangesNothing()
{
    QFETCH(TopologyEdit, edit);
    QCOMPARE(edit.apply(m_plan), m_plan);
}

void TestChanges::aGroupOfAnotherKindLosesWhatTheKindDoesNotHave()
{
    const auto loaded = parseTopology(
        R"({ "format": "portolan-topology", "version": 1, "name": "P", "catalog": "c",
             "sites": [{ "id": "s", "name": "S" }],
             "servers": [{ "id": "a", "name": "A", "site": "s", "roles": [] }],
             "groups": [{ "id": "g", "kind": "dag", "name": "G", "members": ["a"], "witness": "a", "own": 1 }] })",
        {});
    QVERIFY(loaded.has_value());
    const Topology after = changeGroups(loaded->topology, {u"g"_s},
                                        with<GroupChange>([](auto &change) { change.kind = GroupType::CasArray; }))
                               .apply(loaded->topology);
    const auto again = parseTopology(writeTopology(after), {});
    QVERIFY(again.has_value());
    QCOMPARE(again->topology, after);
    QVERIFY(again->topology.groups[0].kind == GroupType::CasArray);
    QCOMPARE(again->warnings.size(), 1); // of "own"; nothing is left of the witness
}

void TestChanges::keysOfUntouchedAndTouchedThingsStay()
{
    const auto loaded = parseTopology(
        R"({ "format": "portolan-topology", "version": 1, "name": "P", "catalog": "c", "own": 1,
             "sites": [{ "id": "s", "name": "S", "own": 2 }],
             "servers": [{ "id": "a", "own": 3, "name": "A", "site": "s", "roles": [] },
                         { "id": "b", "own": 4, "name": "B", "site": "s", "roles": [] }] })",
        {});
    QVERIFY(loaded.has_value());
    const Topology after = renamePart(loaded->topology, u"a"_s, u"Z"_s).apply(loaded->topology);
    const QByteArray text = writeTopology(after);
    for (const char *key : {"\"own\": 1", "\"own\": 2", "\"own\": 3", "\"own\": 4"})
        QVERIFY2(text.contains(key), key);
}

void TestChanges::acceptsFindings()
{
    AcceptedFinding accepted;
    accepted.rule = u"S4"_s;
    accepted.about = {u"a"_s, u"b"_s};
    accepted.reason = u"until spring"_s;
    const TopologyEdit edit = acceptFinding(accepted);
    QCOMPARE(edit.text, u"Accept finding S4"_s);
    Topology after = edit.apply(m_plan);
    QCOMPARE(after.accepted, QList{accepted});
    accepted.reason = u"until summer"_s;
    after = acceptFinding(accepted).apply(after);
    QCOMPARE(after.accepted, QList{accepted});
    AcceptedFinding turned = accepted;
    turned.about = {u"b"_s, u"a"_s, u"b"_s};
    turned.reason = u"until autumn"_s;
    after = acceptFinding(turned).apply(after);
    QCOMPARE(after.accepted.size(), 1);
    QCOMPARE(after.accepted.first().reason, turned.reason);
    accepted.reason = u" "_s;
    QCOMPARE(acceptFinding(accepted).apply(after), after);
    QCOMPARE(takeBackAcceptance(u"S4"_s, {u"a"_s}).apply(after), after);
    QCOMPARE(takeBackAcceptance(u"S4"_s, turned.about).apply(after), m_plan);
}

void TestChanges::idsThatAreGoneCountForNothing()
{
    ServerChange change;
    change.notes = u"n"_s;
    QCOMPARE(changeServers(m_plan, {u"gone"_s, u"hq"_s}, change).apply(m_plan), m_plan);
    QCOMPARE(moveServers(m_plan, {u"gone"_s}, u"br"_s).apply(m_plan), m_plan);
    QCOMPARE(renamePart(m_plan, u"gone"_s, u"N"_s).apply(m_plan), m_plan);
    QCOMPARE(addMembers(m_plan, u"gone"_s, {u"a"_s}).apply(m_plan), m_plan);
}

void TestChanges::keysForTypingDifferByFieldAndThing()
{
    QVERIFY(mergeKey({u"a"_s}, u"notes") == mergeKey({u"a"_s}, u"notes"));
    QVERIFY(mergeKey({u"a"_s}, u"notes") != mergeKey({u"a"_s}, u"name"));
    QVERIFY(mergeKey({u"a"_s}, u"notes") != mergeKey({u"b"_s}, u"notes"));
}

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_changes.moc"
