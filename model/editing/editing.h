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

/// Those that the topology has, in their order.
QStringList knownServers(const Topology &topology, const QStringList &ids);

// Whether the reader would take it, but for references.

bool isValid(const Site &site);
bool isValid(const Link &link);
bool isValid(const Server &server);
bool isValid(const Group &group);
bool isValid(const AcceptedFinding &accepted);
bool isValid(const QList<ChartView> &views);

/// Empties what groups of its kind do not have, and forgets what the file says of it.
void fitToKind(Group &group);
/// Leaves out references to what the topology does not have.
void dropDangling(Group &group, const Topology &topology);

} // namespace portolan
