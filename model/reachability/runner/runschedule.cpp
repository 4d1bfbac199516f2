// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "runschedule.h"

#include <QHash>

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
    QHash<quint32, size_t> hosts;
    for (const PlannedCheck &check : checks) {
        const auto found = hosts.constFind(check.destination);
        const size_t host = found == hosts.constEnd() ? m_hosts.size() : *found;
        if (host == m_hosts.size()) {
            hosts.insert(check.destination, host);
            m_hosts.emplace_back();
        }
        m_hostOf.push_back(host);
        m_isUdp.push_back(check.request.transport == Transport::Udp);
    }
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
    if (isUdp(check)) {
        host.udp.erase(check);
        host.udpFrom = now + m_limits.udpGap;
    } else {
        host.tcp.erase(check);
    }
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

void RunSchedule::countConnection(qint64 now)
{
    if (m_limits.perSecond > 0)
        m_nextConnection = std::max(m_nextConnection, double(now)) + 1000.0 / m_limits.perSecond;
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
