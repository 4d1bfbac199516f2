// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "texttable.h"

#include <algorithm>

namespace portolan {

namespace {

QStringList wrapped(const QString &text, qsizetype width)
{
    QStringList lines;
    for (QString rest = text; !rest.isEmpty();) {
        qsizetype end = rest.size();
        if (end > width) {
            const qsizetype space = rest.lastIndexOf(u' ', width);
            end = space > 0 ? space : width;
        }
        lines << rest.first(end);
        rest = rest.sliced(end).trimmed();
    }
    return lines;
}

} // namespace

TextTable::Column TextTable::fitted(const QString &title, const QStringList &texts, qsizetype most)
{
    qsizetype width = title.size();
    for (const QString &text : texts)
        width = std::max(width, std::min(text.size(), most));
    return {title, width};
}

QByteArray TextTable::header() const
{
    QStringList titles;
    for (const Column &column : m_columns)
        titles << column.title;
    return row(titles);
}

QByteArray TextTable::row(const QStringList &cells) const
{
    QList<QStringList> columns;
    qsizetype height = 1;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        columns << wrapped(cells[i], m_columns[i].width);
        height = std::max(height, columns.last().size());
    }
    QByteArray text;
    for (qsizetype line = 0; line < height; ++line) {
        QString out;
        for (qsizetype i = 0; i < columns.size(); ++i)
            out += columns[i].value(line).leftJustified(m_columns[i].width) + QStringLiteral("  ");
        text += out.trimmed().isEmpty() ? QByteArray() : out.toUtf8();
        while (text.endsWith(' '))
            text.chop(1);
        text += '\n';
    }
    return text;
}

} // namespace portolan
