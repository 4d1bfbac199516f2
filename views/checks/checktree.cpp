// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/checks/checktree.h"

#include "views/checks/checktext.h"
#include "views/tables/displaytext.h"

#include <QFont>

#include <algorithm>
#include <map>
#include <tuple>

namespace portolan {

using namespace Qt::StringLiterals;

CheckTree::CheckTree(QObject *parent)
    : QAbstractItemModel(parent), m_states{CheckState::Fails,   CheckState::Differs, CheckState::CannotTell,
                                           CheckState::Planned, CheckState::Works,   CheckState::NotChecked},
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
    const auto told = [this](const QModelIndex &parent) {
        if (const int rows = rowCount(parent); rows > 0)
            Q_EMIT dataChanged(index(0, VerdictColumn, parent), index(rows - 1, VerdictColumn, parent),
                               {Qt::DecorationRole, Qt::ForegroundRole});
    };
    told({});
    for (int row = 0; row < rowCount(); ++row)
        told(index(row, 0));
}

const CheckedVantage *CheckTree::vantage() const
{
    return m_checked && m_vantage >= 0 ? &m_checked->vantages[static_cast<size_t>(m_vantage)] : nullptr;
}

void CheckTree::refresh()
{
    m_groups.clear();
    m_counts = {};
    const CheckedVantage *here = vantage();
    if (!here)
        return;
    addFlows();
    if (m_grouping == CheckGrouping::Flows)
        return;
    m_groups.clear();
    const auto add = [this, here](int place, const QList<int> &ports) {
        Group group{place, CheckState::NotChecked, true, ports};
        std::stable_sort(group.ports.begin(), group.ports.end(), [here](int a, int b) {
            return here->stateOf(static_cast<size_t>(a)) < here->stateOf(static_cast<size_t>(b));
        });
        group.state = checkState(here->ports[static_cast<size_t>(group.ports.first())].verdict.verdict);
        for (const int port : std::as_const(group.ports))
            group.isStale = group.isStale && here->ports[static_cast<size_t>(port)].isStale;
        m_groups.push_back(std::move(group));
    };
    if (m_grouping == CheckGrouping::Broken) {
        for (int i = 0; i < here->broken.size(); ++i)
            add(i, here->broken[i].ports);
    } else {
        for (int i = 0; i < here->causes.size(); ++i)
            add(i, here->causes[i].ports);
    }
}

/// One group for each flow; counts all of them, keeps those that are shown.
void CheckTree::addFlows()
{
    const CheckedVantage &here = *vantage();
    std::map<std::tuple<int, quint32, quint32>, Group> flows;
    for (size_t i = 0; i < here.ports.size(); ++i) {
        const JudgedPort &port = here.ports[i];
        const auto [found, isNew] = flows.try_emplace({port.flow.path, port.flow.source, port.flow.destination});
        Group &group = found->second;
        group.ports << static_cast<int>(i);
        const CheckState state = here.stateOf(i);
        if (isNew || state < group.state)
            group.isStale = port.isStale;
        else if (state == group.state)
            group.isStale = group.isStale && port.isStale;
        group.state = std::min(group.state, state);
    }
    for (auto &[flow, group] : flows) {
        ++m_counts[static_cast<size_t>(group.state)];
        if (m_states.contains(group.state))
            m_groups.push_back(std::move(group));
    }
    std::stable_sort(m_groups.begin(), m_groups.end(),
                     [](const Group &a, const Group &b) { return a.state < b.state; });
}

const CheckTree::Group &CheckTree::group(const QModelIndex &index) const
{
    return m_groups[isGroup(index) ? static_cast<size_t>(index.row()) : index.internalId() - 1];
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
    const Group &met = group(index);
    switch (m_grouping) {
    case CheckGrouping::Broken:
        return m_checked->flows.catalog().dataPaths().at(vantage()->broken.at(met.place).path).code;
    case CheckGrouping::Causes:
        return vantage()->causes.at(met.place).text;
    case CheckGrouping::Flows:
        break;
    }
    return portKey(met.ports.first());
}

QModelIndex CheckTree::indexOfKey(const QString &wanted) const
{
    if (wanted.isEmpty())
        return {};
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex group = index(row, 0);
        const QString own = key(group);
        if (own == wanted)
            return group;
        for (int child = 0; wanted.startsWith(own + u'|') && child < rowCount(group); ++child) {
            if (key(index(child, 0, group)) == wanted)
                return index(child, 0, group);
        }
    }
    return {};
}

QString CheckTree::groupTitle(const QModelIndex &index) const
{
    const Group &met = group(index);
    const Catalog &catalog = m_checked->flows.catalog();
    if (m_grouping == CheckGrouping::Causes)
        return displayText(vantage()->causes.at(met.place).text);
    const JudgedPort &first = vantage()->ports[static_cast<size_t>(met.ports.first())];
    const DataPath &path = catalog.dataPaths().at(first.flow.path);
    if (m_grouping == CheckGrouping::Broken)
        return displayText(path.code + u' ' + path.title);
    const QList<Server> &servers = m_checked->flows.topology().servers;
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
    const Group &met = group(index);
    switch (m_grouping) {
    case CheckGrouping::Broken: {
        const BrokenPath &broken = vantage()->broken.at(met.place);
        const QString flows = broken.flows == 1 ? tr("1 flow") : tr("%1 flows").arg(broken.flows);
        return flows + u": "_s + displayText(broken.reason);
    }
    case CheckGrouping::Causes:
        return displayText(vantage()->causes.at(met.place).advice);
    case CheckGrouping::Flows:
        break;
    }
    const auto worst = std::min_element(met.ports.begin(), met.ports.end(), [this](int a, int b) {
        return vantage()->stateOf(static_cast<size_t>(a)) < vantage()->stateOf(static_cast<size_t>(b));
    });
    return displayText(vantage()->ports[static_cast<size_t>(*worst)].verdict.reason);
}

QString CheckTree::checkedText(const QList<int> &ports) const
{
    QDateTime newest;
    for (const int port : ports) {
        const int run = vantage()->ports[static_cast<size_t>(port)].verdict.run;
        if (run < 0)
            continue;
        const QDateTime &at = m_checked->results.runs.at(run).startedAt;
        newest = newest.isValid() ? std::max(newest, at) : at;
    }
    return newest.isValid() ? agoText(newest, m_checked->judgedAt) : QString();
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
        return static_cast<int>(m_groups.size());
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
        return isOfGroup               ? groupTitle(index)
            : vantage()->isElsewhere() ? portName(m_checked->flows, vantage()->ports[at])
                                       : u"→ "_s + targetName(m_checked->flows, vantage()->ports[at]);
    case VerdictColumn:
        return isOfGroup ? stateText(group(index).state, group(index).isStale)
                         : stateText(vantage()->stateOf(at), vantage()->ports[at].isStale);
    case WorkloadColumn:
        return isOfGroup ? workload(index) : QString();
    case FoundColumn:
        return isOfGroup ? groupFound(index) : displayText(vantage()->ports[at].verdict.reason);
    default:
        return checkedText(ports(index));
    }
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
        return m_grouping == CheckGrouping::Broken ? tr("Broken data path")
            : m_grouping == CheckGrouping::Causes  ? tr("Likely cause")
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
