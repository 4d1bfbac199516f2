// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/probing.h"
#include "tests/support/silentport.h"

#include <QTest>
#include <QTimer>
#include <QUdpSocket>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

using namespace portolan::test;

namespace {

using Turn = Conversation::Turn;
using Next = Conversation::Turn::Next;
using Script = ScriptedConversation::Script;

const QString kHere = u"127.0.0.1"_s;

/// Says nothing first, and is done when the end of a line has come.
Script lineReader()
{
    Script script;
    script.answer = [](const QByteArray &soFar) {
        return soFar.endsWith('\n') ? Turn{"QUIT\r\n", Next::Done} : Turn{};
    };
    return script;
}

RunLimits quick()
{
    RunLimits limits;
    limits.connectTimeout = 100;
    limits.answerTimeout = 200;
    return limits;
}

QStringList texts(const ProbeReport &report, ProbeStep::Kind kind)
{
    QStringList found;
    for (const ProbeStep &step : report.steps) {
        if (step.kind == kind)
            found << step.text;
    }
    return found;
}

/// Answers each datagram with what `answer` makes of it.
class UdpServer
{
public:
    explicit UdpServer(std::function<QByteArray(const QByteArray &)> answer)
    {
        if (!m_socket.bind(QHostAddress(QHostAddress::LocalHost)))
            qFatal("cannot bind");
        QObject::connect(&m_socket, &QUdpSocket::readyRead, &m_socket, [this, answer = std::move(answer)] {
            while (m_socket.hasPendingDatagrams()) {
                QByteArray request(int(m_socket.pendingDatagramSize()), 0);
                QHostAddress peer;
                quint16 peerPort = 0;
                m_socket.readDatagram(request.data(), request.size(), &peer, &peerPort);
                ++m_requests;
                if (const QByteArray reply = answer(request); !reply.isEmpty())
                    m_socket.writeDatagram(reply, peer, peerPort);
            }
        });
    }
    quint16 port() const { return m_socket.localPort(); }
    int requests() const { return m_requests; }

private:
    QUdpSocket m_socket;
    int m_requests = 0;
};

} // namespace

class TestProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptedConnectionIsOpen();
    void refusedAndSilentAreTold();
    void addressesAreTriedUntilOneAccepts();
    void ofManyFailuresTheMostTellingIsKept();
    void addressesOfManyHostsAreNeverTried();
    void whatCannotBeAskedIsNotTouched();

    void bannerInPiecesIsRead();
    void exchangeGoesOnUntilDone();
    void peerThatHangsUpEndsTheExchange();
    void peerThatResetsEndsTheExchange();
    void oneByteAtATimeIsNoAnswer();
    void endlessDataIsCut();
    void endlessExchangeIsCut();
    void wholeCheckIsBounded();
    void goodbyeIsHeardOut();

    void anotherPortIsReached();
    void anotherPortThatRefusesIsTold();
    void portThatIsCutLeadsToTheNext();
    void noPortIsGoneToWhenTheTimeIsUp();
    void portThatTheTimeWasUpForIsNotSilent();
    void howASilentPeerEndsIsTold();
    void whatOthersTakeIsNoTimeOfTheCheck();

    void udpAnswerIsOpen();
    void udpClosedIsRefused();
    void udpSilenceTellsNothing();
    void udpAnswerThatWasCutIsAskedForOverTcp();

    void cancelledInEveryPhase_data();
    void cancelledInEveryPhase();
};

void TestProbe::acceptedConnectionIsOpen()
{
    LoopbackServer server([](QTcpSocket &) {});
    const ProbeReport report = probe(checkOf({kHere}, server.port()), {}, silent);
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QCOMPARE(report.address, kHere);
    QCOMPARE(report.localAddress, kHere);
    QVERIFY(report.connectedAfter >= 0 && report.took >= report.connectedAfter);
    QVERIFY(report.startedAt.isValid() && report.startedAt.timeSpec() == Qt::UTC);
    QVERIFY(!report.spoke && !report.tls);
    QCOMPARE(report.steps.size(), 1);
}

void TestProbe::refusedAndSilentAreTold()
{
    const ProbeReport refused = probe(checkOf({kHere}, closedPort()), quick(), silent);
    QCOMPARE(toString(refused.result), toString(ProbeResult::Refused));
    QCOMPARE(refused.connectedAfter, -1);
    QVERIFY(!refused.detail.isEmpty());

    const SilentPort port;
    const ProbeReport dropped = probe(checkOf({kHere}, port.port()), quick(), silent);
    QCOMPARE(toString(dropped.result), toString(ProbeResult::NoAnswer));
    QVERIFY(dropped.took >= 100);
}

void TestProbe::addressesAreTriedUntilOneAccepts()
{
    LoopbackServer server([](QTcpSocket &) {}, QHostAddress(u"127.0.0.2"_s));
    const ProbeReport report = probe(checkOf({kHere, u"127.0.0.2"_s, u"127.0.0.3"_s}, server.port()), quick(), silent);
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QCOMPARE(report.address, u"127.0.0.2"_s);
    QCOMPARE(report.detail, QString());
    QCOMPARE(report.steps.size(), 2);
    QVERIFY(report.steps.first().text.contains(kHere));
}

void TestProbe::ofManyFailuresTheMostTellingIsKept()
{
    const SilentPort port; // of 127.0.0.1 only: the others refuse
    const ProbeReport report = probe(checkOf({kHere, u"127.0.0.2"_s, kHere}, port.port()), quick(), silent);
    QCOMPARE(toString(report.result), toString(ProbeResult::Refused));
    QCOMPARE(report.address, u"127.0.0.2"_s);
    QCOMPARE(report.steps.size(), 3);
}

void TestProbe::addressesOfManyHostsAreNeverTried()
{
    const ProbeReport report =
        probe(checkOf({u"255.255.255.255"_s, u"224.0.0.1"_s, u"0.0.0.0"_s, u"::"_s, u"ff02::1"_s, u"no address"_s}, 25),
              {}, silent);
    QCOMPARE(toString(report.result), toString(ProbeResult::NotProbeable));
    QCOMPARE(report.address, QString());
}

void TestProbe::whatCannotBeAskedIsNotTouched()
{
    LoopbackServer server([](QTcpSocket &) {});
    UdpServer datagrams([](const QByteArray &) { return QByteArray(); });
    PlannedCheck none = checkOf({kHere}, server.port());
    none.request.hint.protocol = ProbeProtocol::None;
    QCOMPARE(toString(probe(none, {}, silent).result), toString(ProbeResult::NotProbeable));
    QCOMPARE(toString(probe(checkOf({kHere}, datagrams.port(), Transport::Udp), {}, silent).result),
             toString(ProbeResult::NotProbeable));
    QCoreApplication::processEvents();
    QCOMPARE(server.connections(), 0);
    QCOMPARE(datagrams.requests(), 0);
}

void TestProbe::bannerInPiecesIsRead()
{
    LoopbackServer server([](QTcpSocket &peer) {
        auto *const timer = new QTimer(&peer);
        QObject::connect(timer, &QTimer::timeout, &peer, [&peer, left = "220 ready\r\n"_ba]() mutable {
            peer.write(left.left(1));
            left.remove(0, 1);
        });
        timer->start(0);
    });
    QStringList log;
    Script script = lineReader();
    script.log = &log;
    const ProbeReport report = probe(checkOf({kHere}, server.port()), {}, scripted(script));
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QVERIFY(report.spoke);
    QCOMPARE(texts(report, ProbeStep::Kind::Received).join(QString()), u"220 ready\r\n"_s);
    QCOMPARE(log, QStringList{u"begin"_s});
}

void TestProbe::exchangeGoesOnUntilDone()
{
    LoopbackServer server([](QTcpSocket &peer) {
        QObject::connect(&peer, &QTcpSocket::readyRead, &peer, [&peer] { peer.write("echo " + peer.readAll()); });
    });
    Script script;
    script.first = {"one\n", Next::Receive, 0, u"one"_s};
    script.answer = [](const QByteArray &soFar) {
        if (soFar == "echo one\n")
            return Turn{"two\n"};
        return soFar == "echo one\necho two\n" ? Turn{{}, Next::Done} : Turn{};
    };
    const ProbeReport report = probe(checkOf({kHere}, server.port()), {}, scripted(script));
    QCOMPARE(texts(report, ProbeStep::Kind::Received), (QStringList{u"echo one\n"_s, u"echo two\n"_s}));
    const QStringList sent = texts(report, ProbeStep::Kind::Sent);
    QCOMPARE(sent.size(), 2);
    QCOMPARE(sent.first(), u"one"_s);
    QVERIFY(sent.last().contains(u'4')); // bytes, where the exchange has no words for them
}

void TestProbe::peerThatHangsUpEndsTheExchange()
{
    LoopbackServer server([](QTcpSocket &peer) { peer.disconnectFromHost(); });
    QStringList log;
    Script script = lineReader();
    script.log = &log;
    const ProbeReport report = probe(checkOf({kHere}, server.port()), {}, scripted(script));
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QVERIFY(!report.spoke);
    QVERIFY(report.detail.contains(u"closed"));
    QCOMPARE(log, (QStringList{u"begin"_s, u"cut"_s, u"finished"_s}));
}

void TestProbe::peerThatResetsEndsTheExchange()
{
    LoopbackServer server([](QTcpSocket &peer) {
        const linger now{1, 0};
        ::setsockopt(int(peer.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        peer.abort();
    });
    const ProbeReport report = probe(checkOf({kHere}, server.port()), {}, scripted(lineReader()));
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QVERIFY2(report.detail.contains(u"reset"), qPrintable(report.detail));
}

void TestProbe::oneByteAtATimeIsNoAnswer()
{
    LoopbackServer server([](QTcpSocket &peer) {
        auto *const timer = new QTimer(&peer);
        QObject::connect(timer, &QTimer::timeout, &peer, [&peer] { peer.write("x"); });
        timer->start(10);
    });
    QStringList log;
    Script script = lineReader();
    script.log = &log;
    const ProbeReport report = probe(checkOf({kHere}, server.port()), quick(), scripted(script));
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QCOMPARE(log, (QStringList{u"begin"_s, u"cut"_s, u"finished"_s}));
    QVERIFY(report.took >= 200);
}

void TestProbe::endlessDataIsCut()
{
    LoopbackServer server([](QTcpSocket &peer) {
        const QByteArray much(256 * 1024, 'x');
        peer.write(much);
        QObject::connect(&peer, &QTcpSocket::bytesWritten, &peer, [&peer, much] { peer.write(much); });
    });
    RunLimits limits; // that no time of them is what ends it
    limits.answerTimeout = limits.checkTimeout = 600000;
    const ProbeReport report = probe(checkOf({kHere}, server.port()), limits, scripted(lineReader()));
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QVERIFY2(report.detail.contains(u"without end"), qPrintable(report.detail));
    QVERIFY(report.steps.size() <= Evidence::kMostSteps + 1);
}

void TestProbe::endlessExchangeIsCut()
{
    LoopbackServer server([](QTcpSocket &peer) {
        QObject::connect(&peer, &QTcpSocket::readyRead, &peer, [&peer] { peer.write(peer.readAll()); });
    });
    Script script;
    script.first = {"x"};
    script.answer = [](const QByteArray &) { return Turn{"x"}; };
    RunLimits limits;
    limits.answerTimeout = limits.checkTimeout = 600000;
    const ProbeReport report = probe(checkOf({kHere}, server.port()), limits, scripted(script));
    QVERIFY(!report.detail.isEmpty());
    QCOMPARE(report.steps.size(), Evidence::kMostSteps + 1);
}

void TestProbe::wholeCheckIsBounded()
{
    const SilentPort silence;
    RunLimits limits;
    limits.connectTimeout = limits.answerTimeout = 600000;
    limits.checkTimeout = 100;
    const ProbeReport dropped = probe(checkOf({kHere, kHere, kHere}, silence.port()), limits, silent);
    QCOMPARE(toString(dropped.result), toString(ProbeResult::NoAnswer));
    QCOMPARE(dropped.steps.size(), 1); // the time of the check was up before the second address
}

void TestProbe::goodbyeIsHeardOut()
{
    QByteArray heard;
    bool wasReset = false;
    LoopbackServer server([&](QTcpSocket &peer) {
        peer.write("220 ready\r\n");
        QObject::connect(&peer, &QTcpSocket::readyRead, &peer, [&] {
            heard += peer.readAll();
            peer.write("221 bye\r\n");
            peer.disconnectFromHost();
        });
        QObject::connect(&peer, &QTcpSocket::errorOccurred, &peer, [&](QAbstractSocket::SocketError error) {
            wasReset =
                wasReset || error != QAbstractSocket::RemoteHostClosedError || peer.errorString().contains(u"reset");
        });
    });
    const ProbeReport report = probe(checkOf({kHere}, server.port()), {}, scripted(lineReader()));
    QVERIFY(report.spoke);
    QCOMPARE(heard, "QUIT\r\n"_ba);
    QCoreApplication::processEvents();
    QVERIFY(!wasReset);
}

void TestProbe::anotherPortIsReached()
{
    LoopbackServer other([](QTcpSocket &peer) { peer.write("at your service\n"); });
    LoopbackServer mapper([](QTcpSocket &peer) { peer.write("go there\n"); });
    QStringList log;
    Script script;
    script.log = &log;
    script.answer = [port = other.port()](const QByteArray &soFar) {
        if (soFar.endsWith("service\n"))
            return Turn{{}, Next::Done};
        return soFar.endsWith("there\n") ? Turn{{}, Next::Reconnect, port} : Turn{};
    };
    const ProbeReport report = probe(checkOf({kHere}, mapper.port()), {}, scripted(script));
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QCOMPARE(log, (QStringList{u"begin"_s, u"begin"_s}));
    QCOMPARE(texts(report, ProbeStep::Kind::Received), (QStringList{u"go there\n"_s, u"at your service\n"_s}));
    QCOMPARE(other.connections(), 1);
}

void TestProbe::anotherPortThatRefusesIsTold()
{
    LoopbackServer mapper([](QTcpSocket &peer) { peer.write("go there\n"); });
    const SilentPort silence;
    QStringList log;
    Script script;
    script.log = &log;
    script.answer = [port = closedPort()](const QByteArray &) { return Turn{{}, Next::Reconnect, port}; };
    script.failed = [port = silence.port()](ProbeResult result) {
        return result == ProbeResult::Refused ? Turn{{}, Next::Reconnect, port} : Turn{{}, Next::Done};
    };
    const ProbeReport report = probe(checkOf({kHere}, mapper.port()), quick(), scripted(script));
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QCOMPARE(log, (QStringList{u"begin"_s, u"reconnect failed: refused"_s, u"reconnect failed: no-answer"_s}));
}

void TestProbe::portThatIsCutLeadsToTheNext()
{
    LoopbackServer hanging([](QTcpSocket &) {});
    LoopbackServer leaving([](QTcpSocket &peer) { peer.disconnectFromHost(); });
    LoopbackServer last([](QTcpSocket &peer) { peer.write("at your service\n"); });
    LoopbackServer mapper([](QTcpSocket &peer) { peer.write("go there\n"); });
    QStringList log;
    Script script;
    script.log = &log;
    script.answer = [port = hanging.port()](const QByteArray &soFar) {
        return soFar.endsWith("service\n") ? Turn{{}, Next::Done} : Turn{{}, Next::Reconnect, port};
    };
    script.cut = [ports = QList<quint16>{leaving.port(), last.port()}]() mutable {
        return Turn{{}, Next::Reconnect, ports.takeFirst()};
    };
    const ProbeReport report = probe(checkOf({kHere}, mapper.port()), quick(), scripted(script));
    QCOMPARE(log, (QStringList{u"begin"_s, u"begin"_s, u"cut"_s, u"begin"_s, u"cut"_s, u"begin"_s}));
    QCOMPARE(texts(report, ProbeStep::Kind::Received), (QStringList{u"go there\n"_s, u"at your service\n"_s}));
    QVERIFY2(report.detail.isEmpty(), qPrintable(report.detail));
}

void TestProbe::noPortIsGoneToWhenTheTimeIsUp()
{
    LoopbackServer other([](QTcpSocket &) {});
    LoopbackServer hanging([](QTcpSocket &) {});
    QStringList log;
    Script script;
    script.log = &log;
    script.cut = [port = other.port()] { return Turn{{}, Next::Reconnect, port}; };
    RunLimits limits;
    limits.answerTimeout = 600000;
    limits.checkTimeout = 100;
    const ProbeReport report = probe(checkOf({kHere}, hanging.port()), limits, scripted(script));
    QCOMPARE(log, (QStringList{u"begin"_s, u"cut"_s, u"finished"_s}));
    QVERIFY2(report.detail.contains(u"time of the check"), qPrintable(report.detail));
    QCoreApplication::processEvents();
    QCOMPARE(other.connections(), 0);
}

void TestProbe::portThatTheTimeWasUpForIsNotSilent()
{
    LoopbackServer mapper([](QTcpSocket &peer) { peer.write("go there\n"); });
    const SilentPort silence;
    QStringList log;
    Script script;
    script.log = &log;
    script.answer = [port = silence.port()](const QByteArray &) { return Turn{{}, Next::Reconnect, port}; };
    RunLimits limits;
    limits.connectTimeout = 600000;
    limits.checkTimeout = 200;
    const ProbeReport report = probe(checkOf({kHere}, mapper.port()), limits, scripted(script));
    QCOMPARE(log, (QStringList{u"begin"_s, u"finished"_s}));
    QVERIFY2(report.steps.last().text.contains(u"time of the check"), qPrintable(report.steps.last().text));
}

void TestProbe::howASilentPeerEndsIsTold()
{
    const auto ending = [](const std::function<void(QTcpSocket &)> &serve) {
        LoopbackServer server(serve);
        Script script;
        script.first = {"hello\n"};
        return probe(checkOf({kHere}, server.port()), quick(), scripted(script)).fact(factkey::kEnding);
    };
    QCOMPARE(ending([](QTcpSocket &) {}), QStringList{u"silent"_s});
    QCOMPARE(ending([](QTcpSocket &peer) { peer.disconnectFromHost(); }), QStringList{u"hung-up"_s});
    QCOMPARE(ending([](QTcpSocket &peer) { peer.write("hello\n"); }), QStringList());
}

void TestProbe::whatOthersTakeIsNoTimeOfTheCheck()
{
    constexpr qint64 kQueue = 300;
    LoopbackServer server([](QTcpSocket &) {});
    RunLimits limits;
    limits.checkTimeout = 100;
    SocketLoop loop;
    QEventLoop events;
    Probe::Hooks hooks;
    hooks.connecting = [kQueue](Transport) { return kQueue; };
    hooks.finished = [&events](Probe &) { events.quit(); };
    hooks.converse = silent;
    Probe running(loop, checkOf({kHere}, server.port()), limits, std::move(hooks));
    const qint64 begun = loop.now();
    running.start();
    QCOMPARE(server.connections(), 0);
    events.exec();
    QVERIFY(loop.now() - begun >= kQueue);
    QCOMPARE(toString(running.report().result), toString(ProbeResult::Open));
    QVERIFY(running.report().took <= loop.now() - begun - kQueue);
}

void TestProbe::udpAnswerIsOpen()
{
    UdpServer server([](const QByteArray &request) { return request + '\n'; });
    Script script = lineReader();
    script.first = {"hello"};
    const ProbeReport report = probe(checkOf({kHere}, server.port(), Transport::Udp), {}, scripted(script));
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QVERIFY(report.spoke);
    QCOMPARE(report.address, kHere);
}

void TestProbe::udpClosedIsRefused()
{
    QUdpSocket taken;
    QVERIFY(taken.bind(QHostAddress(QHostAddress::LocalHost)));
    const quint16 port = taken.localPort();
    taken.close();
    Script script = lineReader();
    script.first = {"hello"};
    const ProbeReport report = probe(checkOf({kHere}, port, Transport::Udp), {}, scripted(script));
    QCOMPARE(toString(report.result), toString(ProbeResult::Refused));
#ifdef Q_OS_LINUX
    QCOMPARE(report.icmp, (IcmpError{4, 3, 3, kHere}));
#endif
}

void TestProbe::udpSilenceTellsNothing()
{
    UdpServer server([](const QByteArray &) { return QByteArray(); });
    Script script = lineReader();
    script.first = {"hello"};
    const ProbeReport report = probe(checkOf({kHere}, server.port(), Transport::Udp), quick(), scripted(script));
    QCOMPARE(toString(report.result), toString(ProbeResult::CannotTell));
    QVERIFY(report.took >= 200);
    QCOMPARE(server.requests(), 1);
}

void TestProbe::udpAnswerThatWasCutIsAskedForOverTcp()
{
    UdpServer datagrams([](const QByteArray &) { return "cut\n"_ba; });
    QTcpServer stream;
    QVERIFY(stream.listen(QHostAddress(QHostAddress::LocalHost), datagrams.port()));
    QObject::connect(&stream, &QTcpServer::newConnection, &stream,
                     [&stream] { stream.nextPendingConnection()->write("whole\n"); });
    Script script = lineReader();
    const auto converse = [&](const ProbeRequest &request) {
        Script own = script;
        own.first = {"question"};
        own.wantsTcp = request.transport == Transport::Udp;
        return std::make_unique<ScriptedConversation>(own);
    };
    const PlannedCheck check = checkOf({kHere}, datagrams.port(), Transport::Udp);
    const ProbeReport report = probe(check, {}, converse);
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QCOMPARE(texts(report, ProbeStep::Kind::Received), (QStringList{u"cut\n"_s, u"whole\n"_s}));

    stream.close();
    const ProbeReport half = probe(check, quick(), converse);
    QCOMPARE(toString(half.result), toString(ProbeResult::Open));
    QVERIFY(half.spoke);
}

void TestProbe::cancelledInEveryPhase_data()
{
    QTest::addColumn<QString>("phase");
    QTest::newRow("before it began") << u"idle"_s;
    QTest::newRow("while the name is looked up") << u"lookup"_s;
    QTest::newRow("while it waits for its turn") << u"queue"_s;
    QTest::newRow("while it connects") << u"connect"_s;
    QTest::newRow("while it waits for an answer") << u"answer"_s;
    QTest::newRow("while TLS is made") << u"tls"_s;
}

void TestProbe::cancelledInEveryPhase()
{
    QFETCH(QString, phase);
    bool isPeerGone = false;
    LoopbackServer server([&](QTcpSocket &peer) {
        QObject::connect(&peer, &QTcpSocket::disconnected, &peer, [&] { isPeerGone = true; });
    });
    const SilentPort silence;
    PlannedCheck check = checkOf({kHere}, phase == u"connect" ? silence.port() : server.port(), Transport::Tcp,
                                 phase == u"tls" ? ProbeTls::First : ProbeTls::None);
    if (phase == u"lookup") {
        check.addresses.clear();
        check.request.host = u"localhost"_s;
    }
    SocketLoop loop;
    Probe::Hooks hooks;
    bool wasTold = false;
    hooks.finished = [&](Probe &) { wasTold = true; };
    if (phase == u"queue")
        hooks.connecting = [](Transport) { return qint64(600000); };
    hooks.converse = scripted(lineReader());
    auto running = std::make_unique<Probe>(loop, check, RunLimits(), std::move(hooks));
    if (phase != u"idle")
        running->start();
    const bool isConnected = phase == u"answer" || phase == u"tls";
    if (isConnected)
        QTRY_COMPARE(server.connections(), 1);
    running.reset();
    if (isConnected)
        QTRY_VERIFY(isPeerGone);
    QVERIFY(!wasTold);
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestProbe)
#include "tst_probe.moc"
