// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

#include <QList>

namespace portolan {

/// Indexes into Catalog::firewallRules(): rules that open the port on its destination, which has a role of theirs.
QList<int> rulesThatOpen(const FlowSet &flows, const FlowPort &port, const PortEntry &entry);

/// Rules that a server's roles bring with them.
QList<int> rulesOfServers(const FlowSet &flows, const ServerSet &servers);

} // namespace portolan
