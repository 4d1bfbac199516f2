// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/qpaintercanvas.h"

#include "views/diagram/metrics.h"

#include <QPen>
#include <QTransform>

namespace portolan {

namespace {

// Text is set in this size and scaled: at small sizes Qt rounds each letter's advance to whole pixels, and lines would
// be wider than measured.
constexpr double kSetSize = 96;

bool isSame(const Stroke &a, const Stroke &b)
{
    return a.color == b.color && a.width == b.width && a.dashes == b.dashes;
}

} // namespace

QPainterCanvas::QPainterCanvas(QPainter &painter)
    : m_painter(painter), m_wasSmooth(painter.testRenderHint(QPainter::Antialiasing)),
      m_isSmooth(m_wasSmooth), m_fonts{chartFont(kSetSize, false), chartFont(kSetSize, true)}
{
}

void QPainterCanvas::apply(const QColor &fill, const Stroke &stroke)
{
    // A new pen makes the engine start over; the lines of a chart have few different ones.
    if (m_applied && m_applied->first == fill && isSame(m_applied->second, stroke))
        return;
    m_applied.emplace(fill, stroke);
    m_painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    if (!stroke.color.isValid()) {
        m_painter.setPen(Qt::NoPen);
        return;
    }
    QPen pen(stroke.color, stroke.width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (!stroke.dashes.empty()) {
        // QPen counts dashes in pen widths; where the line is thinner than a pixel, Qt's raster engine counts pixels.
        const double scale = m_painter.deviceTransform().m11();
        const double unit = stroke.width * scale <= 1 ? 1 / scale : stroke.width;
        QList<qreal> pattern;
        for (const double dash : stroke.dashes)
            pattern << dash / unit;
        pen.setDashPattern(pattern);
    }
    m_painter.setPen(pen);
}

void QPainterCanvas::setSmooth(bool smooth)
{
    const bool wanted = smooth && m_wasSmooth;
    if (wanted == m_isSmooth)
        return;
    m_painter.setRenderHint(QPainter::Antialiasing, wanted);
    m_isSmooth = wanted;
}

void QPainterCanvas::rect(const QRectF &rect, double radius, const QColor &fill, const Stroke &stroke)
{
    if (radius <= 0 && !stroke.color.isValid()) {
        // On whole pixels: sharper, and far less work where thousands of cards are a few pixels large.
        setSmooth(false);
        m_painter.fillRect(rect, fill);
        return;
    }
    setSmooth(true);
    apply(fill, stroke);
    if (radius > 0)
        m_painter.drawRoundedRect(rect, radius, radius);
    else
        m_painter.drawRect(rect);
}

void QPainterCanvas::path(const QPainterPath &path, const QColor &fill, const Stroke &stroke)
{
    setSmooth(true);
    apply(fill, stroke);
    m_painter.drawPath(path);
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
    m_painter.scale(style.size / kSetSize, style.size / kSetSize);
    m_painter.setFont(m_fonts[style.bold ? 1 : 0]);
    m_painter.setPen(style.color);
    m_applied.reset();
    m_painter.drawText(QPointF(0, 0), text);
    m_painter.setTransform(before);
}

} // namespace portolan
