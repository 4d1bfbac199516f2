// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/topology/topology.h"

#include <QDirIterator>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

/// JSON is full of double quotation marks; with single ones in their place it can be read inside C++.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

/// A plan in the writer's layout, with every kind of object and every key.
QByteArray planText()
{
    return json(R"({
  'format': 'portolan-topology',
  'version': 1,
  'name': 'Plan',
  'catalog': 'any',
  'sites': [
    { 'id': 'hq', 'name': 'Headquarters', 'kind': 'internal', 'internetFacing': true },
    { 'id': 'branch', 'name': 'Branch' },
    { 'id': 'o', 'name': 'Zü', 'kind': 'external', 'organization': 'o', 'notes': 'a\n\t\'c\'' }
  ],
  'links': [
    { 'between': ['hq', 'branch'], 'cost': 100, 'tlsDisabled': false },
    { 'between': ['o', 'branch'] }
  ],
  'servers': [
    { 'id': 'a', 'name': 'A', 'site': 'hq', 'roles': ['mailbox'], 'fqdn': 'a.example', 'addresses': ['192.0.2.1'] },
    { 'id': 'b', 'name': 'B', 'site': 'hq', 'roles': [], 'dynamicPorts': { 'first': 7, 'last': 9 } },
    { 'id': 'c', 'name': 'C', 'site': 'o', 'roles': ['edge'], 'notes': 'r' }
  ],
  'groups': [
    { 'id': 'g', 'kind': 'dag', 'name': 'G', 'members': ['a', 'b'], 'replicationPort': 64327, 'witness': 'c' },
    { 'id': 'h', 'kind': 'edge-subscription', 'site': 'hq', 'members': ['c'] }
  ],
  'views': [
    {
      'name': 'Border',
      'level': 'servers',
      'labels': 'codes',
      'filter': 'crosses:zone',
      'folded': ['directory', 'path:M7'],
      'closed': ['branch'],
      'opened': ['hq'],
      'split': ['site:hq|site:branch'],
      'focus': { 'on': ['server:a'], 'hops': 2, 'alone': true },
      'pins': [
        { 'card': 'server:a', 'x': 12, 'y': -8 },
        { 'y': 1, 'card': 'server:b', 'x': 2, 'own': true }
      ]
    },
    { 'name': 'All' }
  ]
}
)");
}

Topology read(const QByteArray &text)
{
    const Result<LoadedTopology> result = parseTopology(text, {});
    if (!result)
        qWarning("%s\n%s", qPrintable(toText(result.error())), text.constData());
    return result ? result->topology : Topology();
}

/// What the writer makes of the document itself, without the bytes that it came from.
QByteArray rewritten(Topology topology)
{
    topology.source.clear();
    return writeTopology(topology);
}

QByteArray replaced(QByteArray text, const QByteArray &before, const QByteArray &after)
{
    const QByteArray old = json(before);
    const qsizetype at = text.indexOf(old);
    if (at < 0)
        qFatal("not in the text: %s", old.constData());
    return text.replace(at, old.size(), json(after));
}

using Edit = std::function<void(Topology &)>;

} // namespace

Q_DECLARE_METATYPE(Edit)

class TestTopologyWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void givesBackWhatItRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray plan = planText();
        QTest::newRow("every key") << plan;
        QTest::newRow("nothing but what is needed")
            << QByteArray("{\n  \"format\": \"portolan-topology\",\n  \"version\": 1,\n  \"name\": \"P\",\n  "
                          "\"catalog\": \"c\"\n}\n");
        QTest::newRow("empty lists") << QByteArray(
            "{\n  \"format\": \"portolan-topology\",\n  \"version\": 1,\n  \"name\": \"P\",\n"
            "  \"catalog\": \"c\",\n  \"sites\": [],\n  \"links\": [],\n  \"servers\": [],\n"
            "  \"groups\": []\n}\n");
        QTest::newRow("odd order of keys at the top") << QByteArray(
            "{\n  \"servers\": [\n    { \"roles\": [], \"name\": \"A\", \"site\": \"s\", \"id\": \"a\" }\n  ],\n"
            "  \"name\": \"P\",\n  \"version\": 1,\n  \"catalog\": \"c\",\n  \"sites\": [\n"
            "    { \"kind\": \"internal\", \"name\": \"S\", \"id\": \"s\" }\n  ],\n"
            "  \"format\": \"portolan-topology\"\n}\n");
        QTest::newRow("defaults written out") << replaced(
            plan, R"({ 'id': 'branch', 'name': 'Branch' })",
            R"({ 'id': 'branch', 'name': 'B', 'kind': 'internal', 'organization': '', 'internetFacing': false, 'notes': '' })");
        QTest::newRow("defaults of a server written out") << replaced(
            plan, R"('roles': ['edge'], 'notes')", R"('roles': ['edge'], 'fqdn': '', 'addresses': [], 'notes')");
        QTest::newRow("defaults of a group written out")
            << replaced(plan, R"('kind': 'edge-subscription', 'site': 'hq')",
                        R"('kind': 'edge-subscription', 'name': 'h', 'site': '')");
        QTest::newRow("odd spellings of numbers") << replaced(
            replaced(replaced(plan, R"('version': 1)", R"('version': 1.0)"), R"('cost': 100)", R"('cost': 1e2)"),
            "64327", "6.4327E+4");
        QTest::newRow("odd numbers in a range") << replaced(plan, "'first': 7", "'first': 0.7e1");
        QTest::newRow("keys of the other kind of group") << replaced(
            plan, R"('kind': 'edge-subscription', 'site')", R"('kind': 'edge-subscription', 'witness': 7, 'site')");
        for (const char *unknown :
             {"\"x\": 1e2", "\"x\": null", "\"x\": \"\"", "\"x y\": [1, -0]", "\"\": {}", "\"\u202e\": { \"z\": 1 }"}) {
            const auto row = [&](const char *where, const QByteArray &text) {
                QTest::newRow(qPrintable(u"%1 %2"_s.arg(QString::fromUtf8(unknown), QLatin1StringView(where)))) << text;
            };
            const QByteArray key = unknown;
            row("first at the top", replaced(plan, "\"format\"", key + ",\n  \"format\""));
            row("amid the top", replaced(plan, "\"links\"", key + ",\n  \"links\""));
            row("last at the top", replaced(plan, "  ]\n}\n", "  ],\n  " + key + "\n}\n"));
            row("first in a site", replaced(plan, "{ \"id\": \"branch\"", "{ " + key + ", \"id\": \"branch\""));
            row("amid a site", replaced(plan, "\"name\": \"Branch\"", key + ", \"name\": \"Branch\""));
            row("last in a site", replaced(plan, "\"name\": \"Branch\"", "\"name\": \"Branch\", " + key));
            row("first in a link", replaced(plan, "{ \"between\": [\"o\"", "{ " + key + ", \"between\": [\"o\""));
            row("last in a link", replaced(plan, "[\"o\", \"branch\"]", "[\"o\", \"branch\"], " + key));
            row("first in a server", replaced(plan, "{ \"id\": \"c\"", "{ " + key + ", \"id\": \"c\""));
            row("amid a server", replaced(plan, "\"notes\": \"r\"", key + ", \"notes\": \"r\""));
            row("last in a server", replaced(plan, "\"notes\": \"r\"", "\"notes\": \"r\", " + key));
            row("in a range", replaced(plan, "\"first\": 7,", "\"first\": 7, " + key + ","));
            row("first in a group", replaced(plan, "{ \"id\": \"h\"", "{ " + key + ", \"id\": \"h\""));
            row("last in a group", replaced(plan, "\"members\": [\"c\"]", "\"members\": [\"c\"], " + key));
        }
        QTest::newRow("long lines are spread")
            << replaced(plan, R"({ 'id': 'branch', 'name': 'Branch' })",
                        "{\n      \"id\": \"branch\",\n      \"name\": \"" + QByteArray(100, 'n') + "\"\n    }");
    }

    void givesBackWhatItRead()
    {
        QFETCH(QByteArray, text);
        const Topology topology = read(text);
        QCOMPARE(rewritten(topology), text);
        QCOMPARE(writeTopology(topology), text);
    }

    void anUnchangedFileKeepsAnyLayout_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray plan = planText();
        QTest::newRow("Windows line ends") << QByteArray(plan).replace("\n", "\r\n");
        QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + plan;
        QTest::newRow("tabs") << QByteArray(plan).replace("  ", "\t");
        QTest::newRow("no line end at the end") << plan.trimmed();
        QTest::newRow("all on one line") << QByteArray(plan).replace("\n", " ");
        QTest::newRow("escapes") << replaced(plan, "Zü", "Z\\u00fc\\/");
        QTest::newRow("a server on two lines")
            << replaced(plan, R"('hq', 'roles': ['mailbox'],)", "\"hq\",\n      \"roles\": [\"mailbox\"],");
    }

    void anUnchangedFileKeepsAnyLayout()
    {
        QFETCH(QByteArray, text);
        Topology topology = read(text);
        QCOMPARE(writeTopology(topology), text);
        // A change that is taken back is none.
        const QString name = topology.servers[0].name;
        topology.servers[0].name = u"other"_s;
        QVERIFY(writeTopology(topology) != text);
        topology.servers[0].name = name;
        QCOMPARE(writeTopology(topology), text);
    }

    void samplesComeBackAsTheyAre()
    {
        QDirIterator files(QStringLiteral(PORTOLAN_SOURCE_DIR "/resources/samples"), {u"*.portolan"_s}, QDir::Files);
        int count = 0;
        while (files.hasNext()) {
            const Result<QByteArray> bytes = readFile(files.next());
            QVERIFY(bytes);
            QCOMPARE(writeTopology(read(*bytes)), *bytes);
            ++count;
        }
        QVERIFY(count >= 3);
    }

    void anEditChangesOnlyWhatItIsAbout_data()
    {
        QTest::addColumn<Edit>("edit");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const Edit &edit, const QByteArray &before, const QByteArray &after) {
            QTest::newRow(name) << edit << before << after;
        };
        row(
            "the plan's name", [](Topology &t) { t.name = u"New"_s; }, "\"Plan\"", "\"New\"");
        row(
            "the catalog", [](Topology &t) { t.catalog = u"new"_s; }, "\"any\"", "\"new\"");
        row(
            "a site's kind", [](Topology &t) { t.sites[0].kind = SiteKind::Perimeter; }, "\"internal\"",
            "\"perimeter\"");
        row(
            "a kind where there was none", [](Topology &t) { t.sites[1].kind = SiteKind::Perimeter; }, "\"Branch\"",
            "\"Branch\", \"kind\": \"perimeter\"");
        row(
            "back to the default where it was written", [](Topology &t) { t.sites[0].internetFacing = false; },
            "\"internetFacing\": true", "\"internetFacing\": false");
        row(
            "back to the default kind", [](Topology &t) { t.sites[2].kind = SiteKind::Internal; }, "\"external\"",
            "\"internal\"");
        row(
            "a member goes where the format has it", [](Topology &t) { t.sites[2].internetFacing = true; },
            "\"organization\": \"o\",", "\"organization\": \"o\", \"internetFacing\": true,");
        row(
            "text that is no more", [](Topology &t) { t.sites[2].notes.clear(); }, R"(, 'notes': 'a\n\t\'c\'')", "");
        row(
            "notes where there were none", [](Topology &t) { t.sites[1].notes = u"n"_s; }, "\"Branch\"",
            "\"Branch\", \"notes\": \"n\"");
        row(
            "a link's cost", [](Topology &t) { t.links[0].cost = 101; }, "\"cost\": 100", "\"cost\": 101");
        row(
            "a cost where there was none", [](Topology &t) { t.links[1].cost = 5; }, R"(['o', 'branch'])",
            R"(['o', 'branch'], 'cost': 5)");
        row(
            "a link's end", [](Topology &t) { t.links[1].second = u"hq"_s; }, R"(['o', 'branch'])", R"(['o', 'hq'])");
        row(
            "a link's TLS", [](Topology &t) { t.links[0].tlsDisabled = true; }, "\"tlsDisabled\": false",
            "\"tlsDisabled\": true");
        row(
            "a server's roles", [](Topology &t) { t.servers[1].roles << u"um"_s; }, "\"roles\": []",
            "\"roles\": [\"um\"]");
        row(
            "a server's site", [](Topology &t) { t.servers[2].site = u"hq"_s; }, "\"site\": \"o\"", "\"site\": \"hq\"");
        row(
            "a host name goes", [](Topology &t) { t.servers[0].fqdn.clear(); }, R"(, 'fqdn': 'a.example')", "");
        row(
            "addresses go", [](Topology &t) { t.servers[0].addresses.clear(); }, R"(['192.0.2.1'])", "[]");
        row(
            "a host name comes", [](Topology &t) { t.servers[2].fqdn = u"c.example"_s; }, R"(['edge'],)",
            R"(['edge'], 'fqdn': 'c.example',)");
        row(
            "addresses come", [](Topology &t) { t.servers[2].addresses << u"::1"_s; }, R"(['edge'],)",
            R"(['edge'], 'addresses': ['::1'],)");
        row(
            "one end of a range", [](Topology &t) { t.servers[1].dynamicPorts->last = 8; }, "'last': 9", "'last': 8");
        row(
            "a range goes", [](Topology &t) { t.servers[1].dynamicPorts.reset(); },
            R"(, 'dynamicPorts': { 'first': 7, 'last': 9 })", "");
        row(
            "a range comes",
            [](Topology &t) {
                t.servers[2].dynamicPorts = PortRange{1, 2};
            },
            R"(['edge'],)", R"(['edge'], 'dynamicPorts': { 'first': 1, 'last': 2 },)");
        row(
            "a group's members", [](Topology &t) { t.groups[0].members.removeLast(); }, R"(['a', 'b'])", R"(['a'])");
        row(
            "a replication port goes", [](Topology &t) { t.groups[0].replicationPort.reset(); },
            R"(, 'replicationPort': 64327)", "");
        row(
            "a witness goes", [](Topology &t) { t.groups[0].witness.clear(); }, R"(, 'witness': 'c')", "");
        row(
            "a group gets a name", [](Topology &t) { t.groups[1].name = u"Sub"_s; }, R"('edge-subscription',)",
            R"('edge-subscription', 'name': 'Sub',)");
        row(
            "a link goes", [](Topology &t) { t.links.removeAt(0); },
            R"(    { 'between': ['hq', 'branch'], 'cost': 100, 'tlsDisabled': false },
)",
            "");
        row(
            "all links go", [](Topology &t) { t.links.clear(); }, R"('links': [
    { 'between': ['hq', 'branch'], 'cost': 100, 'tlsDisabled': false },
    { 'between': ['o', 'branch'] }
  ])",
            R"('links': [])");
        row(
            "a server comes",
            [](Topology &t) {
                Server server;
                server.id = u"d"_s;
                server.name = u"D"_s;
                server.site = u"hq"_s;
                server.roles = {u"mailbox"_s};
                t.servers << server;
            },
            R"('notes': 'r' })", R"('notes': 'r' },
    { 'id': 'd', 'name': 'D', 'site': 'hq', 'roles': ['mailbox'] })");
        row(
            "a server is copied",
            [](Topology &t) {
                Server copy = t.servers[2];
                copy.id = u"c2"_s;
                t.servers << copy;
            },
            R"('notes': 'r' })", R"('notes': 'r' },
    { 'id': 'c2', 'name': 'C', 'site': 'o', 'roles': ['edge'], 'notes': 'r' })");
        row(
            "sites change places", [](Topology &t) { t.sites.swapItemsAt(0, 1); },
            R"({ 'id': 'hq', 'name': 'Headquarters', 'kind': 'internal', 'internetFacing': true },
    { 'id': 'branch', 'name': 'Branch' },)",
            R"({ 'id': 'branch', 'name': 'Branch' },
    { 'id': 'hq', 'name': 'Headquarters', 'kind': 'internal', 'internetFacing': true },)");
    }

    void anEditChangesOnlyWhatItIsAbout()
    {
        QFETCH(Edit, edit);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        Topology topology = read(planText());
        edit(topology);
        const QByteArray written = writeTopology(topology);
        QCOMPARE(written, replaced(planText(), before, after));
        QCOMPARE(rewritten(read(written)), written);
    }

    void unknownKeysOutliveAnEditBesideThem()
    {
        const QByteArray text = replaced(planText(), R"({ 'first': 7, 'last': 9 })",
                                         R"({ 'a': 1, 'first': 6, 'b': 2, 'last': 9, 'c': 3 })");
        Topology topology = read(text);
        topology.servers[1].dynamicPorts = PortRange{7, 8};
        topology.servers[1].name = u"New"_s;
        const QByteArray written = writeTopology(topology);
        QVERIFY(written.contains(json(R"('dynamicPorts': { 'a': 1, 'first': 7, 'b': 2, 'last': 8, 'c': 3 })")));
        QVERIFY(written.contains(json(R"('name': 'New')")));
    }

    void listsThatAreNewComeInTheFormatsOrder()
    {
        Topology topology =
            read("{ \"format\": \"portolan-topology\", \"version\": 1, \"name\": \"P\", \"x\": 1, \"catalog\": \"c\", "
                 "\"servers\": [], \"y\": 2 }");
        Site site;
        site.id = u"s"_s;
        site.name = u"S"_s;
        Site other = site;
        other.id = u"t"_s;
        Link link;
        link.first = u"s"_s;
        link.second = u"t"_s;
        topology.sites = {site, other};
        topology.links << link;
        Group group;
        group.id = u"g"_s;
        group.name = u"g"_s;
        topology.groups << group;
        QCOMPARE(writeTopology(topology), json(R"({
  'format': 'portolan-topology',
  'version': 1,
  'name': 'P',
  'x': 1,
  'catalog': 'c',
  'sites': [
    { 'id': 's', 'name': 'S' },
    { 'id': 't', 'name': 'S' }
  ],
  'links': [
    { 'between': ['s', 't'] }
  ],
  'servers': [],
  'groups': [
    { 'id': 'g', 'kind': 'dag', 'members': [] }
  ],
  'y': 2
}
)"));
    }

    void whatIsMadeInTheProgramComesBackTheSame()
    {
        QRandomGenerator random(64327);
        const auto maybe = [&random](const QString &text) { return random.bounded(2) == 0 ? QString() : text; };
        for (int round = 0; round < 200; ++round) {
            Topology topology;
            topology.name = u"Plan %1"_s.arg(round);
            topology.catalog = u"any"_s;
            for (int i = random.bounded(4); i >= 0; --i) {
                Site site;
                site.id = u"site%1"_s.arg(i);
                site.name = u"Site \"%1\" <ü>"_s.arg(i);
                site.kind = SiteKind(random.bounded(3));
                site.organization = maybe(u"world"_s);
                site.internetFacing = random.bounded(2) == 0;
                site.notes = maybe(u"a\nb\tc\\"_s);
                topology.sites << site;
            }
            for (qsizetype i = 1; i < topology.sites.size(); ++i) {
                Link link;
                link.first = topology.sites[i].id;
                link.second = topology.sites[random.bounded(int(i))].id;
                link.cost = 99 + random.bounded(3);
                link.tlsDisabled = random.bounded(2) == 0;
                link.filtered = random.bounded(2) == 0;
                topology.links << link;
            }
            for (int i = random.bounded(6); i >= 0; --i) {
                Server server;
                server.id = u"server%1"_s.arg(i);
                server.name = maybe(u"A rather long name that makes the line break "_s) + server.id;
                server.site = topology.sites[random.bounded(int(topology.sites.size()))].id;
                for (int k = random.bounded(4); k > 0; --k)
                    server.roles << u"role-with-a-long-id-%1"_s.arg(k);
                server.fqdn = maybe(server.id + u".example"_s);
                server.addresses =
                    random.bounded(2) == 0 ? QStringList() : QStringList{u"192.0.2.%1"_s.arg(i), u"::1"_s};
                if (random.bounded(2) == 0)
                    server.dynamicPorts = PortRange{quint16(1 + i), 65535};
                server.version = maybe(u"14.3"_s);
                server.operatingSystem = maybe(u"Windows Server 2008 R2"_s);
                server.domain = maybe(u"corp.example"_s);
                server.readOnly = random.bounded(2) == 0;
                if (random.bounded(2) == 0)
                    server.sipStartup = SipStartup(random.bounded(3));
                server.notes = maybe(u"n"_s);
                topology.servers << server;
            }
            Group group;
            group.id = u"group"_s;
            group.kind = GroupType(random.bounded(4));
            group.name = random.bounded(2) == 0 ? group.id : u"Group"_s;
            group.members << topology.servers[0].id;
            if (group.kind == GroupType::Dag) {
                group.witness = maybe(topology.servers.last().id);
                group.alternateWitness = maybe(topology.servers.first().id);
                group.addresses = random.bounded(2) == 0 ? QStringList() : QStringList{u"192.0.2.200"_s};
                if (random.bounded(2) == 0)
                    group.replicationPort = kDefaultReplicationPort;
            } else if (group.kind == GroupType::DialPlan) {
                group.gateways = QStringList{topology.servers.last().id};
                if (random.bounded(2) == 0)
                    group.security = SipSecurity(random.bounded(3));
            } else {
                group.site = maybe(topology.sites[0].id);
            }
            if (group.kind == GroupType::CasArray) {
                group.fqdn = maybe(u"outlook.example"_s);
                if (random.bounded(2) == 0)
                    group.loadBalancer = LoadBalancer(random.bounded(3));
            }
            topology.groups << group;
            if (random.bounded(2) == 0) {
                AcceptedFinding accepted;
                accepted.rule = u"S4"_s;
                accepted.about = QStringList{topology.sites[0].id};
                accepted.reason = u"One is enough here.\nAgreed on Monday."_s;
                topology.accepted << accepted;
            }

            const QByteArray text = writeTopology(topology);
            const Topology again = read(text);
            QCOMPARE(rewritten(again), text);
            QCOMPARE(again.sites.size(), topology.sites.size());
            for (qsizetype i = 0; i < again.servers.size(); ++i) {
                QCOMPARE(again.servers[i].name, topology.servers[i].name);
                QCOMPARE(again.servers[i].roles, topology.servers[i].roles);
                QCOMPARE(again.servers[i].fqdn, topology.servers[i].fqdn);
                QVERIFY(again.servers[i].dynamicPorts == topology.servers[i].dynamicPorts);
                QCOMPARE(again.servers[i].version, topology.servers[i].version);
                QCOMPARE(again.servers[i].operatingSystem, topology.servers[i].operatingSystem);
                QCOMPARE(again.servers[i].domain, topology.servers[i].domain);
                QCOMPARE(again.servers[i].readOnly, topology.servers[i].readOnly);
                QVERIFY(again.servers[i].sipStartup == topology.servers[i].sipStartup);
            }
            QVERIFY(again.groups[0].replicationPort == topology.groups[0].replicationPort);
            QCOMPARE(again.groups[0].name, topology.groups[0].name);
            QCOMPARE(again.groups[0].site, topology.groups[0].site);
            QCOMPARE(again.groups[0].alternateWitness, topology.groups[0].alternateWitness);
            QCOMPARE(again.groups[0].addresses, topology.groups[0].addresses);
            QCOMPARE(again.groups[0].fqdn, topology.groups[0].fqdn);
            QVERIFY(again.groups[0].loadBalancer == topology.groups[0].loadBalancer);
            QCOMPARE(again.groups[0].gateways, topology.groups[0].gateways);
            QVERIFY(again.groups[0].security == topology.groups[0].security);
            for (qsizetype i = 0; i < again.links.size(); ++i) {
                QCOMPARE(again.links[i].cost, topology.links[i].cost);
                QCOMPARE(again.links[i].filtered, topology.links[i].filtered);
            }
            QCOMPARE(again.accepted.size(), topology.accepted.size());
            for (qsizetype i = 0; i < again.accepted.size(); ++i) {
                QCOMPARE(again.accepted[i].rule, topology.accepted[i].rule);
                QCOMPARE(again.accepted[i].about, topology.accepted[i].about);
                QCOMPARE(again.accepted[i].reason, topology.accepted[i].reason);
            }
        }
    }

    void aViewLosesOnlyWhatAnEditTakesAway()
    {
        Topology plan = read(planText());
        QCOMPARE(plan.views.size(), 2);
        plan.views[0].focus = {};
        plan.views[0].pins.removeFirst();
        plan.views[0].folded = ChartView().folded;
        const Result<JsonValue> written = parseJson(writeTopology(plan), {});
        QVERIFY(written);
        const Result<JsonValue> before = parseJson(planText(), {});
        JsonValue expected = *before->find(u"views");
        JsonValue &view = expected.items[0];
        std::erase_if(view.members, [](const JsonValue::Member &member) { return member.first == u"focus"; });
        view.set(u"folded"_s, JsonValue::fromStrings({u"directory"_s}));
        JsonValue pins = *view.find(u"pins");
        pins.items.erase(pins.items.begin());
        view.set(u"pins"_s, pins);
        QVERIFY(*written->find(u"views") == expected);
    }

    void aNewViewNamesOnlyWhatIsNotUsual()
    {
        Topology plan = read(planText());
        ChartView view;
        view.name = u"New"_s;
        view.level = Level::Roles;
        view.focus.on = {u"path:M7"_s};
        plan.views = {view};
        const Result<JsonValue> written = parseJson(writeTopology(plan), {});
        QVERIFY(written);
        const Result<JsonValue> expected =
            parseJson(json("[{ 'name': 'New', 'level': 'roles', 'focus': { 'on': ['path:M7'] } }]"), {});
        QVERIFY(*written->find(u"views") == *expected);
    }

    void savesFiles()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"plan.portolan"_s);
        QVERIFY(saveTopology(read(planText()), path));
        QCOMPARE(readFile(path).value_or(QByteArray()), QByteArray(planText()));
        Topology changed = loadTopology(path)->topology;
        changed.name = u"Other"_s;
        QVERIFY(saveTopology(changed, path));
        QCOMPARE(readFile(path).value_or(QByteArray()), replaced(planText(), "\"Plan\"", "\"Other\""));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"plan.portolan"_s});
    }

    void aSaveThatFailsLeavesTheOldFileWhole()
    {
        QTemporaryDir folder;
        // The name is as long as file systems allow, so that the new file beside it cannot be made.
        const QString path = folder.filePath(QString(246, u'p') + u".portolan"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(planText());
        file.close();
        Topology topology = read(planText());
        topology.name = u"Other"_s;
        const Result<void> result = saveTopology(topology, path);
        QVERIFY(!result);
        QCOMPARE(result.error().first().code, ErrorCode::CannotWrite);
        QCOMPARE(result.error().first().file, path);
        QCOMPARE(readFile(path).value_or(QByteArray()), QByteArray(planText()));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }

    void aFolderThatIsNotThereIsAnError()
    {
        QTemporaryDir folder;
        for (const QString &path : {folder.filePath(u"missing/plan.portolan"_s), folder.path()}) {
            const Result<void> result = saveTopology(read(planText()), path);
            QVERIFY(!result);
            QCOMPARE(result.error().first().code, ErrorCode::CannotWrite);
            QVERIFY(!result.error().first().detail.isEmpty());
        }
        QVERIFY(QDir(folder.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTopologyWriter)
#include "tst_topologywriter.moc"
