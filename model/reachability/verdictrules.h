// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"
#include "model/reachability/reachabilityresults.h"

namespace portolan {

/// What the plan says of a port of a flow, for holding a check's report against it.
struct PortExpectation {
    ProbeHint hint;
    Transport transport = Transport::Tcp;
    quint16 port = 0; ///< that was gone to
    bool isHandedOut = false; ///< it is about the port that the endpoint mapper hands out, not the mapper's own
    Encryption encryption = Encryption::None;
    QStringList authentication; ///< default, ids of Catalog::authentications()
    bool isFromClient = false; ///< people or their devices open it, who know no server's own certificate
    bool isFromGateway = false; ///< who opens it is a gateway of a dial plan
    bool isDirectory = false; ///< a directory server is asked for what is in it
    bool isAsked = true; ///< the check spoke what belongs there; false: it connected, and no more
    bool hasName = true; ///< the plan knows the server's name, so that a certificate can be held against it
    QString server; ///< destination, as people call it
};

PortExpectation expectationOf(const FlowSet &flows, const Flow &flow, const FlowPort &port, const ProbeHint &hint,
                              quint16 number);

/// One verdict of one report; a pure function. `run` and `target` of what it returns are -1.
PortVerdict judge(const PortExpectation &expected, const ProbeReport &report);

} // namespace portolan
