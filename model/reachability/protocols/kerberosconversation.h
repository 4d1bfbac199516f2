// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "framedconversation.h"

namespace portolan {

/// A request for a ticket that names no client, so that it cannot succeed: every error shows that a KDC is there.
class KerberosConversation final : public FramedConversation
{
public:
    using FramedConversation::FramedConversation;

private:
    Turn start() override;
    qint64 frameSize(QByteArrayView start) const override;
    Turn onFrame(QByteArrayView frame) override;
    QString name() const override;

    Turn onError(QByteArrayView message);
};

} // namespace portolan
