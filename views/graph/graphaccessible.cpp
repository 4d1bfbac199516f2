// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/graphaccessible.h"

#include "views/graph/graphwidget.h"
#include "views/tables/displaytext.h"

#include <QPointer>

namespace portolan {

namespace {

/// A site, card or line. What it says is read from the chart when asked.
class PartAccessible : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    PartAccessible(GraphWidget *chart, DiagramPart part) : m_chart(chart), m_part(part) { }

    DiagramPart part() const { return m_part; }
    bool isValid() const override
    {
        return m_chart && m_chart->hasDiagram() && GraphAccessible::indexOf(m_chart->placed(), m_part) >= 0;
    }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return isValid() ? parent()->window() : nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_chart.data()); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QString text(QAccessible::Text text) const override;
    void setText(QAccessible::Text, const QString &) override { }
    QRect rect() const override;
    QAccessible::State state() const override;
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }

    QStringList actionNames() const override { return {pressAction(), toggleAction()}; }
    void doAction(const QString &name) override;
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QPointer<GraphWidget> m_chart;
    DiagramPart m_part;
};

QString PartAccessible::text(QAccessible::Text text) const
{
    if (!isValid())
        return {};
    const Diagram &diagram = *m_chart->placed().diagram;
    if (text == QAccessible::Description)
        return displayText(m_chart->partText(m_part));
    if (text != QAccessible::Name)
        return {};
    switch (m_part.kind) {
    case DiagramPart::Kind::None:
        break;
    case DiagramPart::Kind::Box:
        return displayText(diagram.boxes.at(m_part.index).title);
    case DiagramPart::Kind::Node: {
        const DiagramNode &node = diagram.nodes.at(m_part.index);
        return displayText(node.count.isEmpty() ? node.title : node.title + u' ' + node.count);
    }
    case DiagramPart::Kind::Edge:
        return displayText(diagram.edges.at(m_part.index).codes.join(u' '));
    }
    return {};
}

QRect PartAccessible::rect() const
{
    if (!isValid())
        return {};
    const QRectF scene = partHandle(m_chart->placed(), m_part);
    const QRectF shown(m_chart->fromScene(scene.topLeft()), m_chart->fromScene(scene.bottomRight()));
    return {m_chart->mapToGlobal(shown.topLeft()).toPoint(), shown.size().toSize()};
}

QAccessible::State PartAccessible::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    state.selectable = true;
    state.focusable = true;
    state.selected = m_chart->chartSelection().part == m_part;
    state.focused = m_chart->hasFocus() && m_chart->walked() == m_part;
    state.invisible = !m_chart->isVisible();
    const QRect whole(m_chart->mapToGlobal(QPoint(0, 0)), m_chart->size());
    state.offscreen = !whole.intersects(rect());
    return state;
}

void PartAccessible::doAction(const QString &name)
{
    if (!isValid())
        return;
    if (name == pressAction())
        Q_EMIT m_chart->activated(m_part);
    else if (name == toggleAction())
        m_chart->pick(m_chart->chartSelection().part == m_part ? DiagramPart() : m_part);
}

QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    auto *chart = qobject_cast<GraphWidget *>(object);
    return chart ? new GraphAccessible(chart) : nullptr;
}

} // namespace

void GraphAccessible::install()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeAccessible);
        return true;
    }();
    Q_UNUSED(installed)
}

GraphAccessible::GraphAccessible(GraphWidget *chart)
    : QAccessibleWidget(chart, QAccessible::List),
      m_chartChanged(QObject::connect(chart, &GraphWidget::chartChanged, chart, [this] { forgetParts(); }))
{
}

GraphAccessible::~GraphAccessible()
{
    QObject::disconnect(m_chartChanged);
    forgetParts();
}

GraphWidget *GraphAccessible::chart() const
{
    return static_cast<GraphWidget *>(widget());
}

void GraphAccessible::forgetParts()
{
    // Readers may hold on to a child: it must be gone before its index means something else.
    for (const QAccessible::Id id : std::as_const(m_parts))
        QAccessible::deleteAccessibleInterface(id);
    m_parts.clear();
}

int GraphAccessible::indexOf(const PlacedDiagram &placed, DiagramPart part)
{
    const auto boxes = static_cast<int>(placed.boxes.size());
    const auto nodes = static_cast<int>(placed.nodes.size());
    switch (part.kind) {
    case DiagramPart::Kind::None:
        break;
    case DiagramPart::Kind::Box:
        return part.index < boxes ? part.index : -1;
    case DiagramPart::Kind::Node:
        return part.index < nodes ? boxes + part.index : -1;
    case DiagramPart::Kind::Edge:
        return part.index < placed.edges.size() ? boxes + nodes + part.index : -1;
    }
    return -1;
}

DiagramPart GraphAccessible::partAt(const PlacedDiagram &placed, int index)
{
    const auto boxes = static_cast<int>(placed.boxes.size());
    const auto nodes = static_cast<int>(placed.nodes.size());
    if (index < 0 || index >= boxes + nodes + placed.edges.size())
        return {};
    if (index < boxes)
        return {DiagramPart::Kind::Box, index};
    if (index < boxes + nodes)
        return {DiagramPart::Kind::Node, index - boxes};
    return {DiagramPart::Kind::Edge, index - boxes - nodes};
}

int GraphAccessible::partCount() const
{
    const PlacedDiagram &placed = chart()->placed();
    return static_cast<int>(placed.boxes.size() + placed.nodes.size() + placed.edges.size());
}

int GraphAccessible::childCount() const
{
    return partCount() + QAccessibleWidget::childCount();
}

QAccessibleInterface *GraphAccessible::child(int index) const
{
    if (index >= partCount())
        return QAccessibleWidget::child(index - partCount());
    const DiagramPart part = partAt(chart()->placed(), index);
    if (part.kind == DiagramPart::Kind::None)
        return nullptr;
    const auto known = m_parts.constFind(index);
    if (known != m_parts.constEnd())
        return QAccessible::accessibleInterface(*known);
    auto *made = new PartAccessible(chart(), part);
    m_parts.insert(index, QAccessible::registerAccessibleInterface(made));
    return made;
}

int GraphAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *part = dynamic_cast<const PartAccessible *>(child);
    if (part)
        return indexOf(chart()->placed(), part->part());
    const int index = QAccessibleWidget::indexOfChild(child);
    return index < 0 ? -1 : partCount() + index;
}

QAccessibleInterface *GraphAccessible::childAt(int x, int y) const
{
    // Not QAccessibleWidget's: it would make all children to ask each.
    const QPoint at = chart()->mapFromGlobal(QPoint(x, y));
    QWidget *over = chart()->childAt(at);
    if (over != nullptr) {
        while (over->parentWidget() != chart())
            over = over->parentWidget();
        return QAccessible::queryAccessibleInterface(over);
    }
    return chart()->rect().contains(at) ? child(indexOf(chart()->placed(), chart()->partAt(at))) : nullptr;
}

QAccessibleInterface *GraphAccessible::focusChild() const
{
    const int index = indexOf(chart()->placed(), chart()->walked());
    return chart()->hasFocus() && index >= 0 ? child(index) : QAccessibleWidget::focusChild();
}

} // namespace portolan
