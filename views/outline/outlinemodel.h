// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagramstyle.h"
#include "views/graph/chartmark.h"
#include "views/outline/outlineentries.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QIcon>

#include <memory>

namespace portolan {

/// The outline as a tree of one column. Another state of the document changes only the rows that differ, so that views
/// keep what is open, selected and in sight. It changes nothing itself: it says what is wanted.
class OutlineModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole, ///< OutlineEntry::id
        KindRole, ///< int of OutlineKind
        DetailRole,
        SearchRole, ///< all that the filter looks at
        MarkRole, ///< what setMarks() says about it; empty: nothing
        MarkIconRole, ///< the sign of how grave that is; null: nothing
    };

    explicit OutlineModel(QObject *parent = nullptr);
    ~OutlineModel() override;

    void setDocument(const Topology &topology, const Catalog &catalog);
    void setStyle(const DiagramStyle &style);
    /// Remarks by id of the document, shown as the sign of their severity with the remark as its tool tip.
    void setMarks(const QHash<QString, ChartMark> &marks);
    /// Invalid: there is no such row.
    QModelIndex indexOf(OutlineKind kind, const QString &id) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                         const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

Q_SIGNALS:
    void renameRequested(const QString &id, const QString &name); ///< of a site, server or group
    void moveRequested(const QStringList &servers, const QString &site);
    void joinRequested(const QStringList &servers, const QString &group);

private:
    struct Node;
    void sync(Node &node, std::vector<OutlineEntry> wanted);
    void syncRow(Node &node, OutlineEntry wanted);
    void insertRows(Node &node, int at, std::vector<std::unique_ptr<Node>> rows);
    void forget(const Node &node);
    static void renumber(Node &node, int from);
    std::unique_ptr<Node> makeNode(Node *parent, OutlineEntry entry);
    QModelIndex indexOfNode(const Node &node) const;
    Node *nodeAt(const QModelIndex &index) const;
    QIcon iconOf(const OutlineEntry &entry) const;
    /// The site or group that servers dropped there would come to; nullptr: none.
    const OutlineEntry *dropTarget(const QMimeData *data, const QModelIndex &parent) const;

    std::unique_ptr<Node> m_root;
    QHash<QString, Node *> m_nodes; ///< by kind and id
    QHash<QString, ChartMark> m_marks;
    DiagramStyle m_style;
    const QByteArray m_dragOrigin; ///< what it drags is its own: another outline may know others by the same ids
    mutable QHash<QString, QIcon> m_icons; ///< by drawing and hue
};

} // namespace portolan
