// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "importvalues.h"

#include "model/topology/hostname.h"
#include "model/topology/ipaddress.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace portolan {

namespace {

struct ImportValues {
    Q_DECLARE_TR_FUNCTIONS(portolan::ImportValues)
};

constexpr qsizetype kMostItems = 1000;

bool isDistinguished(QStringView text)
{
    return text.startsWith(u"CN=", Qt::CaseInsensitive);
}

/// The value of a distinguished name's first part, with its escapes undone.
QString firstRdn(QStringView text)
{
    QString value;
    for (qsizetype i = text.indexOf(u'=') + 1; i < text.size() && text[i] != u','; ++i) {
        if (text[i] == u'\\' && i + 1 < text.size())
            ++i;
        value += text[i];
    }
    return value.trimmed();
}

/// Distinguished names one after the other. A comma parts their own parts as well: the next one begins with a "CN="
/// that follows a domain.
QStringList distinguishedItems(const QString &text)
{
    QStringList items;
    QString item;
    bool wasDomain = false;
    qsizetype partBegin = 0; ///< in `item`
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\\' && i + 1 < text.size()) {
            item += c;
            item += text[++i];
            continue;
        }
        const bool isBorder = c == u';' || c == u'|' || c == u'\n' || c == u'\r';
        if (c == u',') {
            wasDomain = QStringView(item).sliced(partBegin).trimmed().startsWith(u"DC=", Qt::CaseInsensitive);
            partBegin = item.size() + 1;
        }
        const bool isNext =
            c == u',' && wasDomain && QStringView(text).sliced(i + 1).trimmed().startsWith(u"CN=", Qt::CaseInsensitive);
        if (!isBorder && !isNext) {
            item += c;
            continue;
        }
        items << item;
        item.clear();
        partBegin = 0;
    }
    return items << item;
}

/// Letters and digits in lower case: "Hub Transport", "hub-transport" and "HubTransport" are one word.
QString normalized(QStringView word)
{
    QString result;
    for (const QChar c : word) {
        if (c.isLetterOrNumber())
            result += c.toLower();
    }
    return result;
}

} // namespace

QString plainName(const QString &text)
{
    if (isDistinguished(text))
        return firstRdn(text);
    return text.contains(u'/') ? text.sliced(text.lastIndexOf(u'/') + 1).trimmed() : text;
}

QStringList listItems(const QString &text)
{
    QString inside = text.trimmed();
    if (inside.size() > 1 && inside.startsWith(u'{') && inside.endsWith(u'}'))
        inside = inside.sliced(1, inside.size() - 2);
    QStringList items;
    if (isDistinguished(inside)) {
        items = distinguishedItems(inside);
    } else {
        static const QRegularExpression border(QStringLiteral("[\\n\\r;|,]"));
        items = inside.split(border, Qt::SkipEmptyParts);
    }
    QStringList result;
    for (const QString &item : items.first(std::min(items.size(), kMostItems))) {
        if (const QString plain = item.trimmed(); !plain.isEmpty())
            result << plain;
    }
    return result;
}

std::optional<bool> truthOf(const QString &text)
{
    const QString word = text.toLower();
    if (word == u"true" || word == u"yes" || word == u"1" || word == u"$true")
        return true;
    if (word == u"false" || word == u"no" || word == u"0" || word == u"$false")
        return false;
    return {};
}

QString plainAddress(const QString &text)
{
    QString address = text.trimmed();
    if (address.startsWith(u'[') && address.endsWith(u']'))
        address = address.sliced(1, address.size() - 2);
    for (const QChar end : {u'/', u'%'}) {
        if (const qsizetype at = address.indexOf(end); at >= 0)
            address.truncate(at);
    }
    return parseIpAddress(address) ? address : QString();
}

QString plainVersion(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^Version (\\d+\\.\\d+)\\b"),
                                            QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(text);
    return match.hasMatch() ? match.captured(1) : text;
}

QString otherProductOf(const QString &version, const ImportRules &rules)
{
    const auto fits = [&version](const QString &start) { return version.startsWith(start); };
    if (version.isEmpty() || rules.versions.isEmpty()
        || std::any_of(rules.versions.begin(), rules.versions.end(), fits))
        return {};
    QString product;
    qsizetype longest = 0;
    for (const ImportVersion &other : rules.otherVersions) {
        if (fits(other.start) && other.start.size() > longest) {
            product = other.product;
            longest = other.start.size();
        }
    }
    const bool isNumber = version[0].isDigit();
    return product.isEmpty() && isNumber ? ImportValues::tr("another product") : product;
}

QString firstLabel(const QString &name)
{
    if (parseIpAddress(name) || !name.contains(u'.') || !isHostName(name))
        return name;
    return name.first(name.indexOf(u'.'));
}

RoleWords::RoleWords(const Catalog &catalog)
{
    for (const ImportRole &rule : catalog.imports().roles) {
        const QString role = rule.role < 0 ? QString() : catalog.roles()[rule.role].id;
        for (const QString &word : rule.words)
            define(word, role);
        if (rule.flag != 0)
            m_flags.insert(rule.flag, role);
        if (rule.isSubscribed)
            m_subscribed.insert(role);
    }
    // Behind them: what the catalog's rules say of a word counts.
    for (const Role &role : catalog.roles()) {
        for (const QString &word : {role.id, role.label, role.shortLabel})
            define(word, role.id);
    }
}

void RoleWords::define(const QString &word, const QString &role)
{
    const QString key = normalized(word);
    if (!key.isEmpty() && !m_words.contains(key))
        m_words.insert(key, role);
}

bool RoleWords::isSubscribed(const QStringList &roles) const
{
    return std::any_of(roles.begin(), roles.end(), [this](const QString &role) { return m_subscribed.contains(role); });
}

QSet<QString> RoleWords::flaggedRoles() const
{
    QSet<QString> roles(m_flags.begin(), m_flags.end());
    roles.remove(QString());
    return roles;
}

void RoleWords::add(const QString &role, Reading &reading)
{
    if (!role.isEmpty() && !reading.roles.contains(role))
        reading.roles << role;
}

void RoleWords::readFlags(quint32 flags, Reading &reading) const
{
    for (quint32 bit = 1; bit != 0; bit <<= 1) {
        if ((flags & bit) == 0)
            continue;
        const auto found = m_flags.constFind(bit);
        if (found != m_flags.constEnd())
            add(*found, reading);
        else
            reading.unknown << ImportValues::tr("flag %1").arg(bit);
    }
}

/// "CAS HUB": roles with nothing but blanks between them, where each is known.
bool RoleWords::readWordsApart(const QString &words, Reading &reading) const
{
    const QStringList apart = words.split(u' ', Qt::SkipEmptyParts);
    const bool areKnown = apart.size() > 1 && std::all_of(apart.begin(), apart.end(), [this](const QString &word) {
                              return m_words.contains(normalized(word));
                          });
    if (areKnown) {
        for (const QString &word : apart)
            add(m_words.value(normalized(word)), reading);
    }
    return areKnown;
}

void RoleWords::readWord(const QString &word, Reading &reading) const
{
    bool isNumber = false;
    const quint32 flags = word.toUInt(&isNumber);
    const auto found = m_words.constFind(normalized(word));
    if (isNumber && !m_flags.isEmpty())
        readFlags(flags, reading);
    else if (found != m_words.constEnd())
        add(*found, reading);
    else if (!readWordsApart(word, reading) && !reading.unknown.contains(word))
        reading.unknown << word;
}

RoleWords::Reading RoleWords::read(const QString &text) const
{
    Reading reading;
    for (const QString &item : listItems(text)) {
        if (m_words.contains(normalized(item))) {
            readWord(item, reading);
            continue;
        }
        static const QRegularExpression border(QStringLiteral("[+/&]"));
        for (const QString &word : item.split(border, Qt::SkipEmptyParts)) {
            if (const QString plain = word.trimmed(); !plain.isEmpty())
                readWord(plain, reading);
        }
    }
    return reading;
}

} // namespace portolan
