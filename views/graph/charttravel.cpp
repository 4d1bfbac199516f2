// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/charttravel.h"

#include <QHash>

#include <cmath>

namespace portolan {

namespace {

constexpr double kStandsStill = 0.5; ///< scene points
constexpr QPointF kOutOfSight(-1e6, -1e6);

bool isElsewhere(const QRectF &from, const QRectF &to)
{
    const QPointF away = to.center() - from.center();
    return std::hypot(away.x(), away.y()) > kStandsStill;
}

QRectF between(const QRectF &from, const QRectF &to, double part)
{
    return {from.topLeft() + (to.topLeft() - from.topLeft()) * part, from.size() + (to.size() - from.size()) * part};
}

} // namespace

ChartTravel::ChartTravel(const PlacedDiagram &before, const PlacedDiagram &after, const QTransform &toAfter)
    : m_after(after)
{
    // A site that was a box may be a card now, under the same id.
    QHash<QString, QRectF> places;
    for (qsizetype i = 0; i < before.boxes.size(); ++i)
        places.insert(before.diagram->boxes.at(i).id, toAfter.mapRect(before.boxes.at(i)));
    for (qsizetype i = 0; i < before.nodes.size(); ++i)
        places.insert(before.diagram->nodes.at(i).id, toAfter.mapRect(before.nodes.at(i)));
    const Diagram &diagram = *after.diagram;
    for (qsizetype i = 0; i < after.boxes.size(); ++i) {
        m_boxes << places.value(diagram.boxes.at(i).id);
        m_moves = m_moves || (!m_boxes.back().isNull() && isElsewhere(m_boxes.back(), after.boxes.at(i)));
    }
    for (qsizetype i = 0; i < after.items.size(); ++i) {
        // A frame goes where the first of its cards goes, and takes the others along.
        const int first = diagram.items.at(i).nodes.front();
        const QRectF from = places.value(diagram.nodes.at(first).id);
        const QPointF away = from.center() - after.nodes.at(first).center();
        m_items << (from.isNull() ? QRectF() : after.items.at(i).translated(away));
        m_moves = m_moves || (!from.isNull() && isElsewhere(m_items.back(), after.items.at(i)));
    }
    m_after.blocks.fill(QRectF(kOutOfSight, QSizeF()));
    for (PlacedEdge &edge : m_after.edges)
        edge = {};
}

PlacedDiagram ChartTravel::at(double part) const
{
    PlacedDiagram placed = m_after;
    for (qsizetype i = 0; i < placed.boxes.size(); ++i)
        placed.boxes[i] = m_boxes.at(i).isNull() ? QRectF(kOutOfSight, placed.boxes.at(i).size())
                                                 : between(m_boxes.at(i), m_after.boxes.at(i), part);
    for (qsizetype i = 0; i < placed.items.size(); ++i) {
        const QRectF &to = m_after.items.at(i);
        const QPointF move =
            m_items.at(i).isNull() ? kOutOfSight - to.topLeft() : (m_items.at(i).topLeft() - to.topLeft()) * (1 - part);
        placed.items[i].translate(move);
        for (const int node : placed.diagram->items.at(i).nodes)
            placed.nodes[node].translate(move);
    }
    return placed;
}

} // namespace portolan
