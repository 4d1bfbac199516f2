// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/flowends.h"
#include "tests/support/catalogdsl.h"
#include "tests/support/topologydsl.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestFlowEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatAnIdNames_data();
    void findsWhatAnIdNames();
    void whatIsWrittenIsFoundAgain();
    void longListsBecomeSeveralIds();
    void saysIdsInWords();
    void onlyItsOwnIdsAreFlows();

private:
    const Catalog m_catalog = catalogFromText("p1: ra -> rb @ organization; tcp/1 x");
    const Topology m_topology = topologyFromText("one: a[ra] b[rb]\ntwo: c[rb] d[ra]");
};

void TestFlowEnds::findsWhatAnIdNames_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QList<int>>("sources");
    QTest::addColumn<QList<int>>("destinations");
    QTest::addColumn<bool>("isWhole");
    QTest::newRow("a flow") << u"flow:P1:a:c"_s << QList<int>{0} << QList<int>{2} << true;
    QTest::newRow("lists, in any order and twice")
        << u"flow:P1:d,a,d:c,b"_s << QList<int>{0, 3} << QList<int>{1, 2} << true;
    QTest::newRow("sites") << u"flow:P1:@one:@two,b"_s << QList<int>{0, 1} << QList<int>{1, 2, 3} << true;
    QTest::newRow("a server that is gone") << u"flow:P1:a,gone:c"_s << QList<int>{0} << QList<int>{2} << false;
    QTest::newRow("a site that is gone") << u"flow:P1:@gone:c"_s << QList<int>() << QList<int>{2} << false;
    QTest::newRow("no end") << u"flow:P1:a:"_s << QList<int>{0} << QList<int>() << false;
}

void TestFlowEnds::findsWhatAnIdNames()
{
    QFETCH(QString, id);
    QFETCH(QList<int>, sources);
    QFETCH(QList<int>, destinations);
    QFETCH(bool, isWhole);
    const std::vector<FlowEnds> named = flowsNamed({u"server:a"_s, id}, m_catalog, m_topology);
    QCOMPARE(named.size(), std::size_t(1));
    QCOMPARE(named.front().path, 0);
    QCOMPARE(QList<int>(named.front().sources.begin(), named.front().sources.end()), sources);
    QCOMPARE(QList<int>(named.front().destinations.begin(), named.front().destinations.end()), destinations);
    QCOMPARE(named.front().isWhole, isWhole);
}

void TestFlowEnds::whatIsWrittenIsFoundAgain()
{
    const QStringList ids = flowIds(u"P1"_s, {u"a"_s, u"@two"_s}, {u"b"_s});
    QCOMPARE(ids, QStringList{u"flow:P1:a,@two:b"_s});
    const std::vector<FlowEnds> named = flowsNamed(ids, m_catalog, m_topology);
    QCOMPARE(named.size(), std::size_t(1));
    QVERIFY((named.front().sources == ServerSet{0, 2, 3}));
    QVERIFY(named.front().isWhole);
}

void TestFlowEnds::longListsBecomeSeveralIds()
{
    QStringList sources;
    for (int i = 0; i < 500; ++i)
        sources << u"server-with-a-long-name-%1"_s.arg(i);
    const QStringList ids = flowIds(u"P1"_s, sources, {u"b"_s, u"c"_s});
    QStringList found;
    for (const QString &id : ids) {
        QVERIFY(id.size() < 4000); // what the reader of topologies takes
        QVERIFY(id.endsWith(u":b,c"_s));
        found << id.section(u':', 2, 2).split(u',');
    }
    QCOMPARE(found, sources);
}

void TestFlowEnds::saysIdsInWords()
{
    Topology topology = m_topology;
    topology.servers[0].name = u"Alpha: <one>"_s;
    topology.sites[1].name = u"Second"_s;
    QCOMPARE(flowIdText(u"flow:P1:a,d:@two"_s, topology), u"P1 · Alpha: <one> +1 → Second"_s);
    QCOMPARE(flowIdText(u"flow:P1:gone:@gone"_s, topology), u"P1 · gone → @gone"_s);
    QCOMPARE(flowIdText(u"flow:nonsense"_s, topology), u"flow:nonsense"_s);
}

void TestFlowEnds::onlyItsOwnIdsAreFlows()
{
    QVERIFY(isFlowId(u"flow:P1:a:b"_s));
    for (const QString &id : {u"server:flow"_s, u"path:P1"_s, u"P1"_s, QString()}) {
        QVERIFY(!isFlowId(id));
        QVERIFY(flowsNamed({id}, m_catalog, m_topology).empty());
    }
    for (const QString &id : {u"flow:"_s, u"flow:P1"_s, u"flow:P1:a"_s, u"flow:P9:a:b"_s, u"flow::a:b"_s})
        QVERIFY2(flowsNamed({id}, m_catalog, m_topology).empty(), qPrintable(id));
}

QTEST_APPLESS_MAIN(TestFlowEnds)
#include "tst_flowends.moc"
