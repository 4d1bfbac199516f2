// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "framedconversation.h"

namespace portolan {

/// Where the domain's controllers are; without a domain the servers of the root. Recursion is not asked for, so that
/// nobody else is asked.
class DnsConversation final : public FramedConversation
{
public:
    using FramedConversation::FramedConversation;

private:
    Turn start() override;
    qint64 frameSize(QByteArrayView start) const override;
    Turn onFrame(QByteArrayView frame) override;
    QString name() const override;

    void tellTargets(QByteArrayView message);

    quint16 m_id = 0;
};

} // namespace portolan
