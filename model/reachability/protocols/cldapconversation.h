// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "framedconversation.h"

namespace portolan {

/// The ping with which members of a domain look for a controller: one datagram tells what it is, its site and ours.
class CldapConversation final : public FramedConversation
{
public:
    using FramedConversation::FramedConversation;

private:
    Turn start() override;
    qint64 frameSize(QByteArrayView start) const override;
    Turn onFrame(QByteArrayView frame) override;
    QString name() const override;

    void tellLogon(const QByteArray &value);
};

} // namespace portolan
