// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace portolan {

// What one check saw. Values; all text in them is from the network and was cleaned and capped (cleaned() in
// protocols/cleantext.h) when it came in.

/// What a connection attempt or a datagram told.
enum class ProbeResult : quint8 {
    Open,
    Refused, ///< TCP: reset; UDP: ICMP port unreachable
    NoAnswer, ///< dropped, host down, or Windows hiding a closed port: nobody can tell from here
    Unreachable, ///< ICMP said so, or this machine has no route
    NameNotFound, ///< the name service says that there is none
    LocalFailure, ///< this machine could not try: no sockets, no permission, no name service
    CannotTell, ///< UDP: silence to a well-formed request
    NotProbeable, ///< nothing that could be asked for without harm
};

/// An ICMP error, where the system tells which.
struct IcmpError {
    int family = 4; ///< 4 or 6
    int type = -1; ///< 3 of ICMPv4, 1 of ICMPv6
    int code = -1;
    QString reporter; ///< the address that sent it; empty: not told
    friend bool operator==(const IcmpError &, const IcmpError &) = default;
};

struct CertificateFacts {
    QString subject;
    QString issuer;
    QStringList names; ///< DNS names and addresses that it is for
    QDateTime notBefore;
    QDateTime notAfter;
    QString sha256; ///< of the certificate, lower-case hexadecimal
    bool isSelfSigned = false;
    friend bool operator==(const CertificateFacts &, const CertificateFacts &) = default;
};

enum class TlsOutcome : quint8 {
    Established,
    OldOnly, ///< established, and only so with a version below TLS 1.2 or with weak keys, which browsers refuse
    Refused, ///< the peer answered and did not agree
    NotTls, ///< what came back is not TLS
    Closed, ///< the peer hung up
    Stalled, ///< accepted the connection and fell silent
};

struct TlsFacts {
    TlsOutcome outcome = TlsOutcome::Established;
    QString protocol; ///< "TLS 1.2"
    QString cipher;
    QList<CertificateFacts> chain; ///< the server's own first
    QStringList faults; ///< "expired", "not-yet-valid", "other-name", "self-signed", "untrusted", "wants-certificate"
    QString detail; ///< of what went wrong, for people
    friend bool operator==(const TlsFacts &, const TlsFacts &) = default;
};

/// Something that the protocol told. `key` is one of factkey.
struct ProbeFact {
    QString key;
    QStringList values;
    friend bool operator==(const ProbeFact &, const ProbeFact &) = default;
};

namespace factkey {
inline constexpr char16_t kBanner[] = u"banner"; ///< the first line
inline constexpr char16_t kRefusal[] = u"refusal"; ///< it serves, but not us or not now: 421, BYE, 403
inline constexpr char16_t kOffers[] = u"offers"; ///< capabilities before TLS
inline constexpr char16_t kOffersInTls[] = u"offers-in-tls";
inline constexpr char16_t kAuth[] = u"auth"; ///< authentication offered before TLS (or where there is none)
inline constexpr char16_t kAuthInTls[] = u"auth-in-tls";
inline constexpr char16_t kStartTls[] = u"starttls"; ///< offered, absent, refused
inline constexpr char16_t kStatus[] =
    u"status"; ///< HTTP, SIP: "401 Unauthorized"; DNS, Kerberos: name of the code; RPC: "fault 0x00000005"
inline constexpr char16_t kServer[] = u"server"; ///< software as it names itself
inline constexpr char16_t kLocation[] = u"location";
inline constexpr char16_t kHost[] = u"host"; ///< the name that it gives itself
inline constexpr char16_t kDomain[] = u"domain";
inline constexpr char16_t kSite[] = u"site"; ///< Active Directory site of the server
inline constexpr char16_t kClientSite[] = u"client-site"; ///< …of this machine, as the server sees it
inline constexpr char16_t kServerTime[] = u"server-time"; ///< ISO 8601, UTC
inline constexpr char16_t kClockSkew[] = u"clock-skew"; ///< seconds, server minus this machine
inline constexpr char16_t kDirectory[] =
    u"directory"; ///< gc (global catalog), no-gc, read-only, writable, synchronized, lds …
inline constexpr char16_t kTargets[] = u"targets"; ///< of SRV records: "dc1.example:389"
inline constexpr char16_t kDialect[] = u"dialect"; ///< SMB: "3.0.2"
inline constexpr char16_t kSigning[] = u"signing"; ///< required, enabled, off
inline constexpr char16_t kEndpoint[] = u"endpoint"; ///< "Netlogon 49153"
inline constexpr char16_t kEnding[] =
    u"ending"; ///< of a connection on which nothing of the protocol was said: hung-up, silent
} // namespace factkey

/// A step of the evidence.
struct ProbeStep {
    enum class Kind : quint8 { Sent, Received, Event };
    Kind kind = Kind::Event;
    int at = 0; ///< ms since the check began
    bool inTls = false;
    QString text; ///< protocols of lines: the lines; others: what it is and its size
    friend bool operator==(const ProbeStep &, const ProbeStep &) = default;
};

/// An RPC service's port, as the endpoint mapper handed it out, and what came of going there.
struct EndpointReport {
    QString service; ///< label or id of its interface
    quint16 port = 0; ///< 0: the mapper does not know the service
    ProbeResult result = ProbeResult::CannotTell; ///< CannotTell: nobody went there
    bool isRightService = false; ///< it accepted a bind for that interface
    friend bool operator==(const EndpointReport &, const EndpointReport &) = default;
};

struct ProbeReport {
    ProbeResult result = ProbeResult::CannotTell;
    bool spoke = false; ///< the peer answered in the protocol that belongs there
    QString detail; ///< of failures, for people: the system's words, or what came instead
    QString address; ///< literal of the one that told most of those that were tried
    QString localAddress;
    QDateTime startedAt; ///< UTC
    int connectedAfter = -1; ///< ms; -1: never
    int took = 0; ///< ms
    int tries = 1;
    std::optional<IcmpError> icmp;
    std::optional<TlsFacts> tls;
    QList<ProbeFact> facts; ///< in the order in which they were learnt
    QList<EndpointReport> endpoints;
    QList<ProbeStep> steps;

    /// Empty: not told.
    QStringList fact(QStringView key) const;
    friend bool operator==(const ProbeReport &, const ProbeReport &) = default;
};

/// How much it tells: of several addresses the one that told most counts.
int weight(ProbeResult result);
QString toString(ProbeResult result); ///< "no-answer": as in files
std::optional<ProbeResult> probeResultFrom(QStringView word);
QString toString(TlsOutcome outcome);

} // namespace portolan
