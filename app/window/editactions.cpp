// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/editactions.h"

#include "app/window/document.h"
#include "app/window/editing.h"
#include "app/window/menutext.h"
#include "model/editing/changes.h"
#include "model/editing/clipboard.h"
#include "model/editing/duplicates.h"
#include "model/editing/removal.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QWidget>

namespace portolan {

namespace {

constexpr qsizetype kMostPasted = 64 * 1024 * 1024; ///< characters

/// Members only leave their groups; all else goes.
TopologyEdit removalOf(const Topology &now, const Subject &subject)
{
    QList<TopologyEdit> steps;
    if (!subject.ids().isEmpty() || !subject.links.isEmpty())
        steps << removeParts(now, subject.parts());
    QStringList groups;
    for (const QString &member : subject.members)
        groups << groupOfMember(member);
    groups.removeDuplicates();
    for (const QString &group : std::as_const(groups)) {
        QStringList servers;
        for (const QString &member : subject.members) {
            if (groupOfMember(member) == group)
                servers << serverOfMember(member);
        }
        steps << removeMembers(now, group, servers);
    }
    TopologyEdit all;
    all.text = steps.isEmpty() ? QString() : steps.front().text;
    all.apply = [steps](const Topology &topology) {
        Topology result = topology;
        for (const TopologyEdit &step : steps)
            result = step.apply(result);
        return result;
    };
    return all;
}

} // namespace

EditActions::EditActions(Editing &editing, QObject *parent)
    : QObject(parent), m_editing(editing),
      m_cut(add(QStringLiteral("cut"), tr("Cu&t"), QKeySequence::Cut, &EditActions::cut)),
      m_copy(add(QStringLiteral("copy"), tr("&Copy"), QKeySequence::Copy, &EditActions::copy)),
      m_paste(add(QStringLiteral("paste"), tr("&Paste"), QKeySequence::Paste, &EditActions::paste)),
      m_duplicate(add(QStringLiteral("duplicate"), tr("D&uplicate"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D),
                      &EditActions::duplicate)),
      m_rename(add(QStringLiteral("rename"), tr("Re&name"), QKeySequence(Qt::Key_F2), &EditActions::rename)),
      m_remove(add(QStringLiteral("delete"), tr("&Delete"), QKeySequence(Qt::Key_Delete), &EditActions::remove)),
      m_selectAll(add(QStringLiteral("selectAll"), tr("Select &all servers"), QKeySequence::SelectAll,
                      &EditActions::selectAll)),
      m_properties(add(QStringLiteral("properties"), tr("Pr&operties"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I),
                       &EditActions::propertiesRequested))
{
    connect(&editing, &Editing::subjectChanged, this, &EditActions::update);
    connect(&editing, &Editing::presentChanged, this, &EditActions::update);
    // Wherever the keyboard is: it only shows.
    m_properties->setShortcutContext(Qt::WindowShortcut);
    update();
}

QAction *EditActions::add(const QString &name, const QString &text, const QKeySequence &key,
                          void (EditActions::*slot)())
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, slot);
    m_actions << action;
    return action;
}

void EditActions::addTo(QMenu &menu)
{
    menu.addSeparator();
    menu.addActions({m_cut, m_copy, m_paste, m_duplicate});
    menu.addSeparator();
    menu.addActions({m_rename, m_remove});
    menu.addSeparator();
    menu.addActions({m_selectAll, m_properties});
}

void EditActions::addKeysTo(QWidget &widget)
{
    widget.addActions(m_actions);
}

void EditActions::update()
{
    const bool isOpen = m_editing.document().isOpen();
    const Subject &subject = m_editing.subject();
    const bool hasItems = isOpen && (!subject.ids().isEmpty() || !subject.members.isEmpty());
    m_cut->setEnabled(isOpen && !subject.ids().isEmpty());
    m_copy->setEnabled(hasItems);
    m_duplicate->setEnabled(isOpen && !subject.ids().isEmpty());
    m_rename->setEnabled(hasItems && subject.count() == 1);
    m_remove->setEnabled(isOpen && !subject.isEmpty());
    // The clipboard of other programs changes without a word to a window that is not active.
    m_paste->setEnabled(isOpen);
    m_properties->setEnabled(isOpen);
    m_selectAll->setEnabled(isOpen && !m_editing.document().present().servers.isEmpty());
}

void EditActions::cut()
{
    copy();
    m_editing.apply(removalOf(m_editing.document().present(), m_editing.subject()));
}

void EditActions::copy()
{
    const QStringList ids = m_editing.subject().ids() + m_editing.subject().allServers();
    const QByteArray text = copyPart(m_editing.document().present(), ids);
    if (!text.isEmpty())
        QApplication::clipboard()->setText(QString::fromUtf8(text));
}

void EditActions::paste()
{
    const QStringList &sites = m_editing.subject().sites;
    pasteInto(sites.size() == 1 ? sites.front() : QString());
}

void EditActions::pasteInto(const QString &site)
{
    const QString text = QApplication::clipboard()->text();
    if (text.trimmed().isEmpty() || text.size() > kMostPasted) {
        Q_EMIT said(tr("There is nothing on the clipboard to paste."));
        return;
    }
    const Result<TopologyEdit> step = pastePart(text.toUtf8(), site);
    if (step)
        m_editing.applyAndPick(*step);
    else
        Q_EMIT said(tr("Not pasted, what is on the clipboard is no topology: %1").arg(step.error().first().text()));
}

void EditActions::duplicate()
{
    m_editing.applyAndPick(portolan::duplicate(m_editing.document().present(), m_editing.subject().ids()));
}

void EditActions::rename()
{
    const QStringList ids = m_editing.subject().ids() + m_editing.subject().allServers();
    if (!ids.isEmpty())
        Q_EMIT renameRequested(ids.front());
}

void EditActions::remove()
{
    m_editing.apply(removalOf(m_editing.document().present(), m_editing.subject()));
}

void EditActions::selectAll()
{
    Subject all;
    for (const Server &server : m_editing.document().present().servers)
        all.servers << server.id;
    all.sort();
    m_editing.pick(all);
}

void EditActions::fillContextMenu(QMenu &menu, const QString &site)
{
    const Subject &subject = m_editing.subject();
    if (!site.isEmpty())
        connect(menu.addAction(tr("Add servers here…")), &QAction::triggered, this,
                [this, site] { Q_EMIT addServersRequested(site); });
    if (!subject.isEmpty()) {
        if (m_rename->isEnabled())
            menu.addAction(m_rename);
        if (m_copy->isEnabled())
            menu.addActions({m_cut, m_copy, m_duplicate});
    }
    connect(menu.addAction(site.isEmpty() ? tr("Paste") : tr("Paste here")), &QAction::triggered, this,
            [this, site] { pasteInto(site); });
    if (!subject.isEmpty())
        menu.addActions({m_remove, m_properties});
    if (subject.allServers().isEmpty())
        return;
    menu.addSeparator();
    fillRoles(*menu.addMenu(tr("Roles")));
    fillSites(*menu.addMenu(tr("Move to site")));
    fillGroups(*menu.addMenu(tr("Add to group")));
}

void EditActions::fillRoles(QMenu &menu)
{
    const Document &document = m_editing.document();
    const QStringList servers = m_editing.subject().allServers();
    const QSet<QString> picked(servers.begin(), servers.end());
    for (const Role &role : document.current().catalog.roles()) {
        qsizetype having = 0;
        for (const Server &server : document.present().servers) {
            if (picked.contains(server.id) && server.roles.contains(role.id))
                ++having;
        }
        const bool isMixed = having > 0 && having < servers.size();
        QAction *action =
            menu.addAction(isMixed ? tr("%1 (%2 of %3)").arg(menuText(role.label)).arg(having).arg(servers.size())
                                   : menuText(role.label));
        action->setCheckable(true);
        action->setChecked(having == servers.size());
        connect(action, &QAction::triggered, this, [this, servers, id = role.id](bool on) {
            const Document &now = m_editing.document();
            m_editing.apply(on ? giveRole(now.present(), now.current().catalog, servers, id)
                               : takeRole(now.present(), now.current().catalog, servers, id));
        });
    }
}

void EditActions::fillSites(QMenu &menu)
{
    const QStringList servers = m_editing.subject().allServers();
    for (const Site &site : m_editing.document().present().sites)
        connect(menu.addAction(menuText(site.name)), &QAction::triggered, this, [this, servers, id = site.id] {
            m_editing.apply(moveServers(m_editing.document().present(), servers, id));
        });
}

void EditActions::fillGroups(QMenu &menu)
{
    const QStringList servers = m_editing.subject().allServers();
    for (const Group &group : m_editing.document().present().groups)
        connect(menu.addAction(menuText(group.name)), &QAction::triggered, this, [this, servers, id = group.id] {
            m_editing.apply(addMembers(m_editing.document().present(), id, servers));
        });
    if (menu.isEmpty())
        menu.addAction(tr("No groups yet"))->setEnabled(false);
}

} // namespace portolan
