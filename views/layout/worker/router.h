// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/layout/worker/geometry.h"

namespace portolan {

/// Draws the lines of a placed graph anew: straight or with one bend where that is free, their ends spread over the
/// sides of the boxes, and around the boxes where nothing simple is free. A line for which no way is found keeps the
/// one it has. `Detours::All` looks for a way around for each line that winds, which takes time; `Needed` for those
/// that run through a box.
enum class Detours { Needed, All };
void reroute(const LayoutRequest &request, LayoutResult &result, Detours detours);

} // namespace portolan
