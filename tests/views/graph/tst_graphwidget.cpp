// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/views/graph/smallcharts.h"
#include "views/graph/graphwidget.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestGraphWidget : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void fitsTheChartAndTheStartOfItsKey();
    void aSmallSheetIsNotBlownUp();
    void wheelKeepsTheScenePointUnderThePointer_data();
    void wheelKeepsTheScenePointUnderThePointer();
    void zoomHasLimits();
    void draggingPans();
    void aShakyClickIsNoDrag();
    void keysZoomFitAndPan();
    void clickingACardPicksIt();
    void clickingAPillPicksItsLine();
    void clickingTheEmptySheetClears();
    void escapeClears();
    void hoveringMarksWhatIsUnderThePointer();
    void tabWalksThroughCardsAndLinesAndOut();
    void arrowsWalkFromCardToCard();
    void arrowsLeaveALineAtItsEnds();
    void lettersWalkThroughTheLinesOfACard();
    void spaceTakesTheSelectionBack();
    void controlAndArrowsPanAnyway();
    void doubleClickOnTheEmptySheetFits();
    void doubleClickAndEnterActivate();
    void rightClickAsksForTheMenuOfWhatIsThere();
    void theMenuKeyAsksWhereTheKeyboardIs();
    void zoomToSelectionShowsIt();
    void nobodyCanLoseTheSheet();
    void picturesSettleCrisp();
    void resizingKeepsTheFit();
    void tellsScreenReadersWhatIsSelected();
    void saysWhatToDoWhileEmpty();
    void busyCanBeCancelled();
    void namesAreNoMarkup();

private:
    void wheel(QPointF at, QPoint angle, QPoint pixels = {}, Qt::ScrollPhase phase = Qt::NoScrollPhase,
               Qt::KeyboardModifiers keys = {});
    QPoint centerOf(DiagramPart part) const;
    QPoint emptySpot() const;

    FlowSet m_flows;
    PlacedDiagram m_placed;
    std::unique_ptr<QWidget> m_window;
    GraphWidget *m_chart = nullptr;
    QLineEdit *m_next = nullptr;
};

void TestGraphWidget::initTestCase()
{
    m_flows = flowsOf(smallTopology());
    m_placed = placedInARow(diagramOf(m_flows, Level::Servers));
}

void TestGraphWidget::init()
{
    m_window = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_window.get());
    layout->setContentsMargins(0, 0, 0, 0);
    m_chart = new GraphWidget;
    m_next = new QLineEdit;
    layout->addWidget(m_chart, 1);
    layout->addWidget(m_next);
    m_window->resize(900, 700);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_chart->setDiagram(m_placed);
    m_chart->setFocus();
    QTRY_VERIFY(m_chart->isCrisp());
}

void TestGraphWidget::cleanup()
{
    m_window.reset();
}

void TestGraphWidget::wheel(QPointF at, QPoint angle, QPoint pixels, Qt::ScrollPhase phase, Qt::KeyboardModifiers keys)
{
    QWheelEvent event(at, m_chart->mapToGlobal(at), pixels, angle, Qt::NoButton, keys, phase, false);
    QApplication::sendEvent(m_chart, &event);
}

QPoint TestGraphWidget::centerOf(DiagramPart part) const
{
    const QRectF bounds =
        part.kind == DiagramPart::Kind::Edge ? m_placed.edges.at(part.index).pill : partBounds(m_placed, part);
    return m_chart->fromScene(bounds.center()).toPoint();
}

QPoint TestGraphWidget::emptySpot() const
{
    return m_chart->fromScene({m_placed.size.width() - 10, 120}).toPoint();
}

void TestGraphWidget::fitsTheChartAndTheStartOfItsKey()
{
    const QRectF shown(m_chart->fromScene({0, 0}),
                       m_chart->fromScene({m_placed.size.width(), m_placed.keyOrigin.y() + 40}));
    QVERIFY(QRectF(m_chart->rect()).contains(shown));
    QVERIFY(qAbs(shown.center().x() - m_chart->width() / 2.0) < 1);
}

void TestGraphWidget::aSmallSheetIsNotBlownUp()
{
    PlacedDiagram small = m_placed;
    small.size = QSizeF(50, 30);
    m_chart->setDiagram(small);
    QCOMPARE(m_chart->zoom(), 1.5);
}

void TestGraphWidget::wheelKeepsTheScenePointUnderThePointer_data()
{
    QTest::addColumn<QPoint>("angle");
    QTest::addColumn<QPoint>("pixels");
    QTest::addColumn<int>("phase");
    QTest::addColumn<int>("keys");
    QTest::addColumn<bool>("in");
    QTest::newRow("a notch up") << QPoint(0, 120) << QPoint() << int(Qt::NoScrollPhase) << int(Qt::NoModifier) << true;
    QTest::newRow("a notch down") << QPoint(0, -120) << QPoint() << int(Qt::NoScrollPhase) << int(Qt::NoModifier)
                                  << false;
    QTest::newRow("with Ctrl") << QPoint(0, 120) << QPoint() << int(Qt::NoScrollPhase) << int(Qt::ControlModifier)
                               << true;
    QTest::newRow("trackpad") << QPoint(0, 8) << QPoint(0, 30) << int(Qt::ScrollUpdate) << int(Qt::NoModifier) << true;
}

void TestGraphWidget::wheelKeepsTheScenePointUnderThePointer()
{
    QFETCH(QPoint, angle);
    QFETCH(QPoint, pixels);
    QFETCH(int, phase);
    QFETCH(int, keys);
    QFETCH(bool, in);
    const QPointF at(310, 270);
    const QPointF scene = m_chart->toScene(at);
    const double before = m_chart->zoom();
    wheel(at, angle, pixels, Qt::ScrollPhase(phase), Qt::KeyboardModifiers(keys));
    QCOMPARE(m_chart->zoom() > before, in);
    QVERIFY((m_chart->toScene(at) - scene).manhattanLength() < 1e-6);
}

void TestGraphWidget::zoomHasLimits()
{
    for (int i = 0; i < 100; ++i)
        wheel({300, 300}, {0, 120});
    const double most = m_chart->zoom();
    wheel({300, 300}, {0, 120});
    QCOMPARE(m_chart->zoom(), most);
    QVERIFY(most >= 4 && most <= 16);
    for (int i = 0; i < 200; ++i)
        wheel({300, 300}, {0, -120});
    const double least = m_chart->zoom();
    QVERIFY(least > 0);
    wheel({300, 300}, {0, -120});
    QCOMPARE(m_chart->zoom(), least);
}

void TestGraphWidget::draggingPans()
{
    const QPoint from = emptySpot();
    const QPoint by(-70, 40);
    const QPointF scene = m_chart->toScene(from);
    QSignalSpy picked(m_chart, &GraphWidget::selectionPicked);
    QTest::mousePress(m_chart, Qt::LeftButton, {}, from);
    QTest::mouseMove(m_chart, from + by / 2);
    QTest::mouseMove(m_chart, from + by);
    QTest::mouseRelease(m_chart, Qt::LeftButton, {}, from + by);
    QVERIFY((m_chart->toScene(from + by) - scene).manhattanLength() < 1e-6);
    QVERIFY(picked.isEmpty());
    QTRY_VERIFY(m_chart->isCrisp());
}

void TestGraphWidget::aShakyClickIsNoDrag()
{
    const QPoint at = centerOf({DiagramPart::Kind::Node, 0});
    const QPointF scene = m_chart->toScene(at);
    QSignalSpy picked(m_chart, &GraphWidget::selectionPicked);
    QTest::mousePress(m_chart, Qt::LeftButton, {}, at);
    QTest::mouseMove(m_chart, at + QPoint(1, 1));
    QTest::mouseRelease(m_chart, Qt::LeftButton, {}, at + QPoint(1, 1));
    QCOMPARE(picked.size(), 1);
    QVERIFY((m_chart->toScene(at) - scene).manhattanLength() < 1e-6);
}

void TestGraphWidget::keysZoomFitAndPan()
{
    const double fitted = m_chart->zoom();
    QTest::keyClick(m_chart, Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(m_chart->zoom() > fitted);
    QTest::keyClick(m_chart, Qt::Key_Minus, Qt::ControlModifier);
    QVERIFY(qFuzzyCompare(m_chart->zoom(), fitted));
    QTest::keyClick(m_chart, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(m_chart->zoom(), 1.0);
    const QPointF at = m_chart->fromScene({300, 300});
    QTest::keyClick(m_chart, Qt::Key_Right);
    QVERIFY(m_chart->fromScene({300, 300}).x() < at.x());
    QTest::keyClick(m_chart, Qt::Key_Left);
    QCOMPARE(m_chart->fromScene({300, 300}), at);
    QTest::keyClick(m_chart, Qt::Key_Down);
    QVERIFY(m_chart->fromScene({300, 300}).y() < at.y());
    for (const auto &[key, modifier] : {std::pair(Qt::Key_F, Qt::NoModifier), std::pair(Qt::Key_Home, Qt::NoModifier),
                                        std::pair(Qt::Key_0, Qt::ControlModifier)}) {
        QTest::keyClick(m_chart, Qt::Key_Plus, Qt::ControlModifier);
        QTest::keyClick(m_chart, key, modifier);
        QCOMPARE(m_chart->zoom(), fitted);
    }
}

void TestGraphWidget::clickingACardPicksIt()
{
    QSignalSpy picked(m_chart, &GraphWidget::selectionPicked);
    const DiagramPart cas1{DiagramPart::Kind::Node, nodeOf(*m_placed.diagram, u"server:cas1"_s)};
    QTest::mouseClick(m_chart, Qt::LeftButton, {}, centerOf(cas1));
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked.first().first().value<Selection>(), Selection::ofServers({serverOf(m_flows, u"cas1"_s)}));
    QCOMPARE(m_chart->chartSelection().part, cas1);
    QVERIFY(!m_chart->chartSelection().litEdges.isEmpty());
}

void TestGraphWidget::clickingAPillPicksItsLine()
{
    QSignalSpy picked(m_chart, &GraphWidget::selectionPicked);
    const DiagramPart edge{DiagramPart::Kind::Edge, 0};
    QTest::mouseClick(m_chart, Qt::LeftButton, {}, centerOf(edge));
    QCOMPARE(picked.size(), 1);
    QCOMPARE(int(picked.first().first().value<Selection>().kind), int(Selection::Kind::Flows));
    QCOMPARE(m_chart->chartSelection().part, edge);
}

void TestGraphWidget::clickingTheEmptySheetClears()
{
    QTest::mouseClick(m_chart, Qt::LeftButton, {}, centerOf({DiagramPart::Kind::Node, 0}));
    QSignalSpy picked(m_chart, &GraphWidget::selectionPicked);
    QTest::mouseClick(m_chart, Qt::LeftButton, {}, emptySpot());
    QCOMPARE(picked.size(), 1);
    QVERIFY(picked.first().first().value<Selection>().isEmpty());
    QVERIFY(m_chart->chartSelection().litNodes.isEmpty());
}

void TestGraphWidget::escapeClears()
{
    QTest::mouseClick(m_chart, Qt::LeftButton, {}, centerOf({DiagramPart::Kind::Node, 0}));
    QTest::keyClick(m_chart, Qt::Key_Escape);
    QCOMPARE(m_chart->chartSelection().part, DiagramPart());
}

void TestGraphWidget::hoveringMarksWhatIsUnderThePointer()
{
    const DiagramPart node{DiagramPart::Kind::Node, 1};
    QTest::mouseMove(m_chart, centerOf(node));
    QTRY_COMPARE(m_chart->hovered(), node);
    QTest::mouseMove(m_chart, emptySpot());
    QTRY_COMPARE(m_chart->hovered(), DiagramPart());
}

void TestGraphWidget::tabWalksThroughCardsAndLinesAndOut()
{
    QSignalSpy picked(m_chart, &GraphWidget::selectionPicked);
    const int count = int(m_placed.nodes.size() + m_placed.edges.size());
    QTest::keyClick(m_chart, Qt::Key_Tab);
    QCOMPARE(m_chart->chartSelection().part, (DiagramPart{DiagramPart::Kind::Node, 0}));
    QTest::keyClick(m_chart, Qt::Key_Tab);
    QTest::keyClick(m_chart, Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(m_chart->chartSelection().part, (DiagramPart{DiagramPart::Kind::Node, 0}));
    for (int i = 1; i < count; ++i)
        QTest::keyClick(m_chart, Qt::Key_Tab);
    QCOMPARE(m_chart->chartSelection().part, (DiagramPart{DiagramPart::Kind::Edge, int(m_placed.edges.size()) - 1}));
    QVERIFY(m_chart->hasFocus());
    QTest::keyClick(m_chart, Qt::Key_Tab);
    QVERIFY(m_next->hasFocus());
    QVERIFY(picked.size() >= count);
}

void TestGraphWidget::arrowsWalkFromCardToCard()
{
    m_chart->pick({DiagramPart::Kind::Node, 0});
    QSet<int> seen{0};
    for (int i = 0; i < 20; ++i) {
        const DiagramPart before = m_chart->walked();
        QTest::keyClick(m_chart, i % 5 == 4 ? Qt::Key_Down : Qt::Key_Right);
        if (m_chart->walked() == before)
            continue;
        const QPointF way =
            m_placed.nodes.at(m_chart->walked().index).center() - m_placed.nodes.at(before.index).center();
        QVERIFY(i % 5 == 4 ? way.y() > 0 : way.x() > 0);
        seen << m_chart->walked().index;
    }
    QVERIFY(seen.size() >= 3);
    QCOMPARE(m_chart->chartSelection().part, m_chart->walked());
    const QRectF card = m_placed.nodes.at(m_chart->walked().index);
    QVERIFY(QRectF(m_chart->rect()).contains(m_chart->fromScene(card.center())));
    const DiagramPart last = m_chart->walked();
    QTest::keyClick(m_chart, Qt::Key_Left);
    QVERIFY(m_placed.nodes.at(m_chart->walked().index).center().x() < m_placed.nodes.at(last.index).center().x());
}

void TestGraphWidget::arrowsLeaveALineAtItsEnds()
{
    for (int i = 0; i < m_placed.edges.size(); ++i) {
        const DiagramEdge &edge = m_placed.diagram->edges.at(i);
        QList<int> ends;
        for (const EdgeLeg &leg : edge.legs)
            ends << nodesAt(*m_placed.diagram, leg);
        m_chart->pick({DiagramPart::Kind::Edge, i});
        QTest::keyClick(m_chart, Qt::Key_Up); // all cards are above the lines
        if (m_chart->walked().kind == DiagramPart::Kind::Edge)
            QTest::keyClick(m_chart, Qt::Key_Right);
        if (m_chart->walked().kind == DiagramPart::Kind::Edge)
            QTest::keyClick(m_chart, Qt::Key_Left);
        QVERIFY(m_chart->walked().kind == DiagramPart::Kind::Node);
        QVERIFY(ends.contains(m_chart->walked().index));
    }
}

void TestGraphWidget::lettersWalkThroughTheLinesOfACard()
{
    const int node = nodeOf(*m_placed.diagram, u"server:cas1"_s);
    const QSet<int> lines = [&] {
        m_chart->pick({DiagramPart::Kind::Node, node});
        return m_chart->litEdges();
    }();
    QSet<int> walked;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QTest::keyClick(m_chart, Qt::Key_L);
        QVERIFY(m_chart->walked().kind == DiagramPart::Kind::Edge);
        walked << m_chart->walked().index;
    }
    QCOMPARE(walked, lines);
    const DiagramPart last = m_chart->walked();
    QTest::keyClick(m_chart, Qt::Key_L); // round again
    QTest::keyClick(m_chart, Qt::Key_L, Qt::ShiftModifier);
    QCOMPARE(m_chart->walked(), last);
}

void TestGraphWidget::spaceTakesTheSelectionBack()
{
    const DiagramPart node{DiagramPart::Kind::Node, 1};
    m_chart->pick(node);
    QTest::keyClick(m_chart, Qt::Key_Space);
    QVERIFY(m_chart->chartSelection().part.kind == DiagramPart::Kind::None);
    QCOMPARE(m_chart->walked(), node);
    QTest::keyClick(m_chart, Qt::Key_Space);
    QCOMPARE(m_chart->chartSelection().part, node);
}

void TestGraphWidget::controlAndArrowsPanAnyway()
{
    const DiagramPart node{DiagramPart::Kind::Node, 0};
    m_chart->pick(node);
    const double before = m_chart->fromScene({0, 0}).x();
    QTest::keyClick(m_chart, Qt::Key_Right, Qt::ControlModifier);
    QVERIFY(m_chart->fromScene({0, 0}).x() < before);
    QCOMPARE(m_chart->walked(), node);
}

void TestGraphWidget::doubleClickOnTheEmptySheetFits()
{
    const double fitted = m_chart->zoom();
    wheel({300, 300}, {0, 120});
    QTest::mouseDClick(m_chart, Qt::LeftButton, {}, emptySpot());
    QCOMPARE(m_chart->zoom(), fitted);
}

void TestGraphWidget::doubleClickAndEnterActivate()
{
    QSignalSpy activated(m_chart, &GraphWidget::activated);
    const DiagramPart node{DiagramPart::Kind::Node, 1};
    const double before = m_chart->zoom();
    QTest::mouseDClick(m_chart, Qt::LeftButton, {}, centerOf(node));
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first().first().value<DiagramPart>(), node);
    QCOMPARE(m_chart->zoom(), before);
    QTest::keyClick(m_chart, Qt::Key_Return);
    QCOMPARE(activated.size(), 1); // nothing is picked: there is nothing to open
    QTest::mouseClick(m_chart, Qt::LeftButton, {}, centerOf({DiagramPart::Kind::Edge, 0}));
    QTest::keyClick(m_chart, Qt::Key_Return);
    QCOMPARE(activated.size(), 2);
    QCOMPARE(activated.at(1).first().value<DiagramPart>(), (DiagramPart{DiagramPart::Kind::Edge, 0}));
}

void TestGraphWidget::rightClickAsksForTheMenuOfWhatIsThere()
{
    QSignalSpy requested(m_chart, &GraphWidget::contextMenuRequested);
    const DiagramPart node{DiagramPart::Kind::Node, 2};
    const QPoint at = centerOf(node);
    QContextMenuEvent menu(QContextMenuEvent::Mouse, at, m_chart->mapToGlobal(at));
    QApplication::sendEvent(m_chart, &menu);
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first().at(0).value<DiagramPart>(), node);
    QCOMPARE(requested.first().at(1).toPoint(), m_chart->mapToGlobal(at));
    QCOMPARE(m_chart->chartSelection().part, node);
}

void TestGraphWidget::theMenuKeyAsksWhereTheKeyboardIs()
{
    const DiagramPart node{DiagramPart::Kind::Node, 0};
    QTest::keyClick(m_chart, Qt::Key_Tab);
    QSignalSpy requested(m_chart, &GraphWidget::contextMenuRequested);
    QContextMenuEvent menu(QContextMenuEvent::Keyboard, QPoint(1, 1), m_chart->mapToGlobal(QPoint(1, 1)));
    QApplication::sendEvent(m_chart, &menu);
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first().at(0).value<DiagramPart>(), node);
    const QRectF card = m_placed.nodes.at(0);
    const QRectF shown(m_chart->fromScene(card.topLeft()), m_chart->fromScene(card.bottomRight()));
    QVERIFY(shown.contains(m_chart->mapFromGlobal(QPointF(requested.first().at(1).toPoint()))));
}

void TestGraphWidget::zoomToSelectionShowsIt()
{
    m_chart->setSelection(Selection::ofServers({serverOf(m_flows, u"mbx10"_s)}));
    QTest::keyClick(m_chart, Qt::Key_Z);
    for (const int node : m_chart->chartSelection().litNodes) {
        const QRectF scene = m_placed.nodes.at(node);
        QVERIFY(QRectF(m_chart->rect())
                    .contains(QRectF(m_chart->fromScene(scene.topLeft()), m_chart->fromScene(scene.bottomRight()))));
    }
}

void TestGraphWidget::nobodyCanLoseTheSheet()
{
    for (int i = 0; i < 200; ++i)
        QTest::keyClick(m_chart, Qt::Key_Right);
    const QRectF sheet(m_chart->fromScene({0, 0}), m_chart->fromScene({m_placed.size.width(), m_placed.size.height()}));
    QVERIFY(sheet.intersects(QRectF(m_chart->rect())));
}

void TestGraphWidget::picturesSettleCrisp()
{
    QSignalSpy painted(m_chart, &GraphWidget::painted);
    for (int i = 0; i < 5; ++i)
        wheel({200, 200}, {0, 120});
    QTRY_VERIFY(m_chart->isCrisp());
    QTRY_VERIFY(!painted.isEmpty());
}

void TestGraphWidget::resizingKeepsTheFit()
{
    m_window->resize(500, 400);
    QTRY_VERIFY(m_chart->width() <= 500);
    const QRectF shown(m_chart->fromScene({0, 0}),
                       m_chart->fromScene({m_placed.size.width(), m_placed.keyOrigin.y() + 40}));
    QVERIFY(QRectF(m_chart->rect()).contains(shown));
}

void TestGraphWidget::tellsScreenReadersWhatIsSelected()
{
    QCOMPARE(m_chart->accessibleName(), u"Chart"_s);
    m_chart->setSelection(Selection::ofServers({serverOf(m_flows, u"hub2"_s)}));
    QVERIFY2(m_chart->accessibleDescription().contains(u"HUB2"_s), qPrintable(m_chart->accessibleDescription()));
}

void TestGraphWidget::saysWhatToDoWhileEmpty()
{
    m_chart->showEmpty();
    QVERIFY(m_chart->overlayText().contains(u"drop one here"_s));
    QVERIFY(!m_chart->hasDiagram());
    QTest::mouseClick(m_chart, Qt::LeftButton, {}, {20, 20});
    QTest::keyClick(m_chart, Qt::Key_Tab);
    m_chart->setDiagram(m_placed);
    QVERIFY(m_chart->overlayText().isEmpty());
}

void TestGraphWidget::busyCanBeCancelled()
{
    QSignalSpy cancelled(m_chart, &GraphWidget::cancelRequested);
    m_chart->showBusy(u"Laying out"_s);
    auto *button = m_chart->findChild<QPushButton *>(u"cancelLayout"_s);
    QTRY_VERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QTest::keyClick(m_chart, Qt::Key_Escape);
    QCOMPARE(cancelled.size(), 2);
}

void TestGraphWidget::namesAreNoMarkup()
{
    const int node = nodeOf(*m_placed.diagram, u"server:mbx1"_s);
    QVERIFY(m_chart->partText({DiagramPart::Kind::Node, node}).contains(u"<script>"_s));
    m_chart->setSelection(Selection::ofServers({serverOf(m_flows, u"mbx1"_s)}));
    QVERIFY(m_chart->accessibleDescription().contains(u"<script>"_s));
}

QTEST_MAIN(TestGraphWidget)
#include "tst_graphwidget.moc"
