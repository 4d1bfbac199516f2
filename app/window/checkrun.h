// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/runner/reachabilityrunner.h"
#include "views/checks/checkedplan.h"
#include "views/checks/checkrunbar.h"

#include <QObject>

#include <memory>

class QTimer;

namespace portolan {

/// The run of checks of a window, one at a time, of a plan that somebody said yes to.
class CheckRun : public QObject
{
    Q_OBJECT
public:
    explicit CheckRun(QObject *parent = nullptr);

    void start(const std::shared_ptr<const ReachabilityPlan> &plan, const RunLimits &limits); ///< never null
    void pause();
    void resume();
    void stop(); ///< at once
    void goOn(); ///< with what a run that was stopped left undone, as a run of its own
    void forget(); ///< stops; nothing is left to go on with

    bool isUnderWay() const; ///< running or paused
    const ReachabilityPlan &plan() const { return *m_plan; } ///< of the last run
    const QSet<QString> &left() const { return m_left; } ///< keys of its checks that are not done
    ReachabilityRun run() const { return m_runner.run(); } ///< so far
    PendingChecks pending() const; ///< of the run that is under way
    RunStatus status() const;

Q_SIGNALS:
    void changed(); ///< status()
    void found(); ///< run() has more, or pending() less; some times a second at most
    void ended(); ///< finished or stopped

private:
    void begin(const QSet<QString> &done);

    ReachabilityRunner m_runner;
    std::shared_ptr<const ReachabilityPlan> m_plan; ///< never null
    RunLimits m_limits;
    QSet<QString> m_left;
    QTimer *m_tell;
};

} // namespace portolan
