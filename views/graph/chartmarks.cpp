// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/severitysign.h"
#include "views/graph/graphwidget.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace portolan {

namespace {

constexpr int kSignSize = 18; ///< logical pixels
constexpr int kSmallSign = 10; ///< on cards that are not much larger
constexpr double kLeastCard = 3; ///< logical pixels; on smaller cards signs would hide everything

} // namespace

void GraphWidget::setMarks(const ChartMarks &marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    update();
}

/// Over the picture, not in it: a sign keeps its size, and another review needs no new picture.
void GraphWidget::paintMarks(QPainter &painter) const
{
    if (m_marks.isEmpty() || !m_fadeFrom.isNull())
        return;
    std::array<std::array<QPixmap, 2>, 3> signs;
    const auto sign = [&](Severity severity, bool isSmall) -> const QPixmap & {
        QPixmap &pixmap = signs[static_cast<size_t>(severity)][isSmall ? 1 : 0];
        if (pixmap.isNull())
            pixmap = severityPixmap(severity, m_style, isSmall ? kSmallSign : kSignSize, devicePixelRatioF());
        return pixmap;
    };
    const QRectF window = rect();
    const auto paint = [&](const QHash<int, ChartMark> &marks, const QList<QRectF> &places) {
        for (auto mark = marks.begin(); mark != marks.end(); ++mark) {
            const QRectF &place = places.at(mark.key());
            const QSizeF size = place.size() * m_zoom;
            if (size.height() < kLeastCard)
                continue;
            const bool isSmall = std::min(size.width(), size.height()) < 2 * kSignSize;
            const int extent = isSmall ? kSmallSign : kSignSize;
            const QPointF at = fromScene(place.topRight()) - QPointF(extent * 0.7, extent * 0.35);
            if (window.intersects(QRectF(at, QSizeF(extent, extent))))
                painter.drawPixmap(at, sign(mark->severity, isSmall));
        }
    };
    paint(m_marks.boxes, m_placed.boxes);
    paint(m_marks.nodes, m_placed.nodes);
}

} // namespace portolan
