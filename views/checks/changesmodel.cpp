// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/checks/changesmodel.h"

#include "views/checks/checktext.h"
#include "views/tables/displaytext.h"

#include <utility>

namespace portolan {

using namespace Qt::StringLiterals;

ChangesModel::ChangesModel(QList<ResultChange> changes, Topology topology, QObject *parent)
    : QAbstractTableModel(parent), m_changes(std::move(changes)), m_topology(std::move(topology))
{
}

int ChangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_changes.size());
}

int ChangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

QString ChangesModel::cell(const ResultChange &change, int column) const
{
    switch (column) {
    case BecameColumn:
        return changeText(change);
    case FromColumn:
        return vantageName(m_topology, change.vantage, {});
    case ServerColumn:
        return vantageName(m_topology, change.destination, {});
    case PortColumn:
        return u"%1 %2"_s.arg(toString(change.transport).toUpper()).arg(change.port);
    case WhatColumn:
        return displayText(change.what);
    case BeforeColumn:
        return displayText(change.before);
    default:
        return displayText(change.after);
    }
}

QVariant ChangesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const QString text = cell(m_changes.at(index.row()), index.column());
    return role == Qt::ToolTipRole ? toolTipText(text) : text;
}

QVariant ChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case BecameColumn:
        return tr("Became");
    case FromColumn:
        return tr("From");
    case ServerColumn:
        return tr("Server");
    case PortColumn:
        return tr("Port");
    case WhatColumn:
        return tr("What");
    case BeforeColumn:
        return tr("Before");
    default:
        return tr("Now");
    }
}

QString ChangesModel::text() const
{
    QStringList cells;
    for (int column = 0; column < kColumnCount; ++column)
        cells << headerData(column, Qt::Horizontal).toString();
    QStringList lines{cells.join(u'\t')};
    for (const ResultChange &change : m_changes) {
        cells.clear();
        for (int column = 0; column < kColumnCount; ++column)
            cells << cell(change, column);
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

} // namespace portolan
