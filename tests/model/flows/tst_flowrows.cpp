// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/flowtable.h"

#include "tests/support/catalogdsl.h"
#include "tests/support/floworacle.h"
#include "tests/support/randomplan.h"
#include "tests/support/topologydsl.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *kHeader =
    "source,destination,source_site,destination_site,path,transport,first_port,last_port,service,"
    "authentication,encryption,mechanism,local,implied\n";

QByteArray csv(const char *catalog, const char *topology)
{
    return flowsCsv(deriveFlows(catalogFromText(catalog), topologyFromText(topology)));
}

} // namespace

class TestFlowTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csvHasALineForEachFlowAndPort();
    void csvOfNoFlowsIsTheHeader();
    void pathWithoutPortsHasOneLine();
    void rowsAreSortedByIdsAndNumbers();
    void bothWaysGiveNoLineTwice();
    void rowsBelongToTheFlowThatStartsWithThem();
    void csvQuotes_data();
    void csvQuotes();
    void jsonSaysTheSame();
    void jsonOfNoFlowsIsAnEmptyArray();
    void cellsMakeTheSameLines();
    void writingStopsWhereTheReceiverDoes();
    void linesAgreeWithTheSpecificationReadPairByPair();
};

void TestFlowTable::csvHasALineForEachFlowAndPort()
{
    QCOMPARE(
        csv("t1: hub -> hub @ organization; tcp/25 smtp; auth=kerberos; mechanism=tls; link-tls\n"
            "t5: mailbox -> hub @ site; tcp/135 rpc-epm; tcp/rpc-dynamic rpc implied; auth=ntlm; same-server=kerberos; "
            "mechanism=rpc-encryption; encryption=optional",
            "hq: all[hub mailbox]\nbr: hub2[hub]\nhq - br tls-off"),
        QByteArray(kHeader)
            + "all,all,hq,hq,t5,tcp,135,135,rpc-epm,kerberos,optional,rpc-encryption,yes,no\n"
              "all,all,hq,hq,t5,tcp,49152,65535,rpc,kerberos,optional,rpc-encryption,yes,yes\n"
              "all,hub2,hq,br,t1,tcp,25,25,smtp,kerberos,disabled,tls,no,no\n"
              "hub2,all,br,hq,t1,tcp,25,25,smtp,kerberos,disabled,tls,no,no\n");
}

void TestFlowTable::csvOfNoFlowsIsTheHeader()
{
    QCOMPARE(flowsCsv(FlowSet()), QByteArray(kHeader));
    QCOMPARE(csv("p: x -> y @ site", "hq: a[x]"), QByteArray(kHeader));
}

void TestFlowTable::pathWithoutPortsHasOneLine()
{
    QCOMPARE(csv("m9: mailbox -> mailbox @ local; auth=ntlm|kerberos; encryption=none", "hq: a[mailbox]"),
             QByteArray(kHeader) + "a,a,hq,hq,m9,,,,,ntlm|kerberos,none,,yes,no\n");
}

void TestFlowTable::rowsAreSortedByIdsAndNumbers()
{
    const QStringList lines =
        QString::fromUtf8(
            csv("p2: x -> y @ site; udp/9 zulu; tcp/1000 alpha; tcp/200-300 beta; tcp/200 zulu; tcp/200 alpha\n"
                "p10: x -> y @ site\n",
                "hq: s10[x] s2[x] d-1[y] d.1[y]"))
            .split(u'\n', Qt::SkipEmptyParts);
    QStringList keys;
    for (const QString &line : lines.sliced(1)) {
        const QStringList cells = line.split(u',');
        keys << QStringList{cells[0], cells[1], cells[4], cells[5], cells[6], cells[7], cells[8]}.join(u' ');
    }
    QStringList expected;
    for (const QString &pair : {u"s10 d-1"_s, u"s10 d.1"_s, u"s2 d-1"_s, u"s2 d.1"_s}) {
        for (const QString &rest : {u" p10    "_s, u" p2 tcp 200 200 alpha"_s, u" p2 tcp 200 200 zulu"_s,
                                    u" p2 tcp 200 300 beta"_s, u" p2 tcp 1000 1000 alpha"_s, u" p2 udp 9 9 zulu"_s})
            expected << pair + rest;
    }
    QCOMPARE(keys, expected);
}

void TestFlowTable::bothWaysGiveNoLineTwice()
{
    QCOMPARE(csv("p: x -> x @ site; tcp/5 five; bidirectional\n", "hq: a[x] b[x]"),
             QByteArray(kHeader)
                 + "a,b,hq,hq,p,tcp,5,5,five,,encrypted,,no,no\nb,a,hq,hq,p,tcp,5,5,five,,encrypted,,no,no\n");
    QCOMPARE(csv("p: x -> y @ site; tcp/5 five; tcp/5 five; tcp/5 five implied", "hq: a[x] b[y]"),
             QByteArray(kHeader)
                 + "a,b,hq,hq,p,tcp,5,5,five,,encrypted,,no,no\na,b,hq,hq,p,tcp,5,5,five,,encrypted,,no,yes\n");
}

void TestFlowTable::rowsBelongToTheFlowThatStartsWithThem()
{
    const FlowSet flows =
        deriveFlows(catalogFromText("p: x -> x @ site; tcp/5 five; bidirectional"), topologyFromText("hq: a[x] b[x]"));
    const std::vector<FlowRow> rows = flowRows(flows);
    QCOMPARE(rows.size(), 2U);
    for (const FlowRow &row : rows) {
        QCOMPARE(row.flow.source, row.source);
        QCOMPARE(row.flow.destination, row.destination);
    }
    const FlowSet reversed =
        deriveFlows(catalogFromText("p: x -> y @ site; tcp/5 five reverse"), topologyFromText("hq: a[x] b[y]"));
    const std::vector<FlowRow> back = flowRows(reversed);
    QCOMPARE(back.size(), 1U);
    QCOMPARE(back[0].source, 1U);
    QCOMPARE(back[0].flow.source, 0U);
}

void TestFlowTable::csvQuotes_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QString>("field");
    QTest::newRow("plain") << u"a b|c;d"_s << u"a b|c;d"_s;
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("comma") << u"a,b"_s << u"\"a,b\""_s;
    QTest::newRow("quotation marks double") << u"say \"no\""_s << u"\"say \"\"no\"\"\""_s;
    QTest::newRow("line feed") << u"a\nb"_s << u"\"a\nb\""_s;
    QTest::newRow("carriage return") << u"a\rb"_s << u"\"a\rb\""_s;
    for (const QChar start : u"=+-@	"_s)
        QTest::addRow("formula %c", start.toLatin1()) << QString(start) + u'1' << u'"' + QString(start) + u"1\""_s;
    QTest::newRow("a formula's sign further in") << u"a=1"_s << u"a=1"_s;
}

void TestFlowTable::csvQuotes()
{
    QFETCH(QString, cell);
    QFETCH(QString, field);
    QCOMPARE(csvLine({cell}), field);
    QCOMPARE(csvLine({u"x"_s, cell, u"y"_s}), u"x,"_s + field + u",y"_s);
}

void TestFlowTable::jsonSaysTheSame()
{
    const FlowSet flows =
        deriveFlows(catalogFromText("p: x -> y @ site; tcp/49152-65535 rpc implied; auth=ntlm|kerberos; mechanism=tls\n"
                                    "q: x -> x @ local; encryption=none"),
                    topologyFromText("hq: a[x] b[y]"));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(flowsJson(flows), &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
    const QJsonArray rows = document.array();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].toObject(),
             (QJsonObject{{u"source"_s, u"a"_s},
                          {u"destination"_s, u"a"_s},
                          {u"source_site"_s, u"hq"_s},
                          {u"destination_site"_s, u"hq"_s},
                          {u"path"_s, u"q"_s},
                          {u"transport"_s, QJsonValue::Null},
                          {u"first_port"_s, QJsonValue::Null},
                          {u"last_port"_s, QJsonValue::Null},
                          {u"service"_s, QJsonValue::Null},
                          {u"authentication"_s, QJsonArray()},
                          {u"encryption"_s, u"none"_s},
                          {u"mechanism"_s, QJsonArray()},
                          {u"local"_s, true},
                          {u"implied"_s, false}}));
    QCOMPARE(rows[1].toObject(),
             (QJsonObject{{u"source"_s, u"a"_s},
                          {u"destination"_s, u"b"_s},
                          {u"source_site"_s, u"hq"_s},
                          {u"destination_site"_s, u"hq"_s},
                          {u"path"_s, u"p"_s},
                          {u"transport"_s, u"tcp"_s},
                          {u"first_port"_s, 49152},
                          {u"last_port"_s, 65535},
                          {u"service"_s, u"rpc"_s},
                          {u"authentication"_s, QJsonArray{u"ntlm"_s, u"kerberos"_s}},
                          {u"encryption"_s, u"encrypted"_s},
                          {u"mechanism"_s, QJsonArray{u"tls"_s}},
                          {u"local"_s, false},
                          {u"implied"_s, true}}));
}

void TestFlowTable::jsonOfNoFlowsIsAnEmptyArray()
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(flowsJson(FlowSet()), &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
    QVERIFY(document.isArray() && document.array().isEmpty());
}

void TestFlowTable::cellsMakeTheSameLines()
{
    for (quint64 seed = 0; seed < 100; ++seed) {
        const RandomPlan plan = randomPlan(seed);
        const FlowSet flows = deriveFlows(plan.catalog, plan.topology);
        QByteArray lines = csvLine(flowColumns()).toUtf8() + '\n';
        for (const FlowRow &row : flowRows(flows))
            lines += csvLine(flowCells(flows, row)).toUtf8() + '\n';
        QCOMPARE(flowsCsv(flows), lines);
    }
}

void TestFlowTable::writingStopsWhereTheReceiverDoes()
{
    QByteArray topology = "hq:";
    for (int i = 0; i < 150; ++i)
        topology += " s" + QByteArray::number(i) + "[x]";
    const FlowSet flows =
        deriveFlows(catalogFromText("p: x -> x @ site; tcp/5 five"), topologyFromText(topology.constData()));
    int pieces = 0;
    QVERIFY(writeFlowsCsv(flows, [&](QByteArrayView) { return ++pieces > 0; }));
    QVERIFY2(pieces > 2, "too small to stop within");
    int written = 0;
    QVERIFY(!writeFlowsCsv(flows, [&](QByteArrayView) { return ++written < 2; }));
    QCOMPARE(written, 2);
}

void TestFlowTable::linesAgreeWithTheSpecificationReadPairByPair()
{
    for (quint64 seed = 0; seed < 700; ++seed) {
        const RandomPlan plan = randomPlan(seed);
        const QStringList expected = FlowOracle(plan.catalog, plan.topology).lines();
        QStringList lines = QString::fromUtf8(flowsCsv(deriveFlows(plan.catalog, plan.topology))).split(u'\n');
        lines.removeFirst();
        lines.removeLast();
        if (lines != expected)
            qWarning("seed %llu", static_cast<unsigned long long>(seed));
        QCOMPARE(lines, expected);
    }
}

QTEST_GUILESS_MAIN(TestFlowTable)
#include "tst_flowrows.moc"
