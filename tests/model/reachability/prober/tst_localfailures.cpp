// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/runner/runengine.h"
#include "tests/support/ownnetwork.h"
#include "tests/support/probing.h"
#include "tests/support/silentport.h"

#include <QTest>
#include <QUdpSocket>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace portolan {

using namespace portolan::test;

namespace {

const QString kHere = u"127.0.0.1"_s;
const QString kSix = u"fd00::1"_s;

NativeSocket::Outcome failed(const QString &address, Transport transport)
{
    NativeSocket socket;
    return socket.connectTo(QHostAddress(address), 25, transport);
}

/// The only port that this machine may connect from.
bool setOnlyPort(const QByteArray &port)
{
    return write(u"/proc/sys/net/ipv4/ip_local_port_range"_s, port + ' ' + port);
}

} // namespace

/// A machine that lacks something: what it cannot do says nothing of those whom it would ask.
class TestLocalFailures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nameServiceThatIsAwayMissesNoName();
    void noAddressOfAKindIsNoWay();
    void noPortLeftIsToBeWaitedFor();
    void addressesOfAnotherKindHoldNoRunBack();
    void whatThisMachineLacksTellsLessThanSilence();
};

void TestLocalFailures::nameServiceThatIsAwayMissesNoName()
{
    PlannedCheck check = checkOf({}, 25);
    check.request.host = u"mail.portolan.invalid"_s;
    const ProbeReport report = probe(check, {}, silent);
    QCOMPARE(toString(report.result), toString(ProbeResult::LocalFailure));
    QVERIFY(!report.detail.isEmpty());
}

void TestLocalFailures::noAddressOfAKindIsNoWay()
{
    for (const Transport transport : {Transport::Tcp, Transport::Udp}) {
        const NativeSocket::Outcome outcome = failed(kSix, transport);
        QCOMPARE(outcome.state, NativeSocket::State::Failed);
        QCOMPARE(toString(outcome.failure.result), toString(ProbeResult::LocalFailure));
        QCOMPARE(outcome.failure.cause, LocalCause::NoRoute);
        QVERIFY(!outcome.failure.detail.isEmpty());
    }
}

void TestLocalFailures::noPortLeftIsToBeWaitedFor()
{
    LoopbackServer server([](QTcpSocket &) {});
    QVERIFY(setOnlyPort("40000"));
    NativeSocket first;
    QCOMPARE(first.connectTo(QHostAddress(kHere), server.port(), Transport::Tcp).state, NativeSocket::State::Done);
    NativeSocket second;
    const NativeSocket::Outcome outcome = second.connectTo(QHostAddress(kHere), server.port(), Transport::Tcp);
    QCOMPARE(outcome.state, NativeSocket::State::Failed);
    QCOMPARE(toString(outcome.failure.result), toString(ProbeResult::LocalFailure));
    QCOMPARE(outcome.failure.cause, LocalCause::Exhausted);
    QVERIFY(write(u"/proc/sys/net/ipv4/ip_local_port_range"_s, "32768 60999"));
}

void TestLocalFailures::addressesOfAnotherKindHoldNoRunBack()
{
    // Half of the hosts have an address that this machine has no way to; the others wait until all of them are there.
    constexpr int kOthers = 6;
    QList<QTcpSocket *> waiting;
    LoopbackServer server([&waiting](QTcpSocket &peer) {
        waiting << &peer;
        if (waiting.size() == kOthers) {
            for (QTcpSocket *const each : std::as_const(waiting))
                each->write("done\n");
        }
    });
    std::vector<PlannedCheck> checks;
    std::vector<int> left;
    for (int i = 0; i < 2 * kOthers; ++i) {
        checks.push_back(checkOf({i % 2 == 0 ? kHere : kSix}, server.port()));
        left.push_back(i);
    }
    RunLimits limits;
    limits.perSecond = 0;
    limits.perHost = 64;
    limits.retries = 0;
    ScriptedConversation::Script script;
    script.answer = [](const QByteArray &) { return Conversation::Turn{{}, Conversation::Turn::Next::Done}; };
    SocketLoop loop;
    QEventLoop events;
    int spoke = 0;
    size_t ended = 0;
    RunEngine engine(loop, checks, left, limits, scripted(script), [&](int, ProbeReport &&report) {
        spoke += report.spoke ? 1 : 0;
        if (++ended == checks.size())
            events.quit();
    });
    events.exec();
    QCOMPARE(spoke, kOthers);
}

void TestLocalFailures::whatThisMachineLacksTellsLessThanSilence()
{
    RunLimits limits;
    limits.connectTimeout = limits.answerTimeout = 100;
    const SilentPort silence;
    QUdpSocket mute;
    QVERIFY(mute.bind(QHostAddress(kHere)));
    ScriptedConversation::Script script;
    script.first = {"hello"};
    for (const QString &noWay : {kSix, u"10.9.0.1"_s}) {
        const ProbeReport tcp = probe(checkOf({noWay, kHere}, silence.port()), limits, silent);
        QCOMPARE(toString(tcp.result), toString(ProbeResult::NoAnswer));
        QCOMPARE(tcp.address, kHere);
        const PlannedCheck datagram = checkOf({noWay, kHere}, mute.localPort(), Transport::Udp);
        const ProbeReport udp = probe(datagram, limits, scripted(script));
        QCOMPARE(toString(udp.result), toString(ProbeResult::CannotTell));
        QCOMPARE(udp.address, kHere);
    }
}

} // namespace portolan

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    using namespace portolan::test;
    const bool isBuilt =
        enterNamespace() && run(u"ip link set lo up"_s) && write(u"/proc/sys/net/ipv6/conf/all/disable_ipv6"_s, "1");
    if (!isBuilt) {
        std::fputs(
            "\n*** NOT TESTED: a machine without IPv6 and without ports. This needs network namespaces (as root, or "
            "with user namespaces), and the program ip. ***\n\n",
            stderr);
        return 0;
    }
    portolan::TestLocalFailures test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_localfailures.moc"
