// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/chartanchor.h"

#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestChartAnchor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNearestCardOfBothIsTaken();
    void whereNoCardIsSharedTheSiteIsTaken();
    void aSiteIsTheSameAsBoxAndAsCard();
    void nothingInCommonIsSaid();
};

namespace {

PlacedDiagram chart(const QStringList &nodes, const QStringList &boxes, double shift)
{
    Diagram diagram;
    PlacedDiagram placed;
    for (const QString &id : nodes) {
        DiagramNode node;
        node.id = id;
        diagram.nodes << node;
        placed.nodes << QRectF(shift + 100.0 * double(placed.nodes.size()), 0, 80, 40);
    }
    for (const QString &id : boxes) {
        DiagramBox box;
        box.id = id;
        diagram.boxes << box;
        placed.boxes << QRectF(shift + 1000.0 * double(placed.boxes.size()), -100, 800, 300);
    }
    placed.diagram = std::make_shared<const Diagram>(diagram);
    return placed;
}

} // namespace

void TestChartAnchor::theNearestCardOfBothIsTaken()
{
    const PlacedDiagram before = chart({u"a"_s, u"b"_s, u"c"_s}, {u"site:s"_s}, 0);
    const PlacedDiagram after = chart({u"c"_s, u"a"_s}, {u"site:s"_s}, 5000);
    const auto anchor = commonAnchor(before, after, {150, 20}); // b is nearest, but gone
    QVERIFY(anchor.has_value());
    QCOMPARE(anchor->before, QPointF(240, 20));
    QCOMPARE(anchor->after, QPointF(5040, 20));
}

void TestChartAnchor::whereNoCardIsSharedTheSiteIsTaken()
{
    const PlacedDiagram before = chart({u"a"_s}, {u"site:s"_s, u"site:t"_s}, 0);
    const PlacedDiagram after = chart({u"x"_s}, {u"site:t"_s, u"site:s"_s}, 0);
    const auto anchor = commonAnchor(before, after, {1400, 0});
    QVERIFY(anchor.has_value());
    QCOMPARE(anchor->before, QPointF(1400, 50));
    QCOMPARE(anchor->after, QPointF(400, 50));
}

void TestChartAnchor::aSiteIsTheSameAsBoxAndAsCard()
{
    const PlacedDiagram before = chart({u"server:a"_s}, {u"site:s"_s}, 0);
    const PlacedDiagram after = chart({u"site:s"_s}, {}, 300);
    const auto opened = commonAnchor(before, after, {0, 0});
    QVERIFY(opened.has_value());
    QCOMPARE(opened->after, QPointF(340, 20));
    const auto closed = commonAnchor(after, before, {0, 0});
    QVERIFY(closed.has_value());
    QCOMPARE(closed->after, QPointF(400, 50));
}

void TestChartAnchor::nothingInCommonIsSaid()
{
    QVERIFY(!commonAnchor(chart({u"a"_s}, {}, 0), chart({u"b"_s}, {u"site:s"_s}, 0), {0, 0}).has_value());
}

QTEST_GUILESS_MAIN(TestChartAnchor)
#include "tst_chartanchor.moc"
