// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPainterPath>
#include <QString>

namespace portolan {

/// Side of an icon's drawing, in its own units.
inline constexpr double kIconGrid = 16;

/// The outline in resources/icons/<name>.svg, to be stroked, on a grid of 16 × 16; "server" for names that are not
/// there.
const QPainterPath &iconPath(const QString &name);

} // namespace portolan
