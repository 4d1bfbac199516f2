// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"

#include <QByteArray>
#include <QList>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <optional>

namespace portolan {

constexpr double kMaxPin = 20'000; ///< scene points

/// A graph to place: boxes and numbers, nothing of what they mean. Sizes in scene points; left to right.
struct LayoutRequest {
    struct Cluster {
        int parent = -1; ///< index into clusters, smaller than its own; -1: none
        QSizeF title; ///< room to keep at the top left
    };
    struct Node {
        QSizeF size;
        int cluster = -1;
        /// Where its top left must be, from its cluster's top left or else the chart's: 0 to kMaxPin each. It is kept
        /// unless it lies on a title or another pinned node, or leaves no way for a line; then the nearest that will
        /// do.
        std::optional<QPointF> pin = {};
    };
    struct Edge {
        int tail = 0; ///< index into nodes
        int head = 0; ///< the same as tail: a label beside the node, joined to it
        QSizeF label; ///< a node of the layout on the edge's way (reference/look.md); empty: none
        int weight = 1; ///< larger: shorter and straighter; 0: does not rank its ends
    };
    QList<Cluster> clusters;
    QList<Node> nodes;
    QList<Edge> edges;
    /// Percent of the tries at a better picture that a chart of this size is worth: 1 to 100. Never a matter of time:
    /// the same request has the same answer on every machine.
    int effort = 100;
    double nodeGap = 18; ///< between neighbours in a column; much less may leave pinned nodes no lines' way
    double rankGap = 34; ///< between columns
    friend bool operator==(const LayoutRequest &, const LayoutRequest &);
};

/// Places for a LayoutRequest, in its order. Scene points, y down, bounds' top left at (0, 0).
struct LayoutResult {
    /// A chain of cubic Bézier curves: 1 + 3n points, or none. Ends lie on the borders of what they join.
    using Curve = QList<QPointF>;
    struct Edge {
        QRectF label; ///< empty: none
        Curve fromTail; ///< tail to label; the whole edge where there is no label
        Curve toHead; ///< label to head; empty where there is no label or tail and head are one
    };
    QSizeF bounds;
    QList<QRectF> clusters;
    QList<QRectF> nodes;
    QList<Edge> edges;
};

/// CBOR (RFC 8949), the pipe's format; a decoder refuses anything malformed, non-finite or out of range.
QByteArray encode(const LayoutRequest &request);
QByteArray encode(const LayoutResult &result);
Result<LayoutRequest> decodeRequest(const QByteArray &bytes);
Result<LayoutResult> decodeResult(const QByteArray &bytes, const LayoutRequest &request);

} // namespace portolan
