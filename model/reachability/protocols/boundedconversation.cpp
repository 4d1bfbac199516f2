// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "boundedconversation.h"

#include "cleantext.h"
#include "model/json/plaintext.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct ConversationText {
    Q_DECLARE_TR_FUNCTIONS(portolan::Conversation)
};

constexpr qsizetype kLongestReceivedText = 4096;
constexpr qsizetype kLongestName = 255;

} // namespace

BoundedConversation::BoundedConversation(const ProbeRequest &request)
    : m_request(request), m_isInTls(request.hint.tls == ProbeTls::First)
{
}

Conversation::Turn BoundedConversation::begin()
{
    return m_isOver ? done() : follow(start());
}

Conversation::Turn BoundedConversation::receive(QByteArrayView bytes)
{
    if (m_isOver)
        return done();
    const qsizetype kept = std::min(bytes.size(), kMost - m_taken);
    m_taken += kept;
    Turn turn = take(bytes.first(kept));
    if (kept < bytes.size() && turn.next != Turn::Next::Done) {
        if (m_report.detail.isEmpty())
            m_report.detail = ConversationText::tr("It sends without end: no more was read.");
        onEnd();
        turn = done();
    }
    return follow(turn);
}

Conversation::Turn BoundedConversation::encrypted()
{
    m_isInTls = true;
    return m_isOver ? done() : follow(onEncrypted());
}

Conversation::Turn BoundedConversation::reconnectFailed(ProbeResult result)
{
    return m_isOver ? done() : follow(onReconnectFailed(result));
}

Conversation::Turn BoundedConversation::cut()
{
    // Not over yet where it is done: finished() comes.
    return m_isOver ? done() : onCut();
}

void BoundedConversation::finished()
{
    if (!m_isOver)
        onEnd();
    m_isOver = true;
}

Conversation::Turn BoundedConversation::done(const QByteArray &send, const QString &text)
{
    return {send, Turn::Next::Done, 0, text};
}

Conversation::Turn BoundedConversation::ask(const QByteArray &send, const QString &text)
{
    return {send, Turn::Next::Receive, 0, text};
}

void BoundedConversation::append(Turn &turn, const Turn &next)
{
    if (!turn.sendText.isEmpty() && !next.sendText.isEmpty())
        turn.sendText += u'\n';
    turn.sendText += next.sendText;
    turn.send += next.send;
    turn.next = next.next;
    turn.port = next.port;
}

void BoundedConversation::tellReceived(const QString &what, qsizetype size)
{
    if (m_receivedText.size() > kLongestReceivedText)
        return;
    if (!m_receivedText.isEmpty())
        m_receivedText += u'\n';
    m_receivedText += ConversationText::tr("%1, %n byte(s)", "what a message is, and its size", int(size)).arg(what);
}

void BoundedConversation::tellReceivedLine(QByteArrayView line)
{
    if (m_receivedText.size() > kLongestReceivedText)
        return;
    if (!m_receivedText.isEmpty())
        m_receivedText += u'\n';
    m_receivedText += cleaned(line);
}

Conversation::Turn BoundedConversation::notIn(const QString &protocol, QByteArrayView came)
{
    if (m_report.detail.isEmpty())
        m_report.detail =
            ConversationText::tr("What came is not %1; it begins %2.").arg(protocol, quoted(cleaned(came)));
    return done();
}

void BoundedConversation::refuseStartTls(const QString &answer)
{
    replaceFact(factkey::kStartTls, {u"refused"_s});
    m_report.detail = ConversationText::tr("STARTTLS was refused: %1").arg(cleaned(answer));
}

Conversation::Turn BoundedConversation::follow(const Turn &turn)
{
    m_isOver = turn.next == Turn::Next::Done;
    return turn;
}

QByteArray plainHostName(const QString &name)
{
    const bool isAscii = std::all_of(name.begin(), name.end(), [](QChar c) { return c.unicode() < 0x80; });
    const QByteArray raw = isAscii ? name.toLatin1() : QUrl::toAce(name);
    QByteArray result;
    for (const char c : raw) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
            || c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
        if (isPlain && result.size() < kLongestName)
            result += c;
    }
    return result;
}

QByteArray bracketedHostName(const QString &name)
{
    const QByteArray host = plainHostName(name);
    return host.count(':') > 1 && !host.startsWith('[') ? '[' + host + ']' : host;
}

QByteArray ownName(const ProbeRequest &request)
{
    const QByteArray name = plainHostName(request.ownName);
    return name.isEmpty() ? QByteArray("localhost") : name;
}

} // namespace portolan
