// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "framedconversation.h"

namespace portolan {

/// SMB 2 and 3: which dialect, and whether signing is asked for. No session is opened.
class Smb2Conversation final : public FramedConversation
{
public:
    using FramedConversation::FramedConversation;

private:
    Turn start() override;
    qint64 frameSize(QByteArrayView start) const override;
    Turn onFrame(QByteArrayView frame) override;
    QString name() const override;

    void tellNegotiated(QByteArrayView message);
};

} // namespace portolan
