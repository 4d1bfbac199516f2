// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "checkedflows.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <utility>

namespace portolan {

namespace {

using PortKey = std::pair<std::pair<int, int>, std::pair<quint32, quint32>>;

PortKey keyOf(const AskedPort &port)
{
    return {{port.path, port.entry}, {port.source, port.destination}};
}

Reachability wordFor(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Fails:
        return Reachability::Fails;
    case Verdict::Differs:
        return Reachability::Differs;
    case Verdict::CannotTell:
        return Reachability::CannotTell;
    case Verdict::Works:
        return Reachability::Works;
    case Verdict::NotChecked:
        return Reachability::NotChecked;
    }
    Q_UNREACHABLE();
}

} // namespace

std::shared_ptr<const FlowReachability> checkedFlows(const FlowSet &flows, const ReachabilityResults &results,
                                                     const JudgeOptions &options)
{
    QSet<QString> vantages;
    for (const ReachabilityRun &run : results.runs)
        vantages.insert(run.vantage.server);
    QHash<PortKey, Reachability> known;
    QSet<quint32> servers;
    for (const Server &server : flows.topology().servers) {
        if (!vantages.contains(server.id))
            continue;
        for (const JudgedPort &port : judged(planChecks(flows, {server.id, {}, {}}), results, options)) {
            if (port.verdict.verdict == Verdict::NotChecked)
                continue;
            const AskedPort asked{port.flow.path, port.port.entry, port.port.source, port.port.destination};
            known.insert(keyOf(asked), wordFor(port.verdict.verdict));
            servers << asked.source << asked.destination;
        }
    }
    auto checks = std::make_shared<FlowReachability>();
    checks->servers.assign(servers.begin(), servers.end());
    std::sort(checks->servers.begin(), checks->servers.end());
    checks->of = [known](const AskedPort &port) { return known.value(keyOf(port), Reachability::NotChecked); };
    return checks;
}

} // namespace portolan
