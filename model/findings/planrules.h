// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/findings/checks.h"

namespace portolan {

/// Rules that hold for every plan, whatever the port reference: P1 is the first. The numbers stay: files name them.
enum class PlanRule {
    UnknownKey = 1,
    UnknownRole,
    RoleTwice,
    NoRole,
    NameTwice,
    AddressTwice,
    AddressRepeated,
    UnknownGroupKind,
    NoMembers,
    MemberTwice,
    MemberWithoutRole,
    NoSite,
    EmptySite,
    NoDirectory,
    NoLink,
    NoFlows,
    PlainPath,
    PlainAcrossSites,
    PlainAcrossBorder,
    LostAcceptance,
    TooManySites,
};

/// Its id, severity and texts.
DesignRule planRule(PlanRule rule);

// planchecks.cpp: what the document itself says
void checkServers(const ReviewContext &context, FindingSink &sink);
void checkGroups(const ReviewContext &context, FindingSink &sink);

// flowchecks.cpp: what its flows say
void checkDirectories(CheckTools &tools, FindingSink &sink);
void checkLinks(const ReviewContext &context, FindingSink &sink);
void checkServersWithoutFlows(const ReviewContext &context, FindingSink &sink);
void checkEncryption(CheckTools &tools, FindingSink &sink);

} // namespace portolan
