// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/charts.h"
#include "views/diagram/placeddiagram.h"

#include <memory>

namespace portolan::test {

/// Two sites; a line from CAS1 to MBX1 and MBX2, mail between the sites; names that try to be markup.
inline QByteArray smallTopology()
{
    return R"({
  "format": "portolan-topology", "version": 1, "name": "Small <b>plan</b>", "catalog": "exchange-2010",
  "sites": [
    { "id": "hq", "name": "Head <i>office</i>", "internetFacing": true },
    { "id": "branch", "name": "Branch" }
  ],
  "links": [ { "between": ["hq", "branch"], "tlsDisabled": true } ],
  "servers": [
    { "id": "cas1", "name": "CAS1", "site": "hq", "roles": ["client-access", "hub-transport"], "addresses": ["192.0.2.1"] },
    { "id": "mbx1", "name": "MBX1 <script>", "site": "hq", "roles": ["mailbox"], "fqdn": "mbx1.example" },
    { "id": "mbx10", "name": "MBX10", "site": "hq", "roles": ["mailbox"] },
    { "id": "mbx2", "name": "MBX2", "site": "hq", "roles": ["mailbox"] },
    { "id": "hub2", "name": "HUB2", "site": "branch", "roles": ["hub-transport"], "dynamicPorts": { "first": 60000, "last": 60009 } }
  ],
  "groups": [ { "id": "dag1", "kind": "dag", "name": "DAG1", "members": ["mbx1", "mbx2"], "witness": "cas1" } ]
})";
}

/// Places a diagram without any layout program: items in a row with wide gaps, lines straight, pills in their middle.
inline PlacedDiagram placedInARow(const Diagram &diagram)
{
    PlacedDiagram placed;
    placed.diagram = std::make_shared<const Diagram>(diagram);
    double x = 100;
    QList<QRectF> items;
    for (const DiagramItem &item : diagram.items) {
        const QRectF rect(QPointF(x, 200), item.size.expandedTo({60, 30}));
        items << rect;
        x = rect.right() + 300;
    }
    placed.items = items;
    placed.nodes.resize(diagram.nodes.size());
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QList<int> &nodes = diagram.items.at(i).nodes;
        const double height = items.at(i).height() / double(nodes.size());
        for (qsizetype k = 0; k < nodes.size(); ++k)
            placed.nodes[nodes.at(k)] =
                QRectF(items.at(i).left(), items.at(i).top() + double(k) * height, items.at(i).width(), height - 2);
    }
    for (qsizetype box = 0; box < diagram.boxes.size(); ++box) {
        QRectF bounds;
        for (qsizetype i = 0; i < items.size(); ++i) {
            if (diagram.items.at(i).box == box)
                bounds = bounds.united(items.at(i));
        }
        placed.boxes << bounds.adjusted(-20, -40, 20, 40);
    }
    for (qsizetype i = 0; i < diagram.blocks.size(); ++i)
        placed.blocks << placed.boxes.at(diagram.blocks.at(i).boxes.first());
    for (qsizetype i = 0; i < diagram.edges.size(); ++i) {
        const DiagramEdge &edge = diagram.edges.at(i);
        const QRectF from = items.at(edge.legs.first().item);
        const QRectF to = items.at(edge.legs.last().item);
        const double y = 400 + 60 * double(i);
        PlacedEdge line;
        QPainterPath path(QPointF(from.center().x(), from.bottom()));
        path.lineTo(QPointF(from.center().x(), y));
        path.lineTo(QPointF(to.center().x() + 40, y));
        line.paths << path;
        line.pill = QRectF(QPointF((from.center().x() + to.center().x()) / 2, y - 10), QSizeF(60, 20));
        line.arrows << Arrow(to.center().x() + 34, y, to.center().x() + 40, y);
        placed.edges << line;
    }
    placed.size = QSizeF(x + 100, 500 + 60 * double(diagram.edges.size()));
    placed.chart = QRectF(QPointF(), placed.size);
    placed.keyOrigin = QPointF(28, placed.size.height() - 60);
    return placed;
}

inline int nodeOf(const Diagram &diagram, const QString &id)
{
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        if (diagram.nodes.at(i).id == id)
            return i;
    }
    return -1;
}

inline quint32 serverOf(const FlowSet &flows, const QString &id)
{
    for (qsizetype i = 0; i < flows.topology().servers.size(); ++i) {
        if (flows.topology().servers.at(i).id == id)
            return quint32(i);
    }
    return ~0U;
}

} // namespace portolan::test
