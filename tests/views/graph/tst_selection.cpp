// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/views/graph/smallcharts.h"
#include "views/graph/selection.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestSelection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aServerLightsItsLinesAndPartners();
    void aLineLightsItsEnds();
    void aSiteLightsWhatItHolds();
    void aRowLightsTheLineThatHoldsIt();
    void everyLineSelectsItself();
    void rowsOfALineAreItsOwn();
    void idsAreFound_data();
    void idsAreFound();
    void unknownIdsAreNotFound();
    void flowsOfASelectionAreThoseThatItHolds();
    void survivesAnotherStateOfTheDocument();
    void goesWithWhatIsGone();

private:
    FlowSet m_flows;
    Diagram m_servers;
};

void TestSelection::initTestCase()
{
    m_flows = flowsOf(smallTopology());
    m_servers = diagramOf(m_flows, Level::Servers);
    QVERIFY(m_servers.edges.size() >= 2);
}

void TestSelection::aServerLightsItsLinesAndPartners()
{
    const int hub2 = nodeOf(m_servers, u"server:hub2"_s);
    QVERIFY(hub2 >= 0);
    const Selection selection = selectionOf(m_servers, {DiagramPart::Kind::Node, hub2});
    QCOMPARE(selection.servers, ServerSet{serverOf(m_flows, u"hub2"_s)});
    const ChartSelection lit = chartSelection(m_servers, selection);
    QCOMPARE(lit.part, (DiagramPart{DiagramPart::Kind::Node, hub2}));
    QVERIFY(lit.litNodes.contains(hub2));
    // Mail between the sites goes from Hub to Hub; no flow joins HUB2 to the third DAG-less mailbox server of the other
    // site.
    QVERIFY(lit.litNodes.contains(nodeOf(m_servers, u"server:cas1"_s)));
    QVERIFY(!lit.litNodes.contains(nodeOf(m_servers, u"server:mbx10"_s)));
    for (const int edge : lit.litEdges) {
        bool touches = false;
        for (const EdgeLeg &leg : m_servers.edges.at(edge).legs)
            touches = touches || nodesAt(m_servers, leg).contains(hub2);
        QVERIFY2(touches, qPrintable(m_servers.edges.at(edge).id));
    }
}

void TestSelection::aLineLightsItsEnds()
{
    for (int i = 0; i < m_servers.edges.size(); ++i) {
        const ChartSelection lit = chartSelection(m_servers, selectionOf(m_servers, {DiagramPart::Kind::Edge, i}));
        QSet<int> ends;
        for (const EdgeLeg &leg : m_servers.edges.at(i).legs) {
            const QList<int> nodes = nodesAt(m_servers, leg);
            ends.unite(QSet<int>(nodes.begin(), nodes.end()));
        }
        QVERIFY(!lit.litNodes.isEmpty());
        QVERIFY(ends.contains(lit.litNodes));
    }
}

void TestSelection::aSiteLightsWhatItHolds()
{
    const ChartSelection lit = chartSelection(m_servers, Selection::ofSite(0));
    QCOMPARE(lit.part.kind, DiagramPart::Kind::Box);
    for (const QString &id : {u"server:cas1"_s, u"server:mbx1"_s, u"server:mbx2"_s, u"server:mbx10"_s})
        QVERIFY(lit.litNodes.contains(nodeOf(m_servers, id)));
    const Diagram sites = diagramOf(m_flows, Level::Sites);
    const ChartSelection card = chartSelection(sites, Selection::ofSite(1));
    QCOMPARE(card.part.kind, DiagramPart::Kind::Node);
    QCOMPARE(sites.nodes.at(card.part.index).site, 1);
}

void TestSelection::aRowLightsTheLineThatHoldsIt()
{
    for (const FlowRow &row : flowRows(m_flows)) {
        if (row.local)
            continue;
        const Selection selection = Selection::ofRow(m_flows, row);
        const ChartSelection lit = chartSelection(m_servers, selection);
        QVERIFY2(!lit.litEdges.isEmpty(), qPrintable(m_flows.catalog().dataPaths().at(row.path).code));
        for (const int edge : lit.litEdges)
            QVERIFY(m_servers.edges.at(edge).codes.contains(m_flows.catalog().dataPaths().at(row.path).code));
    }
}

void TestSelection::everyLineSelectsItself()
{
    for (const Level level : {Level::Sites, Level::Roles, Level::Servers}) {
        const Diagram diagram = diagramOf(flowsOfSample(u"three-site"_s), level);
        for (int i = 0; i < diagram.edges.size(); ++i) {
            const ChartSelection lit = chartSelection(diagram, selectionOf(diagram, {DiagramPart::Kind::Edge, i}));
            QVERIFY2(lit.litEdges.contains(i), qPrintable(diagram.edges.at(i).id));
        }
    }
}

void TestSelection::rowsOfALineAreItsOwn()
{
    const Selection selection = selectionOf(m_servers, {DiagramPart::Kind::Edge, 0});
    int count = 0;
    for (const FlowRow &row : flowRows(m_flows)) {
        if (!holdsRow(m_flows, selection, row))
            continue;
        ++count;
        QVERIFY(m_servers.edges.first().codes.contains(m_flows.catalog().dataPaths().at(row.path).code));
    }
    QVERIFY(count > 0);
}

void TestSelection::idsAreFound_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("kind");
    QTest::newRow("server") << u"mbx1"_s << int(Selection::Kind::Servers);
    QTest::newRow("card") << u"server:mbx1"_s << int(Selection::Kind::Servers);
    QTest::newRow("site") << u"hq"_s << int(Selection::Kind::Site);
    QTest::newRow("box") << u"site:hq"_s << int(Selection::Kind::Site);
    QTest::newRow("group") << u"dag1"_s << int(Selection::Kind::Servers);
    QTest::newRow("code") << u"t1"_s << int(Selection::Kind::Flows);
    QTest::newRow("data path") << u"transport-01"_s << int(Selection::Kind::Flows);
}

void TestSelection::idsAreFound()
{
    QFETCH(QString, id);
    QFETCH(int, kind);
    const std::optional<Selection> found = findSelection(m_flows, &m_servers, id);
    QVERIFY(found.has_value());
    QCOMPARE(int(found->kind), kind);
    const std::optional<Selection> edge = findSelection(m_flows, &m_servers, m_servers.edges.first().id);
    QVERIFY(edge.has_value());
    QCOMPARE(int(edge->kind), int(Selection::Kind::Flows));
}

void TestSelection::unknownIdsAreNotFound()
{
    QVERIFY(!findSelection(m_flows, &m_servers, u"nobody"_s));
    QVERIFY(!findSelection(m_flows, nullptr, QString()));
}

void TestSelection::flowsOfASelectionAreThoseThatItHolds()
{
    const std::vector<FlowRow> rows = flowRows(m_flows);
    std::vector<Selection> selections{{},
                                      Selection::ofServers({serverOf(m_flows, u"hub2"_s)}),
                                      Selection::ofSite(0),
                                      Selection::ofPath(m_flows, rows.front().path),
                                      Selection::ofRow(m_flows, rows.front()),
                                      Selection::ofRows(m_flows, {rows.begin(), rows.begin() + 5})};
    for (int edge = 0; edge < m_servers.edges.size(); ++edge)
        selections.push_back(selectionOf(m_servers, {DiagramPart::Kind::Edge, edge}));
    const auto name = [](const FlowRow &row) {
        return u"%1 %2 %3 %4"_s.arg(row.path).arg(row.entry).arg(row.source).arg(row.destination);
    };
    for (const Selection &selection : selections) {
        QStringList held;
        for (const FlowRow &row : rows) {
            if (holdsRow(m_flows, selection, row))
                held << name(row);
        }
        QStringList given;
        for (const FlowRow &row : flowRows(flowsIn(m_flows, selection)))
            given << name(row);
        QCOMPARE(given, held);
    }
}

void TestSelection::survivesAnotherStateOfTheDocument()
{
    // A server in front of the others moves every index.
    const FlowSet later = flowsOf(smallTopology().replace(
        R"({ "id": "cas1")", R"({ "id": "aaa", "name": "AAA", "site": "hq", "roles": ["mailbox"] }, { "id": "cas1")"));
    const Selection server = carriedOver(Selection::ofServers({serverOf(m_flows, u"mbx2"_s)}), m_flows, later);
    QCOMPARE(server.servers, ServerSet{serverOf(later, u"mbx2"_s)});
    const Selection path =
        carriedOver(Selection::ofPath(m_flows, m_flows.catalog().pathIndex(u"transport-01"_s)), m_flows, later);
    QCOMPARE(path.kind, Selection::Kind::Flows);
    for (const EdgeFlows &flows : path.flows) {
        for (const quint32 source : flows.sources)
            QVERIFY(later.topology().servers.at(source).roles.contains(u"hub-transport"_s));
    }
    QCOMPARE(carriedOver(Selection::ofSite(1), m_flows, later), Selection::ofSite(1));
}

void TestSelection::goesWithWhatIsGone()
{
    const FlowSet other = flowsOfSample(u"single-server"_s);
    QVERIFY(carriedOver(Selection::ofServers({0}), m_flows, other).isEmpty());
    QVERIFY(carriedOver(Selection::ofSite(0), m_flows, other).isEmpty());
    QVERIFY(carriedOver(Selection::ofPath(m_flows, 0), m_flows, other).isEmpty());
}

QTEST_MAIN(TestSelection)
#include "tst_selection.moc"
