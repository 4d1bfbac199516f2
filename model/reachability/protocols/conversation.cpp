// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "conversation.h"

#include "cldapconversation.h"
#include "cleantext.h"
#include "dnsconversation.h"
#include "endpointmapperconversation.h"
#include "httpconversation.h"
#include "imapconversation.h"
#include "kerberosconversation.h"
#include "ldapconversation.h"
#include "nettcpconversation.h"
#include "popconversation.h"
#include "rpcoverhttpconversation.h"
#include "sipconversation.h"
#include "smb2conversation.h"
#include "smtpconversation.h"

#include <QRandomGenerator>

namespace portolan {

namespace {

quint32 systemRandom()
{
    return QRandomGenerator::system()->generate();
}

} // namespace

Conversation::Conversation() : m_surroundings{&QDateTime::currentDateTimeUtc, &systemRandom} { }

Conversation::Turn Conversation::reconnectFailed(ProbeResult)
{
    return {{}, Turn::Next::Done};
}

void Conversation::addFact(QStringView key, const QStringList &values)
{
    QStringList kept;
    for (const QString &value : values.mid(0, kMostValues))
        kept << cleaned(value);
    m_report.facts.append({key.toString(), kept});
}

void Conversation::replaceFact(QStringView key, const QStringList &values)
{
    m_report.facts.removeIf([key](const ProbeFact &fact) { return fact.key == key; });
    addFact(key, values);
}

void Conversation::addServerTime(const QDateTime &time)
{
    if (!time.isValid())
        return;
    addFact(factkey::kServerTime, {time.toUTC().toString(Qt::ISODate)});
    addFact(factkey::kClockSkew, {QString::number(m_surroundings.now().secsTo(time))});
}

std::unique_ptr<Conversation> makeConversation(const ProbeRequest &request)
{
    switch (request.hint.protocol) {
    case ProbeProtocol::None:
    case ProbeProtocol::Connect:
        return nullptr;
    case ProbeProtocol::Smtp:
        return std::make_unique<SmtpConversation>(request);
    case ProbeProtocol::Pop3:
        return std::make_unique<PopConversation>(request);
    case ProbeProtocol::Imap4:
        return std::make_unique<ImapConversation>(request);
    case ProbeProtocol::Http:
        return std::make_unique<HttpConversation>(request);
    case ProbeProtocol::Ldap:
        return std::make_unique<LdapConversation>(request);
    case ProbeProtocol::Cldap:
        return std::make_unique<CldapConversation>(request);
    case ProbeProtocol::Dns:
        return std::make_unique<DnsConversation>(request);
    case ProbeProtocol::Kerberos:
        return std::make_unique<KerberosConversation>(request);
    case ProbeProtocol::EndpointMapper:
        return std::make_unique<EndpointMapperConversation>(request);
    case ProbeProtocol::RpcOverHttp:
        return std::make_unique<RpcOverHttpConversation>(request);
    case ProbeProtocol::Smb2:
        return std::make_unique<Smb2Conversation>(request);
    case ProbeProtocol::Sip:
        return std::make_unique<SipConversation>(request);
    case ProbeProtocol::NetTcp:
        return std::make_unique<NetTcpConversation>(request);
    }
    return nullptr;
}

} // namespace portolan
