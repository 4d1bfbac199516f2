// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "smb2conversation.h"

#include "ber.h"
#include "bytereader.h"
#include "bytewriter.h"

#include <QCoreApplication>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct SmbText {
    Q_DECLARE_TR_FUNCTIONS(portolan::Smb2Conversation)
};

constexpr qsizetype kPrefix = 4; ///< a zero, and the size in three bytes
constexpr QByteArrayView kMagic("\xFESMB", 4);
constexpr QByteArrayView kOldMagic("\xFFSMB", 4);
constexpr qsizetype kHeader = 64;
constexpr quint32 kCanEncrypt = 0x40;
constexpr int kMostMechanisms = 16;

QString dialectName(quint16 dialect)
{
    if (dialect == 0x02FF)
        return u"2.x"_s;
    const int last = dialect & 0xF;
    const QString name = u"%1.%2"_s.arg(dialect >> 8).arg((dialect >> 4) & 0xF);
    return last == 0 && dialect != 0x0300 ? name : last == 0 ? u"3.0"_s : u"%1.%2"_s.arg(name).arg(last);
}

QString mechanismName(const QString &id)
{
    if (id == u"1.2.840.48018.1.2.2" || id == u"1.2.840.113554.1.2.2")
        return u"Kerberos"_s;
    if (id == u"1.3.6.1.4.1.311.2.2.10")
        return u"NTLM"_s;
    if (id == u"1.3.6.1.4.1.311.2.2.30")
        return u"NegoEx"_s;
    return id;
}

/// Of a SPNEGO NegTokenInit.
QStringList mechanisms(QByteArrayView token)
{
    const std::optional<BerElement> whole = BerReader(token).next(0x60);
    BerReader parts(whole ? whole->content : QByteArrayView());
    const std::optional<BerElement> id = parts.next(0x06);
    std::optional<BerElement> list = id ? parts.next(0xA0) : id;
    for (const quint8 tag : std::initializer_list<quint8>{0x30, 0xA0, 0x30}) {
        if (list)
            list = BerReader(list->content).next(tag);
    }
    QStringList names;
    BerReader ids(list ? list->content : QByteArrayView());
    for (int i = 0; i < kMostMechanisms; ++i) {
        const std::optional<BerElement> mechanism = ids.next(0x06);
        if (!mechanism)
            break;
        const QString name = mechanismName(berOid(mechanism->content));
        if (!name.isEmpty() && !names.contains(name))
            names << name;
    }
    return names;
}

/// Of 100 ns since 1601; not valid: none was told.
QDateTime timeOf(quint64 fileTime)
{
    constexpr qint64 kUnixEpoch = 11644473600000; // ms after 1601
    constexpr quint64 kTicks = 10000; // a ms
    constexpr qint64 kYear10000 = 253402300800000;
    const qint64 time = qint64(fileTime / kTicks) - kUnixEpoch;
    return fileTime == 0 || time >= kYear10000 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(time, Qt::UTC);
}

} // namespace

QString Smb2Conversation::name() const
{
    return u"SMB2"_s;
}

qint64 Smb2Conversation::frameSize(QByteArrayView start) const
{
    if (start[0] != 0)
        return -1;
    return start.size() < kPrefix ? 0 : kPrefix + qint64(ByteReader(start).be32());
}

Conversation::Turn Smb2Conversation::start()
{
    ByteWriter message;
    message.bytes(kMagic).le16(kHeader).zeros(8).le16(1).zeros(kHeader - 16); // negotiate, one credit
    message.le16(36).le16(4).le16(1).zeros(2 + 4 + 16 + 8); // four dialects; signing is possible
    message.le16(0x0202).le16(0x0210).le16(0x0300).le16(0x0302);
    ByteWriter framed;
    framed.be32(quint32(message.result().size())).bytes(message.result());
    return ask(framed.result(), SmbText::tr("SMB2 negotiate"));
}

Conversation::Turn Smb2Conversation::onFrame(QByteArrayView frame)
{
    const QByteArrayView message = frame.sliced(qMin(kPrefix, frame.size()));
    if (message.startsWith(kOldMagic)) {
        m_report.spoke = true;
        tellReceived(SmbText::tr("SMB1 answer"), message.size());
        addFact(factkey::kDialect, {u"1"_s});
        return done();
    }
    if (!message.startsWith(kMagic) || message.size() < kHeader)
        return notIn(name(), message);
    m_report.spoke = true;
    tellReceived(SmbText::tr("SMB2 negotiate answer"), message.size());
    ByteReader header(message);
    header.skip(8);
    const quint32 status = header.le32();
    if (status == 0)
        tellNegotiated(message);
    else
        addFact(factkey::kRefusal, {SmbText::tr("status 0x%1").arg(status, 8, 16, QLatin1Char('0'))});
    return done();
}

void Smb2Conversation::tellNegotiated(QByteArrayView message)
{
    ByteReader body(message);
    body.skip(kHeader + 2);
    const quint16 security = body.le16();
    const quint16 dialect = body.le16();
    body.skip(2 + 16);
    const quint32 capabilities = body.le32();
    body.skip(12);
    const quint64 time = body.le64();
    body.skip(8);
    const quint16 tokenAt = body.le16();
    const quint16 tokenSize = body.le16();
    if (!body.isOk())
        return;
    addFact(factkey::kDialect, {dialectName(dialect)});
    addFact(factkey::kSigning, {security & 2 ? u"required"_s : security & 1 ? u"enabled"_s : u"off"_s});
    if (capabilities & kCanEncrypt)
        addFact(factkey::kOffers, {u"encryption"_s});
    ByteReader token(message);
    token.skip(tokenAt);
    const QStringList names = mechanisms(token.bytes(tokenSize));
    if (!names.isEmpty())
        addFact(factkey::kAuth, names);
    addServerTime(timeOf(time));
}

} // namespace portolan
