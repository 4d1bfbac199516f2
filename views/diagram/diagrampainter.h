// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/canvas.h"
#include "views/diagram/diagramstyle.h"
#include "views/diagram/placeddiagram.h"

#include <QSet>
#include <QString>

namespace portolan {

/// What of a chart to paint and how much of each thing. Exports take the defaults.
struct PaintOptions {
    QRectF visible; ///< only what touches it is painted; null: all
    double zoom = 1.0; ///< device pixels a scene point; text too small to read is left out below 0.35
    DiagramPart selected;
    DiagramPart hovered;
    /// Where not empty, nodes and edges outside are dimmed: what belongs to the selection.
    QSet<int> litNodes, litEdges;
    bool background = true; ///< fill the sheet
};

/// Paints the whole sheet: title, sites, edges, cards, pills, key. The one place that knows how a chart looks.
void paintDiagram(Canvas &canvas, const PlacedDiagram &placed, const DiagramStyle &style,
                  const PaintOptions &options = {});

} // namespace portolan
