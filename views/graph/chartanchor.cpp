// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/chartanchor.h"

#include <QHash>

#include <limits>

namespace portolan {

namespace {

/// The nearest of `rects` whose id the other chart has.
template <typename Parts>
std::optional<ChartAnchor> nearest(const Parts &parts, const QList<QRectF> &rects, const QHash<QString, QRectF> &others,
                                   QPointF center)
{
    std::optional<ChartAnchor> found;
    double least = std::numeric_limits<double>::max();
    for (qsizetype i = 0; i < rects.size(); ++i) {
        const QPointF away = rects.at(i).center() - center;
        const double distance = QPointF::dotProduct(away, away);
        if (distance >= least)
            continue;
        const auto other = others.constFind(parts.at(i).id);
        if (other == others.constEnd())
            continue;
        least = distance;
        found = ChartAnchor{rects.at(i).center(), other->center()};
    }
    return found;
}

} // namespace

std::optional<ChartAnchor> commonAnchor(const PlacedDiagram &before, const PlacedDiagram &after, QPointF center)
{
    // A site is a box at one level and a card at another, under the same id.
    QHash<QString, QRectF> others;
    for (qsizetype i = 0; i < after.boxes.size(); ++i)
        others.insert(after.diagram->boxes.at(i).id, after.boxes.at(i));
    for (qsizetype i = 0; i < after.nodes.size(); ++i)
        others.insert(after.diagram->nodes.at(i).id, after.nodes.at(i));
    const std::optional<ChartAnchor> card = nearest(before.diagram->nodes, before.nodes, others, center);
    return card ? card : nearest(before.diagram->boxes, before.boxes, others, center);
}

} // namespace portolan
