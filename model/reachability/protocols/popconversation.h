// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "lineconversation.h"

namespace portolan {

/// POP3: greeting, CAPA, STLS where it is offered, CAPA again, QUIT.
class PopConversation final : public LineConversation
{
public:
    using LineConversation::LineConversation;

private:
    enum class Step : quint8 { Greeting, Capabilities, List, StartTls };

    Turn start() override { return {}; }
    Turn onEncrypted() override;
    Turn onLine(const QByteArray &line) override;
    QString name() const override;

    Turn onOffers();

    Step m_step = Step::Greeting;
    QList<QByteArray> m_offers;
};

} // namespace portolan
