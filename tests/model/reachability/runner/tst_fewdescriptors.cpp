// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/runner/runengine.h"
#include "tests/support/probing.h"
#include "tests/support/silentport.h"

#include <QDir>
#include <QTest>

#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace portolan {

using namespace portolan::test;

namespace {

constexpr rlim_t kLeft = 8;

/// For the rest of this program: only so many descriptors more than it has.
class FewDescriptors
{
public:
    FewDescriptors()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        rlimit few = m_before;
        few.rlim_cur = highest() + 1 + kLeft;
        if (::setrlimit(RLIMIT_NOFILE, &few) != 0)
            qFatal("cannot lower the limit");
    }
    ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    FewDescriptors(const FewDescriptors &) = delete;
    FewDescriptors &operator=(const FewDescriptors &) = delete;

private:
    static rlim_t highest()
    {
        const int next = ::dup(0);
        ::close(next);
        return static_cast<rlim_t>(next - 1);
    }
    rlimit m_before = {};
};

} // namespace

/// What becomes of checks when this machine has no descriptors left.
class TestFewDescriptors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyChecksWaitForOneAnother();
    void withNoneLeftItIsAFailureOfThisMachine();
};

void TestFewDescriptors::manyChecksWaitForOneAnother()
{
    const SilentPort silence; // so that they are all under way at once
    std::vector<PlannedCheck> checks;
    std::vector<int> left;
    for (int i = 0; i < 40; ++i) {
        checks.push_back(checkOf({u"127.0.0.1"_s}, silence.port()));
        checks.back().destination = static_cast<quint32>(i);
        left.push_back(i);
    }
    RunLimits limits;
    limits.inFlight = 40;
    limits.perHost = 64; // which they are, by their address
    limits.perSecond = 0;
    limits.retries = 0;
    limits.connectTimeout = 50;
    SocketLoop loop;
    QEventLoop events;
    std::vector<ProbeReport> reports;
    const FewDescriptors few;
    RunEngine engine(loop, checks, left, limits, silent, [&](int, ProbeReport &&report) {
        reports.push_back(std::move(report));
        if (reports.size() == checks.size())
            events.quit();
    });
    events.exec();
    for (const ProbeReport &report : reports) {
        QCOMPARE(toString(report.result), u"no-answer"_s);
        QCOMPARE(report.tries, 1);
    }
}

void TestFewDescriptors::withNoneLeftItIsAFailureOfThisMachine()
{
    LoopbackServer server([](QTcpSocket &) {});
    SocketLoop loop;
    const FewDescriptors few;
    std::vector<NativeSocket> taken;
    NativeSocket::Outcome outcome;
    while (outcome.state == NativeSocket::State::Done) {
        taken.emplace_back();
        outcome = taken.back().connectTo(QHostAddress(QHostAddress::LocalHost), server.port(), Transport::Udp);
    }
    QCOMPARE(outcome.failure.cause, LocalCause::Exhausted);
    const PlannedCheck check = checkOf({u"127.0.0.1"_s}, server.port());
    Probe::Hooks hooks;
    hooks.finished = [](Probe &) {};
    hooks.converse = silent;
    Probe running(loop, check, {}, std::move(hooks));
    running.start();
    QVERIFY(running.isFinished());
    QCOMPARE(toString(running.report().result), toString(ProbeResult::LocalFailure));
    QVERIFY(running.isExhausted());
    QVERIFY(!running.report().detail.isEmpty());
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestFewDescriptors)
#include "tst_fewdescriptors.moc"
