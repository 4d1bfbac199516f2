// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/flowfilter.h"
#include "model/flows/flowtable.h"
#include "model/flows/generate.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace portolan;
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

QString sample(const QString &name)
{
    return QStringLiteral(PORTOLAN_SOURCE_DIR) + u"/resources/samples/"_s + name + u".portolan"_s;
}

const QByteArray kSmall = R"({
  "format": "portolan-topology",
  "version": 1,
  "name": "Small",
  "catalog": "exchange-2010",
  "sites": [
    { "id": "hq", "name": "Headquarters" }
  ],
  "servers": [
    { "id": "hub1", "name": "HUB1", "site": "hq", "roles": ["hub-transport"] },
    { "id": "hub2", "name": "HUB2", "site": "hq", "roles": ["hub-transport"] }
  ]
}
)";

constexpr const char *kFlowHeader =
    "source,destination,source_site,destination_site,path,transport,first_port,last_port,"
    "service,authentication,encryption,mechanism,local,implied\n";

} // namespace

class TestCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void saysItsVersionAndHelp_data();
    void saysItsVersionAndHelp();
    void refusesWhatItDoesNotUnderstand_data();
    void refusesWhatItDoesNotUnderstand();
    void catalogPrintsEveryDataPath();
    void catalogPrintsEveryFirewallRule();
    void catalogTableFitsATerminal_data();
    void catalogTableFitsATerminal();
    void catalogFromAFile();
    void catalogIdHasToFitTheFile();
    void unknownCatalogNamesThoseThereAre();
    void flowsOfASmallFile();
    void flowsAreThoseOfTheModel_data();
    void flowsAreThoseOfTheModel();
    void flowsTableFitsATerminal();
    void flowsNamesTheCheckWhereThereAreFindings();
    void flowsBeginWithTheVerdictOnAFilter();
    void flowsKeepsWhatTheFilterFits_data();
    void flowsKeepsWhatTheFilterFits();
    void filterOfNothingKeepsTheForm();
    void faultyFilterIsShownWithItsPlaces();
    void faultyFilterLeavesTheTerminalAlone();
    void faultyFilterWritesNoFile();
    void checkEndsWithTheTruth_data();
    void checkEndsWithTheTruth();
    void checkSaysWhereWhatWhyAndWhatToDo();
    void checkShowsAcceptedFindingsWhenAsked();
    void checkPrintsJson();
    void checkWritesSarif();
    void refusesMalformedFiles_data();
    void refusesMalformedFiles();
    void writesAFileWholeOrNotAtAll();
    void fullDiskIsAnError();
    void readerWhoLeavesIsAnError();
    void generatesWhatItReads();

private:
    QString write(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    QTemporaryDir m_folder;
    Catalog m_catalog;
};

void TestCli::initTestCase()
{
    QVERIFY(m_folder.isValid());
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    QVERIFY(catalog.has_value());
    m_catalog = *catalog;
}

void TestCli::saysItsVersionAndHelp_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("version") << QStringList{u"--version"_s} << QByteArray("portolan-cli " PORTOLAN_VERSION "\n");
    QTest::newRow("help") << QStringList{u"--help"_s} << QByteArray("Examples:\n");
    for (const QString &command : {u"flows"_s, u"check"_s, u"catalog"_s, u"generate"_s, u"diff"_s})
        QTest::newRow(qPrintable(command))
            << QStringList{command, u"--help"_s} << QByteArray("  portolan-cli ") + command.toUtf8();
}

void TestCli::saysItsVersionAndHelp()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, part);
    const Outcome outcome = cli(arguments);
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.out.contains(part), outcome.out.constData());
    QCOMPARE(outcome.error, QByteArray());
}

void TestCli::refusesWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char *name, const QStringList &arguments, const char *part) {
        QTest::newRow(name) << arguments << QByteArray(part);
    };
    row("nothing", {}, "subcommand");
    row("unknown subcommand", {u"frobnicate"_s}, "frobnicate");
    row("no file", {u"flows"_s}, "FILE");
    row("unknown format", {u"flows"_s, sample(u"poster"_s), u"--format"_s, u"xml"_s}, "xml");
    row("unknown option", {u"check"_s, sample(u"poster"_s), u"--loud"_s}, "--loud");
    row("two files", {u"check"_s, sample(u"poster"_s), sample(u"poster"_s)}, "poster.portolan");
    row("catalog of nothing", {u"catalog"_s}, "--catalog");
    row("no number", {u"generate"_s, u"--sites"_s, u"many"_s, u"--servers"_s, u"3"_s}, "--sites");
    row("no sites", {u"generate"_s, u"--sites"_s, u"0"_s, u"--servers"_s, u"3"_s}, "--sites");
    row("more servers than can be read back", {u"generate"_s, u"--sites"_s, u"1"_s, u"--servers"_s, u"99999999"_s},
        "--servers");
    row("negative seed", {u"generate"_s, u"--sites"_s, u"1"_s, u"--servers"_s, u"1"_s, u"--seed"_s, u"-1"_s}, "--seed");
    row("no such file", {u"flows"_s, u"no-such-file.portolan"_s}, "no-such-file.portolan");
    row("a folder", {u"check"_s, QDir::tempPath()}, "");
    row("no such catalog file", {u"flows"_s, sample(u"poster"_s), u"--catalog"_s, u"no-such-file.json"_s},
        "no-such-file.json");
}

void TestCli::refusesWhatItDoesNotUnderstand()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, part);
    const Outcome outcome = cli(arguments);
    QCOMPARE(outcome.code, 2);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY2(!outcome.error.isEmpty() && outcome.error.contains(part), outcome.error.constData());
}

void TestCli::catalogPrintsEveryDataPath()
{
    const Outcome csv = cli({u"catalog"_s, u"exchange-2010"_s, u"--format"_s, u"csv"_s});
    QCOMPARE(csv.code, 0);
    QCOMPARE(csv.error, QByteArray());
    const QByteArrayList lines = csv.out.split('\n');
    QCOMPARE(lines.first(),
             QByteArray("id,code,table,row,title,ports,default_authentication,supported_authentication,"
                        "encryption_supported,encrypted_by_default"));
    QCOMPARE(lines.size(), 1 + 55 + 1);
    QVERIFY(!csv.out.contains('\r'));
    QVERIFY2(
        lines.contains("transport-02,T2,transport,2,Hub Transport server to Edge Transport server,25/TCP (SMTP),Direct "
                       "trust,Direct trust,\"Yes, using TLS\",Yes"),
        csv.out.constData());

    const Outcome json = cli({u"catalog"_s, u"exchange-2010"_s, u"--format"_s, u"json"_s});
    const QJsonArray rows = QJsonDocument::fromJson(json.out).array();
    QCOMPARE(rows.size(), 55);
    QCOMPARE(rows[1][u"code"_s].toString(), u"T2"_s);
    QCOMPARE(rows[1][u"row"_s].toInt(), 2);
    QCOMPARE(rows[1][u"encryption_supported"_s].toString(), u"Yes, using TLS"_s);
}

void TestCli::catalogPrintsEveryFirewallRule()
{
    const Outcome csv = cli({u"catalog"_s, u"exchange-2010"_s, u"--firewall-rules"_s, u"--format"_s, u"csv"_s});
    QCOMPARE(csv.code, 0);
    const QByteArrayList lines = csv.out.split('\n');
    QCOMPARE(lines.first(), QByteArray("name,roles,ports,program"));
    QCOMPARE(lines.size(), 1 + 54 + 1);
    const Outcome json = cli({u"catalog"_s, u"exchange-2010"_s, u"--firewall-rules"_s, u"--format"_s, u"json"_s});
    QCOMPARE(QJsonDocument::fromJson(json.out).array().size(), 54);
}

void TestCli::catalogTableFitsATerminal_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("data paths") << QStringList() << QByteArray("\nM18  ");
    QTest::newRow("firewall rules") << QStringList{u"--firewall-rules"_s}
                                    << QByteArray("\nMSExchangeIS - RPC (TCP-In) ");
}

void TestCli::catalogTableFitsATerminal()
{
    QFETCH(QStringList, more);
    QFETCH(QByteArray, part);
    const Outcome outcome = cli(QStringList{u"catalog"_s, u"exchange-2010"_s} + more);
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.out.contains(part), outcome.out.constData());
    for (const QByteArray &line : outcome.out.split('\n')) {
        QVERIFY2(QString::fromUtf8(line).size() <= 120, line.constData());
        QVERIFY2(!line.endsWith(' '), line.constData());
    }
}

void TestCli::catalogFromAFile()
{
    const QString file = QStringLiteral(PORTOLAN_SOURCE_DIR) + u"/resources/catalogs/exchange-2010.json"_s;
    const Outcome builtIn = cli({u"catalog"_s, u"exchange-2010"_s, u"--format"_s, u"csv"_s});
    QCOMPARE(cli({u"catalog"_s, u"--catalog"_s, file, u"--format"_s, u"csv"_s}).out, builtIn.out);
    QCOMPARE(cli({u"catalog"_s, u"exchange-2010"_s, u"--catalog"_s, file, u"--format"_s, u"csv"_s}).out, builtIn.out);
}

void TestCli::catalogIdHasToFitTheFile()
{
    const QString file = QStringLiteral(PORTOLAN_SOURCE_DIR) + u"/resources/catalogs/exchange-2010.json"_s;
    const Outcome outcome = cli({u"catalog"_s, u"another"_s, u"--catalog"_s, file});
    QCOMPARE(outcome.code, 2);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY(outcome.error.contains("another") && outcome.error.contains("exchange-2010"));
}

void TestCli::unknownCatalogNamesThoseThereAre()
{
    const QString file = write(u"unknown-catalog.portolan"_s, QByteArray(kSmall).replace("exchange-2010", "notes-1"));
    for (const QStringList &arguments :
         {QStringList{u"flows"_s, file}, {u"check"_s, file}, {u"catalog"_s, u"notes-1"_s}}) {
        const Outcome outcome = cli(arguments);
        QCOMPARE(outcome.code, 2);
        QCOMPARE(outcome.out, QByteArray());
        QVERIFY2(outcome.error.contains("notes-1") && outcome.error.contains("exchange-2010")
                     && outcome.error.contains("--catalog"),
                 outcome.error.constData());
    }
}

void TestCli::flowsOfASmallFile()
{
    const QString file = write(u"small.portolan"_s, kSmall);
    const Outcome csv = cli({u"flows"_s, file, u"--format"_s, u"csv"_s});
    QCOMPARE(csv.code, 0);
    QCOMPARE(csv.error, QByteArray());
    QCOMPARE(csv.out,
             QByteArray(kFlowHeader)
                 + "hub1,hub2,hq,hq,transport-01,tcp,25,25,smtp,kerberos,encrypted,tls,no,no\n"
                   "hub2,hub1,hq,hq,transport-01,tcp,25,25,smtp,kerberos,encrypted,tls,no,no\n");
    const Outcome table = cli({u"flows"_s, file});
    QCOMPARE(table.code, 0);
    static const QRegularExpression line(u"^hub1 +hub2 +T1 +TCP 25 +SMTP +Kerberos +encrypted$"_s,
                                         QRegularExpression::MultilineOption);
    QVERIFY2(line.match(QString::fromUtf8(table.out)).hasMatch(), table.out.constData());
    QCOMPARE(table.out.count('\n'), 3);
}

void TestCli::flowsAreThoseOfTheModel_data()
{
    QTest::addColumn<QString>("file");
    for (const QString &name : {u"three-site"_s, u"single-server"_s, u"poster"_s})
        QTest::newRow(qPrintable(name)) << sample(name);
    QTest::newRow("ten sites") << write(u"ten.portolan"_s, writeTopology(generateTopology(10, 100, 5)));
    QTest::newRow("tens of megabytes") << write(u"big.portolan"_s, writeTopology(generateTopology(40, 700, 5)));
}

void TestCli::flowsAreThoseOfTheModel()
{
    QFETCH(QString, file);
    const Result<LoadedTopology> loaded = loadTopology(file);
    QVERIFY(loaded.has_value());
    const FlowSet flows = deriveFlows(m_catalog, loaded->topology);
    const Outcome csv = cli({u"flows"_s, file, u"--format"_s, u"csv"_s});
    QCOMPARE(csv.code, 0);
    QCOMPARE(csv.error, QByteArray());
    QVERIFY(csv.out == flowsCsv(flows));
    const Outcome json = cli({u"flows"_s, file, u"--format"_s, u"json"_s});
    QCOMPARE(json.code, 0);
    QVERIFY(json.out == flowsJson(flows));
}

void TestCli::flowsTableFitsATerminal()
{
    const Outcome outcome = cli({u"flows"_s, sample(u"three-site"_s)});
    QCOMPARE(outcome.code, 0);
    const QByteArrayList lines = outcome.out.split('\n');
    QVERIFY(lines.size() > 100);
    for (const QByteArray &line : lines)
        QVERIFY2(QString::fromUtf8(line).size() <= 120, line.constData());
}

void TestCli::flowsNamesTheCheckWhereThereAreFindings()
{
    const QString file =
        write(u"findings.portolan"_s, QByteArray(kSmall).replace("[\"hub-transport\"] }\n", "[\"hub-transpot\"] }\n"));
    const Outcome outcome = cli({u"flows"_s, file, u"--format"_s, u"csv"_s});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out, QByteArray(kFlowHeader));
    QVERIFY2(outcome.error.contains("check"), outcome.error.constData());
}

void TestCli::flowsBeginWithTheVerdictOnAFilter()
{
    const QString file =
        write(u"filtered.portolan"_s,
              QByteArray(kSmall)
                  .replace("\"Headquarters\" }", "\"Headquarters\" }, { \"id\": \"br\", \"name\": \"Branch\" }")
                  .replace("\"HUB2\", \"site\": \"hq\"", "\"HUB2\", \"site\": \"br\"")
                  .replace("  \"servers\"",
                           "  \"links\": [{ \"between\": [\"hq\", \"br\"], \"filtered\": true }],\n"
                           "  \"servers\""));
    const Outcome table = cli({u"flows"_s, file});
    QCOMPARE(table.code, 0);
    const QByteArrayList lines = table.out.split('\n');
    QVERIFY2(lines.first().startsWith("NOT SUPPORTED"), table.out.constData());
    QVERIFY2(lines.first().contains("N1"), table.out.constData());
    QVERIFY2(table.out.contains("“Headquarters” – “Branch”"), table.out.constData());
    const qsizetype empty = lines.indexOf(QByteArray());
    QVERIFY2(empty > 0 && lines.at(empty + 1).startsWith("FROM "), table.out.constData());
    // Programs get the rows they expect.
    QVERIFY(cli({u"flows"_s, file, u"--format"_s, u"csv"_s}).out.startsWith(kFlowHeader));
    // The verdict is on what the sheet has.
    QVERIFY(cli({u"flows"_s, file, u"--filter"_s, u"path:M1"_s}).out.startsWith("FROM "));
}

void TestCli::flowsKeepsWhatTheFilterFits_data()
{
    QTest::addColumn<QString>("filter");
    for (const char *filter : {"", "from:hq to:dmz", "-encryption:encrypted", "port:443 -(crosses:zone or is:local)",
                               "\"mx.partner\"", "from:Headquarters protocol:\"LDAP GC\"", "reachability:works"})
        QTest::newRow(filter) << QString::fromUtf8(filter);
}

void TestCli::flowsKeepsWhatTheFilterFits()
{
    QFETCH(QString, filter);
    const QString file = sample(u"three-site"_s);
    const Result<LoadedTopology> loaded = loadTopology(file);
    QVERIFY(loaded.has_value());
    const auto parsed = FlowFilter::parse(filter, m_catalog, loaded->topology);
    QVERIFY(parsed.has_value());
    const FlowSet flows = filtered(deriveFlows(m_catalog, loaded->topology), *parsed);
    for (const auto &[format, bytes] : {std::pair(u"csv"_s, flowsCsv(flows)), {u"json"_s, flowsJson(flows)}}) {
        const Outcome outcome = cli({u"flows"_s, file, u"--filter"_s, filter, u"--format"_s, format});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.error, QByteArray());
        QVERIFY(outcome.out == bytes);
    }
    const Outcome table = cli({u"flows"_s, u"--filter"_s, filter, file});
    QCOMPARE(table.code, 0);
    QStringList found;
    for (const QByteArray &line : table.out.split('\n')) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.size() > 4 && words.first() != "FROM")
            found << QString::fromUtf8(words[0] + ' ' + words[1] + ' ' + words[2]);
    }
    QStringList expected;
    for (const FlowRow &row : flowRows(flows))
        expected << u"%1 %2 %3"_s.arg(loaded->topology.servers[row.source].id,
                                      loaded->topology.servers[row.destination].id,
                                      m_catalog.dataPaths()[row.path].code);
    for (QStringList *rows : {&found, &expected})
        rows->removeDuplicates();
    QCOMPARE(found, expected);
}

void TestCli::filterOfNothingKeepsTheForm()
{
    const QString file = sample(u"three-site"_s);
    const QStringList none{u"--filter"_s, u"no-name-is-like-this"_s};
    QCOMPARE(cli(QStringList{u"flows"_s, file, u"--format"_s, u"csv"_s} + none).out, QByteArray(kFlowHeader));
    const Outcome json = cli(QStringList{u"flows"_s, file, u"--format"_s, u"json"_s} + none);
    QCOMPARE(json.code, 0);
    QVERIFY(QJsonDocument::fromJson(json.out).isArray());
    QVERIFY(QJsonDocument::fromJson(json.out).array().isEmpty());
    QCOMPARE(cli(QStringList{u"flows"_s, file} + none).out.count('\n'), 1);
}

void TestCli::faultyFilterIsShownWithItsPlaces()
{
    const Outcome outcome = cli({u"flows"_s, sample(u"three-site"_s), u"--filter"_s, u"from:hq role:mailbx (port:0"_s});
    QCOMPARE(outcome.code, 2);
    QCOMPARE(outcome.out, QByteArray());
    const QStringList lines = QString::fromUtf8(outcome.error).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 1 + 3 * 3);
    QCOMPARE(lines[1], u"  from:hq role:mailbx (port:0"_s);
    QCOMPARE(lines[2], u"               ^^^^^^"_s);
    QCOMPARE(lines[3], u"  No role is called “mailbx”. Did you mean “mailbox”?"_s);
    QCOMPARE(lines[5], u"                      ^"_s);
    QCOMPARE(lines[8], u"                            ^"_s);
    // An option's value may begin with the sign that turns it round.
    QCOMPARE(cli({u"flows"_s, sample(u"three-site"_s), u"--filter"_s, u"-from:hq"_s}).code, 0);
    QCOMPARE(cli({u"flows"_s, sample(u"three-site"_s), u"--filter=-from:hq"_s}).code, 0);
}

void TestCli::faultyFilterLeavesTheTerminalAlone()
{
    const QString longText = u"from:hq "_s.repeated(40) + u"ö rule:x "_s + u"to:hq "_s.repeated(40);
    for (const QString &filter : {longText, u"role:\x1b[2J \t role:x\ny \u202E role:"_s, QString(5000, u'a'),
                                  u"to:\U0001F600 \U0001F600 role:x"_s}) {
        const Outcome outcome = cli({u"flows"_s, sample(u"three-site"_s), u"--filter"_s, filter});
        QCOMPARE(outcome.code, 2);
        const QStringList lines = QString::fromUtf8(outcome.error).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size() % 3, 1);
        for (qsizetype i = 1; i < lines.size(); i += 3) {
            for (const QString &line : {lines[i], lines[i + 1]}) {
                QVERIFY2(line.size() <= 84, qPrintable(line));
                for (const QChar c : line)
                    QVERIFY2(c.isSurrogate() || c.isPrint(), qPrintable(line));
            }
            QVERIFY2(lines[i + 1].trimmed().count(u'^') == lines[i + 1].trimmed().size(), qPrintable(lines[i + 1]));
        }
    }
    const Outcome outcome = cli({u"flows"_s, sample(u"three-site"_s), u"--filter"_s, longText});
    const QStringList lines = QString::fromUtf8(outcome.error).split(u'\n');
    const qsizetype caret = lines[2].indexOf(u'^');
    QCOMPARE(lines[1].mid(caret, lines[2].count(u'^')), u"rule:"_s);
}

void TestCli::faultyFilterWritesNoFile()
{
    const QString out = m_folder.filePath(u"filtered.csv"_s);
    QCOMPARE(cli({u"flows"_s, sample(u"three-site"_s), u"--filter"_s, u"nokey:1"_s, u"-o"_s, out}).code, 2);
    QVERIFY(!QFile::exists(out));
    QCOMPARE(cli({u"flows"_s, sample(u"three-site"_s), u"--filter"_s, u"path:M7"_s, u"-o"_s, out}).code, 0);
    QFile file(out);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains(" M7 "));
}

namespace {

/// Everything that two Hub Transport servers need, so that nothing but what a test adds can be found.
const QByteArray kSound = R"({
  "format": "portolan-topology",
  "version": 1,
  "name": "Sound",
  "catalog": "exchange-2010",
  "sites": [
    { "id": "hq", "name": "Headquarters" }
  ],
  "servers": [
    { "id": "hub1", "name": "HUB1", "site": "hq", "roles": ["hub-transport"] },
    { "id": "hub2", "name": "HUB2", "site": "hq", "roles": ["hub-transport"] },
    { "id": "dc1", "name": "DC1", "site": "hq", "roles": ["global-catalog", "domain-controller"] },
    { "id": "dc2", "name": "DC2", "site": "hq", "roles": ["global-catalog", "domain-controller"] }
  ]
}
)";

const QByteArray kOneGlobalCatalog = QByteArray(kSound).replace(
    "DC2\", \"site\": \"hq\", \"roles\": [\"global-catalog\", ", "DC2\", \"site\": \"hq\", \"roles\": [");
const QByteArray kNoDirectory = QByteArray(kSound).replace("\"global-catalog\", \"domain-controller\"", "\"outlook\"");
const QByteArray kAccepted = QByteArray(kOneGlobalCatalog)
                                 .replace("  ]\n}\n",
                                          "  ],\n  \"accepted\": [\n    { \"rule\": \"S4\", \"about\": [\"hq\"], "
                                          "\"reason\": \"The second one\\ncomes in May\" }\n  ]\n}\n");

} // namespace

void TestCli::checkEndsWithTheTruth_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("severity");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QByteArray &bytes, const char *severity, int code) {
        QTest::newRow(name) << bytes << QString::fromLatin1(severity) << code;
    };
    row("nothing to find", kSound, "information", 0);
    row("nothing to find, by default", kSound, "", 0);
    row("a warning, by default", kOneGlobalCatalog, "", 1);
    row("a warning, errors asked for", kOneGlobalCatalog, "error", 0);
    row("an error, errors asked for", kNoDirectory, "error", 1);
    row("an accepted warning", kAccepted, "information", 0);
    row("a key without a meaning",
        QByteArray(kSound).replace("\"name\": \"Sound\",", "\"name\": \"Sound\",\n \"mood\": 1,"), "", 1);
    row("an unknown role",
        QByteArray(kSound).replace("[\"hub-transport\"] },\n    { \"id\": \"dc1\"",
                                   "[\"hub-transpot\"] },\n    { \"id\": \"dc1\""),
        "error", 1);
}

void TestCli::checkEndsWithTheTruth()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, severity);
    QFETCH(int, code);
    const QString file = write(u"checked.portolan"_s, bytes);
    QStringList arguments{u"check"_s, file};
    if (!severity.isEmpty())
        arguments << u"--severity"_s << severity;
    for (const QString &format : {u"text"_s, u"json"_s, u"sarif"_s}) {
        const Outcome outcome = cli(arguments + QStringList{u"--format"_s, format});
        QCOMPARE(outcome.error, QByteArray());
        QVERIFY2(outcome.code == code, outcome.out.constData());
    }
}

void TestCli::checkSaysWhereWhatWhyAndWhatToDo()
{
    const QString file = write(u"one-gc.portolan"_s, kOneGlobalCatalog);
    const Outcome outcome = cli({u"check"_s, file});
    const QByteArrayList lines = outcome.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY2(lines[0].startsWith(file.toUtf8() + ":7: warning S4: "), lines[0].constData());
    QVERIFY2(lines[0].contains("“Headquarters”") && lines[0].contains("“DC1”"), lines[0].constData());
    QVERIFY2(lines[1].startsWith("    Why: ") && lines[1].endsWith(']'), lines[1].constData());
    QVERIFY2(lines[2].startsWith("    Do: "), lines[2].constData());
    QCOMPARE(lines[3], QByteArray("Errors: 0. Warnings: 1. Information: 0. Accepted: 0."));
    QCOMPARE(cli({u"check"_s, write(u"sound.portolan"_s, kSound)}).out, QByteArray());
}

void TestCli::checkShowsAcceptedFindingsWhenAsked()
{
    const QString file = write(u"accepted.portolan"_s, kAccepted);
    const Outcome hidden = cli({u"check"_s, file});
    QCOMPARE(hidden.out, QByteArray("Errors: 0. Warnings: 0. Information: 0. Accepted: 1.\n"));
    const Outcome shown = cli({u"check"_s, file, u"--accepted"_s});
    QCOMPARE(shown.code, 0);
    QVERIFY2(shown.out.contains("S4") && shown.out.contains("Accepted: The second one comes in May\n"),
             shown.out.constData());
    QCOMPARE(QJsonDocument::fromJson(cli({u"check"_s, file, u"--format"_s, u"json"_s}).out).array().size(), 0);
}

void TestCli::checkPrintsJson()
{
    const QString file = write(u"one-gc.portolan"_s, kOneGlobalCatalog);
    const QJsonArray list = QJsonDocument::fromJson(cli({u"check"_s, file, u"--format"_s, u"json"_s}).out).array();
    QCOMPARE(list.size(), 1);
    QCOMPARE(list[0].toObject()[u"rule"_s].toString(), u"S4"_s);
    QCOMPARE(list[0].toObject()[u"sites"_s].toArray(), QJsonArray{u"hq"_s});
    QCOMPARE(list[0].toObject()[u"line"_s].toInt(), 7);
}

void TestCli::checkWritesSarif()
{
    const QString file = write(u"accepted.portolan"_s, kAccepted);
    const QString out = m_folder.filePath(u"accepted.sarif"_s);
    const Outcome outcome = cli({u"check"_s, file, u"--format"_s, u"sarif"_s, u"-o"_s, out});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out, QByteArray());
    QFile written(out);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QJsonObject log = QJsonDocument::fromJson(written.readAll()).object();
    QCOMPARE(log[u"version"_s].toString(), u"2.1.0"_s);
    const QJsonObject run = log[u"runs"_s].toArray().first().toObject();
    QCOMPARE(run[u"tool"_s].toObject()[u"driver"_s].toObject()[u"version"_s].toString(),
             QStringLiteral(PORTOLAN_VERSION));
    QCOMPARE(run[u"results"_s].toArray().size(), 1);
    const QJsonObject result = run[u"results"_s].toArray().first().toObject();
    QCOMPARE(result[u"level"_s].toString(), u"warning"_s);
    QCOMPARE(result[u"suppressions"_s].toArray().first().toObject()[u"justification"_s].toString(),
             u"The second one\ncomes in May"_s);
}

void TestCli::refusesMalformedFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("where");
    const auto row = [](const char *name, const QByteArray &bytes, const char *where) {
        QTest::newRow(name) << bytes << QByteArray(where);
    };
    row("empty", "", ":1:1: ");
    row("truncated", kSmall.first(kSmall.size() / 2), ":9:");
    row("not JSON", "hello", ":1:1: ");
    row("another format", "{ \"format\": \"something\", \"version\": 1 }", ": format: ");
    row("a newer version", QByteArray(kSmall).replace("\"version\": 1", "\"version\": 2"), ": version: ");
    row("invalid UTF-8", QByteArray(kSmall).replace("Small", "Sm\xff\xfel"), ":4:");
    row("a wrong type", QByteArray(kSmall).replace("[\"hub-transport\"] }\n", "7 }\n"), ": servers[1].roles: ");
    row("an unknown site",
        QByteArray(kSmall).replace("\"site\": \"hq\", \"roles\": [\"hub-transport\"] }\n",
                                   "\"site\": \"no\", \"roles\": [] }\n"),
        ": servers[1].site: ");
    row("the same id twice", QByteArray(kSmall).replace("\"hub2\"", "\"hub1\""), ": servers[1].id: ");
    row("nested without end", QByteArray(100000, '['), ":1:");
    row("a name with a control character", QByteArray(kSmall).replace("HUB2", "HUB\\u001b[2J"), ": servers[1].name: ");
    row("zeros", QByteArray(1000, '\0'), ":1:1: ");
}

void TestCli::refusesMalformedFiles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, where);
    const QString file = write(u"malformed.portolan"_s, bytes);
    for (const QString &command : {u"flows"_s, u"check"_s}) {
        const Outcome outcome = cli({command, file});
        QCOMPARE(outcome.code, 2);
        QCOMPARE(outcome.out, QByteArray());
        QVERIFY2(outcome.error.contains(file.toUtf8() + where), outcome.error.constData());
        for (const char c : outcome.error)
            QVERIFY2(c == '\n' || static_cast<unsigned char>(c) >= 0x20, "a control character on the terminal");
    }
}

void TestCli::writesAFileWholeOrNotAtAll()
{
    const QString out = m_folder.filePath(u"flows.csv"_s);
    const QString file = write(u"small.portolan"_s, kSmall);
    const Outcome good = cli({u"flows"_s, file, u"--format"_s, u"csv"_s, u"-o"_s, out});
    QCOMPARE(good.code, 0);
    QCOMPARE(good.out, QByteArray());
    QFile written(out);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll().count('\n'), 3);
    written.close();

    const QString malformed = write(u"malformed.portolan"_s, "{");
    QCOMPARE(cli({u"flows"_s, malformed, u"--format"_s, u"csv"_s, u"-o"_s, out}).code, 2);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll().count('\n'), 3);

    const QString nowhere = m_folder.filePath(u"no-such-folder/flows.csv"_s);
    const Outcome bad = cli({u"flows"_s, file, u"-o"_s, nowhere});
    QCOMPARE(bad.code, 2);
    QCOMPARE(bad.out, QByteArray());
    QVERIFY2(bad.error.contains(nowhere.toUtf8()), bad.error.constData());
    QCOMPARE(cli({u"flows"_s, file, u"-o"_s, m_folder.path()}).code, 2);
}

void TestCli::fullDiskIsAnError()
{
    const QString full = u"/dev/full"_s;
    if (!QFile::exists(full))
        return;
    for (const QStringList &arguments : {QStringList{u"flows"_s, sample(u"three-site"_s)},
                                         {u"--help"_s},
                                         {u"catalog"_s, u"exchange-2010"_s},
                                         {u"generate"_s, u"--sites"_s, u"2"_s, u"--servers"_s, u"2"_s}}) {
        QProcess process;
        process.setStandardOutputFile(full);
        process.start(QStringLiteral(PORTOLAN_CLI), arguments);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 2);
        QVERIFY(!process.readAllStandardError().isEmpty());
    }
}

void TestCli::readerWhoLeavesIsAnError()
{
    const QString file = write(u"big.portolan"_s, writeTopology(generateTopology(40, 700, 5)));
    QProcess writer;
    QProcess reader;
    writer.setStandardOutputProcess(&reader);
    // A program that reads nothing of what is sent to it.
    reader.start(QStringLiteral(PORTOLAN_CLI), {u"--version"_s}, QIODevice::ReadOnly);
    writer.start(QStringLiteral(PORTOLAN_CLI), {u"flows"_s, file, u"--format"_s, u"csv"_s}, QIODevice::ReadOnly);
    QVERIFY(reader.waitForFinished());
    QVERIFY(writer.waitForFinished());
    QCOMPARE(writer.exitStatus(), QProcess::NormalExit);
    QCOMPARE(writer.exitCode(), 2);
    const QByteArray error = writer.readAllStandardError();
    QVERIFY2(error.contains("standard output"), error.constData());
}

void TestCli::generatesWhatItReads()
{
    const Outcome first = cli({u"generate"_s, u"--sites"_s, u"8"_s, u"--servers"_s, u"60"_s, u"--seed"_s, u"3"_s});
    QCOMPARE(first.code, 0);
    QCOMPARE(first.error, QByteArray());
    QVERIFY(first.out == writeTopology(generateTopology(8, 60, 3)));
    const QString out = m_folder.filePath(u"generated.portolan"_s);
    QCOMPARE(
        cli({u"generate"_s, u"--sites"_s, u"8"_s, u"--servers"_s, u"60"_s, u"--seed"_s, u"3"_s, u"-o"_s, out}).code, 0);
    QFile file(out);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll() == first.out);
    QCOMPARE(cli({u"flows"_s, out, u"-o"_s, m_folder.filePath(u"generated.csv"_s)}).error, QByteArray());
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
