// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/topology.h"

namespace portolan {

/// A made-up deployment of exactly that size (at least one site), with names and addresses that belong to nobody, for
/// trying things out and for measuring. The same numbers give the same topology on every machine.
Topology generateTopology(int sites, int servers, quint64 seed);

} // namespace portolan
