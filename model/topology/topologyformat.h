// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/json/jsonobjectreader.h"
#include "model/topology/topology.h"

namespace portolan {

inline constexpr QStringView kTopologyFormat = u"portolan-topology";
inline constexpr int kTopologyVersion = 1;

inline constexpr JsonWord<SiteKind> kSiteKinds[] = {
    {u"internal", SiteKind::Internal},
    {u"perimeter", SiteKind::Perimeter},
    {u"external", SiteKind::External},
};

inline constexpr JsonWord<GroupType> kGroupTypes[] = {
    {u"dag", GroupType::Dag},
    {u"edge-subscription", GroupType::EdgeSubscription},
    {u"cas-array", GroupType::CasArray},
    {u"dial-plan", GroupType::DialPlan},
};

inline constexpr JsonWord<SipStartup> kSipStartups[] = {
    {u"tcp", SipStartup::Tcp},
    {u"tls", SipStartup::Tls},
    {u"dual", SipStartup::Dual},
};

inline constexpr JsonWord<LoadBalancer> kLoadBalancers[] = {
    {u"none", LoadBalancer::None},
    {u"nlb", LoadBalancer::Nlb},
    {u"external", LoadBalancer::External},
};

inline constexpr JsonWord<SipSecurity> kSipSecurities[] = {
    {u"unsecured", SipSecurity::Unsecured},
    {u"sip-secured", SipSecurity::SipSecured},
    {u"secured", SipSecurity::Secured},
};

/// Keys that only groups of some kinds have.
struct GroupKey {
    QStringView key;
    QList<GroupType> kinds;
};

inline const QList<GroupKey> &groupKeys()
{
    static const QList<GroupKey> keys{
        {u"site", {GroupType::EdgeSubscription, GroupType::CasArray}},
        {u"replicationPort", {GroupType::Dag}},
        {u"witness", {GroupType::Dag}},
        {u"alternateWitness", {GroupType::Dag}},
        {u"addresses", {GroupType::Dag}},
        {u"fqdn", {GroupType::CasArray}},
        {u"loadBalancer", {GroupType::CasArray}},
        {u"gateways", {GroupType::DialPlan}},
        {u"security", {GroupType::DialPlan}},
    };
    return keys;
}

/// Whether the format has the key in groups of that kind.
inline bool isKeyOf(GroupType kind, QStringView key)
{
    const auto known = std::find_if(groupKeys().begin(), groupKeys().end(),
                                    [key](const GroupKey &candidate) { return candidate.key == key; });
    return known == groupKeys().end() || known->kinds.contains(kind);
}

inline constexpr JsonWord<Level> kLevels[] = {
    {u"auto", Level::Auto},
    {u"sites", Level::Sites},
    {u"roles", Level::Roles},
    {u"servers", Level::Servers},
};

inline constexpr JsonWord<LabelMode> kLabelModes[] = {
    {u"none", LabelMode::None},
    {u"codes", LabelMode::Codes},
    {u"ports", LabelMode::Ports},
    {u"full", LabelMode::Full},
};

/// The format's word for a value.
template <typename T, size_t N>
QString wordOf(T value, const JsonWord<T> (&words)[N])
{
    const auto *found = std::find_if(std::begin(words), std::end(words),
                                     [value](const JsonWord<T> &word) { return word.second == value; });
    return found == std::end(words) ? QString() : found->first.toString();
}

} // namespace portolan
