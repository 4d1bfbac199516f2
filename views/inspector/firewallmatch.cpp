// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/inspector/firewallmatch.h"

#include <algorithm>

namespace portolan {

namespace {

bool hasRoleOf(const FlowSet &flows, quint32 server, const FirewallRule &rule)
{
    return std::any_of(rule.roles.begin(), rule.roles.end(), [&](int role) { return flows.hasRole(server, role); });
}

bool covers(const FirewallRulePort &open, const FlowPort &port, PortKind kind)
{
    if (open.transport != port.transport)
        return false;
    // A rule for ports that RPC hands out opens whatever was handed out, and no fixed port.
    if (open.kind == PortKind::RpcDynamic || open.kind == PortKind::Dynamic)
        return open.kind == kind;
    if (kind == PortKind::RpcDynamic || kind == PortKind::Dynamic)
        return false;
    return open.ports.first <= port.ports.first && port.ports.last <= open.ports.last;
}

} // namespace

QList<int> rulesThatOpen(const FlowSet &flows, const FlowPort &port, const PortEntry &entry)
{
    QList<int> result;
    const QList<FirewallRule> &rules = flows.catalog().firewallRules();
    for (int i = 0; i < rules.size(); ++i) {
        const FirewallRule &rule = rules.at(i);
        const bool opens = std::any_of(rule.ports.begin(), rule.ports.end(),
                                       [&](const FirewallRulePort &open) { return covers(open, port, entry.kind); });
        if (opens && hasRoleOf(flows, port.destination, rule))
            result << i;
    }
    return result;
}

QList<int> rulesOfServers(const FlowSet &flows, const ServerSet &servers)
{
    QList<int> result;
    const QList<FirewallRule> &rules = flows.catalog().firewallRules();
    for (int i = 0; i < rules.size(); ++i) {
        if (std::any_of(servers.begin(), servers.end(),
                        [&](quint32 server) { return hasRoleOf(flows, server, rules.at(i)); }))
            result << i;
    }
    return result;
}

} // namespace portolan
