// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/views/graph/smallcharts.h"
#include "views/tables/flowtable.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestFlowTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void typingFiltersAndCounts();
    void escapeClearsTheFilter();
    void clickingAHeaderSorts();
    void clickingARowPicksThatFlow();
    void copiesRowsWithTabs();
    void checksHaveAColumnWhileThereAreSome();
    void newChecksMoveNobodyWhoReads();
    void marksTheRowsOfASelection();
    void marksAgainAfterSorting();
    void aServerMarksNothing();

private:
    QString count() const { return m_table->findChild<QLabel *>(u"flowCount"_s)->text(); }
    QLineEdit *filter() const { return m_table->findChild<QLineEdit *>(u"flowFilter"_s); }
    void clickRow(int row);

    FlowSet m_flows = flowsOf(smallTopology());
    std::unique_ptr<FlowTable> m_table;
    int m_total = 0;
};

void TestFlowTable::init()
{
    m_table = std::make_unique<FlowTable>();
    m_table->resize(1200, 500);
    m_table->setTexts(std::make_shared<const FlowTexts>(m_flows));
    m_table->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
    QTRY_VERIFY(!m_table->model()->isBusy());
    m_total = m_table->model()->rowCount();
    QVERIFY(m_total > 20);
}

void TestFlowTable::cleanup()
{
    m_table.reset();
}

void TestFlowTable::clickRow(int row)
{
    QTableView *view = m_table->view();
    const QRect cell = view->visualRect(m_table->model()->index(row, 1));
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, cell.center());
}

void TestFlowTable::typingFiltersAndCounts()
{
    QCOMPARE(count(), u"%1 rows"_s.arg(m_total));
    m_table->focusFilter();
    QTest::keyClicks(filter(), u"hub2"_s);
    QTRY_VERIFY(m_table->model()->rowCount() < m_total);
    QTRY_COMPARE(count(), u"%1 of %2 rows"_s.arg(m_table->model()->rowCount()).arg(m_total));
}

void TestFlowTable::escapeClearsTheFilter()
{
    m_table->focusFilter();
    QTest::keyClicks(filter(), u"hub2"_s);
    QTRY_VERIFY(m_table->model()->rowCount() < m_total);
    QTest::keyClick(filter(), Qt::Key_Escape);
    QTRY_COMPARE(m_table->model()->rowCount(), m_total);
}

void TestFlowTable::clickingAHeaderSorts()
{
    QHeaderView *header = m_table->view()->horizontalHeader();
    const int section = int(FlowColumn::Port);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                      QPoint(header->sectionViewportPosition(section) + 20, header->height() / 2));
    QTRY_VERIFY(!m_table->model()->isBusy());
    QCOMPARE(header->sortIndicatorSection(), section);
    const bool up = header->sortIndicatorOrder() == Qt::AscendingOrder;
    const FlowRow &first = m_table->model()->flowRow(0);
    const FlowRow &last = m_table->model()->flowRow(m_total - 1);
    QVERIFY(up ? first.ports.first < last.ports.first : first.ports.first > last.ports.first);
}

void TestFlowTable::clickingARowPicksThatFlow()
{
    QSignalSpy picked(m_table.get(), &FlowTable::selectionPicked);
    clickRow(2);
    QCOMPARE(picked.size(), 1);
    const auto selection = picked.first().first().value<Selection>();
    QVERIFY(selection.row.has_value());
    const FlowRow &row = m_table->model()->flowRow(2);
    QCOMPARE(selection.row->source, row.source);
    QCOMPARE(selection.row->destination, row.destination);
    QCOMPARE(selection.flows.size(), size_t(1));
    QCOMPARE(selection.flows.front().path, int(row.path));
}

void TestFlowTable::copiesRowsWithTabs()
{
    clickRow(0);
    QTest::keyClick(m_table->view(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.at(0).split(u'\t').first(), u"Code"_s);
    const QStringList cells = lines.at(1).split(u'\t');
    QCOMPARE(cells.size(), 9);
    for (int column = 0; column < 9; ++column)
        QCOMPARE(cells.at(column), m_table->model()->index(0, column).data().toString());
}

void TestFlowTable::checksHaveAColumnWhileThereAreSome()
{
    QTableView *view = m_table->view();
    QVERIFY(view->isColumnHidden(int(FlowColumn::Checked)));
    clickRow(0);
    QVERIFY(!m_table->selectedText().contains(u"Checked"));
    auto checks = std::make_shared<FlowChecks>();
    m_table->setChecks(checks);
    QVERIFY(view->isColumnHidden(int(FlowColumn::Checked)));
    checks = std::make_shared<FlowChecks>();
    checks->insert(m_table->model()->flowRow(0), {CheckState::Fails, false, u"fails · 5 Nov 2026 10:31 UTC"_s, {}});
    m_table->setChecks(checks);
    QVERIFY(!view->isColumnHidden(int(FlowColumn::Checked)));
    const QStringList lines = m_table->selectedText().split(u'\n');
    const qsizetype place = lines.first().split(u'\t').indexOf(u"Checked"_s);
    QVERIFY(place > 0);
    QCOMPARE(lines.at(1).split(u'\t').at(place), u"fails · 5 Nov 2026 10:31 UTC"_s);
    m_table->setChecks(nullptr);
    QVERIFY(view->isColumnHidden(int(FlowColumn::Checked)));
}

void TestFlowTable::newChecksMoveNobodyWhoReads()
{
    FlowTableModel &model = *m_table->model();
    const FlowRow first = model.flowRow(0);
    const FlowRow last = model.flowRow(m_total - 1);
    const auto found = [&](CheckState ofFirst, CheckState ofLast) {
        auto checks = std::make_shared<FlowChecks>();
        checks->insert(first, {ofFirst, false, toString(ofFirst), u"why & <b>how</b>"_s});
        checks->insert(last, {ofLast, false, toString(ofLast), {}});
        m_table->setChecks(checks);
        QTRY_VERIFY(!model.isBusy());
    };
    m_table->resize(1200, 300);
    found(CheckState::Works, CheckState::Fails);
    m_table->view()->sortByColumn(int(FlowColumn::Checked), Qt::AscendingOrder);
    QTRY_VERIFY(!model.isBusy());
    clickRow(1);
    QScrollBar &bar = *m_table->view()->verticalScrollBar();
    QTRY_VERIFY(bar.maximum() > 0);
    bar.setValue(bar.maximum());
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    found(CheckState::Works, CheckState::Differs);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(bar.value(), bar.maximum());
    QCOMPARE(model.index(0, int(FlowColumn::Checked)).data().toString(), u"differs"_s);
    QCOMPARE(model.index(1, int(FlowColumn::Checked)).data(Qt::AccessibleDescriptionRole).toString(),
             u"why & <b>how</b>"_s);
    found(CheckState::Fails, CheckState::Differs);
    QCOMPARE(resets.size(), 1);
    QCOMPARE(bar.value(), bar.maximum());
    QCOMPARE(m_table->view()->selectionModel()->selectedRows().value(0).row(), 0);
}

void TestFlowTable::marksTheRowsOfASelection()
{
    const int path = m_flows.catalog().pathIndex(u"transport-01"_s);
    QSignalSpy picked(m_table.get(), &FlowTable::selectionPicked);
    m_table->showSelection(Selection::ofPath(m_flows, path));
    const QModelIndexList marked = m_table->view()->selectionModel()->selectedRows();
    QVERIFY(!marked.isEmpty());
    for (const QModelIndex &index : marked)
        QCOMPARE(index.data().toString(), u"T1"_s);
    QVERIFY2(picked.isEmpty(), "what is shown is not picked");
}

void TestFlowTable::marksAgainAfterSorting()
{
    m_table->showSelection(Selection::ofPath(m_flows, m_flows.catalog().pathIndex(u"transport-01"_s)));
    const qsizetype before = m_table->view()->selectionModel()->selectedRows().size();
    m_table->view()->sortByColumn(int(FlowColumn::Sites), Qt::DescendingOrder);
    QTRY_VERIFY(!m_table->model()->isBusy());
    const QModelIndexList marked = m_table->view()->selectionModel()->selectedRows();
    QCOMPARE(marked.size(), before);
    QCOMPARE(marked.first().data().toString(), u"T1"_s);
}

void TestFlowTable::aServerMarksNothing()
{
    m_table->showSelection(Selection::ofPath(m_flows, m_flows.catalog().pathIndex(u"transport-01"_s)));
    m_table->showSelection(Selection::ofServers({serverOf(m_flows, u"cas1"_s)}));
    QVERIFY(m_table->view()->selectionModel()->selectedRows().isEmpty());
    QCOMPARE(m_table->model()->rowCount(), m_total);
}

QTEST_MAIN(TestFlowTable)
#include "tst_flowtable.moc"
