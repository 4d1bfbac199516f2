// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/findings/findingsink.h"
#include "model/findings/sitetraffic.h"

#include <memory>

namespace portolan {

/// What the checks of one review share; made when first asked for.
struct CheckTools {
    explicit CheckTools(const ReviewContext &reviewed) : context(reviewed), traffic(reviewed) { }
    CheckTools(const CheckTools &) = delete;
    CheckTools &operator=(const CheckTools &) = delete;

    const FilteredWays &ways()
    {
        if (!filteredWays)
            filteredWays = std::make_unique<FilteredWays>(context);
        return *filteredWays;
    }

    const ReviewContext &context;
    SiteTraffic traffic;
    std::unique_ptr<FilteredWays> filteredWays;
};

using Check = void (*)(const DesignRule &rule, CheckTools &tools, FindingSink &sink);

/// The function of a kind of design rule; designrule.h says what each looks at.
Check checkOf(RuleKind kind);

// siterules.cpp
void checkSiteNeedsRole(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkRoleAlone(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkRolesNotTogether(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkRoleNotInZone(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkNotInDomainOf(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkPortsAlsoOn(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkVersionBeside(const DesignRule &rule, CheckTools &tools, FindingSink &sink);

// borderrules.cpp
void checkNoFilterBetween(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkFilterOnPaths(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkOnlyPaths(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkBorderPorts(const DesignRule &rule, CheckTools &tools, FindingSink &sink);

// pathrules.cpp
void checkPathsInUse(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkPlainAcrossZones(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkNotFromOutside(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkLinkTlsOff(const DesignRule &rule, CheckTools &tools, FindingSink &sink);

// grouprules.cpp
void checkGroupSize(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkGroupName(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkGroupFqdn(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkGroupAddresses(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkOneGroupOfMember(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkOneGroupOfSite(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkMembersInSite(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkSiteIsMember(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkNamesResolved(const DesignRule &rule, CheckTools &tools, FindingSink &sink);

// memberrules.cpp
void checkMembersAlike(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkMembersPortsAlike(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkMembersWithRole(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkMembersBalanced(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkWitnessNotMember(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkWitnessPreferred(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkWitnessNeeded(const DesignRule &rule, CheckTools &tools, FindingSink &sink);

// gatewayrules.cpp
void checkGatewayInPlan(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkGatewayNamed(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkGatewayAddressed(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkStartupFits(const DesignRule &rule, CheckTools &tools, FindingSink &sink);
void checkStartupDual(const DesignRule &rule, CheckTools &tools, FindingSink &sink);

} // namespace portolan
