// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/views/graph/smallcharts.h"
#include "views/graph/graphaccessible.h"
#include "views/graph/graphwidget.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestGraphAccessible : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void everyPartIsAChild();
    void childrenSayWhatTheyAre();
    void childrenAreWhereTheirPartsAre();
    void statesFollowSelectionAndView();
    void actionsSelectAndActivate();
    void theKeyboardsPlaceIsFound();
    void childrenGoWithTheirChart();
    void widgetsOnTheChartStayChildren();
    void anEmptyChartHasNoParts();

private:
    QAccessibleInterface *part(DiagramPart part) const
    {
        return m_list->child(GraphAccessible::indexOf(m_placed, part));
    }

    FlowSet m_flows;
    PlacedDiagram m_placed;
    int m_parts = 0;
    std::unique_ptr<GraphWidget> m_chart;
    QAccessibleInterface *m_list = nullptr;
};

void TestGraphAccessible::initTestCase()
{
    m_flows = flowsOf(smallTopology());
    m_placed = placedInARow(diagramOf(m_flows, Level::Servers));
    m_parts = int(m_placed.boxes.size() + m_placed.nodes.size() + m_placed.edges.size());
}

void TestGraphAccessible::init()
{
    m_chart = std::make_unique<GraphWidget>();
    m_chart->resize(900, 600);
    m_chart->show();
    m_chart->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_chart.get()));
    m_chart->setDiagram(m_placed);
    m_chart->setFocus();
    m_list = QAccessible::queryAccessibleInterface(m_chart.get());
    QVERIFY(m_list);
}

void TestGraphAccessible::cleanup()
{
    m_chart.reset();
}

void TestGraphAccessible::everyPartIsAChild()
{
    QCOMPARE(int(m_list->role()), int(QAccessible::List));
    QCOMPARE(m_list->text(QAccessible::Name), u"Chart"_s);
    QVERIFY(m_list->childCount() >= m_parts);
    for (int i = 0; i < m_parts; ++i) {
        QAccessibleInterface *child = m_list->child(i);
        QVERIFY(child && child->isValid());
        QCOMPARE(m_list->child(i), child);
        QCOMPARE(m_list->indexOfChild(child), i);
        QCOMPARE(child->parent(), m_list);
        QCOMPARE(child->childCount(), 0);
        QCOMPARE(int(child->role()), int(QAccessible::ListItem));
        QCOMPARE(GraphAccessible::indexOf(m_placed, GraphAccessible::partAt(m_placed, i)), i);
    }
    QVERIFY(!m_list->child(-1));
    QVERIFY(!m_list->child(m_list->childCount()));
}

void TestGraphAccessible::childrenSayWhatTheyAre()
{
    const int node = nodeOf(*m_placed.diagram, u"server:mbx1"_s);
    QAccessibleInterface *card = part({DiagramPart::Kind::Node, node});
    QCOMPARE(card->text(QAccessible::Name), u"MBX1 <script>"_s);
    QVERIFY(card->text(QAccessible::Description).contains(u"mbx1.example"_s));
    QAccessibleInterface *site = part({DiagramPart::Kind::Box, 0});
    QCOMPARE(site->text(QAccessible::Name), m_placed.diagram->boxes.at(0).title);
    QVERIFY(site->text(QAccessible::Description).contains(m_placed.diagram->boxes.at(0).subtitle));
    QAccessibleInterface *line = part({DiagramPart::Kind::Edge, 0});
    QCOMPARE(line->text(QAccessible::Name), m_placed.diagram->edges.at(0).codes.join(u' '));
    QCOMPARE(line->text(QAccessible::Description), m_placed.diagram->edges.at(0).summary);
}

void TestGraphAccessible::childrenAreWhereTheirPartsAre()
{
    for (int i = 0; i < m_placed.nodes.size(); ++i) {
        QAccessibleInterface *card = part({DiagramPart::Kind::Node, i});
        const QPoint center = m_chart->mapToGlobal(m_chart->fromScene(m_placed.nodes.at(i).center())).toPoint();
        QVERIFY(card->rect().contains(center));
        QCOMPARE(m_list->childAt(center.x(), center.y()), card);
    }
    QVERIFY(!m_list->childAt(-500, -500));
}

void TestGraphAccessible::statesFollowSelectionAndView()
{
    QAccessibleInterface *card = part({DiagramPart::Kind::Node, 0});
    QVERIFY(card->state().selectable && card->state().focusable);
    QVERIFY(!card->state().selected && !card->state().focused && !card->state().offscreen);
    m_chart->pick({DiagramPart::Kind::Node, 0});
    QVERIFY(card->state().selected && card->state().focused);
    // The same for each kind of part, and only one at a time.
    for (const DiagramPart next : {DiagramPart{DiagramPart::Kind::Edge, 0}, DiagramPart{DiagramPart::Kind::Box, 0}}) {
        QAccessibleInterface *other = part(next);
        QVERIFY(other->state().selectable && other->state().focusable && !other->state().selected);
        m_chart->pick(next);
        QVERIFY(other->state().selected && other->state().focused);
        QVERIFY(!card->state().selected && !card->state().focused);
    }
    m_chart->pick({DiagramPart::Kind::Node, 0});
    for (int i = 0; i < 20; ++i)
        m_chart->zoomIn();
    QVERIFY(card->state().offscreen);
}

void TestGraphAccessible::actionsSelectAndActivate()
{
    QAccessibleInterface *card = part({DiagramPart::Kind::Node, 1});
    QAccessibleActionInterface *actions = card->actionInterface();
    QVERIFY(actions);
    actions->doAction(QAccessibleActionInterface::toggleAction());
    QCOMPARE(m_chart->chartSelection().part, (DiagramPart{DiagramPart::Kind::Node, 1}));
    actions->doAction(QAccessibleActionInterface::toggleAction());
    QCOMPARE(m_chart->chartSelection().part, DiagramPart());
    QSignalSpy activated(m_chart.get(), &GraphWidget::activated);
    actions->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(activated.size(), 1);
    // Every part can be pressed and selected, sites and lines as well.
    for (int i = 0; i < m_parts; ++i) {
        actions = m_list->child(i)->actionInterface();
        QVERIFY(actions->actionNames().contains(QAccessibleActionInterface::pressAction()));
        QVERIFY(actions->actionNames().contains(QAccessibleActionInterface::toggleAction()));
        activated.clear();
        actions->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.front().front().value<DiagramPart>(), GraphAccessible::partAt(m_placed, i));
    }
}

void TestGraphAccessible::theKeyboardsPlaceIsFound()
{
    QTest::keyClick(m_chart.get(), Qt::Key_Tab);
    const int first = GraphAccessible::indexOf(m_placed, {DiagramPart::Kind::Node, 0});
    QCOMPARE(m_list->focusChild(), m_list->child(first));
}

void TestGraphAccessible::childrenGoWithTheirChart()
{
    const QAccessible::Id id = QAccessible::uniqueId(part({DiagramPart::Kind::Node, 0}));
    QVERIFY(QAccessible::accessibleInterface(id));
    m_chart->setDiagram(m_placed);
    QVERIFY(!QAccessible::accessibleInterface(id));
    const QAccessible::Id again = QAccessible::uniqueId(part({DiagramPart::Kind::Node, 0}));
    m_chart.reset();
    QVERIFY(!QAccessible::accessibleInterface(again));
}

void TestGraphAccessible::widgetsOnTheChartStayChildren()
{
    bool found = false;
    for (int i = m_parts; i < m_list->childCount(); ++i) {
        QAccessibleInterface *child = m_list->child(i);
        QVERIFY(child);
        QCOMPARE(m_list->indexOfChild(child), i);
        found = found || child->text(QAccessible::Name) == u"Overview of the chart"_s;
    }
    QVERIFY(found);
}

void TestGraphAccessible::anEmptyChartHasNoParts()
{
    m_chart->clearDiagram();
    for (int i = 0; i < m_list->childCount(); ++i)
        QVERIFY(m_list->child(i)->object());
    QVERIFY(!m_list->childAt(m_chart->mapToGlobal(QPoint(5, 5)).x(), m_chart->mapToGlobal(QPoint(5, 5)).y()));
}

QTEST_MAIN(TestGraphAccessible)
#include "tst_graphaccessible.moc"
