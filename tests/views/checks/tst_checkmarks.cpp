// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/charts.h"
#include "tests/support/checks.h"
#include "views/checks/checkmarks.h"
#include "views/diagram/folding.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestCheckMarks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLineSaysTheWorstOfItsFlows();
    void onlyLinesThatStartThereSpeak();
    void countsSayOfHowManyFlows();
    void whatIsOldIsStale();
    void fresherEvidenceTakesItsPlace();
    void plannedChecksShow();
    void severalVantagesSpeakForALine();
    void fromElsewhereNoLineSpeaks();
    void foldedTrafficSpeaksOnItsCard();
    void theHeadingSaysFromWhereAndWhen();
    void aChartOfAnotherStateHasNoMarks();
    void detailsNameWhatWasFound();

private:
    Diagram chart(Level level = Level::Servers) const;
    CheckMark markOf(const CheckedPlan &checked, const QString &source, const QString &destination,
                     Level level = Level::Servers) const;

    const FlowSet m_flows = checkedFlowSet("one: a[ra] d[dc]\ntwo: b[ra gw] e[dc]");
};

Diagram TestCheckMarks::chart(Level level) const
{
    DiagramOptions options;
    options.level = level;
    options.showsChecks = true;
    return summarise(m_flows, options);
}

CheckMark TestCheckMarks::markOf(const CheckedPlan &checked, const QString &source, const QString &destination,
                                 Level level) const
{
    const Diagram diagram = chart(level);
    const int edge = edgeBetween(diagram, source, destination);
    if (edge < 0)
        qFatal("no line from %s to %s", qPrintable(source), qPrintable(destination));
    return checkMarks(diagram, checked).edges.value(edge);
}

void TestCheckMarks::aLineSaysTheWorstOfItsFlows()
{
    const CheckMark mark =
        markOf(checkedBy(m_flows,
                         {runFrom(u"a"_s, checkTime(24),
                                  {{u"b tcp/25"_s, ProbeResult::Open}, {u"b tcp/80"_s, ProbeResult::Refused}})}),
               u"a"_s, u"b"_s);
    QVERIFY(mark.state == CheckState::Fails);
    QCOMPARE(mark.inState, 1);
    QCOMPARE(mark.told, 2);
    QCOMPARE(mark.date, QDate(2026, 11, 24));
    QVERIFY(!mark.isStale);
}

void TestCheckMarks::onlyLinesThatStartThereSpeak()
{
    const Diagram diagram = chart();
    const CheckMarks marks =
        checkMarks(diagram, checkedBy(m_flows, {runFrom(u"d"_s, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Open}})}));
    QVERIFY(marks.edges.isEmpty());
    QVERIFY(!marks.heading.isEmpty());
}

void TestCheckMarks::countsSayOfHowManyFlows()
{
    // a and b talk both ways on one line: two paths, of which a opens half.
    const CheckMark mark =
        markOf(checkedBy(m_flows,
                         {runFrom(u"a"_s, checkTime(24),
                                  {{u"b tcp/25"_s, ProbeResult::Open}, {u"b tcp/80"_s, ProbeResult::Open}})}),
               u"a"_s, u"b"_s);
    QVERIFY(mark.state == CheckState::Works);
    QCOMPARE(mark.flows, 4);
    QCOMPARE(mark.told, 2);
    QCOMPARE(checkText(mark), u"2 work, 2/4 checked · 24 Nov"_s);
}

void TestCheckMarks::whatIsOldIsStale()
{
    const CheckMark mark = markOf(
        checkedBy(m_flows, {runFrom(u"a"_s, checkTime(2), {{u"b tcp/25"_s, ProbeResult::Open}})}), u"a"_s, u"b"_s);
    QVERIFY(mark.state == CheckState::Works);
    QVERIFY(mark.isStale);
    QVERIFY(checkText(mark).endsWith(u"stale"));
}

void TestCheckMarks::fresherEvidenceTakesItsPlace()
{
    const CheckMark mark = markOf(checkedBy(m_flows,
                                            {runFrom(u"a"_s, checkTime(2), {{u"b tcp/25"_s, ProbeResult::Refused}}),
                                             runFrom(u"a"_s, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Open}})}),
                                  u"a"_s, u"b"_s);
    QVERIFY(mark.state == CheckState::Works);
    QVERIFY(!mark.isStale);
}

void TestCheckMarks::plannedChecksShow()
{
    const CheckMark mark =
        markOf(checkedBy(m_flows, {}, {u"a"_s, {u"b tcp/25 connect"_s, u"b tcp/80 connect"_s}}), u"a"_s, u"b"_s);
    QVERIFY(mark.state == CheckState::Planned);
    QCOMPARE(mark.inState, 2);
    QVERIFY(!mark.isStale);
}

void TestCheckMarks::severalVantagesSpeakForALine()
{
    const CheckMark mark = markOf(checkedBy(m_flows,
                                            {runFrom(u"a"_s, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Open}}),
                                             runFrom(u"b"_s, checkTime(23), {{u"a tcp/25"_s, ProbeResult::NoAnswer}})}),
                                  u"a"_s, u"b"_s);
    QVERIFY(mark.state == CheckState::Fails);
    QCOMPARE(mark.told, 2);
    QCOMPARE(mark.inState, 1);
    QCOMPARE(mark.date, QDate(2026, 11, 23));
    QVERIFY(mark.details.contains(u"A, 24 Nov") && mark.details.contains(u"B, 23 Nov"));
}

void TestCheckMarks::fromElsewhereNoLineSpeaks()
{
    const CheckMarks marks =
        checkMarks(chart(), checkedBy(m_flows, {runFrom({}, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Refused}})}));
    QVERIFY(marks.edges.isEmpty());
    QVERIFY(marks.nodes.isEmpty());
    QVERIFY2(marks.heading.contains(u"laptop7") && marks.heading.contains(u"not from any"), qPrintable(marks.heading));
}

void TestCheckMarks::foldedTrafficSpeaksOnItsCard()
{
    const Diagram diagram = chart();
    const CheckMarks marks = checkMarks(
        diagram, checkedBy(m_flows, {runFrom(u"a"_s, checkTime(24), {{u"d tcp/389"_s, ProbeResult::NoAnswer}})}));
    QCOMPARE(marks.nodes.size(), 1);
    const auto mark = marks.nodes.constBegin();
    QCOMPARE(diagram.nodes.at(mark.key()).id, u"server:a"_s);
    QVERIFY(!diagram.nodes.at(mark.key()).badges.isEmpty());
    QVERIFY(mark->state == CheckState::Fails);
    QVERIFY(mark->details.contains(u"TCP 389"));
}

void TestCheckMarks::theHeadingSaysFromWhereAndWhen()
{
    const CheckMarks marks =
        checkMarks(chart(), checkedBy(m_flows, {runFrom(u"a"_s, checkTime(25), {{u"b tcp/25"_s, ProbeResult::Open}})}));
    QCOMPARE(marks.heading, u"Checked from A, 25 Nov 2026 10:31 UTC, portolan 0.1.0"_s);
    QVERIFY(checkMarks(chart(), checkedBy(m_flows, {})).heading.isEmpty());
}

void TestCheckMarks::aChartOfAnotherStateHasNoMarks()
{
    const FlowSet other = checkedFlowSet("one: b[ra] d[dc]\ntwo: a[ra gw] e[dc]");
    const CheckMarks marks =
        checkMarks(chart(), checkedBy(other, {runFrom(u"a"_s, checkTime(25), {{u"b tcp/25"_s, ProbeResult::Open}})}));
    QVERIFY(marks.edges.isEmpty());
    QVERIFY(!marks.heading.isEmpty());
}

void TestCheckMarks::detailsNameWhatWasFound()
{
    const CheckMark mark =
        markOf(checkedBy(m_flows,
                         {runFrom(u"a"_s, checkTime(24),
                                  {{u"b tcp/25"_s, ProbeResult::Open}, {u"b tcp/80"_s, ProbeResult::Refused}})}),
               u"a"_s, u"b"_s);
    QVERIFY2(mark.details.contains(u"A → B · TCP 80"), qPrintable(mark.details));
    QVERIFY2(!mark.details.contains(u"TCP 25"), qPrintable(mark.details));
}

QTEST_MAIN(TestCheckMarks)
#include "tst_checkmarks.moc"
