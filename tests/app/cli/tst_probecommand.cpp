// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray error;
};

Outcome cli(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(PORTOLAN_CLI), arguments, QIODevice::ReadOnly);
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), "crashed or hung: " + process.readAllStandardError()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Outcome probe(const QStringList &arguments)
{
    return cli(QStringList{u"probe"_s} + arguments);
}

/// Two servers on this machine, of which nothing listens at the second one's port 25.
const QByteArray kPlan = R"({
  "format": "portolan-topology",
  "version": 1,
  "name": "Small",
  "catalog": "exchange-2010",
  "sites": [{ "id": "hq", "name": "Headquarters" }],
  "servers": [
    { "id": "hub1", "name": "HUB1", "site": "hq", "roles": ["hub-transport"], "addresses": ["127.77.1.1"] },
    { "id": "hub2", "name": "HUB2", "site": "hq", "roles": ["hub-transport"], "addresses": ["127.77.1.2"] }
  ]
}
)";

const QByteArray kResults = R"({
  "format": "portolan-results",
  "version": 1,
  "runs": [
    {
      "id": "1", "vantage": { "server": "hub1" }, "started": "2026-01-01T00:00:00Z", "program": "test 1",
      "targets": [
        {
          "key": "hub2 tcp/25 smtp starttls", "destination": "hub2", "transport": "tcp", "port": 25,
          "protocol": "smtp", "result": "RESULT", "spoke": true, "address": "127.77.1.2",
          "tls": { "outcome": "established", "protocol": "TLS 1.2", "cipher": "AES256-SHA" }
        }
      ]
    }
  ]
}
)";

const QByteArray kHeader = "source,destination,path,address,transport,port,service,result,verdict,tls,detail";

} // namespace

class TestProbeCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_plan = write(u"plan.portolan"_s, kPlan);
    }

    void aPlanSendsNothing()
    {
        const Outcome outcome = probe({m_plan, u"--as"_s, u"hub1"_s, u"--plan"_s});
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.out.contains("hub2 tcp/25 smtp") && outcome.out.contains("127.77.1.2"),
                 outcome.out.constData());
        QVERIFY2(!outcome.out.contains("hub1 tcp/25"), outcome.out.constData());
    }

    void nothingStartsUnasked()
    {
        const QString results = m_folder.filePath(u"unasked.portolan-results"_s);
        const Outcome outcome = probe({m_plan, u"--as"_s, u"hub1"_s, u"-o"_s, results});
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.error.contains("--yes"), outcome.error.constData());
        QVERIFY(!QFile::exists(results));
    }

    void publicAddressesAreAskedAboutApart()
    {
        const QString plan = write(u"public.portolan"_s, QByteArray(kPlan).replace("127.77.1.2", "8.8.8.8"));
        const Outcome outcome = probe({plan, u"--as"_s, u"hub1"_s, u"--yes"_s});
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.error.contains("--allow-public"), outcome.error.constData());
    }

    void aRunIsAddedToTheFile()
    {
        const QString results = m_folder.filePath(u"run.portolan-results"_s);
        for (int runs = 1; runs <= 2; ++runs) {
            const Outcome outcome =
                probe({m_plan, u"--as"_s, u"hub1"_s, u"--yes"_s, u"--format"_s, u"csv"_s, u"-o"_s, results});
            QCOMPARE(outcome.code, 1);
            const QList<QByteArray> lines = outcome.out.trimmed().split('\n');
            QCOMPARE(lines.size(), 2);
            QCOMPARE(lines[0], kHeader);
            QVERIFY2(lines[1].startsWith("hub1,hub2,T1,127.77.1.2,tcp,25,smtp,refused,fails,none,"),
                     lines[1].constData());
            QFile file(results);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(QJsonDocument::fromJson(file.readAll()).object()[u"runs"_s].toArray().size(), runs);
        }
    }

    void knownResultsAreJudged_data()
    {
        QTest::addColumn<QByteArray>("result");
        QTest::addColumn<QByteArray>("verdict");
        QTest::addColumn<int>("code");
        QTest::newRow("works") << QByteArray("open") << QByteArray("open,works,TLS 1.2 AES256-SHA") << 0;
        QTest::newRow("fails") << QByteArray("no-answer") << QByteArray("no-answer,fails") << 1;
        QTest::newRow("nobody can tell") << QByteArray("cannot-tell") << QByteArray("cannot-tell,cannot-tell") << 1;
    }

    void knownResultsAreJudged()
    {
        QFETCH(QByteArray, result);
        QFETCH(QByteArray, verdict);
        const QString results = write(u"known.portolan-results"_s, QByteArray(kResults).replace("RESULT", result));
        const Outcome csv = probe({m_plan, u"--results"_s, results, u"--format"_s, u"csv"_s});
        QTEST(csv.code, "code");
        QVERIFY2(csv.out.contains("hub1,hub2,T1,127.77.1.2,tcp,25,smtp," + verdict), csv.out.constData());
        const Outcome junit = probe({m_plan, u"--results"_s, results, u"--format"_s, u"junit"_s});
        QXmlStreamReader xml(junit.out);
        int cases = 0;
        while (!xml.atEnd())
            cases += xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"testcase" ? 1 : 0;
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(cases, 1);
        const Outcome text = probe({m_plan, u"--results"_s, results});
        QVERIFY2(text.out.startsWith("Seen from hub1 at 2026-01-01T00:00:00Z by test 1\n"), text.out.constData());
        QVERIFY2(text.out.contains("of older runs: 1"), text.out.constData());
    }

    void whatIsJudgedCanBeFilteredByVerdict()
    {
        const QString results = write(u"failed.portolan-results"_s, QByteArray(kResults).replace("RESULT", "refused"));
        const auto lines = [&](const QString &filter) {
            const Outcome outcome =
                probe({m_plan, u"--results"_s, results, u"--filter"_s, filter, u"--format"_s, u"csv"_s});
            return outcome.out.trimmed().split('\n').size();
        };
        QCOMPARE(lines(u"reachability:fails"_s), 2);
        QCOMPARE(lines(u"reachability:works"_s), 1);
    }

    void flowsSayWhatChecksFound()
    {
        const QString results = write(u"flows.portolan-results"_s, QByteArray(kResults).replace("RESULT", "refused"));
        const auto flows = [&](const QString &format) {
            return cli({u"flows"_s, m_plan, u"--results"_s, results, u"--format"_s, format});
        };
        const QList<QByteArray> lines = flows(u"csv"_s).out.trimmed().split('\n');
        QVERIFY2(lines[0].endsWith(",implied,verdict,checked"), lines[0].constData());
        const auto lineOf = [&lines](const QByteArray &start) {
            const auto line = std::find_if(lines.begin(), lines.end(),
                                           [&start](const QByteArray &one) { return one.startsWith(start); });
            return line == lines.end() ? QByteArray() : *line;
        };
        QVERIFY(lineOf("hub1,hub2,").endsWith(",no,no,fails,2026-01-01T00:00:00Z"));
        QVERIFY(lineOf("hub2,hub1,").endsWith(",no,no,not-checked,"));
        const QJsonArray rows = QJsonDocument::fromJson(flows(u"json"_s).out).array();
        QCOMPARE(rows.size(), lines.size() - 1);
        for (const QJsonValue &row : rows) {
            const bool isChecked = row[u"source"_s] == u"hub1"_s && row[u"destination"_s] == u"hub2"_s;
            QCOMPARE(row[u"verdict"_s].toString(), isChecked ? u"fails"_s : u"not-checked"_s);
            QCOMPARE(row[u"checked"_s].isNull(), !isChecked);
        }
        const QByteArray table = flows(u"table"_s).out;
        QVERIFY2(table.contains("VERDICT") && table.contains("fails") && table.contains("2026-01-01T00:00:00Z"),
                 table.constData());
    }

    void anotherMachineIsWarnedOf()
    {
        const Outcome outcome = probe({m_plan, u"--as"_s, u"hub1"_s, u"--yes"_s});
        QVERIFY2(outcome.error.contains("none of its addresses"), outcome.error.constData());
    }

    void resultsAreCompared()
    {
        const QString good = write(u"good.portolan-results"_s, QByteArray(kResults).replace("RESULT", "open"));
        const QString bad = write(u"bad.portolan-results"_s, QByteArray(kResults).replace("RESULT", "refused"));
        const QString unsure =
            write(u"unsure.portolan-results"_s, QByteArray(kResults).replace("RESULT", "cannot-tell"));
        const Outcome broke = probe({u"--compare"_s, good, bad});
        QCOMPARE(broke.code, 1);
        QVERIFY2(broke.out.startsWith("broke: hub1 -> hub2 tcp/25 smtp"), broke.out.constData());
        QCOMPARE(probe({u"--compare"_s, good, good}).code, 0);
        QCOMPARE(probe({u"--compare"_s, good, unsure}).code, 0);
    }

    void whatCannotBeDoneIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("no file") << QStringList() << QByteArray("FILE");
        QTest::newRow("no such server") << QStringList{m_plan, u"--as"_s, u"hub9"_s, u"--plan"_s} << QByteArray("hub9");
        QTest::newRow("no results") << QStringList{m_plan, u"--results"_s, m_plan} << QByteArray("portolan-results");
        QTest::newRow("a limit too high")
            << QStringList{m_plan, u"--in-flight"_s, u"5000"_s, u"--plan"_s} << QByteArray("in-flight");
        QTest::newRow("a file that is no results is not added to")
            << QStringList{m_plan, u"--as"_s, u"hub1"_s, u"--yes"_s, u"-o"_s, m_plan} << QByteArray("portolan-results");
        QTest::newRow("results into no folder are known before anything is asked")
            << QStringList{m_plan, u"--as"_s, u"hub1"_s, u"-o"_s, m_folder.filePath(u"nowhere/x.portolan-results"_s)}
            << QByteArray("There is no folder");
        QTest::newRow("results into what is no file")
            << QStringList{m_plan, u"--as"_s, u"hub1"_s, u"-o"_s, m_folder.path()} << QByteArray("no file");
    }

    void whatCannotBeDoneIsSaid()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, words);
        const Outcome outcome = probe(arguments);
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.error.contains(words), outcome.error.constData());
    }

private:
    QString write(const QString &name, const QByteArray &bytes)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    QTemporaryDir m_folder;
    QString m_plan;
};

QTEST_GUILESS_MAIN(TestProbeCommand)
#include "tst_probecommand.moc"
