// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/layout/layout.h"

namespace portolan {

/// Edges whose labels lie far off the way between their nodes, the farthest first.
QList<int> edgesWithFarLabels(const LayoutRequest &request, const LayoutResult &result);

/// Free places for an edge's label on the way between its nodes, the most central first: away from all boxes, in the
/// edge's own site where it has one.
QList<QRectF> placesOnTheWay(const LayoutRequest &request, const LayoutResult &result, int edge);

/// Moves the label there, with plain straight lines to it.
void moveLabel(const LayoutRequest &request, LayoutResult &result, int edge, const QRectF &place);

} // namespace portolan
