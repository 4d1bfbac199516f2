// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/filterbar.h"
#include "app/window/filterfield.h"
#include "app/window/mainwindow.h"
#include "app/window/theme.h"
#include "app/window/viewing.h"
#include "model/flows/generate.h"
#include "views/graph/graphwidget.h"
#include "views/inspector/inspector.h"
#include "views/matrix/matrixgrid.h"
#include "views/matrix/matrixwidget.h"
#include "views/tables/flowtable.h"

#include <QAction>
#include <QApplication>
#include <QCompleter>
#include <QFile>
#include <QInputDialog>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QStatusBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace portolan;
using namespace Qt::StringLiterals;

/// Filter, focus, open and closed sites, saved views, matrix: what the window shows of its document, by mouse and keys.
class TestMainWindowViews : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepareLook(*qApp); }
    void init();
    void cleanup();
    void aTypedFilterReachesEveryView_data() { plans(); }
    void aTypedFilterReachesEveryView();
    void aWrongFilterIsMarkedAndChangesNothing();
    void whatIsTypedAndTakenBackLeavesNoTrace();
    void completesWhileOneTypes();
    void doubleClickClosesAndOpensSites_data() { plans(); }
    void doubleClickClosesAndOpensSites();
    void doubleClickPartsALine();
    void focusDimsThenHidesTheRest_data() { plans(); }
    void focusDimsThenHidesTheRest();
    void foldsWhatTheMenuSays();
    void aCardStaysWhereItIsDragged();
    void aSavedViewComesBackExactly();
    void closingAsksForViewsThatNoFileHas();
    void matrixChartAndTableShareTheSelection_data() { plans(); }
    void matrixChartAndTableShareTheSelection();
    void findGoesFromHitToHit();

private:
    static void plans();
    void open(const QString &path);
    void settle() const;
    QString pathOf(const QString &plan);
    const Diagram &diagram() const { return *m_window->chart()->placed().diagram; }
    GraphWidget *chart() const { return m_window->chart(); }
    FilterField *field() const { return m_window->filterBar()->field(); }
    int rows() const { return m_window->table()->model()->rowCount(); }
    DiagramPart partCalled(const QString &id) const;
    QPoint pointOf(DiagramPart part) const;
    void doubleClick(DiagramPart part) const;
    QMenu *menuOf(DiagramPart part) const;
    static QAction *actionStarting(const QMenu *menu, const QString &text);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindowViews::plans()
{
    QTest::addColumn<QString>("plan");
    QTest::newRow("the sample") << u"sample"_s;
    QTest::newRow("a thousand servers") << u"large"_s;
}

void TestMainWindowViews::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    WindowSettings settings;
    settings.theme = ThemeChoice::Light;
    m_window = std::make_unique<MainWindow>(settings, QString());
    m_window->resize(1600, 1000);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestMainWindowViews::cleanup()
{
    m_window.reset();
    m_folder.reset();
}

QString TestMainWindowViews::pathOf(const QString &plan)
{
    if (plan == u"sample")
        return u":/portolan/samples/three-site.portolan"_s;
    const QString path = m_folder->filePath(u"large.portolan"_s);
    if (!saveTopology(generateTopology(100, 1000, 1), path))
        qFatal("no plan");
    return path;
}

void TestMainWindowViews::open(const QString &path)
{
    m_window->openFile(path);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->document().isOpening() && m_window->isSettled(), 60000);
    QCOMPARE(m_window->document().current().path, path);
}

void TestMainWindowViews::settle() const
{
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), 60000);
}

DiagramPart TestMainWindowViews::partCalled(const QString &id) const
{
    for (int i = 0; i < diagram().nodes.size(); ++i) {
        if (diagram().nodes.at(i).id == id)
            return {DiagramPart::Kind::Node, i};
    }
    for (int i = 0; i < diagram().boxes.size(); ++i) {
        if (diagram().boxes.at(i).id == id)
            return {DiagramPart::Kind::Box, i};
    }
    return {};
}

QPoint TestMainWindowViews::pointOf(DiagramPart part) const
{
    const PlacedDiagram &placed = chart()->placed();
    if (part.kind == DiagramPart::Kind::Box)
        return chart()->fromScene(placed.boxes.at(part.index).topLeft() + QPointF(40, 6)).toPoint();
    const QRectF bounds =
        part.kind == DiagramPart::Kind::Edge ? placed.edges.at(part.index).pill : partBounds(placed, part);
    return chart()->fromScene(bounds.center()).toPoint();
}

void TestMainWindowViews::doubleClick(DiagramPart part) const
{
    QVERIFY(part.kind != DiagramPart::Kind::None);
    const QPoint at = pointOf(part);
    QVERIFY(chart()->partAt(at) == part);
    QTest::mouseClick(chart(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(chart(), Qt::LeftButton, {}, at);
}

/// The context menu of a part, opened by the right button.
QMenu *TestMainWindowViews::menuOf(DiagramPart part) const
{
    const QPoint at = pointOf(part);
    QTest::mouseClick(chart(), Qt::RightButton, {}, at);
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, chart()->mapToGlobal(at));
    QApplication::sendEvent(chart(), &event);
    return m_window->findChild<QMenu *>(u"chartMenu"_s);
}

QAction *TestMainWindowViews::actionStarting(const QMenu *menu, const QString &text)
{
    const QList<QAction *> actions = menu->actions();
    const auto found = std::find_if(actions.begin(), actions.end(),
                                    [&](const QAction *action) { return action->text().startsWith(text); });
    return found == actions.end() ? nullptr : *found;
}

void TestMainWindowViews::aTypedFilterReachesEveryView()
{
    QFETCH(QString, plan);
    open(pathOf(plan));
    const int allRows = rows();
    const qint64 allFlows = m_window->viewing().all().flowCount();
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(field()->hasFocus());
    QTest::keyClicks(field(), u"crosses:zone -role:mailbox"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    settle();
    const FlowSet &shown = m_window->viewing().shown().flows;
    QVERIFY2(shown.flowCount() > 0 && shown.flowCount() < allFlows, qPrintable(m_window->filterBar()->message()));
    QVERIFY(rows() > 0 && rows() < allRows);
    QVERIFY(diagram().flows.isSame(shown));
    QVERIFY(m_window->table()->model()->texts().flows().isSame(shown));
    QCOMPARE(m_window->filterBar()->message().section(u' ', 0, 0), QLocale().toString(shown.flowCount()));
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
    QCOMPARE(m_window->filterBar()->message(), QString());
}

void TestMainWindowViews::aWrongFilterIsMarkedAndChangesNothing()
{
    open(pathOf(u"sample"_s));
    const int allRows = rows();
    const FlowSet before = m_window->viewing().shown().flows;
    field()->setFocus();
    QTest::keyClicks(field(), u"role:mailbx"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(field()->faults().size(), 1);
    QCOMPARE(field()->faults().front().at, 5);
    QVERIFY2(m_window->filterBar()->message().contains(u"mailbox"_s), qPrintable(m_window->filterBar()->message()));
    settle();
    QCOMPARE(rows(), allRows);
    QVERIFY(m_window->viewing().shown().flows.isSame(before));
    // Escape goes back to the filter that counts.
    QTest::keyClick(field(), Qt::Key_Escape);
    if (field()->text() != QString())
        QTest::keyClick(field(), Qt::Key_Escape);
    QCOMPARE(field()->text(), QString());
    QVERIFY(field()->faults().isEmpty());
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
    QVERIFY(m_window->viewing().shown().flows.flowCount() < m_window->viewing().all().flowCount());
}

void TestMainWindowViews::doubleClickClosesAndOpensSites()
{
    QFETCH(QString, plan);
    m_window->setLevel(Level::Sites);
    open(pathOf(plan));
    const Topology &topology = m_window->viewing().all().topology();
    const QString id = u"site:"_s + topology.sites.front().id;
    QVERIFY(partCalled(id).kind == DiagramPart::Kind::Node);
    QVERIFY(diagram().boxes.isEmpty());
    m_window->selectById(topology.sites.front().id);
    chart()->zoomToSelection();
    settle();
    doubleClick(partCalled(id));
    settle();
    QVERIFY(partCalled(id).kind == DiagramPart::Kind::Box);
    QCOMPARE(diagram().boxes.size(), 1);
    m_window->selectById(topology.sites.front().id);
    chart()->zoomToSelection();
    settle();
    doubleClick(partCalled(id));
    settle();
    QVERIFY(partCalled(id).kind == DiagramPart::Kind::Node);
    QVERIFY(diagram().boxes.isEmpty());
}

void TestMainWindowViews::doubleClickPartsALine()
{
    m_window->setLevel(Level::Sites);
    open(pathOf(u"sample"_s));
    const auto many =
        std::max_element(diagram().edges.begin(), diagram().edges.end(),
                         [](const DiagramEdge &a, const DiagramEdge &b) { return a.codes.size() < b.codes.size(); });
    const qsizetype codes = many->codes.size();
    const QString ends = many->ends;
    QVERIFY(codes > 2);
    const qsizetype before = diagram().edges.size();
    doubleClick({DiagramPart::Kind::Edge, int(many - diagram().edges.begin())});
    settle();
    QVERIFY(diagram().edges.size() >= before + codes - 1);
    const auto one = std::find_if(diagram().edges.begin(), diagram().edges.end(),
                                  [&](const DiagramEdge &edge) { return edge.ends == ends; });
    QVERIFY(one != diagram().edges.end() && one->isSplit);
    QCOMPARE(one->codes.size(), 1);
    doubleClick({DiagramPart::Kind::Edge, int(one - diagram().edges.begin())});
    settle();
    QCOMPARE(diagram().edges.size(), before);
}

void TestMainWindowViews::focusDimsThenHidesTheRest()
{
    QFETCH(QString, plan);
    m_window->setLevel(Level::Sites);
    open(pathOf(plan));
    const qsizetype all = diagram().nodes.size();
    const QString id = u"site:"_s + m_window->viewing().all().topology().sites.back().id;
    m_window->selectById(m_window->viewing().all().topology().sites.back().id);
    chart()->zoomToSelection();
    settle();
    QMenu *menu = menuOf(partCalled(id));
    QVERIFY(menu);
    actionStarting(menu, u"Focus on"_s)->trigger();
    menu->close();
    m_window->selection().set({});
    settle();
    QCOMPARE(diagram().nodes.size(), all);
    QTRY_VERIFY(!chart()->litNodes().isEmpty());
    QVERIFY(chart()->litNodes().contains(partCalled(id).index));
    QVERIFY(chart()->litNodes().size() < all);
    QMenu *focus = m_window->filterBar()->focusMenu();
    Q_EMIT focus->aboutToShow();
    actionStarting(focus, u"Hide the rest"_s)->trigger();
    settle();
    QVERIFY(diagram().nodes.size() < all);
    QVERIFY(partCalled(id).kind == DiagramPart::Kind::Node);
    // Escape ends it.
    m_window->selection().set({});
    chart()->setFocus();
    QTest::keyClick(chart(), Qt::Key_Escape);
    settle();
    QCOMPARE(diagram().nodes.size(), all);
    QVERIFY(m_window->viewing().view().focus.on.isEmpty());
}

void TestMainWindowViews::foldsWhatTheMenuSays()
{
    m_window->setLevel(Level::Servers);
    open(pathOf(u"sample"_s));
    const qsizetype before = diagram().edges.size();
    QMenu *menu = menuOf(partCalled(u"server:hq-um1"_s));
    QVERIFY(menu);
    QAction *fold = actionStarting(menu, u"Fold traffic of Unified Messaging"_s);
    QVERIFY(fold);
    fold->trigger();
    menu->close();
    settle();
    QVERIFY(diagram().edges.size() < before);
    QVERIFY(std::any_of(diagram().key.folded.begin(), diagram().key.folded.end(),
                        [](const FoldedTraffic &folded) { return folded.badge == u"UM"; }));
}

void TestMainWindowViews::aCardStaysWhereItIsDragged()
{
    m_window->setLevel(Level::Servers);
    open(pathOf(u"sample"_s));
    const QString id = u"server:hq-rms1"_s;
    const auto placeInSite = [&] {
        const DiagramPart part = partCalled(id);
        const DiagramItem &item = diagram().items.at(diagram().nodes.at(part.index).item);
        return chart()->placed().nodes.at(part.index).topLeft() - chart()->placed().boxes.at(item.box).topLeft();
    };
    const QPointF before = placeInSite();
    const QPoint from = pointOf(partCalled(id));
    const QPoint to = from + QPoint(-30, -12);
    const QPointF expected = before + chart()->toScene(to) - chart()->toScene(from);
    QTest::mousePress(chart(), Qt::LeftButton, Qt::ControlModifier, from);
    QTest::mouseMove(chart(), from + QPoint(-20, 0));
    QTest::mouseMove(chart(), to);
    QTest::mouseRelease(chart(), Qt::LeftButton, Qt::ControlModifier, to);
    settle();
    QCOMPARE(m_window->viewing().view().pins.size(), 1);
    QVERIFY2(QLineF(placeInSite(), expected).length() < 1.5,
             qPrintable(u"%1 %2"_s.arg(placeInSite().x()).arg(placeInSite().y())));
    // An edit of the view elsewhere leaves it there.
    m_window->setLabels(LabelMode::Codes);
    settle();
    QVERIFY(QLineF(placeInSite(), expected).length() < 1.5);
    QMenu *menu = menuOf(partCalled(id));
    QAction *keep = actionStarting(menu, u"Keep it"_s);
    QVERIFY(keep && keep->isChecked());
    keep->trigger();
    menu->close();
    settle();
    QVERIFY(m_window->viewing().view().pins.isEmpty());
}

void TestMainWindowViews::aSavedViewComesBackExactly()
{
    const QString path = m_folder->filePath(u"plan.portolan"_s);
    QVERIFY(QFile::copy(pathOf(u"sample"_s), path));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    open(path);
    m_window->setLevel(Level::Servers);
    m_window->setLabels(LabelMode::Codes);
    m_window->setFilter(u"-role:outlook"_s);
    m_window->setSiteOpen(1, false);
    settle();
    m_window->setFocusOn({u"server:hq-um1"_s}, false);
    settle();
    const ChartView wanted = m_window->viewing().view();
    const QList<QRectF> places = chart()->placed().nodes;
    QMenu *views = m_window->filterBar()->viewsMenu();
    Q_EMIT views->aboutToShow();
    actionStarting(views, u"Save this view"_s)->trigger();
    auto *dialog = m_window->findChild<QInputDialog *>(u"viewName"_s);
    QVERIFY(dialog);
    dialog->setTextValue(u"Without <b>Outlook</b> & Co"_s);
    dialog->accept();
    QVERIFY(m_window->isWindowModified());
    QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!m_window->isWindowModified());

    MainWindow other({}, QString());
    other.resize(m_window->size());
    other.show();
    other.openFile(path);
    QTRY_VERIFY_WITH_TIMEOUT(!other.document().isOpening() && other.isSettled(), 60000);
    Q_EMIT other.filterBar()->viewsMenu()->aboutToShow();
    QAction *saved = actionStarting(other.filterBar()->viewsMenu(), u"Without <b>Outlook</b> && Co"_s);
    QVERIFY(saved);
    saved->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(other.isSettled(), 60000);
    QVERIFY(other.viewing().view().showsTheSame(wanted));
    QCOMPARE(other.chart()->placed().nodes, places);
}

void TestMainWindowViews::closingAsksForViewsThatNoFileHas()
{
    open(pathOf(u"sample"_s));
    m_window->saveView(u"Mine"_s);
    QVERIFY(m_window->isWindowModified());
    m_window->close();
    QVERIFY(m_window->isVisible());
    auto *box = m_window->findChild<QMessageBox *>(u"askToSave"_s);
    QVERIFY(box);
    QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
    QVERIFY(m_window->isVisible());
    m_window->close();
    box = m_window->findChild<QMessageBox *>(u"askToSave"_s);
    QVERIFY(box);
    QTest::mouseClick(box->button(QMessageBox::Discard), Qt::LeftButton);
    QTRY_VERIFY(!m_window->isVisible());
}

void TestMainWindowViews::matrixChartAndTableShareTheSelection()
{
    QFETCH(QString, plan);
    m_window->setLevel(Level::Sites);
    open(pathOf(plan));
    QTest::keyClick(m_window.get(), Qt::Key_M, Qt::ControlModifier);
    QVERIFY(m_window->matrix()->isVisible() && !chart()->isVisible());
    settle();
    MatrixGrid *grid = m_window->matrix()->grid();
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_Home, Qt::ControlModifier);
    for (int step = 0; step < 8 && m_window->selection().value().isEmpty(); ++step) {
        QTest::keyClick(grid, Qt::Key_Right);
        QTest::keyClick(grid, Qt::Key_Return);
    }
    QVERIFY(m_window->selection().value().kind == Selection::Kind::Flows);
    QVERIFY(!m_window->table()->view()->selectionModel()->selectedRows().isEmpty());
    QTest::keyClick(m_window.get(), Qt::Key_M, Qt::ControlModifier);
    QVERIFY(chart()->isVisible());
    settle();
    QVERIFY(!chart()->chartSelection().litNodes.isEmpty());
}

void TestMainWindowViews::findGoesFromHitToHit()
{
    open(pathOf(u"sample"_s));
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    auto *search = m_window->findChild<QLineEdit *>(u"search"_s);
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, u"hq-mbx"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(m_window->inspector()->plainText().startsWith(u"HQ-MBX1"_s));
    QTest::keyClick(m_window.get(), Qt::Key_F3);
    QVERIFY(m_window->inspector()->plainText().startsWith(u"HQ-MBX2"_s));
    QVERIFY2(m_window->statusBar()->currentMessage().contains(u"2 of 4"_s),
             qPrintable(m_window->statusBar()->currentMessage()));
    QTest::keyClick(m_window.get(), Qt::Key_F3, Qt::ShiftModifier);
    QTest::keyClick(m_window.get(), Qt::Key_F3, Qt::ShiftModifier);
    QVERIFY(m_window->inspector()->plainText().startsWith(u"HQ-MBX4"_s));
    search->clear();
    QTest::keyClicks(search, u"10.10.1.21"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(m_window->inspector()->plainText().startsWith(u"HQ-MBX1"_s));
    search->clear();
    QTest::keyClicks(search, u"50636"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(m_window->selection().value().kind == Selection::Kind::Flows);
}

QTEST_MAIN(TestMainWindowViews)
#include "tst_mainwindowviews.moc"
