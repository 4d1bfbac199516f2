// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "lineconversation.h"

namespace portolan {

/// IMAP4: greeting, CAPABILITY, STARTTLS where it is offered, CAPABILITY again, LOGOUT.
class ImapConversation final : public LineConversation
{
public:
    using LineConversation::LineConversation;

private:
    enum class Step : quint8 { Greeting, Capabilities, StartTls };

    Turn start() override { return {}; }
    Turn onEncrypted() override;
    Turn onLine(const QByteArray &line) override;
    QString name() const override;

    Turn onGreeting(const QByteArray &line);
    Turn onOffers();
    Turn logOut();

    Step m_step = Step::Greeting;
    QByteArray m_tag;
    QStringList m_offers;
};

} // namespace portolan
