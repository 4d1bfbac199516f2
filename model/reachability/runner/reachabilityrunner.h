// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/prober/probe.h"
#include "model/reachability/reachabilityplan.h"
#include "model/reachability/reachabilityresults.h"

#include <QMap>
#include <QObject>
#include <QSet>

#include <memory>

namespace portolan {

/// Does what a plan says, within the limits, in a thread of its own; the thread that it lives in only takes the
/// results, some at a time. Starts nothing by itself: whoever calls start() has asked. Checks start in the order of
/// the plan, passing over those whose host has enough.
class ReachabilityRunner : public QObject
{
    Q_OBJECT
public:
    struct Options {
        QSet<QString> done; ///< keys of checks to be left out: of an earlier run that was stopped
        QString program; ///< ReachabilityRun::program
        Probe::MakeConversation converse = makeConversation;
    };
    struct Progress {
        int done = 0;
        int of = 0;
        QMap<ProbeResult, int> counts;
        qint64 timeLeft = -1; ///< ms as it has gone so far; -1: nobody knows yet
    };
    enum class State : quint8 { Idle, Running, Paused, Finished, Cancelled };

    explicit ReachabilityRunner(QObject *parent = nullptr);
    ~ReachabilityRunner() override; ///< cancels

    /// Ends a run that is under way and forgets it.
    void start(const ReachabilityPlan &plan, const RunLimits &limits, const Options &options);
    /// Checks under way end, no other starts.
    void pause();
    void resume();
    /// At once, in whatever phase checks are. What was done stays in run().
    void cancel();

    State state() const;
    Progress progress() const;
    /// What has been done so far, in the order of the plan.
    ReachabilityRun run() const;

Q_SIGNALS:
    /// A check ended; `check` is its index in the plan. In the order in which they end.
    void checked(int check, const portolan::ProbeReport &report);
    /// After some checks: progress() is another.
    void progressed();
    /// The last check ended, or cancel() was called.
    void finished();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace portolan
