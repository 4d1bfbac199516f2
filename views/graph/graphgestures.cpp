// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/graphwidget.h"
#include "views/tables/displaytext.h"

#include <QPainter>

#include <algorithm>
#include <iterator>
#include <utility>

// What dragging does beside moving the chart: select, put a card elsewhere, move servers to another site.
namespace portolan {

namespace {

constexpr int kTintAlpha = 40; ///< of 255
constexpr double kRound = 6; ///< logical pixels
constexpr QPointF kHintFromPointer(16, 18);
constexpr int kHintPadding = 6;
constexpr int kMostHintWidth = 320;

ServerSet united(const ServerSet &a, const ServerSet &b)
{
    ServerSet result;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
    return result;
}

QColor tint(QColor color)
{
    color.setAlpha(kTintAlpha);
    return color;
}

} // namespace

void GraphWidget::beginGesture(QPointF at, Qt::KeyboardModifiers keys)
{
    m_draggedPart = partAt(at);
    m_dropSite = -1;
    if (keys & Qt::ShiftModifier) {
        m_gesture = Gesture::Band;
        return;
    }
    if (m_draggedPart.kind != DiagramPart::Kind::Node)
        return;
    if (keys & Qt::ControlModifier)
        m_gesture = Gesture::Pin;
    else if (m_placed.diagram->nodes.at(m_draggedPart.index).kind != NodeKind::Site)
        m_gesture = Gesture::Move;
}

void GraphWidget::endGesture(QPointF at, Qt::KeyboardModifiers keys)
{
    const Gesture gesture = std::exchange(m_gesture, Gesture::Pan);
    const int site = std::exchange(m_dropSite, -1);
    update();
    switch (gesture) {
    case Gesture::Pan:
        break;
    case Gesture::Pin: {
        const int item = m_placed.diagram->nodes.at(m_draggedPart.index).item;
        Q_EMIT itemDragged(item, m_placed.items.at(item).topLeft() + toScene(at) - toScene(m_pressed));
        break;
    }
    case Gesture::Band:
        pickBand(QRectF(toScene(m_pressed), toScene(at)).normalized(), keys & Qt::ControlModifier);
        break;
    case Gesture::Move: {
        if (site < 0)
            break;
        const Topology &topology = m_placed.diagram->flows.topology();
        QStringList ids;
        for (const quint32 server : movedServers())
            ids << topology.servers.at(server).id;
        Q_EMIT moveRequested(ids, topology.sites.at(site).id);
        break;
    }
    }
}

void GraphWidget::cancelGesture()
{
    if (!m_pressing || m_gesture == Gesture::Pan)
        return;
    m_pressing = false;
    m_dragging = false;
    m_gesture = Gesture::Pan;
    m_dropSite = -1;
    unsetCursor();
    update();
}

ServerSet GraphWidget::movedServers() const
{
    return m_selected.own.contains(m_draggedPart.index) ? m_selection.servers
                                                        : m_placed.diagram->nodes.at(m_draggedPart.index).servers;
}

void GraphWidget::updateDropSite(QPointF at)
{
    if (m_gesture != Gesture::Move)
        return;
    const Diagram &diagram = *m_placed.diagram;
    const QPointF scene = toScene(at);
    m_dropSite = -1;
    for (qsizetype i = 0; i < m_placed.boxes.size(); ++i) {
        if (m_placed.boxes.at(i).contains(scene))
            m_dropSite = diagram.boxes.at(i).site;
    }
    for (qsizetype i = 0; i < m_placed.nodes.size(); ++i) {
        if (diagram.nodes.at(i).kind == NodeKind::Site && m_placed.nodes.at(i).contains(scene))
            m_dropSite = diagram.nodes.at(i).site;
    }
    const ServerSet servers = movedServers();
    if (std::all_of(servers.begin(), servers.end(),
                    [&](quint32 server) { return diagram.flows.siteOf(server) == m_dropSite; }))
        m_dropSite = -1;
}

void GraphWidget::addToSelection(DiagramPart part, bool toggles)
{
    const ServerSet known = m_selection.kind == Selection::Kind::Servers ? m_selection.servers : ServerSet();
    const ServerSet &servers = m_placed.diagram->nodes.at(part.index).servers;
    if (!toggles || !std::includes(known.begin(), known.end(), servers.begin(), servers.end())) {
        pickServers(united(known, servers), part);
        return;
    }
    ServerSet left;
    std::set_difference(known.begin(), known.end(), servers.begin(), servers.end(), std::back_inserter(left));
    pickServers(left, part);
}

void GraphWidget::pickBand(const QRectF &scene, bool adds)
{
    ServerSet servers;
    if (adds && m_selection.kind == Selection::Kind::Servers)
        servers = m_selection.servers;
    for (qsizetype i = 0; i < m_placed.nodes.size(); ++i) {
        if (m_placed.nodes.at(i).intersects(scene))
            servers = united(servers, m_placed.diagram->nodes.at(i).servers);
    }
    pickServers(servers, {});
}

void GraphWidget::pickServers(ServerSet servers, DiagramPart walked)
{
    const Selection selection = Selection::ofServers(std::move(servers));
    setSelection(selection);
    setWalked(walked);
    describe();
    Q_EMIT selectionPicked(selection);
}

void GraphWidget::paintSelected(QPainter &painter) const
{
    if (m_selected.own.size() < 2)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_style.selection, 2));
    painter.setBrush(tint(m_style.selection));
    for (const int node : m_selected.own) {
        const QRectF card = onScreen(m_placed.nodes.at(node));
        if (card.intersects(rect()))
            painter.drawRoundedRect(card, kRound * m_zoom, kRound * m_zoom);
    }
    painter.restore();
}

void GraphWidget::paintGesture(QPainter &painter) const
{
    if (!m_dragging)
        return;
    painter.setPen(QPen(m_style.selection, 1.5, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    switch (m_gesture) {
    case Gesture::Pan:
        break;
    case Gesture::Pin: {
        const int item = m_placed.diagram->nodes.at(m_draggedPart.index).item;
        painter.drawRect(onScreen(m_placed.items.at(item)).translated(m_last - m_pressed));
        break;
    }
    case Gesture::Band:
        painter.setBrush(tint(m_style.selection));
        painter.drawRect(QRectF(m_pressed, m_last).normalized());
        break;
    case Gesture::Move:
        paintMove(painter);
        break;
    }
}

void GraphWidget::paintMove(QPainter &painter) const
{
    const Diagram &diagram = *m_placed.diagram;
    const DiagramNode &dragged = diagram.nodes.at(m_draggedPart.index);
    painter.drawRoundedRect(onScreen(m_placed.nodes.at(m_draggedPart.index)).translated(m_last - m_pressed), kRound,
                            kRound);
    QString hint = tr("Drop it in another site to move it there");
    if (m_dropSite >= 0) {
        QRectF target;
        for (qsizetype i = 0; i < m_placed.boxes.size(); ++i) {
            if (diagram.boxes.at(i).site == m_dropSite)
                target = m_placed.boxes.at(i);
        }
        for (qsizetype i = 0; i < m_placed.nodes.size(); ++i) {
            if (diagram.nodes.at(i).kind == NodeKind::Site && diagram.nodes.at(i).site == m_dropSite)
                target = m_placed.nodes.at(i);
        }
        painter.setPen(QPen(m_style.selection, 3));
        painter.setBrush(tint(m_style.selection));
        painter.drawRoundedRect(onScreen(target), kRound, kRound);
        const auto count = static_cast<qsizetype>(movedServers().size());
        const QString site = displayText(diagram.flows.topology().sites.at(m_dropSite).name);
        hint = count == 1 ? tr("Move %1 to %2").arg(displayText(dragged.title), site)
                          : tr("Move %1 servers to %2").arg(count).arg(site);
    }
    const QString text = fontMetrics().elidedText(hint, Qt::ElideMiddle, kMostHintWidth);
    QRectF box(
        m_last + kHintFromPointer,
        QSizeF(fontMetrics().horizontalAdvance(text) + 2 * kHintPadding, fontMetrics().height() + 2 * kHintPadding));
    box.moveRight(std::min(box.right(), width() - 1.0));
    box.moveBottom(std::min(box.bottom(), height() - 1.0));
    painter.setPen(QPen(m_style.cardBorder, 1));
    painter.setBrush(m_style.card);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(m_style.text);
    painter.drawText(box, Qt::AlignCenter, text);
}

} // namespace portolan
