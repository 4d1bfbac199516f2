// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/worker/router.h"

#include "views/layout/worker/detour.h"
#include "views/layout/worker/pins.h"

#include <QLineF>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

namespace portolan {

namespace {

constexpr double kWinding = 0.8; // radians a line may turn before a way around is sought
constexpr int kLanes = 4; // for lines around the same corner
constexpr double kLaneGap = 5;
constexpr double kRounding = 14; // of a way's corners
constexpr double kApart = 8; // scene points between facing sides that a line can leave at right angles
constexpr double kClearance = 6; // to boxes that the line does not end at
constexpr double kPortGap = 13; // between the ends of two lines on one side
constexpr double kLean = 0.3; // of a side that an end moves towards the other
constexpr double kOnEdge = 0.05; // scene points that a line on the chart's border may seem to lie beyond it
constexpr double kFar = 1e6;
constexpr double kTightMargin = 1.5; // to boxes, where nothing leads by farther away
constexpr double kCorner = 9; // of a side's ends that stays free of lines

// What a line costs, in points of its length.
constexpr double kTurnCost = 45; // for each radian
constexpr double kGrazeCost = 110; // for meeting a side at a slant
constexpr double kCloseCost = 160; // for each box that it comes too close to
constexpr double kTitleCost = 4'000; // for each site's title that it crosses: any way around is better
constexpr double kForeignCost = 240; // for each site's box that it crosses without ending in it
constexpr double kKeepCost = 30; // for the line as it was

enum class Side { Left, Right, Top, Bottom };

QPointF normalOf(Side side)
{
    switch (side) {
    case Side::Left:
        return {-1, 0};
    case Side::Right:
        return {1, 0};
    case Side::Top:
        return {0, -1};
    case Side::Bottom:
        break;
    }
    return {0, 1};
}

bool isUpright(Side side)
{
    return side == Side::Left || side == Side::Right;
}

/// The part of a side that lines may end on, along y for upright sides, along x for others.
struct Range {
    double low;
    double high;
    double clamp(double value) const { return std::clamp(value, low, high); }
    double middle() const { return (low + high) / 2; }
};

Range rangeOf(const QRectF &box, Side side)
{
    const double low = isUpright(side) ? box.top() : box.left();
    const double high = isUpright(side) ? box.bottom() : box.right();
    const double corner = std::min(kCorner, (high - low) / 4);
    return {low + corner, high - corner};
}

QPointF portAt(const QRectF &box, Side side, double along)
{
    switch (side) {
    case Side::Left:
        return {box.left(), along};
    case Side::Right:
        return {box.right(), along};
    case Side::Top:
        return {along, box.top()};
    case Side::Bottom:
        break;
    }
    return {along, box.bottom()};
}

enum class Shape { Kept, Straight, Bent, Around };

struct Way {
    Shape shape = Shape::Kept;
    Side from = Side::Right;
    Side to = Side::Left;
    double fromPort = 0;
    double toPort = 0;
    Polyline vias = {}; ///< of Shape::Around
};

struct Line {
    int edge = 0;
    bool toHead = false;
    int from = 0; ///< index into the boxes
    int to = 0;
    Curve kept;
    Way way;
    Curve curve;
};

Curve straight(const QPointF &from, const QPointF &to)
{
    return {from, from + (to - from) / 3, from + (to - from) * 2 / 3, to};
}

class Router
{
public:
    Router(const LayoutRequest &request, LayoutResult &result, Detours detours)
        : m_request(request), m_result(result), m_detours(detours)
    {
        m_boxes = result.nodes;
        m_titles = titlesOf(request, result);
        if (isPinnedToChart(request))
            m_walls << QRectF(-kFar, -kFar, kFar, 2 * kFar) << QRectF(-kFar, -kFar, 2 * kFar, kFar);
        for (const LayoutResult::Edge &edge : result.edges)
            m_boxes << edge.label;
        for (int i = 0; i < result.edges.size(); ++i) {
            const LayoutResult::Edge &edge = result.edges.at(i);
            const int label = edge.label.isEmpty() ? -1 : int(result.nodes.size()) + i;
            const LayoutRequest::Edge &asked = request.edges.at(i);
            if (!edge.fromTail.isEmpty())
                add(i, false, asked.tail, label < 0 ? asked.head : label, edge.fromTail);
            if (!edge.toHead.isEmpty())
                add(i, true, label, asked.head, edge.toHead);
        }
    }

    void run()
    {
        for (Line &line : m_lines)
            choose(line);
        std::vector<Way> alone;
        for (const Line &line : m_lines)
            alone.push_back(line.way);
        spread();
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            Line &line = m_lines[i];
            settle(line, alone[i]);
            LayoutResult::Edge &edge = m_result.edges[line.edge];
            (line.toHead ? edge.toHead : edge.fromTail) = line.curve;
        }
    }

private:
    void add(int edge, bool toHead, int from, int to, const Curve &curve)
    {
        Line line;
        line.edge = edge;
        line.toHead = toHead;
        line.from = from;
        line.to = to;
        line.kept = curve;
        line.curve = curve;
        m_lines.push_back(line);
    }

    const QRectF &fromBox(const Line &line) const { return m_boxes.at(line.from); }
    const QRectF &toBox(const Line &line) const { return m_boxes.at(line.to); }

    Curve curveOf(const Line &line, const Way &way) const
    {
        if (way.shape == Shape::Kept)
            return line.kept;
        const QPointF from = portAt(fromBox(line), way.from, way.fromPort);
        const QPointF to = portAt(toBox(line), way.to, way.toPort);
        if (way.shape == Shape::Straight)
            return straight(from, to);
        if (way.shape == Shape::Around)
            return rounded(Polyline{from} + way.vias + Polyline{to}, kRounding);
        const QPointF out = normalOf(way.from);
        const QPointF in = normalOf(way.to);
        const QPointF between = to - from;
        const double share = isUpright(way.from) == isUpright(way.to) ? 0.5 : 0.75;
        const double reachOut = std::max(6.0, share * QPointF::dotProduct(between, out));
        const double reachIn = std::max(6.0, share * QPointF::dotProduct(-between, in));
        return {from, from + out * reachOut, to + in * reachIn, to};
    }

    /// Whether the line stays out of all boxes, those it joins included.
    bool isFree(const Line &line, const Polyline &points) const
    {
        const QRectF around = boundsOf(points);
        if (!m_walls.isEmpty() && (around.left() < -kOnEdge || around.top() < -kOnEdge))
            return false;
        for (int i = 0; i < m_boxes.size(); ++i) {
            const bool own = i == line.from || i == line.to;
            const QRectF box = own ? m_boxes[i].adjusted(0.5, 0.5, -0.5, -0.5) : m_boxes[i].adjusted(-1, -1, 1, 1);
            if (!m_boxes[i].isEmpty() && overlap(box, around) && entersBox(points, box))
                return false;
        }
        return true;
    }

    double costOf(const Line &line, const Way &way, const Polyline &points) const
    {
        const QRectF around = boundsOf(points);
        double cost = lengthOf(points) + kTurnCost * turnOf(points) + (way.shape == Shape::Kept ? kKeepCost : 0);
        if (way.shape != Shape::Kept)
            cost += graze(points, normalOf(way.from), normalOf(way.to));
        for (int i = 0; i < m_boxes.size(); ++i) {
            const QRectF box = m_boxes[i].adjusted(-kClearance, -kClearance, kClearance, kClearance);
            if (i != line.from && i != line.to && !m_boxes[i].isEmpty() && overlap(box, around)
                && entersBox(points, box))
                cost += kCloseCost;
        }
        for (const QRectF &title : m_titles) {
            if (overlap(title, around) && entersBox(points, title))
                cost += kTitleCost;
        }
        for (const QRectF &cluster : foreignTo(line)) {
            if (overlap(cluster, around) && entersBox(points, cluster))
                cost += kForeignCost;
        }
        return cost;
    }

    static double graze(const Polyline &points, const QPointF &out, const QPointF &in)
    {
        const auto slant = [](const QPointF &way, const QPointF &normal) {
            const double length = std::hypot(way.x(), way.y());
            return length > 0 ? 1 - QPointF::dotProduct(way, normal) / length : 1;
        };
        const qsizetype last = points.size() - 1;
        const double start = slant(points[1] - points[0], out);
        const double end = slant(points[last - 1] - points[last], in);
        return kGrazeCost * (start * start + end * end);
    }

    bool isHome(int outer, int inner) const
    {
        while (inner >= 0 && inner != outer)
            inner = m_request.clusters.at(inner).parent;
        return inner == outer;
    }

    /// The pairs of sides that face each other.
    static QList<std::pair<Side, Side>> facing(const QRectF &from, const QRectF &to)
    {
        QList<std::pair<Side, Side>> pairs;
        const bool right = to.left() >= from.right() + kApart;
        const bool left = to.right() <= from.left() - kApart;
        const bool below = to.top() >= from.bottom() + kApart;
        const bool above = to.bottom() <= from.top() - kApart;
        const Side across = right ? Side::Right : Side::Left;
        const Side acrossBack = right ? Side::Left : Side::Right;
        const Side down = below ? Side::Bottom : Side::Top;
        const Side downBack = below ? Side::Top : Side::Bottom;
        if (right || left)
            pairs << std::pair(across, acrossBack);
        if (below || above)
            pairs << std::pair(down, downBack);
        if ((right || left) && (below || above))
            pairs << std::pair(down, acrossBack) << std::pair(across, downBack);
        return pairs;
    }

    /// Where on their sides the ends would be if the line were alone.
    static void wish(Way &way, const QRectF &from, const QRectF &to)
    {
        const Range start = rangeOf(from, way.from);
        const Range end = rangeOf(to, way.to);
        if (isUpright(way.from) == isUpright(way.to)) {
            const Range common{std::max(start.low, end.low), std::min(start.high, end.high)};
            if (common.low <= common.high) {
                way.fromPort = way.toPort = common.clamp((start.middle() + end.middle()) / 2);
                return;
            }
            const double towards = start.middle() < end.middle() ? 1 : -1;
            way.fromPort = start.clamp(start.middle() + towards * (start.high - start.low) * kLean);
            way.toPort = end.clamp(end.middle() - towards * (end.high - end.low) * kLean);
            return;
        }
        const QPointF startMiddle = from.center();
        const QPointF endMiddle = to.center();
        way.fromPort = start.clamp(isUpright(way.from) ? endMiddle.y() : endMiddle.x());
        way.toPort = end.clamp(isUpright(way.to) ? startMiddle.y() : startMiddle.x());
    }

    void choose(Line &line)
    {
        const Polyline keptPoints = flatten(line.kept);
        const bool keptIsFree = isFree(line, keptPoints);
        double best = keptIsFree ? costOf(line, line.way, keptPoints) : std::numeric_limits<double>::infinity();
        for (const auto &[from, to] : facing(fromBox(line), toBox(line))) {
            for (const Shape shape : {Shape::Straight, Shape::Bent}) {
                Way way{shape, from, to};
                wish(way, fromBox(line), toBox(line));
                const Polyline points = flatten(curveOf(line, way));
                const double cost = costOf(line, way, points);
                if (cost < best && isFree(line, points)) {
                    best = cost;
                    line.way = way;
                }
            }
        }
        const bool hasNone = line.way.shape == Shape::Kept && !keptIsFree;
        const bool winds = line.way.shape == Shape::Kept && turnOf(keptPoints) >= kWinding;
        if (hasNone || (m_detours == Detours::All && winds))
            take(line, around(line, m_boxes + m_walls), best);
        if (m_detours != Detours::Needed && crossesTitle(flatten(curveOf(line, line.way))))
            take(line, around(line, m_boxes + m_walls + m_titles), best);
    }

    void take(Line &line, const Way &way, double &best) const
    {
        if (way.shape == Shape::Kept)
            return;
        const Polyline points = flatten(curveOf(line, way));
        const double cost = costOf(line, way, points);
        if (cost < best && isFree(line, points)) {
            best = cost;
            line.way = way;
        }
    }

    /// A way around the boxes, not along one that is taken; Shape::Kept where there is none. `boxes` are those that
    /// lines join, then others.
    Way around(const Line &line, const QList<QRectF> &boxes) const
    {
        const double margin = std::clamp(std::min(m_request.nodeGap, m_request.rankGap) / 2 - 1, 1.5, kClearance + 1);
        Way best = around(line, boxes, margin);
        return best.shape == Shape::Kept ? around(line, boxes, kTightMargin) : best;
    }

    Way around(const Line &line, const QList<QRectF> &boxes, double margin) const
    {
        Way best;
        for (int lane = 0; lane < kLanes; ++lane) {
            const Polyline found =
                detour(boxes, line.from, line.to, margin + lane * kLaneGap, foreignTo(line) + m_titles, kForeignCost);
            if (found.size() < 2)
                break;
            Way way;
            way.shape = Shape::Around;
            way.from = sideAt(fromBox(line), found.first());
            way.to = sideAt(toBox(line), found.last());
            way.fromPort = isUpright(way.from) ? found.first().y() : found.first().x();
            way.toPort = isUpright(way.to) ? found.last().y() : found.last().x();
            way.vias = found.mid(1, found.size() - 2);
            if (lane == 0)
                best = way;
            if (!isTaken(way.vias))
                return way;
        }
        return best;
    }

    bool isTaken(const Polyline &vias) const
    {
        return std::any_of(m_lines.begin(), m_lines.end(), [&vias](const Line &other) {
            return std::any_of(other.way.vias.begin(), other.way.vias.end(),
                               [&vias](const QPointF &via) { return vias.contains(via); });
        });
    }

    bool crossesTitle(const Polyline &points) const
    {
        return std::any_of(m_titles.begin(), m_titles.end(),
                           [&points](const QRectF &title) { return entersBox(points, title); });
    }

    static Side sideAt(const QRectF &box, const QPointF &point)
    {
        if (point.x() == box.left())
            return Side::Left;
        if (point.x() == box.right())
            return Side::Right;
        return point.y() == box.top() ? Side::Top : Side::Bottom;
    }

    QList<QRectF> foreignTo(const Line &line) const
    {
        const LayoutRequest::Edge &edge = m_request.edges.at(line.edge);
        QList<QRectF> foreign;
        for (int i = 0; i < m_result.clusters.size(); ++i) {
            if (!isHome(i, m_request.nodes.at(edge.tail).cluster) && !isHome(i, m_request.nodes.at(edge.head).cluster))
                foreign << m_result.clusters[i];
        }
        return foreign;
    }

    struct End {
        Line *line;
        bool start;
        double wish;
        double order;
        double &port() const { return start ? line->way.fromPort : line->way.toPort; }
    };

    /// Ends on one side keep their distance, in the order of where they come from.
    void spread()
    {
        std::map<std::pair<int, Side>, std::vector<End>> sides;
        for (Line &line : m_lines) {
            if (line.way.shape == Shape::Kept)
                continue;
            const QPointF from = portAt(fromBox(line), line.way.from, line.way.fromPort);
            const QPointF to = portAt(toBox(line), line.way.to, line.way.toPort);
            const bool isAround = line.way.shape == Shape::Around && !line.way.vias.isEmpty();
            const QPointF next = isAround ? line.way.vias.first() : to;
            const QPointF previous = isAround ? line.way.vias.last() : from;
            const auto angle = [](const QPointF &start, const QPointF &end, Side side) {
                const QPointF way = end - start;
                return isUpright(side) ? way.y() / std::max(1.0, std::abs(way.x()))
                                       : way.x() / std::max(1.0, std::abs(way.y()));
            };
            sides[{line.from, line.way.from}].push_back(
                {&line, true, line.way.fromPort, angle(from, next, line.way.from)});
            sides[{line.to, line.way.to}].push_back({&line, false, line.way.toPort, angle(to, previous, line.way.to)});
        }
        for (auto &[key, ends] : sides) {
            if (ends.size() < 2)
                continue;
            std::stable_sort(ends.begin(), ends.end(), [](const End &left, const End &right) {
                return left.wish + left.order * 4 < right.wish + right.order * 4;
            });
            const Range range = rangeOf(m_boxes.at(key.first), key.second);
            const double gap = std::min(kPortGap, (range.high - range.low) / double(ends.size() - 1));
            place(ends, range, gap);
        }
    }

    /// The places nearest to the wishes that are in order, in range and a gap apart: neighbours that would come too
    /// close form a block that shares the difference.
    static void place(const std::vector<End> &ends, const Range &range, double gap)
    {
        struct Block {
            double sum; ///< of the wishes, each less its place in the block
            int count;
            double at() const { return sum / count; }
        };
        std::vector<Block> blocks;
        for (const End &end : ends) {
            blocks.push_back({end.wish, 1});
            while (blocks.size() > 1) {
                Block &before = blocks[blocks.size() - 2];
                const Block &after = blocks.back();
                if (before.at() + gap * before.count <= after.at())
                    break;
                before.sum += after.sum - after.count * gap * before.count;
                before.count += after.count;
                blocks.pop_back();
            }
        }
        std::size_t index = 0;
        double low = range.low;
        for (const Block &block : blocks) {
            double at = std::max(low, block.at());
            for (int i = 0; i < block.count; ++i) {
                const double room = gap * double(ends.size() - 1 - index);
                at = std::min(at, range.high - room);
                ends[index].port() = at;
                at += gap;
                ++index;
            }
            low = at;
        }
    }

    /// The line as chosen with its ends where they are now or, where that is not free, another that is.
    void settle(Line &line, const Way &alone) const
    {
        Way other = line.way;
        if (other.shape != Shape::Kept)
            other.shape = line.way.shape == Shape::Straight ? Shape::Bent : Shape::Straight;
        bool isFound = false;
        for (const Way &way : {line.way, other, alone, Way()}) {
            const Curve curve = curveOf(line, way);
            const Polyline points = flatten(curve);
            if (!isFree(line, points))
                continue;
            const bool hasTitle = crossesTitle(points);
            if (!isFound || !hasTitle)
                line.curve = curve;
            isFound = true;
            if (!hasTitle)
                return;
        }
        if (isFound && m_detours != Detours::Needed) {
            const Curve curve = curveOf(line, around(line, m_boxes + m_walls + m_titles));
            const Polyline points = flatten(curve);
            if (isFree(line, points) && !crossesTitle(points))
                line.curve = curve;
        }
        if (isFound)
            return;
        const Way last = around(line, m_boxes + m_walls);
        line.curve = curveOf(line, last);
    }

    const LayoutRequest &m_request;
    LayoutResult &m_result;
    Detours m_detours;
    QList<QRectF> m_boxes; ///< nodes, then each edge's label
    QList<QRectF> m_titles;
    QList<QRectF> m_walls; ///< beyond the chart's left and top borders where those must stay
    std::vector<Line> m_lines;
};

} // namespace

void reroute(const LayoutRequest &request, LayoutResult &result, Detours detours)
{
    Router(request, result, detours).run();
}

} // namespace portolan
