// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/imports/importitemmodel.h"

#include "views/imports/importtexts.h"
#include "views/tables/displaytext.h"

#include <QSet>

#include <algorithm>

namespace portolan {

namespace {

bool canBeTicked(const ImportItem &item)
{
    switch (item.status) {
    case ImportStatus::New:
    case ImportStatus::Changed:
        return item.waitsFor.isEmpty();
    case ImportStatus::Missing:
        return true;
    case ImportStatus::Unchanged:
    case ImportStatus::Unreadable:
        break;
    }
    return false;
}

/// The remarks of a row that gave nothing stand in its own line.
int detailsOf(const ImportItem &item)
{
    if (item.status == ImportStatus::Unreadable)
        return 0;
    return int(item.changes.size() + item.remarks.size() + item.waitsFor.size());
}

bool sameDetails(const ImportItem &a, const ImportItem &b)
{
    const auto sameChange = [](const FieldChange &x, const FieldChange &y) {
        return x.label == y.label && x.before == y.before && x.after == y.after;
    };
    return a.remarks == b.remarks && a.waitsFor == b.waitsFor && a.status == b.status
        && std::equal(a.changes.begin(), a.changes.end(), b.changes.begin(), b.changes.end(), sameChange);
}

} // namespace

struct ImportItemModel::Row {
    QString key; ///< the item's, and a number where several have the same
    qsizetype item = 0; ///< in the plan
    int row = 0;
    int details = 0;
};

ImportItemModel::ImportItemModel(QObject *parent)
    : QAbstractItemModel(parent), m_plan(std::make_shared<const ImportPlan>())
{
}

ImportItemModel::~ImportItemModel() = default;

const ImportItem &ImportItemModel::itemOf(const Row &row) const
{
    return m_plan->items[row.item];
}

std::vector<std::unique_ptr<ImportItemModel::Row>> ImportItemModel::wantedRows(const ImportPlan &plan) const
{
    std::vector<std::unique_ptr<Row>> rows;
    QHash<QString, int> seen;
    for (qsizetype i = 0; i < plan.items.size(); ++i) {
        const ImportItem &item = plan.items[i];
        if (m_filter && item.status != *m_filter)
            continue;
        auto row = std::make_unique<Row>();
        const int before = seen[item.key]++;
        row->key = before == 0 ? item.key : item.key + u'\n' + QString::number(before);
        row->item = i;
        row->row = int(rows.size());
        row->details = detailsOf(item);
        rows.push_back(std::move(row));
    }
    return rows;
}

void ImportItemModel::setPlan(std::shared_ptr<const ImportPlan> plan)
{
    std::vector<std::unique_ptr<Row>> wanted = wantedRows(*plan);
    removeOthers(wanted);
    takeOver(wanted, std::move(plan));
    insertMissing(std::move(wanted));
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
}

void ImportItemModel::setFilter(std::optional<ImportStatus> status)
{
    beginResetModel();
    m_filter = status;
    m_rows = wantedRows(*m_plan);
    endResetModel();
}

/// Takes out the rows that the new plan has not, or has in another order.
void ImportItemModel::removeOthers(const std::vector<std::unique_ptr<Row>> &wanted)
{
    QHash<QString, int> places;
    for (const auto &row : wanted)
        places.insert(row->key, row->row);
    int reached = -1;
    std::vector<bool> stays(m_rows.size());
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const int place = places.value(m_rows[i]->key, -1);
        stays[i] = place > reached;
        if (stays[i])
            reached = place;
    }
    for (qsizetype last = qsizetype(m_rows.size()) - 1; last >= 0; --last) {
        if (stays[size_t(last)])
            continue;
        qsizetype first = last;
        while (first > 0 && !stays[size_t(first) - 1])
            --first;
        beginRemoveRows({}, int(first), int(last));
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        renumber(first);
        endRemoveRows();
        last = first;
    }
}

/// The rows that stay become those of the new plan's items.
void ImportItemModel::takeOver(const std::vector<std::unique_ptr<Row>> &wanted, std::shared_ptr<const ImportPlan> plan)
{
    QHash<QString, const Row *> byKey;
    for (const auto &row : wanted)
        byKey.insert(row->key, row.get());
    // No line may be asked for that the plan of the moment does not have.
    for (const auto &row : m_rows) {
        const int details = byKey.value(row->key)->details;
        if (details >= row->details)
            continue;
        beginRemoveRows(index(row->row, 0), details, row->details - 1);
        row->details = details;
        endRemoveRows();
    }
    const std::shared_ptr<const ImportPlan> before = std::exchange(m_plan, std::move(plan));
    m_pending.clear();
    m_decisions.clear();
    for (const ImportDecision &decision : m_plan->decisions)
        m_decisions.insert(decision.key, decision.text);
    m_taken =
        std::count_if(m_plan->items.begin(), m_plan->items.end(), [](const ImportItem &item) { return item.isTaken; });
    QList<const Row *> changed;
    for (const auto &row : m_rows) {
        const qsizetype now = byKey.value(row->key)->item;
        if (!sameDetails(before->items[row->item], m_plan->items[now]))
            changed << row.get();
        row->item = now;
    }
    for (const auto &row : m_rows) {
        const int details = byKey.value(row->key)->details;
        if (details == row->details)
            continue;
        beginInsertRows(index(row->row, 0), row->details, details - 1);
        row->details = details;
        endInsertRows();
    }
    for (const Row *row : std::as_const(changed)) {
        const QModelIndex parent = index(row->row, 0);
        if (row->details > 0)
            Q_EMIT dataChanged(index(0, 0, parent), index(row->details - 1, ColumnCount - 1, parent));
    }
}

void ImportItemModel::insertMissing(std::vector<std::unique_ptr<Row>> wanted)
{
    for (size_t first = 0; first < wanted.size(); ++first) {
        if (first < m_rows.size() && m_rows[first]->key == wanted[first]->key)
            continue;
        // Up to the next row that is there already.
        size_t end = first;
        while (end < wanted.size() && (first >= m_rows.size() || m_rows[first]->key != wanted[end]->key))
            ++end;
        beginInsertRows({}, int(first), int(end) - 1);
        m_rows.insert(m_rows.begin() + qsizetype(first), std::make_move_iterator(wanted.begin() + qsizetype(first)),
                      std::make_move_iterator(wanted.begin() + qsizetype(end)));
        renumber(qsizetype(first));
        endInsertRows();
        first = end;
    }
}

void ImportItemModel::renumber(qsizetype from)
{
    for (size_t i = size_t(from); i < m_rows.size(); ++i)
        m_rows[i]->row = int(i);
}

QModelIndex ImportItemModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_rows[size_t(parent.row())].get() : nullptr);
}

QModelIndex ImportItemModel::parent(const QModelIndex &child) const
{
    const auto *row = static_cast<const Row *>(child.internalPointer());
    return row ? createIndex(row->row, 0, nullptr) : QModelIndex();
}

int ImportItemModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_rows.size());
    if (parent.internalPointer() || parent.column() > 0)
        return 0;
    return m_rows[size_t(parent.row())]->details;
}

int ImportItemModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

/// That the index is of, or stands under.
const ImportItemModel::Row *ImportItemModel::itemRow(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const auto *parent = static_cast<const Row *>(index.internalPointer());
    return parent ? parent : m_rows[size_t(index.row())].get();
}

bool ImportItemModel::isTicked(const ImportItem &item) const
{
    return canBeTicked(item) && m_pending.value(item.key, item.isTaken);
}

qsizetype ImportItemModel::tickedCount() const
{
    if (m_pending.isEmpty())
        return m_taken;
    return std::count_if(m_plan->items.begin(), m_plan->items.end(),
                         [this](const ImportItem &item) { return isTicked(item); });
}

bool ImportItemModel::hasTicks() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [this](const auto &row) { return canBeTicked(itemOf(*row)); });
}

QVariant ImportItemModel::data(const QModelIndex &index, int role) const
{
    const Row *row = itemRow(index);
    if (!row)
        return {};
    if (role == StatusRole)
        return int(itemOf(*row).status);
    if (role == KeyRole)
        return itemOf(*row).key;
    return index.internalPointer() ? detailData(*row, index.row(), index.column(), role)
                                   : itemData(*row, index.column(), role);
}

QVariant ImportItemModel::itemData(const Row &row, int column, int role) const
{
    const ImportItem &item = itemOf(row);
    const auto outcome = [&] { return outcomeText(item, m_plan->choices, isTicked(item)); };
    switch (role) {
    case Qt::DisplayRole:
        if (column == NameColumn)
            return displayText(item.name);
        if (column == KindColumn)
            return subjectText(item, m_plan->catalog);
        return column == OutcomeColumn ? outcome() : placesText(item.places);
    case Qt::CheckStateRole:
        if (column == NameColumn && canBeTicked(item))
            return int(isTicked(item) ? Qt::Checked : Qt::Unchecked);
        return {};
    case Qt::ToolTipRole:
        return toolTipText(column == OutcomeColumn ? outcome() : item.name);
    case Qt::AccessibleTextRole:
        return column == NameColumn ? QStringLiteral("%1, %2").arg(displayText(item.name), outcome()) : QVariant();
    case FullTextRole: {
        QStringList places;
        for (const ImportPlace &place : item.places)
            places << displayText(place.text());
        const QString from = places.isEmpty() ? QString() : tr(" From %1.").arg(places.join(QStringLiteral(", ")));
        return QStringLiteral("%1. %2.%3").arg(displayText(item.name), outcome(), from);
    }
    default:
        return {};
    }
}

QString ImportItemModel::decisionText(const QString &key) const
{
    return m_decisions.value(key, key);
}

QString ImportItemModel::detailText(const ImportItem &item, int detail) const
{
    if (detail < item.changes.size())
        return changeText(item.changes[detail], item.status);
    const qsizetype remark = detail - item.changes.size();
    return displayText(remark < item.remarks.size() ? item.remarks[remark]
                                                    : decisionText(item.waitsFor.value(remark - item.remarks.size())));
}

QVariant ImportItemModel::detailData(const Row &row, int detail, int column, int role) const
{
    const ImportItem &item = itemOf(row);
    const qsizetype remark = detail - item.changes.size();
    const QString label = remark < 0   ? displayText(item.changes[detail].label)
        : remark < item.remarks.size() ? tr("Remark")
                                       : tr("To decide");
    if (role == FullTextRole || role == Qt::AccessibleTextRole)
        return QStringLiteral("%1: %2").arg(label, detailText(item, detail));
    if (role == Qt::ToolTipRole)
        return toolTipText(detailText(item, detail));
    if (role != Qt::DisplayRole)
        return {};
    if (column == NameColumn)
        return label;
    return column == OutcomeColumn ? detailText(item, detail) : QVariant();
}

bool ImportItemModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable))
        return false;
    setTicked({index}, value.toInt() == Qt::Checked);
    return true;
}

void ImportItemModel::setTicked(const QModelIndexList &indexes, bool on)
{
    QList<const Row *> rows;
    QSet<const Row *> seen;
    for (const QModelIndex &index : indexes) {
        const Row *row = itemRow(index);
        if (!row || seen.contains(row))
            continue;
        seen.insert(row);
        rows << row;
    }
    tick(rows, on);
}

void ImportItemModel::setAllTicked(bool on)
{
    QList<const Row *> rows;
    for (const auto &row : m_rows)
        rows << row.get();
    tick(rows, on);
}

void ImportItemModel::tick(const QList<const Row *> &rows, bool on)
{
    QStringList taken;
    QStringList removed;
    for (const Row *row : rows) {
        const ImportItem &item = itemOf(*row);
        if (!canBeTicked(item) || isTicked(item) == on)
            continue;
        (item.status == ImportStatus::Missing ? removed : taken) << item.key;
        m_pending.insert(item.key, on);
    }
    if (taken.isEmpty() && removed.isEmpty())
        return;
    Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
    Q_EMIT ticked(taken, removed, on);
}

QVariant ImportItemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case KindColumn:
        return tr("Kind");
    case OutcomeColumn:
        return tr("What becomes of it");
    case PlaceColumn:
        return tr("From");
    default:
        return {};
    }
}

Qt::ItemFlags ImportItemModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.internalPointer())
        return flags | Qt::ItemNeverHasChildren;
    if (index.column() == NameColumn && canBeTicked(itemOf(*m_rows[size_t(index.row())])))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace portolan
