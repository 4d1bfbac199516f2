// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/views/graph/smallcharts.h"
#include "views/graph/graphwidget.h"
#include "views/graph/linekey.h"
#include "views/graph/minimap.h"

#include <QApplication>
#include <QProxyStyle>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

/// A system's wish for motion, or for none.
class MotionStyle : public QProxyStyle
{
public:
    explicit MotionStyle(int duration) : m_duration(duration) { }
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override
    {
        return hint == SH_Widget_Animation_Duration ? m_duration : QProxyStyle::styleHint(hint, option, widget, data);
    }

private:
    int m_duration;
};

} // namespace

class TestGraphView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void largeChartsAreThereAsWell();
    void pictureIsThatOfOneThread();
    void aCardWithoutTextIsEnlargedUnderThePointer();
    void aCardWithTextIsNot();
    void theOverviewIsThereWhereTheChartDoesNotFit();
    void theOverviewMovesAndZooms();
    void restingOnACardPreviewsIt();
    void aSelectionIsNotDisturbedByThePointer();
    void aFocusStaysBesideTheSelection();
    void theCardInTheMiddleStays();
    void nothingInCommonFits();
    void theKeyToTheLinesIsInACornerWhileTheSheetsCannotBeRead();
    void theKeyInTheCornerTellsTheSignsOfChecks();
    void aPictureUnderWayIsHurriedAndComesOnce();
    void aChangedChartFadesWhereMotionIsWanted();
    void cardsTravelToTheirNewPlaces();
    void inputEndsTheFade();
    void noMotionWhereNoneIsWanted();

private:
    void zoomTo(double zoom);
    QPoint centerOf(int node) const;

    FlowSet m_flows;
    PlacedDiagram m_placed;
    std::unique_ptr<GraphWidget> m_chart;
    std::unique_ptr<MotionStyle> m_still;
    std::unique_ptr<MotionStyle> m_moving;
};

void TestGraphView::initTestCase()
{
    m_flows = flowsOf(smallTopology());
    m_placed = placedInARow(diagramOf(m_flows, Level::Servers));
    m_still = std::make_unique<MotionStyle>(0);
    m_moving = std::make_unique<MotionStyle>(200);
}

void TestGraphView::init()
{
    m_chart = std::make_unique<GraphWidget>();
    m_chart->QWidget::setStyle(m_still.get());
    m_chart->resize(900, 600);
    m_chart->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_chart.get()));
    m_chart->setDiagram(m_placed);
    QTRY_VERIFY(m_chart->isCrisp());
}

void TestGraphView::cleanup()
{
    m_chart.reset();
}

void TestGraphView::zoomTo(double zoom)
{
    const QPointF at(200, 200);
    for (int i = 0; i < 100 && qAbs(m_chart->zoom() / zoom - 1) > 0.1; ++i) {
        QWheelEvent event(at, m_chart->mapToGlobal(at), {}, {0, m_chart->zoom() < zoom ? 60 : -60}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_chart.get(), &event);
    }
}

QPoint TestGraphView::centerOf(int node) const
{
    return m_chart->fromScene(m_placed.nodes.at(node).center()).toPoint();
}

void TestGraphView::largeChartsAreThereAsWell()
{
    // So many lines that they are painted beside the window.
    Diagram diagram = *m_placed.diagram;
    PlacedDiagram large = m_placed;
    for (int i = 0; i < 3000; ++i) {
        diagram.edges << diagram.edges.first();
        large.edges << large.edges.first();
    }
    large.diagram = std::make_shared<const Diagram>(diagram);
    QSignalSpy painted(m_chart.get(), &GraphWidget::painted);
    m_chart->setDiagram(large);
    QTRY_VERIFY(m_chart->isCrisp());
    QTRY_VERIFY(!painted.isEmpty());
    for (int i = 0; i < 5; ++i)
        m_chart->zoomIn();
    m_chart->setStyle(DiagramStyle::of(Theme::Dark));
    QTRY_VERIFY(m_chart->isCrisp());
    QCOMPARE(m_chart->grab().toImage().pixelColor(2, 2), DiagramStyle::of(Theme::Dark).background);
    m_chart->zoomOut();
    m_chart->clearDiagram(); // and the picture under way never comes
    QVERIFY(!m_chart->isCrisp());
    m_chart->setDiagram(large);
    m_chart.reset(); // while threads still paint it
}

void TestGraphView::pictureIsThatOfOneThread()
{
    PictureRequest request;
    request.placed = m_placed;
    request.index = std::make_shared<const PlacedIndex>(m_placed);
    request.style = DiagramStyle::of(Theme::Light);
    request.view = {0.7, {10, 20}, {801, 533}, 2.0};
    request.content = 7;
    const ChartPicture alone = paintPicture(request);
    PicturePainter painter;
    ChartPicture together;
    connect(&painter, &PicturePainter::finished, this,
            [&together](const ChartPicture &picture) { together = picture; });
    painter.start(request, 2);
    QVERIFY(painter.isBusy());
    QTRY_VERIFY(!together.image.isNull());
    QVERIFY(!painter.isBusy());
    QCOMPARE(together.content, quint64(7));
    QVERIFY(together.view == request.view);
    QCOMPARE(together.image.size(), QSize(1602, 1066));
    qint64 different = 0;
    for (int y = 0; y < alone.image.height(); ++y) {
        for (int x = 0; x < alone.image.width(); ++x) {
            const QRgb a = alone.image.pixel(x, y);
            const QRgb b = together.image.pixel(x, y);
            if (qAbs(qRed(a) - qRed(b)) + qAbs(qGreen(a) - qGreen(b)) + qAbs(qBlue(a) - qBlue(b)) > 120)
                ++different;
        }
    }
    QVERIFY2(different < 20, qPrintable(QString::number(different)));
}

void TestGraphView::aCardWithoutTextIsEnlargedUnderThePointer()
{
    zoomTo(0.25);
    QTest::mouseMove(m_chart.get(), centerOf(1));
    QTRY_VERIFY(!m_chart->enlargedRect().isNull());
    const QRectF shown = m_chart->enlargedRect();
    QVERIFY(QRectF(m_chart->rect()).contains(shown));
    QVERIFY(shown.width() > m_placed.nodes.at(1).width());
    QVERIFY(!shown.contains(centerOf(1)));
    QTest::mouseMove(m_chart.get(), QPoint(4, 4));
    QTRY_VERIFY(m_chart->enlargedRect().isNull());
}

void TestGraphView::aCardWithTextIsNot()
{
    zoomTo(1);
    QTest::mouseMove(m_chart.get(), centerOf(0));
    QTRY_VERIFY(!m_chart->litNodes().isEmpty()); // the pointer has rested
    QVERIFY(m_chart->enlargedRect().isNull());
}

void TestGraphView::theOverviewIsThereWhereTheChartDoesNotFit()
{
    auto *overview = m_chart->findChild<Minimap *>(u"minimap"_s);
    QVERIFY(overview);
    m_chart->fit();
    QVERIFY(overview->isHidden());
    zoomTo(2);
    QVERIFY(overview->isVisible());
    QVERIFY(m_chart->rect().contains(overview->geometry()));
    QVERIFY(overview->width() * 3 < m_chart->width());
    QVERIFY(overview->height() * 3 < m_chart->height());
    m_chart->setMinimapVisible(false);
    QVERIFY(overview->isHidden());
    m_chart->setMinimapVisible(true);
    QVERIFY(overview->isVisible());
    m_chart->resize(400, 600);
    QTRY_VERIFY(overview->isHidden());
    m_chart->resize(900, 600);
    zoomTo(2);
    m_chart->clearDiagram();
    QVERIFY(overview->isHidden());
}

void TestGraphView::theOverviewMovesAndZooms()
{
    auto *overview = m_chart->findChild<Minimap *>(u"minimap"_s);
    zoomTo(2);
    const double zoom = m_chart->zoom();
    const QPoint at(overview->width() / 2, overview->height() / 2);
    QTest::mouseClick(overview, Qt::LeftButton, {}, at);
    QCOMPARE(m_chart->zoom(), zoom);
    QVERIFY((overview->viewRect().center() - QPointF(at)).manhattanLength() < 3);
    QTest::mousePress(overview, Qt::LeftButton, {}, at);
    QTest::mouseMove(overview, at + QPoint(15, 0));
    QVERIFY((overview->viewRect().center() - QPointF(at + QPoint(15, 0))).manhattanLength() < 3);
    QTest::mouseRelease(overview, Qt::LeftButton, {}, at + QPoint(15, 0));
    QWheelEvent event(QPointF(at), overview->mapToGlobal(QPointF(at)), {}, {0, 120}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(overview, &event);
    QVERIFY(m_chart->zoom() > zoom);
    QVERIFY(!overview->hasFocus());
}

void TestGraphView::restingOnACardPreviewsIt()
{
    const int node = nodeOf(*m_placed.diagram, u"server:cas1"_s);
    QVERIFY(m_chart->litNodes().isEmpty());
    QTest::mouseMove(m_chart.get(), centerOf(node));
    QTRY_VERIFY(m_chart->litNodes().contains(node));
    QVERIFY(!m_chart->litEdges().isEmpty());
    QVERIFY(m_chart->chartSelection().litNodes.isEmpty());
    QTest::mouseMove(m_chart.get(), QPoint(4, 4));
    QTRY_VERIFY(m_chart->litNodes().isEmpty());
    QTRY_VERIFY(m_chart->isCrisp());
}

void TestGraphView::aSelectionIsNotDisturbedByThePointer()
{
    zoomTo(0.25);
    m_chart->setSelection(Selection::ofServers({serverOf(m_flows, u"hub2"_s)}));
    const QSet<int> lit = m_chart->litNodes();
    QTest::mouseMove(m_chart.get(), centerOf(nodeOf(*m_placed.diagram, u"server:mbx10"_s)));
    QTRY_VERIFY(!m_chart->enlargedRect().isNull());
    QCOMPARE(m_chart->litNodes(), lit);
}

void TestGraphView::aFocusStaysBesideTheSelection()
{
    m_chart->setFocusParts({1, 2}, {0});
    QCOMPARE(m_chart->litNodes(), (QSet<int>{1, 2}));
    m_chart->setSelection(Selection::ofServers({serverOf(m_flows, u"hub2"_s)}));
    QVERIFY(m_chart->litNodes().contains(1));
    QVERIFY(m_chart->litNodes().contains(nodeOf(*m_placed.diagram, u"server:hub2"_s)));
    m_chart->setSelection({});
    QCOMPARE(m_chart->litEdges(), QSet<int>{0});
    m_chart->setFocusParts({}, {});
    QVERIFY(m_chart->litNodes().isEmpty());
    m_chart->setFocusParts({1}, {});
    m_chart->setDiagram(m_placed, true);
    QVERIFY(m_chart->litNodes().isEmpty());
}

void TestGraphView::theCardInTheMiddleStays()
{
    zoomTo(1);
    const double zoom = m_chart->zoom();
    const QPointF middle = QRectF(m_chart->rect()).center();
    const auto away = [&](int node) {
        return (m_chart->fromScene(m_placed.nodes.at(node).center()) - middle).manhattanLength();
    };
    int nearest = 0;
    for (int i = 1; i < m_placed.nodes.size(); ++i) {
        const QPointF a = m_chart->fromScene(m_placed.nodes.at(i).center()) - middle;
        const QPointF b = m_chart->fromScene(m_placed.nodes.at(nearest).center()) - middle;
        if (QPointF::dotProduct(a, a) < QPointF::dotProduct(b, b))
            nearest = i;
    }
    QVERIFY(away(nearest) < 2000);
    const QPointF before = m_chart->fromScene(m_placed.nodes.at(nearest).center());
    PlacedDiagram moved = m_placed;
    for (qsizetype i = 0; i < moved.nodes.size(); ++i)
        moved.nodes[i].translate(120.0 + 10.0 * double(i), 90);
    m_chart->setDiagram(moved, true);
    QCOMPARE(m_chart->zoom(), zoom);
    QVERIFY((m_chart->fromScene(moved.nodes.at(nearest).center()) - before).manhattanLength() < 1e-6);
}

void TestGraphView::nothingInCommonFits()
{
    m_chart->fit();
    const double fitted = m_chart->zoom();
    zoomTo(1);
    Diagram other = *m_placed.diagram;
    for (DiagramNode &node : other.nodes)
        node.id += u"-other"_s;
    for (DiagramBox &box : other.boxes)
        box.id += u"-other"_s;
    PlacedDiagram placed = m_placed;
    placed.diagram = std::make_shared<const Diagram>(other);
    m_chart->setDiagram(placed, true);
    QCOMPARE(m_chart->zoom(), fitted);
}

void TestGraphView::theKeyToTheLinesIsInACornerWhileTheSheetsCannotBeRead()
{
    auto *key = m_chart->findChild<LineKey *>(u"lineKey"_s);
    QVERIFY(key && !m_placed.diagram->key.encryptions.isEmpty());
    zoomTo(0.2);
    QVERIFY(key->isVisible());
    QVERIFY(key->encryptions() == m_placed.diagram->key.encryptions);
    QVERIFY(m_chart->rect().contains(key->geometry()));
    QCOMPARE(key->geometry().size(), key->sizeHint());
    QCOMPARE(key->accessibleDescription().split(u"; "_s).size(), key->encryptions().size());

    // Where a box lies in the corner of the whole chart, another corner.
    PlacedDiagram cornered = m_placed;
    cornered.size = QSizeF(m_placed.size.width(), m_placed.size.width() * 0.66);
    cornered.keyOrigin.setY(cornered.size.height());
    m_chart->setDiagram(cornered);
    QVERIFY(key->isVisible() && key->x() < 450 && key->y() > 300);
    cornered.boxes.first() = QRectF(0, cornered.size.height() / 2, 400, cornered.size.height() / 2);
    m_chart->setDiagram(cornered);
    QVERIFY(key->isVisible());
    const QRectF covered(m_chart->toScene(key->geometry().topLeft()), m_chart->toScene(key->geometry().bottomRight()));
    QVERIFY(!covered.intersects(cornered.boxes.first()));

    // Large enough to be read, and in sight.
    PlacedDiagram low = m_placed;
    low.keyOrigin = QPointF(28, 20);
    m_chart->setDiagram(low);
    m_chart->actualSize();
    QVERIFY(m_chart->toScene(QPointF(0, 0)).x() > 28); // the middle of a wide sheet: the key is to the left of it
    QVERIFY(key->isVisible());
    m_chart->resize(int(low.size.width()) + 40, 2000);
    m_chart->fit();
    QVERIFY(m_chart->zoom() > 0.9);
    QVERIFY(key->isHidden());

    PlacedDiagram without = m_placed;
    Diagram diagram = *without.diagram;
    diagram.key.encryptions.clear();
    without.diagram = std::make_shared<const Diagram>(diagram);
    m_chart->setDiagram(without);
    zoomTo(0.2);
    QVERIFY(key->isHidden());
}

void TestGraphView::theKeyInTheCornerTellsTheSignsOfChecks()
{
    PlacedDiagram checked = m_placed;
    Diagram diagram = *checked.diagram;
    diagram.showsChecks = true;
    checked.diagram = std::make_shared<const Diagram>(diagram);
    m_chart->setDiagram(checked);
    zoomTo(0.2);
    CheckMarks marks;
    CheckMark works;
    works.state = CheckState::Works;
    for (int edge = 0; edge < diagram.edges.size(); ++edge)
        marks.edges.insert(edge, works);
    CheckMark fails;
    fails.state = CheckState::Fails;
    marks.nodes.insert(0, fails);
    m_chart->setChecks(std::make_shared<const CheckMarks>(marks));
    auto *key = m_chart->findChild<LineKey *>(u"lineKey"_s);
    QVERIFY(key->isVisible());
    const auto told = [key] { return key->accessibleDescription().split(u"; "_s).mid(key->encryptions().size()); };
    const QStringList both{checkMeaning(CheckState::Works), checkMeaning(CheckState::Fails)};
    QCOMPARE(told(), both);
    // A low chart has no room for them.
    m_chart->resize(900, 400);
    QCOMPARE(told(), QStringList());
    m_chart->resize(900, 600);
    QCOMPARE(told(), both);
    QCOMPARE(key->geometry().size(), key->sizeHint());
}

void TestGraphView::aPictureUnderWayIsHurriedAndComesOnce()
{
    PictureRequest request;
    request.placed = m_placed;
    request.index = std::make_shared<const PlacedIndex>(m_placed);
    request.style = DiagramStyle::of(Theme::Dark);
    request.view = {0.7, {10, 20}, {801, 533}, 1.0};
    PicturePainter painter;
    QList<ChartPicture> pictures;
    connect(&painter, &PicturePainter::finished, this,
            [&pictures](const ChartPicture &picture) { pictures << picture; });
    painter.start(request, 2);
    QTRY_COMPARE(pictures.size(), 1);
    painter.start(request, 1);
    painter.hurry(2);
    painter.hurry(2);
    QTRY_COMPARE(pictures.size(), 2);
    painter.hurry(2); // there is nothing under way
    QVERIFY(!painter.isBusy());
    QCOMPARE(pictures.last().image, pictures.first().image);
    QSignalSpy finished(&painter, &PicturePainter::finished);
    painter.start(request, 1); // and whatever came after the two would come before this
    QVERIFY(finished.wait());
    QCOMPARE(pictures.size(), 3);
}

void TestGraphView::cardsTravelToTheirNewPlaces()
{
    m_chart->QWidget::setStyle(m_moving.get());
    zoomTo(1);
    QTRY_VERIFY(m_chart->isCrisp());
    PlacedDiagram after = m_placed;
    std::swap(after.items[0], after.items[1]);
    std::swap(after.nodes[0], after.nodes[1]);
    QSignalSpy painted(m_chart.get(), &GraphWidget::painted);
    m_chart->setDiagram(after, true);
    QVERIFY(!m_chart->isCrisp());
    QTRY_VERIFY(m_chart->isCrisp());
    QTRY_VERIFY(!painted.isEmpty());
}

void TestGraphView::aChangedChartFadesWhereMotionIsWanted()
{
    m_chart->QWidget::setStyle(m_moving.get());
    zoomTo(1);
    QTRY_VERIFY(m_chart->isCrisp());
    QSignalSpy painted(m_chart.get(), &GraphWidget::painted);
    m_chart->setDiagram(m_placed, true);
    QVERIFY(!m_chart->isCrisp());
    QTRY_VERIFY(m_chart->isCrisp());
    QTRY_VERIFY(!painted.isEmpty());
}

void TestGraphView::inputEndsTheFade()
{
    m_chart->QWidget::setStyle(m_moving.get());
    for (const int input : {0, 1, 2}) {
        zoomTo(1);
        QTRY_VERIFY(m_chart->isCrisp());
        m_chart->setDiagram(m_placed, true);
        QVERIFY(!m_chart->isCrisp());
        if (input == 0)
            QTest::mousePress(m_chart.get(), Qt::LeftButton, {}, {5, 5});
        else if (input == 1)
            QTest::keyClick(m_chart.get(), Qt::Key_Shift);
        else
            m_chart->setDiagram(m_placed);
        m_chart->repaint();
        QVERIFY(m_chart->isCrisp());
        QTest::mouseRelease(m_chart.get(), Qt::LeftButton, {}, {5, 5});
    }
}

void TestGraphView::noMotionWhereNoneIsWanted()
{
    zoomTo(1);
    QTRY_VERIFY(m_chart->isCrisp());
    m_chart->setDiagram(m_placed, true);
    m_chart->repaint();
    QVERIFY(m_chart->isCrisp());
}

QTEST_MAIN(TestGraphView)
#include "tst_graphview.moc"
