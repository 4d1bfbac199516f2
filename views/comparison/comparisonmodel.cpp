// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/comparison/comparisonmodel.h"

#include "views/graph/chartmark.h"
#include "views/tables/displaytext.h"

#include <QFont>

namespace portolan {

namespace {

/// Rows know their section by this number, sections have none.
constexpr quintptr kSection = 0;

} // namespace

ComparisonModel::ComparisonModel(QObject *parent) : QAbstractItemModel(parent), m_style(DiagramStyle::of(Theme::Light))
{
}

void ComparisonModel::setSections(const QList<ComparisonSection> &sections)
{
    beginResetModel();
    m_sections = sections;
    endResetModel();
}

void ComparisonModel::setStyle(const DiagramStyle &style)
{
    m_style = style;
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex section = index(row, 0);
        if (const int lines = rowCount(section); lines > 0)
            Q_EMIT dataChanged(index(0, 0, section), index(lines - 1, ColumnCount - 1, section), {Qt::ForegroundRole});
    }
}

const ComparisonLine *ComparisonModel::line(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == kSection)
        return nullptr;
    const ComparisonSection &section = m_sections.at(static_cast<qsizetype>(index.internalId() - 1));
    return index.row() < section.lines.size() ? &section.lines.at(index.row()) : nullptr;
}

QModelIndex ComparisonModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : kSection);
}

QModelIndex ComparisonModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == kSection)
        return {};
    return createIndex(static_cast<int>(child.internalId() - 1), 0, kSection);
}

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_sections.size());
    if (parent.internalId() != kSection || parent.column() != 0)
        return 0;
    const ComparisonSection &section = m_sections.at(parent.row());
    return static_cast<int>(section.lines.size()) + (section.leftOut > 0 ? 1 : 0);
}

int ComparisonModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.internalId() == kSection) {
        if (role == Qt::DisplayRole && index.column() == 0)
            return m_sections.at(index.row()).title;
        if (role == Qt::FontRole) {
            QFont bold;
            bold.setBold(true);
            return bold;
        }
        return {};
    }
    const ComparisonLine *met = line(index);
    if (!met) {
        const qint64 leftOut = m_sections.at(static_cast<qsizetype>(index.internalId() - 1)).leftOut;
        return role == Qt::DisplayRole && index.column() == WhatColumn
            ? QVariant(tr("and %1 more; portolan-cli diff lists them all").arg(leftOut))
            : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == ChangeColumn ? changeWord(met->change)
            : index.column() == WhatColumn    ? met->what
                                              : met->detail;
    case Qt::ToolTipRole:
        return toolTipText(met->detail.isEmpty() ? met->what : met->what + u'\n' + met->detail);
    case Qt::ForegroundRole:
        return index.column() == ChangeColumn ? QVariant(changeColor(met->change, m_style)) : QVariant();
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ChangeColumn:
        return tr("Became");
    case WhatColumn:
        return tr("What");
    default:
        return tr("How");
    }
}

} // namespace portolan
