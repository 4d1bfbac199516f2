// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/graphaccessible.h"
#include "views/graph/graphwidget.h"

#include <QAccessible>

#include <algorithm>
#include <limits>

namespace portolan {

namespace {

constexpr double kAside = 2; ///< how much more a step aside counts than one ahead

bool endsAt(const Diagram &diagram, const DiagramEdge &edge, int node)
{
    const int item = diagram.nodes.at(node).item;
    return std::any_of(edge.legs.begin(), edge.legs.end(), [&](const EdgeLeg &leg) {
        return leg.block >= 0 ? diagram.blocks.at(leg.block).boxes.contains(diagram.items.at(item).box)
                              : leg.item == item;
    });
}

QList<int> endsOf(const Diagram &diagram, const DiagramEdge &edge)
{
    QList<int> nodes;
    for (const EdgeLeg &leg : edge.legs)
        nodes << nodesAt(diagram, leg);
    return nodes;
}

/// The card that lies nearest in that direction (a unit vector), seen from a point; -1: none does.
int nearestTowards(const PlacedDiagram &placed, const QList<int> &nodes, QPointF from, QPointF direction)
{
    int best = -1;
    double least = std::numeric_limits<double>::max();
    for (const int node : nodes) {
        const QPointF way = placed.nodes.at(node).center() - from;
        const double ahead = QPointF::dotProduct(way, direction);
        const double aside = qAbs(way.x() * direction.y() - way.y() * direction.x());
        // What lies more aside than ahead belongs to the other arrow keys.
        if (ahead < 1 || aside > kAside * ahead)
            continue;
        const double cost = ahead + kAside * aside;
        if (cost < least) {
            least = cost;
            best = node;
        }
    }
    return best;
}

} // namespace

bool GraphWidget::walk(int step)
{
    if (!hasDiagram())
        return false;
    const int nodes = static_cast<int>(m_placed.nodes.size());
    const int count = nodes + static_cast<int>(m_placed.edges.size());
    int at = step > 0 ? -1 : count;
    if (m_walked.kind == DiagramPart::Kind::Node)
        at = m_walked.index;
    else if (m_walked.kind == DiagramPart::Kind::Edge)
        at = nodes + m_walked.index;
    at += step;
    if (at < 0 || at >= count)
        return false;
    walkTo(at < nodes ? DiagramPart{DiagramPart::Kind::Node, at} : DiagramPart{DiagramPart::Kind::Edge, at - nodes});
    return true;
}

void GraphWidget::walkTo(DiagramPart part)
{
    m_showFocus = true;
    pick(part);
    ensureVisible(part);
}

void GraphWidget::walkTowards(QPointF direction, bool adds)
{
    const QPointF from = partHandle(m_placed, m_walked).center();
    QList<int> nodes;
    if (m_walked.kind == DiagramPart::Kind::Edge) {
        nodes = endsOf(*m_placed.diagram, m_placed.diagram->edges.at(m_walked.index));
    } else {
        for (int i = 0; i < m_placed.nodes.size(); ++i)
            nodes << i;
    }
    const int node = nearestTowards(m_placed, nodes, from, direction);
    if (node < 0)
        return;
    const DiagramPart part{DiagramPart::Kind::Node, node};
    if (!adds) {
        walkTo(part);
        return;
    }
    m_showFocus = true;
    addToSelection(part, false);
    ensureVisible(part);
}

void GraphWidget::walkLines(int step)
{
    const Diagram &diagram = *m_placed.diagram;
    if (m_walked.kind == DiagramPart::Kind::Node) {
        m_linesOf = m_walked.index;
    } else if (m_walked.kind == DiagramPart::Kind::Edge) {
        const DiagramEdge &edge = diagram.edges.at(m_walked.index);
        if (m_linesOf < 0 || m_linesOf >= diagram.nodes.size() || !endsAt(diagram, edge, m_linesOf))
            m_linesOf = endsOf(diagram, edge).value(0, -1);
    }
    if (m_linesOf < 0)
        return;
    QList<int> lines;
    for (int i = 0; i < diagram.edges.size(); ++i) {
        if (endsAt(diagram, diagram.edges.at(i), m_linesOf))
            lines << i;
    }
    if (lines.isEmpty())
        return;
    qsizetype at = step > 0 ? 0 : lines.size() - 1;
    if (m_walked.kind == DiagramPart::Kind::Edge)
        at = (lines.indexOf(m_walked.index) + step + lines.size()) % lines.size();
    walkTo({DiagramPart::Kind::Edge, lines.at(at)});
}

void GraphWidget::toggleWalked()
{
    const DiagramPart part = m_walked;
    if (m_selected.part != part) {
        pick(part);
        return;
    }
    pick({});
    setWalked(part);
    describe();
}

void GraphWidget::setWalked(DiagramPart part)
{
    if (part == m_walked)
        return;
    m_walked = part;
    update();
    if (hasFocus())
        tellReaders(QAccessible::Focus, part);
}

void GraphWidget::tellReaders(QAccessible::Event what, DiagramPart part)
{
    const int index = GraphAccessible::indexOf(m_placed, part);
    if (index < 0)
        return;
    QAccessibleEvent event(this, what);
    event.setChild(index);
    QAccessible::updateAccessibility(&event);
}

} // namespace portolan
