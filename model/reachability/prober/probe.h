// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "evidence.h"
#include "namelookup.h"
#include "tlschannel.h"

#include "model/reachability/protocols/conversation.h"
#include "model/reachability/reachabilityplan.h"
#include "model/reachability/sockets/nativesocket.h"
#include "model/reachability/sockets/socketloop.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>

#include <functional>
#include <memory>
#include <utility>

namespace portolan {

/// One check, from the look-up of the name to the last answer: connects, makes TLS where it belongs, brings the bytes
/// of the exchange. All addresses are tried in order until one accepts; none does: report() is of the one that told
/// most. Bounded whatever the peer does: time by the limits (one byte a second is no answer), memory by kMostBytes.
/// Lives in the thread of its loop; destroying it is to cancel it, at once and in every phase.
class Probe : public SocketWatcher, public TlsObserver
{
public:
    static constexpr qsizetype kMostBytes = 4 * Conversation::kMost; ///< read in one check

    using MakeConversation = std::function<std::unique_ptr<Conversation>(const ProbeRequest &)>;
    struct Hooks {
        /// It is about to open a connection: in how many ms may it?
        std::function<qint64(Transport)> connecting;
        /// report() is complete. May come in start(); the probe must not be destroyed within it.
        std::function<void(Probe &)> finished;
        MakeConversation converse = makeConversation;
    };

    Probe(SocketLoop &loop, const PlannedCheck &check, const RunLimits &limits, Hooks hooks);
    ~Probe() override;

    void start();

    bool isFinished() const { return m_phase == Phase::Finished; }
    /// This machine had no descriptor, port or memory left: the check may be tried again when others have ended.
    bool isExhausted() const { return m_isExhausted; }
    const ProbeReport &report() const { return m_report; }
    ProbeReport takeReport() { return std::move(m_report); }

    void onTlsEstablished() override;
    void onTlsBytes() override;
    void onTlsEnded() override;

private:
    enum class Phase : quint8 { Idle, LookingUp, Queueing, Connecting, Encrypting, Talking, Closing, Finished };
    /// How a peer left an exchange that was not over.
    enum class Ending : quint8 { Untold, HungUp, Silent };

    void onReady() override;
    void onDeadline() override;

    void lookUp();
    void onLookedUp(const QHostInfo &info);
    void onNotLookedUp(ProbeResult result, const QString &why);
    void tryNext();
    bool isTimeUp() const { return loop().now() >= m_wholeDeadline; }
    void connectTo(quint16 port);
    void connectNow();
    void onConnected();
    void onConnectFailed(const SocketFailure &failure);
    void startTls();
    void onTlsFailed(const TlsFacts &facts);
    void converse();
    void talk(const Conversation::Turn &turn);
    void flush();
    void proceed();
    void readPlain();
    /// Whether more may be read from the same connection.
    bool take(const char *bytes, qsizetype count);
    void onBroken(const SocketFailure &failure);
    /// The peer or the clock ended a connection; the exchange may have another to go to.
    void onCut(Ending ending, const QString &detail);
    void endConversation(const QString &detail);
    void endWithoutTime();
    /// The exchange is complete.
    void part();
    void collect(const QString &detail);
    void askAgainOverTcp();
    void keep(ProbeResult result, const QString &detail);
    void keep(const SocketFailure &failure);
    void disconnectPeer();
    void finish();

    void wait(Phase phase, int time);
    void event(const QString &text);
    bool isUdp() const { return m_request.transport == Transport::Udp; }
    qint64 elapsed() const { return loop().now() - m_begun; }

    const PlannedCheck m_check;
    ProbeRequest m_request; ///< its transport changes when UDP's answer was cut
    const RunLimits m_limits;
    Hooks m_hooks;

    Phase m_phase = Phase::Idle;
    qint64 m_begun = 0;
    qint64 m_wholeDeadline = 0;
    std::unique_ptr<NameLookup> m_lookup;
    QList<QHostAddress> m_addresses;
    qsizetype m_next = 0; ///< address to be tried
    quint16 m_port = 0;
    NativeSocket m_socket;
    std::unique_ptr<TlsChannel> m_tls;
    std::unique_ptr<Conversation> m_conversation;
    bool m_isTalking = false; ///< the conversation has begun
    bool m_isReconnecting = false;
    Ending m_ending = Ending::Untold;
    int m_turns = 0;
    QByteArray m_unsent;
    Conversation::Turn m_turn; ///< what comes when all is sent
    bool m_hasTurn = false;
    int m_connection = 0; ///< counts them
    qsizetype m_bytes = 0;
    bool m_isExhausted = false;
    Evidence m_evidence;
    ProbeReport m_report;
    int m_weight = 0; ///< of the report's result; 0: it has none yet
    bool m_isAgain = false; ///< over TCP, after UDP's answer was cut
};

} // namespace portolan
