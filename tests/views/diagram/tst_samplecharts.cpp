// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/charts.h"
#include "views/diagram/export.h"
#include "views/layout/chartlayout.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>

using namespace portolan;
using namespace portolan::test;

namespace {

constexpr Level kLevels[] = {Level::Sites, Level::Roles, Level::Servers};
constexpr LabelMode kLabels[] = {LabelMode::None, LabelMode::Codes, LabelMode::Ports, LabelMode::Full};

/// A group of an SVG: what it stands for, the words in it and where its first rectangle is.
struct Part {
    QString id;
    QString kind;
    QStringList data;
    QStringList texts;
    QString parent; ///< id of the group around it
    QRectF rect;
    int lines = 0;
    QStringList colours;
};

QList<Part> partsOf(const QByteArray &svg)
{
    QXmlStreamReader reader(svg);
    QList<Part> parts;
    QList<qsizetype> open; // -1: a group that stands for nothing
    const auto current = [&]() -> Part * {
        for (auto place = open.rbegin(); place != open.rend(); ++place) {
            if (*place >= 0)
                return &parts[*place];
        }
        return nullptr;
    };
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            const QXmlStreamAttributes attributes = reader.attributes();
            if (reader.name() == u"g") {
                if (!attributes.hasAttribute(QStringLiteral("id"))) {
                    open << -1;
                    continue;
                }
                Part part;
                part.id = attributes.value(QStringLiteral("id")).toString();
                part.kind = attributes.value(QStringLiteral("class")).toString();
                part.parent = current() ? current()->id : QString();
                for (const QXmlStreamAttribute &attribute : attributes) {
                    if (attribute.name().startsWith(u"data-"))
                        part.data << attribute.name().mid(5).toString() + u'=' + attribute.value().toString();
                }
                open << parts.size();
                parts << part;
            } else if (Part *part = current()) {
                const auto number = [&](const char *name) {
                    return attributes.value(QString::fromLatin1(name)).toDouble();
                };
                if (reader.name() == u"rect" && part->rect.isNull())
                    part->rect = QRectF(number("x"), number("y"), number("width"), number("height"));
                if (reader.name() == u"path")
                    ++part->lines;
                for (const auto *name : {"fill", "stroke"}) {
                    const QString colour = attributes.value(QString::fromLatin1(name)).toString();
                    if (!colour.isEmpty() && colour != u"none" && !part->colours.contains(colour))
                        part->colours << colour;
                }
                if (reader.name() == u"text")
                    part->texts << reader.readElementText(QXmlStreamReader::IncludeChildElements);
            }
        } else if (reader.isEndElement() && reader.name() == u"g") {
            open.removeLast();
        }
    }
    if (reader.hasError())
        qWarning("%s", qPrintable(reader.errorString()));
    return parts;
}

/// What a chart says, without its places: one line for each part with what it is in, stands for and has written on it.
QStringList relationsOf(const QList<Part> &parts)
{
    QStringList relations;
    for (const Part &part : parts) {
        relations << QStringList{part.kind, part.id,
                                 QStringLiteral("in ") + (part.parent.isEmpty() ? QStringLiteral("-") : part.parent),
                                 part.data.join(u' '), part.texts.join(u" / ")}
                         .join(u" | ");
    }
    relations.sort();
    return relations;
}

} // namespace

/// Every sample at every level, with every label mode, in both themes: what the picture says is compared with what is
/// kept in tests/data/charts, relation by relation. After a wanted change: PORTOLAN_KEEP_CHARTS=1 tst_samplecharts, and
/// read the difference.
class tst_SampleCharts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsKept_data();
    void saysWhatIsKept();
};

void tst_SampleCharts::saysWhatIsKept_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<int>("level");
    for (const QString &sample : sampleNames()) {
        for (const Level level : kLevels)
            QTest::addRow("%s %s", qPrintable(sample), qPrintable(toString(level))) << sample << int(level);
    }
}

void tst_SampleCharts::saysWhatIsKept()
{
    QFETCH(QString, sample);
    QFETCH(int, level);
    LayoutService::Settings settings;
    settings.program = QStringLiteral(PORTOLAN_LAYOUT_PROGRAM);
    LayoutService service(settings);
    QStringList found;
    for (const LabelMode labels : kLabels) {
        const auto diagram = std::make_shared<const Diagram>(diagramOf(flowsOfSample(sample), Level(level), labels));
        const Result<PlacedDiagram> placed = ChartLayout::layoutNow(service, diagram);
        QVERIFY(placed);
        const QList<Part> light = partsOf(renderSvg(*placed, DiagramStyle::of(Theme::Light)));
        const QList<Part> dark = partsOf(renderSvg(*placed, DiagramStyle::of(Theme::Dark)));
        QVERIFY(light.size() > 2);
        QCOMPARE(relationsOf(dark), relationsOf(light));
        for (qsizetype i = 0; i < light.size(); ++i) {
            QCOMPARE(dark[i].rect, light[i].rect);
            QCOMPARE(dark[i].lines, light[i].lines);
            QVERIFY2(dark[i].colours != light[i].colours, qPrintable(light[i].id));
        }
        for (const Part &part : light) {
            const auto around =
                std::find_if(light.begin(), light.end(), [&](const Part &other) { return other.id == part.parent; });
            if (around != light.end())
                QVERIFY2(around->rect.contains(part.rect), qPrintable(part.id));
        }
        found << QStringLiteral("== labels ") + toString(labels) << relationsOf(light);
    }
    const QString path =
        QStringLiteral(PORTOLAN_SOURCE_DIR "/tests/data/charts/%1-%2.txt").arg(sample, toString(Level(level)));
    QFile file(path);
    if (qEnvironmentVariableIsSet("PORTOLAN_KEEP_CHARTS")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(found.join(u'\n').toUtf8() + '\n');
        return;
    }
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
    const QStringList kept = QString::fromUtf8(file.readAll()).trimmed().split(u'\n');
    for (qsizetype i = 0; i < std::min(kept.size(), found.size()); ++i)
        QCOMPARE(found[i], kept[i]);
    QCOMPARE(found.size(), kept.size());
}

QTEST_MAIN(tst_SampleCharts)
#include "tst_samplecharts.moc"
