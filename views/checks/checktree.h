// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/checks/checkedplan.h"

#include <QAbstractItemModel>
#include <QSet>

#include <memory>
#include <optional>

namespace portolan {

/// What the rows of a CheckTree are gathered by.
enum class CheckGrouping {
    Broken, ///< data paths that are broken, what breaks most first
    Causes, ///< what one thing may have brought about
    Flows, ///< every flow that starts at the vantage, worst first
};

/// What is known from one vantage: groups, and the ports of flows in them.
class CheckTree : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { WhatColumn, VerdictColumn, WorkloadColumn, FoundColumn, CheckedColumn };
    static constexpr int kColumnCount = 5;

    explicit CheckTree(QObject *parent = nullptr);

    void setChecked(std::shared_ptr<const CheckedPlan> checked, int vantage); ///< vantage -1: none
    void setGrouping(CheckGrouping grouping);
    /// Of CheckGrouping::Flows: flows in these states only.
    void setShown(const QSet<CheckState> &states);
    void setStyle(const DiagramStyle &style); ///< dataChanged() comes for groups only: of thousands each has ports

    CheckGrouping grouping() const { return m_grouping; }
    const CheckedVantage *vantage() const; ///< null: none
    /// Flows, however many are shown.
    qsizetype flowsIn(CheckState state) const;
    /// That the states shown have and the list has no room for.
    qsizetype leftOut() const { return m_leftOut; }

    bool isGroup(const QModelIndex &index) const { return index.isValid() && index.internalId() == 0; }
    /// Of a port's row; of a group's, its worst.
    std::optional<size_t> port(const QModelIndex &index) const;
    /// Of a group's row all of them; of a port's itself. Indexes into CheckedVantage::ports.
    QList<int> ports(const QModelIndex &index) const;
    QString groupTitle(const QModelIndex &index) const;
    QString workload(const QModelIndex &index) const; ///< that a group's data path serves
    QString groupFound(const QModelIndex &index) const; ///< reason, or what to do about a cause
    /// The same in every state of the results, for what is to stay selected or open.
    QString key(const QModelIndex &index) const;
    QModelIndex indexOfKey(const QString &key) const;
    /// The first row of a port for which that holds.
    template <typename Predicate>
    QModelIndex findPort(Predicate holds) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void refresh();
    const std::vector<CheckedGroup> &groups() const; ///< of the present grouping
    size_t place(const QModelIndex &index) const; ///< of its group, into groups()
    const CheckedGroup &group(const QModelIndex &index) const { return groups()[place(index)]; }
    QString portKey(int port) const;
    QString flowKey(int port) const;
    quint32 endOfFlow(int port) const;
    int rowOfKey(const QString &wanted) const;
    QString brokenCount(qsizetype at) const;
    QString ageText(const QDateTime &at) const;
    QVariant text(const QModelIndex &index) const;

    std::shared_ptr<const CheckedPlan> m_checked;
    int m_vantage = -1;
    CheckGrouping m_grouping = CheckGrouping::Broken;
    QSet<CheckState> m_states;
    std::vector<size_t> m_rows; ///< places of the groups that are shown
    qsizetype m_leftOut = 0;
    DiagramStyle m_style;
    CheckIcons m_icons;
};

template <typename Predicate>
QModelIndex CheckTree::findPort(Predicate holds) const
{
    for (int row = 0; row < rowCount(); ++row) {
        const QList<int> &ports = groups()[m_rows[static_cast<size_t>(row)]].ports;
        for (int child = 0; child < ports.size(); ++child) {
            if (holds(vantage()->ports[static_cast<size_t>(ports[child])]))
                return index(child, 0, index(row, 0));
        }
    }
    return {};
}

} // namespace portolan
