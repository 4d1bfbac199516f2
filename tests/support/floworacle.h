// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/topology/topology.h"

#include <QMap>

namespace portolan::test {

/// What spec/flows.md says, word by word and pair by pair, with none of the program's derivation in it: slow and plain.
class FlowOracle
{
public:
    FlowOracle(const Catalog &catalog, const Topology &topology);

    /// "path source destination" and the indexes of the path's entries that this flow has.
    const QMap<QString, QList<int>> &flows() const { return m_flows; }
    /// Lines of the CSV after the header, sorted as the table is.
    QStringList lines() const;

private:
    bool admits(Scope scope, const DataPath &path, const QStringList &to, const Server &s, const Server &d) const;
    bool isFlow(const DataPath &path, const QStringList &to, const Server &s, const Server &d) const;
    QString nearestSite(const Site &from, const QString &role, bool internalOnly) const;
    QMap<QString, qint64> distancesFrom(const Site &from) const;
    const Site &site(const QString &id) const;
    const Server &server(const QString &id) const;
    QStringList roleIds(const QList<int> &roles) const;
    PortRange dynamicPorts(const Server &server) const;
    PortRange ports(const PortEntry &entry, const Server &opener, const Server &target) const;

    const Catalog &m_catalog;
    const Topology &m_topology;
    QMap<QString, QList<int>> m_flows;
};

} // namespace portolan::test
