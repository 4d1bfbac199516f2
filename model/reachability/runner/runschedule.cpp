// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "runschedule.h"

#include "checkhosts.h"

#include <algorithm>
#include <cmath>

namespace portolan {

namespace {

constexpr int kMostInFlight = 1024;
constexpr int kMostPerHost = 64;

} // namespace

RunSchedule::RunSchedule(const std::vector<PlannedCheck> &checks, const RunLimits &limits) : m_limits(limits)
{
    m_limits.perHost = std::clamp(limits.perHost, 1, kMostPerHost);
    m_ceiling = std::clamp(limits.inFlight, 1, kMostInFlight);
    m_hostOf = hostsOf(checks);
    m_hosts.resize(m_hostOf.empty() ? 0 : *std::max_element(m_hostOf.begin(), m_hostOf.end()) + 1);
    for (const PlannedCheck &check : checks)
        m_isUdp.push_back(check.request.transport == Transport::Udp);
}

void RunSchedule::add(int check)
{
    Host &host = m_hosts[hostOf(check)];
    (isUdp(check) ? host.udp : host.tcp).insert(check);
    ++m_waiting;
    list(hostOf(check), 0);
}

/// Puts the host where it now belongs: its next check among those that may start, or the time when one may.
void RunSchedule::list(size_t index, qint64 now)
{
    Host &host = m_hosts[index];
    if (host.listed >= 0)
        m_ready.erase({host.listed, index});
    if (host.listedAt != kNever)
        m_later.erase({host.listedAt, index});
    host.listed = -1;
    host.listedAt = kNever;
    if (host.underWay >= m_limits.perHost)
        return;
    if (!host.tcp.empty())
        host.listed = *host.tcp.begin();
    if (!host.udp.empty()) {
        if (host.udpFrom > now)
            host.listedAt = host.udpFrom;
        else if (host.listed < 0 || *host.udp.begin() < host.listed)
            host.listed = *host.udp.begin();
    }
    if (host.listed >= 0)
        m_ready.insert({host.listed, index});
    if (host.listedAt != kNever)
        m_later.insert({host.listedAt, index});
}

std::optional<int> RunSchedule::takeNext(qint64 now)
{
    while (!m_later.empty() && m_later.begin()->first <= now)
        list(m_later.begin()->second, now);
    if (m_ready.empty() || m_underWay >= m_ceiling || (m_limits.perSecond > 0 && m_nextConnection > double(now)))
        return std::nullopt;
    const auto [check, index] = *m_ready.begin();
    Host &host = m_hosts[index];
    (isUdp(check) ? host.udp : host.tcp).erase(check);
    ++host.underWay;
    ++m_underWay;
    --m_waiting;
    list(index, now);
    return check;
}

qint64 RunSchedule::nextAt(qint64 now) const
{
    if (m_underWay >= m_ceiling || (m_ready.empty() && m_later.empty()))
        return kNever;
    const qint64 someReady = m_ready.empty() ? m_later.begin()->first : now;
    const qint64 rate = m_limits.perSecond > 0 ? static_cast<qint64>(std::ceil(m_nextConnection)) : now;
    return std::max({now, someReady, rate});
}

qint64 RunSchedule::reserveConnection(int check, Transport transport, qint64 now)
{
    qint64 at = now;
    if (m_limits.perSecond > 0) {
        const double first = std::max(m_nextConnection, double(now));
        at = static_cast<qint64>(std::ceil(first));
        m_nextConnection = first + 1000.0 / m_limits.perSecond;
    }
    if (transport == Transport::Udp) {
        Host &host = m_hosts[hostOf(check)];
        at = std::max(at, host.udpFrom);
        host.udpFrom = at + m_limits.udpGap;
        list(hostOf(check), 0);
    }
    return at;
}

void RunSchedule::end(int check)
{
    const size_t index = hostOf(check);
    --m_hosts[index].underWay;
    --m_underWay;
    list(index, 0);
}

void RunSchedule::lowerCeiling()
{
    m_ceiling = std::max(1, m_underWay);
}

} // namespace portolan
