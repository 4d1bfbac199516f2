// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/tables/flowtablemodel.h"

#include "views/tables/background.h"
#include "views/tables/displaytext.h"

#include <QTimer>

#include <algorithm>
#include <limits>
#include <utility>

namespace portolan {

namespace {

constexpr size_t kRowsAtOnce = 250000;
constexpr size_t kMostRows = std::numeric_limits<int>::max();

} // namespace

FlowTableModel::FlowTableModel(QObject *parent)
    : QAbstractTableModel(parent), m_texts(std::make_shared<FlowTexts>()), m_style(DiagramStyle::of(Theme::Light)),
      m_more(new QTimer(this))
{
    m_icons = checkIcons(m_style);
    m_more->setSingleShot(true);
    m_more->setInterval(0);
    connect(m_more, &QTimer::timeout, this, &FlowTableModel::addRows);
}

void FlowTableModel::setTexts(std::shared_ptr<const FlowTexts> texts)
{
    beginResetModel();
    // Until they are sorted the rows of the other document must not show.
    m_rowCount = 0;
    dropInBackground(std::exchange(m_texts, std::move(texts)), std::exchange(m_visible, {}));
    endResetModel();
    refresh();
}

void FlowTableModel::setChecks(std::shared_ptr<const FlowChecks> checks)
{
    if (checks == m_checks)
        return;
    m_checks = std::move(checks);
    if (m_column == static_cast<int>(FlowColumn::Checked) || !m_filter.isEmpty())
        refresh(!m_busy || m_followsChecks);
    else
        tellChecks();
}

void FlowTableModel::tellChecks()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, static_cast<int>(FlowColumn::Checked)),
                           index(rowCount() - 1, static_cast<int>(FlowColumn::Checked)));
}

void FlowTableModel::setStyle(const DiagramStyle &style)
{
    m_style = style;
    m_icons = checkIcons(m_style);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kFlowColumnCount - 1),
                           {Qt::ForegroundRole, Qt::DecorationRole});
}

void FlowTableModel::setFilter(const QString &filter)
{
    if (filter.simplified() == m_filter)
        return;
    m_filter = filter.simplified();
    refresh();
}

qsizetype FlowTableModel::totalRows() const
{
    return static_cast<qsizetype>(m_texts->rows().size());
}

int FlowTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rowCount;
}

int FlowTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kFlowColumnCount;
}

QVariant FlowTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = static_cast<FlowColumn>(index.column());
    if (column == FlowColumn::Checked) {
        const FlowCheck *check = m_checks ? m_checks->of(flowRow(index.row())) : nullptr;
        return check ? checkData(*check, role) : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
        return m_texts->text(flowRowIndex(index.row()), column);
    case Qt::ToolTipRole: {
        const QString text = m_texts->text(flowRowIndex(index.row()), column);
        return text.isEmpty() ? QVariant() : QVariant(toolTipText(text));
    }
    case Qt::ForegroundRole:
        if (column == FlowColumn::Encryption)
            return m_style.encryptionColor(flowRow(index.row()).encryption);
        return {};
    case EncryptionRole:
        return static_cast<int>(flowRow(index.row()).encryption);
    default:
        return {};
    }
}

QVariant FlowTableModel::checkData(const FlowCheck &check, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return check.text;
    case Qt::ToolTipRole:
        return toolTipText(check.text + u'\n' + check.reason);
    case Qt::AccessibleDescriptionRole:
        return displayText(check.reason);
    case Qt::DecorationRole:
        return m_icons.at({check.state, check.isStale});
    case Qt::ForegroundRole:
        return check.isStale ? m_style.quietText : checkColor(check.state, m_style);
    default:
        return {};
    }
}

QVariant FlowTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<FlowColumn>(section)) {
    case FlowColumn::Code:
        return tr("Code");
    case FlowColumn::Source:
        return tr("Source");
    case FlowColumn::Destination:
        return tr("Destination");
    case FlowColumn::Path:
        return tr("Data path");
    case FlowColumn::Port:
        return tr("Port");
    case FlowColumn::Service:
        return tr("Protocol");
    case FlowColumn::Authentication:
        return tr("Authentication");
    case FlowColumn::Encryption:
        return tr("Encryption");
    case FlowColumn::Sites:
        return tr("Sites");
    case FlowColumn::Checked:
        return tr("Checked");
    }
    return {};
}

void FlowTableModel::sort(int column, Qt::SortOrder order)
{
    if (column == m_column && order == m_order)
        return;
    m_column = column;
    m_order = order;
    refresh();
}

void FlowTableModel::refresh(bool followsChecks)
{
    m_busy = true;
    m_followsChecks = followsChecks;
    m_more->stop();
    const quint64 generation = ++m_generation;
    inBackground(
        this,
        [texts = m_texts, checks = m_checks, filter = m_filter, column = m_column, order = m_order] {
            return column < 0 ? texts->select(filter, FlowColumn::Code, Qt::AscendingOrder, checks.get())
                              : texts->select(filter, static_cast<FlowColumn>(column), order, checks.get());
        },
        [this, generation](std::vector<quint32> rows) {
            if (generation != m_generation)
                return;
            if (m_followsChecks && rows == m_visible) {
                tellChecks();
                addRows();
                return;
            }
            beginResetModel();
            dropInBackground(std::exchange(m_visible, std::move(rows)));
            m_rowCount = static_cast<int>(std::min(m_visible.size(), kRowsAtOnce));
            endResetModel();
            addRows();
        });
}

/// A table view keeps something for each of its rows: millions at once would hold the window's thread for too long.
void FlowTableModel::addRows()
{
    const size_t left = std::min(m_visible.size(), kMostRows) - static_cast<size_t>(m_rowCount);
    if (left == 0) {
        m_busy = false;
        Q_EMIT settled();
        return;
    }
    const auto added = static_cast<int>(std::min(left, kRowsAtOnce));
    beginInsertRows({}, m_rowCount, m_rowCount + added - 1);
    m_rowCount += added;
    endInsertRows();
    m_more->start();
}

} // namespace portolan
