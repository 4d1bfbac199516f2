// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/topology.h"

namespace portolan::test {

/// A topology from lines of text:
///     hq facing: dc1[dc gc] mbx1[mailbox dynamic=60000-60010]
///     dmz perimeter: edge1[edge]
///     net external org=world:
///     hq - dmz 50 tls-off
///     dag1 = dag(mbx1 mbx2) port=5000
///     sub1 = edge-subscription(edge1) site=hq
/// Names are the ids in capitals. Anything else stops the program: a test that cannot be read proves nothing.
Topology topologyFromText(const char *text);

} // namespace portolan::test
