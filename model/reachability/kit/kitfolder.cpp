// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "kit.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <optional>

namespace portolan {

namespace {

struct KitFolderText {
    Q_DECLARE_TR_FUNCTIONS(portolan::KitFolderText)
};

constexpr qint64 kHeadOfFile = 1024;

Error errorAt(ErrorCode code, const QString &path, const QString &detail)
{
    Error error;
    error.code = code;
    error.file = path;
    error.detail = detail;
    return error;
}

/// Somebody's file stands in the way.
std::optional<Error> obstacle(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink())
        return {};
    QFile file(path);
    if (info.isFile() && file.open(QIODevice::ReadOnly) && file.read(kHeadOfFile).contains(kKitMark))
        return {};
    return errorAt(ErrorCode::CannotWrite, path,
                   KitFolderText::tr("This is no file of an earlier kit, so it stays as it is and nothing was "
                                     "written: name another folder, or move it away."));
}

std::optional<Error> write(const KitFile &file, const QString &path)
{
    if (!QDir().mkpath(QFileInfo(path).path()))
        return errorAt(ErrorCode::CannotWrite, QFileInfo(path).path(),
                       KitFolderText::tr("The folder cannot be made: see who may write there."));
    QSaveFile saved(path);
    // What the buffer holds must be out before commit(), which does not tell when that fails (a full disk).
    if (!saved.open(QIODevice::WriteOnly) || saved.write(file.bytes) != file.bytes.size() || !saved.flush()
        || !saved.commit())
        return errorAt(ErrorCode::CannotWrite, path,
                       KitFolderText::tr("The file cannot be written: %1.").arg(saved.errorString()));
    if (file.isProgram)
        QFile::setPermissions(path, QFile::permissions(path) | QFileDevice::ExeOwner | QFileDevice::ExeUser);
    return {};
}

} // namespace

Result<void> writeKitFiles(const QList<KitFile> &files, const QString &folder)
{
    const QDir root(folder);
    Errors obstacles;
    for (const KitFile &file : files) {
        if (const std::optional<Error> error = obstacle(root.filePath(file.path)))
            obstacles << *error;
    }
    if (!obstacles.isEmpty())
        return failure(obstacles);
    for (const KitFile &file : files) {
        if (const std::optional<Error> error = write(file, root.filePath(file.path)))
            return failure(*error);
    }
    return {};
}

} // namespace portolan
