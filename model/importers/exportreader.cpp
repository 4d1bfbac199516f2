// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "exportreader.h"

#include "serverrows.h"

#include "model/topology/topologyformat.h"
#include "model/topology/topologyrules.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct ExportReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::ExportReading)
};

/// A link of more sites than this would become thousands of pairs.
constexpr qsizetype kMostLinkedSites = 50;

class ExportReader
{
public:
    ExportReader(const Records &records, const ExportKind &kind, bool isAscii, const Catalog &catalog,
                 ImportedFile &file)
        : m_records(records), m_kind(kind), m_catalog(catalog), m_file(file), m_traits{true, isAscii, false},
          m_cells(records, m_traits, file.remarks)
    {
    }

    void read();

private:
    RowCells::Columns columns(QStringView field) const;
    void readServers();
    void readRow();
    void readSite();
    void readSiteLink();
    void readSubnet();
    void readDag();
    void readSubscription();
    void readCasArray();
    void readDialPlan();
    /// Empty, and said: the row names nothing.
    QString name();
    GroupFacts group(GroupType kind, const QString &name);

    const Records &m_records;
    const ExportKind &m_kind;
    const Catalog &m_catalog;
    ImportedFile &m_file;
    const CellTraits m_traits;
    RowCells m_cells;
};

RowCells::Columns ExportReader::columns(QStringView field) const
{
    RowCells::Columns found;
    for (const ExportColumn &column : m_kind.columns) {
        if (column.field != field)
            continue;
        for (const QString &title : column.columns) {
            if (const int index = m_records.column(title); index >= 0)
                found << index;
        }
    }
    return found;
}

void ExportReader::read()
{
    if (m_kind.subject == ExportSubject::Server) {
        readServers();
        return;
    }
    for (qsizetype row = 0; row < m_records.size(); ++row) {
        m_cells.setRow(row);
        readRow();
    }
}

void ExportReader::readRow()
{
    switch (m_kind.subject) {
    case ExportSubject::Server:
        break;
    case ExportSubject::Site:
        readSite();
        break;
    case ExportSubject::SiteLink:
        readSiteLink();
        break;
    case ExportSubject::Subnet:
        readSubnet();
        break;
    case ExportSubject::Dag:
        readDag();
        break;
    case ExportSubject::EdgeSubscription:
        readSubscription();
        break;
    case ExportSubject::CasArray:
        readCasArray();
        break;
    case ExportSubject::DialPlan:
        readDialPlan();
        break;
    }
}

void ExportReader::readServers()
{
    ServerLayout layout;
    layout.source = m_kind.label;
    layout.isSubscribing = true;
    for (const ExportColumn &column : m_kind.columns)
        layout.columns.insert(column.field, columns(column.field));
    for (const ExportFlag &flag : m_kind.flags) {
        const QString &role = m_catalog.roles()[flag.role].id;
        if (const int column = m_records.column(flag.column); column >= 0) {
            layout.flags.append({column, role});
            layout.judgedRoles.insert(role);
        }
    }
    for (const int role : m_kind.roles) {
        layout.roles << m_catalog.roles()[role].id;
        layout.judgedRoles.insert(layout.roles.last());
    }
    if (!layout.columns.value(QStringLiteral("roles")).isEmpty())
        layout.judgedRoles += RoleWords(m_catalog).flaggedRoles();
    m_file.facts.coverage.roles = layout.judgedRoles;
    readServerRows(m_records, layout, m_traits, m_catalog, m_file);
}

QString ExportReader::name()
{
    const QString name = m_cells.name(columns(u"name")).value_or(QString());
    if (name.isEmpty())
        m_cells.unreadable(ExportReading::tr("The row names nothing."));
    return name;
}

void ExportReader::readSite()
{
    m_file.facts.coverage.sites = true;
    if (const QString site = name(); !site.isEmpty())
        m_file.facts.sites << SiteFacts{m_cells.place(), site};
}

void ExportReader::readSiteLink()
{
    m_file.facts.coverage.links = true;
    const QString link = m_cells.name(columns(u"name")).value_or(QString());
    const QStringList sites = m_cells.names(columns(u"sites")).value_or(QStringList());
    if (sites.size() < 2) {
        m_cells.unreadable(
            ExportReading::tr("The link %1 names fewer than two sites, so it joins none.").arg(quoted(link)));
        return;
    }
    if (sites.size() > kMostLinkedSites) {
        m_cells.unreadable(ExportReading::tr("The link %1 names %2 sites; %3 is the most that is read.")
                               .arg(quoted(link), QString::number(sites.size()), QString::number(kMostLinkedSites)));
        return;
    }
    std::optional<int> cost = m_cells.number(columns(u"cost"), 1, int(kHighestCost));
    if (const std::optional<int> override = m_cells.number(columns(u"costOverride"), 1, int(kHighestCost))) {
        if (cost && cost != override)
            m_cells.note(ExportReading::tr("The link %1 has the cost %2 of its own for mail; it stands in for %3.")
                             .arg(quoted(link), QString::number(*override), QString::number(*cost)));
        cost = override;
    }
    if (sites.size() > 2)
        m_cells.note(ExportReading::tr("The link %1 joins %2 sites; it becomes a link between each two of them.")
                         .arg(quoted(link), QString::number(sites.size())));
    for (qsizetype first = 0; first < sites.size(); ++first) {
        for (qsizetype second = first + 1; second < sites.size(); ++second)
            m_file.facts.links << LinkFacts{m_cells.place(), sites[first], sites[second], cost};
    }
}

void ExportReader::readSubnet()
{
    // Its own name holds the "/" that paths have.
    const QString network = m_cells.text(columns(u"name")).value_or(QString());
    const QString site = m_cells.name(columns(u"site")).value_or(QString());
    if (plainAddress(network).isEmpty() || !network.contains(u'/'))
        m_cells.unreadable(ExportReading::tr("%1 is no subnet such as 10.1.0.0/16.").arg(quoted(network)));
    else if (site.isEmpty())
        m_cells.note(ExportReading::tr("The subnet %1 belongs to no site, so it tells nothing.").arg(network));
    else
        m_file.facts.subnets << SubnetFacts{m_cells.place(), network, site};
}

GroupFacts ExportReader::group(GroupType kind, const QString &name)
{
    GroupFacts facts;
    facts.place = m_cells.place();
    facts.kind = kind;
    facts.name = name;
    return facts;
}

void ExportReader::readDag()
{
    m_file.facts.coverage.groups.insert(GroupType::Dag);
    const QString dag = name();
    if (dag.isEmpty())
        return;
    GroupFacts facts = group(GroupType::Dag, dag);
    facts.members = m_cells.names(columns(u"members"));
    facts.witness = m_cells.name(columns(u"witness"));
    facts.alternateWitness = m_cells.name(columns(u"alternateWitness"));
    // 0 stands where the export did not ask the servers.
    if (const std::optional<int> port = m_cells.number(columns(u"replicationPort"), 0, int(kLastPort));
        port && *port > 0)
        facts.replicationPort = quint16(*port);
    facts.addresses = m_cells.addresses(columns(u"addresses"));
    // Addresses by DHCP stand there as 0.0.0.0 or 255.255.255.255.
    if (facts.addresses)
        facts.addresses->removeIf(
            [](const QString &address) { return address == u"0.0.0.0" || address == u"255.255.255.255"; });
    m_file.facts.groups << facts;
}

void ExportReader::readSubscription()
{
    m_file.facts.coverage.groups.insert(GroupType::EdgeSubscription);
    const QString server = name();
    if (server.isEmpty())
        return;
    ServerFacts facts;
    facts.place = m_cells.place();
    facts.source = m_kind.label;
    facts.name = firstLabel(server);
    if (facts.name != server)
        facts.fqdn = server;
    for (const int role : m_kind.roles)
        facts.roles << m_catalog.roles()[role].id;
    facts.domain = m_cells.hostName(columns(u"domain"));
    facts.subscribedSite = m_cells.name(columns(u"site")).value_or(QString());
    m_file.facts.servers << facts;
}

void ExportReader::readCasArray()
{
    m_file.facts.coverage.groups.insert(GroupType::CasArray);
    const QString array = name();
    if (array.isEmpty())
        return;
    GroupFacts facts = group(GroupType::CasArray, array);
    facts.fqdn = m_cells.hostName(columns(u"fqdn"));
    facts.site = m_cells.name(columns(u"site"));
    facts.members = m_cells.names(columns(u"members"));
    m_file.facts.groups << facts;
}

void ExportReader::readDialPlan()
{
    m_file.facts.coverage.groups.insert(GroupType::DialPlan);
    const QString plan = name();
    if (plan.isEmpty())
        return;
    GroupFacts facts = group(GroupType::DialPlan, plan);
    facts.members = m_cells.names(columns(u"members"));
    facts.gateways = m_cells.names(columns(u"gateways"));
    const QString security = m_cells.text(columns(u"security")).value_or(QString());
    for (const auto &[word, meaning] : kSipSecurities) {
        if (word.toString().remove(u'-').compare(QString(security).remove(u'-'), Qt::CaseInsensitive) == 0)
            facts.security = meaning;
    }
    if (!security.isEmpty() && !facts.security)
        m_cells.lost(
            ExportReading::tr("%1 is none of Unsecured, SIPSecured, Secured; it is left out.").arg(quoted(security)));
    m_file.facts.groups << facts;
}

bool isListed(const QStringList &words, const QString &word)
{
    return words.contains(word, Qt::CaseInsensitive);
}

/// Subnets have no column of their own: their names tell.
bool namesSubnets(const Records &records, const ExportKind &kind)
{
    const int name = records.column(kind.columns.isEmpty() ? QString() : kind.columns.first().columns.value(0));
    if (kind.subject != ExportSubject::Subnet || name < 0 || records.size() == 0)
        return false;
    const QString first = records.value(0, name).text;
    return first.contains(u'/') && !plainAddress(first).isEmpty();
}

} // namespace

const ExportKind *recognisedExport(const Records &records, const Catalog &catalog)
{
    const QList<ExportKind> &kinds = catalog.imports().exports;
    const QString type = records.typeName().sliced(records.typeName().lastIndexOf(u'.') + 1);
    const auto byType =
        std::find_if(kinds.begin(), kinds.end(), [&](const ExportKind &kind) { return isListed(kind.types, type); });
    if (byType != kinds.end())
        return &*byType;
    const auto bySign = std::find_if(kinds.begin(), kinds.end(), [&](const ExportKind &kind) {
        return namesSubnets(records, kind)
            || std::any_of(kind.signs.begin(), kind.signs.end(),
                           [&records](const QString &sign) { return records.column(sign) >= 0; });
    });
    return bySign == kinds.end() ? nullptr : &*bySign;
}

void readExport(const Records &records, const ExportKind &kind, bool isAscii, const Catalog &catalog,
                ImportedFile &file)
{
    ExportReader(records, kind, isAscii, catalog, file).read();
}

} // namespace portolan
