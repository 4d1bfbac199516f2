// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "filterwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct FilterWords {
    Q_DECLARE_TR_FUNCTIONS(portolan::FilterWords)
};

constexpr std::array kKeys{
    FilterKey::From,     FilterKey::To,           FilterKey::Site,        FilterKey::Server,     FilterKey::Role,
    FilterKey::Group,    FilterKey::Path,         FilterKey::Table,       FilterKey::Port,       FilterKey::Transport,
    FilterKey::Protocol, FilterKey::Auth,         FilterKey::DefaultAuth, FilterKey::Encryption, FilterKey::Crosses,
    FilterKey::Is,       FilterKey::Reachability,
};

constexpr auto kCaseless = Qt::CaseInsensitive;

template <typename Enum>
FixedValue fixedValue(Enum value, const QStringList &names, const QString &description)
{
    return {static_cast<quint8>(value), names, description};
}

bool anyMatches(const TextPattern &pattern, std::initializer_list<QStringView> names)
{
    return std::any_of(names.begin(), names.end(),
                       [&](QStringView name) { return !name.isEmpty() && pattern.matches(name); });
}

} // namespace

std::span<const FilterKey> filterKeys()
{
    return kKeys;
}

QString toString(FilterKey key)
{
    switch (key) {
    case FilterKey::Word:
        break;
    case FilterKey::Site:
        return u"site"_s;
    case FilterKey::Server:
        return u"server"_s;
    case FilterKey::Role:
        return u"role"_s;
    case FilterKey::Group:
        return u"group"_s;
    case FilterKey::From:
        return u"from"_s;
    case FilterKey::To:
        return u"to"_s;
    case FilterKey::Path:
        return u"path"_s;
    case FilterKey::Table:
        return u"table"_s;
    case FilterKey::Port:
        return u"port"_s;
    case FilterKey::Transport:
        return u"transport"_s;
    case FilterKey::Protocol:
        return u"protocol"_s;
    case FilterKey::Auth:
        return u"auth"_s;
    case FilterKey::DefaultAuth:
        return u"defaultauth"_s;
    case FilterKey::Encryption:
        return u"encryption"_s;
    case FilterKey::Crosses:
        return u"crosses"_s;
    case FilterKey::Is:
        return u"is"_s;
    case FilterKey::Reachability:
        return u"reachability"_s;
    }
    return {};
}

std::optional<FilterKey> filterKeyFrom(QStringView text)
{
    for (const FilterKey key : kKeys) {
        if (toString(key).compare(text, kCaseless) == 0)
            return key;
    }
    return std::nullopt;
}

QString describe(FilterKey key)
{
    switch (key) {
    case FilterKey::Word:
        break;
    case FilterKey::Site:
        return FilterWords::tr("a site at either end");
    case FilterKey::Server:
        return FilterWords::tr("a server at either end, by its name or an address");
    case FilterKey::Role:
        return FilterWords::tr("a role at either end");
    case FilterKey::Group:
        return FilterWords::tr("a member of a group at either end");
    case FilterKey::From:
        return FilterWords::tr("who opens the connection: a server, site, role or group");
    case FilterKey::To:
        return FilterWords::tr("who answers: a server, site, role or group");
    case FilterKey::Path:
        return FilterWords::tr("the code of a data path");
    case FilterKey::Table:
        return FilterWords::tr("a table of the port reference");
    case FilterKey::Port:
        return FilterWords::tr("a port, a range of ports, or dynamic");
    case FilterKey::Transport:
        return FilterWords::tr("tcp or udp");
    case FilterKey::Protocol:
        return FilterWords::tr("what is spoken at the port");
    case FilterKey::Auth:
        return FilterWords::tr("an authentication that is the default or supported");
    case FilterKey::DefaultAuth:
        return FilterWords::tr("an authentication that is the default");
    case FilterKey::Encryption:
        return FilterWords::tr("encrypted by default, or not, and why");
    case FilterKey::Crosses:
        return FilterWords::tr("from one site or zone to another");
    case FilterKey::Is:
        return FilterWords::tr("local: both ends on one server");
    case FilterKey::Reachability:
        return FilterWords::tr("what the last check said");
    }
    return {};
}

bool TextPattern::matches(QStringView text) const
{
    if (!hasWildcard())
        return text.compare(m_parts.first(), kCaseless) == 0;
    const QString &first = m_parts.first();
    const QString &last = m_parts.last();
    if (text.size() < first.size() + last.size() || !text.startsWith(first, kCaseless)
        || !text.endsWith(last, kCaseless))
        return false;
    QStringView rest = text.sliced(first.size()).chopped(last.size());
    for (qsizetype i = 1; i + 1 < m_parts.size(); ++i) {
        const qsizetype at = rest.indexOf(m_parts[i], 0, kCaseless);
        if (at < 0)
            return false;
        rest = rest.sliced(at + m_parts[i].size());
    }
    return true;
}

bool TextPattern::isFoundIn(QStringView text) const
{
    for (const QString &part : m_parts) {
        const qsizetype at = text.indexOf(part, 0, kCaseless);
        if (at < 0)
            return false;
        text = text.sliced(at + part.size());
    }
    return true;
}

bool matches(const TextPattern &pattern, const Site &site)
{
    return anyMatches(pattern, {site.id, site.name});
}

bool matches(const TextPattern &pattern, const Server &server)
{
    return anyMatches(pattern, {server.id, server.name, server.fqdn})
        || std::any_of(server.addresses.begin(), server.addresses.end(),
                       [&](const QString &address) { return pattern.matches(address); });
}

bool matches(const TextPattern &pattern, const Role &role)
{
    return anyMatches(pattern, {role.id, role.label, role.shortLabel});
}

bool matches(const TextPattern &pattern, const Group &group)
{
    return anyMatches(pattern, {group.id, group.name});
}

bool matches(const TextPattern &pattern, const DataPath &path)
{
    return anyMatches(pattern, {path.code, path.id});
}

bool matches(const TextPattern &pattern, const CatalogTable &table)
{
    return anyMatches(pattern, {table.id, table.label, table.prefix});
}

bool matches(const TextPattern &pattern, const Term &term)
{
    return anyMatches(pattern, {term.id, term.label});
}

QList<FixedValue> fixedValues(FilterKey key)
{
    switch (key) {
    case FilterKey::Transport:
        return {fixedValue(Transport::Tcp, {toString(Transport::Tcp)}, {}),
                fixedValue(Transport::Udp, {toString(Transport::Udp)}, {})};
    case FilterKey::Encryption: {
        const auto encryption = [](Encryption value, const QString &word, const QString &text) {
            return fixedValue(value, {toString(value), word, text}, text);
        };
        return {encryption(Encryption::Encrypted, FilterWords::tr("encrypted by default"),
                           FilterWords::tr("encrypted by default")),
                encryption(Encryption::Optional, FilterWords::tr("off by default"),
                           FilterWords::tr("encryption supported, off by default")),
                encryption(Encryption::Disabled, FilterWords::tr("encryption switched off"),
                           FilterWords::tr("encryption switched off by this deployment")),
                encryption(Encryption::None, FilterWords::tr("not encrypted"),
                           FilterWords::tr("encryption not supported"))};
    }
    case FilterKey::Crosses:
        return {fixedValue(Crossing::Site, {u"site"_s}, FilterWords::tr("between two sites")),
                fixedValue(Crossing::Zone, {u"zone"_s},
                           FilterWords::tr("between sites of another kind or another organization"))};
    case FilterKey::Is:
        return {fixedValue(0, {u"local"_s}, FilterWords::tr("both ends on one server"))};
    case FilterKey::Reachability:
        return {fixedValue(Reachability::Works, {u"works"_s}, FilterWords::tr("answers as it should")),
                fixedValue(Reachability::Differs, {u"differs"_s}, FilterWords::tr("answers, but not as it should")),
                fixedValue(Reachability::Fails, {u"fails"_s}, FilterWords::tr("cannot be reached")),
                fixedValue(Reachability::CannotTell, {u"cannot-tell"_s},
                           FilterWords::tr("a check cannot tell whether it can be reached")),
                fixedValue(Reachability::NotChecked, {u"not-checked"_s}, FilterWords::tr("nobody has checked yet"))};
    default:
        return {};
    }
}

quint32 fixedValues(FilterKey key, const TextPattern &pattern)
{
    quint32 values = 0;
    for (const FixedValue &value : fixedValues(key)) {
        const auto end = pattern.hasWildcard() ? value.names.begin() + 1 : value.names.end();
        if (std::any_of(value.names.begin(), end, [&](const QString &name) { return pattern.matches(name); }))
            values |= 1U << value.value;
    }
    return values;
}

std::optional<PortRange> portsFrom(QStringView text)
{
    const auto port = [](QStringView digits) -> std::optional<quint16> {
        const bool isNumber = !digits.isEmpty() && digits.size() <= 5
            && std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        bool isPort = false;
        const quint16 value = isNumber ? digits.toUShort(&isPort) : quint16(0);
        return isPort && value > 0 ? std::optional(value) : std::nullopt;
    };
    const qsizetype dash = text.indexOf(u'-');
    const auto first = port(dash < 0 ? text : text.first(dash));
    const auto last = dash < 0 ? first : port(text.sliced(dash + 1));
    if (!first || !last || *last < *first)
        return std::nullopt;
    return PortRange{*first, *last};
}

bool isDynamicPortWord(QStringView text)
{
    return text.compare(u"dynamic", kCaseless) == 0;
}

bool isDynamic(const PortEntry &entry)
{
    return entry.kind == PortKind::RpcDynamic || entry.kind == PortKind::Dynamic;
}

bool meet(PortRange a, PortRange b)
{
    return a.first <= b.last && b.first <= a.last;
}

} // namespace portolan
