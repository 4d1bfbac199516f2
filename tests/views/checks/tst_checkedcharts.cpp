// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/charts.h"
#include "views/diagram/diagrampainter.h"
#include "views/diagram/metrics.h"
#include "views/diagram/quality.h"
#include "views/layout/chartlayout.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

/// Keeps where small texts are drawn.
class RecordingCanvas : public Canvas
{
public:
    bool hasGroups() const override { return false; }
    void beginGroup(const CanvasGroup &) override { }
    void endGroup() override { }
    void rect(const QRectF &, double, const QColor &, const Stroke &) override { }
    void path(const QPainterPath &, const QColor &, const Stroke &) override { }
    void text(const QPointF &at, const QString &text, const TextStyle &style, Anchor anchor) override
    {
        if (anchor == Anchor::Start && style.size == kCheckTextSize)
            texts.append(
                {QRectF(at - QPointF(0, style.size * 0.8), QSizeF(textWidth(text, style.size, style.bold), style.size)),
                 text});
        all << text;
    }

    QList<std::pair<QRectF, QString>> texts;
    QStringList all;
};

/// The most that a line can say.
CheckMarks loudMarks(const Diagram &diagram)
{
    CheckMarks marks;
    marks.heading = u"Checked from somewhere"_s;
    for (int edge = 0; edge < diagram.edges.size(); ++edge) {
        CheckMark mark{CheckState::CannotTell, false, true, diagram.edges.at(edge).flowCount, 0, 0,
                       QDate(2026, 9, 30),     {}};
        mark.told = mark.inState = std::max<qint64>(1, mark.flows - 1);
        marks.edges.insert(edge, mark);
    }
    return marks;
}

} // namespace

/// Charts that keep room for what checks say, of all samples: what is said has it, and nothing lies on anything else.
class TestCheckedCharts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingOverlaps_data();
    void nothingOverlaps();
    void withoutResultsTheRoomStaysEmpty();
};

void TestCheckedCharts::nothingOverlaps_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<Level>("level");
    QTest::addColumn<LabelMode>("labels");
    for (const QString &sample : sampleNames()) {
        for (const Level level : {Level::Sites, Level::Roles, Level::Servers}) {
            for (const LabelMode labels : {LabelMode::None, LabelMode::Codes, LabelMode::Ports, LabelMode::Full})
                QTest::addRow("%s %s %s", qPrintable(sample), qPrintable(toString(level)), qPrintable(toString(labels)))
                    << sample << level << labels;
        }
    }
}

void TestCheckedCharts::nothingOverlaps()
{
    QFETCH(QString, sample);
    QFETCH(Level, level);
    QFETCH(LabelMode, labels);
    DiagramOptions options;
    options.level = level;
    options.labels = labels;
    options.showsChecks = true;
    const auto diagram = std::make_shared<const Diagram>(summarise(flowsOfSample(sample), options));
    LayoutService::Settings settings;
    settings.program = QStringLiteral(PORTOLAN_LAYOUT_PROGRAM);
    LayoutService service(settings);
    const Result<PlacedDiagram> placed = ChartLayout::layoutNow(service, diagram);
    QVERIFY2(placed, placed ? "" : qPrintable(toText(placed.error())));
    const DiagramQuality quality = measure(*placed);
    QCOMPARE(quality.nodeOverlaps, 0);
    QCOMPARE(quality.labelOverlaps.total(), 0);
    QCOMPARE(quality.edgesThroughNodes, 0);
    QCOMPARE(quality.edgesThroughLabels, 0);

    PaintOptions paint;
    const CheckMarks marks = loudMarks(*diagram);
    paint.checks = std::make_shared<const CheckMarks>(marks);
    RecordingCanvas canvas;
    paintDiagram(canvas, *placed, DiagramStyle::of(Theme::Light), paint);
    QVERIFY(canvas.all.contains(marks.heading));
    for (int edge = 0; edge < diagram->edges.size(); ++edge) {
        const QRectF pill = placed->edges.at(edge).pill;
        const QString said = checkText(marks.edges.value(edge));
        const bool isThere = std::any_of(canvas.texts.begin(), canvas.texts.end(), [&](const auto &text) {
            return text.second == said && pill.adjusted(1, 1, -1, -1).contains(text.first);
        });
        QVERIFY2(isThere, qPrintable(diagram->edges.at(edge).id + u": "_s + said));
    }
}

void TestCheckedCharts::withoutResultsTheRoomStaysEmpty()
{
    DiagramOptions options;
    options.level = Level::Sites;
    options.showsChecks = true;
    const auto diagram = std::make_shared<const Diagram>(summarise(flowsOfSample(u"three-site"_s), options));
    LayoutService::Settings settings;
    settings.program = QStringLiteral(PORTOLAN_LAYOUT_PROGRAM);
    LayoutService service(settings);
    const Result<PlacedDiagram> placed = ChartLayout::layoutNow(service, diagram);
    QVERIFY(placed);
    RecordingCanvas canvas;
    paintDiagram(canvas, *placed, DiagramStyle::of(Theme::Light), {});
    for (const DiagramEdge &edge : diagram->edges)
        QVERIFY(!canvas.all.contains(edge.lines.last().text));
    PaintOptions paint;
    paint.checks = std::make_shared<const CheckMarks>();
    RecordingCanvas checked;
    paintDiagram(checked, *placed, DiagramStyle::of(Theme::Light), paint);
    QCOMPARE(checked.all.count(u"not checked from here"), diagram->edges.size());
}

QTEST_MAIN(TestCheckedCharts)
#include "tst_checkedcharts.moc"
