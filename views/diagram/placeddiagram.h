// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagram.h"

#include <QLineF>
#include <QList>
#include <QPainterPath>
#include <QRectF>

#include <memory>

namespace portolan {

/// An arrowhead: the line ends at p2, coming from p1.
using Arrow = QLineF;

struct PlacedEdge {
    QList<QPainterPath> paths; ///< the line, interrupted where the pill is
    QRectF pill; ///< empty: none
    QList<Arrow> arrows;
};

/// A Diagram with geometry: scene points (1/72 inch), y down, (0, 0) at the top left of the whole sheet.
struct PlacedDiagram {
    std::shared_ptr<const Diagram> diagram; ///< never null in a PlacedDiagram that a layout made
    QSizeF size; ///< of the sheet: title, chart and key
    QRectF chart; ///< the part without title and key
    QPointF keyOrigin; ///< top left of the key
    QList<QRectF> boxes; ///< as Diagram::boxes
    QList<QRectF> blocks;
    QList<QRectF> items;
    QList<QRectF> nodes;
    QList<PlacedEdge> edges;
};

/// What lies at a point or is selected.
struct DiagramPart {
    enum class Kind { None, Box, Node, Edge };
    Kind kind = Kind::None;
    int index = -1;
    friend bool operator==(const DiagramPart &, const DiagramPart &) = default;
};

} // namespace portolan
