// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/topology.h"

#include <QSet>
#include <QStringList>

namespace portolan {

// What the edits of this folder share.

inline QSet<QString> setOf(const QStringList &ids)
{
    return {ids.begin(), ids.end()};
}

template <typename T>
QSet<QString> idSet(const QList<T> &list)
{
    QSet<QString> ids;
    ids.reserve(list.size());
    for (const T &item : list)
        ids.insert(item.id);
    return ids;
}

/// The first so many characters, none of them cut in half.
QString cut(const QString &text, qsizetype most);

/// Those that the topology has, in their order.
QStringList knownServers(const Topology &topology, const QStringList &ids);

// Whether the reader would take it, but for references.

bool isValid(const Site &site);
bool isValid(const Link &link);
bool isValid(const Server &server);
bool isValid(const Group &group);
bool isValid(const AcceptedFinding &accepted);
bool isValid(const QList<ChartView> &views);

/// Empties what groups of its kind do not have.
void fitToKind(Group &group);
/// Forgets what the file says of keys that groups of its kind do not have.
void dropForeignKeys(Group &group);

struct KnownIds {
    explicit KnownIds(const Topology &topology);
    QSet<QString> sites;
    QSet<QString> servers;
};
/// Leaves out references to what is not there.
void dropDangling(Group &group, const KnownIds &known);

} // namespace portolan
