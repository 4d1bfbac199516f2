// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "probe.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace portolan {

namespace {

struct ProbeText {
    Q_DECLARE_TR_FUNCTIONS(portolan::Probe)
};

constexpr int kPartingTimeout = 1000; ///< ms for the peer to close its side too
constexpr qsizetype kReadAtOnce = 65536; ///< a datagram is never longer
constexpr int kMostReads = 4; ///< before others have their turn

using Next = Conversation::Turn::Next;

/// What this machine lacks tells nothing of the peer.
int weight(const SocketFailure &failure)
{
    return failure.cause == LocalCause::None ? weight(failure.result) : 1;
}

QString endingWord(bool hasHungUp)
{
    return hasHungUp ? QStringLiteral("hung-up") : QStringLiteral("silent");
}

/// One for each thread: nothing of it is kept.
char *readBuffer()
{
    thread_local std::array<char, kReadAtOnce> buffer;
    return buffer.data();
}

} // namespace

void Probe::onReady()
{
    switch (m_phase) {
    case Phase::Connecting: {
        const NativeSocket::Outcome outcome = m_socket.finishConnect();
        if (outcome.state == NativeSocket::State::Done) {
            onConnected();
        } else if (outcome.state == NativeSocket::State::Failed) {
            onConnectFailed(outcome.failure);
        }
        return;
    }
    case Phase::Talking: {
        const int connection = m_connection;
        if (!m_unsent.isEmpty())
            flush();
        if (m_connection == connection && m_phase == Phase::Talking && m_tls == nullptr && m_turn.next == Next::Receive)
            readPlain();
        return;
    }
    case Phase::Closing: {
        const NativeSocket::Outcome outcome = m_socket.receive(readBuffer(), kReadAtOnce);
        m_bytes += outcome.bytes;
        const bool goesOn = outcome.state == NativeSocket::State::Done || outcome.state == NativeSocket::State::Waiting;
        if (!goesOn || m_bytes > kMostBytes)
            finish();
        return;
    }
    default:
        return;
    }
}

void Probe::readPlain()
{
    for (int i = 0; i < kMostReads; ++i) {
        const NativeSocket::Outcome outcome = m_socket.receive(readBuffer(), kReadAtOnce);
        switch (outcome.state) {
        case NativeSocket::State::Done:
            if (!take(readBuffer(), outcome.bytes))
                return;
            break;
        case NativeSocket::State::Waiting:
            return;
        case NativeSocket::State::Ended:
            event(ProbeText::tr("The peer closed the connection."));
            onCut(Ending::HungUp, ProbeText::tr("The peer closed the connection."));
            return;
        case NativeSocket::State::Failed:
            onBroken(outcome.failure);
            return;
        }
    }
}

void Probe::onTlsBytes()
{
    while (m_phase == Phase::Talking && m_tls != nullptr) {
        const qsizetype count = m_tls->receive(readBuffer(), kReadAtOnce);
        if (count == 0 || !take(readBuffer(), count))
            return;
    }
}

bool Probe::take(const char *bytes, qsizetype count)
{
    if (isUdp())
        keep(ProbeResult::Open, {});
    m_bytes += count;
    if (m_bytes > kMostBytes) {
        endConversation(ProbeText::tr("It sends without end: no more was read."));
        return false;
    }
    const int connection = m_connection;
    const Conversation::Turn turn = m_conversation->receive(QByteArrayView(bytes, count));
    const QString text = m_conversation->takeReceivedText();
    if (text.isEmpty())
        m_evidence.addBytes(elapsed(), m_tls != nullptr, count);
    else
        m_evidence.add(ProbeStep::Kind::Received, elapsed(), m_tls != nullptr, text);
    const bool wasTls = m_tls != nullptr;
    talk(turn);
    return m_connection == connection && m_phase == Phase::Talking && (m_tls != nullptr) == wasTls
        && m_turn.next == Next::Receive;
}

void Probe::onBroken(const SocketFailure &failure)
{
    m_isExhausted = failure.cause == LocalCause::Exhausted;
    event(failure.detail);
    if (isUdp() && m_report.result != ProbeResult::Open) {
        keep(failure);
        tryNext();
        return;
    }
    if (failure.result == ProbeResult::Refused)
        onCut(Ending::HungUp, ProbeText::tr("The peer reset the connection."));
    else
        onCut(Ending::Untold, failure.detail);
}

void Probe::onDeadline()
{
    switch (m_phase) {
    case Phase::LookingUp:
        m_lookup.reset();
        onNotLookedUp(ProbeResult::LocalFailure, ProbeText::tr("The name service did not answer in time."));
        return;
    case Phase::Queueing:
        connectNow();
        return;
    case Phase::Connecting:
        if (m_isReconnecting && isTimeUp()) {
            endWithoutTime();
            return;
        }
        unwatchClosing();
        m_socket.close();
        onConnectFailed({ProbeResult::NoAnswer, LocalCause::None, {}, ProbeText::tr("No answer")});
        return;
    case Phase::Encrypting:
        onTlsFailed(m_tls->factsWhenStalled());
        return;
    case Phase::Talking:
        event(ProbeText::tr("No answer in time"));
        onCut(Ending::Silent, ProbeText::tr("No answer in time"));
        return;
    default:
        finish();
        return;
    }
}

void Probe::onCut(Ending ending, const QString &detail)
{
    m_ending = ending;
    const Conversation::Turn turn = m_isTalking && !isUdp() ? m_conversation->cut() : Conversation::Turn();
    if (turn.next != Next::Reconnect) {
        endConversation(detail);
        return;
    }
    m_unsent.clear();
    talk(turn);
}

/// Where it would have gone next was not asked: nothing is said of that.
void Probe::endWithoutTime()
{
    event(ProbeText::tr("The time of the check was up."));
    endConversation(ProbeText::tr("The time of the check was up."));
}

void Probe::endConversation(const QString &detail)
{
    if (m_isTalking)
        m_conversation->finished();
    if (isUdp() && m_report.result != ProbeResult::Open) {
        keep(ProbeResult::CannotTell, detail);
        tryNext();
        return;
    }
    collect(detail);
    finish();
}

void Probe::part()
{
    collect({});
    if (isUdp() && m_conversation->wantsTcp()) {
        askAgainOverTcp();
        return;
    }
    m_report.took = static_cast<int>(elapsed());
    if (m_tls != nullptr) {
        wait(Phase::Closing, kPartingTimeout);
        if (!m_tls->closePolitely())
            return;
    } else if (m_socket.isOpen() && m_isTalking && !isUdp()) {
        // To close with unread bytes is a reset, which servers write into their logs.
        m_socket.shutDownSending();
        watch(m_socket.descriptor(), SocketInterest::Read);
        wait(Phase::Closing, kPartingTimeout);
        return;
    }
    finish();
}

void Probe::askAgainOverTcp()
{
    event(ProbeText::tr("The answer was cut: the same again over TCP"));
    if (isTimeUp()) {
        finish();
        return;
    }
    disconnectPeer();
    m_request.transport = Transport::Tcp;
    m_isAgain = true;
    m_isTalking = false;
    connectTo(m_request.port);
}

void Probe::collect(const QString &detail)
{
    if (m_conversation != nullptr && m_isTalking) {
        const QString text = m_conversation->takeReceivedText();
        if (!text.isEmpty())
            m_evidence.add(ProbeStep::Kind::Received, elapsed(), m_tls != nullptr, text);
        const ProbeReport &told = m_conversation->report();
        if (!m_isAgain || told.spoke) {
            m_report.facts = told.facts;
            m_report.spoke = told.spoke;
            m_report.detail = told.detail;
            m_report.endpoints = told.endpoints;
        }
        if (m_ending != Ending::Untold && !isUdp() && !m_report.spoke)
            m_report.facts.append({QString::fromUtf16(factkey::kEnding), {endingWord(m_ending == Ending::HungUp)}});
    }
    if (m_report.detail.isEmpty())
        m_report.detail = detail;
}

void Probe::keep(ProbeResult result, const QString &detail)
{
    keep({result, LocalCause::None, {}, detail});
}

void Probe::keep(const SocketFailure &failure)
{
    const int told = weight(failure);
    if (told <= m_weight)
        return;
    m_weight = told;
    m_report.result = failure.result;
    m_report.detail = failure.detail;
    m_report.icmp = failure.icmp;
    if (m_next > 0)
        m_report.address = m_addresses.at(m_next - 1).toString();
}

void Probe::disconnectPeer()
{
    unwatchClosing();
    m_socket.close();
    m_tls.reset();
    m_unsent.clear();
    m_hasTurn = false;
    m_isReconnecting = false;
    ++m_connection;
}

void Probe::finish()
{
    disconnectPeer();
    m_lookup.reset();
    setDeadline(kNever);
    if (m_phase != Phase::Closing)
        m_report.took = static_cast<int>(elapsed());
    m_phase = Phase::Finished;
    m_report.steps = m_evidence.take();
    m_hooks.finished(*this);
}

void Probe::wait(Phase phase, int time)
{
    m_phase = phase;
    setDeadline(std::min(m_wholeDeadline, loop().now() + time));
}

void Probe::event(const QString &text)
{
    m_evidence.add(ProbeStep::Kind::Event, elapsed(), false, text);
}

} // namespace portolan
