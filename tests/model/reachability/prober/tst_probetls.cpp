// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/probing.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSslKey>
#include <QSslSocket>
#include <QTest>

using namespace Qt::StringLiterals;

namespace portolan {

using namespace portolan::test;

namespace {

using Turn = Conversation::Turn;
using Next = Conversation::Turn::Next;
using Script = ScriptedConversation::Script;

QString data(const QString &file)
{
    return QStringLiteral(PORTOLAN_SOURCE_DIR "/tests/data/tls/") + file;
}

/// OpenSSL's own server, a process of its own. What it does with TLS does not depend on Qt.
class OpenSslServer
{
public:
    OpenSslServer(const QString &certificate, const QString &key, const QStringList &options = {})
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        QStringList arguments{u"s_server"_s,     u"-accept"_s, u"127.0.0.1:0"_s, u"-cert"_s,
                              data(certificate), u"-key"_s,    data(key)};
        if (key != u"weak-key.pem" && certificate != u"selfsigned.pem")
            arguments << u"-cert_chain"_s << data(u"authority.pem"_s);
        m_process.start(u"openssl"_s, arguments + options);
        static const QRegularExpression accept(u"ACCEPT [^\\n]*:(\\d+)"_s);
        QString said;
        while (m_port == 0) {
            if (!m_process.waitForReadyRead(30000))
                qFatal("openssl s_server does not start: %s", qPrintable(said));
            said += QString::fromUtf8(m_process.readAll());
            m_port = accept.match(said).captured(1).toUShort();
        }
    }
    ~OpenSslServer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    OpenSslServer(const OpenSslServer &) = delete;
    OpenSslServer &operator=(const OpenSslServer &) = delete;

    quint16 port() const { return m_port; }

private:
    QProcess m_process;
    quint16 m_port = 0;
};

/// Speaks plain text until it is asked for TLS.
class StartTlsServer : public QTcpServer
{
public:
    StartTlsServer()
    {
        if (!listen(QHostAddress(QHostAddress::LocalHost)))
            qFatal("cannot listen");
    }
    quint16 port() const { return serverPort(); }
    QByteArray heardInTls() const { return m_heardInTls; }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *const peer = new QSslSocket(this);
        peer->setSocketDescriptor(descriptor);
        QFile key(data(u"key.pem"_s));
        if (!key.open(QIODevice::ReadOnly))
            qFatal("no key");
        peer->setPrivateKey(QSslKey(&key, QSsl::Rsa));
        peer->setLocalCertificate(QSslCertificate::fromPath(data(u"issued.pem"_s)).first());
        connect(peer, &QSslSocket::readyRead, peer, [this, peer] {
            const QByteArray heard = peer->readAll();
            if (peer->isEncrypted())
                m_heardInTls += heard;
            if (heard != "STARTTLS\r\n")
                return;
            peer->write("220 go ahead\r\n");
            peer->startServerEncryption();
        });
        peer->write("220 ready\r\n");
    }

private:
    QByteArray m_heardInTls;
};

ProbeReport tlsProbe(quint16 port, const RunLimits &limits = {}, const QString &host = u"mail.example"_s)
{
    PlannedCheck check = checkOf({u"127.0.0.1"_s}, port, Transport::Tcp, ProbeTls::First);
    check.request.host = host;
    return probe(check, limits, silent);
}

RunLimits quick()
{
    RunLimits limits;
    limits.answerTimeout = 300;
    return limits;
}

} // namespace

class TestProbeTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handshakeIsDescribed();
    void certificatesHaveTheirFaults_data();
    void certificatesHaveTheirFaults();
    void oldTlsIsToldFromBlocked_data();
    void oldTlsIsToldFromBlocked();
    void refusedHandshakeIsToldFromTheOthers();
    void plainTextIsNoTls_data();
    void plainTextIsNoTls();
    void peerThatHangsUpIsToldFromTheOthers();
    void peerThatStallsIsToldFromTheOthers();
    void wantedCertificateIsTold_data();
    void wantedCertificateIsTold();
    void endlessHandshakeIsBounded();
    void exchangeRunsWithinTls();
    void tlsBeginsWhenAsked();
    void anotherConnectionIsEncryptedToo();
    void anotherConnectionWithoutTlsLeavesWhatIsKnown();
    void laxSettingsStayInTheProbe();
};

void TestProbeTls::handshakeIsDescribed()
{
    const OpenSslServer server(u"issued.pem"_s, u"key.pem"_s, {u"-tls1_2"_s});
    const ProbeReport report = tlsProbe(server.port());
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QVERIFY(report.tls);
    QCOMPARE(toString(report.tls->outcome), toString(TlsOutcome::Established));
    QCOMPARE(report.tls->protocol, u"TLS 1.2"_s);
    QCOMPARE(report.tls->cipher, u"ECDHE-RSA-AES256-GCM-SHA384"_s); // the first of OpenSSL's list for such a key
    QCOMPARE(report.tls->chain.size(), 2);
    QCOMPARE(report.tls->chain.first().subject, u"CN=mail.example, O=Example"_s);
    QCOMPARE(report.tls->chain.last().subject, u"CN=Portolan test authority"_s);
    QCOMPARE(report.tls->faults, QStringList{u"untrusted"_s});
}

void TestProbeTls::certificatesHaveTheirFaults_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QStringList>("faults");
    QTest::newRow("self-signed") << u"selfsigned.pem"_s << u"mail.example"_s << QStringList{u"self-signed"_s};
    QTest::newRow("expired") << u"expired.pem"_s << u"mail.example"_s << QStringList{u"expired"_s, u"untrusted"_s};
    QTest::newRow("of the future") << u"future.pem"_s << u"mail.example"_s
                                   << QStringList{u"not-yet-valid"_s, u"untrusted"_s};
    QTest::newRow("for another name") << u"issued.pem"_s << u"other.example"_s
                                      << QStringList{u"other-name"_s, u"untrusted"_s};
    QTest::newRow("for any name below") << u"issued.pem"_s << u"a.mail.example"_s << QStringList{u"untrusted"_s};
    QTest::newRow("for an address") << u"issued.pem"_s << u"127.0.0.1"_s << QStringList{u"untrusted"_s};
    QTest::newRow("for another address") << u"issued.pem"_s << u"127.0.0.9"_s
                                         << QStringList{u"other-name"_s, u"untrusted"_s};
}

void TestProbeTls::certificatesHaveTheirFaults()
{
    QFETCH(QString, certificate);
    QFETCH(QString, host);
    const OpenSslServer server(certificate, u"key.pem"_s);
    const ProbeReport report = tlsProbe(server.port(), {}, host);
    QVERIFY(report.tls);
    QCOMPARE(toString(report.tls->outcome), toString(TlsOutcome::Established));
    QTEST(report.tls->faults, "faults");
}

void TestProbeTls::oldTlsIsToldFromBlocked_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("protocol");
    const QString lax = u"DEFAULT:@SECLEVEL=0"_s;
    QTest::newRow("TLS 1.0 only") << u"issued.pem"_s << u"key.pem"_s << QStringList{u"-tls1"_s, u"-cipher"_s, lax}
                                  << u"TLS 1.0"_s;
    QTest::newRow("TLS 1.1 only") << u"issued.pem"_s << u"key.pem"_s << QStringList{u"-tls1_1"_s, u"-cipher"_s, lax}
                                  << u"TLS 1.1"_s;
    QTest::newRow("TLS 1.0, 1024 bits, SHA-1")
        << u"weak.pem"_s << u"weak-key.pem"_s << QStringList{u"-tls1"_s, u"-cipher"_s, lax} << u"TLS 1.0"_s;
    QTest::newRow("TLS 1.2, 1024 bits") << u"weak.pem"_s << u"weak-key.pem"_s
                                        << QStringList{u"-tls1_2"_s, u"-cipher"_s, lax} << u"TLS 1.2"_s;
}

void TestProbeTls::oldTlsIsToldFromBlocked()
{
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QStringList, options);
    const OpenSslServer server(certificate, key, options);
    const ProbeReport report = tlsProbe(server.port());
    QVERIFY(report.tls);
    QCOMPARE(toString(report.tls->outcome), toString(TlsOutcome::OldOnly));
    QTEST(report.tls->protocol, "protocol");
    QVERIFY(!report.tls->chain.isEmpty());
}

void TestProbeTls::refusedHandshakeIsToldFromTheOthers()
{
    // A cipher that needs a key of another kind than the server's: there is nothing to agree on.
    const OpenSslServer server(u"issued.pem"_s, u"key.pem"_s,
                               {u"-tls1_2"_s, u"-cipher"_s, u"ECDHE-ECDSA-AES128-GCM-SHA256"_s});
    const ProbeReport report = tlsProbe(server.port());
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QVERIFY(report.tls);
    QCOMPARE(toString(report.tls->outcome), toString(TlsOutcome::Refused));
    QVERIFY(!report.tls->detail.isEmpty());
    QCOMPARE(report.tls->faults, QStringList());
}

void TestProbeTls::plainTextIsNoTls_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::newRow("a mail server's greeting") << "220 mail.example ready\r\n"_ba;
    QTest::newRow("HTTP") << "HTTP/1.1 400 Bad Request\r\n\r\n"_ba;
    QTest::newRow("garbage") << QByteArray(4096, '\xee');
    QTest::newRow("zeros") << QByteArray(4096, '\0');
}

void TestProbeTls::plainTextIsNoTls()
{
    QFETCH(QByteArray, greeting);
    LoopbackServer server([greeting](QTcpSocket &peer) { peer.write(greeting); });
    const ProbeReport report = tlsProbe(server.port());
    QVERIFY(report.tls);
    QCOMPARE(toString(report.tls->outcome), toString(TlsOutcome::NotTls));
}

void TestProbeTls::peerThatHangsUpIsToldFromTheOthers()
{
    LoopbackServer server([](QTcpSocket &peer) {
        QObject::connect(&peer, &QTcpSocket::readyRead, &peer, [&peer] {
            peer.readAll();
            peer.disconnectFromHost();
        });
    });
    const ProbeReport report = tlsProbe(server.port());
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QVERIFY(report.tls);
    QCOMPARE(toString(report.tls->outcome), toString(TlsOutcome::Closed));
}

void TestProbeTls::peerThatStallsIsToldFromTheOthers()
{
    LoopbackServer server([](QTcpSocket &) {});
    const ProbeReport report = tlsProbe(server.port(), quick());
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QVERIFY(report.tls);
    QCOMPARE(toString(report.tls->outcome), toString(TlsOutcome::Stalled));
    QVERIFY(report.took >= 300);
}

void TestProbeTls::wantedCertificateIsTold_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<TlsOutcome>("outcome");
    QTest::addColumn<QStringList>("faults");
    QTest::newRow("TLS 1.2 fails the handshake")
        << u"-tls1_2"_s << TlsOutcome::Refused << QStringList{u"wants-certificate"_s};
    QTest::newRow("TLS 1.3 says so afterwards")
        << u"-tls1_3"_s << TlsOutcome::Established << QStringList{u"untrusted"_s, u"wants-certificate"_s};
}

void TestProbeTls::wantedCertificateIsTold()
{
    QFETCH(QString, version);
    const OpenSslServer server(u"issued.pem"_s, u"key.pem"_s, {version, u"-Verify"_s, u"1"_s});
    PlannedCheck check = checkOf({u"127.0.0.1"_s}, server.port(), Transport::Tcp, ProbeTls::First);
    Script script;
    script.first = {"GET / HTTP/1.0\r\n\r\n"};
    const ProbeReport report = probe(check, {}, scripted(script));
    QVERIFY(report.tls);
    QFETCH(TlsOutcome, outcome);
    QCOMPARE(toString(report.tls->outcome), toString(outcome));
    QTEST(report.tls->faults, "faults");
    QCOMPARE(report.tls->chain.size(), 2);
}

void TestProbeTls::endlessHandshakeIsBounded()
{
    // A record that says handshake, again and again: the first is the head of a message of 16 MB.
    QByteArray record = QByteArray::fromHex("1603030404"); // 1028 bytes
    record += QByteArray::fromHex("0bffffff") + QByteArray(1024, 'x'); // a chain of certificates
    LoopbackServer server([record](QTcpSocket &peer) {
        peer.write(record);
        QObject::connect(&peer, &QTcpSocket::bytesWritten, &peer, [&peer, record] { peer.write(record); });
    });
    RunLimits limits;
    limits.answerTimeout = limits.checkTimeout = 600000;
    const ProbeReport report = tlsProbe(server.port(), limits);
    QVERIFY(report.tls);
    QVERIFY(report.tls->outcome == TlsOutcome::Refused || report.tls->outcome == TlsOutcome::NotTls);
    QVERIFY(!report.tls->detail.isEmpty());
}

void TestProbeTls::exchangeRunsWithinTls()
{
    const OpenSslServer server(u"issued.pem"_s, u"key.pem"_s, {u"-www"_s});
    Script script;
    script.first = {"GET / HTTP/1.0\r\n\r\n", Next::Receive, 0, u"GET /"_s};
    script.answer = [](const QByteArray &soFar) {
        return soFar.startsWith("HTTP/1.0 200") ? Turn{{}, Next::Done} : Turn{};
    };
    const PlannedCheck check = checkOf({u"127.0.0.1"_s}, server.port(), Transport::Tcp, ProbeTls::First);
    const ProbeReport report = probe(check, {}, scripted(script));
    QVERIFY(report.spoke);
    QCOMPARE(report.tls->protocol, u"TLS 1.3"_s);
    for (const ProbeStep &step : report.steps)
        QVERIFY(step.kind == ProbeStep::Kind::Event || step.inTls);
}

void TestProbeTls::tlsBeginsWhenAsked()
{
    StartTlsServer server;
    QStringList log;
    Script script;
    script.log = &log;
    script.answer = [](const QByteArray &soFar) {
        if (soFar == "220 ready\r\n")
            return Turn{"STARTTLS\r\n", Next::Receive, 0, u"STARTTLS"_s};
        return soFar.endsWith("go ahead\r\n") ? Turn{{}, Next::StartTls} : Turn{};
    };
    script.inTls = {"hello\r\n", Next::Done, 0, u"hello"_s};
    const PlannedCheck check = checkOf({u"127.0.0.1"_s}, server.port(), Transport::Tcp, ProbeTls::IfOffered);
    const ProbeReport report = probe(check, {}, scripted(script));
    QVERIFY(report.tls);
    QCOMPARE(toString(report.tls->outcome), toString(TlsOutcome::Established));
    QCOMPARE(log, (QStringList{u"begin"_s, u"encrypted"_s}));
    QTRY_COMPARE(server.heardInTls(), "hello\r\n"_ba);
    QVERIFY(!report.steps.at(2).inTls);
    QVERIFY(report.steps.last().inTls);
}

void TestProbeTls::anotherConnectionIsEncryptedToo()
{
    const OpenSslServer first(u"issued.pem"_s, u"key.pem"_s, {u"-www"_s});
    const OpenSslServer second(u"selfsigned.pem"_s, u"key.pem"_s, {u"-www"_s});
    QStringList log;
    Script script;
    script.log = &log;
    script.first = {"GET / HTTP/1.0\r\n\r\n"};
    bool isAway = false;
    script.answer = [&isAway, port = second.port()](const QByteArray &soFar) {
        if (!std::exchange(isAway, true))
            return Turn{{}, Next::Reconnect, port};
        return soFar.count("HTTP/1.0 200") == 2 ? Turn{{}, Next::Done} : Turn{};
    };
    const PlannedCheck check = checkOf({u"127.0.0.1"_s}, first.port(), Transport::Tcp, ProbeTls::First);
    const ProbeReport report = probe(check, {}, scripted(script));
    QCOMPARE(log, (QStringList{u"begin"_s, u"begin"_s}));
    QCOMPARE(report.detail, QString());
    QVERIFY(report.tls);
    QCOMPARE(report.tls->faults, QStringList{u"self-signed"_s});
    for (const ProbeStep &step : report.steps)
        QVERIFY(step.kind == ProbeStep::Kind::Event || step.inTls);
}

void TestProbeTls::anotherConnectionWithoutTlsLeavesWhatIsKnown()
{
    const OpenSslServer first(u"issued.pem"_s, u"key.pem"_s, {u"-www"_s});
    LoopbackServer second([](QTcpSocket &peer) { peer.write("no TLS here\r\n"); });
    QStringList log;
    Script script;
    script.log = &log;
    script.first = {"GET / HTTP/1.0\r\n\r\n"};
    script.answer = [port = second.port()](const QByteArray &) { return Turn{{}, Next::Reconnect, port}; };
    const PlannedCheck check = checkOf({u"127.0.0.1"_s}, first.port(), Transport::Tcp, ProbeTls::First);
    const ProbeReport report = probe(check, {}, scripted(script));
    QCOMPARE(log, (QStringList{u"begin"_s, u"finished"_s}));
    QVERIFY(report.tls);
    QCOMPARE(toString(report.tls->outcome), toString(TlsOutcome::Established));
    QVERIFY2(report.steps.last().text.contains(u"not TLS"), qPrintable(report.steps.last().text));
}

void TestProbeTls::laxSettingsStayInTheProbe()
{
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    const OpenSslServer server(u"issued.pem"_s, u"key.pem"_s, {u"-tls1"_s, u"-cipher"_s, u"DEFAULT:@SECLEVEL=0"_s});
    QCOMPARE(toString(tlsProbe(server.port()).tls->outcome), toString(TlsOutcome::OldOnly));
    QCOMPARE(QSslConfiguration::defaultConfiguration(), before);
    QSslSocket another;
    QSignalSpy failed(&another, &QSslSocket::errorOccurred);
    another.setPeerVerifyMode(QSslSocket::VerifyNone);
    another.connectToHostEncrypted(u"127.0.0.1"_s, server.port());
    QVERIFY(failed.wait());
    QVERIFY(!another.isEncrypted());
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestProbeTls)
#include "tst_probetls.moc"
