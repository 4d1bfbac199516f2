// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/layout/layout.h"

#include <memory>

namespace portolan {

/// A graph for dot: boxes of whole points, lines without labels.
struct DotGraph {
    struct Node {
        QSizeF size;
        int cluster = -1;
    };
    struct Edge {
        int tail = 0;
        int head = 0;
        int weight = 1;
        int columns = 1; ///< that the head lies right of the tail at least
        bool ranks = true; ///< the head lies right of the tail
        bool sameColumn = false; ///< not drawn; the head lies in the tail's column or a later one near it
    };
    QList<LayoutRequest::Cluster> clusters; ///< each holds a node, itself or in a cluster inside
    QList<Node> nodes;
    QList<Edge> edges;
    double nodeGap = 18;
    double rankGap = 34;
    double clusterMargin = 12;
    double clusterGap = 16;
    QByteArray splines = "true";
    QByteArray effort = "1"; ///< dot's mclimit: how long it goes on to take crossings out
};

/// dot's answer: scene points, y down, the top left at (0, 0); edges from tail to head, none where not drawn.
struct DotPicture {
    QSizeF bounds;
    QList<QRectF> clusters;
    QList<QRectF> nodes;
    QList<LayoutResult::Curve> edges;
};

/// Graphviz's dot. At most one in a process, used by one thread: Graphviz is not safe with more.
class Dot
{
public:
    Dot();
    ~Dot();
    Result<DotPicture> place(const DotGraph &graph);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace portolan
