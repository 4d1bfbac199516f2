// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/comparison/comparisonlines.h"
#include "views/diagram/diagramstyle.h"

#include <QAbstractItemModel>

namespace portolan {

/// The differences between two versions of a plan as a tree: sections, and their lines in three columns (what became of
/// it, what it is, how).
class ComparisonModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { ChangeColumn, WhatColumn, DetailColumn, ColumnCount };

    explicit ComparisonModel(QObject *parent = nullptr);

    void setSections(const QList<ComparisonSection> &sections);
    void setStyle(const DiagramStyle &style);
    /// Of a line; nothing for a section.
    const ComparisonLine *line(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<ComparisonSection> m_sections;
    DiagramStyle m_style;
};

} // namespace portolan
