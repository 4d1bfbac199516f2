// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/checks/checkedplan.h"
#include "views/diagram/diagram.h"

namespace portolan {

/// What is known of the lines and badges of a chart of the same plan: each speaks of those of its flows that start at a
/// machine that checked; a chart of another state of the plan has the heading only. A pure function.
CheckMarks checkMarks(const Diagram &diagram, const CheckedPlan &checked);

} // namespace portolan
