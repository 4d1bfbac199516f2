// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/checks.h"
#include "views/checks/checktree.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestCheckTree : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void itIsAProperModel();
    void nothingIsKnownAtFirst();
    void brokenPathsComeByWhatTheyBreak();
    void causesGatherWhatFails();
    void allFlowsComeWorstFirst();
    void statesAreCountedAndHidden();
    void keysOutliveARefill();
    void aPortIsFound();
    void rowsSaySignsInWordsToo();
    void namesAreNoMarkup();

private:
    void show(const QList<ReachabilityRun> &runs, const PendingChecks &pending = {});
    QString cell(const QModelIndex &index, int column) const { return index.siblingAtColumn(column).data().toString(); }

    FlowSet m_flows = checkedFlowSet();
    CheckTree m_tree;
    CheckLooks m_looks{{u"b tcp/25"_s, ProbeResult::NoAnswer},
                       {u"b tcp/80"_s, ProbeResult::NoAnswer},
                       {u"a2 tcp/25"_s, ProbeResult::NoAnswer},
                       {u"a2 tcp/80"_s, ProbeResult::Open}};
};

void TestCheckTree::init()
{
    m_flows = checkedFlowSet();
    m_tree.setGrouping(CheckGrouping::Broken);
    m_tree.setShown({CheckState::Fails, CheckState::Differs, CheckState::CannotTell, CheckState::Planned,
                     CheckState::Works, CheckState::NotChecked});
    show({runFrom(u"a"_s, checkTime(24), m_looks)});
}

void TestCheckTree::show(const QList<ReachabilityRun> &runs, const PendingChecks &pending)
{
    const auto checked = std::make_shared<const CheckedPlan>(checkedBy(m_flows, runs, pending));
    m_tree.setChecked(checked, checked->vantages.empty() ? -1 : 0);
}

void TestCheckTree::itIsAProperModel()
{
    const QAbstractItemModelTester tester(&m_tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const CheckGrouping grouping : {CheckGrouping::Causes, CheckGrouping::Flows, CheckGrouping::Broken})
        m_tree.setGrouping(grouping);
    show({});
    show({runFrom(u"a"_s, checkTime(24), m_looks)});
}

void TestCheckTree::nothingIsKnownAtFirst()
{
    const CheckTree tree;
    QCOMPARE(tree.rowCount(), 0);
    QVERIFY(!tree.vantage());
    QVERIFY(tree.indexOfKey(u"p1"_s) == QModelIndex());
}

void TestCheckTree::brokenPathsComeByWhatTheyBreak()
{
    QCOMPARE(m_tree.rowCount(), 2);
    const QModelIndex first = m_tree.index(0, 0);
    const QModelIndex second = m_tree.index(1, 0);
    QVERIFY(cell(first, CheckTree::WhatColumn).startsWith(u"P1"));
    QVERIFY(cell(first, CheckTree::FoundColumn).startsWith(u"2 flows: "));
    QVERIFY(cell(second, CheckTree::WhatColumn).startsWith(u"P2"));
    QVERIFY(cell(second, CheckTree::FoundColumn).startsWith(u"1 flow: "));
    QCOMPARE(cell(first, CheckTree::WorkloadColumn), m_flows.catalog().tables().front().label);
    QCOMPARE(m_tree.rowCount(first), 2);
    QCOMPARE(m_tree.ports(first).size(), 2);
    QVERIFY(cell(m_tree.index(0, 0, first), CheckTree::WhatColumn).contains(u"TCP 25"));
}

void TestCheckTree::causesGatherWhatFails()
{
    m_tree.setGrouping(CheckGrouping::Causes);
    QCOMPARE(m_tree.rowCount(), 2);
    const QModelIndex down = m_tree.index(0, 0);
    QVERIFY(cell(down, CheckTree::WhatColumn).contains(u"B"));
    QCOMPARE(m_tree.rowCount(down), 2);
    QVERIFY(!cell(down, CheckTree::FoundColumn).isEmpty());
    QCOMPARE(m_tree.rowCount(m_tree.index(1, 0)), 1);
}

void TestCheckTree::allFlowsComeWorstFirst()
{
    m_tree.setGrouping(CheckGrouping::Flows);
    QStringList verdicts;
    for (int row = 0; row < m_tree.rowCount(); ++row)
        verdicts << cell(m_tree.index(row, 0), CheckTree::VerdictColumn);
    QCOMPARE(verdicts, (QStringList{u"fails"_s, u"fails"_s, u"fails"_s, u"works"_s, u"not checked"_s}));
}

void TestCheckTree::statesAreCountedAndHidden()
{
    m_tree.setGrouping(CheckGrouping::Flows);
    QCOMPARE(m_tree.flowsIn(CheckState::Fails), 3);
    QCOMPARE(m_tree.flowsIn(CheckState::Works), 1);
    QCOMPARE(m_tree.flowsIn(CheckState::NotChecked), 1);
    m_tree.setShown({CheckState::Works});
    QCOMPARE(m_tree.rowCount(), 1);
    QCOMPARE(m_tree.flowsIn(CheckState::Fails), 3);
    show({runFrom(u"a"_s, checkTime(24), m_looks)}, {u"a"_s, {u"b tcp/25 connect"_s}});
    QCOMPARE(m_tree.flowsIn(CheckState::Planned), 1);
}

void TestCheckTree::keysOutliveARefill()
{
    for (const CheckGrouping grouping : {CheckGrouping::Broken, CheckGrouping::Causes, CheckGrouping::Flows}) {
        m_tree.setGrouping(grouping);
        QStringList keys;
        for (int row = 0; row < m_tree.rowCount(); ++row) {
            const QModelIndex group = m_tree.index(row, 0);
            keys << m_tree.key(group);
            for (int child = 0; child < m_tree.rowCount(group); ++child)
                keys << m_tree.key(m_tree.index(child, 0, group));
        }
        QCOMPARE(QSet<QString>(keys.begin(), keys.end()).size(), keys.size());
        show({runFrom(u"a"_s, checkTime(24), m_looks)});
        for (const QString &key : std::as_const(keys))
            QCOMPARE(m_tree.key(m_tree.indexOfKey(key)), key);
    }
    show({runFrom(u"a"_s, checkTime(24), {})});
    m_tree.setGrouping(CheckGrouping::Broken);
    QVERIFY(!m_tree.indexOfKey(u"P1"_s).isValid());
}

void TestCheckTree::aPortIsFound()
{
    const QModelIndex found = m_tree.findPort([](const JudgedPort &port) { return port.port.ports.first == 80; });
    QVERIFY(found.isValid() && !m_tree.isGroup(found));
    QCOMPARE(m_tree.vantage()->ports[*m_tree.port(found)].port.ports.first, 80);
    QVERIFY(!m_tree.findPort([](const JudgedPort &) { return false; }).isValid());
}

void TestCheckTree::rowsSaySignsInWordsToo()
{
    const QModelIndex first = m_tree.index(0, 0);
    const QString spoken = first.data(Qt::AccessibleTextRole).toString();
    QVERIFY(spoken.contains(u"P1") && spoken.contains(u"fails") && spoken.contains(u"2 flows"));
    QVERIFY(!first.siblingAtColumn(CheckTree::VerdictColumn).data(Qt::DecorationRole).value<QIcon>().isNull());
    QCOMPARE(cell(first, CheckTree::CheckedColumn), u"1 day ago"_s);
}

void TestCheckTree::namesAreNoMarkup()
{
    Topology topology = m_flows.topology();
    topology.servers[3].name = u"<b>x</b>"_s;
    topology.servers[3].addresses << u"10.0.0.3"_s; // no network knows that name
    m_flows = deriveFlows(m_flows.catalog(), topology);
    show({runFrom(u"a"_s, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Refused}})});
    const QModelIndex port = m_tree.index(0, 0, m_tree.index(0, 0));
    QVERIFY2(cell(port, CheckTree::WhatColumn).contains(u"<b>x</b>"), qPrintable(cell(port, CheckTree::WhatColumn)));
    QVERIFY(!port.data(Qt::ToolTipRole).toString().contains(u"<b>x"));
}

QTEST_MAIN(TestCheckTree)
#include "tst_checktree.moc"
