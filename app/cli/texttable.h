// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace portolan {

/// Aligned columns of plain text for people at a terminal. Widths are fixed beforehand, so that rows need not be kept.
class TextTable
{
public:
    struct Column {
        QString title;
        qsizetype width = 0; ///< longer cells go on in further lines, at spaces where there are any
    };

    explicit TextTable(QList<Column> columns) : m_columns(std::move(columns)) { }

    /// Of the column's title and the longest of the texts, at most `most`.
    static Column fitted(const QString &title, const QStringList &texts, qsizetype most);

    QByteArray header() const;
    QByteArray row(const QStringList &cells) const;

private:
    QList<Column> m_columns;
};

} // namespace portolan
