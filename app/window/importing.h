// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/topologyedit.h"

#include <QObject>
#include <QStringList>

class QAction;
class QMimeData;
class QWidget;

namespace portolan {

class Editing;
class ImportDialog;
struct WindowSettings;

/// Brings files into the window's document, with a preview; what columns of people's own tables hold is remembered.
class Importing : public QObject
{
    Q_OBJECT
public:
    Importing(Editing &editing, WindowSettings &settings, QWidget &window);

    QAction *action() const { return m_action; }
    void choose(); ///< asks for the files
    void begin(const QStringList &paths);
    /// False: among what was dropped is no file to be brought in.
    bool takeDropped(const QMimeData &data);

Q_SIGNALS:
    void said(const QString &message);

private:
    void carryOut(const ImportDialog &dialog, const TopologyEdit &edit);

    Editing &m_editing;
    WindowSettings &m_settings;
    QWidget &m_window;
    QAction *m_action;
    QString m_folder; ///< of the files that were chosen last
};

} // namespace portolan
