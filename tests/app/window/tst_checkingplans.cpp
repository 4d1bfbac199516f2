// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/checkscans.h"
#include "app/window/editing.h"
#include "app/window/theme.h"
#include "app/window/viewing.h"
#include "model/editing/changes.h"
#include "model/editing/removal.h"
#include "model/reachability/resultsfile.h"
#include "tests/support/checkingfixture.h"
#include "views/graph/graphwidget.h"

#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <QTimer>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

/// Plans become others while checks are planned, run, read and saved: what was meant for one is not done to another.
class TestCheckingPlans : public QObject, private CheckingFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepareLook(*qApp); }
    void init();
    void cleanup() { stop(); }
    void resultsOfAnotherPlanAreSavedInAnotherFile();
    void aCopyOfThePlanHasItsOwnResults();
    void whatIsReadTooLateIsNotAdded();
    void whatIsSavedTooLateIsNotAdded();
    void aScanIsNotAskedAboutInAnotherPlan();
    void aScanThatIsReadTooLateIsNotAdded();
    void resultsOfAPlanOfAnotherNameAreTold();
    void closingWaitsForItsOwnSaving();
    void goingOnAsksAgainWhereServersAreOthers();
    void aPlannedCheckGoesWithItsPlan();
    void nothingIsPlannedBehindAnEdit();
    void resultsAge();
    void aLayoutThatIsGivenUpIsNotAskedForAgain();
    void aFilterFollowsResultsThoughTheViewChanges();

private:
    QString resultsPath(const QString &name) const { return m_folder->filePath(name + u".portolan-results"_s); }
    QString proposedFile() const;
    void save(const QString &path) const;
    void waitForFiles() const { QTRY_VERIFY_WITH_TIMEOUT(!checking().files().isBusy(), kPatience); }

    QStringList m_told;
};

void TestCheckingPlans::init()
{
    start();
    m_told.clear();
    connect(&checking(), &Checking::said, this, [this](const QString &message) { m_told << message; });
}

/// That "Save results…" would write.
QString TestCheckingPlans::proposedFile() const
{
    action(u"saveResults"_s).trigger();
    auto *asked = window().findChild<QFileDialog *>(u"saveResults"_s);
    if (!asked)
        return u"nothing was asked"_s;
    const QString file = QFileInfo(asked->selectedFiles().value(0)).fileName();
    asked->reject();
    if (!QTest::qWaitFor([this] { return !window().findChild<QFileDialog *>(u"saveResults"_s); }, kPatience))
        return u"the question stays"_s;
    return file;
}

void TestCheckingPlans::save(const QString &path) const
{
    checking().files().save(path);
    QTRY_VERIFY_WITH_TIMEOUT(!checking().results().isUnsaved(), kPatience);
}

void TestCheckingPlans::resultsOfAnotherPlanAreSavedInAnotherFile()
{
    open(threeHubs(), u"first.portolan"_s);
    run();
    QCOMPARE(proposedFile(), u"first.portolan-results"_s);
    save(resultsPath(u"kept"_s));
    QCOMPARE(proposedFile(), u"kept.portolan-results"_s);
    open(threeHubs(), u"second.portolan"_s);
    run();
    QCOMPARE(proposedFile(), u"second.portolan-results"_s);
}

void TestCheckingPlans::aCopyOfThePlanHasItsOwnResults()
{
    open(threeHubs(), u"first.portolan"_s);
    run();
    save(resultsPath(u"kept"_s));
    QVERIFY(window().document().saveAs(m_folder->filePath(u"copy.portolan"_s)));
    QCOMPARE(proposedFile(), u"copy.portolan-results"_s);
}

void TestCheckingPlans::whatIsReadTooLateIsNotAdded()
{
    open();
    run();
    save(resultsPath(u"kept"_s));
    checking().files().open({resultsPath(u"kept"_s)});
    window().document().startNew({});
    QVERIFY(checking().files().isBusy());
    waitForFiles();
    QVERIFY(checking().results().known().runs.isEmpty());
    QVERIFY2(m_told.last().contains(u"another plan"), qPrintable(m_told.join(u'\n')));
}

void TestCheckingPlans::whatIsSavedTooLateIsNotAdded()
{
    open();
    run();
    checking().files().save(resultsPath(u"kept"_s));
    window().document().startNew({});
    QVERIFY(checking().files().isBusy());
    waitForFiles();
    QVERIFY(checking().results().known().runs.isEmpty());
    const Result<ReachabilityResults> saved = loadResults(resultsPath(u"kept"_s));
    QVERIFY(saved);
    QCOMPARE(saved->runs.size(), 1);
    open(threeHubs(), u"second.portolan"_s);
    run();
    QCOMPARE(proposedFile(), u"second.portolan-results"_s);
}

void TestCheckingPlans::aScanIsNotAskedAboutInAnotherPlan()
{
    open();
    checking().files().open({writeScan(u"<b>scan.xml"_s)});
    QTRY_VERIFY_WITH_TIMEOUT(window().findChild<QInputDialog *>(u"scanVantage"_s) != nullptr, kPatience);
    const auto *asked = window().findChild<QInputDialog *>(u"scanVantage"_s);
    QVERIFY(asked->findChild<QLabel *>()->text().contains(u"<b>scan.xml"));
    QVERIFY(asked->findChild<QLabel *>()->textFormat() == Qt::PlainText);
    window().document().startNew({});
    QTRY_VERIFY(window().findChild<QInputDialog *>(u"scanVantage"_s) == nullptr);
    QVERIFY(checking().results().isEmpty());
}

void TestCheckingPlans::aScanThatIsReadTooLateIsNotAdded()
{
    open();
    QFile scan(writeScan(u"<b>scan.xml"_s));
    QVERIFY(scan.open(QIODevice::ReadOnly));
    checking().files().scans().takeFrom(u"hub1"_s, scan.fileName(), scan.readAll());
    window().document().startNew({});
    QVERIFY(checking().files().isBusy());
    waitForFiles();
    QVERIFY(checking().results().isEmpty());
    QVERIFY2(m_told.last().contains(u"another plan"), qPrintable(m_told.join(u'\n')));
}

void TestCheckingPlans::resultsOfAPlanOfAnotherNameAreTold()
{
    open();
    run();
    save(resultsPath(u"kept"_s));
    open(QByteArray(threeHubs()).replace("\"Small\"", "\"Other\""), u"other.portolan"_s);
    checking().files().open({resultsPath(u"kept"_s)});
    waitForFiles();
    QCOMPARE(checking().results().known().runs.size(), 1);
    QVERIFY2(m_told.last().contains(u"Small"), qPrintable(m_told.join(u'\n')));
}

/// Another saving that ends meanwhile is no answer to the question.
void TestCheckingPlans::closingWaitsForItsOwnSaving()
{
    open();
    run();
    checking().files().save(resultsPath(u"earlier"_s));
    window().close();
    auto *box = window().findChild<QMessageBox *>(u"askToSaveResults"_s);
    QVERIFY(box);
    QTest::mouseClick(box->findChild<QPushButton *>(u"saveResultsFirst"_s), Qt::LeftButton);
    auto *asked = window().findChild<QFileDialog *>(u"saveResults"_s);
    QVERIFY(asked);
    QVERIFY(checking().files().isBusy());
    waitForFiles();
    QVERIFY(asked->isVisible());
    QVERIFY(window().isVisible());
    auto *name = asked->findChild<QLineEdit *>(u"fileNameEdit"_s);
    name->setText(resultsPath(u"asked"_s));
    QMetaObject::invokeMethod(asked, "accept");
    QTRY_VERIFY_WITH_TIMEOUT(!window().isVisible(), kPatience);
    QVERIFY(QFileInfo::exists(resultsPath(u"asked"_s)));
}

void TestCheckingPlans::goingOnAsksAgainWhereServersAreOthers()
{
    open();
    m_hub2.reset();
    const quint16 port = window().document().current().catalog.dataPaths().first().ports.first().ports.first;
    const MailServer hub3(hub3Address(), port, MailServer::Kind::Silent);
    const MailServer moved(u"127.77.1.4"_s, port);
    click(*openDialog(), u"checkStart"_s);
    QTRY_VERIFY_WITH_TIMEOUT(checking().run().status().done == 1 && hub3.connections() == 1, kPatience);
    QTest::mouseClick(&part<QPushButton>(u"checksStop"_s), Qt::LeftButton);
    waitForEnd();
    ServerChange change;
    change.addresses = QStringList{u"127.77.1.4"_s};
    window().editing().apply(changeServers(window().document().present(), {u"hub3"_s}, change));
    m_fixture.settle();
    QTest::mouseClick(&part<QPushButton>(u"checksGoOn"_s), Qt::LeftButton);
    QVERIFY(!checking().run().isUnderWay());
    const CheckPlanDialog *asked = dialog();
    QVERIFY(asked);
    QTRY_VERIFY_WITH_TIMEOUT(asked->plan() != nullptr, kPatience);
    QCOMPARE(asked->plan()->checks.size(), size_t(1));
    QCOMPARE(asked->plan()->hosts, 1);
    QCOMPARE(asked->plan()->checks.front().addresses, QStringList{u"127.77.1.4"_s});
    QVERIFY(asked->findChild<QLabel *>(u"checkSummary"_s)->text().contains(u"1 port of a flow"));
    click(*asked, u"checkStart"_s);
    waitForEnd();
    QCOMPARE(hub3.connections(), 1);
    QVERIFY(moved.connections() > 0);
    QVERIFY(verdictOf(u"hub3"_s) == Verdict::Differs);
}

void TestCheckingPlans::aPlannedCheckGoesWithItsPlan()
{
    open();
    openDialog();
    window().document().startNew({});
    QTRY_VERIFY(dialog() == nullptr);
    QVERIFY(!checking().run().isUnderWay());
    QCOMPARE(m_hub2->connections(), 0);
}

void TestCheckingPlans::nothingIsPlannedBehindAnEdit()
{
    open();
    QVERIFY(window().selectById(u"hub3"_s));
    Parts parts;
    parts.ids << u"hub2"_s;
    window().editing().apply(removeParts(window().document().present(), parts));
    for (const QString &name : {u"recheck"_s, u"planChecks"_s, u"writeKits"_s}) {
        m_told.clear();
        action(name).trigger();
        QVERIFY(!dialog());
        QVERIFY(!window().findChild<QFileDialog *>(u"kitFolder"_s));
        QCOMPARE(m_told.size(), 1);
    }
    m_fixture.settle();
    const CheckPlanDialog *asked = openDialog(u"recheck"_s);
    QCOMPARE(asked->plan()->checks.size(), size_t(1));
    QVERIFY(asked->plan()->checks.front().key.startsWith(u"hub3"));
}

void TestCheckingPlans::resultsAge()
{
    open();
    run();
    const QDateTime before = checking().results().checked()->judgedAt;
    auto *ages = checking().results().findChild<QTimer *>(u"ages"_s);
    QVERIFY(ages && ages->isActive() && ages->interval() <= 60000);
    ages->start(1);
    QTRY_VERIFY_WITH_TIMEOUT(checking().results().checked()->judgedAt > before, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(ages->isActive(), kPatience);
    checking().results().clear();
    waitForEnd();
    QVERIFY(!ages->isActive());
}

void TestCheckingPlans::aLayoutThatIsGivenUpIsNotAskedForAgain()
{
    open();
    run();
    QVERIFY(m_fixture.diagram().showsChecks);
    const auto giveUp =
        connect(&checking(), &Checking::chartWanted, this, [this] { Q_EMIT m_fixture.chart().cancelRequested(); });
    action(u"showChecks"_s).trigger();
    QVERIFY(m_fixture.diagram().showsChecks);
    QVERIFY(action(u"showChecks"_s).isChecked());
    disconnect(giveUp);
    action(u"showChecks"_s).trigger();
    m_fixture.settle();
    QVERIFY(!m_fixture.diagram().showsChecks);
}

void TestCheckingPlans::aFilterFollowsResultsThoughTheViewChanges()
{
    open();
    run();
    window().setFilter(u"reachability:fails"_s);
    m_fixture.settle();
    QCOMPARE(m_fixture.rows(), 1);
    checking().results().clear();
    QVERIFY(window().viewing().isBusy());
    window().setLevel(Level::Roles);
    m_fixture.settle();
    QCOMPARE(m_fixture.rows(), 0);
}

QTEST_MAIN(TestCheckingPlans)
#include "tst_checkingplans.moc"
