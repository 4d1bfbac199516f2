// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/diagramstyle.h"
#include "views/diagram/qpaintercanvas.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <array>
#include <numeric>

using namespace portolan;

namespace {

constexpr int kLength = 400; ///< pixels
constexpr std::array kWeakestLast{Encryption::Encrypted, Encryption::Optional, Encryption::Disabled, Encryption::None};

/// How far each pixel along a line is from the ground it is drawn on, all colour taken away.
std::vector<int> greyProfile(const DiagramStyle &style, Encryption encryption, double zoom)
{
    QImage image(kLength, 12, QImage::Format_RGB32);
    image.fill(style.background);
    {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(zoom, zoom);
        QPainterCanvas canvas(painter);
        QPainterPath line(QPointF(0, 6.5 / zoom));
        line.lineTo(kLength / zoom, 6.5 / zoom);
        canvas.path(line, {}, style.encryptionStroke(encryption, zoom));
    }
    const QImage grey = image.convertToFormat(QImage::Format_Grayscale8);
    const int ground = qGray(style.background.rgb());
    std::vector<int> profile;
    for (int x = 0; x < grey.width(); ++x) {
        int ink = 0;
        for (int y = 0; y < grey.height(); ++y)
            ink += std::abs(qGray(grey.pixel(x, y)) - ground);
        profile.push_back(ink);
    }
    return profile;
}

int peakOf(const std::vector<int> &profile)
{
    return *std::max_element(profile.begin(), profile.end());
}

int countGaps(const std::vector<int> &profile)
{
    const int half = peakOf(profile) / 2;
    int gaps = 0;
    for (size_t i = 1; i < profile.size(); ++i)
        gaps += profile[i - 1] >= half && profile[i] < half ? 1 : 0;
    return gaps;
}

double inkOf(const std::vector<int> &profile)
{
    return std::accumulate(profile.begin(), profile.end(), 0.0) / double(profile.size());
}

} // namespace

class TestDiagramStyle : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void encryptionIsToldApartWithoutColour_data();
    void encryptionIsToldApartWithoutColour();
    void whatIsNotEncryptedIsHeavierWhereLinesAreThin_data();
    void whatIsNotEncryptedIsHeavierWhereLinesAreThin();
    void dashesKeepTheirLengthInTheSceneWhereTheyAreLongEnough();
};

void TestDiagramStyle::encryptionIsToldApartWithoutColour_data()
{
    QTest::addColumn<Theme>("theme");
    QTest::addColumn<double>("zoom");
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        for (const double zoom : {0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.65, 1.0, 2.0})
            QTest::addRow("%s, zoom %.2f", theme == Theme::Dark ? "dark" : "light", zoom) << theme << zoom;
    }
}

void TestDiagramStyle::encryptionIsToldApartWithoutColour()
{
    QFETCH(Theme, theme);
    QFETCH(double, zoom);
    const DiagramStyle &style = DiagramStyle::of(theme);
    std::vector<int> gaps;
    for (const Encryption encryption : kWeakestLast)
        gaps.push_back(countGaps(greyProfile(style, encryption, zoom)));
    QCOMPARE(gaps[0], 0);
    QVERIFY(gaps[1] >= 8);
    // Each at least a fifth more than the one before: nobody counts, but the eye sees it.
    QVERIFY2(gaps[2] >= 1.2 * gaps[1], qPrintable(QString::number(gaps[2])));
    QVERIFY2(gaps[3] >= 1.2 * gaps[2], qPrintable(QString::number(gaps[3])));
}

void TestDiagramStyle::whatIsNotEncryptedIsHeavierWhereLinesAreThin_data()
{
    QTest::addColumn<Theme>("theme");
    QTest::addColumn<double>("zoom");
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        for (const double zoom : {0.02, 0.05, 0.1, 0.2, 0.3})
            QTest::addRow("%s, zoom %.2f", theme == Theme::Dark ? "dark" : "light", zoom) << theme << zoom;
    }
}

void TestDiagramStyle::whatIsNotEncryptedIsHeavierWhereLinesAreThin()
{
    QFETCH(Theme, theme);
    QFETCH(double, zoom);
    const DiagramStyle &style = DiagramStyle::of(theme);
    const std::vector<int> encrypted = greyProfile(style, Encryption::Encrypted, zoom);
    for (const Encryption encryption : {Encryption::Optional, Encryption::Disabled, Encryption::None}) {
        const std::vector<int> profile = greyProfile(style, encryption, zoom);
        QVERIFY2(peakOf(profile) > 1.4 * peakOf(encrypted), qPrintable(toString(encryption)));
        // Nearer, gaps take more than a line of less than a pixel can give; there they are what is seen.
        if (zoom <= 0.1)
            QVERIFY2(inkOf(profile) > inkOf(encrypted), qPrintable(toString(encryption)));
    }
}

void TestDiagramStyle::dashesKeepTheirLengthInTheSceneWhereTheyAreLongEnough()
{
    // The same number of dashes on the same stretch of the scene, whether the line is an outline or thinner than a
    // pixel.
    const DiagramStyle &style = DiagramStyle::of(Theme::Light);
    const Stroke stroke = style.encryptionStroke(Encryption::Optional);
    const double period = std::accumulate(stroke.dashes.begin(), stroke.dashes.end(), 0.0);
    for (const double zoom : {1.0, 1.5, 2.0}) {
        const int gaps = countGaps(greyProfile(style, Encryption::Optional, zoom));
        QVERIFY2(std::abs(gaps - kLength / zoom / period) <= 1, qPrintable(QString::number(gaps)));
    }
    const Stroke thin = style.encryptionStroke(Encryption::Optional, 0.1);
    const double thinPeriod = std::accumulate(thin.dashes.begin(), thin.dashes.end(), 0.0);
    const int gaps = countGaps(greyProfile(style, Encryption::Optional, 0.1));
    QVERIFY2(std::abs(gaps - kLength / 0.1 / thinPeriod) <= 1, qPrintable(QString::number(gaps)));
}

QTEST_MAIN(TestDiagramStyle)
#include "tst_diagramstyle.moc"
