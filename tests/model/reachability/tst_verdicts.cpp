// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/verdicts.h"

#include "model/reachability/verdictrules.h"

#include "tests/support/topologydsl.h"

#include <QTest>

#include <functional>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

/// A port as the plan has it, and what was seen there; rules are told by changing one that works.
struct Case {
    PortExpectation expected;
    ProbeReport report;
};
using Change = std::function<void(Case &)>;

void setFact(ProbeReport &report, const char16_t *key, const QStringList &values)
{
    report.facts.append({QStringView(key).toString(), values});
}

TlsFacts goodTls()
{
    TlsFacts tls;
    tls.protocol = u"TLS 1.2"_s;
    tls.cipher = u"ECDHE-RSA-AES256-GCM-SHA384"_s;
    return tls;
}

Case caseOf(ProbeProtocol protocol, ProbeTls tls, quint16 port)
{
    Case result;
    result.expected.hint.protocol = protocol;
    result.expected.hint.tls = tls;
    result.expected.port = port;
    result.expected.server = u"SRV"_s;
    result.expected.encryption = tls == ProbeTls::None ? Encryption::None : Encryption::Encrypted;
    result.report.result = ProbeResult::Open;
    result.report.spoke = true;
    if (tls == ProbeTls::First)
        result.report.tls = goodTls();
    return result;
}

Case smtp()
{
    Case result = caseOf(ProbeProtocol::Smtp, ProbeTls::IfOffered, 25);
    result.report.tls = goodTls();
    setFact(result.report, factkey::kStartTls, {u"offered"_s});
    return result;
}

Case smtpWithoutTls(const QString &startTls)
{
    Case result = smtp();
    result.report.tls.reset();
    result.report.facts.clear();
    setFact(result.report, factkey::kStartTls, {startTls});
    return result;
}

Case https()
{
    Case result = caseOf(ProbeProtocol::Http, ProbeTls::First, 443);
    result.expected.hint.path = u"/owner/"_s;
    result.expected.isFromClient = true;
    result.expected.authentication = {u"basic"_s};
    setFact(result.report, factkey::kStatus, {u"401 Unauthorized"_s});
    setFact(result.report, factkey::kAuthInTls, {u"Basic realm=\"x\""_s, u"NTLM"_s});
    return result;
}

Case httpsWith(const QString &status)
{
    Case result = https();
    result.report.facts.first().values = {status};
    return result;
}

Case pop3()
{
    Case result = caseOf(ProbeProtocol::Pop3, ProbeTls::IfOffered, 110);
    result.report.tls = goodTls();
    setFact(result.report, factkey::kStartTls, {u"offered"_s});
    return result;
}

Case ldap(quint16 port, const QStringList &directory)
{
    Case result = caseOf(ProbeProtocol::Ldap, ProbeTls::None, port);
    result.expected.isDirectory = true;
    setFact(result.report, factkey::kDirectory, directory);
    return result;
}

Case skewed(const QString &seconds)
{
    Case result = ldap(389, {u"synchronized"_s});
    setFact(result.report, factkey::kClockSkew, {seconds});
    return result;
}

Case mapper(bool isHandedOut, const QList<EndpointReport> &endpoints)
{
    Case result = caseOf(ProbeProtocol::EndpointMapper, ProbeTls::None, 135);
    result.expected.isHandedOut = isHandedOut;
    result.report.endpoints = endpoints;
    return result;
}

Case sip(bool isFromGateway)
{
    Case result = caseOf(ProbeProtocol::Sip, ProbeTls::None, 5060);
    result.expected.isFromGateway = isFromGateway;
    return result;
}

/// It accepted the connection and said nothing; how that ended, if the evidence says.
Case saidNothing(Case value, const QString &ending)
{
    value.report.spoke = false;
    if (!ending.isEmpty())
        setFact(value.report, factkey::kEnding, {ending});
    return value;
}

/// Where TLS comes first, and wants a certificate of whoever connects: with TLS 1.2 in the handshake, else behind it.
Case wantsCertificate(ProbeProtocol protocol, TlsOutcome outcome)
{
    Case result = saidNothing(caseOf(protocol, ProbeTls::First, 5061), u"hung-up"_s);
    result.report.tls->outcome = outcome;
    result.report.tls->faults = {u"wants-certificate"_s};
    return result;
}

Case refusing(Case value, const QString &refusal, const QString &status = {})
{
    setFact(value.report, factkey::kRefusal, {refusal});
    if (!status.isEmpty())
        setFact(value.report, factkey::kStatus, {status});
    return value;
}

Case with(Case value, const Change &change)
{
    change(value);
    return value;
}

Case ended(ProbeResult result)
{
    return with(smtp(), [result](Case &c) {
        c.report = {};
        c.report.result = result;
    });
}

Case faulty(Case value, const QString &fault)
{
    value.report.tls->faults = {fault};
    return value;
}

Case handshake(TlsOutcome outcome)
{
    return with(https(), [outcome](Case &c) { c.report.tls->outcome = outcome; });
}

Case icmp(int family, int type, int code)
{
    return with(ended(ProbeResult::Unreachable), [=](Case &c) {
        c.report.icmp = IcmpError{family, type, code, u"10.9.9.9"_s};
    });
}

FlowSet builtInFlows(const char *text)
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    if (!catalog)
        qFatal("%s", qPrintable(toText(catalog.error())));
    return deriveFlows(*catalog, topologyFromText(text));
}

const QDateTime kNow(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC);

/// A run that says the same of every check of the plan.
ReachabilityRun runOf(const ReachabilityPlan &plan, int daysAgo, ProbeResult result)
{
    ReachabilityRun run;
    run.id = QString::number(daysAgo);
    run.vantage = plan.vantage;
    run.startedAt = kNow.addDays(-daysAgo);
    for (const PlannedCheck &check : plan.checks) {
        CheckedTarget target;
        target.key = check.key;
        target.destination = plan.flows.topology().servers[check.destination].id;
        target.transport = check.request.transport;
        target.port = check.request.port;
        target.protocol = check.request.hint.protocol;
        target.report.result = result;
        target.report.spoke = result == ProbeResult::Open;
        run.targets << target;
    }
    return run;
}

} // namespace

Q_DECLARE_METATYPE(Case)

class TestVerdicts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
    void aFailureSaysWhatToDo();
    void rejectionNamesWhoRejects();
    void whatTheMapperDoesNotKnowHasNoPort();
    void onlyThoseWhoWantASignInAreSaidTo();
    void whatThisMachineLacksIsSaid();
    void whatAFirewallRejectsIsMarked();
    void onlyTheVantageSpeaksForItsFlows();
    void theNewestRunOfAVantageCounts();
    void oldEvidenceIsStale();
    void whoOnlyConnectedCannotTellWhatIsBehind();
    void aNewerScanHidesNoFault();
    void portsOfAPlanKeepTheirOrder();
    void wordsOfVerdicts();
};

void TestVerdicts::judges_data()
{
    QTest::addColumn<Case>("seen");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const QByteArray &name, const Case &seen, Verdict verdict) {
        QTest::newRow(name.constData()) << seen << toString(verdict);
    };
    row("SMTP with TLS", smtp(), Verdict::Works);
    row("refused", ended(ProbeResult::Refused), Verdict::Fails);
    row("no answer", ended(ProbeResult::NoAnswer), Verdict::Fails);
    row("unreachable", ended(ProbeResult::Unreachable), Verdict::Fails);
    row("no such name", ended(ProbeResult::NameNotFound), Verdict::Fails);
    row("could not try", ended(ProbeResult::LocalFailure), Verdict::CannotTell);
    row("silence of UDP", ended(ProbeResult::CannotTell), Verdict::CannotTell);
    row("nothing to ask", ended(ProbeResult::NotProbeable), Verdict::CannotTell);
    row("another service",
        with(smtp(),
             [](Case &c) {
                 c.report.tls.reset();
                 c.report.spoke = false;
                 c.report.steps = {{ProbeStep::Kind::Received, 1, false, u"SSH-2.0"_s}};
             }),
        Verdict::Differs);
    row("a service that hangs",
        with(smtp(),
             [](Case &c) {
                 c.report.tls.reset();
                 c.report.spoke = false;
             }),
        Verdict::Differs);
    row("connect only",
        with(caseOf(ProbeProtocol::Connect, ProbeTls::None, 64327), [](Case &c) { c.report.spoke = false; }),
        Verdict::Works);

    row("no STARTTLS where it is expected", smtpWithoutTls(u"absent"_s), Verdict::Differs);
    row("STARTTLS refused", smtpWithoutTls(u"refused"_s), Verdict::Differs);
    row("STARTTLS offered, and nobody could ask within it", smtpWithoutTls(u"offered"_s), Verdict::CannotTell);
    row("STARTTLS offered and not asked, where none is expected",
        with(smtpWithoutTls(u"offered"_s), [](Case &c) { c.expected.encryption = Encryption::Optional; }),
        Verdict::Works);
    const auto silent = [](Case &c) {
        c.report.facts.clear();
        c.report.detail = u"No answer in time"_s;
    };
    row("silent before STARTTLS could be offered", with(smtpWithoutTls({}), silent), Verdict::Differs);
    row("silent where STARTTLS is optional",
        with(with(smtpWithoutTls({}), silent), [](Case &c) { c.expected.encryption = Encryption::Optional; }),
        Verdict::Works);
    row("no STARTTLS where the plan switches it off",
        with(smtpWithoutTls(u"absent"_s), [](Case &c) { c.expected.encryption = Encryption::Disabled; }),
        Verdict::Works);
    row("no STARTTLS where it is optional",
        with(smtpWithoutTls(u"absent"_s), [](Case &c) { c.expected.encryption = Encryption::Optional; }),
        Verdict::Works);
    row("passwords before TLS",
        with(smtp(),
             [](Case &c) {
                 setFact(c.report, factkey::kAuth, {u"LOGIN"_s, u"NTLM"_s});
             }),
        Verdict::Differs);
    row("passwords in TLS", with(smtp(), [](Case &c) { setFact(c.report, factkey::kAuthInTls, {u"LOGIN"_s}); }),
        Verdict::Works);
    row("USER before TLS", with(pop3(), [](Case &c) { setFact(c.report, factkey::kAuth, {u"USER"_s}); }),
        Verdict::Differs);
    row("SASL before TLS that shows no password",
        with(pop3(), [](Case &c) { setFact(c.report, factkey::kAuth, {u"NTLM"_s}); }), Verdict::Works);
    row("an offer that the plan needs is missing",
        with(https(), [](Case &c) { c.report.facts.last().values = {u"Negotiate"_s}; }), Verdict::Differs);
    row("the offer that the plan needs", https(), Verdict::Works);
    row("Negotiate where Kerberos is needed",
        with(https(),
             [](Case &c) {
                 c.expected.authentication = {u"kerberos"_s};
                 c.report.facts.last().values = {u"Negotiate"_s};
             }),
        Verdict::Works);
    row("a way of signing in that HTTP does not show",
        with(https(),
             [](Case &c) {
                 c.expected.authentication = {u"forms"_s};
                 c.report.facts.last().values = {};
             }),
        Verdict::Works);
    row("a page that asks for no password shows no offers",
        with(httpsWith(u"302 Found"_s), [](Case &c) { c.report.facts.last().values = {}; }), Verdict::Works);

    row("expired", faulty(https(), u"expired"_s), Verdict::Differs);
    row("expired between servers", faulty(smtp(), u"expired"_s), Verdict::Differs);
    row("not yet valid", faulty(https(), u"not-yet-valid"_s), Verdict::Differs);
    row("for another name", faulty(https(), u"other-name"_s), Verdict::Differs);
    row("for another name where the plan has none",
        with(faulty(https(), u"other-name"_s), [](Case &c) { c.expected.hasName = false; }), Verdict::Works);
    row("self-signed between servers", faulty(smtp(), u"self-signed"_s), Verdict::Works);
    row("self-signed for clients", faulty(https(), u"self-signed"_s), Verdict::Differs);
    row("old TLS", handshake(TlsOutcome::OldOnly), Verdict::Differs);
    row("refused the handshake", handshake(TlsOutcome::Refused), Verdict::Differs);
    row("no TLS", handshake(TlsOutcome::NotTls), Verdict::Differs);
    row("hangs up on TLS", handshake(TlsOutcome::Closed), Verdict::Differs);
    row("stalls", handshake(TlsOutcome::Stalled), Verdict::Differs);

    row("not there", httpsWith(u"404 Not Found"_s), Verdict::Differs);
    row("broken behind the door", httpsWith(u"503 Service Unavailable"_s), Verdict::Differs);
    row("forbidden", httpsWith(u"403 Forbidden"_s), Verdict::Differs);
    row("a plain port that asks for TLS",
        with(caseOf(ProbeProtocol::Http, ProbeTls::None, 80),
             [](Case &c) { setFact(c.report, factkey::kStatus, {u"403 Forbidden"_s}); }),
        Verdict::Works);
    row("a server that does not like the request", httpsWith(u"400 Bad Request"_s), Verdict::CannotTell);
    row("a server that is not called so", httpsWith(u"421 Misdirected Request"_s), Verdict::CannotTell);
    row("turned away", with(smtp(), [](Case &c) { setFact(c.report, factkey::kRefusal, {u"421 too many"_s}); }),
        Verdict::Differs);

    row("directory", ldap(389, {u"gc"_s, u"synchronized"_s}), Verdict::Works);
    row("global catalog", ldap(3268, {u"gc"_s, u"synchronized"_s}), Verdict::Works);
    row("no global catalog that is ready", ldap(3268, {u"no-gc"_s}), Verdict::Differs);
    row("no global catalog where none is asked for", ldap(389, {u"no-gc"_s}), Verdict::Works);
    row("read-only directory", ldap(389, {u"read-only"_s}), Verdict::Differs);
    row("still copying", ldap(389, {u"not-synchronized"_s}), Verdict::Differs);
    row("a directory for those who sign in", refusing(ldap(389, {}), u"50 (insufficient rights)"_s),
        Verdict::CannotTell);
    row("a directory for those who sign in, as Windows says it",
        refusing(ldap(389, {}), u"1 (000004DC: LdapErr: a successful bind must be completed)"_s), Verdict::CannotTell);
    row("a directory that is busy", refusing(ldap(389, {}), u"51 (busy)"_s), Verdict::Differs);
    row("clock 299 s off", skewed(u"299"_s), Verdict::Works);
    row("clock 300 s off", skewed(u"300"_s), Verdict::Differs);
    row("clock 300 s behind", skewed(u"-300"_s), Verdict::Differs);
    row("no clock", skewed(u"soon"_s), Verdict::Works);

    const EndpointReport good{u"Netlogon"_s, 49153, ProbeResult::Open, true};
    const EndpointReport blocked{u"Netlogon"_s, 49153, ProbeResult::NoAnswer, false};
    const EndpointReport other{u"Netlogon"_s, 49153, ProbeResult::Open, false};
    row("mapper and the port that it handed out", mapper(false, {good}), Verdict::Works);
    row("the mapper's own port, what it handed out is blocked", mapper(false, {blocked}), Verdict::Differs);
    row("the port that was handed out is blocked", mapper(true, {good, blocked}), Verdict::Fails);
    row("another service on the port that was handed out", mapper(true, {other}), Verdict::Differs);
    row("nothing was handed out", mapper(true, {}), Verdict::CannotTell);
    row("the mapper does not answer for the ports that it hands out",
        with(mapper(true, {}), [](Case &c) { c.report.result = ProbeResult::NoAnswer; }), Verdict::CannotTell);
    row("the mapper does not answer", with(mapper(false, {}), [](Case &c) { c.report.result = ProbeResult::NoAnswer; }),
        Verdict::Fails);
    const EndpointReport unknown{u"Netlogon"_s, 0, ProbeResult::CannotTell, false};
    const EndpointReport unasked{u"Netlogon"_s, 49153, ProbeResult::CannotTell, false};
    const EndpointReport untried{u"Netlogon"_s, 49153, ProbeResult::LocalFailure, false};
    row("a service that the mapper does not know", mapper(true, {unknown}), Verdict::Differs);
    row("a service that the mapper does not know, for its own port", mapper(false, {good, unknown}), Verdict::Differs);
    row("a port that was handed out and not gone to", mapper(true, {unasked, good}), Verdict::CannotTell);
    row("a port that was handed out when this machine had no sockets left", mapper(true, {untried}),
        Verdict::CannotTell);
    row("of the ports that were handed out the worst counts", mapper(true, {unasked, other, blocked}), Verdict::Fails);
    row("the mapper did not say where",
        with(mapper(true, {}), [](Case &c) { c.expected.hint.interfaces = {RpcInterface()}; }), Verdict::CannotTell);
    row("the mapper tells strangers nothing", refusing(mapper(false, {}), u"no"_s, u"fault 0x00000005"_s),
        Verdict::CannotTell);
    row("the mapper is ill", refusing(mapper(false, {}), u"no"_s, u"fault 0x1c00001a"_s), Verdict::Differs);
    row("the mapper is ill, so nobody knows the port that it hands out",
        refusing(mapper(true, {}), u"no"_s, u"fault 0x1c00001a"_s), Verdict::CannotTell);

    row("SIP for a gateway", sip(true), Verdict::Works);
    row("SIP turns away who is no gateway",
        with(sip(false), [](Case &c) { setFact(c.report, factkey::kRefusal, {u"403 Forbidden"_s}); }), Verdict::Works);
    row("SIP turns away its gateway",
        with(sip(true), [](Case &c) { setFact(c.report, factkey::kRefusal, {u"403 Forbidden"_s}); }), Verdict::Differs);
    row("SIP hangs up on who is no gateway", saidNothing(sip(false), u"hung-up"_s), Verdict::Works);
    row("SIP hangs", saidNothing(sip(false), u"silent"_s), Verdict::Differs);
    row("SIP says nothing, and nobody noted how that ended", saidNothing(sip(false), {}), Verdict::CannotTell);
    const auto detailed = [](const QString &detail) {
        return with(saidNothing(sip(false), {}), [&detail](Case &c) { c.report.detail = detail; });
    };
    row("SIP hangs up on a kit", detailed(u"The peer closed the connection."_s), Verdict::Works);
    row("SIP hangs for a kit", detailed(u"No answer in time"_s), Verdict::Differs);
    row("SIP hangs up on its gateway", saidNothing(sip(true), u"hung-up"_s), Verdict::Differs);
    using enum ProbeProtocol;
    for (const TlsOutcome outcome : {TlsOutcome::Refused, TlsOutcome::Established}) {
        const bool isLate = outcome == TlsOutcome::Established;
        const auto name = [isLate](const char *what) { return what + QByteArray(isLate ? ", TLS 1.3" : ", TLS 1.2"); };
        row(name("SIP wants a certificate"), wantsCertificate(Sip, outcome), Verdict::Works);
        row(name("SIP wants a certificate of its gateway"),
            with(wantsCertificate(Sip, outcome), [](Case &c) { c.expected.isFromGateway = true; }),
            Verdict::CannotTell);
        row(name("a port that only wants a certificate"), wantsCertificate(Connect, outcome), Verdict::Works);
        row(name("HTTPS wants a certificate"), wantsCertificate(Http, outcome), Verdict::CannotTell);
        row(name("wants a certificate and has an old one"),
            with(wantsCertificate(Connect, outcome), [](Case &c) { c.report.tls->faults << u"expired"_s; }),
            Verdict::Differs);
    }
}

void TestVerdicts::judges()
{
    QFETCH(Case, seen);
    const PortVerdict verdict = judge(seen.expected, seen.report);
    QTEST(toString(verdict.verdict), "verdict");
    QVERIFY(!verdict.reason.isEmpty());
    QVERIFY2(!verdict.reason.contains(u'%') && !verdict.advice.contains(u'%'), qPrintable(verdict.reason));
}

void TestVerdicts::aFailureSaysWhatToDo()
{
    for (const ProbeResult result :
         {ProbeResult::Refused, ProbeResult::NoAnswer, ProbeResult::Unreachable, ProbeResult::NameNotFound}) {
        const Case seen = ended(result);
        QVERIFY(!judge(seen.expected, seen.report).advice.isEmpty());
    }
    const Case silent = ended(ProbeResult::NoAnswer);
    QVERIFY(judge(silent.expected, silent.report)
                .reason.contains(u"dropped, host down, or Windows hiding a closed port"_s));
    const Case blocked = mapper(true, {{u"Netlogon"_s, 49153, ProbeResult::NoAnswer, false}});
    const QString reason = judge(blocked.expected, blocked.report).reason;
    QVERIFY2(reason.contains(u"49153") && reason.contains(u"Netlogon"), qPrintable(reason));
}

void TestVerdicts::rejectionNamesWhoRejects()
{
    const auto reasonOf = [](int family, int type, int code) {
        const Case seen = icmp(family, type, code);
        return judge(seen.expected, seen.report).reason;
    };
    for (const auto &[family, type, code] :
         {std::tuple(4, 3, 9), {4, 3, 10}, {4, 3, 13}, {6, 1, 1}, {6, 1, 5}, {6, 1, 6}}) {
        const QString reason = reasonOf(family, type, code);
        QVERIFY2(reason.contains(u"10.9.9.9") && reason.contains(u"prohibited"), qPrintable(reason));
    }
    for (const auto &[family, type, code] : {std::tuple(4, 3, 3), {6, 1, 4}}) {
        const QString reason = reasonOf(family, type, code);
        QVERIFY2(reason.contains(u"10.9.9.9") && reason.contains(u"port unreachable"), qPrintable(reason));
    }
    for (const auto &[family, type, code] : {std::tuple(4, 3, 1), {4, 11, 0}, {6, 1, 0}, {6, 1, 3}, {6, 3, 1}}) {
        const QString reason = reasonOf(family, type, code);
        QVERIFY2(reason.contains(u"no way"), qPrintable(reason));
    }
}

void TestVerdicts::whatTheMapperDoesNotKnowHasNoPort()
{
    const Case unknown = mapper(true, {{u"Netlogon"_s, 0, ProbeResult::CannotTell, false}});
    const QString reason = judge(unknown.expected, unknown.report).reason;
    QVERIFY2(reason.contains(u"does not know “Netlogon”"_s) && !reason.contains(u'0'), qPrintable(reason));
}

void TestVerdicts::onlyThoseWhoWantASignInAreSaidTo()
{
    const auto reasonOf = [](const Case &seen) { return judge(seen.expected, seen.report).reason; };
    const QString strangers = u"strangers"_s;
    QVERIFY(reasonOf(refusing(mapper(true, {}), u"x"_s, u"fault 0x00000005"_s)).contains(strangers));
    QVERIFY(reasonOf(refusing(ldap(389, {}), u"50 (x)"_s)).contains(strangers));
    const QString ill = reasonOf(refusing(mapper(true, {}), u"It is malformed."_s));
    QVERIFY2(!ill.contains(strangers) && ill.contains(u"It is malformed."), qPrintable(ill));
    // Kits say the same of every fault.
    QVERIFY(
        reasonOf(refusing(mapper(true, {}), u"The endpoint mapper tells strangers nothing."_s)).contains(strangers));
}

void TestVerdicts::whatThisMachineLacksIsSaid()
{
    const Case seen = with(ended(ProbeResult::LocalFailure), [](Case &c) { c.report.detail = u"Too many files"_s; });
    const QString reason = judge(seen.expected, seen.report).reason;
    QVERIFY2(reason.contains(u"Too many files"), qPrintable(reason));
}

void TestVerdicts::onlyTheVantageSpeaksForItsFlows()
{
    const FlowSet flows = builtInFlows("hq: a[hub-transport] b[hub-transport]");
    const ReachabilityPlan plan = planChecks(flows, {u"a"_s, {}, {}});
    const ReachabilityResults results{{runOf(plan, 1, ProbeResult::Refused)}};
    const Verdicts verdicts(flows, results, {kNow, 7});
    int fails = 0;
    int notChecked = 0;
    flows.forEachFlow([&](const Flow &flow) {
        for (const FlowPort &port : flows.ports(flow)) {
            const Verdict verdict = verdicts.ofPort(flow, port).verdict;
            fails += port.source == 0 && verdict == Verdict::Fails ? 1 : 0;
            notChecked += port.source == 1 && verdict == Verdict::NotChecked ? 1 : 0;
        }
    });
    QCOMPARE(fails, 1);
    QCOMPARE(notChecked, 1);
}

void TestVerdicts::theNewestRunOfAVantageCounts()
{
    const FlowSet flows = builtInFlows("hq: a[hub-transport] b[hub-transport]");
    const ReachabilityPlan here = planChecks(flows, {u"a"_s, {}, {}});
    const ReachabilityPlan elsewhere = planChecks(flows, {});
    // The order in the file does not matter, and neither does a newer run from elsewhere.
    const ReachabilityRun older = runOf(here, 5, ProbeResult::Open);
    const ReachabilityRun newer = runOf(here, 3, ProbeResult::Refused);
    const ReachabilityRun other = runOf(elsewhere, 1, ProbeResult::Open);
    for (const ReachabilityResults &results : {ReachabilityResults{{older, newer, other}}, {{newer, other, older}}}) {
        const std::vector<JudgedPort> ports = judged(here, results, {kNow, 7});
        QCOMPARE(ports.size(), 1U);
        QCOMPARE(toString(ports.front().verdict.verdict), u"fails"_s);
        QCOMPARE(results.runs[ports.front().verdict.run].id, newer.id);
    }
}

void TestVerdicts::oldEvidenceIsStale()
{
    const FlowSet flows = builtInFlows("hq: a[hub-transport] b[hub-transport]");
    const ReachabilityPlan plan = planChecks(flows, {u"a"_s, {}, {}});
    const auto isStale = [&plan](int daysAgo) {
        return judged(plan, {{runOf(plan, daysAgo, ProbeResult::Refused)}}, {kNow, 7}).front().isStale;
    };
    QVERIFY(!isStale(0));
    QVERIFY(!isStale(7));
    QVERIFY(isStale(8));
    QVERIFY(!judged(plan, {}, {kNow, 7}).front().isStale);
}

void TestVerdicts::whatAFirewallRejectsIsMarked()
{
    const FlowSet flows = builtInFlows("hq: a[hub-transport] b[hub-transport]");
    const ReachabilityPlan plan = planChecks(flows, {u"a"_s, {}, {}});
    const auto isRejected = [&plan](const std::optional<IcmpError> &icmp) {
        ReachabilityRun run = runOf(plan, 1, ProbeResult::Unreachable);
        for (CheckedTarget &checked : run.targets)
            checked.report.icmp = icmp;
        return judged(plan, {{run}}, {kNow, 7}).front().isRejected;
    };
    QVERIFY(isRejected(IcmpError{4, 3, 13, {}}));
    QVERIFY(isRejected(IcmpError{6, 1, 4, {}}));
    QVERIFY(!isRejected(IcmpError{4, 3, 1, {}}));
    QVERIFY(!isRejected({}));
}

void TestVerdicts::whoOnlyConnectedCannotTellWhatIsBehind()
{
    const FlowSet flows = builtInFlows("hq: a[hub-transport] b[hub-transport]");
    const ReachabilityPlan plan = planChecks(flows, {u"a"_s, {}, {}});
    const auto verdict = [&plan](ProbeResult result) {
        ReachabilityRun run = runOf(plan, 1, result);
        for (CheckedTarget &checked : run.targets) {
            checked.protocol = ProbeProtocol::Connect;
            checked.report.spoke = false;
        }
        return toString(judged(plan, {{run}}, {kNow, 7}).front().verdict.verdict);
    };
    QCOMPARE(verdict(ProbeResult::Open), u"cannot-tell"_s);
    QCOMPARE(verdict(ProbeResult::Refused), u"fails"_s);
    QCOMPARE(verdict(ProbeResult::NoAnswer), u"fails"_s);
}

void TestVerdicts::aNewerScanHidesNoFault()
{
    const FlowSet flows = builtInFlows("hq: a[hub-transport] b[hub-transport]");
    const ReachabilityPlan plan = planChecks(flows, {u"a"_s, {}, {}});
    ReachabilityRun asked = runOf(plan, 5, ProbeResult::Open);
    for (CheckedTarget &checked : asked.targets)
        checked.report.spoke = false;
    const auto scanned = [&plan](int daysAgo, ProbeResult result) {
        ReachabilityRun run = runOf(plan, daysAgo, result);
        for (CheckedTarget &checked : run.targets) {
            checked.protocol = ProbeProtocol::Connect;
            checked.report.spoke = false;
        }
        return run;
    };
    const auto verdict = [&plan](const ReachabilityResults &results) {
        return toString(judged(plan, results, {kNow, 7}).front().verdict.verdict);
    };
    const ReachabilityRun open = scanned(1, ProbeResult::Open);
    QCOMPARE(verdict({{asked, open}}), u"differs"_s);
    QCOMPARE(verdict({{open, asked}}), u"differs"_s);
    QCOMPARE(verdict({{asked, scanned(1, ProbeResult::Refused)}}), u"fails"_s);
    // What failed in between is mended, and nobody has asked since.
    QCOMPARE(verdict({{asked, open, scanned(3, ProbeResult::Refused)}}), u"cannot-tell"_s);
}

void TestVerdicts::portsOfAPlanKeepTheirOrder()
{
    const FlowSet flows = builtInFlows("hq: u[unified-messaging] g[ip-gateway]\nplan1 = dial-plan(u) gateways=g");
    const ReachabilityPlan plan = planChecks(flows, {u"g"_s, {}, {}});
    const std::vector<JudgedPort> ports = judged(plan, {{runOf(plan, 1, ProbeResult::Open)}}, {kNow, 7});
    QCOMPARE(ports.size(), plan.ports.size());
    for (size_t i = 0; i < ports.size(); ++i) {
        QCOMPARE(ports[i].port.entry, plan.ports[i].port.entry);
        QCOMPARE(ports[i].verdict.verdict == Verdict::NotChecked, plan.ports[i].check < 0);
        if (plan.ports[i].check < 0)
            QCOMPARE(ports[i].verdict.reason, plan.ports[i].why);
    }
}

void TestVerdicts::wordsOfVerdicts()
{
    QCOMPARE(toString(Verdict::Works), u"works"_s);
    QCOMPARE(toString(Verdict::Differs), u"differs"_s);
    QCOMPARE(toString(Verdict::Fails), u"fails"_s);
    QCOMPARE(toString(Verdict::CannotTell), u"cannot-tell"_s);
    QCOMPARE(toString(Verdict::NotChecked), u"not-checked"_s);
}

QTEST_GUILESS_MAIN(TestVerdicts)
#include "tst_verdicts.moc"
