// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "framedconversation.h"

namespace portolan {

Conversation::Turn FramedConversation::take(QByteArrayView bytes)
{
    if (isUdp())
        return onDatagram(bytes);
    m_bytes.append(bytes);
    QByteArrayView rest(m_bytes);
    Turn turn;
    while (!rest.isEmpty() && turn.next == Turn::Next::Receive) {
        const qint64 size = frameSize(rest);
        if (size < 0 || size > kMost) {
            append(turn, onGarbage(rest));
            break;
        }
        if (size == 0 || size > rest.size())
            break;
        append(turn, onFrame(rest.first(qsizetype(size))));
        rest = rest.sliced(qsizetype(size));
    }
    // What comes next is on another connection, or in TLS: the rest was said by whoever sits in between.
    if (turn.next != Turn::Next::Receive)
        m_bytes.clear();
    else
        m_bytes.remove(0, m_bytes.size() - rest.size());
    return turn;
}

Conversation::Turn FramedConversation::onDatagram(QByteArrayView datagram)
{
    Turn turn = onFrame(datagram);
    if (turn.next == Turn::Next::Receive)
        m_bytes = datagram.toByteArray();
    return turn;
}

void FramedConversation::onEnd()
{
    if (!m_report.spoke && !m_bytes.isEmpty())
        notIn(name(), m_bytes);
}

} // namespace portolan
