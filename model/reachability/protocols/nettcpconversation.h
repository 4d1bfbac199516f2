// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "boundedconversation.h"

namespace portolan {

/// .NET Message Framing: the address, and whether authentication is offered there. No message follows.
class NetTcpConversation final : public BoundedConversation
{
public:
    using BoundedConversation::BoundedConversation;

private:
    Turn start() override;
    Turn take(QByteArrayView bytes) override;
    void onEnd() override;

    Turn onFault();

    QByteArray m_answer;
};

} // namespace portolan
