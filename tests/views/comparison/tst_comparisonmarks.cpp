// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/charts.h"
#include "tests/support/findings.h"
#include "tests/support/topologydsl.h"
#include "views/comparison/comparisonmarks.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

/// HUB3 and UM1 come, MBX2 and CAS1 go; the branch's link loses its encryption.
constexpr const char *kBefore = "hq: hub1[hub-transport] mbx1[mailbox] mbx2[mailbox] cas1[client-access]\n"
                                "br: hub2[hub-transport]\nhq - br 50";
constexpr const char *kAfter = "hq: hub1[hub-transport] mbx1[mailbox] hub3[hub-transport] um1[unified-messaging]\n"
                               "br: hub2[hub-transport]\nhq - br 50 tls-off";

} // namespace

class TestComparisonMarks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cardsThatComeAndGo();
    void aCardForSeveralIsChanged();
    void aClosedSiteIsChanged();
    void linesOfServersThatComeAndGo();
    void aLineWithOtherFlowsIsChanged();
    void nothingIsMarkedWhereNothingDiffers();
    void aFlowLightsItsLine();
    void aFlowThatIsNotDrawnLightsItsServers();
    void anItemLightsWhatItIs();
    void aLinkWithoutFlowsLightsItsSites();

private:
    static int nodeOf(const Diagram &diagram, const QString &server);
    static int edgeBetween(const Diagram &diagram, const QString &one, const QString &other);
    Diagram chart(Level level) const { return diagramOf(m_united.all, level); }
    ChartMarks marks(const Diagram &diagram) const
    {
        return comparisonMarks(diagram, m_united, m_before.topology(), m_after.topology());
    }

    FlowSet m_before;
    FlowSet m_after;
    UnitedFlows m_united;
};

void TestComparisonMarks::initTestCase()
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    m_before = deriveFlows(*catalog, topologyFromText(kBefore));
    m_after = deriveFlows(*catalog, topologyFromText(kAfter));
    m_united = unitedFlows(m_before, m_after);
}

/// The card that stands for the server.
int TestComparisonMarks::nodeOf(const Diagram &diagram, const QString &server)
{
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        for (const quint32 met : diagram.nodes.at(i).servers) {
            if (diagram.flows.topology().servers.at(met).id == server)
                return i;
        }
    }
    return -1;
}

/// A line with flows from the one to the other.
int TestComparisonMarks::edgeBetween(const Diagram &diagram, const QString &one, const QString &other)
{
    const QList<Server> &servers = diagram.flows.topology().servers;
    const auto has = [&servers](const ServerSet &set, const QString &id) {
        return std::any_of(set.begin(), set.end(), [&](quint32 server) { return servers.at(server).id == id; });
    };
    for (int i = 0; i < diagram.edges.size(); ++i) {
        for (const EdgeFlows &flows : diagram.edges.at(i).flows) {
            if (has(flows.sources, one) && has(flows.destinations, other))
                return i;
        }
    }
    return -1;
}

void TestComparisonMarks::cardsThatComeAndGo()
{
    const Diagram diagram = chart(Level::Servers);
    const ChartMarks marked = marks(diagram);
    QCOMPARE(marked.changedNodes.size(), 4);
    for (const QString &server : {u"hub3"_s, u"um1"_s})
        QVERIFY(marked.changedNodes.value(nodeOf(diagram, server), Change::Changed) == Change::Added);
    for (const QString &server : {u"mbx2"_s, u"cas1"_s})
        QVERIFY(marked.changedNodes.value(nodeOf(diagram, server), Change::Changed) == Change::Removed);
}

void TestComparisonMarks::aCardForSeveralIsChanged()
{
    const Diagram diagram = chart(Level::Roles);
    const ChartMarks marked = marks(diagram);
    // One card stands for HUB1 and HUB3, one for MBX1 and MBX2.
    QCOMPARE(nodeOf(diagram, u"hub1"_s), nodeOf(diagram, u"hub3"_s));
    QVERIFY(marked.changedNodes.value(nodeOf(diagram, u"hub1"_s), Change::Added) == Change::Changed);
    QVERIFY(marked.changedNodes.value(nodeOf(diagram, u"mbx1"_s), Change::Added) == Change::Changed);
    QVERIFY(!marked.changedNodes.contains(nodeOf(diagram, u"hub2"_s)));
}

void TestComparisonMarks::aClosedSiteIsChanged()
{
    const Diagram diagram = chart(Level::Sites);
    const ChartMarks marked = marks(diagram);
    QVERIFY(marked.changedNodes.value(nodeOf(diagram, u"hub1"_s), Change::Added) == Change::Changed);
    QVERIFY(!marked.changedNodes.contains(nodeOf(diagram, u"hub2"_s)));
    // A site that is new with all that is in it is new.
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    const FlowSet fewer = deriveFlows(*catalog, topologyFromText("hq: hub1[hub-transport]"));
    const FlowSet more =
        deriveFlows(*catalog, topologyFromText("hq: hub1[hub-transport]\nbr: hub2[hub-transport]\nhq - br"));
    const UnitedFlows united = unitedFlows(fewer, more);
    const Diagram sites = diagramOf(united.all, Level::Sites);
    const ChartMarks onSites = comparisonMarks(sites, united, fewer.topology(), more.topology());
    QVERIFY(onSites.changedNodes.value(nodeOf(sites, u"hub2"_s), Change::Changed) == Change::Added);
    QVERIFY(onSites.changedEdges.value(edgeBetween(sites, u"hub1"_s, u"hub2"_s), Change::Changed) == Change::Added);
}

void TestComparisonMarks::linesOfServersThatComeAndGo()
{
    const Diagram diagram = chart(Level::Servers);
    const ChartMarks marked = marks(diagram);
    QVERIFY(marked.changedEdges.value(edgeBetween(diagram, u"um1"_s, u"hub1"_s), Change::Changed) == Change::Added);
    QVERIFY(marked.changedEdges.value(edgeBetween(diagram, u"cas1"_s, u"mbx1"_s), Change::Changed) == Change::Removed);
    // Servers alike share their lines: some of these flows are new, some are gone, some stay.
    QVERIFY(marked.changedEdges.value(edgeBetween(diagram, u"hub1"_s, u"mbx1"_s), Change::Added) == Change::Changed);
}

void TestComparisonMarks::aLineWithOtherFlowsIsChanged()
{
    const Diagram servers = chart(Level::Servers);
    // The same flows, no longer encrypted.
    QVERIFY(marks(servers).changedEdges.value(edgeBetween(servers, u"hub1"_s, u"hub2"_s), Change::Added)
            == Change::Changed);
    const Diagram roles = chart(Level::Roles);
    // Some of the flows are new, some as before.
    QVERIFY(marks(roles).changedEdges.value(edgeBetween(roles, u"hub1"_s, u"mbx1"_s), Change::Added)
            == Change::Changed);
}

void TestComparisonMarks::nothingIsMarkedWhereNothingDiffers()
{
    const UnitedFlows same = unitedFlows(m_before, m_before);
    for (const Level level : {Level::Sites, Level::Roles, Level::Servers})
        QVERIFY(comparisonMarks(diagramOf(same.all, level), same, m_before.topology(), m_before.topology()).isEmpty());
}

void TestComparisonMarks::aFlowLightsItsLine()
{
    const Diagram diagram = chart(Level::Servers);
    ComparisonLine line;
    line.paths << u"T1"_s;
    line.sources << u"hub1"_s;
    line.destinations << u"hub2"_s;
    const ChartSelection lit = chartSelection(diagram, comparisonSelection(diagram, line));
    QVERIFY(!lit.litEdges.isEmpty());
    for (const int edge : lit.litEdges) {
        QVERIFY(diagram.edges.at(edge).codes.contains(u"T1"_s));
        QVERIFY(edge == edgeBetween(diagram, u"hub1"_s, u"hub2"_s)
                || edge == edgeBetween(diagram, u"hub2"_s, u"hub1"_s));
    }
    QVERIFY(!lit.litNodes.contains(nodeOf(diagram, u"mbx1"_s)));
    QVERIFY(lit.litNodes.contains(nodeOf(diagram, u"hub2"_s)));
}

void TestComparisonMarks::aFlowThatIsNotDrawnLightsItsServers()
{
    const Diagram diagram = chart(Level::Sites);
    ComparisonLine line;
    line.paths << u"T5"_s;
    line.sources << u"hub1"_s;
    line.destinations << u"mbx1"_s;
    // Inside a site that is one card.
    const Selection selection = comparisonSelection(diagram, line);
    QVERIFY(selection.kind == Selection::Kind::Servers);
    QVERIFY(chartSelection(diagram, selection).litNodes.contains(nodeOf(diagram, u"hub1"_s)));
    line.sources = {u"gone"_s};
    line.destinations = {u"gone"_s};
    QVERIFY(comparisonSelection(diagram, line).isEmpty());
}

void TestComparisonMarks::anItemLightsWhatItIs()
{
    const Diagram diagram = chart(Level::Servers);
    ComparisonLine line;
    line.subject.servers << u"mbx2"_s;
    ChartSelection lit = chartSelection(diagram, comparisonSelection(diagram, line));
    QCOMPARE(lit.own, QSet<int>{nodeOf(diagram, u"mbx2"_s)});
    line.subject = {};
    line.subject.sites << u"br"_s;
    QVERIFY(comparisonSelection(diagram, line).kind == Selection::Kind::Site);
    line.subject = {};
    QVERIFY(comparisonSelection(diagram, line).isEmpty());
}

void TestComparisonMarks::aLinkWithoutFlowsLightsItsSites()
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    const FlowSet flows =
        deriveFlows(*catalog, topologyFromText("hq: mbx1[mailbox]\nbr: hub2[hub-transport]\nhq - br 50"));
    const Diagram diagram = diagramOf(flows, Level::Servers);
    ComparisonLine line;
    line.subject.links << linkId(flows.topology().links.first());
    const ChartSelection lit = chartSelection(diagram, comparisonSelection(diagram, line));
    QVERIFY(lit.litNodes.contains(nodeOf(diagram, u"mbx1"_s)) && lit.litNodes.contains(nodeOf(diagram, u"hub2"_s)));
}

QTEST_MAIN(TestComparisonMarks)
#include "tst_comparisonmarks.moc"
