// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/worker/placer.h"

#include "views/layout/worker/geometry.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace portolan {

namespace {

struct Variant {
    QByteArray splines = "true";
    double spread = 1.0;
    int innerWeight = 3;
};

int commonCluster(const LayoutRequest &request, int a, int b)
{
    // Parents come before their children, so the larger index is never the outer one.
    int left = request.nodes.at(a).cluster;
    int right = request.nodes.at(b).cluster;
    while (left != right) {
        if (left > right)
            left = request.clusters.at(left).parent;
        else
            right = request.clusters.at(right).parent;
    }
    return left;
}

QSizeF evenSize(const QSizeF &size)
{
    return {2 * std::ceil(size.width() / 2), 2 * std::ceil(size.height() / 2)};
}

Result<LayoutResult> placeWith(Dot &dot, const LayoutRequest &request, const Variant &variant)
{
    DotGraph graph;
    graph.clusters = request.clusters;
    graph.nodeGap = request.nodeGap * variant.spread;
    graph.rankGap = request.rankGap * variant.spread;
    graph.splines = variant.splines;
    for (const LayoutRequest::Node &node : request.nodes)
        graph.nodes << DotGraph::Node{evenSize(node.size), node.cluster};
    QList<int> labels, first, second;
    for (const LayoutRequest::Edge &edge : request.edges) {
        const int cluster = commonCluster(request, edge.tail, edge.head);
        const int weight = std::max(1, edge.weight) * (cluster >= 0 ? variant.innerWeight : 1);
        labels << -1;
        first << -1;
        second << -1;
        if (edge.label.isEmpty()) {
            if (edge.tail != edge.head) {
                first.last() = int(graph.edges.size());
                graph.edges << DotGraph::Edge{edge.tail, edge.head, weight, edge.weight > 0};
            }
            continue;
        }
        labels.last() = int(graph.nodes.size());
        graph.nodes << DotGraph::Node{evenSize(edge.label), cluster};
        first.last() = int(graph.edges.size());
        graph.edges << DotGraph::Edge{edge.tail, labels.last(), weight};
        if (edge.tail == edge.head)
            continue;
        second.last() = int(graph.edges.size());
        if (edge.weight > 0)
            graph.edges << DotGraph::Edge{labels.last(), edge.head, weight};
        else
            graph.edges << DotGraph::Edge{edge.head, labels.last(), weight};
    }
    const Result<DotPicture> picture = dot.place(graph);
    if (!picture)
        return tl::unexpected(picture.error());
    LayoutResult result;
    result.bounds = picture->bounds;
    result.clusters = picture->clusters;
    const auto centred = [](const QRectF &box, const QSizeF &size) {
        QRectF r(QPointF(0, 0), size);
        r.moveCenter(box.center());
        return r;
    };
    for (int i = 0; i < request.nodes.size(); ++i)
        result.nodes << centred(picture->nodes.at(i), request.nodes.at(i).size);
    for (int i = 0; i < request.edges.size(); ++i) {
        const auto &asked = request.edges.at(i);
        LayoutResult::Edge edge;
        if (labels[i] >= 0)
            edge.label = centred(picture->nodes.at(labels[i]), asked.label);
        const QRectF tail = result.nodes.at(asked.tail), head = result.nodes.at(asked.head);
        const QRectF middle = labels[i] >= 0 ? edge.label : head;
        if (first[i] >= 0)
            edge.fromTail = clipped(picture->edges.at(first[i]), tail, middle);
        if (second[i] >= 0) {
            Curve c = picture->edges.at(second[i]);
            if (asked.weight == 0)
                std::reverse(c.begin(), c.end());
            edge.toHead = clipped(c, middle, head);
        }
        result.edges << edge;
    }
    return result;
}

} // namespace

Result<LayoutResult> place(Dot &dot, const LayoutRequest &request)
{
    return placeWith(dot, request, Variant());
}

} // namespace portolan
