// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "httpheaders.h"
#include "lineconversation.h"

namespace portolan {

/// OPTIONS. Any answer of SIP shows that it is served; who may call is another matter.
class SipConversation final : public LineConversation
{
public:
    using LineConversation::LineConversation;

private:
    Turn start() override;
    Turn onLine(const QByteArray &line) override;
    void onEnd() override;
    QString name() const override;

    Turn onHeaders();

    HttpHeaders m_headers;
};

} // namespace portolan
