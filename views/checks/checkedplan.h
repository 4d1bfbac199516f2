// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/likelycauses.h"
#include "model/reachability/verdicts.h"
#include "views/diagram/checkmark.h"
#include "views/graph/selection.h"
#include "views/tables/flowchecks.h"

#include <QSet>

#include <array>
#include <memory>
#include <vector>

namespace portolan {

/// Checks that a run has agreed to and not done yet.
struct PendingChecks {
    QString vantage; ///< server id; empty: elsewhere
    QSet<QString> keys; ///< PlannedCheck::key
    bool isEmpty() const { return keys.isEmpty(); }
};

/// Ports that a list shows together, worst first.
struct CheckedGroup {
    CheckState state = CheckState::NotChecked; ///< the worst of them
    bool isStale = false; ///< all that says so is
    QDateTime checkedAt; ///< UTC; of the newest evidence; null: none
    QList<int> ports; ///< indexes into CheckedVantage::ports
};

/// What is known from one machine, held against all that the plan says it opens.
struct CheckedVantage {
    QString server; ///< id; empty: elsewhere
    QString host; ///< what the machine of the newest run calls itself; may be empty
    QDateTime checkedAt; ///< UTC; start of the newest run; null: none has brought anything yet
    QString program; ///< of the newest run
    /// From elsewhere each port of each server once, whoever opens it: who does says nothing there.
    ReachabilityPlan plan;
    std::shared_ptr<const ReachabilityPlan> whole; ///< elsewhere: with what nothing is known of
    std::vector<JudgedPort> ports; ///< as plan.ports
    std::vector<bool> pending; ///< by port
    QList<BrokenPath> broken;
    QList<LikelyCause> causes;
    std::vector<CheckedGroup> brokenGroups; ///< as broken
    std::vector<CheckedGroup> causeGroups; ///< as causes
    std::vector<CheckedGroup> flowGroups; ///< one for each flow (elsewhere: data path and server asked), worst first
    std::array<qsizetype, 6> flowCounts{}; ///< by state

    bool isElsewhere() const { return server.isEmpty(); }
    CheckState stateOf(size_t port) const;
};

/// A plan with what checks have said of it, by machine, that with the newest run first. A value; made beside the
/// window.
struct CheckedPlan {
    FlowSet flows;
    ReachabilityResults results;
    std::vector<CheckedVantage> vantages;
    QStringList strangers; ///< servers that runs start at and the plan does not have
    QDateTime judgedAt; ///< UTC: what stale and ages are measured by
    std::shared_ptr<const FlowChecks> rows; ///< null: nothing was checked

    /// -1: nothing is known from there.
    int vantageOf(const QString &server) const;
};

/// A pure function. `before` saves work where it is of the same flows.
CheckedPlan checkedPlan(const FlowSet &flows, const ReachabilityResults &results, const PendingChecks &pending,
                        const JudgeOptions &options, const CheckedPlan &before = {});

CheckState checkState(Verdict verdict);

/// Those ports of a vantage, and no others, as flows of the plan.
FlowSet flowsOf(const CheckedPlan &checked, const CheckedVantage &vantage, const QList<int> &ports);
/// Those of them that `shown`, flows of the same plan, has; from elsewhere all that go there.
Selection selectionOf(const FlowSet &shown, const CheckedVantage &vantage, const QList<int> &ports);
/// As the flow table has it.
FlowRow rowOf(const JudgedPort &port);
/// A selection of flows of the same plan has the port; from elsewhere: a flow that goes there.
bool isSelected(const FlowSet &flows, const Selection &selection, const CheckedVantage &vantage,
                const JudgedPort &port);

} // namespace portolan
