// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "authenticationoffers.h"

#include "model/json/plaintext.h"

#include <algorithm>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

/// "Basic realm=…" is "BASIC"; mail servers tell their own kind of offers among all others.
QStringList mechanisms(const ProbeReport &report, QStringView offers, QStringView authentication)
{
    QStringList result;
    for (const QString &offer : report.fact(authentication))
        result << offer.section(u' ', 0, 0).toUpper();
    for (const QString &line : report.fact(offers)) {
        const QStringList words = line.simplified().toUpper().split(u' ');
        if (words.first() == u"X-EXPS")
            result += words.mid(1);
    }
    return result;
}

bool hasAny(const QStringList &offered, std::initializer_list<QStringView> words)
{
    return std::any_of(words.begin(), words.end(), [&offered](QStringView word) { return offered.contains(word); });
}

bool isMail(ProbeProtocol protocol)
{
    return protocol == ProbeProtocol::Smtp || protocol == ProbeProtocol::Pop3 || protocol == ProbeProtocol::Imap4;
}

/// Whether the offers serve that authentication; nothing: this protocol does not show it.
std::optional<bool> isServed(const QString &authentication, ProbeProtocol protocol, const QStringList &offered)
{
    const bool isHttp = protocol == ProbeProtocol::Http;
    if (authentication == u"basic" || authentication == u"plain-text")
        return isHttp ? hasAny(offered, {u"BASIC"}) : hasAny(offered, {u"PLAIN", u"LOGIN", u"USER"});
    if (authentication == u"ntlm" || authentication == u"ntlmv2")
        return hasAny(offered, {u"NTLM", u"NEGOTIATE", u"GSSAPI", u"GSS-SPNEGO"});
    if (authentication == u"kerberos")
        return hasAny(offered, {u"NEGOTIATE", u"GSSAPI", u"GSS-SPNEGO", u"KERBEROS"});
    if (authentication == u"negotiate")
        return hasAny(offered, {u"NEGOTIATE", u"GSS-SPNEGO", u"GSSAPI"});
    if (authentication == u"digest" && isHttp)
        return hasAny(offered, {u"DIGEST"});
    return std::nullopt;
}

/// Whether what it offers is all that it has: who was not asked for a password does not say which it takes.
bool showsOffers(const PortExpectation &expected, const ProbeReport &report)
{
    if (expected.hint.protocol == ProbeProtocol::Http)
        return report.fact(factkey::kStatus).value(0).startsWith(u"401");
    return isMail(expected.hint.protocol)
        && std::any_of(report.facts.begin(), report.facts.end(), [](const ProbeFact &fact) {
               return fact.key == factkey::kOffers || fact.key == factkey::kOffersInTls;
           });
}

} // namespace

std::optional<Difference> authenticationDifference(const PortExpectation &expected, const ProbeReport &report)
{
    const QStringList plain = mechanisms(report, factkey::kOffers, factkey::kAuth);
    const QStringList inTls = mechanisms(report, factkey::kOffersInTls, factkey::kAuthInTls);
    const ProbeProtocol protocol = expected.hint.protocol;
    const bool isPlainHttp = protocol == ProbeProtocol::Http && expected.hint.tls == ProbeTls::None;
    const bool isPlainMail = isMail(protocol) && expected.hint.tls != ProbeTls::First;
    if ((isPlainMail && hasAny(plain, {u"PLAIN", u"LOGIN", u"USER"})) || (isPlainHttp && hasAny(plain, {u"BASIC"})))
        return Difference{VerdictText::tr("%1 takes passwords as they are, without encryption."),
                          VerdictText::tr("Let the service offer them inside TLS only.")};
    if (!showsOffers(expected, report))
        return std::nullopt;
    for (const QString &authentication : expected.authentication) {
        if (isServed(authentication, protocol, plain + inTls).value_or(true))
            continue;
        // Place holders of the reason are filled in by arg(), so no other text may be in it.
        return Difference{VerdictText::tr("%1 does not offer the authentication that is the default there."),
                          VerdictText::tr("Switch %1 on in the service's settings.").arg(quoted(authentication))};
    }
    return std::nullopt;
}

} // namespace portolan
