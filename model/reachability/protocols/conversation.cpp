// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/protocols/conversation.h"

namespace portolan {

Conversation::Turn Conversation::reconnectFailed(ProbeResult)
{
    return {{}, Turn::Next::Done};
}

void Conversation::addFact(QStringView key, const QStringList &values)
{
    m_report.facts.append({key.toString(), values});
}

std::unique_ptr<Conversation> makeConversation(const ProbeRequest &)
{
    return nullptr;
}

} // namespace portolan
