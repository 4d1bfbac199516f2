// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/importing.h"

#include <QStringEncoder>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kServers =
    "#TYPE Microsoft.Exchange.Data.Directory.Management.ExchangeServer\r\n"
    "\"Name\",\"Fqdn\",\"Domain\",\"Site\",\"ServerRole\",\"AdminDisplayVersion\"\r\n"
    "\"EX1\",\"ex1.contoso.example\",\"contoso.example\",\"contoso.example/Configuration/Sites/HQ\","
    "\"Mailbox, ClientAccess, HubTransport\",\"Version 14.3 (Build 123.4)\"\r\n";

QString rolesOf(const ImportedFile &file)
{
    return file.facts.servers.isEmpty() ? u"no server"_s : file.facts.servers.first().roles.join(u' ');
}

} // namespace

/// What the product's own tools write, with every trap that it has.
class TestExportReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsServers();
    void readsEveryEncodingAlike_data();
    void readsEveryEncodingAlike();
    void recognisesExports_data();
    void recognisesExports();
    void readsRolesOfJson_data();
    void readsRolesOfJson();
    void readsVersionsAndSitesOfJsonObjects();
    void readsWrappedJsonLists();
    void readsDomainControllers();
    void readsFlagsWhereThereAreNoRoles();
    void saysWhichListsAreLost_data();
    void saysWhichListsAreLost();
    void saysThatLettersMayBeLost();
    void tellsOtherVersions();
    void edgeServersStandWhereTheyAreNotSubscribed();
    void readsDags();
    void readsSiteLinks_data();
    void readsSiteLinks();
    void readsSubnetsWithoutATypeName();
    void readsGatewaysByNameAndAddress();
    void readsDialPlansAndArrays();
    void leavesOutWhatTheDocumentCannotHold();
    void namesEntriesThatAreNoObjects();
    void refusesOurOwnFiles();
    void gapsOfferNothingForRemoval();
};

void TestExportReader::readsServers()
{
    const ImportedFile file = imported(kServers);
    QCOMPARE(file.kind, ImportKind::Export);
    QCOMPARE(file.kindText, u"Get-ExchangeServer"_s);
    QCOMPARE(file.rows, 1);
    QCOMPARE(problems(file), QStringList());
    QCOMPARE(file.facts.servers.size(), 1);
    const ServerFacts &server = file.facts.servers.first();
    QCOMPARE(server.name, u"EX1"_s);
    QCOMPARE(server.fqdn, u"ex1.contoso.example"_s);
    QCOMPARE(server.site.value(), u"HQ"_s);
    QCOMPARE(server.roles, QStringList({u"mailbox"_s, u"client-access"_s, u"hub-transport"_s}));
    QCOMPARE(server.version.value(), u"14.3"_s);
    QCOMPARE(server.domain.value(), u"contoso.example"_s);
    QVERIFY(!server.otherProduct);
    QVERIFY(server.judgedRoles.contains(u"unified-messaging"_s));
    QVERIFY(!server.judgedRoles.contains(u"domain-controller"_s));
    QCOMPARE(server.place.line, 3);
}

void TestExportReader::readsEveryEncodingAlike_data()
{
    QTest::addColumn<int>("encoding");
    QTest::newRow("UTF-8") << int(QStringConverter::Utf8);
    QTest::newRow("UTF-16LE") << int(QStringConverter::Utf16LE);
    QTest::newRow("UTF-16BE") << int(QStringConverter::Utf16BE);
    QTest::newRow("UTF-32LE") << int(QStringConverter::Utf32LE);
}

void TestExportReader::readsEveryEncodingAlike()
{
    QFETCH(int, encoding);
    QStringEncoder encoder(QStringConverter::Encoding(encoding), QStringConverter::Flag::WriteBom);
    const QByteArray csv = encoder(QString::fromUtf8(kServers).replace(u"HQ"_s, u"München"_s));
    QCOMPARE(imported(csv).facts.servers.value(0).site.value_or(QString()), u"München"_s);
    QStringEncoder jsonEncoder(QStringConverter::Encoding(encoding), QStringConverter::Flag::WriteBom);
    const QByteArray json = jsonEncoder(u"[{\"Name\":\"EX1\",\"ServerRole\":38,\"Site\":\"München\"}]"_s);
    QCOMPARE(imported(json).facts.servers.value(0).site.value_or(QString()), u"München"_s);
}

void TestExportReader::recognisesExports_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("kind");
    QTest::newRow("by type") << QByteArray("#TYPE A.ExchangeServer\nName\nEX1\n") << u"Get-ExchangeServer"_s;
    QTest::newRow("selected, over remoting") << QByteArray(
        "#TYPE Selected.Deserialized.Microsoft.Exchange.Data.Directory.Management.ExchangeServer\nName\nEX1\n")
                                             << u"Get-ExchangeServer"_s;
    QTest::newRow("by a column in other case")
        << QByteArray("name;SERVERROLE\nEX1;Mailbox\n") << u"Get-ExchangeServer"_s;
    QTest::newRow("domain controllers") << QByteArray("Name,IsGlobalCatalog\nDC1,True\n")
                                        << u"Get-ADDomainController"_s;
    QTest::newRow("DAGs") << QByteArray("Name,Servers,WitnessServer\nDAG1,EX1,HUB1\n")
                          << u"Get-DatabaseAvailabilityGroup"_s;
    QTest::newRow("UM servers before servers")
        << QByteArray("Name,UMStartupMode,ServerRole\nUM1,Dual,16\n") << u"Get-UMServer"_s;
    QTest::newRow("sites by type") << QByteArray(
        "#TYPE Microsoft.ActiveDirectory.Management.ADReplicationSite\nName\nHQ\n")
                                   << u"Get-ADReplicationSite"_s;
    QTest::newRow("one JSON object") << QByteArray("{\"Name\":\"EX1\",\"AdminDisplayVersion\":\"Version 14.1\"}")
                                     << u"Get-ExchangeServer"_s;
    QTest::newRow("any table") << QByteArray("Name,Site\nEX1,HQ\n") << u"table of servers"_s;
}

void TestExportReader::recognisesExports()
{
    QFETCH(QByteArray, bytes);
    QTEST(imported(bytes).kindText, "kind");
}

void TestExportReader::readsRolesOfJson_data()
{
    QTest::addColumn<QByteArray>("role");
    QTest::addColumn<QString>("roles");
    QTest::newRow("text") << QByteArray("\"Mailbox, HubTransport\"") << u"mailbox hub-transport"_s;
    QTest::newRow("number") << QByteArray("34") << u"mailbox hub-transport"_s;
    QTest::newRow("object") << QByteArray("{\"value\":34,\"Value\":\"Mailbox, HubTransport\"}")
                            << u"mailbox hub-transport"_s;
    QTest::newRow("object with a number alone") << QByteArray("{\"value\":34}") << u"mailbox hub-transport"_s;
    QTest::newRow("list") << QByteArray("[\"Mailbox\",\"HubTransport\"]") << u"mailbox hub-transport"_s;
    QTest::newRow("nothing") << QByteArray("null") << u""_s;
}

void TestExportReader::readsRolesOfJson()
{
    QFETCH(QByteArray, role);
    const ImportedFile file = imported("[{\"Name\":\"EX1\",\"ServerRole\":" + role + "}]");
    QCOMPARE(problems(file), QStringList());
    QTEST(rolesOf(file), "roles");
}

void TestExportReader::readsVersionsAndSitesOfJsonObjects()
{
    const ImportedFile file = imported(R"([{"Name":"EX1","ServerRole":2,"WhenCreated":"\/Date(1300000000000)\/",
        "AdminDisplayVersion":{"Major":14,"Minor":3,"Build":123},"Site":{"Name":"HQ","Rdn":"CN=HQ"}}])");
    QCOMPARE(problems(file), QStringList());
    QCOMPARE(file.facts.servers.value(0).version.value_or(QString()), u"14.3"_s);
    QCOMPARE(file.facts.servers.value(0).site.value_or(QString()), u"HQ"_s);
}

void TestExportReader::readsWrappedJsonLists()
{
    const ImportedFile file =
        imported(R"({"value":[{"Name":"EX1","ServerRole":2},{"Name":"EX2","ServerRole":32}],"Count":2})");
    QCOMPARE(file.facts.servers.size(), 2);
}

void TestExportReader::readsDomainControllers()
{
    const ImportedFile file = imported(
        "#TYPE Microsoft.ActiveDirectory.Management.ADDomainController\n"
        "\"Name\",\"HostName\",\"Domain\",\"Site\",\"IPv4Address\",\"IPv6Address\",\"IsGlobalCatalog\",\"IsReadOnly\","
        "\"OperatingSystem\"\n"
        "\"DC1\",\"dc1.contoso.example\",\"contoso.example\",\"HQ\",\"10.1.0.10\",\"2001:db8::10\",\"True\",\"False\","
        "\"Windows Server 2008 R2\"\n"
        "\"DC2\",\"dc2.contoso.example\",\"contoso.example\",\"BR\",\"10.2.0.10\",,\"False\",\"True\",\n");
    QCOMPARE(problems(file), QStringList());
    QCOMPARE(file.facts.servers.size(), 2);
    const ServerFacts &first = file.facts.servers[0];
    QCOMPARE(first.roles, QStringList({u"domain-controller"_s, u"global-catalog"_s}));
    QCOMPARE(first.addresses.value(), QStringList({u"10.1.0.10"_s, u"2001:db8::10"_s}));
    QCOMPARE(first.operatingSystem.value(), u"Windows Server 2008 R2"_s);
    QCOMPARE(first.readOnly, std::optional(false));
    const ServerFacts &second = file.facts.servers[1];
    QCOMPARE(second.roles, QStringList{u"domain-controller"_s});
    QCOMPARE(second.readOnly, std::optional(true));
    QVERIFY(second.judgedRoles.contains(u"global-catalog"_s));
    QVERIFY(!second.judgedRoles.contains(u"mailbox"_s));
}

void TestExportReader::readsFlagsWhereThereAreNoRoles()
{
    const ImportedFile file =
        imported("Name,IsHubTransportServer,IsMailboxServer,IsClientAccessServer\nEX1,True,False,True\n");
    QCOMPARE(problems(file), QStringList());
    QCOMPARE(file.facts.servers.value(0).roles, QStringList({u"client-access"_s, u"hub-transport"_s}));
}

void TestExportReader::saysWhichListsAreLost_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("array") << QByteArray("System.String[]");
    QTest::newRow("list") << QByteArray("System.Collections.ArrayList");
    QTest::newRow("multi-valued property")
        << QByteArray("Microsoft.Exchange.Data.MultiValuedProperty`1[Microsoft.Exchange.Data.Directory.ADObjectId]");
    QTest::newRow("directory's list") << QByteArray("Microsoft.ActiveDirectory.Management.ADPropertyValueCollection");
    QTest::newRow("cut depth") << QByteArray("@{Name=EX1; Rdn=CN=EX1}");
}

void TestExportReader::saysWhichListsAreLost()
{
    QFETCH(QByteArray, value);
    const ImportedFile csv = imported("#TYPE A.DatabaseAvailabilityGroup\n\"Name\",\"Servers\"\n\"DAG1\",\"" + value
                                      + "\"\n\"DAG2\",\"" + value + "\"\n");
    QCOMPARE(problems(csv).size(), 2);
    QVERIFY(problems(csv).at(0).startsWith(u"3 lost"_s) && problems(csv).at(1).startsWith(u"4 lost"_s));
    QVERIFY(anyHas(problems(csv), u"-join"_s));
    QCOMPARE(csv.facts.groups.size(), 2);
    QVERIFY(!csv.facts.groups.first().members);
    const ImportedFile json =
        imported("[{\"Name\":\"DAG1\",\"WitnessServer\":\"HUB1\",\"Servers\":\"" + value + "\"}]");
    QCOMPARE(problems(json).size(), 1);
    QVERIFY(problems(json).first().startsWith(u"1 lost"_s));
}

void TestExportReader::saysThatLettersMayBeLost()
{
    const ImportedFile ascii = imported("Name,Site,ServerRole\nEX1,M?nchen,Mailbox\nEX2,HQ,Mailbox\n");
    QCOMPARE(problems(ascii).size(), 1);
    QVERIFY(problems(ascii).first().startsWith(u"2 lost"_s));
    QVERIFY(anyHas(problems(ascii), u"-Encoding UTF8"_s));
    QCOMPARE(ascii.facts.servers.size(), 2);
    QCOMPARE(problems(imported("Name,Site,ServerRole\nEX1,M?nchen \xC3\xBC,Mailbox\n")), QStringList());
}

void TestExportReader::tellsOtherVersions()
{
    const ImportedFile file = imported("Name,ServerRole,AdminDisplayVersion\n"
                                       "EX1,\"Mailbox, ClientAccess\",Version 15.1 (Build 225.42)\n");
    QCOMPARE(file.facts.servers.size(), 1);
    QCOMPARE(file.facts.servers.first().otherProduct.value_or(QString()), u"Exchange Server 2016"_s);
}

void TestExportReader::edgeServersStandWhereTheyAreNotSubscribed()
{
    const ImportedFile file = imported("Name,ServerRole,Site\nEDGE1,Edge,contoso.example/Configuration/Sites/HQ\n");
    const ServerFacts &edge = file.facts.servers.first();
    QVERIFY(!edge.site);
    QCOMPARE(edge.subscribedSite.value_or(QString()), u"HQ"_s);
    const ImportedFile subscription = imported(
        "#TYPE A.EdgeSubscription\nName,Site,Domain\nEDGE2,contoso.example/Configuration/Sites/HQ,dmz.example\n");
    QCOMPARE(subscription.facts.servers.value(0).roles, QStringList{u"edge-transport"_s});
    QCOMPARE(subscription.facts.servers.value(0).subscribedSite.value_or(QString()), u"HQ"_s);
}

void TestExportReader::readsDags()
{
    const ImportedFile file = imported(
        "#TYPE Microsoft.Exchange.Data.Directory.SystemConfiguration.DatabaseAvailabilityGroup\n"
        "Name,Servers,WitnessServer,AlternateWitnessServer,ReplicationPort,DatabaseAvailabilityGroupIpv4Addresses\n"
        "DAG1,EX1;EX2,hub1.contoso.example,,64327,10.1.0.50;10.2.0.50\n"
        "DAG2,\"contoso.example/Servers/EX3\",HUB1,HUB2,0,255.255.255.255\n");
    QCOMPARE(problems(file), QStringList());
    QCOMPARE(file.facts.groups.size(), 2);
    const GroupFacts &first = file.facts.groups[0];
    QCOMPARE(first.members.value(), QStringList({u"EX1"_s, u"EX2"_s}));
    QCOMPARE(first.witness.value(), u"hub1.contoso.example"_s);
    QCOMPARE(first.alternateWitness.value(), QString());
    QCOMPARE(first.replicationPort, std::optional<quint16>(64327));
    QCOMPARE(first.addresses.value(), QStringList({u"10.1.0.50"_s, u"10.2.0.50"_s}));
    const GroupFacts &second = file.facts.groups[1];
    QCOMPARE(second.members.value(), QStringList{u"EX3"_s});
    QVERIFY(!second.replicationPort);
    QCOMPARE(second.addresses.value(), QStringList());
}

void TestExportReader::readsSiteLinks_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QString>("links");
    QTest::addColumn<bool>("isReadable");
    QTest::newRow("cost of the directory") << QByteArray("L,100,,A;B") << u"A-B 100"_s << true;
    QTest::newRow("cost for mail") << QByteArray("L,100,10,A;B") << u"A-B 10"_s << true;
    QTest::newRow("three sites") << QByteArray("L,50,,A;B;C") << u"A-B 50, A-C 50, B-C 50"_s << true;
    QTest::newRow("paths") << QByteArray("L,7,,x/Configuration/Sites/A;x/Configuration/Sites/B") << u"A-B 7"_s << true;
    QTest::newRow("no cost") << QByteArray("L,,,A;B") << u"A-B -"_s << true;
    QTest::newRow("one site") << QByteArray("L,100,,A") << u""_s << false;
    QTest::newRow("cost of 0") << QByteArray("L,0,,A;B") << u"A-B -"_s << false;
}

void TestExportReader::readsSiteLinks()
{
    QFETCH(QByteArray, row);
    QFETCH(bool, isReadable);
    const ImportedFile file = imported("Name,ADCost,ExchangeCost,Sites\n" + row + "\n");
    QCOMPARE(file.kindText, u"Get-ADSiteLink"_s);
    QStringList links;
    for (const LinkFacts &link : file.facts.links)
        links << u"%1-%2 %3"_s.arg(link.first, link.second, link.cost ? QString::number(*link.cost) : u"-"_s);
    QTEST(links.join(u", "_s), "links");
    QCOMPARE(problems(file).isEmpty(), isReadable);
}

void TestExportReader::readsSubnetsWithoutATypeName()
{
    const ImportedFile file =
        imported("Name,Site\n10.1.0.0/16,\"CN=HQ,CN=Sites,CN=Configuration,DC=contoso,DC=example\"\n"
                 "2001:db8::/32,\"CN=BR,CN=Sites,CN=Configuration,DC=contoso,DC=example\"\n");
    QCOMPARE(file.kindText, u"Get-ADReplicationSubnet"_s);
    QCOMPARE(file.facts.subnets.size(), 2);
    QCOMPARE(file.facts.subnets[0].site, u"HQ"_s);
    QCOMPARE(file.facts.subnets[1].network, u"2001:db8::/32"_s);
}

void TestExportReader::readsGatewaysByNameAndAddress()
{
    const ImportedFile file =
        imported("Name,Address,OutcallsAllowed\nGW1,10.1.0.70,True\nGW2,gw2.contoso.example,True\n");
    QCOMPARE(problems(file), QStringList());
    QCOMPARE(file.facts.servers.size(), 2);
    QCOMPARE(file.facts.servers[0].roles, QStringList{u"ip-gateway"_s});
    QCOMPARE(file.facts.servers[0].addresses.value(), QStringList{u"10.1.0.70"_s});
    QCOMPARE(file.facts.servers[1].fqdn, u"gw2.contoso.example"_s);
}

void TestExportReader::readsDialPlansAndArrays()
{
    const ImportedFile plans = imported("Name,VoIPSecurity,UMServers,UMIPGateway\nDP1,SIPSecured,UM1;UM2,GW1\n");
    QCOMPARE(plans.facts.groups.value(0).security, std::optional(SipSecurity::SipSecured));
    QCOMPARE(plans.facts.groups.value(0).members.value(), QStringList({u"UM1"_s, u"UM2"_s}));
    QCOMPARE(plans.facts.groups.value(0).gateways.value(), QStringList{u"GW1"_s});
    const ImportedFile arrays = imported("#TYPE A.ClientAccessArray\nName,Fqdn,Site,Members\n"
                                         "Outlook,outlook.contoso.example,x/Sites/HQ,CAS1;CAS2\n");
    QCOMPARE(arrays.facts.groups.value(0).fqdn.value(), u"outlook.contoso.example"_s);
    QCOMPARE(arrays.facts.groups.value(0).site.value(), u"HQ"_s);
}

void TestExportReader::leavesOutWhatTheDocumentCannotHold()
{
    const ImportedFile file = imported("Name,Fqdn,ServerRole\n"
                                       "EX1,not a host name,Mailbox\n"
                                       "\"EX\x01\",ex2.contoso.example,Mailbox\n"
                                       + QByteArray(300, 'x') + ",,Mailbox\n");
    QCOMPARE(file.facts.servers.size(), 2);
    QCOMPARE(file.facts.servers[0].fqdn, QString());
    QCOMPARE(file.facts.servers[1].name, u"ex2"_s);
    QCOMPARE(problems(file).size(), 4);
    QVERIFY(problems(file).last().startsWith(u"4 unreadable"_s));
}

void TestExportReader::namesEntriesThatAreNoObjects()
{
    const ImportedFile file = imported(R"([{"Name":"EX1","ServerRole":2}, 7, {"Name":"EX2","ServerRole":2}])");
    QCOMPARE(file.facts.servers.size(), 2);
    QCOMPARE(problems(file).size(), 1);
    QVERIFY(problems(file).first().startsWith(u"2 unreadable"_s));
    QCOMPARE(file.facts.servers.last().place.row, 3);
}

void TestExportReader::refusesOurOwnFiles()
{
    QVERIFY(anyHas(problems(imported(R"({"format":"portolan-topology","version":1})")), u"open it"_s));
}

void TestExportReader::gapsOfferNothingForRemoval()
{
    QVERIFY(!imported(kServers).facts.coverage.roles.isEmpty());
    QVERIFY(imported(kServers + "\"EX2\"\r\n").facts.coverage.roles.isEmpty());
}

QTEST_GUILESS_MAIN(TestExportReader)
#include "tst_exportreader.moc"
