// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/topology.h"

#include <QHash>
#include <QString>

namespace portolan {

/// What goes into a topology, and where its sites are.
struct Insertion {
    Topology part; ///< its links and groups may name what only the topology has
    /// Ids of the part's sites that are not inserted, and the topology's sites that stand for them.
    QHash<QString, QString> sites;
    QHash<QString, QString> groupSites; ///< the same for the sites of groups, where another is meant
};

/// `topology` with the part's sites, links, servers and groups behind its own. Ids and names that are taken become the
/// next good ones, addresses and FQDNs that another server has are left out (a FQDN follows the name where it was the
/// name's), and what the part refers to is followed to its new id. What then is not there is left out.
Topology inserted(Topology topology, const Insertion &insertion);

} // namespace portolan
