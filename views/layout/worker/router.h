// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/layout/worker/geometry.h"

namespace portolan {

/// Draws the lines of a placed graph anew: straight or with one bend where that is free, their ends spread over the
/// sides of the boxes, and around the boxes where nothing simple is free. A line for which no way is found keeps the
/// one it has. Ways around are sought, which takes time, for lines that run through a box (`Detours::Needed`), also for
/// those that cross a site's title (`Titles`), also for those that wind (`All`).
enum class Detours { Needed, Titles, All };
void reroute(const LayoutRequest &request, LayoutResult &result, Detours detours);

} // namespace portolan
