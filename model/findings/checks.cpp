// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "checks.h"

namespace portolan {

Check checkOf(RuleKind kind)
{
    switch (kind) {
    case RuleKind::SiteNeedsRole:
        return checkSiteNeedsRole;
    case RuleKind::RoleAlone:
        return checkRoleAlone;
    case RuleKind::RolesNotTogether:
        return checkRolesNotTogether;
    case RuleKind::RoleNotInZone:
        return checkRoleNotInZone;
    case RuleKind::NotInDomainOf:
        return checkNotInDomainOf;
    case RuleKind::NoFilterBetween:
        return checkNoFilterBetween;
    case RuleKind::FilterOnPaths:
        return checkFilterOnPaths;
    case RuleKind::OnlyPaths:
        return checkOnlyPaths;
    case RuleKind::BorderPorts:
        return checkBorderPorts;
    case RuleKind::PathsInUse:
        return checkPathsInUse;
    case RuleKind::PlainAcrossZones:
        return checkPlainAcrossZones;
    case RuleKind::NotFromOutside:
        return checkNotFromOutside;
    case RuleKind::LinkTlsOff:
        return checkLinkTlsOff;
    case RuleKind::GroupSize:
        return checkGroupSize;
    case RuleKind::GroupName:
        return checkGroupName;
    case RuleKind::GroupFqdn:
        return checkGroupFqdn;
    case RuleKind::GroupAddresses:
        return checkGroupAddresses;
    case RuleKind::OneGroupOfMember:
        return checkOneGroupOfMember;
    case RuleKind::OneGroupOfSite:
        return checkOneGroupOfSite;
    case RuleKind::MembersInSite:
        return checkMembersInSite;
    case RuleKind::SiteIsMember:
        return checkSiteIsMember;
    case RuleKind::MembersAlike:
        return checkMembersAlike;
    case RuleKind::MembersPortsAlike:
        return checkMembersPortsAlike;
    case RuleKind::MembersWithRole:
        return checkMembersWithRole;
    case RuleKind::MembersBalanced:
        return checkMembersBalanced;
    case RuleKind::WitnessNotMember:
        return checkWitnessNotMember;
    case RuleKind::WitnessPreferred:
        return checkWitnessPreferred;
    case RuleKind::WitnessNeeded:
        return checkWitnessNeeded;
    case RuleKind::PortsAlsoOn:
        return checkPortsAlsoOn;
    case RuleKind::NamesResolved:
        return checkNamesResolved;
    case RuleKind::GatewayInPlan:
        return checkGatewayInPlan;
    case RuleKind::GatewayNamed:
        return checkGatewayNamed;
    case RuleKind::GatewayAddressed:
        return checkGatewayAddressed;
    case RuleKind::StartupFits:
        return checkStartupFits;
    case RuleKind::StartupDual:
        return checkStartupDual;
    case RuleKind::VersionBeside:
        return checkVersionBeside;
    }
    return nullptr;
}

} // namespace portolan
