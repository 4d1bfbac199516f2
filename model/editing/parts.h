// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/topology.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace portolan {

/// A link by the ids of its two sites, whichever comes first.
struct LinkEnds {
    QString first;
    QString second;
    friend bool operator==(const LinkEnds &a, const LinkEnds &b)
    {
        return (a.first == b.first && a.second == b.second) || (a.first == b.second && a.second == b.first);
    }
};
LinkEnds endsOf(const Link &link);

/// Things of a topology that an edit is about. Ids that it does not have count for nothing.
struct Parts {
    QStringList ids; ///< of sites, servers and groups
    QList<LinkEnds> links;
    QStringList accepted; ///< keys of accepted findings; see acceptedKey()
};
/// What tells an accepted finding from all others: its rule and what it is about, in whatever order.
QString acceptedKey(const QString &rule, const QStringList &about);

/// nullptr: there is none. Linear; the pointer lives as long as the topology is not changed.
const Site *findSite(const Topology &topology, const QString &id);
const Server *findServer(const Topology &topology, const QString &id);
const Group *findGroup(const Topology &topology, const QString &id);
const Link *findLink(const Topology &topology, const LinkEnds &ends);

/// What step names call some of them: "MBX1", "3 servers", "2 sites and 5 servers"; empty: the topology has none.
QString namesOf(const Topology &topology, const Parts &parts);
/// Text from the document for a step name: at most 40 characters, on one line.
QString shortName(const QString &name);

/// Ids of sites, servers and groups that `after` has and `before` has not, in its order: what an edit added.
QStringList addedIds(const Topology &before, const Topology &after);

} // namespace portolan
