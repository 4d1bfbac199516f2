// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagram.h"

namespace portolan {

inline constexpr double kCardStripe = 4; ///< width of the stripes in the roles' colours
inline constexpr double kCardInset = 14; ///< from the card's left border to its text
inline constexpr double kCardIcon = 12; ///< side of a role's icon
inline constexpr double kBadgeHeight = 13;
inline constexpr double kCardCheck = 12; ///< side of the sign of what checks say of folded traffic
inline constexpr double kFramePadding = 8;
inline constexpr double kFrameTitle = 16; ///< height of a frame's title row
inline constexpr double kCardGap = 8; ///< between cards in a frame

/// Places the pieces of a card and sets its size; title, count, roles, lines and badges must be there. `roleTexts`
/// stand beside the roles' icons, in the order of node.roles; further ones have no icon. `showsChecks`: a sign has room
/// beside the badges.
void layOutCard(DiagramNode &node, const QStringList &roleTexts, const Catalog &catalog, bool showsChecks = false);

double badgeWidth(const QString &badge);

} // namespace portolan
