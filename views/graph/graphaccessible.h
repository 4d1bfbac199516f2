// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/placeddiagram.h"

#include <QAccessibleWidget>
#include <QHash>

namespace portolan {

class GraphWidget;

/// A chart to screen readers: a list of sites, cards and lines, in that order, before the widgets on the chart.
/// Children are made when somebody asks for them and go with the chart.
class GraphAccessible : public QAccessibleWidget
{
public:
    explicit GraphAccessible(GraphWidget *chart);
    ~GraphAccessible() override;

    /// Makes GraphWidgets known to QAccessible; may be called again.
    static void install();
    /// The child that stands for a part; -1 for no part.
    static int indexOf(const PlacedDiagram &placed, DiagramPart part);
    static DiagramPart partAt(const PlacedDiagram &placed, int index);

    int childCount() const override;
    QAccessibleInterface *child(int index) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;

private:
    GraphWidget *chart() const;
    int partCount() const;
    void forgetParts();

    mutable QHash<int, QAccessible::Id> m_parts;
    QMetaObject::Connection m_chartChanged;
};

} // namespace portolan
