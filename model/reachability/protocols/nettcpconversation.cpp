// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "nettcpconversation.h"

#include "bytewriter.h"

#include <QCoreApplication>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct NetTcpText {
    Q_DECLARE_TR_FUNCTIONS(portolan::NetTcpConversation)
};

constexpr char kFault = 0x08;
constexpr char kUpgradeResponse = 0x0A;
constexpr char kPreambleAck = 0x0B;
constexpr qsizetype kLongestFault = 256;

QByteArray sized(const QByteArray &text)
{
    ByteWriter writer;
    qsizetype rest = text.size();
    for (; rest >= 0x80; rest >>= 7)
        writer.u8(quint8(0x80 | (rest & 0x7F)));
    return writer.u8(quint8(rest)).bytes(text).result();
}

} // namespace

Conversation::Turn NetTcpConversation::start()
{
    QByteArray host = bracketedHostName(request().host);
    constexpr quint16 kUsualPort = 808;
    if (request().port != kUsualPort)
        host += ':' + QByteArray::number(request().port);
    QByteArray path = request().hint.path.toUtf8().left(1024);
    if (!path.startsWith('/'))
        path.prepend('/');
    const QByteArray via = "net.tcp://" + host + path;
    ByteWriter message;
    message.u8(0).u8(1).u8(0); // version 1.0
    message.u8(1).u8(2); // duplex
    message.u8(2).bytes(sized(via));
    message.u8(3).u8(8); // binary with a session
    message.u8(9).bytes(sized("application/negotiate"));
    return ask(message.result(), NetTcpText::tr("net.tcp preamble for %1").arg(QString::fromUtf8(via)));
}

Conversation::Turn NetTcpConversation::take(QByteArrayView bytes)
{
    m_answer.append(bytes.first(qMin(bytes.size(), kLongestFault + 3 - m_answer.size())));
    if (m_answer.isEmpty())
        return {};
    switch (m_answer[0]) {
    case kUpgradeResponse:
        m_report.spoke = true;
        tellReceived(NetTcpText::tr("net.tcp: authentication is offered"), 1);
        addFact(factkey::kStatus, {u"upgrade-response"_s});
        addFact(factkey::kAuth, {u"Negotiate"_s});
        return done();
    case kPreambleAck:
        m_report.spoke = true;
        tellReceived(NetTcpText::tr("net.tcp: accepted without authentication"), 1);
        addFact(factkey::kStatus, {u"preamble-ack"_s});
        return done();
    case kFault:
        return onFault();
    default:
        return notIn(u"net.tcp"_s, m_answer);
    }
}

Conversation::Turn NetTcpConversation::onFault()
{
    qsizetype size = 0;
    qsizetype at = 1;
    for (int shift = 0;; shift += 7) {
        if (shift > 7)
            return notIn(u"net.tcp"_s, m_answer);
        if (at >= m_answer.size())
            return {};
        const quint8 byte = quint8(m_answer[at++]);
        size |= qsizetype(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            break;
    }
    if (size > kLongestFault)
        return notIn(u"net.tcp"_s, m_answer);
    if (m_answer.size() - at < size)
        return {};
    m_report.spoke = true;
    const QString fault = QString::fromUtf8(m_answer.mid(at, size));
    tellReceivedLine(fault.toUtf8());
    addFact(factkey::kRefusal, {fault.section(u'/', -1)});
    return done();
}

void NetTcpConversation::onEnd()
{
    if (!m_report.spoke && !m_answer.isEmpty())
        notIn(u"net.tcp"_s, m_answer);
}

} // namespace portolan
