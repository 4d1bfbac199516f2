// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/fieldchecks.h"
#include "model/editing/topologyedit.h"
#include "views/diagram/diagramstyle.h"
#include "views/outline/outlinemodel.h"
#include "views/outline/subject.h"

#include <QPersistentModelIndex>
#include <QSet>
#include <QWidget>

class QLineEdit;
class QMenu;
class QSortFilterProxyModel;
class QToolButton;
class QTreeView;

namespace portolan {

class OutlineDelegate;

/// The document as a tree: sites with their servers, groups with their members, links. What is picked in it is told,
/// what is selected elsewhere is shown; names are edited in place, servers are dragged to sites and groups.
class Outline : public QWidget
{
    Q_OBJECT
public:
    explicit Outline(QWidget *parent = nullptr);
    ~Outline() override;

    /// Another state of the document keeps what is open and in sight; `isNew`: another document.
    void setDocument(const Topology &topology, const Catalog &catalog, bool isNew);
    void clear();
    void setStyle(const DiagramStyle &style);
    void setAddMenu(QMenu *menu); ///< of the button in its header
    void showSubject(const Subject &subject);
    const Subject &subject() const { return m_subject; }
    /// Edits the name of the row in place; false: there is none to edit.
    bool rename(const QString &id);

    OutlineModel *model() const { return m_model; }
    QTreeView *tree() const { return m_tree; }
    QLineEdit *filter() const { return m_filter; }
    QModelIndex viewIndexOf(OutlineKind kind, const QString &id) const; ///< in the tree's model

Q_SIGNALS:
    void subjectPicked(const portolan::Subject &subject);
    void editRequested(const portolan::TopologyEdit &edit);
    void contextMenuRequested(QPoint global); ///< for what is picked
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onSelectionChanged();
    void onFilterChanged(const QString &text);
    void showContextMenu(QPoint at);
    FieldCheck checkName(const QModelIndex &index, const QString &name) const;
    void markSubject(bool reveals);

    Topology m_topology;
    OutlineModel *m_model;
    QSortFilterProxyModel *m_proxy;
    QTreeView *m_tree;
    QLineEdit *m_filter;
    QToolButton *m_add;
    OutlineDelegate *m_delegate;
    Subject m_subject;
    QList<QPersistentModelIndex> m_openBefore; ///< of the model, while a filter is typed
    bool m_isFiltered = false;
    bool m_isMarking = false;
};

} // namespace portolan
