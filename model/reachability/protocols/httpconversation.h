// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "httpheaders.h"
#include "lineconversation.h"

namespace portolan {

/// HEAD of the path that belongs to the flow, GET where HEAD is not known. The body is not read.
class HttpConversation final : public LineConversation
{
public:
    using LineConversation::LineConversation;

private:
    Turn start() override;
    Turn onReconnectFailed(ProbeResult result) override;
    Turn onLine(const QByteArray &line) override;
    void onEnd() override;
    QString name() const override;

    QByteArray requestOf(const QByteArray &method) const;
    Turn onHeaders();
    void tell();

    HttpHeaders m_headers;
    HttpHeaders m_refusedHead; ///< what the server said of HEAD
    bool m_isGet = false;
};

} // namespace portolan
