// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/flowdata.h"
#include "model/flows/flowtable.h"
#include "model/flows/openerindex.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace portolan {

namespace {

/// A flow seen from the server that opens connections in it.
struct OpenedFlow {
    quint64 order = 0; ///< rank of the other end, rank of the path, then flows from here before flows to here
    Flow flow;

    bool isBackward() const { return (order & 1) != 0; }
    bool isSamePair(const OpenedFlow &other) const { return order >> 1 == other.order >> 1; }
};

class RowMaker
{
public:
    explicit RowMaker(const FlowSet &flows)
        : m_flows(flows), m_directions(directionsOf(flows)), m_forward(flows, m_directions, false),
          m_backward(flows, m_directions, true)
    {
        QStringList servers;
        for (const Server &server : flows.topology().servers)
            servers << server.id;
        m_serverRanks = byteOrderRanks(servers);
        QStringList paths;
        QStringList services;
        for (const DataPath &path : flows.catalog().dataPaths()) {
            paths << path.id;
            for (const PortEntry &entry : path.ports)
                services << entry.service;
        }
        m_pathRanks = byteOrderRanks(paths);
        const std::vector<quint32> ranks = byteOrderRanks(services);
        auto rank = ranks.begin();
        for (const DataPath &path : flows.catalog().dataPaths()) {
            m_serviceRanks.emplace_back(rank, rank + path.ports.size());
            rank += path.ports.size();
        }
    }

    std::vector<quint32> openers() const
    {
        std::vector<quint32> order(m_serverRanks.size());
        std::iota(order.begin(), order.end(), 0U);
        std::sort(order.begin(), order.end(),
                  [this](quint32 a, quint32 b) { return m_serverRanks[a] < m_serverRanks[b]; });
        return order;
    }

    /// Replaces `rows` by those that the server opens.
    void make(quint32 opener, std::vector<FlowRow> &rows)
    {
        collect(opener);
        rows.clear();
        for (auto flow = m_opened.begin(); flow != m_opened.end();) {
            const auto first = static_cast<std::ptrdiff_t>(rows.size());
            const OpenedFlow &pair = *flow;
            for (; flow != m_opened.end() && flow->isSamePair(pair); ++flow)
                addRows(*flow, rows);
            sortUnique(rows, first);
        }
    }

private:
    void collect(quint32 opener)
    {
        m_opened.clear();
        const auto add = [&](quint32 other, bool isBackward, const Flow &flow) {
            const quint64 pair = (quint64(m_serverRanks[other]) << 16) | m_pathRanks[flow.path];
            m_opened.push_back({(pair << 1) | (isBackward ? 1U : 0U), flow});
        };
        for (const quint32 index : m_forward.groupsOf(opener)) {
            const FlowGroup &group = m_flows.groups()[index];
            if (group.self) {
                add(opener, false, {group.path, opener, opener, group.entries});
                continue;
            }
            for (const quint32 destination : m_flows.set(group.destinations)) {
                if (destination != opener)
                    add(destination, false, {group.path, opener, destination, group.entries});
            }
        }
        for (const quint32 index : m_backward.groupsOf(opener)) {
            const FlowGroup &group = m_flows.groups()[index];
            for (const quint32 source : m_flows.set(group.sources)) {
                if (source != opener)
                    add(source, true, {group.path, source, opener, group.entries});
            }
        }
        std::sort(m_opened.begin(), m_opened.end(),
                  [](const OpenedFlow &a, const OpenedFlow &b) { return a.order < b.order; });
    }

    void addRows(const OpenedFlow &opened, std::vector<FlowRow> &rows) const
    {
        const Flow &flow = opened.flow;
        const DataPath &path = m_flows.catalog().dataPaths()[flow.path];
        const bool isSelf = flow.source == flow.destination;
        FlowRow row;
        row.source = opened.isBackward() ? flow.destination : flow.source;
        row.destination = opened.isBackward() ? flow.source : flow.destination;
        row.path = flow.path;
        row.encryption = m_flows.encryption(flow);
        row.local = isSelf;
        row.flow = flow;
        if (flow.entries == 0) {
            rows.push_back(row);
            return;
        }
        const EntryDirections directions = isSelf ? entryDirections(path, true) : m_directions[flow.path];
        const quint32 entries = flow.entries & (opened.isBackward() ? directions.backward : directions.forward);
        for (int i = 0; i < path.ports.size(); ++i) {
            if ((entries >> i & 1) == 0)
                continue;
            row.entry = static_cast<qint16>(i);
            row.ports = resolvePorts(m_flows, path.ports[i], row.source, row.destination);
            rows.push_back(row);
        }
    }

    /// What a line shows of a row, given the two ends and the path.
    auto shown(const FlowRow &row) const
    {
        if (row.entry < 0)
            return std::make_tuple(-1, quint16(0), quint16(0), quint32(0), false);
        const PortEntry &entry = m_flows.catalog().dataPaths()[row.path].ports[row.entry];
        return std::make_tuple(static_cast<int>(entry.transport), row.ports.first, row.ports.last,
                               m_serviceRanks[row.path][static_cast<size_t>(row.entry)], entry.implied);
    }

    void sortUnique(std::vector<FlowRow> &rows, std::ptrdiff_t first) const
    {
        const auto begin = rows.begin() + first;
        // Stable: of equal lines the one of the flow that starts here stays.
        std::stable_sort(begin, rows.end(), [this](const FlowRow &a, const FlowRow &b) { return shown(a) < shown(b); });
        const auto isSame = [this](const FlowRow &a, const FlowRow &b) { return shown(a) == shown(b); };
        rows.erase(std::unique(begin, rows.end(), isSame), rows.end());
    }

    const FlowSet &m_flows;
    std::vector<EntryDirections> m_directions; ///< for each path, between two servers
    OpenerIndex m_forward;
    OpenerIndex m_backward;
    std::vector<quint32> m_serverRanks;
    std::vector<quint32> m_pathRanks;
    std::vector<std::vector<quint32>> m_serviceRanks; ///< for each path and entry
    std::vector<OpenedFlow> m_opened;
};

} // namespace

bool forEachFlowRows(const FlowSet &flows, const std::function<bool(std::span<const FlowRow>)> &visit)
{
    RowMaker maker(flows);
    std::vector<FlowRow> rows;
    for (const quint32 opener : maker.openers()) {
        maker.make(opener, rows);
        if (!rows.empty() && !visit(rows))
            return false;
    }
    return true;
}

std::vector<FlowRow> flowRows(const FlowSet &flows)
{
    std::vector<FlowRow> all;
    forEachFlowRows(flows, [&all](std::span<const FlowRow> rows) {
        all.insert(all.end(), rows.begin(), rows.end());
        return true;
    });
    return all;
}

} // namespace portolan
