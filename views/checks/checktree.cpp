// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/checks/checktree.h"

#include "views/checks/checktext.h"
#include "views/tables/displaytext.h"

#include <QFont>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kMostRows = 10000; ///< a longer list nobody reads, and the view takes its time to lay it out

} // namespace

CheckTree::CheckTree(QObject *parent)
    : QAbstractItemModel(parent), m_states(kCheckStates.begin(), kCheckStates.end()),
      m_style(DiagramStyle::of(Theme::Light))
{
    m_icons = checkIcons(m_style);
}

void CheckTree::setChecked(std::shared_ptr<const CheckedPlan> checked, int vantage)
{
    beginResetModel();
    m_checked = std::move(checked);
    m_vantage = vantage;
    refresh();
    endResetModel();
}

void CheckTree::setGrouping(CheckGrouping grouping)
{
    beginResetModel();
    m_grouping = grouping;
    refresh();
    endResetModel();
}

void CheckTree::setShown(const QSet<CheckState> &states)
{
    beginResetModel();
    m_states = states;
    refresh();
    endResetModel();
}

void CheckTree::setStyle(const DiagramStyle &style)
{
    m_style = style;
    m_icons = checkIcons(m_style);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, VerdictColumn), index(rowCount() - 1, VerdictColumn),
                           {Qt::DecorationRole, Qt::ForegroundRole});
}

const CheckedVantage *CheckTree::vantage() const
{
    return m_checked && m_vantage >= 0 ? &m_checked->vantages[static_cast<size_t>(m_vantage)] : nullptr;
}

const std::vector<CheckedGroup> &CheckTree::groups() const
{
    switch (m_grouping) {
    case CheckGrouping::Broken:
        return vantage()->brokenGroups;
    case CheckGrouping::Causes:
        return vantage()->causeGroups;
    case CheckGrouping::Flows:
        break;
    }
    return vantage()->flowGroups;
}

void CheckTree::refresh()
{
    m_rows.clear();
    m_leftOut = 0;
    if (!vantage())
        return;
    for (size_t i = 0; i < groups().size(); ++i) {
        if (m_grouping == CheckGrouping::Flows && !m_states.contains(groups()[i].state))
            continue;
        if (m_rows.size() < kMostRows)
            m_rows.push_back(i);
        else
            ++m_leftOut;
    }
}

qsizetype CheckTree::flowsIn(CheckState state) const
{
    return vantage() ? vantage()->flowCounts[static_cast<size_t>(state)] : 0;
}

size_t CheckTree::place(const QModelIndex &index) const
{
    return m_rows[isGroup(index) ? static_cast<size_t>(index.row()) : index.internalId() - 1];
}

std::optional<size_t> CheckTree::port(const QModelIndex &index) const
{
    if (!index.isValid())
        return std::nullopt;
    const QList<int> &ports = group(index).ports;
    return static_cast<size_t>(ports.at(isGroup(index) ? 0 : index.row()));
}

QList<int> CheckTree::ports(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const QList<int> &all = group(index).ports;
    return isGroup(index) ? all : QList<int>{all.at(index.row())};
}

QString CheckTree::portKey(int port) const
{
    const JudgedPort &judged = vantage()->ports[static_cast<size_t>(port)];
    const QList<Server> &servers = m_checked->flows.topology().servers;
    return u"%1 %2 %3 %4"_s.arg(m_checked->flows.catalog().dataPaths().at(judged.flow.path).code)
        .arg(judged.port.entry)
        .arg(servers.at(judged.port.source).id, servers.at(judged.port.destination).id);
}

QString CheckTree::key(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    if (!isGroup(index))
        return key(index.parent()) + u'|' + portKey(group(index).ports.at(index.row()));
    const auto at = static_cast<qsizetype>(place(index));
    switch (m_grouping) {
    case CheckGrouping::Broken:
        return m_checked->flows.catalog().dataPaths().at(vantage()->broken.at(at).path).code;
    case CheckGrouping::Causes:
        return vantage()->causes.at(at).text;
    case CheckGrouping::Flows:
        break;
    }
    return flowKey(group(index).ports.first());
}

QString CheckTree::flowKey(int port) const
{
    const Flow &flow = vantage()->ports[static_cast<size_t>(port)].flow;
    const QList<Server> &servers = m_checked->flows.topology().servers;
    const QString from = vantage()->isElsewhere() ? u"*"_s : servers.at(flow.source).id;
    return u"%1 %2 %3"_s.arg(m_checked->flows.catalog().dataPaths().at(flow.path).code, from,
                             servers.at(endOfFlow(port)).id);
}

/// Of what a row of CheckGrouping::Flows stands for.
quint32 CheckTree::endOfFlow(int port) const
{
    const JudgedPort &judged = vantage()->ports[static_cast<size_t>(port)];
    return vantage()->isElsewhere() ? judged.port.destination : judged.flow.destination;
}

/// Of a group's key; -1: it is not shown.
int CheckTree::rowOfKey(const QString &wanted) const
{
    const QStringList words = wanted.split(u' ');
    const bool areFlows = m_grouping == CheckGrouping::Flows;
    if (areFlows && words.size() != 3)
        return -1;
    for (int row = 0; row < rowCount(); ++row) {
        if (areFlows) {
            // Of many rows few have the data path: only their keys are put together.
            const int first = groups()[m_rows[static_cast<size_t>(row)]].ports.first();
            const Flow &flow = vantage()->ports[static_cast<size_t>(first)].flow;
            if (m_checked->flows.catalog().dataPaths().at(flow.path).code != words.first()
                || m_checked->flows.topology().servers.at(endOfFlow(first)).id != words.last())
                continue;
        }
        if (key(index(row, 0)) == wanted)
            return row;
    }
    return -1;
}

QModelIndex CheckTree::indexOfKey(const QString &wanted) const
{
    if (wanted.isEmpty())
        return {};
    const QString first = wanted.section(u'|', 0, 0);
    const int row = rowOfKey(first);
    if (row < 0)
        return {};
    const QModelIndex group = index(row, 0);
    if (first == wanted)
        return group;
    for (int child = 0; child < rowCount(group); ++child) {
        if (key(index(child, 0, group)) == wanted)
            return index(child, 0, group);
    }
    return {};
}

QString CheckTree::groupTitle(const QModelIndex &index) const
{
    const CheckedGroup &met = group(index);
    const Catalog &catalog = m_checked->flows.catalog();
    if (m_grouping == CheckGrouping::Causes)
        return displayText(vantage()->causes.at(static_cast<qsizetype>(place(index))).text);
    const JudgedPort &first = vantage()->ports[static_cast<size_t>(met.ports.first())];
    const DataPath &path = catalog.dataPaths().at(first.flow.path);
    if (m_grouping == CheckGrouping::Broken)
        return displayText(path.code + u' ' + path.title);
    const QList<Server> &servers = m_checked->flows.topology().servers;
    if (vantage()->isElsewhere())
        return displayText(u"%1 → %2"_s.arg(path.code, servers.at(first.port.destination).name));
    return displayText(
        u"%1 %2 → %3"_s.arg(path.code, servers.at(first.flow.source).name, servers.at(first.flow.destination).name));
}

QString CheckTree::workload(const QModelIndex &index) const
{
    const Catalog &catalog = m_checked->flows.catalog();
    const JudgedPort &first = vantage()->ports[*port(index)];
    return displayText(catalog.tables().at(catalog.dataPaths().at(first.flow.path).table).label);
}

QString CheckTree::groupFound(const QModelIndex &index) const
{
    const auto at = static_cast<qsizetype>(place(index));
    switch (m_grouping) {
    case CheckGrouping::Broken:
        return brokenCount(at) + u": "_s + displayText(vantage()->broken.at(at).reason);
    case CheckGrouping::Causes:
        return displayText(vantage()->causes.at(at).advice);
    case CheckGrouping::Flows:
        break;
    }
    return displayText(vantage()->ports[static_cast<size_t>(group(index).ports.first())].verdict.reason);
}

/// From elsewhere the ports of servers count, not who opens them.
QString CheckTree::brokenCount(qsizetype at) const
{
    const BrokenPath &broken = vantage()->broken.at(at);
    if (vantage()->isElsewhere())
        return broken.ports.size() == 1 ? tr("1 port") : tr("%1 ports").arg(broken.ports.size());
    return broken.flows == 1 ? tr("1 flow") : tr("%1 flows").arg(broken.flows);
}

QString CheckTree::ageText(const QDateTime &at) const
{
    return at.isValid() ? agoText(at, m_checked->judgedAt) : QString();
}

QModelIndex CheckTree::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : 0);
}

QModelIndex CheckTree::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, quintptr(0));
}

int CheckTree::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_rows.size());
    return isGroup(parent) && parent.column() == 0 ? static_cast<int>(group(parent).ports.size()) : 0;
}

int CheckTree::columnCount(const QModelIndex &) const
{
    return kColumnCount;
}

QVariant CheckTree::text(const QModelIndex &index) const
{
    const bool isOfGroup = isGroup(index);
    const size_t at = *port(index);
    switch (index.column()) {
    case WhatColumn:
        // From a server it is always the same who asks.
        return isOfGroup ? groupTitle(index) : u"→ "_s + targetName(m_checked->flows, vantage()->ports[at]);
    case VerdictColumn:
        return isOfGroup ? stateText(group(index).state, group(index).isStale)
                         : stateText(vantage()->stateOf(at), vantage()->ports[at].isStale);
    case WorkloadColumn:
        return isOfGroup ? workload(index) : QString();
    case FoundColumn:
        return isOfGroup ? groupFound(index) : displayText(vantage()->ports[at].verdict.reason);
    default:
        break;
    }
    if (isOfGroup)
        return ageText(group(index).checkedAt);
    const int run = vantage()->ports[at].verdict.run;
    return run < 0 ? QString() : ageText(m_checked->results.runs.at(run).startedAt);
}

QVariant CheckTree::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const CheckState state = isGroup(index) ? group(index).state : vantage()->stateOf(*port(index));
    const bool isStale = isGroup(index) ? group(index).isStale : vantage()->ports[*port(index)].isStale;
    switch (role) {
    case Qt::DisplayRole:
        return text(index);
    case Qt::ToolTipRole:
        return toolTipText(text(index).toString());
    case Qt::AccessibleTextRole:
        if (index.column() == WhatColumn)
            return QStringList{text(index).toString(), stateText(state, isStale),
                               text(index.siblingAtColumn(FoundColumn)).toString()}
                .join(u", "_s);
        return text(index);
    case Qt::DecorationRole:
        return index.column() == VerdictColumn ? QVariant(m_icons.at({state, isStale})) : QVariant();
    case Qt::ForegroundRole:
        return index.column() == VerdictColumn ? QVariant(isStale ? m_style.quietText : checkColor(state, m_style))
            : index.column() == CheckedColumn  ? QVariant(m_style.quietText)
                                               : QVariant();
    case Qt::FontRole:
        if (isGroup(index) && index.column() == WhatColumn && m_grouping != CheckGrouping::Flows) {
            QFont bold;
            bold.setBold(true);
            return bold;
        }
        return {};
    default:
        return {};
    }
}

QVariant CheckTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case WhatColumn:
        return m_grouping == CheckGrouping::Broken  ? tr("Broken data path")
            : m_grouping == CheckGrouping::Causes   ? tr("Likely cause")
            : vantage() && vantage()->isElsewhere() ? tr("Data path and server")
                                                    : tr("Flow");
    case VerdictColumn:
        return tr("Verdict");
    case WorkloadColumn:
        return tr("Hurts");
    case FoundColumn:
        return m_grouping == CheckGrouping::Causes ? tr("What to do") : tr("What was found");
    default:
        return tr("Checked");
    }
}

} // namespace portolan
