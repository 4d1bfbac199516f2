// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "ipaddress.h"
#include "topology.h"

#include "model/json/plaintext.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

namespace portolan {

namespace {

struct TopologyChecking {
    Q_DECLARE_TR_FUNCTIONS(portolan::TopologyChecking)
};

/// Beyond this many faults looking for a similar id costs more than anybody reads.
constexpr qsizetype kMostSuggestions = 20;

struct AddressKey {
    IpAddress address;
    friend bool operator==(const AddressKey &, const AddressKey &) = default;
};

size_t qHash(const AddressKey &key, size_t seed = 0)
{
    return qHashBits(key.address.data(), key.address.size(), seed);
}

/// What people call a server in a message: the name for them, the id for finding it.
QString called(const Server &server)
{
    return server.name == server.id ? quoted(server.id)
                                    : TopologyChecking::tr("%1 (%2)").arg(quoted(server.name), server.id);
}

class Checker
{
public:
    Checker(const Topology &topology, const Catalog &catalog) : m_topology(topology), m_catalog(catalog)
    {
        for (const Role &role : catalog.roles())
            m_roleIds << role.id;
    }

    Errors check()
    {
        m_index.reserve(m_topology.servers.size());
        for (qsizetype i = 0; i < m_topology.servers.size(); ++i)
            checkServer(m_topology.servers[i], i);
        for (qsizetype i = 0; i < m_topology.groups.size(); ++i)
            checkGroup(m_topology.groups[i], itemPlace(QStringLiteral("groups"), i));
        return std::move(m_errors);
    }

private:
    void add(ErrorCode code, const QString &place, const QString &detail)
    {
        Error error;
        error.code = code;
        error.place = place;
        error.detail = detail;
        m_errors << error;
    }

    void checkServer(const Server &server, qsizetype index);
    void checkRoles(const Server &server, const QString &place);
    void checkAddresses(const Server &server, qsizetype index);
    void checkGroup(const Group &group, const QString &place);
    void checkMember(const Group &group, const QString &id, const QString &place);
    void checkSubscription(const Group &group, const QString &place);

    const Topology &m_topology;
    const Catalog &m_catalog;
    QStringList m_roleIds;
    Errors m_errors;
    QHash<QString, qsizetype> m_index; ///< of servers by id
    QHash<QString, qsizetype> m_names;
    QHash<AddressKey, qsizetype> m_addresses;
    QSet<QString> m_sitesWithServers;
    QHash<QString, QString> m_dagOf; ///< server id to the id of a DAG
};

void Checker::checkServer(const Server &server, qsizetype index)
{
    m_index.insert(server.id, index);
    m_sitesWithServers.insert(server.site);
    const QString name = server.name.toCaseFolded();
    const auto other = m_names.constFind(name);
    if (other == m_names.constEnd()) {
        m_names.insert(name, index);
    } else {
        add(ErrorCode::DuplicateId, QStringLiteral("servers[%1].name").arg(index),
            TopologyChecking::tr("The server %1 has the name %2 already; nobody could tell them apart.")
                .arg(m_topology.servers[*other].id, quoted(server.name)));
    }
    checkRoles(server, QStringLiteral("servers[%1].roles").arg(index));
    checkAddresses(server, index);
}

void Checker::checkRoles(const Server &server, const QString &place)
{
    if (server.roles.isEmpty())
        add(ErrorCode::BadValue, place,
            TopologyChecking::tr("The server %1 has no role, so nothing follows from it.").arg(called(server)));
    for (qsizetype i = 0; i < server.roles.size(); ++i) {
        const QString &role = server.roles[i];
        if (m_catalog.roleIndex(role) < 0) {
            add(ErrorCode::UnknownReference, itemPlace(place, i),
                TopologyChecking::tr("The port reference %1 has no role %2.").arg(quoted(m_catalog.id()), quoted(role))
                    + (m_errors.size() < kMostSuggestions ? didYouMean(role, m_roleIds) : QString()));
        }
        if (server.roles.indexOf(role) < i)
            add(ErrorCode::DuplicateId, itemPlace(place, i),
                TopologyChecking::tr("The role %1 stands here twice.").arg(quoted(role)));
    }
}

void Checker::checkAddresses(const Server &server, qsizetype index)
{
    for (qsizetype i = 0; i < server.addresses.size(); ++i) {
        const std::optional<IpAddress> address = parseIpAddress(server.addresses[i]);
        if (!address)
            continue;
        const auto other = m_addresses.constFind({*address});
        if (other == m_addresses.constEnd()) {
            m_addresses.insert({*address}, index);
            continue;
        }
        const QString detail = *other == index
            ? TopologyChecking::tr("The address %1 stands here twice.").arg(server.addresses[i])
            : TopologyChecking::tr("The server %1 has the address %2 too.")
                  .arg(called(m_topology.servers[*other]), server.addresses[i]);
        add(ErrorCode::DuplicateId, QStringLiteral("servers[%1].addresses[%2]").arg(index).arg(i), detail);
    }
}

void Checker::checkGroup(const Group &group, const QString &place)
{
    if (m_catalog.groupMemberRole(toString(group.kind)) < 0) {
        add(ErrorCode::UnknownReference, memberPlace(place, u"kind"),
            TopologyChecking::tr("The port reference %1 has no groups of the kind %2.")
                .arg(quoted(m_catalog.id()), quoted(toString(group.kind))));
    }
    if (group.kind == GroupType::EdgeSubscription)
        checkSubscription(group, place);
    if (group.members.isEmpty())
        add(ErrorCode::BadValue, memberPlace(place, u"members"),
            TopologyChecking::tr("The group %1 has no members.").arg(quoted(group.name)));
    QSet<QString> seen;
    for (qsizetype i = 0; i < group.members.size(); ++i) {
        const QString where = itemPlace(memberPlace(place, u"members"), i);
        if (seen.contains(group.members[i])) {
            add(ErrorCode::DuplicateId, where,
                TopologyChecking::tr("The server %1 stands here twice.").arg(quoted(group.members[i])));
            continue;
        }
        seen.insert(group.members[i]);
        checkMember(group, group.members[i], where);
    }
    if (group.kind == GroupType::Dag && !group.witness.isEmpty() && seen.contains(group.witness)) {
        add(ErrorCode::BadValue, memberPlace(place, u"witness"),
            TopologyChecking::tr("The witness %1 is a member of the group itself; it has to be another server.")
                .arg(quoted(group.witness)));
    }
}

void Checker::checkMember(const Group &group, const QString &id, const QString &place)
{
    const qsizetype index = m_index.value(id, -1);
    if (index < 0)
        return;
    const Server &server = m_topology.servers[index];
    const int role = m_catalog.groupMemberRole(toString(group.kind));
    if (role >= 0 && !server.roles.contains(m_catalog.roles()[role].id)) {
        add(ErrorCode::BadValue, place,
            TopologyChecking::tr("The server %1 does not have the role %2 that members of such a group need.")
                .arg(called(server), m_catalog.roles()[role].label));
    }
    if (group.kind != GroupType::Dag)
        return;
    const auto dag = m_dagOf.constFind(id);
    if (dag == m_dagOf.constEnd()) {
        m_dagOf.insert(id, group.id);
    } else {
        add(ErrorCode::DuplicateId, place,
            TopologyChecking::tr(
                "The server %1 is a member of the group %2 already; it can be in one of this kind only.")
                .arg(called(server), quoted(*dag)));
    }
}

void Checker::checkSubscription(const Group &group, const QString &place)
{
    if (group.site.isEmpty()) {
        add(ErrorCode::MissingKey, memberPlace(place, u"site"),
            TopologyChecking::tr("The group %1 has no site, so nothing follows from it.").arg(quoted(group.name)));
    } else if (!m_sitesWithServers.contains(group.site)) {
        add(ErrorCode::BadValue, memberPlace(place, u"site"),
            TopologyChecking::tr("The site %1 has no servers, so nobody there could use the group %2.")
                .arg(quoted(group.site), quoted(group.name)));
    }
}

} // namespace

Errors checkTopology(const Topology &topology, const Catalog &catalog)
{
    return Checker(topology, catalog).check();
}

} // namespace portolan
