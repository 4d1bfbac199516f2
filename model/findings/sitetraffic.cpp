// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "sitetraffic.h"

#include <algorithm>
#include <limits>
#include <queue>

namespace portolan {

const std::vector<int> &SiteTraffic::sitesOf(quint32 set, const QList<int> &roles)
{
    const auto [found, isNew] = m_sites[roles].try_emplace(set);
    if (isNew) {
        std::vector<int> &sites = found->second;
        for (const quint32 server : m_context.flows().set(set)) {
            const int site = m_context.siteOf(static_cast<int>(server));
            const bool isKnown = !sites.empty() && sites.back() == site;
            if (!isKnown && (roles.isEmpty() || m_context.hasRole(static_cast<int>(server), roles)))
                sites.push_back(site);
        }
        std::sort(sites.begin(), sites.end());
        sites.erase(std::unique(sites.begin(), sites.end()), sites.end());
    }
    return found->second;
}

FilteredWays::FilteredWays(const ReviewContext &context) : m_context(context)
{
    const QList<Link> &links = context.topology().links;
    if (context.siteCount() > kMostPairedSites
        || std::none_of(links.begin(), links.end(), [](const Link &link) { return link.filtered; }))
        return;
    const auto count = static_cast<size_t>(context.siteCount());
    std::vector<std::vector<Neighbour>> neighbours(count);
    for (qsizetype i = 0; i < links.size(); ++i) {
        const int a = context.siteIndex(links[i].first);
        const int b = context.siteIndex(links[i].second);
        if (a < 0 || b < 0)
            continue;
        neighbours[static_cast<size_t>(a)].push_back({b, static_cast<int>(i)});
        neighbours[static_cast<size_t>(b)].push_back({a, static_cast<int>(i)});
    }
    m_ways.assign(count * count, 0);
    for (int start = 0; start < context.siteCount(); ++start)
        walkFrom(start, neighbours);
}

void FilteredWays::walkFrom(int start, const std::vector<std::vector<Neighbour>> &neighbours)
{
    struct Reached {
        qint64 cost = std::numeric_limits<qint64>::max();
        int filters = 0;
        int chain = 0;
    };
    const QList<Link> &links = m_context.topology().links;
    std::vector<Reached> reached(neighbours.size());
    reached[static_cast<size_t>(start)] = {0, 0, 0};
    using Step = std::tuple<qint64, int, int>; // cost, filters, site
    std::priority_queue<Step, std::vector<Step>, std::greater<>> steps;
    steps.push({0, 0, start});
    while (!steps.empty()) {
        const auto [cost, filters, site] = steps.top();
        steps.pop();
        const Reached here = reached[static_cast<size_t>(site)];
        if (std::tie(cost, filters) != std::tie(here.cost, here.filters))
            continue;
        for (const Neighbour &next : neighbours[static_cast<size_t>(site)]) {
            const Link &link = links[next.link];
            const qint64 nextCost = cost + link.cost;
            const int nextFilters = filters + (link.filtered ? 1 : 0);
            Reached &there = reached[static_cast<size_t>(next.site)];
            if (std::tie(nextCost, nextFilters) >= std::tie(there.cost, there.filters))
                continue;
            there = {nextCost, nextFilters, here.chain};
            if (link.filtered) {
                there.chain = static_cast<int>(m_chains.size());
                m_chains.push_back({next.link, here.chain});
            }
            steps.push({nextCost, nextFilters, next.site});
        }
    }
    for (size_t site = 0; site < reached.size(); ++site)
        m_ways[static_cast<size_t>(start) * reached.size() + site] = reached[site].chain;
}

int FilteredWays::chainOf(int siteA, int siteB) const
{
    const auto count = static_cast<size_t>(m_context.siteCount());
    // The same way whichever end asks, also where two cost the same.
    const auto [first, second] = std::minmax(siteA, siteB);
    return m_ways[static_cast<size_t>(first) * count + static_cast<size_t>(second)];
}

void FilteredWays::forEachOn(int siteA, int siteB, const std::function<void(int)> &visit) const
{
    if (isEmpty())
        return;
    for (int chain = chainOf(siteA, siteB); chain != 0; chain = m_chains[static_cast<size_t>(chain)].rest)
        visit(m_chains[static_cast<size_t>(chain)].link);
}

} // namespace portolan
