// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "checkhosts.h"

#include <QHash>

#include <algorithm>

namespace portolan {

namespace {

// What an exchange with a server that answers takes between sites; measured ones are far below.
constexpr qint64 kConnection = 40; ///< ms
constexpr qint64 kExchange = 250; ///< ms
constexpr qint64 kMappedEndpoints = 8; ///< where nobody says which are looked for

struct Load {
    qint64 time = 0; ///< ms of all checks, one after the other
    qint64 datagrams = 0;
};

/// Whatever the order: while a check waits all places are taken, or the rate holds it back, or its host has enough. The
/// three together and the longest check are never passed; the greatest of the three is what is likely.
struct Sum {
    Load all;
    qint64 connections = 0;
    QHash<size_t, Load> hosts;

    void add(const PlannedCheck &check, size_t number, qint64 time, qint64 count)
    {
        const bool isUdp = check.request.transport == Transport::Udp;
        all.time += time;
        connections += count;
        Load &host = hosts[number];
        host.time += time;
        host.datagrams += isUdp ? count : 0;
    }
    qint64 inPlaces(const RunLimits &limits) const { return all.time / std::max(limits.inFlight, 1); }
    qint64 byRate(const RunLimits &limits) const
    {
        return limits.perSecond > 0 ? connections * 1000 / limits.perSecond : 0;
    }
    qint64 ofBusiestHost(const RunLimits &limits) const
    {
        qint64 longest = 0;
        for (const Load &host : hosts)
            longest = std::max(longest, host.time / std::max(limits.perHost, 1) + host.datagrams * limits.udpGap);
        return longest;
    }
};

/// Connections that follow from what the endpoint mapper says.
qint64 endpointsOf(const PlannedCheck &check)
{
    if (check.request.hint.protocol != ProbeProtocol::EndpointMapper)
        return 0;
    return std::max(qint64(check.request.hint.interfaces.size()), kMappedEndpoints);
}

} // namespace

RunEstimate estimate(const ReachabilityPlan &plan, const RunLimits &limits)
{
    Sum likely;
    Sum worst;
    qint64 longest = 0;
    const std::vector<size_t> hosts = hostsOf(plan.checks);
    for (size_t i = 0; i < plan.checks.size(); ++i) {
        const PlannedCheck &check = plan.checks[i];
        const bool isExchange = check.request.hint.protocol != ProbeProtocol::Connect;
        likely.add(check, hosts[i], isExchange ? kExchange : kConnection, 1);
        const qint64 tries = 1 + std::max(limits.retries, 0);
        const qint64 addresses = std::max<qint64>(check.addresses.size(), 1);
        worst.add(check, hosts[i], tries * limits.checkTimeout, tries * (addresses + endpointsOf(check)));
        longest = std::max(longest, tries * limits.checkTimeout);
    }
    RunEstimate result;
    result.likely = std::max({likely.inPlaces(limits), likely.byRate(limits), likely.ofBusiestHost(limits)});
    result.atMost = worst.inPlaces(limits) + worst.byRate(limits) + worst.ofBusiestHost(limits) + longest;
    return result;
}

} // namespace portolan
