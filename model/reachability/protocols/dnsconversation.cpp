// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "dnsconversation.h"

#include "bytereader.h"
#include "bytewriter.h"
#include "compressedname.h"

#include <QCoreApplication>

#include <array>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct DnsText {
    Q_DECLARE_TR_FUNCTIONS(portolan::DnsConversation)
};

constexpr quint16 kNameServers = 2;
constexpr quint16 kServices = 33;
constexpr quint16 kInternet = 1;
constexpr quint16 kIsAnswer = 0x8000;
constexpr quint16 kIsCut = 0x0200;
constexpr qsizetype kPrefix = 2; ///< over TCP
constexpr qsizetype kLongestName = 255;
constexpr std::array<const char16_t *, 11> kCodes{u"NOERROR", u"FORMERR", u"SERVFAIL", u"NXDOMAIN",
                                                  u"NOTIMP",  u"REFUSED", u"YXDOMAIN", u"YXRRSET",
                                                  u"NXRRSET", u"NOTAUTH", u"NOTZONE"};

/// As a question has it; empty: no name that can be asked for.
QByteArray encoded(const QByteArray &name)
{
    QByteArray result;
    for (const QByteArray &label : name.split('.')) {
        if (label.isEmpty() || label.size() > 63)
            return {};
        result += char(label.size());
        result += label;
    }
    result += '\0';
    return result.size() > kLongestName ? QByteArray() : result;
}

} // namespace

QString DnsConversation::name() const
{
    return u"DNS"_s;
}

qint64 DnsConversation::frameSize(QByteArrayView start) const
{
    return start.size() < kPrefix ? 0 : kPrefix + ByteReader(start).be16();
}

Conversation::Turn DnsConversation::start()
{
    m_id = quint16(m_surroundings.random());
    const QByteArray domain = plainHostName(request().domain);
    const QByteArray question = domain.isEmpty() ? QByteArray() : encoded("_ldap._tcp.dc._msdcs." + domain);
    ByteWriter message;
    message.be16(m_id).be16(0).be16(1).be16(0).be16(0).be16(0);
    QString text;
    if (question.isEmpty()) {
        message.u8(0).be16(kNameServers);
        text = DnsText::tr("DNS question: the name servers of the root");
    } else {
        message.bytes(question).be16(kServices);
        text = DnsText::tr("DNS question: SRV of _ldap._tcp.dc._msdcs.%1").arg(QString::fromLatin1(domain));
    }
    message.be16(kInternet);
    if (isUdp())
        return ask(message.result(), text);
    ByteWriter framed;
    framed.be16(quint16(message.result().size())).bytes(message.result());
    return ask(framed.result(), text);
}

Conversation::Turn DnsConversation::onFrame(QByteArrayView frame)
{
    const QByteArrayView message = isUdp() ? frame : frame.sliced(kPrefix);
    ByteReader reader(message);
    const quint16 id = reader.be16();
    const quint16 flags = reader.be16();
    reader.skip(8);
    if (!reader.isOk() || id != m_id || !(flags & kIsAnswer)) {
        // A datagram that is not for us may be anybody's; the real one can still come.
        return isUdp() ? Turn() : notIn(name(), message);
    }
    m_report.spoke = true;
    tellReceived(DnsText::tr("DNS answer"), message.size());
    if (isUdp() && flags & kIsCut) {
        m_wantsTcp = true;
        return done();
    }
    const quint16 code = flags & 0xF;
    const QString status = code < kCodes.size() ? QString::fromUtf16(kCodes[code]) : QString::number(code);
    addFact(factkey::kStatus, {status});
    if (status == u"REFUSED")
        addFact(factkey::kRefusal, {status});
    tellTargets(message);
    return done();
}

void DnsConversation::tellTargets(QByteArrayView message)
{
    ByteReader header(message);
    header.skip(4);
    int questions = header.be16();
    int answers = header.be16();
    qsizetype at = 12;
    for (; questions > 0; --questions) {
        if (!compressedName(message, at))
            return;
        at += 4;
    }
    QStringList targets;
    for (; answers > 0 && targets.size() < kMostValues && compressedName(message, at); --answers) {
        ByteReader reader(message);
        reader.skip(at);
        const quint16 type = reader.be16();
        reader.skip(6); // class, time to live
        const quint16 size = reader.be16();
        qsizetype target = reader.position() + 6;
        reader.skip(4); // priority, weight
        const quint16 port = reader.be16();
        if (!reader.isOk())
            break;
        if (type == kServices && size > 6) {
            const std::optional<QString> host = compressedName(message, target);
            if (!host)
                break;
            targets << u"%1:%2"_s.arg(*host).arg(port);
        }
        at = reader.position() - 6 + size;
    }
    if (!targets.isEmpty())
        addFact(factkey::kTargets, targets);
}

} // namespace portolan
