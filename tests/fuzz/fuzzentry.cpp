// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "fuzzentry.h"

#include "model/json/plaintext.h"
#include "model/reachability/protocols/conversation.h"

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr int kProtocols = int(ProbeProtocol::NetTcp) + 1;
constexpr qsizetype kControls = 3;
constexpr int kMostTurns = 20;

QString faultOf(const ProbeReport &report)
{
    if (report.facts.size() > 40 || report.endpoints.size() > 20)
        return u"too many facts or endpoints"_s;
    QStringList texts{report.detail};
    for (const ProbeFact &fact : report.facts)
        texts += fact.values;
    for (const EndpointReport &endpoint : report.endpoints)
        texts += endpoint.service;
    for (const QString &text : texts) {
        if (text.size() > 700 || findForbidden(text, Lines::One) >= 0)
            return u"text unfit for people"_s;
    }
    return {};
}

} // namespace

QString converseWith(QByteArrayView input)
{
    if (input.size() < kControls)
        return {};
    const quint8 options = quint8(input[1]);
    ProbeRequest request;
    request.hint.protocol = ProbeProtocol(quint8(input[0]) % kProtocols);
    request.hint.tls = ProbeTls(options % 3);
    request.transport = options & 4 ? Transport::Udp : Transport::Tcp;
    if (options & 8)
        request.hint.interfaces = {{QUuid(), 1, 0, u"a"_s}, {QUuid(), 2, 0, u"b"_s}};
    if (options & 16)
        request.domain = u"contoso.test"_s;
    request.host = u"host"_s;
    request.port = 135;
    const std::unique_ptr<Conversation> conversation = makeConversation(request);
    if (conversation == nullptr)
        return {};
    conversation->setSurroundings(
        {[] { return QDateTime(QDate(2026, 11, 23), QTime(7, 56), Qt::UTC); }, [] { return quint32(0x1234); }});

    using Next = Conversation::Turn::Next;
    const qsizetype piece = quint8(input[2]) == 0 ? input.size() : quint8(input[2]);
    QByteArrayView rest = input.sliced(kControls);
    Next next = conversation->begin().next;
    int turns = 0;
    while (next != Next::Done) {
        if (next != Next::Receive && ++turns > kMostTurns)
            return u"it does not come to an end"_s;
        if (next == Next::StartTls) {
            next = conversation->encrypted().next;
        } else if (next == Next::Reconnect) {
            next = options & 32 ? conversation->reconnectFailed(ProbeResult::Refused).next : conversation->begin().next;
        } else if (rest.isEmpty()) {
            next = options & 64 ? conversation->cut().next : Next::Done;
            if (next != Next::Reconnect)
                conversation->finished();
        } else {
            // A copy of its own, so that a sanitizer sees who reads beyond it.
            const QByteArray part = rest.first(qMin(piece, rest.size())).toByteArray();
            rest = rest.sliced(part.size());
            next = conversation->receive(part).next;
        }
    }
    return faultOf(conversation->report());
}

} // namespace portolan
