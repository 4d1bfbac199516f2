// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/generate.h"
#include "tests/views/graph/smallcharts.h"
#include "views/tables/flowtablemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestFlowTableModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void showsEveryRowOfTheFlows();
    void everyFilterWordMustMatchSomewhere();
    void filterFindsWhatTheCellsShow_data();
    void filterFindsWhatTheCellsShow();
    void namesSortAsPeopleCount();
    void portsSortAsNumbers();
    void descendingIsTheReverseOrderOfKeys();
    void checksHaveAColumn();
    void lastOfSeveralFiltersWins();
    void newRowsReplaceTheOldOnes();
    void manyRowsAreFilteredBesideTheWindow();
    void manyRowsComeInParts();

private:
    QStringList column(const FlowTableModel &model, FlowColumn column) const;
    FlowSet m_flows;
    std::shared_ptr<const FlowTexts> m_texts;
};

namespace {

void settle(FlowTableModel &model)
{
    QTRY_VERIFY_WITH_TIMEOUT(!model.isBusy(), 60000);
}

} // namespace

void TestFlowTableModel::initTestCase()
{
    m_flows = flowsOf(smallTopology());
    m_texts = std::make_shared<const FlowTexts>(m_flows);
    QVERIFY(m_texts->rows().size() > 20);
}

QStringList TestFlowTableModel::column(const FlowTableModel &model, FlowColumn column) const
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts << model.index(row, int(column)).data().toString();
    return texts;
}

void TestFlowTableModel::showsEveryRowOfTheFlows()
{
    FlowTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTexts(m_texts);
    settle(model);
    QCOMPARE(size_t(model.rowCount()), flowRows(m_flows).size());
    QCOMPARE(model.columnCount(), kFlowColumnCount);
    QCOMPARE(model.totalRows(), qsizetype(flowRows(m_flows).size()));
    const QStringList codes = column(model, FlowColumn::Code);
    QVERIFY(codes.contains(u"T1"_s));
    QVERIFY(!codes.contains(QString()));
    model.setFilter(u"no such thing"_s);
    settle(model);
    QCOMPARE(model.rowCount(), 0);
    model.setFilter({});
    settle(model);
    QCOMPARE(model.rowCount(), int(model.totalRows()));
}

void TestFlowTableModel::everyFilterWordMustMatchSomewhere()
{
    FlowTableModel model;
    model.setTexts(m_texts);
    model.setFilter(u"  hub2   T1 "_s);
    settle(model);
    QVERIFY(model.rowCount() > 0);
    for (int row = 0; row < model.rowCount(); ++row) {
        QString line;
        for (int i = 0; i < model.columnCount(); ++i)
            line += model.index(row, i).data().toString() + u'|';
        QVERIFY2(line.contains(u"hub2"_s, Qt::CaseInsensitive) && line.contains(u"t1"_s, Qt::CaseInsensitive),
                 qPrintable(line));
    }
}

void TestFlowTableModel::filterFindsWhatTheCellsShow_data()
{
    QTest::addColumn<QString>("filter");
    for (const QString &word : {u"SMTP"_s, u"25"_s, u"MBX1"_s, u"office"_s, u"kerberos"_s, u"switched"_s, u"→"_s,
                                u"udp"_s, u"6005"_s, u"<script>"_s})
        QTest::newRow(qPrintable(word)) << word;
}

void TestFlowTableModel::filterFindsWhatTheCellsShow()
{
    QFETCH(QString, filter);
    FlowTableModel model;
    model.setTexts(m_texts);
    settle(model);
    int expected = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        bool found = false;
        for (int i = 0; i < model.columnCount(); ++i)
            found = found || model.index(row, i).data().toString().contains(filter, Qt::CaseInsensitive);
        expected += found ? 1 : 0;
    }
    QVERIFY(expected > 0);
    model.setFilter(filter);
    settle(model);
    QCOMPARE(model.rowCount(), expected);
}

void TestFlowTableModel::namesSortAsPeopleCount()
{
    FlowTableModel model;
    model.setTexts(m_texts);
    model.sort(int(FlowColumn::Source));
    settle(model);
    QStringList names = column(model, FlowColumn::Source);
    names.removeDuplicates();
    QCOMPARE(names.indexOf(u"MBX2"_s) + 1, names.indexOf(u"MBX10"_s));
}

void TestFlowTableModel::portsSortAsNumbers()
{
    FlowTableModel model;
    model.setTexts(m_texts);
    model.sort(int(FlowColumn::Port));
    settle(model);
    int last = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        QVERIFY(model.flowRow(row).ports.first >= last);
        last = model.flowRow(row).ports.first;
    }
    QVERIFY(last > 0);
}

void TestFlowTableModel::descendingIsTheReverseOrderOfKeys()
{
    FlowTableModel model;
    model.setTexts(m_texts);
    for (const FlowColumn key : {FlowColumn::Code, FlowColumn::Destination, FlowColumn::Path, FlowColumn::Service,
                                 FlowColumn::Authentication, FlowColumn::Encryption, FlowColumn::Sites}) {
        model.sort(int(key), Qt::AscendingOrder);
        settle(model);
        QStringList up = column(model, key);
        model.sort(int(key), Qt::DescendingOrder);
        settle(model);
        QStringList down = column(model, key);
        std::reverse(down.begin(), down.end());
        QCOMPARE(up, down);
    }
}

void TestFlowTableModel::checksHaveAColumn()
{
    FlowTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTexts(m_texts);
    settle(model);
    QCOMPARE(column(model, FlowColumn::Checked).join(QString()), QString());
    const std::vector<FlowRow> &rows = m_texts->rows();
    auto checks = std::make_shared<FlowChecks>();
    checks->insert(rows[4], {CheckState::Works, false, u"works · then"_s, u"as it should"_s});
    checks->insert(rows[9], {CheckState::Fails, true, u"fails, stale · then"_s, u"<b>silence</b>"_s});
    model.setChecks(checks);
    QCOMPARE(column(model, FlowColumn::Checked).join(QString()).count(u"then"), 2);
    model.sort(int(FlowColumn::Checked));
    settle(model);
    const QModelIndex worst = model.index(0, int(FlowColumn::Checked));
    QCOMPARE(worst.data().toString(), u"fails, stale · then"_s);
    QVERIFY(worst.data(Qt::ToolTipRole).toString().contains(u"silence"));
    QVERIFY(!worst.data(Qt::ToolTipRole).toString().contains(u"<b>"));
    QVERIFY(!worst.data(Qt::DecorationRole).value<QIcon>().isNull());
    QCOMPARE(model.index(1, int(FlowColumn::Checked)).data().toString(), u"works · then"_s);
    model.setFilter(u"stale then"_s);
    settle(model);
    QCOMPARE(model.rowCount(), 1);
    model.setChecks(nullptr);
    settle(model);
    QCOMPARE(model.rowCount(), 0);
}

void TestFlowTableModel::lastOfSeveralFiltersWins()
{
    FlowTableModel model;
    model.setTexts(m_texts);
    QSignalSpy settled(&model, &FlowTableModel::settled);
    for (const QString &filter : {u"a"_s, u"b"_s, u"cas1"_s, u"no such thing"_s})
        model.setFilter(filter);
    settle(model);
    QCOMPARE(settled.size(), 1);
    QCOMPARE(model.rowCount(), 0);
}

void TestFlowTableModel::newRowsReplaceTheOldOnes()
{
    FlowTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTexts(m_texts);
    settle(model);
    model.setTexts(std::make_shared<const FlowTexts>(flowsOfSample(u"single-server"_s)));
    QCOMPARE(model.rowCount(), 0);
    settle(model);
    QCOMPARE(model.rowCount(), int(model.totalRows()));
    QVERIFY(column(model, FlowColumn::Source).contains(u"EX1"_s));
}

void TestFlowTableModel::manyRowsAreFilteredBesideTheWindow()
{
    QByteArray servers;
    for (int i = 0; i < 200; ++i)
        servers += QByteArray(i ? "," : "") + R"({"id":"s)" + QByteArray::number(i) + R"(","name":"S)"
            + QByteArray::number(i) + R"(","site":"hq","roles":["client-access","hub-transport","mailbox"]})";
    const FlowSet flows = flowsOf(R"({"format":"portolan-topology","version":1,"name":"Many","catalog":"exchange-2010",
        "sites":[{"id":"hq","name":"HQ"}],"links":[],"groups":[],"servers":[)"
                                  + servers + "]}");
    FlowTableModel model;
    model.setTexts(std::make_shared<const FlowTexts>(flows));
    settle(model);
    QVERIFY2(model.totalRows() > 200000, qPrintable(QString::number(model.totalRows())));
    // The call comes back at once, with the old rows in place until the new ones are there.
    model.setFilter(u"S199 25"_s);
    QVERIFY(model.isBusy());
    QCOMPARE(model.rowCount(), int(model.totalRows()));
    settle(model);
    QVERIFY(model.rowCount() > 0);
    QVERIFY(model.rowCount() < int(model.totalRows()));
}

void TestFlowTableModel::manyRowsComeInParts()
{
    const auto texts =
        std::make_shared<const FlowTexts>(deriveFlows(m_flows.catalog(), generateTopology(100, 1000, 1)));
    FlowTableModel model;
    QSignalSpy inserted(&model, &FlowTableModel::rowsInserted);
    QSignalSpy settled(&model, &FlowTableModel::settled);
    model.setTexts(texts);
    settle(model);
    QCOMPARE(settled.size(), 1);
    QCOMPARE(qsizetype(model.rowCount()), model.totalRows());
    QVERIFY(!inserted.isEmpty());
    QCOMPARE(inserted.last().at(2).toInt(), model.rowCount() - 1);

    // Others in the middle of it: what is left of the first never comes.
    inserted.clear();
    model.setTexts(texts);
    QTRY_VERIFY_WITH_TIMEOUT(model.rowCount() > 0, 60000);
    model.setTexts(m_texts);
    settle(model);
    QCOMPARE(qsizetype(model.rowCount()), qsizetype(m_texts->rows().size()));
}

QTEST_MAIN(TestFlowTableModel)
#include "tst_flowtablemodel.moc"
