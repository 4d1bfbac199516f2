// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/importing.h"

#include <QRandomGenerator>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kTable =
    "#TYPE A.ExchangeServer\r\n\"Name\",\"Site\",\"ServerRole\"\r\n\"EX1\",\"HQ\",\"Mailbox\"\r\n";
const QByteArray kJson = R"([{"Name":"EX1","ServerRole":{"value":2,"Value":"Mailbox"},"Site":"HQ"}])";
const QByteArray kScan = "<?xml version=\"1.0\"?><!DOCTYPE nmaprun><nmaprun><host><status state=\"up\"/>"
                         "<address addr=\"10.0.0.1\" addrtype=\"ipv4\"/><ports><port protocol=\"tcp\" portid=\"25\">"
                         "<state state=\"open\"/></port></ports></host></nmaprun>";

/// Whatever comes out has to be a document that can be written and read.
void check(const QByteArray &bytes)
{
    const ImportedFile file = imported(bytes);
    ImportChoices choices;
    choices.site = u"HQ"_s;
    choices.acceptsRoles = true;
    choices.acceptsVersions = true;
    Topology topology;
    topology.name = u"Plan"_s;
    topology.catalog = u"exchange-2010"_s;
    const ImportPlan plan = planImport({file}, topology, builtIn(), choices);
    const Topology result = toEdit(plan, choices).apply(topology);
    const Result<LoadedTopology> again = parseTopology(writeTopology(result), u"f"_s);
    QVERIFY2(again.has_value(), again ? "" : qPrintable(toText(again.error())));
    QVERIFY(!importPlanText(plan).isEmpty());
    QVERIFY(parseJson(importPlanJson(plan), u"f"_s).has_value());
    const bool isEmpty = file.facts.servers.isEmpty() && file.facts.sites.isEmpty() && file.facts.links.isEmpty()
        && file.facts.groups.isEmpty() && file.facts.subnets.isEmpty();
    QVERIFY2(!isEmpty || !file.remarks.isEmpty(), "nothing came in and nothing was said");
}

} // namespace

/// Anything can be handed over as a file.
class TestHostileImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsWithARemark_data();
    void endsWithARemark();
    void survivesGarbage();
    void survivesChangedBytes_data();
    void survivesChangedBytes();
    void survivesCutFiles_data();
    void survivesCutFiles();
};

void TestHostileImport::endsWithARemark_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("blanks") << QByteArray(100000, ' ');
    QTest::newRow("line ends") << QByteArray(100000, '\n');
    QTest::newRow("a quotation mark that never closes") << "Name,Site,ServerRole\n\"" + QByteArray(5000000, 'x');
    QTest::newRow("quotation marks") << QByteArray(5000000, '"');
    QTest::newRow("a huge cell") << "Name,Site,ServerRole\n" + QByteArray(5000000, 'x') + ",a,b\n";
    QTest::newRow("commas") << QByteArray(5000000, ',');
    QTest::newRow("deep JSON") << QByteArray(1000000, '[');
    QTest::newRow("deep JSON objects") << QByteArray("{\"a\":").repeated(200000);
    QTest::newRow("deep XML") << "<nmaprun>" + QByteArray("<a>").repeated(1000000);
    QTest::newRow("many attributes") << "<nmaprun><host " + QByteArray("a='b' ").repeated(100000) + "/></nmaprun>";
    QTest::newRow("entities within entities")
        << QByteArray("<!DOCTYPE nmaprun [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
                      "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><nmaprun>&c;</nmaprun>");
    QTest::newRow("a role of many words")
        << "Name,Site,ServerRole\nEX1,HQ,\"" + QByteArray("a;").repeated(20000) + "\"\n";
    QTest::newRow("an executable") << QByteArray("\x7F"
                                                 "ELF\x02\x01\x01\0\0\0\0",
                                                 11);
}

void TestHostileImport::endsWithARemark()
{
    QFETCH(QByteArray, bytes);
    check(bytes);
}

void TestHostileImport::survivesGarbage()
{
    QRandomGenerator random(1);
    for (int run = 0; run < 300; ++run) {
        QByteArray bytes;
        for (int i = random.bounded(1, 2000); i > 0; --i)
            bytes += char(random.bounded(run % 2 ? 256 : 128));
        check(bytes);
    }
}

void TestHostileImport::survivesChangedBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("table") << kTable;
    QTest::newRow("JSON") << kJson;
    QTest::newRow("scan") << kScan;
}

void TestHostileImport::survivesChangedBytes()
{
    QFETCH(QByteArray, bytes);
    const QByteArray pieces = "\",;\n\r\t{}[]<>&=+-@'\\/ \x01\x80\xFF\x30";
    QRandomGenerator random(2);
    for (int run = 0; run < 1000; ++run) {
        QByteArray changed = bytes;
        for (int i = random.bounded(1, 5); i > 0; --i) {
            const int at = random.bounded(int(changed.size()));
            const char piece = pieces[random.bounded(int(pieces.size()))];
            if (random.bounded(2))
                changed[at] = piece;
            else
                changed.insert(at, piece);
        }
        check(changed);
    }
}

void TestHostileImport::survivesCutFiles_data()
{
    survivesChangedBytes_data();
}

void TestHostileImport::survivesCutFiles()
{
    QFETCH(QByteArray, bytes);
    for (qsizetype size = 0; size < bytes.size(); ++size)
        check(bytes.first(size));
}

QTEST_GUILESS_MAIN(TestHostileImport)
#include "tst_hostileimport.moc"
