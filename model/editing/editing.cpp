// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "editing.h"

#include "model/json/plaintext.h"
#include "model/topology/topologyformat.h"
#include "model/topology/topologyrules.h"

#include <algorithm>

namespace portolan {

namespace {

bool isName(const QString &text)
{
    return textFault(text, Empty::Refused, Lines::One, kLongestName).isEmpty();
}

bool isWord(const QString &text)
{
    return textFault(text, Empty::Allowed, Lines::One, kLongestName).isEmpty();
}

bool isNotes(const QString &text)
{
    return textFault(text, Empty::Allowed, Lines::Many, kLongestNotes).isEmpty();
}

bool isHostNameOrEmpty(const QString &text)
{
    return text.isEmpty() || hostNameFault(text).isEmpty();
}

bool areAddresses(const QStringList &addresses)
{
    return addresses.size() <= kMostOfOneServer
        && std::all_of(addresses.begin(), addresses.end(),
                       [](const QString &address) { return addressFault(address).isEmpty(); });
}

/// Ids of anything in a saved view or an accepted finding.
bool areReferences(const QStringList &texts)
{
    return texts.size() <= kMostOfOneView && std::all_of(texts.begin(), texts.end(), [](const QString &text) {
               return !text.isEmpty() && text.size() <= kLongestFilter && findForbidden(text, Lines::One) < 0;
           });
}

bool isPlace(const PinnedCard &pin)
{
    return isName(pin.card) && std::abs(pin.place.x()) <= kFarthestPin && std::abs(pin.place.y()) <= kFarthestPin;
}

bool isValid(const ChartView &view)
{
    return isName(view.name) && textFault(view.filter, Empty::Allowed, Lines::One, kLongestFilter).isEmpty()
        && areReferences(view.folded) && areReferences(view.closed) && areReferences(view.opened)
        && areReferences(view.split) && areReferences(view.focus.on) && view.focus.hops >= 1
        && view.focus.hops <= kMostHops && view.pins.size() <= kMostOfOneView
        && std::all_of(view.pins.begin(), view.pins.end(), isPlace);
}

} // namespace

bool isValid(const Site &site)
{
    return isId(site.id) && isName(site.name) && isWord(site.organization) && isNotes(site.notes);
}

bool isValid(const Link &link)
{
    return link.first != link.second && link.cost >= 1 && link.cost <= kHighestCost;
}

bool isValid(const Server &server)
{
    const auto isRole = [](const QString &role) { return roleFault(role).isEmpty(); };
    const bool hasPorts =
        !server.dynamicPorts || portRangeFault(server.dynamicPorts->first, server.dynamicPorts->last).isEmpty();
    return isId(server.id) && isName(server.name) && server.roles.size() <= kMostOfOneServer
        && std::all_of(server.roles.begin(), server.roles.end(), isRole) && isHostNameOrEmpty(server.fqdn)
        && areAddresses(server.addresses) && hasPorts && isWord(server.version) && isWord(server.operatingSystem)
        && isHostNameOrEmpty(server.domain) && isNotes(server.notes);
}

bool isValid(const Group &group)
{
    return isId(group.id) && isName(group.name) && group.replicationPort.value_or(1) > 0
        && areAddresses(group.addresses) && isHostNameOrEmpty(group.fqdn) && isNotes(group.notes);
}

bool isValid(const AcceptedFinding &accepted)
{
    return isName(accepted.rule) && areReferences(accepted.about)
        && textFault(accepted.reason, Empty::Refused, Lines::Many, kLongestNotes).isEmpty();
}

bool isValid(const QList<ChartView> &views)
{
    QSet<QString> names;
    for (const ChartView &view : views) {
        if (!isValid(view) || names.contains(view.name))
            return false;
        names.insert(view.name);
    }
    return views.size() <= kMostViews;
}

QString cut(const QString &text, qsizetype most)
{
    if (text.size() <= most)
        return text;
    return text.first(most > 0 && text[most - 1].isHighSurrogate() ? most - 1 : most);
}

QStringList knownServers(const Topology &topology, const QStringList &ids)
{
    const QSet<QString> known = idSet(topology.servers);
    QStringList result;
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(result),
                 [&known](const QString &id) { return known.contains(id); });
    return result;
}

void fitToKind(Group &group)
{
    const Group usual;
    const auto has = [&group](QStringView key) { return isKeyOf(group.kind, key); };
    if (!has(u"site"))
        group.site = usual.site;
    if (!has(u"replicationPort"))
        group.replicationPort = usual.replicationPort;
    if (!has(u"witness"))
        group.witness = usual.witness;
    if (!has(u"alternateWitness"))
        group.alternateWitness = usual.alternateWitness;
    if (!has(u"addresses"))
        group.addresses = usual.addresses;
    if (!has(u"fqdn"))
        group.fqdn = usual.fqdn;
    if (!has(u"loadBalancer"))
        group.loadBalancer = usual.loadBalancer;
    if (!has(u"gateways"))
        group.gateways = usual.gateways;
    if (!has(u"security"))
        group.security = usual.security;
}

void dropForeignKeys(Group &group)
{
    if (!group.origin)
        return;
    JsonValue origin = *group.origin;
    const auto isForeign = [&group](const JsonValue::Member &member) { return !isKeyOf(group.kind, member.first); };
    origin.members.erase(std::remove_if(origin.members.begin(), origin.members.end(), isForeign), origin.members.end());
    group.origin = std::make_shared<const JsonValue>(std::move(origin));
}

KnownIds::KnownIds(const Topology &topology) : sites(idSet(topology.sites)), servers(idSet(topology.servers)) { }

void dropDangling(Group &group, const KnownIds &known)
{
    const auto isGone = [&known](const QString &id) { return !known.servers.contains(id); };
    group.members.removeIf(isGone);
    group.gateways.removeIf(isGone);
    if (isGone(group.witness))
        group.witness.clear();
    if (isGone(group.alternateWitness))
        group.alternateWitness.clear();
    if (!known.sites.contains(group.site))
        group.site.clear();
}

} // namespace portolan
