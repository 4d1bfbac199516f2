// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/json/jsonvalue.h"
#include "model/reachability/resultsfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

const QString kSample = QStringLiteral(PORTOLAN_SOURCE_DIR "/tests/data/results/three-site.portolan-results");

QByteArray sampleBytes()
{
    QFile file(kSample);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ReachabilityResults sample()
{
    const Result<ReachabilityResults> results = loadResults(kSample);
    if (!results)
        qFatal("%s", qPrintable(toText(results.error())));
    return *results;
}

/// The sample with one text in it replaced by another.
QByteArray changed(const QByteArray &from, const QByteArray &to)
{
    QByteArray bytes = sampleBytes();
    const qsizetype at = bytes.indexOf(from);
    if (at < 0)
        qFatal("nothing to replace");
    return bytes.replace(at, from.size(), to);
}

QDateTime at(const QString &time)
{
    return QDateTime::fromString(time, Qt::ISODateWithMs);
}

ReachabilityRun runOf(const QString &id, const QString &started, const QStringList &keys)
{
    ReachabilityRun run;
    run.id = id;
    run.vantage.server = u"a"_s;
    run.startedAt = at(started);
    run.finishedAt = run.startedAt.addSecs(10);
    run.program = u"test 1"_s;
    for (const QString &key : keys) {
        CheckedTarget target;
        target.key = key;
        target.destination = u"b"_s;
        target.port = 25;
        run.targets << target;
    }
    return run;
}

QStringList idsOf(const ReachabilityResults &results)
{
    QStringList ids;
    for (const ReachabilityRun &run : results.runs)
        ids << run.id;
    return ids;
}

QStringList keysOf(const ReachabilityRun &run)
{
    QStringList keys;
    for (const CheckedTarget &target : run.targets)
        keys << target.key;
    return keys;
}

} // namespace

class TestResultsFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatAFileSays();
    void writesTheBytesThatItRead();
    void everyWordSurvives();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
    void saysOnWhichLineTheTextBreaks();
    void evidenceIsFitToBeShown();
    void runsAreOldestFirst();
    void aFileThatCannotBeWrittenStays();
    void mergesRunsByVantageAndTime();
    void mergingTwiceChangesNothing();
    void whatWasStoppedIsLessOfTheSameRun();
    void runsOfOneIdKeepApart();
};

void TestResultsFile::readsWhatAFileSays()
{
    const ReachabilityResults results = sample();
    QCOMPARE(results.runs.size(), 2);
    const ReachabilityRun &monday = results.runs.first();
    QCOMPARE(monday.vantage, (Vantage{u"hq-hub1"_s, u"HQ-HUB1"_s, {u"10.10.0.21"_s}}));
    QCOMPARE(monday.startedAt, at(u"2026-11-23T08:00:00Z"_s));
    QCOMPARE(monday.finishedAt, at(u"2026-11-23T08:00:41.250Z"_s));
    QCOMPARE(monday.program, u"portolan-cli 0.1.0"_s);
    QCOMPARE(keysOf(monday),
             (QStringList{u"hq-dc1 tcp/389 ldap"_s, u"hq-dc1 tcp/135 endpoint-mapper"_s, u"dmz-edge1 tcp/25 smtp"_s}));

    const ProbeReport &directory = monday.targets[0].report;
    QCOMPARE(toString(directory.result), toString(ProbeResult::Open));
    QVERIFY(directory.spoke);
    QCOMPARE(directory.connectedAfter, 1);
    QCOMPARE(directory.fact(factkey::kDirectory), (QStringList{u"global-catalog"_s, u"synchronized"_s}));
    QCOMPARE(directory.steps.first(), (ProbeStep{ProbeStep::Kind::Sent, 1, false, u"LDAP search of the rootDSE"_s}));

    const QList<EndpointReport> &endpoints = monday.targets[1].report.endpoints;
    QCOMPARE(endpoints.first(), (EndpointReport{u"Netlogon"_s, 49153, ProbeResult::NoAnswer, false}));
    QVERIFY(endpoints.last().isRightService);

    const std::optional<TlsFacts> tls = monday.targets[2].report.tls;
    QVERIFY(tls);
    QCOMPARE(tls->protocol, u"TLS 1.0"_s);
    QCOMPARE(tls->faults, QStringList(u"self-signed"_s));
    QCOMPARE(tls->chain.first().notAfter, at(u"2026-11-24T00:00:00Z"_s));
    QVERIFY(monday.targets[2].report.steps.last().inTls);

    const ReachabilityRun &tuesday = results.runs.last();
    QVERIFY(tuesday.vantage.server.isEmpty());
    QVERIFY(!tuesday.finishedAt.isValid());
    const ProbeReport &edge = tuesday.targets.first().report;
    QCOMPARE(toString(edge.result), toString(ProbeResult::Unreachable));
    QVERIFY(edge.icmp == (IcmpError{4, 3, 13, u"10.30.0.1"_s}));
    QCOMPARE(edge.connectedAfter, -1);
    QCOMPARE(edge.tries, 2);
}

void TestResultsFile::writesTheBytesThatItRead()
{
    QCOMPARE(writeResults(sample()), sampleBytes());
}

void TestResultsFile::everyWordSurvives()
{
    ReachabilityResults results;
    ReachabilityRun run = runOf(u"1"_s, u"2026-01-01T00:00:00Z"_s, {});
    for (int protocol = 0; protocol <= static_cast<int>(ProbeProtocol::NetTcp); ++protocol) {
        for (int result = 0; result <= static_cast<int>(ProbeResult::NotProbeable); ++result) {
            CheckedTarget target;
            target.key = u"%1/%2"_s.arg(protocol).arg(result);
            target.destination = u"b"_s;
            target.transport = result % 2 == 0 ? Transport::Tcp : Transport::Udp;
            target.port = 65535;
            target.protocol = static_cast<ProbeProtocol>(protocol);
            target.report.result = static_cast<ProbeResult>(result);
            target.report.tls = TlsFacts();
            target.report.tls->outcome = static_cast<TlsOutcome>(result % (static_cast<int>(TlsOutcome::Stalled) + 1));
            target.report.steps = {{static_cast<ProbeStep::Kind>(result % 3), result, true, u"x\ny"_s}};
            run.targets << target;
        }
    }
    results.runs << run;
    const Result<ReachabilityResults> again = parseResults(writeResults(results), {});
    QVERIFY2(again.has_value(), again ? "" : qPrintable(toText(again.error())));
    QCOMPARE(*again, results);
}

void TestResultsFile::refusesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const QByteArray &bytes, ErrorCode code, const QString &place) {
        QTest::newRow(name) << bytes << code << place;
    };
    row("another format", changed("portolan-results", "portolan-topology"), ErrorCode::UnsupportedFormat, u"format"_s);
    row("a newer version", changed("\"version\": 1", "\"version\": 2"), ErrorCode::UnsupportedFormat, u"version"_s);
    row("a list", "[]", ErrorCode::WrongType, {});
    row("no runs", R"({ "format": "portolan-results", "version": 1 })", ErrorCode::MissingKey, u"runs"_s);
    row("an unknown key", changed("\"took\": 96", "\"tock\": 96"), ErrorCode::UnknownKey, u"runs[0].targets[2].tock"_s);
    row("a time of nowhere", changed("08:00:00.000Z", "08:00:00.000"), ErrorCode::BadValue, u"runs[0].started"_s);
    row("no time", changed("2026-11-24T00", "2026-13-24T00"), ErrorCode::BadValue,
        u"runs[0].targets[2].tls.chain[0].notAfter"_s);
    row("a time that never ends", changed("2026-11-24T00:00:00.000Z", "2026-11-24T00:00:00." + QByteArray(999, '0')),
        ErrorCode::BadValue, u"runs[0].targets[2].tls.chain[0].notAfter"_s);
    row("a result that there is not", changed("\"no-answer\"", "\"maybe\""), ErrorCode::BadValue,
        u"runs[0].targets[1].endpoints[0].result"_s);
    row("a protocol that there is not", changed("\"protocol\": \"ldap\"", "\"protocol\": \"gopher\""),
        ErrorCode::BadValue, u"runs[0].targets[0].protocol"_s);
    row("a port too high", changed("\"port\": 389", "\"port\": 65536"), ErrorCode::BadValue,
        u"runs[0].targets[0].port"_s);
    row("a port 0", changed("\"port\": 389", "\"port\": 0"), ErrorCode::BadValue, u"runs[0].targets[0].port"_s);
    row("negative time", changed("\"took\": 12", "\"took\": -12"), ErrorCode::BadValue, u"runs[0].targets[0].took"_s);
    row("endless time", changed("\"took\": 12", "\"took\": 1e300"), ErrorCode::BadValue, u"runs[0].targets[0].took"_s);
    row("text for a number", changed("\"took\": 12", "\"took\": \"12\""), ErrorCode::WrongType,
        u"runs[0].targets[0].took"_s);
    row("two checks of a key", changed("hq-dc1 tcp/135 endpoint-mapper", "hq-dc1 tcp/389 ldap"), ErrorCode::DuplicateId,
        u"runs[0].targets[1].key"_s);
    row("two runs of an id", changed("tuesday", "monday"), ErrorCode::DuplicateId, u"runs[1].id"_s);
    row("a key that hides", changed("hq-dc1 tcp/389 ldap", "hq-dc1\\u202etcp"), ErrorCode::BadValue,
        u"runs[0].targets[0].key"_s);
    row("a key that never ends", changed("hq-dc1 tcp/389 ldap", QByteArray(513, 'x')), ErrorCode::BadValue,
        u"runs[0].targets[0].key"_s);
    row("endless steps",
        changed("{ \"at\": 1,",
                QByteArray("{ \"at\": 0, \"kind\": \"event\", \"text\": \"\" },").repeated(1024) + "{ \"at\": 1,"),
        ErrorCode::BadValue, u"runs[0].targets[0].steps"_s);
}

void TestResultsFile::refusesWhatIsWrong()
{
    QFETCH(QByteArray, bytes);
    const Result<ReachabilityResults> results = parseResults(bytes, u"r.portolan-results"_s);
    QVERIFY(!results);
    const Errors errors = results.error();
    QTEST(errors.first().code, "code");
    QTEST(errors.first().place, "place");
    QVERIFY(!errors.first().detail.isEmpty());
}

void TestResultsFile::saysOnWhichLineTheTextBreaks()
{
    const Result<ReachabilityResults> results = parseResults(changed("\"id\": \"monday\",", "\"id\": monday,"), u"r"_s);
    QVERIFY(!results);
    QCOMPARE(results.error().first().line, 6);
    QCOMPARE(results.error().first().file, u"r"_s);
}

void TestResultsFile::evidenceIsFitToBeShown()
{
    const QByteArray hostile = "\\u001b[31mred\\u202eder\\u0000" + QByteArray(5000, 'x');
    const Result<ReachabilityResults> results = parseResults(changed("rootDSE, 2,412 bytes", hostile), {});
    QVERIFY2(results.has_value(), results ? "" : qPrintable(toText(results.error())));
    const QString text = results->runs.first().targets.first().report.steps.last().text;
    QVERIFY(text.startsWith(u"\uFFFD[31mred\uFFFDder\uFFFDxxx"_s));
    QCOMPARE(text.size(), 4096);
    // What was read can be written and read again.
    QCOMPARE(parseResults(writeResults(*results), {}).value_or(ReachabilityResults()), *results);
}

void TestResultsFile::runsAreOldestFirst()
{
    ReachabilityResults results;
    results.runs = {runOf(u"late"_s, u"2026-01-02T00:00:00Z"_s, {}), runOf(u"early"_s, u"2026-01-01T00:00:00Z"_s, {})};
    const Result<ReachabilityResults> read = parseResults(writeResults(results), {});
    QVERIFY(read.has_value());
    QCOMPARE(idsOf(*read), (QStringList{u"early"_s, u"late"_s}));
}

void TestResultsFile::aFileThatCannotBeWrittenStays()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.portolan-results"_s);
    QVERIFY(saveResults(sample(), path).has_value());
    QCOMPARE(loadResults(path).value_or(ReachabilityResults()), sample());
    const Result<void> saved = saveResults(sample(), folder.filePath(u"no/such/folder"_s));
    QVERIFY(!saved);
    QCOMPARE(saved.error().first().code, ErrorCode::CannotWrite);
}

void TestResultsFile::mergesRunsByVantageAndTime()
{
    ReachabilityResults a;
    a.runs = {runOf(u"1"_s, u"2026-01-01T00:00:00Z"_s, {u"x"_s}), runOf(u"3"_s, u"2026-01-03T00:00:00Z"_s, {u"x"_s})};
    ReachabilityResults b;
    b.runs = {runOf(u"2"_s, u"2026-01-02T00:00:00Z"_s, {u"x"_s})};
    b.runs << a.runs.last();
    b.runs.last().id = u"other id"_s;
    b.runs << a.runs.last();
    b.runs.last().vantage.server = u"z"_s;
    b.runs.last().id = u"4"_s;
    const ReachabilityResults merged = mergedResults(a, b);
    QCOMPARE(idsOf(merged), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
}

void TestResultsFile::mergingTwiceChangesNothing()
{
    const ReachabilityResults results = sample();
    QCOMPARE(mergedResults(results, results), results);
    QCOMPARE(mergedResults(results, {}), results);
    QCOMPARE(mergedResults({}, results), results);
}

void TestResultsFile::whatWasStoppedIsLessOfTheSameRun()
{
    const ReachabilityRun whole = runOf(u"1"_s, u"2026-01-01T00:00:00Z"_s, {u"x"_s, u"y"_s});
    ReachabilityRun stopped = runOf(u"1"_s, u"2026-01-01T00:00:00Z"_s, {u"z"_s, u"x"_s});
    stopped.finishedAt = {};
    for (const auto &[first, second] : {std::pair(whole, stopped), std::pair(stopped, whole)}) {
        const ReachabilityResults merged = mergedResults({{first}}, {{second}});
        QCOMPARE(merged.runs.size(), 1);
        QCOMPARE(merged.runs.first().finishedAt, whole.finishedAt);
        QCOMPARE(keysOf(merged.runs.first()), (QStringList{u"x"_s, u"y"_s, u"z"_s}));
    }
}

void TestResultsFile::runsOfOneIdKeepApart()
{
    const ReachabilityResults a{{runOf(u"1"_s, u"2026-01-01T00:00:00Z"_s, {u"x"_s})}};
    const ReachabilityResults b{{runOf(u"1"_s, u"2026-01-02T00:00:00Z"_s, {u"x"_s})}};
    const ReachabilityResults merged = mergedResults(a, b);
    QCOMPARE(idsOf(merged), (QStringList{u"1"_s, u"1-2"_s}));
    QVERIFY(parseResults(writeResults(merged), {}).has_value());
}

QTEST_GUILESS_MAIN(TestResultsFile)
#include "tst_resultsfile.moc"
