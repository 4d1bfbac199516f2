// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/compiledfilter.h"
#include "model/flows/flowdata.h"
#include "model/flows/flowfilter.h"
#include "model/flows/setpool.h"

#include <algorithm>
#include <optional>

namespace portolan {

namespace {

/// Entries of a group that a filter cannot tell apart.
struct Piece {
    FilterVariant variant;
    quint32 entries = 0;
};

/// Puts together the groups of a filtered FlowSet. A group's servers are taken by the classes that the filter sorts
/// them into: what holds for one pair of servers holds for all pairs of their classes.
class GroupFilter
{
public:
    GroupFilter(const FlowSet &flows, const FilterNode &root, const FlowReachability *checks, FlowSet::Data &result)
        : m_flows(flows), m_filter(flows, root, checks), m_result(result), m_pool(result.sets),
          m_classes(static_cast<size_t>(flows.setCount())), m_copies(static_cast<size_t>(flows.setCount())),
          m_isChosen(m_filter.classCount(), 0)
    {
    }

    void add(const FlowGroup &group)
    {
        quint32 always = 0;
        collectPieces(group, always);
        if (!m_pieces.empty()) {
            if (group.self)
                splitSelf(group, always);
            else
                split(group, always);
        } else if (always != 0) {
            emitGroup(group, copied(group.sources), copied(group.destinations), always);
        }
    }

private:
    using Classes = std::vector<quint32>;

    /// Sources whose ports to each class of the destinations are the same.
    struct Row {
        quint32 masks = 0; ///< in m_masks: for each class of the destinations the entries that stay
        Classes sources;
    };

    /// What the mask of a flow without ports consists of.
    static constexpr quint32 kNoPort = 1;

    void collectPieces(const FlowGroup &group, quint32 &always)
    {
        m_pieces.clear();
        const auto addPiece = [&](int entry, bool isBackward, quint32 bit) {
            const FilterVariant variant = m_filter.variant(group.path, entry, group.self, isBackward);
            if (variant.verdict == FilterVerdict::Yes)
                always |= bit;
            if (variant.verdict != FilterVerdict::Depends)
                return;
            const auto found = std::find_if(m_pieces.begin(), m_pieces.end(),
                                            [&](const Piece &piece) { return piece.variant == variant; });
            if (found == m_pieces.end())
                m_pieces.push_back({variant, bit});
            else
                found->entries |= bit;
        };
        if (group.entries == 0) {
            addPiece(-1, false, kNoPort);
            return;
        }
        const EntryDirections directions = entryDirections(m_flows.catalog().dataPaths()[group.path], group.self);
        for (int entry = 0; group.entries >> entry != 0; ++entry) {
            const quint32 bit = 1U << entry;
            if (group.entries & directions.forward & bit)
                addPiece(entry, false, bit);
            if (group.entries & directions.backward & bit)
                addPiece(entry, true, bit);
        }
    }

    void split(const FlowGroup &group, quint32 always)
    {
        const Classes &destinations = classesIn(group.destinations);
        m_targets.clear();
        for (const quint32 target : destinations)
            m_targets.push_back(m_filter.serverOf(target));
        m_rows.clear();
        for (const quint32 source : classesIn(group.sources)) {
            m_mask.assign(destinations.size(), always);
            m_holds.resize(destinations.size());
            for (const Piece &piece : m_pieces) {
                m_filter.evaluate(piece.variant, m_filter.serverOf(source), m_targets, m_holds);
                for (size_t i = 0; i < m_mask.size(); ++i)
                    m_mask[i] |= m_holds[i] ? piece.entries : 0;
            }
            addToRow(m_masks.intern(m_mask), source);
        }
        for (const Row &row : m_rows)
            m_rowPlaces[row.masks] = -1;
        for (const Row &row : m_rows)
            emitRow(group, row, destinations);
    }

    void splitSelf(const FlowGroup &group, quint32 always)
    {
        const Classes &servers = classesIn(group.sources);
        m_mask.assign(servers.size(), always);
        m_holds.resize(1);
        for (size_t i = 0; i < servers.size(); ++i) {
            const quint32 server = m_filter.serverOf(servers[i]);
            for (const Piece &piece : m_pieces) {
                m_filter.evaluate(piece.variant, server, {&server, 1}, m_holds);
                m_mask[i] |= m_holds.front() ? piece.entries : 0;
            }
        }
        forEachMask(m_mask, servers, [&](quint32 mask, const Classes &chosen) {
            const quint32 set = subset(group.sources, chosen);
            emitGroup(group, set, set, mask);
        });
    }

    void addToRow(quint32 masks, quint32 source)
    {
        if (masks >= m_rowPlaces.size())
            m_rowPlaces.resize(masks + 1, -1);
        qint32 &place = m_rowPlaces[masks];
        if (place < 0) {
            place = static_cast<qint32>(m_rows.size());
            m_rows.push_back({masks, {}});
        }
        m_rows[static_cast<size_t>(place)].sources.push_back(source);
    }

    void emitRow(const FlowGroup &group, const Row &row, const Classes &destinations)
    {
        std::optional<quint32> sources;
        forEachMask(m_masks[row.masks], destinations, [&](quint32 mask, const Classes &chosen) {
            if (!sources)
                sources = subset(group.sources, row.sources);
            emitGroup(group, *sources, subset(group.destinations, chosen), mask);
        });
    }

    /// function(mask, its classes) for each mask that leaves something.
    template <typename Function>
    static void forEachMask(const std::vector<quint32> &masks, const Classes &classes, Function function)
    {
        std::vector<quint32> seen;
        for (const quint32 mask : masks) {
            if (mask == 0 || std::find(seen.begin(), seen.end(), mask) != seen.end())
                continue;
            seen.push_back(mask);
            Classes chosen;
            for (size_t i = 0; i < masks.size(); ++i) {
                if (masks[i] == mask)
                    chosen.push_back(classes[i]);
            }
            function(mask, chosen);
        }
    }

    void emitGroup(const FlowGroup &group, quint32 sources, quint32 destinations, quint32 mask)
    {
        FlowGroup rest = group;
        rest.sources = sources;
        rest.destinations = destinations;
        rest.entries = group.entries & mask;
        const qint64 count = pairCount(m_pool[sources], m_pool[destinations], group.self);
        if (count == 0)
            return; // of a server with nobody but itself
        m_result.flowCount += count;
        m_result.groups.push_back(rest);
    }

    /// Classes that have a server in the set of the unfiltered flows.
    const Classes &classesIn(quint32 set)
    {
        std::optional<Classes> &classes = m_classes[set];
        if (!classes) {
            classes.emplace();
            for (const quint32 server : m_flows.set(set)) {
                const quint32 number = m_filter.classOf(server);
                if (!m_isChosen[number])
                    classes->push_back(number);
                m_isChosen[number] = 1;
            }
            for (const quint32 number : *classes)
                m_isChosen[number] = 0;
        }
        return *classes;
    }

    quint32 copied(quint32 set)
    {
        std::optional<quint32> &copy = m_copies[set];
        if (!copy)
            copy = m_pool.intern(m_flows.set(set));
        return *copy;
    }

    /// The servers of the set that are in one of the classes.
    quint32 subset(quint32 set, const Classes &chosen)
    {
        if (chosen.size() == classesIn(set).size())
            return copied(set);
        for (const quint32 number : chosen)
            m_isChosen[number] = 1;
        m_servers.clear();
        for (const quint32 server : m_flows.set(set)) {
            if (m_isChosen[m_filter.classOf(server)])
                m_servers.push_back(server);
        }
        for (const quint32 number : chosen)
            m_isChosen[number] = 0;
        return m_pool.intern(m_servers);
    }

    const FlowSet &m_flows;
    CompiledFilter m_filter;
    FlowSet::Data &m_result;
    SetPool m_pool;
    std::vector<std::vector<quint32>> m_maskLists;
    SetPool m_masks{m_maskLists};
    std::vector<std::optional<Classes>> m_classes; ///< for each set of the unfiltered flows
    std::vector<std::optional<quint32>> m_copies; ///< the same set in the result
    std::vector<char> m_isChosen; ///< for each class; zero between uses
    std::vector<qint32> m_rowPlaces; ///< for each of m_masks its place in m_rows; -1 between groups
    std::vector<Row> m_rows;
    std::vector<Piece> m_pieces;
    std::vector<quint32> m_targets;
    std::vector<quint32> m_mask;
    std::vector<char> m_holds;
    ServerSet m_servers;
};

} // namespace

FlowSet filtered(const FlowSet &flows, const FlowFilter &filter)
{
    if (filter.isEmpty())
        return flows;
    const std::shared_ptr<FlowSet::Data> data = flows.emptyCopy();
    GroupFilter groups(flows, *filter.m_root, filter.m_checks.get(), *data);
    for (const FlowGroup &group : flows.groups())
        groups.add(group);
    data->groups.shrink_to_fit();
    data->sets.shrink_to_fit();
    return FlowSet(data);
}

} // namespace portolan
