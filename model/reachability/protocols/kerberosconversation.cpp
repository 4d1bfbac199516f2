// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "kerberosconversation.h"

#include "ber.h"
#include "bytereader.h"
#include "bytewriter.h"

#include <QCoreApplication>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct KerberosText {
    Q_DECLARE_TR_FUNCTIONS(portolan::KerberosConversation)
};

constexpr qsizetype kPrefix = 4; ///< over TCP
constexpr quint8 kAsRequest = 0x6A;
constexpr quint8 kAsReply = 0x6B;
constexpr quint8 kError = 0x7E;
constexpr quint8 kSequence = 0x30;
constexpr quint8 kInteger = 0x02;
constexpr quint8 kTime = 0x18;
constexpr quint8 kString = 0x1B;
constexpr int kTooBig = 52;

quint8 field(int number)
{
    return quint8(0xA0 + number);
}

QByteArray integer(const char *hexadecimal)
{
    return ber(kInteger, QByteArray::fromHex(hexadecimal));
}

QString nameOf(qint64 code)
{
    switch (code) {
    case 6:
        return u"KDC_ERR_C_PRINCIPAL_UNKNOWN"_s;
    case 7:
        return u"KDC_ERR_S_PRINCIPAL_UNKNOWN"_s;
    case 12:
        return u"KDC_ERR_POLICY"_s;
    case 14:
        return u"KDC_ERR_ETYPE_NOSUPP"_s;
    case 18:
        return u"KDC_ERR_CLIENT_REVOKED"_s;
    case 25:
        return u"KDC_ERR_PREAUTH_REQUIRED"_s;
    case 29:
        return u"KDC_ERR_SVC_UNAVAILABLE"_s;
    case 37:
        return u"KRB_AP_ERR_SKEW"_s;
    case kTooBig:
        return u"KRB_ERR_RESPONSE_TOO_BIG"_s;
    case 60:
        return u"KRB_ERR_GENERIC"_s;
    case 68:
        return u"KDC_ERR_WRONG_REALM"_s;
    default:
        return QString::number(code);
    }
}

} // namespace

QString KerberosConversation::name() const
{
    return u"Kerberos"_s;
}

qint64 KerberosConversation::frameSize(QByteArrayView start) const
{
    return start.size() < kPrefix ? 0 : kPrefix + qint64(ByteReader(start).be32());
}

Conversation::Turn KerberosConversation::start()
{
    QByteArray realm = plainHostName(request().domain).toUpper();
    if (realm.isEmpty())
        realm = "PORTOLAN.INVALID";
    const QByteArray server = ber(
        kSequence,
        {ber(field(0), integer("02")), ber(field(1), ber(kSequence, {ber(kString, "krbtgt"), ber(kString, realm)}))});
    const QByteArray body = ber(kSequence,
                                {ber(field(0), ber(0x03, QByteArray(5, '\0'))), // no options
                                 ber(field(2), ber(kString, realm)), ber(field(3), server),
                                 ber(field(5), ber(kTime, "20370913024805Z")), ber(field(7), integer("1f1eb9d9")),
                                 ber(field(8), ber(kSequence, {integer("12"), integer("11"), integer("17")}))});
    const QByteArray message = ber(
        kAsRequest, ber(kSequence, {ber(field(1), integer("05")), ber(field(2), integer("0a")), ber(field(4), body)}));
    const QString text = KerberosText::tr("Kerberos AS-REQ without a client, realm %1").arg(QString::fromLatin1(realm));
    if (isUdp())
        return ask(message, text);
    ByteWriter framed;
    framed.be32(quint32(message.size())).bytes(message);
    return ask(framed.result(), text);
}

Conversation::Turn KerberosConversation::onFrame(QByteArrayView frame)
{
    const QByteArrayView message = isUdp() ? frame : frame.sliced(kPrefix);
    const std::optional<BerElement> element = BerReader(message).next();
    if (element && element->tag == kAsReply) {
        m_report.spoke = true;
        tellReceived(KerberosText::tr("Kerberos AS-REP"), message.size());
        return done();
    }
    if (!element || element->tag != kError)
        return isUdp() ? Turn() : notIn(name(), message);
    return onError(message);
}

Conversation::Turn KerberosConversation::onError(QByteArrayView message)
{
    const std::optional<BerElement> error = BerReader(message).next(kError);
    const std::optional<BerElement> list = error ? BerReader(error->content).next(kSequence) : error;
    BerReader fields(list ? list->content : QByteArrayView());
    std::optional<qint64> code;
    QDateTime time;
    QString realm;
    while (const std::optional<BerElement> element = fields.next()) {
        const std::optional<BerElement> value = BerReader(element->content).next();
        if (!value)
            break;
        if (element->tag == field(6) && value->tag == kInteger)
            code = berInteger(value->content);
        else if (element->tag == field(4) && value->tag == kTime)
            time = berTime(value->content);
        else if (element->tag == field(9) && value->tag == kString)
            realm = QString::fromUtf8(value->content.first(qMin<qsizetype>(value->content.size(), 512)));
    }
    if (!code)
        return isUdp() ? Turn() : notIn(name(), message);
    tellReceived(KerberosText::tr("Kerberos KRB-ERROR"), message.size());
    m_report.spoke = true;
    if (*code == kTooBig && isUdp()) {
        m_wantsTcp = true;
        return done();
    }
    addFact(factkey::kStatus, {nameOf(*code)});
    if (!realm.isEmpty())
        addFact(factkey::kDomain, {realm});
    addServerTime(time);
    return done();
}

} // namespace portolan
