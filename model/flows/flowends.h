// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

namespace portolan {

/// Flows of a data path by their ends: what an id such as "flow:M7:hq-mbx1,hq-mbx2:@dmz" of a focus names. It has the
/// path's code, then who is the flow's source and its destination: ids of servers, or @ and the id of a site for all
/// of its servers.
struct FlowEnds {
    int path = 0; ///< index into Catalog::dataPaths()
    ServerSet sources, destinations; ///< each source with each destination but itself
    bool isWhole = true; ///< all that the id names is there

    /// Both ends are one server: the flow that stays on it.
    bool isSelf() const { return sources.size() == 1 && sources == destinations; }
};

/// Whether the id is meant to name flows.
bool isFlowId(const QString &id);

/// What those of the ids name that are flows' and whose data path there is; servers and sites that are not there are
/// left out.
std::vector<FlowEnds> flowsNamed(const QStringList &ids, const Catalog &catalog, const Topology &topology);

/// The ids of the flows from each of the first ends to each of the second: one, or several where one would be too long
/// for a file.
QStringList flowIds(const QString &code, const QStringList &sources, const QStringList &destinations);

/// For people: "M7 · HQ-MBX1 +1 → Perimeter".
QString flowIdText(const QString &id, const Topology &topology);

} // namespace portolan
