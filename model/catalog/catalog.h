// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/designrule.h"
#include "model/catalog/importrules.h"
#include "model/catalog/probehint.h"
#include "model/error.h"

#include <QHash>
#include <QList>
#include <QSharedData>
#include <QSharedDataPointer>
#include <QString>
#include <QStringList>

#include <optional>

namespace portolan {

/// Ports first..last, both included, 1 to 65535.
struct PortRange {
    quint16 first = 0;
    quint16 last = 0;
    friend bool operator==(const PortRange &, const PortRange &) = default;
};

enum class Transport : quint8 { Tcp, Udp };

/// Encryption of a flow, weakest first, so that the weakest of several is their minimum.
enum class Encryption : quint8 {
    None, ///< not supported
    Disabled, ///< supported, switched off by this topology
    Optional, ///< supported, off by default
    Encrypted, ///< on by default
};

/// Which pairs of servers a data path joins; spec/flows.md has the letter of each.
enum class Scope : quint8 {
    Local,
    Site,
    Organization,
    OtherSite,
    OtherOrganization,
    Dag,
    EdgeSubscription,
    Directory,
    Client,
    InternalClient,
    ExternalClient,
};

struct CatalogTable {
    QString id;
    QString prefix; ///< of the codes: "T"
    QString label;
    QString title;
};

enum class RoleKind { Server, Service, Device, Client };

struct Role {
    QString id;
    QString label; ///< "Hub Transport"
    QString shortLabel; ///< "HUB"
    RoleKind kind = RoleKind::Server;
    QString icon; ///< name of a file in resources/icons
    QString color; ///< name of a hue of the chart's style: "violet"
    int tier = 0; ///< column in a left-to-right chart, 0 (clients) to 5
};

/// An id and what people read in its place.
struct Term {
    QString id;
    QString label;
};

enum class PortKind : quint8 {
    Fixed, ///< first..last
    RpcDynamic, ///< the destination's dynamic range, handed out by the endpoint mapper
    Dynamic, ///< the destination's dynamic range
    DagReplicationPort, ///< the DAG's replicationPort; first..last hold the default
};

struct PortEntry {
    Transport transport = Transport::Tcp;
    PortKind kind = PortKind::Fixed;
    PortRange ports;
    QString service; ///< id of a Catalog::services() term
    QString security; ///< what the port itself speaks: none, starttls, tls, rpc, kerberos, ipsec …
    QString atRole; ///< this entry goes to servers of that role instead; empty: to the path's own
    bool reverse = false; ///< opened by the destination towards the source
    bool implied = false; ///< not printed in the row, follows from the reference's notes
};

/// The cells of the reference's row as printed (a cell on two lines keeps its "\n").
struct PrintedCells {
    QString ports;
    QString defaultAuthentication;
    QString supportedAuthentication;
    QString encryptionSupported;
    QString encryptedByDefault;
};

struct DataPath {
    QString id; ///< "transport-01"
    QString code; ///< "T1"
    int table = 0; ///< index into Catalog::tables()
    int row = 0; ///< 1 for the table's first
    QString title;
    QList<int> from; ///< indexes into Catalog::roles()
    QList<int> to;
    QList<Scope> scopes;
    bool endpointsStated = true; ///< false: the reference does not name both ends, we infer them
    QList<PortEntry> ports; ///< at most 32
    PrintedCells printed;
    QStringList defaultAuthentication; ///< ids of Catalog::authentications()
    QStringList supportedAuthentication;
    QStringList mechanisms; ///< ids of Catalog::mechanisms()
    Encryption encryption = Encryption::None; ///< by default
    bool bidirectional = false; ///< each entry both ways
    std::optional<QStringList> sameServerAuthentication; ///< default authentication where both ends are one server
    bool disabledByLink = false; ///< a link's tlsDisabled switches its encryption off
    QString remark;
    QStringList notes; ///< ids of Catalog::notes()
    ProbeHint probe; ///< only its `path` and `interfaces` say something: see Catalog::probeHint()
};

struct FirewallRulePort {
    Transport transport = Transport::Tcp;
    PortKind kind = PortKind::Fixed;
    PortRange ports;
};

/// A Windows Firewall rule that the product's set-up creates.
struct FirewallRule {
    QString name;
    QString printedRoles;
    QString printedPorts;
    QList<int> roles;
    QList<FirewallRulePort> ports;
    QString program;
    bool unbound = false; ///< a twin that is not bound to a program ("(GFW)")
    QStringList notes;
};

struct Note {
    QString id;
    QString about; ///< id of a table, or "firewall", "dynamic-ports"
    QString source; ///< where the reference says it
    QString text;
};

struct Misprint {
    QString id;
    QString printed;
    QString corrected;
    QString explanation;
    QStringList dataPaths; ///< ids
    QStringList firewallRules; ///< names
};

struct GroupKind {
    QString kind; ///< "dag", "edge-subscription", "cas-array", "dial-plan"
    QString label;
    int memberRole = -1; ///< index into Catalog::roles()
};

struct DynamicPortRule {
    int role = -1; ///< holds for servers with that role; -1: for all others
    PortRange ports;
    QString note;
};

/// A port reference: immutable, cheap to copy (implicitly shared), free to read from any thread.
class Catalog
{
public:
    struct Data : QSharedData {
        QString id, product, productVersion;
        QString sourceTitle, sourcePublisher, sourceDate, sourceAddress;
        QList<CatalogTable> tables;
        QList<Role> roles;
        QList<Term> services, authentications, mechanisms;
        QList<GroupKind> groups;
        QList<DynamicPortRule> dynamicPorts; ///< the first that fits a server holds
        QList<DataPath> dataPaths;
        QList<FirewallRule> firewallRules;
        QList<Note> notes;
        QList<Misprint> misprints;
        QList<DesignRule> designRules;
        ImportRules imports;
        QHash<QString, int> roleIndex, pathIndex, noteIndex;
        QHash<QString, ProbeHint> serviceProbes;
        QHash<QString, QString> serviceLabels, authenticationLabels, mechanismLabels;
    };

    Catalog();
    explicit Catalog(QSharedDataPointer<Data> data);
    Catalog(const Catalog &);
    Catalog &operator=(const Catalog &);
    ~Catalog();

    bool isEmpty() const { return d->dataPaths.isEmpty(); }
    const QString &id() const { return d->id; }
    const QString &product() const { return d->product; }
    const QString &productVersion() const { return d->productVersion; }
    const QString &sourceTitle() const { return d->sourceTitle; }
    const QString &sourcePublisher() const { return d->sourcePublisher; }
    const QString &sourceDate() const { return d->sourceDate; } ///< ISO 8601 date
    const QString &sourceAddress() const { return d->sourceAddress; }
    const QList<CatalogTable> &tables() const { return d->tables; }
    const QList<Role> &roles() const { return d->roles; }
    const QList<Term> &services() const { return d->services; }
    const QList<Term> &authentications() const { return d->authentications; }
    const QList<Term> &mechanisms() const { return d->mechanisms; }
    const QList<GroupKind> &groups() const { return d->groups; }
    const QList<DynamicPortRule> &dynamicPorts() const { return d->dynamicPorts; }
    const QList<DataPath> &dataPaths() const { return d->dataPaths; }
    const QList<FirewallRule> &firewallRules() const { return d->firewallRules; }
    const QList<Note> &notes() const { return d->notes; }
    const QList<Misprint> &misprints() const { return d->misprints; }
    const QList<DesignRule> &designRules() const { return d->designRules; }
    const ImportRules &imports() const { return d->imports; }

    int roleIndex(const QString &id) const { return d->roleIndex.value(id, -1); } ///< -1: unknown
    int pathIndex(const QString &id) const { return d->pathIndex.value(id, -1); }
    const Note *note(const QString &id) const; ///< nullptr: unknown
    int groupMemberRole(QStringView kind) const; ///< -1: the catalog knows no such kind of group
    QString groupLabel(const QString &kind) const; ///< the kind itself where the catalog has none
    /// The label of a term, or the id itself where the catalog has none.
    QString serviceLabel(const QString &id) const { return d->serviceLabels.value(id, id); }
    QString authenticationLabel(const QString &id) const { return d->authenticationLabels.value(id, id); }
    /// How a port of a data path is checked: as its service is, and what the path adds to that. A service that says
    /// nothing is connected to.
    ProbeHint probeHint(const DataPath &path, const PortEntry &entry) const;
    QString mechanismLabel(const QString &id) const { return d->mechanismLabels.value(id, id); }

private:
    QSharedDataPointer<Data> d;
};

/// The words of the formats: "tcp", "encrypted", "other-site".
QString toString(Transport transport);
QString toString(Encryption encryption);
QString toString(Scope scope);

/// Reads a catalog file (resources/schemas/portolan-catalog.schema.json). Refused whole, with every error, if anything
/// in it is wrong; `file` only goes into the errors.
Result<Catalog> parseCatalog(const QByteArray &bytes, const QString &file);
Result<Catalog> loadCatalog(const QString &path);
/// A catalog that comes with Portolan, by id ("exchange-2010"); the error lists those that there are.
Result<Catalog> builtInCatalog(const QString &id);
QStringList builtInCatalogIds();

} // namespace portolan
