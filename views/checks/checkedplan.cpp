// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/checks/checkedplan.h"

#include "model/flows/flowsetbuilder.h"
#include "views/checks/checktext.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace portolan {

namespace {

bool hasServer(const Topology &topology, const QString &id)
{
    return std::any_of(topology.servers.begin(), topology.servers.end(),
                       [&id](const Server &server) { return server.id == id; });
}

ReachabilityPlan planFrom(const FlowSet &flows, const QString &server, const CheckedPlan &before)
{
    // Of that from elsewhere only a part was kept.
    if (!server.isEmpty() && before.flows.isSame(flows)) {
        if (const int known = before.vantageOf(server); known >= 0)
            return before.vantages[static_cast<size_t>(known)].plan;
    }
    return planChecks(flows, {server, {}, {}});
}

/// From elsewhere every flow of a large plan could be asked about: what was not says nothing there.
void keepToldPorts(CheckedVantage &vantage)
{
    std::vector<PlannedFlowPort> planned;
    std::vector<JudgedPort> ports;
    std::vector<bool> pending;
    for (size_t i = 0; i < vantage.ports.size(); ++i) {
        if (vantage.ports[i].verdict.run < 0 && !vantage.pending[i])
            continue;
        planned.push_back(vantage.plan.ports[i]);
        ports.push_back(vantage.ports[i]);
        pending.push_back(vantage.pending[i]);
    }
    vantage.plan.ports = std::move(planned);
    vantage.ports = std::move(ports);
    vantage.pending = std::move(pending);
}

CheckedGroup groupOf(const CheckedVantage &vantage, const ReachabilityResults &results, const QList<int> &ports)
{
    const auto stateAt = [&vantage](int port) { return vantage.stateOf(static_cast<size_t>(port)); };
    CheckedGroup group;
    group.ports = ports;
    std::stable_sort(group.ports.begin(), group.ports.end(), [&](int a, int b) { return stateAt(a) < stateAt(b); });
    group.state = stateAt(group.ports.first());
    group.isStale = true;
    for (const int index : std::as_const(group.ports)) {
        const JudgedPort &port = vantage.ports[static_cast<size_t>(index)];
        if (stateAt(index) == group.state)
            group.isStale = group.isStale && port.isStale;
        if (port.verdict.run < 0)
            continue;
        const QDateTime &at = results.runs[port.verdict.run].startedAt;
        group.checkedAt = group.checkedAt.isValid() ? std::max(group.checkedAt, at) : at;
    }
    return group;
}

void gather(CheckedVantage &vantage, const ReachabilityResults &results)
{
    for (const BrokenPath &broken : std::as_const(vantage.broken))
        vantage.brokenGroups.push_back(groupOf(vantage, results, broken.ports));
    for (const LikelyCause &cause : std::as_const(vantage.causes))
        vantage.causeGroups.push_back(groupOf(vantage, results, cause.ports));
    std::map<std::tuple<int, quint32, quint32>, QList<int>> flows;
    for (size_t i = 0; i < vantage.ports.size(); ++i) {
        const Flow &flow = vantage.ports[i].flow;
        flows[{flow.path, flow.source, flow.destination}] << static_cast<int>(i);
    }
    for (const auto &[flow, ports] : flows) {
        vantage.flowGroups.push_back(groupOf(vantage, results, ports));
        ++vantage.flowCounts[static_cast<size_t>(vantage.flowGroups.back().state)];
    }
    std::stable_sort(vantage.flowGroups.begin(), vantage.flowGroups.end(),
                     [](const CheckedGroup &a, const CheckedGroup &b) { return a.state < b.state; });
}

/// What starts at servers that checked: of all others nothing is known.
std::shared_ptr<const FlowChecks> rowsOf(const CheckedPlan &checked)
{
    auto rows = std::make_shared<FlowChecks>();
    for (const CheckedVantage &vantage : checked.vantages) {
        for (size_t i = 0; !vantage.isElsewhere() && i < vantage.ports.size(); ++i) {
            const JudgedPort &port = vantage.ports[i];
            const CheckState state = vantage.stateOf(i);
            QString text = stateText(state, port.isStale);
            if (port.verdict.run >= 0)
                text += QStringLiteral(" · ") + whenText(checked.results.runs[port.verdict.run].startedAt);
            rows->insert(rowOf(port), {state, port.isStale, text, port.verdict.reason});
        }
    }
    return rows;
}

} // namespace

CheckState checkState(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Fails:
        return CheckState::Fails;
    case Verdict::Differs:
        return CheckState::Differs;
    case Verdict::CannotTell:
        return CheckState::CannotTell;
    case Verdict::Works:
        return CheckState::Works;
    case Verdict::NotChecked:
        break;
    }
    return CheckState::NotChecked;
}

CheckState CheckedVantage::stateOf(size_t port) const
{
    return pending[port] ? CheckState::Planned : checkState(ports[port].verdict.verdict);
}

int CheckedPlan::vantageOf(const QString &server) const
{
    const auto found = std::find_if(vantages.begin(), vantages.end(),
                                    [&server](const CheckedVantage &vantage) { return vantage.server == server; });
    return found == vantages.end() ? -1 : static_cast<int>(found - vantages.begin());
}

CheckedPlan checkedPlan(const FlowSet &flows, const ReachabilityResults &results, const PendingChecks &pending,
                        const JudgeOptions &options, const CheckedPlan &before)
{
    CheckedPlan checked;
    checked.flows = flows;
    checked.results = results;
    checked.judgedAt = options.now;
    QStringList servers;
    for (const ReachabilityRun &run : results.runs)
        servers << run.vantage.server;
    if (!pending.isEmpty())
        servers << pending.vantage;
    servers.removeDuplicates();
    for (const QString &server : std::as_const(servers)) {
        if (!server.isEmpty() && !hasServer(flows.topology(), server)) {
            checked.strangers << server;
            continue;
        }
        CheckedVantage vantage;
        vantage.server = server;
        for (const ReachabilityRun &run : results.runs) {
            if (run.vantage.server != server || (vantage.checkedAt.isValid() && run.startedAt < vantage.checkedAt))
                continue;
            vantage.host = run.vantage.host;
            vantage.checkedAt = run.startedAt;
            vantage.program = run.program;
        }
        vantage.plan = planFrom(flows, server, before);
        vantage.ports = judged(vantage.plan, results, options);
        for (const PlannedFlowPort &port : vantage.plan.ports) {
            const bool isPending = port.check >= 0 && server == pending.vantage
                && pending.keys.contains(vantage.plan.checks[static_cast<size_t>(port.check)].key);
            vantage.pending.push_back(isPending);
        }
        if (vantage.isElsewhere())
            keepToldPorts(vantage);
        vantage.broken = brokenPaths(vantage.ports);
        vantage.causes = likelyCauses(flows, vantage.ports);
        gather(vantage, results);
        checked.vantages.push_back(std::move(vantage));
    }
    checked.rows = rowsOf(checked);
    std::stable_sort(checked.vantages.begin(), checked.vantages.end(),
                     [](const CheckedVantage &a, const CheckedVantage &b) { return a.checkedAt > b.checkedAt; });
    return checked;
}

FlowSet flowsOf(const CheckedPlan &checked, const CheckedVantage &vantage, const QList<int> &ports)
{
    std::map<std::tuple<quint16, quint32, quint32>, quint32> entries; // by flow; ordered as FlowSetBuilder wants it
    for (const int index : ports) {
        const JudgedPort &port = vantage.ports[static_cast<size_t>(index)];
        entries[{port.flow.path, port.flow.source, port.flow.destination}] |= 1U
            << static_cast<unsigned>(port.port.entry);
    }
    FlowSetBuilder builder(checked.flows);
    for (const auto &[flow, bits] : entries) {
        const auto &[path, source, destination] = flow;
        FlowGroup group;
        group.path = path;
        group.entries = bits;
        builder.add(group, {source}, {destination});
    }
    return builder.take();
}

FlowRow rowOf(const JudgedPort &port)
{
    FlowRow row;
    row.source = port.port.source;
    row.destination = port.port.destination;
    row.path = port.flow.path;
    row.entry = static_cast<qint16>(port.port.entry);
    row.ports = port.port.ports;
    row.flow = port.flow;
    return row;
}

Selection selectionOf(const FlowSet &shown, const CheckedVantage &vantage, const QList<int> &ports)
{
    const auto isShown = [&shown](const JudgedPort &port) {
        const auto has = [&shown](quint32 set, quint32 server) {
            const ServerSet &servers = shown.set(set);
            return std::binary_search(servers.begin(), servers.end(), server);
        };
        return std::any_of(shown.groups().begin(), shown.groups().end(), [&](const FlowGroup &group) {
            return group.path == port.flow.path && !group.self
                && (group.entries >> static_cast<unsigned>(port.port.entry) & 1U)
                && has(group.sources, port.flow.source) && has(group.destinations, port.flow.destination);
        });
    };
    std::vector<FlowRow> rows;
    for (const int index : ports) {
        const JudgedPort &port = vantage.ports[static_cast<size_t>(index)];
        if (isShown(port))
            rows.push_back(rowOf(port));
    }
    if (rows.empty())
        return {};
    return rows.size() == 1 ? Selection::ofRow(shown, rows.front()) : Selection::ofRows(shown, rows);
}

} // namespace portolan
