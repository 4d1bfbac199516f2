// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "resultscomparison.h"

namespace portolan {

namespace {

bool isKnown(const PortVerdict &verdict)
{
    return verdict.verdict != Verdict::CannotTell && verdict.verdict != Verdict::NotChecked;
}

} // namespace

QList<VerdictChange> changedVerdicts(const ReachabilityPlan &plan, const ReachabilityResults &before,
                                     const ReachabilityResults &after, const JudgeOptions &options)
{
    const std::vector<JudgedPort> first = judged(plan, before, options);
    const std::vector<JudgedPort> second = judged(plan, after, options);
    QList<VerdictChange> changes;
    for (size_t i = 0; i < first.size(); ++i) {
        const PortVerdict &was = first[i].verdict;
        const PortVerdict &is = second[i].verdict;
        if (isKnown(was) && isKnown(is) && was.verdict != is.verdict)
            changes.append({int(i), was, is});
    }
    return changes;
}

} // namespace portolan
