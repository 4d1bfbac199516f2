// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/findings/findingsmodel.h"

#include "views/diagram/severitysign.h"
#include "views/findings/findingtext.h"
#include "views/tables/displaytext.h"

#include <algorithm>

namespace portolan {

FindingsModel::FindingsModel(QObject *parent) : QAbstractTableModel(parent), m_style(DiagramStyle::of(Theme::Light)) { }

void FindingsModel::setFindings(const QList<Finding> &findings, const Topology &topology)
{
    m_findings = findings;
    m_topology = topology;
    refresh();
}

void FindingsModel::setStyle(const DiagramStyle &style)
{
    m_style = style;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kFindingColumnCount - 1));
}

void FindingsModel::setShown(const QSet<Severity> &severities, bool accepted)
{
    m_severities = severities;
    m_showsAccepted = accepted;
    refresh();
}

void FindingsModel::refresh()
{
    beginResetModel();
    m_rows.clear();
    for (qsizetype i = 0; i < m_findings.size(); ++i) {
        if (!m_findings[i].isAccepted && m_severities.contains(m_findings[i].severity))
            m_rows << i;
    }
    for (qsizetype i = 0; m_showsAccepted && i < m_findings.size(); ++i) {
        if (m_findings[i].isAccepted)
            m_rows << i;
    }
    endResetModel();
}

int FindingsModel::rowOf(const QString &key) const
{
    for (qsizetype row = 0; row < m_rows.size(); ++row) {
        if (m_findings[m_rows[row]].key() == key)
            return static_cast<int>(row);
    }
    return -1;
}

qsizetype FindingsModel::count(Severity severity) const
{
    return std::count_if(m_findings.begin(), m_findings.end(), [severity](const Finding &finding) {
        return !finding.isAccepted && finding.severity == severity;
    });
}

qsizetype FindingsModel::acceptedCount() const
{
    return std::count_if(m_findings.begin(), m_findings.end(),
                         [](const Finding &finding) { return finding.isAccepted; });
}

int FindingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FindingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kFindingColumnCount;
}

QVariant FindingsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Finding &met = finding(index.row());
    const auto column = static_cast<FindingColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case FindingColumn::Severity:
            return met.isAccepted ? tr("accepted") : severityWord(met.severity);
        case FindingColumn::Rule:
            return displayText(met.rule);
        case FindingColumn::Title:
            return displayText(met.title);
        case FindingColumn::Place:
            return findingPlace(met, m_topology);
        }
        return {};
    case Qt::DecorationRole:
        return column == FindingColumn::Severity ? QVariant(severityIcon(met.severity, m_style)) : QVariant();
    case Qt::ToolTipRole:
        return toolTipText(met.detail);
    case Qt::AccessibleTextRole:
        return column == FindingColumn::Title ? QVariant(displayText(met.title + QStringLiteral(". ") + met.detail))
                                              : QVariant();
    case Qt::ForegroundRole:
        return met.isAccepted ? QVariant(m_style.quietText) : QVariant();
    default:
        return {};
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<FindingColumn>(section)) {
    case FindingColumn::Severity:
        return tr("Weight");
    case FindingColumn::Rule:
        return tr("Rule");
    case FindingColumn::Title:
        return tr("What was found");
    case FindingColumn::Place:
        return tr("Where");
    }
    return {};
}

} // namespace portolan
