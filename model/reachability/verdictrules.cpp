// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "verdictrules.h"

#include "model/json/plaintext.h"
#include "model/reachability/authenticationoffers.h"
#include "model/reachability/sockets/icmperrors.h"
#include "model/reachability/tlsrules.h"
#include "model/reachability/verdicttext.h"

#include <algorithm>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostSkew = 300; ///< s: more, and Kerberos tickets are refused
constexpr quint16 kForestPorts[] = {3268, 3269};
/// What kits say of any fault; they do not tell which.
constexpr QStringView kKitRefusal = u"The endpoint mapper tells strangers nothing.";
/// …and of how a peer left them.
constexpr QStringView kKitHungUp = u"The peer closed the connection.";
constexpr QStringView kKitSilent = u"No answer in time";

QString place(const PortExpectation &expected)
{
    return VerdictText::tr("%1 at %2 %3")
        .arg(expected.server, toString(expected.transport).toUpper(), QString::number(expected.port));
}

PortVerdict fails(const QString &reason, const QString &advice)
{
    return {Verdict::Fails, reason, advice};
}

PortVerdict differs(const QString &reason, const QString &advice)
{
    return {Verdict::Differs, reason, advice};
}

PortVerdict cannotTell(const QString &reason, const QString &advice = {})
{
    return {Verdict::CannotTell, reason, advice};
}

PortVerdict judgeUnreachable(const PortExpectation &expected, const ProbeReport &report)
{
    const IcmpMeaning meaning = report.icmp ? meaningOf(*report.icmp) : IcmpMeaning::NoWay;
    if (meaning == IcmpMeaning::NoWay)
        return fails(VerdictText::tr("There is no way to %1.").arg(place(expected)),
                     VerdictText::tr("See whether the host is up and routes lead there and back."));
    const QString reporter = report.icmp->reporter.isEmpty() ? VerdictText::tr("A firewall") : report.icmp->reporter;
    const QString reason = meaning == IcmpMeaning::Prohibited
        ? VerdictText::tr("%1 says that traffic to %2 is prohibited.")
        : VerdictText::tr("%1 rejects traffic to %2: it calls the port unreachable, as firewalls do.");
    return fails(reason.arg(reporter, place(expected)),
                 VerdictText::tr("Ask for a rule there that lets this flow through."));
}

/// What came of reaching the port; nothing: it is open.
std::optional<PortVerdict> judgeReach(const PortExpectation &expected, const ProbeReport &report)
{
    switch (report.result) {
    case ProbeResult::Open:
        return std::nullopt;
    case ProbeResult::Refused:
        return fails(VerdictText::tr("%1 refused: nothing listens there, or a firewall refuses in its name.")
                         .arg(place(expected)),
                     VerdictText::tr("See whether the service runs; if it does, look for a rule that rejects."));
    case ProbeResult::NoAnswer:
        return fails(VerdictText::tr("No answer from %1: dropped, host down, or Windows hiding a closed port.")
                         .arg(place(expected)),
                     VerdictText::tr("See whether the host answers on other ports; if it does, the port is filtered "
                                     "or its service is stopped."));
    case ProbeResult::Unreachable:
        return judgeUnreachable(expected, report);
    case ProbeResult::NameNotFound:
        return fails(VerdictText::tr("The name of %1 has no address here.").arg(expected.server),
                     VerdictText::tr("Mend the name in DNS, or give the server its address in the plan."));
    case ProbeResult::LocalFailure:
        return cannotTell(
            report.detail.isEmpty()
                ? VerdictText::tr("This machine could not try.")
                : VerdictText::tr("This machine could not try: %1", "the system's words").arg(quoted(report.detail)),
            VerdictText::tr("See what it lacks, then check again."));
    case ProbeResult::CannotTell:
        return cannotTell(
            VerdictText::tr("No answer from %1, which may be open and silent, or blocked.").arg(place(expected)),
            expected.transport == Transport::Udp
                ? VerdictText::tr("Look at the same service over TCP, or in the firewall's log.")
                : QString());
    case ProbeResult::NotProbeable:
        return cannotTell(
            report.detail.isEmpty()
                ? VerdictText::tr("There is nothing to ask %1 that would do no harm.").arg(place(expected))
                : VerdictText::tr("%1 was not asked: %2", "a port, why").arg(place(expected), report.detail));
    }
    Q_UNREACHABLE();
}

bool mayRefuseUs(const PortExpectation &expected)
{
    return expected.hint.protocol == ProbeProtocol::Sip && !expected.isFromGateway;
}

/// Of a peer that said nothing: "hung-up", "silent"; empty: nobody noted it.
QString endingOf(const ProbeReport &report)
{
    const QString ending = report.fact(factkey::kEnding).value(0);
    if (!ending.isEmpty())
        return ending;
    return report.detail == kKitHungUp ? u"hung-up"_s : report.detail == kKitSilent ? u"silent"_s : QString();
}

/// Who is none of its gateways is hung up on; to be left without a word is another matter.
PortVerdict judgeStranger(const PortExpectation &expected, const ProbeReport &report)
{
    const QString ending = endingOf(report);
    const bool isInHandshake =
        report.tls && (report.tls->outcome == TlsOutcome::Closed || report.tls->outcome == TlsOutcome::Refused);
    if (ending == u"hung-up" || isInHandshake)
        return {Verdict::Works,
                VerdictText::tr("%1 accepts connections and hangs up on who is none of its gateways, as it should.")
                    .arg(place(expected)),
                {}};
    if (ending.isEmpty())
        return cannotTell(VerdictText::tr("%1 accepts connections and says nothing to who is none of its gateways.")
                              .arg(place(expected)),
                          VerdictText::tr("See in the evidence whether it hung up, as it should, or hangs."));
    return differs(VerdictText::tr("%1 accepts connections, then neither answers nor hangs up.").arg(place(expected)),
                   VerdictText::tr("See whether the service hangs, or a device between accepts in its place."));
}

PortVerdict judgeSilent(const PortExpectation &expected, const ProbeReport &report)
{
    const bool hasSaidNothing = std::none_of(report.steps.begin(), report.steps.end(), [](const ProbeStep &step) {
        return step.kind == ProbeStep::Kind::Received;
    });
    if (mayRefuseUs(expected) && hasSaidNothing)
        return judgeStranger(expected, report);
    if (hasSaidNothing)
        return differs(VerdictText::tr("%1 accepts connections, but its service did not answer.").arg(place(expected)),
                       VerdictText::tr("See whether the service hangs, or a device between accepts in its place."));
    return differs(VerdictText::tr("Another service is behind %1.").arg(place(expected)),
                   VerdictText::tr("See what listens there; the evidence has what it said."));
}

std::optional<PortVerdict> judgeStatus(const PortExpectation &expected, const QString &status)
{
    const int code = status.section(u' ', 0, 0).toInt();
    // A plain port that refuses is how a server asks for TLS.
    if (code == 403 && expected.hint.tls == ProbeTls::None)
        return std::nullopt;
    if (code == 404 && !expected.hint.path.isEmpty())
        return differs(VerdictText::tr("%1 has nothing at %2.").arg(place(expected), expected.hint.path),
                       VerdictText::tr("See whether the service is installed on that server."));
    // What was asked is well-formed, so it is the circumstances that it does not like.
    if (code == 400 || code == 421)
        return cannotTell(VerdictText::tr("%1 answers %2 to a proper request.").arg(place(expected), quoted(status)),
                          expected.hint.tls == ProbeTls::First
                              ? VerdictText::tr("See whether it wants a certificate of whoever calls, or is called by "
                                                "another name.")
                              : VerdictText::tr("See whether it wants TLS there, or is called by another name."));
    if (code >= 500 || code == 403 || code == 429)
        return differs(VerdictText::tr("%1 answers %2.").arg(place(expected), quoted(status)),
                       VerdictText::tr("Look into the server's own log for why."));
    return std::nullopt;
}

/// Whether it is because we did not sign in that it tells no more.
bool isForStrangers(const PortExpectation &expected, const ProbeReport &report, const QString &refusal)
{
    if (expected.hint.protocol == ProbeProtocol::EndpointMapper)
        return report.fact(factkey::kStatus).contains(u"fault 0x00000005"_s) || refusal == kKitRefusal;
    if (expected.hint.protocol != ProbeProtocol::Ldap)
        return false;
    // RFC 4511, appendix A: stronger or another authentication is wanted, or rights. Active Directory says it with 1.
    const int code = refusal.section(u' ', 0, 0).toInt();
    return code == 8 || code == 48 || code == 50 || (code == 1 && refusal.contains(u"bind"_s));
}

std::optional<PortVerdict> judgeRefusal(const PortExpectation &expected, const ProbeReport &report)
{
    if (expected.hint.protocol == ProbeProtocol::Http)
        return judgeStatus(expected, report.fact(factkey::kStatus).value(0));
    const QString refusal = report.fact(factkey::kRefusal).value(0);
    if (refusal.isEmpty() || mayRefuseUs(expected))
        return std::nullopt;
    // That it said so shows that it is there.
    if (isForStrangers(expected, report, refusal))
        return cannotTell(VerdictText::tr("%1 is there and tells strangers nothing more.").arg(place(expected)));
    if (expected.hint.protocol == ProbeProtocol::EndpointMapper) {
        const QString reason =
            VerdictText::tr("%1 answers, and not with what was asked for: %2").arg(place(expected), quoted(refusal));
        const QString advice = VerdictText::tr("See whether the endpoint mapper's service is well.");
        return expected.isHandedOut ? cannotTell(reason, advice) : differs(reason, advice);
    }
    return differs(VerdictText::tr("%1 turns this machine away: %2.").arg(place(expected), quoted(refusal)),
                   VerdictText::tr("See whether it is paused or busy, or whom it takes connections from."));
}

std::optional<PortVerdict> judgeDirectory(const PortExpectation &expected, const ProbeReport &report)
{
    const QStringList directory = report.fact(factkey::kDirectory);
    const bool isForestPort =
        std::find(std::begin(kForestPorts), std::end(kForestPorts), expected.port) != std::end(kForestPorts);
    if (directory.contains(u"no-gc") && isForestPort)
        return differs(VerdictText::tr("%1 does not know the whole forest, or not yet.").arg(place(expected)),
                       VerdictText::tr("See whether it is still copying the other domains, or is none at all."));
    if (directory.contains(u"read-only") && expected.isDirectory)
        return differs(VerdictText::tr("%1 is a read-only directory server.").arg(place(expected)),
                       VerdictText::tr("Give the site one that takes changes."));
    if (directory.contains(u"not-synchronized"))
        return differs(VerdictText::tr("%1 has not finished copying the directory.").arg(place(expected)),
                       VerdictText::tr("Look at its replication."));
    bool isNumber = false;
    const int skew = report.fact(factkey::kClockSkew).value(0).toInt(&isNumber);
    if (isNumber && (skew >= kMostSkew || skew <= -kMostSkew))
        return differs(VerdictText::tr("The clock of %1 is %2 s off this machine's: Kerberos refuses 300 and more.")
                           .arg(expected.server, QString::number(skew)),
                       VerdictText::tr("Set both clocks by the same source."));
    return std::nullopt;
}

/// A port that was handed out; nothing: its service is there.
std::optional<PortVerdict> judgeEndpoint(const PortExpectation &expected, const EndpointReport &endpoint)
{
    const QString service = quoted(endpoint.service);
    const QString port = QString::number(endpoint.port);
    if (endpoint.port == 0)
        return differs(VerdictText::tr("The endpoint mapper of %1 does not know %2.").arg(expected.server, service),
                       VerdictText::tr("See whether the service runs."));
    switch (endpoint.result) {
    case ProbeResult::Open:
        if (endpoint.isRightService)
            return std::nullopt;
        return differs(VerdictText::tr("Port %1 of %2, handed out for %3, does not take calls for it.")
                           .arg(port, expected.server, service),
                       VerdictText::tr("Restart the service, so that it registers its port anew."));
    case ProbeResult::Refused:
    case ProbeResult::NoAnswer:
    case ProbeResult::Unreachable: {
        const QString reason =
            VerdictText::tr("The endpoint mapper of %1 answers, but port %2 that it handed out for %3 does not.")
                .arg(expected.server, port, service);
        const QString advice = VerdictText::tr("Open the dynamic port range of the server at the firewall, or give "
                                               "the service a fixed port.");
        return expected.isHandedOut ? fails(reason, advice) : differs(reason, advice);
    }
    default:
        return cannotTell(
            VerdictText::tr("Port %1 of %2, handed out for %3, was not asked.").arg(port, expected.server, service),
            VerdictText::tr("Check again, with more time for each check."));
    }
}

std::optional<PortVerdict> judgeEndpoints(const PortExpectation &expected, const ProbeReport &report)
{
    std::optional<PortVerdict> worst;
    for (const EndpointReport &endpoint : report.endpoints) {
        const std::optional<PortVerdict> verdict = judgeEndpoint(expected, endpoint);
        if (verdict && (!worst || verdict->verdict < worst->verdict))
            worst = verdict;
    }
    if (!report.endpoints.isEmpty())
        return worst;
    if (!expected.hint.interfaces.isEmpty())
        return cannotTell(VerdictText::tr("The endpoint mapper of %1 answers, and did not say where what is looked for "
                                          "listens.")
                              .arg(expected.server),
                          VerdictText::tr("See in the evidence how far it came."));
    if (expected.isHandedOut)
        return cannotTell(VerdictText::tr("The endpoint mapper of %1 listed no port over TCP.").arg(expected.server));
    return std::nullopt;
}

/// The port that the mapper hands out is only known where the mapper answers.
PortVerdict judgeWithoutMapper(const PortExpectation &expected)
{
    return cannotTell(
        VerdictText::tr("The endpoint mapper of %1, which hands the port out, did not answer.").arg(expected.server),
        VerdictText::tr("Mend the way to the endpoint mapper first."));
}

/// Something answers; whoever looked could not ask, or did not.
PortVerdict judgeUnasked(const PortExpectation &expected)
{
    return cannotTell(VerdictText::tr("%1 answers; what is behind it was not asked.").arg(place(expected)),
                      VerdictText::tr("Let Portolan check it from there, or its take-away kit."));
}

/// It speaks TLS and lets nobody in who has no certificate.
PortVerdict judgeWithoutCertificate(const PortExpectation &expected)
{
    return cannotTell(VerdictText::tr("%1 wants a certificate of whoever connects; what is behind it was not asked.")
                          .arg(place(expected)),
                      VerdictText::tr("See with a client that has one."));
}

/// Whoever looked could not speak TLS, and what is offered within it is what the reference expects.
bool isStartTlsUnasked(const PortExpectation &expected, const ProbeReport &report)
{
    return expected.hint.tls == ProbeTls::IfOffered && expected.encryption == Encryption::Encrypted && !report.tls
        && report.fact(factkey::kStartTls).value(0) == u"offered";
}

PortVerdict works(const PortExpectation &expected, const ProbeReport &report)
{
    if (expected.hint.protocol == ProbeProtocol::Connect && expected.hint.tls == ProbeTls::None)
        return {Verdict::Works,
                VerdictText::tr("%1 accepts connections; what is behind it was not asked.").arg(place(expected)),
                {}};
    if (expected.isHandedOut)
        return {Verdict::Works, VerdictText::tr("The ports that %1 hands out answer.").arg(expected.server), {}};
    if (report.tls && report.tls->faults.contains(u"self-signed"))
        return {Verdict::Works,
                VerdictText::tr("%1 answers as it should; its certificate is its own.").arg(place(expected)),
                {}};
    return {Verdict::Works, VerdictText::tr("%1 answers as it should.").arg(place(expected)), {}};
}

bool isGatewayOf(const Topology &topology, const QString &server)
{
    return std::any_of(topology.groups.begin(), topology.groups.end(), [&server](const Group &group) {
        return group.kind == GroupType::DialPlan && group.gateways.contains(server);
    });
}

} // namespace

PortExpectation expectationOf(const FlowSet &flows, const Flow &flow, const FlowPort &port, const ProbeHint &hint,
                              quint16 number)
{
    const Catalog &catalog = flows.catalog();
    const DataPath &path = catalog.dataPaths()[flow.path];
    const Server &source = flows.topology().servers[port.source];
    const Server &destination = flows.topology().servers[port.destination];
    PortExpectation expected;
    expected.hint = hint;
    expected.transport = port.transport;
    expected.port = number;
    expected.isHandedOut = path.ports[port.entry].kind == PortKind::RpcDynamic;
    expected.encryption = flows.encryption(flow);
    expected.authentication = flows.defaultAuthentication(flow);
    expected.isFromClient =
        !source.roles.isEmpty() && std::all_of(source.roles.begin(), source.roles.end(), [&catalog](const QString &id) {
            const int role = catalog.roleIndex(id);
            return role >= 0 && catalog.roles()[role].kind != RoleKind::Server
                && catalog.roles()[role].kind != RoleKind::Service;
        });
    expected.isFromGateway = isGatewayOf(flows.topology(), source.id);
    expected.isDirectory = path.scopes.contains(Scope::Directory);
    expected.hasName = !destination.fqdn.isEmpty();
    expected.server = destination.name;
    return expected;
}

PortVerdict judge(const PortExpectation &expected, const ProbeReport &report)
{
    if (std::optional<PortVerdict> verdict = judgeReach(expected, report))
        return expected.isHandedOut && verdict->verdict == Verdict::Fails ? judgeWithoutMapper(expected) : *verdict;
    if (const std::optional<Difference> difference = tlsDifference(expected, report))
        return differs(difference->reason.arg(place(expected)), difference->advice);
    if (!expected.isAsked)
        return judgeUnasked(expected);
    const bool isSpoken = expected.hint.protocol == ProbeProtocol::Connect || report.spoke;
    if (!isSpoken && wantsOurCertificate(expected, report) && !mayRefuseUs(expected))
        return judgeWithoutCertificate(expected);
    if (!isSpoken)
        return expected.isHandedOut ? judgeWithoutMapper(expected) : judgeSilent(expected, report);
    for (const auto &rule : {judgeRefusal, judgeDirectory}) {
        if (const std::optional<PortVerdict> verdict = rule(expected, report))
            return *verdict;
    }
    if (const std::optional<Difference> difference = authenticationDifference(expected, report))
        return differs(difference->reason.arg(place(expected)), difference->advice);
    if (expected.hint.protocol == ProbeProtocol::EndpointMapper) {
        if (const std::optional<PortVerdict> verdict = judgeEndpoints(expected, report))
            return *verdict;
    }
    if (mayRefuseUs(expected) && !report.fact(factkey::kRefusal).isEmpty())
        return {Verdict::Works,
                VerdictText::tr("%1 answers and turns away who is none of its gateways, as it should.")
                    .arg(place(expected)),
                {}};
    if (isStartTlsUnasked(expected, report))
        return {Verdict::CannotTell,
                VerdictText::tr("%1 offers STARTTLS; what is behind it was not asked.").arg(place(expected)),
                VerdictText::tr("Let Portolan check it from there, or its take-away kit where openssl is installed.")};
    return works(expected, report);
}

} // namespace portolan
