// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/topology/topologyformat.h"
#include "views/inspector/propertybinding.h"
#include "views/outline/drawnicon.h"
#include "views/tables/displaytext.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct Properties {
    Q_DECLARE_TR_FUNCTIONS(portolan::Properties)
};

QString tr(const char *text)
{
    return Properties::tr(text);
}

/// Servers to choose from, those of the role that such a group is made for first.
QList<PropertyChoice> serverChoices(const Topology &topology, const Catalog &catalog, const QString &role,
                                    const DiagramStyle &style)
{
    QHash<QString, QString> siteNames;
    for (const Site &site : topology.sites)
        siteNames.insert(site.id, site.name);
    QHash<QString, QIcon> icons;
    const auto iconOf = [&](const Server &server) -> const QIcon & {
        const int first = server.roles.isEmpty() ? -1 : catalog.roleIndex(server.roles.front());
        QIcon &icon = icons[first < 0 ? QString() : server.roles.front()];
        if (icon.isNull())
            icon = first < 0 ? drawnIcon(QStringLiteral("server"), style.quietText)
                             : drawnIcon(catalog.roles().at(first).icon, style.hue(catalog.roles().at(first).color));
        return icon;
    };
    QList<PropertyChoice> fitting;
    QList<PropertyChoice> others;
    for (const Server &server : topology.servers) {
        const QString text = tr("%1 · %2").arg(displayText(server.name), displayText(siteNames.value(server.site)));
        (server.roles.contains(role) ? fitting : others) << PropertyChoice{server.id, text, iconOf(server)};
    }
    return fitting + others;
}

QString roleOf(const Catalog &catalog, GroupType kind)
{
    const int role = catalog.groupMemberRole(toString(kind));
    return role < 0 ? QString() : catalog.roles().at(role).id;
}

TopologyEdit changeGateways(const Topology &topology, const QString &group, const QString &server, bool on)
{
    GroupChange change;
    if (const Group *known = findGroup(topology, group)) {
        QStringList gateways = known->gateways;
        gateways.removeAll(server);
        if (on)
            gateways << server;
        change.gateways = gateways;
    }
    return changeGroups(topology, {group}, change);
}

template <typename T, size_t N>
std::optional<T> fromWord(const QString &word, const JsonWord<T> (&words)[N])
{
    const auto *found =
        std::find_if(std::begin(words), std::end(words), [&](const JsonWord<T> &known) { return known.first == word; });
    return found == std::end(words) ? std::nullopt : std::optional(found->second);
}

} // namespace

PropertyForm groupForm(const Topology &topology, const Catalog &catalog, const QStringList &ids,
                       const DiagramStyle &style)
{
    PropertyForm form;
    form.title = namesOf(topology, {ids, {}, {}});
    form.subtitle = tr("Select one group to change its members and more.");
    const PropertyBinding<Group, GroupChange> groups(topology.groups, ids, [topology, ids](const GroupChange &change) {
        return changeGroups(topology, ids, change);
    });
    const Group *group = findGroup(topology, ids.front());
    if (ids.size() > 1 || !group) {
        form.rows << groups.text(notesRow(), &Group::notes, &GroupChange::notes);
        return form;
    }
    const GroupType kind = group->kind;
    const QString id = group->id;
    form.subtitle = catalog.groupLabel(toString(kind));
    const QList<PropertyChoice> servers = serverChoices(topology, catalog, roleOf(catalog, kind), style);
    QList<PropertyChoice> serverOrNone = servers;
    serverOrNone.prepend({{}, tr("none"), {}});

    form.rows << groups.text(
        lineRow(QStringLiteral("name"), tr("Name"),
                [topology, id](const QString &text) { return checkGroupName(topology, id, text); }),
        &Group::name, &GroupChange::name);
    form.rows << groups.ticks(ticksRow(QStringLiteral("members"), tr("Members"), servers), &Group::members,
                              [topology, id](const QString &server, bool on) {
                                  return on ? addMembers(topology, id, {server})
                                            : removeMembers(topology, id, {server});
                              });
    if (isKeyOf(kind, u"site")) {
        const bool isArray = kind == GroupType::CasArray;
        QList<PropertyChoice> sites = siteChoices(topology, style);
        if (isArray)
            sites.prepend({{}, tr("none"), {}});
        form.rows << groups.text(
            choiceRow(QStringLiteral("site"), isArray ? tr("Site that it serves") : tr("Subscribed site"), sites),
            &Group::site, &GroupChange::site);
    }
    if (isKeyOf(kind, u"witness"))
        form.rows << groups.text(choiceRow(QStringLiteral("witness"), tr("Witness server"), serverOrNone),
                                 &Group::witness, &GroupChange::witness);
    if (isKeyOf(kind, u"alternateWitness"))
        form.rows << groups.text(
            choiceRow(QStringLiteral("alternateWitness"), tr("Alternate witness server"), serverOrNone),
            &Group::alternateWitness, &GroupChange::alternateWitness);
    if (isKeyOf(kind, u"replicationPort")) {
        PropertyRow port = lineRow(QStringLiteral("replicationPort"), tr("Replication port"), &checkPort);
        port.placeholder = QString::number(kDefaultReplicationPort);
        form.rows << groups.row(
            port,
            [](const Group &known) {
                return known.replicationPort ? QString::number(*known.replicationPort) : QString();
            },
            [](GroupChange &change, const QString &value) { change.replicationPort = portFrom(value); });
    }
    if (isKeyOf(kind, u"addresses"))
        form.rows << groups.row(
            lineRow(QStringLiteral("addresses"), tr("Addresses"), &checkAddresses),
            [](const Group &known) { return known.addresses.join(QStringLiteral(", ")); },
            [](GroupChange &change, const QString &value) { change.addresses = addressesFrom(value); });
    if (isKeyOf(kind, u"fqdn"))
        form.rows << groups.text(lineRow(QStringLiteral("fqdn"), tr("Full name (FQDN)"), &checkHostName), &Group::fqdn,
                                 &GroupChange::fqdn);
    if (isKeyOf(kind, u"loadBalancer"))
        form.rows << groups.row(
            choiceRow(QStringLiteral("loadBalancer"), tr("Load balancer"),
                      {{{}, tr("not said"), {}},
                       {toString(LoadBalancer::None), tr("none"), {}},
                       {toString(LoadBalancer::Nlb), tr("Windows NLB on the members"), {}},
                       {toString(LoadBalancer::External), tr("another device"), {}}}),
            [](const Group &known) { return known.loadBalancer ? toString(*known.loadBalancer) : QString(); },
            [](GroupChange &change, const QString &value) { change.loadBalancer = fromWord(value, kLoadBalancers); });
    if (isKeyOf(kind, u"gateways"))
        form.rows << groups.ticks(
            ticksRow(QStringLiteral("gateways"), tr("Gateways"), servers), &Group::gateways,
            [topology, id](const QString &server, bool on) { return changeGateways(topology, id, server, on); });
    if (isKeyOf(kind, u"security"))
        form.rows << groups.row(
            choiceRow(QStringLiteral("security"), tr("Between gateways and servers"),
                      {{{}, tr("not said"), {}},
                       {toString(SipSecurity::Unsecured), tr("nothing is encrypted"), {}},
                       {toString(SipSecurity::SipSecured), tr("signalling is encrypted"), {}},
                       {toString(SipSecurity::Secured), tr("signalling and voice are encrypted"), {}}}),
            [](const Group &known) { return known.security ? toString(*known.security) : QString(); },
            [](GroupChange &change, const QString &value) { change.security = fromWord(value, kSipSecurities); });
    form.rows << groups.text(notesRow(), &Group::notes, &GroupChange::notes);
    return form;
}

} // namespace portolan
