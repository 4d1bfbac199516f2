// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/editing.h"
#include "app/window/theme.h"
#include "app/window/viewing.h"
#include "model/editing/changes.h"
#include "model/editing/removal.h"
#include "model/reachability/resultsfile.h"
#include "tests/support/checkingfixture.h"
#include "views/checks/changesmodel.h"
#include "views/checks/plannedchecksmodel.h"
#include "views/graph/graphwidget.h"
#include "views/tables/flowtable.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <memory>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kSeveralFaults = R"({ "format": "portolan-results", "version": 1, "runs": [1, 2, 3, 4] })";

} // namespace

/// Checks in the window, by mouse and keys, of real servers on the loopback.
class TestChecking : public QObject, private CheckingFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepareLook(*qApp); }
    void init() { start(); }
    void cleanup() { stop(); }
    void openingStartsNothing();
    void aPlanSaysWhatWouldBeAsked();
    void fromElsewhereAllIsAsked();
    void withoutAYesNothingIsSent();
    void publicAddressesNeedAYesOfTheirOwn();
    void aYesRunsThePlan();
    void theChartSaysWhatWasFound();
    void linesAreMarkedOnlyWhileThatIsWanted();
    void whatIsPickedInThePanelIsShownEverywhere();
    void whatIsSelectedElsewhereIsShownInThePanel();
    void oneFlowIsCheckedAgain();
    void aCardsMenuChecksItsFlows();
    void aRunIsStoppedAtOnceAndGoesOn();
    void aRunPausesAndResumes();
    void editsDuringARunAreSafe();
    void verdictsFollowThePlan();
    void resultsAreSavedAndOpened();
    void savingKeepsWhatTheFileHas();
    void aFileThatIsNoneIsRefused();
    void severalFilesAreOpenedAtOnce();
    void aScanIsAskedWhereItWasMade();
    void kitsAreWritten();
    void kitsForPublicAddressesAreAskedAbout();
    void earlierResultsAreCompared();
    void closingAsksForResults();
    void closingDuringARunSavesWhatWasFound();
    void anotherPlanAsksAndForgets();
    void theFilterAsksChecks();
    void exportsSayFromWhereAndWhen();
    void aSmallWindowStaysSmall();
};

void TestChecking::openingStartsNothing()
{
    open();
    QVERIFY(part<QPushButton>(u"emptyPlan"_s).isVisibleTo(&panel()));
    QVERIFY(!checking().run().isUnderWay());
    QCOMPARE(m_hub2->connections(), 0);
    QVERIFY(!m_fixture.diagram().showsChecks);
}

void TestChecking::aPlanSaysWhatWouldBeAsked()
{
    open();
    CheckPlanDialog *asked = openDialog();
    const QAbstractItemModel *targets = asked->findChild<QTableView *>(u"checkTargets"_s)->model();
    QCOMPARE(targets->rowCount(), 2);
    for (int row = 0; row < 2; ++row) {
        QCOMPARE(targets->index(row, PlannedChecksModel::ServerColumn).data().toString(),
                 row == 0 ? u"HUB2"_s : u"HUB3"_s);
        QCOMPARE(targets->index(row, PlannedChecksModel::AddressColumn).data().toString(),
                 row == 0 ? hub2Address() : hub3Address());
        QCOMPARE(targets->index(row, PlannedChecksModel::PortColumn).data().toString(),
                 u"TCP %1"_s.arg(m_hub2->port()));
        QVERIFY(targets->index(row, PlannedChecksModel::ExchangeColumn).data().toString().startsWith(u"SMTP"));
    }
    const QString summary = asked->findChild<QLabel *>(u"checkSummary"_s)->text();
    QVERIFY2(summary.startsWith(u"2 checks to 2 hosts"), qPrintable(summary));
    QCOMPARE(asked->findChild<QPushButton *>(u"checkStart"_s)->text(), u"Start 2 checks"_s);
    QVERIFY(!asked->findChild<QCheckBox *>(u"checkPublic"_s)->isVisible());
}

void TestChecking::fromElsewhereAllIsAsked()
{
    open();
    const CheckPlanDialog *asked = openDialog(u"planChecks"_s, {});
    QCOMPARE(asked->findChild<QTableView *>(u"checkTargets"_s)->model()->rowCount(), 3);
}

void TestChecking::withoutAYesNothingIsSent()
{
    open();
    CheckPlanDialog *asked = openDialog();
    QTest::keyClick(asked->findChild<QComboBox *>(u"checkFrom"_s), Qt::Key_Return);
    QVERIFY(asked->isVisible());
    QTest::keyClick(asked, Qt::Key_Escape);
    QTRY_VERIFY(dialog() == nullptr);
    QVERIFY(!checking().run().isUnderWay());
    QCOMPARE(m_hub2->connections(), 0);
}

void TestChecking::publicAddressesNeedAYesOfTheirOwn()
{
    open(QByteArray(threeHubs()).replace("127.77.1.3", "8.8.8.8"));
    const CheckPlanDialog *asked = openDialog();
    const auto *start = asked->findChild<QPushButton *>(u"checkStart"_s);
    auto *yes = asked->findChild<QCheckBox *>(u"checkPublic"_s);
    QVERIFY(yes->isVisible());
    QVERIFY(!start->isEnabled());
    QTest::keyClick(yes, Qt::Key_Space);
    QVERIFY(start->isEnabled());
    QTest::keyClick(yes, Qt::Key_Space);
    QVERIFY(!start->isEnabled());
}

void TestChecking::aYesRunsThePlan()
{
    open();
    run();
    QVERIFY(m_hub2->connections() > 0);
    QVERIFY(panel().isVisible());
    QCOMPARE(panel().vantage(), u"hub1"_s);
    QVERIFY(verdictOf(u"hub2"_s) == Verdict::Differs);
    QVERIFY(verdictOf(u"hub3"_s) == Verdict::Fails);
    // The data path breaks for both flows; the worst of them speaks for it.
    QCOMPARE(panel().tree()->rowCount(), 1);
    const QModelIndex broken = panel().tree()->index(0, 0);
    QVERIFY2(broken.data().toString().contains(u"T1"), qPrintable(broken.data().toString()));
    QCOMPARE(panel().tree()->rowCount(broken), 2);
    QCOMPARE(broken.siblingAtColumn(CheckTree::VerdictColumn).data().toString(), u"fails"_s);
    QVERIFY(checking().results().isUnsaved());
    QVERIFY(!window().document().isModified());
}

void TestChecking::theChartSaysWhatWasFound()
{
    open();
    run();
    QVERIFY(m_fixture.diagram().showsChecks);
    QVERIFY(markTo(u"hub3"_s) == CheckState::Fails);
    const CheckMarks &marks = *m_fixture.chart().checks();
    QVERIFY2(marks.heading.startsWith(u"Checked from HUB1, "), qPrintable(marks.heading));
    QVERIFY(marks.heading.contains(u"UTC") && marks.heading.contains(u"portolan "));
    const QString tip = m_fixture.chart().partText({DiagramPart::Kind::Edge, edgeBetween(u"hub1"_s, u"hub3"_s)});
    QVERIFY2(tip.contains(u"refused"), qPrintable(tip));
}

void TestChecking::linesAreMarkedOnlyWhileThatIsWanted()
{
    open();
    run();
    action(u"showChecks"_s).trigger();
    m_fixture.settle();
    QVERIFY(!m_fixture.diagram().showsChecks);
    QVERIFY(!m_fixture.chart().checks());
    action(u"showChecks"_s).trigger();
    m_fixture.settle();
    QVERIFY(markTo(u"hub3"_s) == CheckState::Fails);
}

void TestChecking::whatIsPickedInThePanelIsShownEverywhere()
{
    open();
    run();
    QTreeView &view = *panel().view();
    const QModelIndex group = panel().tree()->index(0, 0);
    view.expand(group);
    const QModelIndex worst = panel().tree()->index(0, 0, group);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(worst).center());
    const Selection &selection = window().selection().value();
    QVERIFY(selection.row.has_value());
    QCOMPARE(window().document().present().servers.at(selection.row->destination).id, u"hub3"_s);
    QVERIFY(m_fixture.chart().litEdges().contains(edgeBetween(u"hub1"_s, u"hub3"_s)));
    QCOMPARE(window().table()->view()->selectionModel()->selectedRows().size(), 1);
    const QString evidence = panel().detailsText();
    for (const QStringView word : {u"HUB1 → HUB3", u"refused", u"What to do", u"How we know", u"127.77.1.3"})
        QVERIFY2(evidence.contains(word), qPrintable(evidence));
}

void TestChecking::whatIsSelectedElsewhereIsShownInThePanel()
{
    open();
    run();
    QTableView &table = *window().table()->view();
    for (int row = 0; row < table.model()->rowCount(); ++row) {
        const FlowRow &flow = window().table()->model()->flowRow(row);
        const QList<Server> &servers = window().document().present().servers;
        if (servers.at(flow.source).id == u"hub1" && servers.at(flow.destination).id == u"hub2")
            table.selectRow(row);
    }
    const QString evidence = panel().detailsText();
    for (const QStringView word : {u"HUB1 → HUB2", u"differs", u"EHLO", u"220 mail.example ESMTP"})
        QVERIFY2(evidence.contains(word), qPrintable(evidence));
}

void TestChecking::oneFlowIsCheckedAgain()
{
    open();
    run();
    const int before = m_hub2->connections();
    const MailServer hub3(hub3Address(), m_hub2->port());
    QTreeView &view = *panel().view();
    const QModelIndex group = panel().tree()->index(0, 0);
    view.expand(group);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                      view.visualRect(panel().tree()->index(0, 0, group)).center());
    view.findChild<QAction *>(u"checksRecheck"_s)->trigger();
    const CheckPlanDialog *asked = dialog();
    QTRY_VERIFY_WITH_TIMEOUT(asked->plan() != nullptr, kPatience);
    QCOMPARE(asked->findChild<QTableView *>(u"checkTargets"_s)->model()->rowCount(), 1);
    QCOMPARE(hub3.connections(), 0);
    click(*asked, u"checkStart"_s);
    waitForEnd();
    QCOMPARE(m_hub2->connections(), before);
    QVERIFY(verdictOf(u"hub3"_s) == Verdict::Differs);
    QVERIFY(verdictOf(u"hub2"_s) == Verdict::Differs);
    QCOMPARE(checking().results().known().runs.size(), 2);
}

void TestChecking::aCardsMenuChecksItsFlows()
{
    open();
    const QMenu *menu = m_fixture.menuOf(m_fixture.partCalled(u"server:hub3"_s));
    QAction *check = WindowFixture::actionStarting(menu, u"Check the &selection"_s);
    QVERIFY(check);
    check->trigger();
    const CheckPlanDialog *asked = dialog();
    auto *from = asked->findChild<QComboBox *>(u"checkFrom"_s);
    QTRY_VERIFY_WITH_TIMEOUT(from->count() > 0, kPatience);
    from->setCurrentIndex(from->findData(u"hub1"_s));
    QTRY_VERIFY_WITH_TIMEOUT(asked->plan() != nullptr, kPatience);
    QCOMPARE(asked->plan()->checks.size(), size_t(1));
    QVERIFY(asked->plan()->checks.front().key.startsWith(u"hub3"));
}

void TestChecking::aRunIsStoppedAtOnceAndGoesOn()
{
    open();
    m_hub2.reset();
    const MailServer hub3(hub3Address(),
                          window().document().current().catalog.dataPaths().first().ports.first().ports.first,
                          MailServer::Kind::Silent);
    click(*openDialog(), u"checkStart"_s);
    // One is refused, the other waits for a word.
    QTRY_VERIFY_WITH_TIMEOUT(checking().run().status().done == 1 && hub3.connections() == 1, kPatience);
    QVERIFY(part<QPushButton>(u"checksStop"_s).isVisible());
    QTest::mouseClick(&part<QPushButton>(u"checksStop"_s), Qt::LeftButton);
    QVERIFY(!checking().run().isUnderWay());
    waitForEnd();
    QVERIFY(verdictOf(u"hub2"_s) == Verdict::Fails);
    QVERIFY(verdictOf(u"hub3"_s) == Verdict::NotChecked);
    QVERIFY(part<QPushButton>(u"checksGoOn"_s).isVisible());
    QTest::mouseClick(&part<QPushButton>(u"checksGoOn"_s), Qt::LeftButton);
    QVERIFY(checking().run().isUnderWay());
    QCOMPARE(checking().run().status().of, 1);
    QTRY_VERIFY_WITH_TIMEOUT(markTo(u"hub3"_s) == CheckState::Planned, kPatience);
    waitForEnd();
    QVERIFY(verdictOf(u"hub3"_s) != Verdict::NotChecked);
    QVERIFY(!part<QPushButton>(u"checksGoOn"_s).isVisible());
}

void TestChecking::aRunPausesAndResumes()
{
    open();
    m_hub2.reset();
    const quint16 port = window().document().current().catalog.dataPaths().first().ports.first().ports.first;
    const MailServer hub2(hub2Address(), port, MailServer::Kind::Silent);
    const MailServer hub3(hub3Address(), port, MailServer::Kind::Silent);
    const CheckPlanDialog *asked = openDialog();
    QTest::mouseClick(asked->findChild<QToolButton *>(u"checkLimits"_s), Qt::LeftButton);
    auto *once = asked->findChild<QSpinBox *>(u"inFlight"_s);
    once->selectAll();
    QTest::keyClicks(once, u"1"_s);
    click(*asked, u"checkStart"_s);
    QTRY_VERIFY_WITH_TIMEOUT(hub2.connections() > 0, kPatience);
    QTest::mouseClick(&part<QPushButton>(u"checksPause"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(checking().run().status().done, 1, kPatience);
    QVERIFY(part<QPushButton>(u"checksResume"_s).isVisible());
    QCOMPARE(hub3.connections(), 0);
    QTest::mouseClick(&part<QPushButton>(u"checksResume"_s), Qt::LeftButton);
    waitForEnd();
    QVERIFY(hub3.connections() > 0);
}

void TestChecking::editsDuringARunAreSafe()
{
    open();
    const MailServer hub3(hub3Address(), m_hub2->port(), MailServer::Kind::Silent);
    click(*openDialog(), u"checkStart"_s);
    QTRY_VERIFY_WITH_TIMEOUT(hub3.connections() > 0, kPatience);
    Parts parts;
    parts.ids << u"hub2"_s;
    window().editing().apply(removeParts(window().document().present(), parts));
    waitForEnd();
    QCOMPARE(window().document().present().servers.size(), 2);
    QVERIFY(verdictOf(u"hub3"_s) != Verdict::NotChecked);
    QVERIFY(markTo(u"hub3"_s) != CheckState::NotChecked);
    window().document().undo();
    m_fixture.settle();
    QTRY_VERIFY_WITH_TIMEOUT(verdictOf(u"hub2"_s) == Verdict::Differs, kPatience);
}

void TestChecking::verdictsFollowThePlan()
{
    open();
    run();
    QVERIFY(verdictOf(u"hub2"_s) == Verdict::Differs);
    window().editing().apply(renamePart(window().document().present(), u"hub1"_s, u"MAIL1"_s));
    m_fixture.settle();
    QTRY_VERIFY_WITH_TIMEOUT(
        m_fixture.chart().checks() && m_fixture.chart().checks()->heading.startsWith(u"Checked from MAIL1"), kPatience);
}

void TestChecking::resultsAreSavedAndOpened()
{
    open();
    run();
    const QString path = m_folder->filePath(u"small.portolan-results"_s);
    checking().files().save(path);
    QTRY_VERIFY_WITH_TIMEOUT(!checking().results().isUnsaved(), kPatience);
    const ReachabilityResults before = checking().results().known();
    const int connections = m_hub2->connections();
    m_fixture.stop();
    m_fixture.start(m_catalog);
    open();
    checking().files().open({path});
    QTRY_VERIFY_WITH_TIMEOUT(!checking().results().isEmpty(), kPatience);
    waitForEnd();
    QCOMPARE(checking().results().known(), before);
    QVERIFY(!checking().results().isUnsaved());
    QVERIFY(panel().isVisible());
    QCOMPARE(panel().vantage(), u"hub1"_s);
    QVERIFY(markTo(u"hub3"_s) == CheckState::Fails);
    QCOMPARE(m_hub2->connections(), connections);
}

void TestChecking::savingKeepsWhatTheFileHas()
{
    open();
    run();
    const QString path = m_folder->filePath(u"both.portolan-results"_s);
    ReachabilityResults earlier = checking().results().known();
    earlier.runs[0].id = u"earlier"_s;
    earlier.runs[0].startedAt = earlier.runs[0].startedAt.addDays(-1);
    QVERIFY(saveResults(earlier, path));
    checking().files().save(path);
    QTRY_VERIFY_WITH_TIMEOUT(!checking().results().isUnsaved(), kPatience);
    const Result<ReachabilityResults> saved = loadResults(path);
    QVERIFY(saved);
    QCOMPARE(saved->runs.size(), 2);
    QCOMPARE(checking().results().known().runs.size(), 2);
}

void TestChecking::aFileThatIsNoneIsRefused()
{
    open();
    run();
    const ReachabilityResults before = checking().results().known();
    const QString path = write(u"no.portolan-results"_s, "{ \"format\": \"something\" }");
    for (const bool saves : {false, true}) {
        if (saves)
            checking().files().save(path);
        else
            checking().files().open({path});
        QTRY_VERIFY_WITH_TIMEOUT(window().findChild<QDialog *>(u"errorDialog"_s) != nullptr, kPatience);
        auto *told = window().findChild<QDialog *>(u"errorDialog"_s);
        QVERIFY(told->findChild<QPlainTextEdit *>(u"errorText"_s)->toPlainText().contains(u"no.portolan-results"));
        QTest::keyClick(told, Qt::Key_Escape);
        QTRY_VERIFY(window().findChild<QDialog *>(u"errorDialog"_s) == nullptr);
        QCOMPARE(checking().results().known(), before);
    }
    QVERIFY(checking().results().isUnsaved());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "{ \"format\": \"something\" }");
}

void TestChecking::severalFilesAreOpenedAtOnce()
{
    open();
    run();
    const ReachabilityResults mine = checking().results().known();
    ReachabilityResults other = mine;
    other.runs[0].id = u"other"_s;
    other.runs[0].vantage.server = u"hub3"_s;
    ReachabilityResults stranger = mine;
    stranger.runs[0].id = u"stranger"_s;
    stranger.runs[0].vantage.server = u"nobody"_s;
    const QStringList paths{m_folder->filePath(u"a.portolan-results"_s), m_folder->filePath(u"b.portolan-results"_s),
                            write(u"c.portolan-results"_s, kSeveralFaults)};
    QVERIFY(saveResults(other, paths[0]));
    QVERIFY(saveResults(stranger, paths[1]));
    QStringList told;
    connect(&checking(), &Checking::said, this, [&told](const QString &message) { told << message; });
    checking().files().open(paths);
    QTRY_COMPARE_WITH_TIMEOUT(checking().results().known().runs.size(), 3, kPatience);
    QVERIFY2(told.contains(u"Opened 2 runs of 2 files"_s), qPrintable(told.join(u'\n')));
    QVERIFY2(told.last().contains(u"nobody"), qPrintable(told.join(u'\n')));
    auto *error = window().findChild<QDialog *>(u"errorDialog"_s);
    QVERIFY(error);
    const QString text = error->findChild<QPlainTextEdit *>(u"errorText"_s)->toPlainText();
    QVERIFY2(text.count(u"c.portolan-results") > 1, qPrintable(text));
    waitForEnd();
    QCOMPARE(part<QComboBox>(u"checksFrom"_s).count(), 2);
}

void TestChecking::aScanIsAskedWhereItWasMade()
{
    open();
    const QString scan = writeScan(u"scan.xml"_s);
    checking().files().open({scan});
    QTRY_VERIFY_WITH_TIMEOUT(window().findChild<QInputDialog *>(u"scanVantage"_s) != nullptr, kPatience);
    auto *asked = window().findChild<QInputDialog *>(u"scanVantage"_s);
    auto *from = asked->findChild<QComboBox *>();
    from->setCurrentIndex(from->findText(u"HUB1"_s));
    QVERIFY(checking().results().isEmpty());
    asked->accept();
    QTRY_VERIFY_WITH_TIMEOUT(!checking().results().isEmpty(), kPatience);
    waitForEnd();
    QVERIFY(verdictOf(u"hub3"_s) == Verdict::Fails);
    QVERIFY(markTo(u"hub3"_s) == CheckState::Fails);
    QVERIFY(m_fixture.chart().checks()->heading.contains(u"nmap 7.93"));
    QVERIFY(checking().results().isUnsaved());
    QCOMPARE(m_hub2->connections(), 0);
}

void TestChecking::kitsAreWritten()
{
    open();
    QSignalSpy written(&checking().kits(), &CheckKits::written);
    checking().kits().write(window().viewing().all(), {u"hub1"_s}, m_folder->filePath(u"kits"_s));
    QVERIFY(written.wait(kPatience));
    QCOMPARE(QDir(m_folder->filePath(u"kits"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList{u"hub1"_s});
    QFile script(m_folder->filePath(u"kits/hub1/portolan-kit.sh"_s));
    QVERIFY(script.open(QIODevice::ReadOnly));
    checking().kits().write(window().viewing().all(), {}, m_folder->filePath(u"all"_s));
    QVERIFY(written.wait(kPatience));
    QCOMPARE(QDir(m_folder->filePath(u"all"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 3);
    QCOMPARE(m_hub2->connections(), 0);
}

void TestChecking::kitsForPublicAddressesAreAskedAbout()
{
    open(QByteArray(threeHubs()).replace("127.77.1.3", "8.8.8.8"));
    const QString folder = m_folder->filePath(u"kits"_s);
    for (const bool isAllowed : {false, true}) {
        checking().kits().write(window().viewing().all(), {u"hub1"_s}, folder);
        QTRY_VERIFY_WITH_TIMEOUT(window().findChild<QMessageBox *>(u"askPublicKits"_s) != nullptr, kPatience);
        auto *box = window().findChild<QMessageBox *>(u"askPublicKits"_s);
        QSignalSpy written(&checking().kits(), &CheckKits::written);
        QAbstractButton *button = isAllowed ? box->findChild<QPushButton *>(u"writePublicKits"_s)
                                            : static_cast<QAbstractButton *>(box->button(QMessageBox::Cancel));
        QTest::mouseClick(button, Qt::LeftButton);
        if (isAllowed)
            QVERIFY(written.wait(kPatience));
        QTRY_VERIFY(window().findChild<QMessageBox *>(u"askPublicKits"_s) == nullptr);
        QCOMPARE(QDir(folder).exists(), isAllowed);
    }
}

void TestChecking::earlierResultsAreCompared()
{
    open();
    run();
    ReachabilityResults earlier = checking().results().known();
    earlier.runs[0].startedAt = earlier.runs[0].startedAt.addDays(-1);
    for (CheckedTarget &target : earlier.runs[0].targets) {
        if (target.destination == u"hub3")
            target.report.result = ProbeResult::Open;
    }
    const QString path = m_folder->filePath(u"earlier.portolan-results"_s);
    QVERIFY(saveResults(earlier, path));
    checking().files().compareWith(path);
    QTRY_VERIFY_WITH_TIMEOUT(window().findChild<QDialog *>(u"checkChanges"_s) != nullptr, kPatience);
    const QAbstractItemModel *changes = window().findChild<QTableView *>(u"checkChangesTable"_s)->model();
    QCOMPARE(changes->rowCount(), 1);
    QCOMPARE(changes->index(0, ChangesModel::BecameColumn).data().toString(), u"broke"_s);
    QCOMPARE(changes->index(0, ChangesModel::FromColumn).data().toString(), u"HUB1"_s);
    QCOMPARE(changes->index(0, ChangesModel::ServerColumn).data().toString(), u"HUB3"_s);
}

void TestChecking::closingAsksForResults()
{
    open();
    run();
    window().close();
    auto *box = window().findChild<QMessageBox *>(u"askToSaveResults"_s);
    QVERIFY(box);
    QVERIFY(window().isVisible());
    QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
    QTRY_VERIFY(window().findChild<QMessageBox *>(u"askToSaveResults"_s) == nullptr);
    QVERIFY(window().isVisible());
    QVERIFY(!checking().results().isEmpty());
    window().close();
    box = window().findChild<QMessageBox *>(u"askToSaveResults"_s);
    QTest::mouseClick(box->button(QMessageBox::Discard), Qt::LeftButton);
    QTRY_VERIFY(!window().isVisible());
}

void TestChecking::closingDuringARunSavesWhatWasFound()
{
    open();
    const MailServer hub3(hub3Address(), m_hub2->port(), MailServer::Kind::Silent);
    click(*openDialog(), u"checkStart"_s);
    QTRY_VERIFY_WITH_TIMEOUT(hub3.connections() > 0 && checking().run().status().done == 1, kPatience);
    window().close();
    auto *box = window().findChild<QMessageBox *>(u"askToSaveResults"_s);
    QVERIFY(box);
    QTest::mouseClick(box->findChild<QPushButton *>(u"saveResultsFirst"_s), Qt::LeftButton);
    auto *dialog = window().findChild<QFileDialog *>(u"saveResults"_s);
    QVERIFY(dialog);
    const QString path = m_folder->filePath(u"stopped.portolan-results"_s);
    dialog->selectFile(path);
    QVERIFY(window().isVisible());
    QMetaObject::invokeMethod(dialog, "accept");
    QTRY_VERIFY_WITH_TIMEOUT(!window().isVisible(), kPatience);
    const Result<ReachabilityResults> saved = loadResults(path);
    QVERIFY(saved);
    QCOMPARE(saved->runs.size(), 1);
    QCOMPARE(saved->runs.first().targets.size(), 1);
    QCOMPARE(saved->runs.first().targets.first().destination, u"hub2"_s);
    QVERIFY(!saved->runs.first().finishedAt.isValid());
}

void TestChecking::anotherPlanAsksAndForgets()
{
    open();
    const MailServer hub3(hub3Address(), m_hub2->port(), MailServer::Kind::Silent);
    click(*openDialog(), u"checkStart"_s);
    QTRY_VERIFY_WITH_TIMEOUT(hub3.connections() > 0, kPatience);
    window().findChild<QAction *>(u"new"_s)->trigger();
    auto *box = window().findChild<QMessageBox *>(u"askToSaveResults"_s);
    QVERIFY(box);
    QVERIFY(checking().run().isUnderWay());
    QTest::mouseClick(box->button(QMessageBox::Discard), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(window().document().present().servers.isEmpty(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(checking().results().isEmpty(), kPatience);
    QVERIFY(!checking().run().isUnderWay());
    QTRY_VERIFY_WITH_TIMEOUT(panel().tree()->vantage() == nullptr, kPatience);
}

void TestChecking::theFilterAsksChecks()
{
    open();
    run();
    window().setFilter(u"reachability:fails"_s);
    m_fixture.settle();
    QCOMPARE(m_fixture.rows(), 1);
    const FlowRow &row = window().table()->model()->flowRow(0);
    QCOMPARE(window().document().present().servers.at(row.destination).id, u"hub3"_s);
    const MailServer hub3(hub3Address(), m_hub2->port());
    run();
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture.rows(), 0, kPatience);
}

void TestChecking::exportsSayFromWhereAndWhen()
{
    open();
    run();
    const QString path = m_folder->filePath(u"chart.svg"_s);
    QSignalSpy exported(&window(), &MainWindow::exported);
    window().exportTo(path);
    QVERIFY(exported.wait(kPatience));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray svg = file.readAll();
    QVERIFY(svg.contains(m_fixture.chart().checks()->heading.toUtf8()));
    QVERIFY(svg.contains("data-check=\"fails\""));
}

void TestChecking::aSmallWindowStaysSmall()
{
    window().resize(1000, 700);
    open();
    run();
    for (const CheckGrouping grouping : {CheckGrouping::Broken, CheckGrouping::Causes, CheckGrouping::Flows}) {
        panel().setGrouping(grouping);
        panel().setRun({RunStatus::State::Running, 120, 340, u"120 of 340 checks · 98 open · 12 refused"_s});
        m_fixture.settle();
        QCOMPARE(window().size(), QSize(1000, 700));
        QVERIFY(panel().view()->viewport()->height() > 0);
    }
}

QTEST_MAIN(TestChecking)
#include "tst_checking.moc"
