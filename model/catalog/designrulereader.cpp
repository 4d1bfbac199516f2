// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "designrulereader.h"

#include "model/catalog/catalogwords.h"

#include <QCoreApplication>

#include <limits>

namespace portolan {

namespace {

struct DesignRuleReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::DesignRuleReading)
};

constexpr qsizetype kLongestLabel = 256;
constexpr qsizetype kLongestText = 65536;
constexpr qint64 kMostOfAnything = 100000;
constexpr qint64 kLastPort = std::numeric_limits<quint16>::max();

constexpr JsonWord<Severity> kSeverities[] = {
    {u"error", Severity::Error},
    {u"warning", Severity::Warning},
    {u"information", Severity::Information},
};

constexpr JsonWord<RuleKind> kRuleKinds[] = {
    {u"site-needs-role", RuleKind::SiteNeedsRole},
    {u"role-alone", RuleKind::RoleAlone},
    {u"roles-not-together", RuleKind::RolesNotTogether},
    {u"role-not-in-zone", RuleKind::RoleNotInZone},
    {u"not-in-domain-of", RuleKind::NotInDomainOf},
    {u"no-filter-between", RuleKind::NoFilterBetween},
    {u"filter-on-paths", RuleKind::FilterOnPaths},
    {u"only-paths", RuleKind::OnlyPaths},
    {u"border-ports", RuleKind::BorderPorts},
    {u"paths-in-use", RuleKind::PathsInUse},
    {u"plain-across-zones", RuleKind::PlainAcrossZones},
    {u"not-from-outside", RuleKind::NotFromOutside},
    {u"link-tls-off", RuleKind::LinkTlsOff},
    {u"group-size", RuleKind::GroupSize},
    {u"group-name", RuleKind::GroupName},
    {u"group-fqdn", RuleKind::GroupFqdn},
    {u"group-addresses", RuleKind::GroupAddresses},
    {u"one-group-of-member", RuleKind::OneGroupOfMember},
    {u"one-group-of-site", RuleKind::OneGroupOfSite},
    {u"members-in-site", RuleKind::MembersInSite},
    {u"site-is-member", RuleKind::SiteIsMember},
    {u"members-alike", RuleKind::MembersAlike},
    {u"members-ports-alike", RuleKind::MembersPortsAlike},
    {u"members-with-role", RuleKind::MembersWithRole},
    {u"members-balanced", RuleKind::MembersBalanced},
    {u"witness-not-member", RuleKind::WitnessNotMember},
    {u"witness-preferred", RuleKind::WitnessPreferred},
    {u"witness-needed", RuleKind::WitnessNeeded},
    {u"ports-also-on", RuleKind::PortsAlsoOn},
    {u"names-resolved", RuleKind::NamesResolved},
    {u"gateway-in-plan", RuleKind::GatewayInPlan},
    {u"gateway-named", RuleKind::GatewayNamed},
    {u"gateway-addressed", RuleKind::GatewayAddressed},
    {u"startup-fits", RuleKind::StartupFits},
    {u"startup-dual", RuleKind::StartupDual},
    {u"version-beside", RuleKind::VersionBeside},
};

constexpr JsonWord<QStringView> kGroups[] = {{u"dag", u"dag"},
                                             {u"edge-subscription", u"edge-subscription"},
                                             {u"cas-array", u"cas-array"},
                                             {u"dial-plan", u"dial-plan"}};
constexpr JsonWord<QStringView> kZones[] = {
    {u"internal", u"internal"}, {u"perimeter", u"perimeter"}, {u"external", u"external"}};
constexpr JsonWord<QStringView> kBalancers[] = {{u"none", u"none"}, {u"nlb", u"nlb"}, {u"external", u"external"}};
constexpr JsonWord<QStringView> kProperties[] = {
    {u"domain", u"domain"}, {u"operatingSystem", u"operatingSystem"}, {u"version", u"version"}};

/// Keys that a kind has besides those of every rule.
struct KindKeys {
    QList<QStringView> needed;
    QList<QStringView> possible;
};

KindKeys keysOf(RuleKind kind)
{
    switch (kind) {
    case RuleKind::SiteNeedsRole:
        return {{u"roles", u"needs"}, {u"whenLeast", u"least", u"writable", u"onto"}};
    case RuleKind::RoleAlone:
        return {{u"roles"}, {}};
    case RuleKind::RolesNotTogether:
    case RuleKind::NotInDomainOf:
    case RuleKind::PortsAlsoOn:
        return {{u"roles", u"others"}, {}};
    case RuleKind::RoleNotInZone:
        return {{u"roles", u"zones"}, {}};
    case RuleKind::NoFilterBetween:
        return {{u"pairs"}, {}};
    case RuleKind::FilterOnPaths:
    case RuleKind::PathsInUse:
    case RuleKind::PlainAcrossZones:
    case RuleKind::LinkTlsOff:
        return {{u"paths"}, {}};
    case RuleKind::OnlyPaths:
        return {{u"roles", u"paths"}, {}};
    case RuleKind::BorderPorts:
        return {{u"group", u"paths"}, {}};
    case RuleKind::NotFromOutside:
        return {{u"roles", u"services"}, {}};
    case RuleKind::GroupSize:
        return {{u"group", u"most"}, {u"balancer"}};
    case RuleKind::GroupName:
        return {{u"group", u"most"}, {}};
    case RuleKind::GroupFqdn:
    case RuleKind::GroupAddresses:
    case RuleKind::OneGroupOfMember:
    case RuleKind::OneGroupOfSite:
    case RuleKind::MembersInSite:
    case RuleKind::GatewayNamed:
    case RuleKind::GatewayAddressed:
    case RuleKind::StartupFits:
    case RuleKind::StartupDual:
        return {{u"group"}, {}};
    case RuleKind::SiteIsMember:
    case RuleKind::MembersWithRole:
    case RuleKind::NamesResolved:
    case RuleKind::GatewayInPlan:
        return {{u"group", u"roles"}, {}};
    case RuleKind::WitnessNotMember:
    case RuleKind::WitnessPreferred:
    case RuleKind::WitnessNeeded:
        return {{u"group", u"roles"}, {u"others"}};
    case RuleKind::MembersAlike:
        return {{u"group", u"properties"}, {}};
    case RuleKind::MembersPortsAlike:
        return {{u"group", u"first", u"last"}, {}};
    case RuleKind::MembersBalanced:
        return {{u"group", u"balancer", u"otherGroup"}, {}};
    case RuleKind::VersionBeside:
        return {{u"roles", u"beside"}, {u"version"}};
    }
    return {};
}

template <size_t N>
QString wordIn(JsonObjectReader &reader, QStringView key, const JsonWord<QStringView> (&words)[N], Need need)
{
    return reader.word(key, words, need).value_or(QStringView()).toString();
}

template <size_t N>
QStringList wordsIn(JsonObjectReader &reader, QStringView key, const JsonWord<QStringView> (&words)[N], Need need)
{
    QStringList result;
    for (const QStringView word : reader.words(key, words, need))
        result << word.toString();
    return result;
}

int number(JsonObjectReader &reader, QStringView key, qint64 most, Need need, int fallback)
{
    return int(reader.integer(key, 1, most, need).value_or(fallback));
}

void readKey(JsonObjectReader &reader, QStringView key, Need need, const DesignRuleTerms &terms, DesignRule &rule)
{
    if (key == u"roles")
        rule.roles = terms.roles.references(reader, key, need);
    else if (key == u"others")
        rule.others = terms.roles.references(reader, key, need);
    else if (key == u"needs")
        rule.needs = terms.roles.references(reader, key, need);
    else if (key == u"onto")
        rule.onto = terms.roles.references(reader, key, need);
    else if (key == u"pairs")
        reader.forEachObject(key, need, UnknownKeys::Refused, [&](JsonObjectReader &pair) {
            rule.pairs.append({terms.roles.references(pair, u"roles", Need::Required),
                               terms.roles.references(pair, u"others", Need::Required)});
        });
    else if (key == u"paths")
        rule.paths = terms.paths.references(reader, key, need);
    else if (key == u"services")
        rule.services = terms.services.ids(reader, key, need);
    else if (key == u"zones")
        rule.zones = wordsIn(reader, key, kZones, need);
    else if (key == u"properties")
        rule.properties = wordsIn(reader, key, kProperties, need);
    else if (key == u"group")
        rule.group = wordIn(reader, key, kGroups, need);
    else if (key == u"otherGroup")
        rule.otherGroup = wordIn(reader, key, kGroups, need);
    else if (key == u"balancer")
        rule.balancer = wordIn(reader, key, kBalancers, need);
    else if (key == u"beside")
        rule.beside = reader.text(key, need, Lines::One, kLongestLabel);
    else if (key == u"version")
        rule.version = reader.text(key, need, Lines::One, kLongestLabel);
    else if (key == u"whenLeast")
        rule.whenLeast = number(reader, key, kMostOfAnything, need, 1);
    else if (key == u"least")
        rule.least = number(reader, key, kMostOfAnything, need, 1);
    else if (key == u"most")
        rule.most = number(reader, key, kMostOfAnything, need, 0);
    else if (key == u"first")
        rule.first = number(reader, key, kLastPort, need, 0);
    else if (key == u"last")
        rule.last = number(reader, key, kLastPort, need, 0);
    else if (key == u"writable")
        rule.writable = reader.boolean(key, false);
}

} // namespace

DesignRule readDesignRule(JsonObjectReader &reader, const DesignRuleTerms &terms)
{
    DesignRule rule;
    rule.id = reader.text(u"id", Need::Required, Lines::One, kLongestLabel);
    rule.severity = reader.word(u"severity", kSeverities, Need::Required).value_or(rule.severity);
    rule.title = reader.text(u"title", Need::Required, Lines::One, kLongestLabel);
    rule.statement = reader.text(u"statement", Need::Required, Lines::One, kLongestText);
    rule.source = reader.text(u"source", Need::Required, Lines::One, kLongestText);
    rule.address = reader.text(u"address", Need::Optional, Lines::One, kLongestText);
    // A click opens it, and a catalog may be anybody's file.
    if (!rule.address.isEmpty() && !rule.address.startsWith(u"https://") && !rule.address.startsWith(u"http://"))
        reader.error(ErrorCode::BadValue, u"address",
                     DesignRuleReading::tr("The address has to begin with https:// or http://."));
    rule.remedy = reader.text(u"remedy", Need::Required, Lines::One, kLongestText);
    const std::optional<RuleKind> kind = reader.word(u"kind", kRuleKinds, Need::Required);
    if (!kind) {
        // Which keys it has nobody knows; to complain of them as well would only hide the one thing that is wrong.
        for (const auto key :
             {u"roles", u"others", u"needs", u"onto", u"pairs", u"paths", u"services", u"zones", u"properties",
              u"group", u"otherGroup", u"balancer", u"beside", u"version", u"whenLeast", u"least", u"most", u"first",
              u"last", u"writable"})
            reader.take(key, Need::Optional);
        return rule;
    }
    rule.kind = *kind;
    const KindKeys keys = keysOf(rule.kind);
    for (const QStringView key : keys.needed)
        readKey(reader, key, Need::Required, terms, rule);
    for (const QStringView key : keys.possible)
        readKey(reader, key, Need::Optional, terms, rule);
    if (rule.first > rule.last)
        reader.error(
            ErrorCode::BadValue, u"first",
            DesignRuleReading::tr("The first port, %1, is above the last, %2.").arg(rule.first).arg(rule.last));
    return rule;
}

QString toString(Severity severity)
{
    for (const auto &[word, meaning] : kSeverities) {
        if (meaning == severity)
            return word.toString();
    }
    return {};
}

} // namespace portolan
