// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/comparison/openingdifference.h"
#include "tests/support/catalogdsl.h"
#include "tests/support/randomedit.h"
#include "tests/support/randomplan.h"
#include "tests/support/topologydsl.h"

#include <QMap>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

QString textOf(const FlowSet &flows, quint32 source, quint32 destination, Transport transport, PortRange ports)
{
    return u"%1>%2 %3 %4-%5"_s
        .arg(flows.topology().servers[source].id, flows.topology().servers[destination].id, toString(transport))
        .arg(ports.first)
        .arg(ports.last);
}

/// Every opening with the codes of the paths that it serves, from all ports of all flows.
QMap<QString, QStringList> openings(const FlowSet &flows)
{
    QMap<QString, QStringList> result;
    flows.forEachFlow([&](const Flow &flow) {
        for (const FlowPort &port : flows.ports(flow)) {
            if (port.source == port.destination)
                continue;
            QStringList &paths = result[textOf(flows, port.source, port.destination, port.transport, port.ports)];
            const QString code = flows.catalog().dataPaths()[flow.path].code;
            if (!paths.contains(code))
                paths << code;
        }
    });
    for (QStringList &paths : result)
        paths.sort();
    return result;
}

QStringList expectedDifference(const FlowSet &before, const FlowSet &after)
{
    const QMap<QString, QStringList> was = openings(before);
    const QMap<QString, QStringList> is = openings(after);
    QStringList lines;
    for (auto opening = was.begin(); opening != was.end(); ++opening) {
        if (!is.contains(opening.key()))
            lines << u"- "_s + opening.key() + u' ' + opening.value().join(u',');
    }
    for (auto opening = is.begin(); opening != is.end(); ++opening) {
        if (!was.contains(opening.key()))
            lines << u"+ "_s + opening.key() + u' ' + opening.value().join(u',');
    }
    lines.sort();
    return lines;
}

QStringList lines(const FlowDifference &difference)
{
    OpeningDifference openings(difference);
    QStringList result;
    std::vector<OpeningChange> changes;
    for (quint32 server = 0; server < difference.servers.size(); ++server) {
        openings.changesFrom(server, changes);
        for (const OpeningChange &change : changes) {
            const bool isAdded = change.change == Change::Added;
            const FlowSet &flows = isAdded ? difference.after : difference.before;
            QStringList paths;
            for (const quint16 path : change.paths)
                paths << flows.catalog().dataPaths()[path].code;
            paths.sort();
            result << (isAdded ? u"+ "_s : u"- "_s)
                    + textOf(flows, change.source, change.destination, change.transport, change.ports) + u' '
                    + paths.join(u',');
        }
    }
    result.sort();
    return result;
}

} // namespace

class TestOpeningDifference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stayOpenForAnotherPath()
    {
        const Catalog catalog = catalogFromText(R"(p1: x -> y @ site; tcp/25 smtp; tcp/80 http
p2: z -> y @ site; tcp/25 smtp; udp/25 smtp
p3: x -> x @ local; tcp/9 x)");
        const FlowSet before = deriveFlows(catalog, topologyFromText("a: s[x z] t[y]"));
        const FlowSet after = deriveFlows(catalog, topologyFromText("a: s[z] t[y]"));
        QCOMPARE(lines(flowDifference(before, after)), QStringList{u"- s>t tcp 80-80 P1"_s});
        QCOMPARE(lines(flowDifference(after, before)), QStringList{u"+ s>t tcp 80-80 P1"_s});
    }

    void nameEveryPathThatTheyServe()
    {
        const Catalog catalog = catalogFromText("p1: x -> y @ site; tcp/25 smtp\np2: z -> y @ site; tcp/25 smtp");
        const FlowSet before = deriveFlows(catalog, topologyFromText("a: t[y]"));
        const FlowSet after = deriveFlows(catalog, topologyFromText("a: s[x z] t[y]"));
        QCOMPARE(lines(flowDifference(before, after)), QStringList{u"+ s>t tcp 25-25 P1,P2"_s});
    }

    void goTheWayThatConnectionsAreOpened()
    {
        const Catalog catalog = catalogFromText("p1: x -> y @ site; tcp/1 x; tcp/2 x reverse");
        const FlowSet before = deriveFlows(catalog, topologyFromText("a: s[x]"));
        const FlowSet after = deriveFlows(catalog, topologyFromText("a: s[x] t[y]"));
        QCOMPARE(lines(flowDifference(before, after)), (QStringList{u"+ s>t tcp 1-1 P1"_s, u"+ t>s tcp 2-2 P1"_s}));
    }

    void otherPortsCloseOneAndOpenAnother()
    {
        const Catalog catalog = catalogFromText("p1: x -> y @ site; tcp/rpc-dynamic rpc");
        const FlowSet before = deriveFlows(catalog, topologyFromText("a: s[x] t[y]"));
        const FlowSet after = deriveFlows(catalog, topologyFromText("a: s[x] t[y dynamic=6000-6001]"));
        QCOMPARE(lines(flowDifference(before, after)),
                 (QStringList{u"+ s>t tcp 6000-6001 P1"_s, u"- s>t tcp 49152-65535 P1"_s}));
    }

    void areThoseOfAComparisonPortByPort()
    {
        qint64 added = 0;
        qint64 removed = 0;
        for (quint64 seed = 0; seed < 400; ++seed) {
            const RandomPlan plan = randomPlan(seed);
            const Topology edited = randomlyEdited(plan.topology, seed, static_cast<int>(1 + seed % 8), u"e"_s);
            const FlowSet before = deriveFlows(plan.catalog, plan.topology);
            const FlowSet after = deriveFlows(plan.catalog, edited);
            const FlowDifference difference = flowDifference(before, after);
            QCOMPARE(lines(difference), expectedDifference(before, after));
            const ChangeCounts counts = OpeningDifference(difference).counts();
            const QStringList found = lines(difference);
            QCOMPARE(counts.added + counts.removed, found.size());
            added += counts.added;
            removed += counts.removed;
        }
        QVERIFY(added > 1000 && removed > 1000);
    }
};

QTEST_APPLESS_MAIN(TestOpeningDifference)
#include "tst_openingdifference.moc"
