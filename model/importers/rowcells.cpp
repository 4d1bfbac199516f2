// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "rowcells.h"

#include "importvalues.h"
#include "servertable.h"

#include "model/topology/hostname.h"
#include "model/topology/topologyrules.h"

#include <QCoreApplication>

namespace portolan {

namespace {

struct CellReading {
    Q_DECLARE_TR_FUNCTIONS(portolan::CellReading)
};

} // namespace

RowCells::RowCells(const Records &records, CellTraits traits, QList<ImportRemark> &remarks)
    : m_records(records), m_traits(traits), m_remarks(remarks)
{
}

void RowCells::remark(ImportRemark::Severity severity, const QString &text)
{
    m_remarks << ImportRemark{severity, place(), text};
}

std::optional<QString> RowCells::checked(int column, const QString &text, Lines lines)
{
    const qsizetype longest = lines == Lines::One ? kLongestName : kLongestNotes;
    if (text.size() > longest) {
        lost(CellReading::tr("%1 has %2 characters here, %3 is the most; it is left out.")
                 .arg(title(column), QString::number(text.size()), QString::number(longest)));
        return {};
    }
    if (findForbidden(text, lines) >= 0) {
        lost(CellReading::tr("%1 holds characters that no text here may have: %2; it is left out.")
                 .arg(title(column), quoted(text)));
        return {};
    }
    if (m_traits.isAscii && text.contains(u'?')) {
        lost(CellReading::tr("%1 is %2: the question mark may stand for a letter that the export could not write. "
                             "Export again with -Encoding UTF8.")
                 .arg(title(column), quoted(text)));
    }
    return text;
}

std::optional<QString> RowCells::text(const Columns &columns, Lines lines)
{
    std::optional<QString> result;
    for (const int column : columns) {
        const RecordValue value = m_records.value(m_row, column);
        if (value.isLost && !m_traits.isExact) {
            lost(
                CellReading::tr("The export lost what %1 held and wrote %2 in its place. Join its items into one text, "
                                "with -join, as the commands in the help do.")
                    .arg(title(column), quoted(value.text)));
            continue;
        }
        const QString text = m_traits.isExact && !m_records.isJson() ? m_records.cell(m_row, column) : value.text;
        if (text.isEmpty()) {
            if (!result)
                result = QString();
            continue;
        }
        return checked(column, text, lines);
    }
    return result;
}

std::optional<QString> RowCells::name(const Columns &columns)
{
    const std::optional<QString> written = text(columns);
    return written && m_traits.hasPaths ? plainName(*written) : written;
}

std::optional<QString> RowCells::hostName(const Columns &columns)
{
    std::optional<QString> written = text(columns);
    if (!written || written->isEmpty())
        return written;
    if (written->endsWith(u'.') && !m_traits.isExact)
        written->chop(1);
    if (isHostName(*written))
        return written;
    lost(CellReading::tr("%1 is no host name; it is left out.").arg(quoted(*written)));
    return {};
}

std::optional<bool> RowCells::truth(const Columns &columns)
{
    const std::optional<QString> written = text(columns);
    if (!written || written->isEmpty())
        return {};
    const std::optional<bool> truth = truthOf(*written);
    if (!truth)
        lost(CellReading::tr("%1 is neither “True” nor “False”; it is left out.").arg(quoted(*written)));
    return truth;
}

std::optional<int> RowCells::number(const Columns &columns, int least, int most)
{
    const std::optional<QString> written = text(columns);
    if (!written || written->isEmpty())
        return {};
    bool isNumber = false;
    const int number = written->toInt(&isNumber);
    if (isNumber && number >= least && number <= most)
        return number;
    lost(CellReading::tr("%1 is no number from %2 to %3; it is left out.")
             .arg(quoted(*written), QString::number(least), QString::number(most)));
    return {};
}

std::optional<QStringList> RowCells::items(int column)
{
    // A list may be longer than any one value.
    const std::optional<QString> written = text({column}, Lines::Many);
    if (!written)
        return {};
    return m_traits.isExact && !m_records.isJson() ? splitList(*written) : listItems(*written);
}

std::optional<QStringList> RowCells::names(const Columns &columns)
{
    std::optional<QStringList> result;
    for (const int column : columns) {
        const std::optional<QStringList> written = items(column);
        if (!written)
            continue;
        if (!result)
            result = QStringList();
        for (const QString &item : *written) {
            const QString name = m_traits.hasPaths ? plainName(item) : item;
            const std::optional<QString> good = checked(column, name, Lines::One);
            if (good && !good->isEmpty() && (m_traits.isExact || !result->contains(*good)))
                *result << *good;
        }
    }
    return result;
}

std::optional<QStringList> RowCells::addresses(const Columns &columns)
{
    std::optional<QStringList> result;
    for (const int column : columns) {
        const std::optional<QStringList> written = items(column);
        if (!written)
            continue;
        if (!result)
            result = QStringList();
        for (const QString &item : *written) {
            const QString address = plainAddress(item);
            if (address.isEmpty())
                lost(CellReading::tr("%1 is no IP address; it is left out.").arg(quoted(item)));
            else if (m_traits.isExact || !result->contains(address))
                *result << address;
        }
    }
    return result;
}

} // namespace portolan
