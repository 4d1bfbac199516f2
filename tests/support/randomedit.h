// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/topology.h"

namespace portolan::test {

/// The topology after some edits that people could make: things added, removed with all that refers to them, changed,
/// moved, put in another order. It can be written and read again if it could before. `mark` goes into new ids and
/// texts, so that edits with different marks add different things. The same seed gives the same edits.
Topology randomlyEdited(Topology topology, quint64 seed, int steps, const QString &mark);

} // namespace portolan::test
