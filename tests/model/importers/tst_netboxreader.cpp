// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/importing.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kDevice = R"({"id":7,"name":"ex1","site":{"id":1,"name":"HQ","slug":"hq"},
    "role":{"id":2,"name":"Mailbox","slug":"mailbox"},"device_type":{"model":"R640"},
    "platform":{"name":"Windows Server 2008 R2"},"status":{"value":"active","label":"Active"},
    "primary_ip":{"address":"10.1.0.5/24"},"primary_ip4":{"address":"10.1.0.5/24","family":{"value":4}},
    "custom_fields":{"fqdn":"ex1.contoso.example","version":"14.3"},"tags":[{"name":"hub-transport"},{"name":"rack 3"}]})";

} // namespace

class TestNetBoxReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsDevices_data();
    void readsDevices();
    void readsOlderRoles();
    void saysThatAPageIsNotAll();
    void saysWhichDevicesAreNotActive();
    void saysWhichDevicesHaveNoName();
    void readsTables_data();
    void readsTables();
};

void TestNetBoxReader::readsDevices_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a page") << "{\"count\":1,\"next\":null,\"previous\":null,\"results\":[" + kDevice + "]}";
    QTest::newRow("a list") << "[" + kDevice + "]";
    QTest::newRow("a device") << kDevice;
}

void TestNetBoxReader::readsDevices()
{
    QFETCH(QByteArray, bytes);
    const ImportedFile file = imported(bytes);
    QCOMPARE(file.kind, ImportKind::Inventory);
    QCOMPARE(problems(file), QStringList());
    QCOMPARE(file.facts.servers.size(), 1);
    const ServerFacts &server = file.facts.servers.first();
    QCOMPARE(server.name, u"ex1"_s);
    QCOMPARE(server.fqdn, u"ex1.contoso.example"_s);
    QCOMPARE(server.site.value(), u"HQ"_s);
    QCOMPARE(server.roles, QStringList({u"mailbox"_s, u"hub-transport"_s}));
    QCOMPARE(server.unknownRoles, QStringList());
    QCOMPARE(server.addresses.value(), QStringList{u"10.1.0.5"_s});
    QCOMPARE(server.operatingSystem.value(), u"Windows Server 2008 R2"_s);
    QCOMPARE(server.version.value(), u"14.3"_s);
}

void TestNetBoxReader::readsOlderRoles()
{
    const ImportedFile file = imported(R"([{"name":"x","site":{"name":"HQ"},"device_type":{},
        "device_role":{"name":"Print server"},"primary_ip":{"address":"2001:db8::1/64"}}])");
    QCOMPARE(file.facts.servers.value(0).unknownRoles, QStringList{u"Print server"_s});
    QCOMPARE(file.facts.servers.value(0).addresses.value(), QStringList{u"2001:db8::1"_s});
}

void TestNetBoxReader::saysThatAPageIsNotAll()
{
    const ImportedFile file =
        imported("{\"count\":90,\"next\":\"https://netbox.example/?offset=1\",\"results\":[" + kDevice + "]}");
    QCOMPARE(file.facts.servers.size(), 1);
    QVERIFY(anyHas(problems(file), u"1 of 90"_s));
}

void TestNetBoxReader::saysWhichDevicesAreNotActive()
{
    QByteArray device = kDevice;
    device.replace("\"value\":\"active\"", "\"value\":\"offline\"");
    QVERIFY(anyHas(notes(imported("[" + device + "]")), u"“offline”"_s));
    QVERIFY(!anyHas(notes(imported("[" + kDevice + "]")), u"status"_s));
}

void TestNetBoxReader::saysWhichDevicesHaveNoName()
{
    QByteArray device = kDevice;
    device.replace("\"name\":\"ex1\"", "\"name\":null");
    device.replace("ex1.contoso.example", "");
    const ImportedFile file = imported("[" + device + "," + kDevice + "]");
    QCOMPARE(file.facts.servers.size(), 1);
    QCOMPARE(problems(file).size(), 1);
    QVERIFY(problems(file).first().startsWith(u"1 unreadable"_s));
}

void TestNetBoxReader::readsTables_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("for its import") << QByteArray("name,role,tenant,manufacturer,device_type,platform,status,site\n"
                                                  "ex1,Mailbox,,Dell,R640,Windows,active,HQ\n");
    QTest::newRow("of a view") << QByteArray("Name,Status,Tenant,Site,Location,Rack,Role,Manufacturer,Type,IP Address\n"
                                             "ex1,Active,,HQ,,,Mailbox,Dell,R640,10.1.0.5/24\n");
}

void TestNetBoxReader::readsTables()
{
    QFETCH(QByteArray, bytes);
    const ImportedFile file = imported(bytes);
    QCOMPARE(file.kind, ImportKind::Inventory);
    QCOMPARE(problems(file), QStringList());
    QCOMPARE(notes(file), QStringList());
    QCOMPARE(file.facts.servers.value(0).name, u"ex1"_s);
    QCOMPARE(file.facts.servers.value(0).roles, QStringList{u"mailbox"_s});
    QCOMPARE(file.facts.servers.value(0).site.value(), u"HQ"_s);
}

QTEST_GUILESS_MAIN(TestNetBoxReader)
#include "tst_netboxreader.moc"
