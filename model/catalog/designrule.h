// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

namespace portolan {

/// How much a finding matters, worst first.
enum class Severity {
    Error, ///< unsupported or broken
    Warning, ///< advice
    Information,
};

/// What a design rule looks at; each has a word in catalogs (designrulereader.cpp) and a function in model/findings.
enum class RuleKind {
    SiteNeedsRole, ///< sites with enough servers of `roles` need `least` of `needs`, fit to be written to if `writable`
    RoleAlone, ///< a server with one of `roles` has no other role
    RolesNotTogether, ///< no server has one of `roles` and one of `others`
    RoleNotInZone, ///< no server with one of `roles` in sites of these `zones`
    NotInDomainOf, ///< servers with `roles` are in no domain of servers with `others`
    NoFilterBetween, ///< no filter between servers of the two ends of one of `pairs`
    FilterOnPaths, ///< what a filter on the way of `paths` has to let through
    OnlyPaths, ///< servers with `roles` talk to internal sites over `paths` only
    BorderPorts, ///< what stands open towards subscribed servers: the ports of `paths`
    PathsInUse, ///< flows of one of `paths`
    PlainAcrossZones, ///< flows of `paths` that are not encrypted by default and cross a zone
    NotFromOutside, ///< flows from outside to `roles` at ports of `services`
    LinkTlsOff, ///< links that switch TLS off for flows
    GroupSize, ///< a group has at most `most` members; only such with `balancer`, if that is said
    GroupName, ///< at most `most` characters, not the name of another group of its kind or of a server
    GroupFqdn, ///< a group has a host name of its own
    GroupAddresses, ///< where addresses are said, not fewer than sites with members
    OneGroupOfMember, ///< no server in two groups of the kind
    OneGroupOfSite, ///< no site with two groups of the kind
    MembersInSite, ///< members stand in the group's site
    SiteIsMember, ///< every server with `roles` in a group's site is a member
    MembersAlike, ///< members have the same domain, operating system, version, as far as that is said
    MembersPortsAlike, ///< static ports of members are the same, and in first..last
    MembersWithRole, ///< members that have one of `roles` as well
    MembersBalanced, ///< members of groups with `balancer` are in no group of the kind `otherGroup`
    WitnessNotMember, ///< neither witness is a member; `roles` are the better choice
    WitnessPreferred, ///< the witness has one of `roles`, none of `others`, and stands in a site of members
    WitnessNeeded, ///< an even number of members needs a witness
    PortsAlsoOn, ///< where servers with `roles` have static ports, those with `others` in the site have such too
    NamesResolved, ///< members and the servers with `roles` in their site have host names
    GatewayInPlan, ///< servers with `roles` are gateways of a group
    GatewayNamed, ///< gateways of an encrypted group have a host name
    GatewayAddressed, ///< gateways of an unencrypted group have an address
    StartupFits, ///< members listen on what their group needs
    StartupDual, ///< members of encrypted and of plain groups listen on both
    VersionBeside, ///< beside servers of version `beside` those with `roles` have at least `version`
};

/// A rule of the port reference's product that a plan can be held against, as its catalog states it. Which of the lists
/// and numbers mean something depends on the kind. Roles and paths are indexes into the catalog's lists.
struct DesignRule {
    QString id; ///< "S3"
    RuleKind kind = RuleKind::SiteNeedsRole;
    Severity severity = Severity::Warning;
    QString title;
    QString statement; ///< what holds, and why
    QString source; ///< who says so
    QString address; ///< web address of it, http or https; may be empty
    QString remedy; ///< what to do

    QList<int> roles;
    QList<int> others;
    QList<int> needs;
    QList<int> onto; ///< a server with one of these can take the role that is missing, the first kind first
    QList<std::pair<QList<int>, QList<int>>> pairs; ///< roles of two ends
    QList<int> paths;
    QStringList zones; ///< words of site kinds
    QStringList services;
    QStringList properties; ///< of servers: "domain", "operatingSystem", "version"
    QString group; ///< kind of the groups that it is about
    QString otherGroup;
    QString balancer; ///< word of what balances a group
    QString beside; ///< a version, as far as it matters: "15"
    QString version;
    int whenLeast = 1; ///< servers of `roles` from which on the rule holds
    int least = 1;
    int most = 0;
    int first = 0;
    int last = 0;
    bool writable = false;
};

QString toString(Severity severity); ///< "error", "warning", "information"

} // namespace portolan
