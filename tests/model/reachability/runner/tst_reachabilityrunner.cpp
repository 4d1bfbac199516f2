// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/runner/reachabilityrunner.h"
#include "tests/support/probing.h"
#include "tests/support/silentport.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

using namespace portolan::test;

namespace {

using Turn = Conversation::Turn;
using Next = Conversation::Turn::Next;
using State = ReachabilityRunner::State;

const QString kHere = u"127.0.0.1"_s;

/// Checks of one port of all of the loopback, `hosts` destinations with `each` of them.
ReachabilityPlan planOf(int hosts, int each, quint16 port)
{
    ReachabilityPlan plan;
    plan.vantage.host = u"here.example"_s;
    for (int host = 0; host < hosts; ++host) {
        for (int i = 0; i < each; ++i) {
            PlannedCheck check = checkOf({u"127.0.0.%1"_s.arg(host + 1)}, port);
            check.destination = static_cast<quint32>(host);
            check.key = u"host%1 check%2"_s.arg(host).arg(i);
            plan.checks.push_back(check);
        }
    }
    return plan;
}

RunLimits fast()
{
    RunLimits limits;
    limits.perSecond = 0;
    limits.connectTimeout = 100;
    limits.retries = 0;
    return limits;
}

/// Connections only.
ReachabilityRunner::Options connecting()
{
    ReachabilityRunner::Options options;
    options.converse = silent;
    return options;
}

/// A conversation that is over when the server has said anything.
ReachabilityRunner::Options listening()
{
    ReachabilityRunner::Options options;
    options.converse = [](const ProbeRequest &) {
        ScriptedConversation::Script script;
        script.answer = [](const QByteArray &) { return Turn{{}, Next::Done}; };
        return std::make_unique<ScriptedConversation>(script);
    };
    return options;
}

/// Lets connections wait until it is told to answer them.
class WaitingRoom
{
public:
    WaitingRoom()
        : m_server(
            [this](QTcpSocket &peer) {
                m_waiting << &peer;
                ++m_seen;
                m_most = std::max(m_most, m_waiting.size());
                if (onArrival)
                    onArrival();
            },
            QHostAddress::AnyIPv4)
    {
    }
    quint16 port() const { return m_server.port(); }
    qsizetype waiting() const { return m_waiting.size(); }
    qsizetype mostAtOnce() const { return m_most; }
    int seen() const { return m_seen; }
    void answerAll()
    {
        for (QTcpSocket *const peer : std::exchange(m_waiting, {})) {
            peer->write("done\n");
            peer->disconnectFromHost();
        }
    }
    std::function<void()> onArrival;

private:
    QList<QTcpSocket *> m_waiting;
    qsizetype m_most = 0;
    int m_seen = 0;
    LoopbackServer m_server;
};

} // namespace

class TestReachabilityRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCheckIsDoneOnce();
    void runTellsWhatItIsOf();
    void emptyPlanEnds();
    void silenceIsAskedAgain();
    void refusalIsNotAskedAgain();
    void noMoreAtOnceThanAllowed_data();
    void noMoreAtOnceThanAllowed();
    void rateHoldsBehindNames();
    void pausedRunStartsNothing();
    void cancelEndsAtOnce();
    void restOfAStoppedRunIsDone();
    void newRunForgetsTheOldOne();
    void mayBeDestroyedInTheMiddle();
    void mayBeCancelledFromItsOwnSignal();
};

void TestReachabilityRunner::everyCheckIsDoneOnce()
{
    LoopbackServer server([](QTcpSocket &) {}, QHostAddress::AnyIPv4);
    ReachabilityPlan plan = planOf(10, 20, server.port());
    const quint16 closed = closedPort();
    for (size_t i = 0; i < plan.checks.size(); i += 2)
        plan.checks[i].request.port = closed;
    RunLimits limits = fast();
    limits.connectTimeout = 60000; // what does not fit into the server's queue comes a second later
    ReachabilityRunner runner;
    QSignalSpy checked(&runner, &ReachabilityRunner::checked);
    QSignalSpy finished(&runner, &ReachabilityRunner::finished);
    runner.start(plan, limits, connecting());
    QCOMPARE(runner.state(), State::Running);
    QVERIFY(finished.wait(60000));

    QCOMPARE(runner.state(), State::Finished);
    QList<int> told;
    for (const QList<QVariant> &arguments : checked)
        told << arguments.first().toInt();
    std::sort(told.begin(), told.end());
    QCOMPARE(told.size(), 200);
    QVERIFY(std::adjacent_find(told.begin(), told.end()) == told.end());
    const ReachabilityRunner::Progress progress = runner.progress();
    QCOMPARE(progress.done, 200);
    QCOMPARE(progress.of, 200);
    QCOMPARE(progress.counts, (QMap<ProbeResult, int>{{ProbeResult::Open, 100}, {ProbeResult::Refused, 100}}));
    QCOMPARE(progress.timeLeft, 0);
    const ReachabilityRun run = runner.run();
    QCOMPARE(run.targets.size(), 200);
    for (qsizetype i = 0; i < run.targets.size(); ++i) {
        QCOMPARE(run.targets[i].key, plan.checks[size_t(i)].key);
        QCOMPARE(run.targets[i].port, plan.checks[size_t(i)].request.port);
        QCOMPARE(toString(run.targets[i].report.result),
                 toString(i % 2 == 0 ? ProbeResult::Refused : ProbeResult::Open));
    }
}

void TestReachabilityRunner::runTellsWhatItIsOf()
{
    LoopbackServer server([](QTcpSocket &) {}, QHostAddress::AnyIPv4);
    const ReachabilityPlan plan = planOf(1, 1, server.port());
    ReachabilityRunner runner;
    QSignalSpy finished(&runner, &ReachabilityRunner::finished);
    ReachabilityRunner::Options options = connecting();
    options.program = u"a program"_s;
    runner.start(plan, fast(), options);
    QVERIFY(runner.run().finishedAt.isNull());
    QVERIFY(finished.wait(60000));
    const ReachabilityRun run = runner.run();
    QVERIFY(!run.id.isEmpty());
    QCOMPARE(run.program, u"a program"_s);
    QCOMPARE(run.vantage, plan.vantage);
    QVERIFY(run.finishedAt >= run.startedAt);
    QCOMPARE(run.finishedAt.timeSpec(), Qt::UTC);
}

void TestReachabilityRunner::emptyPlanEnds()
{
    ReachabilityRunner runner;
    QSignalSpy finished(&runner, &ReachabilityRunner::finished);
    runner.start({}, {}, {});
    QCOMPARE(finished.count(), 0);
    QVERIFY(finished.wait(60000));
    QCOMPARE(runner.state(), State::Finished);
    QCOMPARE(runner.progress().of, 0);
}

void TestReachabilityRunner::silenceIsAskedAgain()
{
    const SilentPort silence;
    RunLimits limits = fast();
    limits.retries = 2;
    ReachabilityRunner runner;
    QSignalSpy finished(&runner, &ReachabilityRunner::finished);
    runner.start(planOf(1, 1, silence.port()), limits, connecting());
    QVERIFY(finished.wait(60000));
    QCOMPARE(toString(runner.run().targets.first().report.result), toString(ProbeResult::NoAnswer));
    QCOMPARE(runner.run().targets.first().report.tries, 3);
}

void TestReachabilityRunner::refusalIsNotAskedAgain()
{
    RunLimits limits = fast();
    limits.retries = 2;
    ReachabilityRunner runner;
    QSignalSpy finished(&runner, &ReachabilityRunner::finished);
    runner.start(planOf(1, 1, closedPort()), limits, connecting());
    QVERIFY(finished.wait(60000));
    QCOMPARE(runner.run().targets.first().report.tries, 1);
}

void TestReachabilityRunner::noMoreAtOnceThanAllowed_data()
{
    QTest::addColumn<int>("inFlight");
    QTest::addColumn<int>("perHost");
    QTest::addColumn<int>("together");
    QTest::newRow("for a host") << 64 << 2 << 8;
    QTest::newRow("in all") << 3 << 64 << 3;
}

void TestReachabilityRunner::noMoreAtOnceThanAllowed()
{
    QFETCH(int, inFlight);
    QFETCH(int, perHost);
    QFETCH(int, together);
    constexpr int kHosts = 4;
    constexpr int kEach = 6;
    WaitingRoom room;
    // Nobody is answered until as many as may are there: were there more, they would have come too.
    room.onArrival = [&room, together] {
        if (room.waiting() >= together || room.seen() == kHosts * kEach)
            room.answerAll();
    };
    RunLimits limits = fast();
    limits.inFlight = inFlight;
    limits.perHost = perHost;
    ReachabilityRunner runner;
    QSignalSpy finished(&runner, &ReachabilityRunner::finished);
    runner.start(planOf(kHosts, kEach, room.port()), limits, listening());
    QVERIFY(finished.wait(60000));
    QCOMPARE(room.seen(), kHosts * kEach);
    QCOMPARE(room.mostAtOnce(), together);
    QCOMPARE(runner.progress().counts, (QMap<ProbeResult, int>{{ProbeResult::Open, kHosts * kEach}}));
}

void TestReachabilityRunner::rateHoldsBehindNames()
{
    constexpr int kChecks = 10;
    LoopbackServer server([](QTcpSocket &) {}, QHostAddress::AnyIPv4);
    ReachabilityPlan plan = planOf(kChecks, 1, server.port());
    for (PlannedCheck &check : plan.checks) {
        check.addresses.clear();
        check.request.host = u"localhost"_s;
    }
    RunLimits limits = fast();
    limits.perHost = 64;
    limits.perSecond = 20;
    ReachabilityRunner runner;
    QSignalSpy finished(&runner, &ReachabilityRunner::finished);
    QElapsedTimer clock;
    clock.start();
    runner.start(plan, limits, connecting());
    QVERIFY(finished.wait(60000));
    QCOMPARE(runner.progress().counts, (QMap<ProbeResult, int>{{ProbeResult::Open, kChecks}}));
    QVERIFY2(clock.elapsed() >= (kChecks - 1) * 1000 / limits.perSecond, qPrintable(QString::number(clock.elapsed())));
}

void TestReachabilityRunner::pausedRunStartsNothing()
{
    WaitingRoom room;
    RunLimits limits = fast();
    limits.inFlight = 2;
    ReachabilityRunner runner;
    QSignalSpy checked(&runner, &ReachabilityRunner::checked);
    QSignalSpy finished(&runner, &ReachabilityRunner::finished);
    runner.start(planOf(6, 1, room.port()), limits, listening());
    QTRY_COMPARE_WITH_TIMEOUT(room.waiting(), 2, 60000);
    runner.pause();
    QCOMPARE(runner.state(), State::Paused);
    room.answerAll();
    QTRY_COMPARE_WITH_TIMEOUT(checked.count(), 2, 60000); // those under way end
    QCOMPARE(room.seen(), 2);
    QCOMPARE(finished.count(), 0);

    room.onArrival = [&room] { room.answerAll(); };
    runner.resume();
    QCOMPARE(runner.state(), State::Running);
    QVERIFY(finished.wait(60000));
    QCOMPARE(room.seen(), 6);
    QCOMPARE(checked.count(), 6);
}

void TestReachabilityRunner::cancelEndsAtOnce()
{
    WaitingRoom room;
    const SilentPort silence;
    ReachabilityPlan plan = planOf(8, 1, room.port());
    for (size_t i = 0; i < 4; ++i) {
        plan.checks[i].request.port = silence.port();
        plan.checks[i].addresses = {kHere};
    }
    RunLimits limits = fast();
    limits.perHost = 64;
    limits.connectTimeout = limits.answerTimeout = limits.checkTimeout = 600000;
    ReachabilityRunner runner;
    QSignalSpy finished(&runner, &ReachabilityRunner::finished);
    runner.start(plan, limits, listening());
    QTRY_COMPARE_WITH_TIMEOUT(room.waiting(), 4, 60000);
    runner.cancel();
    QCOMPARE(finished.count(), 1);
    QCOMPARE(runner.state(), State::Cancelled);
    QVERIFY(runner.run().targets.isEmpty());
    QVERIFY(runner.run().finishedAt.isNull());
    runner.cancel();
    QCOMPARE(finished.count(), 1);
}

void TestReachabilityRunner::restOfAStoppedRunIsDone()
{
    LoopbackServer server([](QTcpSocket &) {}, QHostAddress::AnyIPv4);
    const ReachabilityPlan plan = planOf(5, 2, server.port());
    ReachabilityRunner::Options options = connecting();
    for (const size_t i : {0, 3, 9})
        options.done.insert(plan.checks[i].key);
    ReachabilityRunner runner;
    QSignalSpy finished(&runner, &ReachabilityRunner::finished);
    runner.start(plan, fast(), options);
    QVERIFY(finished.wait(60000));
    QCOMPARE(runner.progress().of, 7);
    for (const CheckedTarget &target : runner.run().targets)
        QVERIFY(!options.done.contains(target.key));
    QCOMPARE(runner.run().targets.size(), 7);
}

void TestReachabilityRunner::newRunForgetsTheOldOne()
{
    const SilentPort silence;
    LoopbackServer server([](QTcpSocket &) {}, QHostAddress::AnyIPv4);
    RunLimits limits = fast();
    limits.connectTimeout = 600000;
    ReachabilityRunner runner;
    QSignalSpy finished(&runner, &ReachabilityRunner::finished);
    runner.start(planOf(1, 3, silence.port()), limits, connecting());
    const QString first = runner.run().id;
    runner.start(planOf(2, 1, server.port()), limits, connecting());
    QVERIFY(finished.wait(60000));
    QCOMPARE(finished.count(), 1);
    QCOMPARE(runner.run().targets.size(), 2);
    QVERIFY(runner.run().id != first);
}

void TestReachabilityRunner::mayBeDestroyedInTheMiddle()
{
    WaitingRoom room;
    {
        ReachabilityRunner runner;
        runner.start(planOf(4, 1, room.port()), fast(), listening());
        QTRY_COMPARE_WITH_TIMEOUT(room.waiting(), 4, 60000);
    }
    {
        ReachabilityRunner runner; // before its thread has begun
        runner.start(planOf(4, 1, room.port()), fast(), listening());
    }
}

void TestReachabilityRunner::mayBeCancelledFromItsOwnSignal()
{
    LoopbackServer server([](QTcpSocket &) {}, QHostAddress::AnyIPv4);
    ReachabilityRunner runner;
    QSignalSpy checked(&runner, &ReachabilityRunner::checked);
    QSignalSpy finished(&runner, &ReachabilityRunner::finished);
    connect(&runner, &ReachabilityRunner::checked, &runner, [&runner] { runner.cancel(); });
    runner.start(planOf(30, 1, server.port()), fast(), connecting());
    QVERIFY(finished.wait(60000));
    QCOMPARE(checked.count(), 1);
    QCOMPARE(finished.count(), 1);
    QCOMPARE(runner.state(), State::Cancelled);
    QCOMPARE(runner.run().targets.size(), 1);
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestReachabilityRunner)
#include "tst_reachabilityrunner.moc"
