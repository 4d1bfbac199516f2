// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "checks.h"
#include "quickfixes.h"

#include <QSet>

#include <algorithm>
#include <map>

namespace portolan {

namespace {

bool isEncrypted(SipSecurity security)
{
    return security != SipSecurity::Unsecured;
}

TopologyEdit listenOnBoth(const Server &server)
{
    return changeServer(FindingText::tr("Let %1 listen on both ports").arg(server.name), server.id,
                        [](Server &changed) { changed.sipStartup = SipStartup::Dual; });
}

/// Securities, as far as said, of the groups that each server is a member of.
std::map<int, QSet<bool>> encryptionOfMembers(const ReviewContext &context, const QString &kind)
{
    std::map<int, QSet<bool>> result;
    context.forEachGroup(kind, [&](const Group &group, int) {
        if (!group.security)
            return;
        for (const int member : context.members(group))
            result[member].insert(isEncrypted(*group.security));
    });
    return result;
}

} // namespace

void checkGatewayInPlan(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    QSet<QString> linked;
    QList<Group> groups;
    context.forEachGroup(rule.group, [&](const Group &group, int) {
        groups << group;
        for (const QString &id : group.gateways)
            linked.insert(id);
    });
    std::vector<int> loose = context.serversWith(rule.roles);
    std::erase_if(loose, [&](int server) { return linked.contains(context.server(server).id); });
    if (loose.empty())
        return;
    const QString kind = context.catalog().groupLabel(rule.group);
    if (groups.isEmpty()) {
        // The plan leaves the whole subject out; that is no fault yet.
        sink.add(rule)
            .says(FindingText::tr("The plan has no group of the kind %1, so that nothing says which servers take the "
                                  "calls of %2.")
                      .arg(kind, context.serverNames(loose)))
            .onServers(loose)
            .finding.severity = Severity::Information;
        return;
    }
    for (const int server : loose) {
        FindingDraft &draft = sink.add(rule)
                                  .says(FindingText::tr("%1 is a gateway of no group of the kind %2.")
                                            .arg(context.serverName(server), kind))
                                  .onServer(server);
        if (groups.size() == 1) {
            draft.fixedBy(
                changeGroup(FindingText::tr("Link %1 to %2").arg(context.server(server).name, groups.first().name),
                            groups.first().id, [id = context.server(server).id](Group &changed) {
                                changed.gateways = eachOnce(changed.gateways + QStringList{id});
                            }));
        }
    }
}

void checkGatewayNamed(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        if (!group.security || !isEncrypted(*group.security))
            return;
        std::vector<int> nameless = context.resolved(group.gateways);
        std::erase_if(nameless, [&](int server) { return !context.server(server).fqdn.isEmpty(); });
        if (nameless.empty())
            return;
        sink.add(rule)
            .says(FindingText::tr("%1 is encrypted, and no host name is said for its gateways %2.")
                      .arg(groupName(group), context.serverNames(nameless)))
            .inGroup(index)
            .onServers(nameless);
    });
}

void checkGatewayAddressed(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        if (group.security && isEncrypted(*group.security))
            return;
        std::vector<int> met = context.resolved(group.gateways);
        std::erase_if(met, [&](int server) { return !context.server(server).addresses.isEmpty(); });
        if (met.empty())
            return;
        sink.add(rule)
            .says(FindingText::tr("%1 is not encrypted, and no address is said for its gateways %2.")
                      .arg(groupName(group), context.serverNames(met)))
            .inGroup(index)
            .onServers(met);
    });
}

void checkStartupFits(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    const std::map<int, QSet<bool>> encryption = encryptionOfMembers(context, rule.group);
    context.forEachGroup(rule.group, [&](const Group &group, int index) {
        if (!group.security)
            return;
        for (const int member : context.members(group)) {
            const std::optional<SipStartup> startup = context.server(member).sipStartup;
            const SipStartup deaf = isEncrypted(*group.security) ? SipStartup::Tcp : SipStartup::Tls;
            // In groups of both kinds another rule asks for both.
            if (startup != deaf || encryption.at(member).size() > 1)
                continue;
            sink.add(rule)
                .says((isEncrypted(*group.security)
                           ? FindingText::tr("%1 is encrypted, but its member %2 listens on the plain port only.")
                           : FindingText::tr("%1 is not encrypted, but its member %2 listens on the TLS port only."))
                          .arg(groupName(group), context.serverName(member)))
                .onServer(member)
                .inGroup(index)
                .fixedBy(listenOnBoth(context.server(member)));
        }
    });
}

void checkStartupDual(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    for (const auto &[member, encryption] : encryptionOfMembers(context, rule.group)) {
        const std::optional<SipStartup> startup = context.server(member).sipStartup;
        if (encryption.size() < 2 || startup == SipStartup::Dual)
            continue;
        FindingDraft &draft =
            sink.add(rule)
                .says(startup
                          ? FindingText::tr("%1 is a member of an encrypted and of a plain group, and listens on one "
                                            "port only.")
                                .arg(context.serverName(member))
                          : FindingText::tr("%1 is a member of an encrypted and of a plain group, and what it listens "
                                            "on is not said.")
                                .arg(context.serverName(member)))
                .onServer(member)
                .fixedBy(listenOnBoth(context.server(member)));
        if (!startup)
            draft.finding.severity = Severity::Information;
    }
}

} // namespace portolan
