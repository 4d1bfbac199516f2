// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/flowset.h"

#include "tests/support/catalogdsl.h"
#include "tests/support/floworacle.h"
#include "tests/support/randomplan.h"
#include "tests/support/topologydsl.h"

#include <QSet>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

/// "source>destination" for each flow, of one data path or of all, sorted.
QStringList pairs(const FlowSet &flows, const QString &path = {})
{
    QStringList texts;
    flows.forEachFlow([&](const Flow &flow) {
        if (path.isEmpty() || flows.catalog().dataPaths()[flow.path].id == path)
            texts << flows.topology().servers[flow.source].id + u'>' + flows.topology().servers[flow.destination].id;
    });
    texts.sort();
    return texts;
}

QStringList pairs(const char *catalog, const char *topology)
{
    return pairs(deriveFlows(catalogFromText(catalog), topologyFromText(topology)));
}

/// "opener>target tcp/first-last service" for each port of each flow, sorted.
QStringList ports(const char *catalog, const char *topology)
{
    const FlowSet flows = deriveFlows(catalogFromText(catalog), topologyFromText(topology));
    QStringList texts;
    flows.forEachFlow([&](const Flow &flow) {
        for (const FlowPort &port : flows.ports(flow)) {
            QString range = QString::number(port.ports.first);
            if (port.ports.last != port.ports.first)
                range += u'-' + QString::number(port.ports.last);
            texts << u"%1>%2 %3/%4 %5"_s.arg(flows.topology().servers[port.source].id,
                                             flows.topology().servers[port.destination].id, toString(port.transport),
                                             range, flows.catalog().dataPaths()[flow.path].ports[port.entry].service);
        }
    });
    texts.sort();
    return texts;
}

Flow onlyFlow(const FlowSet &flows)
{
    Flow result;
    int count = 0;
    flows.forEachFlow([&](const Flow &flow) {
        result = flow;
        ++count;
    });
    if (count != 1)
        qFatal("one flow expected, not %d", count);
    return result;
}

} // namespace

class TestFlowSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scopeAdmits_data();
    void scopeAdmits();
    void nearestSite_data();
    void nearestSite();
    void sameServer_data();
    void sameServer();
    void portsResolve_data();
    void portsResolve();
    void pairOfSeveralRolesAndScopesCountsOnce();
    void entriesElsewhereSplitADestination();
    void flowStaysWhereAllItsPortsGoElsewhere();
    void sameServerHasItsOwnAuthentication();
    void linkSwitchesEncryptionOffBetweenItsTwoSites();
    void linkCannotSwitchOffWhatIsNotSupported();
    void emptyInputsGiveNoFlows();
    void serverInUnknownSiteTakesNoPart();
    void groupsAreTheSameOnEveryRun();
    void agreesWithTheSpecificationReadPairByPair();
    void builtInCatalogAgreesWithTheSpecification();
};

void TestFlowSet::scopeAdmits_data()
{
    QTest::addColumn<QByteArray>("catalog");
    QTest::addColumn<QByteArray>("topology");
    QTest::addColumn<QStringList>("expected");

    const auto row = [](const char *name, const char *catalog, const char *topology, const QStringList &expected) {
        QTest::newRow(name) << QByteArray(catalog) << QByteArray(topology) << expected;
    };
    const char *const organizations = "hq: a1[x] b1[y]\n"
                                      "br: a2[x] b2[y]\n"
                                      "dmz perimeter: a3[x] b3[y]\n"
                                      "net external org=world: a4[x] b4[y]\n"
                                      "lab org=world: a5[x] b5[y]\n";
    row("local: each server with itself only", "p: x -> x @ local", "hq: a[x] b[x] c[y]", {u"a>a"_s, u"b>b"_s});
    row("local: one server must have both ends", "p: x -> y @ local", "hq: a[x] b[y] c[x y]", {u"c>c"_s});
    row("site: all in the same site", "p: x -> y @ site", organizations,
        {u"a1>b1"_s, u"a2>b2"_s, u"a3>b3"_s, u"a4>b4"_s, u"a5>b5"_s});
    row("site: both directions, not to itself", "p: x -> x @ site", "hq: a[x] b[x]\nbr: c[x]", {u"a>b"_s, u"b>a"_s});
    row("organization: sites of every kind", "p: x -> y @ organization", organizations,
        {u"a1>b1"_s, u"a1>b2"_s, u"a1>b3"_s, u"a2>b1"_s, u"a2>b2"_s, u"a2>b3"_s, u"a3>b1"_s, u"a3>b2"_s, u"a3>b3"_s,
         u"a4>b4"_s, u"a4>b5"_s, u"a5>b4"_s, u"a5>b5"_s});
    row("other-site: internal sites of one organization", "p: x -> y @ other-site", organizations,
        {u"a1>b2"_s, u"a2>b1"_s});
    row("other-organization", "p: x -> y @ other-organization",
        "hq: a1[x]\ndmz perimeter: b2[y]\nnet external org=world: b3[y]\n"
        "far external org=mars: a4[x] b4[y]\n",
        {u"a1>b3"_s, u"a1>b4"_s, u"a4>b2"_s, u"a4>b3"_s});
    row("dag: members of the same one, across sites", "p: mailbox -> mailbox @ dag",
        "hq: a[mailbox] b[mailbox] x[mailbox]\nbr: c[mailbox] d[mailbox]\nd1 = dag(a c)\nd2 = dag(b d)",
        {u"a>c"_s, u"b>d"_s, u"c>a"_s, u"d>b"_s});
    row("dag: a server may be in two", "p: mailbox -> mailbox @ dag",
        "hq: a[mailbox] b[mailbox] c[mailbox]\nd1 = dag(a b)\nd2 = dag(b c)", {u"a>b"_s, u"b>a"_s, u"b>c"_s, u"c>b"_s});
    row("dag: a member needs the role", "p: mailbox -> mailbox @ dag", "hq: a[mailbox] b[hub]\nd1 = dag(a b)", {});
    row("dag: a subscription is none", "p: edge -> edge @ dag",
        "hq:\ndmz perimeter: e1[edge] e2[edge]\ns = edge-subscription(e1 e2) site=hq", {});
    const char *const edges = "hq: h1[hub]\nbr: h2[hub]\ndmz perimeter: e1[edge] e2[edge] e3[edge] h3[hub]\n"
                              "s1 = edge-subscription(e1 e2) site=hq\ns2 = edge-subscription(e2) site=br\n";
    row("edge-subscription: towards the Edge", "p: hub -> edge @ edge-subscription", edges,
        {u"h1>e1"_s, u"h1>e2"_s, u"h2>e2"_s});
    row("edge-subscription: from the Edge", "p: edge -> hub @ edge-subscription", edges,
        {u"e1>h1"_s, u"e2>h1"_s, u"e2>h2"_s});
    row("edge-subscription: both ways in one path", "p: edge, hub -> hub, edge @ edge-subscription", edges,
        {u"e1>h1"_s, u"e2>h1"_s, u"e2>h2"_s, u"h1>e1"_s, u"h1>e2"_s, u"h2>e2"_s});
    row("edge-subscription: a member needs the role", "p: hub -> edge, x @ edge-subscription",
        "hq: h1[hub]\ndmz perimeter: e1[x] e2[edge]\ns1 = edge-subscription(e1 e2) site=hq", {u"h1>e2"_s});
    row("edge-subscription: no end has the member role", "p: hub -> x @ edge-subscription\nq: edge -> edge @ local",
        "hq: h1[hub]\ndmz perimeter: e1[edge x]\ns1 = edge-subscription(e1) site=hq", {u"e1>e1"_s});
    row("edge-subscription: one without a site", "p: hub -> edge @ edge-subscription",
        "hq: h[hub] e[edge]\ns = edge-subscription(e)", {});
    const char *const clients =
        "hq facing: o1[client] c1[cas]\nbr: o2[client] c2[cas]\nfar: o3[client]\n"
        "dmz perimeter facing: o4[client] c4[cas]\nnet external org=world facing: o5[client] c5[cas]\n"
        "hq - br 10\nbr - far 10\nfar - dmz 1\n";
    row("client", "p: client -> cas @ client", clients, {u"o1>c1"_s, u"o2>c2"_s, u"o3>c2"_s, u"o4>c1"_s, u"o5>c1"_s});
    row("internal-client", "p: client -> cas @ internal-client", clients, {u"o1>c1"_s, u"o2>c2"_s, u"o3>c2"_s});
    row("external-client", "p: client -> cas @ external-client", clients, {u"o4>c1"_s, u"o5>c1"_s});
    row("client outside reaches every site that faces the Internet", "p: client -> cas @ client",
        "hq facing: c1[cas] c2[cas]\nbr facing: c3[cas]\nlab facing org=world: c4[cas]\nin: c5[cas]\nnet external: "
        "o[client]\n",
        {u"o>c1"_s, u"o>c2"_s, u"o>c3"_s, u"o>c4"_s});
    row("unknown roles give nothing", "p: x -> y @ organization", "hq: a[x z] b[z] c[y]", {u"a>c"_s});
}

void TestFlowSet::scopeAdmits()
{
    QFETCH(QByteArray, catalog);
    QFETCH(QByteArray, topology);
    QFETCH(QStringList, expected);
    QCOMPARE(pairs(catalog.constData(), topology.constData()), expected);
}

void TestFlowSet::nearestSite_data()
{
    QTest::addColumn<QByteArray>("topology");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("own site first, all its servers")
        << QByteArray("a: m[m] d1[d] d2[d]\nb: d3[d]\na - b 1") << QStringList{u"m>d1"_s, u"m>d2"_s};
    QTest::newRow("own site although an id is smaller")
        << QByteArray("z: m[m] d1[d]\na: d2[d]") << QStringList{u"m>d1"_s};
    QTest::newRow("least total cost, not fewest links")
        << QByteArray("a: m[m]\nb:\nc: d1[d]\nz: d2[d]\na - c 100\na - b 40\nb - z 40") << QStringList{u"m>d2"_s};
    QTest::newRow("links count in both directions")
        << QByteArray("a: m[m]\nb:\nc: d[d]\nc - b 5\nb - a 5") << QStringList{u"m>d"_s};
    QTest::newRow("default cost 100") << QByteArray("a: m[m]\nb: d1[d]\nc: d2[d]\na - b\na - c 99")
                                      << QStringList{u"m>d2"_s};
    QTest::newRow("on a tie the smaller id")
        << QByteArray("a: m[m]\nc: d1[d]\nb: d2[d]\na - c 10\na - b 10") << QStringList{u"m>d2"_s};
    QTest::newRow("ids compare byte by byte: - before . before digits before letters")
        << QByteArray("m: m[m]\nb1: d1[d]\nb.1: d2[d]\nb-1: d3[d]\nm - b1\nm - b.1\nm - b-1") << QStringList{u"m>d3"_s};
    QTest::newRow("a tie over several links")
        << QByteArray("a: m[m]\nx:\ny:\nd: d1[d]\nc: d2[d]\na - x 10\nx - d 20\na - y 20\ny - c 10")
        << QStringList{u"m>d2"_s};
    QTest::newRow("no chain of links, no flow") << QByteArray("a: m[m]\nb:\nc: d[d]\na - b") << QStringList{};
    QTest::newRow("no links at all: fully linked")
        << QByteArray("c: m[m]\nb: d1[d]\na: d2[d]") << QStringList{u"m>d2"_s};
    QTest::newRow("no links at all: within the organization")
        << QByteArray("c: m[m]\nb: d1[d]\na org=world: d2[d]") << QStringList{u"m>d1"_s};
    QTest::newRow("links to other organizations lead nowhere")
        << QByteArray("a: m[m]\nb org=world: d1[d]\nc: d2[d]\na - b 1\nb - c 1") << QStringList{};
    QTest::newRow("a chain may run through a perimeter and end there")
        << QByteArray("a: m[m]\nb perimeter:\nc perimeter: d[d]\na - b\nb - c") << QStringList{u"m>d"_s};
    QTest::newRow("costs beyond 32 bits in sum")
        << QByteArray("a: m[m]\nb:\nc: d1[d]\nz: d2[d]\na - b 2000000000\nb - c 2000000000\na - z 2100000000")
        << QStringList{u"m>d2"_s};
}

void TestFlowSet::nearestSite()
{
    QFETCH(QByteArray, topology);
    QFETCH(QStringList, expected);
    QCOMPARE(pairs("p: m -> d @ directory", topology.constData()), expected);
}

void TestFlowSet::sameServer_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("roles");
    QTest::addColumn<bool>("isFlow");

    QTest::newRow("two roles for the two ends") << QByteArray("p: x -> y @ site") << QByteArray("x y") << true;
    QTest::newRow("one role cannot be both ends") << QByteArray("p: x -> x @ site") << QByteArray("x") << false;
    QTest::newRow("one role of two at both ends") << QByteArray("p: x, y -> x, y @ site") << QByteArray("y") << false;
    QTest::newRow("two roles of two at both ends") << QByteArray("p: x, y -> x, y @ site") << QByteArray("y x") << true;
    QTest::newRow("the first from role is the only to role")
        << QByteArray("p: x, y -> x @ site") << QByteArray("x y") << false;
    QTest::newRow("the path's order of from roles counts")
        << QByteArray("p: y, x -> x @ site") << QByteArray("x y") << true;
    QTest::newRow("local needs no second role") << QByteArray("p: x -> x @ local") << QByteArray("x") << true;
    QTest::newRow("local beside dag") << QByteArray("p: x -> x @ dag, local") << QByteArray("x") << true;
    QTest::newRow("organization") << QByteArray("p: x -> y @ organization") << QByteArray("x y") << true;
    QTest::newRow("other-site never") << QByteArray("p: x -> y @ other-site") << QByteArray("x y") << false;
    QTest::newRow("other-organization never")
        << QByteArray("p: x -> y @ other-organization") << QByteArray("x y") << false;
    QTest::newRow("dag never") << QByteArray("p: x -> y @ dag") << QByteArray("x y") << false;
    QTest::newRow("directory: the own site is the nearest")
        << QByteArray("p: x -> y @ directory") << QByteArray("x y") << true;
    QTest::newRow("client in an internal site") << QByteArray("p: x -> y @ client") << QByteArray("x y") << true;
    QTest::newRow("internal-client") << QByteArray("p: x -> y @ internal-client") << QByteArray("x y") << true;
    QTest::newRow("external-client never") << QByteArray("p: x -> y @ external-client") << QByteArray("x y") << false;
    QTest::newRow("edge and hub in the subscribed site")
        << QByteArray("p: edge -> hub @ edge-subscription") << QByteArray("edge hub") << true;
    QTest::newRow("a to role elsewhere") << QByteArray("p: x -> y @ site; tcp/1 one at=z") << QByteArray("x z") << true;
}

void TestFlowSet::sameServer()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, roles);
    QFETCH(bool, isFlow);
    const QByteArray topology = "hq facing: s[" + roles + "] t[t]\nd = dag(s t)\ne = edge-subscription(s) site=hq";
    const FlowSet flows = deriveFlows(catalogFromText(path.constData()), topologyFromText(topology.constData()));
    QCOMPARE(pairs(flows), isFlow ? QStringList{u"s>s"_s} : QStringList());
    QCOMPARE(flows.flowCount(), isFlow ? 1 : 0);
    for (const FlowGroup &group : flows.groups())
        QVERIFY(group.self);
}

void TestFlowSet::portsResolve_data()
{
    QTest::addColumn<QByteArray>("catalog");
    QTest::addColumn<QByteArray>("topology");
    QTest::addColumn<QStringList>("expected");

    const auto row = [](const char *name, const char *catalog, const char *topology, const QStringList &expected) {
        QTest::newRow(name) << QByteArray(catalog) << QByteArray(topology) << expected;
    };
    row("fixed and ranges", "p: x -> y @ site; tcp/25 smtp; udp/5075-5077 im", "hq: a[x] b[y]",
        {u"a>b tcp/25 smtp"_s, u"a>b udp/5075-5077 im"_s});
    row("no port", "p: x -> y @ site", "hq: a[x] b[y]", {});
    row("dynamic: the destination's own range", "p: x -> y @ site; tcp/rpc-dynamic rpc",
        "hq: a[x] b[y dynamic=60000-60099]", {u"a>b tcp/60000-60099 rpc"_s});
    row("dynamic: a static port", "p: x -> y @ site; tcp/dynamic sip", "hq: a[x] b[y dynamic=5065-5065]",
        {u"a>b tcp/5065 sip"_s});
    row("dynamic: the rule for one role, then the rest", "p: cas, x -> cas, x @ site; tcp/rpc-dynamic rpc",
        "hq: a[x] b[cas]", {u"a>b tcp/6005-65534 rpc"_s, u"b>a tcp/49152-65535 rpc"_s});
    row("reverse: the ends change places", "p: ocs -> cas @ site; tcp/5075-5077 im; tcp/5061 sips reverse",
        "hq: a[ocs] b[cas]", {u"a>b tcp/5075-5077 im"_s, u"b>a tcp/5061 sips"_s});
    row("reverse: the dynamic range of the one that is called", "p: x -> cas @ site; tcp/dynamic back reverse",
        "hq: a[x] b[cas]", {u"b>a tcp/49152-65535 back"_s});
    row("bidirectional: each entry both ways",
        "p: gw -> um @ site; tcp/5060 sip; udp/1024-65535 rtp reverse; bidirectional", "hq: a[gw] b[um]",
        {u"a>b tcp/5060 sip"_s, u"a>b udp/1024-65535 rtp"_s, u"b>a tcp/5060 sip"_s, u"b>a udp/1024-65535 rtp"_s});
    row("bidirectional on one server: once", "p: gw -> um @ site; tcp/5060 sip; tcp/5061 sips reverse; bidirectional",
        "hq: a[gw um]", {u"a>a tcp/5060 sip"_s, u"a>a tcp/5061 sips"_s});
    const char *const shipping = "p: mailbox -> mailbox @ site; tcp/64327 ship setting=dag.replicationPort";
    row("the port of the DAG that has both", shipping, "hq: a[mailbox] b[mailbox]\nd1 = dag(a b) port=7000",
        {u"a>b tcp/7000 ship"_s, u"b>a tcp/7000 ship"_s});
    row("the smallest id where several DAGs do", shipping,
        "hq: a[mailbox] b[mailbox]\nd3 = dag(a b) port=7003\nd2 = dag(b a) port=7002\nd1 = dag(a) port=7001",
        {u"a>b tcp/7002 ship"_s, u"b>a tcp/7002 ship"_s});
    row("a DAG without a port of its own", shipping,
        "hq: a[mailbox] b[mailbox]\nd1 = dag(a b)\nd2 = dag(a b) port=7002",
        {u"a>b tcp/64327 ship"_s, u"b>a tcp/64327 ship"_s});
    row("no DAG that has both", shipping, "hq: a[mailbox] b[mailbox]\nd1 = dag(a) port=7001\nd2 = dag(b) port=7002",
        {u"a>b tcp/64327 ship"_s, u"b>a tcp/64327 ship"_s});
    row("an entry for another role, in another site", "p: m -> dc @ directory; tcp/389 ldap; tcp/3268 gc at=gc",
        "hq: d1[dc gc]\nbr: m1[m] d2[dc]\nhq - br", {u"m1>d1 tcp/3268 gc"_s, u"m1>d2 tcp/389 ldap"_s});
    row("several roles at the far end: the nearest site for each", "p: m -> dc, dns @ directory; tcp/53 dns",
        "hq: d1[dc] n1[dns]\nbr: m1[m] d2[dc]\nhq - br", {u"m1>d2 tcp/53 dns"_s, u"m1>n1 tcp/53 dns"_s});
}

void TestFlowSet::portsResolve()
{
    QFETCH(QByteArray, catalog);
    QFETCH(QByteArray, topology);
    QFETCH(QStringList, expected);
    QCOMPARE(ports(catalog.constData(), topology.constData()), expected);
}

void TestFlowSet::pairOfSeveralRolesAndScopesCountsOnce()
{
    QCOMPARE(pairs("p: x, y -> y, z @ site, organization, dag, client", "hq: a[x y] b[y z]\nd = dag(a b)"),
             (QStringList{u"a>a"_s, u"a>b"_s, u"b>a"_s, u"b>b"_s}));
}

void TestFlowSet::entriesElsewhereSplitADestination()
{
    const FlowSet flows =
        deriveFlows(catalogFromText("p: m -> dc @ directory; tcp/389 ldap; tcp/3268 gc at=gc; tcp/88 kerberos"),
                    topologyFromText("hq: m1[m] both[dc gc] plain[dc] odd[gc]"));
    QMap<QString, quint32> entries;
    flows.forEachFlow([&](const Flow &flow) {
        const QString id = flows.topology().servers[flow.destination].id;
        QVERIFY2(!entries.contains(id), "a pair in two groups");
        entries[id] = flow.entries;
    });
    QCOMPARE(entries, (QMap<QString, quint32>{{u"both"_s, 0b111}, {u"plain"_s, 0b101}, {u"odd"_s, 0b010}}));
}

void TestFlowSet::flowStaysWhereAllItsPortsGoElsewhere()
{
    const FlowSet flows =
        deriveFlows(catalogFromText("p: m -> dc @ site; tcp/3268 gc at=gc"), topologyFromText("hq: m1[m] d1[dc]"));
    const Flow flow = onlyFlow(flows);
    QCOMPARE(flow.entries, 0U);
    QVERIFY(flows.ports(flow).isEmpty());
}

void TestFlowSet::sameServerHasItsOwnAuthentication()
{
    const FlowSet flows =
        deriveFlows(catalogFromText("p: mailbox -> hub @ site; tcp/135 rpc; auth=ntlm; same-server=kerberos"),
                    topologyFromText("hq: a[mailbox] b[hub mailbox]"));
    QMap<QString, QStringList> found;
    flows.forEachFlow(
        [&](const Flow &flow) { found[flows.topology().servers[flow.source].id] = flows.defaultAuthentication(flow); });
    QCOMPARE(found, (QMap<QString, QStringList>{{u"a"_s, {u"ntlm"_s}}, {u"b"_s, {u"kerberos"_s}}}));
}

void TestFlowSet::linkSwitchesEncryptionOffBetweenItsTwoSites()
{
    const FlowSet flows = deriveFlows(
        catalogFromText(
            "p: hub -> hub @ organization; tcp/25 smtp; link-tls\nq: hub -> hub @ organization; tcp/25 smtp"),
        topologyFromText("a: a1[hub] a2[hub]\nb: b1[hub]\nc: c1[hub]\na - b tls-off\nb - c tls-off\na - c"));
    QStringList disabled;
    flows.forEachFlow([&](const Flow &flow) {
        if (flows.encryption(flow) != Encryption::Encrypted) {
            QCOMPARE(toString(flows.encryption(flow)), u"disabled"_s);
            disabled << flows.catalog().dataPaths()[flow.path].id + u' ' + flows.topology().servers[flow.source].id
                    + u'>' + flows.topology().servers[flow.destination].id;
        }
    });
    disabled.sort();
    QCOMPARE(disabled,
             (QStringList{u"p a1>b1"_s, u"p a2>b1"_s, u"p b1>a1"_s, u"p b1>a2"_s, u"p b1>c1"_s, u"p c1>b1"_s}));
}

void TestFlowSet::linkCannotSwitchOffWhatIsNotSupported()
{
    const FlowSet flows =
        deriveFlows(catalogFromText("p: x -> y @ organization; tcp/25 smtp; link-tls; encryption=none"),
                    topologyFromText("a: a1[x]\nb: b1[y]\na - b tls-off"));
    QCOMPARE(toString(flows.encryption(onlyFlow(flows))), u"none"_s);
}

void TestFlowSet::emptyInputsGiveNoFlows()
{
    const FlowSet none;
    QCOMPARE(none.flowCount(), 0);
    QVERIFY(none.groups().empty());
    QVERIFY(none.set(0).empty());
    QCOMPARE(deriveFlows(Catalog(), topologyFromText("hq: a[x]")).flowCount(), 0);
    QCOMPARE(deriveFlows(catalogFromText("p: x -> y @ site"), Topology()).flowCount(), 0);
}

void TestFlowSet::serverInUnknownSiteTakesNoPart()
{
    Topology topology = topologyFromText("hq: a[x y] b[y]\nd = dag(a b)\ne = edge-subscription(a) site=gone");
    topology.servers[0].site = u"gone"_s;
    topology.links << Link{u"hq"_s, u"gone"_s, 1, true, false, nullptr};
    const FlowSet flows = deriveFlows(
        catalogFromText("p: x, y -> x, y @ local, site, organization, dag, edge-subscription, directory"), topology);
    QCOMPARE(pairs(flows), (QStringList{u"b>b"_s}));
    QCOMPARE(flows.siteOf(0), -1);
}

void TestFlowSet::groupsAreTheSameOnEveryRun()
{
    for (quint64 seed = 0; seed < 50; ++seed) {
        const RandomPlan plan = randomPlan(seed);
        const FlowSet first = deriveFlows(plan.catalog, plan.topology);
        const FlowSet second = deriveFlows(plan.catalog, plan.topology);
        QCOMPARE(second.groups().size(), first.groups().size());
        for (size_t i = 0; i < first.groups().size(); ++i) {
            const FlowGroup &a = first.groups()[i];
            const FlowGroup &b = second.groups()[i];
            QVERIFY(a.path == b.path && a.self == b.self && a.entries == b.entries);
            QVERIFY(first.set(a.sources) == second.set(b.sources)
                    && first.set(a.destinations) == second.set(b.destinations));
        }
    }
}

namespace {

void compareWithOracle(const Catalog &catalog, const Topology &topology)
{
    const FlowSet flows = deriveFlows(catalog, topology);
    const FlowOracle oracle(catalog, topology);
    QMap<QString, QList<int>> found;
    qint64 count = 0;
    quint16 path = 0;
    flows.forEachFlow([&](const Flow &flow) {
        QVERIFY2(flow.path >= path, "groups out of order");
        path = flow.path;
        const QString key = catalog.dataPaths()[flow.path].id + u' ' + topology.servers[flow.source].id + u' '
            + topology.servers[flow.destination].id;
        QVERIFY2(!found.contains(key), qPrintable(key + u" is in two groups"_s));
        QList<int> entries;
        for (int i = 0; i < 32; ++i) {
            if (flow.entries >> i & 1)
                entries << i;
        }
        found.insert(key, entries);
        ++count;
    });
    QCOMPARE(found, oracle.flows());
    QCOMPARE(flows.flowCount(), count);
    for (const FlowGroup &group : flows.groups()) {
        const ServerSet &sources = flows.set(group.sources);
        const ServerSet &destinations = flows.set(group.destinations);
        QVERIFY(!sources.empty() && !destinations.empty());
        QVERIFY(std::is_sorted(sources.begin(), sources.end())
                && std::is_sorted(destinations.begin(), destinations.end()));
        QVERIFY(!group.self || group.sources == group.destinations);
    }
}

} // namespace

void TestFlowSet::agreesWithTheSpecificationReadPairByPair()
{
    qint64 flows = 0;
    for (quint64 seed = 0; seed < 1500; ++seed) {
        const RandomPlan plan = randomPlan(seed);
        compareWithOracle(plan.catalog, plan.topology);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(u"seed %1"_s.arg(seed)));
        flows += deriveFlows(plan.catalog, plan.topology).flowCount();
    }
    QVERIFY2(flows > 20000, "the plans are too thin to prove anything");
}

void TestFlowSet::builtInCatalogAgreesWithTheSpecification()
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    QVERIFY2(catalog.has_value(), catalog ? "" : qPrintable(toText(catalog.error())));
    const Topology topology =
        topologyFromText("hq facing: dc1[domain-controller global-catalog] dc2[domain-controller] cas1[client-access] "
                         "hub1[hub-transport] "
                         "mbx1[mailbox] mbx2[mailbox] um1[unified-messaging] rms1[ad-rms] ocs1[communications-server] "
                         "ol1[outlook] adm[admin-workstation]\n"
                         "br: all1[client-access hub-transport mailbox] gc2[global-catalog] old1[legacy-mailbox] "
                         "gw1[ip-gateway] ol2[outlook]\n"
                         "dr: mbx3[mailbox dynamic=60000-60010] hub3[hub-transport] cas3[client-access]\n"
                         "dmz perimeter: edge1[edge-transport] edge2[edge-transport]\n"
                         "net external org=world: ol3[outlook] eas1[activesync-device] web1[web-browser] "
                         "pop1[pop3-client] imap1[imap4-client] "
                         "smtp1[smtp-client] edge9[edge-transport]\n"
                         "hq - br 50 tls-off\nhq - dr 20\nbr - dr 20\nhq - dmz 10\n"
                         "dag1 = dag(mbx1 mbx2 mbx3) port=64400\nsub1 = edge-subscription(edge1 edge2) site=hq\n");
    compareWithOracle(*catalog, topology);
    QVERIFY(deriveFlows(*catalog, topology).flowCount() > 200);
}

QTEST_GUILESS_MAIN(TestFlowSet)
#include "tst_flowset.moc"
