// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"
#include "model/flows/flowset.h"
#include "model/reachability/protocols/conversation.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace portolan {

/// The machine that checks run from: one server of the topology, or elsewhere (server empty).
struct Vantage {
    QString server; ///< id
    QString host; ///< what the machine calls itself
    QStringList addresses; ///< of this machine, literals
    friend bool operator==(const Vantage &, const Vantage &) = default;
};

/// Two names of a host, or one of them without its domain. False where one is empty.
bool isSameHost(const QString &name, const QString &host);

/// The server that has one of these addresses or this host name; empty: none, or several.
QString guessServer(const Topology &topology, const Vantage &here);

/// One thing to try: a destination, a port, an exchange. Flows that need the same share it.
struct PlannedCheck {
    QString key; ///< "hq-hub1 tcp/25 smtp": the same in every plan and every run
    quint32 destination = 0; ///< index into Topology::servers
    QStringList addresses; ///< literals to try in this order; empty: host is looked up
    ProbeRequest request;
    bool isPublic = false; ///< one of the addresses is not private: to be asked about again
};

/// A port of a flow that starts at the vantage, and the check that answers for it.
struct PlannedFlowPort {
    Flow flow;
    FlowPort port; ///< port.source is the vantage (or, elsewhere, any)
    int check = -1; ///< index into checks; -1: cannot be checked, `why` says so
    QString why;
};

/// What a run would do, before anybody says yes. Order is that of destinations, then ports: the same every time.
struct ReachabilityPlan {
    FlowSet flows; ///< what it was made from, after the filter
    Vantage vantage;
    std::vector<PlannedCheck> checks;
    std::vector<PlannedFlowPort> ports;
    int hosts = 0;
    QStringList refused; ///< targets left out and why: broadcast, multicast, no address and no name
};

/// Only servers of the topology, never a broadcast or multicast address. Elsewhere: every flow that crosses the
/// network.
ReachabilityPlan planChecks(const FlowSet &flows, const Vantage &vantage);

struct RunLimits {
    int inFlight = 64; ///< checks at once, 1 to 1024
    int perHost = 2; ///< 1 to 64
    int perSecond = 50; ///< new connections, 0: as many as can be
    int connectTimeout =
        4000; ///< ms: a lost SYN is sent again after 1 s and 3 s, and a host that is off takes 3.1 s to tell
    int answerTimeout = 5000; ///< ms for each answer
    int checkTimeout = 20000; ///< ms for a whole check
    int retries = 1; ///< of silence only
    int udpGap = 1100; ///< ms between datagrams to one host: systems answer one closed port a second
};

/// ms, an upper and a likely figure for the dialog that asks.
struct RunEstimate {
    qint64 likely = 0;
    qint64 atMost = 0;
};
RunEstimate estimate(const ReachabilityPlan &plan, const RunLimits &limits);

} // namespace portolan
