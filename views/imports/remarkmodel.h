// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importplan.h"

#include <QAbstractTableModel>

#include <memory>

namespace portolan {

/// What reading and matching have to say besides the rows that gave nothing, which are items: what was lost of a row
/// first, then what is worth knowing.
class RemarkModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TextColumn, PlaceColumn, ColumnCount };
    enum DataRole { FullTextRole = Qt::UserRole };

    explicit RemarkModel(QObject *parent = nullptr);

    void setPlan(std::shared_ptr<const ImportPlan> plan);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const ImportPlan> m_plan;
    QList<qsizetype> m_rows; ///< numbers of remarks of the plan
};

} // namespace portolan
