// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/documentfile.h"
#include "app/window/recovery.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestRecovery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void comesBackAsItWasKept();
    void damageShows_data();
    void damageShows();
    void onesInUseAreNotOffered();
    void whatNobodyUsesIsOffered();
    void onesOnOfferAreNotOfferedTwice();
    void saysWhatBecameOfTheFile();
    void whatTheFileHasIsNotOffered();
    void removedOnesStayAway();
    void restsOfInterruptedWritesGo();
    void damagedOnesAreLeftAlone();
    void aFolderThatCannotBeMadeGivesNone();

private:
    static Recovery recovery(const QString &path, const QByteArray &content);
    void leave(const Recovery &recovery) const;
    QStringList files() const { return QDir(m_store).entryList(QDir::Files, QDir::Name); }
    QString put(const QString &name, const QByteArray &bytes) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_store;
};

void TestRecovery::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = m_folder->filePath(u"store"_s);
}

Recovery TestRecovery::recovery(const QString &path, const QByteArray &content)
{
    Recovery recovery;
    recovery.path = path;
    recovery.name = u"Plan “A”\n"_s;
    recovery.base = FileState::of("base").hash;
    recovery.time = QDateTime(QDate(2026, 2, 3), QTime(4, 5, 6, 789), Qt::UTC);
    recovery.content = content;
    return recovery;
}

/// As a process that ends in the middle of its work does.
void TestRecovery::leave(const Recovery &recovery) const
{
    QVERIFY(RecoveryFile::create(m_store)->write(recovery));
}

QString TestRecovery::put(const QString &name, const QByteArray &bytes) const
{
    const QString path = m_folder->filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot prepare");
    return path;
}

void TestRecovery::comesBackAsItWasKept()
{
    const Recovery kept = recovery(u"/plans/ä \"b\".portolan"_s, "{\n \"x\": \xc3\xa4 }\n\n");
    const Result<Recovery> back = parseRecovery(writeRecovery(kept), u"f"_s);
    QVERIFY(back);
    QCOMPARE(back->path, kept.path);
    QCOMPARE(back->name, kept.name);
    QCOMPARE(back->base, kept.base);
    QCOMPARE(back->time, kept.time);
    QCOMPARE(back->content, kept.content);
    QVERIFY(writeRecovery(kept).endsWith('\n' + kept.content));
}

void TestRecovery::damageShows_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    const QByteArray whole = writeRecovery(recovery(u"/a"_s, "content"));
    QTest::newRow("nothing in it") << QByteArray() << ErrorCode::UnsupportedFormat;
    QTest::newRow("zeros, as after a power cut") << QByteArray(400, '\0') << ErrorCode::UnsupportedFormat;
    QTest::newRow("no end of the header") << whole.left(30) << ErrorCode::UnsupportedFormat;
    QTest::newRow("a later version") << QByteArray(whole).replace("\"version\":1", "\"version\":2")
                                     << ErrorCode::UnsupportedFormat;
    QTest::newRow("the end is missing") << whole.chopped(1) << ErrorCode::BadValue;
    QTest::newRow("another content") << QByteArray(whole).replace("\ncontent", "\nCONTENT") << ErrorCode::BadValue;
}

void TestRecovery::damageShows()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorCode, code);
    const Result<Recovery> result = parseRecovery(bytes, u"f"_s);
    QVERIFY(!result);
    QCOMPARE(result.error().first().code, code);
    QCOMPARE(result.error().first().file, u"f"_s);
}

void TestRecovery::onesInUseAreNotOffered()
{
    const std::shared_ptr<RecoveryFile> mine = RecoveryFile::create(m_store);
    QVERIFY(mine && mine->write(recovery({}, "a")));
    QVERIFY(findRecoveries(m_store).empty());
    QVERIFY(mine->write(recovery({}, "b")));
    QCOMPARE(mine->read()->content, QByteArray("b"));
}

void TestRecovery::whatNobodyUsesIsOffered()
{
    leave(recovery({}, "older"));
    Recovery newer = recovery({}, "newer");
    newer.time = newer.time.addSecs(1);
    leave(newer);
    const std::vector<FoundRecovery> found = findRecoveries(m_store);
    QCOMPARE(found.size(), size_t(2));
    QCOMPARE(found.front().recovery.content, QByteArray("newer"));
    QCOMPARE(found.back().recovery.content, QByteArray("older"));
    QVERIFY(!found.front().isFileThere);
}

void TestRecovery::onesOnOfferAreNotOfferedTwice()
{
    leave(recovery({}, "a"));
    {
        const std::vector<FoundRecovery> found = findRecoveries(m_store);
        QCOMPARE(found.size(), size_t(1));
        QVERIFY(findRecoveries(m_store).empty());
    }
    QCOMPARE(findRecoveries(m_store).size(), size_t(1));
}

void TestRecovery::saysWhatBecameOfTheFile()
{
    const QString path = put(u"plan.portolan"_s, "base");
    leave(recovery(path, "changed"));
    QVERIFY(findRecoveries(m_store).front().isFileThere);
    QVERIFY(findRecoveries(m_store).front().isFileAsThen);
    put(u"plan.portolan"_s, "other");
    QVERIFY(!findRecoveries(m_store).front().isFileAsThen);
    QCOMPARE(findRecoveries(m_store).front().fileContent, QByteArray("other"));
    QVERIFY(QFile::remove(path));
    QVERIFY(!findRecoveries(m_store).front().isFileThere);
}

void TestRecovery::whatTheFileHasIsNotOffered()
{
    leave(recovery(put(u"plan.portolan"_s, "saved"), "saved"));
    QVERIFY(findRecoveries(m_store).empty());
    QVERIFY(files().isEmpty());
}

void TestRecovery::removedOnesStayAway()
{
    std::shared_ptr<RecoveryFile> file = RecoveryFile::create(m_store);
    QVERIFY(file->write(recovery({}, "a")));
    file->remove();
    // A write that was under way when the changes were saved must not bring them back.
    QVERIFY(file->write(recovery({}, "b")));
    file.reset();
    QVERIFY(findRecoveries(m_store).empty());
    QVERIFY(files().isEmpty());
}

void TestRecovery::restsOfInterruptedWritesGo()
{
    leave(recovery({}, "a"));
    const QString kept = files().first();
    put(u"store/"_s + kept + u".Xy12Zz"_s, "torn");
    QCOMPARE(findRecoveries(m_store).size(), size_t(1));
    QCOMPARE(files(), QStringList{kept});
}

void TestRecovery::damagedOnesAreLeftAlone()
{
    leave(recovery({}, "a"));
    const QString kept = files().first();
    put(u"store/"_s + kept, "torn");
    QVERIFY(findRecoveries(m_store).empty());
    QCOMPARE(files(), QStringList{kept});
}

void TestRecovery::aFolderThatCannotBeMadeGivesNone()
{
    put(u"store"_s, "a file");
    QVERIFY(!RecoveryFile::create(m_store));
    QVERIFY(findRecoveries(m_store).empty());
}

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
