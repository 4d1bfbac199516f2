// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "recorded.h"
#include "replay.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

using Next = Conversation::Turn::Next;

QByteArray bytes(const char *hexadecimal)
{
    return QByteArray::fromHex(hexadecimal);
}

/// "key: value, value", one line a fact.
QStringList factsOf(const ProbeReport &report)
{
    QStringList lines;
    for (const ProbeFact &fact : report.facts)
        lines << u"%1: %2"_s.arg(fact.key, fact.values.join(u", "));
    return lines;
}

QByteArray withSize(const QByteArray &message, int prefix)
{
    QByteArray size(prefix, '\0');
    size[prefix - 1] = char(message.size() & 0xFF);
    size[prefix - 2] = char(message.size() >> 8);
    return size + message;
}

/// With the number of the call in its place.
QByteArray rpcCall(const char *hexadecimal, char call)
{
    QByteArray result = bytes(hexadecimal);
    result[12] = call;
    return result;
}

const RpcInterface kNetlogon{QUuid(u"12345678-1234-abcd-ef00-01234567cffb"_s), 1, 0, u"Netlogon"_s};

// One entry, annotated "mgmt", with the tower of the record (port c000); the handle says that there is no more.
constexpr char kListing[] = "0500020310000000b800000002000000a00000000000000000000000000000000000000000000000"
                            "00000000010000003200000000000000010000000000000000000000000000000000000001000000"
                            "00000000050000006d676d74000000004b0000004b000000050013000d785634123412cdabef0001"
                            "234567cffb01000200000013000d045d888aeb1cc9119fe808002b10486002000200000001000b02"
                            "0000000100070200c0000100090400000000000000000000";

} // namespace

/// Each protocol against what real servers answered, or what its RFC says they may.
class TestConversations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAreUnderstood_data();
    void answersAreUnderstood();
    void requestsAreThoseThatServersWereSeenToAnswer_data();
    void requestsAreThoseThatServersWereSeenToAnswer();
    void linesOfMail_data();
    void linesOfMail();
    void headIsFollowedByGetWhereItIsNotKnown();
    void pathsAndNamesCannotBreakOutOfARequest();
    void namesInRequestsAreThoseOfThePlan();
    void sipSaysWhatItIsSentOver();
    void mapperLeadsToTheServiceItself();
    void mapperListsWhatNobodyAskedForByName();
    void namesThatServicesGiveThemselvesAreCleaned();
    void portThatTheMapperHandsOutIsNotReachable();
    void portThatTheMapperHandsOutIsSomebodyElses();
    void portThatHangsKeepsNobodyFromTheNext();
    void mapperThatHangsHasNowhereToGo();
    void mapperSaysWhichFaultItHad();
    void serviceThatTheMapperDoesNotKnowHasNoPort();
    void cutAnswersAskForTcp();
    void otherPeoplesDatagramsAreOverheard_data();
    void otherPeoplesDatagramsAreOverheard();
    void datagramsOfOthersAloneAreNoAnswer();
};

void TestConversations::answersAreUnderstood_data()
{
    QTest::addColumn<ProbeRequest>("request");
    QTest::addColumn<QList<QByteArray>>("answers");
    QTest::addColumn<QStringList>("facts");
    using Answers = QList<QByteArray>;
    using enum ProbeProtocol;

    QTest::newRow("SMTP: an offer changes in TLS")
        << requestFor(Smtp, ProbeTls::IfOffered)
        << Answers{"220 mx.contoso.test ESMTP ready\r\n",
                   "250-mx.contoso.test Hello\r\n250-SIZE 10485760\r\n250-STARTTLS\r\n250-X-ANONYMOUSTLS\r\n250-AUTH "
                   "NTLM\r\n250 X-EXPS GSSAPI NTLM\r\n",
                   "220 2.0.0 go ahead\r\n", "250-mx.contoso.test Hello\r\n250-AUTH NTLM LOGIN\r\n250 CHUNKING\r\n"}
        << QStringList{u"banner: 220 mx.contoso.test ESMTP ready"_s,
                       u"host: mx.contoso.test"_s,
                       u"offers: SIZE 10485760, STARTTLS, X-ANONYMOUSTLS, AUTH NTLM, X-EXPS GSSAPI NTLM"_s,
                       u"auth: NTLM"_s,
                       u"starttls: offered"_s,
                       u"offers-in-tls: AUTH NTLM LOGIN, CHUNKING"_s,
                       u"auth-in-tls: NTLM, LOGIN"_s};
    QTest::newRow("SMTP: not now") << requestFor(Smtp) << Answers{"421 4.3.2 Service not available\r\n"}
                                   << QStringList{u"banner: 421 4.3.2 Service not available"_s,
                                                  u"refusal: 421 4.3.2 Service not available"_s};
    QTest::newRow("SMTP: not for this machine")
        << requestFor(Smtp) << Answers{"554-mx.contoso.test\r\n554 No SMTP service here\r\n"}
        << QStringList{u"banner: 554-mx.contoso.test"_s, u"refusal: 554 No SMTP service here"_s};
    QTest::newRow("SMTP: a code and no text")
        << requestFor(Smtp) << Answers{"421\r\n"} << QStringList{u"banner: 421"_s, u"refusal: 421 "_s};
    QTest::newRow("SMTP: STARTTLS is offered and refused")
        << requestFor(Smtp, ProbeTls::IfOffered)
        << Answers{"220-mx one\n220 two\n", "250-mx\r\n250 STARTTLS\r\n", "454 4.7.0 TLS not available\r\n"}
        << QStringList{u"banner: 220-mx one"_s, u"host: mx"_s, u"offers: STARTTLS"_s, u"auth: "_s,
                       u"starttls: refused"_s};
    QTest::newRow("POP3") << requestFor(Pop3, ProbeTls::IfOffered)
                          << Answers{"+OK ready\r\n", "+OK\r\nTOP\r\nSTLS\r\nSASL NTLM\r\n.\r\n", "+OK begin\r\n",
                                     "+OK\r\nUSER\r\nSASL NTLM PLAIN\r\n.\r\n"}
                          << QStringList{u"banner: +OK ready"_s,
                                         u"offers: TOP, STLS, SASL NTLM"_s,
                                         u"auth: NTLM"_s,
                                         u"starttls: offered"_s,
                                         u"offers-in-tls: USER, SASL NTLM PLAIN"_s,
                                         u"auth-in-tls: USER, NTLM, PLAIN"_s};
    QTest::newRow("POP3 without CAPA") << requestFor(Pop3) << Answers{"+OK\r\n", "-ERR unknown\r\n"}
                                       << QStringList{u"banner: +OK"_s, u"offers: "_s, u"auth: "_s,
                                                      u"starttls: absent"_s};
    QTest::newRow("IMAP4") << requestFor(Imap4, ProbeTls::IfOffered)
                           << Answers{"* OK ready\r\n",
                                      "* CAPABILITY IMAP4rev1 LOGINDISABLED STARTTLS AUTH=NTLM\r\na1 OK done\r\n",
                                      "a2 OK begin\r\n", "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na3 OK done\r\n"}
                           << QStringList{u"banner: * OK ready"_s,
                                          u"offers: IMAP4REV1, LOGINDISABLED, STARTTLS, AUTH=NTLM"_s,
                                          u"auth: NTLM"_s,
                                          u"starttls: offered"_s,
                                          u"offers-in-tls: IMAP4REV1, AUTH=PLAIN"_s,
                                          u"auth-in-tls: PLAIN, LOGIN"_s};
    QTest::newRow("IMAP4: one word for the command and for the mechanism")
        << requestFor(Imap4) << Answers{"* OK ready\r\n", "* CAPABILITY IMAP4rev1 AUTH=LOGIN\r\na1 OK done\r\n"}
        << QStringList{u"banner: * OK ready"_s, u"offers: IMAP4REV1, AUTH=LOGIN"_s, u"auth: LOGIN"_s,
                       u"starttls: absent"_s};
    QTest::newRow("IMAP4: good-bye") << requestFor(Imap4) << Answers{"* BYE Connection refused\r\n"}
                                     << QStringList{u"banner: * BYE Connection refused"_s,
                                                    u"refusal: * BYE Connection refused"_s};
    QTest::newRow("HTTPS: who may come in, in several headers")
        << requestFor(Http, ProbeTls::First)
        << Answers{"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 Unauthorized\r\nServer: Web/7.5\r\nWWW-Authenticate: "
                   "Negotiate, NTLM\r\nwww-authenticate: Basic realm=\"a, b\", charset=\"UTF-8\"\r\n\r\n"}
        << QStringList{u"status: 401 Unauthorized"_s, u"server: Web/7.5"_s, u"auth-in-tls: Negotiate, NTLM, Basic"_s};
    QTest::newRow("HTTP: elsewhere") << requestFor(Http)
                                     << Answers{"HTTP/1.0 302 Found\r\nLocation: https://host/logon\r\n\r\n"}
                                     << QStringList{u"status: 302 Found"_s, u"location: https://host/logon"_s,
                                                    u"auth: "_s};
    QTest::newRow("HTTP: not for us") << requestFor(Http) << Answers{"HTTP/1.1 403 Forbidden\r\n\r\n"}
                                      << QStringList{u"status: 403 Forbidden"_s, u"refusal: 403 Forbidden"_s,
                                                     u"auth: "_s};
    const QStringList rootFacts{u"auth: GSS-SPNEGO, GSSAPI, NTLM"_s,
                                u"host: pfdc1.contoso.test"_s,
                                u"domain: contoso.test"_s,
                                u"site: Default-First-Site-Name"_s,
                                u"server-time: 2026-11-23T07:56:29Z"_s,
                                u"clock-skew: 29"_s,
                                u"directory: active-directory, gc, synchronized"_s,
                                u"offers: 1.2.840.113556.1.4.800, 1.2.840.113556.1.4.1670, 1.2.840.113556.1.4.1791, "
                                "1.2.840.113556.1.4.1935, 1.2.840.113556.1.4.2080"_s};
    QTest::newRow("LDAP") << requestFor(Ldap) << Answers{bytes(recorded::kLdapAnswer)} << rootFacts;
    QTest::newRow("LDAP and StartTLS") << requestFor(Ldap, ProbeTls::IfOffered)
                                       << Answers{bytes(recorded::kLdapAnswer), bytes(recorded::kStartTlsAnswer)}
                                       << rootFacts + QStringList{u"starttls: offered"_s};
    QTest::newRow("LDAP: nothing for strangers")
        << requestFor(Ldap) << Answers{bytes("30840000000c02010165070a010104000400")} << QStringList{u"refusal: 1"_s};
    QTest::newRow("CLDAP") << requestFor(Cldap, ProbeTls::None, Transport::Udp)
                           << Answers{bytes(recorded::kCldapAnswer)}
                           << QStringList{u"host: pfdc1.contoso.test"_s, u"domain: contoso.test"_s,
                                          u"site: Default-First-Site-Name"_s, u"client-site: Default-First-Site-Name"_s,
                                          u"directory: primary, gc, kdc, time-server, closest, writable"_s};
    QByteArray dns = bytes(recorded::kDnsAnswer);
    dns[1] = 0x34;
    QTest::newRow("DNS over UDP") << requestFor(Dns, ProbeTls::None, Transport::Udp) << Answers{dns}
                                  << QStringList{u"status: NOERROR"_s, u"targets: pfdc1.contoso.test:389"_s};
    QTest::newRow("DNS over TCP") << requestFor(Dns) << Answers{withSize(dns, 2)}
                                  << QStringList{u"status: NOERROR"_s, u"targets: pfdc1.contoso.test:389"_s};
    QTest::newRow("DNS without a domain") << requestFor(Dns) << Answers{withSize(bytes(recorded::kRootDnsAnswer), 2)}
                                          << QStringList{u"status: FORMERR"_s};
    const QStringList kdc{u"status: KDC_ERR_C_PRINCIPAL_UNKNOWN"_s, u"domain: CONTOSO.TEST"_s,
                          u"server-time: 2026-11-23T07:56:29Z"_s, u"clock-skew: 29"_s};
    const QByteArray kerberos = bytes(recorded::kKerberosAnswer);
    QTest::newRow("Kerberos over UDP") << requestFor(Kerberos, ProbeTls::None, Transport::Udp) << Answers{kerberos}
                                       << kdc;
    QTest::newRow("Kerberos over TCP") << requestFor(Kerberos) << Answers{withSize(kerberos, 4)} << kdc;
    // SystemTime is 0x01dd7b2058585502, in units of 100 ns since 1601.
    QTest::newRow("SMB2") << requestFor(Smb2) << Answers{withSize(bytes(recorded::kSmbAnswer), 4)}
                          << QStringList{u"dialect: 3.0.2"_s, u"signing: required"_s, u"auth: Kerberos, NTLM"_s,
                                         u"server-time: 2026-11-23T07:57:54Z"_s, u"clock-skew: 114"_s};
    QTest::newRow("RPC over HTTP") << requestFor(RpcOverHttp) << Answers{"ncacn_http/1.0"}
                                   << QStringList{u"banner: ncacn_http/1.0"_s};
    QTest::newRow("SIP") << requestFor(Sip)
                         << Answers{"SIP/2.0 100 Trying\r\n\r\nSIP/2.0 403 Forbidden\r\nServer: x/1\r\nAllow: INVITE, "
                                    "BYE\r\n\r\n"}
                         << QStringList{u"status: 403 Forbidden"_s, u"refusal: 403 Forbidden"_s, u"server: x/1"_s,
                                        u"offers: INVITE, BYE"_s, u"auth: "_s};
    QTest::newRow("net.tcp: authentication is offered")
        << requestFor(NetTcp) << Answers{bytes("0a")}
        << QStringList{u"status: upgrade-response"_s, u"auth: Negotiate"_s};
    const QByteArray fault = "http://schemas.microsoft.com/ws/2006/05/framing/faults/EndpointNotFound";
    QTest::newRow("net.tcp: nothing of that name")
        << requestFor(NetTcp) << Answers{char(8) + QByteArray(1, char(fault.size())) + fault}
        << QStringList{u"refusal: EndpointNotFound"_s};
}

void TestConversations::answersAreUnderstood()
{
    QFETCH(ProbeRequest, request);
    QFETCH(QList<QByteArray>, answers);
    QFETCH(QStringList, facts);
    const Replayed whole = replay(request, answers);
    QCOMPARE(factsOf(whole.report).join(u'\n'), facts.join(u'\n'));
    QVERIFY(whole.report.spoke);
    if (request.transport == Transport::Udp)
        return;
    const Replayed inBytes = replay(request, answers, Pieces::Bytes);
    QVERIFY(inBytes.report == whole.report);
    QCOMPARE(inBytes.sent, whole.sent);
}

void TestConversations::requestsAreThoseThatServersWereSeenToAnswer_data()
{
    QTest::addColumn<ProbeRequest>("request");
    QTest::addColumn<QByteArray>("bytes");
    using enum ProbeProtocol;
    const auto unnamed = [](ProbeRequest request) {
        request.domain.clear();
        return request;
    };
    const auto udp = [](ProbeProtocol protocol) { return requestFor(protocol, ProbeTls::None, Transport::Udp); };
    QByteArray dns = bytes(recorded::kDnsRequest);
    dns[1] = 0x34;
    QTest::newRow("LDAP") << requestFor(Ldap) << bytes(recorded::kLdapRequest);
    QTest::newRow("CLDAP") << udp(Cldap) << bytes(recorded::kCldapRequest);
    QTest::newRow("CLDAP, domain not known") << unnamed(udp(Cldap)) << bytes(recorded::kCldapShortRequest);
    QTest::newRow("DNS") << udp(Dns) << dns;
    QTest::newRow("DNS over TCP") << requestFor(Dns) << withSize(dns, 2);
    QTest::newRow("DNS, domain not known") << unnamed(udp(Dns)) << bytes(recorded::kRootDnsRequest);
    QTest::newRow("Kerberos") << udp(Kerberos) << bytes(recorded::kKerberosRequest);
    QTest::newRow("Kerberos over TCP") << requestFor(Kerberos) << withSize(bytes(recorded::kKerberosRequest), 4);
    QTest::newRow("endpoint mapper") << requestFor(EndpointMapper) << bytes(recorded::kBindRequest);
    QTest::newRow("SMB2") << requestFor(Smb2) << bytes(recorded::kSmbRequest);
    ProbeRequest netTcp = requestFor(NetTcp);
    netTcp.port = 808;
    netTcp.host = u"h"_s;
    netTcp.hint.path = u"/S"_s;
    QTest::newRow("net.tcp") << netTcp
                             << QByteArray("\0\1\0\1\2\2\x0dnet.tcp://h/S\3\x08\x09\x15"
                                           "application/negotiate",
                                           7 + 13 + 4 + 21);
}

void TestConversations::requestsAreThoseThatServersWereSeenToAnswer()
{
    QFETCH(ProbeRequest, request);
    QFETCH(QByteArray, bytes);
    QCOMPARE(replay(request, {}).sent.value(0).toHex(), bytes.toHex());
}

void TestConversations::linesOfMail_data()
{
    QTest::addColumn<ProbeRequest>("request");
    QTest::addColumn<QList<QByteArray>>("answers");
    QTest::addColumn<QList<QByteArray>>("sent");
    QTest::newRow("SMTP") << requestFor(ProbeProtocol::Smtp, ProbeTls::IfOffered)
                          << QList<QByteArray>{"220 mx\r\n", "250-mx\r\n250 STARTTLS\r\n", "220 go\r\n", "250 mx\r\n"}
                          << QList<QByteArray>{"EHLO me.contoso.test\r\n", "STARTTLS\r\n", "EHLO me.contoso.test\r\n",
                                               "QUIT\r\n"};
    QTest::newRow("POP3") << requestFor(ProbeProtocol::Pop3, ProbeTls::IfOffered)
                          << QList<QByteArray>{"+OK\r\n", "+OK\r\nSTLS\r\n.\r\n", "+OK\r\n", "+OK\r\n.\r\n"}
                          << QList<QByteArray>{"CAPA\r\n", "STLS\r\n", "CAPA\r\n", "QUIT\r\n"};
    QTest::newRow("IMAP4") << requestFor(ProbeProtocol::Imap4, ProbeTls::IfOffered)
                           << QList<QByteArray>{"* OK\r\n", "* CAPABILITY STARTTLS\r\na1 OK\r\n", "a2 OK\r\n",
                                                "a3 OK\r\n"}
                           << QList<QByteArray>{"a1 CAPABILITY\r\n", "a2 STARTTLS\r\n", "a3 CAPABILITY\r\n",
                                                "a9 LOGOUT\r\n"};
    QTest::newRow("LDAP") << requestFor(ProbeProtocol::Ldap, ProbeTls::IfOffered)
                          << QList<QByteArray>{bytes(recorded::kLdapAnswer), bytes("300c02010278070a013404000400")}
                          << QList<QByteArray>{bytes(recorded::kLdapRequest), bytes(recorded::kStartTlsRequest),
                                               bytes("30050201034200")};
}

void TestConversations::linesOfMail()
{
    QFETCH(ProbeRequest, request);
    QFETCH(QList<QByteArray>, answers);
    QTEST(replay(request, answers).sent, "sent");
}

void TestConversations::headIsFollowedByGetWhereItIsNotKnown()
{
    const QByteArray notAllowed = "HTTP/1.1 405 Method Not Allowed\r\n\r\n";
    const Replayed same =
        replay(requestFor(ProbeProtocol::Http), {notAllowed, "HTTP/1.1 200 OK\r\nServer: x\r\n\r\nbody"});
    QVERIFY(same.sent.value(0).startsWith("HEAD / HTTP/1.1\r\nHost: host.contoso.test:1234\r\n"));
    QVERIFY(same.sent.value(1).startsWith("GET / HTTP/1.1\r\n"));
    QCOMPARE(factsOf(same.report).value(0), u"status: 200 OK"_s);

    const QByteArray closing = "HTTP/1.1 501 No\r\nConnection: close\r\n\r\n";
    const Replayed again = replay(requestFor(ProbeProtocol::Http), {closing, "HTTP/1.1 200 OK\r\n\r\n"});
    QCOMPARE(again.ports, QList<quint16>{1234});
    QCOMPARE(factsOf(again.report).value(0), u"status: 200 OK"_s);

    // HTTP/1.0 closes unless it says that it does not (RFC 9112 section 9.3).
    const Replayed old =
        replay(requestFor(ProbeProtocol::Http), {"HTTP/1.0 501 Unsupported method\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n"});
    QCOMPARE(old.ports, QList<quint16>{1234});
    QCOMPARE(factsOf(old.report).value(0), u"status: 200 OK"_s);

    const Replayed silent = replay(requestFor(ProbeProtocol::Http), {closing, QByteArray()});
    QCOMPARE(factsOf(silent.report).value(0), u"status: 501 No"_s);
}

void TestConversations::pathsAndNamesCannotBreakOutOfARequest()
{
    for (const ProbeProtocol protocol : {ProbeProtocol::Http, ProbeProtocol::Sip}) {
        ProbeRequest request = requestFor(protocol);
        const qsizetype lines = replay(request, {}).sent.value(0).count('\n');
        request.hint.path = u"/a b\r\nX: y"_s;
        request.host = u"h\r\nX: y"_s;
        request.ownName = u"me\r\nX: y"_s;
        QCOMPARE(replay(request, {}).sent.value(0).count('\n'), lines);
    }
}

void TestConversations::namesInRequestsAreThoseOfThePlan()
{
    // Not host names by RFC 952, and there all the same in many networks; and one that RFC 3492 writes otherwise.
    ProbeRequest request = requestFor(ProbeProtocol::Http);
    request.host = u"ex_01.contoso.test"_s;
    QVERIFY(replay(request, {}).sent.value(0).contains("\r\nHost: ex_01.contoso.test:1234\r\n"));
    request.host = u"bücher.example"_s;
    QVERIFY(replay(request, {}).sent.value(0).contains("\r\nHost: xn--bcher-kva.example:1234\r\n"));

    for (const ProbeProtocol protocol : {ProbeProtocol::Cldap, ProbeProtocol::Dns, ProbeProtocol::Kerberos}) {
        ProbeRequest question = requestFor(protocol, ProbeTls::None, Transport::Udp);
        question.domain = u"my_ad.test"_s;
        QVERIFY(replay(question, {}).sent.value(0).toLower().contains("my_ad"));
    }
}

void TestConversations::sipSaysWhatItIsSentOver()
{
    const auto via = [](ProbeTls tls, Transport transport) {
        return QString::fromLatin1(
            replay(requestFor(ProbeProtocol::Sip, tls, transport), {}).sent.value(0).split('\n')[1]);
    };
    QVERIFY(via(ProbeTls::None, Transport::Tcp).startsWith(u"Via: SIP/2.0/TCP me.contoso.test;branch=z9hG4bK"));
    QVERIFY(via(ProbeTls::First, Transport::Tcp).startsWith(u"Via: SIP/2.0/TLS "));
    QVERIFY(via(ProbeTls::None, Transport::Udp).startsWith(u"Via: SIP/2.0/UDP "));
}

void TestConversations::mapperLeadsToTheServiceItself()
{
    ProbeRequest request = requestFor(ProbeProtocol::EndpointMapper);
    request.hint.interfaces = {kNetlogon};
    const QList<QByteArray> answers{bytes(recorded::kBindAnswer), rpcCall(recorded::kMapAnswer, 2),
                                    bytes(recorded::kBindAnswer)};
    const Replayed result = replay(request, answers);
    QCOMPARE(result.sent.value(1).toHex(), rpcCall(recorded::kMapRequest, 2).toHex());
    QCOMPARE(result.ports, QList<quint16>{49152}); // c000 in the tower
    // The record asks another port for the same interface.
    QCOMPARE(result.sent.value(2).toHex(), bytes(recorded::kOtherServiceRequest).toHex());
    QCOMPARE(result.report.endpoints, (QList<EndpointReport>{{u"Netlogon"_s, 49152, ProbeResult::Open, true}}));
    QCOMPARE(factsOf(result.report), QStringList{u"endpoint: Netlogon 49152"_s});
    QVERIFY(replay(request, answers, Pieces::Bytes).report == result.report);
}

void TestConversations::mapperListsWhatNobodyAskedForByName()
{
    const Replayed result = replay(requestFor(ProbeProtocol::EndpointMapper),
                                   {bytes(recorded::kBindAnswer), bytes(kListing), bytes(recorded::kBindAnswer)});
    QCOMPARE(result.sent.value(1).toHex(), bytes(recorded::kLookupRequest).toHex());
    QCOMPARE(result.ports, QList<quint16>{49152});
    QCOMPARE(result.report.endpoints, (QList<EndpointReport>{{u"mgmt"_s, 49152, ProbeResult::Open, true}}));
    QCOMPARE(factsOf(result.report), QStringList{u"endpoint: mgmt 49152"_s});
}

void TestConversations::namesThatServicesGiveThemselvesAreCleaned()
{
    const QByteArray hostile = bytes(kListing).replace("mgmt", "\x1b[m\n");
    QVERIFY(hostile != bytes(kListing));
    const Replayed result = replay(requestFor(ProbeProtocol::EndpointMapper),
                                   {bytes(recorded::kBindAnswer), hostile, bytes(recorded::kBindAnswer)});
    QCOMPARE(result.report.endpoints, (QList<EndpointReport>{{u"[m"_s, 49152, ProbeResult::Open, true}}));
    QCOMPARE(result.report.fact(factkey::kEndpoint), QStringList{u"[m 49152"_s});
}

void TestConversations::portThatTheMapperHandsOutIsNotReachable()
{
    ProbeRequest request = requestFor(ProbeProtocol::EndpointMapper);
    request.hint.interfaces = {kNetlogon};
    const Replayed result =
        replay(request, {bytes(recorded::kBindAnswer), rpcCall(recorded::kMapAnswer, 2), QByteArray()});
    QVERIFY(result.report.spoke);
    QCOMPARE(result.report.endpoints, (QList<EndpointReport>{{u"Netlogon"_s, 49152, ProbeResult::NoAnswer, false}}));
}

void TestConversations::portThatTheMapperHandsOutIsSomebodyElses()
{
    ProbeRequest request = requestFor(ProbeProtocol::EndpointMapper);
    request.hint.interfaces = {kNetlogon, kNetlogon};
    const Replayed result =
        replay(request,
               {bytes(recorded::kBindAnswer), rpcCall(recorded::kMapAnswer, 2), rpcCall(recorded::kMapAnswer, 3),
                "SSH-2.0-x\r\n", bytes(recorded::kOtherServiceAnswer)});
    const EndpointReport wrong{u"Netlogon"_s, 49152, ProbeResult::Open, false};
    QCOMPARE(result.report.endpoints, (QList<EndpointReport>{wrong, wrong}));
}

void TestConversations::portThatHangsKeepsNobodyFromTheNext()
{
    ProbeRequest request = requestFor(ProbeProtocol::EndpointMapper);
    request.hint.interfaces = {kNetlogon, kNetlogon, kNetlogon};
    const QList<QByteArray> mapped{bytes(recorded::kBindAnswer), rpcCall(recorded::kMapAnswer, 2),
                                   rpcCall(recorded::kMapAnswer, 3), rpcCall(recorded::kMapAnswer, 4)};
    const EndpointReport right{u"Netlogon"_s, 49152, ProbeResult::Open, true};
    const EndpointReport hanging{u"Netlogon"_s, 49152, ProbeResult::Open, false};
    const QByteArray bound = bytes(recorded::kBindAnswer);
    QCOMPARE(replay(request, mapped + QList<QByteArray>{bound, kCut, bound}).report.endpoints,
             (QList<EndpointReport>{right, hanging, right}));
    // What the one that was cut began to say is not taken for the beginning of what the next one says.
    QCOMPARE(replay(request, mapped + QList<QByteArray>{bound.first(20), kCut, bound, kCut}).report.endpoints,
             (QList<EndpointReport>{hanging, right, hanging}));
}

void TestConversations::mapperThatHangsHasNowhereToGo()
{
    ProbeRequest request = requestFor(ProbeProtocol::EndpointMapper);
    request.hint.interfaces = {kNetlogon, kNetlogon};
    const QList<QByteArray> answers{bytes(recorded::kBindAnswer), rpcCall(recorded::kMapAnswer, 2), kCut};
    const Replayed result = replay(request, answers);
    QVERIFY(result.report.spoke);
    QVERIFY(result.ports.isEmpty());
    QVERIFY(result.report.endpoints.isEmpty());
}

void TestConversations::mapperSaysWhichFaultItHad()
{
    ProbeRequest request = requestFor(ProbeProtocol::EndpointMapper);
    request.hint.interfaces = {kNetlogon};
    const auto fault = [](const char *status) {
        return bytes("0500030310000000200000000200000020000000") + bytes("00000000") + bytes(status)
            + bytes("00000000");
    };
    const Replayed denied = replay(request, {bytes(recorded::kBindAnswer), fault("05000000")});
    QCOMPARE(factsOf(denied.report),
             (QStringList{u"status: fault 0x00000005"_s, u"refusal: The endpoint mapper tells strangers nothing."_s}));
    const Replayed ill = replay(request, {bytes(recorded::kBindAnswer), fault("1a00001c")});
    QCOMPARE(ill.report.fact(factkey::kStatus), QStringList{u"fault 0x1c00001a"_s});
    QVERIFY(ill.report.fact(factkey::kRefusal) != denied.report.fact(factkey::kRefusal));
}

void TestConversations::serviceThatTheMapperDoesNotKnowHasNoPort()
{
    ProbeRequest request = requestFor(ProbeProtocol::EndpointMapper);
    request.hint.interfaces = {kNetlogon};
    // No tower, and that the interface is not registered.
    QByteArray none = bytes("05000203100000004400000002000000") + bytes("2c00000000000000") + QByteArray(20, '\0')
        + bytes("00000000") + bytes("040000000000000000000000") + bytes("d6a0c916");
    none[8] = char(none.size());
    QByteArray zero = rpcCall(recorded::kMapAnswer, 2); // a tower whose port is none
    zero.replace(bytes("070200c000"), bytes("0702000000"));
    QVERIFY(zero != rpcCall(recorded::kMapAnswer, 2));
    for (const QByteArray &answer : {none, zero}) {
        const Replayed result = replay(request, {bytes(recorded::kBindAnswer), answer});
        QCOMPARE(result.report.endpoints, (QList<EndpointReport>{{u"Netlogon"_s, 0, ProbeResult::CannotTell, false}}));
        QVERIFY2(result.report.detail.contains(u"does not know Netlogon"), qPrintable(result.report.detail));
        QVERIFY(result.ports.isEmpty());
    }
}

void TestConversations::cutAnswersAskForTcp()
{
    // Flag TC of RFC 1035, 4.1.1.
    QVERIFY(replay(requestFor(ProbeProtocol::Dns, ProbeTls::None, Transport::Udp), {bytes("123486000001000000000000")})
                .wantsTcp);
    QByteArray tooBig = bytes(recorded::kKerberosAnswer);
    const qsizetype code = tooBig.indexOf(bytes("a603020106"));
    QVERIFY(code > 0);
    tooBig[code + 4] = 52; // RFC 4120, 7.2.1
    QVERIFY(replay(requestFor(ProbeProtocol::Kerberos, ProbeTls::None, Transport::Udp), {tooBig}).wantsTcp);
}

void TestConversations::otherPeoplesDatagramsAreOverheard_data()
{
    QTest::addColumn<ProbeProtocol>("protocol");
    QTest::addColumn<QByteArray>("foreign");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("fact");
    using enum ProbeProtocol;
    const QByteArray dns = bytes("123480050001000000000000");
    QTest::newRow("DNS: another id") << Dns << bytes("999980000001000000000000") << dns << u"status: REFUSED"_s;
    QTest::newRow("DNS: a question") << Dns << bytes("123400000001000000000000") << dns << u"status: REFUSED"_s;
    QTest::newRow("DNS: empty") << Dns << QByteArray("") << dns << u"status: REFUSED"_s;
    const QByteArray cldap = bytes(recorded::kCldapAnswer);
    QByteArray other = cldap; // with the id of another message: behind the tag and size of the whole and of the id
    other[4] = 2;
    const QString host = u"host: pfdc1.contoso.test"_s;
    QTest::newRow("CLDAP: another id") << Cldap << other << cldap << host;
    QTest::newRow("CLDAP: another message") << Cldap << bytes("300c02010178070a010004000400") << cldap << host;
    QTest::newRow("CLDAP: garbage") << Cldap << QByteArray("garbage") << cldap << host;
    QTest::newRow("CLDAP: empty") << Cldap << QByteArray("") << cldap << host;
    const QByteArray kerberos = bytes(recorded::kKerberosAnswer);
    const QString unknown = u"status: KDC_ERR_C_PRINCIPAL_UNKNOWN"_s;
    QTest::newRow("Kerberos: garbage") << Kerberos << QByteArray("garbage") << kerberos << unknown;
    QTest::newRow("Kerberos: an error without a code") << Kerberos << bytes("7e0430020500") << kerberos << unknown;
    const QByteArray sip = "SIP/2.0 200 OK\r\nServer: x/1\r\n\r\n";
    QTest::newRow("SIP: lines of garbage") << Sip << QByteArray("garbage\r\n\r\n") << sip << u"status: 200 OK"_s;
    QTest::newRow("SIP: garbage") << Sip << QByteArray("garbage") << sip << u"status: 200 OK"_s;
}

void TestConversations::otherPeoplesDatagramsAreOverheard()
{
    QFETCH(ProbeProtocol, protocol);
    QFETCH(QByteArray, foreign);
    QFETCH(QByteArray, answer);
    QFETCH(QString, fact);
    const ProbeRequest request = requestFor(protocol, ProbeTls::None, Transport::Udp);
    const Replayed both = replay(request, {foreign, answer});
    QCOMPARE(factsOf(both.report).value(0), fact);
    QVERIFY(both.report == replay(request, {answer}).report);
}

void TestConversations::datagramsOfOthersAloneAreNoAnswer()
{
    for (const ProbeProtocol protocol : {ProbeProtocol::Dns, ProbeProtocol::Cldap, ProbeProtocol::Kerberos}) {
        const Replayed result = replay(requestFor(protocol, ProbeTls::None, Transport::Udp), {"garbage", "other"});
        QVERIFY(!result.report.spoke);
        QVERIFY2(result.report.detail.contains(u"other"), qPrintable(result.report.detail));
    }
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestConversations)
#include "tst_conversations.moc"
