// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/importers/servertable.h"

#include "model/flows/generate.h"
#include "model/json/plaintext.h"
#include "tests/support/importing.h"
#include "tests/support/randomplan.h"

#include <QRandomGenerator>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

/// Text that tables and spreadsheets stumble over.
QString awkwardText(QRandomGenerator &random, Lines lines)
{
    static const QStringList parts{u"="_s,  u"+49"_s, u"-"_s,   u"@a"_s, u"'"_s, u"''=1"_s,
                                   u"\""_s, u","_s,   u";"_s,   u"\\"_s, u" "_s, u"ü"_s,
                                   u"😀"_s,  u"HQ"_s,  u"{a}"_s, u"|"_s,  u"1"_s, u"#TYPE x"_s};
    static const QStringList breaks{u"\n"_s, u"\r\n"_s, u"\r"_s, u"\t"_s};
    QString text;
    for (int i = random.bounded(1, 6); i > 0; --i) {
        text += parts[random.bounded(int(parts.size()))];
        if (lines == Lines::Many && random.bounded(3) == 0)
            text += breaks[random.bounded(int(breaks.size()))];
    }
    return text;
}

/// The plan with all that a server can have.
Topology richTopology(quint64 seed)
{
    QRandomGenerator random(quint32(seed * 7919 + 1));
    Topology topology = randomPlan(seed).topology;
    for (Server &server : topology.servers) {
        server.name = awkwardText(random, Lines::One);
        server.fqdn = random.bounded(2) ? u"s%1.contoso.example"_s.arg(random.bounded(1000)) : QString();
        server.addresses = random.bounded(2) ? QStringList{u"10.0.0.1"_s, u"2001:DB8::1"_s} : QStringList();
        server.dynamicPorts = random.bounded(2) ? std::optional(PortRange{6005, 6010}) : std::nullopt;
        server.version = awkwardText(random, Lines::One);
        server.operatingSystem = random.bounded(2) ? awkwardText(random, Lines::One) : QString();
        server.domain = random.bounded(2) ? u"contoso.example"_s : QString();
        server.readOnly = random.bounded(2) == 1;
        server.sipStartup = random.bounded(2) ? std::optional(SipStartup::Dual) : std::nullopt;
        server.notes = random.bounded(2) ? awkwardText(random, Lines::Many) : QString();
    }
    return topology;
}

} // namespace

class TestServerTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesATable();
    void listsAreLossless_data();
    void listsAreLossless();
    void importOfAnExportIsTheSamePlan_data();
    void importOfAnExportIsTheSamePlan();
    void importOfAnExportChangesNothing_data();
    void importOfAnExportChangesNothing();
    void jsonIsReadBackAsWell();
    void editsInTheTableComeIn();
};

void TestServerTable::writesATable()
{
    Topology topology;
    Server server;
    server.id = u"ex1"_s;
    server.name = u"=EX1"_s;
    server.site = u"hq"_s;
    server.roles = {u"mailbox"_s, u"hub-transport"_s};
    server.notes = u"two\nlines"_s;
    topology.servers = {server};
    Group dag;
    dag.id = u"dag1"_s;
    dag.name = u"DAG 1"_s;
    dag.members = {u"ex1"_s};
    topology.groups = {dag};
    const QByteArray header = "id,name,site,roles,fqdn,addresses,dynamicPorts,version,operatingSystem,domain,readOnly,"
                              "sipStartup,dag,notes\n";
    QCOMPARE(serversCsv(topology, SpreadsheetSafety::Safe),
             header + "ex1,'=EX1,hq,mailbox;hub-transport,,,,,,,false,,DAG 1,\"two\nlines\"\n");
    QVERIFY(!serversCsv(topology, SpreadsheetSafety::Raw).contains('\''));
}

void TestServerTable::listsAreLossless_data()
{
    QTest::addColumn<QStringList>("items");
    QTest::newRow("none") << QStringList();
    QTest::newRow("one") << QStringList{u"a"_s};
    QTest::newRow("several") << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("semicolons") << QStringList{u"a;b"_s, u";"_s};
    QTest::newRow("backslashes") << QStringList{u"a\\"_s, u"\\;b"_s};
}

void TestServerTable::listsAreLossless()
{
    QFETCH(QStringList, items);
    QCOMPARE(splitList(joinedList(items)), items);
}

void TestServerTable::importOfAnExportIsTheSamePlan_data()
{
    QTest::addColumn<int>("safety");
    QTest::newRow("safe") << int(SpreadsheetSafety::Safe);
    QTest::newRow("raw") << int(SpreadsheetSafety::Raw);
}

void TestServerTable::importOfAnExportIsTheSamePlan()
{
    QFETCH(int, safety);
    for (quint64 seed = 1; seed <= 150; ++seed) {
        const Topology topology = richTopology(seed);
        if (topology.servers.isEmpty())
            continue;
        Topology before = topology;
        before.groups.clear();
        Topology without = before;
        without.servers.clear();
        const ImportedFile file = imported(serversCsv(before, SpreadsheetSafety(safety)));
        QVERIFY2(problems(file).isEmpty(), qPrintable(problems(file).join(u'\n')));
        QCOMPARE(file.kind, ImportKind::ServerTable);
        const Topology after = broughtInto(without, {file});
        QVERIFY2(writeTopology(after) == writeTopology(before), qPrintable(u"seed %1"_s.arg(seed)));
    }
}

void TestServerTable::importOfAnExportChangesNothing_data()
{
    importOfAnExportIsTheSamePlan_data();
}

void TestServerTable::importOfAnExportChangesNothing()
{
    QFETCH(int, safety);
    for (quint64 seed = 1; seed <= 150; ++seed) {
        const Topology topology = richTopology(seed);
        if (topology.servers.isEmpty())
            continue;
        const ImportedFile file = imported(serversCsv(topology, SpreadsheetSafety(safety)));
        const ImportPlan plan = planImport({file}, topology, builtIn());
        QCOMPARE(plan.count(ImportStatus::New), 0);
        QCOMPARE(plan.count(ImportStatus::Changed), 0);
        QCOMPARE(plan.count(ImportStatus::Missing), 0);
        QCOMPARE(writeTopology(toEdit(plan, {}).apply(topology)), writeTopology(topology));
    }
}

void TestServerTable::jsonIsReadBackAsWell()
{
    const Topology topology = generateTopology(3, 20, 1);
    const ImportedFile file = imported(serversJson(topology));
    QCOMPARE(problems(file), QStringList());
    QCOMPARE(file.facts.servers.size(), 20);
    const ImportPlan plan = planImport({file}, topology, builtIn());
    QCOMPARE(plan.count(ImportStatus::Unchanged), plan.items.size());
    QCOMPARE(std::count_if(plan.items.begin(), plan.items.end(),
                           [](const ImportItem &item) { return item.subject == ImportSubject::Server; }),
             20);
}

void TestServerTable::editsInTheTableComeIn()
{
    Topology topology = richTopology(1);
    topology.servers.first().notes = u"old"_s;
    topology.servers.first().dynamicPorts = PortRange{6005, 6006};
    Topology edited = topology;
    edited.servers.first().notes.clear();
    edited.servers.first().dynamicPorts.reset();
    edited.servers.first().name = u"Renamed"_s;
    const ImportedFile file = imported(serversCsv(edited, SpreadsheetSafety::Safe));
    QCOMPARE(writeTopology(broughtInto(topology, {file})), writeTopology(edited));
}

QTEST_GUILESS_MAIN(TestServerTable)
#include "tst_servertable.moc"
