// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/names.h"
#include "model/importers/importplan.h"
#include "model/topology/ipaddress.h"

namespace portolan {

/// Sites by what files call them: those of the document, by name or id in whatever case, and new ones, which come into
/// being when they are first named.
class SiteBook
{
public:
    SiteBook(const Topology &topology, NameSupply &names);

    /// The id for a name that is not empty.
    QString idOf(const QString &name, const ImportPlace &place);
    /// The id of the only perimeter site, a new one where there is none; empty: there are several.
    QString perimeter(const ImportPlace &place);
    QString nameOf(const QString &id) const { return m_names.value(id, id); }
    bool isNew(const QString &id) const { return m_newIndex.contains(id); }

    /// The site is wanted for itself, not because something stands in it.
    void list(const QString &id, const ImportPlace &place);
    bool isListed(const QString &id) const { return m_listed.contains(id); }
    /// Something that is taken over stands in it.
    void use(const QString &id) { m_used.insert(id); }

    void addSubnet(const SubnetFacts &subnet);
    /// The name of the site whose subnet is the smallest that holds one of the addresses; or empty.
    QString siteOf(const QStringList &addresses) const;

    /// New sites, and those of the document that a file lists.
    QList<ImportItem> items(const ImportChoices &choices) const;

private:
    struct Subnet {
        IpAddress network{};
        int bits = 0;
        QString site;
    };
    QString add(const QString &name, SiteKind kind, const ImportPlace &place);

    const Topology &m_topology;
    NameSupply &m_supply;
    QHash<QString, QString> m_ids; ///< by name and id, case folded
    QHash<QString, QString> m_names;
    QList<Site> m_new;
    QHash<QString, int> m_newIndex;
    QHash<QString, QList<ImportPlace>> m_places;
    QSet<QString> m_listed;
    QSet<QString> m_used;
    QList<Subnet> m_subnets;
};

} // namespace portolan
