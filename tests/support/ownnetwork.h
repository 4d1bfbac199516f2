// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <sched.h>
#include <unistd.h>

namespace portolan::test {

inline bool write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.flush();
}

/// A network of its own for this process, with nothing in it: as root, or as root of a user namespace. Before any other
/// thread.
inline bool enterNamespace()
{
    const uid_t user = ::getuid();
    const gid_t group = ::getgid();
    if (::unshare(CLONE_NEWNET) == 0)
        return true;
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
        return false;
    write(QStringLiteral("/proc/self/setgroups"), "deny");
    write(QStringLiteral("/proc/self/uid_map"), "0 " + QByteArray::number(user) + " 1");
    write(QStringLiteral("/proc/self/gid_map"), "0 " + QByteArray::number(group) + " 1");
    return true;
}

inline bool run(const QString &command)
{
    QStringList words = command.split(u' ');
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(words.takeFirst(), words);
    return process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

} // namespace portolan::test
