// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/resultscomparison.h"
#include "model/topology/topology.h"

#include <QAbstractTableModel>

namespace portolan {

/// What became other between two results of checks, in its order. Words are made when they are asked for.
class ChangesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { BecameColumn, FromColumn, ServerColumn, PortColumn, WhatColumn, BeforeColumn, NowColumn };
    static constexpr int kColumnCount = 7;

    ChangesModel(QList<ResultChange> changes, Topology topology, QObject *parent = nullptr);

    QString text() const; ///< all of it with a header, tabs between cells

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString cell(const ResultChange &change, int column) const;

    QList<ResultChange> m_changes;
    Topology m_topology;
};

} // namespace portolan
