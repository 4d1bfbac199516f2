// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace portolan {

/// Servers that a chart draws as one: a card at level roles, a frame at level servers.
struct ServerClass {
    int site = -1; ///< index into Topology::sites
    std::vector<int> roles; ///< indexes into Catalog::roles(), ascending
    QStringList unknownRoles;
    QStringList groups; ///< names of the groups that all of its servers are in
    ServerSet servers;
};

/// By site, roles and groups, in the order of the file; `exact`: also by the ports that servers set for themselves, so
/// that nothing in the derivation tells two of a class apart. `wanted`, by server: which to look at.
std::vector<ServerClass> classifyServers(const FlowSet &flows, bool exact, const std::vector<bool> &wanted);

/// MBX1, MBX2, MBX3 become "MBX1 – MBX3", others "A, B" or "A … Z".
QString namesOf(const Topology &topology, const ServerSet &servers);

} // namespace portolan
