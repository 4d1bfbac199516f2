// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "checks.h"
#include "quickfixes.h"

#include "model/json/plaintext.h"

#include <algorithm>
#include <set>

namespace portolan {

namespace {

/// The host name's part after the first dot.
QString domainOf(const QString &fqdn)
{
    return fqdn.section(u'.', 1);
}

/// A name that a group could have: its id in the domain that its members' names share.
std::optional<TopologyEdit> nameAfterMembers(const ReviewContext &context, const Group &group)
{
    for (const int member : context.members(group)) {
        const QString domain = domainOf(context.server(member).fqdn);
        if (domain.isEmpty() || group.id.contains(u'.'))
            continue;
        const QString name = group.id + u'.' + domain;
        return changeGroup(FindingText::tr("Call %1 %2").arg(group.name, name), group.id,
                           [name](Group &changed) { changed.fqdn = name; });
    }
    return {};
}

} // namespace

void checkGroupSize(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        const bool isAsked =
            rule.balancer.isEmpty() || (group.loadBalancer && toString(*group.loadBalancer) == rule.balancer);
        const auto count = static_cast<int>(context.members(group).size());
        if (!isAsked || count <= rule.most)
            return;
        sink.add(rule)
            .says(FindingText::tr("%1 has %2 members; %3 is the most.")
                      .arg(groupName(group), QString::number(count), QString::number(rule.most)))
            .inGroup(index);
    });
}

void checkGroupName(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    QHash<QString, QString> taken; // name to what has it
    for (int i = 0; i < context.serverCount(); ++i) {
        if (context.isOwnServer(i))
            taken.insert(context.server(i).name.toCaseFolded(),
                         FindingText::tr("the server %1").arg(context.serverName(i)));
    }
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        const QString name = group.name.toCaseFolded();
        if (group.name.size() > rule.most) {
            sink.add(rule)
                .says(FindingText::tr("The name %1 has %2 characters; %3 is the most.")
                          .arg(groupName(group), QString::number(group.name.size()), QString::number(rule.most)))
                .inGroup(index)
                .at(groupPlace(index, u"name"));
        }
        if (taken.contains(name)) {
            sink.add(rule)
                .says(FindingText::tr("%1 has the same name as %2.").arg(groupName(group), taken.value(name)))
                .inGroup(index)
                .at(groupPlace(index, u"name"))
                .about({group.id, group.name});
        } else {
            taken.insert(name, FindingText::tr("the group %1").arg(quoted(group.id)));
        }
    });
}

void checkGroupFqdn(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    QHash<QString, QString> taken;
    for (int i = 0; i < context.serverCount(); ++i) {
        if (!context.server(i).fqdn.isEmpty())
            taken.insert(context.server(i).fqdn.toCaseFolded(),
                         FindingText::tr("the server %1").arg(context.serverName(i)));
    }
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        const QString fqdn = group.fqdn.toCaseFolded();
        if (fqdn.isEmpty()) {
            FindingDraft &draft = sink.add(rule)
                                      .says(FindingText::tr("No host name is said for %1.").arg(groupName(group)))
                                      .inGroup(index)
                                      .fixedBy(nameAfterMembers(context, group));
            draft.finding.severity = Severity::Information;
        } else if (taken.contains(fqdn)) {
            sink.add(rule)
                .says(FindingText::tr("%1 has the host name %2, which is that of %3 as well.")
                          .arg(groupName(group), quoted(group.fqdn), taken.value(fqdn)))
                .inGroup(index)
                .at(groupPlace(index, u"fqdn"));
        } else {
            taken.insert(fqdn, FindingText::tr("the group %1").arg(groupName(group)));
        }
    });
}

void checkGroupAddresses(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        std::set<int> sites;
        for (const int member : context.members(group))
            sites.insert(context.siteOf(member));
        if (group.addresses.isEmpty() || static_cast<size_t>(group.addresses.size()) >= sites.size())
            return;
        sink.add(rule)
            .says(FindingText::tr("%1 has %2 address(es), its members stand in %3 sites.")
                      .arg(groupName(group), QString::number(group.addresses.size()), QString::number(sites.size())))
            .inGroup(index)
            .at(groupPlace(index, u"addresses"));
    });
}

void checkOneGroupOfMember(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    QHash<QString, QString> groupOf;
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        QStringList seen;
        for (qsizetype i = 0; i < group.members.size(); ++i) {
            const QString &id = group.members[i];
            const int server = context.serverIndex(id);
            if (server < 0 || seen.contains(id))
                continue;
            seen << id;
            const auto other = groupOf.constFind(id);
            if (other == groupOf.constEnd()) {
                groupOf.insert(id, groupName(group));
                continue;
            }
            sink.add(rule)
                .says(FindingText::tr("%1 is a member of %2 already; it cannot be one of %3 as well.")
                          .arg(context.serverName(server), *other, groupName(group)))
                .onServer(server)
                .inGroup(index)
                .at(itemPlace(groupPlace(index, u"members"), i))
                .fixedBy(removeMember(group, context.server(server)));
        }
    });
}

void checkOneGroupOfSite(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    QHash<QString, QString> groupOf;
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        const int site = context.siteIndex(group.site);
        if (site < 0)
            return;
        const auto other = groupOf.constFind(group.site);
        if (other == groupOf.constEnd()) {
            groupOf.insert(group.site, groupName(group));
            return;
        }
        sink.add(rule)
            .says(FindingText::tr("%1 is for the site %2, which %3 is for already.")
                      .arg(groupName(group), context.siteName(site), *other))
            .inGroup(index)
            .inSite(site)
            .at(groupPlace(index, u"site"));
    });
}

void checkMembersInSite(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        const int site = context.siteIndex(group.site);
        if (site < 0)
            return;
        for (const int member : context.members(group)) {
            if (context.siteOf(member) == site)
                continue;
            sink.add(rule)
                .says(FindingText::tr("%1 is a member of %2, which is for the site %3, but stands elsewhere.")
                          .arg(context.serverName(member), groupName(group), context.siteName(site)))
                .inGroup(index)
                .onServer(member)
                .fixedBy(removeMember(group, context.server(member)));
        }
    });
}

void checkSiteIsMember(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        const int site = context.siteIndex(group.site);
        if (site < 0)
            return;
        std::vector<int> outside = context.serversWith(rule.roles, site);
        std::erase_if(outside, [&](int server) { return group.members.contains(context.server(server).id); });
        if (outside.empty())
            return;
        QStringList ids;
        for (const int server : outside)
            ids << context.server(server).id;
        sink.add(rule)
            .says(FindingText::tr("%1 in the site %2 are not among the members of %3.")
                      .arg(context.serverNames(outside), context.siteName(site), groupName(group)))
            .inGroup(index)
            .onServers(outside)
            .fixedBy(changeGroup(FindingText::tr("Add the site's servers to %1").arg(group.name), group.id,
                                 [ids](Group &changed) { changed.members = eachOnce(changed.members + ids); }));
    });
}

void checkNamesResolved(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        const int site = context.siteIndex(group.site);
        std::vector<int> nameless = context.members(group);
        if (site < 0 || nameless.empty())
            return;
        const std::vector<int> others = context.serversWith(rule.roles, site);
        nameless.insert(nameless.end(), others.begin(), others.end());
        std::erase_if(nameless, [&](int server) { return !context.server(server).fqdn.isEmpty(); });
        if (nameless.empty())
            return;
        sink.add(rule)
            .says(FindingText::tr("For %1, the two ends of %2, no host name is said.")
                      .arg(context.serverNames(nameless), groupName(group)))
            .inGroup(index)
            .onServers(nameless)
            .about({group.id});
    });
}

} // namespace portolan
