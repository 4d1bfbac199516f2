// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/protocols/conversation.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace portolan {

enum class Pieces { Whole, Bytes };

/// Among answers: the peer hangs up, or says nothing in time.
inline const QByteArray kCut("the connection is cut");

/// What came of an exchange with a peer whose answers are known beforehand.
struct Replayed {
    ProbeReport report;
    QList<QByteArray> sent;
    QList<Conversation::Turn::Next> turns; ///< but Receive
    QList<quint16> ports; ///< of Reconnect
    QString received; ///< for people
    bool wantsTcp = false;
};

/// At 2026-11-23 07:56:00 UTC; every random number is 0x1234. One answer for each request that is not the last; the
/// peer hangs up when there are no more. An answer to a Reconnect that is null: it fails. A request that is empty asks
/// for a greeting.
Replayed replay(const ProbeRequest &request, const QList<QByteArray> &answers, Pieces pieces = Pieces::Whole);

ProbeRequest requestFor(ProbeProtocol protocol, ProbeTls tls = ProbeTls::None, Transport transport = Transport::Tcp);

} // namespace portolan
