// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "runengine.h"

#include <algorithm>
#include <utility>

namespace portolan {

namespace {

/// ms that checks are started for in one event: on loopback they also end in it, and TLS has much to prepare.
constexpr qint64 kLongestEvent = 4;

} // namespace

RunEngine::RunEngine(SocketLoop &loop, const std::vector<PlannedCheck> &checks, const std::vector<int> &left,
                     const RunLimits &limits, Probe::MakeConversation converse, Checked checked)
    : SocketWatcher(loop), m_checks(checks), m_limits(limits), m_converse(std::move(converse)),
      m_checked(std::move(checked)), m_schedule(checks, limits), m_tries(checks.size())
{
    for (const int check : left)
        m_schedule.add(check);
    setDeadline(loop.now());
}

RunEngine::~RunEngine() = default;

void RunEngine::setPaused(bool paused)
{
    m_isPaused = paused;
    setDeadline(paused ? kNever : loop().now());
}

void RunEngine::pump()
{
    m_ended.clear();
    const qint64 until = loop().now() + kLongestEvent;
    while (!m_isPaused && loop().now() < until) {
        const std::optional<int> check = m_schedule.takeNext(loop().now());
        if (!check)
            break;
        start(*check);
        m_ended.clear();
    }
    if (!m_isPaused)
        setDeadline(m_schedule.nextAt(loop().now()));
}

void RunEngine::start(int check)
{
    Probe::Hooks hooks;
    hooks.connecting = [this, check](Transport transport) {
        const qint64 now = loop().now();
        return m_schedule.reserveConnection(check, transport, now) - now;
    };
    hooks.finished = [this, check](Probe &) { onFinished(check); };
    hooks.converse = m_converse;
    auto probe = std::make_unique<Probe>(loop(), m_checks[static_cast<size_t>(check)], m_limits, std::move(hooks));
    Probe *const started = probe.get();
    m_probes.emplace(check, std::move(probe));
    started->start();
}

bool RunEngine::isWorthAnotherTry(const ProbeReport &report, int tries) const
{
    const bool isSilence = report.result == ProbeResult::NoAnswer || report.result == ProbeResult::CannotTell;
    return isSilence && tries <= m_limits.retries;
}

void RunEngine::onFinished(int check)
{
    const auto found = m_probes.find(check);
    const Probe &probe = *found->second;
    const bool isOverload =
        probe.isExhausted() && probe.report().result == ProbeResult::LocalFailure && m_schedule.underWay() > 1;
    int &tries = m_tries[static_cast<size_t>(check)];
    if (!isOverload)
        ++tries;
    m_schedule.end(check);
    if (isOverload)
        m_schedule.lowerCeiling();
    if (isOverload || isWorthAnotherTry(probe.report(), tries)) {
        m_schedule.add(check);
    } else {
        ProbeReport report = found->second->takeReport();
        report.tries = tries;
        m_checked(check, std::move(report));
    }
    m_ended.push_back(std::move(found->second));
    m_probes.erase(found);
    if (!m_isPaused)
        setDeadline(m_schedule.nextAt(loop().now()));
}

} // namespace portolan
