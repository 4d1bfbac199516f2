// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/importdialog.h"
#include "app/window/importing.h"
#include "app/window/importsession.h"
#include "app/window/theme.h"
#include "tests/support/windowfixture.h"
#include "views/imports/decisionmodel.h"
#include "views/imports/importitemmodel.h"
#include "views/imports/mappingform.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>
#include <QUrl>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 60000; ///< ms; far more than even a busy machine takes

const QByteArray kServers = "#TYPE Microsoft.Exchange.Data.Directory.Management.ExchangeServer\r\n"
                            "\"Name\",\"Fqdn\",\"Domain\",\"Site\",\"ServerRole\",\"AdminDisplayVersion\"\r\n"
                            "\"EX1\",\"ex1.c.example\",\"c.example\",\"c.example/Configuration/Sites/HQ\","
                            "\"Mailbox\",\"Version 14.3 (Build 123.4)\"\r\n"
                            "\"EX2\",\"ex2.c.example\",\"c.example\",\"c.example/Configuration/Sites/HQ\","
                            "\"Mailbox\",\"Version 14.3 (Build 123.4)\"\r\n"
                            "\"CAS1\",\"cas1.c.example\",\"c.example\",\"c.example/Configuration/Sites/Branch\","
                            "\"ClientAccess, HubTransport\",\"Version 14.3 (Build 123.4)\"\r\n";
const QByteArray kDags = "#TYPE Microsoft.Exchange.Data.Directory.SystemConfiguration.DatabaseAvailabilityGroup\r\n"
                         "\"Name\",\"Servers\",\"WitnessServer\",\"ReplicationPort\"\r\n"
                         "\"DAG1\",\"EX1;EX2\",\"cas1.c.example\",\"64327\"\r\n";
/// What no guess can make sense of.
const QByteArray kForeign = "Alpha,Beta,Gamma\r\nex7,Munich,mailbox\r\nex8,Bonn,mailbox\r\n";

} // namespace

/// Bringing files into the window's document, by mouse and keys.
class TestImporting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepareLook(*qApp); }
    void init();
    void cleanup() { m_fixture.stop(); }
    void bringsExportsIntoAnEmptyDeployment();
    void nothingTickedIsNothingToImport();
    void whatTheFilesLackGoesOnlyWithATick();
    void rowsThatCannotBeReadAreListed();
    void filesThatCannotBeReadSayWhatToDo();
    void serversWithoutASiteWaitForOne();
    void aForeignTableIsMappedOnce();
    void filesAreDropped();
    void aDroppedTopologyIsOpened();
    void cancelChangesNothing();
    void theHelpIsCopied();

private:
    QString write(const QString &name, const QByteArray &bytes) const;
    void openEmpty() const;
    void begin(const QStringList &paths) const; ///< waits for the plan
    ImportDialog *dialog() const { return m_fixture.window().findChild<ImportDialog *>(); }
    QTreeView *items() const { return dialog()->findChild<QTreeView *>(u"importItems"_s); }
    QPushButton *button(const QString &name) const { return dialog()->findChild<QPushButton *>(name); }
    QToolButton *filter(const QString &word) const;
    QModelIndex itemCalled(const QString &name) const;
    void clickTick(const QTreeView &list, const QModelIndex &index) const;
    void planned() const;
    void accept() const;
    const Topology &now() const { return m_fixture.window().document().present(); }

    WindowFixture m_fixture;
};

void TestImporting::init()
{
    m_fixture.start();
    openEmpty();
}

QString TestImporting::write(const QString &name, const QByteArray &bytes) const
{
    const QString path = m_fixture.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

void TestImporting::openEmpty() const
{
    Topology topology;
    topology.name = u"Empty"_s;
    topology.catalog = u"exchange-2010"_s;
    m_fixture.open(write(u"empty.portolan"_s, writeTopology(topology)));
}

void TestImporting::planned() const
{
    QTRY_VERIFY_WITH_TIMEOUT(!dialog()->session().isBusy() && !dialog()->session().plan()->files.isEmpty(), kPatience);
}

void TestImporting::begin(const QStringList &paths) const
{
    m_fixture.window().findChild<Importing *>()->begin(paths);
    QVERIFY(dialog());
    QVERIFY(QTest::qWaitForWindowActive(dialog()));
    planned();
}

QToolButton *TestImporting::filter(const QString &word) const
{
    for (auto *button : dialog()->findChildren<QToolButton *>()) {
        if (button->text().startsWith(word + u' '))
            return button;
    }
    qFatal("no filter %s", qPrintable(word));
    return nullptr;
}

QModelIndex TestImporting::itemCalled(const QString &name) const
{
    const QAbstractItemModel &model = *items()->model();
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.index(row, 0).data().toString() == name)
            return model.index(row, 0);
    }
    return {};
}

void TestImporting::clickTick(const QTreeView &list, const QModelIndex &index) const
{
    QVERIFY(index.isValid());
    const QRect line = list.visualRect(index);
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, QPoint(line.left() + 10, line.center().y()));
    planned();
}

void TestImporting::accept() const
{
    QVERIFY(button(u"importAccept"_s)->isEnabled());
    QTest::mouseClick(button(u"importAccept"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), kPatience);
    m_fixture.settle();
}

void TestImporting::bringsExportsIntoAnEmptyDeployment()
{
    write(u"servers.csv"_s, kServers);
    write(u"dags.csv"_s, kDags);
    const QByteArray before = writeTopology(now());
    const QSignalSpy said(m_fixture.window().findChild<Importing *>(), &Importing::said);
    auto *start = m_fixture.window().findChild<QPushButton *>(u"startImport"_s);
    QVERIFY(start->isVisible());
    QTest::mouseClick(start, Qt::LeftButton);
    auto *chooser = m_fixture.window().findChild<QFileDialog *>(u"importChoice"_s);
    QVERIFY(chooser);
    chooser->setDirectory(m_fixture.filePath(QString()));
    auto *name = chooser->findChild<QLineEdit *>(u"fileNameEdit"_s);
    // Pasted: what the dialog's own completer makes of typed quotes depends on when it has read the folder.
    QGuiApplication::clipboard()->setText(u"\"servers.csv\" \"dags.csv\""_s);
    QTest::keyClick(name, Qt::Key_V, Qt::ControlModifier);
    QTest::mouseClick(chooser->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Open), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(dialog(), kPatience);
    planned();

    auto *files = dialog()->findChild<QTreeWidget *>(u"importFiles"_s);
    QCOMPARE(files->topLevelItemCount(), 2);
    QCOMPARE(files->topLevelItem(0)->text(1), u"Get-ExchangeServer"_s);
    QCOMPARE(files->topLevelItem(0)->text(2), u"3"_s);
    QCOMPARE(files->topLevelItem(1)->text(2), u"1"_s);
    // Two sites, three servers, a group.
    QCOMPARE(filter(u"New"_s)->text(), u"New 6"_s);
    QCOMPARE(filter(u"Unchanged"_s)->text(), u"Unchanged 0"_s);
    QCOMPARE(button(u"importAccept"_s)->text(), u"&Import 6 changes"_s);
    const QModelIndex ex1 = itemCalled(u"EX1"_s);
    QVERIFY(items()->model()->rowCount(ex1) > 0);
    QCOMPARE(ex1.siblingAtColumn(ImportItemModel::PlaceColumn).data().toString(), u"servers.csv:3"_s);

    clickTick(*items(), itemCalled(u"CAS1"_s));
    // Its site is needed by nothing else.
    QVERIFY(button(u"importAccept"_s)->text() != u"&Import 6 changes"_s);
    accept();
    QCOMPARE(now().servers.size(), 2);
    QCOMPARE(now().groups.size(), 1);
    QCOMPARE(now().groups.first().members.size(), 2);
    QCOMPARE(said.size(), 1);
    QVERIFY(said.first().first().toString().startsWith(u"Imported: 4 new"_s));
    QVERIFY(m_fixture.window().document().isModified());
    const QByteArray after = writeTopology(now());

    m_fixture.window().document().undo();
    QCOMPARE(writeTopology(now()), before);
    m_fixture.window().document().redo();
    QCOMPARE(writeTopology(now()), after);
    m_fixture.settle();

    begin({m_fixture.filePath(u"servers.csv"_s), m_fixture.filePath(u"dags.csv"_s)});
    for (const QString &word : {u"EX1"_s, u"EX2"_s})
        QVERIFY(itemCalled(word)
                    .siblingAtColumn(ImportItemModel::OutcomeColumn)
                    .data()
                    .toString()
                    .contains(u"Unchanged"_s));
    QTest::mouseClick(filter(u"New"_s), Qt::LeftButton);
    QVERIFY(itemCalled(u"CAS1"_s).isValid());
    QVERIFY(!itemCalled(u"EX1"_s).isValid());
}

void TestImporting::nothingTickedIsNothingToImport()
{
    begin({write(u"servers.csv"_s, kServers)});
    QTest::mouseClick(button(u"tickNone"_s), Qt::LeftButton);
    QVERIFY(!button(u"importAccept"_s)->isEnabled());
    planned();
    QVERIFY(!button(u"importAccept"_s)->isEnabled());
    // With the keyboard: one line, by the space bar.
    items()->setFocus();
    items()->setCurrentIndex(itemCalled(u"EX1"_s));
    QTest::keyClick(items(), Qt::Key_Space);
    planned();
    QVERIFY(button(u"importAccept"_s)->isEnabled());
    accept();
    QCOMPARE(now().servers.size(), 1);
    QCOMPARE(now().sites.size(), 1);
}

void TestImporting::whatTheFilesLackGoesOnlyWithATick()
{
    begin({write(u"servers.csv"_s, kServers)});
    accept();
    QCOMPARE(now().servers.size(), 3);
    const QByteArray before = writeTopology(now());
    const QString fewer = write(u"fewer.csv"_s, kServers.first(kServers.lastIndexOf("\"CAS1\"")));
    begin({fewer});
    QCOMPARE(filter(u"Only here"_s)->text(), u"Only here 1"_s);
    QVERIFY(!button(u"importAccept"_s)->isEnabled());
    clickTick(*items(), itemCalled(u"CAS1"_s));
    QCOMPARE(button(u"importAccept"_s)->text(), u"&Import 1 change"_s);
    accept();
    QCOMPARE(now().servers.size(), 2);
    m_fixture.window().document().undo();
    QCOMPARE(writeTopology(now()), before);
}

void TestImporting::rowsThatCannotBeReadAreListed()
{
    begin({write(u"servers.csv"_s, kServers + "\"BROKEN\",\"two cells\"\r\n")});
    QCOMPARE(filter(u"Unreadable"_s)->text(), u"Unreadable 1"_s);
    QTest::mouseClick(filter(u"Unreadable"_s), Qt::LeftButton);
    const QAbstractItemModel &model = *items()->model();
    QCOMPARE(model.rowCount(), 1);
    const QModelIndex line = model.index(0, 0);
    QVERIFY(line.data().toString().contains(u"servers.csv:6"_s));
    QVERIFY(!line.flags().testFlag(Qt::ItemIsUserCheckable));
    items()->setCurrentIndex(line);
    QVERIFY(line.siblingAtColumn(ImportItemModel::OutcomeColumn).data().toString().size() > u"! Unreadable: "_s.size());
}

void TestImporting::filesThatCannotBeReadSayWhatToDo()
{
    begin({m_fixture.filePath(u"gone.csv"_s), write(u"page.xml"_s, "<html></html>")});
    QCOMPARE(filter(u"Unreadable"_s)->text(), u"Unreadable 2"_s);
    auto *message = dialog()->findChild<QLabel *>(u"importMessage"_s);
    QVERIFY(message->isVisible());
    QVERIFY(message->text().contains(u"How to export"_s));
    QVERIFY(!button(u"importAccept"_s)->isEnabled());
}

void TestImporting::serversWithoutASiteWaitForOne()
{
    begin({write(u"hosts.csv"_s, "Name,Role\r\nEX7,Mailbox\r\nEX8,Mailbox\r\n")});
    QVERIFY(!button(u"importAccept"_s)->isEnabled());
    QTest::mouseClick(filter(u"To decide"_s), Qt::LeftButton);
    auto *list = dialog()->findChild<QTreeView *>(u"importDecisions"_s);
    QVERIFY(list->isVisible());
    QCOMPARE(list->model()->rowCount(), 1);
    const QModelIndex answer = list->model()->index(0, DecisionModel::AnswerColumn);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(answer).center());
    auto *editor = list->findChild<QComboBox *>(u"decision"_s);
    QVERIFY(editor);
    editor->lineEdit()->selectAll();
    QTest::keyClicks(editor->lineEdit(), u"Munich"_s);
    QTest::keyClick(editor->lineEdit(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(dialog()->session().choices().site == u"Munich"_s, kPatience);
    planned();
    // The answer stands where it was asked for, and Enter has not taken everything over.
    QCOMPARE(answer.data().toString(), u"Munich"_s);
    QCOMPARE(button(u"importAccept"_s)->text(), u"&Import 3 changes"_s);
    accept();
    QCOMPARE(now().servers.size(), 2);
    QCOMPARE(now().sites.first().name, u"Munich"_s);
}

void TestImporting::aForeignTableIsMappedOnce()
{
    const QString path = write(u"cmdb.csv"_s, kForeign);
    begin({path});
    auto *form = dialog()->findChild<MappingForm *>();
    QVERIFY(form->isVisible());
    QVERIFY(!button(u"importAccept"_s)->isEnabled());
    const auto choose = [&](ServerField field, int steps) {
        QComboBox *columns = form->field(field);
        columns->setFocus();
        columns->setCurrentIndex(0);
        for (int i = 0; i < steps; ++i)
            QTest::keyClick(columns, Qt::Key_Down);
        planned();
    };
    choose(ServerField::Name, 1);
    choose(ServerField::Site, 2);
    choose(ServerField::Roles, 3);
    QCOMPARE(form->field(ServerField::Site)->currentText(), u"Beta"_s);
    QVERIFY(itemCalled(u"ex7"_s).isValid());
    QCOMPARE(button(u"importAccept"_s)->text(), u"&Import 4 changes"_s);
    accept();
    QCOMPARE(now().servers.size(), 2);
    QCOMPARE(now().servers.first().roles, QStringList{u"mailbox"_s});

    // The next table of that kind comes up mapped, in whatever file.
    QCOMPARE(m_fixture.window().settings().columnMappings.size(), 1);
    begin({write(u"other.csv"_s, kForeign + "ex9,Bonn,mailbox\r\n")});
    QCOMPARE(dialog()->findChild<MappingForm *>()->field(ServerField::Site)->currentText(), u"Beta"_s);
    QCOMPARE(filter(u"New"_s)->text(), u"New 1"_s);
    QVERIFY(filter(u"Unchanged"_s)->text().section(u' ', -1).toInt() >= 2);
}

void TestImporting::filesAreDropped()
{
    QMimeData data;
    data.setUrls(
        {QUrl::fromLocalFile(write(u"servers.csv"_s, kServers)), QUrl::fromLocalFile(write(u"dags.csv"_s, kDags))});
    MainWindow &window = m_fixture.window();
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPoint(200, 200), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&window, &drop);
    QVERIFY(dialog());
    planned();
    QCOMPARE(filter(u"New"_s)->text(), u"New 6"_s);
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), kPatience);
}

void TestImporting::aDroppedTopologyIsOpened()
{
    Topology topology;
    topology.name = u"Another"_s;
    topology.catalog = u"exchange-2010"_s;
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(write(u"another.json"_s, writeTopology(topology)))});
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&m_fixture.window(), &enter);
    QDropEvent drop(QPoint(200, 200), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&m_fixture.window(), &drop);
    QVERIFY(!dialog());
    QTRY_COMPARE_WITH_TIMEOUT(now().name, u"Another"_s, kPatience);
    m_fixture.settle();
}

void TestImporting::cancelChangesNothing()
{
    const QByteArray before = writeTopology(now());
    begin({write(u"servers.csv"_s, kServers)});
    QTest::mouseClick(button(u"importCancel"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(), kPatience);
    QCOMPARE(writeTopology(now()), before);
    QVERIFY(!m_fixture.window().document().isModified());
}

void TestImporting::theHelpIsCopied()
{
    begin({write(u"servers.csv"_s, kServers)});
    QTest::mouseClick(button(u"importHelp"_s), Qt::LeftButton);
    auto *help = dialog()->findChild<QDialog *>(u"importHelpDialog"_s);
    QVERIFY(help);
    QVERIFY(help->findChild<QPlainTextEdit *>()->toPlainText().contains(u"Get-ExchangeServer"_s));
    for (auto *button : help->findChildren<QPushButton *>()) {
        if (button->text() == u"Copy all"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QVERIFY(QApplication::clipboard()->text().contains(u"Get-DatabaseAvailabilityGroup"_s));
}

QTEST_MAIN(TestImporting)
#include "tst_importing.moc"
