// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/findings.h"
#include "tests/support/topologydsl.h"
#include "views/findings/findingsmodel.h"
#include "views/findings/findingspanel.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestFindingsPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_panel.reset(); }
    void sumsUpWhatWasFound();
    void saysThatNothingWasFound();
    void aClickExplainsAndTells();
    void anotherClickOnTheSameRowTellsAgain();
    void enterTellsAndArrowsWalk();
    void theButtonsHideSeverities();
    void acceptingTakesAReason();
    void whatAFileMayNotHoldIsNoReason();
    void anAcceptanceIsTakenBack();
    void aFixIsOffered();
    void aPickStaysThroughAnEdit();
    void aPickThatIsGoneLeavesNothing();
    void copiesWhatIsPicked();
    void showsTheFindingAboutAServer();
    void showsAFindingThatButtonsHide();
    void showsTheFindingAboutALink();
    void theBannerStandsOnTop();
    void namesAreNoMarkup();
    void aNarrowPanelCutsNoColumnOff();

private:
    void show(const Topology &topology);
    void click(const QString &key) const;
    template <typename Widget>
    Widget *part(const QString &name) const
    {
        return m_panel->findChild<Widget *>(name);
    }
    QString explained() const { return part<QTextBrowser>(u"findingText"_s)->toPlainText(); }
    int rows() const { return m_panel->model()->rowCount(); }

    Topology m_topology;
    std::unique_ptr<FindingsPanel> m_panel;
};

void TestFindingsPanel::init()
{
    m_panel = std::make_unique<FindingsPanel>();
    m_panel->resize(1000, 300);
    // One Hub Transport server and one global catalog for two Mailbox servers; a filter between the sites; no witness.
    show(topologyFromText(R"(
        hq facing: mbx1[mailbox] mbx2[mailbox] hub1[hub-transport client-access] dc1[domain-controller global-catalog]
        br: hub2[hub-transport] dc2[domain-controller global-catalog]
        hq - br filtered
        dag1 = dag(mbx1 mbx2)
    )"));
    m_panel->show();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestFindingsPanel::show(const Topology &topology)
{
    m_topology = topology;
    m_panel->setFindings(findingsOf(topology), topology);
}

void TestFindingsPanel::click(const QString &key) const
{
    const int row = m_panel->model()->rowOf(key);
    QVERIFY(row >= 0);
    QTableView &view = *m_panel->view();
    const QModelIndex index = m_panel->model()->index(row, int(FindingColumn::Title));
    view.scrollTo(index);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(index).center());
}

void TestFindingsPanel::sumsUpWhatWasFound()
{
    QCOMPARE(m_panel->summary(), u"1 error · 2 pieces of advice · 5 notes"_s);
    QCOMPARE(part<QToolButton>(u"findings-errors"_s)->text(), u"Errors 1"_s);
    QCOMPARE(part<QToolButton>(u"findings-advice"_s)->text(), u"Advice 2"_s);
    QCOMPARE(part<QToolButton>(u"findings-accepted"_s)->text(), u"Accepted 0"_s);
    show(acceptFinding(findingOf(findingsOf(m_topology), u"N1"), u"Until May"_s).apply(m_topology));
    QCOMPARE(m_panel->summary(), u"2 pieces of advice · 5 notes"_s);
    QCOMPARE(part<QToolButton>(u"findings-accepted"_s)->text(), u"Accepted 1"_s);
}

void TestFindingsPanel::saysThatNothingWasFound()
{
    auto *nothing = part<QLabel>(u"findingsNothing"_s);
    QVERIFY(!nothing->isVisible());
    show(Topology());
    QCOMPARE(m_panel->summary(), u"nothing found"_s);
    QVERIFY(nothing->isVisible());
    QVERIFY2(nothing->text().contains(u"found nothing"_s), qPrintable(nothing->text()));
}

void TestFindingsPanel::aClickExplainsAndTells()
{
    QVERIFY(explained().isEmpty());
    QVERIFY(!part<QPushButton>(u"findingAccept"_s)->isVisible());
    const QSignalSpy picked(m_panel.get(), &FindingsPanel::pickRequested);
    click(u"S2b hq"_s);
    QVERIFY(!picked.isEmpty());
    QCOMPARE(picked.last().first().value<Finding>().servers, QStringList({u"mbx1"_s, u"mbx2"_s}));
    const Finding finding = findingOf(findingsOf(m_topology), u"S2b");
    for (const QString &text : {finding.title, finding.detail, finding.why, finding.remedy})
        QVERIFY2(explained().contains(text), qPrintable(text));
}

void TestFindingsPanel::anotherClickOnTheSameRowTellsAgain()
{
    click(u"S2b hq"_s);
    const QSignalSpy picked(m_panel.get(), &FindingsPanel::pickRequested);
    click(u"S2b hq"_s);
    QCOMPARE(picked.size(), 1);
}

void TestFindingsPanel::enterTellsAndArrowsWalk()
{
    click(u"N1 br hq"_s);
    const QSignalSpy picked(m_panel.get(), &FindingsPanel::pickRequested);
    QTest::keyClick(m_panel->view(), Qt::Key_Return);
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked.last().first().value<Finding>().rule, u"N1"_s);
    QTest::keyClick(m_panel->view(), Qt::Key_Down);
    QCOMPARE(picked.size(), 2);
    QCOMPARE(picked.last().first().value<Finding>().rule, u"S2b"_s);
    // Tab leaves the list: it is no trap for the keyboard.
    QTest::keyClick(m_panel->view(), Qt::Key_Tab);
    QVERIFY(!m_panel->view()->hasFocus());
}

void TestFindingsPanel::theButtonsHideSeverities()
{
    const int all = rows();
    QTest::mouseClick(part<QToolButton>(u"findings-notes"_s), Qt::LeftButton);
    QCOMPARE(rows(), 3);
    QTest::mouseClick(part<QToolButton>(u"findings-advice"_s), Qt::LeftButton);
    QTest::mouseClick(part<QToolButton>(u"findings-errors"_s), Qt::LeftButton);
    QCOMPARE(rows(), 0);
    auto *nothing = part<QLabel>(u"findingsNothing"_s);
    QVERIFY(nothing->isVisible());
    QVERIFY2(nothing->text().contains(u"buttons"_s), qPrintable(nothing->text()));
    // What is hidden counts all the same.
    QCOMPARE(m_panel->summary(), u"1 error · 2 pieces of advice · 5 notes"_s);
    for (const QString &name : {u"findings-notes"_s, u"findings-advice"_s, u"findings-errors"_s})
        QTest::mouseClick(part<QToolButton>(name), Qt::LeftButton);
    QCOMPARE(rows(), all);
}

void TestFindingsPanel::acceptingTakesAReason()
{
    click(u"N1 br hq"_s);
    auto *reason = part<QLineEdit>(u"findingReason"_s);
    auto *accept = part<QPushButton>(u"findingAccept"_s);
    QVERIFY(reason->isVisible() && accept->isVisible() && !accept->isEnabled());
    const QSignalSpy edits(m_panel.get(), &FindingsPanel::editRequested);
    reason->setFocus();
    QTest::keyClicks(reason, u"   "_s);
    QVERIFY(!accept->isEnabled());
    QTest::keyClick(reason, Qt::Key_Return);
    QCOMPARE(edits.size(), 0);
    QTest::keyClicks(reason, u"Goes in May "_s);
    QVERIFY(accept->isEnabled());
    QTest::mouseClick(accept, Qt::LeftButton);
    QCOMPARE(edits.size(), 1);
    QTest::keyClick(reason, Qt::Key_Return);
    QCOMPARE(edits.size(), 2);
    for (const QList<QVariant> &edit : edits) {
        const Topology after = edit.first().value<TopologyEdit>().apply(m_topology);
        QCOMPARE(after.accepted.size(), 1);
        QCOMPARE(after.accepted.first().reason, u"Goes in May"_s);
        QVERIFY(findingOf(findingsOf(after), u"N1").isAccepted);
    }
    // The next finding has a reason of its own.
    click(u"S2b hq"_s);
    QVERIFY(reason->text().isEmpty() && !accept->isEnabled());
}

void TestFindingsPanel::whatAFileMayNotHoldIsNoReason()
{
    click(u"N1 br hq"_s);
    auto *reason = part<QLineEdit>(u"findingReason"_s);
    QApplication::clipboard()->setText(u"a\u202eb\u0007c"_s + QChar(0xd800));
    reason->setFocus();
    QTest::keyClick(reason, Qt::Key_V, Qt::ControlModifier);
    const QSignalSpy edits(m_panel.get(), &FindingsPanel::editRequested);
    QTest::keyClick(reason, Qt::Key_Return);
    QCOMPARE(edits.size(), 1);
    const Topology after = edits.first().first().value<TopologyEdit>().apply(m_topology);
    const Result<LoadedTopology> read = parseTopology(writeTopology(after), u"accepted"_s);
    QVERIFY2(read.has_value(), read ? "" : qPrintable(toText(read.error())));
    QCOMPARE(read->topology.accepted.first().reason, u"abc"_s);
    // Nothing but that is no reason at all.
    reason->clear();
    QApplication::clipboard()->setText(u"\u202e"_s);
    QTest::keyClick(reason, Qt::Key_V, Qt::ControlModifier);
    QTest::keyClick(reason, Qt::Key_Return);
    QCOMPARE(edits.size(), 1);
}

void TestFindingsPanel::anAcceptanceIsTakenBack()
{
    const Finding filter = findingOf(findingsOf(m_topology), u"N1");
    show(acceptFinding(filter, u"Goes in May"_s).apply(m_topology));
    QTest::mouseClick(part<QToolButton>(u"findings-accepted"_s), Qt::LeftButton);
    click(filter.key());
    QVERIFY(explained().contains(u"Goes in May"_s));
    QVERIFY(!part<QLineEdit>(u"findingReason"_s)->isVisible());
    auto *back = part<QPushButton>(u"findingAccept"_s);
    QCOMPARE(back->text(), u"Take acceptance back"_s);
    const QSignalSpy edits(m_panel.get(), &FindingsPanel::editRequested);
    QTest::mouseClick(back, Qt::LeftButton);
    QCOMPARE(edits.size(), 1);
    QCOMPARE(edits.first().first().value<TopologyEdit>().apply(m_topology).accepted.size(), 0);
}

void TestFindingsPanel::aFixIsOffered()
{
    auto *fix = part<QPushButton>(u"findingFix"_s);
    click(u"S2b hq"_s);
    QVERIFY(!fix->isVisible());
    click(u"D5 dag1"_s);
    QVERIFY(fix->isVisible());
    QVERIFY(fix->accessibleName().contains(u"Take HUB1 as witness of DAG1"_s));
    const QSignalSpy edits(m_panel.get(), &FindingsPanel::editRequested);
    QTest::mouseClick(fix, Qt::LeftButton);
    QCOMPARE(edits.size(), 1);
    const Topology mended = edits.first().first().value<TopologyEdit>().apply(m_topology);
    QCOMPARE(mended.groups.first().witness, u"hub1"_s);
    show(mended);
    QCOMPARE(m_panel->model()->rowOf(u"D5 dag1"_s), -1);
    QVERIFY(!fix->isVisible());
}

void TestFindingsPanel::aPickStaysThroughAnEdit()
{
    click(u"S2b hq"_s);
    part<QLineEdit>(u"findingReason"_s)->setText(u"half a rea"_s);
    const QSignalSpy picked(m_panel.get(), &FindingsPanel::pickRequested);
    Topology renamed = m_topology;
    renamed.servers.first().name = u"EX1"_s;
    show(renamed);
    QVERIFY2(explained().contains(u"EX1"_s), qPrintable(explained()));
    QCOMPARE(m_panel->view()->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(part<QLineEdit>(u"findingReason"_s)->text(), u"half a rea"_s);
    // Nobody clicked: what is selected elsewhere is none of the panel's business.
    QCOMPARE(picked.size(), 0);
}

void TestFindingsPanel::aPickThatIsGoneLeavesNothing()
{
    click(u"S2b hq"_s);
    part<QLineEdit>(u"findingReason"_s)->setText(u"of another finding"_s);
    Topology fewer = m_topology;
    fewer.servers.removeIf([](const Server &server) { return server.id == u"mbx2"; });
    fewer.groups.clear();
    show(fewer);
    QVERIFY(explained().isEmpty());
    QVERIFY(!part<QPushButton>(u"findingAccept"_s)->isVisible());
    QVERIFY(!part<QPushButton>(u"findingFix"_s)->isVisible());
    QVERIFY(m_panel->view()->selectionModel()->selectedRows().isEmpty());
}

void TestFindingsPanel::copiesWhatIsPicked()
{
    click(u"S2b hq"_s);
    QTest::keyClick(m_panel->view(), Qt::Key_C, Qt::ControlModifier);
    const Finding finding = findingOf(findingsOf(m_topology), u"S2b");
    QVERIFY(QApplication::clipboard()->text().startsWith(u"S2b advice: "_s + finding.title));
    QVERIFY(QApplication::clipboard()->text().contains(finding.detail));
}

void TestFindingsPanel::showsTheFindingAboutAServer()
{
    const QSignalSpy picked(m_panel.get(), &FindingsPanel::pickRequested);
    QVERIFY(m_panel->showFindingAbout({u"hub1"_s}));
    // S2b is about the Mailbox servers; its site is that of HUB1 too.
    QCOMPARE(picked.last().first().value<Finding>().rule, u"S4"_s);
    QVERIFY(m_panel->view()->hasFocus());
    QVERIFY(!m_panel->showFindingAbout({u"dc2"_s}));
    QVERIFY(!m_panel->showFindingAbout({}));
}

void TestFindingsPanel::showsAFindingThatButtonsHide()
{
    QTest::mouseClick(part<QToolButton>(u"findings-advice"_s), Qt::LeftButton);
    QVERIFY(m_panel->showFindingAbout({u"mbx1"_s}));
    QVERIFY(explained().contains(findingOf(findingsOf(m_topology), u"S2b").title));
    QVERIFY(part<QToolButton>(u"findings-advice"_s)->isChecked());
}

void TestFindingsPanel::showsTheFindingAboutALink()
{
    QVERIFY(m_panel->showFindingAbout({u"br"_s}));
    QVERIFY(explained().contains(findingOf(findingsOf(m_topology), u"N1").title));
}

void TestFindingsPanel::theBannerStandsOnTop()
{
    auto *banner = part<QLabel>(u"findingsBanner"_s);
    QVERIFY(!banner->isVisible());
    m_panel->setBanner(u"NOT SUPPORTED <b>x</b>\nsecond line"_s);
    QVERIFY(banner->isVisible());
    QCOMPARE(banner->text(), u"NOT SUPPORTED <b>x</b>"_s);
    QCOMPARE(banner->textFormat(), Qt::PlainText);
    QVERIFY(banner->toolTip().contains(u"second line"_s) && !banner->toolTip().contains(u"<b>"_s));
    QVERIFY(banner->mapTo(m_panel.get(), QPoint()).y() < m_panel->view()->mapTo(m_panel.get(), QPoint()).y());
    m_panel->setBanner({});
    QVERIFY(!banner->isVisible());
}

void TestFindingsPanel::namesAreNoMarkup()
{
    const QString name = u"<h1>MBX</h1><img src='file:///etc/passwd'>"_s;
    Topology hostile = m_topology;
    for (Server &server : hostile.servers)
        server.name = name;
    show(hostile);
    click(u"S2b hq"_s);
    QVERIFY2(explained().contains(name), qPrintable(explained()));
    click(u"D5 dag1"_s);
    QVERIFY(!part<QPushButton>(u"findingFix"_s)->toolTip().contains(u"<img"_s));
}

void TestFindingsPanel::aNarrowPanelCutsNoColumnOff()
{
    m_panel->resize(700, 200);
    QTableView &view = *m_panel->view();
    click(u"S2b hq"_s);
    QTRY_VERIFY(view.horizontalHeader()->length() <= view.viewport()->width());
    QCOMPARE(view.horizontalScrollBar()->maximum(), 0);
    QCOMPARE(view.columnAt(2), int(FindingColumn::Severity));
    QVERIFY(view.columnWidth(int(FindingColumn::Title)) >= view.columnWidth(int(FindingColumn::Rule)));
}

QTEST_MAIN(TestFindingsPanel)
#include "tst_findingspanel.moc"
