// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QAction;
class QMenu;

namespace portolan {

class Document;

/// Undo and Redo in a menu, with the names of the steps.
class UndoActions : public QObject
{
    Q_OBJECT
public:
    UndoActions(Document &document, QMenu &menu, QObject *parent = nullptr);

Q_SIGNALS:
    void stepped(const QString &message); ///< what was undone or redone, for the status bar

private:
    void update();

    Document &m_document;
    QAction *m_undo;
    QAction *m_redo;
};

} // namespace portolan
