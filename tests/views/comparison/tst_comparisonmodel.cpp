// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/comparison/comparisonmodel.h"
#include "views/graph/chartmark.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

ComparisonLine line(Change change, const QString &what, const QString &detail)
{
    ComparisonLine result;
    result.change = change;
    result.what = what;
    result.detail = detail;
    return result;
}

} // namespace

class TestComparisonModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_model.reset(); }
    void sectionsHoldTheirLines();
    void aChangeIsSaidInWords();
    void whatWasLeftOutIsTheLastRow();
    void tipsHaveAllOfIt();
    void anotherStyleKeepsTheRows();
    void otherSectionsTakeTheirPlace();

private:
    QModelIndex at(int section, int row, int column) const
    {
        return m_model->index(row, column, m_model->index(section, 0));
    }

    std::unique_ptr<ComparisonModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestComparisonModel::init()
{
    m_model = std::make_unique<ComparisonModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_model->setSections({{u"Topology: 1 added, 1 changed"_s,
                           {line(Change::Added, u"server HUB3"_s, {}), line(Change::Changed, u"site HQ"_s, u"a → b"_s)},
                           0},
                          {u"Findings: no difference"_s, {}, 0},
                          {u"Flows: 7,000 removed"_s, {line(Change::Removed, u"T1 <b>mail</b>"_s, u"A → B"_s)}, 6999}});
}

void TestComparisonModel::sectionsHoldTheirLines()
{
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(m_model->index(0, 0).data().toString(), u"Topology: 1 added, 1 changed"_s);
    QCOMPARE(m_model->rowCount(m_model->index(0, 0)), 2);
    QCOMPARE(m_model->rowCount(m_model->index(1, 0)), 0);
    QVERIFY(!m_model->line(m_model->index(0, 0)));
    const ComparisonLine *met = m_model->line(at(0, 1, 2));
    QVERIFY(met);
    QCOMPARE(met->what, u"site HQ"_s);
    QCOMPARE(at(0, 1, 1).data().toString(), u"site HQ"_s);
    QCOMPARE(at(0, 1, 2).data().toString(), u"a → b"_s);
}

void TestComparisonModel::aChangeIsSaidInWords()
{
    QCOMPARE(at(0, 0, 0).data().toString(), changeWord(Change::Added));
    QCOMPARE(at(0, 1, 0).data().toString(), changeWord(Change::Changed));
    QCOMPARE(at(2, 0, 0).data().toString(), changeWord(Change::Removed));
}

void TestComparisonModel::whatWasLeftOutIsTheLastRow()
{
    QCOMPARE(m_model->rowCount(m_model->index(2, 0)), 2);
    QVERIFY(!m_model->line(at(2, 1, 0)));
    const QString text = at(2, 1, 1).data().toString();
    QVERIFY2(text.contains(u"6999"_s) && text.contains(u"portolan-cli diff"_s), qPrintable(text));
}

void TestComparisonModel::tipsHaveAllOfIt()
{
    QTextDocument tip;
    tip.setHtml(at(2, 0, 2).data(Qt::ToolTipRole).toString());
    QCOMPARE(tip.toPlainText(), u"T1 <b>mail</b>\nA → B"_s);
    tip.setHtml(at(0, 0, 0).data(Qt::ToolTipRole).toString());
    QCOMPARE(tip.toPlainText(), u"server HUB3"_s);
}

void TestComparisonModel::anotherStyleKeepsTheRows()
{
    const QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    const QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    const QVariant before = at(0, 0, 0).data(Qt::ForegroundRole);
    m_model->setStyle(DiagramStyle::of(Theme::Dark));
    QCOMPARE(reset.size(), 0);
    QCOMPARE(changed.size(), 2);
    QVERIFY(at(0, 0, 0).data(Qt::ForegroundRole) != before);
}

void TestComparisonModel::otherSectionsTakeTheirPlace()
{
    m_model->setSections({{u"Flows: no difference"_s, {}, 0}});
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->rowCount(m_model->index(0, 0)), 0);
}

QTEST_MAIN(TestComparisonModel)
#include "tst_comparisonmodel.moc"
