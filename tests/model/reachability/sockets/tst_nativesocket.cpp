// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/probing.h"
#include "tests/support/silentport.h"

#include <QTest>
#include <QUdpSocket>

#include <array>

using namespace Qt::StringLiterals;

namespace portolan {

using namespace portolan::test;

namespace {

using State = NativeSocket::State;

/// Waits for one socket with the poller under test.
class Waiting : public SocketWatcher
{
public:
    using SocketWatcher::SocketWatcher;
    void until(qintptr descriptor, SocketInterest interest)
    {
        watch(descriptor, interest);
        m_events.exec();
        unwatch();
    }
    bool isOver() const { return m_isOver; }
    void waitFor(qint64 time)
    {
        setDeadline(loop().now() + time);
        m_events.exec();
    }

private:
    void onReady() override { m_events.quit(); }
    void onDeadline() override
    {
        m_isOver = true;
        m_events.quit();
    }
    QEventLoop m_events;
    bool m_isOver = false;
};

} // namespace

class TestNativeSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void connectsAndMovesBytes_data() { pollers(); }
    void connectsAndMovesBytes();
    void refusedPortIsRefused_data();
    void refusedPortIsRefused();
    void silentPortWaits();
    void closedUdpPortTellsByIcmp_data() { pollers(); }
    void closedUdpPortTellsByIcmp();
    void datagramsKeepTheirBorders();
    void descriptorIsHandedOver();
    void deadlineComesWithoutASocket();
    void watcherMayDieInItsOwnCall();

private:
    static void pollers()
    {
        QTest::addColumn<SocketLoop::Kind>("kind");
        QTest::newRow("the system's best") << SocketLoop::Kind::Best;
        QTest::newRow("a notifier for each socket") << SocketLoop::Kind::Notifiers;
    }
    static NativeSocket::Outcome connected(NativeSocket &socket, SocketLoop::Kind kind, const QHostAddress &address,
                                           quint16 port)
    {
        NativeSocket::Outcome outcome = socket.connectTo(address, port, Transport::Tcp);
        SocketLoop loop(kind);
        Waiting waiting(loop);
        while (outcome.state == State::Waiting) {
            waiting.until(socket.descriptor(), SocketInterest::Write);
            outcome = socket.finishConnect();
        }
        return outcome;
    }
};

void TestNativeSocket::connectsAndMovesBytes()
{
    QFETCH(SocketLoop::Kind, kind);
    LoopbackServer server([](QTcpSocket &peer) {
        QObject::connect(&peer, &QTcpSocket::readyRead, &peer, [&peer] {
            peer.write(peer.readAll().toUpper());
            peer.disconnectFromHost();
        });
    });
    NativeSocket socket;
    QCOMPARE(connected(socket, kind, QHostAddress(u"127.0.0.1"_s), server.port()).state, State::Done);
    QCOMPARE(socket.localAddress(), QHostAddress(u"127.0.0.1"_s));
    QCOMPARE(socket.send("hello").bytes, 5);

    SocketLoop loop(kind);
    Waiting waiting(loop);
    std::array<char, 64> buffer;
    QByteArray received;
    NativeSocket::Outcome outcome;
    do {
        outcome = socket.receive(buffer.data(), buffer.size());
        if (outcome.state == State::Waiting)
            waiting.until(socket.descriptor(), SocketInterest::Read);
        else
            received.append(buffer.data(), outcome.bytes);
    } while (outcome.state == State::Done || outcome.state == State::Waiting);
    QCOMPARE(received, "HELLO"_ba);
    QCOMPARE(outcome.state, State::Ended);
}

void TestNativeSocket::refusedPortIsRefused_data()
{
    QTest::addColumn<QHostAddress>("address");
    QTest::newRow("IPv4") << QHostAddress(QHostAddress::LocalHost);
    QTest::newRow("IPv6") << QHostAddress(QHostAddress::LocalHostIPv6);
}

void TestNativeSocket::refusedPortIsRefused()
{
    QFETCH(QHostAddress, address);
    NativeSocket socket;
    const NativeSocket::Outcome outcome = connected(socket, SocketLoop::Kind::Best, address, closedPort(address));
    QCOMPARE(outcome.state, State::Failed);
    QCOMPARE(toString(outcome.failure.result), toString(ProbeResult::Refused));
    QCOMPARE(outcome.failure.cause, LocalCause::None);
    QVERIFY(!outcome.failure.icmp);
    QVERIFY(!outcome.failure.detail.isEmpty());
    QVERIFY(!socket.isOpen());
}

void TestNativeSocket::silentPortWaits()
{
    const SilentPort port;
    NativeSocket socket;
    QCOMPARE(socket.connectTo(QHostAddress(QHostAddress::LocalHost), port.port(), Transport::Tcp).state,
             State::Waiting);
    QCOMPARE(socket.finishConnect().state, State::Waiting);
    QVERIFY(socket.isOpen());
}

void TestNativeSocket::closedUdpPortTellsByIcmp()
{
    QFETCH(SocketLoop::Kind, kind);
    QUdpSocket taken;
    QVERIFY(taken.bind(QHostAddress(QHostAddress::LocalHost)));
    const quint16 port = taken.localPort();
    taken.close();

    NativeSocket socket;
    QCOMPARE(socket.connectTo(QHostAddress(QHostAddress::LocalHost), port, Transport::Udp).state, State::Done);
    QCOMPARE(socket.send("ping").bytes, 4);
    SocketLoop loop(kind);
    Waiting waiting(loop);
    waiting.until(socket.descriptor(), SocketInterest::Read);
    char byte = 0;
    const NativeSocket::Outcome outcome = socket.receive(&byte, 1);
    QCOMPARE(outcome.state, State::Failed);
    QCOMPARE(toString(outcome.failure.result), toString(ProbeResult::Refused));
#ifdef Q_OS_LINUX
    QCOMPARE(outcome.failure.icmp, (IcmpError{4, 3, 3, u"127.0.0.1"_s}));
#endif
}

void TestNativeSocket::datagramsKeepTheirBorders()
{
    QUdpSocket server;
    QVERIFY(server.bind(QHostAddress(QHostAddress::LocalHost)));
    NativeSocket socket;
    QCOMPARE(socket.connectTo(QHostAddress(QHostAddress::LocalHost), server.localPort(), Transport::Udp).state,
             State::Done);
    socket.send("one");
    socket.send("two");
    QTRY_VERIFY(server.hasPendingDatagrams());
    char first[16];
    QHostAddress peer;
    quint16 port = 0;
    QCOMPARE(server.readDatagram(first, sizeof first, &peer, &port), 3);
    QVERIFY(server.writeDatagram("a", peer, port) == 1 && server.writeDatagram("bc", peer, port) == 2);
    SocketLoop loop;
    Waiting waiting(loop);
    waiting.until(socket.descriptor(), SocketInterest::Read);
    QCOMPARE(socket.receive(first, sizeof first).bytes, 1);
    QCOMPARE(socket.receive(first, sizeof first).bytes, 2);
    QCOMPARE(socket.receive(first, sizeof first).state, State::Waiting);
}

void TestNativeSocket::descriptorIsHandedOver()
{
    LoopbackServer server([](QTcpSocket &) {});
    NativeSocket socket;
    QCOMPARE(connected(socket, SocketLoop::Kind::Best, QHostAddress(u"127.0.0.1"_s), server.port()).state, State::Done);
    QTcpSocket taker;
    QVERIFY(taker.setSocketDescriptor(socket.release()));
    QVERIFY(!socket.isOpen());
    QCOMPARE(taker.peerPort(), server.port());
}

void TestNativeSocket::deadlineComesWithoutASocket()
{
    SocketLoop loop;
    Waiting first(loop);
    Waiting second(loop);
    first.waitFor(5);
    QVERIFY(first.isOver());
    QVERIFY(!second.isOver());
}

void TestNativeSocket::watcherMayDieInItsOwnCall()
{
    class Mayfly : public SocketWatcher
    {
    public:
        Mayfly(SocketLoop &loop, std::unique_ptr<Mayfly> &owner, QEventLoop &events)
            : SocketWatcher(loop), m_owner(owner), m_events(events)
        {
            setDeadline(0);
        }

    private:
        void onReady() override { }
        void onDeadline() override
        {
            m_events.quit();
            m_owner.reset();
        }
        std::unique_ptr<Mayfly> &m_owner;
        QEventLoop &m_events;
    };
    SocketLoop loop;
    QEventLoop events;
    std::unique_ptr<Mayfly> mayfly;
    mayfly = std::make_unique<Mayfly>(loop, mayfly, events);
    events.exec();
    QVERIFY(mayfly == nullptr);
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestNativeSocket)
#include "tst_nativesocket.moc"
