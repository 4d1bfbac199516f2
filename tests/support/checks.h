// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/catalogdsl.h"
#include "tests/support/topologydsl.h"
#include "views/checks/checkedplan.h"

#include <QTimeZone>

#include <utility>

namespace portolan::test {

inline QDateTime checkTime(int day, int hour = 10)
{
    return {QDate(2026, 11, day), QTime(hour, 31), QTimeZone::utc()};
}

/// Servers a, a2 and b of role ra, the last at another site, and the directory servers d and e. All of ra talk to each
/// other (p1, p2) and to the directory (p3), which charts fold into badges.
inline FlowSet checkedFlowSet(const char *topology = "one: a[ra] a2[ra] d[dc]\ntwo: b[ra] e[dc]")
{
    return deriveFlows(catalogFromText("p1: ra -> ra @ organization; tcp/25 x\n"
                                       "p2: ra -> ra @ organization; tcp/80 y\n"
                                       "p3: ra -> dc @ directory; tcp/389 z"),
                       topologyFromText(topology));
}

/// What was seen at a port of a server: "b tcp/25".
using CheckLooks = QList<std::pair<QString, ProbeResult>>;

/// A run that did nothing but connect.
inline ReachabilityRun runFrom(const QString &server, const QDateTime &at, const CheckLooks &looks)
{
    ReachabilityRun run;
    run.id = server + at.toString(Qt::ISODate);
    run.vantage.server = server;
    run.vantage.host = server.isEmpty() ? QStringLiteral("laptop7") : server;
    run.startedAt = at;
    run.finishedAt = at.addSecs(5);
    run.program = QStringLiteral("portolan 0.1.0");
    for (const auto &[port, result] : looks) {
        CheckedTarget target;
        target.key = port + QStringLiteral(" connect");
        target.destination = port.section(u' ', 0, 0);
        target.port = port.section(u'/', 1).toUShort();
        target.report.result = result;
        target.report.startedAt = at;
        target.report.took = 7;
        run.targets << target;
    }
    return run;
}

/// As seen on the 25th of November 2026 at noon.
inline CheckedPlan checkedBy(const FlowSet &flows, const QList<ReachabilityRun> &runs,
                             const PendingChecks &pending = {})
{
    return checkedPlan(flows, {runs}, pending, {checkTime(25, 12)});
}

} // namespace portolan::test
