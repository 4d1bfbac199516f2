// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "runschedule.h"

#include "model/reachability/prober/probe.h"
#include "model/reachability/sockets/socketloop.h"

#include <QObject>

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace portolan {

/// A run, in the thread whose event loop brings it forward. Every event that it takes is short, however many checks
/// end at once. Destroying it is to cancel it.
class RunEngine : private SocketWatcher
{
public:
    /// Comes once for each check, in the order in which they end.
    using Checked = std::function<void(int check, ProbeReport &&report)>;

    /// `left` are the checks to be done, indexes into `checks`, which must outlive this.
    RunEngine(SocketLoop &loop, const std::vector<PlannedCheck> &checks, const std::vector<int> &left,
              const RunLimits &limits, Probe::MakeConversation converse, Checked checked);
    ~RunEngine() override;

    /// Those under way end, no other starts.
    void setPaused(bool paused);
    int underWay() const { return m_schedule.underWay(); }

private:
    void onReady() override { }
    void onDeadline() override { pump(); }

    void pump();
    void start(int check);
    void onFinished(int check);
    bool isWorthAnotherTry(const ProbeReport &report, int tries) const;

    const std::vector<PlannedCheck> &m_checks;
    RunLimits m_limits;
    Probe::MakeConversation m_converse;
    Checked m_checked;
    RunSchedule m_schedule;
    bool m_isPaused = false;
    std::vector<int> m_tries; ///< by check; those that this machine had no means for do not count
    std::unordered_map<int, std::unique_ptr<Probe>> m_probes;
    std::vector<std::unique_ptr<Probe>> m_ended; ///< may still be in one of their calls
};

} // namespace portolan
