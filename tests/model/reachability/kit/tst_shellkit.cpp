// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "talkingserver.h"

#include "model/reachability/resultsfile.h"
#include "model/reachability/verdicts.h"
#include "tests/model/reachability/protocols/recorded.h"
#include "tests/support/kits.h"
#include "tests/support/probing.h"
#include "tests/support/silentport.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

#include <memory>

using namespace Qt::StringLiterals;

namespace portolan {

using namespace portolan::test;

namespace {

using Manners = TalkingServer::Manners;

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

Manners mail(const QByteArray &before, const QByteArray &inTls)
{
    Manners manners;
    manners.greeting = "220 mail.example ready\r\n";
    manners.answer = [before, inTls](const QByteArray &said, bool isInTls) -> QByteArray {
        if (said.startsWith("EHLO"))
            return "250-mail.example\r\n" + (isInTls ? inTls : before) + "250 8BITMIME\r\n";
        return said == "STARTTLS" ? "220 go ahead\r\n" : said == "QUIT" ? "221 bye\r\n" : "500 what?\r\n";
    };
    manners.startTls = "STARTTLS";
    manners.lastWord = "QUIT";
    return manners;
}

Manners web(const QByteArray &answer, bool isTlsFirst = false, const QString &certificate = u"issued.pem"_s)
{
    Manners manners;
    manners.answer = [answer](const QByteArray &said, bool) { return said.isEmpty() ? answer : QByteArray(); };
    manners.isTlsFirst = isTlsFirst;
    manners.certificate = certificate;
    return manners;
}

Manners binary(const QByteArray &answer, bool isTlsFirst = false)
{
    Manners manners;
    manners.answer = [answer](const QByteArray &, bool) { return answer; };
    manners.isOfLines = false;
    manners.isTlsFirst = isTlsFirst;
    return manners;
}

const QByteArray kUnauthorized = "HTTP/1.1 401 Unauthorized\r\nServer: Test/1\r\nWWW-Authenticate: Negotiate\r\n"
                                 "WWW-Authenticate: Basic realm=\"x, y\"\r\nContent-Length: 0\r\n\r\n";

/// What the endpoint mapper answers, and the service that it hands the port of out.
Manners mapper(quint16 port)
{
    QByteArray answer = hex(recorded::kMapAnswer);
    const qsizetype at = answer.indexOf(hex("01000702 00c000")) + 5;
    answer[at] = char(port >> 8);
    answer[at + 1] = char(port & 0xFF);
    Manners manners;
    manners.isOfLines = false;
    manners.answer = [answer](const QByteArray &said, bool) {
        return said.size() > 2 && said[2] == 0x0B ? hex(recorded::kBindAnswer) : answer;
    };
    return manners;
}

Manners service(bool isRight)
{
    QByteArray answer = hex(recorded::kBindAnswer);
    if (!isRight)
        answer[answer.size() - 24] = 2; // provider rejection
    return binary(answer);
}

/// Of one check: who is asked for what.
struct Asked {
    ProbeHint hint;
    Transport transport = Transport::Tcp;
    quint16 port = 0;
    QString host = u"mail.example"_s;
    bool isByName = false; ///< the host is looked up
};

/// A plan that asks just that of b, from a.
ReachabilityPlan planOf(const Asked &asked)
{
    ReachabilityPlan plan;
    plan.flows = flowsOf("hq: a[hub-transport] b[hub-transport]");
    plan.vantage.server = u"a"_s;
    PlannedCheck check;
    check.key = u"b the one"_s;
    check.destination = 1;
    if (!asked.isByName)
        check.addresses = QStringList{u"127.0.0.1"_s};
    check.request = {asked.hint, asked.transport, asked.port, asked.host, u"contoso.test"_s, u"a.example"_s};
    plan.checks.push_back(check);
    return plan;
}

/// Runs the kit's shell script while servers of this thread answer.
class ShellKit
{
public:
    explicit ShellKit(const ReachabilityPlan &plan)
    {
        const QString script = m_folder.filePath(QString::fromUtf16(kKitShellScript));
        QFile file(script);
        if (!file.open(QIODevice::WriteOnly) || file.write(shellScriptOf(kitFor(plan))) < 1)
            qFatal("cannot write %s", qPrintable(script));
        file.close();
        m_script = script;
    }
    void setPath(const QString &path) { m_path = path; }

    /// The report of its only check.
    ProbeReport report(QStringList shell = {u"sh"_s})
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        if (!m_path.isEmpty()) {
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(u"PATH"_s, m_path);
            process.setProcessEnvironment(environment);
        }
        const QString output = outputPath();
        const QString program = QStandardPaths::findExecutable(shell.takeFirst());
        process.start(program, shell + QStringList{m_script, u"-o"_s, output});
        // Not waitForFinished(): the servers are of this thread.
        if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 180'000))
            qFatal("the script does not end: %s", process.readAll().constData());
        m_said = process.readAll();
        const Result<ReachabilityResults> results = loadResults(output);
        if (!results)
            qFatal("%s\n%s", qPrintable(toText(results.error())), m_said.constData());
        m_run = results->runs.value(0);
        return m_run.targets.value(0).report;
    }
    const ReachabilityRun &run() const { return m_run; }
    QString outputPath() const { return m_folder.filePath(u"out.portolan-results"_s); }
    QByteArray said() const { return m_said; }

private:
    QTemporaryDir m_folder;
    QString m_script;
    QString m_path;
    QByteArray m_said;
    ReachabilityRun m_run;
};

/// What a verdict can depend on, as text: results, encryption, what was told.
QStringList facts(const ProbeReport &report, const QStringList &keys)
{
    QStringList lines{u"result "_s + toString(report.result), report.spoke ? u"spoke"_s : u"silent"_s};
    if (report.tls) {
        lines << u"tls "_s + toString(report.tls->outcome) << u"version "_s + report.tls->protocol
              << u"cipher "_s + report.tls->cipher << u"faults "_s + report.tls->faults.join(u' ');
        for (const CertificateFacts &certificate : report.tls->chain.mid(0, 1))
            lines << u"certificate "_s + certificate.subject + u'|' + certificate.issuer + u'|'
                    + certificate.names.join(u' ') + u'|' + certificate.notBefore.toString(Qt::ISODate) + u'|'
                    + certificate.notAfter.toString(Qt::ISODate) + u'|' + certificate.sha256;
    }
    for (const QString &key : keys) {
        for (const ProbeFact &fact : report.facts) {
            if (fact.key == key)
                lines << key + u": "_s + fact.values.join(u" / ");
        }
    }
    for (const EndpointReport &endpoint : report.endpoints)
        lines << u"endpoint %1 %2 %3 %4"_s.arg(endpoint.service)
                     .arg(endpoint.port)
                     .arg(toString(endpoint.result))
                     .arg(endpoint.isRightService);
    return lines;
}

const QStringList kMailKeys{u"banner"_s,  u"offers"_s,        u"auth"_s,       u"starttls"_s,
                            u"refusal"_s, u"offers-in-tls"_s, u"auth-in-tls"_s};
const QStringList kWebKeys{u"status"_s, u"refusal"_s, u"auth"_s, u"auth-in-tls"_s, u"server"_s, u"location"_s};

} // namespace

/// The shell script of a kit against real servers: it sees what the program itself sees.
class TestShellKit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seesWhatTheProbeSees_data();
    void seesWhatTheProbeSees();
    void oldTlsIsTold();
    void addressesOfVersion6AreReached();
    void aSecondConnectionThatIsNotTakenIsNoRefusalOfTls();
    void silenceIsTold();
    void datagramsAreTold_data();
    void datagramsAreTold();
    void handedOutPortsAreVisited_data();
    void handedOutPortsAreVisited();
    void faultsOfTheMapperAreTold_data();
    void faultsOfTheMapperAreTold();
    void namesAreLookedUp();
    void hostileAnswersStayText();
    void endlessAnswersAreCut();
    void missingToolsAreSaid_data();
    void missingToolsAreSaid();
    void otherShellsSeeTheSame_data();
    void otherShellsSeeTheSame();
    void listingSendsNothing();
    void whatCannotBeWrittenSendsNothing();
    void theRunSaysWhereAndWhen();
    void theResultsFitTheSchema();
    void aStopKeepsWhatWasDone();
};

void TestShellKit::seesWhatTheProbeSees_data()
{
    QTest::addColumn<Manners>("manners");
    QTest::addColumn<ProbeHint>("hint");
    QTest::addColumn<QStringList>("keys");
    const ProbeHint smtp{ProbeProtocol::Smtp, ProbeTls::IfOffered, {}, {}};
    const ProbeHint pop{ProbeProtocol::Pop3, ProbeTls::IfOffered, {}, {}};
    const ProbeHint imap{ProbeProtocol::Imap4, ProbeTls::IfOffered, {}, {}};
    const ProbeHint http{ProbeProtocol::Http, ProbeTls::None, u"/owa/"_s, {}};
    const ProbeHint https{ProbeProtocol::Http, ProbeTls::First, u"/owa/"_s, {}};
    const ProbeHint connect{ProbeProtocol::Connect, ProbeTls::None, {}, {}};
    const ProbeHint ldap{ProbeProtocol::Ldap, ProbeTls::None, {}, {}};

    QTest::newRow("mail, more offered in TLS")
        << mail("250-STARTTLS\r\n250-AUTH NTLM\r\n", "250-AUTH NTLM LOGIN\r\n") << smtp << kMailKeys;
    QTest::newRow("mail without STARTTLS") << mail("250-AUTH NTLM LOGIN\r\n", {}) << smtp << kMailKeys;
    Manners expired = mail("250-STARTTLS\r\n", {});
    expired.certificate = u"expired.pem"_s;
    QTest::newRow("mail, its certificate has expired") << expired << smtp << kMailKeys;
    Manners busy;
    busy.greeting = "421 4.3.2 Service not available\r\n";
    busy.answer = [](const QByteArray &, bool) { return QByteArray("221 bye\r\n"); };
    busy.lastWord = "QUIT";
    QTest::newRow("mail that turns us away") << busy << smtp << kMailKeys;
    Manners poor;
    poor.greeting = "+OK ready\r\n";
    poor.answer = [](const QByteArray &said, bool inTls) -> QByteArray {
        if (said == "CAPA")
            return inTls ? "+OK\r\nUSER\r\nSASL PLAIN NTLM\r\n.\r\n" : "+OK\r\nSTLS\r\nSASL NTLM\r\n.\r\n";
        return "+OK\r\n";
    };
    poor.startTls = "STLS";
    poor.lastWord = "QUIT";
    QTest::newRow("POP3") << poor << pop << kMailKeys;
    poor.isTlsFirst = true;
    const ProbeHint pop3s{ProbeProtocol::Pop3, ProbeTls::First, {}, {}};
    QTest::newRow("POP3 in TLS, which speaks first") << poor << pop3s << kMailKeys;
    Manners rich;
    rich.greeting = "* OK ready\r\n";
    rich.answer = [](const QByteArray &said, bool inTls) -> QByteArray {
        const QByteArray tag = said.left(said.indexOf(' '));
        if (said.endsWith("CAPABILITY"))
            return "* CAPABILITY IMAP4rev1 "
                + QByteArray(inTls ? "AUTH=PLAIN AUTH=NTLM" : "STARTTLS LOGINDISABLED AUTH=NTLM") + "\r\n" + tag
                + " OK done\r\n";
        return (said.endsWith("LOGOUT") ? "* BYE\r\n" : QByteArray()) + tag + " OK done\r\n";
    };
    rich.startTls = "STARTTLS";
    rich.lastWord = "a9 LOGOUT";
    QTest::newRow("IMAP4") << rich << imap << kMailKeys;
    rich.isTlsFirst = true;
    const ProbeHint imaps{ProbeProtocol::Imap4, ProbeTls::First, {}, {}};
    QTest::newRow("IMAP4 in TLS, which speaks first") << rich << imaps << kMailKeys;
    QTest::newRow("web that wants to know who asks") << web(kUnauthorized) << http << kWebKeys;
    Manners old = web({});
    old.answer = [isHead = std::make_shared<bool>(false)](const QByteArray &said, bool) -> QByteArray {
        *isHead = said.isEmpty() ? *isHead : said.startsWith("HEAD") || (*isHead && !said.startsWith("GET"));
        if (!said.isEmpty())
            return {};
        return *isHead ? "HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\n\r\n" : kUnauthorized;
    };
    old.hangsUp = true;
    QTest::newRow("web that does not know HEAD") << old << http << kWebKeys;
    QTest::newRow("web in TLS, its certificate is its own")
        << web(kUnauthorized, true, u"selfsigned.pem"_s) << https << kWebKeys;
    QTest::newRow("web in TLS, its key is weak") << web(kUnauthorized, true, u"weak.pem"_s) << https << kWebKeys;
    QTest::newRow("web in TLS, its certificate begins later")
        << web(kUnauthorized, true, u"future.pem"_s) << https << kWebKeys;
    QTest::newRow("mail where the web should be") << mail({}, {}) << http << kWebKeys;
    QTest::newRow("mail where TLS should be") << mail({}, {}) << https << kWebKeys;
    Manners rude;
    rude.isOfLines = false;
    rude.answer = [](const QByteArray &, bool) { return QByteArray(" "); };
    rude.hangsUp = true;
    QTest::newRow("a connection is all") << rude << connect << QStringList();
    QTest::newRow("LDAP") << binary(hex(recorded::kLdapAnswer)) << ldap << QStringList{u"directory"_s};
    const ProbeHint ldaps{ProbeProtocol::Ldap, ProbeTls::First, {}, {}};
    QTest::newRow("LDAP in TLS") << binary(hex(recorded::kLdapAnswer), true) << ldaps << QStringList{u"directory"_s};
    const ProbeHint kerberos{ProbeProtocol::Kerberos, ProbeTls::None, {}, {}};
    QByteArray framed = hex(recorded::kKerberosAnswer);
    framed.prepend(QByteArray("\0\0\0", 3) + char(framed.size()));
    QTest::newRow("Kerberos") << binary(framed) << kerberos << QStringList{u"status"_s, u"server-time"_s};
    const ProbeHint smb{ProbeProtocol::Smb2, ProbeTls::None, {}, {}};
    QTest::newRow("SMB2") << binary(hex(recorded::kSmbAnswer)) << smb << QStringList{u"dialect"_s, u"signing"_s};
    const ProbeHint netTcp{ProbeProtocol::NetTcp, ProbeTls::None, u"/Service"_s, {}};
    QTest::newRow("net.tcp") << binary("\x0A") << netTcp << QStringList{u"status"_s};
    const QByteArray fault = "http://schemas.example/faults/EndpointNotFound";
    QTest::newRow("net.tcp without the service")
        << binary(QByteArray("\x08") + char(fault.size()) + fault) << netTcp << QStringList{u"refusal"_s};
    Manners greeter;
    greeter.greeting = "ncacn_http/1.0";
    const ProbeHint rpcOverHttp{ProbeProtocol::RpcOverHttp, ProbeTls::None, {}, {}};
    QTest::newRow("RPC over HTTP") << greeter << rpcOverHttp << QStringList{u"banner"_s};
    const ProbeHint sip{ProbeProtocol::Sip, ProbeTls::None, {}, {}};
    QTest::newRow("SIP") << web("SIP/2.0 200 OK\r\nServer: Test\r\nAllow: INVITE, BYE\r\nContent-Length: 0\r\n\r\n")
                         << sip << QStringList{u"status"_s, u"server"_s, u"offers"_s};
    QTest::newRow("SIP that turns us away")
        << web("SIP/2.0 403 Forbidden\r\nContent-Length: 0\r\n\r\n") << sip << QStringList{u"status"_s, u"refusal"_s};
}

void TestShellKit::seesWhatTheProbeSees()
{
    QFETCH(Manners, manners);
    QFETCH(ProbeHint, hint);
    QFETCH(QStringList, keys);
    const TalkingServer server(manners);
    const ReachabilityPlan plan = planOf({hint, Transport::Tcp, server.serverPort()});
    const ProbeReport expected = probe(plan.checks.front(), {}, makeConversation);
    ShellKit kit(plan);
    const ProbeReport report = kit.report();
    QCOMPARE(facts(report, keys), facts(expected, keys));
    QCOMPARE(report.address, u"127.0.0.1"_s);
    QVERIFY(!report.steps.isEmpty());
    QVERIFY(report.startedAt.isValid());
}

void TestShellKit::oldTlsIsTold()
{
    QProcess server;
    server.setProcessChannelMode(QProcess::MergedChannels);
    const QString data = QStringLiteral(PORTOLAN_SOURCE_DIR "/tests/data/tls/");
    server.start(u"openssl"_s,
                 {u"s_server"_s, u"-accept"_s, u"127.0.0.1:0"_s, u"-cert"_s, data + u"issued.pem"_s, u"-key"_s,
                  data + u"key.pem"_s, u"-tls1"_s, u"-cipher"_s, u"DEFAULT:@SECLEVEL=0"_s});
    static const QRegularExpression accept(u"ACCEPT [^\\n]*:(\\d+)"_s);
    QString said;
    QTRY_VERIFY_WITH_TIMEOUT(accept.match(said += QString::fromUtf8(server.readAll())).hasMatch(), 30'000);
    const quint16 port = accept.match(said).captured(1).toUShort();
    ShellKit kit(planOf({{ProbeProtocol::Connect, ProbeTls::First, {}, {}}, Transport::Tcp, port}));
    const ProbeReport report = kit.report();
    QVERIFY(report.tls.has_value());
    QCOMPARE(toString(report.tls->outcome), u"old-only"_s);
    QCOMPARE(report.tls->protocol, u"TLS 1.0"_s);
    server.kill();
    server.waitForFinished();
}

void TestShellKit::addressesOfVersion6AreReached()
{
    if (!QTcpServer().listen(QHostAddress::LocalHostIPv6))
        QSKIP("*** NOT TESTED: this machine has no IPv6 ***");
    const TalkingServer server(mail("250-STARTTLS\r\n250-AUTH NTLM\r\n", "250-AUTH NTLM LOGIN\r\n"), 0,
                               QHostAddress(QHostAddress::LocalHostIPv6));
    ReachabilityPlan plan =
        planOf({{ProbeProtocol::Smtp, ProbeTls::IfOffered, {}, {}}, Transport::Tcp, server.serverPort()});
    plan.checks.front().addresses = QStringList{u"::1"_s};
    ShellKit kit(plan);
    const ProbeReport report = kit.report();
    QCOMPARE(facts(report, kMailKeys), facts(probe(plan.checks.front(), {}, makeConversation), kMailKeys));
    QCOMPARE(toString(report.result), u"open"_s);
    QVERIFY(report.tls);
    QCOMPARE(report.address, u"::1"_s);
}

void TestShellKit::aSecondConnectionThatIsNotTakenIsNoRefusalOfTls()
{
    Manners manners = mail("250-STARTTLS\r\n", {});
    manners.takesOne = true;
    const TalkingServer server(manners);
    const ReachabilityPlan plan =
        planOf({{ProbeProtocol::Smtp, ProbeTls::IfOffered, {}, {}}, Transport::Tcp, server.serverPort()});
    ShellKit kit(plan);
    const ProbeReport report = kit.report();
    QCOMPARE(toString(report.result), u"open"_s);
    QCOMPARE(report.fact(factkey::kStartTls), QStringList{u"offered"_s});
    QVERIFY(!report.tls);
    QVERIFY2(report.detail.contains(u"second connection"), qPrintable(report.detail));
}

void TestShellKit::silenceIsTold()
{
    const SilentPort silent;
    ShellKit kit(planOf({{ProbeProtocol::Smtp, ProbeTls::IfOffered, {}, {}}, Transport::Tcp, silent.port()}));
    const ProbeReport report = kit.report();
    QCOMPARE(toString(report.result), u"no-answer"_s);
    QCOMPARE(report.tries, 2);
    ShellKit other(planOf({{ProbeProtocol::Http, ProbeTls::First, {}, {}}, Transport::Tcp, closedPort()}));
    QCOMPARE(toString(other.report().result), u"refused"_s);
    const TalkingServer mute({});
    ShellKit third(planOf({{ProbeProtocol::Http, ProbeTls::First, {}, {}}, Transport::Tcp, mute.serverPort()}));
    const ProbeReport stalled = third.report();
    QCOMPARE(toString(stalled.result), u"open"_s);
    QVERIFY(stalled.tls.has_value());
    QCOMPARE(toString(stalled.tls->outcome), u"stalled"_s);
}

void TestShellKit::datagramsAreTold_data()
{
    QTest::addColumn<ProbeHint>("hint");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("result");
    QTest::addColumn<bool>("spoke");
    const ProbeHint dns{ProbeProtocol::Dns, ProbeTls::None, {}, {}};
    QTest::newRow("DNS answers") << dns << hex(recorded::kDnsAnswer) << u"open"_s << true;
    QTest::newRow("Kerberos answers") << ProbeHint{ProbeProtocol::Kerberos, ProbeTls::None, {}, {}}
                                      << hex(recorded::kKerberosAnswer) << u"open"_s << true;
    QTest::newRow("a directory answers") << ProbeHint{ProbeProtocol::Cldap, ProbeTls::None, {}, {}}
                                         << hex(recorded::kCldapAnswer) << u"open"_s << true;
    QTest::newRow("something else answers") << dns << QByteArray("garbage") << u"open"_s << false;
    QTest::newRow("nobody says a word") << dns << QByteArray() << u"cannot-tell"_s << false;
}

void TestShellKit::datagramsAreTold()
{
    QFETCH(ProbeHint, hint);
    QFETCH(QByteArray, answer);
    QUdpSocket server;
    QVERIFY(server.bind(QHostAddress::LocalHost));
    int datagrams = 0;
    QObject::connect(&server, &QUdpSocket::readyRead, &server, [&] {
        while (server.hasPendingDatagrams()) {
            ++datagrams;
            QByteArray question(int(server.pendingDatagramSize()), '\0');
            QHostAddress from;
            quint16 port = 0;
            server.readDatagram(question.data(), question.size(), &from, &port);
            if (answer.isEmpty())
                continue;
            // An answer bears the id of its question.
            const bool isDns = hint.protocol == ProbeProtocol::Dns && answer.size() > 12;
            server.writeDatagram(isDns ? question.left(2) + answer.mid(2) : answer, from, port);
        }
    });
    ShellKit kit(planOf({hint, Transport::Udp, server.localPort()}));
    const ProbeReport report = kit.report();
    QTEST(toString(report.result), "result");
    QTEST(report.spoke, "spoke");
    QCOMPARE(datagrams, answer.isEmpty() ? 2 : 1);
    const quint16 port = server.localPort();
    server.close();
    ShellKit closed(planOf({hint, Transport::Udp, port}));
    QCOMPARE(toString(closed.report().result), u"refused"_s);
}

void TestShellKit::handedOutPortsAreVisited_data()
{
    QTest::addColumn<int>("behind");
    QTest::addColumn<bool>("isNamed");
    QTest::newRow("the right service") << 1 << true;
    QTest::newRow("another service") << 2 << true;
    QTest::newRow("nobody") << 0 << true;
    QTest::newRow("whatever is there") << 1 << false;
}

void TestShellKit::handedOutPortsAreVisited()
{
    QFETCH(int, behind);
    QFETCH(bool, isNamed);
    std::unique_ptr<TalkingServer> handedOut;
    quint16 port = closedPort();
    if (behind != 0) {
        handedOut = std::make_unique<TalkingServer>(service(behind == 1));
        port = handedOut->serverPort();
    }
    const TalkingServer server(mapper(port));
    ProbeHint hint{ProbeProtocol::EndpointMapper, ProbeTls::None, {}, {}};
    if (isNamed)
        hint.interfaces << RpcInterface{QUuid(u"12345678-1234-abcd-ef00-01234567cffb"_s), 1, 0, u"Netlogon"_s};
    const ReachabilityPlan plan = planOf({hint, Transport::Tcp, server.serverPort()});
    ShellKit kit(plan);
    const ProbeReport report = kit.report();
    QVERIFY(report.spoke);
    QCOMPARE(report.endpoints.size(), 1);
    QCOMPARE(report.endpoints[0].port, port);
    QCOMPARE(report.endpoints[0].service, isNamed ? u"Netlogon"_s : u"12345678-1234-abcd-ef00-01234567cffb"_s);
    QCOMPARE(toString(report.endpoints[0].result), behind == 0 ? u"refused"_s : u"open"_s);
    QCOMPARE(report.endpoints[0].isRightService, behind == 1);
}

void TestShellKit::faultsOfTheMapperAreTold_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<bool>("isAtOnce");
    QTest::newRow("strangers are told nothing") << hex("05000000") << false;
    QTest::newRow("another fault") << hex("0300011c") << false;
    QTest::newRow("not even the bind is taken") << hex("05000000") << true;
}

void TestShellKit::faultsOfTheMapperAreTold()
{
    QFETCH(QByteArray, status);
    QFETCH(bool, isAtOnce);
    Manners manners;
    manners.isOfLines = false;
    manners.answer = [status, isAtOnce](const QByteArray &said, bool) {
        const bool isBind = said.size() > 2 && said[2] == 0x0B;
        // A fault bears the number of its call.
        return isBind && !isAtOnce
            ? hex(recorded::kBindAnswer)
            : hex("05000323100000002000 0000") + said.mid(12, 4) + hex("2000000000000000") + status + hex("00000000");
    };
    const TalkingServer server(manners);
    ProbeHint hint{ProbeProtocol::EndpointMapper, ProbeTls::None, {}, {}};
    hint.interfaces << RpcInterface{QUuid(u"12345678-1234-abcd-ef00-01234567cffb"_s), 1, 0, u"Netlogon"_s};
    const ReachabilityPlan plan = planOf({hint, Transport::Tcp, server.serverPort()});
    const QStringList keys{u"status"_s, u"refusal"_s};
    const QStringList expected = facts(probe(plan.checks.front(), {}, makeConversation), keys);
    QCOMPARE(expected.filter(u"refusal: "_s).size(), 1);
    QCOMPARE(expected.filter(u"status: fault 0x"_s).size(), isAtOnce ? 0 : 1);
    QCOMPARE(facts(ShellKit(plan).report(), keys), expected);
}

void TestShellKit::namesAreLookedUp()
{
    const TalkingServer server(mail({}, {}));
    Asked asked{{ProbeProtocol::Smtp, ProbeTls::IfOffered, {}, {}}, Transport::Tcp, server.serverPort()};
    asked.isByName = true;
    asked.host = u"localhost"_s;
    ShellKit kit(planOf(asked));
    QVERIFY(kit.report().spoke);
    asked.host = u"no-such-name.invalid"_s;
    ShellKit other(planOf(asked));
    QCOMPARE(toString(other.report().result), u"name-not-found"_s);
}

void TestShellKit::hostileAnswersStayText()
{
    // JSON's own marks, an escape sequence, a byte that is no UTF-8, a text turned around, sh's own marks.
    Manners manners = mail("250-\"},{\"key\":\"x\"$(touch /tmp/x)`id`\\\r\n", {});
    manners.greeting = "220 \"a\\b\"\x1B[31m\xFF\xE2\x80\xAE $(id) `id` ';'\r\n";
    const TalkingServer server(manners);
    ShellKit kit(planOf({{ProbeProtocol::Smtp, ProbeTls::IfOffered, {}, {}}, Transport::Tcp, server.serverPort()}));
    const ProbeReport report = kit.report();
    QCOMPARE(report.fact(u"banner"), QStringList{u"220 \"a\\b\"?[31m???? $(id) `id` ';'"_s});
    QCOMPARE(report.fact(u"offers").value(0), u"\"},{\"key\":\"x\"$(touch /tmp/x)`id`\\"_s);
}

void TestShellKit::endlessAnswersAreCut()
{
    Manners manners;
    manners.greeting = QByteArray("no word of mail ").repeated(500'000);
    const TalkingServer server(manners);
    ShellKit kit(planOf({{ProbeProtocol::Smtp, ProbeTls::IfOffered, {}, {}}, Transport::Tcp, server.serverPort()}));
    const ProbeReport report = kit.report();
    QCOMPARE(toString(report.result), u"open"_s);
    QVERIFY(!report.spoke);
    QVERIFY2(report.detail.startsWith(u"What came is not SMTP"), qPrintable(report.detail));
}

void TestShellKit::missingToolsAreSaid_data()
{
    QTest::addColumn<QStringList>("tools");
    QTest::addColumn<ProbeHint>("hint");
    QTest::addColumn<QString>("result");
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QString>("startTls");
    const ProbeHint smtp{ProbeProtocol::Smtp, ProbeTls::IfOffered, {}, {}};
    const ProbeHint smtps{ProbeProtocol::Smtp, ProbeTls::First, {}, {}};
    QTest::newRow("nothing to connect with")
        << QStringList{u"openssl"_s} << smtp << u"local-failure"_s << u"smtp"_s << u""_s;
    QTest::newRow("no TLS, where it is offered")
        << QStringList{u"bash"_s} << smtp << u"open"_s << u"smtp"_s << u"offered"_s;
    QTest::newRow("no TLS, where it comes first")
        << QStringList{u"bash"_s} << smtps << u"open"_s << u"connect"_s << u""_s;
    for (const QString &tool : {u"nc"_s, u"ncat"_s}) {
        if (!QStandardPaths::findExecutable(tool).isEmpty())
            QTest::newRow(qPrintable(tool))
                << QStringList{tool, u"openssl"_s} << smtp << u"open"_s << u"smtp"_s << u"offered"_s;
    }
}

void TestShellKit::missingToolsAreSaid()
{
    QFETCH(QStringList, tools);
    QFETCH(ProbeHint, hint);
    QTemporaryDir folder;
    const QStringList ordinary{u"awk"_s,  u"cat"_s,    u"cut"_s,   u"date"_s,  u"dd"_s,     u"dirname"_s,
                               u"env"_s,  u"getent"_s, u"grep"_s,  u"mkdir"_s, u"mkfifo"_s, u"mv"_s,
                               u"od"_s,   u"rm"_s,     u"sed"_s,   u"sh"_s,    u"sleep"_s,  u"sort"_s,
                               u"tail"_s, u"tr"_s,     u"uname"_s, u"wc"_s};
    for (const QString &tool : ordinary + tools) {
        const QString program = QStandardPaths::findExecutable(tool);
        QVERIFY2(!program.isEmpty() && QFile::link(program, folder.filePath(tool)), qPrintable(tool));
    }
    const TalkingServer server(mail("250-STARTTLS\r\n250-AUTH NTLM\r\n", "250-AUTH LOGIN\r\n"));
    ShellKit kit(planOf({hint, Transport::Tcp, server.serverPort()}));
    kit.setPath(folder.path());
    const ProbeReport report = kit.report();
    QTEST(toString(report.result), "result");
    QTEST(toString(kit.run().targets[0].protocol), "protocol");
    QTEST(report.fact(u"starttls").value(0), "startTls");
    const bool hasTls = tools.contains(u"openssl"_s);
    const bool canConnect = tools.size() > 1 || !hasTls;
    // Half of what is offered would be held against the server.
    if (report.spoke)
        QCOMPARE(!report.fact(u"offers").isEmpty(), hasTls);
    if (!hasTls || !canConnect)
        QVERIFY2(report.detail.startsWith(u"This machine has n"), qPrintable(report.detail));
}

void TestShellKit::otherShellsSeeTheSame_data()
{
    QTest::addColumn<QStringList>("shell");
    for (const char *shell : {"sh", "dash", "bash --posix", "busybox sh", "mksh", "ksh", "yash"}) {
        const QStringList words = QString::fromLatin1(shell).split(u' ');
        if (!QStandardPaths::findExecutable(words.first()).isEmpty())
            QTest::newRow(shell) << words;
    }
}

void TestShellKit::otherShellsSeeTheSame()
{
    QFETCH(QStringList, shell);
    const TalkingServer server(mail("250-STARTTLS\r\n250-AUTH NTLM\r\n", "250-AUTH NTLM LOGIN\r\n"));
    const ReachabilityPlan plan =
        planOf({{ProbeProtocol::Smtp, ProbeTls::IfOffered, {}, {}}, Transport::Tcp, server.serverPort()});
    ShellKit kit(plan);
    QCOMPARE(facts(kit.report(shell), kMailKeys), facts(probe(plan.checks.front(), {}, makeConversation), kMailKeys));
}

void TestShellKit::listingSendsNothing()
{
    const TalkingServer server(mail({}, {}));
    const ReachabilityPlan plan =
        planOf({{ProbeProtocol::Smtp, ProbeTls::IfOffered, {}, {}}, Transport::Tcp, server.serverPort()});
    QTemporaryDir folder;
    const QString script = folder.filePath(u"kit.sh"_s);
    QFile file(script);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(shellScriptOf(kitFor(plan)));
    file.close();
    QProcess process;
    process.start(u"sh"_s, {script, u"-l"_s});
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 30'000);
    QCOMPARE(process.readAllStandardOutput(), QByteArray("b the one (127.0.0.1)\n"));
    QVERIFY(server.heard().isEmpty());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"kit.sh"_s});
}

void TestShellKit::whatCannotBeWrittenSendsNothing()
{
    const TalkingServer server(mail({}, {}));
    const ReachabilityPlan plan =
        planOf({{ProbeProtocol::Smtp, ProbeTls::IfOffered, {}, {}}, Transport::Tcp, server.serverPort()});
    QTemporaryDir folder;
    QVERIFY(writeKitFiles(kitFor(plan).files, folder.path()));
    QProcess process;
    process.start(u"sh"_s,
                  {folder.filePath(u"a/portolan-kit.sh"_s), u"-o"_s, folder.filePath(u"nowhere/x.portolan-results"_s)});
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 30'000);
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAllStandardError().contains("cannot be written"));
    QCOMPARE(server.connections(), 0);
}

void TestShellKit::theRunSaysWhereAndWhen()
{
    ShellKit kit(planOf({{ProbeProtocol::Connect, ProbeTls::None, {}, {}}, Transport::Tcp, closedPort()}));
    const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-1);
    QVERIFY(toString(kit.report().result) == u"refused");
    const ReachabilityRun &run = kit.run();
    QCOMPARE(run.program, u"kit-sh 1"_s);
    QCOMPARE(run.vantage.server, u"a"_s);
    QVERIFY(!run.vantage.host.isEmpty());
    QVERIFY(run.startedAt >= before && run.finishedAt >= run.startedAt);
    QCOMPARE(run.targets[0].key, u"b the one"_s);
    QCOMPARE(run.targets[0].destination, u"b"_s);
}

void TestShellKit::theResultsFitTheSchema()
{
    const QString check = u"import json, sys\n"
                          "from jsonschema import Draft202012Validator\n"
                          "schema, results = (json.load(open(path, encoding='utf-8')) for path in sys.argv[1:])\n"
                          "sys.exit('\\n'.join(map(str, Draft202012Validator(schema).iter_errors(results))) or 0)\n"_s;
    const QString schema = QStringLiteral(PORTOLAN_SOURCE_DIR "/resources/schemas/portolan-results.schema.json");
    const TalkingServer handedOut(service(true));
    const TalkingServer asked(mapper(handedOut.serverPort()));
    const TalkingServer posts(mail("250-STARTTLS\r\n", "250-AUTH NTLM LOGIN\r\n"));
    const ProbeHint smtp{ProbeProtocol::Smtp, ProbeTls::IfOffered, {}, {}};
    ReachabilityPlan plan = planOf({smtp, Transport::Tcp, posts.serverPort()});
    const ProbeHint anything{ProbeProtocol::EndpointMapper, ProbeTls::None, {}, {}};
    for (const Asked &other :
         {Asked{anything, Transport::Tcp, asked.serverPort()}, Asked{smtp, Transport::Tcp, closedPort()}}) {
        plan.checks.push_back(planOf(other).checks.front());
        plan.checks.back().key += QString::number(plan.checks.size());
    }
    ShellKit kit(plan);
    QVERIFY(kit.report().tls.has_value());
    QCOMPARE(kit.run().targets.size(), 3);
    QCOMPARE(kit.run().targets[1].report.endpoints.size(), 1);
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(PORTOLAN_PYTHON), {u"-c"_s, check, schema, kit.outputPath()});
    QVERIFY(process.waitForFinished(60'000));
    QVERIFY2(process.exitCode() == 0, process.readAll().constData());
}

void TestShellKit::aStopKeepsWhatWasDone()
{
    const ProbeHint smtp{ProbeProtocol::Smtp, ProbeTls::IfOffered, {}, {}};
    ReachabilityPlan plan = planOf({smtp, Transport::Tcp, closedPort()});
    const TalkingServer mute({});
    plan.checks.push_back(planOf({smtp, Transport::Tcp, mute.serverPort()}).checks.front());
    plan.checks.back().key += u" more"_s;
    QTemporaryDir folder;
    QVERIFY(writeKitFiles(kitFor(plan).files, folder.path()) && QDir(folder.path()).mkdir(u"tmp"_s));
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TMPDIR"_s, folder.filePath(u"tmp"_s));
    process.setProcessEnvironment(environment);
    const QString output = folder.filePath(u"stopped.portolan-results"_s);
    process.start(u"sh"_s, {folder.filePath(u"a/portolan-kit.sh"_s), u"-o"_s, output});
    QTRY_VERIFY_WITH_TIMEOUT(mute.connections() > 0, 60'000);
    process.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 60'000);
    QCOMPARE(process.exitCode(), 1);
    const Result<ReachabilityResults> results = loadResults(output);
    QVERIFY2(results, results ? "" : qPrintable(toText(results.error())));
    QVERIFY(results->runs[0].finishedAt.isNull());
    QCOMPARE(results->runs[0].targets.size(), 1);
    QCOMPARE(results->runs[0].targets[0].key, u"b the one"_s);
    QVERIFY(QDir(folder.filePath(u"tmp"_s)).isEmpty());
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestShellKit)
#include "tst_shellkit.moc"
