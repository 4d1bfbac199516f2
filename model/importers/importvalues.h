// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace portolan {

/// The name at the end of a canonical path ("a.example/Sites/HQ") or at the beginning of a distinguished one
/// ("CN=HQ,CN=Sites"); other text as it is.
QString plainName(const QString &text);

/// The items of a list in one cell: on lines of their own, or parted by ";", "|" or ",", with or without braces around
/// the whole. The commas inside distinguished names part nothing.
QStringList listItems(const QString &text);

/// "True", "yes", "1" …; nothing where it is neither that nor its opposite.
std::optional<bool> truthOf(const QString &text);

/// An IP literal without the prefix length, zone or brackets that people write with it; empty where it is none.
QString plainAddress(const QString &text);

/// "14.3" from "Version 14.3 (Build 123.4)"; other text as it is.
QString plainVersion(const QString &text);

/// Of the catalog's other products that whose version this is; empty: the catalog is about it, or does not know.
QString otherProductOf(const QString &version, const ImportRules &rules);

/// "FQDN" with its first label: "EX1" of "EX1.contoso.example"; text that is no such name, or an address, as it is.
QString firstLabel(const QString &name);

/// What the catalog calls roles, however they are written.
class RoleWords
{
public:
    explicit RoleWords(const Catalog &catalog);

    struct Reading {
        QStringList roles; ///< ids, each once
        QStringList unknown; ///< words or "flag 128", each once
    };
    /// Words, a number of flags, or a list of either.
    Reading read(const QString &text) const;
    /// One of the roles is such that exports give the subscribed site for it.
    bool isSubscribed(const QStringList &roles) const;
    /// Ids of the roles that flags can say.
    QSet<QString> flaggedRoles() const;

private:
    void define(const QString &word, const QString &role);
    static void add(const QString &role, Reading &reading);
    void readWord(const QString &word, Reading &reading) const;
    bool readWordsApart(const QString &words, Reading &reading) const;
    void readFlags(quint32 flags, Reading &reading) const;

    QHash<QString, QString> m_words; ///< to the role's id; empty: it means nothing here
    QHash<quint32, QString> m_flags;
    QSet<QString> m_subscribed;
};

} // namespace portolan
