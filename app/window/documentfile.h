// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"

#include <QByteArray>
#include <QString>

namespace portolan {

/// What stood at a path at one moment. Files are told apart by their content: tools that replace or touch a file
/// without changing it leave it the same.
struct FileState {
    enum class Kind { Missing, Read, Unreadable };
    Kind kind = Kind::Missing;
    QByteArray hash; ///< of the whole content, where that could be read

    static FileState of(const QByteArray &content);
};

inline bool operator==(const FileState &a, const FileState &b)
{
    return a.kind == b.kind && a.hash == b.hash;
}
inline bool operator!=(const FileState &a, const FileState &b)
{
    return !(a == b);
}

/// The state and what it is the state of.
struct FileContent {
    FileState state;
    QByteArray bytes;
    Errors errors; ///< where it is unreadable
};

FileContent readContent(const QString &path);
FileState readState(const QString &path);

/// Replaces a file at once or not at all; links are followed, the file's permissions stay. What was written has
/// reached the disk when it is there.
Result<void> replaceFile(const QString &path, const QByteArray &bytes);

/// The file of a document: where it is and what stood in it when the document was last the same. A value.
class DocumentFile
{
public:
    DocumentFile() = default; ///< no file yet
    DocumentFile(QString path, FileState known) : m_path(std::move(path)), m_known(std::move(known)) { }

    const QString &path() const { return m_path; }
    const FileState &known() const { return m_known; }
    /// The user has seen this state of the file and wants the document's instead.
    void setKnown(const FileState &state) { m_known = state; }

    enum class Over {
        Known, ///< a file that is other than known() is left alone: ErrorCode::ChangedOnDisk
        Anything,
    };
    /// Keeps what was there as backupPath() if that is a whole topology file. The value: what could not be done besides
    /// (the backup); errors: nothing has changed.
    Result<Errors> save(const QByteArray &bytes, Over over);

    /// "plan.portolan~", beside the file itself where the path is a link to it.
    QString backupPath() const;

private:
    QString m_path;
    FileState m_known;
};

} // namespace portolan
