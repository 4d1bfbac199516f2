// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/reachabilityplan.h"

#include <QTest>

namespace portolan {

namespace {

ReachabilityPlan planOf(int hosts, int checksOfEach, Transport transport = Transport::Tcp)
{
    ReachabilityPlan plan;
    for (int host = 0; host < hosts; ++host) {
        for (int i = 0; i < checksOfEach; ++i) {
            PlannedCheck check;
            check.destination = static_cast<quint32>(host);
            check.addresses = {QStringLiteral("10.0.0.%1").arg(host)};
            check.request.transport = transport;
            plan.checks.push_back(check);
        }
    }
    return plan;
}

} // namespace

class TestRunEstimate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingTakesNoTime();
    void rateBoundsManyChecks();
    void datagramsToOneHostAddUp();
    void twoNamesOfOneHostAreOne();
    void worstIsNeverBelowSilenceEverywhere();
};

void TestRunEstimate::nothingTakesNoTime()
{
    const RunEstimate none = estimate({}, {});
    QCOMPARE(none.likely, 0);
    QCOMPARE(none.atMost, 0);
}

void TestRunEstimate::rateBoundsManyChecks()
{
    RunLimits limits;
    limits.perSecond = 10;
    const RunEstimate slow = estimate(planOf(1000, 1), limits);
    QCOMPARE(slow.likely, 100000);
    limits.perSecond = 0;
    QVERIFY(estimate(planOf(1000, 1), limits).likely < 5000);
}

void TestRunEstimate::datagramsToOneHostAddUp()
{
    RunLimits limits;
    QVERIFY(estimate(planOf(1, 10, Transport::Udp), limits).likely >= 10 * limits.udpGap);
    QVERIFY(estimate(planOf(10, 1, Transport::Udp), limits).likely < 10 * limits.udpGap);
}

void TestRunEstimate::twoNamesOfOneHostAreOne()
{
    const RunLimits limits;
    ReachabilityPlan plan = planOf(10, 1, Transport::Udp);
    for (PlannedCheck &check : plan.checks)
        check.addresses = {QStringLiteral("10.0.0.1")};
    QVERIFY(estimate(plan, limits).likely >= 10 * limits.udpGap);
}

void TestRunEstimate::worstIsNeverBelowSilenceEverywhere()
{
    RunLimits limits;
    limits.perHost = 1;
    const RunEstimate one = estimate(planOf(1, 5), limits);
    // One after the other, each silent twice for as long as a check may take.
    QVERIFY(one.atMost >= qint64(5) * 2 * limits.checkTimeout);
    QVERIFY(one.likely < one.atMost);
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestRunEstimate)
#include "tst_runestimate.moc"
