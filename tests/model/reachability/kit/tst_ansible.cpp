// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/kit/ansible.h"
#include "model/reachability/resultsfile.h"
#include "model/reachability/verdicts.h"
#include "tests/support/kits.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;

namespace portolan {

using namespace portolan::test;

namespace {

/// A name that is a template to Ansible, a tag to YAML, and has every mark of theirs.
const QString kHostile =
    u"x\" : {{ lookup('pipe', 'touch HACKED') }} # - [a, b] !!python \\ %raw% '\u2028\u00E4\U0001F4E8"_s;

QList<Kit> kitsOf(const FlowSet &flows)
{
    QList<Kit> kits;
    for (const Server &server : flows.topology().servers) {
        const ReachabilityPlan plan = planFrom(flows, server.id);
        if (!plan.checks.empty())
            kits << kitFor(plan);
    }
    return kits;
}

QByteArray inventoryOf(const FlowSet &flows)
{
    return ansibleFiles(flows, kitsOf(flows))[0].bytes;
}

/// Runs a program to its end; what it said is in `said`.
bool run(const QString &program, const QStringList &arguments, QByteArray *said = nullptr, const QString &folder = {})
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"ANSIBLE_CONFIG"_s, QStringLiteral(PORTOLAN_SOURCE_DIR "/tests/data/ansible.cfg"));
    environment.insert(u"ANSIBLE_LOCAL_TEMP"_s, folder + u"/local"_s);
    environment.insert(u"ANSIBLE_REMOTE_TEMP"_s, folder + u"/remote"_s);
    environment.insert(u"ANSIBLE_NOCOLOR"_s, u"1"_s);
    process.setProcessEnvironment(environment);
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(program, arguments);
    const bool isDone = process.waitForFinished(240'000);
    if (said != nullptr)
        *said = process.readAll();
    return isDone && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

/// As Ansible itself reads it.
QJsonObject readByAnsible(const FlowSet &flows, const QString &folder, QByteArray &said)
{
    if (!writeKitFiles(ansibleFiles(flows, kitsOf(flows)), folder))
        return {};
    if (!run(u"ansible-inventory"_s, {u"-i"_s, folder + u"/inventory.yml"_s, u"--list"_s}, &said, folder))
        return {};
    return QJsonDocument::fromJson(said.mid(said.indexOf('{'))).object();
}

QStringList membersOf(const QJsonObject &inventory, const QString &group)
{
    QStringList names;
    for (const QJsonValue &name : inventory[group].toObject()[u"hosts"_s].toArray())
        names << name.toString();
    names.sort();
    return names;
}

bool hasAnsible()
{
    return !QStandardPaths::findExecutable(u"ansible-inventory"_s).isEmpty()
        && !QStandardPaths::findExecutable(u"ansible-playbook"_s).isEmpty();
}

void tellUntested()
{
    std::fputs(
        "\n*** NOT TESTED: kits carried by Ansible. This needs Ansible, Python, and network namespaces (as root). "
        "***\n\n",
        stderr);
}

/// Two hosts in network namespaces of their own, with a cable between them; on one of them somebody serves mail.
class Lab
{
public:
    static constexpr const char *kServer = R"(
import socket
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('10.77.0.2', 25))
server.listen(5)
print('ready', flush=True)
while True:
    peer, _ = server.accept()
    said = peer.makefile('rb')
    peer.sendall(b'220 b.test ready\r\n')
    for line in said:
        if line.startswith(b'EHLO'):
            peer.sendall(b'250-b.test\r\n250 8BITMIME\r\n')
        else:
            peer.sendall(b'221 bye\r\n')
            break
    peer.close()
)";

    Lab() : m_names{name(u"a"_s), name(u"b"_s)} { }
    ~Lab()
    {
        m_server.kill();
        m_server.waitForFinished();
        for (const QString &one : m_names)
            run(u"ip"_s, {u"netns"_s, u"del"_s, one});
    }
    Lab(const Lab &) = delete;
    Lab &operator=(const Lab &) = delete;

    bool build()
    {
        const auto ip = [](const QString &words) { return run(u"ip"_s, words.split(u' ')); };
        const QString &a = m_names[0];
        const QString &b = m_names[1];
        return ip(u"netns add "_s + a) && ip(u"netns add "_s + b)
            && ip(u"link add pkit0 netns %1 type veth peer name pkit0 netns %2"_s.arg(a, b))
            && ip(u"-n %1 addr add 10.77.0.1/24 dev pkit0"_s.arg(a))
            && ip(u"-n %1 addr add 10.77.0.2/24 dev pkit0"_s.arg(b)) && ip(u"-n %1 link set pkit0 up"_s.arg(a))
            && ip(u"-n %1 link set pkit0 up"_s.arg(b)) && ip(u"-n %1 link set lo up"_s.arg(a))
            && ip(u"-n %1 link set lo up"_s.arg(b));
    }
    bool serve()
    {
        m_server.setProcessChannelMode(QProcess::MergedChannels);
        m_server.start(u"ip"_s,
                       {u"netns"_s, u"exec"_s, m_names[1], u"python3"_s, u"-c"_s, QString::fromLatin1(kServer)});
        return m_server.waitForReadyRead(30'000) && m_server.readAll().startsWith("ready");
    }
    const QStringList &names() const { return m_names; }

private:
    static QString name(const QString &host) { return u"portolan-kit-%1-%2"_s.arg(host).arg(::getpid()); }

    QStringList m_names;
    QProcess m_server;
};

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace

class TestAnsible : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scalarsAreText_data();
    void scalarsAreText();
    void serversGoByWinRmOrSsh();
    void everyFileSaysWhatItIs();
    void hostileNamesAreTextToAnsible();
    void sitesAreGroups();
    void thePlaybookIsOne();
    void kitsAreCarriedRunAndFetched();
};

void TestAnsible::scalarsAreText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("yaml");
    QTest::newRow("plain") << u"hq-hub1"_s << QByteArray("\"hq-hub1\"");
    QTest::newRow("quotes") << u"a\"b\\c"_s << QByteArray("\"a\\U00000022b\\U0000005cc\"");
    QTest::newRow("more than one plane") << u"\u00E4\U0001F4E8"_s << QByteArray("\"\\U000000e4\\U0001f4e8\"");
    QTest::newRow("line breaks of Unicode") << u"\u2028\n"_s << QByteArray("\"\\U00002028\\U0000000a\"");
}

void TestAnsible::scalarsAreText()
{
    QFETCH(QString, text);
    QTEST(yamlText(text), "yaml");
}

void TestAnsible::serversGoByWinRmOrSsh()
{
    const QByteArray inventory =
        inventoryOf(flowsOf("hq: h[hub-transport ip=10.0.0.1] l[hub-transport ip=10.0.0.2 os=Debian_12] "
                            "w[outlook ip=10.0.0.3 os=Windows_7] c[mailbox client-access ip=10.0.0.4]"));
    const qsizetype windows = inventory.indexOf("\n    windows:\n");
    const qsizetype posix = inventory.indexOf("\n    posix:\n");
    const qsizetype sites = inventory.indexOf("\n    site_hq:\n");
    QVERIFY(windows > 0 && posix > windows && sites > posix);
    const auto place = [&inventory](const QByteArray &host) {
        return inventory.indexOf("\n        \"" + host + "\":\n");
    };
    // Where the plan does not say the system, roles with rules for Windows' firewall do.
    QVERIFY(place("h") > windows && place("h") < posix);
    QVERIFY(place("l") > posix && place("l") < sites);
    QVERIFY(inventory.mid(windows, posix - windows).contains("ansible_connection: winrm"));
    QVERIFY(inventory.mid(posix, sites - posix).contains("ansible_connection: ssh"));
    QVERIFY(inventory.contains("ansible_host: \"10.0.0.1\""));
}

void TestAnsible::everyFileSaysWhatItIs()
{
    const FlowSet flows = flowsOf("hq: a[hub-transport ip=10.0.0.1] b[hub-transport ip=10.0.0.2]");
    const QList<KitFile> files = ansibleFiles(flows, kitsOf(flows));
    QCOMPARE(files.size(), 5 + 2 * 3);
    for (const KitFile &file : files)
        QVERIFY2(file.bytes.left(1024).contains(kKitMark), qPrintable(file.path));
}

void TestAnsible::hostileNamesAreTextToAnsible()
{
    if (!hasAnsible())
        return tellUntested();
    Topology topology = topologyFromText("hq: a[hub-transport ip=10.0.0.1] b[hub-transport ip=10.0.0.2]");
    topology.name = kHostile;
    topology.servers[0].name = kHostile;
    topology.servers[0].addresses.clear();
    topology.sites[0].name = kHostile;
    QTemporaryDir folder;
    QByteArray said;
    const QJsonObject inventory = readByAnsible(flowsOf(topology), folder.path(), said);
    QVERIFY2(!inventory.isEmpty(), said.constData());
    const QJsonObject variables = inventory[u"_meta"_s].toObject()[u"hostvars"_s].toObject()[u"a"_s].toObject();
    // Its name is no name of a network, so there is nothing but its id to go to.
    QCOMPARE(variables[u"ansible_host"_s].toString(), u"a"_s);
    const QJsonValue name = variables[u"portolan_name"_s];
    const QString text = name.isObject() ? name.toObject()[u"__ansible_unsafe"_s].toString() : name.toString();
    QCOMPARE(text, QString(kHostile).remove(u'\u2028'));
    // Where Ansible makes text of it, it stays what it is.
    QVERIFY2(run(u"ansible"_s,
                 {u"-i"_s, folder.filePath(u"inventory.yml"_s), u"a"_s, u"-c"_s, u"local"_s, u"-m"_s, u"debug"_s,
                  u"-a"_s, u"var=portolan_name"_s},
                 &said, folder.path()),
             said.constData());
    QVERIFY2(said.contains("lookup('pipe', 'touch HACKED')"), said.constData());
    QVERIFY(!QFile::exists(folder.filePath(u"HACKED"_s)));
}

void TestAnsible::sitesAreGroups()
{
    if (!hasAnsible())
        return tellUntested();
    QTemporaryDir folder;
    QByteArray said;
    const FlowSet flows = flowsOf("a-b: h1[hub-transport ip=10.0.0.1]\na.b: h2[hub-transport ip=10.0.0.2]\n"
                                  "empty:\n");
    const QJsonObject inventory = readByAnsible(flows, folder.path(), said);
    QVERIFY2(!inventory.isEmpty(), said.constData());
    QCOMPARE(membersOf(inventory, u"site_a_b"_s), QStringList{u"h1"_s});
    QCOMPARE(membersOf(inventory, u"site_a_b_2"_s), QStringList{u"h2"_s});
    QCOMPARE(membersOf(inventory, u"windows"_s), (QStringList{u"h1"_s, u"h2"_s}));
    QVERIFY(!inventory.contains(u"site_empty"_s));
    QVERIFY2(!said.contains("WARNING"), said.constData());
}

void TestAnsible::thePlaybookIsOne()
{
    if (!hasAnsible())
        return tellUntested();
    QTemporaryDir folder;
    const FlowSet flows = flowsOf("hq: a[hub-transport ip=10.0.0.1] b[hub-transport ip=10.0.0.2]");
    QVERIFY(writeKitFiles(ansibleFiles(flows, kitsOf(flows)), folder.path()));
    QByteArray said;
    QVERIFY2(run(u"ansible-playbook"_s, {u"-i"_s, u"inventory.yml"_s, u"playbook.yml"_s, u"--syntax-check"_s}, &said,
                 folder.path()),
             said.constData());
}

void TestAnsible::kitsAreCarriedRunAndFetched()
{
    Lab lab;
    if (!hasAnsible() || ::geteuid() != 0 || !lab.build() || !lab.serve())
        return tellUntested();
    const FlowSet flows =
        flowsOf("hq: a[hub-transport ip=10.77.0.1 os=Debian] b[hub-transport ip=10.77.0.2 os=Debian]");
    QTemporaryDir folder;
    QVERIFY(writeKitFiles(ansibleFiles(flows, kitsOf(flows)), folder.path()));
    const QStringList servers{u"a"_s, u"b"_s};
    for (qsizetype i = 0; i < servers.size(); ++i)
        put(folder.filePath(u"host_vars/"_s + servers[i] + u".yml"_s),
            "portolan_before: [ip, netns, exec, " + lab.names()[i].toLatin1() + "]\n");
    QByteArray said;
    // From outside of the namespaces nobody is gone to: that is for the kits, within them.
    QVERIFY2(run(u"ansible-playbook"_s,
                 {u"-i"_s, u"inventory.yml"_s, u"playbook.yml"_s, u"-e"_s, u"ansible_connection=local"_s, u"-e"_s,
                  u"ansible_python_interpreter=/usr/bin/python3"_s},
                 &said, folder.path()),
             said.constData());
    ReachabilityResults all;
    for (const QString &server : servers) {
        const Result<ReachabilityResults> one =
            loadResults(folder.filePath(u"results/%1.portolan-results"_s.arg(server)));
        QVERIFY2(one, one ? "" : qPrintable(toText(one.error())));
        QCOMPARE(one->runs[0].vantage.server, server);
        all = mergedResults(all, *one);
    }
    const auto verdict = [&](const QString &server) {
        const std::vector<JudgedPort> ports =
            judged(planFrom(flows, server), all, {QDateTime::currentDateTimeUtc(), 7});
        return ports.size() == 1 ? toString(ports[0].result) + u' ' + toString(ports[0].verdict.verdict) : QString();
    };
    // b serves mail without STARTTLS, where the reference has it encrypted; nobody listens at a.
    QCOMPARE(verdict(u"a"_s), u"open differs"_s);
    QCOMPARE(verdict(u"b"_s), u"refused fails"_s);
    // Nothing stays where the kits ran.
    QVERIFY(QDir(folder.filePath(u"remote"_s)).entryList({u"portolan-kit.*"_s}, QDir::Dirs).isEmpty());
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestAnsible)
#include "tst_ansible.moc"
