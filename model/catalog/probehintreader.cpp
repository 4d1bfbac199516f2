// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "probehintreader.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct ProbeHintReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::ProbeHintReading)
};

constexpr qsizetype kLongestPath = 256;
constexpr qsizetype kLongestLabel = 64;
constexpr qsizetype kMostInterfaces = 16;

constexpr JsonWord<ProbeProtocol> kProtocols[] = {
    {u"none", ProbeProtocol::None},
    {u"connect", ProbeProtocol::Connect},
    {u"smtp", ProbeProtocol::Smtp},
    {u"pop3", ProbeProtocol::Pop3},
    {u"imap4", ProbeProtocol::Imap4},
    {u"http", ProbeProtocol::Http},
    {u"ldap", ProbeProtocol::Ldap},
    {u"cldap", ProbeProtocol::Cldap},
    {u"dns", ProbeProtocol::Dns},
    {u"kerberos", ProbeProtocol::Kerberos},
    {u"endpoint-mapper", ProbeProtocol::EndpointMapper},
    {u"rpc-over-http", ProbeProtocol::RpcOverHttp},
    {u"smb2", ProbeProtocol::Smb2},
    {u"sip", ProbeProtocol::Sip},
    {u"net-tcp", ProbeProtocol::NetTcp},
};

constexpr JsonWord<ProbeTls> kTls[] = {
    {u"none", ProbeTls::None},
    {u"if-offered", ProbeTls::IfOffered},
    {u"first", ProbeTls::First},
};

/// It goes into the first line of a request as it is, and a catalog may be anybody's file.
bool isRequestPath(const QString &path)
{
    return path.startsWith(u'/') && path.size() <= kLongestPath
        && std::all_of(path.begin(), path.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
}

bool readVersion(const QString &text, RpcInterface &service)
{
    const qsizetype dot = text.indexOf(u'.');
    const auto number = [](QStringView digits, quint16 &value) {
        bool isNumber = !digits.isEmpty() && digits.size() <= 5
            && std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (isNumber)
            value = digits.toUShort(&isNumber);
        return isNumber;
    };
    return dot > 0 && number(QStringView(text).first(dot), service.major)
        && number(QStringView(text).sliced(dot + 1), service.minor);
}

RpcInterface readInterface(JsonObjectReader &reader)
{
    RpcInterface service;
    if (const std::optional<QString> id = reader.string(u"id", Need::Required)) {
        service.id = QUuid::fromString(*id);
        if (service.id.isNull() || service.id.toString(QUuid::WithoutBraces) != *id)
            reader.error(ErrorCode::BadValue, u"id",
                         ProbeHintReading::tr("%1 is no interface such as 12345678-1234-abcd-ef00-01234567cffb.")
                             .arg(quoted(*id)));
    }
    if (const std::optional<QString> version = reader.string(u"version", Need::Required);
        version && !readVersion(*version, service)) {
        reader.error(ErrorCode::BadValue, u"version",
                     ProbeHintReading::tr("%1 is no version such as 1.0.").arg(quoted(*version)));
    }
    service.label = reader.text(u"label", Need::Required, Lines::One, kLongestLabel);
    return service;
}

} // namespace

ProbeHint readServiceProbe(JsonObjectReader &reader)
{
    ProbeHint hint;
    hint.protocol = reader.word(u"protocol", kProtocols, Need::Required).value_or(hint.protocol);
    hint.tls = reader.word(u"tls", kTls, Need::Optional).value_or(hint.tls);
    return hint;
}

ProbeHint readPathProbe(JsonObjectReader &reader)
{
    ProbeHint hint;
    if (const std::optional<QString> path = reader.string(u"path", Need::Optional)) {
        if (isRequestPath(*path))
            hint.path = *path;
        else
            reader.error(
                ErrorCode::BadValue, u"path",
                ProbeHintReading::tr("%1 is no path such as /owner/: it has to begin with “/” and hold no blanks.")
                    .arg(quoted(*path)));
    }
    reader.forEachObject(u"interfaces", Need::Optional, UnknownKeys::Refused,
                         [&hint](JsonObjectReader &service) { hint.interfaces << readInterface(service); });
    if (hint.interfaces.size() > kMostInterfaces)
        reader.error(ErrorCode::BadValue, u"interfaces",
                     ProbeHintReading::tr("A data path may have %1 interfaces at most.").arg(kMostInterfaces));
    return hint;
}

QString toString(ProbeProtocol protocol)
{
    for (const auto &[word, meaning] : kProtocols) {
        if (meaning == protocol)
            return word.toString();
    }
    return {};
}

std::optional<ProbeProtocol> probeProtocolFrom(QStringView word)
{
    for (const auto &[known, meaning] : kProtocols) {
        if (known == word)
            return meaning;
    }
    return std::nullopt;
}

} // namespace portolan
