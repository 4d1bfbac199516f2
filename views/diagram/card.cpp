// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/card.h"

#include "views/diagram/metrics.h"

#include <algorithm>
#include <cmath>

namespace portolan {

namespace {

constexpr double kTop = 8;
constexpr double kTitleBaseline = 19;
constexpr double kLineHeight = 15;
constexpr double kBottom = 8;
constexpr double kRight = 10;
constexpr double kIconGap = 4;
constexpr double kChipGap = 10;
constexpr double kMinimumWidth = 96;
constexpr double kRolesWidth = 190; ///< roles wrap beyond it
constexpr double kTextWidth = 230; ///< longer text is elided

} // namespace

double badgeWidth(const QString &badge)
{
    return std::ceil(textWidth(badge, kSmallSize, true)) + 12;
}

void layOutCard(DiagramNode &node, const QStringList &roleTexts, const Catalog &catalog, bool showsChecks)
{
    node.pieces.clear();
    const QString title = elided(node.title, kTextWidth, kCardTitleSize, true);
    node.pieces << CardPiece{CardPiece::Kind::Title, {kCardInset, kTitleBaseline}, title, -1};
    double right = kCardInset + textWidth(title, kCardTitleSize, true);
    if (!node.count.isEmpty()) {
        node.pieces << CardPiece{CardPiece::Kind::Count, {right + 6, kTitleBaseline}, node.count, -1};
        right += 6 + textWidth(node.count, kTextSize, false);
    }
    double badges = 0;
    for (const QString &badge : node.badges)
        badges += badgeWidth(badge) + 4;
    const bool hasCheck = showsChecks && badges > 0;
    if (hasCheck)
        badges += kCardCheck + 4;
    double width = std::max(kMinimumWidth, right + (badges > 0 ? badges + 6 : 0) + kRight);

    double y = kTitleBaseline;
    const auto addLines = [&] {
        for (const QString &line : node.lines) {
            y += kLineHeight;
            const QString text = elided(line, kTextWidth, kTextSize, false);
            node.pieces << CardPiece{CardPiece::Kind::Line, {kCardInset, y}, text, -1};
            width = std::max(width, kCardInset + textWidth(text, kTextSize, false) + kRight);
        }
    };
    const bool isSite = node.kind == NodeKind::Site; // says what it is before what it holds, in columns that line up
    if (isSite)
        addLines();
    double column = 0;
    for (const QString &text : roleTexts)
        column = std::max(column, kCardIcon + kIconGap + textWidth(text, kTextSize, false) + kChipGap);
    double x = kCardInset;
    if (!roleTexts.isEmpty())
        y += kLineHeight;
    for (qsizetype i = 0; i < roleTexts.size(); ++i) {
        const bool hasIcon = i < node.roles.size();
        const QString text = elided(roleTexts[i], kTextWidth, kTextSize, false);
        const double chip = (hasIcon ? kCardIcon + kIconGap : 0) + textWidth(text, kTextSize, false);
        const bool full = isSite ? i % 2 == 0 : x + chip > kCardInset + kRolesWidth;
        if (x > kCardInset && full) {
            x = kCardInset;
            y += kLineHeight;
        }
        const double start = x;
        if (hasIcon) {
            const Role &role = catalog.roles()[node.roles[i]];
            node.pieces << CardPiece{CardPiece::Kind::Icon, {x, y - kCardIcon + 2}, role.icon, node.roles[i]};
            x += kCardIcon + kIconGap;
        }
        node.pieces << CardPiece{CardPiece::Kind::Line, {x, y}, text, -1};
        x += textWidth(text, kTextSize, false) + kChipGap;
        width = std::max(width, x - kChipGap + kRight);
        if (isSite)
            x = start + column;
    }
    if (!isSite)
        addLines();
    width = std::ceil(width);
    double badgeRight = width - 6;
    for (auto badge = node.badges.crbegin(); badge != node.badges.crend(); ++badge) {
        badgeRight -= badgeWidth(*badge);
        node.pieces << CardPiece{CardPiece::Kind::Badge, {badgeRight, kTop - 1}, *badge, -1};
        badgeRight -= 4;
    }
    if (hasCheck)
        node.pieces << CardPiece{CardPiece::Kind::Check, {badgeRight - kCardCheck, kTop - 0.5}, {}, -1};
    node.size = QSizeF(width, std::ceil(std::max(44.0, y + kBottom)));
}

} // namespace portolan
