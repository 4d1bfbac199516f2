// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"

#include <QByteArray>
#include <QDateTime>
#include <QLockFile>
#include <QString>

#include <memory>
#include <mutex>
#include <vector>

namespace portolan {

/// Changes that no file of the user's has yet.
struct Recovery {
    QString path; ///< of the document; empty: it was never saved
    QString name; ///< of the deployment
    QByteArray base; ///< FileState::hash of the file that the changes were made on; empty: none
    QDateTime time;
    QByteArray content; ///< a topology file with the changes
};

/// A header line, then the topology file, so that people can get at it with an editor too. Damage shows: the header
/// has the content's hash.
QByteArray writeRecovery(const Recovery &recovery);
Result<Recovery> parseRecovery(const QByteArray &bytes, const QString &file);

/// The place of one document's unsaved changes, in a folder that all running Portolans share. As long as the object
/// lives no other one offers them; when it goes without remove(), they are there to be found. Safe to use from any
/// thread.
class RecoveryFile
{
public:
    /// A new place; null where the folder cannot be written.
    static std::shared_ptr<RecoveryFile> create(const QString &folder);
    /// One that nobody uses any more; null where somebody does.
    static std::shared_ptr<RecoveryFile> takeOver(const QString &folder, const QString &id);

    Result<void> write(const Recovery &recovery); ///< does nothing after remove()
    Result<Recovery> read() const;
    void remove(); ///< the changes are saved or not wanted

private:
    RecoveryFile(const QString &folder, const QString &id);

    QString m_path;
    QLockFile m_lock;
    std::mutex m_mutex;
    bool m_isRemoved = false;
};

/// What a Portolan that ended in the middle of its work left behind.
struct FoundRecovery {
    std::shared_ptr<RecoveryFile> file;
    Recovery recovery;
    bool isFileThere = false; ///< the document's own file can be read
    bool isFileAsThen = false; ///< and nobody changed it since
    QByteArray fileContent; ///< what stands in it
};

/// Newest first. Those that hold no more than the document's file has are removed, those that are damaged left alone.
std::vector<FoundRecovery> findRecoveries(const QString &folder);

} // namespace portolan
