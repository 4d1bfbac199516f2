// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/generate.h"
#include "model/reachability/addresskinds.h"
#include "model/reachability/reachabilityplan.h"

#include "tests/support/topologydsl.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

FlowSet flowsOf(const Topology &topology)
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    if (!catalog)
        qFatal("%s", qPrintable(toText(catalog.error())));
    return deriveFlows(*catalog, topology);
}

FlowSet flowsOf(const char *text)
{
    return flowsOf(topologyFromText(text));
}

ReachabilityPlan planFrom(const char *text, const QString &vantage)
{
    return planChecks(flowsOf(text), {vantage, {}, {}});
}

QStringList keysOf(const ReachabilityPlan &plan)
{
    QStringList keys;
    for (const PlannedCheck &check : plan.checks)
        keys << check.key;
    return keys;
}

/// A hub, and a directory server that it asks.
constexpr const char *kHubAndDirectory =
    "hq: h[hub-transport ip=10.0.0.1] d[domain-controller global-catalog ip=10.0.0.2]";

} // namespace

class TestReachabilityPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void planIsWhatTheVantageOpens();
    void theDirectionOfAPortDecides();
    void handedOutPortsAreAskedForAtTheMapper();
    void whatCannotBeAskedSaysWhy();
    void flowsShareChecks();
    void elsewhereSharesTargets();
    void localFlowsAreNotChecked();
    void addressesAreThoseOfThePlan();
    void refusesWhatIsNoHost_data();
    void refusesWhatIsNoHost();
    void kindsOfAddresses_data();
    void kindsOfAddresses();
    void publicAddressesAreFlagged();
    void orderAndKeysAreTheSameEveryTime();
    void anUnknownVantagePlansNothing();
    void guessesTheServer_data();
    void guessesTheServer();
};

void TestReachabilityPlan::planIsWhatTheVantageOpens()
{
    const ReachabilityPlan plan = planFrom(kHubAndDirectory, u"h"_s);
    QCOMPARE(plan.hosts, 1);
    QSet<QString> asked;
    for (const QString &key : keysOf(plan))
        asked.insert(key.section(u' ', 0, 1));
    QCOMPARE(asked,
             (QSet<QString>{u"d tcp/53"_s, u"d udp/53"_s, u"d tcp/88"_s, u"d udp/88"_s, u"d tcp/135"_s, u"d tcp/389"_s,
                            u"d udp/389"_s, u"d tcp/3268"_s}));
    for (const PlannedFlowPort &port : plan.ports)
        QCOMPARE(port.port.source, 0U);
    // The directory server opens nothing here.
    QVERIFY(planFrom(kHubAndDirectory, u"d"_s).checks.empty());
}

void TestReachabilityPlan::theDirectionOfAPortDecides()
{
    // The gateway and the server call each other: each of them checks its own calls only.
    const char *calls = "hq: u[unified-messaging] g[ip-gateway]\nplan1 = dial-plan(u) gateways=g";
    for (const auto &[vantage, other] : {std::pair(u"u"_s, u"g"_s), std::pair(u"g"_s, u"u"_s)}) {
        const ReachabilityPlan plan = planFrom(calls, vantage);
        QVERIFY(!plan.checks.empty());
        for (const QString &key : keysOf(plan))
            QVERIFY2(key.startsWith(other + u' '), qPrintable(key));
    }
}

void TestReachabilityPlan::handedOutPortsAreAskedForAtTheMapper()
{
    const ReachabilityPlan plan = planFrom("hq: m[mailbox] h[hub-transport]", u"m"_s);
    int handedOut = 0;
    for (const PlannedFlowPort &port : plan.ports) {
        const PortEntry &entry = plan.flows.catalog().dataPaths()[port.flow.path].ports[port.port.entry];
        if (entry.kind != PortKind::RpcDynamic)
            continue;
        ++handedOut;
        QVERIFY(port.check >= 0);
        QCOMPARE(plan.checks[static_cast<size_t>(port.check)].request.port, 135);
    }
    QVERIFY(handedOut > 0);
}

void TestReachabilityPlan::whatCannotBeAskedSaysWhy()
{
    const ReachabilityPlan plan =
        planFrom("hq: u[unified-messaging] g[ip-gateway]\nplan1 = dial-plan(u) gateways=g", u"g"_s);
    int media = 0;
    for (const PlannedFlowPort &port : plan.ports) {
        if (port.port.transport != Transport::Udp)
            continue;
        ++media;
        QCOMPARE(port.check, -1);
        QVERIFY(!port.why.isEmpty());
    }
    QCOMPARE(media, 1);
}

void TestReachabilityPlan::flowsShareChecks()
{
    const ReachabilityPlan plan =
        planFrom("hq: m[mailbox hub-transport unified-messaging] d[domain-controller]", u"m"_s);
    const QStringList keys = keysOf(plan);
    QCOMPARE(QSet<QString>(keys.begin(), keys.end()).size(), keys.size());
    const auto ldap = [&plan](const PlannedFlowPort &port) {
        return port.port.transport == Transport::Tcp && port.port.ports.first == 389;
    };
    QSet<int> checks;
    int ports = 0;
    for (const PlannedFlowPort &port : plan.ports) {
        if (!ldap(port))
            continue;
        ++ports;
        checks.insert(port.check);
    }
    QVERIFY(ports > 1);
    QCOMPARE(checks.size(), 1);
}

void TestReachabilityPlan::elsewhereSharesTargets()
{
    const char *hubs = "hq: a[hub-transport] b[hub-transport] c[hub-transport]";
    const ReachabilityPlan plan = planFrom(hubs, {});
    QCOMPARE(keysOf(plan),
             (QStringList{u"a tcp/25 smtp starttls"_s, u"b tcp/25 smtp starttls"_s, u"c tcp/25 smtp starttls"_s}));
    QCOMPARE(plan.ports.size(), 6U);
    QCOMPARE(plan.hosts, 3);
}

void TestReachabilityPlan::localFlowsAreNotChecked()
{
    const ReachabilityPlan plan = planFrom("hq: a[hub-transport mailbox client-access]", {});
    QVERIFY(flowsOf("hq: a[hub-transport mailbox client-access]").flowCount() > 0);
    QVERIFY(plan.ports.empty());
    QVERIFY(plan.checks.empty());
}

void TestReachabilityPlan::addressesAreThoseOfThePlan()
{
    const auto check = [](const char *hub) {
        const QByteArray text = QByteArray("hq: a[hub-transport] ") + hub;
        const ReachabilityPlan plan = planFrom(text.constData(), u"a"_s);
        return plan.checks.empty() ? PlannedCheck() : plan.checks.front();
    };
    const PlannedCheck both = check("b[hub-transport fqdn=b.corp.example ip=10.0.0.2]");
    QCOMPARE(both.addresses, QStringList(u"10.0.0.2"_s));
    QCOMPARE(both.request.host, u"b.corp.example"_s);
    QCOMPARE(both.request.domain, u"corp.example"_s);
    const PlannedCheck name = check("b[hub-transport fqdn=b.corp.example]");
    QVERIFY(name.addresses.isEmpty());
    QCOMPARE(name.request.host, u"b.corp.example"_s);
    // The name of a server in the plan may be no name of a host.
    QCOMPARE(check("b[hub-transport]").request.host, u"B"_s);
    QCOMPARE(check("b[hub-transport ip=2001:db8::2]").addresses, QStringList(u"2001:db8::2"_s));
}

void TestReachabilityPlan::refusesWhatIsNoHost_data()
{
    QTest::addColumn<QString>("address");
    for (const char *address : {"255.255.255.255", "224.0.0.1", "239.1.2.3", "0.0.0.0", "::", "ff02::1"})
        QTest::newRow(address) << QString::fromLatin1(address);
}

void TestReachabilityPlan::refusesWhatIsNoHost()
{
    QFETCH(QString, address);
    Topology topology = topologyFromText("hq: a[hub-transport] b[hub-transport]");
    topology.servers[1].addresses = {address};
    const ReachabilityPlan alone = planChecks(flowsOf(topology), {u"a"_s, {}, {}});
    QVERIFY(alone.checks.empty());
    QCOMPARE(alone.ports.size(), 1U);
    QVERIFY(!alone.ports.front().why.isEmpty());
    QCOMPARE(alone.refused.size(), 1);
    QVERIFY2(alone.refused.first().contains(address), qPrintable(alone.refused.first()));
    // Its other address is as good as ever.
    topology.servers[1].addresses << u"10.0.0.2"_s;
    const ReachabilityPlan other = planChecks(flowsOf(topology), {u"a"_s, {}, {}});
    QCOMPARE(other.checks.size(), 1U);
    QCOMPARE(other.checks.front().addresses, QStringList(u"10.0.0.2"_s));
    QCOMPARE(other.refused.size(), 1);
}

void TestReachabilityPlan::kindsOfAddresses_data()
{
    QTest::addColumn<int>("kind");
    const auto rows = [](AddressKind kind, std::initializer_list<const char *> addresses) {
        for (const char *address : addresses)
            QTest::newRow(address) << static_cast<int>(kind);
    };
    rows(AddressKind::Private,
         {"10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "127.0.0.1", "169.254.1.1", "100.64.0.1",
          "192.0.2.1", "198.51.100.7", "203.0.113.9", "::1", "fe80::1", "fd00::1", "fc00::1", "2001:db8::1"});
    rows(AddressKind::Public,
         {"8.8.8.8", "172.15.0.1", "172.32.0.1", "192.169.0.1", "11.0.0.1", "192.0.3.1", "100.128.0.1",
          "223.255.255.255", "2001:db9::1", "2600::1", "::2"});
    rows(AddressKind::Multicast, {"224.0.0.1", "239.255.255.255", "ff02::1"});
    rows(AddressKind::Broadcast, {"255.255.255.255"});
    rows(AddressKind::Unspecified, {"0.0.0.0", "::"});
    rows(AddressKind::Invalid, {"", "10.0.0", "mail.example", "10.0.0.0/8"});
}

void TestReachabilityPlan::kindsOfAddresses()
{
    QFETCH(int, kind);
    QCOMPARE(static_cast<int>(addressKind(QString::fromLatin1(QTest::currentDataTag()))), kind);
}

void TestReachabilityPlan::publicAddressesAreFlagged()
{
    const ReachabilityPlan plan =
        planFrom("hq: a[hub-transport] b[hub-transport ip=10.0.0.2] c[hub-transport ip=8.8.8.8]", u"a"_s);
    QCOMPARE(plan.checks.size(), 2U);
    QVERIFY(!plan.checks[0].isPublic);
    QVERIFY(plan.checks[1].isPublic);
}

void TestReachabilityPlan::orderAndKeysAreTheSameEveryTime()
{
    const Topology topology = topologyFromText("hq: m[mailbox] h[hub-transport] c[client-access] d[domain-controller]");
    const ReachabilityPlan plan = planChecks(flowsOf(topology), {u"m"_s, {}, {}});
    const QStringList keys = keysOf(plan);
    QCOMPARE(keysOf(planChecks(flowsOf(topology), {u"m"_s, {}, {}})), keys);
    quint32 destination = 0;
    quint16 port = 0;
    for (const PlannedCheck &check : plan.checks) {
        QVERIFY(std::pair(check.destination, check.request.port) >= std::pair(destination, port));
        destination = check.destination;
        port = check.request.port;
    }
    // Servers that come or go elsewhere in the file leave the keys of the others alone.
    Topology more = topology;
    more.servers.prepend(more.servers[1]);
    more.servers[0].id = u"another"_s;
    const QStringList later = keysOf(planChecks(flowsOf(more), {u"m"_s, {}, {}}));
    for (const QString &key : keys)
        QVERIFY2(later.contains(key), qPrintable(key));
}

void TestReachabilityPlan::anUnknownVantagePlansNothing()
{
    const ReachabilityPlan plan = planFrom(kHubAndDirectory, u"nobody"_s);
    QVERIFY(plan.checks.empty());
    QVERIFY(plan.ports.empty());
    QCOMPARE(plan.refused.size(), 1);
}

void TestReachabilityPlan::guessesTheServer_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QStringList>("addresses");
    QTest::addColumn<QString>("server");
    QTest::newRow("by its address") << u"x"_s << QStringList{u"127.0.0.1"_s, u"10.0.0.2"_s} << u"b"_s;
    QTest::newRow("by its address however it is spelled") << u"x"_s << QStringList{u"2001:DB8:0:0::3"_s} << u"c"_s;
    QTest::newRow("by its full name") << u"B.corp.example"_s << QStringList() << u"b"_s;
    QTest::newRow("by its first name") << u"b"_s << QStringList() << u"b"_s;
    QTest::newRow("by nothing") << u"laptop"_s << QStringList{u"127.0.0.1"_s, u"::1"_s} << QString();
    QTest::newRow("by too much") << u"b"_s << QStringList{u"10.0.0.1"_s} << QString();
}

void TestReachabilityPlan::guessesTheServer()
{
    QFETCH(QString, host);
    QFETCH(QStringList, addresses);
    const Topology topology =
        topologyFromText("hq: a[hub-transport ip=10.0.0.1] b[hub-transport fqdn=b.corp.example ip=10.0.0.2]\n"
                         "br: c[hub-transport ip=2001:db8::3] l[hub-transport ip=127.0.0.1]");
    QTEST(guessServer(topology, {{}, host, addresses}), "server");
}

QTEST_GUILESS_MAIN(TestReachabilityPlan)
#include "tst_reachabilityplan.moc"
