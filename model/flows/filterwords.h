// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/flows/flowreachability.h"
#include "model/topology/topology.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QStringView>

#include <optional>
#include <span>

namespace portolan {

/// What a term of a filter asks about; Word is a term without a key.
enum class FilterKey : quint8 {
    Word,
    Site,
    Server,
    Role,
    Group,
    From,
    To,
    Path,
    Table,
    Port,
    Transport,
    Protocol,
    Auth,
    DefaultAuth,
    Encryption,
    Crosses,
    Is,
    Reachability,
};

enum class Crossing : quint8 { Site, Zone };

/// All keys but Word, in the order in which they are offered.
std::span<const FilterKey> filterKeys();
QString toString(FilterKey key); ///< "site"; nothing for Word
std::optional<FilterKey> filterKeyFrom(QStringView text); ///< case does not matter
QString describe(FilterKey key);

/// The bit that stands for a value of an enumeration.
template <typename Value>
constexpr quint32 bitOf(Value value)
{
    return 1U << static_cast<quint32>(value);
}

/// A value as people type it: case does not matter, `*` stands for any text.
class TextPattern
{
public:
    explicit TextPattern(const QString &text) : m_parts(text.split(u'*')) { }

    bool hasWildcard() const { return m_parts.size() > 1; }
    bool matches(QStringView text) const;
    /// Whether a part of the text matches.
    bool isFoundIn(QStringView text) const;

private:
    QStringList m_parts; ///< what stands between the wildcards
};

bool matches(const TextPattern &pattern, const Site &site);
bool matches(const TextPattern &pattern, const Server &server);
bool matches(const TextPattern &pattern, const Role &role);
bool matches(const TextPattern &pattern, const Group &group);
bool matches(const TextPattern &pattern, const DataPath &path);
bool matches(const TextPattern &pattern, const CatalogTable &table);
bool matches(const TextPattern &pattern, const Term &term);

/// A value of a key that has the same ones in every plan.
struct FixedValue {
    quint8 value = 0;
    QStringList names; ///< the first stands for it
    QString description;
};

QList<FixedValue> fixedValues(FilterKey key); ///< none for most keys

/// Bit n: the pattern means value n of Transport, Encryption, Crossing, Reachability or, with the key `is`, of "local"
/// alone. With wildcards it means ids only: too many of the longer names begin alike. 0 for other keys.
quint32 fixedValues(FilterKey key, const TextPattern &pattern);

/// `25`, `5000-6000`; nothing where the text is no port from 1 to 65535 or the range ends before it begins.
std::optional<PortRange> portsFrom(QStringView text);
bool isDynamicPortWord(QStringView text); ///< `dynamic`
bool isDynamic(const PortEntry &entry);
bool meet(PortRange a, PortRange b); ///< they have a port in common

} // namespace portolan
