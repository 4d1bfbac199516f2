// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "checks.h"
#include "quickfixes.h"

#include "model/findings/versions.h"
#include "model/json/plaintext.h"

#include <algorithm>

namespace portolan {

namespace {

QString valueOf(const Server &server, const QString &property)
{
    if (property == u"domain")
        return server.domain;
    return property == u"version" ? server.version : server.operatingSystem;
}

QString nameOf(const QString &property)
{
    if (property == u"domain")
        return FindingText::tr("domain");
    return property == u"version" ? FindingText::tr("version") : FindingText::tr("operating system");
}

/// Whether two values that people wrote down mean different things for certain.
bool areDifferent(const QString &a, const QString &b, const QString &property)
{
    if (property == u"domain")
        return a.compare(b, Qt::CaseInsensitive) != 0;
    if (property == u"version") {
        const std::optional<Version> first = versionFrom(a);
        const std::optional<Version> second = versionFrom(b);
        return first && second && !first->isSameRelease(*second);
    }
    const QString first = systemRelease(a);
    const QString second = systemRelease(b);
    return !first.isEmpty() && !second.isEmpty() && first != second;
}

QString rangeText(PortRange range)
{
    return range.first == range.last
        ? QString::number(range.first)
        : QStringLiteral("%1-%2").arg(QString::number(range.first), QString::number(range.last));
}

void checkWitness(const DesignRule &rule, const ReviewContext &context, const Group &group, int index, bool isAlternate,
                  FindingSink &sink)
{
    const QString &id = isAlternate ? group.alternateWitness : group.witness;
    const int witness = context.serverIndex(id);
    if (witness < 0 || !group.members.contains(id))
        return;
    sink.add(rule)
        .says((isAlternate ? FindingText::tr("%1 is the alternate witness of %2 and a member of it.")
                           : FindingText::tr("%1 is the witness of %2 and a member of it."))
                  .arg(context.serverName(witness), groupName(group)))
        .inGroup(index)
        .onServer(witness)
        .at(groupPlace(index, isAlternate ? u"alternateWitness" : u"witness"))
        .about({group.id, id, isAlternate ? QStringLiteral("alternateWitness") : QStringLiteral("witness")})
        .fixedBy(takeWitness(context, group, isAlternate, rule.roles, rule.others));
}

} // namespace

void checkMembersAlike(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        for (const QString &property : rule.properties) {
            int first = -1;
            for (const int member : context.members(group)) {
                const QString value = valueOf(context.server(member), property);
                if (value.isEmpty())
                    continue;
                if (first < 0) {
                    first = member;
                    continue;
                }
                const QString other = valueOf(context.server(first), property);
                if (!areDifferent(value, other, property))
                    continue;
                sink.add(rule)
                    .says(FindingText::tr("Members of %1 differ in their %2: %3 has %4, %5 has %6.")
                              .arg(groupName(group), nameOf(property), context.serverName(first), quoted(other),
                                   context.serverName(member), quoted(value)))
                    .inGroup(index)
                    .onServer(first)
                    .onServer(member)
                    .about({group.id, property});
                break;
            }
        }
    });
}

void checkMembersPortsAlike(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        const std::vector<int> members = context.members(group);
        std::vector<int> fixed = members;
        std::erase_if(fixed, [&](int server) { return !context.server(server).dynamicPorts; });
        if (fixed.empty())
            return;
        const PortRange range = *context.server(fixed.front()).dynamicPorts;
        const auto other = std::find_if(members.begin(), members.end(), [&](int server) {
            return context.server(server).dynamicPorts.value_or(PortRange()) != range;
        });
        if (other != members.end()) {
            const std::optional<PortRange> met = context.server(*other).dynamicPorts;
            sink.add(rule)
                .says(FindingText::tr("Members of %1 differ: %2 has the ports %3, %4 has %5.")
                          .arg(groupName(group), context.serverName(fixed.front()), rangeText(range),
                               context.serverName(*other),
                               met ? rangeText(*met) : FindingText::tr("those that Windows hands out")))
                .inGroup(index)
                .onServers(members)
                .about({group.id});
        }
        std::erase_if(fixed, [&](int server) {
            const PortRange ports = *context.server(server).dynamicPorts;
            return ports.first >= rule.first && ports.last <= rule.last;
        });
        if (!fixed.empty()) {
            sink.add(rule)
                .says(FindingText::tr("Ports of %1 in %2 lie outside %3-%4.")
                          .arg(context.serverNames(fixed), groupName(group), QString::number(rule.first),
                               QString::number(rule.last)))
                .inGroup(index)
                .onServers(fixed);
        }
    });
}

void checkMembersWithRole(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        std::vector<int> met = context.members(group);
        std::erase_if(met, [&](int server) { return !context.hasRole(server, rule.roles); });
        if (met.empty())
            return;
        sink.add(rule)
            .says(FindingText::tr("Of the members of %1 these have the role %2 as well: %3.")
                      .arg(groupName(group), context.roleNames(rule.roles), context.serverNames(met)))
            .inGroup(index)
            .onServers(met);
    });
}

void checkMembersBalanced(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    QHash<QString, QString> others;
    context.forEachGroup(rule.otherGroup, [&](const Group &group, int) {
        for (const QString &id : group.members)
            others.insert(id, groupName(group));
    });
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        if (!group.loadBalancer || toString(*group.loadBalancer) != rule.balancer)
            return;
        std::vector<int> met = context.members(group);
        std::erase_if(met, [&](int server) { return !others.contains(context.server(server).id); });
        if (met.empty())
            return;
        sink.add(rule)
            .says(FindingText::tr("%1 is balanced by software on its members, and %2 are members of %3.")
                      .arg(groupName(group), context.serverNames(met), others.value(context.server(met.front()).id)))
            .inGroup(index)
            .onServers(met)
            .at(groupPlace(index, u"loadBalancer"))
            .fixedBy(changeGroup(FindingText::tr("Balance %1 with a device of its own").arg(group.name), group.id,
                                 [](Group &changed) { changed.loadBalancer = LoadBalancer::External; }));
    });
}

void checkWitnessNotMember(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    tools.context.forEachGroup(rule.group, [&](const Group &group, int index) {
        checkWitness(rule, tools.context, group, index, false, sink);
        checkWitness(rule, tools.context, group, index, true, sink);
    });
}

void checkWitnessPreferred(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        const int witness = context.serverIndex(group.witness);
        if (witness < 0 || group.members.contains(group.witness))
            return;
        QStringList lacks;
        if (!context.hasRole(witness, rule.roles))
            lacks << FindingText::tr("does not have the role %1").arg(context.roleNames(rule.roles));
        if (context.hasRole(witness, rule.others))
            lacks << FindingText::tr("has the role %1").arg(context.roleNames(rule.others));
        const std::vector<int> members = context.members(group);
        if (!members.empty() && std::none_of(members.begin(), members.end(), [&](int member) {
                return context.siteOf(member) == context.siteOf(witness);
            }))
            lacks << FindingText::tr("stands in a site without members");
        if (lacks.isEmpty())
            return;
        sink.add(rule)
            .says(FindingText::tr("%1, the witness of %2, %3.")
                      .arg(context.serverName(witness), groupName(group), shortList(lacks)))
            .inGroup(index)
            .onServer(witness)
            .at(groupPlace(index, u"witness"))
            .fixedBy(takeWitness(context, group, false, rule.roles, rule.others));
    });
}

void checkWitnessNeeded(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        const size_t count = context.members(group).size();
        if (count == 0 || count % 2 != 0 || !group.witness.isEmpty())
            return;
        sink.add(rule)
            .says(FindingText::tr("%1 has %2 members, an even number, and no witness is said.")
                      .arg(groupName(group), QString::number(count)))
            .inGroup(index)
            .fixedBy(takeWitness(context, group, false, rule.roles, rule.others));
    });
}

} // namespace portolan
