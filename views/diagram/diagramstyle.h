// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/topology.h"
#include "views/diagram/canvas.h"

#include <QColor>
#include <QString>

namespace portolan {

enum class Theme { Light, Dark };

/// Colours and dashes of a chart and of the window around it. Contrast of text is at least 4.5:1 (WCAG 2.1, 1.4.3).
struct DiagramStyle {
    QColor background, card, cardBorder, pill, frame;
    QColor text, quietText, badge, badgeText, selection, hover;

    static const DiagramStyle &of(Theme theme);

    Theme theme = Theme::Light;
    QColor encryptionColor(Encryption encryption) const;
    /// Colour, dash and width of an edge, in scene points. At a zoom where lines are thinner than a pixel, dashes stay
    /// long enough to be seen and the weaker encryption is the heavier line: no zoom leaves it to the colour alone.
    Stroke encryptionStroke(Encryption encryption, double zoom = 1.0) const;
    QColor siteFill(SiteKind kind) const;
    QColor siteBorder(SiteKind kind) const;
    QColor hue(const QString &name) const; ///< of Role::color; a neutral one for names it does not know
};

} // namespace portolan
