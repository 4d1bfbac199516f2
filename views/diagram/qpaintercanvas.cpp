// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/qpaintercanvas.h"

#include "views/diagram/metrics.h"

#include <QPainter>
#include <QPen>
#include <QTransform>

namespace portolan {

namespace {

// Text is set so many times larger and scaled down: at small sizes Qt rounds each letter's advance to whole pixels, and
// lines would be wider than measured.
constexpr double kTextGrid = 8;

} // namespace

QPainterCanvas::QPainterCanvas(QPainter &painter) : m_painter(painter) { }

void QPainterCanvas::beginGroup(const CanvasGroup &) { }

void QPainterCanvas::endGroup() { }

void QPainterCanvas::apply(const QColor &fill, const Stroke &stroke)
{
    m_painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    if (!stroke.color.isValid()) {
        m_painter.setPen(Qt::NoPen);
        return;
    }
    QPen pen(stroke.color, stroke.width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (!stroke.dashes.empty()) {
        QList<qreal> pattern; // QPen counts dashes in pen widths
        for (const double dash : stroke.dashes)
            pattern << dash / stroke.width;
        pen.setDashPattern(pattern);
    }
    m_painter.setPen(pen);
}

void QPainterCanvas::rect(const QRectF &rect, double radius, const QColor &fill, const Stroke &stroke)
{
    apply(fill, stroke);
    if (radius > 0)
        m_painter.drawRoundedRect(rect, radius, radius);
    else
        m_painter.drawRect(rect);
}

void QPainterCanvas::path(const QPainterPath &path, const QColor &fill, const Stroke &stroke)
{
    apply(fill, stroke);
    m_painter.drawPath(path);
}

const QFont &QPainterCanvas::font(const TextStyle &style)
{
    const int key = qRound(style.size * kTextGrid) * 2 + (style.bold ? 1 : 0);
    const auto found = m_fonts.constFind(key);
    if (found != m_fonts.constEnd())
        return *found;
    return *m_fonts.insert(key, chartFont(style.size * kTextGrid, style.bold));
}

void QPainterCanvas::text(const QPointF &at, const QString &text, const TextStyle &style, Anchor anchor)
{
    QPointF start = at;
    if (anchor != Anchor::Start) {
        const double width = textWidth(text, style.size, style.bold);
        start.rx() -= anchor == Anchor::Middle ? width / 2 : width;
    }
    const QTransform before = m_painter.transform();
    m_painter.translate(start);
    m_painter.scale(1.0 / kTextGrid, 1.0 / kTextGrid);
    m_painter.setFont(font(style));
    m_painter.setPen(style.color);
    m_painter.drawText(QPointF(0, 0), text);
    m_painter.setTransform(before);
}

} // namespace portolan
