// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/commands.h"
#include "model/flows/flowset.h"
#include "model/reachability/reachabilityplan.h"

#include <QString>

namespace portolan {

/// What to write for servers to check by themselves, and where.
struct KitOrder {
    QString folder;
    QString server; ///< id; empty: every server that opens something that can be checked
    bool isForAnsible = false;
    bool isPlanOnly = false;
    bool allowsPublic = false;
};

/// Lists on standard output what the kits would check, and writes them unless the order is for the list only. Sends
/// nothing.
ExitCode writeKits(const FlowSet &flows, const KitOrder &order);

} // namespace portolan
