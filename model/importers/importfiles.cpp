// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "importfiles.h"

#include "exportreader.h"
#include "netboxreader.h"
#include "nmapreader.h"
#include "nmapscan.h"
#include "serverrows.h"
#include "tabletext.h"

#include "model/json/jsonvalue.h"
#include "model/json/plaintext.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

namespace portolan {

namespace {

struct ImportReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::ImportReading)
};

constexpr qsizetype kSampleRows = 20;

using Weight = ImportRemark::Severity;

class FileReader
{
public:
    FileReader(const Catalog &catalog, const ImportOptions &options) : m_catalog(catalog), m_options(options) { }

    ImportedFile read(const ImportSource &source);

private:
    void readText(const DecodedText &decoded);
    void readJson(const QString &text);
    void readTable(const DecodedText &decoded);
    void readRecords(const Records &records, bool isAscii);
    void readOwn(const Records &records);
    void readMapped(const Records &records, bool isAscii);
    void sayUnmapped(const Records &records);
    void finish();
    void recognise(ImportKind kind, const QString &text)
    {
        m_file.kind = kind;
        m_file.kindText = text;
    }
    void remark(Weight severity, const QString &text, int line = 0)
    {
        m_file.remarks << ImportRemark{severity, {m_file.name, line, 0}, text};
    }
    void refuse(const Errors &errors)
    {
        for (const Error &error : errors)
            remark(Weight::Unreadable, error.detail, error.line);
    }

    const Catalog &m_catalog;
    const ImportOptions &m_options;
    ImportedFile m_file;
};

ImportedFile FileReader::read(const ImportSource &source)
{
    m_file.name = source.name;
    const Result<DecodedText> decoded = decodeText(source.bytes, source.name);
    if (decoded)
        readText(*decoded);
    else
        refuse(decoded.error());
    finish();
    return std::move(m_file);
}

void FileReader::readText(const DecodedText &decoded)
{
    const QStringView text = QStringView(decoded.text).trimmed();
    if (decoded.encoding == TextEncoding::Windows1252)
        remark(
            Weight::Note,
            ImportReading::tr("The file is not UTF-8 and says nothing of its encoding; it is read as Windows-1252."));
    if (text.isEmpty()) {
        remark(Weight::Unreadable, ImportReading::tr("There is nothing in the file."));
    } else if (text.startsWith(u'<')) {
        const QByteArray bytes = decoded.text.toUtf8();
        if (isNmapXml(bytes)) {
            recognise(ImportKind::PortScan, ImportReading::tr("nmap scan"));
            readNmapXml(bytes, m_file);
        } else {
            remark(Weight::Unreadable, ImportReading::tr("This is XML or HTML, and no scan of nmap's."));
        }
    } else if (text.startsWith(u'{') || text.startsWith(u'[')) {
        readJson(decoded.text);
    } else {
        readTable(decoded);
    }
}

void FileReader::readJson(const QString &text)
{
    Result<JsonValue> root = parseJson(text.toUtf8(), m_file.name);
    if (!root) {
        refuse(root.error());
        return;
    }
    if (isNetBoxJson(*root)) {
        recognise(ImportKind::Inventory, ImportReading::tr("NetBox devices"));
        const Records records = netBoxRecords(std::move(*root), m_file);
        m_file.rows = records.size();
        readNetBox(records, m_catalog, m_file);
        return;
    }
    if (const JsonValue *format = root->isObject() ? root->find(u"format") : nullptr;
        format && format->text.startsWith(u"portolan-")) {
        remark(Weight::Unreadable,
               ImportReading::tr("This is a file of Portolan's own: open it instead of bringing it in."));
        return;
    }
    const Records records(std::move(*root), m_file.name, m_file.remarks);
    readRecords(records, false);
}

void FileReader::readTable(const DecodedText &decoded)
{
    Result<TableText> table = parseTable(decoded.text, m_file.name);
    if (!table) {
        refuse(table.error());
        return;
    }
    m_file.remarks += table->remarks;
    const qsizetype rows = table->rowsInFile;
    const Records records(std::move(*table), m_file.name);
    readRecords(records, decoded.encoding == TextEncoding::Ascii);
    m_file.rows = rows;
}

void FileReader::readRecords(const Records &records, bool isAscii)
{
    m_file.rows = records.size();
    m_file.columns = records.columns();
    m_file.sampleRows = records.sample(kSampleRows);
    const QList<ServerField> fields = allServerFields();
    const bool isOwn = std::all_of(fields.begin(), fields.end(),
                                   [&records](ServerField field) { return records.column(toString(field)) >= 0; });
    if (isOwn) {
        readOwn(records);
    } else if (const ExportKind *kind = recognisedExport(records, m_catalog)) {
        recognise(ImportKind::Export, kind->label);
        readExport(records, *kind, isAscii, m_catalog, m_file);
    } else if (isNetBoxTable(records)) {
        recognise(ImportKind::Inventory, ImportReading::tr("NetBox devices"));
        readNetBox(records, m_catalog, m_file);
    } else {
        readMapped(records, isAscii);
    }
}

void FileReader::readOwn(const Records &records)
{
    recognise(ImportKind::ServerTable, ImportReading::tr("Portolan's table of servers"));
    ServerLayout layout;
    layout.source = m_file.kindText;
    layout.isOwn = true;
    for (const ServerField field : allServerFields())
        layout.columns.insert(toString(field), {records.column(toString(field))});
    m_file.facts.coverage.servers = true;
    readServerRows(records, layout, {false, false, true}, m_catalog, m_file);
}

void FileReader::readMapped(const Records &records, bool isAscii)
{
    const ColumnMapping mapping =
        m_options.mapping ? *m_options.mapping : ColumnMapping::guess(records.columns(), m_file.sampleRows);
    m_file.mapping = mapping;
    QStringList titles;
    for (const QString &column : records.columns().mid(0, kSampleRows))
        titles << quoted(column);
    const QString columns = titles.join(QStringLiteral(", "));
    if (const QStringList missing = mapping.missingIn(records.columns()); !missing.isEmpty()) {
        remark(Weight::Unreadable,
               ImportReading::tr("There is no column %1 in the file; its columns are %2.")
                   .arg(quoted(missing.first()), columns));
        return;
    }
    if (!mapping.isUsable()) {
        remark(Weight::Unreadable,
               ImportReading::tr("Which column holds the names of the servers is not plain; the columns are %1.")
                   .arg(columns));
        return;
    }
    recognise(ImportKind::MappedTable, ImportReading::tr("table of servers"));
    ServerLayout layout;
    layout.source = m_file.kindText;
    layout.judgesAllRoles = true;
    for (auto column = mapping.columns().begin(); column != mapping.columns().end(); ++column)
        layout.columns.insert(toString(column.key()), {records.column(column.value())});
    for (const Role &role : m_catalog.roles()) {
        if (role.kind == RoleKind::Server)
            m_file.facts.coverage.roles.insert(role.id);
    }
    readServerRows(records, layout, {false, isAscii, false}, m_catalog, m_file);
    sayUnmapped(records);
}

void FileReader::sayUnmapped(const Records &records)
{
    QStringList unmapped;
    for (const QString &column : records.columns()) {
        const QList<QString> used = m_file.mapping.columns().values();
        const bool isUsed = std::any_of(used.begin(), used.end(), [&column](const QString &title) {
            return title.compare(column, Qt::CaseInsensitive) == 0;
        });
        if (!isUsed && unmapped.size() < kSampleRows)
            unmapped << quoted(column);
    }
    if (!unmapped.isEmpty())
        remark(Weight::Note,
               ImportReading::tr("Columns that nothing is taken from: %1.").arg(unmapped.join(QStringLiteral(", "))));
}

void FileReader::finish()
{
    const ImportFacts &facts = m_file.facts;
    const bool isEmpty = facts.servers.isEmpty() && facts.sites.isEmpty() && facts.links.isEmpty()
        && facts.subnets.isEmpty() && facts.groups.isEmpty();
    const bool hasUnreadable = std::any_of(m_file.remarks.begin(), m_file.remarks.end(),
                                           [](const ImportRemark &r) { return r.severity == Weight::Unreadable; });
    const ImportCoverage &coverage = facts.coverage;
    const bool covers =
        coverage.servers || coverage.sites || coverage.links || !coverage.roles.isEmpty() || !coverage.groups.isEmpty();
    // What a file with gaps lacks may stand in the gaps.
    if (covers && hasUnreadable)
        remark(Weight::Note,
               ImportReading::tr("As rows could not be read, nothing that the file lacks is offered for removal."));
    if (isEmpty || hasUnreadable)
        m_file.facts.coverage = {};
    if (isEmpty && !hasUnreadable && m_file.rows == 0)
        remark(Weight::Unreadable, ImportReading::tr("The file has no rows."));
}

} // namespace

ImportedFile readImport(const ImportSource &source, const Catalog &catalog, const ImportOptions &options)
{
    return FileReader(catalog, options).read(source);
}

QString importHelp()
{
    QFile file(QStringLiteral(":/portolan/help/import.txt"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString ImportPlace::text() const
{
    if (line > 0)
        return QString(file + u':').append(QString::number(line));
    return row > 0 ? ImportReading::tr("%1, entry %2").arg(file, QString::number(row)) : file;
}

} // namespace portolan
