// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/canvas.h"
#include "views/diagram/checkmark.h"
#include "views/diagram/diagramstyle.h"
#include "views/diagram/placeddiagram.h"

namespace portolan {

/// Paints the key of a sheet at its place. `signs`: of checks that are drawn; `zoom`: as PaintOptions::zoom.
void paintKey(Canvas &canvas, const PlacedDiagram &placed, const CheckSigns &signs, const DiagramStyle &style,
              double zoom);

} // namespace portolan
