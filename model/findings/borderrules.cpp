// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "checks.h"
#include "pathtext.h"

#include <algorithm>
#include <set>

namespace portolan {

namespace {

using RolePair = std::pair<QList<int>, QList<int>>;

/// What goes over one border: a filtered link, or the edge of a site that is no internal one.
struct Crossing {
    std::set<std::pair<int, int>> sites; ///< smaller index first; so many as a sentence and a list can do with
    QList<int> paths; ///< ascending: groups of flows come by path
};
using Crossings = std::vector<Crossing>; ///< by link or by site; those without paths are none

constexpr size_t kMostSitePairs = 100;

QList<int> common(const QList<int> &a, const QList<int> &b)
{
    QList<int> result;
    std::copy_if(a.begin(), a.end(), std::back_inserter(result), [&b](int role) { return b.contains(role); });
    return result;
}

/// Roles that flows of the path may reach, those of single entries among them.
QList<int> targetRoles(const Catalog &catalog, const DataPath &path)
{
    QList<int> roles = path.to;
    for (const PortEntry &entry : path.ports) {
        const int role = entry.atRole.isEmpty() ? -1 : catalog.roleIndex(entry.atRole);
        if (role >= 0 && !roles.contains(role))
            roles << role;
    }
    return roles;
}

/// For each data path the roles at both ends that the rule's pairs speak of, in either direction.
std::vector<std::vector<RolePair>> rolesOfPaths(const DesignRule &rule, const Catalog &catalog)
{
    std::vector<std::vector<RolePair>> result(static_cast<size_t>(catalog.dataPaths().size()));
    for (qsizetype i = 0; i < catalog.dataPaths().size(); ++i) {
        const DataPath &path = catalog.dataPaths()[i];
        const QList<int> to = targetRoles(catalog, path);
        const auto add = [&](const QList<int> &from, const QList<int> &there) {
            const RolePair ends{common(path.from, from), common(to, there)};
            if (!ends.first.isEmpty() && !ends.second.isEmpty())
                result[static_cast<size_t>(i)].push_back(ends);
        };
        for (const auto &[roles, others] : rule.pairs) {
            add(roles, others);
            add(others, roles);
        }
    }
    return result;
}

void note(Crossing &crossing, int siteA, int siteB, int path)
{
    if (crossing.sites.size() < kMostSitePairs)
        crossing.sites.insert(std::minmax(siteA, siteB));
    if (crossing.paths.isEmpty() || crossing.paths.last() != path)
        crossing.paths << path;
}

QString linkName(const ReviewContext &context, const Link &link)
{
    const int first = context.siteIndex(link.first);
    const int second = context.siteIndex(link.second);
    return FindingText::tr("%1 – %2").arg(context.siteName(first), context.siteName(second));
}

void addCrossing(FindingDraft &draft, const Crossing &crossing)
{
    draft.overPaths(crossing.paths);
    for (const auto &[a, b] : crossing.sites) {
        for (const int site : {a, b}) {
            const QString &id = draft.context.site(site).id;
            if (!draft.finding.sites.contains(id))
                draft.finding.sites << id;
        }
    }
}

} // namespace

void checkNoFilterBetween(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    const FilteredWays &ways = tools.ways();
    bool hasZones = false;
    for (int site = 0; site < context.siteCount(); ++site)
        hasZones = hasZones || (context.isOwn(site) && !context.isInternal(site));
    if (ways.isEmpty() && !hasZones)
        return;
    const auto roles = rolesOfPaths(rule, context.catalog());
    Crossings links(static_cast<size_t>(context.topology().links.size()));
    Crossings borders(static_cast<size_t>(context.siteCount())); // by the site that is no internal one
    for (const FlowGroup &group : context.flows().groups()) {
        for (const auto &[from, to] : roles[group.path]) {
            tools.traffic.forEachPair(group, from, to, [&](int siteA, int siteB) {
                if (!context.isOwn(siteA) || !context.isOwn(siteB))
                    return;
                if (ways.isFiltered(siteA, siteB))
                    ways.forEachOn(siteA, siteB,
                                   [&](int link) { note(links[size_t(link)], siteA, siteB, group.path); });
                else if (!context.isSameZone(siteA, siteB))
                    note(borders[size_t(context.isInternal(siteA) ? siteB : siteA)], siteA, siteB, group.path);
            });
        }
    }
    for (int index = 0; index < static_cast<int>(links.size()); ++index) {
        const Crossing &crossing = links[size_t(index)];
        if (crossing.paths.isEmpty())
            continue;
        const Link &link = context.topology().links[index];
        FindingDraft &draft =
            sink.add(rule)
                .says(FindingText::tr("A firewall or port filter stands on the link %1, across which servers talk that "
                                      "have to reach each other freely (%2). This is unsupported even with every port "
                                      "of these data paths open.")
                          .arg(linkName(context, link), codesText(context.catalog(), crossing.paths)))
                .onLink(index)
                .about({link.first, link.second});
        addCrossing(draft, crossing);
    }
    for (int site = 0; site < static_cast<int>(borders.size()); ++site) {
        const Crossing &crossing = borders[size_t(site)];
        if (crossing.paths.isEmpty())
            continue;
        FindingDraft &draft =
            sink.add(rule)
                .says(FindingText::tr("The border of the site %1 stands between servers that have to reach each other "
                                      "freely (%2). This is unsupported even with every port of these data paths open.")
                          .arg(context.siteName(site), codesText(context.catalog(), crossing.paths)))
                .inSite(site)
                .about({context.site(site).id});
        addCrossing(draft, crossing);
        for (const auto &[a, b] : crossing.sites)
            draft.between(a, b);
    }
}

void checkFilterOnPaths(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    const FilteredWays &ways = tools.ways();
    if (ways.isEmpty())
        return;
    Crossings links(static_cast<size_t>(context.topology().links.size()));
    for (const FlowGroup &group : context.flows().groups()) {
        if (!rule.paths.contains(int(group.path)))
            continue;
        tools.traffic.forEachPair(group, [&](int siteA, int siteB) {
            ways.forEachOn(siteA, siteB, [&](int link) { note(links[size_t(link)], siteA, siteB, group.path); });
        });
    }
    for (int index = 0; index < static_cast<int>(links.size()); ++index) {
        const Crossing &crossing = links[size_t(index)];
        if (crossing.paths.isEmpty())
            continue;
        const Link &link = context.topology().links[index];
        QStringList ports;
        for (const int path : crossing.paths)
            ports << portsText(context.catalog(), path);
        FindingDraft &draft = sink.add(rule)
                                  .says(FindingText::tr("The filter on the link %1 has to let these through: %2.")
                                            .arg(linkName(context, link), ports.join(QStringLiteral(", "))))
                                  .onLink(index)
                                  .about({link.first, link.second});
        addCrossing(draft, crossing);
    }
}

void checkOnlyPaths(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    Crossings borders(static_cast<size_t>(context.siteCount()));
    for (const FlowGroup &group : context.flows().groups()) {
        if (rule.paths.contains(int(group.path)))
            continue;
        const auto visit = [&](int border, int inside) {
            if (context.isOwn(border) && context.isOwn(inside) && !context.isInternal(border)
                && context.isInternal(inside))
                note(borders[size_t(border)], border, inside, group.path);
        };
        tools.traffic.forEachPair(group, rule.roles, {}, visit);
        tools.traffic.forEachPair(group, {}, rule.roles, [&](int inside, int border) { visit(border, inside); });
    }
    for (int site = 0; site < static_cast<int>(borders.size()); ++site) {
        const Crossing &crossing = borders[size_t(site)];
        if (crossing.paths.isEmpty())
            continue;
        FindingDraft &draft =
            sink.add(rule)
                .says(FindingText::tr("Servers with the role %1 in the site %2 take part in %3 with servers inside.")
                          .arg(context.roleNames(rule.roles), context.siteName(site),
                               codesText(context.catalog(), crossing.paths)))
                .inSite(site)
                .about({context.site(site).id});
        addCrossing(draft, crossing);
    }
}

void checkBorderPorts(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    QStringList ports;
    for (const int path : rule.paths)
        ports << portsText(context.catalog(), path);
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        const int site = context.siteIndex(group.site);
        std::vector<int> members = context.members(group);
        std::erase_if(members,
                      [&](int member) { return site < 0 || context.isSameZone(context.siteOf(member), site); });
        if (members.empty())
            return;
        sink.add(rule)
            .says(FindingText::tr("Between %1 and the site %2 exactly these have to pass: %3.")
                      .arg(context.serverNames(members), context.siteName(site), ports.join(QStringLiteral(", "))))
            .inGroup(index)
            .onServers(members)
            .overPaths(rule.paths)
            .about({group.id});
    });
}

} // namespace portolan
