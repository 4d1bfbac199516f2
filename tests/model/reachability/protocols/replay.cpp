// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "replay.h"

namespace portolan {

using namespace Qt::StringLiterals;

using Next = Conversation::Turn::Next;

Replayed replay(const ProbeRequest &request, const QList<QByteArray> &answers, Pieces pieces)
{
    const std::unique_ptr<Conversation> conversation = makeConversation(request);
    conversation->setSurroundings(
        {[] { return QDateTime(QDate(2026, 11, 23), QTime(7, 56), Qt::UTC); }, [] { return quint32(0x1234); }});
    Replayed result;
    qsizetype answer = 0;
    const auto follow = [&result](const Conversation::Turn &turn) {
        if (!turn.send.isEmpty())
            result.sent << turn.send;
        if (turn.next != Next::Receive)
            result.turns << turn.next;
        if (turn.next == Next::Reconnect)
            result.ports << turn.port;
        return turn.next;
    };
    Next next = follow(conversation->begin());
    while (next != Next::Done) {
        if (next == Next::StartTls) {
            next = follow(conversation->encrypted());
            continue;
        }
        if (next == Next::Reconnect) {
            const bool fails = answer < answers.size() && answers[answer].isNull();
            answer += fails ? 1 : 0;
            next = follow(fails ? conversation->reconnectFailed(ProbeResult::NoAnswer) : conversation->begin());
            continue;
        }
        if (answer == answers.size()) {
            conversation->finished();
            break;
        }
        const QByteArray bytes = answers[answer++];
        if (bytes == kCut) {
            next = follow(conversation->cut());
            if (next != Next::Reconnect)
                conversation->finished();
            continue;
        }
        if (pieces == Pieces::Whole)
            next = follow(conversation->receive(bytes));
        for (qsizetype at = 0; pieces == Pieces::Bytes && at < bytes.size() && next == Next::Receive; ++at)
            next = follow(conversation->receive(QByteArrayView(bytes).sliced(at, 1)));
    }
    result.report = conversation->report();
    result.received = conversation->takeReceivedText();
    result.wantsTcp = conversation->wantsTcp();
    return result;
}

ProbeRequest requestFor(ProbeProtocol protocol, ProbeTls tls, Transport transport)
{
    ProbeRequest request;
    request.hint.protocol = protocol;
    request.hint.tls = tls;
    request.transport = transport;
    request.port = 1234;
    request.host = u"host.contoso.test"_s;
    request.domain = u"contoso.test"_s;
    request.ownName = u"me.contoso.test"_s;
    return request;
}

} // namespace portolan
