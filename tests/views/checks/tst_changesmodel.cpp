// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/checks.h"
#include "views/checks/changesmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestChangesModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRowSaysWhatBecameOfATarget();
    void allOfItIsCopied();

private:
    static ReachabilityResults seen(ProbeResult result)
    {
        return {{runFrom(u"a"_s, checkTime(24), {{u"b tcp/25"_s, result}, {u"d tcp/389"_s, result}})}};
    }

    ChangesModel m_model{compareResults(seen(ProbeResult::Open), seen(ProbeResult::Refused)),
                         checkedFlowSet().topology()};
};

void TestChangesModel::aRowSaysWhatBecameOfATarget()
{
    const QAbstractItemModelTester tester(&m_model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(m_model.rowCount(), 2);
    const auto cell = [this](int column) { return m_model.index(0, column).data().toString(); };
    QCOMPARE(cell(ChangesModel::BecameColumn), u"broke"_s);
    QCOMPARE(cell(ChangesModel::FromColumn), u"A"_s);
    QCOMPARE(cell(ChangesModel::ServerColumn), u"B"_s);
    QCOMPARE(cell(ChangesModel::PortColumn), u"TCP 25"_s);
    QVERIFY(cell(ChangesModel::BeforeColumn) != cell(ChangesModel::NowColumn));
    for (int column = 0; column < ChangesModel::kColumnCount; ++column)
        QVERIFY(!m_model.headerData(column, Qt::Horizontal).toString().isEmpty());
}

void TestChangesModel::allOfItIsCopied()
{
    const QStringList lines = m_model.text().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines.first().split(u'\t').size(), qsizetype(ChangesModel::kColumnCount));
    const QStringList cells = lines.at(2).split(u'\t');
    for (int column = 0; column < ChangesModel::kColumnCount; ++column)
        QCOMPARE(cells.value(column), m_model.index(1, column).data().toString());
}

QTEST_GUILESS_MAIN(TestChangesModel)
#include "tst_changesmodel.moc"
