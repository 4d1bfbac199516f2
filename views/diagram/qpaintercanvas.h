// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/canvas.h"

#include <QFont>
#include <QPainter>

#include <array>
#include <optional>

namespace portolan {

/// Draws on a QPainter that is already scaled to scene points: screen, PNG, print. Groups leave no trace.
class QPainterCanvas : public Canvas
{
public:
    explicit QPainterCanvas(QPainter &painter);
    ~QPainterCanvas() override { setSmooth(true); }

    bool hasGroups() const override { return false; }
    void beginGroup(const CanvasGroup &) override { }
    void endGroup() override { }
    void rect(const QRectF &rect, double radius, const QColor &fill, const Stroke &stroke) override;
    void path(const QPainterPath &path, const QColor &fill, const Stroke &stroke) override;
    void text(const QPointF &at, const QString &text, const TextStyle &style, Anchor anchor) override;

private:
    void apply(const QColor &fill, const Stroke &stroke);
    void setSmooth(bool smooth);

    QPainter &m_painter;
    bool m_wasSmooth; ///< as the painter came
    bool m_isSmooth;
    std::array<QFont, 2> m_fonts; ///< regular, bold
    std::optional<std::pair<QColor, Stroke>> m_applied; ///< what brush and pen are; empty: anything
};

} // namespace portolan
