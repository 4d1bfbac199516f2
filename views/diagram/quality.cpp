// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/quality.h"

#include "model/json/jsonvalue.h"
#include "views/diagram/paintedparts.h"

#include <QPolygonF>

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace portolan {

namespace {

namespace bg = boost::geometry;
using Point = bg::model::point<double, 2, bg::cs::cartesian>;
using Box = bg::model::box<Point>;

constexpr double kBorder = 1; // scene points: things that share no more than a border do not overlap
constexpr double kOwnEnd = 8; // how deep a line may lie in the card that it ends at: a loop meets the border aslant
constexpr QPointF kTitleAt(12, 6); // from a box's top left to its title
constexpr double kTitleDescent = 4; // below what the layout keeps free above the site's cards

enum class Kind { Item, Node, Block, SiteBox, Title, Label, Arrow };

struct Thing {
    Kind kind = Kind::Item;
    int index = 0; ///< of its kind; of an arrow: its edge
    QRectF rect;
};

struct Segment {
    int edge = 0;
    QLineF line;
};

template <typename Value>
using Tree = bg::index::rtree<std::pair<Box, Value>, bg::index::rstar<16>>;

Box boxOf(const QRectF &rect)
{
    return {Point(rect.left(), rect.top()), Point(rect.right(), rect.bottom())};
}

Box boxOf(const QLineF &line)
{
    return {Point(std::min(line.x1(), line.x2()), std::min(line.y1(), line.y2())),
            Point(std::max(line.x1(), line.x2()), std::max(line.y1(), line.y2()))};
}

QRectF shrunk(const QRectF &rect, double by)
{
    return rect.adjusted(by, by, -by, -by);
}

bool overlap(const QRectF &a, const QRectF &b)
{
    return std::min(a.right(), b.right()) - std::max(a.left(), b.left()) > kBorder
        && std::min(a.bottom(), b.bottom()) - std::max(a.top(), b.top()) > kBorder;
}

bool isWithin(const QRectF &inner, const QRectF &outer)
{
    return inner.left() >= outer.left() - kBorder && inner.right() <= outer.right() + kBorder
        && inner.top() >= outer.top() - kBorder && inner.bottom() <= outer.bottom() + kBorder;
}

double turn(const QPointF &a, const QPointF &b, const QPointF &c)
{
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
}

bool cross(const QLineF &a, const QLineF &b)
{
    return turn(a.p1(), a.p2(), b.p1()) * turn(a.p1(), a.p2(), b.p2()) < 0
        && turn(b.p1(), b.p2(), a.p1()) * turn(b.p1(), b.p2(), a.p2()) < 0;
}

bool isInside(const QRectF &rect, const QPointF &point)
{
    return point.x() > rect.left() && point.x() < rect.right() && point.y() > rect.top() && point.y() < rect.bottom();
}

bool enters(const QLineF &line, const QRectF &rect)
{
    if (rect.width() <= 0 || rect.height() <= 0)
        return false;
    if (isInside(rect, line.p1()) || isInside(rect, line.p2()))
        return true;
    // Both ends outside: a line that comes in cuts a diagonal.
    return cross(line, QLineF(rect.topLeft(), rect.bottomRight()))
        || cross(line, QLineF(rect.topRight(), rect.bottomLeft()));
}

/// The triangle of an arrowhead.
QPolygonF headOf(const Arrow &arrow)
{
    const double length = arrow.length();
    if (length < 0.01)
        return {};
    const QPointF along(arrow.dx() / length, arrow.dy() / length);
    const QPointF across(-along.y() * kArrowWidth / 2, along.x() * kArrowWidth / 2);
    const QPointF base = arrow.p2() - along * kArrowLength;
    return {arrow.p2(), base + across, base - across, arrow.p2()};
}

bool touches(const QPolygonF &shape, const QRectF &rect)
{
    for (qsizetype i = 1; i < shape.size(); ++i) {
        if (enters(QLineF(shape[i - 1], shape[i]), rect))
            return true;
    }
    return false;
}

class Measurement
{
public:
    explicit Measurement(const PlacedDiagram &placed) : m_placed(placed), m_diagram(*placed.diagram)
    {
        m_blockOfBox.assign(std::size_t(m_diagram.boxes.size()), -1);
        for (int block = 0; block < m_diagram.blocks.size(); ++block) {
            for (const int box : m_diagram.blocks[block].boxes)
                m_blockOfBox[std::size_t(box)] = block;
        }
        collect();
        std::vector<std::pair<Box, Thing>> entries;
        for (const Thing &thing : m_things)
            entries.emplace_back(boxOf(thing.rect), thing);
        m_tree = Tree<Thing>(entries);
    }

    DiagramQuality take()
    {
        for (const Thing &thing : m_things) {
            if (thing.kind == Kind::Label)
                checkLabel(thing);
            else if (thing.kind != Kind::Arrow)
                checkNode(thing);
        }
        checkHomes();
        checkLines();
        countCrossings();
        for (const DiagramEdge &edge : m_diagram.edges)
            m_quality.labelsShortened += edge.isShortened ? 1 : 0;
        m_quality.area = m_placed.size.width() * m_placed.size.height();
        m_quality.aspectRatio = m_placed.size.height() > 0 ? m_placed.size.width() / m_placed.size.height() : 0;
        return m_quality;
    }

private:
    void add(Kind kind, int index, const QRectF &rect)
    {
        if (!rect.isEmpty())
            m_things.push_back({kind, index, rect});
    }

    void collect()
    {
        for (int i = 0; i < m_placed.items.size(); ++i)
            add(Kind::Item, i, m_placed.items[i]);
        for (int i = 0; i < m_placed.nodes.size(); ++i)
            add(Kind::Node, i, m_placed.nodes[i]);
        for (int i = 0; i < m_placed.blocks.size(); ++i)
            add(Kind::Block, i, m_placed.blocks[i]);
        for (int i = 0; i < m_placed.boxes.size(); ++i) {
            add(Kind::SiteBox, i, m_placed.boxes[i]);
            const QSizeF title = m_diagram.boxes[i].titleSize;
            if (!title.isEmpty())
                add(Kind::Title, i,
                    QRectF(m_placed.boxes[i].topLeft() + kTitleAt,
                           QSizeF(title.width() - 8, title.height() + kTitleDescent - kTitleAt.y())));
        }
        for (int edge = 0; edge < m_placed.edges.size(); ++edge) {
            add(Kind::Label, edge, m_placed.edges[edge].pill);
            for (const Arrow &arrow : m_placed.edges[edge].arrows) {
                const QPolygonF head = headOf(arrow);
                add(Kind::Arrow, edge, head.boundingRect());
            }
            for (const QPainterPath &path : m_placed.edges[edge].paths) {
                for (const QPolygonF &polygon : path.toSubpathPolygons()) {
                    for (qsizetype i = 1; i < polygon.size(); ++i)
                        m_segments.push_back({edge, QLineF(polygon[i - 1], polygon[i])});
                }
            }
        }
    }

    template <typename Visit>
    void forEachMet(const Box &area, Visit visit) const
    {
        for (auto found = m_tree.qbegin(bg::index::intersects(area)); found != m_tree.qend(); ++found)
            visit(found->second);
    }

    int boxOfNode(int node) const
    {
        const int item = m_diagram.nodes[node].item;
        return item < 0 ? -1 : m_diagram.items[item].box;
    }

    /// The site's box or block that a thing belongs to lies around it and is no overlap.
    bool holds(const Thing &outer, const Thing &inner) const
    {
        const auto boxOfThing = [this](const Thing &thing) {
            switch (thing.kind) {
            case Kind::Item:
                return m_diagram.items[thing.index].box;
            case Kind::Node:
                return boxOfNode(thing.index);
            case Kind::SiteBox:
            case Kind::Title:
                return thing.index;
            default:
                return -1;
            }
        };
        const int box = boxOfThing(inner);
        switch (outer.kind) {
        case Kind::Item:
            return inner.kind == Kind::Node && m_diagram.nodes[inner.index].item == outer.index;
        case Kind::SiteBox:
            return outer.index == box;
        case Kind::Block:
            return box >= 0 && m_blockOfBox[std::size_t(box)] == outer.index;
        default:
            return false;
        }
    }

    void checkNode(const Thing &thing)
    {
        forEachMet(boxOf(thing.rect), [&](const Thing &other) {
            if (other.kind == Kind::Label || other.kind == Kind::Arrow
                || std::pair(int(other.kind), other.index) <= std::pair(int(thing.kind), thing.index))
                return;
            // Two cards of two frames that overlap are told by the frames.
            const bool isNode = thing.kind == Kind::Node || other.kind == Kind::Node;
            const bool sameItem = thing.kind == Kind::Node && other.kind == Kind::Node
                && m_diagram.nodes[thing.index].item == m_diagram.nodes[other.index].item;
            if ((!isNode || sameItem) && overlap(thing.rect, other.rect) && !holds(thing, other)
                && !holds(other, thing))
                ++m_quality.nodeOverlaps;
        });
    }

    /// What must lie in something does.
    void checkHomes()
    {
        const QRectF sheet(QPointF(0, 0), m_placed.size);
        const auto check = [this](const QRectF &inner, const QRectF &outer) {
            if (!inner.isEmpty() && !isWithin(inner, outer))
                ++m_quality.nodeOverlaps;
        };
        for (qsizetype i = 0; i < m_placed.items.size(); ++i) {
            const int box = m_diagram.items[i].box;
            check(m_placed.items[i], box < 0 ? sheet : m_placed.boxes[box]);
        }
        for (qsizetype i = 0; i < m_placed.nodes.size(); ++i) {
            if (m_diagram.nodes[i].item >= 0)
                check(m_placed.nodes[i], m_placed.items[m_diagram.nodes[i].item]);
        }
        for (qsizetype i = 0; i < m_placed.boxes.size(); ++i) {
            const int block = m_blockOfBox[std::size_t(i)];
            check(m_placed.boxes[i], block < 0 ? sheet : m_placed.blocks[block]);
        }
    }

    bool isInSite(const DiagramEdge &edge, int box) const
    {
        return std::all_of(edge.legs.begin(), edge.legs.end(), [this, box](const EdgeLeg &leg) {
            return leg.item >= 0 && m_diagram.items[leg.item].box == box;
        });
    }

    bool endsInSite(const DiagramEdge &edge, int box) const
    {
        return std::any_of(edge.legs.begin(), edge.legs.end(), [this, box](const EdgeLeg &leg) {
            return leg.block >= 0 ? m_diagram.blocks[leg.block].boxes.contains(box)
                                  : m_diagram.items[leg.item].box == box;
        });
    }

    void checkLabel(const Thing &label)
    {
        const DiagramEdge &edge = m_diagram.edges[label.index];
        LabelOverlaps &overlaps = m_quality.labelOverlaps;
        forEachMet(boxOf(label.rect), [&](const Thing &other) {
            if (!overlap(label.rect, other.rect) && other.kind != Kind::Arrow)
                return;
            switch (other.kind) {
            case Kind::Label:
                overlaps.label += other.index > label.index ? 1 : 0;
                break;
            case Kind::Item:
                ++overlaps.node;
                break;
            case Kind::Block:
                overlaps.node += isInBlock(edge, other.index) ? 0 : 1;
                break;
            case Kind::Title:
                ++overlaps.siteTitle;
                break;
            case Kind::SiteBox:
                overlaps.site += isInSite(edge, other.index) && isWithin(label.rect, other.rect) ? 0 : 1;
                break;
            case Kind::Arrow:
                if (other.index != label.index && hasHeadIn(m_placed.edges[other.index], label.rect, other.rect))
                    ++overlaps.arrowhead;
                break;
            case Kind::Node:
                break;
            }
        });
    }

    bool isInBlock(const DiagramEdge &edge, int block) const
    {
        const QList<int> &boxes = m_diagram.blocks[block].boxes;
        return std::any_of(boxes.begin(), boxes.end(), [&](int box) { return isInSite(edge, box); });
    }

    /// `bounds` say which of the edge's heads is meant.
    static bool hasHeadIn(const PlacedEdge &edge, const QRectF &label, const QRectF &bounds)
    {
        return std::any_of(edge.arrows.begin(), edge.arrows.end(), [&](const Arrow &arrow) {
            const QPolygonF head = headOf(arrow);
            return head.boundingRect() == bounds && touches(head, shrunk(label, kBorder / 2));
        });
    }

    bool endsAt(const DiagramEdge &edge, const Thing &thing) const
    {
        return std::any_of(edge.legs.begin(), edge.legs.end(), [&thing](const EdgeLeg &leg) {
            return thing.kind == Kind::Item ? leg.item == thing.index : leg.block == thing.index;
        });
    }

    void checkLines()
    {
        std::set<int> throughNodes;
        std::set<int> throughLabels;
        std::set<int> throughTitles;
        std::set<int> throughSites;
        for (const Segment &segment : m_segments) {
            m_quality.edgeLength += segment.line.length();
            const DiagramEdge &edge = m_diagram.edges[segment.edge];
            forEachMet(boxOf(segment.line), [&](const Thing &thing) {
                const auto hits = [&](double by) { return enters(segment.line, shrunk(thing.rect, by)); };
                switch (thing.kind) {
                case Kind::Item:
                    if (hits(endsAt(edge, thing) ? kOwnEnd : kBorder))
                        throughNodes.insert(segment.edge);
                    break;
                case Kind::Block:
                    if (!isInBlock(edge, thing.index) && hits(endsAt(edge, thing) ? kOwnEnd : kBorder))
                        throughNodes.insert(segment.edge);
                    break;
                case Kind::Label:
                    if (thing.index != segment.edge && hits(kBorder))
                        throughLabels.insert(segment.edge);
                    break;
                case Kind::Title:
                    if (hits(0))
                        throughTitles.insert(segment.edge);
                    break;
                case Kind::SiteBox:
                    if (!endsInSite(edge, thing.index) && hits(kBorder))
                        throughSites.insert(segment.edge);
                    break;
                case Kind::Node:
                case Kind::Arrow:
                    break;
                }
            });
        }
        m_quality.edgesThroughNodes = int(throughNodes.size());
        m_quality.edgesThroughLabels = int(throughLabels.size());
        m_quality.edgesThroughSiteTitles = int(throughTitles.size());
        m_quality.edgesThroughSites = int(throughSites.size());
    }

    void countCrossings()
    {
        std::vector<std::pair<Box, int>> entries;
        for (std::size_t i = 0; i < m_segments.size(); ++i)
            entries.emplace_back(boxOf(m_segments[i].line), int(i));
        const Tree<int> tree(entries);
        for (const auto &[box, index] : entries) {
            const Segment &segment = m_segments[std::size_t(index)];
            for (auto found = tree.qbegin(bg::index::intersects(box)); found != tree.qend(); ++found) {
                const Segment &other = m_segments[std::size_t(found->second)];
                if (other.edge > segment.edge && cross(segment.line, other.line))
                    ++m_quality.edgeCrossings;
            }
        }
    }

    const PlacedDiagram &m_placed;
    const Diagram &m_diagram;
    std::vector<int> m_blockOfBox;
    std::vector<Thing> m_things;
    std::vector<Segment> m_segments;
    Tree<Thing> m_tree;
    DiagramQuality m_quality;
};

JsonValue rounded(double value, int decimals)
{
    JsonValue number;
    number.type = JsonValue::Type::Number;
    number.text = QString::number(value, 'f', decimals);
    return number;
}

} // namespace

DiagramQuality measure(const PlacedDiagram &placed)
{
    return Measurement(placed).take();
}

QByteArray toJson(const DiagramQuality &quality)
{
    JsonValue overlaps = JsonValue::object();
    overlaps.set(QStringLiteral("label-label"), JsonValue::fromNumber(quality.labelOverlaps.label));
    overlaps.set(QStringLiteral("label-node"), JsonValue::fromNumber(quality.labelOverlaps.node));
    overlaps.set(QStringLiteral("label-siteTitle"), JsonValue::fromNumber(quality.labelOverlaps.siteTitle));
    overlaps.set(QStringLiteral("label-arrowhead"), JsonValue::fromNumber(quality.labelOverlaps.arrowhead));
    overlaps.set(QStringLiteral("label-site"), JsonValue::fromNumber(quality.labelOverlaps.site));
    JsonValue report = JsonValue::object();
    report.set(QStringLiteral("nodeOverlaps"), JsonValue::fromNumber(quality.nodeOverlaps));
    report.set(QStringLiteral("labelOverlaps"), overlaps);
    report.set(QStringLiteral("edgesThroughNodes"), JsonValue::fromNumber(quality.edgesThroughNodes));
    report.set(QStringLiteral("edgesThroughLabels"), JsonValue::fromNumber(quality.edgesThroughLabels));
    report.set(QStringLiteral("edgesThroughSiteTitles"), JsonValue::fromNumber(quality.edgesThroughSiteTitles));
    report.set(QStringLiteral("edgesThroughSites"), JsonValue::fromNumber(quality.edgesThroughSites));
    report.set(QStringLiteral("labelsShortened"), JsonValue::fromNumber(quality.labelsShortened));
    report.set(QStringLiteral("edgeCrossings"), JsonValue::fromNumber(quality.edgeCrossings));
    report.set(QStringLiteral("edgeLength"), rounded(quality.edgeLength, 1));
    report.set(QStringLiteral("area"), rounded(quality.area, 1));
    report.set(QStringLiteral("aspectRatio"), rounded(quality.aspectRatio, 3));
    return writeJson(report);
}

} // namespace portolan
