// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/charts.h"
#include "tests/support/randomplan.h"
#include "views/diagram/quality.h"
#include "views/layout/chartlayout.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace portolan;
using namespace portolan::test;

namespace {

constexpr int kPlans = 200;
constexpr int kPinnedPlans = 60;
constexpr int kPlansInRow = 10;
constexpr Level kLevels[] = {Level::Sites, Level::Roles, Level::Servers};
constexpr LabelMode kLabels[] = {LabelMode::None, LabelMode::Codes, LabelMode::Ports, LabelMode::Full};

/// A chart made by hand: what is measured must be known before.
struct Sheet {
    Diagram diagram;
    PlacedDiagram placed;

    Sheet() { placed.size = QSizeF(1000, 500); }

    int addBox(const QRectF &rect)
    {
        DiagramBox box;
        box.titleSize = QSizeF(100, 18);
        diagram.boxes << box;
        placed.boxes << rect;
        return int(diagram.boxes.size()) - 1;
    }
    int addCard(const QRectF &rect, int box = -1)
    {
        DiagramNode node;
        node.item = int(diagram.items.size());
        DiagramItem item;
        item.box = box;
        item.nodes << int(diagram.nodes.size());
        diagram.nodes << node;
        diagram.items << item;
        placed.items << rect;
        placed.nodes << rect;
        return node.item;
    }
    void addBlock(const QRectF &rect, const QList<int> &boxes)
    {
        diagram.blocks << DiagramBlock{boxes, {}};
        placed.blocks << rect;
    }
    /// A straight line with a head at its end.
    void addEdge(const EdgeLeg &from, const EdgeLeg &to, const QLineF &line, const QRectF &pill = {})
    {
        DiagramEdge edge;
        edge.legs << from << to;
        diagram.edges << edge;
        PlacedEdge drawn;
        QPainterPath path(line.p1());
        path.lineTo(line.p2());
        drawn.paths << path;
        drawn.pill = pill;
        drawn.arrows << line;
        placed.edges << drawn;
    }
    DiagramQuality measured()
    {
        placed.diagram = std::make_shared<const Diagram>(diagram);
        return measure(placed);
    }
};

EdgeLeg at(int item)
{
    return {item, -1, true, true};
}

/// Two cards with a line and a label between them, and nothing wrong.
Sheet goodSheet()
{
    Sheet sheet;
    sheet.addCard(QRectF(0, 100, 100, 40));
    sheet.addCard(QRectF(400, 100, 100, 40));
    sheet.addEdge(at(0), at(1), QLineF(100, 120, 400, 120), QRectF(200, 105, 80, 30));
    return sheet;
}

QByteArray faults(const PlacedDiagram &placed)
{
    const DiagramQuality quality = measure(placed);
    const bool good = quality.nodeOverlaps == 0 && quality.labelOverlaps == LabelOverlaps()
        && quality.edgesThroughNodes == 0 && quality.edgesThroughLabels == 0 && quality.edgesThroughSiteTitles == 0;
    return good ? QByteArray() : toJson(quality);
}

Result<PlacedDiagram> laidOut(LayoutService &service, const FlowSet &flows, Level level, LabelMode labels)
{
    return ChartLayout::layoutNow(service, std::make_shared<const Diagram>(diagramOf(flows, level, labels)));
}

LayoutService::Settings settings()
{
    LayoutService::Settings settings;
    settings.program = QStringLiteral(PORTOLAN_LAYOUT_PROGRAM);
    return settings;
}

} // namespace

class tst_Quality : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void findsNothingOnAGoodSheet();
    void findsOverlappingCards();
    void findsACardOutsideItsSite();
    void findsOverlappingSites();
    void letsSitesLieInTheirBlock();
    void findsLabelsOnWhatIsUnderThem();
    void findsLabelsOnSites();
    void findsLinesThroughCards();
    void findsLinesThroughBlocks();
    void findsLinesThroughLabelsTitlesAndSites();
    void countsCrossings();
    void measuresTheSheet();
    void writesJson();
    void samplesAreReadable_data();
    void samplesAreReadable();
    void randomPlansAreReadable_data();
    void randomPlansAreReadable();
    void pinsKeepChartsReadable_data();
    void pinsKeepChartsReadable();
};

void tst_Quality::findsNothingOnAGoodSheet()
{
    Sheet sheet = goodSheet();
    DiagramQuality expected;
    expected.edgeLength = 300;
    expected.area = 500000;
    expected.aspectRatio = 2;
    QVERIFY(sheet.measured() == expected);
    // A border may be shared.
    sheet.addCard(QRectF(0, 140, 100, 40));
    QVERIFY(sheet.measured() == expected);
}

void tst_Quality::findsOverlappingCards()
{
    Sheet sheet = goodSheet();
    sheet.addCard(QRectF(50, 136, 100, 40));
    QCOMPARE(sheet.measured().nodeOverlaps, 1);
    sheet.addCard(QRectF(60, 136, 100, 40));
    QCOMPARE(sheet.measured().nodeOverlaps, 3);
}

void tst_Quality::findsACardOutsideItsSite()
{
    Sheet sheet;
    const int box = sheet.addBox(QRectF(0, 0, 300, 200));
    sheet.addCard(QRectF(20, 40, 100, 40), box);
    QCOMPARE(sheet.measured().nodeOverlaps, 0);
    sheet.addCard(QRectF(250, 40, 100, 40), box);
    QCOMPARE(sheet.measured().nodeOverlaps, 1);
    // In a site that it does not belong to.
    sheet.addCard(QRectF(20, 100, 100, 40));
    QCOMPARE(sheet.measured().nodeOverlaps, 2);
    // On the title of its own.
    sheet.addCard(QRectF(100, 10, 100, 28), box);
    QCOMPARE(sheet.measured().nodeOverlaps, 3);
}

void tst_Quality::findsOverlappingSites()
{
    Sheet sheet;
    sheet.addBox(QRectF(0, 0, 300, 200));
    sheet.addBox(QRectF(290, 100, 300, 200));
    QCOMPARE(sheet.measured().nodeOverlaps, 1);
}

void tst_Quality::letsSitesLieInTheirBlock()
{
    Sheet sheet;
    const int box = sheet.addBox(QRectF(10, 30, 200, 100));
    sheet.addCard(QRectF(30, 70, 100, 40), box);
    sheet.addBlock(QRectF(0, 0, 220, 140), {box});
    QCOMPARE(sheet.measured().nodeOverlaps, 0);
    sheet.addCard(QRectF(210, 50, 100, 40));
    QCOMPARE(sheet.measured().nodeOverlaps, 1);
}

void tst_Quality::findsLabelsOnWhatIsUnderThem()
{
    Sheet sheet = goodSheet();
    sheet.addCard(QRectF(0, 200, 100, 40));
    sheet.addCard(QRectF(400, 200, 100, 40));
    sheet.addEdge(at(2), at(3), QLineF(100, 220, 400, 220), QRectF(200, 125, 80, 30));
    QCOMPARE(sheet.measured().labelOverlaps.label, 1);
    sheet.placed.edges[1].pill = QRectF(390, 130, 80, 30);
    QCOMPARE(sheet.measured().labelOverlaps.node, 1);
    // The first edge's head is at (400, 120); its own label may touch it, another's must not.
    sheet.placed.edges[1].pill = QRectF(320, 117, 77, 30);
    QCOMPARE(sheet.measured().labelOverlaps.arrowhead, 1);
    QCOMPARE(sheet.measured().labelOverlaps.total(), 1);
    sheet.placed.edges[1].pill = QRectF();
    sheet.placed.edges[0].pill = QRectF(320, 117, 77, 30);
    QCOMPARE(sheet.measured().labelOverlaps.total(), 0);
}

void tst_Quality::findsLabelsOnSites()
{
    Sheet sheet;
    const int box = sheet.addBox(QRectF(0, 0, 500, 200));
    sheet.addCard(QRectF(20, 100, 100, 40), box);
    sheet.addCard(QRectF(380, 100, 100, 40), box);
    sheet.addCard(QRectF(700, 100, 100, 40));
    sheet.addEdge(at(0), at(1), QLineF(120, 120, 380, 120), QRectF(200, 105, 80, 30));
    QCOMPARE(sheet.measured().labelOverlaps.total(), 0);
    sheet.placed.edges[0].pill = QRectF(80, 10, 80, 30);
    QCOMPARE(sheet.measured().labelOverlaps.siteTitle, 1);
    sheet.placed.edges[0].pill = QRectF(200, 180, 80, 30);
    QCOMPARE(sheet.measured().labelOverlaps.site, 1);
    // A label of a line that leaves the site belongs outside of it.
    sheet.placed.edges[0].pill = QRectF();
    sheet.addEdge(at(1), at(2), QLineF(480, 120, 700, 120), QRectF(550, 105, 80, 30));
    QCOMPARE(sheet.measured().labelOverlaps.total(), 0);
    sheet.placed.edges[1].pill = QRectF(400, 150, 80, 30);
    QCOMPARE(sheet.measured().labelOverlaps.site, 1);
}

void tst_Quality::findsLinesThroughCards()
{
    Sheet sheet = goodSheet();
    sheet.addCard(QRectF(300, 90, 60, 31.5));
    QCOMPARE(sheet.measured().edgesThroughNodes, 1);
    sheet.placed.items[2] = sheet.placed.nodes[2] = QRectF(300, 90, 60, 30);
    QCOMPARE(sheet.measured().edgesThroughNodes, 0);
    // Through the card that it ends at, and out at the other side.
    sheet.addEdge(at(0), at(1), QLineF(0, 130, 400, 130));
    QCOMPARE(sheet.measured().edgesThroughNodes, 1);
}

void tst_Quality::findsLinesThroughBlocks()
{
    Sheet sheet;
    const int first = sheet.addBox(QRectF(0, 0, 200, 100));
    const int second = sheet.addBox(QRectF(300, 0, 200, 100));
    const int third = sheet.addBox(QRectF(600, 0, 200, 100));
    sheet.addBlock(sheet.placed.boxes[first], {first});
    sheet.addBlock(sheet.placed.boxes[second], {second});
    sheet.addBlock(sheet.placed.boxes[third], {third});
    sheet.addEdge({-1, 0, true, true}, {-1, 1, true, true}, QLineF(200, 60, 300, 60));
    QCOMPARE(sheet.measured().edgesThroughNodes, 0);
    sheet.addEdge({-1, 0, true, true}, {-1, 2, true, true}, QLineF(200, 80, 600, 80));
    QCOMPARE(sheet.measured().edgesThroughNodes, 1);
}

void tst_Quality::findsLinesThroughLabelsTitlesAndSites()
{
    Sheet sheet = goodSheet();
    sheet.addCard(QRectF(200, 200, 80, 40));
    sheet.addCard(QRectF(200, 0, 80, 40));
    sheet.addEdge(at(2), at(3), QLineF(240, 200, 240, 40));
    QCOMPARE(sheet.measured().edgesThroughLabels, 1);
    sheet.addBox(QRectF(210, 60, 200, 30));
    const DiagramQuality quality = sheet.measured();
    QCOMPARE(quality.edgesThroughSiteTitles, 1);
    QCOMPARE(quality.edgesThroughSites, 1);
}

void tst_Quality::countsCrossings()
{
    Sheet sheet = goodSheet();
    sheet.addCard(QRectF(100, 200, 80, 40));
    sheet.addCard(QRectF(100, 0, 80, 40));
    sheet.addEdge(at(2), at(3), QLineF(140, 200, 141, 40));
    QCOMPARE(sheet.measured().edgeCrossings, 1);
    sheet.addEdge(at(2), at(3), QLineF(150, 200, 151, 40));
    QCOMPARE(sheet.measured().edgeCrossings, 2);
}

void tst_Quality::measuresTheSheet()
{
    LayoutService service(settings());
    const Result<PlacedDiagram> placed =
        laidOut(service, flowsOfSample(QStringLiteral("three-site")), Level::Servers, LabelMode::Ports);
    QVERIFY(placed.has_value());
    const DiagramQuality quality = measure(*placed);
    QCOMPARE(quality.area, placed->size.width() * placed->size.height());
    QVERIFY(quality.edgeLength > 1000);
    const QList<DiagramEdge> &edges = placed->diagram->edges;
    QVERIFY(quality.labelsShortened > 0);
    QCOMPARE(quality.labelsShortened, std::count_if(edges.begin(), edges.end(), [](const DiagramEdge &edge) {
                 return std::any_of(edge.lines.begin(), edge.lines.end(), [](const PillLine &line) {
                     return line.text.contains(QRegularExpression(QStringLiteral(" \\+\\d+")));
                 });
             }));
    QVERIFY(quality == measure(*placed));
}

void tst_Quality::writesJson()
{
    DiagramQuality quality;
    quality.labelOverlaps.arrowhead = 3;
    quality.edgeCrossings = 7;
    quality.edgeLength = 1234.56;
    quality.aspectRatio = 1.5;
    const QJsonObject report = QJsonDocument::fromJson(toJson(quality)).object();
    QCOMPARE(report[QStringLiteral("nodeOverlaps")].toInt(-1), 0);
    QCOMPARE(report[QStringLiteral("labelOverlaps")][QStringLiteral("label-arrowhead")].toInt(-1), 3);
    QCOMPARE(report[QStringLiteral("edgeCrossings")].toInt(-1), 7);
    QCOMPARE(report[QStringLiteral("edgeLength")].toDouble(), 1234.6);
    QCOMPARE(report[QStringLiteral("aspectRatio")].toDouble(), 1.5);
}

void tst_Quality::samplesAreReadable_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<int>("level");
    for (const QString &sample : sampleNames()) {
        for (const Level level : kLevels)
            QTest::addRow("%s, level %s", qPrintable(sample), qPrintable(toString(level))) << sample << int(level);
    }
}

void tst_Quality::samplesAreReadable()
{
    QFETCH(QString, sample);
    QFETCH(int, level);
    LayoutService service(settings());
    for (const LabelMode labels : kLabels) {
        const Result<PlacedDiagram> placed = laidOut(service, flowsOfSample(sample), Level(level), labels);
        QVERIFY2(placed.has_value(), placed ? "" : qPrintable(toText(placed.error())));
        const QByteArray found = faults(*placed);
        QVERIFY2(found.isEmpty(), (toString(labels).toUtf8() + '\n' + found).constData());
    }
}

void tst_Quality::randomPlansAreReadable_data()
{
    QTest::addColumn<int>("first");
    for (int first = 1; first <= kPlans; first += kPlansInRow)
        QTest::addRow("from seed %d", first) << first;
}

void tst_Quality::randomPlansAreReadable()
{
    QFETCH(int, first);
    LayoutService service(settings());
    for (int seed = first; seed < first + kPlansInRow; ++seed) {
        const RandomPlan plan = randomPlan(quint64(seed));
        const FlowSet flows = deriveFlows(plan.catalog, plan.topology);
        for (const Level level : kLevels) {
            for (const LabelMode labels : kLabels) {
                const QByteArray which = "seed " + QByteArray::number(seed) + ", level " + toString(level).toUtf8()
                    + ", labels " + toString(labels).toUtf8() + '\n';
                const Result<PlacedDiagram> placed = laidOut(service, flows, level, labels);
                QVERIFY2(placed.has_value(), (which + (placed ? "" : qPrintable(toText(placed.error())))).constData());
                const QByteArray found = faults(*placed);
                QVERIFY2(found.isEmpty(), (which + found).constData());
            }
        }
    }
}

void tst_Quality::pinsKeepChartsReadable_data()
{
    QTest::addColumn<int>("first");
    for (int first = 1; first <= kPinnedPlans; first += kPlansInRow)
        QTest::addRow("from seed %d", first) << first;
}

void tst_Quality::pinsKeepChartsReadable()
{
    QFETCH(int, first);
    LayoutService service(settings());
    for (int seed = first; seed < first + kPlansInRow; ++seed) {
        const RandomPlan plan = randomPlan(quint64(seed));
        auto diagram = std::make_shared<Diagram>(
            diagramOf(deriveFlows(plan.catalog, plan.topology), kLevels[seed % 3], kLabels[seed % 4]));
        std::mt19937 dice{unsigned(seed)};
        QHash<int, int> firstOfBox;
        for (int i = 0; i < diagram->items.size(); ++i) {
            DiagramItem &item = diagram->items[i];
            if (dice() % 3 > 0)
                continue;
            item.pin = QPointF(double(dice() % 900), double(24 + dice() % 600));
            if (!firstOfBox.contains(item.box))
                firstOfBox.insert(item.box, i);
        }
        const QByteArray which = "seed " + QByteArray::number(seed) + '\n';
        const Result<PlacedDiagram> placed = ChartLayout::layoutNow(service, diagram);
        QVERIFY2(placed.has_value(), (which + (placed ? "" : qPrintable(toText(placed.error())))).constData());
        const QByteArray found = faults(*placed);
        QVERIFY2(found.isEmpty(), (which + found).constData());
        for (const int item : std::as_const(firstOfBox)) {
            const int box = diagram->items[item].box;
            const QPointF corner = box < 0 ? placed->chart.topLeft() : placed->boxes[box].topLeft();
            const QPointF off = placed->items[item].topLeft() - corner - *diagram->items[item].pin;
            QVERIFY2(std::hypot(off.x(), off.y()) < 0.05, which.constData());
        }
    }
}

QTEST_MAIN(tst_Quality)
#include "tst_quality.moc"
