// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>
#include <QUuid>

#include <optional>

namespace portolan {

/// The one read-only exchange that tells whether a service is behind a port.
enum class ProbeProtocol : quint8 {
    None, ///< cannot be checked from outside: answers its peers only, or has no port of its own
    Connect, ///< a connection is all that can be asked for without leaving a trace
    Smtp,
    Pop3,
    Imap4,
    Http,
    Ldap,
    Cldap,
    Dns,
    Kerberos,
    EndpointMapper, ///< and then the port that it hands out
    RpcOverHttp,
    Smb2,
    Sip,
    NetTcp,
};

enum class ProbeTls : quint8 {
    None,
    IfOffered, ///< STARTTLS and its like
    First, ///< before the first byte of the protocol
};

/// An interface of an RPC service, as the endpoint mapper is asked for it.
struct RpcInterface {
    QUuid id;
    quint16 major = 0;
    quint16 minor = 0;
    QString label; ///< "Netlogon"
    friend bool operator==(const RpcInterface &, const RpcInterface &) = default;
};

/// How a service is checked; of a data path: what its service is asked for there.
struct ProbeHint {
    ProbeProtocol protocol = ProbeProtocol::Connect;
    ProbeTls tls = ProbeTls::None;
    QString path; ///< HTTP: "/owa/"; net.tcp: "/Microsoft.Exchange…"; empty: none that we know
    QList<RpcInterface> interfaces; ///< empty: whichever TCP endpoints the mapper lists
    friend bool operator==(const ProbeHint &, const ProbeHint &) = default;
};

QString toString(ProbeProtocol protocol); ///< "endpoint-mapper": as in files
std::optional<ProbeProtocol> probeProtocolFrom(QStringView word);

} // namespace portolan
