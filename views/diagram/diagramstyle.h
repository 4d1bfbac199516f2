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
    Stroke encryptionStroke(Encryption encryption) const; ///< colour, dash and width of an edge
    QColor siteFill(SiteKind kind) const;
    QColor siteBorder(SiteKind kind) const;
    QColor hue(const QString &name) const; ///< of Role::color; a neutral one for names it does not know
};

} // namespace portolan
