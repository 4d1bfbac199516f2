// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/layout/worker/geometry.h"

namespace portolan {

/// The shortest way around the boxes from the border of one to the border of another: at least `margin` away from the
/// other boxes, from corner to corner. `tolls` are boxes that may be crossed at a price, in points of length. Empty
/// where there is none.
Polyline detour(const QList<QRectF> &boxes, int from, int to, double margin, const QList<QRectF> &tolls, double toll);

/// The same way with its corners rounded.
Curve rounded(const Polyline &way, double radius);

} // namespace portolan
