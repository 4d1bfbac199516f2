// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "resultsfile.h"

#include <QSet>

#include <algorithm>

namespace portolan {

namespace {

bool isSameRun(const ReachabilityRun &a, const ReachabilityRun &b)
{
    return a.vantage.server == b.vantage.server && a.vantage.host == b.vantage.host && a.startedAt == b.startedAt
        && a.program == b.program;
}

/// What was stopped, or saved while it went on, is less of the same run.
bool knowsMore(const ReachabilityRun &a, const ReachabilityRun &b)
{
    if (a.finishedAt.isValid() != b.finishedAt.isValid())
        return a.finishedAt.isValid();
    return a.targets.size() > b.targets.size();
}

ReachabilityRun united(const ReachabilityRun &a, const ReachabilityRun &b)
{
    ReachabilityRun whole = knowsMore(b, a) ? b : a;
    QSet<QString> keys;
    for (const CheckedTarget &target : std::as_const(whole.targets))
        keys.insert(target.key);
    for (const CheckedTarget &target : knowsMore(b, a) ? a.targets : b.targets) {
        if (!keys.contains(target.key))
            whole.targets << target;
    }
    return whole;
}

} // namespace

ReachabilityResults mergedResults(const ReachabilityResults &first, const ReachabilityResults &second)
{
    ReachabilityResults result = first;
    for (const ReachabilityRun &run : second.runs) {
        const auto same = std::find_if(result.runs.begin(), result.runs.end(),
                                       [&run](const ReachabilityRun &known) { return isSameRun(known, run); });
        if (same == result.runs.end())
            result.runs << run;
        else
            *same = united(*same, run);
    }
    std::stable_sort(result.runs.begin(), result.runs.end(),
                     [](const ReachabilityRun &a, const ReachabilityRun &b) { return a.startedAt < b.startedAt; });
    QSet<QString> ids;
    for (ReachabilityRun &run : result.runs) {
        const QString id = run.id;
        for (int number = 2; ids.contains(run.id); ++number)
            run.id = QStringLiteral("%1-%2").arg(id).arg(number);
        ids.insert(run.id);
    }
    return result;
}

} // namespace portolan
