// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/layout/worker/dot.h"

namespace portolan {

/// On which side of its two nodes an edge's label gets its column.
enum class LabelColumn { Between, BetweenBackwards, AfterBoth, BeforeBoth };

/// What is left to choose when a request becomes a graph for dot.
struct DotChoices {
    QList<LabelColumn> labels; ///< for each edge
    int innerWeight = 3; ///< of an edge within a site, times that of one between sites
    int columns = 1; ///< over which the many neighbours of a node are spread
    double spread = 1; ///< of the gaps
    bool nodesBackwards = false; ///< the order in which dot hears of them
    QByteArray splines = "true";
    QByteArray effort = "1";
};

/// Has dot place the request's graph: labels as nodes, nodes without edges as a block in their cluster. Lines are
/// dot's, clipped to the boxes; nothing is verified yet.
Result<LayoutResult> placeWithDot(Dot &dot, const LayoutRequest &request, const DotChoices &choices);

} // namespace portolan
