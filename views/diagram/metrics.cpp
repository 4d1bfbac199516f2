// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/metrics.h"

#include <QFontDatabase>
#include <QFontMetricsF>

namespace portolan {

namespace {

// Measured large and scaled down: QFont takes whole pixels, and rounding of small sizes would not be in proportion.
constexpr int kMeasureSize = 256;

const QFontMetricsF &metrics(bool bold)
{
    // A font engine belongs to its thread: charts are summarised beside the window that paints them.
    thread_local const QFontMetricsF regularMetrics(chartFont(kMeasureSize, false));
    thread_local const QFontMetricsF boldMetrics(chartFont(kMeasureSize, true));
    return bold ? boldMetrics : regularMetrics;
}

} // namespace

void loadBundledFonts()
{
    static const bool loaded = [] {
        for (const QString &name :
             {QStringLiteral("LiberationSans-Regular.ttf"), QStringLiteral("LiberationSans-Bold.ttf")})
            QFontDatabase::addApplicationFont(QStringLiteral(":/portolan/fonts/") + name);
        return true;
    }();
    Q_UNUSED(loaded)
}

QString bundledFontFamily()
{
    return QStringLiteral("Liberation Sans");
}

QFont chartFont(double pixelSize, bool bold)
{
    loadBundledFonts();
    QFont font(bundledFontFamily());
    font.setPixelSize(qMax(1, qRound(pixelSize)));
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleStrategy(QFont::PreferAntialias);
    font.setKerning(true);
    return font;
}

double textWidth(const QString &text, double size, bool bold)
{
    return metrics(bold).horizontalAdvance(text) * size / kMeasureSize;
}

QString elided(const QString &text, double width, double size, bool bold, Qt::TextElideMode mode)
{
    return metrics(bold).elidedText(text, mode, width * kMeasureSize / size);
}

QStringList wrapped(const QString &text, double width, double size, bool bold)
{
    QStringList lines;
    QString line;
    for (const QString &word : text.split(u' ')) {
        const QString longer = line.isEmpty() ? word : line + u' ' + word;
        if (!line.isEmpty() && textWidth(longer, size, bold) > width) {
            lines << line;
            line = word;
        } else {
            line = longer;
        }
    }
    lines << line;
    return lines;
}

} // namespace portolan
