// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/outline/outlinemodel.h"

#include "views/diagram/severitysign.h"
#include "views/outline/drawnicon.h"
#include "views/outline/subject.h"
#include "views/tables/displaytext.h"

#include <QMimeData>
#include <QSet>
#include <QUuid>

#include <algorithm>

namespace portolan {

namespace {

constexpr char kServersFormat[] = "application/x-portolan-server-ids";
constexpr char kOriginFormat[] = "application/x-portolan-outline";

QString keyOf(OutlineKind kind, const QString &id)
{
    return QString::number(int(kind)) + u':' + id;
}

QStringList droppedServers(const QMimeData *data)
{
    return QString::fromUtf8(data->data(QLatin1String(kServersFormat))).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

struct OutlineModel::Node {
    OutlineEntry entry; ///< without its children
    Node *parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;
    QString key() const { return keyOf(entry.kind, entry.id); }
};

OutlineModel::OutlineModel(QObject *parent)
    : QAbstractItemModel(parent), m_root(std::make_unique<Node>()), m_style(DiagramStyle::of(Theme::Light)),
      m_dragOrigin(QUuid::createUuid().toByteArray())
{
}

OutlineModel::~OutlineModel() = default;

void OutlineModel::setDocument(const Topology &topology, const Catalog &catalog)
{
    sync(*m_root, outlineEntries(topology, catalog));
}

void OutlineModel::setStyle(const DiagramStyle &style)
{
    m_style = style;
    m_icons.clear();
    const auto changed = [this](const auto &self, const Node &node) -> void {
        if (node.children.empty())
            return;
        const QModelIndex parent = indexOfNode(node);
        Q_EMIT dataChanged(index(0, 0, parent), index(int(node.children.size()) - 1, 0, parent), {Qt::DecorationRole});
        for (const auto &child : node.children)
            self(self, *child);
    };
    changed(changed, *m_root);
}

void OutlineModel::setMarks(const QHash<QString, ChartMark> &marks)
{
    const QHash<QString, ChartMark> before = std::exchange(m_marks, marks);
    for (const auto &[key, node] : m_nodes.asKeyValueRange()) {
        if (before.value(node->entry.id) != marks.value(node->entry.id)) {
            const QModelIndex at = indexOfNode(*node);
            Q_EMIT dataChanged(at, at, {MarkRole, MarkIconRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
        }
    }
}

std::unique_ptr<OutlineModel::Node> OutlineModel::makeNode(Node *parent, OutlineEntry entry)
{
    auto node = std::make_unique<Node>();
    node->parent = parent;
    std::vector<OutlineEntry> children = std::exchange(entry.children, {});
    node->entry = std::move(entry);
    m_nodes.insert(node->key(), node.get());
    for (OutlineEntry &child : children)
        node->children.push_back(makeNode(node.get(), std::move(child)));
    renumber(*node, 0);
    return node;
}

void OutlineModel::forget(const Node &node)
{
    // A server that moved has its row in the other site already.
    const auto known = m_nodes.constFind(node.key());
    if (known != m_nodes.constEnd() && *known == &node)
        m_nodes.erase(known);
    for (const auto &child : node.children)
        forget(*child);
}

void OutlineModel::renumber(Node &node, int from)
{
    for (size_t i = static_cast<size_t>(from); i < node.children.size(); ++i)
        node.children[i]->row = static_cast<int>(i);
}

void OutlineModel::insertRows(Node &node, int at, std::vector<std::unique_ptr<Node>> rows)
{
    beginInsertRows(indexOfNode(node), at, at + static_cast<int>(rows.size()) - 1);
    node.children.insert(node.children.begin() + at, std::make_move_iterator(rows.begin()),
                         std::make_move_iterator(rows.end()));
    renumber(node, at);
    endInsertRows();
}

void OutlineModel::sync(Node &node, std::vector<OutlineEntry> wanted)
{
    QSet<QString> wantedKeys;
    for (const OutlineEntry &entry : wanted)
        wantedKeys << keyOf(entry.kind, entry.id);
    for (int last = int(node.children.size()) - 1; last >= 0; --last) {
        const auto goes = [&](int row) { return !wantedKeys.contains(node.children[size_t(row)]->key()); };
        if (!goes(last))
            continue;
        int first = last;
        while (first > 0 && goes(first - 1))
            --first;
        beginRemoveRows(indexOfNode(node), first, last);
        for (int row = first; row <= last; ++row)
            forget(*node.children[size_t(row)]);
        node.children.erase(node.children.begin() + first, node.children.begin() + last + 1);
        renumber(node, first);
        endRemoveRows();
        last = first;
    }
    QSet<QString> there;
    for (const auto &child : node.children)
        there << child->key();
    for (int row = 0; row < int(wanted.size()); ++row) {
        OutlineEntry &entry = wanted[size_t(row)];
        const QString key = keyOf(entry.kind, entry.id);
        if (!there.contains(key)) {
            std::vector<std::unique_ptr<Node>> fresh;
            int end = row;
            while (end < int(wanted.size()) && !there.contains(keyOf(wanted[size_t(end)].kind, wanted[size_t(end)].id)))
                fresh.push_back(makeNode(&node, std::move(wanted[size_t(end++)])));
            insertRows(node, row, std::move(fresh));
            row = end - 1;
            continue;
        }
        int at = row;
        while (node.children[size_t(at)]->key() != key)
            ++at;
        if (at != row) {
            beginMoveRows(indexOfNode(node), at, at, indexOfNode(node), row);
            std::rotate(node.children.begin() + row, node.children.begin() + at, node.children.begin() + at + 1);
            renumber(node, row);
            endMoveRows();
        }
        syncRow(*node.children[size_t(row)], std::move(entry));
    }
}

void OutlineModel::syncRow(Node &node, OutlineEntry wanted)
{
    std::vector<OutlineEntry> children = std::exchange(wanted.children, {});
    if (!node.entry.showsTheSame(wanted)) {
        node.entry = std::move(wanted);
        const QModelIndex at = indexOfNode(node);
        Q_EMIT dataChanged(at, at);
    }
    sync(node, std::move(children));
}

QModelIndex OutlineModel::indexOf(OutlineKind kind, const QString &id) const
{
    const Node *node = m_nodes.value(keyOf(kind, id));
    return node ? indexOfNode(*node) : QModelIndex();
}

QModelIndex OutlineModel::indexOfNode(const Node &node) const
{
    return &node == m_root.get() ? QModelIndex() : createIndex(node.row, 0, &node);
}

OutlineModel::Node *OutlineModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeAt(parent)->children[size_t(row)].get());
}

QModelIndex OutlineModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOfNode(*nodeAt(child)->parent) : QModelIndex();
}

int OutlineModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeAt(parent)->children.size());
}

int OutlineModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QIcon OutlineModel::iconOf(const OutlineEntry &entry) const
{
    QIcon &icon = m_icons[entry.icon + u'/' + entry.hue];
    if (icon.isNull())
        icon = drawnIcon(entry.icon, entry.hue.isEmpty() ? m_style.quietText : m_style.hue(entry.hue));
    return icon;
}

QVariant OutlineModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const OutlineEntry &entry = nodeAt(index)->entry;
    switch (role) {
    case Qt::DisplayRole:
        return displayText(entry.name);
    case Qt::EditRole:
        return entry.name;
    case Qt::DecorationRole:
        return iconOf(entry);
    case Qt::ToolTipRole: {
        const QString mark = m_marks.value(entry.id).text;
        const QString text = entry.detail.isEmpty() ? entry.name : entry.name + u'\n' + entry.detail;
        return toolTipText(mark.isEmpty() ? text : text + u'\n' + mark);
    }
    case Qt::AccessibleTextRole: {
        QStringList words{displayText(entry.name)};
        for (const QString &more : {entry.detail, m_marks.value(entry.id).text}) {
            if (!more.isEmpty())
                words << displayText(more);
        }
        return words.join(QStringLiteral(", "));
    }
    case IdRole:
        return entry.id;
    case KindRole:
        return int(entry.kind);
    case DetailRole:
        return displayText(entry.detail);
    case SearchRole:
        return entry.name + u'\n' + entry.detail + u'\n' + entry.search;
    case MarkRole:
        return m_marks.value(entry.id).text;
    case MarkIconRole:
        return m_marks.contains(entry.id) ? severityIcon(m_marks.value(entry.id).severity, m_style) : QIcon();
    default:
        return {};
    }
}

bool OutlineModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const OutlineEntry &entry = nodeAt(index)->entry;
    if (value.toString() == entry.name)
        return false;
    Q_EMIT renameRequested(entry.kind == OutlineKind::Member ? serverOfMember(entry.id) : entry.id, value.toString());
    return true;
}

Qt::ItemFlags OutlineModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    switch (nodeAt(index)->entry.kind) {
    case OutlineKind::Groups:
    case OutlineKind::Links:
        return Qt::ItemIsEnabled;
    case OutlineKind::Link:
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    case OutlineKind::Site:
    case OutlineKind::Group:
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemIsDropEnabled;
    case OutlineKind::Server:
    case OutlineKind::Member:
        break;
    }
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemIsDragEnabled
        | Qt::ItemNeverHasChildren;
}

QStringList OutlineModel::mimeTypes() const
{
    return {QLatin1String(kServersFormat)};
}

QMimeData *OutlineModel::mimeData(const QModelIndexList &indexes) const
{
    QStringList ids;
    for (const QModelIndex &index : indexes) {
        const OutlineEntry &entry = nodeAt(index)->entry;
        if (entry.kind == OutlineKind::Server)
            ids << entry.id;
        else if (entry.kind == OutlineKind::Member)
            ids << serverOfMember(entry.id);
    }
    ids.removeDuplicates();
    if (ids.isEmpty())
        return nullptr;
    auto *data = new QMimeData;
    data->setData(QLatin1String(kServersFormat), ids.join(u'\n').toUtf8());
    data->setData(QLatin1String(kOriginFormat), m_dragOrigin);
    return data;
}

const OutlineEntry *OutlineModel::dropTarget(const QMimeData *data, const QModelIndex &parent) const
{
    if (!parent.isValid() || !data->hasFormat(QLatin1String(kServersFormat))
        || data->data(QLatin1String(kOriginFormat)) != m_dragOrigin)
        return nullptr;
    const Node *node = nodeAt(parent);
    if (node->entry.kind == OutlineKind::Server || node->entry.kind == OutlineKind::Member)
        node = node->parent;
    return node->entry.kind == OutlineKind::Site || node->entry.kind == OutlineKind::Group ? &node->entry : nullptr;
}

bool OutlineModel::canDropMimeData(const QMimeData *data, Qt::DropAction action, int, int,
                                   const QModelIndex &parent) const
{
    return action == Qt::MoveAction && dropTarget(data, parent);
}

bool OutlineModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int, int, const QModelIndex &parent)
{
    const OutlineEntry *target = action == Qt::MoveAction ? dropTarget(data, parent) : nullptr;
    if (!target)
        return false;
    // The entry may be gone once the document has changed.
    const QString id = target->id;
    if (target->kind == OutlineKind::Site)
        Q_EMIT moveRequested(droppedServers(data), id);
    else
        Q_EMIT joinRequested(droppedServers(data), id);
    // The document moves them, not the view: false keeps it from removing the rows of its own.
    return false;
}

} // namespace portolan
