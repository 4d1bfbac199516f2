// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/findings/reviewcontext.h"

#include <functional>
#include <map>
#include <unordered_map>
#include <vector>

namespace portolan {

/// Above so many sites nobody looks at each pair of them; the review says so.
inline constexpr int kMostPairedSites = 4000;

/// Which sites flows go between, without walking over the flows: groups are products of sets, and few sites stand
/// behind a set.
class SiteTraffic
{
public:
    explicit SiteTraffic(const ReviewContext &context) : m_context(context) { }

    /// Sites with servers of the set; with `roles` only of those servers that have one of them. Ascending.
    const std::vector<int> &sitesOf(quint32 set, const QList<int> &roles = {});

    /// visit(source's site, destination's site) for each pair of different sites that the group's flows go between;
    /// never called above kMostPairedSites.
    template <typename Visit>
    void forEachPair(const FlowGroup &group, Visit visit)
    {
        forEachPair(group, {}, {}, visit);
    }
    template <typename Visit>
    void forEachPair(const FlowGroup &group, const QList<int> &from, const QList<int> &to, Visit visit);

private:
    const ReviewContext &m_context;
    std::map<QList<int>, std::unordered_map<quint32, std::vector<int>>> m_sites;
};

/// Filters on the way between sites: links on which one stands. The way is the cheapest over links; of ways that cost
/// the same the one with fewer filters, in the plan's favour. Knows none above kMostPairedSites.
class FilteredWays
{
public:
    explicit FilteredWays(const ReviewContext &context);

    bool isEmpty() const { return m_chains.size() < 2; }
    /// Calls with each filtered link on the way, as an index into Topology::links.
    void forEachOn(int siteA, int siteB, const std::function<void(int)> &visit) const;
    bool isFiltered(int siteA, int siteB) const { return !isEmpty() && chainOf(siteA, siteB) != 0; }

private:
    /// The links of a way from its end back to its start, each of them once for all ways that begin alike.
    struct Chain {
        int link = -1;
        int rest = 0; ///< index of the chain before it; 0: nothing
    };
    struct Neighbour {
        int site = 0;
        int link = 0;
    };

    int chainOf(int siteA, int siteB) const;
    void walkFrom(int start, const std::vector<std::vector<Neighbour>> &neighbours);

    const ReviewContext &m_context;
    std::vector<Chain> m_chains{{}};
    std::vector<int> m_ways; ///< chain for each pair of sites; empty where no link is filtered
};

template <typename Visit>
void SiteTraffic::forEachPair(const FlowGroup &group, const QList<int> &from, const QList<int> &to, Visit visit)
{
    if (group.self || m_context.siteCount() > kMostPairedSites)
        return;
    // References into unordered maps stay good while others are added.
    const std::vector<int> &sources = sitesOf(group.sources, from);
    const std::vector<int> &destinations = sitesOf(group.destinations, to);
    for (const int source : sources) {
        for (const int destination : destinations) {
            if (source != destination)
                visit(source, destination);
        }
    }
}

} // namespace portolan
