// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagram.h"

#include <vector>

namespace portolan {

/// A data path whose traffic is a badge on the cards and a line in the key instead of lines.
bool isFoldedPath(const DataPath &path, bool foldDirectory);

/// What makeEdges() found besides the edges.
struct EdgeRemarks {
    std::vector<int> paths; ///< on some edge; ascending
    bool insideSites = false; ///< level sites: some traffic stays inside a site
    bool shortened = false; ///< a label leaves something out
    qint64 localFlows = 0; ///< stay on one server
};

/// Fills diagram.edges (and diagram.blocks, or frames of sites at level sites, where lines between all cards would be
/// too many to read). Items and nodes must be there; `itemOf` is the item of each server, in Topology's order.
EdgeRemarks makeEdges(Diagram &diagram, const std::vector<int> &itemOf, const DiagramOptions &options);

} // namespace portolan
