// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "sipconversation.h"

namespace portolan {

using namespace Qt::StringLiterals;

QString SipConversation::name() const
{
    return u"SIP"_s;
}

Conversation::Turn SipConversation::start()
{
    const auto random = [this] { return QByteArray::number(m_surroundings.random(), 16); };
    const QByteArray own = ownName(request());
    const QByteArray transport = isUdp() ? "UDP" : isInTls() ? "TLS" : "TCP";
    const QByteArray to = "sip:" + bracketedHostName(request().host) + ':' + QByteArray::number(request().port);
    const QByteArray parameters = isUdp() ? QByteArray() : ";transport=" + transport.toLower();
    return ask("OPTIONS " + to + parameters + " SIP/2.0\r\nVia: SIP/2.0/" + transport + ' ' + own + ";branch=z9hG4bK"
                   + random() + random() + ";rport\r\nMax-Forwards: 70\r\nFrom: <sip:portolan@" + own
                   + ">;tag=" + random() + "\r\nTo: <" + to + ">\r\nCall-ID: " + random() + random() + '@' + own
                   + "\r\nCSeq: 1 OPTIONS\r\nContact: <sip:portolan@" + own
                   + ">\r\nUser-Agent: Portolan/" PORTOLAN_VERSION
                     "\r\nAccept: application/sdp\r\nContent-Length: 0\r\n\r\n",
               QString::fromLatin1("OPTIONS " + to));
}

Conversation::Turn SipConversation::onLine(const QByteArray &line)
{
    if (m_headers.hasBegun())
        return m_headers.add(line) ? onHeaders() : Turn();
    if (line.isEmpty()) // keeps a connection alive
        return {};
    if (!m_headers.begin(line, "SIP/2.0")) {
        // Over UDP it may be anybody's; the real answer can still come.
        return isUdp() ? Turn() : notIn(name(), line);
    }
    m_report.spoke = true;
    return {};
}

Conversation::Turn SipConversation::onHeaders()
{
    if (m_headers.code() < 200) { // provisional
        m_headers = {};
        return {};
    }
    onEnd();
    return done();
}

void SipConversation::onEnd()
{
    LineConversation::onEnd();
    if (!m_headers.hasBegun())
        return;
    addFact(factkey::kStatus, {m_headers.status()});
    if (m_headers.code() == 403 || m_headers.code() == 503 || m_headers.code() == 504)
        addFact(factkey::kRefusal, {m_headers.status()});
    QString server = m_headers.value("server");
    if (server.isEmpty())
        server = m_headers.value("user-agent");
    if (!server.isEmpty())
        addFact(factkey::kServer, {server});
    QStringList methods;
    for (const QString &line : m_headers.values("allow")) {
        for (const QString &method : line.split(u','))
            methods << method.trimmed();
    }
    addFact(isInTls() ? factkey::kOffersInTls : factkey::kOffers, methods);
    addFact(isInTls() ? factkey::kAuthInTls : factkey::kAuth,
            m_headers.schemes("www-authenticate") + m_headers.schemes("proxy-authenticate"));
}

} // namespace portolan
