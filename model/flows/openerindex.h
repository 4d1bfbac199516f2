// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowdata.h"

#include <numeric>
#include <span>
#include <vector>

namespace portolan {

/// For each path who opens its entries, between two servers.
inline std::vector<EntryDirections> directionsOf(const FlowSet &flows)
{
    std::vector<EntryDirections> directions;
    for (const DataPath &path : flows.catalog().dataPaths())
        directions.push_back(entryDirections(path, false));
    return directions;
}

/// For each server the groups in which it opens connections, by one end of the groups.
class OpenerIndex
{
public:
    OpenerIndex(const FlowSet &flows, const std::vector<EntryDirections> &directions, bool backward)
        : m_first(static_cast<size_t>(flows.topology().servers.size()) + 1, 0)
    {
        const auto openers = [&](size_t index) -> const ServerSet * {
            const FlowGroup &group = flows.groups()[index];
            if (!backward)
                return &flows.set(group.sources);
            const bool opens = !group.self && (group.entries & directions[group.path].backward) != 0;
            return opens ? &flows.set(group.destinations) : nullptr;
        };
        for (size_t i = 0; i < flows.groups().size(); ++i) {
            if (const ServerSet *servers = openers(i)) {
                for (const quint32 server : *servers)
                    ++m_first[server + 1];
            }
        }
        std::partial_sum(m_first.begin(), m_first.end(), m_first.begin());
        m_groups.resize(m_first.back());
        std::vector<quint32> next(m_first);
        for (size_t i = 0; i < flows.groups().size(); ++i) {
            if (const ServerSet *servers = openers(i)) {
                for (const quint32 server : *servers)
                    m_groups[next[server]++] = static_cast<quint32>(i);
            }
        }
    }

    std::span<const quint32> groupsOf(quint32 server) const
    {
        return {m_groups.data() + m_first[server], m_groups.data() + m_first[server + 1]};
    }

private:
    std::vector<quint32> m_first;
    std::vector<quint32> m_groups;
};

} // namespace portolan
