// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/editing.h"
#include "app/window/mainwindow.h"
#include "app/window/theme.h"
#include "app/window/viewing.h"
#include "model/editing/parts.h"
#include "views/graph/graphwidget.h"
#include "views/inspector/inspector.h"
#include "views/inspector/properties.h"
#include "views/outline/outline.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

#include <QTest>
#include <QTreeView>

using namespace portolan;
using namespace Qt::StringLiterals;

/// Changing a deployment in a real window, by mouse and keys; each step undone and redone.
class TestMainWindowEditing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepareLook(*qApp); }
    void init();
    void cleanup();
    void anEmptyDeploymentOffersWhatToBeginWith();
    void sitesAndServersAreAddedFromNothing();
    void aTemplateIsOneStep();
    void outlineChartAndPropertiesShareWhatIsWorkedOn();
    void renamesInOutlineAndChart();
    void movesByDragInTheChart();
    void movesByDragInTheOutline();
    void givesRolesToMany();
    void deletesWithAllThatRefersToIt();
    void membersLeaveTheirGroupOnly();
    void copiesAndPastesBetweenWindows();
    void pastesWhatATextEditorHas();
    void pastingNonsenseSaysSo();
    void duplicatesWithNewNames();
    void aBandSelectsForTheProperties();
    void flowsHaveNothingToChange();
    void fieldsKeepTheirKeys();
    void theOutlineIsRememberedLikeTheOtherPanes();
    void theOutlineGivesWayInASmallWindow();
    void anOpenNameIsKeptWhileFlowsAndReviewComeIn();

private:
    void openSample();
    void settle() const;
    Document &document() const { return m_window->document(); }
    const Topology &now() const { return document().present(); }
    GraphWidget *chart() const { return m_window->chart(); }
    Properties *properties() const { return m_window->inspector()->properties(); }
    QAction *action(const QString &name) const { return m_window->findChild<QAction *>(name); }
    QPoint cardOf(const QString &id) const;
    QPoint cornerOf(const QString &site) const;
    void press(QWidget *widget, const QString &actionName) const;
    void checkUndo(const Topology &before) const;
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers keys = {}) const;
    Subject serversCalled(const QStringList &ids) const;

    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindowEditing::init()
{
    WindowSettings settings;
    settings.theme = ThemeChoice::Light;
    settings.view.level = Level::Servers;
    m_window = std::make_unique<MainWindow>(settings, QString());
    m_window->resize(1600, 1000);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestMainWindowEditing::cleanup()
{
    m_window.reset();
}

void TestMainWindowEditing::settle() const
{
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), 60000);
}

void TestMainWindowEditing::openSample()
{
    m_window->openFile(u":/portolan/samples/three-site.portolan"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!document().isOpening() && m_window->isSettled(), 60000);
}

QPoint TestMainWindowEditing::cardOf(const QString &id) const
{
    const QList<DiagramNode> &nodes = chart()->placed().diagram->nodes;
    for (int i = 0; i < nodes.size(); ++i) {
        if (nodes.at(i).id == u"server:"_s + id)
            return chart()->fromScene(chart()->placed().nodes.at(i).center()).toPoint();
    }
    qFatal("no card");
    return {};
}

QPoint TestMainWindowEditing::cornerOf(const QString &site) const
{
    const QList<DiagramBox> &boxes = chart()->placed().diagram->boxes;
    for (int i = 0; i < boxes.size(); ++i) {
        if (boxes.at(i).id == u"site:"_s + site)
            return chart()->fromScene(chart()->placed().boxes.at(i).topLeft() + QPointF(5, 5)).toPoint();
    }
    qFatal("no box");
    return {};
}

/// With the key that the action has, where the keyboard is in that widget.
void TestMainWindowEditing::press(QWidget *widget, const QString &actionName) const
{
    widget->setFocus();
    QVERIFY(widget->hasFocus());
    const QKeyCombination key = action(actionName)->shortcut()[0];
    QTest::keyClick(widget, key.key(), key.keyboardModifiers());
}

void TestMainWindowEditing::checkUndo(const Topology &before) const
{
    const QByteArray after = writeTopology(now());
    QVERIFY(after != writeTopology(before));
    document().undo();
    QCOMPARE(writeTopology(now()), writeTopology(before));
    document().redo();
    QCOMPARE(writeTopology(now()), after);
    settle();
}

void TestMainWindowEditing::drag(QPoint from, QPoint to, Qt::KeyboardModifiers keys) const
{
    QTest::mousePress(chart(), Qt::LeftButton, keys, from);
    QTest::mouseMove(chart(), (from + to) / 2);
    QTest::mouseMove(chart(), to);
    QTest::mouseRelease(chart(), Qt::LeftButton, keys, to);
}

Subject TestMainWindowEditing::serversCalled(const QStringList &ids) const
{
    Subject subject;
    subject.servers = ids;
    subject.sort();
    return subject;
}

void TestMainWindowEditing::anEmptyDeploymentOffersWhatToBeginWith()
{
    document().startNew(u"exchange-2010"_s);
    settle();
    auto *site = m_window->findChild<QPushButton *>(u"startSite"_s);
    QVERIFY(site && site->isVisible());
    QVERIFY(!chart()->isVisible());
    QTest::mouseClick(site, Qt::LeftButton);
    QCOMPARE(now().sites.size(), 1);
    QVERIFY(chart()->isVisible() && !site->isVisible());
    // Its name is waiting to be written.
    auto *name = m_window->outline()->tree()->findChild<QLineEdit *>(u"outlineName"_s);
    QVERIFY(name && name->hasFocus());
    name->selectAll();
    QTest::keyClicks(name, u"Munich"_s);
    QTest::keyClick(name, Qt::Key_Return);
    // Qt lets the field see the key first and takes the name with the next turn of the event loop.
    QTRY_COMPARE(now().sites.first().name, u"Munich"_s);
    document().undo();
    document().undo();
    settle();
    QVERIFY(site->isVisible());
}

void TestMainWindowEditing::sitesAndServersAreAddedFromNothing()
{
    document().startNew(u"exchange-2010"_s);
    settle();
    action(u"addSite"_s)->trigger();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    const Topology before = now();
    action(u"addServersAction"_s)->trigger();
    auto *dialog = m_window->findChild<QDialog *>(u"addServers"_s);
    QVERIFY(dialog);
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    auto *count = dialog->findChild<QSpinBox *>(u"count"_s);
    count->setFocus();
    count->selectAll();
    QTest::keyClicks(count, u"6"_s);
    auto *roles = dialog->findChild<QListWidget *>();
    for (int row = 0; row < roles->count(); ++row) {
        if (roles->item(row)->text() == u"Mailbox"_s)
            roles->setCurrentRow(row);
    }
    roles->setFocus();
    QTest::keyClick(roles, Qt::Key_Space);
    auto *group = dialog->findChild<QComboBox *>(u"group"_s);
    QCOMPARE(group->count(), 2);
    group->setCurrentIndex(1);
    auto *groupName = dialog->findChild<QLineEdit *>(u"groupName"_s);
    QVERIFY(groupName->isVisible());
    groupName->setText(u"DAG2"_s);
    const QString preview = dialog->findChild<QLabel *>(u"preview"_s)->text();
    QTest::keyClick(dialog, Qt::Key_Return);
    settle();
    QCOMPARE(now().servers.size(), 6);
    QCOMPARE(now().groups.size(), 1);
    QCOMPARE(now().groups.first().name, u"DAG2"_s);
    QCOMPARE(now().groups.first().members.size(), 6);
    for (const Server &server : now().servers) {
        QCOMPARE(server.roles, QStringList{u"mailbox"_s});
        QVERIFY2(preview.contains(server.name), qPrintable(preview));
    }
    QCOMPARE(m_window->editing().subject().servers.size(), 6);
    checkUndo(before);
}

void TestMainWindowEditing::aTemplateIsOneStep()
{
    document().startNew(u"exchange-2010"_s);
    settle();
    const Topology before = now();
    auto *templates = m_window->findChild<QPushButton *>(u"startTemplate"_s)->menu();
    QVERIFY(templates->actions().size() >= 4);
    templates->actions().first()->trigger();
    settle();
    QVERIFY(!now().servers.isEmpty());
    checkUndo(before);
}

void TestMainWindowEditing::outlineChartAndPropertiesShareWhatIsWorkedOn()
{
    openSample();
    m_window->inspector()->showProperties(true);
    QTest::mouseClick(chart(), Qt::LeftButton, {}, cardOf(u"hq-cas1"_s));
    QCOMPARE(m_window->outline()->subject().servers, QStringList{u"hq-cas1"_s});
    QCOMPARE(properties()->field(u"name"_s)->findChild<QLineEdit *>()->text(), u"HQ-CAS1"_s);
    QTreeView *tree = m_window->outline()->tree();
    const QModelIndex branch = m_window->outline()->viewIndexOf(OutlineKind::Site, u"branch"_s);
    tree->scrollTo(branch);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(branch).center());
    QCOMPARE(m_window->selection().value().kind, Selection::Kind::Site);
    QVERIFY(m_window->inspector()->plainText().startsWith(u"Branch office"_s));
    QCOMPARE(properties()->field(u"name"_s)->findChild<QLineEdit *>()->text(), u"Branch office"_s);
    const QModelIndex dag = m_window->outline()->viewIndexOf(OutlineKind::Group, now().groups.first().id);
    tree->scrollTo(dag);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(dag).center());
    QCOMPARE(m_window->selection().value().servers.size(), size_t(now().groups.first().members.size()));
    QVERIFY(properties()->field(u"members"_s));
    // What is picked stays through an edit of it.
    auto *notes = properties()->field(u"notes"_s);
    Q_EMIT notes->entered(u"more"_s);
    settle();
    QCOMPARE(m_window->editing().subject().groups, QStringList{now().groups.first().id});
    QVERIFY(properties()->field(u"members"_s));
    QCOMPARE(now().groups.first().notes, u"more"_s);
}

void TestMainWindowEditing::renamesInOutlineAndChart()
{
    openSample();
    const Topology before = now();
    QTest::mouseClick(chart(), Qt::LeftButton, {}, cardOf(u"hq-cas1"_s));
    press(chart(), u"rename"_s);
    auto *field = chart()->findChild<QLineEdit *>(u"nameField"_s);
    QVERIFY(field && field->hasFocus());
    QCOMPARE(field->text(), u"HQ-CAS1"_s);
    QTest::keyClicks(field, u"HQ-NEW"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(findServer(now(), u"hq-cas1"_s)->name, u"HQ-NEW"_s);
    QVERIFY(chart()->hasFocus());
    checkUndo(before);
    const Topology then = now();
    press(m_window->outline()->tree(), u"rename"_s);
    auto *inTree = m_window->outline()->tree()->findChild<QLineEdit *>(u"outlineName"_s);
    QVERIFY(inTree);
    inTree->selectAll();
    QTest::keyClicks(inTree, u"HQ-OTHER"_s);
    QTest::keyClick(inTree, Qt::Key_Return);
    QTRY_COMPARE(findServer(now(), u"hq-cas1"_s)->name, u"HQ-OTHER"_s);
    checkUndo(then);
}

void TestMainWindowEditing::movesByDragInTheChart()
{
    openSample();
    const Topology before = now();
    const qsizetype pins = m_window->viewing().view().pins.size();
    drag(cardOf(u"hq-cas1"_s), cornerOf(u"branch"_s));
    QCOMPARE(findServer(now(), u"hq-cas1"_s)->site, u"branch"_s);
    QCOMPARE(m_window->viewing().view().pins.size(), pins);
    checkUndo(before);
    // With Ctrl the card is put elsewhere, and stays in its site.
    drag(cardOf(u"hq-mbx1"_s), cornerOf(u"branch"_s), Qt::ControlModifier);
    QCOMPARE(findServer(now(), u"hq-mbx1"_s)->site, u"hq"_s);
    QVERIFY(m_window->viewing().view().pins.size() > pins);
}

void TestMainWindowEditing::movesByDragInTheOutline()
{
    openSample();
    const Topology before = now();
    Outline *outline = m_window->outline();
    QAbstractItemModel *model = outline->tree()->model();
    const std::unique_ptr<QMimeData> data(model->mimeData({outline->viewIndexOf(OutlineKind::Server, u"hq-cas1"_s),
                                                           outline->viewIndexOf(OutlineKind::Server, u"hq-cas2"_s)}));
    const QModelIndex branch = outline->viewIndexOf(OutlineKind::Site, u"branch"_s);
    outline->tree()->scrollTo(branch);
    const QPoint at = outline->tree()->visualRect(branch).center();
    QDragEnterEvent enter(at, Qt::MoveAction, data.get(), Qt::LeftButton, {});
    QApplication::sendEvent(outline->tree()->viewport(), &enter);
    QDragMoveEvent over(at, Qt::MoveAction, data.get(), Qt::LeftButton, {});
    QApplication::sendEvent(outline->tree()->viewport(), &over);
    QVERIFY(over.isAccepted());
    QDropEvent drop(at, Qt::MoveAction, data.get(), Qt::LeftButton, {});
    QApplication::sendEvent(outline->tree()->viewport(), &drop);
    QCOMPARE(findServer(now(), u"hq-cas1"_s)->site, u"branch"_s);
    QCOMPARE(findServer(now(), u"hq-cas2"_s)->site, u"branch"_s);
    checkUndo(before);
}

void TestMainWindowEditing::givesRolesToMany()
{
    openSample();
    const Topology before = now();
    QTest::mouseClick(chart(), Qt::LeftButton, {}, cardOf(u"hq-mbx1"_s));
    QTest::mouseClick(chart(), Qt::LeftButton, Qt::ControlModifier, cardOf(u"hq-mbx2"_s));
    const QPoint at = cardOf(u"hq-mbx1"_s);
    QContextMenuEvent asked(QContextMenuEvent::Mouse, at, chart()->mapToGlobal(at));
    QApplication::sendEvent(chart(), &asked);
    auto *menu = m_window->findChild<QMenu *>(u"chartMenu"_s);
    QVERIFY(menu);
    QMenu *roles = nullptr;
    for (QAction *entry : menu->actions()) {
        if (entry->menu() && entry->text() == u"Roles"_s)
            roles = entry->menu();
    }
    QVERIFY(roles);
    for (QAction *role : roles->actions()) {
        if (role->text() == u"Unified Messaging"_s)
            role->trigger();
    }
    menu->close();
    for (const QString &id : {u"hq-mbx1"_s, u"hq-mbx2"_s})
        QVERIFY(findServer(now(), id)->roles.contains(u"unified-messaging"_s));
    checkUndo(before);
}

void TestMainWindowEditing::deletesWithAllThatRefersToIt()
{
    openSample();
    const Topology before = now();
    const QString member = before.groups.first().members.first();
    QTest::mouseClick(chart(), Qt::LeftButton, {}, cardOf(member));
    press(chart(), u"delete"_s);
    QVERIFY(!findServer(now(), member));
    QVERIFY(!now().groups.first().members.contains(member));
    QVERIFY(m_window->editing().subject().isEmpty());
    checkUndo(before);
    const Topology then = now();
    Subject branch;
    branch.sites = {u"branch"_s};
    m_window->editing().pick(branch);
    press(m_window->outline()->tree(), u"delete"_s);
    QVERIFY(!findSite(now(), u"branch"_s));
    for (const Server &server : now().servers)
        QVERIFY(server.site != u"branch"_s);
    for (const Link &link : now().links)
        QVERIFY(link.first != u"branch"_s && link.second != u"branch"_s);
    checkUndo(then);
}

void TestMainWindowEditing::membersLeaveTheirGroupOnly()
{
    openSample();
    const Topology before = now();
    const Group &group = before.groups.first();
    const QString member = group.members.first();
    Outline *outline = m_window->outline();
    const QModelIndex row = outline->viewIndexOf(OutlineKind::Member, memberId(group.id, member));
    outline->tree()->scrollTo(row);
    QTest::mouseClick(outline->tree()->viewport(), Qt::LeftButton, {}, outline->tree()->visualRect(row).center());
    press(outline->tree(), u"delete"_s);
    QVERIFY(findServer(now(), member));
    QVERIFY(!now().groups.first().members.contains(member));
    checkUndo(before);
}

void TestMainWindowEditing::copiesAndPastesBetweenWindows()
{
    openSample();
    m_window->editing().pick(serversCalled({u"hq-cas1"_s, u"hq-mbx1"_s}));
    press(m_window->outline()->tree(), u"copy"_s);
    QVERIFY(QApplication::clipboard()->text().contains(u"portolan-topology"_s));

    MainWindow other(WindowSettings{}, QString());
    other.resize(1200, 800);
    other.show();
    other.document().startNew(u"exchange-2010"_s);
    QTRY_VERIFY_WITH_TIMEOUT(other.isSettled(), 60000);
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    other.outline()->tree()->setFocus();
    QTest::keyClick(other.outline()->tree(), Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(other.isSettled(), 60000);
    QCOMPARE(other.document().present().servers.size(), 2);
    QCOMPARE(other.document().present().servers.first().name, u"HQ-CAS1"_s);
    QCOMPARE(other.document().present().sites.size(), 1);
    QCOMPARE(other.editing().subject().count() > 0, true);
    other.document().undo();
    QVERIFY(other.document().present().servers.isEmpty());
}

void TestMainWindowEditing::pastesWhatATextEditorHas()
{
    openSample();
    const Topology before = now();
    QApplication::clipboard()->setText(
        uR"({ "format": "portolan-topology", "version": 1, "name": "x", "catalog": "exchange-2010",
        "sites": [ { "id": "lab", "name": "Lab" } ],
        "servers": [ { "id": "lab1", "name": "LAB1", "site": "lab", "roles": ["mailbox"] } ] })"_s);
    press(chart(), u"paste"_s);
    settle();
    QVERIFY(findSite(now(), u"lab"_s));
    QVERIFY(findServer(now(), u"lab1"_s));
    checkUndo(before);
}

void TestMainWindowEditing::pastingNonsenseSaysSo()
{
    openSample();
    const QByteArray before = writeTopology(now());
    for (const QString &text : {u"no topology"_s, u"{ \"format\": 1 }"_s, QString()}) {
        QApplication::clipboard()->setText(text);
        press(chart(), u"paste"_s);
        QCOMPARE(writeTopology(now()), before);
    }
}

void TestMainWindowEditing::duplicatesWithNewNames()
{
    openSample();
    const Topology before = now();
    QTest::mouseClick(chart(), Qt::LeftButton, {}, cardOf(u"hq-cas1"_s));
    press(chart(), u"duplicate"_s);
    QCOMPARE(now().servers.size(), before.servers.size() + 1);
    const Server &copy = now().servers.last();
    QVERIFY(copy.id != u"hq-cas1"_s && copy.name != u"HQ-CAS1"_s);
    QCOMPARE(copy.roles, findServer(now(), u"hq-cas1"_s)->roles);
    QCOMPARE(m_window->editing().subject().servers, QStringList{copy.id});
    checkUndo(before);
}

void TestMainWindowEditing::aBandSelectsForTheProperties()
{
    openSample();
    m_window->inspector()->showProperties(true);
    drag({2, 2}, QPoint(chart()->width() - 3, chart()->height() - 3), Qt::ShiftModifier);
    QCOMPARE(m_window->editing().subject().servers.size(), now().servers.size());
    auto *domain = properties()->field(u"domain"_s)->findChild<QLineEdit *>();
    domain->setFocus();
    QTest::keyClicks(domain, u"corp.example"_s);
    QTest::keyClick(domain, Qt::Key_Return);
    for (const Server &server : now().servers)
        QCOMPARE(server.domain, u"corp.example"_s);
    settle();
    QCOMPARE(m_window->editing().subject().servers.size(), now().servers.size());
}

void TestMainWindowEditing::flowsHaveNothingToChange()
{
    openSample();
    m_window->inspector()->showProperties(true);
    QVERIFY(m_window->selectById(u"T1"_s));
    QVERIFY(!properties()->field(u"name"_s));
    QVERIFY(!action(u"delete"_s)->isEnabled());
    chart()->setFocus();
    QTest::keyClick(chart(), Qt::Key_Escape);
    QVERIFY(properties()->field(u"name"_s));
}

void TestMainWindowEditing::fieldsKeepTheirKeys()
{
    openSample();
    const QByteArray before = writeTopology(now());
    m_window->inspector()->showProperties(true);
    QTest::mouseClick(chart(), Qt::LeftButton, {}, cardOf(u"hq-cas1"_s));
    auto *name = properties()->field(u"name"_s)->findChild<QLineEdit *>();
    name->setFocus();
    name->selectAll();
    QTest::keyClick(name, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"HQ-CAS1"_s);
    QTest::keyClick(name, Qt::Key_Delete);
    QVERIFY(name->text().isEmpty());
    QVERIFY(!properties()->field(u"name"_s)->faultText().isEmpty());
    QTest::keyClick(name, Qt::Key_Escape);
    QCOMPARE(name->text(), u"HQ-CAS1"_s);
    QCOMPARE(writeTopology(now()), before);
}

void TestMainWindowEditing::theOutlineIsRememberedLikeTheOtherPanes()
{
    QVERIFY(m_window->outline()->isVisible());
    QVERIFY(m_window->settings().showOutline);
    QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!m_window->outline()->isVisible());
    WindowSettings settings = m_window->settings();
    QVERIFY(!settings.showOutline);
    settings.panes.clear();
    m_window = std::make_unique<MainWindow>(settings, QString());
    m_window->resize(1600, 1000);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QVERIFY(!m_window->outline()->isVisible());
}

void TestMainWindowEditing::theOutlineGivesWayInASmallWindow()
{
    openSample();
    const auto narrow = [this](int width) {
        m_window->resize(width, 700);
        return QTest::qWaitFor([this, width] { return m_window->width() == width; });
    };
    QVERIFY(narrow(1000));
    QTRY_VERIFY(!m_window->outline()->isVisible());
    // It was not put away: the next window has it.
    QVERIFY(m_window->settings().showOutline);
    QVERIFY(narrow(1600));
    QTRY_VERIFY(m_window->outline()->isVisible());
    // Who opens it in a small window has it; who closes it has decided for all.
    QVERIFY(narrow(1000));
    QTRY_VERIFY(!m_window->outline()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
    QTRY_VERIFY(m_window->outline()->isVisible());
    QTest::mouseClick(m_window->outline()->findChild<QToolButton *>(u"paneClose"_s), Qt::LeftButton);
    QVERIFY(narrow(1600));
    QVERIFY(!m_window->outline()->isVisible());
    QVERIFY(!m_window->settings().showOutline);
}

void TestMainWindowEditing::anOpenNameIsKeptWhileFlowsAndReviewComeIn()
{
    openSample();
    action(u"addSite"_s)->trigger();
    QPointer<QLineEdit> name = m_window->outline()->tree()->findChild<QLineEdit *>(u"outlineName"_s);
    QVERIFY(name && name->hasFocus());
    QTest::keyClicks(name, u"Mun"_s);
    // Flows, chart and review of the step that added it come in now.
    settle();
    QVERIFY(name && name->hasFocus());
    QCOMPARE(name->text(), u"Mun"_s);
    QTest::keyClicks(name, u"ich"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(now().sites.last().name, u"Munich"_s);
}

QTEST_MAIN(TestMainWindowEditing)
#include "tst_mainwindowediting.moc"
