// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/comparison/topologymerge.h"

namespace portolan {

/// Gives new ids, in `base` and `theirs`, to things of theirs whose ids mine has given to things of another kind.
void partIds(Topology &base, const Topology &mine, Topology &theirs, QList<MergeConflict> &conflicts);

/// Makes every reference lead somewhere again, after things were removed on one side that the other refers to: what
/// cannot do without it brings it back; of what can, mine holds.
void repairReferences(Topology &merged, const Topology &mine, const Topology &theirs, QList<MergeConflict> &conflicts);

} // namespace portolan
