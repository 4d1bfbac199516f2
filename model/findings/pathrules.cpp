// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "checks.h"
#include "pathtext.h"

#include "model/flows/flowdata.h"

#include <map>
#include <set>

namespace portolan {

void checkPathsInUse(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    std::set<int> used;
    for (const FlowGroup &group : context.flows().groups()) {
        const FlowSet &flows = context.flows();
        if (!group.self && rule.paths.contains(int(group.path))
            && pairCount(flows.set(group.sources), flows.set(group.destinations), false) > 0)
            used.insert(group.path);
    }
    if (used.empty())
        return;
    const QList<int> paths(used.begin(), used.end());
    QStringList titles;
    for (const int path : paths) {
        const DataPath &met = context.catalog().dataPaths()[path];
        titles << FindingText::tr("%1 (%2)").arg(met.code, met.title);
    }
    sink.add(rule).says(FindingText::tr("The plan has flows of %1.").arg(shortList(titles))).overPaths(paths);
}

void checkPlainAcrossZones(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    std::map<std::pair<int, int>, std::set<int>> pairs;
    for (const FlowGroup &group : context.flows().groups()) {
        if (!rule.paths.contains(int(group.path))
            || context.catalog().dataPaths()[group.path].encryption == Encryption::Encrypted)
            continue;
        tools.traffic.forEachPair(group, [&](int siteA, int siteB) {
            if (!context.isSameZone(siteA, siteB) || tools.ways().isFiltered(siteA, siteB))
                pairs[std::minmax(siteA, siteB)].insert(group.path);
        });
    }
    for (const auto &[sites, met] : pairs) {
        const QList<int> paths(met.begin(), met.end());
        sink.add(rule)
            .says(FindingText::tr("%1 between the sites %2 and %3 is not encrypted by default.")
                      .arg(codesText(context.catalog(), paths), context.siteName(sites.first),
                           context.siteName(sites.second)))
            .inSite(sites.first)
            .inSite(sites.second)
            .between(sites.first, sites.second)
            .overPaths(paths);
    }
}

void checkNotFromOutside(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    struct Met {
        std::set<int> paths;
        std::set<QString> services;
    };
    std::map<int, Met> sites; // by the site that is reached
    for (const FlowGroup &group : context.flows().groups()) {
        const DataPath &path = context.catalog().dataPaths()[group.path];
        const quint32 opened = group.entries & entryDirections(path, group.self).forward;
        std::set<QString> services;
        for (qsizetype i = 0; i < path.ports.size(); ++i) {
            if ((opened >> i & 1) && rule.services.contains(path.ports[i].service))
                services.insert(context.catalog().serviceLabel(path.ports[i].service));
        }
        if (services.empty())
            continue;
        tools.traffic.forEachPair(group, {}, rule.roles, [&](int outside, int inside) {
            if (context.site(outside).kind != SiteKind::External || !context.isOwn(inside))
                return;
            sites[inside].paths.insert(group.path);
            sites[inside].services.insert(services.begin(), services.end());
        });
    }
    for (const auto &[site, met] : sites) {
        const QList<int> paths(met.paths.begin(), met.paths.end());
        sink.add(rule)
            .says(FindingText::tr("From outside, servers in the site %1 are reached over %2 (%3).")
                      .arg(context.siteName(site), shortList({met.services.begin(), met.services.end()}),
                           codesText(context.catalog(), paths)))
            .inSite(site)
            .overPaths(paths)
            .about({context.site(site).id});
    }
}

void checkLinkTlsOff(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    std::map<int, std::set<int>> links;
    std::map<std::pair<int, int>, int> between;
    for (qsizetype i = 0; i < context.topology().links.size(); ++i) {
        const Link &link = context.topology().links[i];
        const int a = context.siteIndex(link.first);
        const int b = context.siteIndex(link.second);
        if (link.tlsDisabled && a >= 0 && b >= 0)
            between[std::minmax(a, b)] = static_cast<int>(i);
    }
    if (between.empty())
        return;
    for (const FlowGroup &group : context.flows().groups()) {
        if (!rule.paths.contains(int(group.path)))
            continue;
        tools.traffic.forEachPair(group, [&](int siteA, int siteB) {
            if (const auto found = between.find(std::minmax(siteA, siteB)); found != between.end())
                links[found->second].insert(group.path);
        });
    }
    for (const auto &[index, met] : links) {
        const Link &link = context.topology().links[index];
        const QList<int> paths(met.begin(), met.end());
        sink.add(rule)
            .says(FindingText::tr("The link %1 – %2 has TLS switched off for %3.")
                      .arg(context.siteName(context.siteIndex(link.first)),
                           context.siteName(context.siteIndex(link.second)), codesText(context.catalog(), paths)))
            .onLink(index)
            .overPaths(paths)
            .about({link.first, link.second});
    }
}

} // namespace portolan
