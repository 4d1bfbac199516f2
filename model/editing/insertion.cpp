// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "insertion.h"

#include "model/editing/editing.h"
#include "model/editing/names.h"
#include "model/editing/parts.h"
#include "model/topology/ipaddress.h"
#include "model/topology/topologyrules.h"

#include <QSet>

namespace portolan {

namespace {

/// The same for one address however it is spelled.
QByteArray keyOf(const QString &address)
{
    const std::optional<IpAddress> parsed = parseIpAddress(address);
    return parsed ? QByteArray(reinterpret_cast<const char *>(parsed->data()), qsizetype(parsed->size()))
                  : address.toUtf8();
}

class Inserter
{
public:
    Inserter(Topology topology, const Insertion &insertion)
        : m_topology(std::move(topology)), m_insertion(insertion), m_part(insertion.part), m_names(m_topology),
          m_sites(insertion.sites)
    {
        for (const Server &server : std::as_const(m_topology.servers)) {
            noteHost(server.fqdn);
            for (const QString &address : server.addresses)
                m_addresses.insert(keyOf(address));
        }
        for (const Group &group : std::as_const(m_topology.groups)) {
            noteHost(group.fqdn);
            for (const QString &address : group.addresses)
                m_addresses.insert(keyOf(address));
        }
        m_knownSites = idSet(m_topology.sites);
        m_knownServers = idSet(m_topology.servers);
    }

    Topology insert()
    {
        for (const Site &site : m_part.sites) {
            if (!m_sites.contains(site.id))
                insert(site);
        }
        for (const Server &server : m_part.servers)
            insert(server);
        for (const Link &link : m_part.links)
            insert(link);
        for (const Group &group : m_part.groups)
            insert(group);
        return std::move(m_topology);
    }

private:
    void noteHost(const QString &fqdn)
    {
        if (!fqdn.isEmpty())
            m_hosts.insert(fqdn.toCaseFolded());
    }

    /// The id under which it is in the topology now; empty: it is not.
    static QString followed(const QString &id, const QHash<QString, QString> &inserted, const QSet<QString> &known)
    {
        const auto found = inserted.constFind(id);
        if (found != inserted.constEnd())
            return *found;
        return known.contains(id) ? id : QString();
    }

    QString siteOf(const QString &id) const { return followed(id, m_sites, m_knownSites); }
    QString serverOf(const QString &id) const { return followed(id, m_servers, m_knownServers); }

    QStringList serversOf(const QStringList &ids) const
    {
        QStringList result;
        for (const QString &id : ids) {
            if (const QString now = serverOf(id); !now.isEmpty())
                result << now;
        }
        return result;
    }

    /// A FQDN for a server that was called `before`.
    QString fqdnFor(const QString &fqdn, const QString &before, const QString &name) const
    {
        if (!m_hosts.contains(fqdn.toCaseFolded()))
            return fqdn;
        const qsizetype dot = fqdn.indexOf(u'.');
        const QString label = dot < 0 ? fqdn : fqdn.first(dot);
        if (label.compare(before, Qt::CaseInsensitive) != 0)
            return {};
        const bool isLower = label == label.toLower();
        QString next = isLower ? name.toLower() : name;
        next += dot < 0 ? QString() : fqdn.sliced(dot);
        return hostNameFault(next).isEmpty() && !m_hosts.contains(next.toCaseFolded()) ? next : QString();
    }

    QStringList freeAddresses(QStringList addresses)
    {
        addresses.removeIf([this](const QString &address) { return m_addresses.contains(keyOf(address)); });
        for (const QString &address : std::as_const(addresses))
            m_addresses.insert(keyOf(address));
        return addresses;
    }

    void insert(Site site)
    {
        const QString before = site.id;
        site.name = m_names.siteName(site.name);
        site.id = m_names.idLike(before, site.name, QStringLiteral("site"));
        m_sites.insert(before, site.id);
        m_topology.sites << site;
    }

    void insert(Server server)
    {
        const QString id = server.id;
        const QString name = server.name;
        server.site = siteOf(server.site);
        if (server.site.isEmpty() || m_topology.servers.size() >= kMostServers)
            return;
        server.name = m_names.serverName(name);
        server.id = m_names.idLike(id, server.name, QStringLiteral("server"));
        server.fqdn = fqdnFor(server.fqdn, name, server.name);
        noteHost(server.fqdn);
        server.addresses = freeAddresses(server.addresses);
        m_servers.insert(id, server.id);
        m_topology.servers << server;
    }

    void insert(Link link)
    {
        link.first = siteOf(link.first);
        link.second = siteOf(link.second);
        const bool isWhole = !link.first.isEmpty() && !link.second.isEmpty();
        if (!isWhole || link.first == link.second || findLink(m_topology, endsOf(link)))
            return;
        m_topology.links << link;
    }

    void insert(Group group)
    {
        const QString id = group.id;
        group.name = m_names.groupName(group.name);
        group.id = m_names.idLike(id, group.name, QStringLiteral("group"));
        group.members = serversOf(group.members);
        group.gateways = serversOf(group.gateways);
        group.witness = serverOf(group.witness);
        group.alternateWitness = serverOf(group.alternateWitness);
        const auto meant = m_insertion.groupSites.constFind(group.site);
        group.site = meant == m_insertion.groupSites.constEnd() ? siteOf(group.site) : *meant;
        group.addresses = freeAddresses(group.addresses);
        if (m_hosts.contains(group.fqdn.toCaseFolded()))
            group.fqdn.clear();
        noteHost(group.fqdn);
        m_topology.groups << group;
    }

    Topology m_topology;
    const Insertion &m_insertion;
    const Topology &m_part;
    NameSupply m_names;
    QHash<QString, QString> m_sites; ///< the part's ids to the topology's
    QHash<QString, QString> m_servers;
    QSet<QString> m_knownSites; ///< that were there before
    QSet<QString> m_knownServers;
    QSet<QString> m_hosts; ///< case folded
    QSet<QByteArray> m_addresses;
};

} // namespace

Topology inserted(Topology topology, const Insertion &insertion)
{
    return Inserter(std::move(topology), insertion).insert();
}

} // namespace portolan
