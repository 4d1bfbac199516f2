// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/checks.h"
#include "views/checks/plannedchecksmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestPlannedChecksModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itIsAProperModel();
    void eachTargetIsListed();
    void publicAddressesAreCalledSo();
};

void TestPlannedChecksModel::itIsAProperModel()
{
    PlannedChecksModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setPlan(std::make_shared<const ReachabilityPlan>(planChecks(checkedFlowSet(), {u"a"_s, {}, {}})));
    QCOMPARE(model.rowCount(), 5);
    model.setPlan(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestPlannedChecksModel::eachTargetIsListed()
{
    PlannedChecksModel model;
    model.setPlan(std::make_shared<const ReachabilityPlan>(planChecks(
        checkedFlowSet("one: a[ra]\ntwo: b[ra ip=10.1.2.3 ip=10.1.2.4] c[ra fqdn=c.test.example]"), {u"a"_s, {}, {}})));
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells << model.index(row, column).data().toString();
        lines << cells.join(u'|');
    }
    QCOMPARE(
        lines,
        (QStringList{u"B|10.1.2.3, 10.1.2.4|TCP 25|connection only"_s, u"B|10.1.2.3, 10.1.2.4|TCP 80|connection only"_s,
                     u"C|c.test.example, looked up|TCP 25|connection only"_s,
                     u"C|c.test.example, looked up|TCP 80|connection only"_s}));
    QCOMPARE(model.publicCount(), 0);
}

void TestPlannedChecksModel::publicAddressesAreCalledSo()
{
    PlannedChecksModel model;
    model.setPlan(std::make_shared<const ReachabilityPlan>(
        planChecks(checkedFlowSet("one: a[ra]\ntwo: b[ra ip=8.8.4.4] c[ra ip=10.0.0.1]"), {u"a"_s, {}, {}})));
    QCOMPARE(model.publicCount(), 2);
    QCOMPARE(model.index(0, PlannedChecksModel::AddressColumn).data().toString(), u"8.8.4.4 · public"_s);
    QCOMPARE(model.index(2, PlannedChecksModel::AddressColumn).data().toString(), u"10.0.0.1"_s);
}

QTEST_GUILESS_MAIN(TestPlannedChecksModel)
#include "tst_plannedchecksmodel.moc"
