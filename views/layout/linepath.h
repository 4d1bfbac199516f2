// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/placeddiagram.h"
#include "views/layout/layout.h"

namespace portolan {

/// Adds a curve, moved by `offset`, with heads where somebody answers. The line keeps the curve's very shape, which is
/// clear of what lies beside it; it ends a little before the tip of a head.
void addLine(const LayoutResult::Curve &curve, const QPointF &offset, bool headAtStart, bool headAtEnd,
             PlacedEdge &edge);

/// Traffic among like servers: out of the card to the label and back beside it.
void addLoop(const LayoutResult::Curve &toLabel, const QPointF &offset, PlacedEdge &edge);

} // namespace portolan
