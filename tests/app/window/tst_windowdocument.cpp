// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/document.h"

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

private:
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

QTEST_GUILESS_MAIN(TestWindowDocument)
#include "tst_windowdocument.moc"
