// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/placeddiagram.h"

#include <QByteArray>

namespace portolan {

/// Pairs of a label and something else that share more than a border.
struct LabelOverlaps {
    int label = 0; ///< another label
    int node = 0; ///< a card, a frame, or a block of sites
    int siteTitle = 0;
    int arrowhead = 0; ///< of another edge
    int site = 0; ///< the border or box of a site that not all of the label's edge lies in
    int total() const { return label + node + siteTitle + arrowhead + site; }
    friend bool operator==(const LabelOverlaps &, const LabelOverlaps &) = default;
};

/// How readable a chart is, in numbers. Counts are of pairs where two things meet, of edges where it says "edges".
struct DiagramQuality {
    int nodeOverlaps = 0; ///< of cards, frames, sites' boxes, blocks and titles; cards outside their box
    LabelOverlaps labelOverlaps;
    int edgesThroughNodes =
        0; ///< edges that enter a card, frame or block that they do not end at, or cut one that they do
    int edgesThroughLabels = 0; ///< edges that run through another's label
    int edgesThroughSiteTitles = 0;
    int edgesThroughSites = 0; ///< edges that enter a site's box without ending in it
    int labelsShortened = 0;
    int edgeCrossings = 0; ///< places where two edges cross
    double edgeLength = 0; ///< of all lines, scene points
    double area = 0; ///< of the sheet, square points
    double aspectRatio = 0; ///< the sheet's width by its height
    friend bool operator==(const DiagramQuality &, const DiagramQuality &) = default;
};

/// Looks at nothing but the places, so that it can tell where a layout breaks its promises. A pure function; some
/// milliseconds for each thousand cards.
DiagramQuality measure(const PlacedDiagram &placed);

/// One JSON object, keys as the members.
QByteArray toJson(const DiagramQuality &quality);

} // namespace portolan
