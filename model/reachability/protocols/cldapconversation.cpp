// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "cldapconversation.h"

#include "ber.h"
#include "bytereader.h"
#include "compressedname.h"
#include "ldapmessages.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct CldapText {
    Q_DECLARE_TR_FUNCTIONS(portolan::CldapConversation)
};

constexpr quint16 kLogonResponse = 23; ///< LOGON_SAM_LOGON_RESPONSE_EX
constexpr quint16 kLogonUserUnknown = 25; ///< …and it knows no such user, whom we did not name
constexpr std::array<std::pair<quint32, const char16_t *>, 7> kFlags{{
    {0x1, u"primary"},
    {0x4, u"gc"},
    {0x20, u"kdc"},
    {0x40, u"time-server"},
    {0x80, u"closest"},
    {0x100, u"writable"},
    {0x800, u"read-only"},
}};

} // namespace

QString CldapConversation::name() const
{
    return u"LDAP"_s;
}

qint64 CldapConversation::frameSize(QByteArrayView start) const
{
    return start[0] == 0x30 ? berSize(start) : -1;
}

Conversation::Turn CldapConversation::start()
{
    // Version 5, extended answer, the closest site.
    const QByteArray version = ldap::equals("NtVer", QByteArray::fromHex("16000000"));
    QList<QByteArray> filters;
    const QByteArray domain = plainHostName(request().domain);
    if (!domain.isEmpty())
        filters << ldap::equals("DnsDomain", domain);
    filters << version;
    return ask(ldap::search(1, ldap::both(filters), {"Netlogon"}), CldapText::tr("LDAP ping"));
}

Conversation::Turn CldapConversation::onFrame(QByteArrayView frame)
{
    // The real answer can still come after a datagram of somebody else.
    const auto notOurs = [this](QByteArrayView what) { return isUdp() ? Turn() : notIn(name(), what); };
    while (!frame.isEmpty()) { // both messages of an answer share a datagram
        const qint64 size = berSize(frame);
        const std::optional<ldap::Message> message = ldap::message(frame);
        if (!message || message->id != 1 || size <= 0)
            return notOurs(frame);
        if (message->operation == ldap::kSearchEntry) {
            const auto entry = ldap::entry(*message);
            if (!entry)
                return notOurs(frame);
            tellReceived(CldapText::tr("Answer to the LDAP ping"), qsizetype(size));
            m_report.spoke = true;
            tellLogon(entry->value("netlogon").value(0));
            if (isUdp())
                return done();
        } else if (message->operation == ldap::kSearchDone) {
            m_report.spoke = true;
            if (m_report.facts.isEmpty())
                m_report.detail = CldapText::tr("It is a directory, and no controller of this domain.");
            return done();
        } else {
            return notOurs(frame);
        }
        frame = frame.sliced(qsizetype(size));
    }
    return {};
}

void CldapConversation::tellLogon(const QByteArray &value)
{
    ByteReader reader(value);
    const quint16 opcode = reader.le16();
    reader.skip(2);
    const quint32 flags = reader.le32();
    reader.skip(16);
    if (!reader.isOk() || (opcode != kLogonResponse && opcode != kLogonUserUnknown))
        return;
    // Forest, domain, host, the short names of domain, host and user, the controller's site, ours.
    constexpr int kNames = 8;
    QStringList names;
    qsizetype at = reader.position();
    while (names.size() < kNames) {
        const std::optional<QString> name = compressedName(value, at);
        if (!name)
            break;
        names << *name;
    }
    const auto addIfTold = [this, &names](QStringView key, qsizetype index) {
        if (!names.value(index).isEmpty())
            addFact(key, {names.value(index)});
    };
    addIfTold(factkey::kHost, 2);
    addIfTold(factkey::kDomain, 1);
    addIfTold(factkey::kSite, 6);
    addIfTold(factkey::kClientSite, 7);
    QStringList directory;
    for (const auto &[bit, word] : kFlags) {
        if (flags & bit)
            directory << QString::fromUtf16(word);
    }
    addFact(factkey::kDirectory, directory);
}

} // namespace portolan
