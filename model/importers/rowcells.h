// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/records.h"
#include "model/json/plaintext.h"

namespace portolan {

/// What can be said of all values in a file.
struct CellTraits {
    /// Names are paths that a directory prints; see plainName().
    bool hasPaths = false;
    /// The file has no letters but ASCII's, so that a question mark may have been one.
    bool isAscii = false;
    /// Nothing around a value is trimmed off: the file is our own.
    bool isExact = false;
};

/// The cells of one row after the other, checked: what the document could not hold is reported and left out.
class RowCells
{
public:
    using Columns = QList<int>;

    RowCells(const Records &records, CellTraits traits, QList<ImportRemark> &remarks);

    void setRow(qsizetype row) { m_row = row; }
    ImportPlace place() const { return m_records.place(m_row); }

    /// Of the columns the first that is not empty. Nothing: there is no column, or what it held is lost.
    std::optional<QString> text(const Columns &columns, Lines lines = Lines::One);
    /// Text that names something.
    std::optional<QString> name(const Columns &columns);
    std::optional<QString> hostName(const Columns &columns);
    std::optional<bool> truth(const Columns &columns);
    std::optional<int> number(const Columns &columns, int least, int most);
    /// The items of all columns, each once.
    std::optional<QStringList> names(const Columns &columns);
    std::optional<QStringList> addresses(const Columns &columns);

    void lost(const QString &text) { remark(ImportRemark::Severity::Lost, text); }
    void note(const QString &text) { remark(ImportRemark::Severity::Note, text); }
    void unreadable(const QString &text) { remark(ImportRemark::Severity::Unreadable, text); }

    const CellTraits &traits() const { return m_traits; }

private:
    void remark(ImportRemark::Severity severity, const QString &text);
    std::optional<QString> checked(int column, const QString &text, Lines lines);
    QString title(int column) const { return quoted(m_records.columns()[column]); }
    /// The items of one column; nothing where they are lost.
    std::optional<QStringList> items(int column);

    const Records &m_records;
    const CellTraits m_traits;
    QList<ImportRemark> &m_remarks;
    qsizetype m_row = 0;
};

} // namespace portolan
