// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray error;
};

Outcome run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments, QIODevice::ReadOnly);
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), "crashed or hung: " + process.readAllStandardError()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Outcome probe(const QStringList &arguments)
{
    return run(QStringLiteral(PORTOLAN_CLI), QStringList{u"probe"_s} + arguments);
}

/// Three servers on this machine, where nothing listens at their ports.
const QByteArray kPlan = R"({
  "format": "portolan-topology", "version": 1, "name": "Small", "catalog": "exchange-2010",
  "sites": [{ "id": "hq", "name": "Headquarters" }],
  "servers": [
    { "id": "hub1", "name": "HUB1", "site": "hq", "roles": ["hub-transport"], "addresses": ["127.77.1.1"] },
    { "id": "hub2", "name": "HUB2", "site": "hq", "roles": ["hub-transport"], "addresses": ["127.77.1.2"] },
    { "id": "client", "name": "CLIENT", "site": "hq", "roles": ["browser"] }
  ]
}
)";

QByteArray scan(const QByteArray &state, const QByteArray &start = "1767225600")
{
    return "<?xml version=\"1.0\"?>\n<!DOCTYPE nmaprun>\n<nmaprun start=\"" + start
        + "\" version=\"7.93\">\n<scaninfo type=\"connect\" protocol=\"tcp\" numservices=\"2\" services=\"25,80\"/>\n"
          "<host><status state=\"up\"/><address addr=\"127.77.1.2\" addrtype=\"ipv4\"/><ports>"
          "<port protocol=\"tcp\" portid=\"25\"><state state=\""
        + state
        + "\" reason=\"x\"/></port><port protocol=\"tcp\" portid=\"80\"><state state=\"open\"/></port></ports></host>\n"
          "<host><status state=\"up\"/><address addr=\"10.9.9.9\" addrtype=\"ipv4\"/></host>\n"
          "<runstats><finished time=\"1767225660\"/></runstats></nmaprun>\n";
}

QByteArray results(const QByteArray &vantage, const QByteArray &result, const QByteArray &time = "2026-01-01T00:00:00Z")
{
    return R"({ "format": "portolan-results", "version": 1, "runs": [{ "id": "1", "vantage": )" + vantage
        + R"(, "started": ")" + time + R"(", "program": "kit-sh 1", "targets": [{
        "key": "hub2 tcp/25 smtp starttls", "destination": "hub2", "transport": "tcp", "port": 25, "protocol": "smtp",
        "result": ")"
        + result + R"(", "spoke": true, "address": "127.77.1.2" }] }] })";
}

const QByteArray kHeader = "source,destination,path,address,transport,port,service,result,verdict,tls,detail";

} // namespace

/// What `probe` reads from others and writes for others: scans, results, kits.
class TestProbeImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_plan = write(u"plan.portolan"_s, kPlan);
    }

    void scansAreJudged_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QByteArray>("verdict");
        QTest::addColumn<int>("code");
        QTest::newRow("open") << QByteArray("open") << QByteArray("open,cannot-tell,none,") << 1;
        QTest::newRow("closed") << QByteArray("closed") << QByteArray("refused,fails,none,") << 1;
        QTest::newRow("filtered") << QByteArray("filtered") << QByteArray("no-answer,fails,none,") << 1;
    }

    void scansAreJudged()
    {
        QFETCH(QByteArray, state);
        QFETCH(QByteArray, verdict);
        const QString file = write(u"scan.xml"_s, scan(state));
        const QString saved = m_folder.filePath(u"scan-%1.portolan-results"_s.arg(QString::fromLatin1(state)));
        const Outcome outcome =
            probe({m_plan, u"--import"_s, file, u"--as"_s, u"hub1"_s, u"--format"_s, u"csv"_s, u"-o"_s, saved});
        QTEST(outcome.code, "code");
        const QList<QByteArray> lines = outcome.out.trimmed().split('\n');
        QCOMPARE(lines[0], kHeader);
        QVERIFY2(lines.value(1).startsWith("hub1,hub2,T1,127.77.1.2,tcp,25,smtp," + verdict), outcome.out.constData());
        QVERIFY2(outcome.error.contains("1 host(s) that the plan does not go to")
                     && outcome.error.contains("1 port(s) of its servers that it does not go to"),
                 outcome.error.constData());
        const QJsonObject run = runsOf(saved)[0].toObject();
        QCOMPARE(run[u"program"_s].toString(), u"nmap 7.93"_s);
        QCOMPARE(run[u"started"_s].toString(), u"2026-01-01T00:00:00.000Z"_s);
        QCOMPARE(run[u"vantage"_s].toObject()[u"server"_s].toString(), u"hub1"_s);
    }

    void whereAScanWasMadeHasToBeSaid()
    {
        const QString file = write(u"scan.xml"_s, scan("open"));
        const Outcome unsaid = probe({m_plan, u"--import"_s, file});
        QCOMPARE(unsaid.code, 2);
        QVERIFY2(unsaid.error.contains("scan.xml") && unsaid.error.contains("--as")
                     && unsaid.error.contains("--elsewhere"),
                 unsaid.error.constData());
        const Outcome elsewhere = probe({m_plan, u"--import"_s, file, u"--elsewhere"_s});
        QCOMPARE(elsewhere.code, 1);
        QVERIFY2(elsewhere.out.startsWith("Seen from elsewhere at 2026-01-01T00:00:00Z by nmap 7.93\n"),
                 elsewhere.out.constData());
    }

    void resultsAreMergedByVantageAndTime()
    {
        const QString out = m_folder.filePath(u"merged.portolan-results"_s);
        const QString first = write(u"1.portolan-results"_s, results(R"({ "server": "hub1" })", "open"));
        const QString second =
            write(u"2.portolan-results"_s, results(R"({ "server": "hub1" })", "refused", "2026-01-02T00:00:00Z"));
        const QString third = write(u"3.portolan-results"_s, results(R"({ "host": "laptop" })", "no-answer"));
        const Outcome outcome =
            probe({m_plan, u"--import"_s, second, third, first, first, u"-o"_s, out, u"--format"_s, u"csv"_s});
        QCOMPARE(outcome.code, 1);
        // The newest from hub1 counts, and what was seen from elsewhere stands by itself.
        QVERIFY2(outcome.out.contains("hub1,hub2,T1,127.77.1.2,tcp,25,smtp,refused,fails"), outcome.out.constData());
        QCOMPARE(runsOf(out).size(), 3);
        // Once more: nothing is there twice.
        QCOMPARE(probe({m_plan, u"--import"_s, first, u"-o"_s, out}).code, 0);
        QCOMPARE(runsOf(out).size(), 3);
        // --results takes -o as well, and says the same.
        const QString copy = m_folder.filePath(u"copy.portolan-results"_s);
        const Outcome again = probe({m_plan, u"--results"_s, out, u"-o"_s, copy, u"--format"_s, u"csv"_s});
        QCOMPARE(again.out, outcome.out);
        QCOMPARE(runsOf(copy).size(), 3);
        // Only what one of them saw.
        const Outcome one = probe({m_plan, u"--results"_s, out, u"--elsewhere"_s});
        QVERIFY2(one.out.startsWith("Seen from elsewhere") && one.out.count("Seen from") == 1, one.out.constData());
    }

    void whatAPeerSaidMakesNoScanOfResults()
    {
        const QByteArray bytes = results(R"({ "server": "hub1", "host": "<nmaprun" })", "open");
        const Outcome outcome = probe({m_plan, u"--import"_s, write(u"peer.portolan-results"_s, bytes)});
        QVERIFY2(outcome.out.startsWith("Seen from hub1"), (outcome.out + outcome.error).constData());
        const Outcome marked =
            probe({m_plan, u"--import"_s, write(u"marked.xml"_s, "\xEF\xBB\xBF" + scan("open")), u"--elsewhere"_s});
        QVERIFY2(marked.out.startsWith("Seen from elsewhere"), (marked.out + marked.error).constData());
    }

    void whereRunsSayTheyWereMadeIsHeldAgainstThePlan_data()
    {
        QTest::addColumn<QByteArray>("vantage");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("a stranger") << QByteArray(R"({ "server": "ex9" })") << QByteArray("ex9");
        QTest::newRow("another server's address")
            << QByteArray(R"({ "server": "hub1", "addresses": ["10.77.1.2"] })") << QByteArray("hub2");
        QTest::newRow("another server's name")
            << QByteArray(R"({ "server": "hub1", "host": "hub2" })") << QByteArray("hub2");
        QTest::newRow("nobody's address")
            << QByteArray(R"({ "server": "hub1", "addresses": ["10.9.9.9"] })") << QByteArray("none of its addresses");
        QTest::newRow("its own address") << QByteArray(R"({ "server": "hub1", "addresses": ["10.77.1.1"] })")
                                         << QByteArray();
        QTest::newRow("no word of addresses") << QByteArray(R"({ "server": "hub1" })") << QByteArray();
    }

    void whereRunsSayTheyWereMadeIsHeldAgainstThePlan()
    {
        QFETCH(QByteArray, vantage);
        QFETCH(QByteArray, words);
        const QString plan = write(u"net.portolan"_s, QByteArray(kPlan).replace("127.77.", "10.77."));
        const QString file = write(u"other.portolan-results"_s, results(vantage, "open"));
        const Outcome outcome = probe({plan, u"--import"_s, file});
        QCOMPARE(outcome.code, words == "ex9" ? 1 : 0);
        QVERIFY2(words.isEmpty() ? outcome.error.isEmpty() : outcome.error.contains(words), outcome.error.constData());
    }

    void kitsAreWrittenRunAndImported()
    {
#ifdef Q_OS_WIN
        QSKIP("*** NOT TESTED: there is no sh here ***");
#endif
        const QString kits = m_folder.filePath(u"kits"_s);
        const Outcome written = probe({m_plan, u"--kit"_s, kits});
        QCOMPARE(written.code, 0);
        QVERIFY2(written.error.contains("nothing was sent"), written.error.constData());
        QVERIFY2(written.out.contains("From hub1: 1 check(s)")
                     && written.out.contains("  hub2 tcp/25 smtp starttls (127.77.1.2)"),
                 written.out.constData());
        QCOMPARE(QDir(kits).entryList(QDir::Dirs | QDir::NoDotAndDotDot), (QStringList{u"hub1"_s, u"hub2"_s}));
        const Outcome checked = run(u"sh"_s, {kits + u"/hub1/portolan-kit.sh"_s});
        QCOMPARE(checked.code, 0);
        const QStringList files = QDir(kits + u"/hub1"_s).entryList({u"*.portolan-results"_s});
        QCOMPARE(files.size(), 1);
        const QString out = m_folder.filePath(u"kit.portolan-results"_s);
        const Outcome imported =
            probe({m_plan, u"--import"_s, kits + u"/hub1/"_s + files[0], u"-o"_s, out, u"--format"_s, u"csv"_s});
        QCOMPARE(imported.code, 1);
        // As the program itself sees it.
        const Outcome direct = probe({m_plan, u"--as"_s, u"hub1"_s, u"--yes"_s, u"--format"_s, u"csv"_s});
        QVERIFY(direct.out.contains("hub1,hub2,T1,127.77.1.2,tcp,25,smtp,refused,fails,none,"));
        QCOMPARE(imported.out, direct.out);
        QCOMPARE(runsOf(out)[0].toObject()[u"program"_s].toString(), u"kit-sh 1"_s);
    }

    void aKitIsForOneServerWhereAsked()
    {
        const QString kits = m_folder.filePath(u"one"_s);
        const Outcome listed = probe({m_plan, u"--kit"_s, kits, u"--as"_s, u"hub2"_s, u"--plan"_s});
        QCOMPARE(listed.code, 0);
        QVERIFY2(listed.out.startsWith("From hub2: 1 check(s)"), listed.out.constData());
        QVERIFY(!QFileInfo::exists(kits));
        QCOMPARE(probe({m_plan, u"--kit"_s, kits, u"--as"_s, u"hub2"_s}).code, 0);
        QCOMPARE(QDir(kits).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList{u"hub2"_s});
        const Outcome nothing = probe({m_plan, u"--kit"_s, kits, u"--as"_s, u"client"_s});
        QCOMPARE(nothing.code, 2);
        QVERIFY2(nothing.error.contains("client"), nothing.error.constData());
    }

    void othersFilesStay()
    {
        const QString notes = m_folder.filePath(u"mine/hub1/README.txt"_s);
        QVERIFY(QDir().mkpath(QFileInfo(notes).path()));
        write(u"mine/hub1/README.txt"_s, "my notes");
        const Outcome outcome = probe({m_plan, u"--kit"_s, m_folder.filePath(u"mine"_s)});
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.error.contains("README.txt"), outcome.error.constData());
        QVERIFY(!QFileInfo::exists(m_folder.filePath(u"mine/hub2"_s)));
    }

    void publicAddressesAreAskedAboutApart()
    {
        const QString plan = write(u"public.portolan"_s, QByteArray(kPlan).replace("127.77.1.2", "8.8.8.8"));
        const QString kits = m_folder.filePath(u"public"_s);
        const Outcome outcome = probe({plan, u"--kit"_s, kits});
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.error.contains("--allow-public"), outcome.error.constData());
        QVERIFY(!QFileInfo::exists(kits));
        QCOMPARE(probe({plan, u"--kit"_s, kits, u"--allow-public"_s}).code, 0);
    }

    void ansibleGetsItsFiles()
    {
        const QString folder = m_folder.filePath(u"ansible"_s);
        const Outcome outcome = probe({m_plan, u"--ansible"_s, folder});
        QCOMPARE(outcome.code, 0);
        for (const char *file :
             {"inventory.yml", "playbook.yml", "README.txt", "kits/hub1/portolan-kit.ps1", "kits/hub2/portolan-kit.sh"})
            QVERIFY2(QFileInfo::exists(folder + u'/' + QString::fromLatin1(file)), file);
    }

    void whereWeAreIsGuessed()
    {
        const QString host = QSysInfo::machineHostName();
        if (!QRegularExpression(u"^[A-Za-z0-9-]+$"_s).match(host).hasMatch()) {
            qInfo("*** NOT TESTED: this machine has no name that a plan can have ***");
            return;
        }
        const QString plan =
            write(u"named.portolan"_s, QByteArray(kPlan).replace("\"HUB2\"", '"' + host.toUtf8() + '"'));
        const Outcome guessed = probe({plan, u"--plan"_s});
        QCOMPARE(guessed.code, 0);
        QVERIFY2(guessed.out.startsWith("From hub2: "), guessed.out.constData());
        const Outcome elsewhere = probe({plan, u"--elsewhere"_s, u"--plan"_s});
        QVERIFY2(elsewhere.out.startsWith("From elsewhere: 2 check(s)"), elsewhere.out.constData());
        const Outcome other = probe({m_plan, u"--plan"_s});
        QVERIFY2(other.out.startsWith("From elsewhere: 2 check(s)"), other.out.constData());
    }

    void whatHasChangedHasFormats()
    {
        const QString good = write(u"good.portolan-results"_s, results(R"({ "server": "hub1" })", "open"));
        const QString bad = write(u"bad.portolan-results"_s, results(R"({ "server": "hub1" })", "refused"));
        const Outcome csv = probe({u"--compare"_s, good, bad, u"--format"_s, u"csv"_s});
        QCOMPARE(csv.code, 1);
        const QList<QByteArray> lines = csv.out.trimmed().split('\n');
        QCOMPARE(lines[0], QByteArray("change,source,destination,transport,port,check,what,before,after"));
        QVERIFY2(lines.value(1).startsWith("broke,hub1,hub2,tcp,25,hub2 tcp/25 smtp starttls,"), csv.out.constData());
        const Outcome json = probe({u"--compare"_s, good, bad, u"--format"_s, u"json"_s});
        const QJsonObject document = QJsonDocument::fromJson(json.out).object();
        QCOMPARE(document[u"same"_s].toBool(true), false);
        QCOMPARE(document[u"changes"_s].toArray()[0].toObject()[u"change"_s].toString(), u"broke"_s);
        QCOMPARE(probe({u"--compare"_s, good, good, u"--format"_s, u"json"_s}).code, 0);
        QCOMPARE(probe({u"--compare"_s, good, bad, u"--format"_s, u"junit"_s}).code, 2);
    }

    void whatCannotBeDoneIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("words");
        const QString broken = write(u"broken.portolan-results"_s, "{\n  \"format\": \"portolan-results\",\n  oops\n}");
        const QString bomb = write(
            u"bomb.xml"_s, "<?xml version=\"1.0\"?>\n<!DOCTYPE nmaprun [<!ENTITY a \"b\">]>\n<nmaprun start=\"1\"/>");
        const QString timeless = write(u"timeless.xml"_s, scan("open", "never"));
        QTest::newRow("no such file") << QStringList{m_plan, u"--import"_s, u"/nowhere/x"_s}
                                      << QByteArray("/nowhere/x");
        QTest::newRow("not JSON, with its line")
            << QStringList{m_plan, u"--import"_s, broken} << QByteArray("broken.portolan-results:3:");
        QTest::newRow("a scan with definitions, with its line")
            << QStringList{m_plan, u"--import"_s, bomb, u"--as"_s, u"hub1"_s} << QByteArray("bomb.xml:2:");
        QTest::newRow("a scan without a time")
            << QStringList{m_plan, u"--import"_s, timeless, u"--as"_s, u"hub1"_s} << QByteArray("timeless.xml:1:");
        QTest::newRow("nobody knows that server")
            << QStringList{m_plan, u"--import"_s, broken, u"--as"_s, u"hub9"_s} << QByteArray("hub9");
        QTest::newRow("two things at once")
            << QStringList{m_plan, u"--kit"_s, u"x"_s, u"--results"_s, broken} << QByteArray("excludes");
        QTest::newRow("a kit for nobody")
            << QStringList{m_plan, u"--kit"_s, u"x"_s, u"--elsewhere"_s} << QByteArray("excludes");
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

    static QJsonArray runsOf(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(path));
        return QJsonDocument::fromJson(file.readAll()).object()[u"runs"_s].toArray();
    }

    QTemporaryDir m_folder;
    QString m_plan;
};

QTEST_GUILESS_MAIN(TestProbeImport)
#include "tst_probeimport.moc"
