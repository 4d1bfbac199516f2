// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/wholefile.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace portolan {

namespace {

struct WholeFile {
    Q_DECLARE_TR_FUNCTIONS(portolan::WholeFile)
};

} // namespace

Result<void> writeWholeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    // What the buffer holds must be out before commit(), which does not tell when that fails (a full disk).
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush() && file.commit())
        return {};
    Error error;
    error.code = ErrorCode::CannotWrite;
    error.file = path;
    error.detail =
        WholeFile::tr("The file cannot be written: %1. What was there before is still there.").arg(file.errorString());
    return failure(std::move(error));
}

} // namespace portolan
