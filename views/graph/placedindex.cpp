// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/placedindex.h"

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <limits>

namespace portolan {

namespace {

namespace bg = boost::geometry;
using Point = bg::model::point<double, 2, bg::cs::cartesian>;
using Box = bg::model::box<Point>;

enum class Shape : quint8 { Node, Pill, Segment, SiteBox };

struct Entry {
    Shape shape = Shape::Node;
    int index = 0;
    QLineF line; ///< of a Segment
};

Box boxOf(const QRectF &rect)
{
    return {Point(rect.left(), rect.top()), Point(rect.right(), rect.bottom())};
}

double distance(QPointF point, const QLineF &line)
{
    const QPointF along = line.p2() - line.p1();
    const double length2 = QPointF::dotProduct(along, along);
    double at = 0;
    if (length2 > 0)
        at = std::clamp(QPointF::dotProduct(point - line.p1(), along) / length2, 0.0, 1.0);
    const QPointF away = point - (line.p1() + along * at);
    return std::hypot(away.x(), away.y());
}

} // namespace

class PlacedIndex::Private
{
public:
    using Value = std::pair<Box, Entry>;
    bg::index::rtree<Value, bg::index::rstar<16>> tree;
};

PlacedIndex::PlacedIndex() : d(std::make_unique<Private>()) { }
PlacedIndex::~PlacedIndex() = default;
PlacedIndex::PlacedIndex(PlacedIndex &&) noexcept = default;
PlacedIndex &PlacedIndex::operator=(PlacedIndex &&) noexcept = default;

PlacedIndex::PlacedIndex(const PlacedDiagram &placed) : d(std::make_unique<Private>())
{
    std::vector<Private::Value> values;
    for (int i = 0; i < placed.nodes.size(); ++i)
        values.emplace_back(boxOf(placed.nodes.at(i)), Entry{Shape::Node, i, {}});
    for (int i = 0; i < placed.boxes.size(); ++i)
        values.emplace_back(boxOf(placed.boxes.at(i)), Entry{Shape::SiteBox, i, {}});
    for (int i = 0; i < placed.edges.size(); ++i) {
        const PlacedEdge &edge = placed.edges.at(i);
        if (!edge.pill.isEmpty())
            values.emplace_back(boxOf(edge.pill), Entry{Shape::Pill, i, {}});
        for (const QPainterPath &path : edge.paths) {
            for (const QPolygonF &polygon : path.toSubpathPolygons()) {
                for (qsizetype k = 1; k < polygon.size(); ++k) {
                    const QLineF line(polygon.at(k - 1), polygon.at(k));
                    values.emplace_back(boxOf(QRectF(line.p1(), line.p2()).normalized()),
                                        Entry{Shape::Segment, i, line});
                }
            }
        }
    }
    // Built from all values at once the tree is packed: faster to make and to ask than one that grew.
    d->tree = decltype(d->tree)(values.begin(), values.end());
}

DiagramPart PlacedIndex::at(QPointF point, double tolerance) const
{
    DiagramPart node, pill, edge, box;
    double nearest = std::numeric_limits<double>::max();
    double smallest = std::numeric_limits<double>::max();
    const QRectF around(point.x() - tolerance, point.y() - tolerance, 2 * tolerance, 2 * tolerance);
    const Point exact(point.x(), point.y());
    for (auto it = d->tree.qbegin(bg::index::intersects(boxOf(around))); it != d->tree.qend(); ++it) {
        const auto &[bounds, entry] = *it;
        const bool inside = bg::covered_by(exact, bounds);
        switch (entry.shape) {
        case Shape::Node:
            if (inside)
                node = {DiagramPart::Kind::Node, entry.index};
            break;
        case Shape::Pill:
            if (inside)
                pill = {DiagramPart::Kind::Edge, entry.index};
            break;
        case Shape::Segment: {
            const double away = distance(point, entry.line);
            if (away <= tolerance && away < nearest) {
                nearest = away;
                edge = {DiagramPart::Kind::Edge, entry.index};
            }
            break;
        }
        case Shape::SiteBox: {
            const double area = bg::area(bounds);
            if (inside && area < smallest) {
                smallest = area;
                box = {DiagramPart::Kind::Box, entry.index};
            }
            break;
        }
        }
    }
    for (const DiagramPart &part : {node, pill, edge, box}) {
        if (part.kind != DiagramPart::Kind::None)
            return part;
    }
    return {};
}

QRectF partBounds(const PlacedDiagram &placed, DiagramPart part)
{
    switch (part.kind) {
    case DiagramPart::Kind::None:
        break;
    case DiagramPart::Kind::Box:
        return placed.boxes.at(part.index);
    case DiagramPart::Kind::Node:
        return placed.nodes.at(part.index);
    case DiagramPart::Kind::Edge: {
        QRectF bounds = placed.edges.at(part.index).pill;
        for (const QPainterPath &path : placed.edges.at(part.index).paths)
            bounds = bounds.united(path.boundingRect());
        return bounds;
    }
    }
    return {};
}

QRectF partHandle(const PlacedDiagram &placed, DiagramPart part)
{
    if (part.kind != DiagramPart::Kind::Edge)
        return partBounds(placed, part);
    const PlacedEdge &edge = placed.edges.at(part.index);
    if (!edge.pill.isEmpty())
        return edge.pill;
    if (edge.paths.isEmpty())
        return {};
    constexpr double kSide = 8;
    const QPointF middle = edge.paths.first().pointAtPercent(0.5);
    return {middle - QPointF(kSide / 2, kSide / 2), QSizeF(kSide, kSide)};
}

} // namespace portolan
