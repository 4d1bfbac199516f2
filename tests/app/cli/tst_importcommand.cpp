// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/topology/topology.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
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

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString sample()
{
    return QStringLiteral(PORTOLAN_SOURCE_DIR "/resources/samples/three-site.portolan");
}

const QByteArray kServers = "\xEF\xBB\xBF#TYPE Selected.Microsoft.Exchange.Data.Directory.Management.ExchangeServer\r\n"
                            "\"Name\",\"Fqdn\",\"Site\",\"ServerRole\",\"AdminDisplayVersion\"\r\n"
                            "\"EX1\",\"ex1.contoso.example\",\"contoso.example/Configuration/Sites/HQ\",\"38\","
                            "\"Version 14.3 (Build 123.4)\"\r\n";

} // namespace

/// `portolan-cli import` and `servers` as people call them.
class TestImportCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bringsFilesIn();
    void mergesIntoAnExistingTopology();
    void previewChangesNothing();
    void previewAsJson();
    void exitCodeSaysWhatIsLeft_data();
    void exitCodeSaysWhatIsLeft();
    void mapsColumns();
    void rowsWithoutASite();
    void removesWhatIsMissingOnlyWhenAsked();
    void takesSuggestedRolesWhenAsked();
    void wordsBecomeRoles();
    void helpHasTheCommandsToCollectWith();
    void serversComeBackTheSame();
    void hostileNamesLeaveTheTerminalAlone();

private:
    QString write(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

void TestImportCommand::initTestCase()
{
    QVERIFY(m_folder.isValid());
}

void TestImportCommand::bringsFilesIn()
{
    const QString servers = write(u"servers.csv"_s, kServers);
    const QString controllers =
        write(u"dcs.json"_s, R"({"Name":"DC1","HostName":"dc1.contoso.example","Site":"HQ","IsGlobalCatalog":true})");
    const Outcome outcome = cli({u"import"_s, servers, controllers, u"-o"_s, path(u"new.portolan"_s)});
    QCOMPARE(outcome.error,
             QByteArray("3 new, 0 changed, 0 unchanged, 0 unreadable, 0 in the topology only, 0 to decide\n"));
    QCOMPARE(outcome.code, 0);
    const Result<LoadedTopology> loaded = loadTopology(path(u"new.portolan"_s));
    QVERIFY(loaded.has_value());
    QCOMPARE(loaded->topology.name, u"new"_s);
    QCOMPARE(loaded->topology.catalog, u"exchange-2010"_s);
    QCOMPARE(loaded->topology.servers.size(), 2);
    QCOMPARE(loaded->topology.servers[0].roles, QStringList({u"mailbox"_s, u"client-access"_s, u"hub-transport"_s}));
    QVERIFY(cli({u"check"_s, path(u"new.portolan"_s)}).code < 2);
}

void TestImportCommand::mergesIntoAnExistingTopology()
{
    const QString servers =
        write(u"merge.csv"_s, "Name,Fqdn,Site,ServerRole\nHQ-MBX1,hq-mbx1.meridian.example,HQ,Mailbox\n");
    const QString output = path(u"merged.portolan"_s);
    QCOMPARE(cli({u"import"_s, servers, u"-i"_s, sample(), u"-o"_s, output}).code, 0);
    QCOMPARE(contents(output), contents(sample()));
}

void TestImportCommand::previewChangesNothing()
{
    const QString servers = write(u"preview.csv"_s, kServers);
    const QString topology = write(u"kept.portolan"_s, contents(sample()));
    const Outcome outcome = cli({u"import"_s, servers, u"-i"_s, topology, u"--plan"_s});
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.out.contains("New: 1") && outcome.out.contains("EX1"), outcome.out.constData());
    QCOMPARE(contents(topology), contents(sample()));
}

void TestImportCommand::previewAsJson()
{
    const QString servers = write(u"preview.csv"_s, kServers);
    const Outcome outcome = cli({u"import"_s, servers, u"--plan"_s, u"json"_s});
    QCOMPARE(outcome.code, 0);
    const QJsonObject plan = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(plan[u"counts"_s].toObject()[u"new"_s].toInt(), 2);
}

void TestImportCommand::exitCodeSaysWhatIsLeft_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::newRow("all read") << kServers << 0;
    QTest::newRow("a row too short") << kServers + "\"EX2\"\r\n" << 1;
    QTest::newRow("another version") << kServers + "\"EX2\",\"\",\"HQ\",\"Mailbox\",\"Version 15.1 (Build 1.1)\"\r\n"
                                     << 1;
    QTest::newRow("an unknown role") << kServers + "\"EX2\",\"\",\"HQ\",\"Butler\",\"Version 14.3\"\r\n" << 1;
    QTest::newRow("no site") << kServers + "\"EX2\",\"\",\"\",\"Mailbox\",\"Version 14.3\"\r\n" << 1;
    QTest::newRow("nothing") << QByteArray() << 2;
    QTest::newRow("formatted") << QByteArray("\"ClassId2e4f51ef21dd47e99d3c952918aff9cd\",\"a\"\n1,2\n") << 2;
    QTest::newRow("no text") << QByteArray("\x7F"
                                           "ELF\0\0",
                                           6)
                             << 2;
}

void TestImportCommand::exitCodeSaysWhatIsLeft()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    const QString file = write(u"exit.csv"_s, bytes);
    const QString output = path(u"exit.portolan"_s);
    QFile::remove(output);
    const Outcome outcome = cli({u"import"_s, file, u"-o"_s, output});
    QVERIFY2(outcome.code == code, outcome.error.constData());
    QCOMPARE(QFile::exists(output), code < 2);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY(!outcome.error.isEmpty());
}

void TestImportCommand::mapsColumns()
{
    const QString file = write(u"cmdb.csv"_s, "Wer;Wo;Was\nEX1;HQ;CAS/HUB\n");
    const QString output = path(u"mapped.portolan"_s);
    QCOMPARE(cli({u"import"_s, file, u"-o"_s, output}).code, 2);
    QCOMPARE(cli({u"import"_s, file, u"--map"_s, u"name=Wer,site=Wo,roles=Was"_s, u"-o"_s, output}).code, 0);
    QCOMPARE(loadTopology(output)->topology.servers.first().roles,
             QStringList({u"client-access"_s, u"hub-transport"_s}));
    const Outcome faulty = cli({u"import"_s, file, u"--map"_s, u"nme=Wer"_s, u"-o"_s, output});
    QCOMPARE(faulty.code, 2);
    QVERIFY(faulty.error.contains("operatingSystem"));
}

void TestImportCommand::rowsWithoutASite()
{
    const QString file = write(u"nosite.csv"_s, "Name,ServerRole\nEX1,Mailbox\n");
    const QString output = path(u"nosite.portolan"_s);
    QCOMPARE(cli({u"import"_s, file, u"-o"_s, output}).code, 1);
    QVERIFY(loadTopology(output)->topology.servers.isEmpty());
    QCOMPARE(cli({u"import"_s, file, u"--site"_s, u"HQ"_s, u"-o"_s, output}).code, 0);
    QCOMPARE(loadTopology(output)->topology.sites.first().name, u"HQ"_s);
}

void TestImportCommand::removesWhatIsMissingOnlyWhenAsked()
{
    const QString file = write(u"few.csv"_s, "Name,Site,ServerRole\nHQ-MBX1,HQ,Mailbox\n");
    const QString output = path(u"few.portolan"_s);
    const qsizetype before = loadTopology(sample())->topology.servers.size();
    QCOMPARE(cli({u"import"_s, file, u"-i"_s, sample(), u"-o"_s, output}).code, 0);
    QCOMPARE(loadTopology(output)->topology.servers.size(), before);
    QCOMPARE(cli({u"import"_s, file, u"-i"_s, sample(), u"--remove-missing"_s, u"-o"_s, output}).code, 0);
    const Topology result = loadTopology(output)->topology;
    for (const Server &server : result.servers)
        QVERIFY2(server.id == u"hq-mbx1" || !server.roles.contains(u"mailbox"_s), qPrintable(server.id));
    QVERIFY(result.servers.size() > 1);
}

void TestImportCommand::takesSuggestedRolesWhenAsked()
{
    const QString file =
        write(u"scan.xml"_s,
              "<?xml version=\"1.0\"?><!DOCTYPE nmaprun><nmaprun><host><status state=\"up\"/>"
              "<address addr=\"10.1.0.5\" addrtype=\"ipv4\"/><ports><port protocol=\"tcp\" portid=\"25\">"
              "<state state=\"open\"/></port><port protocol=\"tcp\" portid=\"587\"><state state=\"open\"/>"
              "</port></ports></host><runstats><finished/></runstats></nmaprun>");
    const QString output = path(u"scan.portolan"_s);
    QCOMPARE(cli({u"import"_s, file, u"--site"_s, u"HQ"_s, u"-o"_s, output}).code, 1);
    QVERIFY(loadTopology(output)->topology.servers.first().roles.isEmpty());
    QCOMPARE(cli({u"import"_s, file, u"--site"_s, u"HQ"_s, u"--accept-roles"_s, u"-o"_s, output}).code, 0);
    QCOMPARE(loadTopology(output)->topology.servers.first().roles, QStringList{u"hub-transport"_s});
}

void TestImportCommand::wordsBecomeRoles()
{
    const QString file = write(u"words.csv"_s, "Name,Site,Role\nEX1,HQ,Post office\n");
    const QString output = path(u"words.portolan"_s);
    QCOMPARE(cli({u"import"_s, file, u"--role"_s, u"Post office=mailbox"_s, u"-o"_s, output}).code, 0);
    QCOMPARE(loadTopology(output)->topology.servers.first().roles, QStringList{u"mailbox"_s});
    QCOMPARE(cli({u"import"_s, file, u"--role"_s, u"Post office=butler"_s, u"-o"_s, output}).code, 2);
}

void TestImportCommand::helpHasTheCommandsToCollectWith()
{
    const Outcome outcome = cli({u"import"_s, u"--help"_s});
    QCOMPARE(outcome.code, 0);
    for (const char *command : {"Get-ExchangeServer |", "Get-ADDomainController -Filter * |",
                                "Get-DatabaseAvailabilityGroup -Status |", "-Encoding UTF8", "-join ';'"})
        QVERIFY2(outcome.out.contains(command), command);
}

void TestImportCommand::serversComeBackTheSame()
{
    const Outcome printed = cli({u"servers"_s, sample(), u"--format"_s, u"csv"_s});
    QCOMPARE(printed.code, 0);
    const QString file = write(u"all.csv"_s, printed.out);
    const QString output = path(u"same.portolan"_s);
    QCOMPARE(cli({u"import"_s, file, u"-i"_s, sample(), u"-o"_s, output}).code, 0);
    QCOMPARE(contents(output), contents(sample()));
    QVERIFY(cli({u"servers"_s, sample()}).out.contains("hq-mbx1"));
    QVERIFY(QJsonDocument::fromJson(cli({u"servers"_s, sample(), u"--format"_s, u"json"_s}).out).isArray());
}

void TestImportCommand::hostileNamesLeaveTheTerminalAlone()
{
    const QString file = write(u"esc.csv"_s,
                               "Name,Site,ServerRole\n\"EX1\",\"\x1B[31mHQ\",\"Mail\x07"
                               "box\"\n");
    const Outcome outcome = cli({u"import"_s, file, u"--site"_s, u"HQ"_s, u"--plan"_s});
    QCOMPARE(outcome.code, 1);
    QVERIFY(!outcome.out.contains('\x1B') && !outcome.out.contains('\x07'));
}

QTEST_GUILESS_MAIN(TestImportCommand)
#include "tst_importcommand.moc"
