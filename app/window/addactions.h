// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/topology.h"

#include <QObject>

class QAction;
class QMenu;

namespace portolan {

class Editing;
struct Template;

/// What can be added to the document: in a menu, some with a dialog. What was added is worked on then.
class AddActions : public QObject
{
    Q_OBJECT
public:
    AddActions(Editing &editing, QWidget &window);

    QMenu *menu() const { return m_menu; }
    QMenu *templatesMenu() const { return m_templates; }
    void addSite();
    void addServers(const QString &site); ///< empty: the site that is worked on, else the first

Q_SIGNALS:
    void renameRequested(const QString &id); ///< of what was added under a name that nobody chose

private:
    void addGroup(GroupType kind);
    void addLink();
    void insert(const Template &chosen);
    void update();

    Editing &m_editing;
    QWidget &m_window;
    QMenu *m_menu;
    QMenu *m_templates;
    QAction *m_site;
    QList<QAction *> m_needSites;
    QAction *m_link;
};

} // namespace portolan
