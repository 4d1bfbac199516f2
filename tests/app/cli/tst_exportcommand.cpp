// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Outcome {
    int code = -1;
    QString err;
};

constexpr int kLongest = 120000; ///< ms

} // namespace

/// `portolan-cli export` as people call it: a process, files in, files out.
class TestExportCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void writesWhatTheNameEndsIn();
    void twiceGivesTheSameBytes();
    void drawsWhatTheFilterLeaves();
    void drawsClosedSitesAsCards();
    void drawsTheFocusAloneOrAmongTheRest();
    void drawsASavedView();
    void drawsWhatChecksSaid();
    void resultsThatAreNoneAreRefused();
    void refusesWhatThePlanDoesNotHave_data();
    void refusesWhatThePlanDoesNotHave();
    void reportsHowReadableItIs();

private:
    Outcome run(const QStringList &arguments) const;
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QByteArray svg(const QStringList &options, const QString &plan = kSample) const;

    static inline const QString kSample = QStringLiteral(PORTOLAN_SOURCE_DIR "/resources/samples/three-site.portolan");
    std::unique_ptr<QTemporaryDir> m_folder;
};

Outcome TestExportCommand::run(const QStringList &arguments) const
{
    QProcess process;
    process.start(QStringLiteral(PORTOLAN_CLI), QStringList{u"export"_s} + arguments);
    if (!process.waitForFinished(kLongest))
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardError())};
}

QByteArray TestExportCommand::svg(const QStringList &options, const QString &plan) const
{
    const QString file = path(u"chart.svg"_s);
    const Outcome outcome = run(QStringList{plan, u"-o"_s, file} + options);
    if (outcome.code != 0)
        qWarning("%s", qPrintable(outcome.err));
    QFile written(file);
    return written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
}

void TestExportCommand::writesWhatTheNameEndsIn()
{
    QVERIFY(svg({}).startsWith("<?xml"));
    const QString png = path(u"chart.PNG"_s);
    QCOMPARE(run({kSample, u"-o"_s, png, u"--scale"_s, u"0.5"_s}).code, 0);
    QVERIFY(!QImage(png).isNull());
    QVERIFY(run({kSample, u"-o"_s, path(u"chart.vsd"_s)}).code != 0);
    QVERIFY(!QFile::exists(path(u"chart.vsd"_s)));
}

void TestExportCommand::twiceGivesTheSameBytes()
{
    const QByteArray first = svg({u"--level"_s, u"servers"_s});
    QVERIFY(first.size() > 10000);
    QCOMPARE(svg({u"--level"_s, u"servers"_s}), first);
}

void TestExportCommand::drawsWhatTheFilterLeaves()
{
    const QByteArray chart = svg({u"--level"_s, u"servers"_s, u"--filter"_s, u"crosses:zone"_s});
    QVERIFY(chart.contains("id=\"server:edge1\""));
    QVERIFY(!chart.contains("id=\"server:hq-mbx1\""));
    QVERIFY(!chart.contains("id=\"site:branch\""));
}

void TestExportCommand::drawsClosedSitesAsCards()
{
    const QByteArray chart = svg({u"--level"_s, u"servers"_s, u"--close"_s, u"branch"_s});
    QVERIFY(chart.contains("id=\"site:branch\""));
    QVERIFY(!chart.contains("id=\"server:br-ex1\""));
    QVERIFY(chart.contains("id=\"server:hq-mbx1\""));
    const QByteArray open = svg({u"--level"_s, u"sites"_s, u"--open"_s, u"branch"_s});
    QVERIFY(open.contains("id=\"server:br-ex1\""));
    QVERIFY(!open.contains("id=\"server:hq-mbx1\""));
}

void TestExportCommand::drawsTheFocusAloneOrAmongTheRest()
{
    const QStringList focus{u"--level"_s, u"servers"_s, u"--focus"_s, u"edge1"_s};
    const QByteArray among = svg(focus);
    QVERIFY(among.contains("id=\"server:hq-um1\""));
    QVERIFY(among != svg({u"--level"_s, u"servers"_s}));
    const QByteArray alone = svg(focus + QStringList{u"--alone"_s});
    QVERIFY(alone.contains("id=\"server:edge1\"") && !alone.contains("id=\"server:hq-um1\""));
    QVERIFY(svg(focus + QStringList{u"--alone"_s, u"--hops"_s, u"2"_s}).contains("id=\"server:hq-um1\""));
    // A flow: its two ends and nothing else.
    const QByteArray flow = svg({u"--level"_s, u"servers"_s, u"--focus"_s, u"flow:T2:hq-cas1:edge1"_s, u"--alone"_s});
    QVERIFY(flow.contains("id=\"server:edge1\"") && flow.contains("id=\"server:hq-cas1\""));
    QVERIFY(!flow.contains("id=\"server:edge2\"") && !flow.contains("id=\"server:hq-cas2\""));
    QVERIFY(flow.contains("data-paths=\"T2\""));
}

void TestExportCommand::drawsASavedView()
{
    QFile sample(kSample);
    QVERIFY(sample.open(QIODevice::ReadOnly));
    QByteArray plan = sample.readAll().trimmed();
    plan.chop(1);
    plan += R"(, "views": [{ "name": "Border", "level": "servers", "filter": "crosses:zone" }] })";
    QFile copy(path(u"plan.portolan"_s));
    QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write(plan) == plan.size());
    copy.close();
    const QByteArray chart = svg({u"--view"_s, u"Border"_s}, copy.fileName());
    QVERIFY(chart.contains("id=\"server:edge1\"") && !chart.contains("id=\"server:hq-mbx1\""));
    const QByteArray sites = svg({u"--view"_s, u"Border"_s, u"--level"_s, u"sites"_s}, copy.fileName());
    QVERIFY(sites.contains("id=\"site:dmz\"") && !sites.contains("id=\"server:edge1\""));
    const Outcome unknown = run({copy.fileName(), u"-o"_s, path(u"no.svg"_s), u"--view"_s, u"Boarder"_s});
    QCOMPARE(unknown.code, 2);
    QVERIFY2(unknown.err.contains(u"Border"_s), qPrintable(unknown.err));
}

void TestExportCommand::drawsWhatChecksSaid()
{
    QFile results(path(u"checks.portolan-results"_s));
    QVERIFY(results.open(QIODevice::WriteOnly));
    results.write(R"({ "format": "portolan-results", "version": 1, "runs": [
        { "id": "1", "vantage": { "server": "hq-cas1" }, "started": "2026-01-05T10:31:00Z", "program": "portolan 0.1.0",
          "targets": [ { "key": "edge1 tcp/25 smtp starttls", "destination": "edge1", "transport": "tcp", "port": 25,
                         "protocol": "smtp", "result": "refused" } ] } ] })");
    results.close();
    const QStringList options{u"--level"_s,       u"servers"_s,      u"--results"_s,
                              results.fileName(), u"--fresh-days"_s, u"36500"_s};
    const QByteArray chart = svg(options);
    QVERIFY(chart.contains("Checked from HQ-CAS1, 5 Jan 2026 10:31 UTC, portolan 0.1.0"));
    QCOMPARE(chart.count("data-check=\"fails\""), 1);
    QVERIFY(chart.contains("1 fails, 1/8 checked \302\267 5 Jan"));
    QVERIFY(chart.contains("not checked from here"));
    QCOMPARE(svg(options), chart);
    QVERIFY(
        svg(options.first(4) + QStringList{u"--fresh-days"_s, u"1"_s}).contains("1 fails, 1/8 checked \302\267 stale"));
    QVERIFY(!svg(options.first(2)).contains("not checked from here"));
    const QByteArray broken = svg(options + QStringList{u"--filter"_s, u"reachability:fails"_s});
    QVERIFY(broken.contains("id=\"server:edge1\"") && !broken.contains("id=\"server:edge2\""));
}

void TestExportCommand::resultsThatAreNoneAreRefused()
{
    const QString file = path(u"chart.svg"_s);
    const Outcome outcome = run({kSample, u"-o"_s, file, u"--results"_s, kSample});
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains(u"three-site.portolan"), qPrintable(outcome.err));
    QVERIFY(!QFile::exists(file));
}

void TestExportCommand::refusesWhatThePlanDoesNotHave_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("named");
    QTest::newRow("a filter") << QStringList{u"--filter"_s, u"site:nowhere"_s} << u"nowhere"_s;
    QTest::newRow("a focus") << QStringList{u"--focus"_s, u"nobody"_s} << u"nobody"_s;
    QTest::newRow("a flow") << QStringList{u"--focus"_s, u"flow:T2:hq-cas1:nobody"_s} << u"nobody"_s;
    QTest::newRow("a flow of no data path") << QStringList{u"--focus"_s, u"flow:Z9:hq-cas1:edge1"_s} << u"Z9"_s;
    QTest::newRow("a site to open") << QStringList{u"--open"_s, u"nowhere"_s} << u"nowhere"_s;
    QTest::newRow("a site to close") << QStringList{u"--close"_s, u"edge1"_s} << u"edge1"_s;
    QTest::newRow("a view") << QStringList{u"--view"_s, u"Mine"_s} << u"view"_s;
}

void TestExportCommand::refusesWhatThePlanDoesNotHave()
{
    QFETCH(QStringList, options);
    QFETCH(QString, named);
    const Outcome outcome = run(QStringList{kSample, u"-o"_s, path(u"no.svg"_s)} + options);
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains(named), qPrintable(outcome.err));
    QVERIFY(!QFile::exists(path(u"no.svg"_s)));
}

void TestExportCommand::reportsHowReadableItIs()
{
    const QString report = path(u"quality.json"_s);
    QVERIFY(!svg({u"--quality-report"_s, report}).isEmpty());
    QFile file(report);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject quality = QJsonDocument::fromJson(file.readAll()).object();
    for (const QString &key : {u"nodeOverlaps"_s, u"edgesThroughNodes"_s, u"labelsShortened"_s, u"edgeCrossings"_s,
                               u"edgeLength"_s, u"area"_s, u"aspectRatio"_s})
        QVERIFY2(quality.value(key).isDouble(), qPrintable(key));
    QCOMPARE(quality.value(u"nodeOverlaps"_s).toInt(), 0);
    QVERIFY(quality.value(u"area"_s).toDouble() > 1000);
    const QJsonObject labels = quality.value(u"labelOverlaps"_s).toObject();
    QVERIFY(labels.size() >= 4);
    for (const QJsonValue &count : labels)
        QCOMPARE(count.toInt(-1), 0);
}

QTEST_GUILESS_MAIN(TestExportCommand)
#include "tst_exportcommand.moc"
