// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "kitrequests.h"

#include "model/reachability/protocols/rpcmessages.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <algorithm>

namespace portolan {

namespace {

/// Conversations ask a plain function, which can only know what the thread knows.
thread_local QRandomGenerator g_random;

quint32 nextRandom()
{
    return g_random.generate();
}

bool isOfLines(ProbeProtocol protocol)
{
    return protocol == ProbeProtocol::Smtp || protocol == ProbeProtocol::Pop3 || protocol == ProbeProtocol::Imap4;
}

KitRequests mapperRequests(const ProbeRequest &request)
{
    KitRequests requests;
    quint32 call = 1;
    requests.first = rpc::bind(call, rpc::mapper());
    if (request.hint.interfaces.isEmpty())
        requests.second = rpc::lookup(++call, {});
    for (const RpcInterface &service : request.hint.interfaces.mid(0, rpc::kMostInterfaces))
        requests.visits << KitRequests::Visit{rpc::labelOf(service), rpc::map(++call, service), rpc::bind(1, service)};
    return requests;
}

} // namespace

KitRequests kitRequests(const ProbeRequest &request, quint32 seed)
{
    if (request.hint.protocol == ProbeProtocol::EndpointMapper)
        return mapperRequests(request);
    KitRequests requests;
    const std::unique_ptr<Conversation> conversation = makeConversation(request);
    if (conversation == nullptr || isOfLines(request.hint.protocol))
        return requests;
    g_random.seed(seed);
    conversation->setSurroundings({&QDateTime::currentDateTimeUtc, &nextRandom});
    requests.first = conversation->begin().send;
    if (request.hint.protocol == ProbeProtocol::Http) {
        conversation->receive("HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\n\r\n");
        requests.second = conversation->begin().send;
    }
    return requests;
}

quint16 kitDnsId(quint32 seed)
{
    g_random.seed(seed);
    return quint16(nextRandom());
}

} // namespace portolan
