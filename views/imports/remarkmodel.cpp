// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/imports/remarkmodel.h"

#include "views/tables/displaytext.h"

#include <algorithm>

namespace portolan {

using Weight = ImportRemark::Severity;

RemarkModel::RemarkModel(QObject *parent)
    : QAbstractTableModel(parent), m_plan(std::make_shared<const ImportPlan>()) { }

void RemarkModel::setPlan(std::shared_ptr<const ImportPlan> plan)
{
    const auto isSame = [](const ImportRemark &a, const ImportRemark &b) {
        return a.severity == b.severity && a.place == b.place && a.text == b.text;
    };
    const bool isOther =
        !std::equal(plan->remarks.begin(), plan->remarks.end(), m_plan->remarks.begin(), m_plan->remarks.end(), isSame);
    if (isOther)
        beginResetModel();
    m_plan = std::move(plan);
    m_rows.clear();
    for (const Weight severity : {Weight::Lost, Weight::Note}) {
        for (qsizetype i = 0; i < m_plan->remarks.size(); ++i) {
            if (m_plan->remarks[i].severity == severity)
                m_rows << i;
        }
    }
    if (isOther)
        endResetModel();
}

int RemarkModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RemarkModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RemarkModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ImportRemark &remark = m_plan->remarks[m_rows[index.row()]];
    const QString said = displayText(remark.text);
    const QString text = remark.severity == Weight::Lost ? tr("! Lost: %1").arg(said) : said;
    const QString place = displayText(remark.place.text());
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == TextColumn ? text : place;
    case Qt::ToolTipRole:
        return toolTipText(text);
    case FullTextRole:
        return QStringLiteral("%1: %2").arg(place, text);
    default:
        return {};
    }
}

QVariant RemarkModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == TextColumn ? tr("Remark") : tr("From");
}

} // namespace portolan
