// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/recovery.h"

#include "app/window/documentfile.h"
#include "model/json/jsonvalue.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QUuid>

#include <algorithm>

namespace portolan {

namespace {

struct Recovering {
    Q_DECLARE_TR_FUNCTIONS(portolan::Recovering)
};

constexpr char kFormat[] = "portolan-recovery";
constexpr int kVersion = 1;
constexpr char kSuffix[] = ".recovery";
constexpr char kLockSuffix[] = ".lock";

QString hex(const QByteArray &hash)
{
    return QString::fromLatin1(hash.toHex());
}

QByteArray fromHex(const QJsonValue &value)
{
    return QByteArray::fromHex(value.toString().toLatin1());
}

} // namespace

QByteArray writeRecovery(const Recovery &recovery)
{
    const QJsonObject header{{QStringLiteral("format"), QLatin1String(kFormat)},
                             {QStringLiteral("version"), kVersion},
                             {QStringLiteral("path"), recovery.path},
                             {QStringLiteral("name"), recovery.name},
                             {QStringLiteral("base"), hex(recovery.base)},
                             {QStringLiteral("time"), recovery.time.toUTC().toString(Qt::ISODateWithMs)},
                             {QStringLiteral("content"), hex(FileState::of(recovery.content).hash)}};
    return QJsonDocument(header).toJson(QJsonDocument::Compact) + '\n' + recovery.content;
}

Result<Recovery> parseRecovery(const QByteArray &bytes, const QString &file)
{
    const qsizetype end = bytes.indexOf('\n');
    const QJsonObject header = QJsonDocument::fromJson(bytes.left(std::max<qsizetype>(end, 0))).object();
    Error error;
    error.file = file;
    if (header.value(QStringLiteral("format")).toString() != QLatin1String(kFormat)
        || header.value(QStringLiteral("version")).toInt() != kVersion) {
        error.code = ErrorCode::UnsupportedFormat;
        error.detail = Recovering::tr("This is no recovery file of this version of Portolan.");
        return failure(std::move(error));
    }
    Recovery recovery;
    recovery.path = header.value(QStringLiteral("path")).toString();
    recovery.name = header.value(QStringLiteral("name")).toString();
    recovery.base = fromHex(header.value(QStringLiteral("base")));
    recovery.time = QDateTime::fromString(header.value(QStringLiteral("time")).toString(), Qt::ISODateWithMs);
    recovery.content = bytes.mid(end + 1);
    if (FileState::of(recovery.content).hash != fromHex(header.value(QStringLiteral("content")))) {
        error.code = ErrorCode::BadValue;
        error.detail = Recovering::tr("The recovery file is damaged.");
        return failure(std::move(error));
    }
    return recovery;
}

RecoveryFile::RecoveryFile(const QString &folder, const QString &id)
    : m_path(QDir(folder).filePath(id + QLatin1String(kSuffix))),
      m_lock(QDir(folder).filePath(id + QLatin1String(kLockSuffix)))
{
    // Only the end of its process frees a lock, however long that runs.
    m_lock.setStaleLockTime(0);
}

std::shared_ptr<RecoveryFile> RecoveryFile::create(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return nullptr;
    // Plans are nobody else's business.
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return takeOver(folder, QUuid::createUuid().toString(QUuid::WithoutBraces));
}

std::shared_ptr<RecoveryFile> RecoveryFile::takeOver(const QString &folder, const QString &id)
{
    std::shared_ptr<RecoveryFile> file(new RecoveryFile(folder, id));
    return file->m_lock.tryLock(0) ? file : nullptr;
}

Result<void> RecoveryFile::write(const Recovery &recovery)
{
    const std::lock_guard guard(m_mutex);
    return m_isRemoved ? Result<void>() : replaceFile(m_path, writeRecovery(recovery));
}

Result<Recovery> RecoveryFile::read() const
{
    const Result<QByteArray> bytes = readFile(m_path);
    return bytes ? parseRecovery(*bytes, m_path) : failure(bytes.error());
}

void RecoveryFile::remove()
{
    const std::lock_guard guard(m_mutex);
    m_isRemoved = true;
    QFile::remove(m_path);
}

std::vector<FoundRecovery> findRecoveries(const QString &folder)
{
    std::vector<FoundRecovery> found;
    QSet<QString> ids;
    const QDir dir(folder);
    // What is left of a file that was being written has more behind the suffix.
    for (const QString &name : dir.entryList(QDir::Files))
        ids << name.section(u'.', 0, 0);
    for (const QString &id : std::as_const(ids)) {
        const std::shared_ptr<RecoveryFile> file = RecoveryFile::takeOver(folder, id);
        if (!file)
            continue;
        for (const QString &rest : dir.entryList({id + QLatin1String(kSuffix) + QStringLiteral(".*")}, QDir::Files))
            QFile::remove(dir.filePath(rest));
        const Result<Recovery> recovery = file->read();
        if (!recovery)
            continue;
        FoundRecovery one{file, *recovery, false, false, {}};
        if (!recovery->path.isEmpty()) {
            const FileContent there = readContent(recovery->path);
            one.isFileThere = there.state.kind == FileState::Kind::Read;
            one.isFileAsThen = one.isFileThere && there.state.hash == recovery->base;
            one.fileContent = there.bytes;
        }
        // The end came between saving and tidying up.
        if (one.isFileThere && one.fileContent == recovery->content)
            file->remove();
        else
            found.push_back(std::move(one));
    }
    std::sort(found.begin(), found.end(),
              [](const FoundRecovery &a, const FoundRecovery &b) { return a.recovery.time > b.recovery.time; });
    return found;
}

} // namespace portolan
