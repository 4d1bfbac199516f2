// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/addactions.h"

#include "app/window/addlinkdialog.h"
#include "app/window/addserversdialog.h"
#include "app/window/document.h"
#include "app/window/editing.h"
#include "app/window/menutext.h"
#include "model/editing/additions.h"
#include "model/editing/clipboard.h"

#include <QAction>
#include <QMenu>
#include <QPalette>
#include <QWidget>

namespace portolan {

AddActions::AddActions(Editing &editing, QWidget &window)
    : QObject(&window), m_editing(editing), m_window(window), m_menu(new QMenu(tr("&Add"), &window)),
      m_templates(new QMenu(tr("&Template"), &window))
{
    m_menu->setObjectName(QStringLiteral("addMenu"));
    m_site = m_menu->addAction(tr("&Site"));
    m_site->setObjectName(QStringLiteral("addSite"));
    connect(m_site, &QAction::triggered, this, &AddActions::addSite);
    QAction *servers = m_menu->addAction(tr("S&ervers…"));
    servers->setObjectName(QStringLiteral("addServersAction"));
    servers->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N));
    connect(servers, &QAction::triggered, this, [this] { addServers({}); });
    m_link = m_menu->addAction(tr("&Link…"));
    m_link->setObjectName(QStringLiteral("addLinkAction"));
    connect(m_link, &QAction::triggered, this, &AddActions::addLink);
    m_menu->addSeparator();
    const std::pair<GroupType, QString> groups[]{{GroupType::Dag, tr("&DAG")},
                                                 {GroupType::CasArray, tr("Servers behind one &name (array)")},
                                                 {GroupType::EdgeSubscription, tr("&Edge subscription")},
                                                 {GroupType::DialPlan, tr("&UM dial plan")}};
    m_needSites << servers;
    for (const auto &[kind, text] : groups) {
        QAction *action = m_menu->addAction(text);
        action->setObjectName(QStringLiteral("add-") + toString(kind));
        connect(action, &QAction::triggered, this, [this, wanted = kind] { addGroup(wanted); });
        m_needSites << action;
    }
    m_menu->addSeparator();
    m_menu->addMenu(m_templates);
    for (const Template &chosen : templates())
        connect(m_templates->addAction(menuText(chosen.name)), &QAction::triggered, this,
                [this, chosen] { insert(chosen); });
    connect(&editing, &Editing::presentChanged, this, &AddActions::update);
    update();
}

void AddActions::update()
{
    const Document &document = m_editing.document();
    m_site->setEnabled(document.isOpen());
    m_templates->setEnabled(document.isOpen());
    for (QAction *action : std::as_const(m_needSites))
        action->setEnabled(document.isOpen() && !document.present().sites.isEmpty());
    m_link->setEnabled(document.isOpen() && document.present().sites.size() > 1);
}

void AddActions::addSite()
{
    m_editing.applyAndPick(portolan::addSite(newSite(m_editing.document().present(), SiteKind::Internal)));
    if (m_editing.subject().sites.size() == 1)
        Q_EMIT renameRequested(m_editing.subject().sites.front());
}

void AddActions::addServers(const QString &site)
{
    const Document &document = m_editing.document();
    QString where = site;
    const Subject &subject = m_editing.subject();
    for (const Server &server : document.present().servers) {
        if (where.isEmpty() && subject.allServers().contains(server.id))
            where = server.site;
    }
    if (where.isEmpty())
        where = subject.sites.value(0);
    const bool isDark = m_window.palette().color(QPalette::Window).lightness() < 128;
    auto *dialog = new AddServersDialog(document.present(), document.current().catalog,
                                        DiagramStyle::of(isDark ? Theme::Dark : Theme::Light), where, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const Document &now = m_editing.document();
        m_editing.applyAndPick(addSeries(now.present(), now.current().catalog, dialog->series()));
    });
    dialog->open();
}

void AddActions::addGroup(GroupType kind)
{
    const Document &document = m_editing.document();
    m_editing.applyAndPick(portolan::addGroup(
        newGroup(document.present(), document.current().catalog, kind, m_editing.subject().allServers())));
}

void AddActions::insert(const Template &chosen)
{
    if (const Result<TopologyEdit> step = insertTemplate(chosen))
        m_editing.applyAndPick(*step);
}

void AddActions::addLink()
{
    auto *dialog = new AddLinkDialog(m_editing.document().present(), m_editing.subject().sites, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_editing.applyAndPick(portolan::addLink(m_editing.document().present(), dialog->link()));
    });
    dialog->open();
}

} // namespace portolan
