// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/flowfilter.h"

#include "model/flows/flowreachability.h"
#include "model/flows/flowtable.h"
#include "model/flows/generate.h"

#include "tests/support/catalogdsl.h"
#include "tests/support/filteroracle.h"
#include "tests/support/randomplan.h"
#include "tests/support/topologydsl.h"

#include <QFile>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <array>
#include <memory>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

FlowFilter parsed(const QString &text, const FlowSet &flows)
{
    const auto filter = FlowFilter::parse(text, flows.catalog(), flows.topology());
    if (!filter)
        qFatal("%s: %s", qPrintable(text), qPrintable(filter.error().first().message));
    return *filter;
}

FlowSet filteredBy(const QString &text, const FlowSet &flows)
{
    return filtered(flows, parsed(text, flows));
}

/// "opener>target code service" for each row, in the table's order.
QStringList rowsOf(const FlowSet &flows)
{
    QStringList texts;
    for (const FlowRow &row : flowRows(flows)) {
        const DataPath &path = flows.catalog().dataPaths()[row.path];
        QString text = flows.topology().servers[row.source].id + u'>' + flows.topology().servers[row.destination].id;
        text += u' ' + path.code;
        if (row.entry >= 0)
            text += u' ' + path.ports[row.entry].service;
        texts << text;
    }
    return texts;
}

QStringList linesOf(const FlowSet &flows)
{
    QStringList lines;
    for (const FlowRow &row : flowRows(flows))
        lines << csvLine(flowCells(flows, row));
    return lines;
}

FlowSet builtInFlows(const Topology &topology)
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    if (!catalog)
        qFatal("%s", qPrintable(toText(catalog.error())));
    return deriveFlows(*catalog, topology);
}

FlowSet sampleFlows()
{
    QFile file(u":/portolan/samples/three-site.portolan"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no sample");
    return builtInFlows(parseTopology(file.readAll(), u"sample"_s)->topology);
}

/// Names that ids do not give away, so that nothing but a name can have matched.
Topology decorated(Topology topology)
{
    for (qsizetype i = 0; i < topology.servers.size(); ++i) {
        Server &server = topology.servers[i];
        if (i % 3 == 0)
            server.name = u"Box No. %1 (old), east"_s.arg(i);
        if (i % 2 == 0) {
            server.fqdn = u"%1.contoso.example"_s.arg(server.id);
            server.addresses = {u"192.0.2.%1"_s.arg(i), u"2001:db8::%1"_s.arg(i, 0, 16)};
        }
    }
    for (qsizetype i = 0; i < topology.sites.size(); ++i)
        topology.sites[i].name = u"Town %1"_s.arg(i);
    return topology;
}

/// What is wrong with the set by the rules in flowset.h; an empty text where nothing is.
QString brokenRule(const FlowSet &flows)
{
    QSet<std::pair<int, std::pair<quint32, quint32>>> pairs;
    qint64 count = 0;
    int path = 0;
    for (const FlowGroup &group : flows.groups()) {
        if (group.path < path)
            return u"groups are not in the order of their paths"_s;
        path = group.path;
        const qint64 before = count;
        QString broken;
        FlowSet::forEachFlow(flows, group, [&](const Flow &flow) {
            ++count;
            const auto pair = std::pair(int(flow.path), std::pair(flow.source, flow.destination));
            if (pairs.contains(pair))
                broken = u"a pair lies in two groups"_s;
            pairs.insert(pair);
        });
        if (!broken.isEmpty())
            return broken;
        if (count == before)
            return u"a group has no flow"_s;
        if (group.self && group.sources != group.destinations)
            return u"the ends of a self group differ"_s;
        for (const quint32 set : {group.sources, group.destinations}) {
            if (!std::is_sorted(flows.set(set).begin(), flows.set(set).end(), std::less_equal<>()))
                return u"a set is not sorted"_s;
        }
    }
    return count == flows.flowCount() ? QString() : u"the number of flows is wrong"_s;
}

constexpr const char *kCatalog =
    "mail: hub -> hub @ organization; tcp/25 smtp; auth=kerberos; link-tls\n"
    "store: mailbox -> hub @ site; tcp/135 rpc-epm; tcp/rpc-dynamic rpc implied; auth=ntlm;"
    " supported=kerberos; same-server=kerberos; encryption=optional\n"
    "copy: mailbox -> mailbox @ dag; tcp/64327 ship setting=dag.replicationPort;"
    " encryption=none\n"
    "chat: ocs -> cas @ organization; tcp/5075-5077 im; tcp/5061 sips reverse\n"
    "edge: hub -> edge @ edge-subscription; udp/7 echo\n"
    "disk: mailbox -> mailbox @ local\n"
    "call: pbx -> um @ organization; udp/1024-65535 rtp; tcp/5060 sip; bidirectional\n";

constexpr const char *kTopology = "hq facing: m1[mailbox] all[hub mailbox] h1[hub] o1[ocs] c1[cas]\n"
                                  "br: h2[hub] m2[mailbox dynamic=60000-60010] c2[cas]\n"
                                  "dmz perimeter: e1[edge]\n"
                                  "lab: pb[pbx]\n"
                                  "far: u1[um]\n"
                                  "hq - br tls-off\n"
                                  "d1 = dag(m1 m2) port=5000\n"
                                  "d2 = dag(m1 all)\n"
                                  "s1 = edge-subscription(e1) site=hq\n";

FlowSet smallPlan()
{
    return deriveFlows(catalogFromText(kCatalog), topologyFromText(kTopology));
}

constexpr std::array kReachabilities{
    std::pair(Reachability::Works, "works"), std::pair(Reachability::Differs, "differs"),
    std::pair(Reachability::Fails, "fails"), std::pair(Reachability::CannotTell, "cannot-tell"),
    std::pair(Reachability::NotChecked, "not-checked")};

/// Checks of a third of the servers from one of them or, every other time, from elsewhere: whoever connects to them.
FlowReachability randomChecks(quint64 seed, const Topology &topology)
{
    const auto count = static_cast<quint32>(topology.servers.size());
    const quint32 vantage = static_cast<quint32>(seed) % count;
    const bool isElsewhere = seed % 2 == 0;
    FlowReachability checks;
    for (quint32 server = 0; server < count; ++server) {
        if (server % 3 == seed % 3 || (!isElsewhere && server == vantage))
            checks.servers.push_back(server);
    }
    checks.of = [=](const AskedPort &port) {
        if (port.destination % 3 != seed % 3 || (!isElsewhere && port.source != vantage))
            return Reachability::NotChecked;
        return kReachabilities[(port.destination / 3 + static_cast<quint32>(port.path + port.entry)) % 4].first;
    };
    return checks;
}

} // namespace

class TestFlowFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keeps_data();
    void keeps();
    void meansTheSame_data();
    void meansTheSame();
    void noTextIsEverything();
    void serversAreFoundByAllTheirNames_data();
    void serversAreFoundByAllTheirNames();
    void onlyPortsThatPassStay();
    void entryBothWaysStaysWhole();
    void portsAreThoseOfTheServersAtHand();
    void builtInCatalog_data();
    void builtInCatalog();
    void faults_data();
    void faults();
    void messagesSayWhatIsMeant();
    void allFaultsAreThereByPlace();
    void hostileTextIsRefused_data();
    void hostileTextIsRefused();
    void anyTextIsReadOrRefused();
    void otherPlansMayBeFiltered();
    void groupsAreNotTakenApartIntoPairs();
    void agreesWithTheOracleOnRandomPlans();
    void agreesWithTheOracleOnTheSample();
    void asksTheChecksOfThePlan();
    void asksChecksOfTheDirectionOfAPort();
    void agreesWithTheOracleOnRandomChecks();
};

void TestFlowFilter::keeps_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QStringList>("rows");
    const auto row = [](const char *filter, const QStringList &rows) {
        QTest::newRow(filter) << QString::fromUtf8(filter) << rows;
    };
    const QStringList mail{u"all>h1 P1 smtp"_s, u"all>h2 P1 smtp"_s, u"h1>all P1 smtp"_s,
                           u"h1>h2 P1 smtp"_s,  u"h2>all P1 smtp"_s, u"h2>h1 P1 smtp"_s};
    const QStringList store{u"all>all P2 rpc-epm"_s, u"all>all P2 rpc"_s, u"all>h1 P2 rpc-epm"_s, u"all>h1 P2 rpc"_s,
                            u"m1>all P2 rpc-epm"_s,  u"m1>all P2 rpc"_s,  u"m1>h1 P2 rpc-epm"_s,  u"m1>h1 P2 rpc"_s,
                            u"m2>h2 P2 rpc-epm"_s,   u"m2>h2 P2 rpc"_s};
    const QStringList copy{u"all>m1 P3 ship"_s, u"m1>all P3 ship"_s, u"m1>m2 P3 ship"_s, u"m2>m1 P3 ship"_s};

    row("path:P1", mail);
    row("path:mail", mail);
    row("path:p3,*TOR*,Store", QStringList(copy + store));
    row("table:table path:copy", copy);
    row("table:P P1", mail);
    row("port:25", mail);
    row("port:20-30", mail);
    row("port:135", store.filter(u"epm"_s));
    row("port:5000", {u"m1>m2 P3 ship"_s, u"m2>m1 P3 ship"_s, u"pb>u1 P7 rtp"_s, u"u1>pb P7 rtp"_s});
    row("port:64327 transport:tcp path:copy", {u"all>m1 P3 ship"_s, u"m1>all P3 ship"_s});
    row("port:64327 transport:tcp path:store", store.filter(u"P2 rpc"_s).filter(QRegularExpression(u"rpc$"_s)));
    row("port:5076", {u"o1>c1 P4 im"_s, u"o1>c2 P4 im"_s, u"pb>u1 P7 rtp"_s, u"u1>pb P7 rtp"_s});
    row("port:dynamic", store.filter(QRegularExpression(u"rpc$"_s)));
    row("transport:udp", {u"all>e1 P5 echo"_s, u"h1>e1 P5 echo"_s, u"pb>u1 P7 rtp"_s, u"u1>pb P7 rtp"_s});
    row("protocol:SMTP,echo", QStringList(mail + QStringList{u"all>e1 P5 echo"_s, u"h1>e1 P5 echo"_s}));
    row("auth:kerberos", QStringList(mail + store));
    row("auth:NTLM", store.filter(QRegularExpression(u"^(?!all>all)"_s)));
    row("defaultauth:kerberos", QStringList(mail + store.filter(u"all>all"_s)));
    row("defaultauth:ntlm", store.filter(QRegularExpression(u"^(?!all>all)"_s)));
    row("encryption:optional", store);
    row("encryption:none", copy);
    row("encryption:\"not encrypted\"", copy);
    row("encryption:non*", copy);
    row("encryption:enc* path:copy,store", {}); // not "encryption not supported"
    row("encryption:disabled", {u"all>h2 P1 smtp"_s, u"h1>h2 P1 smtp"_s, u"h2>all P1 smtp"_s, u"h2>h1 P1 smtp"_s});
    row("path:mail -encryption:disabled", {u"all>h1 P1 smtp"_s, u"h1>all P1 smtp"_s});
    row("path:mail encryption:encrypted", {u"all>h1 P1 smtp"_s, u"h1>all P1 smtp"_s});
    row("path:mail encryption:disabled,encrypted", mail);
    row("is:local",
        QStringList(store.filter(u"all>all"_s) + QStringList{u"all>all P6"_s, u"m1>m1 P6"_s, u"m2>m2 P6"_s}));
    row("crosses:site -transport:udp -path:call",
        {u"all>h2 P1 smtp"_s, u"c2>o1 P4 sips"_s, u"h1>h2 P1 smtp"_s, u"h2>all P1 smtp"_s, u"h2>h1 P1 smtp"_s,
         u"m1>m2 P3 ship"_s, u"m2>m1 P3 ship"_s, u"o1>c2 P4 im"_s});
    row("crosses:zone", {u"all>e1 P5 echo"_s, u"h1>e1 P5 echo"_s});
    row("from:ocs", {u"o1>c1 P4 im"_s, u"o1>c2 P4 im"_s});
    row("from:cas", {u"c1>o1 P4 sips"_s, u"c2>o1 P4 sips"_s});
    row("to:ocs", {u"c1>o1 P4 sips"_s, u"c2>o1 P4 sips"_s});
    row("from:br to:hq", {u"c2>o1 P4 sips"_s, u"h2>all P1 smtp"_s, u"h2>h1 P1 smtp"_s, u"m2>m1 P3 ship"_s});
    row("from:d1 to:m1,m2", {u"m1>m1 P6"_s, u"m1>m2 P3 ship"_s, u"m2>m1 P3 ship"_s, u"m2>m2 P6"_s});
    row("role:ocs", {u"c1>o1 P4 sips"_s, u"c2>o1 P4 sips"_s, u"o1>c1 P4 im"_s, u"o1>c2 P4 im"_s});
    row("site:dmz", {u"all>e1 P5 echo"_s, u"h1>e1 P5 echo"_s});
    row("group:s1", {u"all>e1 P5 echo"_s, u"h1>e1 P5 echo"_s});
    row("group:d2 path:copy", {u"all>m1 P3 ship"_s, u"m1>all P3 ship"_s, u"m1>m2 P3 ship"_s, u"m2>m1 P3 ship"_s});
    row("server:h2 server:h1", {u"h1>h2 P1 smtp"_s, u"h2>h1 P1 smtp"_s});
    row("server:h2,m2 -site:hq", {u"m2>h2 P2 rpc-epm"_s, u"m2>h2 P2 rpc"_s, u"m2>m2 P6"_s});
    row("reachability:not-checked path:copy", copy);
    row("reachability:works,differs,fails,cannot-tell", {});
    row("ship", copy);
    row("P1", mail);
    row("sips", {u"c1>o1 P4 sips"_s, u"c2>o1 P4 sips"_s});
    row("25", mail);
    row("dmz", {u"all>e1 P5 echo"_s, u"h1>e1 P5 echo"_s});
    row("d2 ship -m2", {u"all>m1 P3 ship"_s, u"m1>all P3 ship"_s});
    row("nothing-is-called-this", {});
    row("-path:mail,store,copy,chat,edge,call", {u"all>all P6"_s, u"m1>m1 P6"_s, u"m2>m2 P6"_s});
    row("path:disk port:1-65535", {});
    row("path:mail or path:copy to:m2", QStringList(mail + QStringList{u"m1>m2 P3 ship"_s}));
    row("(path:mail or path:copy) to:m2", {u"m1>m2 P3 ship"_s});
    row("path:copy -(to:m2 | from:all)", {u"m1>all P3 ship"_s, u"m2>m1 P3 ship"_s});
}

void TestFlowFilter::keeps()
{
    QFETCH(QString, filter);
    QFETCH(QStringList, rows);
    const FlowSet flows = smallPlan();
    const FlowSet rest = filteredBy(filter, flows);
    QStringList found = rowsOf(rest);
    // The table's order is by opener, target and path; the lists above are grouped for people.
    found.sort();
    rows.sort();
    QCOMPARE(found, rows);
    QCOMPARE(brokenRule(rest), QString());
}

void TestFlowFilter::meansTheSame_data()
{
    QTest::addColumn<QString>("other");
    QTest::addColumn<QString>("filter");
    const auto row = [](const char *other, const char *filter) {
        QTest::newRow(other) << QString::fromUtf8(other) << QString::fromUtf8(filter);
    };
    row("FROM:HQ To:Br", "from:hq to:br");
    row("  from:hq\t to:br\n", "from:hq to:br");
    row("from:hq and to:br", "from:hq to:br");
    row("(((from:hq)) (to:br))", "from:hq to:br");
    row("not from:hq", "-from:hq");
    row("- from:hq", "-from:hq");
    row("NOT (NOT from:hq)", "from:hq");
    row("--from:hq", "from:hq");
    row("from:hq|to:br", "from:hq or to:br");
    row("from:\"hq\",\"br\"", "from:hq,br");
    row("from:h\"q\"", "from:hq");
    row("from:hq,br", "from:hq or from:br");
    row("-from:hq,br", "-from:hq -from:br");
    row("path:mail or path:copy from:hq", "path:mail or (path:copy from:hq)");
    row("from:*q", "from:hq");
    row("from:h*q", "from:hq");
    row("from:**h*", "from:h*");
    row("role:* -role:hub", "-role:hub");
    row("25,135", "25 or 135");
    row("2001:db8::1", "\"2001:db8::1\"");
    row("encryption:\"off by default\"", "encryption:optional");
    row("encryption:\"encrypted by default\"", "encryption:encrypted");
    row("encryption:\"encryption switched off\"", "encryption:disabled");
    row("encryption:\"encryption not supported\"", "encryption:none");
    row("port:1-65535", "port:1-30000 or port:20000-65535");
    row("table:TABLE", "");
}

void TestFlowFilter::meansTheSame()
{
    QFETCH(QString, other);
    QFETCH(QString, filter);
    const FlowSet flows = smallPlan();
    QCOMPARE(rowsOf(filteredBy(other, flows)), rowsOf(filteredBy(filter, flows)));
}

void TestFlowFilter::noTextIsEverything()
{
    const FlowSet flows = smallPlan();
    for (const QString &text : {QString(), u"  \t\n"_s}) {
        const FlowFilter filter = parsed(text, flows);
        QVERIFY(filter.isEmpty());
        QCOMPARE(filter.text(), text);
        QCOMPARE(linesOf(filtered(flows, filter)), linesOf(flows));
    }
    QVERIFY(FlowFilter().isEmpty());
    QVERIFY(!parsed(u"is:local"_s, flows).isEmpty());
    QCOMPARE(filtered(FlowSet(), FlowFilter()).flowCount(), 0);
    QCOMPARE(filtered(FlowSet(), parsed(u"-is:local word port:5 -crosses:zone"_s, flows)).flowCount(), 0);
}

void TestFlowFilter::serversAreFoundByAllTheirNames_data()
{
    QTest::addColumn<QString>("filter");
    for (const char *filter :
         {"server:h1", "server:\"Mail hub (1), old\"", "server:\"mail hub*\"", "server:h1.contoso.example",
          "server:*.CONTOSO.example", "server:192.0.2.11", "server:192.0.2.*", "server:2001:db8::b", "server:2001:*",
          "\"Mail hub\"", "contoso", "192.0.2.11", "2001:db8:", "from:192.0.2.11 or to:h1.contoso.example",
          "site:\"Head office\" path:P1", "site:head* path:P1", "\"ead offi\" P1", "\"say \"\"hi\"\"\" or server:h1"})
        QTest::newRow(filter) << QString::fromUtf8(filter);
}

void TestFlowFilter::serversAreFoundByAllTheirNames()
{
    QFETCH(QString, filter);
    Topology topology = topologyFromText("hq: h1[hub]\nbr: h2[hub]\nlab: h3[hub]");
    topology.servers[0].name = u"Mail hub (1), old"_s;
    topology.servers[0].fqdn = u"h1.contoso.example"_s;
    topology.servers[0].addresses = {u"192.0.2.11"_s, u"2001:db8::b"_s};
    topology.sites[0].name = u"Head office"_s;
    const FlowSet flows = deriveFlows(catalogFromText("p: hub -> hub @ organization; tcp/25 smtp"), topology);
    QCOMPARE(rowsOf(filteredBy(filter, flows)),
             (QStringList{u"h1>h2 P1 smtp"_s, u"h1>h3 P1 smtp"_s, u"h2>h1 P1 smtp"_s, u"h3>h1 P1 smtp"_s}));
}

void TestFlowFilter::onlyPortsThatPassStay()
{
    const FlowSet flows = deriveFlows(catalogFromText("p: x -> y @ organization; tcp/1 one; tcp/2 two; tcp/3 three"),
                                      topologyFromText("a: x1[x] y1[y]\nb: x2[x] y2[y]"));
    // Each of these pairs keeps other ports, and stays one flow.
    const FlowSet rest = filteredBy(u"(from:a port:1-2) or (to:b port:2-3)"_s, flows);
    QCOMPARE(rowsOf(rest),
             (QStringList{u"x1>y1 P1 one"_s, u"x1>y1 P1 two"_s, u"x1>y2 P1 one"_s, u"x1>y2 P1 two"_s,
                          u"x1>y2 P1 three"_s, u"x2>y2 P1 two"_s, u"x2>y2 P1 three"_s}));
    QCOMPARE(rest.flowCount(), 3);
    QCOMPARE(brokenRule(rest), QString());
    QCOMPARE(rowsOf(filteredBy(u"two"_s, rest)),
             (QStringList{u"x1>y1 P1 two"_s, u"x1>y2 P1 two"_s, u"x2>y2 P1 two"_s}));
}

void TestFlowFilter::entryBothWaysStaysWhole()
{
    const QStringList both{u"pb>u1 P7 sip"_s, u"u1>pb P7 sip"_s};
    const FlowSet flows = smallPlan();
    for (const QString &text :
         {u"from:pbx sip"_s, u"to:pbx protocol:sip"_s, u"-from:pbx protocol:sip"_s, u"port:5060 from:lab to:far"_s})
        QCOMPARE(rowsOf(filteredBy(text + u" transport:tcp path:call"_s, flows)), both);
    QCOMPARE(rowsOf(filteredBy(u"from:pbx from:um"_s, flows)), QStringList());
    QCOMPARE(rowsOf(filteredBy(u"path:call -role:pbx"_s, flows)), QStringList());
}

void TestFlowFilter::portsAreThoseOfTheServersAtHand()
{
    const FlowSet flows = deriveFlows(catalogFromText("p: x -> cas, y @ site; tcp/rpc-dynamic rpc\n"
                                                      "q: x -> y @ site; tcp/rpc-dynamic back reverse"),
                                      topologyFromText("hq: x1[x] c1[cas] y1[y] y2[y dynamic=1000-1009]"));
    QCOMPARE(rowsOf(filteredBy(u"port:6005"_s, flows)), (QStringList{u"x1>c1 P1 rpc"_s}));
    QCOMPARE(rowsOf(filteredBy(u"port:1009"_s, flows)), (QStringList{u"x1>y2 P1 rpc"_s}));
    QCOMPARE(rowsOf(filteredBy(u"port:1010-1100"_s, flows)), QStringList());
    QCOMPARE(rowsOf(filteredBy(u"port:65535"_s, flows)),
             (QStringList{u"x1>y1 P1 rpc"_s, u"y1>x1 P2 back"_s, u"y2>x1 P2 back"_s}));
}

void TestFlowFilter::builtInCatalog_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QStringList>("codes");
    QTest::addColumn<QStringList>("services");
    const auto row = [](const char *filter, const QStringList &codes, const QStringList &services) {
        QTest::newRow(filter) << QString::fromUtf8(filter) << codes << services;
    };
    row("path:M7", {u"M7"_s}, {u"log-shipping"_s});
    row("path:M1*", {u"M1"_s, u"M10"_s, u"M11"_s, u"M12"_s, u"M13"_s, u"M14"_s, u"M15"_s, u"M16"_s, u"M17"_s, u"M18"_s},
        {});
    row("T1", {u"T1"_s}, {u"smtp"_s});
    row("table:\"Unified Messaging\"", {u"U1"_s, u"U2"_s, u"U3"_s, u"U4"_s, u"U5"_s, u"U6"_s, u"U7"_s}, {});
    row("table:U", {u"U1"_s, u"U2"_s, u"U3"_s, u"U4"_s, u"U5"_s, u"U6"_s, u"U7"_s}, {});
    row("port:587", {u"T11"_s}, {u"smtp-submission"_s});
    row("port:64327 -port:dynamic -transport:udp", {u"M7"_s, u"M8"_s}, {u"log-shipping"_s, u"seeding"_s});
    row("protocol:SMTP path:T11", {u"T11"_s}, {u"smtp"_s, u"smtp-submission"_s});
    row("protocol:\"LDAP GC\" table:mailbox", {u"M1"_s, u"M14"_s, u"M18"_s}, {u"ldap-gc"_s});
    row("auth:\"Direct trust\"", {u"T2"_s, u"T3"_s}, {u"smtp"_s});
    row("auth:digest -defaultauth:digest -role:unified-messaging role:outlook", {u"C2"_s, u"U3"_s}, {});
    row("encryption:disabled", {u"T1"_s}, {u"smtp"_s});
    row("from:CAS to:OCS", {u"C19"_s}, {u"sips"_s});
    row("from:\"office communications*\"", {u"C19"_s}, {u"owa-im"_s});
    row("path:M9", {u"M9"_s}, {});
    row("from:internet to:hq -encryption:encrypted", {u"C5"_s}, {u"http"_s, u"https"_s});
    row("from:hq to:dmz", {u"T2"_s, u"T8"_s}, {u"smtp"_s, u"ldaps"_s});
}

void TestFlowFilter::builtInCatalog()
{
    QFETCH(QString, filter);
    QFETCH(QStringList, codes);
    QFETCH(QStringList, services);
    const FlowSet rest = filteredBy(filter, sampleFlows());
    QStringList foundCodes;
    QStringList foundServices;
    for (const FlowRow &row : flowRows(rest)) {
        const DataPath &path = rest.catalog().dataPaths()[row.path];
        foundCodes << path.code;
        if (row.entry >= 0)
            foundServices << path.ports[row.entry].service;
    }
    foundCodes.sort();
    foundCodes.removeDuplicates();
    foundServices.removeDuplicates();
    codes.sort();
    QCOMPARE(foundCodes, codes);
    for (const QString &service : services)
        QVERIFY2(foundServices.removeAll(service) > 0, qPrintable(service));
    QVERIFY2(services.isEmpty() || foundServices.isEmpty(), qPrintable(foundServices.join(u' ')));
}

void TestFlowFilter::faults_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("places"); // ^ under what is wrong, one character each
    const auto row = [](const char *filter, const char *places) {
        QTest::newRow(filter) << QString::fromUtf8(filter) << QString::fromUtf8(places);
    };
    row("rol:hub", "^^^^");
    row("from:hq rol:hub to:br", "        ^^^^");
    row("-(rol:hub)", "  ^^^^");
    row("dead:beef::1", "^^^^^");
    row("role:mailbx", "     ^^^^^^");
    row("role:hub,mailbx,cas", "         ^^^^^^");
    row("role:zzz*", "     ^^^^");
    row("role:h1", "     ^^");
    row("site:h1", "     ^^");
    row("server:hq", "       ^^");
    row("server:h1*1", "       ^^^^"); // the 1 is one and the same
    row("group:hq", "      ^^");
    row("from:nowhere", "     ^^^^^^^");
    row("to:\"no where\"", "   ^^^^^^^^^^");
    row("path:P99", "     ^^^");
    row("table:x", "      ^");
    row("protocol:gopher", "         ^^^^^^");
    row("auth:magic", "     ^^^^^");
    row("defaultauth:magic", "            ^^^^^");
    row("transport:icmp", "          ^^^^");
    row("encryption:maybe", "           ^^^^^");
    row("crosses:border", "        ^^^^^^");
    row("is:remote", "   ^^^^^^");
    row("reachability:perhaps", "             ^^^^^^^");
    row("port:0", "     ^");
    row("port:65536", "     ^^^^^");
    row("port:99999999999999999999", "     ^^^^^^^^^^^^^^^^^^^^");
    row("port:6000-5000", "     ^^^^^^^^^");
    row("port:5000-", "     ^^^^^");
    row("port:-5", "     ^^");
    row("port:5*", "     ^^");
    row("port:smtp", "     ^^^^");
    row("port:+5", "     ^^");
    row("role:", "     |");
    row("role: hub", "     |");
    row("role:hub,", "         |");
    row("role:,hub", "     |");
    row("role:\"\"", "     ^^");
    row("a,", "  |");
    row("\"\"", "^^");
    row("(from:hq", "^");
    row("from:hq)", "       ^");
    row("from:hq) to:br", "       ^");
    row("((from:hq)", "^");
    row("()", "^^");
    row("from:hq ( )", "        ^^^");
    row("from:\"hq", "     ^^^");
    row("word \"open to the end", "     ^^^^^^^^^^^^^^^^");
    row("or", "^^");
    row("or from:hq", "^^");
    row("from:hq or", "        ^^");
    row("from:hq |", "        ^");
    row("from:hq or or to:br", "           ^^");
    row("(or) from:hq", " ^^");
    row("and from:hq", "^^^");
    row("from:hq and", "        ^^^");
    row("from:hq and or to:br", "        ^^^");
    row("-", "^");
    row("from:hq -", "        ^");
    row("not", "^^^");
    row("from:hq not or to:br", "        ^^^");
    row("(-)", " ^");
}

void TestFlowFilter::faults()
{
    QFETCH(QString, filter);
    QFETCH(QString, places);
    const FlowSet flows = smallPlan();
    const auto result = FlowFilter::parse(filter, flows.catalog(), flows.topology());
    QVERIFY(!result);
    QCOMPARE(result.error().size(), 1);
    const FilterFault &fault = result.error().first();
    QCOMPARE(fault.at, places.indexOf(QRegularExpression(u"\\S"_s)));
    QCOMPARE(fault.length, places.count(u'^'));
    QVERIFY2(fault.message.endsWith(u'.') || fault.message.endsWith(u'?'), qPrintable(fault.message));
}

void TestFlowFilter::messagesSayWhatIsMeant()
{
    const FlowSet flows = sampleFlows();
    const auto message = [&](const QString &text) {
        const auto result = FlowFilter::parse(text, flows.catalog(), flows.topology());
        return result ? QString() : result.error().first().message;
    };
    QCOMPARE(message(u"role:mailbx"_s), u"No role is called “mailbx”. Did you mean “mailbox”?"_s);
    QCOMPARE(message(u"rolle:mailbox"_s), u"There is no key “rolle”. Did you mean “role”?"_s);
    QVERIFY(message(u"xyzzy:mailbox"_s).contains(u"quotation marks"_s));
    QVERIFY(message(u"site:brunch"_s).contains(u"“branch”"_s));
    QVERIFY(message(u"server:hq-cas9"_s).contains(u"“hq-cas1”"_s));
    QVERIFY(message(u"protocol:LDAQ"_s).contains(u"LDAP"_s));
    QVERIFY(message(u"is:remote"_s).contains(u"local"_s));
    QVERIFY(message(u"transport:sctp"_s).contains(u"tcp"_s));
    QVERIFY(message(u"port:x"_s).contains(u"65535"_s));
    QVERIFY(message(u"role:"_s).contains(u"“role”"_s));
    QVERIFY2(!message(u"role:\"a\u202Eb\nc\""_s).contains(QChar(0x202E)), "turns the message around");
    QVERIFY(!message(u"role:\"a\nb\""_s).contains(u'\n'));
}

void TestFlowFilter::allFaultsAreThereByPlace()
{
    const FlowSet flows = smallPlan();
    const auto result = FlowFilter::parse(u"role:x (port:0 or) -nokey:1 ) \"open"_s, flows.catalog(), flows.topology());
    QVERIFY(!result);
    QList<qsizetype> places;
    for (const FilterFault &fault : result.error())
        places << fault.at;
    QCOMPARE(places, (QList<qsizetype>{5, 13, 15, 20, 28, 30}));
}

void TestFlowFilter::hostileTextIsRefused_data()
{
    QTest::addColumn<QString>("filter");
    QTest::newRow("long") << QString(4001, u'a');
    QTest::newRow("very long") << QString(10'000'000, u'(');
    QTest::newRow("deep parentheses") << QString(2000, u'(') + u'a' + QString(1999, u')');
    QTest::newRow("parentheses never closed") << QString(4000, u'(');
    QTest::newRow("negations") << QString(3999, u'-') + u'a';
    QTest::newRow("words of negation") << u"not "_s.repeated(999) + u'a';
    QTest::newRow("mixed") << u"-("_s.repeated(1000) + u'a' + QString(1000, u')');
    QTest::newRow("words") << u"a "_s.repeated(2000);
    QTest::newRow("values") << u"server:"_s + u"*a,"_s.repeated(1000) + u'a';
    QTest::newRow("closing") << QString(4000, u')');
    QTest::newRow("zeros") << QString(10, QChar(0)) + u" role:x"_s;
}

void TestFlowFilter::hostileTextIsRefused()
{
    QFETCH(QString, filter);
    const FlowSet flows = smallPlan();
    const auto result = FlowFilter::parse(filter, flows.catalog(), flows.topology());
    QVERIFY(!result);
    for (const FilterFault &fault : result.error()) {
        QVERIFY(fault.at >= 0 && fault.length >= 0 && fault.at + fault.length <= filter.size());
        QVERIFY(!fault.message.isEmpty());
    }
}

void TestFlowFilter::anyTextIsReadOrRefused()
{
    const FlowSet flows = smallPlan();
    const QStringList pieces{u"("_s,     u")"_s, u"-"_s,  u"or"_s,    u"|"_s,   u"and"_s,   u"not"_s, u"\""_s,
                             u","_s,     u":"_s, u" "_s,  u"from:"_s, u"hq"_s,  u"port:"_s, u"25"_s,  u"*"_s,
                             u"role:"_s, u"x"_s, u"\n"_s, u"\"\""_s,  u"is:"_s, u"local"_s, u"é"_s,   u"\U0001F600"_s};
    quint64 state = 1;
    int read = 0;
    for (int round = 0; round < 20000; ++round) {
        QString text;
        for (int length = round % 12; length >= 0; --length) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            text += pieces[static_cast<qsizetype>((state >> 33) % static_cast<quint64>(pieces.size()))];
        }
        const auto result = FlowFilter::parse(text, flows.catalog(), flows.topology());
        if (result) {
            ++read;
            QCOMPARE(brokenRule(filtered(flows, *result)), QString());
            continue;
        }
        QVERIFY(!result.error().isEmpty());
        for (const FilterFault &fault : result.error())
            QVERIFY2(fault.at >= 0 && fault.length >= 0 && fault.at + fault.length <= text.size(), qPrintable(text));
    }
    QVERIFY2(read > 500, "nearly all of it was refused: that tests little");
}

void TestFlowFilter::otherPlansMayBeFiltered()
{
    const FlowSet flows = smallPlan();
    const FlowFilter filter = parsed(u"from:hq to:br or server:e1 or path:P7 or table:table port:135"_s, flows);
    const FlowSet other = deriveFlows(catalogFromText("p: x -> y @ organization; tcp/25 smtp"),
                                      topologyFromText("br: y1[y]\nhq: x1[x]\nlab: x2[x] y2[y]"));
    QCOMPARE(rowsOf(filtered(other, filter)), (QStringList{u"x1>y1 P1 smtp"_s}));
}

void TestFlowFilter::groupsAreNotTakenApartIntoPairs()
{
    const FlowSet flows = builtInFlows(generateTopology(40, 400, 1));
    const auto groups = flows.groups().size();
    const auto groupsOf = [&](const char *text) { return filteredBy(QString::fromUtf8(text), flows).groups().size(); };
    for (const char *text : {"port:443", "encryption:encrypted,disabled", "-is:local", "role:mailbox", "from:mailbox"})
        QVERIFY2(groupsOf(text) <= groups, text);
    QVERIFY2(groupsOf("-server:*1") <= groups * 4, "two classes at each end");
    QVERIFY(groupsOf("-is:local") > groups / 2);
    QVERIFY2(groupsOf("crosses:site") < groups + 40 * 20, "no more than the sites ask for");
    const FlowSet once = filteredBy(u"from:mailbox -crosses:zone"_s, flows);
    const FlowSet again = filteredBy(u"from:mailbox -crosses:zone"_s, flows);
    QCOMPARE(once.groups().size(), again.groups().size());
    for (size_t i = 0; i < once.groups().size(); ++i) {
        const FlowGroup &a = once.groups()[i];
        const FlowGroup &b = again.groups()[i];
        QVERIFY(a.path == b.path && a.self == b.self && a.entries == b.entries);
        QVERIFY(a.sources == b.sources && a.destinations == b.destinations);
    }
}

void TestFlowFilter::agreesWithTheOracleOnRandomPlans()
{
    int kept = 0;
    int left = 0;
    for (quint64 seed = 0; seed < 1500; ++seed) {
        const RandomPlan plan = randomPlan(seed);
        const FlowSet flows = deriveFlows(plan.catalog, decorated(plan.topology));
        for (quint64 number = 0; number < 4; ++number) {
            const RandomFilter filter = randomFilter(seed * 4 + number, flows.catalog(), flows.topology());
            const auto result = FlowFilter::parse(filter.text, flows.catalog(), flows.topology());
            QVERIFY2(result.has_value(), qPrintable(filter.text));
            const FlowSet rest = filtered(flows, *result);
            const QStringList lines = linesOf(rest);
            const QStringList expected = linesThatFit(flows, filter);
            if (lines != expected)
                qWarning("seed %llu: %s", static_cast<unsigned long long>(seed), qPrintable(filter.text));
            QCOMPARE(lines, expected);
            QCOMPARE(brokenRule(rest), QString());
            kept += lines.isEmpty() ? 0 : 1;
            left += rest.flowCount() < flows.flowCount() ? 1 : 0;
        }
    }
    QVERIFY2(kept > 1000 && left > 1000, "most of these filters do nothing");
}

void TestFlowFilter::agreesWithTheOracleOnTheSample()
{
    const FlowSet flows = sampleFlows();
    for (quint64 seed = 0; seed < 150; ++seed) {
        const RandomFilter filter = randomFilter(seed, flows.catalog(), flows.topology());
        const auto result = FlowFilter::parse(filter.text, flows.catalog(), flows.topology());
        QVERIFY2(result.has_value(), qPrintable(filter.text));
        const QStringList lines = linesOf(filtered(flows, *result));
        if (lines != linesThatFit(flows, filter))
            qWarning("seed %llu: %s", static_cast<unsigned long long>(seed), qPrintable(filter.text));
        QCOMPARE(lines, linesThatFit(flows, filter));
    }
}

void TestFlowFilter::asksTheChecksOfThePlan()
{
    const FlowSet flows = deriveFlows(catalogFromText("mail: hub -> hub @ organization; tcp/25 smtp; tcp/587 submit"),
                                      topologyFromText("hq: a[hub] b[hub] c[hub]"));
    FlowReachability checks;
    checks.servers = {0, 1};
    checks.of = [](const AskedPort &port) {
        if (port.source != 0 || port.destination != 1)
            return Reachability::NotChecked;
        return port.entry == 0 ? Reachability::Works : Reachability::Fails;
    };
    const auto shared = std::make_shared<const FlowReachability>(checks);
    const auto rows = [&](const QString &text) {
        return rowsOf(filtered(flows, parsed(text, flows).withReachability(shared)));
    };
    QCOMPARE(rows(u"reachability:works"_s), QStringList(u"a>b P1 smtp"_s));
    QCOMPARE(rows(u"reachability:fails,differs"_s), QStringList(u"a>b P1 submit"_s));
    QCOMPARE(rows(u"reachability:fails or reachability:works"_s), (QStringList{u"a>b P1 smtp"_s, u"a>b P1 submit"_s}));
    QCOMPARE(rows(u"reachability:cannot-tell"_s), QStringList());
    QCOMPARE(rows(u"from:a -reachability:not-checked"_s), (QStringList{u"a>b P1 smtp"_s, u"a>b P1 submit"_s}));
    QCOMPARE(rows(u"from:a reachability:not-checked port:25"_s), QStringList(u"a>c P1 smtp"_s));
    QCOMPARE(rows(u"reachability:*"_s).size(), 12);
    // Without checks all is not checked.
    QCOMPARE(rowsOf(filteredBy(u"reachability:works"_s, flows)), QStringList());
    QCOMPARE(rowsOf(filteredBy(u"reachability:not-checked"_s, flows)).size(), 12);
}

void TestFlowFilter::asksChecksOfTheDirectionOfAPort()
{
    const FlowSet flows = deriveFlows(catalogFromText("call: um -> pbx @ organization; tcp/5060 sip; bidirectional"),
                                      topologyFromText("hq: u[um] p[pbx] q[pbx]"));
    FlowReachability checks;
    checks.servers = {0, 1};
    checks.of = [](const AskedPort &port) {
        return port.source == 1 && port.destination == 0 ? Reachability::Fails : Reachability::NotChecked;
    };
    const FlowFilter filter =
        parsed(u"reachability:fails"_s, flows).withReachability(std::make_shared<const FlowReachability>(checks));
    // An entry both ways stays whole.
    QCOMPARE(rowsOf(filtered(flows, filter)), (QStringList{u"p>u P1 sip"_s, u"u>p P1 sip"_s}));
}

void TestFlowFilter::agreesWithTheOracleOnRandomChecks()
{
    int kept = 0;
    for (quint64 seed = 0; seed < 600; ++seed) {
        const RandomPlan plan = randomPlan(seed);
        const FlowSet flows = deriveFlows(plan.catalog, decorated(plan.topology));
        if (flows.topology().servers.isEmpty())
            continue;
        const auto checks = std::make_shared<const FlowReachability>(randomChecks(seed, flows.topology()));
        const auto &[wanted, word] = kReachabilities[seed % kReachabilities.size()];
        RandomFilter filter = randomFilter(seed, flows.catalog(), flows.topology());
        filter.text = u"reachability:%1 (%2)"_s.arg(QLatin1StringView(word), filter.text);
        filter.fits = [&, others = filter.fits, meant = wanted](const AskedRow &row) {
            Reachability said = Reachability::NotChecked;
            if (row.entry && row.opener != row.target) {
                const Topology &topology = flows.topology();
                said = checks->of({static_cast<int>(row.path - flows.catalog().dataPaths().constData()),
                                   static_cast<int>(row.entry - row.path->ports.constData()),
                                   static_cast<quint32>(row.opener - topology.servers.constData()),
                                   static_cast<quint32>(row.target - topology.servers.constData())});
            }
            return said == meant && others(row);
        };
        const auto result = FlowFilter::parse(filter.text, flows.catalog(), flows.topology());
        QVERIFY2(result.has_value(), qPrintable(filter.text));
        const FlowSet rest = filtered(flows, result->withReachability(checks));
        const QStringList lines = linesOf(rest);
        const QStringList expected = linesThatFit(flows, filter);
        if (lines != expected)
            qWarning("seed %llu: %s", static_cast<unsigned long long>(seed), qPrintable(filter.text));
        QCOMPARE(lines, expected);
        QCOMPARE(brokenRule(rest), QString());
        kept += lines.isEmpty() ? 0 : 1;
    }
    QVERIFY2(kept > 100, "most of these filters keep nothing");
}

QTEST_GUILESS_MAIN(TestFlowFilter)
#include "tst_flowfilter.moc"
