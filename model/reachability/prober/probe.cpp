// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "probe.h"

#include "model/reachability/addresskinds.h"

#include <QCoreApplication>
#include <QHostInfo>

#include <algorithm>
#include <utility>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct ProbeText {
    Q_DECLARE_TR_FUNCTIONS(portolan::Probe)
};

constexpr int kLookupTimeout = 8000; ///< ms: what a resolver with two servers takes for two rounds
constexpr qsizetype kMostAddresses = 16;
constexpr int kMostTurns = 512;

using Next = Conversation::Turn::Next;

AddressKind kindOf(const QHostAddress &address)
{
    if (address.isNull())
        return AddressKind::Invalid;
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    IpAddress plain;
    std::copy(std::begin(bytes.c), std::end(bytes.c), plain.begin());
    return addressKind(plain);
}

bool isOneHost(AddressKind kind)
{
    return kind == AddressKind::Private || kind == AddressKind::Public;
}

/// Of a name, none of whose addresses may be sent to.
QString whyNotContacted(const QList<QHostAddress> &addresses)
{
    for (const QHostAddress &address : addresses) {
        if (kindOf(address) == AddressKind::Public)
            return ProbeText::tr("The name stands for %1, which is public: give the server this address in the plan, "
                                 "then you are asked about it.")
                .arg(address.toString());
    }
    return ProbeText::tr("The name stands for %1, which is no address of a single host: mend it in DNS, or give the "
                         "server its address in the plan.")
        .arg(addresses.first().toString());
}

QString tlsEvent(const TlsFacts &facts)
{
    switch (facts.outcome) {
    case TlsOutcome::Established:
    case TlsOutcome::OldOnly:
        return ProbeText::tr("%1 with %2", "protocol, cipher").arg(facts.protocol, facts.cipher);
    case TlsOutcome::Refused:
        return ProbeText::tr("TLS handshake refused: %1").arg(facts.detail);
    case TlsOutcome::NotTls:
        return ProbeText::tr("What came back is not TLS");
    case TlsOutcome::Closed:
        return ProbeText::tr("Closed during the TLS handshake");
    case TlsOutcome::Stalled:
        return ProbeText::tr("No answer to the TLS handshake");
    }
    Q_UNREACHABLE();
}

} // namespace

Probe::Probe(SocketLoop &loop, const PlannedCheck &check, const RunLimits &limits, Hooks hooks)
    : SocketWatcher(loop), m_check(check), m_request(check.request), m_limits(limits), m_hooks(std::move(hooks))
{
}

Probe::~Probe()
{
    disconnectPeer();
}

void Probe::start()
{
    m_report.startedAt = QDateTime::currentDateTimeUtc();
    m_begun = loop().now();
    m_wholeDeadline = m_begun + m_limits.checkTimeout;
    if (m_request.hint.protocol == ProbeProtocol::None || (isUdp() && m_hooks.converse(m_request) == nullptr)) {
        keep(ProbeResult::NotProbeable, ProbeText::tr("There is nothing to ask it that does no harm."));
        finish();
        return;
    }
    for (const QString &literal : m_check.addresses) {
        const QHostAddress address(literal);
        if (isOneHost(kindOf(address)))
            m_addresses += address;
    }
    if (m_check.addresses.isEmpty()) {
        lookUp();
        return;
    }
    if (m_addresses.isEmpty())
        keep(ProbeResult::NotProbeable, ProbeText::tr("No address of a single host is known."));
    tryNext();
}

void Probe::lookUp()
{
    wait(Phase::LookingUp, kLookupTimeout);
    m_lookup = std::make_unique<NameLookup>(m_request.host, [this](const QHostInfo &info) { onLookedUp(info); });
}

void Probe::onLookedUp(const QHostInfo &info)
{
    const QList<QHostAddress> found = info.addresses();
    if (found.isEmpty()) {
        const QString why = info.errorString();
        // Who got no answer from the name service does not know whether there is such a name.
        if (info.error() == QHostInfo::UnknownError)
            onNotLookedUp(ProbeResult::LocalFailure, ProbeText::tr("The name could not be looked up: %1").arg(why));
        else
            onNotLookedUp(ProbeResult::NameNotFound, ProbeText::tr("The name was not found: %1").arg(why));
        return;
    }
    QStringList words;
    for (const QHostAddress &address : found.mid(0, kMostAddresses)) {
        words += address.toString();
        const AddressKind kind = kindOf(address);
        // Nobody saw this address before the run, so nobody said yes to it.
        if (isOneHost(kind) && (kind == AddressKind::Private || m_check.isPublic))
            m_addresses += address;
    }
    event(ProbeText::tr("The name stands for %1").arg(words.join(u", ")));
    if (m_addresses.isEmpty())
        keep(ProbeResult::NotProbeable, whyNotContacted(found));
    tryNext();
}

void Probe::onNotLookedUp(ProbeResult result, const QString &why)
{
    keep(result, why);
    event(why);
    finish();
}

void Probe::tryNext()
{
    disconnectPeer();
    m_isTalking = false;
    if (m_next >= std::min(m_addresses.size(), kMostAddresses) || isTimeUp()) {
        finish();
        return;
    }
    ++m_next;
    connectTo(m_request.port);
}

void Probe::connectTo(quint16 port)
{
    m_port = port;
    const qint64 queue = m_hooks.connecting ? m_hooks.connecting(m_request.transport) : 0;
    if (queue <= 0) {
        connectNow();
        return;
    }
    // What others' turns take is no time of this check.
    m_begun += queue;
    m_wholeDeadline += queue;
    m_phase = Phase::Queueing;
    setDeadline(loop().now() + queue);
}

void Probe::connectNow()
{
    const NativeSocket::Outcome outcome = m_socket.connectTo(m_addresses.at(m_next - 1), m_port, m_request.transport);
    if (outcome.state == NativeSocket::State::Failed) {
        onConnectFailed(outcome.failure);
    } else if (outcome.state == NativeSocket::State::Waiting) {
        watch(m_socket.descriptor(), SocketInterest::Write);
        wait(Phase::Connecting, m_limits.connectTimeout);
    } else {
        onConnected();
    }
}

void Probe::onConnected()
{
    const QString address = m_addresses.at(m_next - 1).toString();
    m_report.localAddress = m_socket.localAddress().toString();
    if (m_report.connectedAfter < 0 && !isUdp())
        m_report.connectedAfter = static_cast<int>(elapsed());
    if (!isUdp()) {
        event(ProbeText::tr("Connected to %1, port %2").arg(address).arg(m_port));
        if (!m_isReconnecting)
            keep(ProbeResult::Open, {});
    }
    if (!isUdp() && m_request.hint.tls == ProbeTls::First)
        startTls();
    else
        converse();
}

void Probe::onConnectFailed(const SocketFailure &failure)
{
    unwatchClosing();
    m_isExhausted = failure.cause == LocalCause::Exhausted;
    event(ProbeText::tr("%1, port %2: %3", "an address, a number, what happened")
              .arg(m_addresses.at(m_next - 1).toString(), QString::number(m_port), failure.detail));
    if (m_isReconnecting) {
        m_isReconnecting = false;
        const Conversation::Turn turn = m_conversation->reconnectFailed(failure.result);
        if (turn.next == Next::Reconnect)
            talk(turn);
        else
            part();
        return;
    }
    if (m_isAgain) {
        finish();
        return;
    }
    keep(failure);
    tryNext();
}

void Probe::startTls()
{
    unwatch();
    if (!TlsChannel::isAvailable()) {
        endConversation(ProbeText::tr("This program cannot speak TLS here: its library is missing."));
        return;
    }
    m_tls = std::make_unique<TlsChannel>(std::move(m_socket), m_request.host, *this);
    wait(Phase::Encrypting, m_limits.answerTimeout);
    m_tls->start();
}

void Probe::onTlsEstablished()
{
    m_report.tls = m_tls->facts();
    event(tlsEvent(*m_report.tls));
    if (m_isTalking && !m_isReconnecting)
        talk(m_conversation->encrypted());
    else
        converse();
}

void Probe::onTlsEnded()
{
    if (m_phase == Phase::Closing) {
        finish();
        return;
    }
    if (m_phase == Phase::Encrypting) {
        onTlsFailed(m_tls->facts());
        return;
    }
    m_report.tls = m_tls->facts(); // with TLS 1.3 a server asks for a certificate after the handshake
    onCut(Ending::HungUp, ProbeText::tr("The peer closed the connection."));
}

void Probe::onTlsFailed(const TlsFacts &facts)
{
    event(tlsEvent(facts));
    // The first connection told what TLS is like there.
    if (!m_isReconnecting)
        m_report.tls = facts;
    endConversation({});
}

void Probe::converse()
{
    if (m_isReconnecting) {
        m_isReconnecting = false;
        talk(m_conversation->begin());
        return;
    }
    m_conversation = m_hooks.converse(m_request);
    if (m_conversation == nullptr) {
        part();
        return;
    }
    m_isTalking = true;
    talk(m_conversation->begin());
}

void Probe::talk(const Conversation::Turn &turn)
{
    if (++m_turns > kMostTurns) {
        endConversation(ProbeText::tr("The exchange did not come to an end."));
        return;
    }
    if (!turn.send.isEmpty()) {
        const QString bytes = ProbeText::tr("%n byte(s)", nullptr, static_cast<int>(turn.send.size()));
        m_evidence.add(ProbeStep::Kind::Sent, elapsed(), m_tls != nullptr,
                       turn.sendText.isEmpty() ? bytes : turn.sendText);
    }
    // Only what we say earns the peer more time: one byte a second is no answer.
    if (!turn.send.isEmpty() || m_phase != Phase::Talking)
        wait(Phase::Talking, m_limits.answerTimeout);
    m_turn = turn;
    m_hasTurn = true;
    if (m_tls != nullptr) {
        m_tls->send(turn.send);
        proceed();
    } else {
        m_unsent += turn.send;
        flush();
    }
}

void Probe::flush()
{
    while (!m_unsent.isEmpty()) {
        const NativeSocket::Outcome outcome = m_socket.send(m_unsent);
        if (outcome.state == NativeSocket::State::Failed) {
            onBroken(outcome.failure);
            return;
        }
        if (outcome.state == NativeSocket::State::Waiting) {
            watch(m_socket.descriptor(),
                  m_turn.next == Next::Receive ? SocketInterest::ReadAndWrite : SocketInterest::Write);
            return;
        }
        m_unsent.remove(0, outcome.bytes);
    }
    if (m_hasTurn)
        proceed();
}

void Probe::proceed()
{
    m_hasTurn = false;
    switch (m_turn.next) {
    case Next::Receive:
        if (m_tls == nullptr)
            watch(m_socket.descriptor(), SocketInterest::Read);
        return;
    case Next::StartTls:
        if (m_tls == nullptr && !isUdp())
            startTls();
        else
            endConversation({});
        return;
    case Next::Reconnect:
        if (isTimeUp()) {
            endWithoutTime();
            return;
        }
        disconnectPeer();
        m_isReconnecting = true;
        connectTo(m_turn.port);
        return;
    case Next::Done:
        part();
        return;
    }
}

} // namespace portolan
