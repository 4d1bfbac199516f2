// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/error.h"
#include "model/json/jsonvalue.h"
#include "model/topology/chartview.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace portolan {

/// An object as it stood in the file: keeps unknown keys, the order of keys and defaults written out, for writing back.
/// Null where the object was made in this program.
using JsonOrigin = std::shared_ptr<const JsonValue>;

enum class SiteKind { Internal, Perimeter, External };

// Values are equal where they say the same: what they were read from (origin, source) does not count.

struct Site {
    QString id; ///< [a-z0-9][a-z0-9._-]*, unique over sites, servers and groups
    QString name;
    SiteKind kind = SiteKind::Internal;
    QString organization; ///< empty: the organization being planned
    bool internetFacing = false;
    QString notes;
    JsonOrigin origin;

    friend bool operator==(const Site &a, const Site &b);
};

struct Link {
    QString first; ///< site ids, different
    QString second;
    int cost = 100; ///< 1 or more
    bool tlsDisabled = false;
    bool filtered = false; ///< a firewall or port filter stands on it
    JsonOrigin origin;

    friend bool operator==(const Link &a, const Link &b);
};

/// Which ports a server that takes SIP calls listens on: plain, TLS or both.
enum class SipStartup { Tcp, Tls, Dual };

struct Server {
    QString id;
    QString name;
    QString site; ///< id
    QStringList roles; ///< ids of the catalog's roles; not checked when reading
    QString fqdn;
    QStringList addresses; ///< IPv4 or IPv6 literals
    std::optional<PortRange> dynamicPorts;
    QString version; ///< of the product on it, as people write it: "14.3"; empty: not said
    QString operatingSystem; ///< empty: not said
    QString domain; ///< that it is a member of, as a host name; empty: not said
    bool readOnly = false; ///< a directory server that takes no changes (RODC)
    std::optional<SipStartup> sipStartup; ///< nothing: not said
    QString notes;
    JsonOrigin origin;

    friend bool operator==(const Server &a, const Server &b);
};

enum class GroupType { Dag, EdgeSubscription, CasArray, DialPlan };

/// What spreads the clients of a CAS array over its members.
enum class LoadBalancer { None, Nlb, External };

/// Of a dial plan: what is encrypted between its gateways and its servers.
enum class SipSecurity { Unsecured, SipSecured, Secured };

struct Group {
    QString id;
    GroupType kind = GroupType::Dag;
    QString name;
    QStringList members; ///< server ids
    QString site; ///< of an edge subscription: the subscribed site's id; of a CAS array: the one that it serves
    std::optional<quint16> replicationPort; ///< of a DAG
    QString witness; ///< of a DAG: server id or empty
    QString alternateWitness; ///< of a DAG: server id or empty
    QStringList addresses; ///< of a DAG: IPv4 or IPv6 literals
    QString fqdn; ///< of a CAS array; or empty
    std::optional<LoadBalancer> loadBalancer; ///< of a CAS array; nothing: not said
    QStringList gateways; ///< of a dial plan: server ids
    std::optional<SipSecurity> security; ///< of a dial plan; nothing: not said
    QString notes;
    JsonOrigin origin;

    friend bool operator==(const Group &a, const Group &b);
};

inline constexpr quint16 kDefaultReplicationPort = 64327;
inline constexpr int kDefaultLinkCost = 100;

/// A finding that the user has decided to live with; see model/findings.
struct AcceptedFinding {
    QString rule; ///< id of the design rule: "S4"
    QStringList about; ///< ids of what the finding is about, as the finding has them
    QString reason;
    JsonOrigin origin;

    friend bool operator==(const AcceptedFinding &a, const AcceptedFinding &b);
};

/// The user's document. A value: an edit makes a new one, copies are cheap.
struct Topology {
    QString name;
    QString catalog; ///< id of the port reference that it is planned against
    QList<Site> sites;
    QList<Link> links;
    QList<Server> servers;
    QList<Group> groups;
    QList<AcceptedFinding> accepted;
    QList<ChartView> views; ///< saved, by different names
    JsonOrigin origin;
    QByteArray source; ///< the file as it was read; written again as it is while the topology says the same

    friend bool operator==(const Topology &a, const Topology &b);
};

QString toString(SiteKind kind);
QString toString(GroupType kind);
QString toString(SipStartup startup);
QString toString(LoadBalancer balancer);
QString toString(SipSecurity security);

/// A topology file as read. `warnings` name keys that this version does not know (they are kept).
struct LoadedTopology {
    Topology topology;
    Errors warnings;
};

/// Reads spec/topology.md. Refused whole, with every error, if anything in it is wrong; `file` only goes into the
/// errors.
Result<LoadedTopology> parseTopology(const QByteArray &bytes, const QString &file);
Result<LoadedTopology> loadTopology(const QString &path);

/// The file's bytes. What was read and not changed comes back byte for byte; a change puts the rest into writeJson's
/// layout.
QByteArray writeTopology(const Topology &topology);
/// Atomic (QSaveFile): the old file stays whole where anything fails.
Result<void> saveTopology(const Topology &topology, const QString &path);

} // namespace portolan
