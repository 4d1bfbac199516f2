// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/views/graph/smallcharts.h"
#include "views/graph/placedindex.h"

#include <QTest>

using namespace portolan;

class TestPlacedIndex : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aCardComesBeforeTheBoxAroundIt();
    void aPillIsItsEdge();
    void aLineIsFoundWithinTheTolerance();
    void theNearerOfTwoLinesIsFound();
    void aBoxIsFoundWhereNothingElseIs();
    void nothingIsFoundOutside();

private:
    PlacedDiagram m_placed;
};

namespace {

PlacedEdge line(double y)
{
    QPainterPath path(QPointF(0, y));
    path.cubicTo(QPointF(100, y), QPointF(200, y), QPointF(300, y));
    return {{path}, QRectF(140, y - 10, 20, 20), {}};
}

} // namespace

void TestPlacedIndex::init()
{
    m_placed = {};
    m_placed.boxes = {QRectF(-20, -20, 400, 200)};
    m_placed.nodes = {QRectF(0, 100, 80, 40)};
    m_placed.edges = {line(20), line(28)};
}

void TestPlacedIndex::aCardComesBeforeTheBoxAroundIt()
{
    QCOMPARE(PlacedIndex(m_placed).at({40, 120}, 5), (DiagramPart{DiagramPart::Kind::Node, 0}));
}

void TestPlacedIndex::aPillIsItsEdge()
{
    QCOMPARE(PlacedIndex(m_placed).at({150, 12}, 0.1), (DiagramPart{DiagramPart::Kind::Edge, 0}));
}

void TestPlacedIndex::aLineIsFoundWithinTheTolerance()
{
    const PlacedIndex index(m_placed);
    QCOMPARE(index.at({60, 16}, 5), (DiagramPart{DiagramPart::Kind::Edge, 0}));
    QCOMPARE(index.at({60, 14}, 5).kind, DiagramPart::Kind::Box);
}

void TestPlacedIndex::theNearerOfTwoLinesIsFound()
{
    const PlacedIndex index(m_placed);
    QCOMPARE(index.at({60, 23}, 6), (DiagramPart{DiagramPart::Kind::Edge, 0}));
    QCOMPARE(index.at({60, 25}, 6), (DiagramPart{DiagramPart::Kind::Edge, 1}));
}

void TestPlacedIndex::aBoxIsFoundWhereNothingElseIs()
{
    QCOMPARE(PlacedIndex(m_placed).at({350, 150}, 5), (DiagramPart{DiagramPart::Kind::Box, 0}));
}

void TestPlacedIndex::nothingIsFoundOutside()
{
    QCOMPARE(PlacedIndex(m_placed).at({900, 900}, 5), DiagramPart());
    QCOMPARE(PlacedIndex().at({0, 0}, 5), DiagramPart());
}

QTEST_GUILESS_MAIN(TestPlacedIndex)
#include "tst_placedindex.moc"
