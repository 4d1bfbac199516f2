// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/chartlayout.h"

#include "views/diagram/card.h"
#include "views/diagram/keylayout.h"
#include "views/diagram/metrics.h"

#include <algorithm>
#include <cmath>

namespace portolan {

namespace {

constexpr double kMargin = 28;
constexpr double kTitleHeight = 72; ///< title and subtitle above the chart
constexpr double kKeyGap = 28;
constexpr double kArrowBack = 7; ///< the line ends so far before an arrowhead's tip
constexpr double kLoopSpread = 5; ///< half the distance between the way out and back of a loop
constexpr double kNarrowest = 640; ///< a sheet's width, so that title and key have room

LayoutRequest requestFor(const Diagram &diagram)
{
    LayoutRequest request;
    for (const DiagramBox &box : diagram.boxes)
        request.clusters << LayoutRequest::Cluster{-1, box.titleSize};
    for (const DiagramItem &item : diagram.items)
        request.nodes << LayoutRequest::Node{item.size, diagram.boxes.isEmpty() ? -1 : item.box};
    for (const DiagramEdge &edge : diagram.edges) {
        const bool inside = diagram.items[edge.tail].box == diagram.items[edge.head].box;
        request.edges << LayoutRequest::Edge{edge.tail, edge.head, edge.pillSize, inside ? 3 : 1};
    }
    return request;
}

QPointF at(const LayoutResult::Curve &curve, qsizetype index, const QPointF &offset)
{
    return curve[index] + offset;
}

/// The curve from its first to its last point, shortened where an arrowhead takes the line's place.
QPainterPath pathOf(LayoutResult::Curve curve, const QPointF &offset, bool arrowAtStart, bool arrowAtEnd)
{
    const auto towards = [](const QPointF &from, const QPointF &to, double by) {
        const QPointF way = to - from;
        const double length = std::hypot(way.x(), way.y());
        return length > by ? from + way * (by / length) : (from + to) / 2;
    };
    if (arrowAtStart)
        curve.front() = towards(curve.front(), curve[1], kArrowBack);
    if (arrowAtEnd)
        curve.back() = towards(curve.back(), curve[curve.size() - 2], kArrowBack);
    QPainterPath path(at(curve, 0, offset));
    for (qsizetype i = 1; i + 2 < curve.size(); i += 3)
        path.cubicTo(at(curve, i, offset), at(curve, i + 1, offset), at(curve, i + 2, offset));
    return path;
}

/// Where a curve arrives at its last point, from a little before it, so that the head follows a bent line too.
Arrow arrowAtEnd(const LayoutResult::Curve &curve, const QPointF &offset)
{
    const QPointF tip = curve.back();
    for (qsizetype i = curve.size() - 2; i >= 0; --i) {
        const QPointF way = tip - curve[i];
        if (std::hypot(way.x(), way.y()) > 1)
            return {curve[i] + offset, tip + offset};
    }
    return {tip + offset, tip + offset};
}

LayoutResult::Curve reversed(LayoutResult::Curve curve)
{
    std::reverse(curve.begin(), curve.end());
    return curve;
}

/// Traffic among like servers: out of the card to the label and back beside it.
void placeLoop(const LayoutResult::Edge &placed, const QPointF &offset, PlacedEdge &edge)
{
    if (placed.fromTail.size() < 4)
        return;
    const QPointF way = placed.fromTail.back() - placed.fromTail.front();
    const double length = std::max(1.0, std::hypot(way.x(), way.y()));
    const QPointF across = QPointF(-way.y(), way.x()) / length * kLoopSpread;
    const LayoutResult::Curve back = reversed(placed.fromTail);
    edge.paths << pathOf(placed.fromTail, offset + across, false, false) << pathOf(back, offset - across, false, true);
    edge.arrows << arrowAtEnd(back, offset - across);
}

void placeEdge(const DiagramEdge &edge, const LayoutResult::Edge &placed, const QPointF &offset, PlacedEdge &result)
{
    result.pill = placed.label.isEmpty() ? QRectF() : placed.label.translated(offset);
    if (edge.tail == edge.head) {
        placeLoop(placed, offset, result);
        return;
    }
    const bool atHead = edge.opensAtTail;
    const bool atTail = edge.opensAtHead;
    const bool whole = placed.toHead.isEmpty();
    if (!placed.fromTail.isEmpty()) {
        result.paths << pathOf(placed.fromTail, offset, atTail, whole && atHead);
        if (atTail)
            result.arrows << arrowAtEnd(reversed(placed.fromTail), offset);
        if (whole && atHead)
            result.arrows << arrowAtEnd(placed.fromTail, offset);
    }
    if (!whole) {
        result.paths << pathOf(placed.toHead, offset, false, atHead);
        if (atHead)
            result.arrows << arrowAtEnd(placed.toHead, offset);
    }
}

void placeCards(const Diagram &diagram, PlacedDiagram &placed)
{
    placed.nodes.resize(diagram.nodes.size());
    for (qsizetype i = 0; i < diagram.items.size(); ++i) {
        const DiagramItem &item = diagram.items[i];
        const QRectF &rect = placed.items[i];
        if (item.nodes.size() == 1) {
            placed.nodes[item.nodes.front()] = rect;
            continue;
        }
        for (qsizetype n = 0; n < item.nodes.size(); ++n) {
            const QSizeF &size = diagram.nodes[item.nodes[n]].size;
            const QPointF cell(double(n % item.columns) * (size.width() + kCardGap),
                               double(n / item.columns) * (size.height() + kCardGap));
            placed.nodes[item.nodes[n]] =
                QRectF(rect.topLeft() + QPointF(kFramePadding, kFramePadding + kFrameTitle) + cell, size);
        }
    }
}

PlacedDiagram place(const std::shared_ptr<const Diagram> &diagram, const LayoutResult &result)
{
    PlacedDiagram placed;
    placed.diagram = diagram;
    const double titleWidth =
        std::max(textWidth(diagram->title, kTitleSize, true), textWidth(diagram->subtitle, kTextSize, false));
    const double width = std::ceil(std::max({result.bounds.width(), titleWidth, kNarrowest}));
    const QPointF offset(kMargin + std::floor((width - result.bounds.width()) / 2), kTitleHeight);
    placed.chart = QRectF(offset, result.bounds);
    for (const QRectF &cluster : result.clusters)
        placed.boxes << cluster.translated(offset);
    for (const QRectF &node : result.nodes)
        placed.items << node.translated(offset);
    placeCards(*diagram, placed);
    placed.edges.resize(diagram->edges.size());
    for (qsizetype i = 0; i < diagram->edges.size(); ++i)
        placeEdge(diagram->edges[i], result.edges[i], offset, placed.edges[i]);
    const KeyLayout key = layOutKey(diagram->key, width);
    placed.keyOrigin = QPointF(kMargin, placed.chart.bottom() + kKeyGap);
    placed.size = QSizeF(width + 2 * kMargin, placed.keyOrigin.y() + key.size.height() + kMargin);
    return placed;
}

} // namespace

class ChartLayout::Private
{
public:
    LayoutService &service;
    std::optional<LayoutService::Ticket> ticket;
};

ChartLayout::ChartLayout(LayoutService &service, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(Private{service, std::nullopt}))
{
}

ChartLayout::~ChartLayout()
{
    cancel();
}

void ChartLayout::start(std::shared_ptr<const Diagram> diagram)
{
    cancel();
    Q_EMIT progressed(0, 1);
    d->ticket = d->service.request(requestFor(*diagram), this, [this, diagram](const Result<LayoutResult> &result) {
        d->ticket.reset();
        if (!result) {
            Q_EMIT failed(result.error());
            return;
        }
        Q_EMIT progressed(1, 1);
        Q_EMIT finished(place(diagram, *result));
    });
}

void ChartLayout::cancel()
{
    if (d->ticket)
        d->service.cancel(*std::exchange(d->ticket, std::nullopt));
}

bool ChartLayout::isRunning() const
{
    return d->ticket.has_value();
}

Result<PlacedDiagram> ChartLayout::layoutNow(LayoutService &service, std::shared_ptr<const Diagram> diagram)
{
    const Result<LayoutResult> result = service.layoutNow(requestFor(*diagram));
    if (!result)
        return failure(result.error());
    return place(diagram, *result);
}

} // namespace portolan
