// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/importers/columnmapping.h"

#include "tests/support/importing.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestColumnMapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guesses_data();
    void guesses();
    void textSaysWhatItHolds_data();
    void textSaysWhatItHolds();
    void refusesFaultyText_data();
    void refusesFaultyText();
    void jsonSaysWhatItHolds();
    void readsATableByIt();
    void saysWhichColumnsItDoesNotRead();
    void refusesATableWithoutNames();
    void refusesColumnsThatAreNotThere();
};

void TestColumnMapping::guesses_data()
{
    QTest::addColumn<QStringList>("columns");
    QTest::addColumn<QStringList>("row");
    QTest::addColumn<QString>("mapping");
    QTest::newRow("plain titles") << QStringList{u"Name"_s, u"Site"_s, u"Role"_s, u"IP"_s}
                                  << QStringList{u"EX1"_s, u"HQ"_s, u"Mailbox"_s, u"10.0.0.1"_s}
                                  << u"name=Name,site=Site,roles=Role,addresses=IP"_s;
    QTest::newRow("other words for them")
        << QStringList{u"Host Name"_s, u"Location"_s, u"Server Function"_s, u"Function"_s, u"OS"_s}
        << QStringList{u"EX1"_s, u"HQ"_s, u"?"_s, u"Mailbox"_s, u"Windows"_s}
        << u"name=Host Name,site=Location,roles=Function,operatingSystem=OS"_s;
    QTest::newRow("values tell more than titles")
        << QStringList{u"Host"_s, u"Device"_s, u"Where"_s} << QStringList{u"10.0.0.1/24"_s, u"EX1"_s, u"HQ"_s}
        << u"name=Device,addresses=Host"_s;
    QTest::newRow("full names by their values")
        << QStringList{u"Name"_s, u"x"_s} << QStringList{u"EX1"_s, u"ex1.contoso.example"_s} << u"name=Name,fqdn=x"_s;
    QTest::newRow("nothing") << QStringList{u"a"_s, u"b"_s} << QStringList{u"1"_s, u"2"_s} << u""_s;
}

void TestColumnMapping::guesses()
{
    QFETCH(QStringList, columns);
    QFETCH(QStringList, row);
    QTEST(ColumnMapping::guess(columns, {row}).toText(), "mapping");
}

void TestColumnMapping::textSaysWhatItHolds_data()
{
    QTest::addColumn<QString>("title");
    QTest::newRow("plain") << u"Host"_s;
    QTest::newRow("blank") << u"Host name"_s;
    QTest::newRow("comma") << u"Host, or name"_s;
    QTest::newRow("quotation marks") << u"the \"host\""_s;
    QTest::newRow("equals sign") << u"a=b"_s;
    QTest::newRow("all of them") << u"\",=\","_s;
}

void TestColumnMapping::textSaysWhatItHolds()
{
    QFETCH(QString, title);
    ColumnMapping mapping;
    mapping.set(ServerField::Name, title);
    mapping.set(ServerField::Notes, u"Remarks"_s);
    const Result<ColumnMapping> again = ColumnMapping::fromText(mapping.toText());
    QVERIFY(again.has_value());
    QCOMPARE(again->column(ServerField::Name), title);
    QVERIFY(*again == mapping);
}

void TestColumnMapping::refusesFaultyText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    QTest::newRow("no field") << u"Host"_s << u"Host"_s;
    QTest::newRow("unknown field") << u"nme=Host"_s << u"operatingSystem"_s;
    QTest::newRow("twice") << u"name=a,NAME=b"_s << u"twice"_s;
}

void TestColumnMapping::refusesFaultyText()
{
    QFETCH(QString, text);
    QFETCH(QString, part);
    const Result<ColumnMapping> mapping = ColumnMapping::fromText(text);
    QVERIFY(!mapping.has_value());
    QVERIFY2(mapping.error().first().detail.contains(part), qPrintable(mapping.error().first().detail));
}

void TestColumnMapping::jsonSaysWhatItHolds()
{
    const ColumnMapping mapping = *ColumnMapping::fromText(u"name=Host,operatingSystem=OS"_s);
    const Result<ColumnMapping> again = ColumnMapping::fromJson(mapping.toJson());
    QVERIFY(again.has_value());
    QVERIFY(*again == mapping);
    JsonValue faulty = mapping.toJson();
    faulty.set(u"nme"_s, JsonValue::fromString(u"x"_s));
    QVERIFY(!ColumnMapping::fromJson(faulty).has_value());
}

void TestColumnMapping::readsATableByIt()
{
    ImportOptions options;
    options.mapping = *ColumnMapping::fromText(u"name=Wer,site=Wo,roles=Was"_s);
    const ImportedFile file = imported("wer;wo;was\nex1.contoso.example;HQ;CAS/HUB\n", options);
    QCOMPARE(file.kind, ImportKind::MappedTable);
    QCOMPARE(problems(file), QStringList());
    QCOMPARE(file.facts.servers.size(), 1);
    const ServerFacts &server = file.facts.servers.first();
    QCOMPARE(server.name, u"ex1"_s);
    QCOMPARE(server.fqdn, u"ex1.contoso.example"_s);
    QCOMPARE(server.site.value(), u"HQ"_s);
    QCOMPARE(server.roles, QStringList({u"client-access"_s, u"hub-transport"_s}));
    QVERIFY(server.judgesAllRoles);
}

void TestColumnMapping::saysWhichColumnsItDoesNotRead()
{
    const ImportedFile file = imported("Name,Site,Colour\nEX1,HQ,blue\n");
    QVERIFY(anyHas(notes(file), u"Colour"_s));
}

void TestColumnMapping::refusesATableWithoutNames()
{
    const ImportedFile file = imported("a,b\n1,2\n");
    QCOMPARE(file.kind, ImportKind::Unrecognised);
    QCOMPARE(problems(file).size(), 1);
    QVERIFY(anyHas(problems(file), u"“a”, “b”"_s));
}

void TestColumnMapping::refusesColumnsThatAreNotThere()
{
    ImportOptions options;
    options.mapping = *ColumnMapping::fromText(u"name=Host"_s);
    QVERIFY(anyHas(problems(imported("Name,Site\nEX1,HQ\n", options)), u"“Host”"_s));
}

QTEST_GUILESS_MAIN(TestColumnMapping)
#include "tst_columnmapping.moc"
