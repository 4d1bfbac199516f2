// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importplan.h"

#include <QAbstractItemModel>
#include <QHash>

#include <memory>
#include <optional>
#include <vector>

namespace portolan {

/// The items of a plan, under each its fields and remarks. A tick changes nothing here but the look until a plan comes
/// that was made with it; what stays the same through that keeps its place in the views.
class ImportItemModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, KindColumn, OutcomeColumn, PlaceColumn, ColumnCount };
    enum DataRole {
        FullTextRole = Qt::UserRole, ///< all that a line says, for where there is room
        StatusRole, ///< ImportStatus of the item
        KeyRole, ///< of the item
    };

    explicit ImportItemModel(QObject *parent = nullptr);
    ~ImportItemModel() override;

    void setPlan(std::shared_ptr<const ImportPlan> plan);
    /// Items of that status only; nothing: all.
    void setFilter(std::optional<ImportStatus> status);
    qsizetype tickedCount() const; ///< of all items, shown or not
    /// Ticks or unticks the items at or over these places, where they can be.
    void setTicked(const QModelIndexList &indexes, bool on);
    void setAllTicked(bool on); ///< of what the filter shows
    bool hasTicks() const; ///< something that the filter shows can be ticked

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// Keys of items: taken or left out, and of those that only the document has: removed or kept.
    void ticked(const QStringList &taken, const QStringList &removed, bool on);

private:
    struct Row;
    const Row *itemRow(const QModelIndex &index) const;
    const ImportItem &itemOf(const Row &row) const;
    bool isTicked(const ImportItem &item) const;
    QVariant itemData(const Row &row, int column, int role) const;
    QVariant detailData(const Row &row, int detail, int column, int role) const;
    QString detailText(const ImportItem &item, int detail) const;
    QString decisionText(const QString &key) const;
    std::vector<std::unique_ptr<Row>> wantedRows(const ImportPlan &plan) const;
    void removeOthers(const std::vector<std::unique_ptr<Row>> &wanted);
    void insertMissing(std::vector<std::unique_ptr<Row>> wanted);
    void takeOver(const std::vector<std::unique_ptr<Row>> &wanted, std::shared_ptr<const ImportPlan> plan);
    void renumber(qsizetype from);
    void tick(const QList<const Row *> &rows, bool on);

    std::shared_ptr<const ImportPlan> m_plan;
    std::optional<ImportStatus> m_filter;
    std::vector<std::unique_ptr<Row>> m_rows;
    QHash<QString, QString> m_decisions; ///< their texts, by key
    QHash<QString, bool> m_pending; ///< ticks that the plan does not know yet, by key
    qsizetype m_taken = 0; ///< in the plan
};

} // namespace portolan
