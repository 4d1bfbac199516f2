// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/worker/labels.h"

#include "views/layout/worker/geometry.h"

#include <algorithm>
#include <cmath>

namespace portolan {

namespace {

constexpr double kFar = 1.15; // times the way without the label
constexpr double kRoom = 12; // scene points around a label
constexpr qsizetype kPlaces = 3;

double distance(const QPointF &from, const QPointF &to)
{
    return std::hypot(to.x() - from.x(), to.y() - from.y());
}

bool holds(const LayoutRequest &request, int outer, int inner)
{
    while (inner >= 0 && inner != outer)
        inner = request.clusters.at(inner).parent;
    return inner == outer;
}

double excess(const LayoutRequest &request, const LayoutResult &result, int edge)
{
    const QPointF tail = result.nodes.at(request.edges.at(edge).tail).center();
    const QPointF head = result.nodes.at(request.edges.at(edge).head).center();
    const QPointF label = result.edges.at(edge).label.center();
    return (distance(tail, label) + distance(label, head)) / std::max(1.0, distance(tail, head));
}

bool isFree(const LayoutRequest &request, const LayoutResult &result, int edge, const QRectF &place)
{
    const QRectF around = place.adjusted(-kRoom, -kRoom, kRoom, kRoom);
    const auto isHit = [&around](const QRectF &box) { return !box.isEmpty() && box.intersects(around); };
    if (std::any_of(result.nodes.begin(), result.nodes.end(), isHit))
        return false;
    for (qsizetype i = 0; i < result.edges.size(); ++i) {
        if (i != edge && isHit(result.edges.at(i).label))
            return false;
    }
    const QList<QRectF> titles = titlesOf(request, result);
    if (std::any_of(titles.begin(), titles.end(), isHit))
        return false;
    const LayoutRequest::Edge &asked = request.edges.at(edge);
    for (int i = 0; i < result.clusters.size(); ++i) {
        const bool isCommon = holds(request, i, request.nodes.at(asked.tail).cluster)
            && holds(request, i, request.nodes.at(asked.head).cluster);
        if (isCommon ? !result.clusters.at(i).contains(around) : isHit(result.clusters.at(i)))
            return false;
    }
    return true;
}

} // namespace

QList<int> edgesWithFarLabels(const LayoutRequest &request, const LayoutResult &result)
{
    QList<std::pair<double, int>> aside;
    for (int i = 0; i < request.edges.size(); ++i) {
        const LayoutRequest::Edge &edge = request.edges.at(i);
        if (edge.label.isEmpty() || edge.tail == edge.head)
            continue;
        const double away = excess(request, result, i);
        if (away > kFar)
            aside << std::pair(-away, i);
    }
    std::sort(aside.begin(), aside.end());
    QList<int> edges;
    for (const auto &[away, edge] : std::as_const(aside))
        edges << edge;
    return edges;
}

QList<QRectF> placesOnTheWay(const LayoutRequest &request, const LayoutResult &result, int edge)
{
    const LayoutRequest::Edge &asked = request.edges.at(edge);
    const Curve way = straightBetween(result.nodes.at(asked.tail), result.nodes.at(asked.head));
    QList<QRectF> places;
    if (way.isEmpty())
        return places;
    const QPointF from = way.first();
    const QPointF along = way.last() - from;
    const double length = std::max(1.0, std::hypot(along.x(), along.y()));
    const QPointF across(-along.y() / length, along.x() / length);
    const QSizeF size = asked.label;
    for (const double aside : {0.0, 0.5, -0.5, 1.0, -1.0}) {
        for (const double share : {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8}) {
            const double step = aside * (std::abs(across.x()) * size.width() + std::abs(across.y()) * size.height());
            QRectF place(QPointF(0, 0), size);
            place.moveCenter(from + along * share + across * step);
            if (isFree(request, result, edge, place))
                places << place;
            if (places.size() >= kPlaces)
                return places;
        }
    }
    return places;
}

void moveLabel(const LayoutRequest &request, LayoutResult &result, int edge, const QRectF &place)
{
    const LayoutRequest::Edge &asked = request.edges.at(edge);
    LayoutResult::Edge &moved = result.edges[edge];
    moved.label = place;
    moved.fromTail = straightBetween(result.nodes.at(asked.tail), place);
    moved.toHead = straightBetween(place, result.nodes.at(asked.head));
}

} // namespace portolan
