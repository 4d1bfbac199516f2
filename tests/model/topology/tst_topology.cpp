// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/topology/topology.h"

#include <QRegularExpression>
#include <QTest>

#include <functional>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

using Change = std::function<void(Topology &)>;

/// One of everything.
Topology plan()
{
    Topology topology;
    topology.sites << Site();
    topology.links << Link();
    topology.servers << Server();
    topology.groups << Group();
    topology.accepted << AcceptedFinding();
    topology.views << ChartView();
    return topology;
}

} // namespace

Q_DECLARE_METATYPE(Change)

class TestTopology : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyFieldCounts_data();
    void everyFieldCounts();
    void whatItWasReadFromDoesNot();
};

void TestTopology::everyFieldCounts_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *what, const Change &change) { QTest::newRow(what) << change; };
    row("name", [](Topology &t) { t.name = u"x"_s; });
    row("catalog", [](Topology &t) { t.catalog = u"x"_s; });
    row("a site more", [](Topology &t) { t.sites << Site(); });
    row("site id", [](Topology &t) { t.sites[0].id = u"x"_s; });
    row("site name", [](Topology &t) { t.sites[0].name = u"x"_s; });
    row("site kind", [](Topology &t) { t.sites[0].kind = SiteKind::External; });
    row("site organization", [](Topology &t) { t.sites[0].organization = u"x"_s; });
    row("site internet facing", [](Topology &t) { t.sites[0].internetFacing = true; });
    row("site notes", [](Topology &t) { t.sites[0].notes = u"x"_s; });
    row("link first", [](Topology &t) { t.links[0].first = u"x"_s; });
    row("link second", [](Topology &t) { t.links[0].second = u"x"_s; });
    row("link cost", [](Topology &t) { t.links[0].cost = 1; });
    row("link TLS", [](Topology &t) { t.links[0].tlsDisabled = true; });
    row("link filtered", [](Topology &t) { t.links[0].filtered = true; });
    row("server id", [](Topology &t) { t.servers[0].id = u"x"_s; });
    row("server name", [](Topology &t) { t.servers[0].name = u"x"_s; });
    row("server site", [](Topology &t) { t.servers[0].site = u"x"_s; });
    row("server roles", [](Topology &t) { t.servers[0].roles << u"x"_s; });
    row("server FQDN", [](Topology &t) { t.servers[0].fqdn = u"x"_s; });
    row("server addresses", [](Topology &t) { t.servers[0].addresses << u"x"_s; });
    row("server dynamic ports", [](Topology &t) { t.servers[0].dynamicPorts = PortRange{1, 2}; });
    row("server version", [](Topology &t) { t.servers[0].version = u"x"_s; });
    row("server operating system", [](Topology &t) { t.servers[0].operatingSystem = u"x"_s; });
    row("server domain", [](Topology &t) { t.servers[0].domain = u"x"_s; });
    row("server read-only", [](Topology &t) { t.servers[0].readOnly = true; });
    row("server SIP startup", [](Topology &t) { t.servers[0].sipStartup = SipStartup::Tcp; });
    row("server notes", [](Topology &t) { t.servers[0].notes = u"x"_s; });
    row("group id", [](Topology &t) { t.groups[0].id = u"x"_s; });
    row("group kind", [](Topology &t) { t.groups[0].kind = GroupType::DialPlan; });
    row("group name", [](Topology &t) { t.groups[0].name = u"x"_s; });
    row("group members", [](Topology &t) { t.groups[0].members << u"x"_s; });
    row("group site", [](Topology &t) { t.groups[0].site = u"x"_s; });
    row("group replication port", [](Topology &t) { t.groups[0].replicationPort = quint16(1); });
    row("group witness", [](Topology &t) { t.groups[0].witness = u"x"_s; });
    row("group alternate witness", [](Topology &t) { t.groups[0].alternateWitness = u"x"_s; });
    row("group addresses", [](Topology &t) { t.groups[0].addresses << u"x"_s; });
    row("group FQDN", [](Topology &t) { t.groups[0].fqdn = u"x"_s; });
    row("group load balancer", [](Topology &t) { t.groups[0].loadBalancer = LoadBalancer::None; });
    row("group gateways", [](Topology &t) { t.groups[0].gateways << u"x"_s; });
    row("group security", [](Topology &t) { t.groups[0].security = SipSecurity::Unsecured; });
    row("group notes", [](Topology &t) { t.groups[0].notes = u"x"_s; });
    row("accepted rule", [](Topology &t) { t.accepted[0].rule = u"x"_s; });
    row("accepted about", [](Topology &t) { t.accepted[0].about << u"x"_s; });
    row("accepted reason", [](Topology &t) { t.accepted[0].reason = u"x"_s; });
    row("view name", [](Topology &t) { t.views[0].name = u"x"_s; });
    row("view pins", [](Topology &t) { t.views[0].pins << PinnedCard(); });
}

void TestTopology::everyFieldCounts()
{
    QFETCH(Change, change);
    Topology other = plan();
    change(other);
    QVERIFY(!(other == plan()));
    QVERIFY(plan() == plan());
}

void TestTopology::whatItWasReadFromDoesNot()
{
    Topology other = plan();
    const auto origin = std::make_shared<const JsonValue>();
    other.source = "{}";
    other.origin = origin;
    other.sites[0].origin = origin;
    other.links[0].origin = origin;
    other.servers[0].origin = origin;
    other.groups[0].origin = origin;
    other.accepted[0].origin = origin;
    other.views[0].origin = origin;
    QVERIFY(other == plan());
}

QTEST_GUILESS_MAIN(TestTopology)
#include "tst_topology.moc"
