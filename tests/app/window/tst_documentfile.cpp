// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/documentfile.h"
#include "tests/support/limits.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestDocumentFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void writesAllOrNothing();
    void aFileThatOthersChangedIsLeftAlone();
    void othersMayTouchAFileOrReplaceItByTheSame();
    void aFileThatIsGoneIsWrittenAgain();
    void theVersionBeforeIsKept();
    void whatIsNoDeploymentIsNoVersionToKeep();
    void aBackupThatCannotBeWrittenDoesNotStopTheSave();
    void savingTheSameLeavesFileAndBackup();
    void linksAreFollowed();
    void permissionsStay_data();
    void permissionsStay();
    void aFolderInItsPlaceIsSaid();
    void aFolderThatIsGoneIsSaid();
    void aFolderWithoutPermissionIsSaid();
    void aReadOnlyFileIsSaid();
    void aFullDiskLosesNothing_data();
    void aFullDiskLosesNothing();

private:
    static QByteArray plan(const QByteArray &name, qsizetype padding = 0);
    QString put(const QByteArray &bytes);
    QByteArray there(const QString &name = u"plan.portolan"_s) const;
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }
    DocumentFile opened() const { return DocumentFile(m_path, readState(m_path)); }
    static void verifySaysWhatToDo(const Result<Errors> &result, const QString &path);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestDocumentFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_path = m_folder->filePath(u"plan.portolan"_s);
}

QByteArray TestDocumentFile::plan(const QByteArray &name, qsizetype padding)
{
    return R"({ "format": "portolan-topology", "version": 1, "name": ")" + name + QByteArray(padding, 'x')
        + R"(", "catalog": "exchange-2010", "sites": [], "links": [], "servers": [], "groups": [] })";
}

QString TestDocumentFile::put(const QByteArray &bytes)
{
    QFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot prepare");
    return m_path;
}

QByteArray TestDocumentFile::there(const QString &name) const
{
    return readContent(m_folder->filePath(name)).bytes;
}

void TestDocumentFile::verifySaysWhatToDo(const Result<Errors> &result, const QString &path)
{
    QVERIFY(!result);
    const Error &error = result.error().first();
    QCOMPARE(error.code, ErrorCode::CannotWrite);
    QCOMPARE(error.file, path);
    QVERIFY2(error.detail.contains(u"Save As"_s), qPrintable(error.detail));
}

void TestDocumentFile::writesAllOrNothing()
{
    DocumentFile file(m_path, {});
    QVERIFY(file.save(plan("One"), DocumentFile::Over::Known));
    QCOMPARE(there(), plan("One"));
    QVERIFY(file.save(plan("Two"), DocumentFile::Over::Known));
    QCOMPARE(there(), plan("Two"));
    QCOMPARE(file.known(), FileState::of(plan("Two")));
    const QStringList expected{u"plan.portolan"_s, u"plan.portolan~"_s};
    QCOMPARE(files(), expected);
}

void TestDocumentFile::aFileThatOthersChangedIsLeftAlone()
{
    put(plan("One"));
    DocumentFile file = opened();
    put(plan("Theirs"));
    const Result<Errors> result = file.save(plan("Mine"), DocumentFile::Over::Known);
    QVERIFY(!result);
    QCOMPARE(result.error().first().code, ErrorCode::ChangedOnDisk);
    QCOMPARE(there(), plan("Theirs"));
    QCOMPARE(files(), QStringList{u"plan.portolan"_s});
    // What the user has seen may be written over, what came after that may not.
    file.setKnown(readState(m_path));
    put(plan("Theirs again"));
    QVERIFY(!file.save(plan("Mine"), DocumentFile::Over::Known));
    QVERIFY(file.save(plan("Mine"), DocumentFile::Over::Anything));
    QCOMPARE(there(), plan("Mine"));
    QCOMPARE(there(u"plan.portolan~"_s), plan("Theirs again"));
}

void TestDocumentFile::othersMayTouchAFileOrReplaceItByTheSame()
{
    put(plan("One"));
    DocumentFile file = opened();
    QVERIFY(QFile::remove(m_path));
    put(plan("One"));
    QFile touched(m_path);
    QVERIFY(touched.open(QIODevice::ReadWrite));
    QVERIFY(touched.setFileTime(QDateTime::fromSecsSinceEpoch(1), QFileDevice::FileModificationTime));
    touched.close();
    QVERIFY(file.save(plan("Mine"), DocumentFile::Over::Known));
    // The other way round: a change that leaves time and size as they were.
    const QDateTime time = QFileInfo(m_path).lastModified();
    put(plan("Ours"));
    QVERIFY(touched.open(QIODevice::ReadWrite));
    QVERIFY(touched.setFileTime(time, QFileDevice::FileModificationTime));
    touched.close();
    QVERIFY(!file.save(plan("Next"), DocumentFile::Over::Known));
}

void TestDocumentFile::aFileThatIsGoneIsWrittenAgain()
{
    put(plan("One"));
    DocumentFile file = opened();
    QVERIFY(QFile::remove(m_path));
    QVERIFY(file.save(plan("One"), DocumentFile::Over::Known));
    QCOMPARE(there(), plan("One"));
}

void TestDocumentFile::theVersionBeforeIsKept()
{
    put(plan("One"));
    DocumentFile file = opened();
    for (const char *name : {"Two", "Three"}) {
        const QByteArray before = there();
        const Result<Errors> saved = file.save(plan(name), DocumentFile::Over::Known);
        QVERIFY(saved && saved->isEmpty());
        QCOMPARE(there(u"plan.portolan~"_s), before);
    }
    QCOMPARE(file.backupPath(), m_path + u'~');
}

void TestDocumentFile::whatIsNoDeploymentIsNoVersionToKeep()
{
    put(plan("One"));
    DocumentFile file = opened();
    QVERIFY(file.save(plan("Two"), DocumentFile::Over::Known));
    put("torn {");
    QVERIFY(file.save(plan("Three"), DocumentFile::Over::Anything));
    QCOMPARE(there(u"plan.portolan~"_s), plan("One"));
}

void TestDocumentFile::aBackupThatCannotBeWrittenDoesNotStopTheSave()
{
    put(plan("One"));
    QVERIFY(QDir(m_folder->path()).mkdir(u"plan.portolan~"_s));
    DocumentFile file = opened();
    const Result<Errors> saved = file.save(plan("Two"), DocumentFile::Over::Known);
    QVERIFY(saved);
    QCOMPARE(saved->size(), 1);
    QCOMPARE(saved->first().file, file.backupPath());
    QCOMPARE(there(), plan("Two"));
}

void TestDocumentFile::savingTheSameLeavesFileAndBackup()
{
    put(plan("One"));
    DocumentFile file = opened();
    QVERIFY(file.save(plan("Two"), DocumentFile::Over::Known));
    QVERIFY(file.save(plan("Two"), DocumentFile::Over::Known));
    QCOMPARE(there(u"plan.portolan~"_s), plan("One"));
    QCOMPARE(files().size(), 2);
}

void TestDocumentFile::linksAreFollowed()
{
    put(plan("One"));
    QVERIFY(QDir(m_folder->path()).mkdir(u"links"_s));
    const QString link = m_folder->filePath(u"links/mine.portolan"_s);
    QVERIFY(QFile::link(u"../plan.portolan"_s, link));
    DocumentFile file(link, readState(link));
    QVERIFY(file.save(plan("Two"), DocumentFile::Over::Known));
    QVERIFY(QFileInfo(link).isSymLink());
    QCOMPARE(there(), plan("Two"));
    QCOMPARE(there(u"plan.portolan~"_s), plan("One"));
    QCOMPARE(QDir(m_folder->filePath(u"links"_s)).entryList(QDir::Files), QStringList{u"mine.portolan"_s});
}

void TestDocumentFile::permissionsStay_data()
{
    QTest::addColumn<int>("permissions");
    QTest::newRow("only mine") << int(QFile::ReadOwner | QFile::WriteOwner);
    QTest::newRow("the group writes too")
        << int(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::WriteGroup);
}

void TestDocumentFile::permissionsStay()
{
    QFETCH(int, permissions);
    const auto wanted = QFile::Permissions(permissions) | QFile::ReadUser | QFile::WriteUser;
    put(plan("One"));
    QVERIFY(QFile::setPermissions(m_path, QFile::Permissions(permissions)));
    DocumentFile file = opened();
    QVERIFY(file.save(plan("Two"), DocumentFile::Over::Known));
    QCOMPARE(QFile::permissions(m_path), wanted);
    QCOMPARE(QFile::permissions(file.backupPath()), wanted);
}

void TestDocumentFile::aFolderInItsPlaceIsSaid()
{
    QVERIFY(QDir(m_folder->path()).mkdir(u"plan.portolan"_s));
    DocumentFile file(m_path, FileState::of(plan("One")));
    const Result<Errors> result = file.save(plan("Two"), DocumentFile::Over::Known);
    verifySaysWhatToDo(result, m_path);
    QVERIFY(result.error().first().detail.contains(u"folder of this name"_s));
    QVERIFY(QFileInfo(m_path).isDir());
}

void TestDocumentFile::aFolderThatIsGoneIsSaid()
{
    const QString path = m_folder->filePath(u"drive/plan.portolan"_s);
    DocumentFile file(path, FileState::of(plan("One")));
    const Result<Errors> result = file.save(plan("Two"), DocumentFile::Over::Known);
    verifySaysWhatToDo(result, path);
    QVERIFY(result.error().first().detail.contains(u"drive"_s));
}

void TestDocumentFile::aFolderWithoutPermissionIsSaid()
{
    put(plan("One"));
    const UnprivilegedUser user(m_folder->path());
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner));
    DocumentFile file = opened();
    const Result<Errors> result = file.save(plan("Two"), DocumentFile::Over::Known);
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    verifySaysWhatToDo(result, m_path);
    QCOMPARE(there(), plan("One"));
    QCOMPARE(files().size(), 1);
}

void TestDocumentFile::aReadOnlyFileIsSaid()
{
    put(plan("One"));
    const UnprivilegedUser user(m_folder->path());
    QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner));
    DocumentFile file = opened();
    verifySaysWhatToDo(file.save(plan("Two"), DocumentFile::Over::Anything), m_path);
    QCOMPARE(there(), plan("One"));
    QCOMPARE(files().size(), 1);
}

void TestDocumentFile::aFullDiskLosesNothing_data()
{
    QTest::addColumn<bool>("limited");
    QTest::addColumn<int>("size");
    // Small files fit the writer's buffer, so that the disk is asked for them at the very end only.
    QTest::newRow("no room left, small file") << false << 1000;
    QTest::newRow("no room left, large file") << false << 100000;
    QTest::newRow("over the limit, small file") << true << 1000;
    QTest::newRow("over the limit, large file") << true << 100000;
}

void TestDocumentFile::aFullDiskLosesNothing()
{
    QFETCH(bool, limited);
    QFETCH(int, size);
    const FullDisk disk(m_folder->path(), limited);
    put(plan("One"));
    DocumentFile file = opened();
    Result<Errors> result;
    {
        const FullDisk::NoRoom full(disk);
        result = file.save(plan("Two", size), DocumentFile::Over::Known);
    }
    verifySaysWhatToDo(result, m_path);
    QCOMPARE(there(), plan("One"));
    QVERIFY(!files().join(u' ').contains(u"plan.portolan."_s));
    QVERIFY(file.save(plan("Two", size), DocumentFile::Over::Known));
    QCOMPARE(there(), plan("Two", size));
}

QTEST_GUILESS_MAIN(TestDocumentFile)
#include "tst_documentfile.moc"
