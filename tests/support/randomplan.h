// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/topology/topology.h"

namespace portolan::test {

/// A small catalog and a small topology that fit each other, made to be awkward: combined scopes, servers with any
/// roles, equal distances, several organizations, roles that nobody has. The same seed gives the same plan.
struct RandomPlan {
    Catalog catalog;
    Topology topology;
};

RandomPlan randomPlan(quint64 seed);

} // namespace portolan::test
