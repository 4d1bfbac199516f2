// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "conversation.h"

namespace portolan {

/// What all exchanges share: they end after kMost bytes, and nothing wakes them up again.
class BoundedConversation : public Conversation
{
public:
    explicit BoundedConversation(const ProbeRequest &request);

    Turn begin() final;
    Turn receive(QByteArrayView bytes) final;
    Turn encrypted() final;
    Turn reconnectFailed(ProbeResult result) final;
    Turn cut() final;
    void finished() final;

protected:
    virtual Turn start() = 0;
    virtual Turn take(QByteArrayView bytes) = 0;
    virtual Turn onEncrypted() { return done(); }
    virtual Turn onReconnectFailed(ProbeResult) { return done(); }
    virtual Turn onCut() { return done(); }
    /// The exchange ended before it was over.
    virtual void onEnd() { }

    static Turn done(const QByteArray &send = {}, const QString &text = {});
    static Turn ask(const QByteArray &send, const QString &text);
    /// `next` after `turn`, in one.
    static void append(Turn &turn, const Turn &next);

    const ProbeRequest &request() const { return m_request; }
    bool isUdp() const { return m_request.transport == Transport::Udp; }
    bool isInTls() const { return m_isInTls; }
    /// Bytes so far.
    qsizetype taken() const { return m_taken; }

    /// For the evidence: "rootDSE, 754 bytes".
    void tellReceived(const QString &what, qsizetype size);
    void tellReceivedLine(QByteArrayView line);
    /// What came is not of `protocol`: `detail` says so and how it begins.
    Turn notIn(const QString &protocol, QByteArrayView came);
    /// It offered STARTTLS and did not mean it; `answer` in its words.
    void refuseStartTls(const QString &answer);

private:
    Turn follow(const Turn &turn);

    ProbeRequest m_request;
    qsizetype m_taken = 0;
    bool m_isInTls = false;
    bool m_isOver = false;
};

/// A name from the plan as it may stand in a line of a request: letters, digits, dots, hyphens, underscores, colons and
/// brackets; an internationalised name in its xn-- form.
QByteArray plainHostName(const QString &name);
/// …and in an address of the web, SIP or net.tcp: an IPv6 literal in brackets.
QByteArray bracketedHostName(const QString &name);
/// What this machine calls itself there.
QByteArray ownName(const ProbeRequest &request);

} // namespace portolan
