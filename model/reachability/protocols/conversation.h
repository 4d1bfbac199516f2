// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/catalog/probehint.h"
#include "model/reachability/probereport.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>

#include <memory>
#include <utility>

namespace portolan {

/// Everything that an exchange needs to know of whom it talks to.
struct ProbeRequest {
    ProbeHint hint;
    Transport transport = Transport::Tcp;
    quint16 port = 0;
    QString host; ///< FQDN or address literal: for SNI, Host:, SIP and certificates
    QString domain; ///< DNS name of the directory's domain; empty: not known
    QString ownName; ///< what this machine calls itself in EHLO
    friend bool operator==(const ProbeRequest &, const ProbeRequest &) = default;
};

/// One read-only exchange without any input or output of its own: whoever drives it brings the bytes (a socket, a
/// replay, a fuzzer). No credentials, nothing written. Takes any bytes in any pieces and keeps at most kMost of them;
/// what it makes of them is cleaned. Not reentrant; one thread.
class Conversation
{
public:
    static constexpr qsizetype kMost = 65536; ///< bytes that any exchange reads; more ends it

    struct Turn {
        enum class Next : quint8 {
            Receive, ///< feed me
            StartTls, ///< make TLS of this connection, then call encrypted()
            Reconnect, ///< open another connection to `port` and call begin() again
            Done, ///< report() is complete; close politely after `send`
        };
        QByteArray send = {}; ///< to be written first
        Next next = Next::Receive;
        quint16 port = 0; ///< of Reconnect
        QString sendText = {}; ///< `send` for people: the line itself, or "SMB2 negotiate"
    };

    /// What an exchange takes from the machine that it runs on.
    struct Surroundings {
        QDateTime (*now)() = nullptr;
        quint32 (*random)() = nullptr; ///< not to be guessed by those who did not see the request
    };

    Conversation();
    virtual ~Conversation() = default;
    Conversation(const Conversation &) = delete;
    Conversation &operator=(const Conversation &) = delete;

    /// Before begin(); for replays. Otherwise the system's.
    void setSurroundings(const Surroundings &surroundings) { m_surroundings = surroundings; }

    /// Connected; where the hint says TLS first, that stands already. UDP: `send` is one datagram.
    virtual Turn begin() = 0;
    /// More of the stream, or one datagram.
    virtual Turn receive(QByteArrayView bytes) = 0;
    virtual Turn encrypted() { return {{}, Turn::Next::Done}; }
    /// A Reconnect did not work out; `result` says how.
    virtual Turn reconnectFailed(ProbeResult result);
    /// The peer hung up, or did not answer in time: Reconnect goes on elsewhere, Done has nowhere to go. Not over UDP.
    virtual Turn cut() { return {{}, Turn::Next::Done}; }
    /// The peer hung up, or time is up, and nothing comes after it: report() says what is known.
    virtual void finished() { }

    /// Facts but the ending, `spoke`, `detail` and `endpoints`; the rest belongs to the driver.
    const ProbeReport &report() const { return m_report; }
    /// What was received since last asked, for people: lines, or "rootDSE, 2,412 bytes".
    QString takeReceivedText() { return std::exchange(m_receivedText, {}); }
    /// UDP's answer was cut: the same again over TCP.
    bool wantsTcp() const { return m_wantsTcp; }

protected:
    static constexpr qsizetype kMostValues = 100; ///< of a fact

    /// Values are cleaned, kMostValues of them kept.
    void addFact(QStringView key, const QStringList &values);
    /// What was said of `key` before does not hold any more.
    void replaceFact(QStringView key, const QStringList &values);
    /// The server's time, and how far it is from ours. Nothing when it is not valid.
    void addServerTime(const QDateTime &time);

    Surroundings m_surroundings;
    ProbeReport m_report;
    QString m_receivedText;
    bool m_wantsTcp = false;
};

/// Null for protocols without an exchange: None and Connect.
std::unique_ptr<Conversation> makeConversation(const ProbeRequest &request);

} // namespace portolan
