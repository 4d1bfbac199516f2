// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/importers/importvalues.h"

#include "tests/support/importing.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestImportValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRoles_data();
    void readsRoles();
    void partsLists_data();
    void partsLists();
    void takesNamesOutOfPaths_data();
    void takesNamesOutOfPaths();
    void tellsOtherProducts_data();
    void tellsOtherProducts();
    void readsAddresses_data();
    void readsAddresses();
};

void TestImportValues::readsRoles_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("roles");
    QTest::addColumn<QString>("unknown");
    QTest::newRow("words of the cmdlet") << u"Mailbox, ClientAccess, HubTransport"_s
                                         << u"mailbox client-access hub-transport"_s << u""_s;
    QTest::newRow("flags") << u"38"_s << u"mailbox client-access hub-transport"_s << u""_s;
    QTest::newRow("flags with Unified Messaging")
        << u"54"_s << u"mailbox client-access unified-messaging hub-transport"_s << u""_s;
    QTest::newRow("Edge") << u"64"_s << u"edge-transport"_s << u""_s;
    QTest::newRow("all flags") << u"16503"_s
                               << u"client-access mailbox unified-messaging hub-transport edge-transport"_s << u""_s;
    QTest::newRow("an unknown flag") << u"514"_s << u"mailbox"_s << u"flag 512"_s;
    QTest::newRow("none") << u"None"_s << u""_s << u""_s;
    QTest::newRow("0") << u"0"_s << u""_s << u""_s;
    QTest::newRow("short words") << u"CAS+HUB"_s << u"client-access hub-transport"_s << u""_s;
    QTest::newRow("labels") << u"Hub Transport; Domain controller"_s << u"hub-transport domain-controller"_s << u""_s;
    QTest::newRow("blanks between") << u"CAS HUB MBX"_s << u"client-access hub-transport mailbox"_s << u""_s;
    QTest::newRow("ids") << u"unified-messaging|ip-gateway"_s << u"unified-messaging ip-gateway"_s << u""_s;
    QTest::newRow("unknown") << u"Mailbox, Print server"_s << u"mailbox"_s << u"Print server"_s;
    QTest::newRow("twice") << u"MBX, Mailbox"_s << u"mailbox"_s << u""_s;
}

void TestImportValues::readsRoles()
{
    QFETCH(QString, text);
    const RoleWords::Reading reading = RoleWords(builtIn()).read(text);
    QTEST(reading.roles.join(u' '), "roles");
    QTEST(reading.unknown.join(u' '), "unknown");
}

void TestImportValues::partsLists_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("items");
    QTest::newRow("semicolons") << u"a; b;c"_s << u"a/b/c"_s;
    QTest::newRow("commas") << u"a, b"_s << u"a/b"_s;
    QTest::newRow("braces") << u"{a, b}"_s << u"a/b"_s;
    QTest::newRow("lines") << u"a\r\nb\n"_s << u"a/b"_s;
    QTest::newRow("one distinguished name") << u"CN=HQ,CN=Sites,DC=x"_s << u"CN=HQ,CN=Sites,DC=x"_s;
    QTest::newRow("distinguished names with semicolons")
        << u"CN=HQ,CN=Sites,DC=x;CN=BR,CN=Sites,DC=x"_s << u"CN=HQ,CN=Sites,DC=x/CN=BR,CN=Sites,DC=x"_s;
    QTest::newRow("distinguished names with commas") << u"CN=HQ,CN=Sites,DC=x,DC=y, CN=BR,CN=Sites,DC=x,DC=y"_s
                                                     << u"CN=HQ,CN=Sites,DC=x,DC=y/CN=BR,CN=Sites,DC=x,DC=y"_s;
    QTest::newRow("a comma in a name") << u"CN=HQ\\, north,CN=Sites,DC=x"_s << u"CN=HQ\\, north,CN=Sites,DC=x"_s;
    QTest::newRow("nothing") << u" "_s << u""_s;
}

void TestImportValues::partsLists()
{
    QFETCH(QString, text);
    QTEST(listItems(text).join(u'/'), "items");
}

void TestImportValues::takesNamesOutOfPaths_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::newRow("canonical") << u"contoso.example/Configuration/Sites/HQ"_s << u"HQ"_s;
    QTest::newRow("distinguished") << u"CN=HQ,CN=Sites,CN=Configuration,DC=contoso"_s << u"HQ"_s;
    QTest::newRow("escaped") << u"CN=HQ\\, north,CN=Sites,DC=contoso"_s << u"HQ, north"_s;
    QTest::newRow("plain") << u"HQ"_s << u"HQ"_s;
}

void TestImportValues::takesNamesOutOfPaths()
{
    QFETCH(QString, text);
    QTEST(plainName(text), "name");
}

void TestImportValues::tellsOtherProducts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("product");
    QTest::newRow("2010") << u"Version 14.3 (Build 123.4)"_s << u"14.3"_s << u""_s;
    QTest::newRow("2007") << u"Version 8.3 (Build 83.6)"_s << u"8.3"_s << u"Exchange Server 2007"_s;
    QTest::newRow("2013") << u"Version 15.0 (Build 847.32)"_s << u"15.0"_s << u"Exchange Server 2013"_s;
    QTest::newRow("2016") << u"Version 15.1 (Build 225.42)"_s << u"15.1"_s << u"Exchange Server 2016"_s;
    QTest::newRow("later") << u"Version 16.0 (Build 1.1)"_s << u"16.0"_s << u"another product"_s;
    QTest::newRow("no version") << u"unknown"_s << u"unknown"_s << u""_s;
    QTest::newRow("nothing") << u""_s << u""_s << u""_s;
}

void TestImportValues::tellsOtherProducts()
{
    QFETCH(QString, text);
    QTEST(plainVersion(text), "version");
    QTEST(otherProductOf(plainVersion(text), builtIn().imports()), "product");
}

void TestImportValues::readsAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    QTest::newRow("plain") << u"10.0.0.1"_s << u"10.0.0.1"_s;
    QTest::newRow("with a prefix") << u"10.0.0.1/24"_s << u"10.0.0.1"_s;
    QTest::newRow("with a zone") << u"fe80::1%12"_s << u"fe80::1"_s;
    QTest::newRow("in brackets") << u"[2001:db8::1]"_s << u"2001:db8::1"_s;
    QTest::newRow("a name") << u"ex1"_s << u""_s;
    QTest::newRow("too many parts") << u"10.0.0.1.2"_s << u""_s;
}

void TestImportValues::readsAddresses()
{
    QFETCH(QString, text);
    QTEST(plainAddress(text), "address");
}

QTEST_GUILESS_MAIN(TestImportValues)
#include "tst_importvalues.moc"
