// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/checks/checkedplan.h"

#include <QObject>

#include <memory>

class QTimer;

namespace portolan {

/// The results of checks that a window holds, by vantage and time, and what they say of its plan: worked out beside the
/// window, the last state wins, and again from time to time, since they age.
class CheckResults : public QObject
{
    Q_OBJECT
public:
    explicit CheckResults(QObject *parent = nullptr);

    void setFlows(const FlowSet &flows); ///< of another state of the plan
    /// A run that is under way.
    void setRun(const ReachabilityRun &run, const PendingChecks &pending);
    void endRun(const ReachabilityRun &run); ///< kept if it found anything
    void add(const ReachabilityResults &results); ///< mergedResults(), of what stands in a file of results
    void addUnsaved(const ReachabilityResults &results); ///< of what does not
    /// A file has `saved`, which is what `was` known and what was in the file before.
    void setSaved(const ReachabilityResults &was, const ReachabilityResults &saved);
    void clear();

    /// Another after clear(): what was begun before is about what is no longer here.
    quint64 epoch() const { return m_epoch; }
    const FlowSet &flows() const { return m_flows; }
    /// Of runs that ended.
    const ReachabilityResults &known() const { return m_known; }
    bool isUnsaved() const { return m_isUnsaved; } ///< some of them are in no file
    bool isEmpty() const { return m_known.runs.isEmpty() && m_run.targets.isEmpty() && m_pending.isEmpty(); }
    const std::shared_ptr<const CheckedPlan> &checked() const { return m_checked; } ///< never null
    bool isBusy() const { return m_isBusy; } ///< checked() is behind

Q_SIGNALS:
    void changed(); ///< known(), isEmpty() or isUnsaved()
    void judged(); ///< checked() is another
    void cleared(); ///< epoch() is another

private:
    void judge();

    FlowSet m_flows;
    ReachabilityResults m_known;
    ReachabilityRun m_run; ///< under way
    PendingChecks m_pending;
    std::shared_ptr<const CheckedPlan> m_checked;
    quint64 m_epoch = 0;
    bool m_isUnsaved = false;
    bool m_isBusy = false;
    QTimer *m_ages; ///< runs while some are told
    bool m_isBehind = false; ///< something changed while it was worked out
};

} // namespace portolan
