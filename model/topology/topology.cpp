// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "topology.h"

#include <tuple>

namespace portolan {

namespace {

auto valueOf(const Site &site)
{
    return std::tie(site.id, site.name, site.kind, site.organization, site.internetFacing, site.notes);
}

auto valueOf(const Link &link)
{
    return std::tie(link.first, link.second, link.cost, link.tlsDisabled, link.filtered);
}

auto valueOf(const Server &server)
{
    return std::tie(server.id, server.name, server.site, server.roles, server.fqdn, server.addresses,
                    server.dynamicPorts, server.version, server.operatingSystem, server.domain, server.readOnly,
                    server.sipStartup, server.notes);
}

auto valueOf(const Group &group)
{
    return std::tie(group.id, group.kind, group.name, group.members, group.site, group.replicationPort, group.witness,
                    group.alternateWitness, group.addresses, group.fqdn, group.loadBalancer, group.gateways,
                    group.security, group.notes);
}

auto valueOf(const AcceptedFinding &accepted)
{
    return std::tie(accepted.rule, accepted.about, accepted.reason);
}

auto valueOf(const Topology &topology)
{
    return std::tie(topology.name, topology.catalog, topology.sites, topology.links, topology.servers, topology.groups,
                    topology.accepted, topology.views);
}

} // namespace

bool operator==(const Site &a, const Site &b)
{
    return valueOf(a) == valueOf(b);
}

bool operator==(const Link &a, const Link &b)
{
    return valueOf(a) == valueOf(b);
}

bool operator==(const Server &a, const Server &b)
{
    return valueOf(a) == valueOf(b);
}

bool operator==(const Group &a, const Group &b)
{
    return valueOf(a) == valueOf(b);
}

bool operator==(const AcceptedFinding &a, const AcceptedFinding &b)
{
    return valueOf(a) == valueOf(b);
}

bool operator==(const Topology &a, const Topology &b)
{
    return valueOf(a) == valueOf(b);
}

} // namespace portolan
