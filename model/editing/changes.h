// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/parts.h"
#include "model/editing/topologyedit.h"

#include <optional>

namespace portolan {

// What becomes of one or many; fields that are not set stay as they are. A value that the reader would refuse (see
// fieldchecks.h) is left out, in whole: the document keeps what it has.

struct SiteChange {
    std::optional<QString> name;
    std::optional<SiteKind> kind;
    std::optional<QString> organization;
    std::optional<bool> internetFacing;
    std::optional<QString> notes;
};

struct LinkChange {
    std::optional<int> cost;
    std::optional<bool> tlsDisabled;
    std::optional<bool> filtered;
};

struct ServerChange {
    std::optional<QString> name;
    std::optional<QString> site; ///< moves them
    std::optional<QStringList> roles; ///< all that they have; for one more or less see giveRole()
    std::optional<QString> fqdn;
    std::optional<QStringList> addresses;
    std::optional<std::optional<PortRange>> dynamicPorts; ///< to nothing: the default
    std::optional<QString> version;
    std::optional<QString> operatingSystem;
    std::optional<QString> domain;
    std::optional<bool> readOnly;
    std::optional<std::optional<SipStartup>> sipStartup;
    std::optional<QString> notes;
};

/// Fields that groups of a kind do not have are left out.
struct GroupChange {
    std::optional<QString> name;
    std::optional<GroupType> kind; ///< what the new kind does not have goes
    std::optional<QStringList> members;
    std::optional<QString> site;
    std::optional<std::optional<quint16>> replicationPort;
    std::optional<QString> witness;
    std::optional<QString> alternateWitness;
    std::optional<QStringList> addresses;
    std::optional<QString> fqdn;
    std::optional<std::optional<LoadBalancer>> loadBalancer;
    std::optional<QStringList> gateways;
    std::optional<std::optional<SipSecurity>> security;
    std::optional<QString> notes;
};

struct DocumentChange {
    std::optional<QString> name;
    std::optional<QString> catalog;
    std::optional<QList<ChartView>> views;
};

TopologyEdit changeSites(const Topology &now, const QStringList &ids, const SiteChange &change);
TopologyEdit changeLinks(const Topology &now, const QList<LinkEnds> &links, const LinkChange &change);
TopologyEdit changeServers(const Topology &now, const QStringList &ids, const ServerChange &change);
TopologyEdit changeGroups(const Topology &now, const QStringList &ids, const GroupChange &change);
TopologyEdit changeDocument(const DocumentChange &change);

/// Whatever the id is of: a site, server or group. Its id stays.
TopologyEdit renamePart(const Topology &now, const QString &id, const QString &name);
TopologyEdit moveServers(const Topology &now, const QStringList &ids, const QString &site);
TopologyEdit giveRole(const Topology &now, const Catalog &catalog, const QStringList &servers, const QString &role);
TopologyEdit takeRole(const Topology &now, const Catalog &catalog, const QStringList &servers, const QString &role);
/// Servers join a group or leave it; its other members stay.
TopologyEdit addMembers(const Topology &now, const QString &group, const QStringList &servers);
TopologyEdit removeMembers(const Topology &now, const QString &group, const QStringList &servers);
/// The key under which steps of a field being typed become one; see History::push().
QString mergeKey(const QStringList &ids, QStringView field);

/// One with the same rule and about the same things is replaced.
TopologyEdit acceptFinding(const AcceptedFinding &accepted);
TopologyEdit takeBackAcceptance(const QString &rule, const QStringList &about);

} // namespace portolan
