// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/tabletext.h"
#include "model/json/jsonvalue.h"

#include <QHash>

namespace portolan {

/// What a record has under one column, a table's cell and a JSON member alike.
struct RecordValue {
    QString text; ///< without blanks around it; of a list its items, one on each line
    bool isLost = false; ///< the export wrote the name of a type in place of the value

    bool isEmpty() const { return text.isEmpty() && !isLost; }
};

/// Rows with named columns, from a table or from a list of JSON objects. Columns are called the same in whatever case.
class Records
{
public:
    Records(TableText table, const QString &file);
    /// `root` is a list of objects or a single one; what is none is reported.
    Records(JsonValue root, const QString &file, QList<ImportRemark> &remarks);

    qsizetype size() const { return qsizetype(m_isJson ? m_objects.size() : size_t(m_table.rows.size())); }
    const QString &typeName() const { return m_table.typeName; }
    const QStringList &columns() const { return m_table.columns; }
    int column(QStringView title) const; ///< -1: there is none
    ImportPlace place(qsizetype row) const;
    RecordValue value(qsizetype row, int column) const;
    /// The cell as it stands in the table, nothing trimmed.
    QString cell(qsizetype row, int column) const { return m_table.rows[row].cells[column]; }
    bool isJson() const { return m_isJson; }
    QList<QStringList> sample(qsizetype most) const;

private:
    void indexColumns();

    QString m_file;
    bool m_isJson = false;
    TableText m_table; ///< of JSON only the columns
    std::vector<std::pair<int, JsonValue>> m_objects; ///< with their place in the list
    QHash<QString, int> m_index; ///< of columns, by their case folded title
};

/// "System.String[]" and its like: what a table holds where a list could not be written.
bool isTypeName(QStringView text);

} // namespace portolan
