// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/document.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestWindowDocument : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensBesideTheCaller();
    void lastOpenWins();
    void aBadFileLeavesTheDocument();
    void savingAsKeepsEveryByte();
    void aCatalogFileReplacesTheBuiltInOne();
    void aCatalogThatIsNotThereIsAnError();
    void stepsGoBackAndForth();
    void manyStepsGiveTheLastState();
    void aStepThatChangesNothingIsNone();
    void savedViewsAreStepsThatLeaveTheFlows();
    void undoGoesOverASave();
    void faultyDocumentsAreWorkedOnAndSaved();
    void aNewDocumentIsEmptyAndCanBeSaved();
    void reloadIsAStep();
    void anEditKeepsTheDocumentFromBeingReplaced();
    void tellsThatTheFileChanged_data();
    void tellsThatTheFileChanged();
    void keepsWatchingAFileThatIsReplaced();
    void ownSavesAreNoChange();
    void aFileThatIsGoneMakesTheDocumentUnsaved();
    void mineMayBeKept();
    void bothSidesAreMerged();
    void aFileThatCannotBeReadIsNotMerged();
    void recoveredChangesAreAStep();
    void recoveredChangesNeedNoFile();

private:
    static TopologyEdit rename(const QString &name);
    QString copyOf(const QString &sample, const QString &name) const;
    void openIn(Document &document, const QString &path) const;
    const QString m_sample = u":/portolan/samples/three-site.portolan"_s;
    const QString m_small = u":/portolan/samples/single-server.portolan"_s;
    QTemporaryDir m_folder;
};

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

void TestWindowDocument::opensBesideTheCaller()
{
    Document document({});
    QSignalSpy opened(&document, &Document::opened);
    document.open(m_sample);
    QVERIFY(document.isOpening());
    QVERIFY(!document.isOpen());
    QVERIFY(opened.wait());
    QVERIFY(document.isOpen() && !document.isOpening());
    QVERIFY(document.current().flows.flowCount() > 100);
    QVERIFY(document.current().isSample());
}

void TestWindowDocument::lastOpenWins()
{
    Document document({});
    QSignalSpy opened(&document, &Document::opened);
    document.open(m_sample);
    document.open(m_small);
    QTRY_VERIFY(!document.isOpening());
    QCOMPARE(document.current().path, m_small);
    QCOMPARE(opened.size(), 1);
}

void TestWindowDocument::aBadFileLeavesTheDocument()
{
    const QString bad = m_folder.filePath(u"bad.portolan"_s);
    write(bad, "{ \"format\": \"portolan-topology\",\n  oops }");
    Document document({});
    QSignalSpy opened(&document, &Document::opened);
    QSignalSpy failed(&document, &Document::openingFailed);
    document.open(m_small);
    QVERIFY(opened.wait());
    const Topology before = document.current().topology;
    document.open(bad);
    QVERIFY(failed.wait());
    const auto errors = failed.first().at(1).value<Errors>();
    QVERIFY(!errors.isEmpty());
    QCOMPARE(errors.first().line, 2);
    QCOMPARE(document.current().path, m_small);
    QCOMPARE(writeTopology(document.current().topology), writeTopology(before));
    QVERIFY(document.isOpen());
}

void TestWindowDocument::savingAsKeepsEveryByte()
{
    Document document({});
    QSignalSpy opened(&document, &Document::opened);
    document.open(m_sample);
    QVERIFY(opened.wait());
    const QString copy = m_folder.filePath(u"copy.portolan"_s);
    QVERIFY(document.saveAs(copy).has_value());
    QCOMPARE(document.current().path, copy);
    QCOMPARE(bytesOf(copy), bytesOf(m_sample));
    QVERIFY(!document.saveAs(m_folder.filePath(u"none/there.portolan"_s)).has_value());
    QCOMPARE(document.current().path, copy);
}

void TestWindowDocument::aCatalogFileReplacesTheBuiltInOne()
{
    const QString catalog = m_folder.filePath(u"own.json"_s);
    write(catalog,
          bytesOf(u":/portolan/catalogs/exchange-2010.json"_s).replace(R"("id": "exchange-2010")", R"("id": "own")"));
    const Result<OpenDocument> document = readDocument(m_small, catalog);
    QVERIFY2(document.has_value(), qPrintable(document ? QString() : toText(document.error())));
    QCOMPARE(document->catalog.id(), u"own"_s);
    QCOMPARE(document->warnings.first().place, u"catalog"_s);
}

void TestWindowDocument::aCatalogThatIsNotThereIsAnError()
{
    const Result<OpenDocument> document = readDocument(m_small, m_folder.filePath(u"none.json"_s));
    QVERIFY(!document.has_value());
    QCOMPARE(int(document.error().first().code), int(ErrorCode::CannotRead));
}

TopologyEdit TestWindowDocument::rename(const QString &name)
{
    return {u"Rename to "_s + name, [name](const Topology &before) {
                Topology after = before;
                after.name = name;
                return after;
            }};
}

QString TestWindowDocument::copyOf(const QString &sample, const QString &name) const
{
    const QString path = m_folder.filePath(name);
    QFile::remove(path);
    write(path, bytesOf(sample));
    return path;
}

void TestWindowDocument::openIn(Document &document, const QString &path) const
{
    QSignalSpy opened(&document, &Document::opened);
    document.open(path);
    QVERIFY(opened.wait());
}

void TestWindowDocument::stepsGoBackAndForth()
{
    Document document({});
    openIn(document, m_small);
    const QByteArray first = writeTopology(document.present());
    QSignalSpy edited(&document, &Document::edited);
    document.apply({u"Remove everything"_s, [](const Topology &before) {
                        Topology after = before;
                        after.servers.clear();
                        after.groups.clear();
                        return after;
                    }});
    QCOMPARE(document.history().undoText(), u"Remove everything"_s);
    QVERIFY(document.present().servers.isEmpty());
    QVERIFY(document.isModified() && document.isDeriving());
    QVERIFY(edited.wait());
    QVERIFY(!document.isDeriving());
    QCOMPARE(document.current().flows.flowCount(), qint64(0));
    QVERIFY(edited.first().first().value<OpenDocument>().flows.flowCount() > 0);
    document.undo();
    QVERIFY(edited.wait());
    QVERIFY(!document.isModified());
    QCOMPARE(writeTopology(document.present()), first);
    QVERIFY(document.current().flows.flowCount() > 0);
    QCOMPARE(document.history().redoText(), u"Remove everything"_s);
    document.redo();
    QVERIFY(edited.wait());
    QCOMPARE(document.current().flows.flowCount(), qint64(0));
}

void TestWindowDocument::manyStepsGiveTheLastState()
{
    Document document({});
    openIn(document, m_small);
    QSignalSpy edited(&document, &Document::edited);
    for (int i = 0; i < 50; ++i)
        document.apply(rename(QString::number(i)));
    QTRY_VERIFY(!document.isDeriving());
    QCOMPARE(document.current().topology.name, u"49"_s);
    QCOMPARE(document.current().flows.topology().name, u"49"_s);
    QCOMPARE(edited.size(), 1);
    for (int i = 0; i < 50; ++i)
        document.undo();
    QVERIFY(!document.isModified() && !document.history().canUndo());
}

void TestWindowDocument::aStepThatChangesNothingIsNone()
{
    Document document({});
    openIn(document, m_small);
    document.apply(rename(document.present().name));
    QVERIFY(!document.history().canUndo() && !document.isModified() && !document.isDeriving());
}

void TestWindowDocument::savedViewsAreStepsThatLeaveTheFlows()
{
    Document document({});
    openIn(document, m_sample);
    const FlowSet flows = document.current().flows;
    ChartView view;
    view.name = u"Border"_s;
    QSignalSpy edited(&document, &Document::edited);
    document.setSavedViews({view}, u"Save view Border"_s);
    QCOMPARE(document.present().views.size(), 1);
    QCOMPARE(document.history().undoText(), u"Save view Border"_s);
    QVERIFY(edited.wait());
    QVERIFY(document.current().flows.isSame(flows));
    document.undo();
    QVERIFY(document.present().views.isEmpty());
    QVERIFY(!document.isModified());
}

void TestWindowDocument::undoGoesOverASave()
{
    const QString path = copyOf(m_small, u"undo.portolan"_s);
    Document document({});
    openIn(document, path);
    const QByteArray first = bytesOf(path);
    document.apply(rename(u"One"_s));
    QVERIFY(document.save());
    QVERIFY(!document.isModified());
    document.undo();
    QVERIFY(document.isModified());
    QVERIFY(document.save());
    QCOMPARE(bytesOf(path), first);
    document.redo();
    QVERIFY(document.isModified());
    QCOMPARE(document.present().name, u"One"_s);
}

void TestWindowDocument::faultyDocumentsAreWorkedOnAndSaved()
{
    const QString path = m_folder.filePath(u"faulty.portolan"_s);
    write(path, R"({ "format": "portolan-topology", "version": 1, "name": "Odd", "catalog": "exchange-2010",
        "sites": [ { "id": "a", "name": "A" }, { "id": "b", "name": "A" } ], "links": [],
        "servers": [ { "id": "s", "name": "S", "site": "a", "roles": ["no-such-role"] },
                     { "id": "t", "name": "S", "site": "a", "roles": ["mailbox"] } ], "groups": [] })");
    Document document({});
    openIn(document, path);
    const QString faults = toText(document.current().warnings);
    QVERIFY(faults.contains(u"no-such-role"_s));
    document.apply(rename(u"Odder"_s));
    QTRY_VERIFY(!document.isDeriving());
    QCOMPARE(toText(document.current().warnings), faults);
    QVERIFY(document.save());
    const Result<LoadedTopology> saved = loadTopology(path);
    QVERIFY(saved);
    QCOMPARE(saved->topology.name, u"Odder"_s);
    QCOMPARE(saved->topology.servers.first().roles, QStringList{u"no-such-role"_s});
}

void TestWindowDocument::aNewDocumentIsEmptyAndCanBeSaved()
{
    Document document({});
    QSignalSpy opened(&document, &Document::opened);
    document.startNew(u"exchange-2010"_s);
    QCOMPARE(opened.size(), 1);
    QVERIFY(document.isOpen() && !document.isModified());
    QVERIFY(document.current().path.isEmpty() && !document.current().hasFile());
    QVERIFY(document.present().servers.isEmpty());
    const QString path = m_folder.filePath(u"new.portolan"_s);
    QVERIFY(document.saveAs(path));
    QCOMPARE(document.current().path, path);
    QCOMPARE(loadTopology(path)->topology.catalog, u"exchange-2010"_s);
    QSignalSpy failed(&document, &Document::openingFailed);
    document.startNew(u"none"_s);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(document.current().path, path);
}

void TestWindowDocument::reloadIsAStep()
{
    const QString path = copyOf(m_small, u"reload.portolan"_s);
    Document document({});
    openIn(document, path);
    document.apply(rename(u"Mine"_s));
    write(path, bytesOf(m_sample));
    QSignalSpy opened(&document, &Document::opened);
    document.reload();
    QVERIFY(opened.wait());
    QVERIFY(!document.isModified() && !document.isChangedOnDisk());
    QCOMPARE(writeTopology(document.present()), bytesOf(m_sample));
    document.undo();
    QCOMPARE(document.present().name, u"Mine"_s);
    QVERIFY(document.isModified());
}

void TestWindowDocument::anEditKeepsTheDocumentFromBeingReplaced()
{
    Document document({});
    openIn(document, m_small);
    QSignalSpy failed(&document, &Document::openingFailed);
    document.open(m_sample);
    document.apply(rename(u"Mine"_s));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().toString(), m_sample);
    QCOMPARE(failed.first().at(1).value<Errors>().first().code, ErrorCode::Cancelled);
    QTRY_VERIFY(!document.isDeriving());
    QCOMPARE(document.current().topology.name, u"Mine"_s);
    QCOMPARE(document.current().path, m_small);
}

void TestWindowDocument::tellsThatTheFileChanged_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("written to") << u"write"_s;
    QTest::newRow("replaced, as editors do") << u"replace"_s;
    QTest::newRow("removed") << u"remove"_s;
    QTest::newRow("a folder in its place") << u"folder"_s;
}

void TestWindowDocument::tellsThatTheFileChanged()
{
    QFETCH(QString, how);
    const QString path = copyOf(m_small, u"watched-"_s + how);
    Document document({});
    openIn(document, path);
    QVERIFY(!document.isChangedOnDisk());
    if (how == u"write") {
        write(path, bytesOf(m_sample));
    } else if (how == u"replace") {
        QVERIFY(replaceFile(path, bytesOf(m_sample)));
    } else {
        QVERIFY(QFile::remove(path));
        if (how == u"folder")
            QVERIFY(QDir().mkdir(path));
    }
    QTRY_VERIFY(document.isChangedOnDisk());
    // Between the two steps of "folder" there is nothing, and that may be seen first.
    QTRY_COMPARE(document.onDisk(), readState(path));
    const Result<Errors> saved = document.save();
    QCOMPARE(saved.has_value(), how == u"remove");
    QTRY_COMPARE(document.isChangedOnDisk(), how != u"remove");
    if (how == u"folder")
        QVERIFY(QDir().rmdir(path));
}

void TestWindowDocument::keepsWatchingAFileThatIsReplaced()
{
    const QString path = copyOf(m_small, u"again.portolan"_s);
    const QByteArray first = bytesOf(path);
    Document document({});
    openIn(document, path);
    for (int round = 0; round < 3; ++round) {
        QVERIFY(replaceFile(path, bytesOf(m_sample)));
        QTRY_VERIFY(document.isChangedOnDisk());
        QVERIFY(QFile::remove(path));
        QTRY_COMPARE(document.onDisk().kind, FileState::Kind::Missing);
        write(path, first);
        QTRY_VERIFY(!document.isChangedOnDisk());
        QVERIFY(!document.isModified());
    }
}

void TestWindowDocument::ownSavesAreNoChange()
{
    const QString path = copyOf(m_small, u"own.portolan"_s);
    Document document({});
    openIn(document, path);
    int changes = 0;
    connect(&document, &Document::fileChanged, &document, [&] { changes += document.isChangedOnDisk(); });
    for (int i = 0; i < 20; ++i) {
        document.apply(rename(QString::number(i)));
        QVERIFY(document.save());
    }
    // A change of somebody else's comes through after all that, so that nothing can be on its way any more.
    write(path, bytesOf(m_sample));
    QTRY_VERIFY(document.isChangedOnDisk());
    QCOMPARE(changes, 1);
}

void TestWindowDocument::aFileThatIsGoneMakesTheDocumentUnsaved()
{
    const QString path = copyOf(m_small, u"gone.portolan"_s);
    Document document({});
    openIn(document, path);
    QVERIFY(!document.isModified());
    QVERIFY(QFile::remove(path));
    QTRY_VERIFY(document.isModified());
    QVERIFY(document.save());
    QVERIFY(!document.isModified());
    QCOMPARE(bytesOf(path), bytesOf(m_small));
}

void TestWindowDocument::mineMayBeKept()
{
    const QString path = copyOf(m_small, u"keep.portolan"_s);
    Document document({});
    openIn(document, path);
    write(path, bytesOf(m_sample));
    QTRY_VERIFY(document.isChangedOnDisk());
    QVERIFY(!document.isModified());
    document.keepMine();
    QVERIFY(document.isModified() && !document.isChangedOnDisk());
    QVERIFY(document.save());
    QCOMPARE(bytesOf(path), bytesOf(m_small));
    QCOMPARE(bytesOf(path + u'~'), bytesOf(m_sample));
}

void TestWindowDocument::bothSidesAreMerged()
{
    const QString path = copyOf(m_small, u"merge.portolan"_s);
    Document document({});
    openIn(document, path);
    document.apply(rename(u"Mine"_s));
    Topology theirs = loadTopology(path)->topology;
    theirs.servers.first().notes = u"Theirs"_s;
    QVERIFY(saveTopology(theirs, path));
    QTRY_VERIFY(document.isChangedOnDisk());
    QSignalSpy merged(&document, &Document::merged);
    document.mergeFile();
    QVERIFY(merged.wait());
    QVERIFY(merged.first().first().value<QList<MergeConflict>>().isEmpty());
    QCOMPARE(document.present().name, u"Mine"_s);
    QCOMPARE(document.present().servers.first().notes, u"Theirs"_s);
    QVERIFY(document.isModified() && !document.isChangedOnDisk());
    QVERIFY(document.save());
    QVERIFY(!document.isModified());
    QCOMPARE(loadTopology(path)->topology.name, u"Mine"_s);
    // What both change is mine, and listed; the base is what was merged last.
    theirs = loadTopology(path)->topology;
    theirs.name = u"Theirs"_s;
    QVERIFY(saveTopology(theirs, path));
    document.apply(rename(u"Mine again"_s));
    document.mergeFile();
    QVERIFY(merged.wait());
    QCOMPARE(merged.last().first().value<QList<MergeConflict>>().size(), 1);
    QCOMPARE(document.present().name, u"Mine again"_s);
    document.undo();
    QVERIFY(document.isModified());
}

void TestWindowDocument::aFileThatCannotBeReadIsNotMerged()
{
    const QString path = copyOf(m_small, u"torn.portolan"_s);
    Document document({});
    openIn(document, path);
    document.apply(rename(u"Mine"_s));
    write(path, "{ torn");
    QSignalSpy failed(&document, &Document::mergeFailed);
    document.mergeFile();
    QVERIFY(failed.wait());
    QCOMPARE(document.present().name, u"Mine"_s);
    QVERIFY(!document.save());
    QCOMPARE(bytesOf(path), QByteArray("{ torn"));
}

void TestWindowDocument::recoveredChangesAreAStep()
{
    const QString path = copyOf(m_small, u"recovered.portolan"_s);
    Topology changed = loadTopology(path)->topology;
    changed.name = u"Recovered"_s;
    Document document({});
    QSignalSpy opened(&document, &Document::opened);
    document.openRecovered(path, changed);
    QVERIFY(opened.wait());
    QVERIFY(document.isModified());
    QCOMPARE(document.current().topology.name, u"Recovered"_s);
    QCOMPARE(document.current().flows.topology().name, u"Recovered"_s);
    QCOMPARE(bytesOf(path), bytesOf(m_small));
    document.undo();
    QVERIFY(!document.isModified());
    document.redo();
    QVERIFY(document.save());
    QCOMPARE(loadTopology(path)->topology.name, u"Recovered"_s);
}

void TestWindowDocument::recoveredChangesNeedNoFile()
{
    Topology changed = loadTopology(m_small)->topology;
    changed.name = u"Recovered"_s;
    for (const QString &path : {QString(), m_folder.filePath(u"was-here.portolan"_s)}) {
        Document document({});
        QSignalSpy opened(&document, &Document::opened);
        document.openRecovered(path, changed);
        QVERIFY(opened.wait());
        QVERIFY(document.isModified());
        QCOMPARE(document.current().path, path);
        QVERIFY(document.saveAs(m_folder.filePath(u"rescued.portolan"_s)));
        QCOMPARE(loadTopology(m_folder.filePath(u"rescued.portolan"_s))->topology.name, u"Recovered"_s);
    }
}

QTEST_GUILESS_MAIN(TestWindowDocument)
#include "tst_windowdocument.moc"
