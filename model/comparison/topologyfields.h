// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/comparison/listmerge.h"
#include "model/comparison/topologydifference.h"
#include "model/topology/topology.h"

#include <QCoreApplication>

#include <type_traits>
#include <vector>

namespace portolan {

/// Words for what differs, to be translated.
class ComparisonText
{
    Q_DECLARE_TR_FUNCTIONS(portolan::ComparisonText)
};

/// One field of a thing in a topology: all that comparing and merging need to know of it.
template <typename T>
struct TopologyField {
    QStringView key; ///< in the file
    const char *label; ///< for people, to be translated
    QString (*text)(const T &);
    bool (*isSame)(const T &, const T &);
    /// Takes over what `theirs` changed in `base`. False where `mine` has another change, which stays.
    bool (*merge)(T &mine, const T &base, const T &theirs);
};

template <typename T>
using TopologyFields = std::vector<TopologyField<T>>;

/// The fields that can differ between things that are matched with each other, in the format's order.
template <typename T>
const TopologyFields<T> &fieldsOf();

/// What things are matched by: equal for the same thing in two versions.
QString identityOf(const Site &site);
QString identityOf(const Link &link);
QString identityOf(const Server &server);
QString identityOf(const Group &group);
QString identityOf(const AcceptedFinding &accepted);
QString identityOf(const ChartView &view);

/// What people call a thing: id and name of an ItemChange.
struct ItemName {
    ItemKind item = ItemKind::Document;
    QString id;
    QString name;
};
ItemName nameOf(const Topology &topology);
ItemName nameOf(const Site &site);
ItemName nameOf(const Link &link);
ItemName nameOf(const Server &server);
ItemName nameOf(const Group &group);
ItemName nameOf(const AcceptedFinding &accepted);
ItemName nameOf(const ChartView &view);

/// Whether this version knows the key in that thing.
bool isKnownKey(const Topology &topology, QStringView key);
bool isKnownKey(const Site &site, QStringView key);
bool isKnownKey(const Link &link, QStringView key);
bool isKnownKey(const Server &server, QStringView key);
bool isKnownKey(const Group &group, QStringView key);
bool isKnownKey(const AcceptedFinding &accepted, QStringView key);
bool isKnownKey(const ChartView &view, QStringView key);

/// A member as people read it; null: there is none.
QString textOf(const JsonValue *value);

/// The keys that this version does not know and that differ.
template <typename T>
QList<FieldChange> unknownKeyChanges(const T &before, const T &after)
{
    QList<FieldChange> changes;
    if (before.origin == after.origin)
        return changes;
    const auto find = [](const T &item, const QString &key) {
        return item.origin && !isKnownKey(item, key) ? item.origin->find(key) : nullptr;
    };
    const auto compare = [&](const QString &key) {
        const JsonValue *earlier = find(before, key);
        const JsonValue *later = find(after, key);
        if ((earlier || later) && (!earlier || !later || *earlier != *later))
            changes << FieldChange{key, key, textOf(earlier), textOf(later)};
    };
    if (after.origin) {
        for (const JsonValue::Member &member : after.origin->members)
            compare(member.first);
    }
    if (before.origin) {
        for (const JsonValue::Member &member : before.origin->members) {
            if (!after.origin || !after.origin->find(member.first))
                compare(member.first);
        }
    }
    return changes;
}

} // namespace portolan
