// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "serverrows.h"

#include "model/editing/fieldchecks.h"
#include "model/topology/hostname.h"
#include "model/topology/ipaddress.h"
#include "model/topology/topologyformat.h"

#include <QCoreApplication>

namespace portolan {

namespace {

struct ServerReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::ServerReading)
};

class ServerRowReader
{
public:
    ServerRowReader(const Records &records, const ServerLayout &layout, const CellTraits &traits,
                    const Catalog &catalog, ImportedFile &file)
        : m_layout(layout), m_rules(catalog.imports()), m_words(catalog), m_cells(records, traits, file.remarks)
    {
    }

    /// Nothing: the row says nothing that could be used, and a remark says why.
    std::optional<ServerFacts> read(qsizetype row)
    {
        m_cells.setRow(row);
        ServerFacts facts;
        facts.place = m_cells.place();
        facts.source = m_layout.source;
        facts.clearsEmpty = m_layout.isOwn;
        if (!readNames(facts))
            return {};
        readSite(facts);
        readRoles(facts);
        readVersion(facts);
        facts.addresses = unlessEmpty(facts.addresses ? facts.addresses : m_cells.addresses(columns(u"addresses")));
        facts.operatingSystem = unlessEmpty(m_cells.text(columns(u"operatingSystem")));
        facts.domain = unlessEmpty(m_cells.hostName(columns(u"domain")));
        facts.readOnly = m_cells.truth(columns(u"readOnly"));
        facts.dag = unlessEmpty(m_cells.name(columns(u"dag")));
        facts.dialPlans = m_cells.names(columns(u"dialPlans")).value_or(QStringList());
        facts.notes = unlessEmpty(m_cells.text(columns(u"notes"), Lines::Many));
        readPorts(facts);
        return facts;
    }

private:
    RowCells::Columns columns(QStringView field) const { return m_layout.columns.value(field.toString()); }

    /// In tables of others an empty cell says nothing.
    template <typename T>
    std::optional<T> unlessEmpty(std::optional<T> value) const
    {
        return value && value->isEmpty() && !m_layout.isOwn ? std::nullopt : value;
    }

    bool readNames(ServerFacts &facts);
    void readHost(ServerFacts &facts);
    void readSite(ServerFacts &facts);
    void readRoles(ServerFacts &facts);
    void readVersion(ServerFacts &facts);
    void readPorts(ServerFacts &facts);

    const ServerLayout &m_layout;
    const ImportRules &m_rules;
    const RoleWords m_words;
    RowCells m_cells;
};

bool ServerRowReader::readNames(ServerFacts &facts)
{
    facts.id = m_cells.text(columns(u"id")).value_or(QString());
    if (!facts.id.isEmpty() && !isId(facts.id)) {
        m_cells.lost(ServerReading::tr("%1 is no id; the server gets another one.").arg(quoted(facts.id)));
        facts.id.clear();
    }
    facts.name = m_cells.name(columns(u"name")).value_or(QString());
    facts.fqdn = m_cells.hostName(columns(u"fqdn")).value_or(QString());
    readHost(facts);
    if (!m_layout.isOwn) {
        const QString label = firstLabel(facts.name);
        if (label != facts.name && facts.fqdn.isEmpty())
            facts.fqdn = facts.name;
        facts.name = label;
    }
    if (facts.name.isEmpty())
        facts.name = firstLabel(facts.fqdn);
    if (!facts.name.isEmpty())
        return true;
    m_cells.unreadable(ServerReading::tr("The row names no server."));
    return false;
}

/// A column that holds an address or a host name.
void ServerRowReader::readHost(ServerFacts &facts)
{
    const QString host = m_cells.text(columns(u"host")).value_or(QString());
    if (host.isEmpty())
        return;
    if (!plainAddress(host).isEmpty())
        facts.addresses = QStringList{plainAddress(host)};
    else if (isHostName(host) && facts.fqdn.isEmpty())
        facts.fqdn = host;
    else if (!isHostName(host))
        m_cells.lost(ServerReading::tr("%1 is neither an address nor a host name; it is left out.").arg(quoted(host)));
}

void ServerRowReader::readSite(ServerFacts &facts)
{
    facts.site = m_cells.name(columns(u"site"));
    if (facts.site && facts.site->isEmpty())
        facts.site.reset();
}

void ServerRowReader::readRoles(ServerFacts &facts)
{
    facts.roles = m_layout.roles;
    facts.judgedRoles = m_layout.judgedRoles;
    if (m_layout.isOwn) {
        const std::optional<QStringList> written = m_cells.names(columns(u"roles"));
        facts.roles = written.value_or(QStringList());
        facts.judgesAllRoles = written.has_value();
        return;
    }
    const std::optional<QString> written = m_cells.text(columns(u"roles"), Lines::Many);
    const bool isLost = !columns(u"roles").isEmpty() && !written;
    const RoleWords::Reading reading = m_words.read(written.value_or(QString()));
    for (const QString &role : reading.roles) {
        if (!facts.roles.contains(role))
            facts.roles << role;
    }
    facts.unknownRoles = reading.unknown;
    for (const auto &[column, role] : m_layout.flags) {
        if (m_cells.truth({column}).value_or(false) && !facts.roles.contains(role))
            facts.roles << role;
    }
    facts.judgesAllRoles = m_layout.judgesAllRoles && written && !written->isEmpty();
    // A cell that says nothing, or nothing that is understood, takes no role away.
    if (isLost || (facts.roles.isEmpty() && !facts.judgesAllRoles))
        facts.judgedRoles.clear();
    if (m_layout.isSubscribing && m_words.isSubscribed(facts.roles))
        facts.subscribedSite = std::exchange(facts.site, std::nullopt).value_or(QString());
}

void ServerRowReader::readVersion(ServerFacts &facts)
{
    facts.version = unlessEmpty(m_cells.text(columns(u"version")));
    if (!facts.version || m_layout.isOwn)
        return;
    facts.version = plainVersion(*facts.version);
    const QString product = otherProductOf(*facts.version, m_rules);
    if (!product.isEmpty())
        facts.otherProduct = product;
}

void ServerRowReader::readPorts(ServerFacts &facts)
{
    const QString range = m_cells.text(columns(u"dynamicPorts")).value_or(QString());
    if (!range.isEmpty()) {
        facts.dynamicPorts = portRangeFrom(range);
        if (!facts.dynamicPorts)
            m_cells.lost(
                ServerReading::tr("%1 is no range of ports such as 6005-6010; it is left out.").arg(quoted(range)));
    }
    const QString startup = m_cells.text(columns(u"sipStartup")).value_or(QString());
    if (startup.isEmpty())
        return;
    for (const auto &[word, meaning] : kSipStartups) {
        if (word.compare(startup, Qt::CaseInsensitive) == 0)
            facts.sipStartup = meaning;
    }
    if (!facts.sipStartup)
        m_cells.lost(ServerReading::tr("%1 is none of tcp, tls, dual; it is left out.").arg(quoted(startup)));
}

} // namespace

void readServerRows(const Records &records, const ServerLayout &layout, const CellTraits &traits,
                    const Catalog &catalog, ImportedFile &file)
{
    ServerRowReader reader(records, layout, traits, catalog, file);
    for (qsizetype row = 0; row < records.size(); ++row) {
        if (std::optional<ServerFacts> facts = reader.read(row))
            file.facts.servers << std::move(*facts);
    }
}

} // namespace portolan
