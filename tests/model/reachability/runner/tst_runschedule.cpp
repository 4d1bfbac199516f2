// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/runner/runschedule.h"

#include <QList>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <map>

namespace portolan {

namespace {

std::vector<PlannedCheck> checks(const QList<int> &hosts, Transport transport = Transport::Tcp)
{
    std::vector<PlannedCheck> made;
    for (const int host : hosts) {
        PlannedCheck check;
        check.destination = static_cast<quint32>(host);
        check.request.transport = transport;
        made.push_back(check);
    }
    return made;
}

RunLimits noLimits()
{
    RunLimits limits;
    limits.inFlight = 1024;
    limits.perHost = 64;
    limits.perSecond = 0;
    limits.udpGap = 0;
    return limits;
}

RunSchedule full(const std::vector<PlannedCheck> &planned, const RunLimits &limits)
{
    RunSchedule schedule(planned, limits);
    for (size_t i = 0; i < planned.size(); ++i)
        schedule.add(static_cast<int>(i));
    return schedule;
}

/// What may start now.
QList<int> taken(RunSchedule &schedule, const std::vector<PlannedCheck> &planned, qint64 now)
{
    QList<int> all;
    while (const std::optional<int> check = schedule.takeNext(now)) {
        schedule.reserveConnection(*check, planned[static_cast<size_t>(*check)].request.transport, now);
        all << *check;
    }
    return all;
}

} // namespace

class TestRunSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsInTheOrderOfThePlan();
    void passesOverHostsThatHaveEnough();
    void noMoreAtOnceThanAllowed();
    void rateIsHeld();
    void datagramsToAHostKeepTheirDistance();
    void tcpGoesOnWhileDatagramsWait();
    void connectionsThatComeLateQueue();
    void datagramsThatComeLateKeepTheirDistance();
    void lowerCeilingHolds();
    void limitsOutsideTheirRangeAreBrought();
    void limitsHoldInAnyRun_data();
    void limitsHoldInAnyRun();
};

void TestRunSchedule::startsInTheOrderOfThePlan()
{
    const std::vector<PlannedCheck> planned = checks({0, 1, 0, 2});
    RunSchedule schedule(planned, noLimits());
    for (const int check : {3, 1, 0, 2})
        schedule.add(check);
    QCOMPARE(taken(schedule, planned, 0), (QList<int>{0, 1, 2, 3}));
    QCOMPARE(schedule.nextAt(0), RunSchedule::kNever);
}

void TestRunSchedule::passesOverHostsThatHaveEnough()
{
    RunLimits limits = noLimits();
    limits.perHost = 2;
    const std::vector<PlannedCheck> planned = checks({0, 0, 0, 0, 1, 1, 1});
    RunSchedule schedule = full(planned, limits);
    QCOMPARE(taken(schedule, planned, 0), (QList<int>{0, 1, 4, 5}));
    schedule.end(4);
    QCOMPARE(taken(schedule, planned, 0), QList<int>{6});
    schedule.end(1);
    schedule.end(0);
    QCOMPARE(taken(schedule, planned, 0), (QList<int>{2, 3}));
}

void TestRunSchedule::noMoreAtOnceThanAllowed()
{
    RunLimits limits = noLimits();
    limits.inFlight = 3;
    const std::vector<PlannedCheck> planned = checks({0, 1, 2, 3, 4});
    RunSchedule schedule = full(planned, limits);
    QCOMPARE(taken(schedule, planned, 0), (QList<int>{0, 1, 2}));
    QCOMPARE(schedule.nextAt(0), RunSchedule::kNever);
    schedule.end(1);
    QCOMPARE(schedule.nextAt(7), 7);
    QCOMPARE(taken(schedule, planned, 7), QList<int>{3});
}

void TestRunSchedule::rateIsHeld()
{
    RunLimits limits = noLimits();
    limits.perSecond = 50;
    const std::vector<PlannedCheck> planned = checks({0, 1, 2, 3, 4, 5});
    RunSchedule schedule = full(planned, limits);
    QCOMPARE(taken(schedule, planned, 1000), QList<int>{0});
    QCOMPARE(schedule.nextAt(1000), 1020);
    QCOMPARE(taken(schedule, planned, 1019), QList<int>());
    QCOMPARE(taken(schedule, planned, 1020), QList<int>{1});
    QCOMPARE(schedule.reserveConnection(1, Transport::Tcp, 1020), 1040); // the check opens another one
    QCOMPARE(schedule.nextAt(1020), 1060);
    QCOMPARE(taken(schedule, planned, 5000), QList<int>{2}); // no burst after a pause
}

void TestRunSchedule::datagramsToAHostKeepTheirDistance()
{
    RunLimits limits = noLimits();
    limits.udpGap = 1100;
    const std::vector<PlannedCheck> planned = checks({0, 0, 1}, Transport::Udp);
    RunSchedule schedule = full(planned, limits);
    QCOMPARE(taken(schedule, planned, 0), (QList<int>{0, 2}));
    schedule.end(0);
    QCOMPARE(schedule.nextAt(500), 1100);
    QCOMPARE(taken(schedule, planned, 1099), QList<int>());
    QCOMPARE(taken(schedule, planned, 1100), QList<int>{1});
    schedule.end(1);
    schedule.add(1); // asked once more, after silence
    QCOMPARE(taken(schedule, planned, 2199), QList<int>());
    QCOMPARE(taken(schedule, planned, 2200), QList<int>{1});
}

void TestRunSchedule::tcpGoesOnWhileDatagramsWait()
{
    RunLimits limits = noLimits();
    limits.udpGap = 1100;
    std::vector<PlannedCheck> planned = checks({0, 0}, Transport::Udp);
    planned.push_back(checks({0}).front());
    RunSchedule schedule = full(planned, limits);
    QCOMPARE(taken(schedule, planned, 0), (QList<int>{0, 2}));
}

void TestRunSchedule::connectionsThatComeLateQueue()
{
    RunLimits limits = noLimits();
    limits.perSecond = 50;
    const std::vector<PlannedCheck> planned = checks({0, 1, 2, 3});
    RunSchedule schedule = full(planned, limits);
    // Their names are looked up first: nothing goes out yet, so that more may begin.
    for (const int check : {0, 1, 2})
        QCOMPARE(schedule.takeNext(0), std::optional(check));
    QCOMPARE(schedule.reserveConnection(1, Transport::Tcp, 100), 100);
    QCOMPARE(schedule.reserveConnection(0, Transport::Tcp, 100), 120);
    QCOMPARE(schedule.reserveConnection(2, Transport::Tcp, 101), 140);
    QCOMPARE(schedule.takeNext(159), std::nullopt);
    QCOMPARE(schedule.nextAt(159), 160);
    QCOMPARE(schedule.takeNext(160), std::optional(3));
}

void TestRunSchedule::datagramsThatComeLateKeepTheirDistance()
{
    RunLimits limits = noLimits();
    limits.udpGap = 1100;
    const std::vector<PlannedCheck> planned = checks({0, 0, 0}, Transport::Udp);
    RunSchedule schedule = full(planned, limits);
    QCOMPARE(schedule.takeNext(0), std::optional(0));
    QCOMPARE(schedule.takeNext(0), std::optional(1));
    QCOMPARE(schedule.reserveConnection(0, Transport::Udp, 5000), 5000);
    QCOMPARE(schedule.reserveConnection(1, Transport::Udp, 5001), 6100);
    QCOMPARE(schedule.reserveConnection(1, Transport::Tcp, 5002), 5002); // the same again, over TCP
    QCOMPARE(schedule.takeNext(7199), std::nullopt);
    QCOMPARE(schedule.nextAt(7199), 7200);
    QCOMPARE(schedule.takeNext(7200), std::optional(2));
}

void TestRunSchedule::lowerCeilingHolds()
{
    const std::vector<PlannedCheck> planned = checks({0, 1, 2, 3, 4, 5});
    RunLimits limits = noLimits();
    limits.inFlight = 4;
    RunSchedule schedule = full(planned, limits);
    QCOMPARE(taken(schedule, planned, 0), (QList<int>{0, 1, 2, 3}));
    schedule.end(3);
    schedule.lowerCeiling();
    schedule.add(3);
    QCOMPARE(taken(schedule, planned, 0), QList<int>());
    schedule.end(0);
    QCOMPARE(taken(schedule, planned, 0), QList<int>{3});
    for (const int check : {1, 2, 3})
        schedule.end(check);
    schedule.lowerCeiling(); // one is always allowed
    QCOMPARE(taken(schedule, planned, 0), QList<int>{4});
}

void TestRunSchedule::limitsOutsideTheirRangeAreBrought()
{
    RunLimits limits = noLimits();
    limits.inFlight = 0;
    limits.perHost = -5;
    const std::vector<PlannedCheck> planned = checks({0, 1});
    RunSchedule schedule = full(planned, limits);
    QCOMPARE(taken(schedule, planned, 0), QList<int>{0});
}

void TestRunSchedule::limitsHoldInAnyRun_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestRunSchedule::limitsHoldInAnyRun()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    RunLimits limits;
    limits.inFlight = random.bounded(1, 20);
    limits.perHost = random.bounded(1, 5);
    limits.perSecond = random.bounded(2) == 0 ? 0 : random.bounded(1, 2000);
    limits.udpGap = random.bounded(0, 50);
    std::vector<PlannedCheck> planned;
    for (int i = 0; i < 300; ++i) {
        const Transport transport = random.bounded(3) == 0 ? Transport::Udp : Transport::Tcp;
        planned.push_back(checks({random.bounded(12)}, transport).front());
    }
    RunSchedule schedule = full(planned, limits);
    std::vector<int> underWay;
    std::map<quint32, int> ofHost;
    std::map<quint32, qint64> lastDatagram;
    QList<qint64> starts;
    qint64 now = 0;
    while (!schedule.isEmpty()) {
        while (const std::optional<int> check = schedule.takeNext(now)) {
            const PlannedCheck &started = planned[static_cast<size_t>(*check)];
            QCOMPARE(schedule.reserveConnection(*check, started.request.transport, now), now);
            underWay.push_back(*check);
            QVERIFY(int(underWay.size()) <= limits.inFlight);
            QVERIFY(++ofHost[started.destination] <= limits.perHost);
            starts << now;
            if (started.request.transport == Transport::Udp) {
                const auto last = lastDatagram.find(started.destination);
                QVERIFY(last == lastDatagram.end() || now - last->second >= limits.udpGap);
                lastDatagram[started.destination] = now;
            }
        }
        QCOMPARE(schedule.underWay(), int(underWay.size()));
        const qint64 next = schedule.nextAt(now);
        QVERIFY(next > now);
        if (next != RunSchedule::kNever && (underWay.empty() || random.bounded(2) == 0)) {
            now = next;
            continue;
        }
        QVERIFY(!underWay.empty()); // or nothing would ever happen again
        const auto ended = underWay.begin() + random.bounded(int(underWay.size()));
        --ofHost[planned[static_cast<size_t>(*ended)].destination];
        schedule.end(*ended);
        underWay.erase(ended);
        now += random.bounded(3);
    }
    QCOMPARE(starts.size(), 300);
    if (limits.perSecond > 0) {
        // In any stretch of time there are no more starts than its share, and the one that it begins with.
        for (qsizetype i = 0; i < starts.size(); ++i) {
            for (qsizetype j = i; j < starts.size(); ++j)
                QVERIFY(double(j - i) <= double(starts[j] - starts[i] + 1) * limits.perSecond / 1000.0 + 1);
        }
    }
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestRunSchedule)
#include "tst_runschedule.moc"
