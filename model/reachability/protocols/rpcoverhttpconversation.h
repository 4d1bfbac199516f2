// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "boundedconversation.h"

namespace portolan {

/// RPC over HTTP greets by itself: nothing is sent.
class RpcOverHttpConversation final : public BoundedConversation
{
public:
    using BoundedConversation::BoundedConversation;

private:
    Turn start() override { return {}; }
    Turn take(QByteArrayView bytes) override;
    void onEnd() override;

    QByteArray m_greeting;
};

} // namespace portolan
