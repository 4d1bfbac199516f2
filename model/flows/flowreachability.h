// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <functional>
#include <vector>

namespace portolan {

/// What the last check of a port said.
enum class Reachability : quint8 { Works, Differs, Fails, CannotTell, NotChecked };

/// A port of a flow between two different servers, as checks are asked about it.
struct AskedPort {
    int path = 0; ///< index into Catalog::dataPaths()
    int entry = 0; ///< index into DataPath::ports
    quint32 source = 0; ///< opens the connection; index into Topology::servers
    quint32 destination = 0;
};

/// What checks said of the ports of one plan's flows, for those who know flows but no checks. Immutable.
struct FlowReachability {
    /// Sorted. Servers that are not among them are all the same to `of`, in each of a port's two places.
    std::vector<quint32> servers;
    std::function<Reachability(const AskedPort &)> of; ///< never empty
};

} // namespace portolan
