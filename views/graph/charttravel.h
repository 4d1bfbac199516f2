// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/placeddiagram.h"

#include <QTransform>

namespace portolan {

/// Cards and site boxes on their way from their places in one chart to those in another. A value.
class ChartTravel
{
public:
    ChartTravel() = default;
    /// `toAfter`: from scene points of `before` to those of `after`.
    ChartTravel(const PlacedDiagram &before, const PlacedDiagram &after, const QTransform &toAfter);

    /// Nothing that both charts have is in another place.
    bool isEmpty() const { return !m_moves; }
    /// `after` without lines; what both charts have, by id, on its way, and nothing else. `part`: 0 at the old places,
    /// 1 at the new ones.
    PlacedDiagram at(double part) const;

private:
    PlacedDiagram m_after;
    QList<QRectF> m_boxes; ///< where each comes from, scene points of m_after; null: it is new
    QList<QRectF> m_items;
    bool m_moves = false;
};

} // namespace portolan
