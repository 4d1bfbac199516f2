// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace portolan {

/// "HTTP/1.1 401 Unauthorized" or "SIP/2.0 200 OK" and the headers that follow, line by line.
class HttpHeaders
{
public:
    /// False: the first line is not the status of `protocol` ("HTTP/1.", "SIP/2.0").
    bool begin(const QByteArray &line, const QByteArray &protocol);
    /// True: that was the end of the headers.
    bool add(const QByteArray &line);

    bool hasBegun() const { return m_code > 0; }
    int code() const { return m_code; }
    QString status() const { return m_status; } ///< "401 Unauthorized"
    /// The peer hangs up after this (RFC 9112 section 9.3).
    bool isLast() const;
    QString value(const char *name) const; ///< the first of that name; empty: none
    QStringList values(const char *name) const;
    /// Schemes of all WWW-Authenticate or like headers, each once, in their order.
    QStringList schemes(const char *name) const;

private:
    struct Header {
        QByteArray name; ///< lower-case
        QByteArray value;
    };

    int m_code = 0;
    bool m_isOld = false; ///< HTTP/1.0
    QString m_status;
    QList<Header> m_headers;
};

} // namespace portolan
