// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHashFunctions>
#include <QtGlobal>

#include <algorithm>
#include <span>
#include <unordered_set>
#include <vector>

namespace portolan {

/// Numbers lists so that equal ones have one number; number 0 is the empty list. Keeps them in a vector of the owner's.
class SetPool
{
public:
    explicit SetPool(std::vector<std::vector<quint32>> &sets) : m_sets(sets), m_ids(64, Hash{&sets}, Equal{&sets})
    {
        intern({});
    }

    quint32 intern(std::span<const quint32> set)
    {
        if (const auto found = m_ids.find(set); found != m_ids.end())
            return *found;
        const auto id = static_cast<quint32>(m_sets.size());
        m_sets.emplace_back(set.begin(), set.end());
        m_ids.insert(id);
        return id;
    }

    const std::vector<quint32> &operator[](quint32 id) const { return m_sets[id]; }

private:
    // An id stands for its set, so that a set can be looked up before it is kept.
    struct Hash {
        using is_transparent = void;
        const std::vector<std::vector<quint32>> *sets;
        size_t operator()(quint32 id) const { return (*this)(std::span<const quint32>((*sets)[id])); }
        size_t operator()(std::span<const quint32> set) const { return qHashBits(set.data(), set.size_bytes(), 0); }
    };
    struct Equal {
        using is_transparent = void;
        const std::vector<std::vector<quint32>> *sets;
        bool operator()(quint32 a, quint32 b) const { return a == b; }
        bool operator()(std::span<const quint32> set, quint32 id) const { return (*this)(id, set); }
        bool operator()(quint32 id, std::span<const quint32> set) const
        {
            return std::equal(set.begin(), set.end(), (*sets)[id].begin(), (*sets)[id].end());
        }
    };

    std::vector<std::vector<quint32>> &m_sets;
    std::unordered_set<quint32, Hash, Equal> m_ids;
};

} // namespace portolan
