// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/canvas.h"

#include <QFont>
#include <QHash>

class QPainter;

namespace portolan {

/// Draws on a QPainter that is already scaled to scene points: screen, PNG, print. Groups leave no trace.
class QPainterCanvas : public Canvas
{
public:
    explicit QPainterCanvas(QPainter &painter);

    void beginGroup(const CanvasGroup &group) override;
    void endGroup() override;
    void rect(const QRectF &rect, double radius, const QColor &fill, const Stroke &stroke) override;
    void path(const QPainterPath &path, const QColor &fill, const Stroke &stroke) override;
    void text(const QPointF &at, const QString &text, const TextStyle &style, Anchor anchor) override;

private:
    void apply(const QColor &fill, const Stroke &stroke);
    const QFont &font(const TextStyle &style);

    QPainter &m_painter;
    QHash<int, QFont> m_fonts;
};

} // namespace portolan
