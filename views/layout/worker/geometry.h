// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/layout/layout.h"

namespace portolan {

using Curve = LayoutResult::Curve;
using Polyline = QList<QPointF>;

/// Points along the curve, close enough that what they miss is less than a line's width.
Polyline flatten(const Curve &curve);

/// Whether the boxes share more than a border.
bool overlap(const QRectF &left, const QRectF &right);

/// A box around the curve that is never empty.
QRectF boundsOf(const Curve &curve);

/// Whether the line has a point strictly inside the box.
bool entersBox(const Polyline &line, const QRectF &box);

double lengthOf(const Polyline &line);

/// How much the line turns on its way, in radians.
double turnOf(const Polyline &line);

/// The same way with its ends exactly on the borders of the boxes it joins: what lies inside them is cut off, a small
/// gap closed. Empty where nothing would be left.
Curve clipped(const Curve &curve, const QRectF &tail, const QRectF &head);

/// The straight way from border to border, towards the middles; empty where the boxes leave no room between them.
Curve straightBetween(const QRectF &from, const QRectF &to);

/// Whether both lines cross in a point that is not an end of both.
bool cross(const Polyline &left, const Polyline &right);

/// Where the clusters' titles are written.
QList<QRectF> titlesOf(const LayoutRequest &request, const LayoutResult &result);

/// What is wrong with the picture as a sentence; empty where it keeps the promises of LayoutResult.
QString faultOf(const LayoutRequest &request, const LayoutResult &result);

} // namespace portolan
