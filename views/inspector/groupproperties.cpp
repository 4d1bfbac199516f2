// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/topology/topologyformat.h"
#include "views/inspector/propertybinding.h"
#include "views/inspector/propertyvalues.h"
#include "views/outline/drawnicon.h"
#include "views/tables/displaytext.h"

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
    QList<PropertyChoice> fitting;
    QList<PropertyChoice> others;
    for (const Server &server : topology.servers) {
        const int first = server.roles.isEmpty() ? -1 : catalog.roleIndex(server.roles.front());
        const QIcon icon = first < 0
            ? drawnIcon(QStringLiteral("server"), style.quietText)
            : drawnIcon(catalog.roles().at(first).icon, style.hue(catalog.roles().at(first).color));
        const QString text = tr("%1 · %2").arg(displayText(server.name), displayText(siteNames.value(server.site)));
        (server.roles.contains(role) ? fitting : others) << PropertyChoice{server.id, text, icon};
    }
    return fitting + others;
}

QString roleOf(const Catalog &catalog, GroupType kind)
{
    const int role = catalog.groupMemberRole(toString(kind));
    return role < 0 ? QString() : catalog.roles().at(role).id;
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
    form.title = tr("%1 groups").arg(ids.size());
    form.subtitle = tr("Select one group to change its members and more.");
    const PropertyBinding<Group> groups(&Topology::groups, ids, form.title);
    const auto group = std::find_if(topology.groups.begin(), topology.groups.end(),
                                    [&](const Group &known) { return known.id == ids.front(); });
    if (ids.size() > 1 || group == topology.groups.end()) {
        form.rows << groups.text(notes(), &Group::notes);
        return form;
    }
    const GroupType kind = group->kind;
    form.title = group->name;
    form.subtitle = catalog.groupLabel(toString(kind));
    const PropertyBinding<Group> one(&Topology::groups, ids, form.title);
    const QList<PropertyChoice> servers = serverChoices(topology, catalog, roleOf(catalog, kind), style);
    QList<PropertyChoice> serverOrNone = servers;
    serverOrNone.prepend({{}, tr("none"), {}});

    form.rows << one.text(line(QStringLiteral("name"), tr("Name"), PropertyKind::Name), &Group::name);
    PropertyRow members;
    members.key = QStringLiteral("members");
    members.label = tr("Members");
    members.choices = servers;
    form.rows << one.ticks(members, &Group::members);
    if (isKeyOf(kind, u"site")) {
        PropertyRow site = choice(QStringLiteral("site"),
                                  kind == GroupType::CasArray ? tr("Site that it serves") : tr("Subscribed site"), {});
        if (kind == GroupType::CasArray)
            site.choices << PropertyChoice{{}, tr("none"), {}};
        for (const Site &known : topology.sites)
            site.choices << PropertyChoice{known.id, displayText(known.name),
                                           drawnIcon(QStringLiteral("site-") + toString(known.kind), style.quietText)};
        form.rows << one.text(site, &Group::site);
    }
    if (isKeyOf(kind, u"witness"))
        form.rows << one.text(choice(QStringLiteral("witness"), tr("Witness server"), serverOrNone), &Group::witness);
    if (isKeyOf(kind, u"alternateWitness"))
        form.rows << one.text(choice(QStringLiteral("alternateWitness"), tr("Alternate witness server"), serverOrNone),
                              &Group::alternateWitness);
    if (isKeyOf(kind, u"replicationPort")) {
        PropertyRow port = line(QStringLiteral("replicationPort"), tr("Replication port"), PropertyKind::Port);
        port.placeholder = QString::number(kDefaultReplicationPort);
        form.rows << one.row(
            port,
            [](const Group &known) {
                return known.replicationPort ? QString::number(*known.replicationPort) : QString();
            },
            [](Group &known, const QString &value) {
                const ushort number = value.trimmed().toUShort();
                known.replicationPort = number > 0 ? std::optional(number) : std::nullopt;
            });
    }
    if (isKeyOf(kind, u"addresses"))
        form.rows << one.row(
            line(QStringLiteral("addresses"), tr("Addresses"), PropertyKind::Addresses),
            [](const Group &known) { return textOf(known.addresses); },
            [](Group &known, const QString &value) { known.addresses = listFrom(value); });
    if (isKeyOf(kind, u"fqdn"))
        form.rows << one.text(line(QStringLiteral("fqdn"), tr("Full name (FQDN)"), PropertyKind::HostName),
                              &Group::fqdn);
    if (isKeyOf(kind, u"loadBalancer"))
        form.rows << one.row(
            choice(QStringLiteral("loadBalancer"), tr("Load balancer"),
                   {{{}, tr("not said"), {}},
                    {toString(LoadBalancer::None), tr("none"), {}},
                    {toString(LoadBalancer::Nlb), tr("Windows NLB on the members"), {}},
                    {toString(LoadBalancer::External), tr("another device"), {}}}),
            [](const Group &known) { return known.loadBalancer ? toString(*known.loadBalancer) : QString(); },
            [](Group &known, const QString &value) { known.loadBalancer = fromWord(value, kLoadBalancers); });
    if (isKeyOf(kind, u"gateways")) {
        PropertyRow gateways;
        gateways.key = QStringLiteral("gateways");
        gateways.label = tr("IP gateways");
        gateways.choices = servers;
        form.rows << one.ticks(gateways, &Group::gateways);
    }
    if (isKeyOf(kind, u"security"))
        form.rows << one.row(
            choice(QStringLiteral("security"), tr("Between gateways and servers"),
                   {{{}, tr("not said"), {}},
                    {toString(SipSecurity::Unsecured), tr("nothing is encrypted"), {}},
                    {toString(SipSecurity::SipSecured), tr("signalling is encrypted"), {}},
                    {toString(SipSecurity::Secured), tr("signalling and voice are encrypted"), {}}}),
            [](const Group &known) { return known.security ? toString(*known.security) : QString(); },
            [](Group &known, const QString &value) { known.security = fromWord(value, kSipSecurities); });
    form.rows << one.text(notes(), &Group::notes);
    return form;
}

} // namespace portolan
