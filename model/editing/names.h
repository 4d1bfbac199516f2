// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/topology/topology.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

namespace portolan {

/// A name with the number that it ends in: "MBX" and 1, written "01".
struct NumberedName {
    QString stem; ///< "HQ-MBX", "Outlook " (with what stands between stem and number)
    int number = 0; ///< 0: it has none
    int width = 0; ///< digits, zeros in front included
};
/// Numbers of more than nine digits belong to the stem.
NumberedName numberedName(const QString &name);

/// What the id of something called that could be: "Büro 1/2" gives "buro-1-2". Letters of other scripts fall out;
/// `fallback` (an id itself) where nothing is left.
QString idFromName(const QString &name, const QString &fallback);

/// Gives names and ids that nothing in a topology has, and no other one that it gave.
class NameSupply
{
public:
    explicit NameSupply(const Topology &topology);

    /// From the name, with a number behind it where it is taken: "hub1", "hub1-2".
    QString idFor(const QString &name, const QString &fallback);
    /// `wanted` itself where it is a free id, otherwise as idFor().
    QString idLike(const QString &wanted, const QString &name, const QString &fallback);

    /// `wanted` itself where it is free, whatever the case of its letters; otherwise the next of its series: behind
    /// the highest number that the stem has, as wide: "HUB3" for "HUB1", "MBX02" for "MBX01", "Outlook 2".
    QString serverName(const QString &wanted);
    /// The next free one that counts on from `previous`, whatever others have: "MBX02" after "MBX01".
    QString serverNameAfter(const QString &previous);
    QString siteName(const QString &wanted);
    QString groupName(const QString &wanted);

private:
    /// The names of one kind of things.
    class Names
    {
    public:
        void add(const QString &name);
        QString take(const QString &wanted);
        QString takeAfter(const QString &previous);

    private:
        QString takeNext(NumberedName last);

        QSet<QString> m_taken; ///< case folded
        QHash<QString, NumberedName> m_highest; ///< by case folded stem
    };

    QSet<QString> m_ids;
    Names m_servers;
    Names m_sites;
    Names m_groups;
};

/// The short label of the role that a server is named for: its first that is a server's; "SERVER" where it has none.
/// For populations of clients the label: "Outlook".
QString roleName(const Catalog &catalog, const QStringList &roles);

/// What a new server with these roles in that site could be called: the next in the series of its like there
/// ("HQ-MBX4" where HQ-MBX3 is), else one as the other sites have ("BR-MBX1"), else "MBX1".
QString serverNameFor(const Topology &topology, const Catalog &catalog, const QStringList &roles, const QString &site);
QString siteNameFor(const Topology &topology, SiteKind kind);
/// "DAG2", "Edge subscription 2".
QString groupNameFor(const Topology &topology, const Catalog &catalog, GroupType kind);

} // namespace portolan
