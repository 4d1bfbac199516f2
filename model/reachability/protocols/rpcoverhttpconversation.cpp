// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "rpcoverhttpconversation.h"

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kGreeting("ncacn_http/1.0");

} // namespace

Conversation::Turn RpcOverHttpConversation::take(QByteArrayView bytes)
{
    m_greeting.append(bytes.first(qMin(bytes.size(), kGreeting.size() - m_greeting.size())));
    if (!kGreeting.startsWith(m_greeting))
        return notIn(u"RPC over HTTP"_s, m_greeting);
    if (m_greeting.size() < kGreeting.size())
        return {};
    m_report.spoke = true;
    tellReceivedLine(m_greeting);
    addFact(factkey::kBanner, {QString::fromLatin1(m_greeting)});
    return done();
}

void RpcOverHttpConversation::onEnd()
{
    if (!m_greeting.isEmpty())
        notIn(u"RPC over HTTP"_s, m_greeting);
}

} // namespace portolan
