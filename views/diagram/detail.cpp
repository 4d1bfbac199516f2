// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/detail.h"

#include "views/diagram/metrics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace portolan {

namespace {

constexpr double kTextsZoom = 0.55; ///< below it the lines of a card have letters of less than 6 pixels
constexpr double kArrowsZoom = 0.2; ///< below it an arrowhead is smaller than two pixels
constexpr double kCornersZoom = 0.3;
constexpr double kThinZoom = 0.2; ///< below it lines are far wider on the screen than on the sheet
constexpr double kThinnest = 0.65;
constexpr double kSiteNamePixels = 11;
constexpr double kCardNamePixels = 9;
constexpr int kFewestLetters = 2; ///< of a site's name
constexpr double kLineHeight = 1.25; ///< of the size of type
constexpr double kNameHeight = 1.05; ///< that a name needs in a card
constexpr double kNameMargin = 0.3;
constexpr double kSiteNameInset = 0.35;

} // namespace

Detail Detail::at(double zoom)
{
    Detail detail;
    detail.texts = zoom >= kTextsZoom;
    detail.arrows = zoom >= kArrowsZoom;
    detail.corners = zoom >= kCornersZoom;
    if (kSiteTitleSize * zoom < kSiteNamePixels && !detail.texts)
        detail.siteName = kSiteNamePixels / zoom;
    if (!detail.texts)
        detail.cardName = kCardNamePixels / zoom;
    detail.lineStrength = std::clamp(zoom / kThinZoom, kThinnest, 1.0);
    return detail;
}

Stroke lineStroke(const DiagramStyle &style, Encryption encryption, double zoom)
{
    Stroke stroke = style.encryptionStroke(encryption, zoom);
    stroke.color.setAlphaF(float(stroke.color.alphaF() * Detail::at(zoom).lineStrength));
    return stroke;
}

QString fittingName(const QString &name, const QSizeF &room, double size, int fewest)
{
    if (room.height() < size * kNameHeight)
        return {};
    // Numbered machines differ at the ends of their names, all else is told by its beginning.
    const bool isNumbered = !name.isEmpty() && name.back().isDigit() && !name.contains(u' ');
    const Qt::TextElideMode mode = isNumbered ? Qt::ElideMiddle : Qt::ElideRight;
    const QString text = elided(name, room.width() - 2 * kNameMargin * size, size, true, mode);
    const bool whole = text == name;
    return whole || text.size() > fewest ? text : QString();
}

QStringList fittingCodes(const QStringList &codes, const QSizeF &room, double size)
{
    const auto rows =
        static_cast<qsizetype>((room.height() + size * (kLineHeight - kNameHeight)) / (size * kLineHeight));
    const double width = room.width() - 2 * kNameMargin * size;
    const QString dots = QStringLiteral("…");
    if (codes.isEmpty() || rows < 1 || textWidth(codes.first(), size, false) > width)
        return {};
    QStringList lines = wrapped(codes.join(u' '), width, size);
    if (lines.size() <= rows)
        return lines;
    lines.resize(rows);
    QString last = lines.last();
    while (!last.isEmpty() && textWidth(last + u' ' + dots, size, false) > width)
        last.truncate(std::max(qsizetype(0), last.lastIndexOf(u' ')));
    lines.last() = last.isEmpty() ? dots : last + u' ' + dots;
    // Dots alone say nothing.
    return rows > 1 || lines.first() != dots ? lines : QStringList();
}

QList<SiteName> siteNames(const PlacedDiagram &placed, double zoom)
{
    const double size = Detail::at(zoom).siteName;
    if (size == 0)
        return {};
    QList<int> order(placed.boxes.size());
    std::iota(order.begin(), order.end(), 0);
    const auto area = [&placed](int box) { return placed.boxes.at(box).width() * placed.boxes.at(box).height(); };
    std::stable_sort(order.begin(), order.end(), [&area](int a, int b) { return area(a) > area(b); });
    QList<SiteName> names;
    const double inset = kSiteNameInset * size;
    for (const int index : order) {
        const QRectF &box = placed.boxes.at(index);
        const QSizeF room(box.width() - 2 * inset, size * kLineHeight);
        const QString text = fittingName(placed.diagram->boxes.at(index).title, room, size, kFewestLetters);
        if (text.isEmpty())
            continue;
        const QRectF rect(box.topLeft() + QPointF(inset, std::min(inset, box.height() / 4)),
                          QSizeF(textWidth(text, size, true) + 2 * kNameMargin * size, room.height()));
        const bool covers = std::any_of(names.begin(), names.end(),
                                        [&rect](const SiteName &other) { return other.rect.intersects(rect); });
        if (!covers)
            names << SiteName{index, rect, text};
    }
    return names;
}

} // namespace portolan
