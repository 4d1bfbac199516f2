// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/ownnetwork.h"
#include "tests/support/probing.h"

#include <QTest>
#include <QUdpSocket>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace portolan {

using namespace portolan::test;

namespace {

/// 127.0.0.1 and ::1 with a firewall of each kind in front of ports from 1001 on; 10.1, 10.2 and 10.3 have odd routes.
bool buildNetwork()
{
    const QStringList commands{
        u"ip link set lo up"_s,
        u"ip route add unreachable 10.1.0.0/16"_s,
        u"ip route add prohibit 10.2.0.0/16"_s,
        u"nft add table inet wall"_s,
        u"nft add chain inet wall in { type filter hook input priority 0 ; }"_s,
        u"nft add rule inet wall in meta l4proto { tcp, udp } th dport 1001 drop"_s,
        u"nft add rule inet wall in tcp dport 1002 reject with tcp reset"_s,
        u"nft add rule inet wall in meta l4proto { tcp, udp } th dport 1003 reject with icmpx type admin-prohibited"_s,
        u"nft add rule inet wall in meta l4proto { tcp, udp } th dport 1004 reject with icmpx type host-unreachable"_s,
        u"nft add rule inet wall in meta l4proto { tcp, udp } th dport 1005 reject with icmpx type port-unreachable"_s,
        u"nft add rule inet wall in meta nfproto ipv4 tcp dport 1006 reject with icmp type net-prohibited"_s,
        u"nft add chain inet wall out { type filter hook output priority 0 ; }"_s,
        u"nft add rule inet wall out tcp dport 1007 drop"_s};
    return std::all_of(commands.begin(), commands.end(), run);
}

} // namespace

/// What firewalls do to a check, with a real one.
class TestFilteredPorts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tcpIsTold_data();
    void tcpIsTold();
    void udpIsTold_data();
    void udpIsTold();
};

void TestFilteredPorts::tcpIsTold_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<quint16>("port");
    QTest::addColumn<ProbeResult>("result");
    QTest::addColumn<std::optional<IcmpError>>("icmp");
    using Icmp = std::optional<IcmpError>;
    const QString four = u"127.0.0.1"_s;
    const QString six = u"::1"_s;
    QTest::newRow("nobody listens") << four << quint16(1000) << ProbeResult::Refused << Icmp();
    QTest::newRow("dropped") << four << quint16(1001) << ProbeResult::NoAnswer << Icmp();
    QTest::newRow("rejected with a reset") << four << quint16(1002) << ProbeResult::Refused << Icmp();
    QTest::newRow("rejected as prohibited")
        << four << quint16(1003) << ProbeResult::Unreachable << Icmp({4, 3, 13, four});
    QTest::newRow("rejected as an unreachable host")
        << four << quint16(1004) << ProbeResult::Unreachable << Icmp({4, 3, 1, four});
    QTest::newRow("rejected as an unreachable port: a firewall's doing")
        << four << quint16(1005) << ProbeResult::Unreachable << Icmp({4, 3, 3, four});
    QTest::newRow("rejected as a prohibited network")
        << four << quint16(1006) << ProbeResult::Unreachable << Icmp({4, 3, 9, four});
    QTest::newRow("IPv6, nobody listens") << six << quint16(1000) << ProbeResult::Refused << Icmp();
    QTest::newRow("IPv6, dropped") << six << quint16(1001) << ProbeResult::NoAnswer << Icmp();
    QTest::newRow("IPv6, rejected as prohibited")
        << six << quint16(1003) << ProbeResult::Unreachable << Icmp({6, 1, 1, six});
    QTest::newRow("IPv6, rejected as an unreachable port")
        << six << quint16(1005) << ProbeResult::Unreachable << Icmp({6, 1, 4, six});
    QTest::newRow("no route") << u"10.9.0.1"_s << quint16(1000) << ProbeResult::Unreachable << Icmp();
    QTest::newRow("a route that is unreachable")
        << u"10.1.0.1"_s << quint16(1000) << ProbeResult::Unreachable << Icmp();
    QTest::newRow("a route that is prohibited on this machine")
        << u"10.2.0.1"_s << quint16(1000) << ProbeResult::LocalFailure << Icmp();
}

void TestFilteredPorts::tcpIsTold()
{
    QFETCH(QString, address);
    QFETCH(quint16, port);
    using Icmp = std::optional<IcmpError>;
    RunLimits limits;
    limits.connectTimeout = 300;
    const ProbeReport report = probe(checkOf({address}, port), limits, silent);
    QFETCH(ProbeResult, result);
    QCOMPARE(toString(report.result), toString(result));
    QTEST(Icmp(report.icmp), "icmp");
    QVERIFY(!report.detail.isEmpty());
}

void TestFilteredPorts::udpIsTold_data()
{
    QTest::addColumn<quint16>("port");
    QTest::addColumn<ProbeResult>("result");
    QTest::addColumn<int>("code");
    QTest::newRow("nobody listens") << quint16(1000) << ProbeResult::Refused << 3;
    QTest::newRow("dropped") << quint16(1001) << ProbeResult::CannotTell << -1;
    QTest::newRow("rejected as prohibited") << quint16(1003) << ProbeResult::Unreachable << 13;
    QTest::newRow("rejected as an unreachable host") << quint16(1004) << ProbeResult::Unreachable << 1;
}

void TestFilteredPorts::udpIsTold()
{
    QFETCH(quint16, port);
    RunLimits limits;
    limits.answerTimeout = 300;
    ScriptedConversation::Script script;
    script.first = {"hello"};
    const ProbeReport report = probe(checkOf({u"127.0.0.1"_s}, port, Transport::Udp), limits, scripted(script));
    QFETCH(ProbeResult, result);
    QCOMPARE(toString(report.result), toString(result));
    QTEST(report.icmp ? report.icmp->code : -1, "code");
}

} // namespace portolan

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (!portolan::test::enterNamespace() || !portolan::buildNetwork()) {
        std::fputs("\n*** NOT TESTED: ports behind a firewall. This needs network namespaces (as root, or with user "
                   "namespaces), and the programs ip and nft. ***\n\n",
                   stderr);
        return 0;
    }
    portolan::TestFilteredPorts test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_filteredports.moc"
