// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/topology/topology.h"

#include <QTemporaryDir>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

/// The topology's members around what a test is about.
QByteArray document(const QByteArray &members)
{
    return R"({ "format": "portolan-topology", "version": 1, "name": "Plan", "catalog": "any")"
        + (members.isEmpty() ? members : ", " + members) + " }";
}

LoadedTopology loaded(const QByteArray &text)
{
    const Result<LoadedTopology> result = parseTopology(text, u"plan.portolan"_s);
    if (!result)
        qWarning("%s", qPrintable(toText(result.error())));
    return result.value_or(LoadedTopology());
}

} // namespace

class TestTopologyReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsEveryMember()
    {
        const LoadedTopology result = loaded(R"({
  "format": "portolan-topology",
  "version": 1,
  "name": "Contoso messaging",
  "catalog": "exchange-2010",
  "sites": [
    { "id": "hq", "name": "Headquarters", "kind": "internal", "internetFacing": true, "notes": "two\n\tlines" },
    { "id": "branch", "name": "Branch office" },
    { "id": "dmz", "name": "Perimeter network", "kind": "perimeter" },
    { "id": "internet", "name": "Internet", "kind": "external", "organization": "world" }
  ],
  "links": [
    { "between": ["hq", "branch"], "cost": 50, "tlsDisabled": true },
    { "between": ["dmz", "hq"] }
  ],
  "servers": [
    { "id": "mbx1", "name": "MBX1", "site": "hq", "roles": ["mailbox", "hub-transport"],
      "fqdn": "mbx1.contoso.example", "addresses": ["192.0.2.11", "2001:db8::11"],
      "dynamicPorts": { "first": 60000, "last": 60099 }, "notes": "rack 4" },
    { "id": "mbx2", "name": "MBX2", "site": "branch", "roles": [] },
    { "id": "edge1", "name": "EDGE1", "site": "dmz", "roles": ["edge-transport"] }
  ],
  "groups": [
    { "id": "dag1", "kind": "dag", "name": "DAG1", "members": ["mbx1", "mbx2"], "replicationPort": 50000,
      "witness": "edge1", "notes": "w" },
    { "id": "sub1", "kind": "edge-subscription", "site": "hq", "members": ["edge1"] }
  ],
  "views": [
    { "name": "Border", "level": "servers", "labels": "full", "filter": "crosses:zone", "folded": [],
      "closed": ["gone"], "opened": ["hq"], "split": ["site:hq|site:dmz"],
      "focus": { "on": ["path:M7", "flow:M7:mbx1,@hq:dmz-edge1"], "hops": 3, "alone": true },
      "pins": [{ "card": "server:mbx1", "x": -5, "y": 1e2 }] },
    { "name": "Usual" }
  ]
})");
        QVERIFY(result.warnings.isEmpty());
        const Topology &topology = result.topology;
        QCOMPARE(topology.name, u"Contoso messaging"_s);
        QCOMPARE(topology.catalog, u"exchange-2010"_s);
        QCOMPARE(topology.sites.size(), 4);
        QCOMPARE(topology.sites[0].id, u"hq"_s);
        QCOMPARE(topology.sites[0].name, u"Headquarters"_s);
        QVERIFY(topology.sites[0].kind == SiteKind::Internal);
        QVERIFY(topology.sites[0].internetFacing);
        QCOMPARE(topology.sites[0].notes, u"two\n\tlines"_s);
        QVERIFY(topology.sites[1].kind == SiteKind::Internal);
        QVERIFY(!topology.sites[1].internetFacing);
        QVERIFY(topology.sites[1].organization.isEmpty());
        QVERIFY(topology.sites[2].kind == SiteKind::Perimeter);
        QVERIFY(topology.sites[3].kind == SiteKind::External);
        QCOMPARE(topology.sites[3].organization, u"world"_s);
        QCOMPARE(topology.links.size(), 2);
        QCOMPARE(topology.links[0].first, u"hq"_s);
        QCOMPARE(topology.links[0].second, u"branch"_s);
        QCOMPARE(topology.links[0].cost, 50);
        QVERIFY(topology.links[0].tlsDisabled);
        QCOMPARE(topology.links[1].first, u"dmz"_s);
        QCOMPARE(topology.links[1].cost, 100);
        QVERIFY(!topology.links[1].tlsDisabled);
        QCOMPARE(topology.servers.size(), 3);
        const Server &server = topology.servers[0];
        QCOMPARE(server.id, u"mbx1"_s);
        QCOMPARE(server.name, u"MBX1"_s);
        QCOMPARE(server.site, u"hq"_s);
        QCOMPARE(server.roles, (QStringList{u"mailbox"_s, u"hub-transport"_s}));
        QCOMPARE(server.fqdn, u"mbx1.contoso.example"_s);
        QCOMPARE(server.addresses, (QStringList{u"192.0.2.11"_s, u"2001:db8::11"_s}));
        QVERIFY(server.dynamicPorts == std::optional(PortRange{60000, 60099}));
        QCOMPARE(server.notes, u"rack 4"_s);
        QVERIFY(!topology.servers[1].dynamicPorts);
        QCOMPARE(topology.views.size(), 2);
        const ChartView &view = topology.views[0];
        QCOMPARE(view.name, u"Border"_s);
        QVERIFY(view.level == Level::Servers);
        QVERIFY(view.labels == LabelMode::Full);
        QCOMPARE(view.filter, u"crosses:zone"_s);
        QVERIFY(view.folded.isEmpty());
        QCOMPARE(view.closed, QStringList{u"gone"_s});
        QCOMPARE(view.opened, QStringList{u"hq"_s});
        QCOMPARE(view.split, QStringList{u"site:hq|site:dmz"_s});
        QCOMPARE(view.focus.on, (QStringList{u"path:M7"_s, u"flow:M7:mbx1,@hq:dmz-edge1"_s}));
        QCOMPARE(view.focus.hops, 3);
        QVERIFY(view.focus.alone);
        QCOMPARE(view.pins.size(), 1);
        QCOMPARE(view.pins[0].card, u"server:mbx1"_s);
        QCOMPARE(view.pins[0].place, QPoint(-5, 100));
        QVERIFY(topology.views[1].showsTheSame(ChartView()));
        QCOMPARE(topology.groups.size(), 2);
        const Group &dag = topology.groups[0];
        QVERIFY(dag.kind == GroupType::Dag);
        QCOMPARE(dag.id, u"dag1"_s);
        QCOMPARE(dag.name, u"DAG1"_s);
        QCOMPARE(dag.members, (QStringList{u"mbx1"_s, u"mbx2"_s}));
        QVERIFY(dag.replicationPort == std::optional<quint16>(50000));
        QCOMPARE(dag.witness, u"edge1"_s);
        QCOMPARE(dag.notes, u"w"_s);
        const Group &subscription = topology.groups[1];
        QVERIFY(subscription.kind == GroupType::EdgeSubscription);
        QCOMPARE(subscription.site, u"hq"_s);
        QVERIFY(!subscription.replicationPort);
        // The format does not ask for a group's name; such a group goes by its id.
        QCOMPARE(subscription.name, u"sub1"_s);
    }

    void theSmallestDocumentIsEmpty()
    {
        const LoadedTopology result = loaded(document({}));
        QCOMPARE(result.topology.name, u"Plan"_s);
        QVERIFY(result.topology.sites.isEmpty() && result.topology.servers.isEmpty());
        QVERIFY(result.warnings.isEmpty());
    }

    void theOrderOfKeysDoesNotMatter()
    {
        const Topology topology = loaded(R"({ "groups": [{ "members": ["a"], "kind": "dag", "id": "d" }],
  "links": [{ "between": ["s", "t"] }], "servers": [{ "roles": [], "site": "s", "name": "A", "id": "a" }],
  "sites": [{ "name": "S", "id": "s" }, { "id": "t", "name": "T" }], "catalog": "any", "name": "Plan", "version": 1,
  "format": "portolan-topology" })")
                                      .topology;
        QCOMPARE(topology.groups.size(), 1);
        QCOMPARE(topology.links.size(), 1);
    }

    void oddSpellingsOfNumbersAreNumbers()
    {
        const Topology topology = loaded(document(R"("sites": [{ "id": "a", "name": "A" }, { "id": "b", "name": "B" }],
  "links": [{ "between": ["a", "b"], "cost": 1.5e2 }])"))
                                      .topology;
        QCOMPARE(topology.links[0].cost, 150);
    }

    void textForPeopleMayBeAlmostAnything_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("markup") << QByteArray("<b>&amp;\\\"'</b>") << u"<b>&amp;\"'</b>"_s;
        QTest::newRow("umlauts") << QByteArray("Zürich") << u"Zürich"_s;
        QTest::newRow("Hebrew with a mark") << QByteArray("שלום\\u200f") << u"שלום\u200f"_s;
        QTest::newRow("above U+FFFF") << QByteArray("\\ud83c\\udf0d") << u"\U0001F30D"_s;
        QTest::newRow("256 characters") << QByteArray(256, 'x') << QString(256, u'x');
        QTest::newRow("a formula") << QByteArray("=cmd|' /C calc'!A0") << u"=cmd|' /C calc'!A0"_s;
    }

    void textForPeopleMayBeAlmostAnything()
    {
        QFETCH(QByteArray, name);
        QFETCH(QString, expected);
        const Topology topology = loaded(document("\"sites\": [{ \"id\": \"a\", \"name\": \"" + name
                                                  + "\", \"organization\": \"" + name + "\" }]"))
                                      .topology;
        QCOMPARE(topology.sites.value(0).name, expected);
        QCOMPARE(topology.sites.value(0).organization, expected);
    }

    void notesMayHaveLinesAndTabs()
    {
        const Topology topology =
            loaded(document(R"("sites": [{ "id": "a", "name": "A", "notes": "one\r\n\ttwo\u2028three" }])")).topology;
        QCOMPARE(topology.sites.value(0).notes, u"one\r\n\ttwo\u2028three"_s);
    }

    void hostNamesMayEndInADot_data()
    {
        QTest::addColumn<QString>("fqdn");
        for (const QString &fqdn : {u"a"_s, u"A.B.example"_s, u"a-b.c_d.example"_s, u"_sip.example"_s, u"a.example."_s,
                                    u"192.0.2.1"_s, QString(63, u'a') + u".example"_s})
            QTest::newRow(qPrintable(fqdn)) << fqdn;
    }

    void hostNamesMayEndInADot()
    {
        QFETCH(QString, fqdn);
        const Topology topology = loaded(document(R"("sites": [{ "id": "a", "name": "A" }],
  "servers": [{ "id": "s", "name": "S", "site": "a", "roles": [], "fqdn": ")"
                                                  + fqdn.toLatin1() + R"(" }])"))
                                      .topology;
        QCOMPARE(topology.servers.value(0).fqdn, fqdn);
    }

    void unknownKeysAreKeptWithAWarningThatNamesThem()
    {
        const LoadedTopology result =
            loaded(R"({ "format": "portolan-topology", "version": 1, "name": "Plan", "catalog": "any",
  "colour": "red",
  "sites": [{ "id": "a", "name": "A", "x": 1 }, { "id": "b", "name": "B" }],
  "links": [{ "between": ["a", "b"], "y z": [] }],
  "servers": [{ "id": "s", "name": "S", "site": "a", "roles": [], "dynamicPorts": { "first": 1, "last": 2, "step": 1 }, "q": {} }],
  "groups": [{ "id": "g", "kind": "dag", "members": ["s"], "r": null }] })");
        QStringList places;
        for (const Error &warning : result.warnings) {
            QCOMPARE(warning.code, ErrorCode::UnknownKey);
            QCOMPARE(warning.file, u"plan.portolan"_s);
            places << warning.place;
        }
        QCOMPARE(places,
                 (QStringList{u"sites[0].x"_s, u"servers[0].dynamicPorts.step"_s, u"servers[0].q"_s,
                              u"links[0][“y z”]"_s, u"groups[0].r"_s, u"colour"_s}));
        QCOMPARE(result.topology.sites[0].origin->find(u"x")->text, u"1"_s);
        QVERIFY(result.topology.origin->find(u"colour"));
    }

    void keysOfTheOtherKindOfGroupAreWarnedOf()
    {
        const LoadedTopology result = loaded(document(R"("sites": [{ "id": "a", "name": "A" }],
  "servers": [{ "id": "s", "name": "S", "site": "a", "roles": [] }],
  "groups": [{ "id": "g", "kind": "dag", "members": ["s"], "site": "a" },
             { "id": "h", "kind": "edge-subscription", "members": ["s"], "site": "a", "replicationPort": 1, "witness": "s" }])"));
        QStringList places;
        for (const Error &warning : result.warnings)
            places << warning.place;
        QCOMPARE(places, (QStringList{u"groups[0].site"_s, u"groups[1].replicationPort"_s, u"groups[1].witness"_s}));
        QVERIFY(result.topology.groups[0].site.isEmpty());
        QVERIFY(!result.topology.groups[1].replicationPort);
        QVERIFY(result.topology.groups[1].witness.isEmpty());
    }

    void anUnknownRoleIsNoReasonToRefuse()
    {
        const Topology topology = loaded(document(R"("sites": [{ "id": "a", "name": "A" }],
  "servers": [{ "id": "s", "name": "S", "site": "a", "roles": ["Fax machine"] }])"))
                                      .topology;
        QCOMPARE(topology.servers.value(0).roles, QStringList{u"Fax machine"_s});
    }

    void aByteOrderMarkIsSkipped() { QCOMPARE(loaded("\xEF\xBB\xBF" + document({})).topology.name, u"Plan"_s); }

    void loadsFiles()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"plan.portolan"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(document({}));
        file.close();
        const Result<LoadedTopology> result = loadTopology(file.fileName());
        QVERIFY(result);
        QCOMPARE(result->topology.name, u"Plan"_s);
        const Result<LoadedTopology> missing = loadTopology(folder.filePath(u"missing.portolan"_s));
        QVERIFY(!missing);
        QCOMPARE(missing.error().first().code, ErrorCode::CannotRead);
    }

    void wordsAreThoseOfTheFormat()
    {
        QCOMPARE(toString(SiteKind::Internal), u"internal"_s);
        QCOMPARE(toString(SiteKind::Perimeter), u"perimeter"_s);
        QCOMPARE(toString(SiteKind::External), u"external"_s);
        QCOMPARE(toString(GroupType::Dag), u"dag"_s);
        QCOMPARE(toString(GroupType::EdgeSubscription), u"edge-subscription"_s);
    }
};

QTEST_GUILESS_MAIN(TestTopologyReader)
#include "tst_topologyreader.moc"
