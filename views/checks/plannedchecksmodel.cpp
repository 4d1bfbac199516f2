// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/checks/plannedchecksmodel.h"

#include "views/checks/checktext.h"
#include "views/tables/displaytext.h"

#include <algorithm>

namespace portolan {

using namespace Qt::StringLiterals;

void PlannedChecksModel::setPlan(std::shared_ptr<const ReachabilityPlan> plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    endResetModel();
}

qsizetype PlannedChecksModel::publicCount() const
{
    return m_plan ? std::count_if(m_plan->checks.begin(), m_plan->checks.end(),
                                  [](const PlannedCheck &check) { return check.isPublic; })
                  : 0;
}

int PlannedChecksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_plan ? 0 : static_cast<int>(m_plan->checks.size());
}

int PlannedChecksModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant PlannedChecksModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const PlannedCheck &check = m_plan->checks[static_cast<size_t>(index.row())];
    QString text;
    switch (index.column()) {
    case ServerColumn:
        text = displayText(m_plan->flows.topology().servers.at(check.destination).name);
        break;
    case AddressColumn:
        text = displayText(check.addresses.isEmpty() ? tr("%1, looked up").arg(check.request.host)
                                                     : check.addresses.join(u", "_s));
        if (check.isPublic)
            text += u" · "_s + tr("public");
        break;
    case PortColumn:
        text = u"%1 %2"_s.arg(toString(check.request.transport).toUpper()).arg(check.request.port);
        break;
    default:
        text = exchangeText(check.request);
        break;
    }
    return role == Qt::ToolTipRole ? toolTipText(text) : text;
}

QVariant PlannedChecksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ServerColumn:
        return tr("Server");
    case AddressColumn:
        return tr("Address");
    case PortColumn:
        return tr("Port");
    default:
        return tr("What is asked");
    }
}

} // namespace portolan
