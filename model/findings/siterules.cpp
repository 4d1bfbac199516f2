// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "checks.h"
#include "quickfixes.h"

#include "model/findings/versions.h"
#include "model/json/plaintext.h"

#include <QSet>

#include <algorithm>

namespace portolan {

namespace {

QString sentenceOfRoles(const ReviewContext &context, int server)
{
    QStringList labels;
    for (const QString &id : context.server(server).roles) {
        const int role = context.catalog().roleIndex(id);
        if (role >= 0 && !labels.contains(context.catalog().roles()[role].label))
            labels << context.catalog().roles()[role].label;
    }
    return shortList(labels);
}

} // namespace

void checkSiteNeedsRole(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    for (int site = 0; site < context.siteCount(); ++site) {
        if (!context.isOwn(site) || !context.isInternal(site))
            continue;
        const std::vector<int> asking = context.serversWith(rule.roles, site);
        if (asking.size() < static_cast<size_t>(rule.whenLeast))
            continue;
        std::vector<int> fit = context.serversWith(rule.needs, site);
        const size_t all = fit.size();
        if (rule.writable)
            std::erase_if(fit, [&](int server) { return context.server(server).readOnly; });
        // Advice for more is silent where there is none at all: another rule says so.
        if (fit.size() >= static_cast<size_t>(rule.least) || (rule.least > 1 && fit.empty()))
            continue;
        QString detail = FindingText::tr("The site %1 has %2, but no server with the role %3.");
        if (!fit.empty())
            detail = FindingText::tr("The site %1 has %2, but with the role %3 only %4.");
        else if (all > 0)
            detail = FindingText::tr("The site %1 has %2, but with the role %3 only servers that take no changes.");
        detail = fit.empty()
            ? detail.arg(context.siteName(site), context.serverNames(asking), context.roleNames(rule.needs))
            : detail.arg(context.siteName(site), context.serverNames(asking), context.roleNames(rule.needs),
                         context.serverNames(fit));
        sink.add(rule)
            .says(detail)
            .inSite(site)
            .onServers(asking)
            .about({context.site(site).id})
            .fixedBy(fit.empty() && all == 0 ? giveRole(context, context.serversIn(site), rule.needs.first(), rule.onto)
                                             : std::nullopt);
    }
}

void checkRoleAlone(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    for (const int server : context.serversWith(rule.roles)) {
        QSet<QString> roles;
        for (const QString &role : context.server(server).roles) {
            if (context.catalog().roleIndex(role) >= 0)
                roles.insert(role);
        }
        if (roles.size() < 2)
            continue;
        sink.add(rule)
            .says(FindingText::tr("%1 has the roles %2.")
                      .arg(context.serverName(server), sentenceOfRoles(context, server)))
            .onServer(server);
    }
}

void checkRolesNotTogether(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    for (const int server : context.serversWith(rule.roles)) {
        if (!context.hasRole(server, rule.others))
            continue;
        sink.add(rule)
            .says(FindingText::tr("%1 has the roles %2.")
                      .arg(context.serverName(server), sentenceOfRoles(context, server)))
            .onServer(server);
    }
}

void checkRoleNotInZone(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    for (const int server : context.serversWith(rule.roles)) {
        const int site = context.siteOf(server);
        if (!rule.zones.contains(toString(context.site(site).kind)))
            continue;
        sink.add(rule)
            .says(FindingText::tr("%1 with the roles %2 stands in the site %3, which is no internal one.")
                      .arg(context.serverName(server), sentenceOfRoles(context, server), context.siteName(site)))
            .onServer(server)
            .inSite(site)
            .about({context.server(server).id});
    }
}

void checkNotInDomainOf(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    QHash<QString, int> domains;
    for (const int server : context.serversWith(rule.others)) {
        const QString domain = context.server(server).domain.toCaseFolded();
        if (!domain.isEmpty() && context.isInternal(context.siteOf(server)) && !domains.contains(domain))
            domains.insert(domain, server);
    }
    for (const int server : context.serversWith(rule.roles)) {
        const auto other = domains.constFind(context.server(server).domain.toCaseFolded());
        if (other == domains.constEnd())
            continue;
        sink.add(rule)
            .says(
                FindingText::tr("%1 is a member of the domain %2, as %3 inside is.")
                    .arg(context.serverName(server), quoted(context.server(server).domain), context.serverName(*other)))
            .onServer(server)
            .onServer(*other)
            .about({context.server(server).id});
    }
}

void checkPortsAlsoOn(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    for (int site = 0; site < context.siteCount(); ++site) {
        if (!context.isOwn(site))
            continue;
        std::vector<int> fixed = context.serversWith(rule.roles, site);
        std::erase_if(fixed, [&](int server) { return !context.server(server).dynamicPorts; });
        std::vector<int> open = context.serversWith(rule.others, site);
        std::erase_if(open, [&](int server) { return context.server(server).dynamicPorts.has_value(); });
        if (fixed.empty() || open.empty())
            continue;
        sink.add(rule)
            .says(FindingText::tr("In the site %1 ports are fixed on %2, but not on %3.")
                      .arg(context.siteName(site), context.serverNames(fixed), context.serverNames(open)))
            .inSite(site)
            .onServers(open)
            .about({context.site(site).id});
    }
}

void checkVersionBeside(const DesignRule &rule, CheckTools &tools, FindingSink &sink)
{
    const ReviewContext &context = tools.context;
    const std::vector<int> all = context.serversWith(rule.roles);
    const std::optional<Version> beside = versionFrom(rule.beside);
    const std::optional<Version> least = versionFrom(rule.version);
    std::vector<int> newer;
    std::vector<int> old;
    for (const int server : all) {
        const std::optional<Version> version = versionFrom(context.server(server).version);
        if (!version || !beside)
            continue;
        if (version->beginsWith(*beside))
            newer.push_back(server);
        else if (version->first() < beside->first() && (!least || *version < *least))
            old.push_back(server);
    }
    if (newer.empty() || old.empty())
        return;
    sink.add(rule)
        .says(FindingText::tr("%1 runs version %2; beside it are %3.")
                  .arg(context.serverName(newer.front()), quoted(context.server(newer.front()).version),
                       context.serverNames(old)))
        .onServers(old)
        .about({rule.beside});
}

} // namespace portolan
