// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/severitysign.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace portolan;

class TestSeveritySign : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shapesDifferWithoutColour_data();
    void shapesDifferWithoutColour();
    void aTriangleIsWiderBelow();
    void aRingIsOpenInside();
    void theRimSetsItOffFromTheChart();
    void coloursCanBeReadOnTheirBackground_data();
    void coloursCanBeReadOnTheirBackground();
    void wordsDiffer();

private:
    static QImage sign(Severity severity, const DiagramStyle &style);
    static int coveredIn(const QImage &image, int row); ///< pixels
};

QImage TestSeveritySign::sign(Severity severity, const DiagramStyle &style)
{
    QImage image(64, 64, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintSeveritySign(painter, QRectF(0, 0, 64, 64), severity, style);
    return image;
}

int TestSeveritySign::coveredIn(const QImage &image, int row)
{
    int covered = 0;
    for (int x = 0; x < image.width(); ++x)
        covered += qAlpha(image.pixel(x, row)) > 127 ? 1 : 0;
    return covered;
}

void TestSeveritySign::shapesDifferWithoutColour_data()
{
    QTest::addColumn<Severity>("one");
    QTest::addColumn<Severity>("other");
    QTest::newRow("error and advice") << Severity::Error << Severity::Warning;
    QTest::newRow("error and note") << Severity::Error << Severity::Information;
    QTest::newRow("advice and note") << Severity::Warning << Severity::Information;
}

void TestSeveritySign::shapesDifferWithoutColour()
{
    QFETCH(Severity, one);
    QFETCH(Severity, other);
    const DiagramStyle style = DiagramStyle::of(Theme::Light);
    // As on a printer without colours.
    const auto ink = [&style](const QImage &image, int x, int y) {
        const QColor color = image.pixelColor(x, y);
        return color.alpha() > 127 && qAbs(qGray(color.rgb()) - qGray(style.background.rgb())) > 60;
    };
    const QImage first = sign(one, style);
    const QImage second = sign(other, style);
    int different = 0;
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x)
            different += ink(first, x, y) != ink(second, x, y) ? 1 : 0;
    }
    QVERIFY2(different > 64 * 64 / 10, qPrintable(QString::number(different)));
}

void TestSeveritySign::aTriangleIsWiderBelow()
{
    const QImage triangle = sign(Severity::Warning, DiagramStyle::of(Theme::Light));
    const QImage disc = sign(Severity::Error, DiagramStyle::of(Theme::Light));
    QVERIFY(coveredIn(triangle, 52) > 3 * coveredIn(triangle, 12));
    QVERIFY(qAbs(coveredIn(disc, 52) - coveredIn(disc, 11)) < 6);
}

void TestSeveritySign::aRingIsOpenInside()
{
    const DiagramStyle style = DiagramStyle::of(Theme::Light);
    // Left of its letter, inside the line.
    QCOMPARE(sign(Severity::Information, style).pixelColor(16, 32), style.background);
    QVERIFY(sign(Severity::Error, style).pixelColor(16, 32) != style.background);
}

void TestSeveritySign::theRimSetsItOffFromTheChart()
{
    const DiagramStyle style = DiagramStyle::of(Theme::Dark);
    const QImage image = severityPixmap(Severity::Error, style, 18, 2.0).toImage();
    QCOMPARE(image.size(), QSize(36, 36));
    QCOMPARE(image.devicePixelRatio(), 2.0);
    int x = 0;
    while (qAlpha(image.pixel(x, 18)) < 255)
        ++x;
    QCOMPARE(image.pixelColor(x, 18), style.background);
}

void TestSeveritySign::coloursCanBeReadOnTheirBackground_data()
{
    QTest::addColumn<Theme>("theme");
    QTest::addColumn<Severity>("severity");
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Information})
            QTest::addRow("%s %d", theme == Theme::Light ? "light" : "dark", int(severity)) << theme << severity;
    }
}

void TestSeveritySign::coloursCanBeReadOnTheirBackground()
{
    QFETCH(Theme, theme);
    QFETCH(Severity, severity);
    // Contrast as in WCAG 2.1: 4.5 for text.
    const auto luminance = [](const QColor &color) {
        const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
    };
    const DiagramStyle style = DiagramStyle::of(theme);
    const double one = luminance(severityColor(severity, style)) + 0.05;
    const double other = luminance(style.background) + 0.05;
    const double contrast = std::max(one, other) / std::min(one, other);
    QVERIFY2(contrast >= 4.5, qPrintable(QString::number(contrast)));
}

void TestSeveritySign::wordsDiffer()
{
    const QSet<QString> words{severityWord(Severity::Error), severityWord(Severity::Warning),
                              severityWord(Severity::Information)};
    QCOMPARE(words.size(), 3);
}

QTEST_MAIN(TestSeveritySign)
#include "tst_severitysign.moc"
