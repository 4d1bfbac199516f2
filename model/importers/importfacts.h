// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/topology.h"

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace portolan {

/// Where in what was brought in something stands.
struct ImportPlace {
    QString file; ///< what the user called it
    int line = 0; ///< from 1; 0: not known
    int row = 0; ///< of a table or list, from 1; 0: the whole file

    /// "servers.csv:12", "servers.json, entry 3", "servers.csv"
    QString text() const;
    friend bool operator==(const ImportPlace &, const ImportPlace &) = default;
};

/// What reading or matching has to say about a place.
struct ImportRemark {
    enum class Severity {
        Note, ///< worth knowing; nothing is missing
        Lost, ///< a part of the row could not be read, the rest was
        Unreadable, ///< the row, or the whole file, gave nothing
    };
    Severity severity = Severity::Note;
    ImportPlace place;
    QString text; ///< a sentence that says what is wrong and what would help
};

/// A port that a scan found, as evidence for a role.
struct SeenPort {
    Transport transport = Transport::Tcp;
    quint16 port = 0;
    QString service; ///< what the scanner took it for; may be empty

    friend bool operator==(const SeenPort &, const SeenPort &) = default;
};

/// A port and its transport as one number.
inline quint32 portKey(Transport transport, quint16 port)
{
    return (transport == Transport::Udp ? 0x10000U : 0U) | port;
}

/// The ports of a scanned host, apart by what the scan found. A port in none of them was not looked at.
struct PortEvidence {
    QList<SeenPort> open;
    QSet<quint32> closed; ///< portKey() of those that answered that nothing listens
    QSet<quint32> hidden; ///< portKey() of those that are filtered, or where there is no telling
    /// Scanned ports that are not listed: closed, or hidden. Nothing: the scan lists all that it looked at.
    std::optional<bool> restClosed;
    QList<std::pair<Transport, PortRange>> scanned; ///< what the scan looked at; empty: it does not say
};

/// What a file says about a server. Fields that it does not speak of are nothing and change nothing.
struct ServerFacts {
    ImportPlace place;
    QString source; ///< kind of the file, for people
    QString id; ///< of the document, where the file is our own; or empty
    QString name; ///< never empty
    QString fqdn; ///< or empty
    std::optional<QString> site; ///< its name or id
    std::optional<QString> subscribedSite; ///< see ImportRole::isSubscribed
    QStringList roles; ///< ids that the file says it has
    QSet<QString> judgedRoles; ///< ids that the file knows about: those of them not in `roles` it does not have
    bool judgesAllRoles = false;
    QStringList unknownRoles; ///< words that the catalog gives no meaning
    std::optional<QStringList> addresses;
    std::optional<QString> version;
    std::optional<QString> otherProduct; ///< the version is that of this product, not of the catalog's
    std::optional<QString> operatingSystem;
    std::optional<QString> domain;
    std::optional<bool> readOnly;
    std::optional<PortRange> dynamicPorts;
    std::optional<SipStartup> sipStartup;
    std::optional<QString> dag; ///< name of the group
    QStringList dialPlans; ///< names of groups
    std::optional<QString> notes;
    bool clearsEmpty = false; ///< the file is our own: FQDN, ports and such that it leaves empty are none
    std::optional<PortEvidence> ports;
};

struct SiteFacts {
    ImportPlace place;
    QString name;
};

struct LinkFacts {
    ImportPlace place;
    QString first; ///< names of sites
    QString second;
    std::optional<int> cost;
};

struct SubnetFacts {
    ImportPlace place;
    QString network; ///< "10.1.0.0/16"
    QString site;
};

/// Servers in it are names or FQDNs.
struct GroupFacts {
    ImportPlace place;
    GroupType kind = GroupType::Dag;
    QString name;
    std::optional<QString> site;
    std::optional<QStringList> members;
    std::optional<QString> witness;
    std::optional<QString> alternateWitness;
    std::optional<quint16> replicationPort;
    std::optional<QStringList> addresses;
    std::optional<QString> fqdn;
    std::optional<QStringList> gateways;
    std::optional<SipSecurity> security;
};

/// What a file lists whole, so that what it lacks may be gone.
struct ImportCoverage {
    bool servers = false; ///< all of them
    QSet<QString> roles; ///< servers with one of these
    bool sites = false;
    bool links = false;
    QSet<GroupType> groups;
};

struct ImportFacts {
    QList<ServerFacts> servers;
    QList<SiteFacts> sites;
    QList<LinkFacts> links;
    QList<SubnetFacts> subnets;
    QList<GroupFacts> groups;
    ImportCoverage coverage;
};

} // namespace portolan
