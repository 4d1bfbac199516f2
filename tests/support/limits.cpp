// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/limits.h"

#include <QDirIterator>
#include <QFile>

#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

namespace portolan {

namespace {

constexpr uid_t kNobody = 65534;
constexpr rlim_t kMostBytes = 600;

void limitFiles(rlim_t bytes)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_FSIZE, &limit) != 0)
        qFatal("no limits");
    limit.rlim_cur = std::min(bytes, limit.rlim_max);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        qFatal("no limits");
}

} // namespace

UnprivilegedUser::UnprivilegedUser(const QString &folder) : m_isRoot(geteuid() == 0)
{
    if (!m_isRoot)
        return;
    QDirIterator files(folder, QDir::AllEntries | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        if (chown(QFile::encodeName(files.next()).constData(), kNobody, kNobody) != 0)
            qFatal("no chown");
    }
    // The saved id is the way back; file access goes by the other two.
    if (chown(QFile::encodeName(folder).constData(), kNobody, kNobody) != 0 || setresuid(kNobody, kNobody, 0) != 0)
        qFatal("no other user");
}

UnprivilegedUser::~UnprivilegedUser()
{
    if (m_isRoot && setresuid(0, 0, 0) != 0)
        qFatal("no way back");
}

FullDisk::FullDisk(const QString &folder, bool limited) : m_folder(QFile::encodeName(folder))
{
    m_isMounted = !limited && mount("tmpfs", m_folder.constData(), "tmpfs", 0, "size=512k") == 0;
}

FullDisk::~FullDisk()
{
    if (m_isMounted)
        umount2(m_folder.constData(), MNT_DETACH);
}

FullDisk::NoRoom::NoRoom(const FullDisk &disk) : m_disk(disk)
{
    if (!disk.m_isMounted) {
        // The system would end the program otherwise.
        std::signal(SIGXFSZ, SIG_IGN);
        limitFiles(kMostBytes);
        return;
    }
    m_filler = QFile::decodeName(m_disk.m_folder) + QStringLiteral("/filler");
    QFile filler(m_filler);
    if (!filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        qFatal("no filler");
    const QByteArray block(4096, 'x');
    while (filler.write(block) == block.size()) { }
}

FullDisk::NoRoom::~NoRoom()
{
    if (m_disk.m_isMounted)
        QFile::remove(m_filler);
    else
        limitFiles(RLIM_INFINITY);
}

} // namespace portolan
