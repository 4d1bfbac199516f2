// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/placeddiagram.h"

#include <optional>

namespace portolan {

/// The same thing in two charts; scene points of each.
struct ChartAnchor {
    QPointF before;
    QPointF after;
};

/// The card nearest to `center` (of `before`) that both charts have, by DiagramNode::id; where they share none, the
/// site, by the id of its box or card. Nothing: they have nothing in common.
std::optional<ChartAnchor> commonAnchor(const PlacedDiagram &before, const PlacedDiagram &after, QPointF center);

} // namespace portolan
