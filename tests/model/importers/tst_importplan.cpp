// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/findings/review.h"
#include "tests/support/importing.h"
#include "tests/support/topologydsl.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kServers = "Name,Fqdn,Site,ServerRole,AdminDisplayVersion\n"
                            "MBX1,mbx1.contoso.example,HQ,Mailbox,Version 14.3 (Build 1.1)\n"
                            "HUB1,hub1.contoso.example,Branch,HubTransport,Version 14.3 (Build 1.1)\n";

Topology empty()
{
    Topology topology;
    topology.name = u"Plan"_s;
    topology.catalog = u"exchange-2010"_s;
    return topology;
}

QStringList idsOf(const Topology &topology)
{
    QStringList ids;
    for (const Server &server : topology.servers)
        ids << server.id;
    return ids;
}

Server server(const Topology &topology, const QString &id)
{
    for (const Server &candidate : topology.servers) {
        if (candidate.id == id)
            return candidate;
    }
    return {};
}

ImportStatus statusOf(const ImportPlan &plan, const QString &key)
{
    const ImportItem *item = findItem(plan, key);
    return item ? item->status : ImportStatus::Unreadable;
}

QStringList changesOf(const ImportPlan &plan, const QString &key)
{
    QStringList texts;
    if (const ImportItem *item = findItem(plan, key)) {
        for (const FieldChange &change : item->changes)
            texts << u"%1: %2 > %3"_s.arg(change.field, change.before, change.after);
    }
    return texts;
}

} // namespace

class TestImportPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bringsADeploymentIn();
    void importingAgainChangesNothing();
    void matchesServers_data();
    void matchesServers();
    void showsChangesFieldByField();
    void keepsWhatTheFilesDoNotSpeakOf();
    void rolesThatAFileCannotKnowStay();
    void severalFilesTellOfOneServer();
    void saysWhereFilesDisagree();
    void asksWhichOfSeveral();
    void offersForRemovalAndRemovesNothingByItself();
    void removesWhatPeopleChoose();
    void takesOtherVersionsOnlyWhenAsked();
    void asksForWordsThatAreNoRoles();
    void takesSuggestedRolesOnlyWhenAsked();
    void asksForTheSite();
    void subnetsTellTheSite();
    void edgeServersComeIntoThePerimeter();
    void dagsFollowTheirServers();
    void namesMembersThatAreNotThere();
    void linksMergeWhicheverWayTheyAreWritten();
    void skippedServersLeaveNoTrace();
    void appliesToALaterState();
    void keepsPinsNotesAndViews();
    void unreadableRowsAreItems();
};

void TestImportPlan::bringsADeploymentIn()
{
    const ImportedFile servers = imported(kServers);
    const ImportedFile links = imported("Name,ADCost,ExchangeCost,Sites\nL,20,,HQ;Branch\n");
    const ImportPlan plan = planImport({servers, links}, empty(), builtIn());
    QCOMPARE(plan.count(ImportStatus::New), 5);
    QCOMPARE(plan.openDecisions(), 0);
    QVERIFY(!plan.hasLosses());
    QCOMPARE(toEdit(plan, {}).text, u"Import 2 server(s)"_s);
    const Topology result = toEdit(plan, {}).apply(empty());
    QCOMPARE(idsOf(result), QStringList({u"mbx1"_s, u"hub1"_s}));
    QCOMPARE(result.sites.size(), 2);
    QCOMPARE(server(result, u"hub1"_s).site, u"branch"_s);
    QCOMPARE(server(result, u"mbx1"_s).version, u"14.3"_s);
    QCOMPARE(result.links.size(), 1);
    QCOMPARE(result.links.first().cost, 20);
    QVERIFY(parseTopology(writeTopology(result), u"f"_s).has_value());
    QCOMPARE(planFaults(deriveFlows(builtIn(), result)).size(), 0);
}

void TestImportPlan::importingAgainChangesNothing()
{
    const QList<ImportedFile> files{imported(kServers)};
    const Topology once = broughtInto(empty(), files);
    const ImportPlan again = planImport(files, once, builtIn());
    QCOMPARE(again.count(ImportStatus::Unchanged), 2);
    QCOMPARE(again.items.size(), 2);
    QCOMPARE(writeTopology(broughtInto(once, files)), writeTopology(once));
}

void TestImportPlan::matchesServers_data()
{
    QTest::addColumn<QString>("fqdn");
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<bool>("isSame");
    QTest::newRow("by name in other case") << u""_s << QByteArray("mbx1,,Mailbox") << true;
    QTest::newRow("by full name") << u"a.contoso.example"_s << QByteArray("X,A.contoso.example,Mailbox") << true;
    QTest::newRow("by the full name's first label") << u"a.contoso.example"_s << QByteArray("A,,Mailbox") << true;
    QTest::newRow("a full name where there was none")
        << u""_s << QByteArray("MBX1,mbx1.contoso.example,Mailbox") << true;
    QTest::newRow("the same name in another domain")
        << u"mbx1.contoso.example"_s << QByteArray("MBX1,mbx1.fabrikam.example,Mailbox") << false;
    QTest::newRow("another name") << u""_s << QByteArray("MBX2,,Mailbox") << false;
}

void TestImportPlan::matchesServers()
{
    QFETCH(QString, fqdn);
    QFETCH(QByteArray, row);
    QFETCH(bool, isSame);
    Topology topology = topologyFromText("hq: mbx1[mailbox]");
    topology.servers.first().fqdn = fqdn;
    ImportChoices choices;
    choices.site = u"hq"_s;
    const Topology result = broughtInto(topology, {imported("Name,Fqdn,ServerRole\n" + row + "\n")}, choices);
    QCOMPARE(result.servers.size(), isSame ? 1 : 2);
    QCOMPARE(result.servers.first().id, u"mbx1"_s);
}

void TestImportPlan::showsChangesFieldByField()
{
    Topology topology = topologyFromText("hq: mbx1[mailbox]\nbranch:");
    const ImportPlan plan = planImport(
        {imported("Name,Fqdn,Site,ServerRole\nMBX1,mbx1.contoso.example,BRANCH,\"Mailbox, HubTransport\"\n")}, topology,
        builtIn());
    QCOMPARE(statusOf(plan, u"server:mbx1"_s), ImportStatus::Changed);
    QCOMPARE(changesOf(plan, u"server:mbx1"_s),
             QStringList({u"site: HQ > BRANCH"_s, u"roles: mailbox > mailbox, hub-transport"_s,
                          u"fqdn:  > mbx1.contoso.example"_s}));
}

void TestImportPlan::keepsWhatTheFilesDoNotSpeakOf()
{
    Topology topology = topologyFromText("hq: mbx1[mailbox dynamic=60000-60010]");
    topology.servers.first().notes = u"ours"_s;
    topology.servers.first().addresses = {u"10.1.0.1"_s};
    const Topology result = broughtInto(topology, {imported("Name,Site,Role,Notes\nMBX1,HQ,Mailbox,theirs\n")});
    QCOMPARE(writeTopology(result), writeTopology(topology));
}

void TestImportPlan::rolesThatAFileCannotKnowStay()
{
    const Topology topology = topologyFromText("hq: ex1[mailbox domain-controller unified-messaging]");
    const Topology result =
        broughtInto(topology, {imported("Name,Site,ServerRole\nEX1,HQ,\"Mailbox, ClientAccess\"\n")});
    QCOMPARE(server(result, u"ex1"_s).roles, QStringList({u"mailbox"_s, u"domain-controller"_s, u"client-access"_s}));
}

void TestImportPlan::severalFilesTellOfOneServer()
{
    const ImportedFile servers = imported("Name,Fqdn,Site,ServerRole\nEX1,ex1.contoso.example,HQ,Mailbox\n");
    const ImportedFile controllers =
        imported("Name,HostName,Site,IPv4Address,IsGlobalCatalog\nEX1,EX1.contoso.example,HQ,10.1.0.1,True\n");
    const Topology result = broughtInto(empty(), {servers, controllers});
    QCOMPARE(result.servers.size(), 1);
    QCOMPARE(result.servers.first().roles, QStringList({u"mailbox"_s, u"domain-controller"_s, u"global-catalog"_s}));
    QCOMPARE(result.servers.first().addresses, QStringList{u"10.1.0.1"_s});
}

void TestImportPlan::saysWhereFilesDisagree()
{
    const ImportPlan plan =
        planImport({imported("Name,Site,ServerRole\nEX1,HQ,Mailbox\nEX1,Branch,Mailbox\n")}, empty(), builtIn());
    const ImportItem *item = findItem(plan, u"server:ex1"_s);
    QVERIFY(item);
    QCOMPARE(item->places.size(), 2);
    QVERIFY(anyHas(item->remarks, u"“HQ”"_s));
}

void TestImportPlan::asksWhichOfSeveral()
{
    Topology topology = topologyFromText("hq: a[mailbox] b[mailbox]");
    topology.servers[0].fqdn = u"ex1.contoso.example"_s;
    topology.servers[1].fqdn = u"ex1.fabrikam.example"_s;
    const ImportPlan plan = planImport({imported("Name,Site,ServerRole\nEX1,HQ,Mailbox\n")}, topology, builtIn());
    QCOMPARE(plan.count(ImportStatus::Unreadable), 1);
    QVERIFY(plan.hasLosses());
    QCOMPARE(plan.count(ImportStatus::New), 0);
}

void TestImportPlan::offersForRemovalAndRemovesNothingByItself()
{
    const Topology topology = topologyFromText("hq: mbx1[mailbox] old[mailbox] dc1[domain-controller] ol[outlook]");
    const QList<ImportedFile> files{imported("Name,Site,ServerRole\nMBX1,HQ,Mailbox\n")};
    const ImportPlan plan = planImport(files, topology, builtIn());
    QCOMPARE(plan.count(ImportStatus::Missing), 1);
    QCOMPARE(statusOf(plan, u"server:old"_s), ImportStatus::Missing);
    QCOMPARE(writeTopology(toEdit(plan, {}).apply(topology)), writeTopology(topology));
}

void TestImportPlan::removesWhatPeopleChoose()
{
    const Topology topology = topologyFromText("hq: mbx1[mailbox] old[mailbox] older[mailbox]\ndag1 = dag(mbx1 old)");
    const QList<ImportedFile> files{imported("Name,Site,ServerRole\nMBX1,HQ,Mailbox\n")};
    ImportChoices choices;
    choices.removed = {u"server:old"_s};
    const Topology one = broughtInto(topology, files, choices);
    QCOMPARE(idsOf(one), QStringList({u"mbx1"_s, u"older"_s}));
    QCOMPARE(one.groups.first().members, QStringList{u"mbx1"_s});
    choices = {};
    choices.removesMissing = true;
    choices.skipped = {u"server:old"_s};
    QCOMPARE(idsOf(broughtInto(topology, files, choices)), QStringList({u"mbx1"_s, u"old"_s}));
}

void TestImportPlan::takesOtherVersionsOnlyWhenAsked()
{
    const QList<ImportedFile> files{imported("Name,Site,ServerRole,AdminDisplayVersion\n"
                                             "EX1,HQ,Mailbox,Version 15.1 (Build 1.1)\nEX2,HQ,Mailbox,Version 14.3\n")};
    const ImportPlan plan = planImport(files, empty(), builtIn());
    QCOMPARE(plan.openDecisions(), 1);
    QCOMPARE(plan.decisions.first().kind, ImportDecision::Kind::OtherVersion);
    QCOMPARE(idsOf(toEdit(plan, {}).apply(empty())), QStringList{u"ex2"_s});
    ImportChoices choices;
    choices.accepted = {plan.decisions.first().key};
    QCOMPARE(planImport(files, empty(), builtIn(), choices).openDecisions(), 0);
    QCOMPARE(idsOf(broughtInto(empty(), files, choices)), QStringList({u"ex1"_s, u"ex2"_s}));
    choices = {};
    choices.acceptsVersions = true;
    QCOMPARE(broughtInto(empty(), files, choices).servers.size(), 2);
    choices.declined = {plan.decisions.first().key};
    QCOMPARE(broughtInto(empty(), files, choices).servers.size(), 1);
    QCOMPARE(planImport(files, empty(), builtIn(), choices).openDecisions(), 0);
}

void TestImportPlan::asksForWordsThatAreNoRoles()
{
    const QList<ImportedFile> files{imported("Name,Site,Role\nEX1,HQ,Post office\nEX2,HQ,post OFFICE\n")};
    const ImportPlan plan = planImport(files, empty(), builtIn());
    QCOMPARE(plan.decisions.size(), 1);
    QCOMPARE(plan.decisions.first().kind, ImportDecision::Kind::UnknownRole);
    QCOMPARE(plan.decisions.first().places.size(), 2);
    QVERIFY(plan.decisions.first().isOpen);
    QVERIFY(broughtInto(empty(), files).servers.first().roles.isEmpty());
    ImportChoices choices;
    choices.roleOf.insert(u"post office"_s, u"mailbox"_s);
    QCOMPARE(planImport(files, empty(), builtIn(), choices).openDecisions(), 0);
    QCOMPARE(broughtInto(empty(), files, choices).servers.last().roles, QStringList{u"mailbox"_s});
}

void TestImportPlan::takesSuggestedRolesOnlyWhenAsked()
{
    const QList<ImportedFile> files{
        imported("<nmaprun><host><status state=\"up\"/><address addr=\"10.1.0.5\" addrtype=\"ipv4\"/><ports>"
                 "<port protocol=\"tcp\" portid=\"50636\"><state state=\"open\"/></port></ports></host>"
                 "<runstats><finished/></runstats></nmaprun>")};
    Topology topology = topologyFromText("hq: edge1[]");
    topology.servers.first().addresses = {u"10.1.0.5"_s};
    const ImportPlan plan = planImport(files, topology, builtIn());
    QCOMPARE(plan.openDecisions(), 1);
    QCOMPARE(statusOf(plan, u"server:edge1"_s), ImportStatus::Unchanged);
    ImportChoices choices;
    choices.acceptsRoles = true;
    const Topology result = broughtInto(topology, files, choices);
    QCOMPARE(result.servers.size(), 1);
    QCOMPARE(result.servers.first().roles, QStringList{u"edge-transport"_s});
    QCOMPARE(planImport(files, result, builtIn()).decisions.size(), 0);
}

void TestImportPlan::asksForTheSite()
{
    const QList<ImportedFile> files{imported("Name,ServerRole\nEX1,Mailbox\nEX2,Mailbox\n")};
    const ImportPlan plan = planImport(files, empty(), builtIn());
    QCOMPARE(plan.decisions.size(), 1);
    QCOMPARE(plan.decisions.first().kind, ImportDecision::Kind::NoSite);
    QCOMPARE(plan.decisions.first().places.size(), 2);
    QVERIFY(toEdit(plan, {}).apply(empty()).servers.isEmpty());
    ImportChoices choices;
    choices.site = u"HQ"_s;
    QCOMPARE(planImport(files, empty(), builtIn(), choices).decisions.size(), 0);
    const Topology result = broughtInto(empty(), files, choices);
    QCOMPARE(result.servers.size(), 2);
    QCOMPARE(result.sites.size(), 1);
    QCOMPARE(result.sites.first().name, u"HQ"_s);
}

void TestImportPlan::subnetsTellTheSite()
{
    const ImportedFile subnets = imported("#TYPE A.ADReplicationSubnet\nName,Site\n10.0.0.0/8,Far\n10.1.0.0/16,HQ\n"
                                          "2001:db8:1::/48,Branch\n");
    const ImportedFile servers =
        imported("Name,Role,IP\nEX1,Mailbox,10.1.2.3\nEX2,Mailbox,2001:db8:1::7\nEX3,Mailbox,192.0.2.1\n");
    const Topology result = broughtInto(empty(), {subnets, servers});
    QCOMPARE(idsOf(result), QStringList({u"ex1"_s, u"ex2"_s}));
    QCOMPARE(server(result, u"ex1"_s).site, u"hq"_s);
    QCOMPARE(server(result, u"ex2"_s).site, u"branch"_s);
    QCOMPARE(result.sites.size(), 2);
}

void TestImportPlan::edgeServersComeIntoThePerimeter()
{
    const QList<ImportedFile> files{imported("Name,Site,ServerRole\nHUB1,HQ,HubTransport\nEDGE1,HQ,Edge\n"),
                                    imported("#TYPE A.EdgeSubscription\nName,Site\nEDGE1,HQ\n")};
    const Topology result = broughtInto(empty(), files);
    QCOMPARE(result.servers.size(), 2);
    QCOMPARE(result.groups.size(), 1);
    QVERIFY(result.groups.first().kind == GroupType::EdgeSubscription);
    QCOMPARE(result.groups.first().site, u"hq"_s);
    QCOMPARE(result.groups.first().members, QStringList{u"edge1"_s});
    const QString site = server(result, u"edge1"_s).site;
    QVERIFY(std::any_of(result.sites.begin(), result.sites.end(), [&site](const Site &candidate) {
        return candidate.id == site && candidate.kind == SiteKind::Perimeter;
    }));
    QCOMPARE(planFaults(deriveFlows(builtIn(), result)).size(), 0);
    QCOMPARE(planImport(files, result, builtIn()).count(ImportStatus::Unchanged), 3);
    const Topology known = broughtInto(topologyFromText("hq:\ndmz perimeter:"), files);
    QCOMPARE(server(known, u"edge1"_s).site, u"dmz"_s);
    QCOMPARE(known.sites.size(), 2);
}

void TestImportPlan::dagsFollowTheirServers()
{
    const QList<ImportedFile> files{
        imported(kServers),
        imported("Name,Servers,WitnessServer,ReplicationPort\nDAG1,MBX1,hub1.contoso.example,7000\n")};
    const Topology result = broughtInto(empty(), files);
    QCOMPARE(result.groups.size(), 1);
    QCOMPARE(result.groups.first().members, QStringList{u"mbx1"_s});
    QCOMPARE(result.groups.first().witness, u"hub1"_s);
    QCOMPARE(result.groups.first().replicationPort, std::optional<quint16>(7000));
    QCOMPARE(planImport(files, result, builtIn()).count(ImportStatus::Unchanged), 3);
}

void TestImportPlan::namesMembersThatAreNotThere()
{
    const ImportPlan plan =
        planImport({imported(kServers), imported("Name,Servers,WitnessServer\nDAG1,MBX1;MBX9,\n")}, empty(), builtIn());
    QVERIFY(plan.hasLosses());
    QVERIFY(plan.remarks.last().text.contains(u"“MBX9”"_s));
    QCOMPARE(plan.remarks.last().place.line, 2);
}

void TestImportPlan::linksMergeWhicheverWayTheyAreWritten()
{
    const Topology topology =
        topologyFromText("a: x[mailbox]\nb: y[mailbox]\nc: z[mailbox]\nb - a 50 tls-off\nb - c 9");
    const QList<ImportedFile> files{imported("Name,ADCost,Sites\nL1,100,A;B\nL2,30,B;A\nL3,70,A;C\n")};
    const ImportPlan plan = planImport(files, topology, builtIn());
    const Topology result = toEdit(plan, {}).apply(topology);
    QCOMPARE(result.links.size(), 3);
    QCOMPARE(result.links[0].cost, 30);
    QVERIFY(result.links[0].tlsDisabled);
    QCOMPARE(result.links[2].cost, 70);
    QCOMPARE(plan.count(ImportStatus::Missing), 1);
    ImportChoices choices;
    choices.removesMissing = true;
    QCOMPARE(broughtInto(topology, files, choices).links.size(), 2);
}

void TestImportPlan::skippedServersLeaveNoTrace()
{
    ImportChoices choices;
    choices.skipped = {u"server:hub1"_s};
    const QList<ImportedFile> files{imported(kServers), imported("Name,Servers,WitnessServer\nDAG1,MBX1;HUB1,\n")};
    const Topology result = broughtInto(empty(), files, choices);
    QCOMPARE(idsOf(result), QStringList{u"mbx1"_s});
    QCOMPARE(result.sites.size(), 1);
    QCOMPARE(result.groups.first().members, QStringList{u"mbx1"_s});
    QVERIFY(parseTopology(writeTopology(result), u"f"_s).has_value());
}

void TestImportPlan::appliesToALaterState()
{
    const Topology seen = topologyFromText("hq: mbx1[mailbox]");
    const TopologyEdit edit = toEdit(planImport({imported(kServers)}, seen, builtIn()), {});
    const Topology later = topologyFromText("hq: other[mailbox] hub1[hub-transport]");
    const Topology result = edit.apply(later);
    QCOMPARE(idsOf(result), QStringList({u"other"_s, u"hub1"_s, u"mbx1"_s}));
    QCOMPARE(server(result, u"hub1"_s).fqdn, u"hub1.contoso.example"_s);
}

void TestImportPlan::keepsPinsNotesAndViews()
{
    Topology topology = topologyFromText("hq: mbx1[mailbox]");
    ChartView view;
    view.name = u"Mine"_s;
    view.pins = {{u"server:mbx1"_s, {10, 20}}};
    topology.views = {view};
    topology.sites.first().notes = u"about the site"_s;
    topology.servers.first().notes = u"about the server"_s;
    const Topology result = broughtInto(topology, {imported(kServers)});
    QCOMPARE(result.views.size(), 1);
    QCOMPARE(result.views.first().pins, view.pins);
    QCOMPARE(result.sites.first().notes, u"about the site"_s);
    QCOMPARE(server(result, u"mbx1"_s).notes, u"about the server"_s);
    QCOMPARE(server(result, u"mbx1"_s).fqdn, u"mbx1.contoso.example"_s);
}

void TestImportPlan::unreadableRowsAreItems()
{
    const ImportPlan plan =
        planImport({imported("Name,Site,ServerRole\nEX1,HQ\n,,Mailbox\nEX2,HQ,Mailbox\n")}, empty(), builtIn());
    QCOMPARE(plan.count(ImportStatus::Unreadable), 2);
    QCOMPARE(plan.count(ImportStatus::New), 2);
    QVERIFY(plan.hasLosses());
    const QString text = importPlanText(plan);
    QVERIFY2(text.contains(u"file:2"_s) && text.contains(u"file:3"_s), qPrintable(text));
    QVERIFY(parseJson(importPlanJson(plan), u"f"_s).has_value());
}

QTEST_GUILESS_MAIN(TestImportPlan)
#include "tst_importplan.moc"
