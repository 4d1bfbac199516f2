// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "lineconversation.h"

namespace portolan {

Conversation::Turn LineConversation::take(QByteArrayView bytes)
{
    Turn turn;
    if (isUdp())
        m_lines.takeLine(); // no line goes on in another datagram
    while (!bytes.isEmpty() && turn.next == Turn::Next::Receive) {
        if (!m_lines.read(bytes))
            break;
        const QByteArray line = m_lines.takeLine();
        tellReceivedLine(line);
        append(turn, onLine(line));
    }
    return turn;
}

void LineConversation::onEnd()
{
    const QByteArray rest = m_lines.takeLine();
    if (rest.isEmpty())
        return;
    tellReceivedLine(rest);
    if (!m_report.spoke)
        notIn(name(), rest);
}

Conversation::Turn LineConversation::command(const QByteArray &line)
{
    return ask(line + "\r\n", QString::fromLatin1(line));
}

Conversation::Turn LineConversation::lastCommand(const QByteArray &line)
{
    return done(line + "\r\n", QString::fromLatin1(line));
}

} // namespace portolan
