// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/views/graph/smallcharts.h"
#include "views/graph/charttravel.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;

class TestChartTravel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cardsBeginAtTheirOldPlacesAndEndAtTheNew();
    void theViewMayHaveMovedToo();
    void whatIsNewIsNotOnTheWay();
    void nothingTravelsWhereNothingMoved();
    void noLinesAreDrawnOnTheWay();

private:
    PlacedDiagram moved(QPointF by) const;

    PlacedDiagram m_placed;
};

void TestChartTravel::initTestCase()
{
    m_placed = placedInARow(diagramOf(flowsOf(smallTopology()), Level::Servers));
}

PlacedDiagram TestChartTravel::moved(QPointF by) const
{
    PlacedDiagram placed = m_placed;
    for (QList<QRectF> *rects : {&placed.boxes, &placed.items, &placed.nodes}) {
        for (QRectF &rect : *rects)
            rect.translate(by);
    }
    return placed;
}

void TestChartTravel::cardsBeginAtTheirOldPlacesAndEndAtTheNew()
{
    const PlacedDiagram after = moved({100, 40});
    const ChartTravel travel(m_placed, after, {});
    QVERIFY(!travel.isEmpty());
    for (const double part : {0.0, 0.25, 1.0}) {
        const PlacedDiagram on = travel.at(part);
        for (qsizetype i = 0; i < after.nodes.size(); ++i) {
            const QPointF expected = m_placed.nodes.at(i).center() + QPointF(100, 40) * part;
            QVERIFY(QLineF(on.nodes.at(i).center(), expected).length() < 1e-6);
            QCOMPARE(on.nodes.at(i).size(), after.nodes.at(i).size());
        }
        for (qsizetype i = 0; i < after.boxes.size(); ++i)
            QVERIFY(QLineF(on.boxes.at(i).center(), m_placed.boxes.at(i).center() + QPointF(100, 40) * part).length()
                    < 1e-6);
    }
}

void TestChartTravel::theViewMayHaveMovedToo()
{
    // Twice as small on the screen before: a card comes from where it was on the screen.
    const ChartTravel travel(m_placed, m_placed, QTransform(0.5, 0, 0, 0.5, 30, 0));
    QVERIFY(!travel.isEmpty());
    const QPointF center = m_placed.nodes.first().center();
    QVERIFY(QLineF(travel.at(0).nodes.first().center(), center / 2 + QPointF(30, 0)).length() < 1e-6);
}

void TestChartTravel::whatIsNewIsNotOnTheWay()
{
    PlacedDiagram before = m_placed;
    Diagram diagram = *before.diagram;
    diagram.nodes[0].id = QStringLiteral("server:gone");
    diagram.boxes[1].id = QStringLiteral("site:gone");
    before.diagram = std::make_shared<const Diagram>(diagram);
    const PlacedDiagram on = ChartTravel(before, moved({0, 50}), {}).at(0.5);
    const QRectF sheet(QPointF(0, 0), on.size);
    QVERIFY(!sheet.intersects(on.nodes.at(0)));
    QVERIFY(!sheet.intersects(on.boxes.at(1)));
    QVERIFY(sheet.contains(on.nodes.at(1)));
    QVERIFY(sheet.contains(on.boxes.at(0)));
}

void TestChartTravel::nothingTravelsWhereNothingMoved()
{
    QVERIFY(ChartTravel().isEmpty());
    QVERIFY(ChartTravel(m_placed, m_placed, {}).isEmpty());
}

void TestChartTravel::noLinesAreDrawnOnTheWay()
{
    const PlacedDiagram on = ChartTravel(m_placed, moved({10, 0}), {}).at(0.5);
    QCOMPARE(on.edges.size(), m_placed.edges.size());
    for (const PlacedEdge &edge : on.edges)
        QVERIFY(edge.paths.isEmpty() && edge.pill.isEmpty() && edge.arrows.isEmpty());
}

QTEST_MAIN(TestChartTravel)
#include "tst_charttravel.moc"
