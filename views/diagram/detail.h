// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagramstyle.h"
#include "views/diagram/placeddiagram.h"

namespace portolan {

/// How much of each thing a picture shows. A pure function of the zoom, so that screen, tests and both halves of a
/// picture agree. Exports are painted at 1 or above: everything.
struct Detail {
    bool texts = true; ///< all texts at their own places and sizes
    bool arrows = true;
    bool corners = true; ///< round ones
    double siteName = 0; ///< scene points: size of site names that do not shrink with the chart; 0: at their own place
    double cardName = 0; ///< the same for names of cards and codes of lines; 0: as `texts` says
    double lineStrength = 1; ///< opacity of lines: many thin ones would cover what they join

    /// `zoom`: logical pixels a scene point.
    static Detail at(double zoom);
};

/// Of the lines of a picture: as the style has it, and as strong as the zoom allows.
Stroke lineStroke(const DiagramStyle &style, Encryption encryption, double zoom);

/// A site's name in a size that does not shrink, over its box.
struct SiteName {
    int box = -1;
    QRectF rect; ///< scene points: text and a margin
    QString text; ///< elided to the box
};

/// Names for Detail::siteName, largest box first. None covers another: the smaller site's is left out.
QList<SiteName> siteNames(const PlacedDiagram &placed, double zoom);

/// What fits of a name into a rectangle of that size at `size` (all in scene points); empty where less than `fewest`
/// letters and an ellipsis would.
QString fittingName(const QString &name, const QSizeF &room, double size, int fewest);

/// The codes in lines that fit; empty where not even the first does.
QStringList fittingCodes(const QStringList &codes, const QSizeF &room, double size);

} // namespace portolan
