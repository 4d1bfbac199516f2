// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace portolan {

/// While it lives the test runs as a user that permissions hold for, who owns `folder` and what is in it; tests may be
/// run as root, who may do everything.
class UnprivilegedUser
{
public:
    explicit UnprivilegedUser(const QString &folder);
    ~UnprivilegedUser();
    Q_DISABLE_COPY_MOVE(UnprivilegedUser)

private:
    bool m_isRoot;
};

/// A folder that can run out of room: a small file system of its own where the test may make one, else (or if
/// `limited`) the system's limit for the size of files.
class FullDisk
{
public:
    FullDisk(const QString &folder, bool limited);
    ~FullDisk();
    Q_DISABLE_COPY_MOVE(FullDisk)

    class NoRoom
    {
    public:
        explicit NoRoom(const FullDisk &disk);
        ~NoRoom();
        Q_DISABLE_COPY_MOVE(NoRoom)

    private:
        const FullDisk &m_disk;
        QString m_filler;
    };

private:
    QByteArray m_folder;
    bool m_isMounted = false;
};

} // namespace portolan
