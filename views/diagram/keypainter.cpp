// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/keypainter.h"

#include "views/diagram/card.h"
#include "views/diagram/detail.h"
#include "views/diagram/keylayout.h"
#include "views/diagram/paintedparts.h"

namespace portolan {

namespace {

/// `at`: its left end, on the base line.
void paintSample(Canvas &canvas, const KeyLayout::Sample &sample, const QPointF &at, const DiagramStyle &style,
                 double zoom)
{
    const double middle = at.y() - 3.7;
    const QPointF left(at.x(), middle);
    const QPointF right(at.x() + 38, middle);
    switch (sample.kind) {
    case KeyLayout::Sample::Kind::Line: {
        const Stroke stroke = lineStroke(style, sample.encryption, zoom);
        QPainterPath line(left);
        line.lineTo(right - QPointF(kArrowLength - 1, 0));
        canvas.path(line, {}, stroke);
        paintArrow(canvas, {left, right}, stroke.color);
        break;
    }
    case KeyLayout::Sample::Kind::TwoHeads: {
        QPainterPath line(left + QPointF(kArrowLength - 1, 0));
        line.lineTo(right - QPointF(kArrowLength - 1, 0));
        canvas.path(line, {}, {style.quietText, 1.6, {}});
        paintArrow(canvas, {left, right}, style.quietText);
        paintArrow(canvas, {right, left}, style.quietText);
        break;
    }
    case KeyLayout::Sample::Kind::Bundle: {
        const QPointF joint = left + QPointF(20, 0);
        const Stroke stroke{style.quietText, 1.4, {}};
        for (const double side : {-5.0, 5.0}) {
            QPainterPath line(left + QPointF(0, side));
            line.lineTo(joint);
            canvas.path(line, {}, stroke);
        }
        QPainterPath line(joint);
        line.lineTo(right - QPointF(kArrowLength - 1, 0));
        canvas.path(line, {}, stroke);
        paintArrow(canvas, {joint, right}, style.quietText);
        canvas.rect(QRectF(joint - QPointF(3, 3), QSizeF(6, 6)), 3, style.quietText, {});
        break;
    }
    case KeyLayout::Sample::Kind::Frame:
        canvas.rect(QRectF(at.x() + 0.5, at.y() - 11, 29, 14), 4, style.frame, {style.cardBorder, 1.0, {}});
        canvas.rect(QRectF(at.x() + 4, at.y() - 7.5, 9.5, 7), 2, style.card, {style.cardBorder, 1.0, {}});
        canvas.rect(QRectF(at.x() + 16.5, at.y() - 7.5, 9.5, 7), 2, style.card, {style.cardBorder, 1.0, {}});
        break;
    case KeyLayout::Sample::Kind::Badge:
        paintBadge(canvas, QPointF(at.x(), at.y() - 10), sample.badge, style.badge, style.badgeText);
        break;
    case KeyLayout::Sample::Kind::Check:
        paintCheckSign(canvas, QRectF(at.x(), at.y() - 10, kCardCheck, kCardCheck), sample.check, sample.isStale,
                       style);
        break;
    }
}

} // namespace

void paintKey(Canvas &canvas, const PlacedDiagram &placed, const CheckSigns &signs, const DiagramStyle &style,
              double zoom)
{
    const KeyLayout key = layOutKey(placed.diagram->key, placed.size.width() - 2 * placed.keyOrigin.x(), signs);
    if (canvas.hasGroups())
        canvas.beginGroup({QStringLiteral("key"), QStringLiteral("key"), {}, {}});
    for (const KeyLayout::Sample &sample : key.samples)
        paintSample(canvas, sample, placed.keyOrigin + sample.at, style, zoom);
    for (const KeyLayout::Text &text : key.texts)
        canvas.text(placed.keyOrigin + text.at, text.text,
                    {text.size, text.bold, text.quiet ? style.quietText : style.text});
    if (canvas.hasGroups())
        canvas.endGroup();
}

} // namespace portolan
