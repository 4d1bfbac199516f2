// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/worker/packing.h"

#include "views/layout/worker/geometry.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace portolan {

namespace {

constexpr double kAspect = 1.6;
constexpr double kPartGap = 24; // between parts
constexpr int kWidths = 24; // tried for the sheet

/// Disjoint sets of indexes.
class Sets
{
public:
    explicit Sets(qsizetype count) : m_parents(count) { std::iota(m_parents.begin(), m_parents.end(), 0); }
    int find(int index)
    {
        while (m_parents[index] != index) {
            m_parents[index] = m_parents[m_parents[index]];
            index = m_parents[index];
        }
        return index;
    }
    void join(int left, int right)
    {
        left = find(left);
        right = find(right);
        m_parents[std::max(left, right)] = std::min(left, right);
    }

private:
    QList<int> m_parents;
};

/// Rows of boxes, none wider than the sheet unless it is alone in its row.
struct Rows {
    QList<QPointF> corners;
    QSizeF size;
};

Rows rowsOf(const QList<QSizeF> &sizes, const QList<int> &order, double width)
{
    Rows rows{QList<QPointF>(sizes.size()), QSizeF(0, 0)};
    double x = 0;
    double y = 0;
    double height = 0;
    for (const int index : order) {
        const QSizeF size = sizes.at(index);
        if (x > 0 && x + size.width() > width) {
            y += height + kPartGap;
            x = 0;
            height = 0;
        }
        rows.corners[index] = QPointF(x, y);
        rows.size =
            QSizeF(std::max(rows.size.width(), x + size.width()), std::max(rows.size.height(), y + size.height()));
        x += size.width() + kPartGap;
        height = std::max(height, size.height());
    }
    return rows;
}

/// How small a page's width must make the picture.
double shrinkage(const QSizeF &size)
{
    return std::max(size.width() / kAspect, size.height());
}

Rows bestRows(const QList<QSizeF> &sizes)
{
    QList<int> asGiven(sizes.size());
    std::iota(asGiven.begin(), asGiven.end(), 0);
    QList<int> tallFirst = asGiven;
    std::stable_sort(tallFirst.begin(), tallFirst.end(),
                     [&sizes](int left, int right) { return sizes.at(left).height() > sizes.at(right).height(); });
    double widest = 0;
    double all = 0;
    for (const QSizeF &size : sizes) {
        widest = std::max(widest, size.width());
        all += size.width() + kPartGap;
    }
    Rows best = rowsOf(sizes, asGiven, widest);
    for (int i = 0; i <= kWidths; ++i) {
        const double width = widest + (all - widest) * double(i) / kWidths;
        for (const QList<int> &order : {asGiven, tallFirst}) {
            const Rows rows = rowsOf(sizes, order, width);
            if (shrinkage(rows.size) < shrinkage(best.size) - 0.5)
                best = rows;
        }
    }
    return best;
}

QList<Curve *> curvesOf(LayoutResult &result)
{
    QList<Curve *> curves;
    for (LayoutResult::Edge &edge : result.edges)
        curves << &edge.fromTail << &edge.toHead;
    return curves;
}

void translate(LayoutResult &result, const QPointF &by)
{
    for (QRectF &cluster : result.clusters)
        cluster.translate(by);
    for (QRectF &node : result.nodes)
        node.translate(by);
    for (LayoutResult::Edge &edge : result.edges) {
        if (!edge.label.isEmpty())
            edge.label.translate(by);
    }
    for (Curve *curve : curvesOf(result)) {
        for (QPointF &point : *curve)
            point += by;
    }
}

} // namespace

QList<Part> partsOf(const LayoutRequest &request)
{
    const auto nodes = int(request.nodes.size());
    const auto clusters = int(request.clusters.size());
    Sets sets(nodes + clusters);
    for (int i = 0; i < clusters; ++i) {
        if (request.clusters.at(i).parent >= 0)
            sets.join(nodes + i, nodes + request.clusters.at(i).parent);
    }
    QList<bool> loose(nodes, true);
    for (int i = 0; i < nodes; ++i) {
        if (request.nodes.at(i).cluster >= 0) {
            loose[i] = false;
            sets.join(i, nodes + request.nodes.at(i).cluster);
        }
    }
    for (const LayoutRequest::Edge &edge : request.edges) {
        loose[edge.tail] = loose[edge.head] = false;
        sets.join(edge.tail, edge.head);
    }
    int firstLoose = -1;
    for (int i = 0; i < nodes; ++i) {
        if (!loose[i])
            continue;
        if (firstLoose < 0)
            firstLoose = i;
        sets.join(firstLoose, i);
    }

    QList<Part> parts;
    std::map<int, qsizetype> partOf;
    const auto partFor = [&](int member) -> Part & {
        const auto [found, isNew] = partOf.try_emplace(sets.find(member), parts.size());
        if (isNew) {
            parts << Part();
            parts.last().request.effort = request.effort;
            parts.last().request.nodeGap = request.nodeGap;
            parts.last().request.rankGap = request.rankGap;
        }
        return parts[found->second];
    };
    QList<int> clusterInPart(clusters), nodeInPart(nodes);
    for (int i = 0; i < clusters; ++i) {
        Part &part = partFor(nodes + i);
        clusterInPart[i] = int(part.clusters.size());
        LayoutRequest::Cluster cluster = request.clusters.at(i);
        if (cluster.parent >= 0)
            cluster.parent = clusterInPart[cluster.parent];
        part.clusters << i;
        part.request.clusters << cluster;
    }
    for (int i = 0; i < nodes; ++i) {
        Part &part = partFor(i);
        nodeInPart[i] = int(part.nodes.size());
        LayoutRequest::Node node = request.nodes.at(i);
        if (node.cluster >= 0)
            node.cluster = clusterInPart[node.cluster];
        part.nodes << i;
        part.request.nodes << node;
    }
    for (int i = 0; i < request.edges.size(); ++i) {
        LayoutRequest::Edge edge = request.edges.at(i);
        Part &part = partFor(edge.tail);
        edge.tail = nodeInPart[edge.tail];
        edge.head = nodeInPart[edge.head];
        part.edges << i;
        part.request.edges << edge;
    }
    return parts;
}

LayoutResult packed(const LayoutRequest &request, const QList<Part> &parts, const QList<LayoutResult> &results)
{
    QList<QSizeF> sizes;
    for (const LayoutResult &result : results)
        sizes << result.bounds;
    const Rows rows = bestRows(sizes);
    LayoutResult whole;
    whole.bounds = rows.size;
    whole.clusters.resize(request.clusters.size());
    whole.nodes.resize(request.nodes.size());
    whole.edges.resize(request.edges.size());
    for (qsizetype i = 0; i < parts.size(); ++i) {
        LayoutResult moved = results.at(i);
        translate(moved, rows.corners.at(i));
        const Part &part = parts.at(i);
        for (qsizetype k = 0; k < part.clusters.size(); ++k)
            whole.clusters[part.clusters[k]] = moved.clusters[k];
        for (qsizetype k = 0; k < part.nodes.size(); ++k)
            whole.nodes[part.nodes[k]] = moved.nodes[k];
        for (qsizetype k = 0; k < part.edges.size(); ++k)
            whole.edges[part.edges[k]] = moved.edges[k];
    }
    return whole;
}

QRectF extentOf(const LayoutResult &result)
{
    QRectF all;
    const auto add = [&all](const QRectF &rect) {
        if (!rect.isEmpty())
            all = all.isEmpty() ? rect : all.united(rect);
    };
    for (const QRectF &cluster : result.clusters)
        add(cluster);
    for (const QRectF &node : result.nodes)
        add(node);
    for (const LayoutResult::Edge &edge : result.edges) {
        add(edge.label);
        for (const Curve &curve : {edge.fromTail, edge.toHead}) {
            if (curve.isEmpty())
                continue;
            // A curve lies within its control points.
            const QRectF around = boundsOf(curve);
            if (all.contains(around))
                continue;
            for (const QPointF &point : flatten(curve)) {
                all.setLeft(std::min(all.left(), point.x()));
                all.setRight(std::max(all.right(), point.x()));
                all.setTop(std::min(all.top(), point.y()));
                all.setBottom(std::max(all.bottom(), point.y()));
            }
        }
    }
    return all;
}

void fit(LayoutResult &result)
{
    const QRectF all = extentOf(result);
    // Whole points, so that nothing that dot aligned to them gets blurred.
    const QPointF corner(std::floor(all.left()), std::floor(all.top()));
    translate(result, -corner);
    result.bounds = QSizeF(std::ceil(all.right() - corner.x()), std::ceil(all.bottom() - corner.y()));
}

} // namespace portolan
