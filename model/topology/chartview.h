// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/json/jsonvalue.h"

#include <QList>
#include <QPoint>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace portolan {

/// How much detail a chart has; `auto` stands for the most detailed level that stays readable.
enum class Level { Auto, Sites, Roles, Servers };
/// What stands on a chart's lines.
enum class LabelMode { None, Codes, Ports, Full };

/// A card that stays where the user put it.
struct PinnedCard {
    QString card; ///< "server:mbx1", "roles:hq:mailbox", "site:hq"
    QPoint place; ///< top left, scene points from its site's box, of a site's own card from the chart
    friend bool operator==(const PinnedCard &, const PinnedCard &) = default;
};

/// What stands out of a chart: some servers, data paths or flows and what is so many connections away.
struct ChartFocus {
    QStringList on; ///< "server:mbx1", "site:hq", "path:M7", "flow:M7:mbx1:@dmz" (see FlowEnds); empty: no focus
    int hops = 1; ///< 1 to kMostHops
    bool alone = false; ///< the rest is left out instead of dimmed
    friend bool operator==(const ChartFocus &, const ChartFocus &) = default;
};
inline constexpr int kMostHops = 9;

/// What a chart shows of a deployment, and how: all that a saved view brings back. Ids that the deployment does not
/// have (any more) count for nothing and stay.
struct ChartView {
    QString name; ///< of a saved view
    Level level = Level::Auto;
    LabelMode labels = LabelMode::Ports;
    QString filter; ///< see FlowFilter; empty: everything
    /// Traffic that becomes badges: "directory" (data paths of that scope), "role:mailbox", "path:M7".
    QStringList folded{QStringLiteral("directory")};
    QStringList closed; ///< ids of sites drawn as a card where the level would open them
    QStringList opened; ///< ids of sites drawn open at level sites
    QStringList split; ///< ids of lines drawn as one for each data path
    ChartFocus focus;
    QList<PinnedCard> pins;
    std::shared_ptr<const JsonValue> origin; ///< as Site's

    /// Shows the same, whatever its name.
    bool showsTheSame(const ChartView &other) const;

    friend bool operator==(const ChartView &a, const ChartView &b) { return a.name == b.name && a.showsTheSame(b); }
};

/// Names of the formats: "auto", "sites" … ; std::nullopt for other words.
QString toString(Level level);
QString toString(LabelMode mode);
std::optional<Level> levelFromString(QStringView text);
std::optional<LabelMode> labelModeFromString(QStringView text);

} // namespace portolan
