// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/comparison/unitedflows.h"
#include "views/comparison/comparisonlines.h"
#include "views/diagram/diagram.h"
#include "views/graph/chartmark.h"
#include "views/graph/selection.h"

namespace portolan {

/// What became of the cards and lines of a chart of UnitedFlows::all, or of a part of it: added or removed where that
/// holds for all that it stands for, changed where only some of it is other than before. `before`, `after`: the two
/// topologies, for cards.
ChartMarks comparisonMarks(const Diagram &diagram, const UnitedFlows &flows, const Topology &before,
                           const Topology &after);

/// What a chart of UnitedFlows::all, or of a part of it, shows for a line: its flows where it draws them, else its
/// servers.
Selection comparisonSelection(const Diagram &diagram, const ComparisonLine &line);

} // namespace portolan
