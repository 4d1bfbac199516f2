// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagram.h"

#include <vector>

namespace portolan {

class Folding;

/// A site's place from left to right.
int siteTier(SiteKind kind);

/// What makeEdges() found besides the edges.
struct EdgeRemarks {
    std::vector<int> paths; ///< on some edge; ascending
    bool insideSites = false; ///< level sites: some traffic stays inside a site
    int unnumbered = 0; ///< labels that leave something out which the key has no room for
    qint64 localFlows = 0; ///< stay on one server
};

/// Fills diagram.edges. Where lines between all cards would be too many to read, they end at sites: then it fills
/// diagram.blocks too and puts the cards of like sites into frames, which moves items. Items and nodes must be there;
/// `itemOf` is the item of each server, in Topology's order, -1 for one that is not on the chart and has no flows.
EdgeRemarks makeEdges(Diagram &diagram, std::vector<int> &itemOf, const DiagramOptions &options,
                      const Folding &folding);

} // namespace portolan
