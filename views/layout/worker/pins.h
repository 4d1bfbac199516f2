// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/layout/layout.h"

namespace portolan {

bool hasPins(const LayoutRequest &request);
/// Whether a pin is counted from the chart's corner: nothing may lie left of or above it, as all would have to move.
bool isPinnedToChart(const LayoutRequest &request);

/// Puts the pinned nodes of a placed graph where they belong and makes room: what they lie on goes to the nearest free
/// place, clusters grow and push others aside, all lines are drawn anew. What is in nobody's way stays where it was in
/// its cluster. A pin that cannot be kept gives way to those before it. `apart` is what pinned nodes keep from one
/// another, in scene points. Nothing is verified yet.
LayoutResult withPins(const LayoutRequest &request, const LayoutResult &placed, double apart);

} // namespace portolan
