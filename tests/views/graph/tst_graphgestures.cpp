// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/views/graph/smallcharts.h"
#include "views/graph/graphwidget.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

/// Selecting many cards and moving them to other sites, by mouse and keys.
class TestGraphGestures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void shiftAndDragSelectsWhatItTouches();
    void controlAddsToWhatIsSelected();
    void controlAndClickAddsAndTakesOut();
    void shiftAndArrowsAddTheNextCard();
    void aCardDroppedInAnotherSiteMoves();
    void allSelectedCardsMoveWithTheOneDragged();
    void aCardDroppedInItsOwnSiteOrNowhereStays();
    void escapeEndsAMove();
    void controlAndDragStillPutsTheCardElsewhere();
    void theMiddleButtonMovesTheChartAnywhere();
    void aMenuOnASelectedCardKeepsTheSelection();

private:
    QPoint centerOf(const QString &server) const;
    QPoint inBox(const QString &site) const;
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers keys = {}, Qt::MouseButton button = Qt::LeftButton) const;
    QStringList selected() const;

    FlowSet m_flows;
    PlacedDiagram m_placed;
    std::unique_ptr<GraphWidget> m_chart;
};

void TestGraphGestures::initTestCase()
{
    m_flows = flowsOf(smallTopology());
    m_placed = placedInARow(diagramOf(m_flows, Level::Servers));
}

void TestGraphGestures::init()
{
    m_chart = std::make_unique<GraphWidget>();
    m_chart->resize(1400, 700);
    m_chart->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_chart.get()));
    m_chart->setDiagram(m_placed);
    m_chart->setFocus();
}

QPoint TestGraphGestures::centerOf(const QString &server) const
{
    const int node = nodeOf(*m_placed.diagram, u"server:"_s + server);
    return m_chart->fromScene(m_placed.nodes.at(node).center()).toPoint();
}

QPoint TestGraphGestures::inBox(const QString &site) const
{
    for (qsizetype i = 0; i < m_placed.boxes.size(); ++i) {
        if (m_placed.diagram->boxes.at(i).id == u"site:"_s + site)
            return m_chart->fromScene(m_placed.boxes.at(i).topLeft() + QPointF(8, 8)).toPoint();
    }
    qFatal("no box");
    return {};
}

void TestGraphGestures::drag(QPoint from, QPoint to, Qt::KeyboardModifiers keys, Qt::MouseButton button) const
{
    QTest::mousePress(m_chart.get(), button, keys, from);
    QTest::mouseMove(m_chart.get(), (from + to) / 2);
    QTest::mouseMove(m_chart.get(), to);
    QTest::mouseRelease(m_chart.get(), button, keys, to);
}

QStringList TestGraphGestures::selected() const
{
    QStringList ids;
    for (const int node : m_chart->chartSelection().own)
        ids << m_placed.diagram->nodes.at(node).id.section(u':', 1);
    ids.sort();
    return ids;
}

void TestGraphGestures::shiftAndDragSelectsWhatItTouches()
{
    QSignalSpy picked(m_chart.get(), &GraphWidget::selectionPicked);
    const double zoom = m_chart->zoom();
    const QPointF corner = m_chart->fromScene({0, 0});
    const QPoint first = centerOf(u"mbx1"_s);
    const QPoint last = centerOf(u"mbx2"_s);
    QStringList expected;
    for (const QString &id : {u"cas1"_s, u"mbx1"_s, u"mbx10"_s, u"mbx2"_s, u"hub2"_s}) {
        const QPoint at = centerOf(id);
        if (at.x() >= std::min(first.x(), last.x()) && at.x() <= std::max(first.x(), last.x()))
            expected << id;
    }
    expected.sort();
    QVERIFY(expected.size() >= 2);
    drag(first - QPoint(2, 4), last + QPoint(2, 4), Qt::ShiftModifier);
    QCOMPARE(picked.size(), 1);
    QCOMPARE(selected(), expected);
    QCOMPARE(m_chart->zoom(), zoom);
    QCOMPARE(m_chart->fromScene({0, 0}), corner);
    // An empty rectangle lets go of everything.
    drag({3, 3}, {30, 30}, Qt::ShiftModifier);
    QVERIFY(picked.last().first().value<Selection>().isEmpty());
}

void TestGraphGestures::controlAddsToWhatIsSelected()
{
    QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, centerOf(u"hub2"_s));
    const QPoint cas = centerOf(u"cas1"_s);
    drag(cas - QPoint(3, 3), cas + QPoint(12, 12), Qt::ShiftModifier | Qt::ControlModifier);
    QCOMPARE(selected(), (QStringList{u"cas1"_s, u"hub2"_s}));
}

void TestGraphGestures::controlAndClickAddsAndTakesOut()
{
    QSignalSpy picked(m_chart.get(), &GraphWidget::selectionPicked);
    QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, centerOf(u"cas1"_s));
    QTest::mouseClick(m_chart.get(), Qt::LeftButton, Qt::ControlModifier, centerOf(u"hub2"_s));
    QCOMPARE(selected(), (QStringList{u"cas1"_s, u"hub2"_s}));
    QCOMPARE(picked.last().first().value<Selection>().servers.size(), size_t(2));
    QTest::mouseClick(m_chart.get(), Qt::LeftButton, Qt::ControlModifier, centerOf(u"cas1"_s));
    QCOMPARE(selected(), QStringList{u"hub2"_s});
    QTest::mouseClick(m_chart.get(), Qt::LeftButton, Qt::ControlModifier, centerOf(u"hub2"_s));
    QVERIFY(picked.last().first().value<Selection>().isEmpty());
}

void TestGraphGestures::shiftAndArrowsAddTheNextCard()
{
    QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, centerOf(u"cas1"_s));
    const bool isRightOfCas = centerOf(u"hub2"_s).x() > centerOf(u"cas1"_s).x();
    QTest::keyClick(m_chart.get(), isRightOfCas ? Qt::Key_Right : Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(selected().size(), 2);
    QVERIFY(selected().contains(u"cas1"_s));
}

void TestGraphGestures::aCardDroppedInAnotherSiteMoves()
{
    QSignalSpy moved(m_chart.get(), &GraphWidget::moveRequested);
    QSignalSpy picked(m_chart.get(), &GraphWidget::selectionPicked);
    const QPointF corner = m_chart->fromScene({0, 0});
    drag(centerOf(u"cas1"_s), inBox(u"branch"_s));
    QCOMPARE(moved.size(), 1);
    QCOMPARE(moved.first().at(0).toStringList(), QStringList{u"cas1"_s});
    QCOMPARE(moved.first().at(1).toString(), u"branch"_s);
    QVERIFY(picked.isEmpty());
    QCOMPARE(m_chart->fromScene({0, 0}), corner);
}

void TestGraphGestures::allSelectedCardsMoveWithTheOneDragged()
{
    QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, centerOf(u"cas1"_s));
    QTest::mouseClick(m_chart.get(), Qt::LeftButton, Qt::ControlModifier, centerOf(u"mbx10"_s));
    QSignalSpy moved(m_chart.get(), &GraphWidget::moveRequested);
    drag(centerOf(u"mbx10"_s), inBox(u"branch"_s));
    QCOMPARE(moved.size(), 1);
    QStringList ids = moved.first().at(0).toStringList();
    ids.sort();
    QCOMPARE(ids, (QStringList{u"cas1"_s, u"mbx10"_s}));
}

void TestGraphGestures::aCardDroppedInItsOwnSiteOrNowhereStays()
{
    QSignalSpy moved(m_chart.get(), &GraphWidget::moveRequested);
    drag(centerOf(u"cas1"_s), inBox(u"hq"_s));
    drag(centerOf(u"cas1"_s), {2, 2});
    QVERIFY(moved.isEmpty());
}

void TestGraphGestures::escapeEndsAMove()
{
    QSignalSpy moved(m_chart.get(), &GraphWidget::moveRequested);
    const QPoint from = centerOf(u"cas1"_s);
    const QPoint to = inBox(u"branch"_s);
    QTest::mousePress(m_chart.get(), Qt::LeftButton, {}, from);
    QTest::mouseMove(m_chart.get(), (from + to) / 2);
    QTest::mouseMove(m_chart.get(), to);
    QTest::keyClick(m_chart.get(), Qt::Key_Escape);
    QTest::mouseRelease(m_chart.get(), Qt::LeftButton, {}, to);
    QVERIFY(moved.isEmpty());
}

void TestGraphGestures::controlAndDragStillPutsTheCardElsewhere()
{
    QSignalSpy moved(m_chart.get(), &GraphWidget::moveRequested);
    QSignalSpy dragged(m_chart.get(), &GraphWidget::itemDragged);
    drag(centerOf(u"cas1"_s), inBox(u"branch"_s), Qt::ControlModifier);
    QVERIFY(moved.isEmpty());
    QCOMPARE(dragged.size(), 1);
}

void TestGraphGestures::theMiddleButtonMovesTheChartAnywhere()
{
    QSignalSpy moved(m_chart.get(), &GraphWidget::moveRequested);
    const QPoint from = centerOf(u"cas1"_s);
    const QPointF scene = m_chart->toScene(from);
    drag(from, from + QPoint(40, 30), {}, Qt::MiddleButton);
    QVERIFY((m_chart->toScene(from + QPoint(40, 30)) - scene).manhattanLength() < 1e-6);
    QVERIFY(moved.isEmpty());
}

void TestGraphGestures::aMenuOnASelectedCardKeepsTheSelection()
{
    QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, centerOf(u"cas1"_s));
    QTest::mouseClick(m_chart.get(), Qt::LeftButton, Qt::ControlModifier, centerOf(u"mbx10"_s));
    QSignalSpy asked(m_chart.get(), &GraphWidget::contextMenuRequested);
    const QPoint at = centerOf(u"cas1"_s);
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, m_chart->mapToGlobal(at));
    QApplication::sendEvent(m_chart.get(), &event);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(selected(), (QStringList{u"cas1"_s, u"mbx10"_s}));
}

QTEST_MAIN(TestGraphGestures)
#include "tst_graphgestures.moc"
