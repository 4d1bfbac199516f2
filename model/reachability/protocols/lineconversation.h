// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "boundedconversation.h"
#include "linereader.h"

namespace portolan {

/// An exchange of lines.
class LineConversation : public BoundedConversation
{
public:
    using BoundedConversation::BoundedConversation;

protected:
    Turn take(QByteArrayView bytes) final;
    void onEnd() override;

    virtual Turn onLine(const QByteArray &line) = 0;
    /// Of the protocol, for people.
    virtual QString name() const = 0;

    /// A command, its end of line added.
    static Turn command(const QByteArray &line);
    static Turn lastCommand(const QByteArray &line);

private:
    LineReader m_lines;
};

} // namespace portolan
