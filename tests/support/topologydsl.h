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
///     dag1 = dag(mbx1 mbx2) port=5000 witness=hub1 alternate=hub2 ip=192.0.2.9 name=DAG_1
///     sub1 = edge-subscription(edge1) site=hq
///     array1 = cas-array(cas1) site=hq fqdn=outlook.test.example lb=nlb
///     plan1 = dial-plan(um1) gateways=pbx1,pbx2 security=secured
///     accept S4(hq dmz) Because of this
/// Further words of servers: `version=14.3 os=Windows_Server_2008 domain=test.example fqdn=dc1.test.example
/// ip=192.0.2.1 readonly sip=dual`, of links: `filtered`. `_` stands for a blank. Names are the ids in capitals.
/// Anything else stops the program: a test that cannot be read proves nothing.
Topology topologyFromText(const char *text);

} // namespace portolan::test
