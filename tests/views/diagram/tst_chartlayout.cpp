// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/generate.h"
#include "tests/support/charts.h"
#include "views/diagram/quality.h"
#include "views/layout/chartlayout.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace portolan;
using namespace portolan::test;

namespace {

LayoutService::Settings settings()
{
    LayoutService::Settings settings;
    settings.program = QStringLiteral(PORTOLAN_LAYOUT_PROGRAM);
    return settings;
}

bool overlap(const QRectF &a, const QRectF &b)
{
    return a.adjusted(0.5, 0.5, -0.5, -0.5).intersects(b.adjusted(0.5, 0.5, -0.5, -0.5));
}

double distanceToBorder(const QPointF &point, const QRectF &rect)
{
    const double dx = std::max({rect.left() - point.x(), 0.0, point.x() - rect.right()});
    const double dy = std::max({rect.top() - point.y(), 0.0, point.y() - rect.bottom()});
    if (dx > 0 || dy > 0)
        return std::hypot(dx, dy);
    return std::min(
        {point.x() - rect.left(), rect.right() - point.x(), point.y() - rect.top(), rect.bottom() - point.y()});
}

int addCard(Diagram &diagram, int box)
{
    DiagramNode node;
    node.item = int(diagram.items.size());
    node.size = QSizeF(150, 44);
    DiagramItem item;
    item.box = box;
    item.nodes << int(diagram.nodes.size());
    item.size = node.size;
    diagram.nodes << node;
    diagram.items << item;
    return node.item;
}

EdgeLeg atItem(int item)
{
    return {item, -1, true, true};
}

EdgeLeg atBlock(int block)
{
    return {-1, block, true, true};
}

void addEdge(Diagram &diagram, const QList<EdgeLeg> &legs)
{
    DiagramEdge edge;
    edge.legs = legs;
    edge.leftLegs = int(legs.size()) / 2;
    edge.pillSize = QSizeF(90, 30);
    diagram.edges << edge;
}

/// Three open sites, one of them empty, and two closed ones; boxes are of other sites than their indexes say.
Diagram mixedDiagram(bool byParts)
{
    Diagram diagram;
    diagram.level = Level::Servers;
    for (const int site : {1, 3, 4}) {
        DiagramBox box;
        box.site = site;
        box.titleSize = QSizeF(170, 18);
        diagram.boxes << box;
    }
    const int closed = addCard(diagram, -1);
    const int first = addCard(diagram, 0);
    const int second = addCard(diagram, 0);
    const int other = addCard(diagram, 1);
    const int alone = addCard(diagram, -1);
    addEdge(diagram, {atItem(first), atItem(second)});
    if (!byParts) {
        addEdge(diagram, {atItem(closed), atItem(first)});
        addEdge(diagram, {atItem(closed), atItem(alone)});
        addEdge(diagram, {atItem(closed), atItem(other), atItem(alone), atItem(second)});
        return diagram;
    }
    diagram.blocks << DiagramBlock{{1}, {}} << DiagramBlock{{0, 2}, QStringLiteral("two sites")};
    addEdge(diagram, {atItem(closed), atBlock(0)});
    addEdge(diagram, {atBlock(1), atItem(alone)});
    addEdge(diagram, {atItem(closed), atItem(alone)});
    addEdge(diagram, {atBlock(1), atItem(closed), atBlock(0), atItem(alone)});
    return diagram;
}

} // namespace

class tst_ChartLayout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void placesEverySampleWithoutOverlap_data();
    void placesEverySampleWithoutOverlap();
    void placesAnEmptyDiagram();
    void placesClosedSitesAmongOpenOnes_data();
    void placesClosedSitesAmongOpenOnes();
    void keepsPinsInChartsByParts();
    void leavesOtherSitesAsTheyWere();
    void showsAPreliminaryChart();
    void showsNothingPreliminaryOfAWholeChart();
    void showsNothingPreliminaryWhereMostIsKnown();
    void supersedesTheChartUnderWay();
    void cancels();
    void canBeCancelledByWhoLooksAtThePreliminaryChart();
    void reportsAMissingWorker();
};

void tst_ChartLayout::placesEverySampleWithoutOverlap_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<int>("level");
    QTest::addColumn<int>("labels");
    for (const QString &sample : sampleNames()) {
        for (const Level level : {Level::Sites, Level::Roles, Level::Servers}) {
            for (const LabelMode labels : {LabelMode::None, LabelMode::Codes, LabelMode::Ports, LabelMode::Full})
                QTest::addRow("%s, level %s, labels %s", qPrintable(sample), qPrintable(toString(level)),
                              qPrintable(toString(labels)))
                    << sample << int(level) << int(labels);
        }
    }
}

void tst_ChartLayout::placesEverySampleWithoutOverlap()
{
    QFETCH(QString, sample);
    QFETCH(int, level);
    QFETCH(int, labels);
    LayoutService service(settings());
    const auto diagram =
        std::make_shared<const Diagram>(diagramOf(flowsOfSample(sample), Level(level), LabelMode(labels)));
    const Result<PlacedDiagram> placed = ChartLayout::layoutNow(service, diagram);
    QVERIFY2(placed.has_value(), placed ? "" : qPrintable(toText(placed.error())));

    const QRectF sheet(QPointF(0, 0), placed->size);
    QList<QRectF> solid = placed->items;
    for (const PlacedEdge &edge : placed->edges) {
        if (!edge.pill.isEmpty())
            solid << edge.pill;
    }
    for (qsizetype i = 0; i < solid.size(); ++i) {
        QVERIFY(sheet.contains(solid[i]));
        for (qsizetype j = i + 1; j < solid.size(); ++j)
            QVERIFY2(!overlap(solid[i], solid[j]),
                     qPrintable(QStringLiteral("%1 and %2 of %3").arg(i).arg(j).arg(solid.size())));
    }
    for (qsizetype i = 0; i < diagram->items.size(); ++i) {
        const DiagramItem &item = diagram->items[i];
        if (item.box >= 0)
            QVERIFY(placed->boxes[item.box].contains(placed->items[i]));
        for (const int node : item.nodes)
            QVERIFY(placed->items[i].adjusted(-0.01, -0.01, 0.01, 0.01).contains(placed->nodes[node]));
        for (qsizetype a = 0; a < item.nodes.size(); ++a) {
            for (qsizetype b = a + 1; b < item.nodes.size(); ++b)
                QVERIFY(!overlap(placed->nodes[item.nodes[a]], placed->nodes[item.nodes[b]]));
        }
    }
    for (qsizetype i = 0; i < placed->boxes.size(); ++i) {
        for (qsizetype j = i + 1; j < placed->boxes.size(); ++j)
            QVERIFY(!overlap(placed->boxes[i], placed->boxes[j]));
    }
    for (qsizetype i = 0; i < placed->edges.size(); ++i) {
        const DiagramEdge &edge = diagram->edges[i];
        const PlacedEdge &drawn = placed->edges[i];
        QVERIFY(!drawn.paths.isEmpty());
        qsizetype answering = 0;
        for (const EdgeLeg &leg : edge.legs)
            answering += leg.answers ? 1 : 0;
        QCOMPARE(drawn.arrows.size(), answering);
        QCOMPARE(drawn.pill.isEmpty(), LabelMode(labels) == LabelMode::None && edge.legs.size() == 2);
        for (const Arrow &arrow : drawn.arrows) {
            double distance = 1e9;
            for (const EdgeLeg &leg : edge.legs) {
                if (leg.answers)
                    distance = std::min(distance, distanceToBorder(arrow.p2(), placed->items[leg.item]));
            }
            // A loop's way back runs beside the line that the layout laid, so it meets the border aslant.
            QVERIFY2(distance < (edge.isLoop() ? 6 : 1), qPrintable(QString::number(distance)));
        }
    }
}

void tst_ChartLayout::placesAnEmptyDiagram()
{
    LayoutService service(settings());
    const auto diagram = std::make_shared<const Diagram>(diagramOf(
        flowsOf(R"({"format": "portolan-topology", "version": 1, "name": "Empty", "catalog": "exchange-2010"})"),
        Level::Servers));
    const Result<PlacedDiagram> placed = ChartLayout::layoutNow(service, diagram);
    QVERIFY(placed.has_value());
    QVERIFY(placed->size.width() > 0 && placed->size.height() > 0);
}

void tst_ChartLayout::placesClosedSitesAmongOpenOnes_data()
{
    QTest::addColumn<bool>("byParts");
    QTest::newRow("whole") << false;
    QTest::newRow("by parts") << true;
}

void tst_ChartLayout::placesClosedSitesAmongOpenOnes()
{
    QFETCH(bool, byParts);
    LayoutService service(settings());
    const auto diagram = std::make_shared<const Diagram>(mixedDiagram(byParts));
    const Result<PlacedDiagram> placed = ChartLayout::layoutNow(service, diagram);
    QVERIFY2(placed.has_value(), placed ? "" : qPrintable(toText(placed.error())));

    QList<QRectF> solid = byParts ? placed->blocks : placed->boxes;
    for (qsizetype i = 0; i < diagram->items.size(); ++i) {
        const int box = diagram->items[i].box;
        if (box < 0)
            solid << placed->items[i];
        else
            QVERIFY(placed->boxes[box].contains(placed->items[i]));
        QCOMPARE(placed->items[i].size(), diagram->items[i].size);
        QCOMPARE(placed->nodes[diagram->items[i].nodes.front()], placed->items[i]);
    }
    for (qsizetype i = 0; i < solid.size(); ++i) {
        QVERIFY(!solid[i].isEmpty());
        for (qsizetype j = 0; j < i; ++j)
            QVERIFY(!overlap(solid[i], solid[j]));
    }
    for (qsizetype block = 0; block < placed->blocks.size(); ++block) {
        for (const int box : diagram->blocks[block].boxes)
            QVERIFY(placed->blocks[block].contains(placed->boxes[box]));
    }
    for (qsizetype i = 0; i < placed->edges.size(); ++i) {
        const PlacedEdge &drawn = placed->edges[i];
        QCOMPARE(drawn.arrows.size(), diagram->edges[i].legs.size());
        for (const Arrow &arrow : drawn.arrows) {
            double distance = 1e9;
            for (const EdgeLeg &leg : diagram->edges[i].legs)
                distance = std::min(
                    distance,
                    distanceToBorder(arrow.p2(), leg.block >= 0 ? placed->blocks[leg.block] : placed->items[leg.item]));
            QVERIFY2(distance < 1, qPrintable(QString::number(distance)));
        }
    }
}

void tst_ChartLayout::keepsPinsInChartsByParts()
{
    LayoutService service(settings());
    Diagram pinned = mixedDiagram(true);
    pinned.items[0].pin = QPointF(1200, 33);
    pinned.items[2].pin = QPointF(25, 400);
    pinned.items[3].pin = QPointF(-10, 50); // cannot be kept: it would leave the site
    pinned.items[4].pin = QPointF(30'000, 0); // nor this one
    const Result<PlacedDiagram> placed =
        ChartLayout::layoutNow(service, std::make_shared<const Diagram>(std::move(pinned)));
    QVERIFY2(placed.has_value(), placed ? "" : qPrintable(toText(placed.error())));
    QCOMPARE(placed->items[0].topLeft(), placed->chart.topLeft() + QPointF(1200, 33));
    QCOMPARE(placed->items[2].topLeft(), placed->boxes[0].topLeft() + QPointF(25, 400));
    QVERIFY(placed->boxes[0].contains(placed->items[2]));
    QVERIFY(placed->boxes[1].contains(placed->items[3]));
    QVERIFY(placed->size.width() < 5000);
    const DiagramQuality quality = measure(*placed);
    QCOMPARE(quality.nodeOverlaps, 0);
    QCOMPARE(quality.labelOverlaps.total(), 0);
    QCOMPARE(quality.edgesThroughNodes, 0);
}

void tst_ChartLayout::leavesOtherSitesAsTheyWere()
{
    LayoutService service(settings());
    const Topology before = generateTopology(12, 60, 1);
    Topology after = before;
    Server added = after.servers.at(30);
    added.id += QStringLiteral("-new");
    added.name += QStringLiteral("-new");
    after.servers.insert(31, added);
    const auto catalog = builtInCatalog(QStringLiteral("exchange-2010"));
    QVERIFY(catalog.has_value());
    QList<PlacedDiagram> placed;
    for (const Topology &topology : {before, after}) {
        const Result<PlacedDiagram> result = ChartLayout::layoutNow(
            service, std::make_shared<const Diagram>(diagramOf(deriveFlows(*catalog, topology), Level::Servers)));
        QVERIFY(result.has_value());
        QVERIFY(!result->diagram->blocks.isEmpty());
        placed << *result;
    }
    // From the corner of its site.
    const auto place = [](const PlacedDiagram &chart, qsizetype node) {
        const DiagramItem &item = chart.diagram->items[chart.diagram->nodes[node].item];
        return chart.nodes[node].translated(-chart.boxes[item.box].topLeft());
    };
    QHash<QString, QRectF> placesBefore;
    for (qsizetype node = 0; node < placed[0].nodes.size(); ++node)
        placesBefore.insert(placed[0].diagram->nodes[node].id, place(placed[0], node));
    int compared = 0;
    for (qsizetype node = 0; node < placed[1].nodes.size(); ++node) {
        const DiagramNode &card = placed[1].diagram->nodes[node];
        if (after.sites[card.site].id == added.site)
            continue;
        QCOMPARE(place(placed[1], node), placesBefore.value(card.id));
        ++compared;
    }
    QVERIFY(compared > 40);
}

void tst_ChartLayout::showsAPreliminaryChart()
{
    LayoutService service(settings());
    ChartLayout layout(service);
    QSignalSpy preliminary(&layout, &ChartLayout::preliminary);
    QSignalSpy finished(&layout, &ChartLayout::finished);
    const auto diagram = std::make_shared<const Diagram>(mixedDiagram(true));
    layout.start(diagram);
    QVERIFY2(preliminary.isEmpty(), "start() itself emits nothing to look at");
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60000);
    QVERIFY(!preliminary.isEmpty() && preliminary.size() <= 5);
    for (const QVariantList &arguments : std::as_const(preliminary)) {
        const auto placed = arguments.front().value<PlacedDiagram>();
        QCOMPARE(placed.diagram, diagram);
        QCOMPARE(measure(placed).nodeOverlaps, 0);
        QCOMPARE(measure(placed).labelOverlaps.total(), 0);
        const QRectF sheet(QPointF(0, 0), placed.size);
        for (const QList<QRectF> &rects : {placed.boxes, placed.blocks, placed.items, placed.nodes}) {
            for (const QRectF &rect : rects)
                QVERIFY(!rect.isEmpty() && sheet.contains(rect));
        }
    }
    // The first one knows no lines yet.
    const auto first = preliminary.front().front().value<PlacedDiagram>();
    QVERIFY(std::all_of(first.edges.begin(), first.edges.end(),
                        [](const PlacedEdge &edge) { return edge.paths.isEmpty() && edge.pill.isEmpty(); }));
}

void tst_ChartLayout::showsNothingPreliminaryOfAWholeChart()
{
    LayoutService service(settings());
    ChartLayout layout(service);
    QSignalSpy preliminary(&layout, &ChartLayout::preliminary);
    QSignalSpy finished(&layout, &ChartLayout::finished);
    layout.start(std::make_shared<const Diagram>(mixedDiagram(false)));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60000);
    QVERIFY(preliminary.isEmpty());
}

void tst_ChartLayout::showsNothingPreliminaryWhereMostIsKnown()
{
    LayoutService service(settings());
    QVERIFY(ChartLayout::layoutNow(service, std::make_shared<const Diagram>(mixedDiagram(true))).has_value());
    ChartLayout layout(service);
    QSignalSpy preliminary(&layout, &ChartLayout::preliminary);
    QSignalSpy finished(&layout, &ChartLayout::finished);
    layout.start(std::make_shared<const Diagram>(mixedDiagram(true)));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60000);
    QVERIFY(preliminary.isEmpty());
}

void tst_ChartLayout::canBeCancelledByWhoLooksAtThePreliminaryChart()
{
    LayoutService service(settings());
    ChartLayout layout(service);
    QSignalSpy finished(&layout, &ChartLayout::finished);
    int seen = 0;
    connect(&layout, &ChartLayout::preliminary, &layout, [&] {
        ++seen;
        layout.cancel();
    });
    layout.start(std::make_shared<const Diagram>(mixedDiagram(true)));
    QTRY_COMPARE_WITH_TIMEOUT(seen, 1, 60000);
    QVERIFY(!layout.isRunning());
    // A later chart's answer comes, so the cancelled one would have come too.
    QVERIFY(ChartLayout::layoutNow(service, std::make_shared<const Diagram>(mixedDiagram(false))).has_value());
    QVERIFY(finished.isEmpty());
}

void tst_ChartLayout::supersedesTheChartUnderWay()
{
    LayoutService service(settings());
    ChartLayout layout(service);
    QSignalSpy finished(&layout, &ChartLayout::finished);
    const FlowSet flows = flowsOfSample(QStringLiteral("three-site"));
    const auto first = std::make_shared<const Diagram>(diagramOf(flows, Level::Servers));
    const auto second = std::make_shared<const Diagram>(diagramOf(flows, Level::Sites));
    layout.start(first);
    QVERIFY(layout.isRunning());
    layout.start(second);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60000);
    QCOMPARE(finished.front().front().value<PlacedDiagram>().diagram, second);
    QVERIFY(!layout.isRunning());
}

void tst_ChartLayout::cancels()
{
    LayoutService service(settings());
    ChartLayout layout(service);
    QSignalSpy finished(&layout, &ChartLayout::finished);
    QSignalSpy failed(&layout, &ChartLayout::failed);
    const FlowSet flows = flowsOfSample(QStringLiteral("three-site"));
    layout.start(std::make_shared<const Diagram>(diagramOf(flows, Level::Servers)));
    layout.cancel();
    QVERIFY(!layout.isRunning());
    // A later chart's answer comes, so the cancelled one would have come too.
    ChartLayout other(service);
    QSignalSpy otherFinished(&other, &ChartLayout::finished);
    other.start(std::make_shared<const Diagram>(diagramOf(flows, Level::Sites)));
    QTRY_COMPARE_WITH_TIMEOUT(otherFinished.size(), 1, 60000);
    QVERIFY(finished.isEmpty());
    QVERIFY(failed.isEmpty());
}

void tst_ChartLayout::reportsAMissingWorker()
{
    LayoutService::Settings missing;
    missing.program = QStringLiteral("/nowhere/portolan-layout");
    LayoutService service(missing);
    ChartLayout layout(service);
    QSignalSpy failed(&layout, &ChartLayout::failed);
    layout.start(
        std::make_shared<const Diagram>(diagramOf(flowsOfSample(QStringLiteral("single-server")), Level::Sites)));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 60000);
    const Errors errors = failed.front().front().value<Errors>();
    QCOMPARE(errors.front().code, ErrorCode::LayoutFailed);
}

QTEST_MAIN(tst_ChartLayout)
#include "tst_chartlayout.moc"
