// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/checks.h"
#include "views/checks/checkspanel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestChecksPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_panel.reset(); }
    void itBeginsEmpty();
    void eachStateOfARunHasItsButtons();
    void theNextKeyDoesNotStopWhatWasPaused();
    void nothingIsCheckedAgainDuringARun();
    void whoReadsTheListStaysThere();
    void aClickExplainsAndTells();
    void keysWalkAndTell();
    void aGroupSaysWhatIsInIt();
    void whatWasPickedStaysThroughNewResults();
    void theMachineIsChosen();
    void theMachineStaysThroughNewResults();
    void anotherMachineIsChosenWhileASelectionIsExplained();
    void fromElsewhereNobodyOpensAPort();
    void othersSelectionsAreExplained();
    void statesAreHidden();
    void whatWasFoundIsCopied();
    void everyPartHasAName();
    void aNarrowPanelCutsNoWord();

private:
    void show(const QList<ReachabilityRun> &runs);
    template <typename Widget>
    Widget &part(const QString &name) const
    {
        return *m_panel->findChild<Widget *>(name);
    }
    void click(const QModelIndex &index) const;
    QModelIndex group(int row = 0) const { return m_panel->tree()->index(row, 0); }

    const FlowSet m_flows = checkedFlowSet();
    ReachabilityRun m_run;
    std::unique_ptr<ChecksPanel> m_panel;
};

void TestChecksPanel::init()
{
    m_run = runFrom(u"a"_s, checkTime(24),
                    {{u"b tcp/25"_s, ProbeResult::Refused},
                     {u"b tcp/80"_s, ProbeResult::NoAnswer},
                     {u"d tcp/389"_s, ProbeResult::Open}});
    m_panel = std::make_unique<ChecksPanel>();
    m_panel->resize(1000, 300);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestChecksPanel::show(const QList<ReachabilityRun> &runs)
{
    m_panel->setChecked(std::make_shared<const CheckedPlan>(checkedBy(m_flows, runs)));
}

void TestChecksPanel::click(const QModelIndex &index) const
{
    QTreeView &view = *m_panel->view();
    view.expand(index.parent());
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(index).center());
}

void TestChecksPanel::itBeginsEmpty()
{
    QSignalSpy planned(m_panel.get(), &ChecksPanel::planRequested);
    QSignalSpy opened(m_panel.get(), &ChecksPanel::openRequested);
    QVERIFY(!m_panel->view()->isVisible());
    QTest::mouseClick(&part<QPushButton>(u"emptyPlan"_s), Qt::LeftButton);
    QTest::mouseClick(&part<QPushButton>(u"emptyOpen"_s), Qt::LeftButton);
    QCOMPARE(planned.size(), 1);
    QCOMPARE(opened.size(), 1);
    show({m_run});
    QVERIFY(m_panel->view()->isVisible());
    show({});
    QVERIFY(!m_panel->view()->isVisible());
}

void TestChecksPanel::eachStateOfARunHasItsButtons()
{
    using State = RunStatus::State;
    const auto shown = [this] {
        QStringList names;
        for (const QString &name : {u"checksPause"_s, u"checksResume"_s, u"checksStop"_s, u"checksGoOn"_s}) {
            if (part<QPushButton>(name).isVisible())
                names << name;
        }
        return names.join(u' ');
    };
    m_panel->setRun({State::Running, 3, 9, u"3 of 9"_s});
    QCOMPARE(shown(), u"checksPause checksStop"_s);
    QCOMPARE(part<QLabel>(u"checksRunText"_s).text(), u"3 of 9"_s);
    QVERIFY(!part<QPushButton>(u"checksPlan"_s).isEnabled());
    m_panel->setRun({State::Paused, 3, 9, {}});
    QCOMPARE(shown(), u"checksResume checksStop"_s);
    m_panel->setRun({State::Stopped, 3, 9, {}});
    QCOMPARE(shown(), u"checksGoOn"_s);
    QVERIFY(part<QPushButton>(u"checksPlan"_s).isEnabled());
    m_panel->setRun({});
    QCOMPARE(shown(), QString());
}

void TestChecksPanel::theNextKeyDoesNotStopWhatWasPaused()
{
    using State = RunStatus::State;
    show({m_run});
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    m_panel->setRun({State::Running, 3, 9, {}});
    part<QPushButton>(u"checksPause"_s).setFocus();
    m_panel->setRun({State::Paused, 3, 9, {}});
    QCOMPARE(QApplication::focusWidget()->objectName(), u"checksResume"_s);
    m_panel->setRun({State::Running, 3, 9, {}});
    QCOMPARE(QApplication::focusWidget()->objectName(), u"checksPause"_s);
    part<QPushButton>(u"checksStop"_s).setFocus();
    m_panel->setRun({State::Stopped, 3, 9, {}});
    QCOMPARE(QApplication::focusWidget(), m_panel->view());
}

void TestChecksPanel::nothingIsCheckedAgainDuringARun()
{
    using State = RunStatus::State;
    const auto *again = m_panel->view()->findChild<QAction *>(u"checksRecheck"_s);
    for (const State state : {State::None, State::Running, State::Paused, State::Stopped}) {
        m_panel->setRun({state, 3, 9, {}});
        QCOMPARE(again->isEnabled(), state == State::None || state == State::Stopped);
    }
}

void TestChecksPanel::whoReadsTheListStaysThere()
{
    m_panel->resize(1000, 150);
    m_panel->setGrouping(CheckGrouping::Flows);
    show({m_run});
    QTest::keyClick(m_panel->view(), Qt::Key_Down);
    QVERIFY(m_panel->hasPicked());
    QScrollBar &bar = *m_panel->view()->verticalScrollBar();
    QTRY_VERIFY(bar.maximum() > 0);
    bar.setValue(bar.maximum());
    QSignalSpy moved(&bar, &QScrollBar::valueChanged);
    show({m_run, runFrom(u"a"_s, checkTime(24, 11), {{u"b tcp/25"_s, ProbeResult::Refused}})});
    QCOMPARE(bar.value(), bar.maximum());
    QCOMPARE(moved.size(), 0);
    QVERIFY(m_panel->hasPicked());
}

void TestChecksPanel::aClickExplainsAndTells()
{
    show({m_run});
    QSignalSpy picked(m_panel.get(), &ChecksPanel::pickRequested);
    const QModelIndex port = m_panel->tree()->index(0, 0, group());
    click(port);
    QVERIFY(!picked.isEmpty());
    QCOMPARE(picked.last().first().value<QList<int>>(), m_panel->tree()->ports(port));
    QVERIFY2(m_panel->detailsText().contains(u"A → B · TCP 25"), qPrintable(m_panel->detailsText()));
    QVERIFY(m_panel->detailsText().contains(u"What to do"));
    const qsizetype before = picked.size();
    click(port);
    QVERIFY(picked.size() > before);
}

void TestChecksPanel::keysWalkAndTell()
{
    show({m_run});
    QTreeView &view = *m_panel->view();
    view.setFocus();
    QSignalSpy picked(m_panel.get(), &ChecksPanel::pickRequested);
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_Right);
    QTest::keyClick(&view, Qt::Key_Down);
    QVERIFY(!m_panel->tree()->isGroup(view.currentIndex()));
    const qsizetype before = picked.size();
    QVERIFY(before > 0);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(picked.size(), before + 1);
}

void TestChecksPanel::aGroupSaysWhatIsInIt()
{
    show({runFrom(u"a"_s, checkTime(24),
                  {{u"b tcp/25"_s, ProbeResult::NoAnswer}, {u"b tcp/80"_s, ProbeResult::NoAnswer}})});
    m_panel->setGrouping(CheckGrouping::Causes);
    click(group());
    const QString text = m_panel->detailsText();
    QVERIFY2(text.startsWith(m_panel->tree()->groupTitle(group())), qPrintable(text));
    QVERIFY(text.contains(m_panel->tree()->groupFound(group())));
}

void TestChecksPanel::whatWasPickedStaysThroughNewResults()
{
    show({m_run});
    click(m_panel->tree()->index(0, 0, group()));
    const QString before = m_panel->detailsText();
    const QString key = m_panel->tree()->key(m_panel->view()->currentIndex());
    QSignalSpy picked(m_panel.get(), &ChecksPanel::pickRequested);
    show({m_run, runFrom(u"a"_s, checkTime(25), {{u"e tcp/389"_s, ProbeResult::Refused}})});
    QCOMPARE(picked.size(), 0);
    QCOMPARE(m_panel->tree()->key(m_panel->view()->currentIndex()), key);
    QVERIFY(m_panel->view()->isExpanded(group()));
    QCOMPARE(m_panel->detailsText(), before);
    show({runFrom(u"a"_s, checkTime(25), {{u"b tcp/25"_s, ProbeResult::Open}})});
    QVERIFY(!m_panel->view()->currentIndex().isValid());
}

void TestChecksPanel::theMachineIsChosen()
{
    show({m_run, runFrom(u"b"_s, checkTime(25), {{u"a tcp/25"_s, ProbeResult::Refused}}),
          runFrom({}, checkTime(20), {{u"a tcp/25"_s, ProbeResult::Open}})});
    QCOMPARE(m_panel->vantage(), u"b"_s);
    auto &from = part<QComboBox>(u"checksFrom"_s);
    QCOMPARE(from.count(), 3);
    from.setFocus();
    QTest::keyClick(&from, Qt::Key_Down);
    QCOMPARE(m_panel->vantage(), u"a"_s);
    QCOMPARE(m_panel->tree()->vantage()->server, u"a"_s);
    QTest::keyClick(&from, Qt::Key_Down);
    QVERIFY(m_panel->tree()->vantage()->isElsewhere());
    QCOMPARE(from.currentText(), u"elsewhere (laptop7)"_s);
}

void TestChecksPanel::theMachineStaysThroughNewResults()
{
    show({m_run});
    show({m_run, runFrom(u"b"_s, checkTime(25), {{u"a tcp/25"_s, ProbeResult::Refused}})});
    QCOMPARE(m_panel->vantage(), u"a"_s);
    show({runFrom(u"b"_s, checkTime(25), {{u"a tcp/25"_s, ProbeResult::Refused}})});
    QCOMPARE(m_panel->vantage(), u"b"_s);
}

void TestChecksPanel::anotherMachineIsChosenWhileASelectionIsExplained()
{
    show({m_run, runFrom({}, checkTime(20), {{u"a tcp/25"_s, ProbeResult::Open}})});
    QVERIFY(m_panel->showSelection(m_flows, Selection::ofPath(m_flows, 2)));
    QVERIFY2(m_panel->detailsText().contains(u"A → D · TCP 389"), qPrintable(m_panel->detailsText()));
    auto &from = part<QComboBox>(u"checksFrom"_s);
    from.setFocus();
    QTest::keyClick(&from, Qt::Key_Down);
    QVERIFY(m_panel->tree()->vantage()->isElsewhere());
    QVERIFY2(!m_panel->detailsText().contains(u"TCP 389"), qPrintable(m_panel->detailsText()));
    QVERIFY2(m_panel->detailsText().startsWith(u"elsewhere (laptop7)"), qPrintable(m_panel->detailsText()));
    QVERIFY2(m_panel->detailsText().contains(u"What was asked from there: 1 work"), qPrintable(m_panel->detailsText()));
}

void TestChecksPanel::fromElsewhereNobodyOpensAPort()
{
    show({runFrom({}, checkTime(20), {{u"b tcp/25"_s, ProbeResult::Refused}})});
    QVERIFY(group().siblingAtColumn(CheckTree::FoundColumn).data().toString().startsWith(u"1 port: "));
    QCOMPARE(m_panel->tree()->index(0, 0, group()).data().toString(), u"→ B · TCP 25 X"_s);
    for (const FlowRow &row : flowRows(m_flows)) {
        if (m_flows.topology().servers.at(row.source).id == u"a2" && row.ports.first == 25
            && m_flows.topology().servers.at(row.destination).id == u"b")
            QVERIFY(m_panel->showSelection(m_flows, Selection::ofRow(m_flows, row)));
    }
    QVERIFY2(m_panel->detailsText().startsWith(u"B · TCP 25 X"), qPrintable(m_panel->detailsText()));
    m_panel->setGrouping(CheckGrouping::Flows);
    QCOMPARE(m_panel->tree()->rowCount(), 1);
    QVERIFY2(group().data().toString().endsWith(u" → B"), qPrintable(group().data().toString()));
    click(group());
    show({runFrom({}, checkTime(21), {{u"b tcp/25"_s, ProbeResult::Refused}})});
    QVERIFY(m_panel->hasPicked());
}

void TestChecksPanel::othersSelectionsAreExplained()
{
    show({m_run});
    QSignalSpy picked(m_panel.get(), &ChecksPanel::pickRequested);
    FlowRow wanted;
    std::vector<FlowRow> both;
    for (const FlowRow &row : flowRows(m_flows)) {
        const QList<Server> &servers = m_flows.topology().servers;
        if (servers.at(row.source).id == u"a" && servers.at(row.destination).id == u"b")
            both.push_back(row);
        if (servers.at(row.source).id == u"a" && servers.at(row.destination).id == u"d")
            wanted = row;
    }
    QCOMPARE(both.size(), size_t(2));
    QVERIFY(m_panel->showSelection(m_flows, Selection::ofRow(m_flows, both.front())));
    QVERIFY(m_panel->view()->currentIndex().isValid());
    QVERIFY(m_panel->detailsText().contains(u"A → B · TCP 25"));
    QVERIFY(m_panel->showSelection(m_flows, Selection::ofRows(m_flows, both)));
    QVERIFY(m_panel->detailsText().contains(u"TCP 25") && m_panel->detailsText().contains(u"TCP 80"));
    // What works is in no list of what is broken, and is explained all the same.
    QVERIFY(m_panel->showSelection(m_flows, Selection::ofRow(m_flows, wanted)));
    QVERIFY(!m_panel->view()->currentIndex().isValid());
    QVERIFY(m_panel->detailsText().contains(u"A → D · TCP 389"));
    QVERIFY(!m_panel->showSelection(m_flows, Selection::ofSite(0)));
    QCOMPARE(picked.size(), 0);
}

void TestChecksPanel::statesAreHidden()
{
    show({m_run});
    m_panel->setGrouping(CheckGrouping::Flows);
    const int all = m_panel->tree()->rowCount();
    auto &works = part<QToolButton>(u"checks-works"_s);
    QCOMPARE(works.text(), u"works 1"_s);
    QTest::mouseClick(&works, Qt::LeftButton);
    QCOMPARE(m_panel->tree()->rowCount(), all - 1);
    QTest::mouseClick(&works, Qt::LeftButton);
    QCOMPARE(m_panel->tree()->rowCount(), all);
}

void TestChecksPanel::whatWasFoundIsCopied()
{
    show({m_run});
    click(m_panel->tree()->index(0, 0, group()));
    QTest::keyClick(m_panel->view(), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QApplication::clipboard()->text().contains(u"A → B · TCP 25"));
}

void TestChecksPanel::everyPartHasAName()
{
    show({m_run});
    m_panel->setGrouping(CheckGrouping::Flows);
    for (QToolButton *button : m_panel->findChildren<QToolButton *>()) {
        if (button->isVisible())
            QVERIFY2(button->accessibleName().size() + button->text().size() > 1, qPrintable(button->objectName()));
    }
    QVERIFY(!m_panel->view()->accessibleName().isEmpty());
    QVERIFY(!part<QComboBox>(u"checksFrom"_s).accessibleName().isEmpty());
}

void TestChecksPanel::aNarrowPanelCutsNoWord()
{
    show({m_run});
    m_panel->resize(700, 240);
    for (const CheckGrouping grouping : {CheckGrouping::Broken, CheckGrouping::Causes, CheckGrouping::Flows}) {
        m_panel->setGrouping(grouping);
        QVERIFY2(m_panel->minimumSizeHint().width() <= 700,
                 qPrintable(QString::number(m_panel->minimumSizeHint().width())));
        QCOMPARE(m_panel->width(), 700);
    }
    QVERIFY(m_panel->view()->isColumnHidden(CheckTree::CheckedColumn));
    m_panel->resize(1600, 240);
    QVERIFY(!m_panel->view()->isColumnHidden(CheckTree::CheckedColumn));
}

QTEST_MAIN(TestChecksPanel)
#include "tst_checkspanel.moc"
