// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tlsrules.h"

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

std::optional<Difference> handshakeDifference(TlsOutcome outcome)
{
    switch (outcome) {
    case TlsOutcome::Established:
        return std::nullopt;
    case TlsOutcome::OldOnly:
        return Difference{VerdictText::tr("%1 speaks only old TLS, which today's programs refuse."),
                          VerdictText::tr("Switch TLS 1.2 on there, with a certificate of today's strength.")};
    case TlsOutcome::Refused:
        return Difference{VerdictText::tr("%1 is open and refused the TLS handshake."),
                          VerdictText::tr("See whether the service has a certificate, and which TLS versions are "
                                          "switched on.")};
    case TlsOutcome::NotTls:
        return Difference{VerdictText::tr("%1 is open, and what answers there is not TLS."),
                          VerdictText::tr("See what listens there, and whether its encryption is switched on.")};
    case TlsOutcome::Closed:
        return Difference{VerdictText::tr("%1 accepts connections and hangs up when TLS begins."),
                          VerdictText::tr("See whether the service has a certificate.")};
    case TlsOutcome::Stalled:
        return Difference{VerdictText::tr("%1 accepts connections and falls silent when TLS begins."),
                          VerdictText::tr("See whether the service hangs, or a device between looks into TLS.")};
    }
    Q_UNREACHABLE();
}

/// Who is none of its gateways is hung up on before anything is said.
bool mayHangUp(const PortExpectation &expected, TlsOutcome outcome)
{
    return expected.hint.protocol == ProbeProtocol::Sip && !expected.isFromGateway
        && (outcome == TlsOutcome::Closed || outcome == TlsOutcome::Refused);
}

std::optional<Difference> certificateDifference(const PortExpectation &expected, const TlsFacts &tls)
{
    if (tls.faults.contains(u"expired"))
        return Difference{VerdictText::tr("The certificate of %1 has expired."),
                          VerdictText::tr("Renew it, and give the new one to the service.")};
    if (tls.faults.contains(u"not-yet-valid"))
        return Difference{VerdictText::tr("The certificate of %1 is not valid yet."),
                          VerdictText::tr("See whether the clocks are right.")};
    if (expected.hasName && tls.faults.contains(u"other-name"))
        return Difference{VerdictText::tr("The certificate of %1 is for another name."),
                          VerdictText::tr("Give the service a certificate with the name that it is called by.")};
    // Between servers a certificate of its own is how they are set up; people's programs warn of it.
    if (expected.isFromClient && (tls.faults.contains(u"self-signed") || tls.faults.contains(u"untrusted")))
        return Difference{VerdictText::tr("The certificate of %1 is by nobody whom clients trust."),
                          VerdictText::tr("Give the service a certificate of an authority that clients trust.")};
    return std::nullopt;
}

} // namespace

bool wantsOurCertificate(const PortExpectation &expected, const ProbeReport &report)
{
    return expected.hint.tls == ProbeTls::First && report.tls && report.tls->faults.contains(u"wants-certificate");
}

std::optional<Difference> tlsDifference(const PortExpectation &expected, const ProbeReport &report)
{
    if (report.tls) {
        if (mayHangUp(expected, report.tls->outcome))
            return std::nullopt;
        if (wantsOurCertificate(expected, report) && report.tls->outcome != TlsOutcome::OldOnly)
            return certificateDifference(expected, *report.tls);
        if (std::optional<Difference> difference = handshakeDifference(report.tls->outcome))
            return difference;
        return certificateDifference(expected, *report.tls);
    }
    const QString startTls = report.fact(factkey::kStartTls).value(0);
    const bool isNotOffered = startTls == u"absent" || startTls == u"refused";
    const bool isExpected = expected.hint.tls == ProbeTls::IfOffered && expected.encryption == Encryption::Encrypted
        && expected.transport == Transport::Tcp;
    const bool hasStopped = report.spoke && !report.detail.isEmpty() && report.fact(factkey::kRefusal).isEmpty();
    if (isExpected && startTls.isEmpty() && hasStopped)
        return Difference{VerdictText::tr("%1 greets and goes no further: whether it offers STARTTLS, it did not say."),
                          VerdictText::tr("See whether the service hangs, or a device between answers in its place.")};
    if (isExpected && isNotOffered)
        return Difference{startTls == u"absent"
                              ? VerdictText::tr("%1 does not offer STARTTLS, and encryption is expected there.")
                              : VerdictText::tr("%1 offers STARTTLS and refuses it, and encryption is expected there."),
                          VerdictText::tr("See whether the service has a certificate, and whether a device between "
                                          "takes the offer out.")};
    return std::nullopt;
}

} // namespace portolan
