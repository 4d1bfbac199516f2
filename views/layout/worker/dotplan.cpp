// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/worker/dotplan.h"

#include "views/layout/worker/geometry.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace portolan {

namespace {

constexpr double kAspect = 1.6;
constexpr qsizetype kManyNeighbours = 6;
constexpr double kTitlePadding = 8; // dot's, around a cluster's title
constexpr QSizeF kPlaceholder(40, 12); // for a cluster that holds nothing

/// The innermost cluster that both are in, -1 where there is none.
int commonCluster(const LayoutRequest &request, int left, int right)
{
    // Parents come before their children, so the larger index is never the outer one.
    while (left != right) {
        int &inner = left > right ? left : right;
        inner = request.clusters.at(inner).parent;
    }
    return left;
}

/// dot thinks in whole points from a box's centre.
QSizeF evenSize(const QSizeF &size)
{
    return {2 * std::ceil(size.width() / 2), 2 * std::ceil(size.height() / 2)};
}

QRectF centred(const QRectF &box, const QSizeF &size)
{
    QRectF rect(QPointF(0, 0), size);
    rect.moveCenter(box.center());
    return rect;
}

/// Boxes in rows and columns, in order, about as wide as a page.
struct Block {
    QList<int> nodes;
    QList<QRectF> places;
    QSizeF size;
};

Block blockOf(const LayoutRequest &request, const QList<int> &nodes)
{
    Block best;
    double bestAspect = 0;
    for (qsizetype columns = 1; columns <= nodes.size(); ++columns) {
        Block block{nodes, {}, {}};
        QList<double> widths(columns, 0);
        for (qsizetype i = 0; i < nodes.size(); ++i)
            widths[i % columns] = std::max(widths[i % columns], request.nodes.at(nodes[i]).size.width());
        double y = 0;
        for (qsizetype first = 0; first < nodes.size(); first += columns) {
            double x = 0;
            double height = 0;
            for (qsizetype i = first; i < std::min(first + columns, nodes.size()); ++i) {
                const QSizeF size = request.nodes.at(nodes[i]).size;
                block.places << QRectF(QPointF(x, y), size);
                x += widths[i - first] + request.nodeGap;
                height = std::max(height, size.height());
            }
            y += height + request.nodeGap;
        }
        block.size = QSizeF(std::accumulate(widths.begin(), widths.end(), request.nodeGap * double(columns - 1)),
                            y - request.nodeGap);
        const double aspect = block.size.width() / block.size.height() / kAspect;
        const double away = std::max(aspect, 1 / aspect);
        if (columns == 1 || away < bestAspect) {
            bestAspect = away;
            best = block;
        }
    }
    return best;
}

class Plan
{
public:
    Plan(const LayoutRequest &request, const DotChoices &choices) : m_request(request), m_choices(choices)
    {
        m_isOneSite = request.clusters.size() == 1
            && std::all_of(request.nodes.begin(), request.nodes.end(),
                           [](const LayoutRequest::Node &node) { return node.cluster == 0; });
        if (!m_isOneSite)
            m_graph.clusters = request.clusters;
        m_graph.nodeGap = request.nodeGap * choices.spread;
        m_graph.rankGap = request.rankGap * choices.spread;
        m_graph.splines = choices.splines;
        m_graph.effort = choices.effort;
        addNodes();
        addEdges();
        spreadColumns();
    }

    const DotGraph &graph() const { return m_graph; }

    LayoutResult resultOf(const DotPicture &picture) const
    {
        LayoutResult result;
        result.bounds = picture.bounds;
        result.clusters = picture.clusters;
        result.nodes.resize(m_request.nodes.size());
        for (qsizetype i = 0; i < m_request.nodes.size(); ++i) {
            if (m_nodes[i] >= 0)
                result.nodes[i] = centred(picture.nodes.at(m_nodes[i]), m_request.nodes.at(i).size);
        }
        for (const auto &[place, block] : m_blocks) {
            const QPointF corner = centred(picture.nodes.at(place), block.size).topLeft();
            for (qsizetype i = 0; i < block.nodes.size(); ++i)
                result.nodes[block.nodes[i]] = block.places[i].translated(corner);
        }
        for (qsizetype i = 0; i < m_request.edges.size(); ++i)
            result.edges << edgeOf(picture, result, i);
        if (m_isOneSite)
            result.clusters << boxAround(result);
        return result;
    }

private:
    struct Parts {
        int label = -1;
        int first = -1;
        bool firstBackwards = false;
        int second = -1;
        bool secondBackwards = false;
    };

    void addNodes()
    {
        const qsizetype count = m_request.nodes.size();
        QList<bool> joined(count, false);
        for (const LayoutRequest::Edge &edge : m_request.edges)
            joined[edge.tail] = joined[edge.head] = true;
        m_nodes = QList<int>(count, -1);
        QList<int> order(count);
        std::iota(order.begin(), order.end(), 0);
        if (m_choices.nodesBackwards)
            std::reverse(order.begin(), order.end());
        for (const int node : order) {
            if (joined[node])
                m_nodes[node] = addNode(m_request.nodes.at(node).size, m_request.nodes.at(node).cluster);
        }
        for (int cluster = -1; cluster < m_request.clusters.size(); ++cluster)
            addBlock(cluster, joined);
        QList<bool> holds(m_request.clusters.size(), false);
        if (m_isOneSite) {
            if (m_graph.nodes.isEmpty())
                addNode(kPlaceholder, 0);
            return;
        }
        for (const DotGraph::Node &node : std::as_const(m_graph.nodes)) {
            for (int cluster = node.cluster; cluster >= 0; cluster = m_request.clusters.at(cluster).parent)
                holds[cluster] = true;
        }
        for (int cluster = int(holds.size()) - 1; cluster >= 0; --cluster) {
            if (!holds[cluster]) {
                addNode(kPlaceholder, cluster);
                for (int outer = cluster; outer >= 0; outer = m_request.clusters.at(outer).parent)
                    holds[outer] = true;
            }
        }
    }

    int addNode(const QSizeF &size, int cluster)
    {
        m_graph.nodes << DotGraph::Node{evenSize(size), m_isOneSite ? -1 : cluster};
        return int(m_graph.nodes.size()) - 1;
    }

    /// What dot makes of a cluster, for a graph that is one whole: dot needs half the time for it without.
    QRectF boxAround(const LayoutResult &result) const
    {
        QRectF box;
        for (const QRectF &node : result.nodes)
            box |= node;
        for (const LayoutResult::Edge &edge : result.edges) {
            if (!edge.label.isEmpty())
                box |= edge.label;
            for (const Curve &curve : {edge.fromTail, edge.toHead}) {
                if (!curve.isEmpty() && !box.contains(boundsOf(curve)))
                    box |= boundsOf(flatten(curve));
            }
        }
        const QSizeF title = m_request.clusters.first().title;
        if (box.isEmpty())
            box = QRectF(QPointF(0, 0), kPlaceholder);
        const double margin = m_graph.clusterMargin;
        box.adjust(-margin, -margin - (title.isEmpty() ? 0 : title.height() + kTitlePadding), margin, margin);
        const double missing = title.width() + 2 * kTitlePadding - box.width();
        return missing > 0 ? box.adjusted(-missing / 2, 0, missing / 2, 0) : box;
    }

    /// dot would put a node without edges into its first column and stretch the cluster that far.
    void addBlock(int cluster, const QList<bool> &joined)
    {
        QList<int> loose;
        int neighbour = -1;
        for (int i = 0; i < m_request.nodes.size(); ++i) {
            if (m_request.nodes.at(i).cluster == cluster) {
                if (!joined[i])
                    loose << i;
                else if (neighbour < 0)
                    neighbour = i;
            }
        }
        if (loose.isEmpty())
            return;
        const Block block = blockOf(m_request, loose);
        const int place = addNode(block.size, cluster);
        m_blocks << std::pair(place, block);
        if (neighbour >= 0) {
            DotGraph::Edge hidden;
            hidden.tail = m_nodes[neighbour];
            hidden.head = place;
            hidden.sameColumn = true;
            m_graph.edges << hidden;
        }
    }

    /// A node's many neighbours would make one high column: every other one goes a column and its labels' farther.
    void spreadColumns()
    {
        if (m_choices.columns <= 1)
            return;
        const auto spreadAround = [this](auto centre, auto legOf) {
            QHash<int, QList<int>> legs;
            for (qsizetype i = 0; i < m_parts.size(); ++i) {
                const int leg = legOf(m_parts.at(i));
                if (leg >= 0 && m_parts.at(i).label >= 0)
                    legs[centre(m_request.edges.at(i))] << leg;
            }
            for (const QList<int> &around : std::as_const(legs)) {
                if (around.size() < kManyNeighbours)
                    continue;
                for (qsizetype i = 0; i < around.size(); ++i)
                    m_graph.edges[around[i]].columns += 2 * int(i % m_choices.columns);
            }
        };
        spreadAround([](const LayoutRequest::Edge &edge) { return edge.tail; },
                     [](const Parts &parts) { return parts.secondBackwards ? -1 : parts.second; });
        spreadAround([](const LayoutRequest::Edge &edge) { return edge.head; },
                     [](const Parts &parts) { return parts.firstBackwards ? -1 : parts.first; });
    }

    void addEdges()
    {
        for (qsizetype i = 0; i < m_request.edges.size(); ++i) {
            const LayoutRequest::Edge &edge = m_request.edges.at(i);
            const int tail = m_nodes[edge.tail];
            const int head = m_nodes[edge.head];
            const int cluster =
                commonCluster(m_request, m_request.nodes.at(edge.tail).cluster, m_request.nodes.at(edge.head).cluster);
            const int weight = std::max(1, edge.weight) * (cluster >= 0 ? m_choices.innerWeight : 1);
            const LabelColumn column = m_choices.labels.at(i);
            Parts parts;
            if (!edge.label.isEmpty()) {
                parts.label = addNode(edge.label, cluster);
                parts.firstBackwards = column == LabelColumn::BetweenBackwards || column == LabelColumn::BeforeBoth;
                parts.first = addEdge(tail, parts.label, weight, parts.firstBackwards);
                if (tail != head) {
                    parts.secondBackwards = column == LabelColumn::BetweenBackwards || column == LabelColumn::AfterBoth;
                    parts.second = addEdge(parts.label, head, weight, parts.secondBackwards);
                }
            } else if (tail != head) {
                parts.first = addEdge(tail, head, weight, false);
                m_graph.edges.last().ranks = edge.weight > 0;
            }
            m_parts << parts;
        }
    }

    int addEdge(int tail, int head, int weight, bool backwards)
    {
        DotGraph::Edge edge;
        edge.tail = backwards ? head : tail;
        edge.head = backwards ? tail : head;
        edge.weight = weight;
        m_graph.edges << edge;
        return int(m_graph.edges.size()) - 1;
    }

    LayoutResult::Edge edgeOf(const DotPicture &picture, const LayoutResult &result, qsizetype index) const
    {
        const LayoutRequest::Edge &asked = m_request.edges.at(index);
        const Parts &parts = m_parts.at(index);
        const auto curve = [&picture](int part, bool backwards) {
            Curve points = picture.edges.at(part);
            if (backwards)
                std::reverse(points.begin(), points.end());
            return points;
        };
        LayoutResult::Edge edge;
        if (parts.label >= 0)
            edge.label = centred(picture.nodes.at(parts.label), asked.label);
        const QRectF tail = result.nodes.at(asked.tail);
        const QRectF head = result.nodes.at(asked.head);
        if (parts.first >= 0)
            edge.fromTail =
                clipped(curve(parts.first, parts.firstBackwards), tail, parts.label >= 0 ? edge.label : head);
        if (parts.second >= 0)
            edge.toHead = clipped(curve(parts.second, parts.secondBackwards), edge.label, head);
        return edge;
    }

    const LayoutRequest &m_request;
    const DotChoices &m_choices;
    DotGraph m_graph;
    bool m_isOneSite = false;
    QList<int> m_nodes; ///< the request's nodes in the graph; -1: in a block
    QList<std::pair<int, Block>> m_blocks; ///< by their node in the graph
    QList<Parts> m_parts;
};

} // namespace

Result<LayoutResult> placeWithDot(Dot &dot, const LayoutRequest &request, const DotChoices &choices)
{
    const Plan plan(request, choices);
    const Result<DotPicture> picture = dot.place(plan.graph());
    if (!picture)
        return tl::unexpected(picture.error());
    return plan.resultOf(*picture);
}

} // namespace portolan
