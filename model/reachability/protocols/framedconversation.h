// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "boundedconversation.h"

#include <QByteArray>

namespace portolan {

/// An exchange of messages that tell their size. Over UDP a datagram is a message.
class FramedConversation : public BoundedConversation
{
public:
    using BoundedConversation::BoundedConversation;

protected:
    Turn take(QByteArrayView bytes) final;
    void onEnd() override;

    /// Size of the message that begins here. 0: more bytes are needed to tell; -1: none begins here. Must look at
    /// no more than a few bytes.
    virtual qint64 frameSize(QByteArrayView start) const = 0;
    /// Of UDP: a datagram that is not for us may be anybody's, so it ends nothing.
    virtual Turn onFrame(QByteArrayView frame) = 0;
    /// The connection is gone: what came of a message will not be followed by the rest of it.
    void forgetRest() { m_bytes.clear(); }
    /// No message begins here.
    virtual Turn onGarbage(QByteArrayView start) { return notIn(name(), start); }
    /// Of the protocol, for people.
    virtual QString name() const = 0;

private:
    Turn onDatagram(QByteArrayView datagram);

    QByteArray m_bytes; ///< not told yet; over UDP the last datagram that was not for us
};

} // namespace portolan
