// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "httpconversation.h"

#include <utility>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestPath = 1024;

/// What may not stand in a request line is written in hexadecimal.
QByteArray pathOf(const QString &path)
{
    const QByteArray raw = path.toUtf8().first(qMin<qsizetype>(path.toUtf8().size(), kLongestPath));
    QByteArray result = raw.startsWith('/') ? QByteArray() : QByteArray("/");
    for (const char c : raw) {
        if (c > 0x20 && c < 0x7F)
            result += c;
        else
            result += '%' + QByteArray(1, c).toHex().toUpper();
    }
    return result;
}

} // namespace

QString HttpConversation::name() const
{
    return u"HTTP"_s;
}

QByteArray HttpConversation::requestOf(const QByteArray &method) const
{
    QByteArray host = bracketedHostName(request().host);
    const quint16 usual = request().hint.tls == ProbeTls::First ? 443 : 80;
    if (request().port != usual)
        host += ':' + QByteArray::number(request().port);
    return method + ' ' + pathOf(request().hint.path) + " HTTP/1.1\r\nHost: " + host
        + "\r\nUser-Agent: Portolan/" PORTOLAN_VERSION "\r\nAccept: */*\r\nConnection: "
        + (method == "GET" ? "close" : "keep-alive") + "\r\n\r\n";
}

Conversation::Turn HttpConversation::start()
{
    // A HEAD may have to be followed by a GET, so that only this one says that it is the last.
    const QByteArray method = m_isGet ? "GET" : "HEAD";
    return ask(requestOf(method), QString::fromLatin1(method + ' ' + pathOf(request().hint.path)));
}

Conversation::Turn HttpConversation::onReconnectFailed(ProbeResult)
{
    tell();
    return done();
}

Conversation::Turn HttpConversation::onLine(const QByteArray &line)
{
    if (!m_headers.hasBegun()) {
        if (m_headers.begin(line, "HTTP/")) {
            m_report.spoke = true;
            return {};
        }
        // Some servers send a body after HEAD.
        return m_isGet && m_refusedHead.hasBegun() ? Turn() : notIn(name(), line);
    }
    return m_headers.add(line) ? onHeaders() : Turn();
}

Conversation::Turn HttpConversation::onHeaders()
{
    if (m_headers.code() < 200 && m_headers.code() != 101) { // more comes
        m_headers = {};
        return {};
    }
    if (!m_isGet && (m_headers.code() == 405 || m_headers.code() == 501)) {
        m_isGet = true;
        m_refusedHead = std::exchange(m_headers, {});
        if (m_refusedHead.isLast())
            return {{}, Turn::Next::Reconnect, request().port};
        return start();
    }
    tell();
    return done();
}

void HttpConversation::onEnd()
{
    LineConversation::onEnd();
    tell();
}

void HttpConversation::tell()
{
    const HttpHeaders &headers = m_headers.hasBegun() ? m_headers : m_refusedHead;
    if (!headers.hasBegun())
        return;
    addFact(factkey::kStatus, {headers.status()});
    if (headers.code() == 403 || headers.code() == 429 || headers.code() == 503)
        addFact(factkey::kRefusal, {headers.status()});
    if (const QString server = headers.value("server"); !server.isEmpty())
        addFact(factkey::kServer, {server});
    if (const QString location = headers.value("location"); !location.isEmpty())
        addFact(factkey::kLocation, {location});
    if (const QString host = headers.value("x-feserver"); !host.isEmpty())
        addFact(factkey::kHost, {host});
    addFact(isInTls() ? factkey::kAuthInTls : factkey::kAuth, headers.schemes("www-authenticate"));
}

} // namespace portolan
