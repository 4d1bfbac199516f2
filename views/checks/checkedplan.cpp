// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/checks/checkedplan.h"

#include "model/flows/flowsetbuilder.h"
#include "views/checks/checktext.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_set>

namespace portolan {

namespace {

bool hasServer(const Topology &topology, const QString &id)
{
    return std::any_of(topology.servers.begin(), topology.servers.end(),
                       [&id](const Server &server) { return server.id == id; });
}

/// Of a large plan millions of flows go to a few thousand ports, and from elsewhere one answer is as good for all.
void keepOneOfEach(ReachabilityPlan &plan)
{
    std::unordered_set<quint64> met;
    std::vector<PlannedFlowPort> ports;
    for (PlannedFlowPort &port : plan.ports) {
        const quint64 key =
            (quint64(port.flow.path) << 40U) | (quint64(port.port.entry) << 32U) | port.port.destination;
        if (met.insert(key).second)
            ports.push_back(std::move(port));
    }
    plan.ports = std::move(ports);
}

/// Into the vantage, whose server is known.
void makePlan(CheckedVantage &vantage, const FlowSet &flows, const CheckedPlan &before)
{
    const int known = before.flows.isSame(flows) ? before.vantageOf(vantage.server) : -1;
    const CheckedVantage *was = known < 0 ? nullptr : &before.vantages[static_cast<size_t>(known)];
    if (!vantage.isElsewhere()) {
        vantage.plan = was ? was->plan : planChecks(flows, {vantage.server, {}, {}});
        return;
    }
    if (was) {
        vantage.whole = was->whole;
    } else {
        ReachabilityPlan plan = planChecks(flows, {});
        keepOneOfEach(plan);
        vantage.whole = std::make_shared<const ReachabilityPlan>(std::move(plan));
    }
    vantage.plan = *vantage.whole;
}

/// From elsewhere all of the plan could be asked: what was not says nothing there.
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
        const quint32 asked = vantage.ports[i].port.destination;
        if (vantage.isElsewhere())
            flows[{flow.path, asked, asked}] << static_cast<int>(i);
        else
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
        makePlan(vantage, flows, before);
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

namespace {

bool contains(const ServerSet &servers, quint32 server)
{
    return std::binary_search(servers.begin(), servers.end(), server);
}

/// A path may have entries that the destination opens.
bool isOpenedByDestination(const JudgedPort &port)
{
    return port.port.destination != port.flow.destination;
}

/// All flows that go to those ports.
Selection flowsTo(const FlowSet &shown, const CheckedVantage &vantage, const QList<int> &ports)
{
    std::map<quint16, std::vector<size_t>> groupsOf; // by data path
    for (size_t i = 0; i < shown.groups().size(); ++i)
        groupsOf[shown.groups()[i].path].push_back(i);
    std::map<std::tuple<size_t, bool, quint32>, quint32> entries; // by group, direction, server
    for (const int index : ports) {
        const JudgedPort &port = vantage.ports[static_cast<size_t>(index)];
        const bool isBack = isOpenedByDestination(port);
        for (const size_t i : groupsOf[port.flow.path]) {
            const FlowGroup &group = shown.groups()[i];
            const quint32 bit = group.entries & (1U << static_cast<unsigned>(port.port.entry));
            if (bit != 0 && !group.self
                && contains(shown.set(isBack ? group.sources : group.destinations), port.port.destination))
                entries[{i, isBack, port.port.destination}] |= bit;
        }
    }
    Selection selection;
    for (const auto &[key, bits] : entries) {
        const auto &[index, isBack, server] = key;
        const FlowGroup &group = shown.groups()[index];
        ServerSet others = shown.set(isBack ? group.destinations : group.sources);
        others.erase(std::remove(others.begin(), others.end(), server), others.end());
        if (others.empty())
            continue;
        EdgeFlows flows;
        flows.path = group.path;
        flows.group = static_cast<quint32>(index);
        flows.sources = isBack ? ServerSet{server} : others;
        flows.destinations = isBack ? others : ServerSet{server};
        flows.entries = bits;
        flows.sample = {group.path, flows.sources.front(), flows.destinations.back(), group.entries};
        selection.flows.push_back(std::move(flows));
    }
    if (!selection.flows.empty())
        selection.kind = Selection::Kind::Flows;
    return selection;
}

} // namespace

bool isSelected(const FlowSet &flows, const Selection &selection, const CheckedVantage &vantage, const JudgedPort &port)
{
    if (!vantage.isElsewhere() || selection.kind != Selection::Kind::Flows)
        return holdsRow(flows, selection, rowOf(port));
    if (selection.row)
        return selection.row->path == port.flow.path && selection.row->entry == port.port.entry
            && selection.row->destination == port.port.destination;
    return std::any_of(selection.flows.begin(), selection.flows.end(), [&](const EdgeFlows &picked) {
        return picked.path == port.flow.path && (picked.entries >> static_cast<unsigned>(port.port.entry) & 1U)
            && !flows.groups().at(picked.group).self
            && contains(isOpenedByDestination(port) ? picked.sources : picked.destinations, port.port.destination);
    });
}

Selection selectionOf(const FlowSet &shown, const CheckedVantage &vantage, const QList<int> &ports)
{
    if (vantage.isElsewhere())
        return flowsTo(shown, vantage, ports);
    const auto isShown = [&shown](const JudgedPort &port) {
        return std::any_of(shown.groups().begin(), shown.groups().end(), [&](const FlowGroup &group) {
            return group.path == port.flow.path && !group.self
                && (group.entries >> static_cast<unsigned>(port.port.entry) & 1U)
                && contains(shown.set(group.sources), port.flow.source)
                && contains(shown.set(group.destinations), port.flow.destination);
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
