// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/documentfile.h"

#include "model/topology/topology.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <cstring>
#include <unistd.h>
#endif

namespace portolan {

namespace {

struct DocumentFiles {
    Q_DECLARE_TR_FUNCTIONS(portolan::DocumentFiles)
};

/// The file that a path leads to, over all links, also where it is not there yet.
QString behindLinks(const QString &path)
{
    QFileInfo file(path);
    constexpr int kMostLinks = 40; // as systems allow
    for (int links = 0; links < kMostLinks && file.isSymLink(); ++links)
        file.setFile(file.symLinkTarget());
    return file.filePath();
}

tl::unexpected<Errors> cannotWrite(const QString &path, const QString &reason)
{
    Error error;
    error.code = ErrorCode::CannotWrite;
    error.file = path;
    const QFileInfo file(behindLinks(path));
    if (file.isDir())
        error.detail = DocumentFiles::tr("There is a folder of this name.");
    else if (!QFileInfo::exists(file.path()))
        error.detail = DocumentFiles::tr("Its folder cannot be found: it was removed, or its drive is not connected.");
    else
        error.detail = DocumentFiles::tr("The file cannot be written: %1.").arg(reason);
    error.detail += QStringLiteral(" ")
        + DocumentFiles::tr("Nothing is lost: what was there before is still there, and the document stays open with "
                            "its changes. Save it in another place with File ▸ Save As.");
    return failure(std::move(error));
}

/// Everything written so far has reached the disk. QSaveFile::commit() alone would not tell: it drops errors that come
/// when its buffer is emptied (a full disk) and those of the system's own (a network drive).
bool isOnDisk(QSaveFile &file, QString &reason)
{
    if (!file.flush()) {
        reason = file.errorString();
        return false;
    }
#ifdef Q_OS_UNIX
    // File systems that cannot do this say so with EINVAL or the like.
    if (::fsync(file.handle()) != 0 && (errno == EIO || errno == ENOSPC || errno == EDQUOT)) {
        reason = QString::fromLocal8Bit(std::strerror(errno));
        return false;
    }
#endif
    return true;
}

/// The new content lies beside the file, complete, and waits for commit().
Result<void> prepare(QSaveFile &file, const QByteArray &bytes)
{
    QString reason;
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size()) {
        if (isOnDisk(file, reason))
            return {};
    } else {
        reason = file.errorString();
    }
    return cannotWrite(file.fileName(), reason);
}

Result<void> keepBackup(const QString &path, const QByteArray &bytes, QFile::Permissions permissions)
{
    QSaveFile file(path);
    QString reason;
    // What only its owner may read stays so, from the first byte on.
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(permissions | QFile::WriteOwner)
        && file.write(bytes) == bytes.size()) {
        if (isOnDisk(file, reason) && file.commit())
            return {};
    }
    Error error;
    error.code = ErrorCode::CannotWrite;
    error.file = path;
    error.detail = DocumentFiles::tr("There is no backup of the version before: %1.")
                       .arg(reason.isEmpty() ? file.errorString() : reason);
    return failure(std::move(error));
}

} // namespace

FileState FileState::of(const QByteArray &content)
{
    return {Kind::Read, QCryptographicHash::hash(content, QCryptographicHash::Sha256)};
}

FileContent readContent(const QString &path)
{
    FileContent content;
    const QFileInfo file(path);
    // A link that leads nowhere is a file that is not there.
    if (!file.exists())
        return content;
    Result<QByteArray> bytes = readFile(path);
    if (!bytes) {
        content.state.kind = FileState::Kind::Unreadable;
        content.errors = bytes.error();
        return content;
    }
    content.bytes = std::move(*bytes);
    content.state = FileState::of(content.bytes);
    return content;
}

FileState readState(const QString &path)
{
    return readContent(path).state;
}

Result<void> replaceFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    Result<void> prepared = prepare(file, bytes);
    if (prepared && !file.commit())
        return cannotWrite(path, file.errorString());
    return prepared;
}

Result<Errors> DocumentFile::save(const QByteArray &bytes, Over over)
{
    QSaveFile file(m_path);
    if (const Result<void> prepared = prepare(file, bytes); !prepared)
        return failure(prepared.error());
    // As late as can be, so that next to nothing can come between this look and the new file.
    const FileContent there = readContent(m_path);
    if (over == Over::Known && there.state.kind != FileState::Kind::Missing && there.state != m_known) {
        Error error;
        error.code = ErrorCode::ChangedOnDisk;
        error.file = m_path;
        error.detail = DocumentFiles::tr("The file was changed by another program since it was opened here.");
        return failure(std::move(error));
    }
    Errors remarks;
    const bool isSame = there.state == FileState::of(bytes);
    if (!isSame && there.state.kind == FileState::Kind::Read && parseTopology(there.bytes, m_path)) {
        const Result<void> kept = keepBackup(backupPath(), there.bytes, QFile::permissions(m_path));
        if (!kept)
            remarks = kept.error();
    }
    if (!isSame && !file.commit())
        return cannotWrite(m_path, file.errorString());
    m_known = FileState::of(bytes);
    return remarks;
}

QString DocumentFile::backupPath() const
{
    return behindLinks(m_path) + u'~';
}

} // namespace portolan
