// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/choicebar.h"
#include "app/window/flowchanges.h"
#include "app/window/mainwindow.h"
#include "app/window/recovery.h"
#include "app/window/recoveryoffer.h"
#include "app/window/theme.h"
#include "views/graph/graphwidget.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace portolan;
using namespace Qt::StringLiterals;

/// The window's document as a file: undo, new, closing, changes on disk, recovery, by mouse and keys.
class TestMainWindowFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepareLook(*qApp); }
    void init();
    void cleanup();
    void undoAndRedoByKeysNameTheirSteps();
    void anEditKeepsViewAndSelection();
    void savedViewsAreUndone();
    void theTitleTellsUnsavedChanges();
    void closingAsks();
    void newAsksThenStartsEmpty();
    void flowsThatAnEditChangesAreListed();
    void aChangedFileIsReloadedOnlyWhenWanted();
    void changesOnBothSidesAreMerged();
    void keepingMineLetsSaveWriteOver();
    void savingOverAChangedFileAsksFirst();
    void aFileThatIsGoneIsSavedAgain();
    void aSaveThatFailsSaysWhatToDo();
    void recoveryIsOfferedAndOpened();
    void recoveryIsDiscardedOnlyWhenSure();
    void recoveryWaits();
    void discardingAtTheEndLeavesNothingToRecover();

private:
    void makeWindow();
    void open(const QString &path);
    void settle() const;
    void rename(const QString &name);
    void writeTheirs() const;
    void leaveRecovery() const;
    RecoveryOffer *offer();
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers) const;
    void click(QWidget *parent, const QString &name) const;
    void answer(QMessageBox::StandardButton button) const;
    QAction *action(const QString &name) const { return m_window->findChild<QAction *>(name); }
    ChoiceBar *bar() const { return m_window->findChild<ChoiceBar *>(); }
    Document &document() const { return m_window->document(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
    QString m_file;
    QString m_store;
};

namespace {

QByteArray bytesOf(const QString &path)
{
    return readContent(path).bytes;
}

} // namespace

void TestMainWindowFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(u"plan.portolan"_s);
    m_store = m_folder->filePath(u"store"_s);
    QVERIFY(QFile::copy(u":/portolan/samples/single-server.portolan"_s, m_file));
    QVERIFY(QFile::setPermissions(m_file, QFile::ReadOwner | QFile::WriteOwner));
    makeWindow();
}

void TestMainWindowFiles::makeWindow()
{
    WindowSettings settings;
    settings.theme = ThemeChoice::Light;
    m_window = std::make_unique<MainWindow>(settings, QString());
    m_window->resize(1400, 900);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestMainWindowFiles::cleanup()
{
    m_window.reset();
    m_folder.reset();
}

void TestMainWindowFiles::settle() const
{
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), 60000);
}

void TestMainWindowFiles::open(const QString &path)
{
    m_window->openFile(path);
    settle();
    QCOMPARE(document().current().path, path);
}

void TestMainWindowFiles::rename(const QString &name)
{
    document().apply({u"Rename to "_s + name, [name](const Topology &before) {
                          Topology after = before;
                          after.name = name;
                          return after;
                      }});
}

void TestMainWindowFiles::writeTheirs() const
{
    Topology theirs = loadTopology(m_file)->topology;
    theirs.servers.first().notes = u"Theirs"_s;
    QVERIFY(saveTopology(theirs, m_file));
}

void TestMainWindowFiles::press(Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    // Shortcuts are those of the active window. Without a window manager nobody gives that back when a box closes.
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), key, modifiers);
}

void TestMainWindowFiles::click(QWidget *parent, const QString &name) const
{
    auto *button = parent->findChild<QPushButton *>(name);
    QVERIFY2(button && button->isVisible(), qPrintable(name));
    QTest::mouseClick(button, Qt::LeftButton);
}

void TestMainWindowFiles::answer(QMessageBox::StandardButton button) const
{
    auto *box = m_window->findChild<QMessageBox *>(u"askToSave"_s);
    QVERIFY(box && box->isVisible());
    QTest::mouseClick(box->button(button), Qt::LeftButton);
    QTRY_VERIFY(!m_window->findChild<QMessageBox *>(u"askToSave"_s));
}

void TestMainWindowFiles::undoAndRedoByKeysNameTheirSteps()
{
    open(m_file);
    QVERIFY(!action(u"undo"_s)->isEnabled() && !action(u"redo"_s)->isEnabled());
    const QString name = document().present().name;
    rename(u"A & B"_s);
    QCOMPARE(action(u"undo"_s)->text(), u"&Undo Rename to A && B"_s);
    settle();
    QVERIFY(m_window->windowTitle().startsWith(u"A & B"_s));
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(document().present().name, name);
    QVERIFY(m_window->statusBar()->currentMessage().contains(u"Rename to A & B"_s));
    QVERIFY(!action(u"undo"_s)->isEnabled());
    QCOMPARE(action(u"redo"_s)->text(), u"&Redo Rename to A && B"_s);
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(document().present().name, u"A & B"_s);
    press(Qt::Key_Z, Qt::ControlModifier);
    press(Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(document().present().name, u"A & B"_s);
    settle();
    QVERIFY(m_window->windowTitle().startsWith(u"A & B"_s));
}

void TestMainWindowFiles::anEditKeepsViewAndSelection()
{
    m_window->setLevel(Level::Servers);
    open(u":/portolan/samples/three-site.portolan"_s);
    QVERIFY(m_window->selectById(u"hq-mbx1"_s));
    m_window->chart()->zoomToSelection();
    settle();
    const auto place = [&] {
        const PlacedDiagram &placed = m_window->chart()->placed();
        return m_window->chart()->fromScene(partBounds(placed, m_window->chart()->chartSelection().part).center());
    };
    const double zoom = m_window->chart()->zoom();
    const QPointF before = place();
    document().apply({u"Add a server"_s, [](const Topology &topology) {
                          Topology after = topology;
                          Server server = topology.servers.first();
                          server.id = u"added"_s;
                          server.name = u"ADDED"_s;
                          after.servers << server;
                          return after;
                      }});
    settle();
    QCOMPARE(m_window->chart()->zoom(), zoom);
    const DiagramPart part = m_window->chart()->chartSelection().part;
    QCOMPARE(m_window->chart()->placed().diagram->nodes.at(part.index).id, u"server:hq-mbx1"_s);
    QVERIFY((place() - before).manhattanLength() < 3);
}

void TestMainWindowFiles::savedViewsAreUndone()
{
    open(m_file);
    m_window->saveView(u"Border"_s);
    QCOMPARE(action(u"undo"_s)->text(), u"&Undo Save view Border"_s);
    press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(document().present().views.isEmpty());
    QVERIFY(!m_window->showSavedView(u"Border"_s));
}

void TestMainWindowFiles::theTitleTellsUnsavedChanges()
{
    open(m_file);
    QVERIFY(!m_window->isWindowModified() && !action(u"save"_s)->isEnabled());
    rename(u"Mine"_s);
    QVERIFY(m_window->isWindowModified() && action(u"save"_s)->isEnabled());
    press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!m_window->isWindowModified());
    press(Qt::Key_Y, Qt::ControlModifier);
    press(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!m_window->isWindowModified());
    QCOMPARE(loadTopology(m_file)->topology.name, u"Mine"_s);
    press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(m_window->isWindowModified());
}

void TestMainWindowFiles::closingAsks()
{
    open(m_file);
    const QByteArray first = bytesOf(m_file);
    rename(u"Mine"_s);
    m_window->close();
    answer(QMessageBox::Cancel);
    QVERIFY(m_window->isVisible());
    QCOMPARE(bytesOf(m_file), first);
    m_window->close();
    answer(QMessageBox::Save);
    QTRY_VERIFY(!m_window->isVisible());
    QCOMPARE(loadTopology(m_file)->topology.name, u"Mine"_s);
}

void TestMainWindowFiles::newAsksThenStartsEmpty()
{
    open(m_file);
    rename(u"Mine"_s);
    press(Qt::Key_N, Qt::ControlModifier);
    answer(QMessageBox::Cancel);
    QCOMPARE(document().present().name, u"Mine"_s);
    press(Qt::Key_N, Qt::ControlModifier);
    answer(QMessageBox::Discard);
    settle();
    QVERIFY(document().present().servers.isEmpty());
    QVERIFY(document().current().path.isEmpty());
    QVERIFY(m_window->windowTitle().contains(u"not saved yet"_s));
    QVERIFY(!m_window->isWindowModified() && action(u"save"_s)->isEnabled());
    const QString path = m_folder->filePath(u"new.portolan"_s);
    QVERIFY(m_window->saveAs(path));
    QVERIFY(m_window->windowTitle().contains(u"new.portolan"_s));
    QVERIFY(!action(u"save"_s)->isEnabled());
}

void TestMainWindowFiles::flowsThatAnEditChangesAreListed()
{
    open(m_file);
    auto *changes = m_window->findChild<FlowChanges *>();
    QVERIFY(!changes->isVisible());
    const qint64 all = document().current().flows.flowCount();
    document().apply({u"Remove all servers"_s, [](const Topology &before) {
                          Topology after = before;
                          after.servers.clear();
                          after.groups.clear();
                          return after;
                      }});
    QTRY_VERIFY(changes->isVisible());
    QCOMPARE(changes->text(), u"−%1 flows"_s.arg(all));
    press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(changes->text(), u"+%1 flows"_s.arg(all));
    QTest::mouseClick(changes, Qt::LeftButton);
    QTRY_VERIFY(m_window->findChild<QDialog *>(u"flowChangeList"_s));
    auto *list = m_window->findChild<QDialog *>(u"flowChangeList"_s)->findChild<QTreeWidget *>();
    QCOMPARE(qint64(list->topLevelItemCount()), all);
    QCOMPARE(list->topLevelItem(0)->text(0), u"added"_s);
    m_window->findChild<QDialog *>(u"flowChangeList"_s)->close();
    rename(u"Mine"_s);
    QTRY_VERIFY(!changes->isVisible());
}

void TestMainWindowFiles::aChangedFileIsReloadedOnlyWhenWanted()
{
    open(m_file);
    const QString notes = document().present().servers.first().notes;
    QVERIFY(!bar()->isVisible());
    writeTheirs();
    QTRY_VERIFY(bar()->isVisible());
    QVERIFY(bar()->text().contains(u"plan.portolan"_s));
    QCOMPARE(document().present().servers.first().notes, notes);
    QVERIFY(!bar()->findChild<QPushButton *>(u"mergeFile"_s) && !bar()->findChild<QPushButton *>(u"keepMine"_s));
    click(bar(), u"reloadFile"_s);
    QTRY_COMPARE(document().present().servers.first().notes, u"Theirs"_s);
    settle();
    QVERIFY(!bar()->isVisible() && !m_window->isWindowModified());
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(document().present().servers.first().notes, notes);
}

void TestMainWindowFiles::changesOnBothSidesAreMerged()
{
    open(m_file);
    rename(u"Mine"_s);
    writeTheirs();
    QTRY_VERIFY(bar()->isVisible());
    click(bar(), u"mergeFile"_s);
    QTRY_COMPARE(document().present().servers.first().notes, u"Theirs"_s);
    QCOMPARE(document().present().name, u"Mine"_s);
    settle();
    QVERIFY(!bar()->isVisible() && m_window->isWindowModified());
    // Both change the same: it is said what was taken.
    Topology theirs = loadTopology(m_file)->topology;
    theirs.name = u"Also theirs"_s;
    QVERIFY(saveTopology(theirs, m_file));
    QTRY_VERIFY(bar()->isVisible());
    click(bar(), u"mergeFile"_s);
    QTRY_VERIFY(m_window->findChild<QDialog *>(u"errorDialog"_s));
    auto *dialog = m_window->findChild<QDialog *>(u"errorDialog"_s);
    const QString text = dialog->findChild<QPlainTextEdit *>(u"errorText"_s)->toPlainText();
    QVERIFY2(text.contains(u"Mine"_s) && text.contains(u"Also theirs"_s), qPrintable(text));
    QCOMPARE(document().present().name, u"Mine"_s);
    dialog->close();
}

void TestMainWindowFiles::keepingMineLetsSaveWriteOver()
{
    open(m_file);
    rename(u"Mine"_s);
    writeTheirs();
    const QByteArray theirs = bytesOf(m_file);
    QTRY_VERIFY(bar()->isVisible());
    click(bar(), u"keepMine"_s);
    QVERIFY(!bar()->isVisible() && m_window->isWindowModified());
    press(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!m_window->isWindowModified());
    QCOMPARE(loadTopology(m_file)->topology.name, u"Mine"_s);
    QCOMPARE(bytesOf(m_file + u'~'), theirs);
}

void TestMainWindowFiles::savingOverAChangedFileAsksFirst()
{
    open(m_file);
    rename(u"Mine"_s);
    writeTheirs();
    const QByteArray theirs = bytesOf(m_file);
    // At once, before the window can have seen the change by itself.
    press(Qt::Key_S, Qt::ControlModifier);
    auto *box = m_window->findChild<QMessageBox *>(u"askToOverwrite"_s);
    QVERIFY(box && box->isVisible());
    QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
    QCOMPARE(bytesOf(m_file), theirs);
    QVERIFY(m_window->isWindowModified());
    QTRY_VERIFY(!m_window->findChild<QMessageBox *>(u"askToOverwrite"_s));
    press(Qt::Key_S, Qt::ControlModifier);
    box = m_window->findChild<QMessageBox *>(u"askToOverwrite"_s);
    QVERIFY(box);
    click(box, u"saveOver"_s);
    QTRY_COMPARE(loadTopology(m_file)->topology.name, u"Mine"_s);
    QVERIFY(!m_window->isWindowModified());
    QCOMPARE(bytesOf(m_file + u'~'), theirs);
}

void TestMainWindowFiles::aFileThatIsGoneIsSavedAgain()
{
    open(m_file);
    const QByteArray first = bytesOf(m_file);
    QVERIFY(QFile::remove(m_file));
    QTRY_VERIFY(bar()->isVisible());
    QTRY_VERIFY(m_window->isWindowModified());
    click(bar(), u"saveAgain"_s);
    QCOMPARE(bytesOf(m_file), first);
    QVERIFY(!bar()->isVisible() && !m_window->isWindowModified());
}

void TestMainWindowFiles::aSaveThatFailsSaysWhatToDo()
{
    open(m_file);
    rename(u"Mine"_s);
    QVERIFY(QFile::remove(m_file));
    QVERIFY(QDir().mkdir(m_file));
    press(Qt::Key_S, Qt::ControlModifier);
    auto *dialog = m_window->findChild<QDialog *>(u"errorDialog"_s);
    QVERIFY(dialog && dialog->isVisible());
    const QString text = dialog->findChild<QPlainTextEdit *>(u"errorText"_s)->toPlainText();
    QVERIFY2(text.contains(m_file) && text.contains(u"Save As"_s), qPrintable(text));
    dialog->close();
    QVERIFY(m_window->isWindowModified());
    QCOMPARE(document().present().name, u"Mine"_s);
}

void TestMainWindowFiles::leaveRecovery() const
{
    Topology changed = loadTopology(m_file)->topology;
    changed.name = u"Recovered"_s;
    Recovery recovery;
    recovery.path = m_file;
    recovery.name = changed.name;
    recovery.base = readState(m_file).hash;
    recovery.time = QDateTime::currentDateTimeUtc();
    recovery.content = writeTopology(changed);
    QVERIFY(RecoveryFile::create(m_store)->write(recovery));
}

RecoveryOffer *TestMainWindowFiles::offer()
{
    m_window->keepRecoveryIn(m_store);
    const auto found = [&] { return m_window->findChild<RecoveryOffer *>(); };
    [&] { QTRY_VERIFY(found() && found()->isVisible()); }();
    return found();
}

void TestMainWindowFiles::recoveryIsOfferedAndOpened()
{
    leaveRecovery();
    open(u":/portolan/samples/three-site.portolan"_s);
    RecoveryOffer *dialog = offer();
    auto *list = dialog->findChild<QTreeWidget *>(u"recoveries"_s);
    QCOMPARE(list->topLevelItemCount(), 1);
    QCOMPARE(list->topLevelItem(0)->text(0), u"Recovered"_s);
    QCOMPARE(list->topLevelItem(0)->text(1), u"1 change"_s);
    QCOMPARE(list->topLevelItem(0)->text(3), QDir::toNativeSeparators(m_file));
    click(dialog, u"openRecovery"_s);
    QTRY_COMPARE(document().current().path, m_file);
    settle();
    QCOMPARE(document().present().name, u"Recovered"_s);
    QVERIFY(m_window->isWindowModified());
    QVERIFY(!m_window->findChild<RecoveryOffer *>() || !m_window->findChild<RecoveryOffer *>()->isVisible());
    press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(loadTopology(m_file)->topology.name, u"Recovered"_s);
    QVERIFY(QDir(m_store).entryList({u"*.recovery"_s}, QDir::Files).isEmpty());
}

void TestMainWindowFiles::recoveryIsDiscardedOnlyWhenSure()
{
    leaveRecovery();
    RecoveryOffer *dialog = offer();
    for (const QMessageBox::StandardButton button : {QMessageBox::Cancel, QMessageBox::Discard}) {
        click(dialog, u"discardRecovery"_s);
        auto *box = dialog->findChild<QMessageBox *>(u"askToDiscard"_s);
        QVERIFY(box);
        QTest::mouseClick(box->button(button), Qt::LeftButton);
        QCOMPARE(QDir(m_store).entryList({u"*.recovery"_s}, QDir::Files).size(), button == QMessageBox::Cancel ? 1 : 0);
        QTRY_VERIFY(button == QMessageBox::Discard || !dialog->findChild<QMessageBox *>(u"askToDiscard"_s));
    }
    QTRY_VERIFY(!m_window->findChild<RecoveryOffer *>());
}

void TestMainWindowFiles::recoveryWaits()
{
    leaveRecovery();
    click(offer(), u"recoverLater"_s);
    QTRY_VERIFY(!m_window->findChild<RecoveryOffer *>());
    QCOMPARE(findRecoveries(m_store).size(), size_t(1));
}

void TestMainWindowFiles::discardingAtTheEndLeavesNothingToRecover()
{
    m_window->keepRecoveryIn(m_store);
    open(m_file);
    rename(u"Mine"_s);
    const QDir store(m_store);
    QTRY_COMPARE(store.entryList({u"*.recovery"_s}, QDir::Files).size(), 1);
    m_window->close();
    answer(QMessageBox::Discard);
    QTRY_VERIFY(!m_window->isVisible());
    m_window.reset();
    QVERIFY(store.entryList(QDir::Files).isEmpty());
}

QTEST_MAIN(TestMainWindowFiles)
#include "tst_mainwindowfiles.moc"
