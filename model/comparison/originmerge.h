// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/topology.h"

#include <functional>

namespace portolan {

/// Three-way merge of objects as they stand in their files, member by member and into nested objects; where both sides
/// changed one, mine stays and `conflict` hears of the outermost key with the three values (null: none). Any of the
/// three may be null.
using OriginConflict = std::function<void(const QString &key, const JsonValue *mine, const JsonValue *theirs)>;
JsonOrigin mergedOrigin(const JsonOrigin &base, const JsonOrigin &mine, const JsonOrigin &theirs,
                        const OriginConflict &conflict);

} // namespace portolan
