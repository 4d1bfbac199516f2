// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/reachabilityplan.h"

#include <QAbstractTableModel>

#include <memory>

namespace portolan {

/// The targets that a plan would ask, in its order.
class PlannedChecksModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { ServerColumn, AddressColumn, PortColumn, ExchangeColumn };
    static constexpr int kColumnCount = 4;

    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(std::shared_ptr<const ReachabilityPlan> plan); ///< null: none
    qsizetype publicCount() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const ReachabilityPlan> m_plan;
};

} // namespace portolan
