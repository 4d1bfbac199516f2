// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/detail.h"
#include "views/graph/graphwidget.h"
#include "views/graph/linekey.h"
#include "views/graph/minimap.h"

#include <algorithm>

// What lies in the corners of the chart: the overview and the key to its lines.
namespace portolan {

namespace {

constexpr QSize kMinimapRoom(420, 300); ///< a smaller chart needs its corner itself
constexpr int kRoomForCheckKey = 480; ///< logical pixels; in a lower chart the lines' own key is enough in the way
constexpr int kCornerMargin = 12; ///< around what lies in a corner of the chart

} // namespace

void GraphWidget::setMinimapVisible(bool visible)
{
    m_minimapWanted = visible;
    updateMinimap();
}

void GraphWidget::updateCorners()
{
    updateMinimap();
    updateLineKey();
}

bool GraphWidget::isKeyReadable() const
{
    return Detail::at(m_zoom).texts
        && QRectF(toScene(QPointF(0, 0)), toScene(QPointF(width(), height()))).contains(m_sheetKey);
}

void GraphWidget::updateLineKey()
{
    const bool hasRoom = width() >= kMinimapRoom.width() && height() >= kMinimapRoom.height();
    m_lineKey->setVisible(hasDiagram() && hasRoom && !m_lineKey->encryptions().isEmpty() && !isKeyReadable());
    if (m_lineKey->isHidden())
        return;
    m_lineKey->setChecks(height() >= kRoomForCheckKey ? m_checkSigns : QList<CheckState>());
    const QSize size = m_lineKey->sizeHint();
    const int right = width() - size.width() - kCornerMargin;
    const int bottom = height() - size.height() - kCornerMargin;
    QRect place(QPoint(kCornerMargin, bottom), size);
    // Where the whole chart is in view a corner may be empty; while it moves the key stays where it is.
    int least = m_fitted ? coverCost(place) : 0;
    for (const QPoint corner :
         {QPoint(kCornerMargin, kCornerMargin), QPoint(right, bottom), QPoint(right, kCornerMargin)}) {
        const int cost = least > 0 ? coverCost(QRect(corner, size)) : least;
        if (cost < least) {
            place.moveTopLeft(corner);
            least = cost;
        }
    }
    m_lineKey->setGeometry(place);
    m_lineKey->setZoom(m_zoom);
}

/// How much of the chart a place over it would hide: cards and boxes count most, then labels, then title and key of the
/// sheet.
int GraphWidget::coverCost(const QRect &place) const
{
    constexpr int kCard = 100;
    constexpr int kLabel = 10;
    const QRectF scene(toScene(place.topLeft()), toScene(place.bottomRight()));
    const auto meets = [&scene](const QRectF &rect) { return rect.intersects(scene); };
    const auto cost = std::count_if(m_placed.boxes.begin(), m_placed.boxes.end(), meets) * kCard
        + std::count_if(m_placed.nodes.begin(), m_placed.nodes.end(), meets) * kCard
        + std::count_if(m_placed.edges.begin(), m_placed.edges.end(),
                        [&meets](const PlacedEdge &edge) { return meets(edge.pill); })
            * kLabel
        + (meets(QRectF(0, 0, m_placed.size.width() / 2, m_placed.chart.top())) ? 1 : 0)
        + (meets(QRectF(m_placed.keyOrigin, QPointF(m_placed.size.width(), m_placed.size.height()))) ? 1 : 0);
    return static_cast<int>(cost);
}

void GraphWidget::updateMinimap()
{
    const QRectF shown(toScene(QPointF(0, 0)), toScene(QPointF(width(), height())));
    const bool fits = shown.contains(sheet());
    const bool hasRoom = width() >= kMinimapRoom.width() && height() >= kMinimapRoom.height();
    m_minimap->setVisible(m_minimapWanted && hasDiagram() && hasRoom && !fits);
    if (m_minimap->isHidden())
        return;
    const QSize size = m_minimap->sizeIn(this->size());
    m_minimap->setGeometry(
        QRect(QPoint(width() - size.width() - kCornerMargin, height() - size.height() - kCornerMargin), size));
    m_minimap->setView(shown);
}

} // namespace portolan
