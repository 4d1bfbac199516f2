// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/layout/layout.h"

namespace portolan {

/// A part of a request that nothing joins to the rest, as a request of its own; lists say what its things are in the
/// whole.
struct Part {
    LayoutRequest request;
    QList<int> clusters;
    QList<int> nodes;
    QList<int> edges;
};

/// In the order of their first node or cluster; nodes without cluster and edges are one part.
QList<Part> partsOf(const LayoutRequest &request);

/// The parts' pictures beside and below one another, as close to a page's shape as they go.
LayoutResult packed(const LayoutRequest &request, const QList<Part> &parts, const QList<LayoutResult> &results);

/// What all of the picture lies in.
QRectF extentOf(const LayoutResult &result);

/// Moves the picture so that all of it lies at and right below (0, 0), and measures it.
void fit(LayoutResult &result);

} // namespace portolan
