// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/placeddiagram.h"

#include <QRectF>

#include <memory>
#include <vector>

namespace portolan {

/// Finds what lies at a point of a PlacedDiagram: cards, then pills, then lines, site boxes last. Immutable: threads
/// may share one.
class PlacedIndex
{
public:
    PlacedIndex();
    explicit PlacedIndex(const PlacedDiagram &placed);
    ~PlacedIndex();
    PlacedIndex(PlacedIndex &&) noexcept;
    PlacedIndex &operator=(PlacedIndex &&) noexcept;

    /// `tolerance`: how far from a line, in scene points, still counts as on it.
    DiagramPart at(QPointF point, double tolerance) const;

    /// Edges whose line or pill touches the rectangle, or nearly; ascending.
    std::vector<int> edgesIn(const QRectF &rect) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// All that a part covers; null for no part.
QRectF partBounds(const PlacedDiagram &placed, DiagramPart part);

/// Where a part is pointed at: a card or box itself, of a line its label, or its middle where it has none; null for no
/// part.
QRectF partHandle(const PlacedDiagram &placed, DiagramPart part);

} // namespace portolan
