// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/kit/kitdata.h"
#include "tests/support/kits.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

using namespace portolan::test;

namespace {

/// Text that has everything which sh, PowerShell, JSON and YAML take for more than text, typographic quotes too.
const QString kHostile =
    u"a'b\"c`d$(e)%f|g\\h{{i}}\u2018j\u2019\u201Ck\u201D\u201A\u201Bl#m;n&o<p>q'@\u00E4\u0416 \U0001F4E8"_s;

Topology hostileTopology()
{
    Topology topology =
        topologyFromText("hq: a[hub-transport ip=10.0.0.1] b[hub-transport ip=10.0.0.2 fqdn=b.test.example]");
    topology.name = kHostile;
    for (Server &server : topology.servers)
        server.name = kHostile;
    topology.sites[0].name = kHostile;
    return topology;
}

ReachabilityPlan smallPlan()
{
    return planFrom(flowsOf("hq: a[hub-transport ip=10.0.0.1] b[hub-transport ip=10.0.0.2 fqdn=b.test.example]"),
                    u"a"_s);
}

/// Lines of the data at the script's end.
QByteArrayList dataOf(const QByteArray &script)
{
    const qsizetype begin = script.indexOf("\nrun|") + 1;
    QByteArrayList lines;
    for (const QByteArray &line : script.mid(begin).split('\n')) {
        const QByteArray trimmed = line.endsWith('\r') ? line.chopped(1) : line;
        if (trimmed == "PORTOLAN-DATA" || trimmed == "'@")
            break;
        lines << trimmed;
    }
    return lines;
}

QByteArray checkLine(const QByteArray &script, const QByteArray &key)
{
    for (const QByteArray &line : dataOf(script)) {
        if (line.startsWith("check|" + key + '|'))
            return line;
    }
    return {};
}

QStringList filesIn(const QString &folder)
{
    QStringList files = QDir(folder).entryList(QDir::Files | QDir::Hidden);
    for (const QString &below : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        for (const QString &file : filesIn(folder + u'/' + below))
            files << below + u'/' + file;
    }
    files.sort();
    return files;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace

class TestKit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsInert_data();
    void textIsInert();
    void aKitHoldsItsServersChecksOnly();
    void hostileNamesAreOnlyData();
    void bothScriptsHaveTheSameData();
    void thePlanDecidesEveryByte();
    void requestsAreThoseOfTheExchanges();
    void theReadmeListsTheChecks();
    void foldersHaveNamesThatEverySystemTakes_data();
    void foldersHaveNamesThatEverySystemTakes();
    void filesAreWritten();
    void strangersFilesStay();
    void anEarlierKitIsReplaced();
    void shellcheckHasNothingToSay();
};

void TestKit::textIsInert_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"hq-hub1 tcp/25 smtp: x_y.z"_s;
    QTest::newRow("empty") << u""_s;
    QTest::newRow("everything") << kHostile;
    QTest::newRow("line breaks") << u"a\nPORTOLAN-DATA\n'@\r\n"_s;
}

void TestKit::textIsInert()
{
    QFETCH(QString, text);
    const QByteArray encoded = kitText(text);
    QVERIFY(std::all_of(encoded.begin(), encoded.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView(" ._:/-\\").contains(c);
    }));
    const QJsonDocument json = QJsonDocument::fromJson("{\"text\": \"" + encoded + "\"}");
    QCOMPARE(json.object()[u"text"_s].toString(), text);
}

void TestKit::aKitHoldsItsServersChecksOnly()
{
    const FlowSet flows = flowsOf("hq: h[hub-transport ip=10.0.0.1] d[domain-controller global-catalog ip=10.0.0.2]\n"
                                  "br: m[mailbox ip=10.0.1.1]");
    const ReachabilityPlan plan = planFrom(flows, u"h"_s);
    const Kit kit = kitFor(plan);
    QCOMPARE(kit.folder, u"h"_s);
    QCOMPARE(kit.checks, int(plan.checks.size()));
    QCOMPARE(flows.topology().servers[kit.server].id, u"h"_s);
    QByteArrayList keys;
    for (const QByteArray &line : dataOf(shellScriptOf(kit))) {
        if (line.startsWith("check|"))
            keys << line.split('|')[1];
    }
    QByteArrayList expected;
    for (const PlannedCheck &check : plan.checks)
        expected << kitText(check.key);
    QVERIFY(!expected.isEmpty());
    QCOMPARE(keys, expected);
}

void TestKit::hostileNamesAreOnlyData()
{
    const FlowSet hostile = flowsOf(hostileTopology());
    const Kit kit = kitFor(planFrom(hostile, u"a"_s));
    const Kit plain = kitFor(smallPlan());
    const auto code = [](const QByteArray &script) { return script.left(script.indexOf("\nrun|")); };
    QCOMPARE(code(shellScriptOf(kit)), code(shellScriptOf(plain)));
    QCOMPARE(code(powerShellScriptOf(kit)), code(powerShellScriptOf(plain)));
    for (const QByteArray &script : {shellScriptOf(kit), powerShellScriptOf(kit)}) {
        QVERIFY(std::all_of(script.begin(), script.end(), [](char c) { return static_cast<unsigned char>(c) < 0x7F; }));
        for (const QByteArray &line : dataOf(script)) {
            if (!line.startsWith("rule|"))
                QVERIFY2(!line.contains('\'') && !line.contains('"') && !line.contains('$') && !line.contains('`'),
                         line.constData());
        }
    }
    QVERIFY(fileOf(kit, u"README.txt"_s).contains(kHostile.toUtf8()));
}

void TestKit::bothScriptsHaveTheSameData()
{
    const Kit kit = kitFor(smallPlan());
    const QByteArrayList lines = dataOf(shellScriptOf(kit));
    QVERIFY(lines.size() > 2);
    QCOMPARE(dataOf(powerShellScriptOf(kit)), lines);
}

void TestKit::thePlanDecidesEveryByte()
{
    const Kit first = kitFor(smallPlan());
    const Kit second = kitFor(smallPlan());
    for (qsizetype i = 0; i < first.files.size(); ++i)
        QCOMPARE(second.files[i].bytes, first.files[i].bytes);
}

void TestKit::requestsAreThoseOfTheExchanges()
{
    const Kit kit =
        kitFor(planFrom(flowsOf("hq: h[hub-transport ip=10.0.0.1 fqdn=h.test.example] "
                                "d[domain-controller global-catalog ip=10.0.0.2 ip=fd00::2 domain=test.example]"),
                        u"h"_s));
    const QByteArray script = shellScriptOf(kit);
    // The search of the root entry, as facts of the protocol have it: a sequence, message 1, a search.
    const QByteArrayList ldap = checkLine(script, "d tcp/389 ldap").split('|');
    QCOMPARE(ldap.size(), 13);
    QCOMPARE(ldap.mid(2, 8), (QByteArrayList{"d", "tcp", "389", "ldap", "none", "0", "D", "10.0.0.2 fd00::2"}));
    QVERIFY2(ldap[10].startsWith("3082") && ldap[10].contains("02010163"), ldap[10].constData());
    const QByteArrayList dns = checkLine(script, "d udp/53 dns").split('|');
    QVERIFY2(dns[10].contains(QByteArray("\x05_ldap\x04_tcp\x02"
                                         "dc")
                                  .toHex()),
             dns[10].constData());
    // The rules know the id of the questions.
    QVERIFY(dataOf(script).contains("rule|dns|spoke|||^(....)?" + dns[10].left(4) + "[89a-f]"));
    const QByteArrayList kerberos = checkLine(script, "d tcp/88 kerberos").split('|');
    QVERIFY2(kerberos[10].startsWith("000000") && kerberos[10].mid(8).startsWith("6a"), kerberos[10].constData());
}

void TestKit::theReadmeListsTheChecks()
{
    const ReachabilityPlan plan = smallPlan();
    const QByteArray readme = fileOf(kitFor(plan), u"README.txt"_s);
    for (const PlannedCheck &check : plan.checks)
        QVERIFY(readme.contains(check.key.toUtf8() + " (10.0.0.2)\r\n"));
    QVERIFY2(!readme.contains('{') && !readme.contains('}'), readme.constData());
}

void TestKit::foldersHaveNamesThatEverySystemTakes_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("folder");
    QTest::newRow("as it is") << u"hq-hub1.x_y"_s << u"hq-hub1.x_y"_s;
    QTest::newRow("a device of Windows") << u"con"_s << u"con_"_s;
    QTest::newRow("a device whatever follows") << u"nul.test"_s << u"nul.test_"_s;
    QTest::newRow("a numbered device") << u"com1"_s << u"com1_"_s;
    QTest::newRow("no device") << u"com"_s << u"com"_s;
    QTest::newRow("a dot at the end") << u"a."_s << u"a._"_s;
}

void TestKit::foldersHaveNamesThatEverySystemTakes()
{
    QFETCH(QString, server);
    QTEST(kitFolderName(server), "folder");
    const QString longest = QString(255, u'a');
    QVERIFY(kitFolderName(longest).size() < 128);
    QVERIFY(kitFolderName(longest) != kitFolderName(longest + u'b'));
}

void TestKit::filesAreWritten()
{
    QTemporaryDir folder;
    const Kit kit = kitFor(smallPlan());
    const QString target = folder.filePath(u"new/kits"_s);
    const Result<void> written = writeKitFiles(kit.files, target);
    QVERIFY2(written, written ? "" : qPrintable(toText(written.error())));
    QCOMPARE(filesIn(target), (QStringList{u"a/README.txt"_s, u"a/portolan-kit.ps1"_s, u"a/portolan-kit.sh"_s}));
    QCOMPARE(contents(target + u"/a/portolan-kit.sh"_s), shellScriptOf(kit));
    QVERIFY(QFileInfo(target + u"/a/portolan-kit.sh"_s).isExecutable());
}

void TestKit::strangersFilesStay()
{
    QTemporaryDir folder;
    const QString stranger = folder.filePath(u"a/README.txt"_s);
    put(stranger, "my own notes");
    const Result<void> written = writeKitFiles(kitFor(smallPlan()).files, folder.path());
    QVERIFY(!written);
    QCOMPARE(written.error().size(), 1);
    QCOMPARE(written.error()[0].file, stranger);
    QCOMPARE(filesIn(folder.path()), QStringList{u"a/README.txt"_s});
    QCOMPARE(contents(stranger), QByteArray("my own notes"));
}

void TestKit::anEarlierKitIsReplaced()
{
    QTemporaryDir folder;
    QVERIFY(writeKitFiles(kitFor(smallPlan()).files, folder.path()));
    put(folder.filePath(u"a/a-20260101T000000Z.portolan-results"_s), "results");
    const Kit kit = kitFor(planFrom(flowsOf("hq: a[hub-transport] b[hub-transport ip=10.0.0.3]"), u"a"_s));
    QVERIFY(writeKitFiles(kit.files, folder.path()));
    QCOMPARE(contents(folder.filePath(u"a/portolan-kit.sh"_s)), shellScriptOf(kit));
    QCOMPARE(contents(folder.filePath(u"a/a-20260101T000000Z.portolan-results"_s)), QByteArray("results"));
}

void TestKit::shellcheckHasNothingToSay()
{
    const QString shellcheck = QStringLiteral(PORTOLAN_SHELLCHECK);
    if (!QFileInfo(shellcheck).isExecutable()) {
        qInfo("*** NOT TESTED: the shell script by shellcheck, which is not there ***");
        return;
    }
    QTemporaryDir folder;
    const QString script = folder.filePath(u"kit.sh"_s);
    put(script, shellScriptOf(kitFor(planFrom(flowsOf(hostileTopology()), u"a"_s))));
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(shellcheck, {u"-s"_s, u"sh"_s, script});
    QVERIFY(process.waitForFinished(120'000));
    QVERIFY2(process.exitCode() == 0, process.readAll().constData());
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestKit)
#include "tst_kit.moc"
