// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "filtervalues.h"

#include <QCoreApplication>
#include <QHash>
#include <QMap>

#include <utility>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct FilterValues {
    Q_DECLARE_TR_FUNCTIONS(portolan::FilterValues)
};

/// A name beside an id that says the same is no news.
QString unlessSame(const QString &name, const QString &id)
{
    return name.compare(id, Qt::CaseInsensitive) == 0 ? QString() : name;
}

class NamedValues
{
public:
    NamedValues(const Catalog &catalog, const Topology &topology) : m_catalog(catalog), m_topology(topology) { }

    QList<NamedValue> take() { return std::move(m_values); }

    void addSites()
    {
        for (const Site &site : m_topology.sites)
            add(site.id, described(FilterValues::tr("site"), unlessSame(site.name, site.id)), {site.name});
    }

    void addServers()
    {
        for (const Server &server : m_topology.servers) {
            QStringList words{unlessSame(server.name, server.id)};
            for (const QString &id : server.roles) {
                const int role = m_catalog.roleIndex(id);
                words << (role < 0 ? id : m_catalog.roles()[role].label);
            }
            words.removeAll(QString());
            QStringList names{server.name, server.fqdn};
            names << server.addresses;
            add(server.id, described(FilterValues::tr("server"), words.join(u", "_s)), names);
        }
    }

    void addRoles()
    {
        for (const Role &role : m_catalog.roles())
            add(role.id, described(FilterValues::tr("role"), role.label), {role.label, role.shortLabel});
    }

    void addGroups()
    {
        for (const Group &group : m_topology.groups)
            add(group.id, described(FilterValues::tr("group"), unlessSame(group.name, group.id)), {group.name});
    }

    void addPaths()
    {
        for (const DataPath &path : m_catalog.dataPaths())
            add(path.code, path.title, {path.id});
    }

    void addTables()
    {
        for (const CatalogTable &table : m_catalog.tables())
            add(table.id, table.title, {table.label, table.prefix});
    }

    void addPorts()
    {
        QMap<std::pair<quint16, quint16>, QStringList> services;
        for (const DataPath &path : m_catalog.dataPaths()) {
            for (const PortEntry &entry : path.ports) {
                if (isDynamic(entry))
                    continue;
                QStringList &labels = services[{entry.ports.first, entry.ports.last}];
                if (const QString label = m_catalog.serviceLabel(entry.service); !labels.contains(label))
                    labels << label;
            }
        }
        for (auto port = services.constBegin(); port != services.constEnd(); ++port) {
            const auto [first, last] = port.key();
            add(first == last ? QString::number(first) : u"%1-%2"_s.arg(first).arg(last), port->join(u", "_s), {});
        }
        add(u"dynamic"_s, FilterValues::tr("ports that a server hands out as they are needed"), {});
    }

    /// Several ids can share a label; the label stands for all of them.
    void addTerms(const QList<Term> &terms)
    {
        QHash<QString, qsizetype> places;
        for (const Term &term : terms) {
            const auto found = places.constFind(term.label);
            if (found != places.constEnd()) {
                m_values[*found].names << term.id;
                continue;
            }
            places.insert(term.label, m_values.size());
            add(term.label, unlessSame(term.id, term.label), {term.id});
        }
    }

    void addFixed(FilterKey key)
    {
        for (const FixedValue &value : fixedValues(key))
            add(value.names.first(), value.description, value.names.mid(1));
    }

private:
    static QString described(const QString &what, const QString &name)
    {
        return name.isEmpty() ? what : FilterValues::tr("%1: %2", "kind of thing, its name").arg(what, name);
    }

    void add(const QString &insert, const QString &description, const QStringList &names)
    {
        NamedValue value{insert, description, {insert}};
        for (const QString &name : names) {
            if (!name.isEmpty())
                value.names << name;
        }
        m_values << value;
    }

    const Catalog &m_catalog;
    const Topology &m_topology;
    QList<NamedValue> m_values;
};

} // namespace

QList<NamedValue> namedValues(FilterKey key, const Catalog &catalog, const Topology &topology)
{
    NamedValues values(catalog, topology);
    switch (key) {
    case FilterKey::Word:
        break;
    case FilterKey::Site:
        values.addSites();
        break;
    case FilterKey::Server:
        values.addServers();
        break;
    case FilterKey::Role:
        values.addRoles();
        break;
    case FilterKey::Group:
        values.addGroups();
        break;
    case FilterKey::From:
    case FilterKey::To:
        values.addSites();
        values.addRoles();
        values.addGroups();
        values.addServers();
        break;
    case FilterKey::Path:
        values.addPaths();
        break;
    case FilterKey::Table:
        values.addTables();
        break;
    case FilterKey::Port:
        values.addPorts();
        break;
    case FilterKey::Protocol:
        values.addTerms(catalog.services());
        break;
    case FilterKey::Auth:
    case FilterKey::DefaultAuth:
        values.addTerms(catalog.authentications());
        break;
    case FilterKey::Transport:
    case FilterKey::Encryption:
    case FilterKey::Crosses:
    case FilterKey::Is:
    case FilterKey::Reachability:
        values.addFixed(key);
        break;
    }
    return values.take();
}

} // namespace portolan
