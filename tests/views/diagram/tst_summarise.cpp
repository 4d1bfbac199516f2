// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/charts.h"
#include "views/diagram/labels.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace portolan;
using namespace portolan::test;

namespace {

QByteArray topology(const QByteArray &servers, const QByteArray &links = "[]", const QByteArray &groups = "[]")
{
    return R"({"format": "portolan-topology", "version": 1, "name": "Test", "catalog": "exchange-2010",
 "sites": [{"id": "hq", "name": "HQ"}, {"id": "br", "name": "Branch"}, {"id": "dmz", "name": "DMZ", "kind": "perimeter"},
  {"id": "net", "name": "Internet", "kind": "external", "organization": "world"}],
 "links": )"
        + links + R"(, "servers": [)" + servers + R"(], "groups": )" + groups + "}";
}

QByteArray server(const char *id, const char *site, const char *roles)
{
    return QByteArray(R"({"id": ")") + id + R"(", "name": ")" + QByteArray(id).toUpper() + R"(", "site": ")" + site
        + R"(", "roles": [")" + QByteArray(roles).replace("+", R"(", ")") + R"("]})";
}

const DiagramEdge *edgeWith(const Diagram &diagram, const QString &code)
{
    const auto found = std::find_if(diagram.edges.begin(), diagram.edges.end(),
                                    [&](const DiagramEdge &edge) { return edge.codes.contains(code); });
    return found == diagram.edges.end() ? nullptr : &*found;
}

/// Titles of the first card at each end that opens connections, or answers them.
QStringList titlesWhere(const Diagram &diagram, const DiagramEdge &edge, bool EdgeLeg::*does)
{
    QStringList titles;
    for (const EdgeLeg &leg : edge.legs) {
        if (leg.*does)
            titles << diagram.nodes[nodesAt(diagram, leg).front()].title;
    }
    titles.sort();
    return titles;
}

bool bothWays(const DiagramEdge &edge)
{
    return std::all_of(edge.legs.begin(), edge.legs.end(), [](const EdgeLeg &leg) { return leg.opens && leg.answers; });
}

bool oneWay(const DiagramEdge &edge)
{
    return std::all_of(edge.legs.begin(), edge.legs.end(), [](const EdgeLeg &leg) { return leg.opens != leg.answers; });
}

QString textOf(const DiagramEdge &edge, PillText kind)
{
    QStringList texts;
    for (const PillLine &line : edge.lines) {
        if (line.kind == kind)
            texts << line.text;
    }
    return texts.join(u'|');
}

} // namespace

class tst_Summarise : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void drawsACardForEachServer();
    void framesServersThatAreAlike();
    void joinsSetsOfRolesWithinASite();
    void drawsASiteAsOneCard();
    void drawsTwoHeadsWhereBothDoItAlike();
    void drawsALineEachWayWhereTheyDiffer();
    void pointsAtWhoAnswers();
    void joinsLikeLinesIntoOne();
    void joinsEachWithEach();
    void keepsLinesApartThatDoNotAllMeet();
    void drawsLinesBetweenSitesWhereThereAreTooMany();
    void framesSitesWithTheSameLines();
    void showsTheWeakestEncryption();
    void saysWhichPathIsWeak();
    void showsWhatALinkSwitchesOff();
    void foldsDirectoryTraffic();
    void unfoldsDirectoryTrafficWhenAsked();
    void foldsWhatTheUserPicks_data();
    void foldsWhatTheUserPicks();
    void closesASiteAmongOpenOnes();
    void opensASiteAmongClosedOnes();
    void closedSitesShareLinesWithBlocks();
    void splitsALineIntoItsDataPaths();
    void countsTheFlowsOfMergedLines();
    void leavesOutWhatHasNoFlows();
    void labelsByMode();
    void namesAServersOwnPorts();
    void keyListsOnlyWhatIsDrawn();
    void keepsFlowsOnOneServerOut();
    void picksAReadableLevel();
    void drawsNothingForAnEmptyTopology();
    void drawsUnknownRolesInTheirOwnWords();
    void givesEachPartAnIdOfItsOwn_data();
    void givesEachPartAnIdOfItsOwn();
    void compressesRunsOfCodes();
};

void tst_Summarise::drawsACardForEachServer()
{
    const FlowSet flows = flowsOfSample(QStringLiteral("three-site"));
    const Diagram diagram = diagramOf(flows, Level::Servers);
    QSet<QString> ids;
    for (const DiagramNode &node : diagram.nodes) {
        QCOMPARE(node.servers.size(), std::size_t(1));
        ids << flows.topology().servers[qsizetype(node.servers.front())].id;
    }
    QCOMPARE(ids.size(), flows.topology().servers.size());
}

void tst_Summarise::framesServersThatAreAlike()
{
    const FlowSet flows =
        flowsOf(topology(server("mbx1", "hq", "mailbox") + "," + server("mbx2", "hq", "mailbox") + ","
                         + server("mbx3", "br", "mailbox") + "," + server("hub1", "hq", "hub-transport")));
    const Diagram diagram = diagramOf(flows, Level::Servers);
    QCOMPARE(diagram.nodes.size(), 4);
    QCOMPARE(diagram.items.size(), 3); // mbx1 and mbx2 in one frame; mbx3 is in another site
    QVERIFY(diagram.key.frames);
    const DiagramEdge *edge = edgeWith(diagram, QStringLiteral("T5"));
    QVERIFY(edge);
    QCOMPARE(nodesAt(diagram, edge->legs.front()).size() + nodesAt(diagram, edge->legs.back()).size(), 3);
    for (const EdgeFlows &part : edge->flows)
        QCOMPARE(part.sources.size() * part.destinations.size(), std::size_t(2));
}

void tst_Summarise::joinsSetsOfRolesWithinASite()
{
    const FlowSet flows = flowsOf(topology(
        server("a1", "hq", "client-access+hub-transport") + "," + server("a2", "hq", "hub-transport+client-access")
        + "," + server("b1", "hq", "client-access") + "," + server("c1", "br", "client-access")));
    const Diagram diagram = diagramOf(flows, Level::Roles);
    QCOMPARE(diagram.nodes.size(), 3);
    const auto joined = std::find_if(diagram.nodes.begin(), diagram.nodes.end(),
                                     [](const DiagramNode &node) { return node.servers.size() == 2; });
    QVERIFY(joined != diagram.nodes.end());
    QCOMPARE(joined->title, QStringLiteral("A1 – A2"));
    QCOMPARE(joined->count, QStringLiteral("×2"));
    QCOMPARE(joined->roles.size(), 2);
}

void tst_Summarise::drawsASiteAsOneCard()
{
    const FlowSet flows =
        flowsOf(topology(server("h1", "hq", "hub-transport") + "," + server("h2", "br", "hub-transport") + ","
                         + server("m1", "hq", "mailbox")));
    const Diagram diagram = diagramOf(flows, Level::Sites);
    QCOMPARE(diagram.nodes.size(), 4);
    QVERIFY(diagram.boxes.isEmpty());
    QCOMPARE(diagram.edges.size(), 1); // T1 between the sites; T5 and T6 stay inside
    QCOMPARE(diagram.edges.front().codes, QStringList{QStringLiteral("T1")});
    QVERIFY(std::any_of(diagram.key.remarks.begin(), diagram.key.remarks.end(),
                        [](const QString &remark) { return remark.contains(QStringLiteral("inside a site")); }));
}

void tst_Summarise::drawsTwoHeadsWhereBothDoItAlike()
{
    const FlowSet flows =
        flowsOf(topology(server("h1", "hq", "hub-transport") + "," + server("h2", "br", "hub-transport")));
    const Diagram diagram = diagramOf(flows, Level::Servers);
    QCOMPARE(diagram.edges.size(), 1);
    QVERIFY(bothWays(diagram.edges.front()));
    QVERIFY(diagram.key.twoHeads);
}

void tst_Summarise::drawsALineEachWayWhereTheyDiffer()
{
    const FlowSet flows = flowsOf(
        topology(server("h1", "hq", "hub-transport") + "," + server("e1", "dmz", "edge-transport"), "[]",
                 R"([{"id": "s", "kind": "edge-subscription", "name": "S", "site": "hq", "members": ["e1"]}])"));
    const Diagram diagram = diagramOf(flows, Level::Servers);
    QCOMPARE(diagram.edges.size(), 2); // T2 and T8 to the Edge, T3 from it
    const DiagramEdge *out = edgeWith(diagram, QStringLiteral("T8"));
    const DiagramEdge *in = edgeWith(diagram, QStringLiteral("T3"));
    QVERIFY(out && in && out != in);
    QCOMPARE(out->codes, (QStringList{QStringLiteral("T2"), QStringLiteral("T8")}));
    QVERIFY(oneWay(*out));
    QVERIFY(oneWay(*in));
}

void tst_Summarise::pointsAtWhoAnswers()
{
    const FlowSet flows = flowsOf(topology(server("o1", "hq", "outlook") + "," + server("c1", "hq", "client-access")));
    const Diagram diagram = diagramOf(flows, Level::Servers);
    const DiagramEdge *edge = edgeWith(diagram, QStringLiteral("C2"));
    QVERIFY(edge);
    QVERIFY(oneWay(*edge));
    QCOMPARE(titlesWhere(diagram, *edge, &EdgeLeg::opens), QStringList{QStringLiteral("O1")});
    QCOMPARE(titlesWhere(diagram, *edge, &EdgeLeg::answers), QStringList{QStringLiteral("C1")});
}

void tst_Summarise::joinsLikeLinesIntoOne()
{
    // T10: every Hub Transport server of the organization to the AD RMS server.
    const FlowSet flows = flowsOf(topology(server("h1", "hq", "hub-transport") + ","
                                           + server("h2", "br", "hub-transport") + "," + server("r1", "hq", "ad-rms")));
    const Diagram diagram = diagramOf(flows, Level::Servers);
    const DiagramEdge *edge = edgeWith(diagram, QStringLiteral("T10"));
    QVERIFY(edge);
    QVERIFY(edge->isBundle());
    QCOMPARE(titlesWhere(diagram, *edge, &EdgeLeg::opens), (QStringList{QStringLiteral("H1"), QStringLiteral("H2")}));
    QCOMPARE(titlesWhere(diagram, *edge, &EdgeLeg::answers), QStringList{QStringLiteral("R1")});
    QVERIFY(diagram.key.bundles);
}

void tst_Summarise::joinsEachWithEach()
{
    const QByteArray three = server("h1", "hq", "hub-transport") + "," + server("h2", "br", "hub-transport") + ","
        + server("h3", "third", "hub-transport");
    const QByteArray json =
        topology(three).replace(R"({"id": "dmz")", R"({"id": "third", "name": "Third"}, {"id": "dmz")");
    const Diagram diagram = diagramOf(flowsOf(json), Level::Servers);
    QCOMPARE(diagram.edges.size(), 1);
    QCOMPARE(diagram.edges.front().legs.size(), 3);
    QVERIFY(bothWays(diagram.edges.front()));
}

void tst_Summarise::keepsLinesApartThatDoNotAllMeet()
{
    // Between two of three sites TLS is off, so the other two pairs do not make "each with each".
    const QByteArray three = server("h1", "hq", "hub-transport") + "," + server("h2", "br", "hub-transport") + ","
        + server("h3", "third", "hub-transport");
    const QByteArray json = topology(three, R"([{"between": ["hq", "br"], "tlsDisabled": true}])")
                                .replace(R"({"id": "dmz")", R"({"id": "third", "name": "Third"}, {"id": "dmz")");
    const Diagram diagram = diagramOf(flowsOf(json), Level::Servers);
    QCOMPARE(diagram.edges.size(), 3);
    for (const DiagramEdge &edge : diagram.edges)
        QCOMPARE(edge.legs.size(), 2);
    QCOMPARE(std::count_if(diagram.edges.begin(), diagram.edges.end(),
                           [](const DiagramEdge &edge) { return edge.encryption == Encryption::Disabled; }),
             1);
}

namespace {

/// `count` sites, each with a hub and a Client Access server on machines of their own.
QByteArray manySites(int count)
{
    QByteArray sites;
    QByteArray servers;
    for (int i = 0; i < count; ++i) {
        const QByteArray id = "s" + QByteArray::number(i);
        sites += QByteArray(i ? "," : "") + R"({"id": ")" + id + R"(", "name": ")" + id + R"("})";
        servers += (i ? "," : "") + server(("h" + id).constData(), id.constData(), "hub-transport") + ","
            + server(("c" + id).constData(), id.constData(), "client-access");
    }
    return R"({"format": "portolan-topology", "version": 1, "name": "Many", "catalog": "exchange-2010", "sites": [)"
        + sites + R"(], "servers": [)" + servers + "]}";
}

} // namespace

void tst_Summarise::drawsLinesBetweenSitesWhereThereAreTooMany()
{
    const Diagram diagram = diagramOf(flowsOf(manySites(20)), Level::Servers);
    QVERIFY(!diagram.blocks.isEmpty());
    int between = 0;
    for (const DiagramEdge &edge : diagram.edges) {
        const bool atBlocks = edge.legs.front().block >= 0;
        for (const EdgeLeg &leg : edge.legs) {
            QCOMPARE(leg.block >= 0, atBlocks);
            QCOMPARE(leg.item >= 0, !atBlocks);
        }
        between += atBlocks ? 1 : 0;
    }
    QCOMPARE(between, 1); // both roles are in the same sites: what they do among each other is one line
}

void tst_Summarise::framesSitesWithTheSameLines()
{
    const Diagram servers = diagramOf(flowsOf(manySites(20)), Level::Servers);
    QCOMPARE(servers.blocks.size(), 1);
    QCOMPARE(servers.blocks.front().boxes.size(), 20);
    QVERIFY(servers.key.blocks);
    const Diagram sites = diagramOf(flowsOf(manySites(20)), Level::Sites);
    QCOMPARE(sites.items.size(), 1);
    QCOMPARE(sites.items.front().nodes.size(), 20);
    for (const DiagramEdge &edge : sites.edges)
        QVERIFY(edge.isLoop());
}

void tst_Summarise::showsTheWeakestEncryption()
{
    // C5 (offline address book) is off by default, C2 and others between the same two are on.
    const FlowSet flows = flowsOf(topology(server("o1", "hq", "outlook") + "," + server("c1", "hq", "client-access")));
    const Diagram diagram = diagramOf(flows, Level::Servers);
    const DiagramEdge *edge = edgeWith(diagram, QStringLiteral("C5"));
    QVERIFY(edge);
    QVERIFY(edge->codes.contains(QStringLiteral("C2")));
    QVERIFY(edge->encryption == Encryption::Optional);
    QVERIFY(diagram.key.encryptions == (QList<Encryption>{Encryption::Optional}));
}

void tst_Summarise::saysWhichPathIsWeak()
{
    const FlowSet flows = flowsOf(topology(server("o1", "hq", "outlook") + "," + server("c1", "hq", "client-access")));
    const Diagram diagram = diagramOf(flows, Level::Servers);
    QVERIFY2(textOf(*edgeWith(diagram, QStringLiteral("C5")), PillText::Status)
                 .startsWith(QStringLiteral("C5 off by default")),
             qPrintable(textOf(*edgeWith(diagram, QStringLiteral("C5")), PillText::Status)));
}

void tst_Summarise::showsWhatALinkSwitchesOff()
{
    const FlowSet flows =
        flowsOf(topology(server("h1", "hq", "hub-transport") + "," + server("h2", "br", "hub-transport"),
                         R"([{"between": ["hq", "br"], "tlsDisabled": true}])"));
    const Diagram diagram = diagramOf(flows, Level::Servers);
    QCOMPARE(diagram.edges.size(), 1);
    QVERIFY(diagram.edges.front().encryption == Encryption::Disabled);
    QVERIFY(textOf(diagram.edges.front(), PillText::Status).contains(QStringLiteral("switched off")));
}

void tst_Summarise::foldsDirectoryTraffic()
{
    const FlowSet flows =
        flowsOf(topology(server("h1", "hq", "hub-transport") + "," + server("d1", "hq", "domain-controller")));
    const Diagram diagram = diagramOf(flows, Level::Servers);
    QVERIFY(diagram.edges.isEmpty());
    QCOMPARE(diagram.key.folded.size(), 1);
    const FoldedTraffic &folded = diagram.key.folded.front();
    QVERIFY(folded.codes.contains(QStringLiteral("T9")));
    QVERIFY(folded.text.contains(QStringLiteral("389")));
    for (const DiagramNode &node : diagram.nodes)
        QCOMPARE(node.badges, node.title == QStringLiteral("H1") ? QStringList{folded.badge} : QStringList());
}

void tst_Summarise::unfoldsDirectoryTrafficWhenAsked()
{
    const FlowSet flows =
        flowsOf(topology(server("h1", "hq", "hub-transport") + "," + server("d1", "hq", "domain-controller")));
    DiagramOptions options;
    options.level = Level::Servers;
    options.folded.clear();
    const Diagram diagram = summarise(flows, options);
    QVERIFY(edgeWith(diagram, QStringLiteral("T9")));
    QVERIFY(diagram.key.folded.isEmpty());
    QVERIFY(diagram.nodes.front().badges.isEmpty());
}

void tst_Summarise::foldsWhatTheUserPicks_data()
{
    QTest::addColumn<QString>("fold");
    QTest::addColumn<QString>("badge");
    QTest::addColumn<QString>("on");
    QTest::addColumn<QString>("folded");
    QTest::addColumn<QString>("drawn");
    const auto row = [](const char *name, const char *fold, const char *badge, const char *on, const char *folded,
                        const char *drawn) {
        QTest::newRow(name) << QString::fromLatin1(fold) << QString::fromLatin1(badge) << QString::fromLatin1(on)
                            << QString::fromLatin1(folded) << QString::fromLatin1(drawn);
    };
    row("who answers", "role:mailbox", "MBX", "H1 U1", "U7", "T7");
    row("who asks", "role:unified-messaging", "UM", "H1 M1", "U7", "T5");
    row("a data path", "path:U7", "U7", "M1 U1", "U7", "T5");
}

void tst_Summarise::foldsWhatTheUserPicks()
{
    QFETCH(QString, fold);
    QFETCH(QString, badge);
    QFETCH(QString, on);
    QFETCH(QString, folded);
    QFETCH(QString, drawn);
    DiagramOptions options;
    options.level = Level::Servers;
    options.folded = {fold};
    const FlowSet flows = flowsOf(topology(server("h1", "hq", "hub-transport") + "," + server("m1", "hq", "mailbox")
                                           + "," + server("u1", "hq", "unified-messaging")));
    const Diagram before = diagramOf(flows, Level::Servers);
    QVERIFY(edgeWith(before, folded));
    const Diagram diagram = summarise(flows, options);
    QVERIFY(!edgeWith(diagram, folded));
    QVERIFY(edgeWith(diagram, drawn));
    QVERIFY(std::any_of(diagram.key.folded.begin(), diagram.key.folded.end(),
                        [&](const FoldedTraffic &line) { return line.badge == badge && line.codes.contains(folded); }));
    QStringList marked;
    for (const DiagramNode &node : diagram.nodes) {
        if (node.badges == QStringList{badge})
            marked << node.title;
        else
            QVERIFY2(node.badges.isEmpty(), qPrintable(node.badges.join(u' ')));
    }
    marked.sort();
    QCOMPARE(marked.join(u' '), on);
}

void tst_Summarise::closesASiteAmongOpenOnes()
{
    DiagramOptions options;
    options.level = Level::Servers;
    options.closed = {QStringLiteral("branch"), QStringLiteral("no-such-site")};
    const FlowSet flows = flowsOfSample(QStringLiteral("three-site"));
    const Diagram diagram = summarise(flows, options);
    const Diagram open = diagramOf(flows, Level::Servers);
    QCOMPARE(diagram.boxes.size(), open.boxes.size() - 1);
    qsizetype cards = 0;
    for (const DiagramItem &item : diagram.items) {
        const DiagramNode &node = diagram.nodes[item.nodes.front()];
        QCOMPARE(item.box < 0, node.kind == NodeKind::Site);
        if (node.kind == NodeKind::Site) {
            ++cards;
            QCOMPARE(node.id, QStringLiteral("site:branch"));
            QCOMPARE(node.servers.size(), std::size_t(3));
        } else {
            QCOMPARE(diagram.boxes[item.box].site, node.site);
        }
    }
    QCOMPARE(cards, 1);
    QVERIFY(diagram.edges.size() < open.edges.size());
    qint64 drawn = 0;
    qint64 drawnOpen = 0;
    for (const DiagramEdge &edge : diagram.edges) {
        QVERIFY(!edge.isLoop() || diagram.nodes[nodesAt(diagram, edge.legs.front()).front()].kind != NodeKind::Site);
        drawn += edge.flowCount;
    }
    for (const DiagramEdge &edge : open.edges)
        drawnOpen += edge.flowCount;
    QVERIFY(drawn > 0 && drawn < drawnOpen);
    QVERIFY(std::any_of(diagram.key.remarks.begin(), diagram.key.remarks.end(),
                        [](const QString &remark) { return remark.contains(QStringLiteral("inside a site")); }));
}

void tst_Summarise::opensASiteAmongClosedOnes()
{
    DiagramOptions options;
    options.level = Level::Sites;
    options.opened = {QStringLiteral("dr")};
    const Diagram diagram = summarise(flowsOfSample(QStringLiteral("three-site")), options);
    QCOMPARE(diagram.boxes.size(), 1);
    QCOMPARE(diagram.boxes.front().id, QStringLiteral("site:dr"));
    QStringList inside;
    for (const DiagramNode &node : diagram.nodes) {
        if (diagram.items[node.item].box == 0)
            inside << node.id;
    }
    inside.sort();
    QCOMPARE(inside.join(u' '), QStringLiteral("server:dr-cas1 server:dr-dc1 server:dr-mbx1 server:dr-mbx2"));
    QCOMPARE(diagram.nodes.size(), inside.size() + 4);
}

void tst_Summarise::closedSitesShareLinesWithBlocks()
{
    QByteArray sites;
    QByteArray servers;
    for (int site = 0; site < 16; ++site) {
        const QByteArray id = "s" + QByteArray::number(site);
        sites += (site > 0 ? "," : "") + QByteArray(R"({"id": ")") + id + R"(", "name": ")" + id + R"("})";
        servers += (site > 0 ? "," : "") + server(("h" + id).constData(), id.constData(), "hub-transport");
    }
    const FlowSet flows =
        flowsOf(R"({"format": "portolan-topology", "version": 1, "name": "Test", "catalog": "exchange-2010",
 "sites": [)" + sites
                + R"(], "servers": [)" + servers + "]}");
    DiagramOptions options;
    options.level = Level::Servers;
    for (int site = 0; site < 5; ++site)
        options.closed << QStringLiteral("s%1").arg(site);
    const Diagram diagram = summarise(flows, options);
    QCOMPARE(diagram.blocks.size(), 1);
    QCOMPARE(diagram.blocks.front().boxes.size(), 11);
    QCOMPARE(diagram.items.front().nodes.size(), 5);
    QVERIFY(diagram.items.front().box < 0);
    QCOMPARE(diagram.edges.size(), 1);
    const DiagramEdge &edge = diagram.edges.front();
    QCOMPARE(edge.legs.size(), 2);
    QCOMPARE(edge.flowCount, qint64(16 * 15));
    for (const EdgeLeg &leg : edge.legs) {
        QVERIFY(leg.opens && leg.answers);
        const QList<int> there = nodesAt(diagram, leg);
        QCOMPARE(there.size(), leg.block >= 0 ? 11 : 5);
        for (const int node : there)
            QCOMPARE(diagram.items[diagram.nodes[node].item].box >= 0, leg.block >= 0);
    }
    for (const DiagramNode &node : diagram.nodes)
        QVERIFY(diagram.items[node.item].nodes.contains(&node - diagram.nodes.data()));
}

void tst_Summarise::splitsALineIntoItsDataPaths()
{
    const FlowSet flows =
        flowsOf(topology(server("h1", "hq", "hub-transport") + "," + server("e1", "dmz", "edge-transport"), "[]",
                         R"([{"id": "s", "kind": "edge-subscription", "site": "hq", "members": ["e1"]}])"));
    const Diagram whole = diagramOf(flows, Level::Servers);
    const DiagramEdge *merged = edgeWith(whole, QStringLiteral("T2"));
    QVERIFY(merged);
    QVERIFY(merged->codes.size() > 1);
    DiagramOptions options;
    options.level = Level::Servers;
    options.split = {merged->ends};
    const Diagram diagram = summarise(flows, options);
    QStringList codes;
    QSet<QString> ids;
    for (const DiagramEdge &edge : diagram.edges) {
        QCOMPARE(edge.ends, merged->ends);
        QCOMPARE(edge.codes.size(), 1);
        QVERIFY(edge.isSplit);
        codes << edge.codes;
        ids << edge.id;
    }
    QVERIFY(std::all_of(merged->codes.begin(), merged->codes.end(),
                        [&](const QString &code) { return codes.contains(code); }));
    QCOMPARE(ids.size(), diagram.edges.size());
}

void tst_Summarise::countsTheFlowsOfMergedLines()
{
    // Two Hub Transport servers here, three there: T1 from each to each across the border, both ways.
    const FlowSet flows =
        flowsOf(topology(server("h1", "hq", "hub-transport") + "," + server("h2", "hq", "hub-transport") + ","
                         + server("b1", "br", "hub-transport") + "," + server("b2", "br", "hub-transport") + ","
                         + server("b3", "br", "hub-transport")));
    const Diagram diagram = diagramOf(flows, Level::Sites);
    QCOMPARE(diagram.edges.size(), 1);
    QCOMPARE(diagram.edges.front().flowCount, qint64(12));
    QVERIFY(textOf(diagram.edges.front(), PillText::Code).contains(QStringLiteral("12 flows")));
    QVERIFY(!textOf(diagramOf(flows, Level::Servers).edges.front(), PillText::Code).contains(QStringLiteral("flows")));
}

void tst_Summarise::leavesOutWhatHasNoFlows()
{
    const FlowSet flows = flowsOf(topology(server("h1", "hq", "hub-transport") + ","
                                           + server("h2", "br", "hub-transport") + "," + server("r1", "br", "ad-rms")));
    DiagramOptions options;
    options.level = Level::Servers;
    QCOMPARE(summarise(flows, options).boxes.size(), 4);
    options.onlyUsed = true;
    const FlowSet lone =
        flowsOf(topology(server("e1", "dmz", "edge-transport") + "," + server("h1", "hq", "hub-transport") + ","
                         + server("h2", "br", "hub-transport")));
    const Diagram diagram = summarise(lone, options);
    QStringList boxes;
    for (const DiagramBox &box : diagram.boxes)
        boxes << box.id;
    QCOMPARE(boxes.join(u' '), QStringLiteral("site:hq site:br"));
    QCOMPARE(diagram.nodes.size(), 2);
    options.level = Level::Sites;
    QCOMPARE(summarise(lone, options).nodes.size(), 2);
}

void tst_Summarise::labelsByMode()
{
    const FlowSet flows =
        flowsOf(topology(server("h1", "hq", "hub-transport") + "," + server("h2", "br", "hub-transport")));
    const DiagramEdge none = diagramOf(flows, Level::Servers, LabelMode::None).edges.front();
    QVERIFY(none.lines.isEmpty());
    QVERIFY(none.pillSize.isEmpty());
    const DiagramEdge codes = diagramOf(flows, Level::Servers, LabelMode::Codes).edges.front();
    QCOMPARE(textOf(codes, PillText::Ports), QStringLiteral("T1"));
    QCOMPARE(textOf(codes, PillText::Status), QStringLiteral("TLS · Kerberos"));
    const DiagramEdge ports = diagramOf(flows, Level::Servers, LabelMode::Ports).edges.front();
    QCOMPARE(textOf(ports, PillText::Code), QStringLiteral("T1"));
    QCOMPARE(textOf(ports, PillText::Ports), QStringLiteral("25 SMTP"));
    QCOMPARE(textOf(ports, PillText::Status), QStringLiteral("TLS · Kerberos"));
    const DiagramEdge full = diagramOf(flows, Level::Servers, LabelMode::Full).edges.front();
    QCOMPARE(textOf(full, PillText::Ports), QStringLiteral("T1 25 SMTP"));
    QCOMPARE(textOf(full, PillText::Status), QStringLiteral("TLS · Kerberos"));
}

void tst_Summarise::namesAServersOwnPorts()
{
    QByteArray fixed = server("m1", "hq", "mailbox");
    fixed.chop(1);
    fixed += R"(, "dynamicPorts": {"first": 59532, "last": 59532}})";
    const FlowSet flows = flowsOf(topology(fixed + "," + server("h1", "hq", "hub-transport")));
    const Diagram diagram = diagramOf(flows, Level::Servers);
    const DiagramEdge *toMailbox = edgeWith(diagram, QStringLiteral("T6"));
    QVERIFY(toMailbox);
    QCOMPARE(textOf(*toMailbox, PillText::Ports), QStringLiteral("135 + 59532 RPC"));
    const DiagramEdge *toHub = edgeWith(diagram, QStringLiteral("T5"));
    QVERIFY(toHub);
    QCOMPARE(textOf(*toHub, PillText::Ports), QStringLiteral("135 + dynamic RPC"));
}

void tst_Summarise::keyListsOnlyWhatIsDrawn()
{
    const FlowSet flows =
        flowsOf(topology(server("h1", "hq", "hub-transport") + "," + server("h2", "br", "hub-transport")));
    const Diagram diagram = diagramOf(flows, Level::Servers);
    QVERIFY(diagram.key.encryptions == (QList<Encryption>{Encryption::Encrypted}));
    QCOMPARE(diagram.key.codes.size(), 1);
    QCOMPARE(diagram.key.codes.front().code, QStringLiteral("T1"));
    QVERIFY(diagram.key.folded.isEmpty());
    QVERIFY(!diagram.key.frames);
    QVERIFY(diagram.key.remarks.isEmpty());
}

void tst_Summarise::keepsFlowsOnOneServerOut()
{
    const FlowSet flows = flowsOf(topology(server("x1", "hq", "mailbox+hub-transport")));
    const Diagram diagram = diagramOf(flows, Level::Servers);
    QVERIFY(flows.flowCount() > 0);
    QVERIFY(diagram.edges.isEmpty());
    QCOMPARE(diagram.key.remarks.size(), 1);
    QVERIFY(diagram.key.remarks.front().contains(QStringLiteral("stay on one server")));
}

void tst_Summarise::picksAReadableLevel()
{
    QVERIFY(readableLevel(flowsOfSample(QStringLiteral("single-server"))) == Level::Servers);
    QByteArray many;
    for (int i = 0; i < 90; ++i)
        many += (many.isEmpty() ? "" : ",") + server(qPrintable(QStringLiteral("m%1").arg(i)), "hq", "mailbox");
    QVERIFY(readableLevel(flowsOf(topology(many))) == Level::Roles);
}

void tst_Summarise::drawsNothingForAnEmptyTopology()
{
    const QByteArray empty =
        R"({"format": "portolan-topology", "version": 1, "name": "Empty", "catalog": "exchange-2010"})";
    for (const Level level : {Level::Auto, Level::Sites, Level::Roles, Level::Servers}) {
        const Diagram diagram = diagramOf(flowsOf(empty), level);
        QVERIFY(diagram.nodes.isEmpty());
        QVERIFY(diagram.edges.isEmpty());
        QCOMPARE(diagram.title, QStringLiteral("Empty"));
    }
}

void tst_Summarise::drawsUnknownRolesInTheirOwnWords()
{
    const Diagram diagram = diagramOf(flowsOf(topology(server("x1", "hq", "flux-capacitor"))), Level::Servers);
    QCOMPARE(diagram.nodes.size(), 1);
    QVERIFY(std::any_of(diagram.nodes.front().pieces.begin(), diagram.nodes.front().pieces.end(),
                        [](const CardPiece &piece) { return piece.text == QStringLiteral("flux-capacitor"); }));
}

void tst_Summarise::givesEachPartAnIdOfItsOwn_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<int>("level");
    for (const QString &sample : sampleNames()) {
        for (const Level level : {Level::Sites, Level::Roles, Level::Servers})
            QTest::addRow("%s at level %s", qPrintable(sample), qPrintable(toString(level))) << sample << int(level);
    }
}

void tst_Summarise::givesEachPartAnIdOfItsOwn()
{
    QFETCH(QString, sample);
    QFETCH(int, level);
    const Diagram diagram = diagramOf(flowsOfSample(sample), Level(level));
    QSet<QString> ids;
    for (const DiagramBox &box : diagram.boxes)
        ids << box.id;
    for (const DiagramNode &node : diagram.nodes)
        ids << node.id;
    for (const DiagramEdge &edge : diagram.edges)
        ids << edge.id;
    QCOMPARE(ids.size(), diagram.boxes.size() + diagram.nodes.size() + diagram.edges.size());
}

void tst_Summarise::compressesRunsOfCodes()
{
    const Result<Catalog> catalog = builtInCatalog(QStringLiteral("exchange-2010"));
    QVERIFY(catalog.has_value());
    const auto index = [&](const char *id) { return catalog->pathIndex(QString::fromLatin1(id)); };
    QCOMPARE(compressedCodes(*catalog, {index("transport-01")}), QStringLiteral("T1"));
    QCOMPARE(compressedCodes(*catalog, {index("transport-01"), index("transport-02"), index("mailbox-01")}),
             QStringLiteral("T1 T2 M1"));
    QCOMPARE(compressedCodes(*catalog,
                             {index("transport-10"), index("transport-11"), index("mailbox-01"), index("mailbox-02"),
                              index("mailbox-03")}),
             QStringLiteral("T10 T11 M1–M3"));
}

QTEST_MAIN(tst_Summarise)
#include "tst_summarise.moc"
