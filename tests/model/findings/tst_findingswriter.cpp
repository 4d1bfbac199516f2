// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/findings/findingswriter.h"
#include "model/findings/review.h"
#include "tests/support/topologydsl.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

struct Reviewed {
    Catalog catalog;
    QByteArray bytes;
    QList<Finding> findings;
};

/// A plan with findings of each severity, one of them accepted.
Reviewed reviewed()
{
    Reviewed result;
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    if (!catalog)
        qFatal("no catalog");
    result.catalog = *catalog;
    Topology topology = test::topologyFromText("hq: h[hub-transport] i[hub-transport client-access]\n"
                                               "br: j[hub-transport]\n"
                                               "hq - br filtered tls-off\n"
                                               "accept T1(hq br) WAN optimisers");
    topology.catalog = u"exchange-2010"_s;
    result.bytes = writeTopology(topology);
    result.findings = reviewTopology(result.catalog, topology, deriveFlows(result.catalog, topology));
    return result;
}

QJsonObject sarif(const Reviewed &plan, const QString &path)
{
    const QByteArray bytes = findingsSarif(plan.findings, plan.catalog, {path, JsonLines(plan.bytes)}, u"1.2.3"_s);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("no JSON: %s", qPrintable(error.errorString()));
    return document.object();
}

QByteArray lineOf(const QByteArray &bytes, int line)
{
    return bytes.split('\n').value(line - 1);
}

} // namespace

class TestFindingsWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreThoseOfTheFile();
    void jsonHasEachFinding();
    void sarifHasWhatTheStandardAsksFor();
    void sarifSuppressesWhatIsAccepted();
    void sarifNamesTheFileByAUri_data();
    void sarifNamesTheFileByAUri();
};

void TestFindingsWriter::linesAreThoseOfTheFile()
{
    const QByteArray text = "{\n"
                            "  \"name\": \"a, ] } \\\" : b\", \"sites\": [\n"
                            "    { \"id\": \"x\" },\n"
                            "    {\n"
                            "      \"id\": \"y\",\n"
                            "      \"roles\": [\"a\",\n"
                            "        \"b\", 1,\n"
                            "        true]\n"
                            "    }\n"
                            "  ],\n"
                            "  \"deep\": [[[[[ { \"id\": 1 } ]]]]]\n"
                            "}\n";
    const JsonLines lines(text);
    QCOMPARE(lines.lineOf(u"name"_s), 2);
    QCOMPARE(lines.lineOf(u"sites"_s), 2);
    QCOMPARE(lines.lineOf(u"sites[0]"_s), 3);
    QCOMPARE(lines.lineOf(u"sites[1]"_s), 4);
    QCOMPARE(lines.lineOf(u"sites[1].id"_s), 5);
    QCOMPARE(lines.lineOf(u"sites[1].roles[0]"_s), 6);
    QCOMPARE(lines.lineOf(u"sites[1].roles[1]"_s), 7);
    QCOMPARE(lines.lineOf(u"sites[1].roles[2]"_s), 7);
    QCOMPARE(lines.lineOf(u"sites[1].roles[3]"_s), 8);
    QCOMPARE(lines.lineOf(u"deep"_s), 11);
    // What is not there: the line of what would hold it.
    QCOMPARE(lines.lineOf(u"sites[1].fqdn"_s), 4);
    QCOMPARE(lines.lineOf(u"sites[7].name"_s), 2);
    QCOMPARE(lines.lineOf(u"groups[0]"_s), 1);
    QCOMPARE(lines.lineOf(QString()), 1);
    QCOMPARE(JsonLines(QByteArray()).lineOf(u"name"_s), 1);
}

void TestFindingsWriter::jsonHasEachFinding()
{
    const Reviewed plan = reviewed();
    const QByteArray bytes = findingsJson(plan.findings, {u"plan.portolan"_s, JsonLines(plan.bytes)});
    const QJsonArray list = QJsonDocument::fromJson(bytes).array();
    QCOMPARE(list.size(), plan.findings.size());
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QJsonObject object = list[i].toObject();
        const Finding &finding = plan.findings[i];
        QCOMPARE(object[u"rule"_s].toString(), finding.rule);
        QCOMPARE(object[u"severity"_s].toString(), toString(finding.severity));
        QCOMPARE(object[u"detail"_s].toString(), finding.detail);
        QCOMPARE(object[u"accepted"_s].toBool(), finding.isAccepted);
        QCOMPARE(object[u"about"_s].toArray().size(), finding.about.size());
        const bool isAtSite = finding.place.startsWith(u"sites["_s);
        const QByteArray line = lineOf(plan.bytes, object[u"line"_s].toInt());
        QVERIFY2(!isAtSite || line.contains(finding.sites.first().toUtf8()), line.constData());
    }
}

void TestFindingsWriter::sarifHasWhatTheStandardAsksFor()
{
    const Reviewed plan = reviewed();
    const QJsonObject log = sarif(plan, u"plans/plan.portolan"_s);
    QCOMPARE(log[u"version"_s].toString(), u"2.1.0"_s);
    QVERIFY(log[u"$schema"_s].toString().contains(u"sarif-2.1.0"_s));
    QCOMPARE(log[u"runs"_s].toArray().size(), 1);
    const QJsonObject run = log[u"runs"_s].toArray().first().toObject();
    const QJsonObject driver = run[u"tool"_s].toObject()[u"driver"_s].toObject();
    QCOMPARE(driver[u"name"_s].toString(), u"Portolan"_s);
    QCOMPARE(driver[u"version"_s].toString(), u"1.2.3"_s);

    const QSet<QString> levels{u"error"_s, u"warning"_s, u"note"_s};
    QStringList ids;
    for (const QJsonValue &value : driver[u"rules"_s].toArray()) {
        const QJsonObject rule = value.toObject();
        ids << rule[u"id"_s].toString();
        QVERIFY(!rule[u"shortDescription"_s].toObject()[u"text"_s].toString().isEmpty());
        QVERIFY(!rule[u"fullDescription"_s].toObject()[u"text"_s].toString().isEmpty());
        QVERIFY(levels.contains(rule[u"defaultConfiguration"_s].toObject()[u"level"_s].toString()));
        const QUrl help(rule[u"helpUri"_s].toString());
        QVERIFY(!rule.contains(u"helpUri"_s) || (help.isValid() && !help.isRelative()));
    }
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
    QVERIFY(ids.contains(u"N1"_s) && ids.contains(u"P2"_s));

    const QJsonArray results = run[u"results"_s].toArray();
    QCOMPARE(results.size(), plan.findings.size());
    QSet<QString> met;
    for (qsizetype i = 0; i < results.size(); ++i) {
        const QJsonObject result = results[i].toObject();
        const QString rule = result[u"ruleId"_s].toString();
        QCOMPARE(rule, plan.findings[i].rule);
        QCOMPARE(ids.value(result[u"ruleIndex"_s].toInt(-1)), rule);
        met.insert(result[u"level"_s].toString());
        QCOMPARE(result[u"message"_s].toObject()[u"text"_s].toString(), plan.findings[i].detail);
        QCOMPARE(result[u"locations"_s].toArray().size(), 1);
        const QJsonObject location = result[u"locations"_s].toArray().first().toObject();
        const QJsonObject physical = location[u"physicalLocation"_s].toObject();
        QCOMPARE(physical[u"artifactLocation"_s].toObject()[u"uri"_s].toString(), u"plans/plan.portolan"_s);
        QVERIFY(physical[u"region"_s].toObject()[u"startLine"_s].toInt() >= 1);
        for (const QJsonValue &logical : location[u"logicalLocations"_s].toArray())
            QVERIFY(!logical.toObject()[u"fullyQualifiedName"_s].toString().isEmpty());
        QVERIFY(result[u"suppressions"_s].isArray());
    }
    QCOMPARE(met, levels);
}

void TestFindingsWriter::sarifSuppressesWhatIsAccepted()
{
    const Reviewed plan = reviewed();
    int suppressed = 0;
    for (const QJsonValue &value :
         sarif(plan, u"plan.portolan"_s)[u"runs"_s].toArray().first().toObject()[u"results"_s].toArray()) {
        const QJsonArray suppressions = value.toObject()[u"suppressions"_s].toArray();
        if (suppressions.isEmpty())
            continue;
        ++suppressed;
        QCOMPARE(value.toObject()[u"ruleId"_s].toString(), u"T1"_s);
        const QJsonObject suppression = suppressions.first().toObject();
        QCOMPARE(suppression[u"kind"_s].toString(), u"inSource"_s);
        QCOMPARE(suppression[u"justification"_s].toString(), u"WAN optimisers"_s);
    }
    QCOMPARE(suppressed, 1);
}

void TestFindingsWriter::sarifNamesTheFileByAUri_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("uri");
    QTest::newRow("relative") << u"plan.portolan"_s << u"plan.portolan"_s;
    QTest::newRow("blanks and a colon") << u"our plans/a: b.portolan"_s << u"our%20plans/a%3A%20b.portolan"_s;
    QTest::newRow("umlaut") << u"büro.portolan"_s << u"b%C3%BCro.portolan"_s;
    QTest::newRow("absolute") << u"/plans/a b.portolan"_s << u"file:///plans/a%20b.portolan"_s;
}

void TestFindingsWriter::sarifNamesTheFileByAUri()
{
    QFETCH(QString, path);
    QFETCH(QString, uri);
    const QJsonObject run = sarif(reviewed(), path)[u"runs"_s].toArray().first().toObject();
    const QJsonObject location =
        run[u"results"_s].toArray().first().toObject()[u"locations"_s].toArray().first().toObject();
    QCOMPARE(location[u"physicalLocation"_s].toObject()[u"artifactLocation"_s].toObject()[u"uri"_s].toString(), uri);
}

QTEST_GUILESS_MAIN(TestFindingsWriter)
#include "tst_findingswriter.moc"
