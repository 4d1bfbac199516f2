// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "columnmapping.h"

#include "importvalues.h"

#include "model/json/jsonobjectreader.h"
#include "model/topology/hostname.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <iterator>

namespace portolan {

namespace {

struct MappingText {
    Q_DECLARE_TR_FUNCTIONS(portolan::MappingText)
};

struct FieldWord {
    ServerField field;
    QStringView word;
    const char *label;
    /// Titles that people give such a column, best first, as letters and digits in lower case, parted by blanks.
    QStringView titles;
};

constexpr FieldWord kFields[] = {
    {ServerField::Id, u"id", QT_TRANSLATE_NOOP("portolan::MappingText", "Id"), u""},
    {ServerField::Name, u"name", QT_TRANSLATE_NOOP("portolan::MappingText", "Name"),
     u"name servername computername hostname host server computer machine device system asset vmname vm node ci"},
    {ServerField::Site, u"site", QT_TRANSLATE_NOOP("portolan::MappingText", "Site"),
     u"site sitename adsite location standort datacenter datacentre dc office city region campus"},
    {ServerField::Roles, u"roles", QT_TRANSLATE_NOOP("portolan::MappingText", "Roles"),
     u"roles role serverrole serverroles function purpose usage type service rolle rollen"},
    {ServerField::Fqdn, u"fqdn", QT_TRANSLATE_NOOP("portolan::MappingText", "Full name"),
     u"fqdn dnsname dnshostname dns fullyqualifieddomainname fullname fqdnname"},
    {ServerField::Addresses, u"addresses", QT_TRANSLATE_NOOP("portolan::MappingText", "Addresses"),
     u"addresses address ipaddress ipaddresses ip ips ipv4address ipv4 primaryip primaryip4 ipv6address managementip "
     u"ipadresse"},
    {ServerField::DynamicPorts, u"dynamicPorts", QT_TRANSLATE_NOOP("portolan::MappingText", "Dynamic ports"),
     u"dynamicports dynamicportrange portrange"},
    {ServerField::Version, u"version", QT_TRANSLATE_NOOP("portolan::MappingText", "Version"),
     u"version productversion build admindisplayversion"},
    {ServerField::OperatingSystem, u"operatingSystem", QT_TRANSLATE_NOOP("portolan::MappingText", "Operating system"),
     u"operatingsystem os platform osname betriebssystem"},
    {ServerField::Domain, u"domain", QT_TRANSLATE_NOOP("portolan::MappingText", "Domain"),
     u"domain addomain dnsdomain domainname"},
    {ServerField::ReadOnly, u"readOnly", QT_TRANSLATE_NOOP("portolan::MappingText", "Read-only"),
     u"readonly isreadonly rodc"},
    {ServerField::SipStartup, u"sipStartup", QT_TRANSLATE_NOOP("portolan::MappingText", "SIP listens on"),
     u"sipstartup umstartupmode"},
    {ServerField::Dag, u"dag", QT_TRANSLATE_NOOP("portolan::MappingText", "DAG"),
     u"dag dagname databaseavailabilitygroup"},
    {ServerField::Notes, u"notes", QT_TRANSLATE_NOOP("portolan::MappingText", "Notes"),
     u"notes note description comment comments remarks beschreibung bemerkung"},
};

const FieldWord &fieldWord(ServerField field)
{
    const auto *found = std::find_if(std::begin(kFields), std::end(kFields),
                                     [field](const FieldWord &word) { return word.field == field; });
    return *found;
}

QString normalizedTitle(const QString &title)
{
    QString result;
    for (const QChar c : title) {
        if (c.isLetterOrNumber())
            result += c.toLower();
    }
    return result;
}

/// Of the rows that fill the column all look so.
template <typename Looks>
bool columnLooks(const QList<QStringList> &rows, qsizetype column, Looks looks)
{
    qsizetype filled = 0;
    for (const QStringList &row : rows) {
        const QString cell = row.value(column).trimmed();
        if (cell.isEmpty())
            continue;
        if (!looks(cell))
            return false;
        ++filled;
    }
    return filled > 0;
}

bool looksLikeAddresses(const QString &cell)
{
    const QStringList items = listItems(cell);
    return !items.isEmpty()
        && std::all_of(items.begin(), items.end(), [](const QString &item) { return !plainAddress(item).isEmpty(); });
}

bool looksLikeFqdn(const QString &cell)
{
    return firstLabel(cell) != cell && plainAddress(cell).isEmpty();
}

QString quotedTitle(const QString &title)
{
    if (!title.contains(u',') && !title.contains(u'"') && title == title.trimmed())
        return title;
    return u'"' + QString(title).replace(u'"', QStringLiteral("\"\"")) + u'"';
}

/// The parts of "a=b,c=\"d,e\"", quotation marks taken off.
QStringList mappingParts(const QString &text)
{
    QStringList parts;
    QString part;
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (isQuoted && c == u'"' && i + 1 < text.size() && text[i + 1] == u'"')
            part += text[++i];
        else if (c == u'"')
            isQuoted = !isQuoted;
        else if (c == u',' && !isQuoted)
            parts << std::exchange(part, QString());
        else
            part += c;
    }
    return parts << part;
}

Error faultyMapping(const QString &detail)
{
    Error error;
    error.code = ErrorCode::BadValue;
    error.detail = detail;
    return error;
}

QString knownWords()
{
    QStringList words;
    for (const FieldWord &word : kFields)
        words << word.word.toString();
    return words.join(QStringLiteral(", "));
}

} // namespace

QString toString(ServerField field)
{
    return fieldWord(field).word.toString();
}

QString labelOf(ServerField field)
{
    return MappingText::tr(fieldWord(field).label);
}

std::optional<ServerField> serverFieldFromString(QStringView word)
{
    for (const FieldWord &field : kFields) {
        if (field.word.compare(word, Qt::CaseInsensitive) == 0)
            return field.field;
    }
    return {};
}

QList<ServerField> allServerFields()
{
    QList<ServerField> fields;
    for (const FieldWord &word : kFields)
        fields << word.field;
    return fields;
}

ColumnMapping ColumnMapping::guess(const QStringList &columns, const QList<QStringList> &rows)
{
    ColumnMapping mapping;
    QStringList titles;
    for (const QString &column : columns)
        titles << normalizedTitle(column);
    QSet<qsizetype> taken;
    const auto take = [&](ServerField field, qsizetype column) {
        if (column < 0 || taken.contains(column) || !mapping.column(field).isEmpty() || columns[column].isEmpty())
            return;
        taken.insert(column);
        mapping.set(field, columns[column]);
    };
    // Values that can be nothing else come before titles, which may be anything.
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (columnLooks(rows, i, looksLikeAddresses))
            take(ServerField::Addresses, i);
    }
    for (const FieldWord &field : kFields) {
        const QStringList known = field.titles.toString().split(u' ', Qt::SkipEmptyParts);
        for (const QString &title : known) {
            qsizetype column = titles.indexOf(title);
            // "Host" may hold addresses beside a column of names.
            while (column >= 0 && (taken.contains(column) || !mapping.column(field.field).isEmpty()))
                column = titles.indexOf(title, column + 1);
            take(field.field, column);
        }
    }
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (columnLooks(rows, i, looksLikeFqdn))
            take(ServerField::Fqdn, i);
    }
    return mapping;
}

Result<ColumnMapping> ColumnMapping::fromText(const QString &text)
{
    ColumnMapping mapping;
    for (const QString &part : mappingParts(text)) {
        if (part.trimmed().isEmpty())
            continue;
        const qsizetype equals = part.indexOf(u'=');
        const QString word = part.first(std::max<qsizetype>(equals, 0)).trimmed();
        const std::optional<ServerField> field = serverFieldFromString(word);
        if (equals < 0)
            return failure(
                faultyMapping(MappingText::tr("%1 is no field and its column, such as name=Host.").arg(quoted(part))));
        if (!field)
            return failure(
                faultyMapping(MappingText::tr("There is no field %1; there are %2.").arg(quoted(word), knownWords())));
        if (mapping.m_columns.contains(*field))
            return failure(faultyMapping(MappingText::tr("%1 stands here twice.").arg(quoted(word))));
        mapping.set(*field, part.sliced(equals + 1).trimmed());
    }
    return mapping;
}

QString ColumnMapping::toText() const
{
    QStringList parts;
    for (auto column = m_columns.begin(); column != m_columns.end(); ++column)
        parts << toString(column.key()) + u'=' + quotedTitle(column.value());
    return parts.join(u',');
}

Result<ColumnMapping> ColumnMapping::fromJson(const JsonValue &value)
{
    JsonReport report{QString()};
    JsonObjectReader reader(value, {}, report);
    ColumnMapping mapping;
    for (const FieldWord &field : kFields)
        mapping.set(field.field, reader.string(field.word, Need::Optional).value_or(QString()));
    reader.finish(UnknownKeys::Refused);
    if (!report.isClean())
        return failure(report.errors());
    return mapping;
}

JsonValue ColumnMapping::toJson() const
{
    JsonValue object = JsonValue::object();
    for (auto column = m_columns.begin(); column != m_columns.end(); ++column)
        object.set(toString(column.key()), JsonValue::fromString(column.value()));
    return object;
}

void ColumnMapping::set(ServerField field, const QString &column)
{
    if (column.isEmpty())
        m_columns.remove(field);
    else
        m_columns.insert(field, column);
}

bool ColumnMapping::isUsable() const
{
    return m_columns.contains(ServerField::Name) || m_columns.contains(ServerField::Fqdn);
}

QStringList ColumnMapping::missingIn(const QStringList &columns) const
{
    QStringList missing;
    QSet<QString> known;
    for (const QString &column : columns)
        known.insert(column.trimmed().toCaseFolded());
    for (const QString &column : m_columns) {
        if (!known.contains(column.trimmed().toCaseFolded()))
            missing << column;
    }
    return missing;
}

} // namespace portolan
