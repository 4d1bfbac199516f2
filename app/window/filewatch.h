// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/window/documentfile.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace portolan {

/// Looks at a file whenever something happened to it: written, replaced, removed, come back. Looks go on beside the
/// window.
class FileWatch : public QObject
{
    Q_OBJECT
public:
    explicit FileWatch(QObject *parent = nullptr);

    /// From now on this file as it is now; empty: none. Looks under way count for nothing any more.
    void watch(const QString &path);
    void look(); ///< also where the system tells nothing, as for many network drives

Q_SIGNALS:
    void looked(const portolan::FileState &state);

private:
    void watchAgain();

    QFileSystemWatcher m_watcher;
    QTimer m_soon; ///< tools write in several goes
    QString m_path;
    quint64 m_generation = 0;
    bool m_isLooking = false;
    bool m_lookAgain = false;
};

} // namespace portolan
