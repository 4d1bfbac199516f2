// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/findings/finding.h"
#include "model/topology/topology.h"
#include "views/diagram/diagramstyle.h"

#include <QAbstractTableModel>
#include <QSet>

namespace portolan {

enum class FindingColumn { Severity, Rule, Title, Place };
inline constexpr int kFindingColumnCount = 4;

/// The findings of a review that are wanted, in the review's order.
class FindingsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit FindingsModel(QObject *parent = nullptr);

    void setFindings(const QList<Finding> &findings, const Topology &topology);
    void setStyle(const DiagramStyle &style);
    /// Of these severities; accepted ones of any severity stand at the end where they are wanted.
    void setShown(const QSet<Severity> &severities, bool accepted);

    const QList<Finding> &findings() const { return m_findings; }
    const Topology &topology() const { return m_topology; }
    const Finding &finding(int row) const { return m_findings.at(m_rows.at(row)); }
    int rowOf(const QString &key) const; ///< -1: not shown
    qsizetype count(Severity severity) const; ///< not accepted, shown or not
    qsizetype acceptedCount() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void refresh();

    QList<Finding> m_findings;
    Topology m_topology;
    QList<qsizetype> m_rows; ///< into m_findings
    DiagramStyle m_style;
    QSet<Severity> m_severities{Severity::Error, Severity::Warning, Severity::Information};
    bool m_showsAccepted = false;
};

} // namespace portolan
