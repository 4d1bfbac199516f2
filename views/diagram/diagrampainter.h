// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/canvas.h"
#include "views/diagram/checkmark.h"
#include "views/diagram/diagramstyle.h"
#include "views/diagram/placeddiagram.h"

#include <QSet>
#include <QString>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace portolan {

/// What of a chart to paint and how much of each thing. Exports take the defaults.
struct PaintOptions {
    QRectF visible; ///< only what touches it is painted; null: all
    /// Indexes of the edges that touch `visible`, ascending, where the caller knows; else each edge is asked.
    std::optional<std::vector<int>> edges;
    double zoom = 1.0; ///< logical pixels a scene point: Detail says what it leaves out
    DiagramPart selected;
    DiagramPart hovered;
    /// Where not empty, nodes and edges outside are dimmed: what belongs to the selection.
    QSet<int> litNodes, litEdges;
    /// For a chart that keeps room for them (Diagram::showsChecks); null: none, their room stays empty.
    std::shared_ptr<const CheckMarks> checks;
    bool background = true; ///< fill the sheet
    bool texts = true; ///< false: none at any zoom
    const std::atomic<bool> *cancelled = nullptr; ///< painting stops soon after it becomes true
};

/// Paints the whole sheet: title, sites, edges, cards, pills, key. The one place that knows how a chart looks. May run
/// in any thread, several at once.
void paintDiagram(Canvas &canvas, const PlacedDiagram &placed, const DiagramStyle &style,
                  const PaintOptions &options = {});

/// Paints one part over a picture of the chart, as it is there, but hovered; of a site's box the border.
void paintHovered(Canvas &canvas, const PlacedDiagram &placed, const DiagramStyle &style, const PaintOptions &options);

/// What of a part has text, in scene points: a card, a line's pill, a site's title; null: nothing.
QRectF labelRect(const PlacedDiagram &placed, DiagramPart part);

/// Paints what labelRect() encloses, with all its text.
void paintLabel(Canvas &canvas, const PlacedDiagram &placed, const DiagramStyle &style, DiagramPart part,
                const std::shared_ptr<const CheckMarks> &checks = nullptr);

} // namespace portolan
