// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tabletext.h"

#include <QCoreApplication>

#include <algorithm>

namespace portolan {

namespace {

struct TableReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::TableReading)
};

constexpr qsizetype kMostRows = 100000;
constexpr qsizetype kMostColumns = 1000;
constexpr qsizetype kLongestCell = 65536;
/// What a table of formatting instructions has in its header: the rows that people meant are not in it.
constexpr QStringView kFormattingMark = u"ClassId2e4f51ef21dd47e99d3c952918aff9cd";

tl::unexpected<Errors> refused(ErrorCode code, const QString &file, int line, const QString &detail)
{
    Error error;
    error.code = code;
    error.file = file;
    error.line = line;
    error.column = line > 0 ? 1 : 0;
    error.detail = detail;
    return failure(std::move(error));
}

/// Where a spreadsheet that sees the cell would see a formula.
bool looksLikeFormula(QStringView cell)
{
    const auto *first = std::find_if(cell.begin(), cell.end(), [](QChar c) { return c != u' '; });
    if (first == cell.end())
        return false;
    return QStringView(u"=+-@\t\r\n").contains(*first);
}

/// The cell without the apostrophes that it begins with.
QStringView behindApostrophes(QStringView cell)
{
    while (cell.startsWith(u'\''))
        cell = cell.sliced(1);
    return cell;
}

class TableParser
{
public:
    TableParser(const QString &text, const QString &file) : m_text(text), m_file(file) { }

    Result<TableText> parse();

private:
    enum class Stop { None, CellTooLong, NeverClosed };

    /// The next row's cells as they stand there; false at the end of the text or where `m_stop` says why.
    bool nextRow(QStringList &cells);
    bool readQuoted(QString &cell);
    void readPlain(QString &cell);
    void skipLineEnd();
    void skipBlankLines();
    void readTypeLine();
    QChar sniffedDelimiter() const;
    std::optional<QString> faultyHeader() const;
    void readRows();
    void addRow(QStringList cells, int line);
    void unreadable(int line, qsizetype row, const QString &text);
    QString whyStopped() const;

    bool isAtEnd() const { return m_at >= m_text.size(); }
    QChar here() const { return m_text[m_at]; }
    bool isAtLineEnd() const { return here() == u'\n' || here() == u'\r'; }

    const QString &m_text;
    const QString m_file;
    qsizetype m_at = 0;
    int m_line = 1;
    int m_rowLine = 1; ///< that the row just read begins on
    QChar m_delimiter = u',';
    Stop m_stop = Stop::None;
    TableText m_table;
};

void TableParser::skipLineEnd()
{
    if (isAtEnd() || !isAtLineEnd())
        return;
    const bool isPair = here() == u'\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\n';
    m_at += isPair ? 2 : 1;
    ++m_line;
}

void TableParser::skipBlankLines()
{
    while (!isAtEnd()) {
        qsizetype end = m_at;
        while (end < m_text.size() && m_text[end] == u' ')
            ++end;
        if (end < m_text.size() && m_text[end] != u'\n' && m_text[end] != u'\r')
            return;
        m_at = end;
        skipLineEnd();
    }
}

void TableParser::readTypeLine()
{
    QStringView rest = QStringView(m_text).sliced(m_at);
    if (!rest.startsWith(u"#TYPE", Qt::CaseInsensitive) && !rest.startsWith(u"\"#TYPE", Qt::CaseInsensitive))
        return;
    qsizetype end = m_at;
    while (end < m_text.size() && m_text[end] != u'\n' && m_text[end] != u'\r')
        ++end;
    QString line = m_text.sliced(m_at, end - m_at);
    line.remove(u'"');
    // A table program that has saved the file since has filled the line up with delimiters.
    while (line.endsWith(u',') || line.endsWith(u';') || line.endsWith(u'\t'))
        line.chop(1);
    m_table.typeName = line.sliced(5).trimmed();
    m_at = end;
    skipLineEnd();
    skipBlankLines();
}

QChar TableParser::sniffedDelimiter() const
{
    qsizetype commas = 0;
    qsizetype semicolons = 0;
    qsizetype tabs = 0;
    bool isQuoted = false;
    for (qsizetype i = m_at; i < m_text.size(); ++i) {
        const QChar c = m_text[i];
        if (c == u'"')
            isQuoted = !isQuoted;
        else if (!isQuoted && (c == u'\n' || c == u'\r'))
            break;
        if (isQuoted)
            continue;
        commas += c == u',' ? 1 : 0;
        semicolons += c == u';' ? 1 : 0;
        tabs += c == u'\t' ? 1 : 0;
    }
    if (tabs > commas && tabs > semicolons)
        return u'\t';
    return semicolons > commas ? u';' : u',';
}

bool TableParser::readQuoted(QString &cell)
{
    ++m_at;
    while (!isAtEnd()) {
        const qsizetype from = m_at;
        while (!isAtEnd() && here() != u'"' && !isAtLineEnd())
            ++m_at;
        cell += QStringView(m_text).sliced(from, m_at - from);
        if (cell.size() > kLongestCell) {
            m_stop = Stop::CellTooLong;
            return false;
        }
        if (isAtEnd())
            break;
        if (isAtLineEnd()) {
            const qsizetype end = m_at;
            skipLineEnd();
            cell += QStringView(m_text).sliced(end, m_at - end);
            continue;
        }
        ++m_at;
        if (isAtEnd() || here() != u'"') {
            // What stands between the closing mark and the delimiter belongs to the cell, as spreadsheets have it.
            readPlain(cell);
            return m_stop == Stop::None;
        }
        cell += u'"';
        ++m_at;
    }
    m_stop = Stop::NeverClosed;
    return false;
}

void TableParser::readPlain(QString &cell)
{
    const qsizetype from = m_at;
    while (!isAtEnd() && here() != m_delimiter && !isAtLineEnd())
        ++m_at;
    cell += QStringView(m_text).sliced(from, m_at - from);
    if (cell.size() > kLongestCell)
        m_stop = Stop::CellTooLong;
}

bool TableParser::nextRow(QStringList &cells)
{
    cells.clear();
    skipBlankLines();
    if (isAtEnd())
        return false;
    m_rowLine = m_line;
    while (true) {
        QString cell;
        if (!isAtEnd() && here() == u'"')
            readQuoted(cell);
        else
            readPlain(cell);
        if (m_stop != Stop::None)
            return false;
        // Beyond the cap it only counts whether there is something.
        cells << (cells.size() < kMostColumns ? unprotectedCell(cell)
                                              : cell.first(std::min<qsizetype>(cell.size(), 1)));
        if (isAtEnd() || here() != m_delimiter)
            break;
        ++m_at;
    }
    skipLineEnd();
    return true;
}

QString TableParser::whyStopped() const
{
    if (m_stop == Stop::NeverClosed) {
        return TableReading::tr("A quotation mark that opens in the row from line %1 on is never closed, so where its "
                                "cells end is not known.")
            .arg(m_rowLine);
    }
    return TableReading::tr(
               "A cell of the row from line %1 on has more than %2 characters; perhaps a quotation mark is "
               "missing before it.")
        .arg(m_rowLine)
        .arg(kLongestCell);
}

void TableParser::unreadable(int line, qsizetype row, const QString &text)
{
    m_table.remarks << ImportRemark{ImportRemark::Severity::Unreadable, {m_file, line, int(row)}, text};
}

std::optional<QString> TableParser::faultyHeader() const
{
    const QStringList &columns = m_table.columns;
    if (columns.contains(kFormattingMark, Qt::CaseInsensitive)) {
        return TableReading::tr(
            "These are instructions for formatting a screen, not the data: Format-Table or Format-List stands before "
            "Export-Csv in the command. Use Select-Object in its place.");
    }
    if (columns.size() > kMostColumns) {
        return TableReading::tr("The header has %1 columns; %2 is the most that is read.")
            .arg(columns.size())
            .arg(kMostColumns);
    }
    return {};
}

void TableParser::addRow(QStringList cells, int line)
{
    const qsizetype row = ++m_table.rowsInFile;
    const qsizetype wanted = m_table.columns.size();
    // Spreadsheets fill rows up with empty cells beyond the header.
    while (cells.size() > wanted && cells.last().isEmpty())
        cells.removeLast();
    if (cells.size() != wanted) {
        unreadable(line, row,
                   cells.size() < wanted
                       ? TableReading::tr("The row has %1 cells, the header %2.").arg(cells.size()).arg(wanted)
                       : TableReading::tr("The row has %1 cells, the header %2; perhaps one holds a delimiter and "
                                          "stands in no quotation marks.")
                             .arg(cells.size())
                             .arg(wanted));
        return;
    }
    if (std::all_of(cells.begin(), cells.end(), [](const QString &cell) { return cell.isEmpty(); })) {
        unreadable(line, row, TableReading::tr("The row is empty."));
        return;
    }
    m_table.rows << TableRow{line, std::move(cells)};
}

void TableParser::readRows()
{
    QStringList cells;
    while (nextRow(cells)) {
        if (m_table.rowsInFile >= kMostRows) {
            unreadable(
                m_rowLine, m_table.rowsInFile + 1,
                TableReading::tr("The file has more than %1 rows; those from here on are not read.").arg(kMostRows));
            return;
        }
        addRow(std::move(cells), m_rowLine);
    }
    if (m_stop != Stop::None)
        unreadable(m_rowLine, ++m_table.rowsInFile,
                   whyStopped() + u' ' + TableReading::tr("This row and those after it are not read."));
}

Result<TableText> TableParser::parse()
{
    skipBlankLines();
    readTypeLine();
    m_delimiter = sniffedDelimiter();
    m_table.delimiter = m_delimiter;
    if (!nextRow(m_table.columns)) {
        if (m_stop != Stop::None)
            return refused(ErrorCode::Syntax, m_file, m_rowLine, whyStopped());
        return refused(ErrorCode::Syntax, m_file, 0, TableReading::tr("There is nothing in the file."));
    }
    const int line = m_rowLine;
    for (QString &column : m_table.columns)
        column = column.trimmed();
    while (m_table.columns.size() > 1 && m_table.columns.last().isEmpty())
        m_table.columns.removeLast();
    if (const std::optional<QString> fault = faultyHeader())
        return refused(ErrorCode::UnsupportedFormat, m_file, line, *fault);
    readRows();
    return std::move(m_table);
}

} // namespace

Result<TableText> parseTable(const QString &text, const QString &file)
{
    return TableParser(text, file).parse();
}

QString protectedCell(const QString &cell, SpreadsheetSafety safety)
{
    // A text that begins with apostrophes before a formula by itself gets one more, so that the way back is plain.
    const QStringView rest = behindApostrophes(cell);
    const bool isAmbiguous = rest.size() < cell.size();
    const bool isProtected = looksLikeFormula(rest) && (safety == SpreadsheetSafety::Safe || isAmbiguous);
    return isProtected ? u'\'' + cell : cell;
}

QString unprotectedCell(const QString &cell)
{
    return cell.startsWith(u'\'') && looksLikeFormula(behindApostrophes(cell)) ? cell.sliced(1) : cell;
}

} // namespace portolan
