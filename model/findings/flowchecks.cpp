// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "pathtext.h"
#include "planrules.h"

#include "model/flows/flowdata.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

namespace portolan {

namespace {

/// Lists of data paths with numbers, so that a pair of sites holds one of them: extended path by path, in order.
class PathLists
{
public:
    int with(int list, int path)
    {
        const auto [found, isNew] = m_next.try_emplace({list, path}, static_cast<int>(m_lists.size()));
        if (isNew)
            m_lists.push_back(m_lists[static_cast<size_t>(list)] + QList<int>{path});
        return found->second;
    }
    const QList<int> &operator[](int list) const { return m_lists[static_cast<size_t>(list)]; }

private:
    std::vector<QList<int>> m_lists{{}};
    std::map<std::pair<int, int>, int> m_next;
};

constexpr size_t kMostPairsNamed = 3;

/// Whether the group has a flow between two servers: a set with itself has none if it holds one server.
bool hasFlows(const FlowSet &flows, const FlowGroup &group)
{
    return group.self || pairCount(flows.set(group.sources), flows.set(group.destinations), false) > 0;
}

class EncryptionCheck
{
public:
    EncryptionCheck(CheckTools &tools, FindingSink &sink) : m_tools(tools), m_sink(sink), m_context(tools.context) { }

    void check();

private:
    using Pair = std::pair<int, int>;

    void count(const FlowGroup &group);
    void sayPath(int path);
    void sayPairs(bool isBorder);

    CheckTools &m_tools;
    FindingSink &m_sink;
    const ReviewContext &m_context;
    std::map<int, qint64> m_plain; ///< flows by path
    std::map<int, qint64> m_disabled;
    PathLists m_lists;
    std::unordered_map<quint64, int> m_pairs; ///< list of paths by pair of sites, the smaller index in the upper half
};

void EncryptionCheck::check()
{
    for (const FlowGroup &group : m_context.flows().groups()) {
        if (!group.self && hasFlows(m_context.flows(), group))
            count(group);
    }
    std::set<int> paths;
    for (const auto *counts : {&m_plain, &m_disabled}) {
        for (const auto &[path, flows] : *counts)
            paths.insert(path);
    }
    for (const int path : paths)
        sayPath(path);
    sayPairs(false);
    sayPairs(true);
}

void EncryptionCheck::count(const FlowGroup &group)
{
    const FlowSet &flows = m_context.flows();
    const DataPath &path = m_context.catalog().dataPaths()[group.path];
    const auto add = [this, &group](int siteA, int siteB) {
        const auto [first, second] = std::minmax(siteA, siteB);
        int &list = m_pairs[quint64(first) << 32 | quint64(second)];
        if (m_lists[list].isEmpty() || m_lists[list].last() != int(group.path))
            list = m_lists.with(list, group.path);
    };
    if (path.encryption != Encryption::Encrypted) {
        m_plain[group.path] += pairCount(flows.set(group.sources), flows.set(group.destinations), false);
        m_tools.traffic.forEachPair(group, add);
    } else if (path.disabledByLink) {
        m_tools.traffic.forEachPair(group, [&](int siteA, int siteB) {
            if (!flows.tlsDisabledBetween(siteA, siteB))
                return;
            const auto inSite = [&](quint32 set, int site) {
                return std::count_if(flows.set(set).begin(), flows.set(set).end(),
                                     [&](quint32 server) { return flows.siteOf(server) == site; });
            };
            m_disabled[group.path] += inSite(group.sources, siteA) * inSite(group.destinations, siteB);
            add(siteA, siteB);
        });
    }
}

void EncryptionCheck::sayPath(int index)
{
    const DataPath &path = m_context.catalog().dataPaths()[index];
    const auto off = m_disabled.find(index);
    QString how = FindingText::tr("supports no encryption");
    if (off != m_disabled.end())
        how = FindingText::tr("has its encryption switched off by a link");
    else if (path.encryption == Encryption::Optional)
        how = FindingText::tr("supports encryption, which is off by default");
    const qint64 flows = off != m_disabled.end() ? off->second : m_plain[index];
    m_sink.add(planRule(PlanRule::PlainPath))
        .says(FindingText::tr("%1, %2, %3: %n flow(s).", nullptr, static_cast<int>(std::min<qint64>(flows, INT_MAX)))
                  .arg(path.code, path.title, how))
        .overPaths({index});
}

void EncryptionCheck::sayPairs(bool isBorder)
{
    std::map<int, std::vector<Pair>> byList;
    for (const auto &[key, list] : m_pairs) {
        const Pair pair(static_cast<int>(key >> 32), static_cast<int>(key & 0xffffffffU));
        if (m_context.isSameZone(pair.first, pair.second) != isBorder)
            byList[list].push_back(pair);
    }
    // By the first pair, so that the order is that of the document.
    std::map<Pair, int> order;
    for (auto &[list, pairs] : byList) {
        std::sort(pairs.begin(), pairs.end());
        order.emplace(pairs.front(), list);
    }
    // Two lists never share a pair: each pair has one.
    for (const auto &[first, list] : order) {
        const std::vector<Pair> &pairs = byList[list];
        QStringList names;
        for (size_t i = 0; i < std::min(pairs.size(), kMostPairsNamed); ++i)
            names << FindingText::tr("%1 – %2").arg(m_context.siteName(pairs[i].first),
                                                    m_context.siteName(pairs[i].second));
        QString between = shortList(names);
        if (pairs.size() > kMostPairsNamed)
            between = FindingText::tr("%1 and %2 more")
                          .arg(names.join(QStringLiteral(", ")), QString::number(pairs.size() - kMostPairsNamed));
        const PlanRule rule = isBorder ? PlanRule::PlainAcrossBorder : PlanRule::PlainAcrossSites;
        FindingDraft &draft = m_sink.add(planRule(rule))
                                  .says(FindingText::tr("Between %1, not encrypted by default: %2.")
                                            .arg(between, codesText(m_context.catalog(), m_lists[list])))
                                  .overPaths(m_lists[list]);
        std::set<int> sites;
        for (const Pair &pair : pairs) {
            draft.between(pair.first, pair.second);
            sites.insert(pair.first);
            sites.insert(pair.second);
        }
        for (const int site : sites)
            draft.inSite(site);
    }
}

} // namespace

void checkDirectories(CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    const QList<DataPath> &paths = context.catalog().dataPaths();
    std::vector<std::set<int>> reached(static_cast<size_t>(paths.size())); // sites whose servers have a target
    for (const FlowGroup &group : context.flows().groups()) {
        if (!paths[group.path].scopes.contains(Scope::Directory))
            continue;
        const std::vector<int> &sites = tools.traffic.sitesOf(group.sources);
        reached[group.path].insert(sites.begin(), sites.end());
    }
    // One finding for each set of data paths that lead nowhere.
    std::map<int, QList<int>> lost; // by site
    for (int i = 0; i < paths.size(); ++i) {
        if (!paths[i].scopes.contains(Scope::Directory))
            continue;
        for (int site = 0; site < context.siteCount(); ++site) {
            if (context.isOwn(site) && reached[static_cast<size_t>(i)].count(site) == 0
                && !context.serversWith(paths[i].from, site).empty())
                lost[site] << i;
        }
    }
    std::map<QList<int>, std::vector<int>> byPaths;
    for (const auto &[site, met] : lost)
        byPaths[met].push_back(site);
    std::map<int, QList<int>> order;
    for (const auto &[met, sites] : byPaths)
        order.emplace(sites.front(), met);
    for (const auto &[first, met] : order) {
        const std::vector<int> &sites = byPaths[met];
        FindingDraft &draft = sink.add(planRule(PlanRule::NoDirectory))
                                  .says(FindingText::tr("From the sites %1 no directory server is within reach for %2.")
                                            .arg(context.siteNames(sites), codesText(context.catalog(), met)))
                                  .overPaths(met);
        for (const int site : sites)
            draft.inSite(site);
    }
}

void checkLinks(const ReviewContext &context, FindingSink &sink)
{
    if (context.topology().links.isEmpty())
        return;
    // The parts that links join sites to; each site points to one of its part, in the end to the first.
    std::vector<int> parts(static_cast<size_t>(context.siteCount()));
    std::iota(parts.begin(), parts.end(), 0);
    const auto partOf = [&parts](int site) {
        while (parts[static_cast<size_t>(site)] != site) {
            int &up = parts[static_cast<size_t>(site)];
            up = parts[static_cast<size_t>(up)];
            site = up;
        }
        return site;
    };
    bool hasOwnLink = false;
    for (const Link &link : context.topology().links) {
        const int a = context.siteIndex(link.first);
        const int b = context.siteIndex(link.second);
        if (a < 0 || b < 0 || !context.isOwn(a) || !context.isOwn(b))
            continue;
        hasOwnLink = true;
        parts[static_cast<size_t>(partOf(a))] = partOf(b);
    }
    std::map<int, std::vector<int>> sites; // internal sites with servers, by part
    for (int site = 0; site < context.siteCount(); ++site) {
        if (context.isOwn(site) && context.isInternal(site) && !context.serversIn(site).empty())
            sites[partOf(site)].push_back(site);
    }
    if (!hasOwnLink || sites.size() < 2)
        return;
    const auto largest = std::max_element(
        sites.begin(), sites.end(), [](const auto &a, const auto &b) { return a.second.size() < b.second.size(); });
    for (const auto &[part, met] : sites) {
        if (part == largest->first)
            continue;
        FindingDraft &draft =
            sink.add(planRule(PlanRule::NoLink))
                .says(FindingText::tr("No link leads from %1 to the plan's other sites.").arg(context.siteNames(met)));
        for (const int site : met)
            draft.inSite(site);
    }
}

void checkServersWithoutFlows(const ReviewContext &context, FindingSink &sink)
{
    std::vector<char> hasFlow(static_cast<size_t>(context.serverCount()), 0);
    std::vector<char> isSeen(static_cast<size_t>(context.flows().setCount()), 0);
    const auto mark = [&](quint32 set) {
        if (std::exchange(isSeen[set], 1) == 0) {
            for (const quint32 server : context.flows().set(set))
                hasFlow[server] = 1;
        }
    };
    for (const FlowGroup &group : context.flows().groups()) {
        if (!hasFlows(context.flows(), group))
            continue;
        mark(group.sources);
        mark(group.destinations);
    }
    for (int i = 0; i < context.serverCount(); ++i) {
        const QStringList &roles = context.server(i).roles;
        const bool isKnown = std::any_of(roles.begin(), roles.end(),
                                         [&](const QString &role) { return context.catalog().roleIndex(role) >= 0; });
        // Other rules say what is wrong with a server without a role that means something.
        if (hasFlow[static_cast<size_t>(i)] || !isKnown)
            continue;
        sink.add(planRule(PlanRule::NoFlows))
            .says(
                FindingText::tr("Nothing connects to %1, nor does it connect to anything.").arg(context.serverName(i)))
            .onServer(i);
    }
}

void checkEncryption(CheckTools &tools, FindingSink &sink)
{
    EncryptionCheck(tools, sink).check();
}

} // namespace portolan
