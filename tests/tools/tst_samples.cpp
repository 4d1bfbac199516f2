// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/findings/review.h"

#include <QDir>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

QString samplePath(const QString &name)
{
    return QStringLiteral(PORTOLAN_SOURCE_DIR "/resources/") + name;
}

/// Codes of the data paths that the sample has; `acrossNetwork`: of those with a flow between two servers.
QSet<QString> codesOf(const QString &name, bool acrossNetwork)
{
    const auto loaded = loadTopology(samplePath(name));
    const auto catalog = loaded ? builtInCatalog(loaded->topology.catalog) : failure(Errors());
    if (!loaded || !catalog)
        return {};
    const FlowSet flows = deriveFlows(*catalog, loaded->topology);
    QSet<QString> codes;
    flows.forEachFlow([&](const Flow &flow) {
        if (!acrossNetwork || flow.source != flow.destination)
            codes.insert(catalog->dataPaths().at(flow.path).code);
    });
    return codes;
}

} // namespace

/// The deployments under resources: what people see first has to be right.
class TestSamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasNothingToComplainOf_data();
    void hasNothingToComplainOf();
    void isReviewedAsAnExpertWould_data();
    void isReviewedAsAnExpertWould();
    void isWrittenAsWeWriteIt_data() { hasNothingToComplainOf_data(); }
    void isWrittenAsWeWriteIt();
    void showsEveryDataPath_data();
    void showsEveryDataPath();
};

void TestSamples::hasNothingToComplainOf_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &folder : {u"samples/"_s, u"templates/"_s}) {
        const QStringList names = QDir(samplePath(folder)).entryList({u"*.portolan"_s});
        QVERIFY2(!names.isEmpty(), qPrintable(folder));
        for (const QString &name : names)
            QTest::newRow(qPrintable(folder + name)) << folder + name;
    }
}

void TestSamples::hasNothingToComplainOf()
{
    QFETCH(QString, name);
    const auto loaded = loadTopology(samplePath(name));
    QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(toText(loaded.error())));
    QCOMPARE(toText(loaded->warnings), QString());
    const auto catalog = builtInCatalog(loaded->topology.catalog);
    QVERIFY(catalog.has_value());
    for (const Finding &fault : planFaults(deriveFlows(*catalog, loaded->topology)))
        QFAIL(qPrintable(fault.detail));
}

void TestSamples::isReviewedAsAnExpertWould_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("expected");
    // The offline address book goes over plain HTTP by default. Of the other things each site is advised to have two
    // of, the samples have one where that makes the chart easier to read.
    QTest::newRow("single-server") << u"single-server.portolan"_s << QStringList{u"P19 C5 internet office"_s};
    QTest::newRow("three-site") << u"three-site.portolan"_s
                                << QStringList{u"P19 C5 hq internet"_s, u"S2b dr"_s, u"S4 dr"_s};
    QTest::newRow("poster") << u"poster.portolan"_s
                            << QStringList{u"P19 C5 internet main"_s, u"S2b main"_s, u"S4 main"_s};
}

void TestSamples::isReviewedAsAnExpertWould()
{
    QFETCH(QString, name);
    QFETCH(QStringList, expected);
    const auto loaded = loadTopology(samplePath(name));
    const auto catalog = builtInCatalog(u"exchange-2010"_s);
    QVERIFY(loaded.has_value() && catalog.has_value());
    QStringList met;
    for (const Finding &finding : reviewTopology(*catalog, loaded->topology, deriveFlows(*catalog, loaded->topology))) {
        QVERIFY2(finding.rule != u"P20"_s, "an acceptance of nothing");
        if (!finding.isAccepted && finding.severity != Severity::Information)
            met << finding.key();
    }
    QCOMPARE(met, expected);
}

void TestSamples::isWrittenAsWeWriteIt()
{
    QFETCH(QString, name);
    QFile file(samplePath(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    auto loaded = parseTopology(bytes, name);
    QVERIFY(loaded.has_value());
    loaded->topology.source.clear(); // unchanged bytes would come back as they are
    QCOMPARE(writeTopology(loaded->topology), bytes);
}

void TestSamples::showsEveryDataPath_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("the poster draws the reference itself") << u"samples/poster.portolan"_s;
    QTest::newRow("three sites with every role and every kind of client") << u"samples/three-site.portolan"_s;
}

void TestSamples::showsEveryDataPath()
{
    QFETCH(QString, name);
    QSet<QString> all;
    QSet<QString> local;
    const auto catalog = builtInCatalog(u"exchange-2010"_s);
    QVERIFY(catalog.has_value());
    for (const DataPath &path : catalog->dataPaths()) {
        all.insert(path.code);
        if (path.scopes == QList{Scope::Local})
            local.insert(path.code);
    }
    QCOMPARE(all.size(), 55);
    QCOMPARE(all - codesOf(name, false), QSet<QString>());
    QCOMPARE(all - local - codesOf(name, true), QSet<QString>());
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestSamples)
#include "tst_samples.moc"
