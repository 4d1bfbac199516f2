// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/editing/topologyedit.h"

#include <optional>

namespace portolan {

/// Things with a good name and id, for the edits below and for fields to show before. `site` has to be there.
Site newSite(const Topology &now, SiteKind kind);
Server newServer(const Topology &now, const Catalog &catalog, const QStringList &roles, const QString &site);
Group newGroup(const Topology &now, const Catalog &catalog, GroupType kind, const QStringList &members);

// Each adds at the end of its list. A name or id that was taken meanwhile becomes the next good one; what the reader
// would refuse is not added, references to what is gone are left out.

TopologyEdit addSite(const Site &site);
TopologyEdit addServer(const Server &server);
TopologyEdit addGroup(const Group &group);
/// Nothing where the two sites are linked already.
TopologyEdit addLink(const Topology &now, const Link &link);

/// "6 Mailbox servers in HQ as DAG2".
struct ServerSeries {
    int count = 1; ///< at most kMostServers in the document
    QStringList roles;
    QString site;
    QString firstName; ///< "MBX01": the others count on from it; empty: as newServer()
    QString group; ///< id of a group that they join; empty: none, or `newGroup`
    std::optional<Group> newGroup; ///< one that they become the members of, behind those that it has
};
/// The names that its servers would have now.
QStringList seriesNames(const Topology &now, const Catalog &catalog, const ServerSeries &series);
TopologyEdit addSeries(const Topology &now, const Catalog &catalog, const ServerSeries &series);

} // namespace portolan
