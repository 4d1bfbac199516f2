// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/filterbar.h"
#include "app/window/filterfield.h"
#include "app/window/theme.h"
#include "app/window/viewing.h"
#include "tests/support/windowfixture.h"
#include "views/graph/graphwidget.h"
#include "views/inspector/inspector.h"
#include "views/matrix/matrixgrid.h"
#include "views/matrix/matrixwidget.h"
#include "views/tables/flowtable.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFile>
#include <QInputDialog>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QStatusBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

/// Filter, focus, open and closed sites, saved views, matrix: what the window shows of its document, by mouse and keys.
class TestMainWindowViews : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepareLook(*qApp); }
    void init() { m_fixture.start(); }
    void cleanup() { m_fixture.stop(); }
    void aTypedFilterReachesEveryView_data() { addPlans(); }
    void aTypedFilterReachesEveryView();
    void aWrongFilterIsMarkedAndChangesNothing();
    void whatIsTypedAndTakenBackLeavesNoTrace();
    void completesWhileOneTypes();
    void doubleClickClosesAndOpensSites_data() { addPlans(); }
    void doubleClickClosesAndOpensSites();
    void doubleClickPartsALine();
    void focusDimsThenHidesTheRest_data() { addPlans(); }
    void focusDimsThenHidesTheRest();
    void focusOnALineIsOnItsFlowsAlone_data() { addPlans(); }
    void focusOnALineIsOnItsFlowsAlone();
    void aRowOfTheTableIsFocusedOn_data() { addPlans(); }
    void aRowOfTheTableIsFocusedOn();
    void foldsWhatTheMenuSays_data() { addPlans(); }
    void foldsWhatTheMenuSays();
    void aCardStaysWhereItIsDragged_data() { addPlans(); }
    void aCardStaysWhereItIsDragged();
    void aSavedViewComesBackExactly_data() { addPlans(); }
    void aSavedViewComesBackExactly();
    void closingAsksForViewsThatNoFileHas();
    void matrixChartAndTableShareTheSelection_data() { addPlans(); }
    void matrixChartAndTableShareTheSelection();
    void findGoesFromHitToHit_data() { addPlans(); }
    void findGoesFromHitToHit();
    void theKeyboardWalksThroughCardsAndLines_data() { addPlans(); }
    void theKeyboardWalksThroughCardsAndLines();

private:
    MainWindow *window() const { return &m_fixture.window(); }
    GraphWidget *chart() const { return &m_fixture.chart(); }
    const Diagram &diagram() const { return m_fixture.diagram(); }
    FilterField *field() const { return window()->filterBar()->field(); }
    int rows() const { return m_fixture.rows(); }
    void open(const QString &path) const { m_fixture.open(path); }
    void settle() const { m_fixture.settle(); }
    QString pathOf(const QString &plan) const { return m_fixture.pathOf(plan); }
    DiagramPart partCalled(const QString &id) const { return m_fixture.partCalled(id); }
    static QAction *actionStarting(const QMenu *menu, const QString &text)
    {
        return WindowFixture::actionStarting(menu, text);
    }

    DiagramPart firstCardOf(const QString &role) const; ///< that has no other role and no frame
    void show(const QString &id) const; ///< large, in the middle of the chart

    WindowFixture m_fixture;
};

DiagramPart TestMainWindowViews::firstCardOf(const QString &role) const
{
    const Topology &topology = diagram().flows.topology();
    for (int i = 0; i < diagram().nodes.size(); ++i) {
        const DiagramNode &node = diagram().nodes.at(i);
        if (node.kind == NodeKind::Server && diagram().items.at(node.item).nodes.size() == 1
            && topology.servers.at(node.servers.front()).roles == QStringList{role})
            return {DiagramPart::Kind::Node, i};
    }
    qFatal("no card of %s", qPrintable(role));
}

void TestMainWindowViews::show(const QString &id) const
{
    QVERIFY(window()->selectById(id));
    chart()->zoomToSelection();
    settle();
    QVERIFY(chart()->partAt(m_fixture.pointOf(partCalled(id))) == partCalled(id));
}

void TestMainWindowViews::aTypedFilterReachesEveryView()
{
    QFETCH(QString, plan);
    open(pathOf(plan));
    const int allRows = rows();
    const qint64 allFlows = window()->viewing().all().flowCount();
    QTest::keyClick(window(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(field()->hasFocus());
    QTest::keyClicks(field(), u"crosses:zone -role:mailbox"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    settle();
    const FlowSet &shown = window()->viewing().shown().flows;
    QVERIFY2(shown.flowCount() > 0 && shown.flowCount() < allFlows, qPrintable(window()->filterBar()->message()));
    QVERIFY(rows() > 0 && rows() < allRows);
    QVERIFY(diagram().flows.isSame(shown));
    QVERIFY(window()->table()->model()->texts().flows().isSame(shown));
    QCOMPARE(window()->filterBar()->message().section(u' ', 0, 0), QLocale().toString(shown.flowCount()));
    // No holes: who has nothing to do with it is not there.
    QSet<quint32> used;
    shown.forEachFlow([&](const Flow &flow) { used << flow.source << flow.destination; });
    for (const DiagramNode &node : diagram().nodes) {
        QVERIFY(std::any_of(node.servers.begin(), node.servers.end(),
                            [&](quint32 server) { return used.contains(server); }));
    }
    field()->setFocus();
    field()->selectAll();
    QTest::keyClick(field(), Qt::Key_Backspace);
    QTest::keyClick(field(), Qt::Key_Return);
    settle();
    QCOMPARE(rows(), allRows);
    QCOMPARE(window()->filterBar()->message(), QString());
}

void TestMainWindowViews::aWrongFilterIsMarkedAndChangesNothing()
{
    open(pathOf(u"sample"_s));
    const int allRows = rows();
    const FlowSet before = window()->viewing().shown().flows;
    field()->setFocus();
    QTest::keyClicks(field(), u"role:mailbx"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(field()->faults().size(), 1);
    QCOMPARE(field()->faults().front().at, 5);
    QVERIFY2(window()->filterBar()->message().contains(u"mailbox"_s), qPrintable(window()->filterBar()->message()));
    QAccessibleInterface *reader = QAccessible::queryAccessibleInterface(field());
    QCOMPARE(int(reader->role()), int(QAccessible::EditableText));
    QVERIFY(reader->text(QAccessible::Name).startsWith(u"Filter"_s));
    QCOMPARE(reader->text(QAccessible::Value), u"role:mailbx"_s);
    QCOMPARE(reader->text(QAccessible::Description), window()->filterBar()->message());
    QVERIFY(reader->state().focused && reader->state().editable);
    settle();
    QCOMPARE(rows(), allRows);
    QVERIFY(window()->viewing().shown().flows.isSame(before));
    // Escape goes back to the filter that counts.
    QTest::keyClick(field(), Qt::Key_Escape);
    if (field()->text() != QString())
        QTest::keyClick(field(), Qt::Key_Escape);
    QCOMPARE(field()->text(), QString());
    QVERIFY(field()->faults().isEmpty());
    QVERIFY(!reader->text(QAccessible::Description).contains(u"mailbox"_s));
    QVERIFY(chart()->hasFocus());
}

void TestMainWindowViews::whatIsTypedAndTakenBackLeavesNoTrace()
{
    open(pathOf(u"sample"_s));
    const int allRows = rows();
    field()->setFocus();
    QTest::keyClicks(field(), u"port:443"_s);
    QTRY_VERIFY(rows() < allRows);
    QTest::keyClick(field(), Qt::Key_Escape);
    if (!field()->text().isEmpty())
        QTest::keyClick(field(), Qt::Key_Escape);
    QTRY_COMPARE(rows(), allRows);
    QTRY_VERIFY(chart()->litNodes().isEmpty());
}

void TestMainWindowViews::completesWhileOneTypes()
{
    open(pathOf(u"sample"_s));
    field()->setFocus();
    QTest::keyClicks(field(), u"encr"_s);
    auto *list = field()->findChild<QCompleter *>()->popup();
    QVERIFY(list->isVisible());
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(field()->text(), u"encryption:"_s);
    QTRY_VERIFY(list->isVisible());
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QVERIFY2(field()->text().size() > 12, qPrintable(field()->text()));
    QVERIFY(field()->faults().isEmpty());
    QTest::keyClick(field(), Qt::Key_Return);
    settle();
    QVERIFY(window()->viewing().shown().flows.flowCount() < window()->viewing().all().flowCount());
}

void TestMainWindowViews::doubleClickClosesAndOpensSites()
{
    QFETCH(QString, plan);
    window()->setLevel(Level::Sites);
    open(pathOf(plan));
    const Topology &topology = window()->viewing().all().topology();
    const QString id = u"site:"_s + topology.sites.front().id;
    QVERIFY(partCalled(id).kind == DiagramPart::Kind::Node);
    QVERIFY(diagram().boxes.isEmpty());
    window()->selectById(topology.sites.front().id);
    chart()->zoomToSelection();
    settle();
    m_fixture.doubleClick(partCalled(id));
    settle();
    QVERIFY(partCalled(id).kind == DiagramPart::Kind::Box);
    QCOMPARE(diagram().boxes.size(), 1);
    window()->selectById(topology.sites.front().id);
    chart()->zoomToSelection();
    settle();
    m_fixture.doubleClick(partCalled(id));
    settle();
    QVERIFY(partCalled(id).kind == DiagramPart::Kind::Node);
    QVERIFY(diagram().boxes.isEmpty());
}

void TestMainWindowViews::doubleClickPartsALine()
{
    window()->setLevel(Level::Sites);
    open(pathOf(u"sample"_s));
    const auto many =
        std::max_element(diagram().edges.begin(), diagram().edges.end(),
                         [](const DiagramEdge &a, const DiagramEdge &b) { return a.codes.size() < b.codes.size(); });
    const qsizetype codes = many->codes.size();
    const QString ends = many->ends;
    QVERIFY(codes > 2);
    const qsizetype before = diagram().edges.size();
    m_fixture.doubleClick({DiagramPart::Kind::Edge, int(many - diagram().edges.begin())});
    settle();
    QVERIFY(diagram().edges.size() >= before + codes - 1);
    const auto one = std::find_if(diagram().edges.begin(), diagram().edges.end(),
                                  [&](const DiagramEdge &edge) { return edge.ends == ends; });
    QVERIFY(one != diagram().edges.end() && one->isSplit);
    QCOMPARE(one->codes.size(), 1);
    m_fixture.doubleClick({DiagramPart::Kind::Edge, int(one - diagram().edges.begin())});
    settle();
    QCOMPARE(diagram().edges.size(), before);
}

void TestMainWindowViews::focusDimsThenHidesTheRest()
{
    QFETCH(QString, plan);
    window()->setLevel(Level::Sites);
    open(pathOf(plan));
    const qsizetype all = diagram().nodes.size();
    const QString id = u"site:"_s + window()->viewing().all().topology().sites.back().id;
    window()->selectById(window()->viewing().all().topology().sites.back().id);
    chart()->zoomToSelection();
    settle();
    QMenu *menu = m_fixture.menuOf(partCalled(id));
    QVERIFY(menu);
    actionStarting(menu, u"Focus on"_s)->trigger();
    menu->close();
    window()->selection().set({});
    settle();
    QCOMPARE(diagram().nodes.size(), all);
    QTRY_VERIFY(!chart()->litNodes().isEmpty());
    QVERIFY(chart()->litNodes().contains(partCalled(id).index));
    QVERIFY(chart()->litNodes().size() < all);
    QMenu *focus = window()->filterBar()->focusMenu();
    Q_EMIT focus->aboutToShow();
    actionStarting(focus, u"Hide the rest"_s)->trigger();
    settle();
    QVERIFY(diagram().nodes.size() < all);
    QVERIFY(partCalled(id).kind == DiagramPart::Kind::Node);
    // Escape ends it.
    window()->selection().set({});
    chart()->setFocus();
    QTest::keyClick(chart(), Qt::Key_Escape);
    settle();
    QCOMPARE(diagram().nodes.size(), all);
    QVERIFY(window()->viewing().view().focus.on.isEmpty());
}

void TestMainWindowViews::foldsWhatTheMenuSays()
{
    QFETCH(QString, plan);
    window()->setLevel(Level::Servers);
    open(pathOf(plan));
    const auto linesOf = [this](const QStringList &codes) {
        return std::count_if(diagram().edges.begin(), diagram().edges.end(), [&](const DiagramEdge &edge) {
            return std::any_of(codes.begin(), codes.end(),
                               [&](const QString &code) { return edge.codes.contains(code); });
        });
    };
    const auto badge = [this] {
        const QList<FoldedTraffic> &all = diagram().key.folded;
        return std::find_if(all.begin(), all.end(), [](const FoldedTraffic &folded) { return folded.badge == u"UM"; });
    };
    const DiagramPart card = firstCardOf(u"unified-messaging"_s);
    const QString id = diagram().nodes.at(card.index).id;
    show(id);
    QMenu *menu = m_fixture.menuOf(partCalled(id));
    QVERIFY(menu);
    QAction *fold = actionStarting(menu, u"Fold traffic of Unified Messaging"_s);
    QVERIFY(fold && !fold->isChecked());
    const qsizetype before = diagram().edges.size();
    fold->trigger();
    menu->close();
    settle();
    QVERIFY(badge() != diagram().key.folded.end());
    QStringList codes;
    for (const FoldedTraffic &folded : diagram().key.folded) {
        if (folded.badge == u"UM")
            codes << folded.codes;
    }
    QVERIFY(!codes.isEmpty());
    QCOMPARE(linesOf(codes), 0);
    QVERIFY(std::any_of(diagram().nodes.begin(), diagram().nodes.end(),
                        [](const DiagramNode &node) { return node.badges.contains(u"UM"_s); }));
    menu = m_fixture.menuOf(partCalled(id));
    fold = actionStarting(menu, u"Fold traffic of Unified Messaging"_s);
    QVERIFY(fold && fold->isChecked());
    fold->trigger();
    menu->close();
    settle();
    QVERIFY(badge() == diagram().key.folded.end());
    QVERIFY(linesOf(codes) > 0);
    QCOMPARE(diagram().edges.size(), before);
}

void TestMainWindowViews::aCardStaysWhereItIsDragged()
{
    QFETCH(QString, plan);
    window()->setLevel(Level::Servers);
    open(pathOf(plan));
    const DiagramPart card = firstCardOf(u"ad-rms"_s);
    const QString id = diagram().nodes.at(card.index).id;
    const auto placeInSite = [&] {
        const DiagramPart part = partCalled(id);
        const DiagramItem &item = diagram().items.at(diagram().nodes.at(part.index).item);
        return chart()->placed().nodes.at(part.index).topLeft() - chart()->placed().boxes.at(item.box).topLeft();
    };
    show(id);
    const QPointF before = placeInSite();
    const QPoint from = m_fixture.pointOf(partCalled(id));
    const QPoint to = from + QPoint(-30, -12);
    const QPointF expected = before + chart()->toScene(to) - chart()->toScene(from);
    QTest::mousePress(chart(), Qt::LeftButton, Qt::ControlModifier, from);
    QTest::mouseMove(chart(), from + QPoint(-20, 0));
    QTest::mouseMove(chart(), to);
    QTest::mouseRelease(chart(), Qt::LeftButton, Qt::ControlModifier, to);
    settle();
    QCOMPARE(window()->viewing().view().pins.size(), 1);
    QVERIFY2(QLineF(placeInSite(), expected).length() < 1.5,
             qPrintable(u"%1 %2"_s.arg(placeInSite().x()).arg(placeInSite().y())));
    // An edit of the view elsewhere leaves it there.
    window()->setLabels(LabelMode::Codes);
    settle();
    QVERIFY(QLineF(placeInSite(), expected).length() < 1.5);
    show(id);
    QMenu *menu = m_fixture.menuOf(partCalled(id));
    QAction *keep = actionStarting(menu, u"Keep it"_s);
    QVERIFY(keep && keep->isChecked());
    keep->trigger();
    menu->close();
    settle();
    QVERIFY(window()->viewing().view().pins.isEmpty());
}

void TestMainWindowViews::aSavedViewComesBackExactly()
{
    QFETCH(QString, plan);
    const QString path = m_fixture.writableCopyOf(pathOf(plan), u"plan.portolan"_s);
    open(path);
    window()->setLevel(Level::Servers);
    window()->setLabels(LabelMode::Codes);
    window()->setFilter(u"-role:outlook"_s);
    window()->setSiteOpen(1, false);
    settle();
    const QString id = diagram().nodes.at(firstCardOf(u"unified-messaging"_s).index).id;
    show(id);
    const QPoint from = m_fixture.pointOf(partCalled(id));
    QTest::mousePress(chart(), Qt::LeftButton, Qt::ControlModifier, from);
    QTest::mouseMove(chart(), from + QPoint(30, 0));
    QTest::mouseMove(chart(), from + QPoint(30, 16));
    QTest::mouseRelease(chart(), Qt::LeftButton, Qt::ControlModifier, from + QPoint(30, 16));
    window()->setFocusOn({id}, false);
    settle();
    const ChartView wanted = window()->viewing().view();
    QCOMPARE(wanted.pins.size(), 1);
    const QList<QRectF> places = chart()->placed().nodes;
    const int wantedRows = rows();
    QMenu *views = window()->filterBar()->viewsMenu();
    Q_EMIT views->aboutToShow();
    actionStarting(views, u"Save this view"_s)->trigger();
    auto *dialog = window()->findChild<QInputDialog *>(u"viewName"_s);
    QVERIFY(dialog);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"Without <b>Outlook</b> & Co"_s);
    QTest::mouseClick(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    QVERIFY(window()->isWindowModified());

    // Changed in the same window, and brought back.
    window()->setLevel(Level::Sites);
    window()->setFilter({});
    settle();
    QVERIFY(chart()->placed().nodes != places);
    Q_EMIT views->aboutToShow();
    QAction *saved = actionStarting(views, u"Without <b>Outlook</b> && Co"_s);
    QVERIFY(saved && !saved->isChecked());
    saved->trigger();
    settle();
    QVERIFY(window()->viewing().view().showsTheSame(wanted));
    QCOMPARE(chart()->placed().nodes, places);
    QCOMPARE(rows(), wantedRows);

    // Saved, and opened by another window.
    window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window()));
    QTest::keyClick(window(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!window()->isWindowModified());
    MainWindow other({}, QString());
    other.resize(window()->size());
    other.show();
    other.openFile(path);
    QTRY_VERIFY_WITH_TIMEOUT(!other.document().isOpening() && other.isSettled(), 60000);
    Q_EMIT other.filterBar()->viewsMenu()->aboutToShow();
    saved = actionStarting(other.filterBar()->viewsMenu(), u"Without <b>Outlook</b> && Co"_s);
    QVERIFY(saved);
    saved->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(other.isSettled(), 60000);
    QVERIFY(other.viewing().view().showsTheSame(wanted));
    QCOMPARE(other.chart()->placed().nodes, places);
    QCOMPARE(other.table()->model()->rowCount(), wantedRows);
}

void TestMainWindowViews::closingAsksForViewsThatNoFileHas()
{
    open(pathOf(u"sample"_s));
    window()->saveView(u"Mine"_s);
    QVERIFY(window()->isWindowModified());
    window()->close();
    QVERIFY(window()->isVisible());
    auto *box = window()->findChild<QMessageBox *>(u"askToSave"_s);
    QVERIFY(box);
    QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
    QVERIFY(window()->isVisible());
    window()->close();
    box = window()->findChild<QMessageBox *>(u"askToSave"_s);
    QVERIFY(box);
    QTest::mouseClick(box->button(QMessageBox::Discard), Qt::LeftButton);
    QTRY_VERIFY(!window()->isVisible());
}

void TestMainWindowViews::matrixChartAndTableShareTheSelection()
{
    QFETCH(QString, plan);
    window()->setLevel(Level::Sites);
    open(pathOf(plan));
    QTest::keyClick(window(), Qt::Key_M, Qt::ControlModifier);
    QVERIFY(window()->matrix()->isVisible() && !chart()->isVisible());
    settle();
    MatrixGrid *grid = window()->matrix()->grid();
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_Home, Qt::ControlModifier);
    for (int step = 0; step < 8 && window()->selection().value().isEmpty(); ++step) {
        QTest::keyClick(grid, Qt::Key_Right);
        QTest::keyClick(grid, Qt::Key_Return);
    }
    QVERIFY(window()->selection().value().kind == Selection::Kind::Flows);
    QVERIFY(!window()->table()->view()->selectionModel()->selectedRows().isEmpty());
    QTest::keyClick(window(), Qt::Key_M, Qt::ControlModifier);
    QVERIFY(chart()->isVisible());
    settle();
    QVERIFY(!chart()->chartSelection().litNodes.isEmpty());
}

void TestMainWindowViews::findGoesFromHitToHit()
{
    QFETCH(QString, plan);
    open(pathOf(plan));
    const Topology &topology = window()->viewing().all().topology();
    const Server &wanted = *std::find_if(topology.servers.begin(), topology.servers.end(), [](const Server &server) {
        return server.roles.contains(u"mailbox"_s) && !server.addresses.isEmpty();
    });
    // Three and more servers are called so; the search field finds them in the order of the file.
    const QString prefix = wanted.id.left(wanted.id.indexOf(u'-') + 4);
    QStringList names;
    for (const Server &server : topology.servers) {
        if (server.id.startsWith(prefix))
            names << server.name;
    }
    QVERIFY(names.size() > 2);
    const auto isShown = [this](const QString &name) { return window()->inspector()->plainText().startsWith(name); };
    QTest::keyClick(window(), Qt::Key_F, Qt::ControlModifier);
    auto *search = window()->findChild<QLineEdit *>(u"search"_s);
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, prefix);
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(isShown(names.at(0)));
    settle();
    // The hit is in sight, and large enough to read.
    const ChartSelection &selected = chart()->chartSelection();
    QVERIFY(selected.part.kind == DiagramPart::Kind::Node);
    const QRectF card = partBounds(chart()->placed(), selected.part);
    QVERIFY(QRectF(chart()->rect()).contains(chart()->fromScene(card.center())));
    QVERIFY(chart()->zoom() > 0.5);
    QTest::keyClick(window(), Qt::Key_F3);
    QVERIFY(isShown(names.at(1)));
    const QString place = u"2 of %1"_s.arg(names.size());
    QVERIFY2(window()->statusBar()->currentMessage().contains(place),
             qPrintable(window()->statusBar()->currentMessage()));
    QTest::keyClick(window(), Qt::Key_F3, Qt::ShiftModifier);
    QVERIFY(isShown(names.at(0)));
    QTest::keyClick(window(), Qt::Key_F3, Qt::ShiftModifier);
    QVERIFY(isShown(names.last()));
    search->clear();
    QTest::keyClicks(search, wanted.addresses.front());
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(isShown(wanted.name));
    search->clear();
    QTest::keyClicks(search, u"50636"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(window()->selection().value().kind == Selection::Kind::Flows);
}

void TestMainWindowViews::focusOnALineIsOnItsFlowsAlone()
{
    QFETCH(QString, plan);
    window()->setLevel(Level::Sites);
    open(pathOf(plan));
    // A line that is large enough for the mouse once it is zoomed to.
    DiagramPart part;
    for (int i = 0; i < diagram().edges.size() && part.kind == DiagramPart::Kind::None; ++i) {
        const DiagramEdge &edge = diagram().edges.at(i);
        const bool isBetweenTwo = edge.legs.size() == 2
            && std::all_of(edge.legs.begin(), edge.legs.end(),
                           [this](const EdgeLeg &leg) { return nodesAt(diagram(), leg).size() == 1; });
        if (!isBetweenTwo || edge.flowCount < 2)
            continue;
        QVERIFY(window()->selectById(edge.id));
        chart()->zoomToSelection();
        settle();
        const DiagramPart line{DiagramPart::Kind::Edge, i};
        if (chart()->partAt(m_fixture.pointOf(line)) == line)
            part = line;
    }
    QVERIFY(part.kind == DiagramPart::Kind::Edge);
    const QString id = diagram().edges.at(part.index).id;
    const qint64 flows = diagram().edges.at(part.index).flowCount;
    const qsizetype all = diagram().edges.size();
    QMenu *menu = m_fixture.menuOf(part);
    QVERIFY(menu);
    actionStarting(menu, u"Focus on this line"_s)->trigger();
    menu->close();
    window()->selection().set({});
    settle();
    QCOMPARE(window()->viewing().shown().lit->flowCount(), flows);
    QTRY_VERIFY(!chart()->litNodes().isEmpty());
    QCOMPARE(diagram().edges.size(), all);
    QVERIFY(chart()->litNodes().size() < diagram().nodes.size());
    // Alone it is the same line.
    Q_EMIT window()->filterBar()->focusMenu()->aboutToShow();
    actionStarting(window()->filterBar()->focusMenu(), u"Hide the rest"_s)->trigger();
    settle();
    QCOMPARE(window()->viewing().shown().flows.flowCount(), flows);
    const auto again = std::find_if(diagram().edges.begin(), diagram().edges.end(),
                                    [&id](const DiagramEdge &edge) { return edge.id == id; });
    QVERIFY(again != diagram().edges.end());
    QCOMPARE(again->flowCount, flows);
}

void TestMainWindowViews::aRowOfTheTableIsFocusedOn()
{
    QFETCH(QString, plan);
    window()->setLevel(Level::Servers);
    open(pathOf(plan));
    QTableView *table = window()->table()->view();
    const QModelIndex cell = table->model()->index(3, 1);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(cell).center());
    const FlowRow row = window()->table()->model()->flowRow(3);
    const QList<QAction *> actions = table->actions();
    const auto only = std::find_if(actions.begin(), actions.end(),
                                   [](const QAction *action) { return action->text().startsWith(u"Show only"_s); });
    QVERIFY(only != actions.end());
    (*only)->trigger();
    settle();
    const FlowSet &shown = window()->viewing().shown().flows;
    QCOMPARE(shown.flowCount(), 1);
    shown.forEachFlow([&row](const Flow &flow) {
        QCOMPARE(flow.path, row.path);
        QCOMPARE(flow.source, row.flow.source);
        QCOMPARE(flow.destination, row.flow.destination);
    });
    const Topology &topology = shown.topology();
    const QString chip = window()->filterBar()->findChild<QToolButton *>(u"focusChip"_s)->text();
    QVERIFY2(chip.contains(topology.servers.at(row.flow.source).name)
                 && chip.contains(topology.servers.at(row.flow.destination).name),
             qPrintable(chip));
}

void TestMainWindowViews::theKeyboardWalksThroughCardsAndLines()
{
    QFETCH(QString, plan);
    window()->setLevel(Level::Sites);
    open(pathOf(plan));
    chart()->setFocus();
    const auto isWalkedInSight = [this] {
        const QRectF shown(chart()->rect());
        return shown.contains(chart()->fromScene(partHandle(chart()->placed(), chart()->walked()).center()));
    };
    QTest::keyClick(chart(), Qt::Key_Tab);
    QCOMPARE(chart()->walked(), (DiagramPart{DiagramPart::Kind::Node, 0}));
    QVERIFY(chart()->hasFocus() && isWalkedInSight());
    QCOMPARE(window()->selection().value().site, diagram().nodes.front().site);
    // Every arrow goes to a card in its direction.
    for (const auto &[key, way] : {std::pair(Qt::Key_Right, QPointF(1, 0)), std::pair(Qt::Key_Down, QPointF(0, 1)),
                                   std::pair(Qt::Key_Left, QPointF(-1, 0)), std::pair(Qt::Key_Up, QPointF(0, -1))}) {
        const DiagramPart before = chart()->walked();
        QTest::keyClick(chart(), key);
        const DiagramPart after = chart()->walked();
        QCOMPARE(after.kind, DiagramPart::Kind::Node);
        const QPointF step =
            chart()->placed().nodes.at(after.index).center() - chart()->placed().nodes.at(before.index).center();
        QVERIFY(after == before || QPointF::dotProduct(step, way) > 0);
        QVERIFY(isWalkedInSight());
    }
    QTest::keyClick(chart(), Qt::Key_Tab, Qt::ShiftModifier);
    // L goes through the lines of a card, and round.
    const auto busy =
        std::max_element(diagram().edges.begin(), diagram().edges.end(),
                         [](const DiagramEdge &a, const DiagramEdge &b) { return a.legs.size() < b.legs.size(); });
    const int node = nodesAt(diagram(), busy->legs.front()).front();
    chart()->pick({DiagramPart::Kind::Node, node});
    QTest::keyClick(chart(), Qt::Key_L);
    const DiagramPart first = chart()->walked();
    QCOMPARE(first.kind, DiagramPart::Kind::Edge);
    int lines = 0;
    do {
        const QList<EdgeLeg> &legs = diagram().edges.at(chart()->walked().index).legs;
        QVERIFY(std::any_of(legs.begin(), legs.end(),
                            [&](const EdgeLeg &leg) { return nodesAt(diagram(), leg).contains(node); }));
        QVERIFY(isWalkedInSight());
        QVERIFY(window()->selection().value().kind == Selection::Kind::Flows);
        QTest::keyClick(chart(), Qt::Key_L);
        ++lines;
    } while (chart()->walked() != first && lines <= diagram().edges.size());
    QVERIFY(lines <= diagram().edges.size());
    // Enter opens the site that the keyboard is at.
    chart()->pick({DiagramPart::Kind::Node, node});
    const QString id = diagram().nodes.at(node).id;
    QTest::keyClick(chart(), Qt::Key_Return);
    settle();
    QVERIFY(partCalled(id).kind == DiagramPart::Kind::Box);
}

QTEST_MAIN(TestMainWindowViews)
#include "tst_mainwindowviews.moc"
