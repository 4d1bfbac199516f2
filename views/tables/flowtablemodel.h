// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagramstyle.h"
#include "views/tables/flowtexts.h"

#include <QAbstractTableModel>

class QTimer;

namespace portolan {

/// The rows of a FlowSet, filtered and sorted off the window's thread. Text is made when a cell is asked for.
class FlowTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role { EncryptionRole = Qt::UserRole }; ///< int(Encryption)

    explicit FlowTableModel(QObject *parent = nullptr);

    void setTexts(std::shared_ptr<const FlowTexts> texts);
    /// What checks say of the rows, which are of the same plan; null: nothing was checked.
    void setChecks(std::shared_ptr<const FlowChecks> checks);
    const FlowChecks *checks() const { return m_checks.get(); }
    void setStyle(const DiagramStyle &style);
    void setFilter(const QString &filter);

    const FlowTexts &texts() const { return *m_texts; }
    qsizetype totalRows() const;
    quint32 flowRowIndex(int row) const { return m_visible.at(static_cast<size_t>(row)); } ///< into texts().rows()
    const FlowRow &flowRow(int row) const { return m_texts->rows().at(flowRowIndex(row)); }
    const std::vector<quint32> &visible() const { return m_visible; }
    bool isBusy() const { return m_busy; } ///< the rows are about to change
    bool followsChecks() const { return m_followsChecks; } ///< that is all they change for

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    void settled(); ///< the rows are those of the last filter and order asked for

private:
    void refresh(bool followsChecks = false);
    void addRows();
    void tellChecks();

    QVariant checkData(const FlowCheck &check, int role) const;

    std::shared_ptr<const FlowTexts> m_texts;
    std::shared_ptr<const FlowChecks> m_checks;
    CheckIcons m_icons;
    std::vector<quint32> m_visible;
    int m_rowCount = 0; ///< of them, that the views know
    DiagramStyle m_style;
    QTimer *m_more; ///< runs while the views do not know all rows
    QString m_filter;
    int m_column = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    quint64 m_generation = 0;
    bool m_busy = false;
    bool m_followsChecks = false;
};

} // namespace portolan
