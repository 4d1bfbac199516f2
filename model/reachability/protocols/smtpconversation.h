// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "lineconversation.h"

namespace portolan {

/// Greeting, EHLO, STARTTLS where it is offered, EHLO again, QUIT.
class SmtpConversation final : public LineConversation
{
public:
    using LineConversation::LineConversation;

private:
    enum class Step : quint8 { Greeting, Ehlo, StartTls };

    Turn start() override { return {}; }
    Turn onEncrypted() override { return hello(); }
    Turn onLine(const QByteArray &line) override;
    QString name() const override;

    Turn hello();
    Turn onReply(int code);
    Turn onOffers();

    Step m_step = Step::Greeting;
    QList<QByteArray> m_reply; ///< texts of the lines so far
};

} // namespace portolan
