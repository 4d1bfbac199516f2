// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "openingdifference.h"

#include "model/flows/openerindex.h"

#include <algorithm>
#include <tuple>

namespace portolan {

namespace {

/// An opening that a data path needs. The key orders by target, transport and ports.
struct Need {
    quint64 key = 0;
    quint16 path = 0;

    friend bool operator==(const Need &, const Need &) = default;
    friend bool operator<(const Need &a, const Need &b) { return std::tie(a.key, a.path) < std::tie(b.key, b.path); }
};

quint64 keyOf(quint32 target, Transport transport, PortRange ports)
{
    return (quint64(target) << 33) | (quint64(transport) << 32) | (quint64(ports.first) << 16) | ports.last;
}

/// A version with its flows by who opens connections.
class Side
{
public:
    Side(const FlowSet &flows, const std::vector<qint32> &own) : m_flows(flows), m_own(own) { }

    const FlowSet &flows() const { return m_flows; }
    quint32 own(quint32 united) const { return static_cast<quint32>(m_own[united]); }

    /// All that the server opens to the targets, united numbers, sorted.
    void collect(quint32 server, const ServerSet &targets, std::vector<Need> &needs)
    {
        needs.clear();
        if (m_own[server] < 0)
            return;
        m_targets.clear();
        for (const quint32 target : targets) {
            if (m_own[target] >= 0)
                m_targets.emplace_back(own(target), target);
        }
        std::sort(m_targets.begin(), m_targets.end());
        for (const quint32 index : m_forward.groupsOf(own(server)))
            collectGroup(m_flows.groups()[index], server, false, needs);
        for (const quint32 index : m_backward.groupsOf(own(server)))
            collectGroup(m_flows.groups()[index], server, true, needs);
        std::sort(needs.begin(), needs.end());
        needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
    }

private:
    void collectGroup(const FlowGroup &group, quint32 server, bool backward, std::vector<Need> &needs) const
    {
        const EntryDirections &directions = m_directions[group.path];
        const quint32 entries = group.entries & (backward ? directions.backward : directions.forward);
        if (group.self || entries == 0)
            return;
        const QList<PortEntry> &ports = m_flows.catalog().dataPaths()[group.path].ports;
        const auto need = [&](const std::pair<quint32, quint32> &target) {
            for (int i = 0; i < ports.size(); ++i) {
                if ((entries >> i & 1) == 0)
                    continue;
                const PortRange range = resolvePorts(m_flows, ports[i], own(server), target.first);
                needs.push_back({keyOf(target.second, ports[i].transport, range), group.path});
            }
        };
        // Both are sorted: the longer one is searched where it is much longer.
        const ServerSet &set = m_flows.set(backward ? group.sources : group.destinations);
        const auto isBefore = [](const std::pair<quint32, quint32> &target, quint32 other) {
            return target.first < other;
        };
        if (m_targets.size() > 8 * set.size()) {
            for (const quint32 other : set) {
                const auto found = std::lower_bound(m_targets.begin(), m_targets.end(), other, isBefore);
                if (found != m_targets.end() && found->first == other)
                    need(*found);
            }
        } else if (set.size() > 8 * m_targets.size()) {
            for (const auto &target : m_targets) {
                if (std::binary_search(set.begin(), set.end(), target.first))
                    need(target);
            }
        } else {
            auto other = set.begin();
            for (const auto &target : m_targets) {
                while (other != set.end() && *other < target.first)
                    ++other;
                if (other != set.end() && *other == target.first)
                    need(target);
            }
        }
    }

    const FlowSet &m_flows;
    const std::vector<qint32> &m_own; ///< for each united server its index here, -1: not there
    std::vector<EntryDirections> m_directions = directionsOf(m_flows);
    OpenerIndex m_forward{m_flows, m_directions, false};
    OpenerIndex m_backward{m_flows, m_directions, true};
    std::vector<std::pair<quint32, quint32>> m_targets; ///< index here and united number, sorted
};

} // namespace

class OpeningDifference::Finder
{
public:
    explicit Finder(const FlowDifference &difference)
        : m_difference(difference), m_before(difference.before, difference.servers.before),
          m_after(difference.after, difference.servers.after), m_targetSets(difference.servers.size()),
          m_isTarget(difference.servers.size(), 0)
    {
        for (const FlowChangeGroup &group : difference.groups) {
            if (group.self)
                continue;
            const auto [forward, backward] = opens(group);
            if (forward)
                addTargets(group.sources, group.destinations);
            if (backward)
                addTargets(group.destinations, group.sources);
        }
    }

    size_t serverCount() const { return m_targetSets.size(); }

    /// visit(Change, first need, end of needs) for each opening that differs; the needs have the same key.
    template <typename Visit>
    void find(quint32 server, Visit visit)
    {
        if (m_targetSets[server].empty())
            return;
        findTargets(server);
        m_before.collect(server, m_targets, m_needsBefore);
        m_after.collect(server, m_targets, m_needsAfter);
        auto was = m_needsBefore.cbegin();
        auto is = m_needsAfter.cbegin();
        while (was != m_needsBefore.cend() || is != m_needsAfter.cend()) {
            const bool isGone = is == m_needsAfter.cend() || (was != m_needsBefore.cend() && was->key < is->key);
            const bool isNew = !isGone && (was == m_needsBefore.cend() || is->key < was->key);
            const auto endOfWas = isNew ? was : endOfKey(was, m_needsBefore.cend());
            const auto endOfIs = isGone ? is : endOfKey(is, m_needsAfter.cend());
            if (isGone)
                visit(Change::Removed, was, endOfWas);
            else if (isNew)
                visit(Change::Added, is, endOfIs);
            was = endOfWas;
            is = endOfIs;
        }
    }

    OpeningChange openingOf(Change change, quint32 server, quint64 key) const
    {
        const Side &side = change == Change::Added ? m_after : m_before;
        OpeningChange opening;
        opening.change = change;
        opening.source = side.own(server);
        opening.destination = side.own(static_cast<quint32>(key >> 33));
        opening.transport = static_cast<Transport>(key >> 32 & 1);
        opening.ports = {static_cast<quint16>(key >> 16), static_cast<quint16>(key)};
        return opening;
    }

private:
    using Needs = std::vector<Need>;

    static Needs::const_iterator endOfKey(Needs::const_iterator first, Needs::const_iterator end)
    {
        return std::find_if(first, end, [key = first->key](const Need &need) { return need.key != key; });
    }

    std::pair<bool, bool> opens(const FlowChangeGroup &group) const
    {
        bool forward = false;
        bool backward = false;
        const auto look = [&](const FlowSet &flows, qint32 path, quint32 entries) {
            if (path < 0)
                return;
            const EntryDirections directions = entryDirections(flows.catalog().dataPaths()[path], false);
            forward = forward || (entries & directions.forward) != 0;
            backward = backward || (entries & directions.backward) != 0;
        };
        look(m_difference.before, m_difference.paths.before[group.path], group.entriesBefore);
        look(m_difference.after, m_difference.paths.after[group.path], group.entriesAfter);
        return {forward, backward};
    }

    void addTargets(quint32 openers, quint32 targets)
    {
        for (const quint32 server : m_difference.sets[openers])
            m_targetSets[server].push_back(targets);
    }

    void findTargets(quint32 server)
    {
        m_targets.clear();
        m_isTarget[server] = 1;
        for (const quint32 set : m_targetSets[server]) {
            for (const quint32 target : m_difference.sets[set]) {
                if (!m_isTarget[target])
                    m_targets.push_back(target);
                m_isTarget[target] = 1;
            }
        }
        m_isTarget[server] = 0;
        for (const quint32 target : m_targets)
            m_isTarget[target] = 0;
    }

    const FlowDifference &m_difference;
    Side m_before;
    Side m_after;
    std::vector<std::vector<quint32>> m_targetSets; ///< for each united server the sets that it opens other flows to
    std::vector<char> m_isTarget; ///< zero between uses
    ServerSet m_targets;
    Needs m_needsBefore;
    Needs m_needsAfter;
};

OpeningDifference::OpeningDifference(const FlowDifference &difference) : m_finder(std::make_unique<Finder>(difference))
{
}

OpeningDifference::~OpeningDifference() = default;

void OpeningDifference::changesFrom(quint32 server, std::vector<OpeningChange> &changes)
{
    changes.clear();
    m_finder->find(server, [&](Change change, auto need, auto end) {
        OpeningChange opening = m_finder->openingOf(change, server, need->key);
        for (; need != end; ++need)
            opening.paths.push_back(need->path);
        changes.push_back(std::move(opening));
    });
}

ChangeCounts OpeningDifference::counts()
{
    ChangeCounts counts;
    for (quint32 server = 0; server < m_finder->serverCount(); ++server) {
        m_finder->find(server, [&counts](Change change, auto, auto) {
            ++(change == Change::Added ? counts.added : counts.removed);
        });
    }
    return counts;
}

} // namespace portolan
