// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "changes.h"

#include "model/editing/editing.h"
#include "model/json/plaintext.h"
#include "model/topology/topologyformat.h"
#include "model/topology/topologyrules.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>

namespace portolan {

namespace {

struct Changing {
    Q_DECLARE_TR_FUNCTIONS(portolan::Changing)
};

template <typename T, typename V>
void set(T &field, const std::optional<V> &value)
{
    if (value)
        field = *value;
}

/// What a step name calls the one field that changes; several: "properties".
class FieldNames
{
public:
    template <typename T>
    FieldNames &add(const std::optional<T> &value, const QString &name)
    {
        if (value) {
            ++m_count;
            m_name = name;
        }
        return *this;
    }
    QString name() const { return m_count == 1 ? m_name : Changing::tr("properties"); }

private:
    int m_count = 0;
    QString m_name;
};

/// Changes the items with these ids, each only where the changed one is valid and another. Leaves a list that nothing
/// changes in alone, so that it stays shared.
template <typename T>
void change(QList<T> &list, const QSet<QString> &ids, const std::function<void(T &)> &change)
{
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (!ids.contains(std::as_const(list)[i].id))
            continue;
        T item = std::as_const(list)[i];
        change(item);
        if (isValid(item) && !(item == std::as_const(list)[i]))
            list[i] = std::move(item);
    }
}

QString textFor(const Topology &now, const Parts &parts, const FieldNames &fields, const std::optional<QString> &name)
{
    const QString names = namesOf(now, parts);
    if (name && parts.ids.size() == 1 && fields.name() == Changing::tr("name"))
        return Changing::tr("Rename %1 to %2").arg(names, shortName(*name));
    return Changing::tr("Change %1 of %2").arg(fields.name(), names);
}

FieldNames fieldsOf(const SiteChange &change)
{
    return FieldNames()
        .add(change.name, Changing::tr("name"))
        .add(change.kind, Changing::tr("kind"))
        .add(change.organization, Changing::tr("organization"))
        .add(change.internetFacing, Changing::tr("Internet access"))
        .add(change.notes, Changing::tr("notes"));
}

FieldNames fieldsOf(const LinkChange &change)
{
    return FieldNames()
        .add(change.cost, Changing::tr("cost"))
        .add(change.tlsDisabled, Changing::tr("TLS"))
        .add(change.filtered, Changing::tr("filtering"));
}

FieldNames fieldsOf(const ServerChange &change)
{
    return FieldNames()
        .add(change.name, Changing::tr("name"))
        .add(change.site, Changing::tr("site"))
        .add(change.roles, Changing::tr("roles"))
        .add(change.fqdn, Changing::tr("FQDN"))
        .add(change.addresses, Changing::tr("addresses"))
        .add(change.dynamicPorts, Changing::tr("dynamic ports"))
        .add(change.version, Changing::tr("version"))
        .add(change.operatingSystem, Changing::tr("operating system"))
        .add(change.domain, Changing::tr("domain"))
        .add(change.readOnly, Changing::tr("read-only"))
        .add(change.sipStartup, Changing::tr("SIP startup mode"))
        .add(change.notes, Changing::tr("notes"));
}

FieldNames fieldsOf(const GroupChange &change)
{
    return FieldNames()
        .add(change.name, Changing::tr("name"))
        .add(change.kind, Changing::tr("kind"))
        .add(change.members, Changing::tr("members"))
        .add(change.site, Changing::tr("site"))
        .add(change.replicationPort, Changing::tr("replication port"))
        .add(change.witness, Changing::tr("witness"))
        .add(change.alternateWitness, Changing::tr("alternate witness"))
        .add(change.addresses, Changing::tr("addresses"))
        .add(change.fqdn, Changing::tr("FQDN"))
        .add(change.loadBalancer, Changing::tr("load balancer"))
        .add(change.gateways, Changing::tr("gateways"))
        .add(change.security, Changing::tr("security"))
        .add(change.notes, Changing::tr("notes"));
}

void apply(const SiteChange &change, Site &site)
{
    set(site.name, change.name);
    set(site.kind, change.kind);
    set(site.organization, change.organization);
    set(site.internetFacing, change.internetFacing);
    set(site.notes, change.notes);
}

void apply(const LinkChange &change, Link &link)
{
    set(link.cost, change.cost);
    set(link.tlsDisabled, change.tlsDisabled);
    set(link.filtered, change.filtered);
}

void apply(const ServerChange &change, Server &server)
{
    set(server.name, change.name);
    set(server.site, change.site);
    set(server.roles, change.roles);
    set(server.fqdn, change.fqdn);
    set(server.addresses, change.addresses);
    set(server.dynamicPorts, change.dynamicPorts);
    set(server.version, change.version);
    set(server.operatingSystem, change.operatingSystem);
    set(server.domain, change.domain);
    set(server.readOnly, change.readOnly);
    set(server.sipStartup, change.sipStartup);
    set(server.notes, change.notes);
}

void apply(const GroupChange &change, Group &group)
{
    set(group.name, change.name);
    set(group.kind, change.kind);
    set(group.members, change.members);
    set(group.site, change.site);
    set(group.replicationPort, change.replicationPort);
    set(group.witness, change.witness);
    set(group.alternateWitness, change.alternateWitness);
    set(group.addresses, change.addresses);
    set(group.fqdn, change.fqdn);
    set(group.loadBalancer, change.loadBalancer);
    set(group.gateways, change.gateways);
    set(group.security, change.security);
    set(group.notes, change.notes);
}

} // namespace

TopologyEdit changeSites(const Topology &now, const QStringList &ids, const SiteChange &change)
{
    return {textFor(now, {ids, {}, {}}, fieldsOf(change), change.name), [ids, change](Topology topology) {
                portolan::change<Site>(topology.sites, setOf(ids), [&](Site &site) { apply(change, site); });
                return topology;
            }};
}

TopologyEdit changeLinks(const Topology &now, const QList<LinkEnds> &links, const LinkChange &change)
{
    return {textFor(now, {{}, links, {}}, fieldsOf(change), {}), [links, change](Topology topology) {
                for (qsizetype i = 0; i < topology.links.size(); ++i) {
                    Link link = std::as_const(topology.links)[i];
                    apply(change, link);
                    if (links.contains(endsOf(link)) && isValid(link))
                        topology.links[i] = link;
                }
                return topology;
            }};
}

TopologyEdit changeServers(const Topology &now, const QStringList &ids, const ServerChange &change)
{
    return {textFor(now, {ids, {}, {}}, fieldsOf(change), change.name), [ids, change](Topology topology) {
                if (!change.site || findSite(topology, *change.site))
                    portolan::change<Server>(topology.servers, setOf(ids),
                                             [&](Server &server) { apply(change, server); });
                return topology;
            }};
}

TopologyEdit changeGroups(const Topology &now, const QStringList &ids, const GroupChange &change)
{
    return {textFor(now, {ids, {}, {}}, fieldsOf(change), change.name), [ids, change](Topology topology) {
                const KnownIds known(topology);
                portolan::change<Group>(topology.groups, setOf(ids), [&](Group &group) {
                    const GroupType kind = group.kind;
                    apply(change, group);
                    dropDangling(group, known);
                    fitToKind(group);
                    if (group.kind != kind)
                        dropForeignKeys(group);
                });
                return topology;
            }};
}

TopologyEdit changeDocument(const DocumentChange &change)
{
    const FieldNames fields = FieldNames()
                                  .add(change.name, Changing::tr("the document's name"))
                                  .add(change.catalog, Changing::tr("the port reference"))
                                  .add(change.views, Changing::tr("the saved views"));
    return {Changing::tr("Change %1").arg(fields.name()), [change](Topology topology) {
                const auto isText = [](const QString &text) {
                    return textFault(text, Empty::Refused, Lines::One, kLongestName).isEmpty();
                };
                if ((change.name && !isText(*change.name)) || (change.catalog && !isText(*change.catalog))
                    || (change.views && !isValid(*change.views)))
                    return topology;
                set(topology.name, change.name);
                set(topology.catalog, change.catalog);
                if (!change.views)
                    return topology;
                topology.views = *change.views;
                for (ChartView &view : topology.views) {
                    // The file has no focus on nothing.
                    if (view.focus.on.isEmpty())
                        view.focus = {};
                }
                return topology;
            }};
}

TopologyEdit renamePart(const Topology &now, const QString &id, const QString &name)
{
    SiteChange site;
    site.name = name;
    ServerChange server;
    server.name = name;
    GroupChange group;
    group.name = name;
    if (findSite(now, id))
        return changeSites(now, {id}, site);
    return findServer(now, id) ? changeServers(now, {id}, server) : changeGroups(now, {id}, group);
}

TopologyEdit moveServers(const Topology &now, const QStringList &ids, const QString &site)
{
    ServerChange change;
    change.site = site;
    TopologyEdit edit = changeServers(now, ids, change);
    const Site *target = findSite(now, site);
    edit.text = Changing::tr("Move %1 to %2").arg(namesOf(now, {ids, {}, {}}), shortName(target ? target->name : site));
    return edit;
}

QString mergeKey(const QStringList &ids, QStringView field)
{
    return QString(ids.join(u' ') + u'\n').append(field);
}

} // namespace portolan
