// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "flowdifference.h"

#include "model/comparison/flowcomparer.h"

#include <algorithm>
#include <numeric>

namespace portolan {

namespace {

void count(ChangeCounts &counts, const ComparedFlows &flows)
{
    switch (flows.fate) {
    case FlowFate::Added:
        counts.added += flows.count;
        break;
    case FlowFate::Removed:
        counts.removed += flows.count;
        break;
    case FlowFate::Changed:
        counts.changed += flows.count;
        break;
    case FlowFate::Unchanged:
        break;
    }
}

Change changeFrom(FlowFate fate)
{
    if (fate == FlowFate::Added)
        return Change::Added;
    return fate == FlowFate::Removed ? Change::Removed : Change::Changed;
}

} // namespace

ChangeCounts countFlowChanges(const FlowSet &before, const FlowSet &after)
{
    ChangeCounts counts;
    if (before.isSame(after))
        return counts;
    const Counterparts servers = matchServers(before.topology(), after.topology());
    const Counterparts paths = matchPaths(before.catalog(), after.catalog());
    FlowComparer(before, after, servers, paths)
        .run([&counts](const ComparedFlows &flows) { count(counts, flows); }, false);
    return counts;
}

FlowDifference flowDifference(const FlowSet &before, const FlowSet &after)
{
    FlowDifference result;
    result.before = before;
    result.after = after;
    result.servers = matchServers(before.topology(), after.topology());
    result.paths = matchPaths(before.catalog(), after.catalog());
    if (before.isSame(after))
        return result;
    SetPool pool(result.sets);
    const auto take = [&](const ComparedFlows &flows) {
        count(result.counts, flows);
        result.groups.push_back({changeFrom(flows.fate), flows.self, flows.path, pool.intern(flows.sources),
                                 pool.intern(flows.destinations), flows.entriesBefore, flows.entriesAfter});
    };
    FlowComparer(before, after, result.servers, result.paths).run(take, false);
    return result;
}

FlowChange FlowDifference::changeOf(const FlowChangeGroup &group, quint32 source, quint32 destination) const
{
    const auto flowIn = [&](const std::vector<qint32> &ofServers, const std::vector<qint32> &ofPaths, quint32 entries) {
        return Flow{static_cast<quint16>(ofPaths[group.path]), static_cast<quint32>(ofServers[source]),
                    static_cast<quint32>(ofServers[destination]), entries};
    };
    FlowChange change;
    change.change = group.change;
    if (group.change != Change::Added)
        change.before = flowIn(servers.before, paths.before, group.entriesBefore);
    if (group.change != Change::Removed)
        change.after = flowIn(servers.after, paths.after, group.entriesAfter);
    return change;
}

FlowChangeIndex::FlowChangeIndex(const FlowDifference &difference)
    : m_difference(difference), m_first(difference.servers.size() + 1, 0)
{
    for (const FlowChangeGroup &group : difference.groups) {
        for (const quint32 server : difference.sets[group.sources])
            ++m_first[server + 1];
    }
    std::partial_sum(m_first.begin(), m_first.end(), m_first.begin());
    m_groups.resize(m_first.back());
    std::vector<quint32> next(m_first);
    for (size_t i = 0; i < difference.groups.size(); ++i) {
        for (const quint32 server : difference.sets[difference.groups[i].sources])
            m_groups[next[server]++] = static_cast<quint32>(i);
    }
}

void FlowChangeIndex::changesFrom(quint32 server, std::vector<FlowChange> &changes) const
{
    std::vector<std::pair<quint64, quint32>> order; // destination and path, group
    for (quint32 i = m_first[server]; i < m_first[server + 1]; ++i) {
        const FlowChangeGroup &group = m_difference.groups[m_groups[i]];
        const auto add = [&](quint32 destination) {
            order.emplace_back((quint64(destination) << 16) | group.path, m_groups[i]);
        };
        if (group.self) {
            add(server);
            continue;
        }
        for (const quint32 destination : m_difference.sets[group.destinations]) {
            if (destination != server)
                add(destination);
        }
    }
    std::sort(order.begin(), order.end());
    changes.clear();
    for (const auto &[key, group] : order)
        changes.push_back(m_difference.changeOf(m_difference.groups[group], server, static_cast<quint32>(key >> 16)));
}

} // namespace portolan
