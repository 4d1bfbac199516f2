// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/placedindex.h"

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace portolan {

namespace {

namespace bg = boost::geometry;
// Single precision halves the memory; a ten-thousandth of a point is nothing to a pointer.
using Point = bg::model::point<float, 2, bg::cs::cartesian>;
using Box = bg::model::box<Point>;

enum class Shape : quint8 { Node, Pill, Piece, SiteBox };

/// A Piece is a part of one element of an edge's paths: the box around a whole curve would be mostly empty.
struct Entry {
    int index = 0;
    quint16 element = 0; ///< ordinal over all lines and curves of the edge
    quint8 part = 0;
    Shape shape = Shape::Node;
};

constexpr double kPieceLength = 90;
constexpr int kMostPieces = 16;
constexpr int kSteps = 6; ///< straight lines that stand for a piece of a curve

/// A line or cubic curve from a path.
struct Element {
    QPointF from, control1, control2, to;
    bool isCurve = false;

    int pieces() const
    {
        const auto length = [](QPointF v) { return std::hypot(v.x(), v.y()); };
        const double longest =
            isCurve ? length(control1 - from) + length(control2 - control1) + length(to - control2) : length(to - from);
        return std::clamp(static_cast<int>(std::ceil(longest / kPieceLength)), 1, kMostPieces);
    }
    QPointF at(double t) const
    {
        const double u = 1 - t;
        if (!isCurve)
            return from * u + to * t;
        return from * (u * u * u) + control1 * (3 * u * u * t) + control2 * (3 * u * t * t) + to * (t * t * t);
    }
};

template <typename Visit>
void forEachElement(const PlacedEdge &edge, Visit visit)
{
    int ordinal = 0;
    for (const QPainterPath &path : edge.paths) {
        QPointF from;
        for (int i = 0; i < path.elementCount(); ++i) {
            const QPainterPath::Element element = path.elementAt(i);
            if (element.isLineTo()) {
                visit(ordinal++, Element{from, {}, {}, element, false});
            } else if (element.isCurveTo()) {
                visit(ordinal++, Element{from, element, path.elementAt(i + 1), path.elementAt(i + 2), true});
                i += 2;
            }
            from = path.elementAt(i);
        }
    }
}

Box boxOf(const QRectF &rect)
{
    // Rounded outwards: nothing may fall out of its own box.
    const auto low = [](double value) {
        return std::nextafter(static_cast<float>(value), std::numeric_limits<float>::lowest());
    };
    const auto high = [](double value) {
        return std::nextafter(static_cast<float>(value), std::numeric_limits<float>::max());
    };
    return {Point(low(rect.left()), low(rect.top())), Point(high(rect.right()), high(rect.bottom()))};
}

QRectF boundsOf(const Element &element, int part, int parts)
{
    QPointF least = element.at(double(part) / parts);
    QPointF most = least;
    for (int i = 1; i <= kSteps; ++i) {
        const QPointF at = element.at((part + double(i) / kSteps) / parts);
        least = {std::min(least.x(), at.x()), std::min(least.y(), at.y())};
        most = {std::max(most.x(), at.x()), std::max(most.y(), at.y())};
    }
    return {least, most};
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
    double distanceTo(QPointF point, const Entry &entry) const;

    bg::index::rtree<Value, bg::index::rstar<16>> tree;
    PlacedDiagram placed;
};

PlacedIndex::PlacedIndex() : d(std::make_unique<Private>()) { }
PlacedIndex::~PlacedIndex() = default;
PlacedIndex::PlacedIndex(PlacedIndex &&) noexcept = default;
PlacedIndex &PlacedIndex::operator=(PlacedIndex &&) noexcept = default;

PlacedIndex::PlacedIndex(const PlacedDiagram &placed) : d(std::make_unique<Private>())
{
    d->placed = placed;
    std::vector<Private::Value> values;
    values.reserve(static_cast<size_t>(placed.nodes.size() + placed.boxes.size() + 8 * placed.edges.size()));
    for (int i = 0; i < placed.nodes.size(); ++i)
        values.emplace_back(boxOf(placed.nodes.at(i)), Entry{i, 0, 0, Shape::Node});
    for (int i = 0; i < placed.boxes.size(); ++i)
        values.emplace_back(boxOf(placed.boxes.at(i)), Entry{i, 0, 0, Shape::SiteBox});
    for (int i = 0; i < placed.edges.size(); ++i) {
        const PlacedEdge &edge = placed.edges.at(i);
        if (!edge.pill.isEmpty())
            values.emplace_back(boxOf(edge.pill), Entry{i, 0, 0, Shape::Pill});
        forEachElement(edge, [&](int ordinal, const Element &element) {
            const int parts = element.pieces();
            for (int part = 0; part < parts; ++part)
                values.emplace_back(boxOf(boundsOf(element, part, parts)),
                                    Entry{i, static_cast<quint16>(ordinal), static_cast<quint8>(part), Shape::Piece});
        });
    }
    // Built from all values at once the tree is packed: faster to make and to ask than one that grew.
    d->tree = decltype(d->tree)(values.begin(), values.end());
}

double PlacedIndex::Private::distanceTo(QPointF point, const Entry &entry) const
{
    double nearest = std::numeric_limits<double>::max();
    forEachElement(placed.edges.at(entry.index), [&](int ordinal, const Element &element) {
        if (ordinal != entry.element)
            return;
        const int parts = element.pieces();
        QPointF from = element.at(double(entry.part) / parts);
        for (int i = 1; i <= kSteps; ++i) {
            const QPointF to = element.at((entry.part + double(i) / kSteps) / parts);
            nearest = std::min(nearest, distance(point, QLineF(from, to)));
            from = to;
        }
    });
    return nearest;
}

std::vector<int> PlacedIndex::edgesIn(const QRectF &rect) const
{
    std::vector<bool> found(static_cast<size_t>(d->placed.edges.size()));
    for (auto it = d->tree.qbegin(bg::index::intersects(boxOf(rect))); it != d->tree.qend(); ++it) {
        const Entry &entry = it->second;
        if (entry.shape == Shape::Pill || entry.shape == Shape::Piece)
            found[static_cast<size_t>(entry.index)] = true;
    }
    std::vector<int> edges;
    for (size_t i = 0; i < found.size(); ++i) {
        if (found[i])
            edges.push_back(static_cast<int>(i));
    }
    return edges;
}

DiagramPart PlacedIndex::at(QPointF point, double tolerance) const
{
    DiagramPart node, pill, edge, box;
    double nearest = std::numeric_limits<double>::max();
    double smallest = std::numeric_limits<double>::max();
    const QRectF around(point.x() - tolerance, point.y() - tolerance, 2 * tolerance, 2 * tolerance);
    const Point exact(static_cast<float>(point.x()), static_cast<float>(point.y()));
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
        case Shape::Piece: {
            const double away = d->distanceTo(point, entry);
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
