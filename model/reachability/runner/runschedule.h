// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/reachabilityplan.h"

#include <limits>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace portolan {

/// Which check is next, so that the limits hold: always the first of the plan that may start now. Knows no clock and
/// no socket; times are ms of whoever asks. Hosts are those of hostsOf().
class RunSchedule
{
public:
    static constexpr qint64 kNever = std::numeric_limits<qint64>::max();

    RunSchedule(const std::vector<PlannedCheck> &checks, const RunLimits &limits);

    void add(int check);
    /// The check that starts now, if one may.
    std::optional<int> takeNext(qint64 now);
    /// When takeNext() will have one though none of those under way ends; kNever: not before.
    qint64 nextAt(qint64 now) const;
    /// When a check that was taken may open its next connection, now or later: a name was looked up in the meantime,
    /// and others of its addresses and ports follow. Reserved for it.
    qint64 reserveConnection(int check, Transport transport, qint64 now);
    void end(int check);
    /// No more at once than now: this machine has no means for them.
    void lowerCeiling();

    int underWay() const { return m_underWay; }
    bool isEmpty() const { return m_waiting == 0 && m_underWay == 0; }

private:
    struct Host {
        std::set<int> tcp;
        std::set<int> udp;
        int underWay = 0;
        qint64 udpFrom = 0; ///< no datagram before
        int listed = -1; ///< in m_ready
        qint64 listedAt = kNever; ///< in m_later
    };

    void list(size_t host, qint64 now);
    size_t hostOf(int check) const { return m_hostOf[static_cast<size_t>(check)]; }
    bool isUdp(int check) const { return m_isUdp[static_cast<size_t>(check)]; }

    RunLimits m_limits;
    std::vector<size_t> m_hostOf;
    std::vector<bool> m_isUdp;
    std::vector<Host> m_hosts;
    std::set<std::pair<int, size_t>> m_ready; ///< a check, its host
    std::set<std::pair<qint64, size_t>> m_later; ///< hosts that wait for their next datagram
    double m_nextConnection = 0;
    int m_ceiling;
    int m_underWay = 0;
    int m_waiting = 0;
};

} // namespace portolan
