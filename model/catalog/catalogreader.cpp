// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "catalog.h"
#include "catalogids.h"
#include "catalogwords.h"
#include "designrulereader.h"
#include "importrulesreader.h"
#include "probehintreader.h"

#include <QCoreApplication>
#include <QDate>
#include <QSet>

#include <limits>

namespace portolan {

namespace {

struct CatalogReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::CatalogReading)
};

constexpr int kVersion = 1;
constexpr qsizetype kMostPorts = 32;
constexpr qsizetype kMostDataPaths = std::numeric_limits<quint16>::max();
constexpr qsizetype kLongestLabel = 256;
constexpr qsizetype kLongestText = 65536;
constexpr int kLastTier = 5;
constexpr qint64 kLastPort = std::numeric_limits<quint16>::max();

constexpr JsonWord<RoleKind> kRoleKinds[] = {
    {u"server", RoleKind::Server},
    {u"service", RoleKind::Service},
    {u"device", RoleKind::Device},
    {u"client", RoleKind::Client},
};
constexpr JsonWord<QStringView> kGroupKinds[] = {{u"dag", u"dag"},
                                                 {u"edge-subscription", u"edge-subscription"},
                                                 {u"cas-array", u"cas-array"},
                                                 {u"dial-plan", u"dial-plan"}};
constexpr JsonWord<PortKind> kRanges[] = {{u"rpc-dynamic", PortKind::RpcDynamic}, {u"dynamic", PortKind::Dynamic}};
constexpr JsonWord<PortKind> kSettings[] = {{u"dag.replicationPort", PortKind::DagReplicationPort}};
constexpr JsonWord<QStringView> kSecurities[] = {
    {u"none", u"none"}, {u"starttls", u"starttls"}, {u"tls", u"tls"},     {u"tls-optional", u"tls-optional"},
    {u"rpc", u"rpc"},   {u"kerberos", u"kerberos"}, {u"ipsec", u"ipsec"},
};
constexpr JsonWord<bool> kEndpoints[] = {{u"stated", true}, {u"inferred", false}};
constexpr JsonWord<Encryption> kDefaultEncryptions[] = {
    {u"none", Encryption::None},
    {u"optional", Encryption::Optional},
    {u"encrypted", Encryption::Encrypted},
};
constexpr JsonWord<Encryption> kConditionEncryptions[] = {{u"disabled", Encryption::Disabled}};

enum class When { SameServer, LinkTlsDisabled };
constexpr JsonWord<When> kConditions[] = {{u"same-server", When::SameServer},
                                          {u"link-tls-disabled", When::LinkTlsDisabled}};

QString label(JsonObjectReader &reader, QStringView key)
{
    return reader.text(key, Need::Required, Lines::One, kLongestLabel);
}

PortRange readRange(JsonObjectReader &reader)
{
    const std::optional<qint64> first = reader.integer(u"first", 1, kLastPort, Need::Required);
    const std::optional<qint64> last = reader.integer(u"last", 1, kLastPort, Need::Required);
    if (!first || !last)
        return {};
    if (*first > *last) {
        reader.error(ErrorCode::BadValue, u"first",
                     CatalogReading::tr("The first port, %1, is above the last, %2.").arg(*first).arg(*last));
    }
    return {quint16(*first), quint16(*last)};
}

/// Either `first` and `last` or a `range` that depends on the server.
template <typename Entry>
void readPorts(JsonObjectReader &reader, Entry &entry)
{
    entry.transport = reader.word(u"transport", kTransports, Need::Required).value_or(Transport::Tcp);
    if (!reader.has(u"range")) {
        entry.ports = readRange(reader);
        return;
    }
    entry.kind = reader.word(u"range", kRanges, Need::Required).value_or(PortKind::Dynamic);
    for (const QStringView key : {QStringView(u"first"), QStringView(u"last")}) {
        if (reader.take(key, Need::Optional))
            reader.error(ErrorCode::BadValue, key,
                         CatalogReading::tr("A port has either a “range” or “first” and “last”."));
    }
}

class CatalogReader
{
public:
    explicit CatalogReader(JsonReport &report) : m_report(report) { }

    QSharedDataPointer<Catalog::Data> read(const JsonValue &root);

private:
    /// False where the file is of another kind, so that nothing else in it means anything.
    bool readFormat(JsonObjectReader &top);
    void readSource(JsonObjectReader &source);
    void readTable(JsonObjectReader &reader);
    void readRole(JsonObjectReader &reader);
    static void readTerm(JsonObjectReader &reader, QList<Term> &terms, CatalogIds &ids,
                         QHash<QString, QString> &labels);
    static void readTerms(JsonObjectReader &top, QStringView key, QList<Term> &terms, CatalogIds &ids,
                          QHash<QString, QString> &labels);
    void readServices(JsonObjectReader &top);
    void readNote(JsonObjectReader &reader);
    void readGroup(JsonObjectReader &reader);
    void readDynamicPorts(JsonObjectReader &reader);
    void readDataPath(JsonObjectReader &reader);
    PortEntry readPortEntry(JsonObjectReader &reader) const;
    void readCondition(JsonObjectReader &reader, DataPath &path) const;
    void readFirewallRule(JsonObjectReader &reader);
    void readMisprint(JsonObjectReader &reader);
    void readRule(JsonObjectReader &reader);

    template <typename Read>
    static void each(JsonObjectReader &reader, QStringView key, Need need, Read read)
    {
        reader.forEachObject(key, need, UnknownKeys::Refused, read);
    }

    JsonReport &m_report;
    QSharedDataPointer<Catalog::Data> d{new Catalog::Data};
    CatalogIds m_tables, m_roles, m_services, m_authentications, m_mechanisms, m_notes, m_groups;
    CatalogIds m_paths, m_codes, m_rules, m_misprints, m_designRules;
    QSet<std::pair<int, int>> m_rows;
};

QSharedDataPointer<Catalog::Data> CatalogReader::read(const JsonValue &root)
{
    JsonObjectReader top(root, {}, m_report);
    if (!root.isObject() || !readFormat(top))
        return d;
    d->id = top.id(u"id", Need::Required);
    d->product = label(top, u"product");
    d->productVersion = top.text(u"productVersion", Need::Optional, Lines::One, kLongestLabel);
    top.object(u"source", Need::Required, UnknownKeys::Refused,
               [this](JsonObjectReader &source) { readSource(source); });
    // What others refer to comes first, wherever it stands in the file.
    each(top, u"tables", Need::Required, [this](JsonObjectReader &r) { readTable(r); });
    each(top, u"roles", Need::Required, [this](JsonObjectReader &r) { readRole(r); });
    readServices(top);
    readTerms(top, u"authentications", d->authentications, m_authentications, d->authenticationLabels);
    readTerms(top, u"mechanisms", d->mechanisms, m_mechanisms, d->mechanismLabels);
    each(top, u"notes", Need::Present, [this](JsonObjectReader &r) { readNote(r); });
    each(top, u"groups", Need::Present, [this](JsonObjectReader &r) { readGroup(r); });
    each(top, u"dynamicPorts", Need::Present, [this](JsonObjectReader &r) { readDynamicPorts(r); });
    top.object(u"imports", Need::Optional, UnknownKeys::Refused,
               [this](JsonObjectReader &imports) { d->imports = readImportRules(imports, m_roles); });
    each(top, u"dataPaths", Need::Required, [this](JsonObjectReader &r) { readDataPath(r); });
    if (d->dataPaths.size() > kMostDataPaths) {
        top.error(ErrorCode::BadValue, u"dataPaths",
                  CatalogReading::tr("A catalog may have %1 data paths at most.").arg(kMostDataPaths));
    }
    each(top, u"firewallRules", Need::Present, [this](JsonObjectReader &r) { readFirewallRule(r); });
    each(top, u"misprints", Need::Present, [this](JsonObjectReader &r) { readMisprint(r); });
    each(top, u"designRules", Need::Optional, [this](JsonObjectReader &r) { readRule(r); });
    top.finish(UnknownKeys::Refused);
    d->roleIndex = m_roles.indexes();
    d->noteIndex = m_notes.indexes();
    d->pathIndex = m_paths.indexes();
    return d;
}

bool CatalogReader::readFormat(JsonObjectReader &top)
{
    const std::optional<QString> format = top.string(u"format", Need::Required);
    if (format && *format != u"portolan-catalog") {
        top.error(ErrorCode::UnsupportedFormat, u"format",
                  CatalogReading::tr("This is no port reference: its format is %1, not “portolan-catalog”.")
                      .arg(quoted(*format)));
    }
    if (!m_report.isClean())
        return false;
    const std::optional<qint64> version =
        top.integer(u"version", 1, std::numeric_limits<qint64>::max(), Need::Required);
    if (version && *version > kVersion) {
        top.error(ErrorCode::UnsupportedFormat, u"version",
                  CatalogReading::tr("Version %1 is newer than this program, which reads version %2.")
                      .arg(*version)
                      .arg(kVersion));
    }
    return m_report.isClean();
}

void CatalogReader::readSource(JsonObjectReader &source)
{
    d->sourceTitle = label(source, u"title");
    d->sourcePublisher = label(source, u"publisher");
    d->sourceDate = label(source, u"date");
    if (!d->sourceDate.isEmpty() && !QDate::fromString(d->sourceDate, Qt::ISODate).isValid()) {
        source.error(ErrorCode::BadValue, u"date",
                     CatalogReading::tr("%1 is no date such as 2012-09-25.").arg(quoted(d->sourceDate)));
    }
    d->sourceAddress = source.text(u"address", Need::Present, Lines::One, kLongestText);
    // A click opens it, and a catalog may be anybody's file.
    const bool isWeb = d->sourceAddress.startsWith(u"https://") || d->sourceAddress.startsWith(u"http://");
    if (!d->sourceAddress.isEmpty() && !isWeb)
        source.error(ErrorCode::BadValue, u"address",
                     CatalogReading::tr("The address has to begin with https:// or http://."));
}

void CatalogReader::readTable(JsonObjectReader &reader)
{
    CatalogTable table;
    table.id = reader.id(u"id", Need::Required);
    m_tables.define(reader, u"id", table.id, d->tables.size());
    table.prefix = label(reader, u"prefix");
    table.label = label(reader, u"label");
    table.title = label(reader, u"title");
    d->tables << table;
}

void CatalogReader::readRole(JsonObjectReader &reader)
{
    Role role;
    role.id = reader.id(u"id", Need::Required);
    m_roles.define(reader, u"id", role.id, d->roles.size());
    role.label = label(reader, u"label");
    role.shortLabel = label(reader, u"short");
    role.kind = reader.word(u"kind", kRoleKinds, Need::Required).value_or(RoleKind::Server);
    role.icon = reader.id(u"icon", Need::Required);
    role.color = reader.id(u"color", Need::Required);
    role.tier = int(reader.integer(u"tier", 0, kLastTier, Need::Required).value_or(0));
    d->roles << role;
}

void CatalogReader::readTerm(JsonObjectReader &reader, QList<Term> &terms, CatalogIds &ids,
                             QHash<QString, QString> &labels)
{
    const Term term{reader.id(u"id", Need::Required), label(reader, u"label")};
    ids.define(reader, u"id", term.id, terms.size());
    labels.insert(term.id, term.label);
    terms << term;
}

void CatalogReader::readTerms(JsonObjectReader &top, QStringView key, QList<Term> &terms, CatalogIds &ids,
                              QHash<QString, QString> &labels)
{
    each(top, key, Need::Present, [&](JsonObjectReader &reader) { readTerm(reader, terms, ids, labels); });
}

void CatalogReader::readServices(JsonObjectReader &top)
{
    each(top, u"services", Need::Present, [this](JsonObjectReader &reader) {
        readTerm(reader, d->services, m_services, d->serviceLabels);
        reader.object(u"probe", Need::Optional, UnknownKeys::Refused, [this](JsonObjectReader &probe) {
            d->serviceProbes.insert(d->services.last().id, readServiceProbe(probe));
        });
    });
}

void CatalogReader::readNote(JsonObjectReader &reader)
{
    Note note;
    note.id = reader.id(u"id", Need::Required);
    m_notes.define(reader, u"id", note.id, d->notes.size());
    note.about = reader.string(u"about", Need::Required).value_or(QString());
    if (note.about != u"firewall" && note.about != u"dynamic-ports")
        m_tables.reference(reader, u"about", Need::Optional);
    note.source = reader.text(u"source", Need::Required, Lines::One, kLongestText);
    note.text = reader.text(u"text", Need::Required, Lines::Many, kLongestText);
    d->notes << note;
}

void CatalogReader::readGroup(JsonObjectReader &reader)
{
    GroupKind group;
    if (const std::optional<QStringView> kind = reader.word(u"kind", kGroupKinds, Need::Required))
        group.kind = kind->toString();
    m_groups.define(reader, u"kind", group.kind, d->groups.size());
    group.label = label(reader, u"label");
    group.memberRole = m_roles.reference(reader, u"memberRole", Need::Required);
    d->groups << group;
}

void CatalogReader::readDynamicPorts(JsonObjectReader &reader)
{
    DynamicPortRule rule;
    rule.role = m_roles.reference(reader, u"role", Need::Optional);
    rule.ports = readRange(reader);
    if (const int note = m_notes.reference(reader, u"note", Need::Optional); note >= 0)
        rule.note = d->notes[note].id;
    d->dynamicPorts << rule;
}

void CatalogReader::readDataPath(JsonObjectReader &reader)
{
    DataPath path;
    path.id = reader.id(u"id", Need::Required);
    m_paths.define(reader, u"id", path.id, d->dataPaths.size());
    path.code = label(reader, u"code");
    m_codes.define(reader, u"code", path.code, d->dataPaths.size());
    path.table = m_tables.reference(reader, u"table", Need::Required);
    path.row = int(reader.integer(u"row", 1, kMostDataPaths, Need::Required).value_or(0));
    const std::pair<int, int> row(path.table, path.row);
    if (path.table >= 0 && path.row > 0 && m_rows.contains(row))
        reader.error(ErrorCode::DuplicateId, u"row", CatalogReading::tr("The table has this row already."));
    m_rows.insert(row);
    path.title = label(reader, u"title");
    path.from = m_roles.references(reader, u"from", Need::Required);
    path.to = m_roles.references(reader, u"to", Need::Required);
    path.scopes = reader.words(u"scopes", kScopes, Need::Required);
    path.endpointsStated = reader.word(u"endpoints", kEndpoints, Need::Required).value_or(true);
    each(reader, u"ports", Need::Present, [&](JsonObjectReader &port) { path.ports << readPortEntry(port); });
    if (path.ports.size() > kMostPorts)
        reader.error(ErrorCode::BadValue, u"ports",
                     CatalogReading::tr("A data path may have %1 ports at most.").arg(kMostPorts));
    reader.object(u"printed", Need::Required, UnknownKeys::Refused, [&path](JsonObjectReader &printed) {
        const auto cell = [&printed](QStringView key) {
            return printed.text(key, Need::Present, Lines::Many, kLongestText);
        };
        path.printed.ports = cell(u"ports");
        path.printed.defaultAuthentication = cell(u"defaultAuthentication");
        path.printed.supportedAuthentication = cell(u"supportedAuthentication");
        path.printed.encryptionSupported = cell(u"encryptionSupported");
        path.printed.encryptedByDefault = cell(u"encryptedByDefault");
    });
    path.defaultAuthentication = m_authentications.ids(reader, u"defaultAuthentication", Need::Present);
    path.supportedAuthentication = m_authentications.ids(reader, u"supportedAuthentication", Need::Present);
    path.mechanisms = m_mechanisms.ids(reader, u"mechanisms", Need::Present);
    path.encryption = reader.word(u"encryption", kDefaultEncryptions, Need::Required).value_or(Encryption::None);
    path.bidirectional = reader.boolean(u"bidirectional", false);
    path.remark = reader.text(u"remark", Need::Optional, Lines::Many, kLongestText);
    path.notes = m_notes.ids(reader, u"notes", Need::Optional);
    reader.object(u"probe", Need::Optional, UnknownKeys::Refused,
                  [&path](JsonObjectReader &probe) { path.probe = readPathProbe(probe); });
    each(reader, u"conditions", Need::Optional, [&](JsonObjectReader &condition) { readCondition(condition, path); });
    d->dataPaths << path;
}

PortEntry CatalogReader::readPortEntry(JsonObjectReader &reader) const
{
    PortEntry entry;
    readPorts(reader, entry);
    if (const int service = m_services.reference(reader, u"service", Need::Required); service >= 0)
        entry.service = d->services[service].id;
    if (const std::optional<QStringView> security = reader.word(u"security", kSecurities, Need::Required))
        entry.security = security->toString();
    if (const int role = m_roles.reference(reader, u"at", Need::Optional); role >= 0)
        entry.atRole = d->roles[role].id;
    entry.reverse = reader.boolean(u"reverse", false);
    entry.implied = reader.boolean(u"implied", false);
    if (const std::optional<PortKind> setting = reader.word(u"setting", kSettings, Need::Optional)) {
        if (entry.kind != PortKind::Fixed) {
            reader.error(
                ErrorCode::BadValue, u"setting",
                CatalogReading::tr("A port with a “setting” needs its default in “first” and “last”, not a “range”."));
        }
        entry.kind = *setting;
    }
    return entry;
}

void CatalogReader::readCondition(JsonObjectReader &reader, DataPath &path) const
{
    const std::optional<When> when = reader.word(u"when", kConditions, Need::Required);
    bool isSecond = false;
    if (when == When::SameServer) {
        isSecond = path.sameServerAuthentication.has_value();
        path.sameServerAuthentication = m_authentications.ids(reader, u"defaultAuthentication", Need::Required);
    } else if (when == When::LinkTlsDisabled) {
        isSecond = path.disabledByLink;
        path.disabledByLink = true;
        reader.word(u"encryption", kConditionEncryptions, Need::Required);
    }
    if (isSecond)
        reader.error(ErrorCode::DuplicateId, u"when", CatalogReading::tr("The data path has this condition already."));
    if (const int note = m_notes.reference(reader, u"note", Need::Optional); note >= 0) {
        const QString &id = d->notes[note].id;
        if (!path.notes.contains(id))
            path.notes << id;
    }
}

void CatalogReader::readFirewallRule(JsonObjectReader &reader)
{
    FirewallRule rule;
    rule.name = label(reader, u"name");
    m_rules.define(reader, u"name", rule.name, d->firewallRules.size());
    reader.object(u"printed", Need::Required, UnknownKeys::Refused, [&rule](JsonObjectReader &printed) {
        rule.printedRoles = printed.text(u"roles", Need::Present, Lines::Many, kLongestText);
        rule.printedPorts = printed.text(u"ports", Need::Present, Lines::Many, kLongestText);
    });
    rule.roles = m_roles.references(reader, u"roles", Need::Required);
    each(reader, u"ports", Need::Required, [&rule](JsonObjectReader &port) {
        FirewallRulePort entry;
        readPorts(port, entry);
        rule.ports << entry;
    });
    rule.program = reader.text(u"program", Need::Present, Lines::One, kLongestText);
    rule.unbound = reader.boolean(u"unbound", false);
    rule.notes = m_notes.ids(reader, u"notes", Need::Optional);
    d->firewallRules << rule;
}

void CatalogReader::readMisprint(JsonObjectReader &reader)
{
    Misprint misprint;
    misprint.id = reader.id(u"id", Need::Required);
    m_misprints.define(reader, u"id", misprint.id, d->misprints.size());
    misprint.printed = reader.text(u"printed", Need::Required, Lines::Many, kLongestText);
    misprint.corrected = reader.text(u"corrected", Need::Required, Lines::Many, kLongestText);
    misprint.explanation = reader.text(u"explanation", Need::Required, Lines::Many, kLongestText);
    misprint.dataPaths = m_paths.ids(reader, u"dataPaths", Need::Present);
    misprint.firewallRules = m_rules.ids(reader, u"firewallRules", Need::Present);
    d->misprints << misprint;
}

void CatalogReader::readRule(JsonObjectReader &reader)
{
    const DesignRule rule = readDesignRule(reader, {m_roles, m_paths, m_services});
    m_designRules.define(reader, u"id", rule.id, d->designRules.size());
    d->designRules << rule;
}

} // namespace

Result<Catalog> parseCatalog(const QByteArray &bytes, const QString &file)
{
    const Result<JsonValue> root = parseJson(bytes, file);
    if (!root)
        return failure(root.error());
    JsonReport report(file);
    QSharedDataPointer<Catalog::Data> data = CatalogReader(report).read(*root);
    if (!report.isClean())
        return failure(report.errors());
    return Catalog(std::move(data));
}

} // namespace portolan
