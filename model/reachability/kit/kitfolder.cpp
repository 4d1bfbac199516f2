// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "kit.h"

#include "model/wholefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

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

Result<void> write(const KitFile &file, const QString &path)
{
    const QString folder = QFileInfo(path).path();
    if (!QDir().mkpath(folder))
        return failure(errorAt(ErrorCode::CannotWrite, folder,
                               KitFolderText::tr("The folder cannot be made: see who may write there.")));
    return writeWholeFile(path, file.bytes).map([&file, &path] {
        if (file.isProgram)
            QFile::setPermissions(path, QFile::permissions(path) | QFileDevice::ExeOwner | QFileDevice::ExeUser);
    });
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
        if (Result<void> written = write(file, root.filePath(file.path)); !written)
            return written;
    }
    return {};
}

} // namespace portolan
