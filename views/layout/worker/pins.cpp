// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/worker/pins.h"

#include "views/layout/worker/geometry.h"
#include "views/layout/worker/router.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace portolan {

namespace {

constexpr double kMargin = 12; // between a cluster's border and what is in it
constexpr double kTitlePadding = 8; // around a title, as dot leaves it
constexpr double kTitleDescent = 4; // of its letters
constexpr double kLabelGap = 14; // between a label and anything else, so that lines get by
constexpr double kClusterGap = 20;
constexpr std::size_t kNear = 16; // things around a place that new ones are tried beside

/// Whether two boxes come closer than `gap` on both axes.
bool isClose(const QRectF &left, const QRectF &right, double gap)
{
    return overlap(left.adjusted(-gap, -gap, gap, gap), right);
}

double distance(const QPointF &from, const QPointF &to)
{
    const QPointF way = to - from;
    return std::sqrt(QPointF::dotProduct(way, way));
}

/// One coordinate system: the children of a cluster, or of the chart.
class Group
{
public:
    explicit Group(const QPointF &least) : m_least(least) { }

    void add(const QRectF &rect) { m_taken.push_back(rect); }

    /// The nearest place to `wish` that is `gap` away from all that was added.
    QRectF freeNear(const QRectF &wish, double gap, const QPointF &least) const
    {
        QRectF best(QPointF(std::max(wish.left(), least.x()), std::max(wish.top(), least.y())), wish.size());
        if (isFree(best, gap))
            return best;
        // The nearest free place touches something, or two things, that are near: more of them until there is one.
        std::vector<const QRectF *> order;
        for (const QRectF &taken : m_taken)
            order.push_back(&taken);
        std::stable_sort(order.begin(), order.end(), [&wish](const QRectF *left, const QRectF *right) {
            return distance(left->center(), wish.center()) < distance(right->center(), wish.center());
        });
        for (std::size_t count = kNear;; count *= 2) {
            const std::size_t tried = std::min(count, order.size());
            std::vector<double> xs{best.left(), least.x()};
            std::vector<double> ys{best.top(), least.y()};
            for (std::size_t i = 0; i < tried; ++i) {
                xs.push_back(order[i]->left() - wish.width() - gap);
                xs.push_back(order[i]->right() + gap);
                ys.push_back(order[i]->top() - wish.height() - gap);
                ys.push_back(order[i]->bottom() + gap);
            }
            double nearest = std::numeric_limits<double>::infinity();
            QRectF found;
            for (const double x : xs) {
                for (const double y : ys) {
                    const double away = distance(QPointF(x, y), wish.topLeft());
                    if (x < least.x() || y < least.y() || away >= nearest)
                        continue;
                    const QRectF place(QPointF(x, y), wish.size());
                    if (isFree(place, gap)) {
                        nearest = away;
                        found = place;
                    }
                }
            }
            // Right of everything is free, so this ends when all are among them at the latest.
            if (std::isfinite(nearest))
                return found;
        }
    }
    QRectF freeNear(const QRectF &wish, double gap) const { return freeNear(wish, gap, m_least); }

private:
    bool isFree(const QRectF &place, double gap) const
    {
        return std::none_of(m_taken.begin(), m_taken.end(),
                            [&](const QRectF &taken) { return isClose(place, taken, gap); });
    }

    QPointF m_least; ///< top left of what may move
    std::vector<QRectF> m_taken;
};

/// Places all in coordinates from the top left of what holds it, innermost clusters first, then moves it to the
/// chart's.
class Pinning
{
public:
    Pinning(const LayoutRequest &request, const LayoutResult &placed, double apart)
        : m_request(request), m_before(placed), m_result(placed), m_apart(apart)
    {
    }

    LayoutResult run()
    {
        for (auto cluster = int(m_request.clusters.size()) - 1; cluster >= -1; --cluster)
            arrange(cluster);
        for (int cluster = 0; cluster < m_request.clusters.size(); ++cluster)
            m_result.clusters[cluster].translate(cornerOf(m_request.clusters.at(cluster).parent));
        for (int node = 0; node < m_request.nodes.size(); ++node)
            m_result.nodes[node].translate(cornerOf(m_request.nodes.at(node).cluster));
        for (int edge = 0; edge < m_request.edges.size(); ++edge) {
            if (!m_result.edges[edge].label.isEmpty())
                m_result.edges[edge].label.translate(cornerOf(homeOf(edge)));
        }
        drawLines();
        return m_result;
    }

private:
    QPointF cornerOf(int cluster) const
    {
        return cluster < 0 ? QPointF(0, 0) : m_result.clusters.at(cluster).topLeft();
    }
    QPointF cornerBefore(int cluster) const
    {
        return cluster < 0 ? QPointF(0, 0) : m_before.clusters.at(cluster).topLeft();
    }

    /// The innermost cluster that both ends are in.
    int homeOf(int edge) const
    {
        int left = m_request.nodes.at(m_request.edges.at(edge).tail).cluster;
        int right = m_request.nodes.at(m_request.edges.at(edge).head).cluster;
        while (left != right) {
            int &inner = left > right ? left : right;
            inner = m_request.clusters.at(inner).parent;
        }
        return left;
    }

    /// The child of `cluster` that a node is or is in, as it lies in it now; null where that is not known.
    QRectF childAt(int cluster, int node, const LayoutResult &result, bool before) const
    {
        const int home = m_request.nodes.at(node).cluster;
        if (home == cluster)
            return before ? result.nodes.at(node).translated(-cornerBefore(cluster)) : result.nodes.at(node);
        // Inside a cluster that was arranged already: its places add up on the way out.
        QRectF rect = result.nodes.at(node);
        if (before)
            return rect.translated(-cornerBefore(cluster));
        for (int inner = home; inner != cluster; inner = m_request.clusters.at(inner).parent)
            rect.translate(result.clusters.at(inner).topLeft());
        return rect;
    }

    void arrange(int cluster)
    {
        const QSizeF title = cluster < 0 ? QSizeF() : m_request.clusters.at(cluster).title;
        const bool hasTitle = !title.isEmpty();
        const double margin = cluster < 0 ? 0 : kMargin;
        const QPointF least(margin, margin + (hasTitle ? title.height() + kTitlePadding : 0));
        const double pinTop = hasTitle ? title.height() + kTitleDescent : 0;
        const QPointF corner = cornerBefore(cluster);
        Group group(least);
        QRectF all;
        const auto put = [&](QRectF &rect, const QRectF &place) {
            rect = place;
            group.add(place);
            all = all.isNull() ? place : all.united(place);
        };

        for (int node = 0; node < m_request.nodes.size(); ++node) {
            const LayoutRequest::Node &asked = m_request.nodes.at(node);
            if (asked.cluster == cluster && asked.pin)
                put(m_result.nodes[node], group.freeNear(QRectF(*asked.pin, asked.size), m_apart, QPointF(0, pinTop)));
        }
        // The others from left to right, so that what is pushed goes on pushing.
        struct Child {
            int cluster;
            int node;
            QRectF wish;
        };
        std::vector<Child> children;
        for (int node = 0; node < m_request.nodes.size(); ++node) {
            const LayoutRequest::Node &asked = m_request.nodes.at(node);
            if (asked.cluster == cluster && !asked.pin)
                children.push_back({-1, node, m_before.nodes.at(node).translated(-corner)});
        }
        for (int inner = 0; inner < m_request.clusters.size(); ++inner) {
            if (m_request.clusters.at(inner).parent == cluster)
                children.push_back(
                    {inner, -1,
                     QRectF(m_before.clusters.at(inner).topLeft() - corner, m_result.clusters.at(inner).size())});
        }
        std::stable_sort(children.begin(), children.end(), [](const Child &left, const Child &right) {
            return left.wish.left() + left.wish.top() < right.wish.left() + right.wish.top();
        });
        for (const Child &child : children) {
            const double gap = child.node >= 0 ? m_request.nodeGap : std::max(kClusterGap, m_request.nodeGap);
            put(child.node >= 0 ? m_result.nodes[child.node] : m_result.clusters[child.cluster],
                group.freeNear(child.wish, gap));
        }
        placeLabels(cluster, put, group);

        if (cluster < 0)
            return;
        if (all.isNull())
            all = QRectF(least, m_before.clusters.at(cluster).size() - QSizeF(2 * margin, margin + least.y()));
        m_result.clusters[cluster] =
            QRectF(0, 0, std::max(all.right() + margin, title.width() + 2 * kTitlePadding), all.bottom() + margin);
    }

    template <typename Put>
    void placeLabels(int cluster, const Put &put, const Group &group)
    {
        for (int edge = 0; edge < m_request.edges.size(); ++edge) {
            const LayoutRequest::Edge &asked = m_request.edges.at(edge);
            if (asked.label.isEmpty() || homeOf(edge) != cluster)
                continue;
            const QRectF tail = childAt(cluster, asked.tail, m_result, false);
            const QRectF head = childAt(cluster, asked.head, m_result, false);
            const QPointF tailMoved = tail.center() - childAt(cluster, asked.tail, m_before, true).center();
            const QPointF headMoved = head.center() - childAt(cluster, asked.head, m_before, true).center();
            QRectF wish = m_before.edges.at(edge).label.translated(-cornerBefore(cluster));
            if (tailMoved == headMoved)
                wish.translate(tailMoved);
            else
                wish.moveCenter(middle(tail, head));
            put(m_result.edges[edge].label, group.freeNear(wish, kLabelGap));
        }
    }

    /// Of the straight way between two boxes, as far as it lies outside of them.
    static QPointF middle(const QRectF &from, const QRectF &to)
    {
        const Curve line = straightBetween(from, to);
        return line.isEmpty() ? (from.center() + to.center()) / 2 : (line.first() + line.last()) / 2;
    }

    /// A line whose ends moved alike goes with them.
    static Curve lineBetween(const QRectF &from, const QRectF &fromBefore, const QRectF &to, const QRectF &toBefore,
                             const Curve &before)
    {
        const QPointF by = from.topLeft() - fromBefore.topLeft();
        if (by != to.topLeft() - toBefore.topLeft())
            return straightBetween(from, to);
        Curve curve = before;
        for (QPointF &point : curve)
            point += by;
        return curve;
    }

    void drawLines()
    {
        for (int i = 0; i < m_request.edges.size(); ++i) {
            const LayoutRequest::Edge &asked = m_request.edges.at(i);
            const LayoutResult::Edge &before = m_before.edges.at(i);
            LayoutResult::Edge &edge = m_result.edges[i];
            const QRectF tail = m_result.nodes.at(asked.tail);
            const QRectF head = m_result.nodes.at(asked.head);
            const bool isWhole = edge.label.isEmpty();
            if (!edge.fromTail.isEmpty())
                edge.fromTail = lineBetween(tail, m_before.nodes.at(asked.tail), isWhole ? head : edge.label,
                                            isWhole ? m_before.nodes.at(asked.head) : before.label, before.fromTail);
            if (!edge.toHead.isEmpty())
                edge.toHead = lineBetween(edge.label, before.label, head, m_before.nodes.at(asked.head), before.toHead);
        }
        reroute(m_request, m_result, Detours::All);
    }

    const LayoutRequest &m_request;
    const LayoutResult &m_before;
    LayoutResult m_result;
    double m_apart;
};

} // namespace

bool hasPins(const LayoutRequest &request)
{
    return std::any_of(request.nodes.begin(), request.nodes.end(),
                       [](const LayoutRequest::Node &node) { return node.pin.has_value(); });
}

bool isPinnedToChart(const LayoutRequest &request)
{
    return std::any_of(request.nodes.begin(), request.nodes.end(),
                       [](const LayoutRequest::Node &node) { return node.pin && node.cluster < 0; });
}

LayoutResult withPins(const LayoutRequest &request, const LayoutResult &placed, double apart)
{
    return Pinning(request, placed, apart).run();
}

} // namespace portolan
