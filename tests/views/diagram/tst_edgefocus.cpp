// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/edgefocus.h"

#include "model/flows/generate.h"
#include "model/flows/surroundings.h"
#include "tests/support/charts.h"
#include "tests/support/randomplan.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <tuple>

using namespace portolan;
using namespace portolan::test;

namespace {

using Triple = std::tuple<int, quint32, quint32>; // path, source, destination

int pathCalled(const FlowSet &flows, const QString &code)
{
    const QList<DataPath> &paths = flows.catalog().dataPaths();
    return int(std::find_if(paths.begin(), paths.end(), [&code](const DataPath &path) { return path.code == code; })
               - paths.begin());
}

std::set<Triple> focused(const FlowSet &flows, const QStringList &on)
{
    ChartFocus focus;
    focus.on = on;
    std::set<Triple> result;
    const std::vector<bool> leadsOn(std::size_t(flows.catalog().dataPaths().size()), true);
    surroundings(flows, focus, leadsOn).forEachFlow([&](const Flow &flow) {
        result.insert({flow.path, flow.source, flow.destination});
    });
    return result;
}

std::set<Triple> drawn(const DiagramEdge &edge, int path = -1)
{
    std::set<Triple> result;
    for (const EdgeFlows &part : edge.flows) {
        if (path >= 0 && part.path != path)
            continue;
        for (const quint32 source : part.sources) {
            for (const quint32 destination : part.destinations) {
                if (source != destination)
                    result.insert({part.path, source, destination});
            }
        }
    }
    return result;
}

} // namespace

class tst_EdgeFocus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void isOnTheLinesOwnFlows_data();
    void isOnTheLinesOwnFlows();
    void randomPlansToo();
    void largePlansToo();
    void namesSitesThatAreDrawnAsOne();
};

void tst_EdgeFocus::isOnTheLinesOwnFlows_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<int>("level");
    for (const QString &sample : sampleNames()) {
        for (const Level level : {Level::Sites, Level::Roles, Level::Servers})
            QTest::addRow("%s, level %s", qPrintable(sample), qPrintable(toString(level))) << sample << int(level);
    }
}

void tst_EdgeFocus::isOnTheLinesOwnFlows()
{
    QFETCH(QString, sample);
    QFETCH(int, level);
    const FlowSet flows = flowsOfSample(sample);
    const Diagram diagram = diagramOf(flows, Level(level));
    for (const DiagramEdge &edge : diagram.edges) {
        QVERIFY2(focused(flows, focusOn(diagram, edge)) == drawn(edge), qPrintable(edge.id));
        for (const QString &code : edge.codes) {
            const int path = pathCalled(flows, code);
            QVERIFY2(focused(flows, focusOn(diagram, edge, code)) == drawn(edge, path), qPrintable(edge.id));
        }
    }
}

void tst_EdgeFocus::randomPlansToo()
{
    int edges = 0;
    for (quint64 seed = 1; seed <= 40; ++seed) {
        const RandomPlan plan = randomPlan(seed);
        const FlowSet flows = deriveFlows(plan.catalog, plan.topology);
        for (const Level level : {Level::Sites, Level::Roles, Level::Servers}) {
            const Diagram diagram = diagramOf(flows, level);
            for (const DiagramEdge &edge : diagram.edges) {
                QVERIFY2(focused(flows, focusOn(diagram, edge)) == drawn(edge),
                         qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(edge.id)));
                ++edges;
            }
        }
    }
    QVERIFY(edges > 200);
}

void tst_EdgeFocus::largePlansToo()
{
    const Result<Catalog> catalog = builtInCatalog(QStringLiteral("exchange-2010"));
    QVERIFY(catalog);
    const FlowSet flows = deriveFlows(*catalog, generateTopology(30, 300, 1));
    int blocks = 0;
    for (const Level level : {Level::Sites, Level::Servers}) {
        const Diagram diagram = diagramOf(flows, level);
        for (qsizetype i = 0; i < diagram.edges.size(); i += 3) {
            const DiagramEdge &edge = diagram.edges[i];
            QVERIFY2(focused(flows, focusOn(diagram, edge)) == drawn(edge), qPrintable(edge.id));
            blocks += edge.legs.front().block >= 0 ? 1 : 0;
        }
    }
    QVERIFY(blocks > 0);
}

void tst_EdgeFocus::namesSitesThatAreDrawnAsOne()
{
    const FlowSet flows = flowsOfSample(QStringLiteral("three-site"));
    const Diagram sites = diagramOf(flows, Level::Sites);
    for (const QString &id : focusOn(sites, sites.edges.front()))
        QCOMPARE(id.count(u'@'), 2);
    const Diagram servers = diagramOf(flows, Level::Servers);
    for (const DiagramEdge &edge : servers.edges) {
        for (const QString &id : focusOn(servers, edge))
            QVERIFY2(!id.contains(u'@'), qPrintable(id));
    }
}

QTEST_MAIN(tst_EdgeFocus)
#include "tst_edgefocus.moc"
