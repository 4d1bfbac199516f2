// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/autosaver.h"
#include "app/window/document.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestAutoSaver : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void anEditIsKeptAfterAWhile();
    void savingPutsAnEndToIt();
    void undoingEverythingPutsAnEndToIt();
    void discardingPutsAnEndToIt();
    void openingAnotherDocumentPutsAnEndToIt();
    void whatIsNotSavedWhenAllEndsIsFound();
    void aRecoveredDocumentKeepsItsFile();
    void aFolderThatCannotBeWrittenIsToldOnce();

private:
    void make(const QString &store);
    void open(const QString &path);
    void rename(const QString &name);
    void renameAndKeep(const QString &name);
    int files() const { return int(QDir(m_store).entryList({u"*.recovery"_s}, QDir::Files).size()); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    QString m_store;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<AutoSaver> m_saver;
};

void TestAutoSaver::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(u"plan.portolan"_s);
    QVERIFY(QFile::copy(u":/portolan/samples/single-server.portolan"_s, m_file));
    QVERIFY(QFile::setPermissions(m_file, QFile::ReadOwner | QFile::WriteOwner));
    m_store = m_folder->filePath(u"store"_s);
    make(m_store);
    open(m_file);
}

void TestAutoSaver::cleanup()
{
    m_saver.reset();
    m_document.reset();
    m_folder.reset();
}

void TestAutoSaver::make(const QString &store)
{
    m_saver.reset();
    m_document = std::make_unique<Document>(QString());
    m_saver = std::make_unique<AutoSaver>(*m_document, store, std::chrono::milliseconds(10));
}

void TestAutoSaver::open(const QString &path)
{
    QSignalSpy opened(m_document.get(), &Document::opened);
    m_document->open(path);
    QVERIFY(opened.wait());
}

void TestAutoSaver::rename(const QString &name)
{
    m_document->apply({u"Rename"_s, [name](const Topology &before) {
                           Topology after = before;
                           after.name = name;
                           return after;
                       }});
}

void TestAutoSaver::renameAndKeep(const QString &name)
{
    QSignalSpy kept(m_saver.get(), &AutoSaver::kept);
    rename(name);
    QVERIFY(kept.wait());
    QCOMPARE(kept.first().first().value<quint64>(), m_document->history().stateNumber());
}

void TestAutoSaver::anEditIsKeptAfterAWhile()
{
    QCOMPARE(files(), 0);
    renameAndKeep(u"One"_s);
    QCOMPARE(files(), 1);
    renameAndKeep(u"Two"_s);
    QCOMPARE(files(), 1);
}

void TestAutoSaver::savingPutsAnEndToIt()
{
    renameAndKeep(u"One"_s);
    QVERIFY(m_document->save());
    QCOMPARE(files(), 0);
    // Also where the change was not kept yet: nothing comes late.
    QSignalSpy late(m_saver.get(), &AutoSaver::kept);
    rename(u"Two"_s);
    QVERIFY(m_document->save());
    renameAndKeep(u"Three"_s);
    QCOMPARE(late.size(), 1);
}

void TestAutoSaver::undoingEverythingPutsAnEndToIt()
{
    renameAndKeep(u"One"_s);
    m_document->undo();
    QCOMPARE(files(), 0);
    QSignalSpy again(m_saver.get(), &AutoSaver::kept);
    m_document->redo();
    QVERIFY(again.wait());
    QCOMPARE(files(), 1);
}

void TestAutoSaver::discardingPutsAnEndToIt()
{
    renameAndKeep(u"One"_s);
    m_saver->discard();
    QCOMPARE(files(), 0);
    m_saver.reset();
    QVERIFY(findRecoveries(m_store).empty());
}

void TestAutoSaver::openingAnotherDocumentPutsAnEndToIt()
{
    renameAndKeep(u"One"_s);
    open(u":/portolan/samples/three-site.portolan"_s);
    QCOMPARE(files(), 0);
}

void TestAutoSaver::whatIsNotSavedWhenAllEndsIsFound()
{
    renameAndKeep(u"One"_s);
    const QByteArray content = writeTopology(m_document->present());
    const QByteArray base = m_document->file().known().hash;
    make(m_folder->filePath(u"other"_s));
    const std::vector<FoundRecovery> found = findRecoveries(m_store);
    QCOMPARE(found.size(), size_t(1));
    QCOMPARE(found.front().recovery.content, content);
    QCOMPARE(found.front().recovery.path, m_file);
    QCOMPARE(found.front().recovery.base, base);
    QCOMPARE(found.front().recovery.name, u"One"_s);
    QVERIFY(found.front().isFileAsThen);
}

void TestAutoSaver::aRecoveredDocumentKeepsItsFile()
{
    renameAndKeep(u"One"_s);
    make(m_store);
    std::vector<FoundRecovery> found = findRecoveries(m_store);
    QCOMPARE(found.size(), size_t(1));
    QSignalSpy opened(m_document.get(), &Document::opened);
    m_saver->adopt(found.front().file);
    m_document->openRecovered(m_file, parseTopology(found.front().recovery.content, m_file)->topology);
    found.clear();
    QVERIFY(opened.wait());
    QVERIFY(m_document->isModified());
    QCOMPARE(m_document->present().name, u"One"_s);
    QCOMPARE(files(), 1);
    QVERIFY(findRecoveries(m_store).empty());
    m_document->undo();
    QVERIFY(!m_document->isModified());
    QCOMPARE(files(), 0);
}

void TestAutoSaver::aFolderThatCannotBeWrittenIsToldOnce()
{
    QFile blocked(m_folder->filePath(u"blocked"_s));
    QVERIFY(blocked.open(QIODevice::WriteOnly));
    make(blocked.fileName());
    open(m_file);
    QSignalSpy failed(m_saver.get(), &AutoSaver::failed);
    rename(u"One"_s);
    QVERIFY(failed.wait());
    QCOMPARE(failed.first().first().value<Errors>().first().file, blocked.fileName());
    blocked.remove();
    rename(u"Two"_s);
    QSignalSpy kept(m_saver.get(), &AutoSaver::kept);
    QVERIFY(kept.wait());
    QCOMPARE(failed.size(), 1);
}

QTEST_GUILESS_MAIN(TestAutoSaver)
#include "tst_autosaver.moc"
