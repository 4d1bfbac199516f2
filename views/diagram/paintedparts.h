// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/canvas.h"
#include "views/diagram/diagramstyle.h"
#include "views/diagram/placeddiagram.h"

namespace portolan {

// What the chart and its key have in common.

inline constexpr double kArrowLength = 8; ///< scene points
inline constexpr double kArrowWidth = 6.6;

void addArrow(const Arrow &arrow, QPainterPath &heads); ///< its head; one without a length has none
void paintArrow(Canvas &canvas, const Arrow &arrow, const QColor &color);
void paintBadge(Canvas &canvas, const QPointF &topLeft, const QString &text, const QColor &ground, const QColor &color);

} // namespace portolan
