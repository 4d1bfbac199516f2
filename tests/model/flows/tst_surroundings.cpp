// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/flowends.h"
#include "model/flows/surroundings.h"
#include "tests/support/catalogdsl.h"
#include "tests/support/randomplan.h"
#include "tests/support/topologydsl.h"

#include <QRandomGenerator>
#include <QTest>

#include <set>
#include <tuple>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

using Triple = std::tuple<int, quint32, quint32>; // path, source, destination

std::set<Triple> triples(const FlowSet &flows)
{
    std::set<Triple> result;
    flows.forEachFlow([&](const Flow &flow) { result.insert({flow.path, flow.source, flow.destination}); });
    return result;
}

ChartFocus on(const QStringList &ids, int hops = 1)
{
    ChartFocus focus;
    focus.on = ids;
    focus.hops = hops;
    return focus;
}

/// "P1 A>B" for each flow, sorted.
QStringList words(const FlowSet &flows)
{
    QStringList result;
    flows.forEachFlow([&](const Flow &flow) {
        result << u"%1 %2>%3"_s.arg(flows.catalog().dataPaths().at(flow.path).code,
                                    flows.topology().servers.at(flow.source).id,
                                    flows.topology().servers.at(flow.destination).id);
    });
    result.sort();
    return result;
}

} // namespace

class TestSurroundings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goHopByHop_data()
    {
        QTest::addColumn<QStringList>("on");
        QTest::addColumn<int>("hops");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("a server") << QStringList{u"server:b"_s} << 1 << QStringList{u"P1 a>b"_s, u"P2 b>c"_s};
        QTest::newRow("two hops") << QStringList{u"server:a"_s} << 2
                                  << QStringList{u"P1 a>b"_s, u"P2 b>c"_s, u"P4 a>z"_s};
        QTest::newRow("directory traffic is seen but not followed")
            << QStringList{u"server:a"_s} << 9
            << QStringList{u"P1 a>b"_s, u"P2 b>c"_s, u"P3 c>d"_s, u"P4 a>z"_s, u"P4 d>z"_s};
        QTest::newRow("a data path") << QStringList{u"path:P2"_s} << 1 << QStringList{u"P2 b>c"_s};
        QTest::newRow("around a data path")
            << QStringList{u"path:P2"_s} << 2 << QStringList{u"P1 a>b"_s, u"P2 b>c"_s, u"P3 c>d"_s};
        QTest::newRow("a flow") << QStringList{u"flow:P1:a:b"_s} << 1 << QStringList{u"P1 a>b"_s};
        QTest::newRow("two flows") << QStringList{u"flow:P1:a:b"_s, u"flow:P4:a,d:@one"_s} << 1
                                   << QStringList{u"P1 a>b"_s, u"P4 a>z"_s, u"P4 d>z"_s};
        QTest::newRow("around a flow") << QStringList{u"flow:P1:@one:b,c"_s} << 2
                                       << QStringList{u"P1 a>b"_s, u"P2 b>c"_s, u"P4 a>z"_s};
        QTest::newRow("a flow the wrong way round") << QStringList{u"flow:P1:b:a"_s} << 9 << QStringList();
        QTest::newRow("a site") << QStringList{u"site:two"_s} << 1 << QStringList{u"P3 c>d"_s, u"P4 d>z"_s};
        QTest::newRow("nothing that is there")
            << QStringList{u"server:q"_s, u"path:P9"_s, u"b"_s} << 9 << QStringList();
    }

    void goHopByHop()
    {
        const Catalog catalog = catalogFromText(R"(p1: ra -> rb @ organization; tcp/1 x
p2: rb -> rc @ organization; tcp/2 x
p3: rc -> rd @ organization; tcp/3 x
p4: ra, rd -> dc @ organization; tcp/4 x)");
        const Topology topology = topologyFromText(R"(one: a[ra] b[rb] c[rc] z[dc]
two: d[rd])");
        QFETCH(QStringList, on);
        QFETCH(int, hops);
        QFETCH(QStringList, expected);
        const FlowSet flows = deriveFlows(catalog, topology);
        QCOMPARE(flows.flowCount(), 5);
        QCOMPARE(words(surroundings(flows, ::on(on, hops), {true, true, true, false})), expected);
    }

    /// The same, server by server and flow by flow.
    void areThoseOfASearchFlowByFlow()
    {
        int hits = 0;
        for (quint64 seed = 0; seed < 60; ++seed) {
            const RandomPlan plan = randomPlan(seed);
            const FlowSet flows = deriveFlows(plan.catalog, plan.topology);
            if (plan.topology.servers.isEmpty())
                continue;
            QRandomGenerator random{quint32(seed)};
            std::vector<bool> leadsOn;
            for (qsizetype i = 0; i < plan.catalog.dataPaths().size(); ++i)
                leadsOn.push_back(random.bounded(3) > 0);
            const int hops = random.bounded(1, 4);
            const int server = random.bounded(int(plan.topology.servers.size()));
            const int path = random.bounded(int(plan.catalog.dataPaths().size()));
            const bool withPath = random.bounded(2) == 0;
            ChartFocus focus = on({u"server:"_s + plan.topology.servers.at(server).id}, hops);
            if (withPath)
                focus.on << u"path:"_s + plan.catalog.dataPaths().at(path).code;
            // Flows from some servers to some others, which may be the same.
            const int named = random.bounded(int(plan.catalog.dataPaths().size()));
            std::set<quint32> sources, destinations;
            QStringList from, to;
            for (quint32 i = 0; i < quint32(plan.topology.servers.size()); ++i) {
                const QString &id = plan.topology.servers.at(i).id;
                if (random.bounded(3) == 0) {
                    sources.insert(i);
                    from << id;
                }
                if (random.bounded(3) == 0) {
                    destinations.insert(i);
                    to << id;
                }
            }
            focus.on << flowIds(plan.catalog.dataPaths().at(named).code, from, to);
            if (seed % 2 == 0)
                focus.on << flowIds(plan.catalog.dataPaths().at(named).code, from.mid(0, 2), to.mid(0, 2));
            const auto isStart = [&](const Flow &flow) {
                return (withPath && flow.path == path)
                    || (flow.path == named && sources.count(flow.source) && destinations.count(flow.destination)
                        && (flow.source != flow.destination || (sources.size() == 1 && destinations.size() == 1)));
            };

            std::set<Triple> expected;
            std::set<quint32> reached{quint32(server)};
            for (int hop = 1; hop <= hops; ++hop) {
                std::set<quint32> next = reached;
                flows.forEachFlow([&](const Flow &flow) {
                    const bool isMeant = reached.count(flow.source) || reached.count(flow.destination) || isStart(flow);
                    if (!isMeant)
                        return;
                    expected.insert({flow.path, flow.source, flow.destination});
                    const bool leads = reached.count(flow.source) || reached.count(flow.destination) || hop == 1;
                    if (leadsOn[flow.path] && leads) {
                        next.insert(flow.source);
                        next.insert(flow.destination);
                    }
                });
                reached = next;
            }
            const FlowSet found = surroundings(flows, focus, leadsOn);
            QCOMPARE(triples(found), expected);
            QCOMPARE(found.flowCount(), qint64(expected.size()));
            hits += expected.empty() ? 0 : 1;
        }
        QVERIFY(hits > 30);
    }
};

QTEST_APPLESS_MAIN(TestSurroundings)
#include "tst_surroundings.moc"
