// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/charts.h"
#include "views/diagram/export.h"
#include "views/layout/chartlayout.h"

#include <QPainter>
#include <QSet>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cstdlib>

using namespace portolan;
using namespace portolan::test;

namespace {

PlacedDiagram placed(const FlowSet &flows, Level level, LabelMode labels = LabelMode::Ports)
{
    LayoutService::Settings settings;
    settings.program = QStringLiteral(PORTOLAN_LAYOUT_PROGRAM);
    LayoutService service(settings);
    const Result<PlacedDiagram> result =
        ChartLayout::layoutNow(service, std::make_shared<const Diagram>(diagramOf(flows, level, labels)));
    if (!result)
        qFatal("%s", qPrintable(toText(result.error())));
    return *result;
}

struct SvgGroup {
    QString id, kind, title;
    QXmlStreamAttributes attributes;
};

/// The groups of a chart's SVG, and that it is well-formed.
QList<SvgGroup> groupsOf(const QByteArray &svg)
{
    QList<SvgGroup> groups;
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("g")) {
            const QXmlStreamAttributes attributes = xml.attributes();
            groups << SvgGroup{attributes.value(QLatin1String("id")).toString(),
                               attributes.value(QLatin1String("class")).toString(),
                               {},
                               attributes};
        } else if (xml.name() == QLatin1String("title") && !groups.isEmpty() && groups.back().title.isEmpty()) {
            groups.back().title = xml.readElementText();
        }
    }
    if (xml.hasError())
        qFatal("%s", qPrintable(xml.errorString()));
    return groups;
}

} // namespace

class tst_Export : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void writesAGroupForEachPart();
    void writesRealTextInAFontStack();
    void givesTheSameBytesAgain();
    void showsHostileNamesAsTheyAre();
    void looksTheSameAsThePainter_data();
    void looksTheSameAsThePainter();
    void scalesPictures();
    void refusesPicturesThatAreTooLarge();
    void refusesOtherEndings();
    void leavesTheOldFileWhereItCannotWrite();
};

void tst_Export::writesAGroupForEachPart()
{
    const FlowSet flows = flowsOfSample(QStringLiteral("three-site"));
    const PlacedDiagram chart = placed(flows, Level::Servers);
    const QList<SvgGroup> groups = groupsOf(renderSvg(chart, DiagramStyle::of(Theme::Light)));
    QSet<QString> ids;
    QHash<QString, int> kinds;
    for (const SvgGroup &group : groups) {
        ids << group.id;
        ++kinds[group.kind];
        if (group.kind == QLatin1String("key"))
            continue;
        QVERIFY2(!group.title.isEmpty(), qPrintable(group.id));
        if (group.kind == QLatin1String("edge")) {
            QVERIFY(!group.attributes.value(QLatin1String("data-from")).isEmpty());
            QVERIFY(!group.attributes.value(QLatin1String("data-to")).isEmpty());
            QVERIFY(!group.attributes.value(QLatin1String("data-paths")).isEmpty());
            QVERIFY(!group.attributes.value(QLatin1String("data-encryption")).isEmpty());
        }
    }
    QCOMPARE(ids.size(), groups.size());
    QCOMPARE(kinds.value(QStringLiteral("site")), flows.topology().sites.size());
    QCOMPARE(kinds.value(QStringLiteral("server")), flows.topology().servers.size());
    QCOMPARE(kinds.value(QStringLiteral("edge")), chart.diagram->edges.size());
    for (const Server &server : flows.topology().servers)
        QVERIFY(ids.contains(QStringLiteral("server:") + server.id));
}

void tst_Export::writesRealTextInAFontStack()
{
    const QByteArray svg =
        renderSvg(placed(flowsOfSample(QStringLiteral("poster")), Level::Roles), DiagramStyle::of(Theme::Light));
    QVERIFY(svg.contains("font-family=\"Arial, 'Liberation Sans', Helvetica, sans-serif\""));
    QVERIFY(svg.contains(">25 SMTP</text>"));
    QVERIFY(!svg.contains("foreignObject"));
    QVERIFY(!svg.contains("<style"));
    QVERIFY(!svg.contains("<script"));
    QVERIFY(!svg.contains("href"));
}

void tst_Export::givesTheSameBytesAgain()
{
    const FlowSet flows = flowsOfSample(QStringLiteral("three-site"));
    const QByteArray first = renderSvg(placed(flows, Level::Roles), DiagramStyle::of(Theme::Dark));
    QCOMPARE(
        renderSvg(placed(flowsOfSample(QStringLiteral("three-site")), Level::Roles), DiagramStyle::of(Theme::Dark)),
        first);
}

void tst_Export::showsHostileNamesAsTheyAre()
{
    const QString name = QStringLiteral("<b onload=\"x\">&amp;'</b>");
    const QByteArray json =
        R"({"format": "portolan-topology", "version": 1, "name": "<b onload=\"x\">&amp;'</b>", "catalog": "exchange-2010",
        "sites": [{"id": "a", "name": "<b onload=\"x\">&amp;'</b>"}],
        "servers": [{"id": "s", "name": "<b onload=\"x\">&amp;'</b>", "site": "a", "roles": ["mailbox"]}]})";
    const QByteArray svg = renderSvg(placed(flowsOf(json), Level::Servers), DiagramStyle::of(Theme::Light));
    QStringList texts;
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement) {
            QVERIFY(xml.name() != QLatin1String("b"));
            if (xml.name() == QLatin1String("text"))
                texts << xml.readElementText();
        }
    }
    QVERIFY(!xml.hasError());
    QCOMPARE(texts.count(name), 3); // title, site, server
}

void tst_Export::looksTheSameAsThePainter_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<int>("theme");
    for (const QString &sample : sampleNames()) {
        QTest::addRow("%s, light", qPrintable(sample)) << sample << int(Theme::Light);
        QTest::addRow("%s, dark", qPrintable(sample)) << sample << int(Theme::Dark);
    }
}

void tst_Export::looksTheSameAsThePainter()
{
    QFETCH(QString, sample);
    QFETCH(int, theme);
    const PlacedDiagram chart = placed(flowsOfSample(sample), Level::Sites);
    const DiagramStyle &style = DiagramStyle::of(Theme(theme));
    const Result<QImage> painted = renderImage(chart, style, 1);
    QVERIFY(painted.has_value());
    // Qt Svg takes only the first family of a font stack; the bundled one has the same widths.
    QByteArray svg = renderSvg(chart, style);
    svg.replace("Arial, 'Liberation Sans', Helvetica, sans-serif", "Liberation Sans");
    QSvgRenderer renderer(svg);
    QVERIFY(renderer.isValid());
    QImage drawn(painted->size(), QImage::Format_ARGB32_Premultiplied);
    drawn.fill(style.background);
    QPainter painter(&drawn);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    renderer.render(&painter, QRectF(drawn.rect()));
    painter.end();
    qint64 different = 0;
    for (int y = 0; y < drawn.height(); ++y) {
        for (int x = 0; x < drawn.width(); ++x) {
            const QRgb a = painted->pixel(x, y);
            const QRgb b = drawn.pixel(x, y);
            const int distance =
                std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
            if (distance > 180)
                ++different;
        }
    }
    // Edges of letters differ by the rounding of their places; a shape or a text that is missing would be far more.
    const double share = double(different) / (double(drawn.width()) * drawn.height());
    QVERIFY2(share < 0.02, qPrintable(QString::number(share)));
}

void tst_Export::scalesPictures()
{
    const PlacedDiagram chart = placed(flowsOfSample(QStringLiteral("single-server")), Level::Sites);
    const Result<QImage> image = renderImage(chart, DiagramStyle::of(Theme::Light), 2.5);
    QVERIFY(image.has_value());
    QCOMPARE(image->width(), int(std::ceil(chart.size.width() * 2.5)));
    QCOMPARE(image->height(), int(std::ceil(chart.size.height() * 2.5)));
}

void tst_Export::refusesPicturesThatAreTooLarge()
{
    const PlacedDiagram chart = placed(flowsOfSample(QStringLiteral("single-server")), Level::Sites);
    for (const double scale : {1000.0, 0.0, -1.0, std::nan("")}) {
        const Result<QImage> image = renderImage(chart, DiagramStyle::of(Theme::Light), scale);
        QVERIFY(!image.has_value());
        QCOMPARE(image.error().front().code, ErrorCode::BadValue);
    }
}

void tst_Export::refusesOtherEndings()
{
    QTemporaryDir folder;
    const PlacedDiagram chart = placed(flowsOfSample(QStringLiteral("single-server")), Level::Sites);
    const QString path = folder.filePath(QStringLiteral("chart.bmp"));
    QVERIFY(!exportDiagram(chart, DiagramStyle::of(Theme::Light), 1, path).has_value());
    QVERIFY(!QFile::exists(path));
    for (const QString &name : {QStringLiteral("chart.SVG"), QStringLiteral("chart.png")}) {
        QVERIFY(exportDiagram(chart, DiagramStyle::of(Theme::Light), 1, folder.filePath(name)).has_value());
        QVERIFY(QFile::exists(folder.filePath(name)));
    }
}

void tst_Export::leavesTheOldFileWhereItCannotWrite()
{
    QTemporaryDir folder;
    const PlacedDiagram chart = placed(flowsOfSample(QStringLiteral("single-server")), Level::Sites);
    const Result<void> written =
        exportDiagram(chart, DiagramStyle::of(Theme::Light), 1, folder.filePath(QStringLiteral("no/such/chart.svg")));
    QVERIFY(!written.has_value());
    QCOMPARE(written.error().front().code, ErrorCode::CannotWrite);
}

QTEST_MAIN(tst_Export)
#include "tst_export.moc"
