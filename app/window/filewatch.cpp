// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/filewatch.h"

#include "views/tables/background.h"

#include <QFileInfo>

namespace portolan {

namespace {

constexpr int kSoon = 150; ///< ms

} // namespace

FileWatch::FileWatch(QObject *parent) : QObject(parent)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, &FileWatch::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_soon.start(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] {
        // Of the folder only one thing matters: that the file comes back.
        if (m_watcher.files().isEmpty() && QFileInfo::exists(m_path))
            m_soon.start();
    });
}

void FileWatch::watch(const QString &path)
{
    ++m_generation;
    m_soon.stop();
    m_path = path;
    watchAgain();
}

void FileWatch::watchAgain()
{
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    if (!watched.isEmpty())
        m_watcher.removePaths(watched);
    if (m_path.isEmpty())
        return;
    // A file that was replaced is another one to the system: the watch went with the old one.
    const QFileInfo file(m_path);
    for (const QString &path : {m_path, file.absolutePath()}) {
        if (QFileInfo::exists(path))
            m_watcher.addPath(path);
    }
}

void FileWatch::look()
{
    if (m_path.isEmpty())
        return;
    // A drive that does not answer holds one thread, not all of them.
    m_lookAgain = m_isLooking;
    if (m_isLooking)
        return;
    m_isLooking = true;
    watchAgain();
    inBackground(
        this, [path = m_path] { return readState(path); },
        [this, generation = m_generation](const FileState &state) {
            m_isLooking = false;
            if (generation == m_generation)
                Q_EMIT looked(state);
            if (m_lookAgain)
                look();
        });
}

} // namespace portolan
