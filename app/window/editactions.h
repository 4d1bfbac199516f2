// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QAction;
class QKeySequence;
class QMenu;
class QWidget;

namespace portolan {

class Editing;

/// What can be done with what is being worked on: cut, copy, paste, duplicate, rename, delete; in menus also roles,
/// site and groups. The keys count in the widgets that were given them, so that fields and tables keep theirs.
class EditActions : public QObject
{
    Q_OBJECT
public:
    explicit EditActions(Editing &editing, QObject *parent = nullptr);

    void addTo(QMenu &menu); ///< the actions, with their keys
    void addKeysTo(QWidget &widget);
    /// For a context menu; `site`: where it was asked for, empty: nowhere in particular.
    void fillContextMenu(QMenu &menu, const QString &site);

Q_SIGNALS:
    void renameRequested(const QString &id);
    void propertiesRequested();
    void addServersRequested(const QString &site);
    void said(const QString &message); ///< for the status bar

private:
    QAction *add(const QString &name, const QString &text, const QKeySequence &key, void (EditActions::*slot)());
    void update();
    void cut();
    void copy();
    void paste();
    void pasteInto(const QString &site);
    void duplicate();
    void rename();
    void remove();
    void selectAll();
    void fillRoles(QMenu &menu);
    void fillSites(QMenu &menu);
    void fillGroups(QMenu &menu);

    Editing &m_editing;
    QList<QAction *> m_actions;
    QAction *m_cut;
    QAction *m_copy;
    QAction *m_paste;
    QAction *m_duplicate;
    QAction *m_rename;
    QAction *m_remove;
    QAction *m_selectAll;
    QAction *m_properties;
};

} // namespace portolan
