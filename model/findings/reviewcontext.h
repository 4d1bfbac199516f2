// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

#include <QCoreApplication>
#include <QHash>

#include <functional>
#include <span>
#include <vector>

namespace portolan {

/// Sentences of findings, to be translated.
class FindingText
{
    Q_DECLARE_TR_FUNCTIONS(portolan::FindingText)
};

/// A topology with its ids resolved and its names ready for sentences, for the checks of one review. Lives as long as
/// that; holds references.
class ReviewContext
{
public:
    explicit ReviewContext(const FlowSet &flows);
    ReviewContext(const ReviewContext &) = delete;
    ReviewContext &operator=(const ReviewContext &) = delete;

    const Catalog &catalog() const { return m_flows.catalog(); }
    const Topology &topology() const { return m_flows.topology(); }
    const FlowSet &flows() const { return m_flows; }

    int siteCount() const { return static_cast<int>(topology().sites.size()); }
    int serverCount() const { return static_cast<int>(topology().servers.size()); }
    const Site &site(int index) const { return topology().sites[index]; }
    const Server &server(int index) const { return topology().servers[index]; }
    int siteIndex(const QString &id) const { return m_sites.value(id, -1); }
    int serverIndex(const QString &id) const { return m_servers.value(id, -1); }
    int siteOf(int server) const { return m_flows.siteOf(static_cast<quint32>(server)); } ///< -1: nowhere
    const std::vector<int> &serversIn(int site) const { return m_inSite[static_cast<size_t>(site)]; }

    /// Of the organization that is being planned.
    bool isOwn(int site) const { return site >= 0 && topology().sites[site].organization.isEmpty(); }
    bool isInternal(int site) const { return topology().sites[site].kind == SiteKind::Internal; }
    bool isOwnServer(int server) const { return isOwn(siteOf(server)); }
    /// Two sites with the same kind and organization; a border stands between others.
    bool isSameZone(int siteA, int siteB) const;

    bool hasRole(int server, const QList<int> &roles) const;
    std::vector<int> serversWith(const QList<int> &roles) const; ///< of the own organization
    std::vector<int> serversWith(const QList<int> &roles, int site) const;
    /// Members of a group that there are, each once, in its order.
    std::vector<int> members(const Group &group) const { return resolved(group.members); }
    std::vector<int> resolved(const QStringList &servers) const;
    /// Groups of the kind with the places they have among all.
    void forEachGroup(const QString &kind, const std::function<void(const Group &, int)> &visit) const;

    /// For sentences: quoted, with what could hide or turn text written out.
    QString siteName(int index) const;
    QString serverName(int index) const;
    QString serverNames(std::span<const int> servers) const; ///< the first few and how many more
    QString siteNames(std::span<const int> sites) const;
    QString roleNames(const QList<int> &roles) const; ///< "Client Access or Hub Transport"

private:
    const FlowSet &m_flows;
    QHash<QString, int> m_sites;
    QHash<QString, int> m_servers;
    std::vector<std::vector<int>> m_inSite;
};

/// "a, b and 3 more".
QString shortList(const QStringList &texts);
QString groupName(const Group &group);
/// JSON place of a member of an object in the file's list of groups.
QString groupPlace(int group, QStringView key);

} // namespace portolan
