// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/flowfilter.h"
#include "tests/support/checks.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestCheckedPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNewestVantageComesFirst();
    void eachPortIsJudged();
    void whatStartsElsewhereIsNotSpokenOf();
    void pendingChecksArePlanned();
    void aVantageWithNothingFoundYetIsThere();
    void strangersAreNamed();
    void fromElsewhereOnlyWhatWasAskedIsKept();
    void fromElsewhereAPortStandsForAllThatGoThere();
    void anEarlierOneOnlySavesWork();
    void portsBecomeFlows();
    void portsBecomeASelectionOfWhatIsShown();
    void rowsSayWhatWasFound();

private:
    static CheckState stateAt(const CheckedVantage &vantage, const QString &key);

    const FlowSet m_flows = checkedFlowSet();
};

CheckState TestCheckedPlan::stateAt(const CheckedVantage &vantage, const QString &key)
{
    for (size_t i = 0; i < vantage.ports.size(); ++i) {
        const int check = vantage.plan.ports[i].check;
        if (check >= 0 && vantage.plan.checks[static_cast<size_t>(check)].key == key + u" connect"_s)
            return vantage.stateOf(i);
    }
    return CheckState::NotChecked;
}

void TestCheckedPlan::theNewestVantageComesFirst()
{
    const CheckedPlan checked = checkedBy(m_flows,
                                          {runFrom(u"a"_s, checkTime(20), {{u"b tcp/25"_s, ProbeResult::Open}}),
                                           runFrom(u"b"_s, checkTime(24), {{u"a tcp/25"_s, ProbeResult::Open}}),
                                           runFrom(u"a"_s, checkTime(22), {{u"b tcp/80"_s, ProbeResult::Open}})});
    QCOMPARE(checked.vantages.size(), size_t(2));
    QCOMPARE(checked.vantages[0].server, u"b"_s);
    QCOMPARE(checked.vantages[1].server, u"a"_s);
    QCOMPARE(checked.vantages[1].checkedAt, checkTime(22));
    QCOMPARE(checked.vantageOf(u"a"_s), 1);
    QCOMPARE(checked.vantageOf(u"a2"_s), -1);
}

void TestCheckedPlan::eachPortIsJudged()
{
    const CheckedPlan checked = checkedBy(m_flows,
                                          {runFrom(u"a"_s, checkTime(24),
                                                   {{u"b tcp/25"_s, ProbeResult::Open},
                                                    {u"b tcp/80"_s, ProbeResult::Refused},
                                                    {u"d tcp/389"_s, ProbeResult::NoAnswer}})});
    const CheckedVantage &here = checked.vantages.front();
    QVERIFY(stateAt(here, u"b tcp/25"_s) == CheckState::Works);
    QVERIFY(stateAt(here, u"b tcp/80"_s) == CheckState::Fails);
    QVERIFY(stateAt(here, u"d tcp/389"_s) == CheckState::Fails);
    QVERIFY(stateAt(here, u"a2 tcp/25"_s) == CheckState::NotChecked);
    QCOMPARE(here.broken.size(), 2);
    QCOMPARE(here.ports.size(), here.plan.ports.size());
}

void TestCheckedPlan::whatStartsElsewhereIsNotSpokenOf()
{
    const CheckedPlan checked =
        checkedBy(m_flows, {runFrom(u"a"_s, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Open}})});
    const quint32 here = checked.vantages.front().ports.front().port.source;
    for (const JudgedPort &port : checked.vantages.front().ports)
        QCOMPARE(port.port.source, here);
    QCOMPARE(m_flows.topology().servers.at(here).id, u"a"_s);
}

void TestCheckedPlan::pendingChecksArePlanned()
{
    const CheckedPlan checked =
        checkedBy(m_flows, {runFrom(u"a"_s, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Refused}})},
                  {u"a"_s, {u"b tcp/25 connect"_s, u"b tcp/80 connect"_s}});
    const CheckedVantage &here = checked.vantages.front();
    QVERIFY(stateAt(here, u"b tcp/25"_s) == CheckState::Planned);
    QVERIFY(stateAt(here, u"b tcp/80"_s) == CheckState::Planned);
    QVERIFY(stateAt(here, u"a2 tcp/80"_s) == CheckState::NotChecked);
}

void TestCheckedPlan::aVantageWithNothingFoundYetIsThere()
{
    const CheckedPlan checked = checkedBy(m_flows, {}, {u"b"_s, {u"a tcp/25 connect"_s}});
    QCOMPARE(checked.vantages.size(), size_t(1));
    QVERIFY(!checked.vantages.front().checkedAt.isValid());
    QVERIFY(stateAt(checked.vantages.front(), u"a tcp/25"_s) == CheckState::Planned);
}

void TestCheckedPlan::strangersAreNamed()
{
    const CheckedPlan checked =
        checkedBy(m_flows, {runFrom(u"gone"_s, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Open}})});
    QCOMPARE(checked.strangers, QStringList{u"gone"_s});
    QVERIFY(checked.vantages.empty());
    QCOMPARE(checked.results.runs.size(), 1);
}

void TestCheckedPlan::fromElsewhereOnlyWhatWasAskedIsKept()
{
    const CheckedPlan first = checkedBy(m_flows, {runFrom({}, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Open}})});
    const CheckedVantage &here = first.vantages.front();
    QVERIFY(here.isElsewhere());
    // Both of ra at the other site open it, and it was asked once.
    QCOMPARE(here.ports.size(), size_t(1));
    QCOMPARE(here.plan.ports.size(), size_t(1));
    QVERIFY(here.stateOf(0) == CheckState::Works);
    const CheckedPlan more = checkedPlan(
        m_flows,
        {{runFrom({}, checkTime(25), {{u"b tcp/25"_s, ProbeResult::Open}, {u"a tcp/80"_s, ProbeResult::Open}})}}, {},
        {checkTime(25, 12)}, first);
    QCOMPARE(more.vantages.front().ports.size(), size_t(2));
    QCOMPARE(more.vantages.front().flowCounts[static_cast<size_t>(CheckState::Works)], 2);
    QCOMPARE(more.vantages.front().whole, here.whole);
}

void TestCheckedPlan::fromElsewhereAPortStandsForAllThatGoThere()
{
    const CheckedPlan checked =
        checkedBy(m_flows, {runFrom({}, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Refused}})});
    const CheckedVantage &here = checked.vantages.front();
    const Selection selection = selectionOf(m_flows, here, {0});
    QStringList selected;
    const QList<Server> &servers = m_flows.topology().servers;
    for (const FlowRow &row : flowRows(m_flows)) {
        const bool goesThere = servers.at(row.destination).id == u"b" && row.ports.first == 25;
        if (holdsRow(m_flows, selection, row))
            selected << servers.at(row.source).id + u' ' + servers.at(row.destination).id;
        QCOMPARE(isSelected(m_flows, Selection::ofRow(m_flows, row), here, here.ports.front()), goesThere);
        QCOMPARE(isSelected(m_flows, Selection::ofRows(m_flows, {row}), here, here.ports.front()), goesThere);
    }
    QCOMPARE(selected, (QStringList{u"a b"_s, u"a2 b"_s}));
    QVERIFY(selectionOf(checkedFlowSet("one: a[ra]\ntwo: b[dc]"), here, {0}).isEmpty());
}

void TestCheckedPlan::anEarlierOneOnlySavesWork()
{
    const ReachabilityResults results{{runFrom(u"a"_s, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Refused}})}};
    const CheckedPlan before = checkedPlan(m_flows, {}, {u"a"_s, {u"b tcp/25 connect"_s}}, {checkTime(25)});
    const CheckedPlan fresh = checkedPlan(m_flows, results, {}, {checkTime(25)});
    const CheckedPlan after = checkedPlan(m_flows, results, {}, {checkTime(25)}, before);
    QCOMPARE(after.vantages.front().ports.size(), fresh.vantages.front().ports.size());
    for (size_t i = 0; i < fresh.vantages.front().ports.size(); ++i)
        QVERIFY(after.vantages.front().stateOf(i) == fresh.vantages.front().stateOf(i));
    // Another state of the plan, with less in it.
    const FlowSet less = checkedFlowSet("one: a[ra]\ntwo: b[ra]");
    QCOMPARE(checkedPlan(less, results, {}, {checkTime(25)}, before).vantages.front().ports.size(), size_t(2));
}

void TestCheckedPlan::portsBecomeFlows()
{
    const CheckedPlan checked =
        checkedBy(m_flows, {runFrom(u"a"_s, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Open}})});
    const CheckedVantage &here = checked.vantages.front();
    for (size_t i = 0; i < here.ports.size(); ++i) {
        const FlowSet one = flowsOf(checked, here, {static_cast<int>(i)});
        QCOMPARE(one.flowCount(), 1);
        const ReachabilityPlan plan = planChecks(one, {u"a"_s, {}, {}});
        QCOMPARE(plan.checks.size(), size_t(1));
        QCOMPARE(plan.checks.front().key, here.plan.checks[static_cast<size_t>(here.plan.ports[i].check)].key);
    }
}

void TestCheckedPlan::portsBecomeASelectionOfWhatIsShown()
{
    const CheckedPlan checked =
        checkedBy(m_flows, {runFrom(u"a"_s, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Open}})});
    const CheckedVantage &here = checked.vantages.front();
    QList<int> all;
    for (int i = 0; i < static_cast<int>(here.ports.size()); ++i)
        all << i;
    const Selection one = selectionOf(m_flows, here, {0});
    QVERIFY(one.row.has_value());
    QVERIFY(holdsRow(m_flows, one, rowOf(here.ports[0])));
    QVERIFY(!holdsRow(m_flows, one, rowOf(here.ports[1])));
    const Selection many = selectionOf(m_flows, here, all);
    QVERIFY(!many.row.has_value());
    for (const JudgedPort &port : here.ports)
        QVERIFY(holdsRow(m_flows, many, rowOf(port)));
    const auto filter = FlowFilter::parse(u"to:d"_s, m_flows.catalog(), m_flows.topology());
    QVERIFY(filter);
    const FlowSet shown = filtered(m_flows, *filter);
    const Selection left = selectionOf(shown, here, all);
    QVERIFY(left.row.has_value());
    QCOMPARE(m_flows.topology().servers.at(left.row->destination).id, u"d"_s);
    QVERIFY(selectionOf(filtered(m_flows, *FlowFilter::parse(u"from:b"_s, m_flows.catalog(), m_flows.topology())), here,
                        all)
                .isEmpty());
}

void TestCheckedPlan::rowsSayWhatWasFound()
{
    const CheckedPlan checked = checkedBy(m_flows,
                                          {runFrom(u"a"_s, checkTime(2), {{u"b tcp/25"_s, ProbeResult::Refused}}),
                                           runFrom({}, checkTime(24), {{u"a tcp/25"_s, ProbeResult::Open}})});
    const CheckedVantage &here = checked.vantages[static_cast<size_t>(checked.vantageOf(u"a"_s))];
    int told = 0;
    for (const FlowRow &row : flowRows(m_flows)) {
        const FlowCheck *check = checked.rows->of(row);
        const bool startsHere = !row.local && m_flows.topology().servers.at(row.source).id == u"a";
        QCOMPARE(check != nullptr, startsHere);
        if (!check || check->state == CheckState::NotChecked)
            continue;
        ++told;
        QVERIFY(check->state == CheckState::Fails);
        QCOMPARE(check->text, u"fails, stale · 2 Nov 2026 10:31 UTC"_s);
        QVERIFY(!check->reason.isEmpty());
    }
    QCOMPARE(told, 1);
    QVERIFY(!here.ports.empty());
}

QTEST_GUILESS_MAIN(TestCheckedPlan)
#include "tst_checkedplan.moc"
