// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/undoactions.h"

#include "app/window/document.h"
#include "views/tables/displaytext.h"

#include <QAction>
#include <QMenu>

namespace portolan {

namespace {

/// Names of servers stand in it, which may have an & that makes no shortcut.
QString menuText(const QString &step)
{
    return displayText(step).replace(u'&', QStringLiteral("&&"));
}

} // namespace

UndoActions::UndoActions(Document &document, QMenu &menu, QObject *parent)
    : QObject(parent), m_document(document), m_undo(menu.addAction(QString())), m_redo(menu.addAction(QString()))
{
    m_undo->setObjectName(QStringLiteral("undo"));
    m_undo->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Z));
    m_redo->setObjectName(QStringLiteral("redo"));
    m_redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    connect(m_undo, &QAction::triggered, this, [this] {
        const QString step = m_document.history().undoText();
        m_document.undo();
        Q_EMIT stepped(tr("Undone: %1").arg(step));
    });
    connect(m_redo, &QAction::triggered, this, [this] {
        const QString step = m_document.history().redoText();
        m_document.redo();
        Q_EMIT stepped(tr("Done again: %1").arg(step));
    });
    connect(&document, &Document::changed, this, &UndoActions::update);
    update();
}

void UndoActions::update()
{
    const History &history = m_document.history();
    m_undo->setEnabled(history.canUndo());
    m_undo->setText(history.canUndo() ? tr("&Undo %1").arg(menuText(history.undoText())) : tr("&Undo"));
    m_redo->setEnabled(history.canRedo());
    m_redo->setText(history.canRedo() ? tr("&Redo %1").arg(menuText(history.redoText())) : tr("&Redo"));
}

} // namespace portolan
