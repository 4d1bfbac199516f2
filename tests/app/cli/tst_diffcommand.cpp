// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/comparison/openingdifference.h"
#include "model/editing/removal.h"
#include "model/flows/flowfilter.h"
#include "model/topology/topology.h"

#include <QFile>
#include <QJsonArray>
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

Outcome diff(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(PORTOLAN_CLI), QStringList{u"diff"_s} + arguments, QIODevice::ReadOnly);
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), "crashed or hung: " + process.readAllStandardError()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

const QByteArray kPlan = R"({
  "format": "portolan-topology",
  "version": 1,
  "name": "Small",
  "catalog": "exchange-2010",
  "sites": [
    { "id": "hq", "name": "Headquarters" },
    { "id": "branch", "name": "Branch" }
  ],
  "links": [{ "between": ["hq", "branch"] }],
  "servers": [
    { "id": "hub1", "name": "HUB1", "site": "hq", "roles": ["hub-transport"] },
    { "id": "hub2", "name": "HUB2", "site": "branch", "roles": ["hub-transport"] }
  ]
}
)";

const QByteArray kThirdHub =
    R"("roles": ["hub-transport"] },
    { "id": "hub3", "name": "HUB3", "site": "branch", "roles": ["hub-transport"] }
  ])";

/// What of a comparison does not hang on the design rules.
const QString kPlain = u"topology,flows,openings"_s;

} // namespace

class TestDiffCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_small = write(u"small.portolan"_s, kPlan);
        QByteArray more(kPlan);
        const qsizetype last = more.lastIndexOf("\"roles\"");
        m_more = write(u"more.portolan"_s, more.first(last) + kThirdHub + "\n}\n");
    }

    void sameFilesEndWithNothing()
    {
        const QString copy = write(u"copy.portolan"_s, QByteArray(kPlan).replace("  \"links\"", "\n\n  \"links\""));
        const Outcome outcome = diff({m_small, copy});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.out, QByteArray());
        QCOMPARE(outcome.error, QByteArray());
        const QJsonObject json = QJsonDocument::fromJson(diff({m_small, copy, u"--format"_s, u"json"_s}).out).object();
        QCOMPARE(json[u"same"_s].toBool(false), true);
        QVERIFY(json[u"flows"_s].toArray().isEmpty());
    }

    void textIsByPairsOfSites()
    {
        const Outcome outcome = diff({m_small, m_more, u"--only"_s, kPlain});
        QCOMPARE(outcome.code, 1);
        QCOMPARE(outcome.error, QByteArray());
        QCOMPARE(QString::fromUtf8(outcome.out), QString::fromUtf8(R"(Topology: 1 added
  + Server hub3 (HUB3)
Flows: 4 added
  hq → branch
    + T1  hub1 → hub3  TCP 25  encrypted  Kerberos
  branch → hq
    + T1  hub3 → hub1  TCP 25  encrypted  Kerberos
  within branch
    + T1  hub2 → hub3  TCP 25  encrypted  Kerberos
    + T1  hub3 → hub2  TCP 25  encrypted  Kerberos
Firewall openings: 4 to open
  hq → branch
    + hub1 → hub3  TCP 25  (T1)
  branch → hq
    + hub3 → hub1  TCP 25  (T1)
  within branch
    + hub2 → hub3  TCP 25  (T1)
    + hub3 → hub2  TCP 25  (T1)
)"));
    }

    void changedFlowsSayFromWhatToWhat()
    {
        const QString tlsOff = write(
            u"tls-off.portolan"_s, QByteArray(kPlan).replace("\"branch\"] }", "\"branch\"], \"tlsDisabled\": true }"));
        const Outcome outcome = diff({m_small, tlsOff, u"--only"_s, kPlain});
        QCOMPARE(outcome.code, 1);
        QCOMPARE(QString::fromUtf8(outcome.out), QString::fromUtf8(R"(Topology: 1 changed
  ~ Link hq - branch
      TLS off: no → yes
Flows: 2 changed
  hq → branch
    ~ T1  hub1 → hub2  encryption: encrypted → disabled
  branch → hq
    ~ T1  hub2 → hub1  encryption: encrypted → disabled
)"));
        QCOMPARE(diff({m_small, tlsOff, u"--only"_s, u"openings"_s}).code, 0);
    }

    void findingsAreThoseOfOneSideOnly()
    {
        const QString unknown =
            write(u"unknown.portolan"_s,
                  QByteArray(kPlan).replace("\"site\": \"hq\", \"roles\": [\"hub-transport\"]",
                                            "\"site\": \"hq\", \"roles\": [\"hub-transport\", \"hub-transpot\"]"));
        const Outcome outcome = diff({m_small, unknown, u"--only"_s, u"findings"_s});
        QCOMPARE(outcome.code, 1);
        const QString text = QString::fromUtf8(outcome.out);
        QVERIFY2(text.startsWith(u"Findings: 1 added\n  + "_s) && text.contains(u"hub-transpot"_s)
                     && text.count(u'\n') == 2,
                 outcome.out.constData());
        const QByteArray back = diff({unknown, m_small, u"--only"_s, u"findings"_s}).out;
        QCOMPARE(QString::fromUtf8(back),
                 QString(text).replace(u"added"_s, u"removed"_s).replace(u"  + "_s, u"  - "_s));
        const QJsonObject json =
            QJsonDocument::fromJson(diff({m_small, unknown, u"--format"_s, u"json"_s}).out)[u"findings"_s]
                .toArray()
                .first()
                .toObject();
        QCOMPARE(json[u"change"_s].toString(), u"added"_s);
        QVERIFY(json[u"detail"_s].toString().contains(u"hub-transpot"_s));
        QVERIFY(diff({m_small, unknown, u"--format"_s, u"csv"_s}).out.contains("\nfinding,added,"));
        QCOMPARE(diff({m_small, m_small, u"--only"_s, u"findings"_s}).code, 0);
    }

    void summaryIsCounts_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("text") << u"text"_s
                              << QByteArray("Topology: 1 removed\nFlows: 4 removed\nFirewall openings: 4 to close\n");
        QTest::newRow("csv") << u"csv"_s
                             << QByteArray("what,added,removed,changed\ntopology,0,1,0\nflow,0,4,0\nopening,0,4,0\n");
        QTest::newRow("json") << u"json"_s << QByteArray(R"({
  "format": "portolan-difference",
  "version": 1,
  "same": false,
  "summary": {
    "topology": { "added": 0, "removed": 1, "changed": 0 },
    "flows": { "added": 0, "removed": 4, "changed": 0 },
    "openings": { "added": 0, "removed": 4 }
  }
}
)");
    }

    void summaryIsCounts()
    {
        QFETCH(QString, format);
        QFETCH(QByteArray, expected);
        const Outcome outcome = diff({m_more, m_small, u"--summary"_s, u"--format"_s, format, u"--only"_s, kPlain});
        QCOMPARE(outcome.code, 1);
        QCOMPARE(outcome.out, expected);
    }

    void csvIsOneTable()
    {
        const Outcome outcome = diff({m_more, m_small, u"--format"_s, u"csv"_s, u"--only"_s, kPlain});
        QCOMPARE(outcome.code, 1);
        const QByteArrayList lines = outcome.out.split('\n');
        QCOMPARE(lines.first(),
                 QByteArray("what,change,kind,id,name,field,before,after,path,source,destination,source_site,"
                            "destination_site,transport,first_port,last_port"));
        QVERIFY(lines.contains("topology,removed,server,hub3,HUB3,,,,,,,,,,,"));
        QVERIFY(lines.contains("flow,removed,,,,ports,TCP 25,,transport-01,hub1,hub3,hq,branch,,,"));
        QVERIFY(lines.contains("opening,removed,,,,,,,transport-01,hub1,hub3,hq,branch,tcp,25,25"));
        QCOMPARE(lines.size(), 1 + 1 + 4 * 3 + 4 + 1);
    }

    void spreadsheetsAreGivenNoFormulas()
    {
        const QString formula =
            write(u"formula.portolan"_s, QByteArray(kPlan).replace("\"Branch\"", "\"=HYPERLINK(\\\"x\\\")\""));
        const Outcome outcome = diff({m_small, formula, u"--format"_s, u"csv"_s});
        QVERIFY2(outcome.out.contains(",\"=HYPERLINK(\"\"x\"\")\","), outcome.out.constData());
    }

    /// Values of keys that this version does not know may hold anything.
    void terminalsAreGivenNoControlCharacters()
    {
        const QString hostile = write(
            u"hostile.portolan"_s,
            QByteArray(kPlan).replace("\"name\": \"Branch\"",
                                      "\"name\": \"Branch\", \"k\\u001b[2J\": \"a\\u001b]0;x\\u0007\\nb\\u202ec\""));
        const Outcome outcome = diff({m_small, hostile});
        QCOMPARE(outcome.code, 1);
        const QString text = QString::fromUtf8(outcome.out);
        QVERIFY2(text.contains(u"k\\u001b[2J: (nothing) → a\\u001b]0;x\\u0007\\nb\\u202ec\n"_s),
                 outcome.out.constData());
        for (const QChar c : text)
            QVERIFY(c == u'\n' || (c.unicode() >= 0x20 && c.unicode() != 0x202e));
    }

    void jsonIsThatOfTheModel_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::newRow("all") << QString();
        QTest::newRow("filtered") << u"from:hq crosses:site"_s;
    }

    void jsonIsThatOfTheModel()
    {
        QFETCH(QString, filter);
        const QString sample = QStringLiteral(PORTOLAN_SOURCE_DIR) + u"/resources/samples/three-site.portolan"_s;
        Topology before = loadTopology(sample)->topology;
        Parts first;
        first.ids = {before.servers.first().id};
        Topology after = removeParts(before, first).apply(before);
        Server moved = before.servers.first();
        moved.id = u"branch-cas9"_s;
        moved.name = u"BRANCH-CAS9"_s;
        moved.site = u"branch"_s;
        moved.addresses = {u"10.20.1.99"_s};
        after.servers << moved;
        after.servers[2].dynamicPorts = PortRange{6000, 6001};
        const QString file = m_folder.filePath(u"after.portolan"_s);
        QVERIFY(saveTopology(after, file).has_value());
        const auto reread = loadTopology(file);
        QVERIFY2(reread.has_value(), reread ? "" : qPrintable(reread.error().first().detail));
        after = reread->topology;

        const Catalog catalog = *builtInCatalog(u"exchange-2010"_s);
        const auto parsed = FlowFilter::parse(filter, catalog, before);
        QVERIFY(parsed.has_value());
        const FlowDifference difference = flowDifference(filtered(deriveFlows(catalog, before), *parsed),
                                                         filtered(deriveFlows(catalog, after), *parsed));
        const ChangeCounts openings = OpeningDifference(difference).counts();
        const Outcome outcome = diff({sample, file, u"--format"_s, u"json"_s, u"--filter"_s, filter});
        QCOMPARE(outcome.code, 1);
        QJsonParseError fault;
        const QJsonObject json = QJsonDocument::fromJson(outcome.out, &fault).object();
        QCOMPARE(fault.error, QJsonParseError::NoError);
        QCOMPARE(json[u"flows"_s].toArray().size(),
                 difference.counts.added + difference.counts.removed + difference.counts.changed);
        QCOMPARE(json[u"openings"_s].toArray().size(), openings.added + openings.removed);
        QVERIFY(difference.counts.removed > 0 && difference.counts.added > 0 && openings.added > 0);
        const QJsonValue summary = json[u"summary"_s];
        QCOMPARE(summary[u"flows"_s][u"added"_s].toInteger(), difference.counts.added);
        QCOMPARE(summary[u"flows"_s][u"changed"_s].toInteger(), difference.counts.changed);
        QCOMPARE(summary[u"openings"_s][u"removed"_s].toInteger(), openings.removed);
        for (const QJsonValue flow : json[u"flows"_s].toArray()) {
            const QString change = flow[u"change"_s].toString();
            QCOMPARE(flow[u"before"_s].isNull(), change == u"added"_s);
            QCOMPARE(flow[u"after"_s].isNull(), change == u"removed"_s);
            QVERIFY(flow[u"source_site"_s].isString() && flow[u"destination_site"_s].isString());
        }
    }

    /// A server that moves opens from one site in one plan and from another in the other.
    void movedServersStandWhereTheyWereAndWhereTheyAre()
    {
        const QString moved =
            write(u"moved.portolan"_s, QByteArray(kPlan).replace("\"site\": \"branch\"", "\"site\": \"hq\""));
        const QJsonArray flows =
            QJsonDocument::fromJson(diff({m_small, moved, u"--format"_s, u"json"_s}).out)[u"flows"_s].toArray();
        QVERIFY(flows.isEmpty()); // hub to hub goes within a site and between sites alike
        const QString gone = write(u"gone.portolan"_s,
                                   QByteArray(kPlan)
                                       .replace("\"site\": \"branch\"", "\"site\": \"hq\"")
                                       .replace("\"id\": \"hub1\"", "\"id\": \"hub9\""));
        const Outcome outcome = diff({m_small, gone, u"--only"_s, u"flows"_s});
        QCOMPARE(QString::fromUtf8(outcome.out), QString::fromUtf8(R"(Flows: 2 added, 2 removed
  within hq
    + T1  hub9 → hub2  TCP 25  encrypted  Kerberos
    + T1  hub2 → hub9  TCP 25  encrypted  Kerberos
  hq → branch
    - T1  hub1 → hub2  TCP 25  encrypted  Kerberos
  branch → hq
    - T1  hub2 → hub1  TCP 25  encrypted  Kerberos
)"));
    }

    void filterKnowsTheNamesOfBoth()
    {
        for (const QStringList &files : {QStringList{m_small, m_more}, QStringList{m_more, m_small}}) {
            const Outcome outcome =
                diff(files + QStringList{u"--filter"_s, u"to:hub3"_s, u"--only"_s, u"flows"_s, u"--summary"_s});
            QCOMPARE(outcome.code, 1);
            QVERIFY2(outcome.out.startsWith("Flows: 2 "), outcome.out.constData());
        }
        const Outcome outcome = diff({m_small, m_more, u"--filter"_s, u"to:hub4"_s});
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.error.contains("hub4"), outcome.error.constData());
    }

    void aNewFileIsAllAdded()
    {
        const Outcome outcome = diff({u"/dev/null"_s, m_small, u"--summary"_s, u"--only"_s, kPlain});
        QCOMPARE(outcome.code, 1);
        QCOMPARE(outcome.out, QByteArray("Topology: 5 added\nFlows: 2 added\nFirewall openings: 2 to open\n"));
        QCOMPARE(diff({m_small, u"/dev/null"_s, u"--summary"_s, u"--only"_s, kPlain}).out,
                 QByteArray("Topology: 5 removed\nFlows: 2 removed\nFirewall openings: 2 to close\n"));
        QCOMPARE(diff({u"/dev/null"_s, u"/dev/null"_s}).code, 2);
    }

    void refusesWhatItCannotRead_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("one file") << QStringList{m_small} << QByteArray("AFTER");
        QTest::newRow("first missing") << QStringList{u"no-such.portolan"_s, m_small} << QByteArray("no-such.portolan");
        QTest::newRow("second missing") << QStringList{m_small, u"no-such.portolan"_s}
                                        << QByteArray("no-such.portolan");
        QTest::newRow("no topology") << QStringList{m_small, write(u"bad.portolan"_s, "{ \"a\": 1 }")}
                                     << QByteArray("bad.portolan");
        QTest::newRow("format") << QStringList{m_small, m_more, u"--format"_s, u"xml"_s} << QByteArray("xml");
        QTest::newRow("section") << QStringList{m_small, m_more, u"--only"_s, u"flows,colours"_s}
                                 << QByteArray("colours");
        QTest::newRow("output") << QStringList{m_small, m_more, u"-o"_s, m_folder.filePath(u"no/such/folder"_s)}
                                << QByteArray("folder");
    }

    void refusesWhatItCannotRead()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, part);
        const Outcome outcome = diff(arguments);
        QCOMPARE(outcome.code, 2);
        QCOMPARE(outcome.out, QByteArray());
        QVERIFY2(outcome.error.contains(part), outcome.error.constData());
    }

    void writesToAFile()
    {
        const QString file = m_folder.filePath(u"out.txt"_s);
        const Outcome outcome = diff({m_small, m_more, u"-o"_s, file});
        QCOMPARE(outcome.code, 1);
        QCOMPARE(outcome.out, QByteArray());
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(), diff({m_small, m_more}).out);
    }

    void anotherReferenceCanBeGiven()
    {
        const QString reference = QStringLiteral(PORTOLAN_SOURCE_DIR) + u"/resources/catalogs/exchange-2010.json"_s;
        QCOMPARE(diff({m_small, m_more, u"--catalog"_s, reference}).out, diff({m_small, m_more}).out);
        QCOMPARE(diff({m_small, m_small, u"--catalog"_s, u"no-such.json"_s}).code, 2);
    }

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
    QString m_small;
    QString m_more;
};

QTEST_APPLESS_MAIN(TestDiffCommand)
#include "tst_diffcommand.moc"
