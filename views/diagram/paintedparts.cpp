// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/paintedparts.h"

#include "views/diagram/card.h"
#include "views/diagram/metrics.h"

#include <cmath>

namespace portolan {

void addArrow(const Arrow &arrow, QPainterPath &heads)
{
    const double length = std::hypot(arrow.dx(), arrow.dy());
    if (length < 0.01)
        return;
    const QPointF along(arrow.dx() / length, arrow.dy() / length);
    const QPointF across(-along.y(), along.x());
    const QPointF base = arrow.p2() - along * kArrowLength;
    heads.moveTo(arrow.p2());
    heads.lineTo(base + across * (kArrowWidth / 2));
    heads.lineTo(base - across * (kArrowWidth / 2));
    heads.closeSubpath();
}

void paintArrow(Canvas &canvas, const Arrow &arrow, const QColor &color)
{
    QPainterPath head;
    addArrow(arrow, head);
    canvas.path(head, color, {});
}

void paintBadge(Canvas &canvas, const QPointF &topLeft, const QString &text, const QColor &ground, const QColor &color)
{
    const QRectF rect(topLeft, QSizeF(badgeWidth(text), kBadgeHeight));
    canvas.rect(rect, kBadgeHeight / 2, ground, {});
    canvas.text(QPointF(rect.center().x(), rect.bottom() - 3.5), text, {kSmallSize, true, color}, Anchor::Middle);
}

} // namespace portolan
