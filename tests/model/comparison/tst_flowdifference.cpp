// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/comparison/flowdifference.h"
#include "model/flows/flowfilter.h"
#include "tests/support/catalogdsl.h"
#include "tests/support/randomedit.h"
#include "tests/support/randomplan.h"
#include "tests/support/topologydsl.h"

#include <QMap>
#include <QTest>

#include <algorithm>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

QString nameOf(const FlowSet &flows, const Flow &flow)
{
    return u"%1 %2>%3"_s.arg(flows.catalog().dataPaths()[flow.path].id, flows.topology().servers[flow.source].id,
                             flows.topology().servers[flow.destination].id);
}

/// Everything that counts in a comparison, as text.
QString contentOf(const FlowSet &flows, const Flow &flow)
{
    QStringList texts;
    for (const FlowPort &port : flows.ports(flow)) {
        texts << u"%1>%2 %3 %4-%5"_s
                     .arg(flows.topology().servers[port.source].id, flows.topology().servers[port.destination].id,
                          toString(port.transport))
                     .arg(port.ports.first)
                     .arg(port.ports.last);
    }
    texts.removeDuplicates();
    std::sort(texts.begin(), texts.end());
    return texts.join(u',') + u' ' + toString(flows.encryption(flow)) + u' '
        + flows.defaultAuthentication(flow).join(u'|');
}

QMap<QString, QString> contents(const FlowSet &flows)
{
    QMap<QString, QString> result;
    flows.forEachFlow([&](const Flow &flow) { result.insert(nameOf(flows, flow), contentOf(flows, flow)); });
    return result;
}

/// "+ p1 a>b", "- …", "~ … before => after", sorted: flow by flow, as slow as can be.
QStringList expectedDifference(const FlowSet &before, const FlowSet &after)
{
    const QMap<QString, QString> was = contents(before);
    const QMap<QString, QString> is = contents(after);
    QStringList lines;
    for (auto flow = was.begin(); flow != was.end(); ++flow) {
        if (!is.contains(flow.key()))
            lines << u"- "_s + flow.key();
        else if (is.value(flow.key()) != flow.value())
            lines << u"~ "_s + flow.key() + u' ' + flow.value() + u" => "_s + is.value(flow.key());
    }
    for (auto flow = is.begin(); flow != is.end(); ++flow) {
        if (!was.contains(flow.key()))
            lines << u"+ "_s + flow.key();
    }
    lines.sort();
    return lines;
}

QString lineOf(const FlowDifference &difference, const FlowChange &change)
{
    switch (change.change) {
    case Change::Added:
        return u"+ "_s + nameOf(difference.after, *change.after);
    case Change::Removed:
        return u"- "_s + nameOf(difference.before, *change.before);
    case Change::Changed:
        break;
    }
    return u"~ "_s + nameOf(difference.after, *change.after) + u' ' + contentOf(difference.before, *change.before)
        + u" => "_s + contentOf(difference.after, *change.after);
}

QStringList lines(const FlowDifference &difference)
{
    QStringList result;
    difference.forEachChange([&](const FlowChange &change) { result << lineOf(difference, change); });
    result.sort();
    return result;
}

QStringList linesByServer(const FlowDifference &difference)
{
    const FlowChangeIndex index(difference);
    QStringList result;
    std::vector<FlowChange> changes;
    for (quint32 server = 0; server < difference.servers.size(); ++server) {
        index.changesFrom(server, changes);
        for (const FlowChange &change : changes)
            result << lineOf(difference, change);
    }
    result.sort();
    return result;
}

ChangeCounts countsOf(const QStringList &lines)
{
    ChangeCounts counts;
    for (const QString &line : lines)
        ++(line.startsWith(u'+') ? counts.added : line.startsWith(u'-') ? counts.removed : counts.changed);
    return counts;
}

constexpr const char *kCatalog = R"(p1: hub -> hub @ site, other-site; tcp/25 smtp; link-tls; encryption=encrypted
p2: mailbox -> dc @ directory; tcp/135 rpc; tcp/rpc-dynamic rpc; encryption=none
p3: mailbox -> mailbox @ dag; tcp/64327 ship setting=dag.replicationPort; encryption=none
p4: mailbox -> hub @ site; tcp/rpc-dynamic rpc; tcp/135 rpc reverse; tcp/dynamic rpc reverse; encryption=none)";

constexpr const char *kPlan = R"(hq: hub1[hub] m1[mailbox] m2[mailbox] dc1[dc]
branch: hub2[hub] m3[mailbox]
hq - branch
d1 = dag(m1 m2))";

} // namespace

class TestFlowDifference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatAnEditDoes_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QString &from, const QString &to, const QStringList &expected) {
            QTest::newRow(name) << from << to << expected;
        };
        row("a server more", u"hub2[hub]"_s, u"hub2[hub] hub3[hub]"_s,
            {u"+ p1 hub1>hub3"_s, u"+ p1 hub2>hub3"_s, u"+ p1 hub3>hub1"_s, u"+ p1 hub3>hub2"_s, u"+ p4 m3>hub3"_s});
        row("a server less", u"m1[mailbox] m2[mailbox]"_s, u"m2[mailbox]"_s,
            {u"- p2 m1>dc1"_s, u"- p3 m1>m2"_s, u"- p3 m2>m1"_s, u"- p4 m1>hub1"_s});
        row("another DAG port", u"d1 = dag(m1 m2)"_s, u"d1 = dag(m1 m2) port=7000"_s,
            {u"~ p3 m1>m2 m1>m2 tcp 64327-64327 none  => m1>m2 tcp 7000-7000 none "_s,
             u"~ p3 m2>m1 m2>m1 tcp 64327-64327 none  => m2>m1 tcp 7000-7000 none "_s});
        row("TLS off on a link", u"hq - branch"_s, u"hq - branch tls-off"_s,
            {u"~ p1 hub1>hub2 hub1>hub2 tcp 25-25 encrypted  => hub1>hub2 tcp 25-25 disabled "_s,
             u"~ p1 hub2>hub1 hub2>hub1 tcp 25-25 encrypted  => hub2>hub1 tcp 25-25 disabled "_s});
        row("other dynamic ports of who answers", u"dc1[dc]"_s, u"dc1[dc dynamic=6000-6001]"_s,
            {u"~ p2 m1>dc1 m1>dc1 tcp 135-135,m1>dc1 tcp 49152-65535 none  => m1>dc1 tcp 135-135,m1>dc1 tcp "
             "6000-6001 none "_s,
             u"~ p2 m2>dc1 m2>dc1 tcp 135-135,m2>dc1 tcp 49152-65535 none  => m2>dc1 tcp 135-135,m2>dc1 tcp "
             "6000-6001 none "_s,
             u"~ p2 m3>dc1 m3>dc1 tcp 135-135,m3>dc1 tcp 49152-65535 none  => m3>dc1 tcp 135-135,m3>dc1 tcp "
             "6000-6001 none "_s});
        row("other dynamic ports of a source that answers", u"m3[mailbox]"_s, u"m3[mailbox dynamic=6000-6001]"_s,
            {u"~ p4 m3>hub2 hub2>m3 tcp 135-135,hub2>m3 tcp 49152-65535,m3>hub2 tcp 49152-65535 none  => hub2>m3 tcp "
             "135-135,hub2>m3 tcp 6000-6001,m3>hub2 tcp 49152-65535 none "_s});
        row("another order", u"hub1[hub] m1[mailbox] m2[mailbox] dc1[dc]"_s,
            u"dc1[dc] m2[mailbox] m1[mailbox] hub1[hub]"_s, {});
    }

    void saysWhatAnEditDoes()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QStringList, expected);
        const Catalog catalog = catalogFromText(kCatalog);
        const QString plan = QString::fromUtf8(kPlan);
        QVERIFY(plan.contains(from));
        const FlowSet before = deriveFlows(catalog, topologyFromText(kPlan));
        const FlowSet after =
            deriveFlows(catalog, topologyFromText(QString(plan).replace(from, to).toUtf8().constData()));
        QCOMPARE(lines(flowDifference(before, after)), expected);
        QCOMPARE(countFlowChanges(before, after), countsOf(expected));
        QStringList back;
        for (const QString &line : lines(flowDifference(after, before)))
            back << line.first(line.startsWith(u'~') ? line.indexOf(u' ', 5) : line.size());
        QStringList expectedBack;
        for (const QString &line : expected) {
            const QChar sign = line.startsWith(u'+') ? u'-' : line.startsWith(u'-') ? u'+' : u'~';
            expectedBack << sign + line.first(line.startsWith(u'~') ? line.indexOf(u' ', 5) : line.size()).sliced(1);
        }
        QCOMPARE(back, expectedBack);
    }

    void isThatOfAComparisonFlowByFlow()
    {
        ChangeCounts all;
        for (quint64 seed = 0; seed < 400; ++seed) {
            const RandomPlan plan = randomPlan(seed);
            const Topology edited = randomlyEdited(plan.topology, seed, static_cast<int>(1 + seed % 8), u"e"_s);
            const FlowSet before = deriveFlows(plan.catalog, plan.topology);
            const FlowSet after = deriveFlows(plan.catalog, edited);
            const FlowDifference difference = flowDifference(before, after);
            const QStringList expected = expectedDifference(before, after);
            QCOMPARE(lines(difference), expected);
            QCOMPARE(linesByServer(difference), expected);
            QCOMPARE(difference.counts, countsOf(expected));
            QCOMPARE(countFlowChanges(before, after), difference.counts);
            all.added += difference.counts.added;
            all.removed += difference.counts.removed;
            all.changed += difference.counts.changed;
        }
        QVERIFY2(all.added > 1000 && all.removed > 1000 && all.changed > 100,
                 qPrintable(u"%1 %2 %3"_s.arg(all.added).arg(all.removed).arg(all.changed)));
    }

    void ofUnrelatedPlansIsEverything()
    {
        const Catalog catalog = catalogFromText(kCatalog);
        const FlowSet one = deriveFlows(catalog, topologyFromText("a: x1[hub] x2[hub]"));
        const FlowSet other = deriveFlows(catalog, topologyFromText("b: y1[hub] y2[hub] y3[hub]"));
        QCOMPARE(countFlowChanges(one, other), (ChangeCounts{6, 2, 0}));
        QCOMPARE(countFlowChanges(FlowSet(), other), (ChangeCounts{6, 0, 0}));
        QCOMPARE(countFlowChanges(one, FlowSet()), (ChangeCounts{0, 2, 0}));
        QCOMPARE(countFlowChanges(FlowSet(), FlowSet()), ChangeCounts());
    }

    void comparesPathsOfTwoReferencesById()
    {
        const Topology topology = topologyFromText("a: x[hub] y[hub]");
        const FlowSet before = deriveFlows(catalogFromText(R"(p1: hub -> hub @ site; tcp/25 smtp
p2: hub -> hub @ site; tcp/80 http
p3: hub -> hub @ site; tcp/1 x; auth=ntlm)"),
                                           topology);
        const FlowSet after = deriveFlows(catalogFromText(R"(p3: hub -> hub @ site; tcp/1 x; auth=kerberos
p4: hub -> hub @ site; tcp/443 https
p1: hub -> hub @ site; tcp/25 smtp; tcp/25 smtp implied)"),
                                          topology);
        QCOMPARE(lines(flowDifference(before, after)), expectedDifference(before, after));
        QCOMPARE(countFlowChanges(before, after), (ChangeCounts{2, 2, 2}));
    }

    /// Filters leave groups that share sources and destinations in other ways than a derivation's do.
    void comparesFilteredFlows()
    {
        qint64 differing = 0;
        for (quint64 seed = 0; seed < 100; ++seed) {
            const RandomPlan plan = randomPlan(seed);
            const Topology edited = randomlyEdited(plan.topology, seed, 3, u"e"_s);
            const auto filter = FlowFilter::parse(u"-port:25 (crosses:site or server:s1*)"_s, plan.catalog, edited);
            if (!filter)
                continue; // nothing is called so
            const FlowSet before = filtered(deriveFlows(plan.catalog, plan.topology), *filter);
            const FlowSet after = filtered(deriveFlows(plan.catalog, edited), *filter);
            const QStringList expected = expectedDifference(before, after);
            QCOMPARE(lines(flowDifference(before, after)), expected);
            differing += expected.size();
        }
        QVERIFY(differing > 100);
    }
};

QTEST_APPLESS_MAIN(TestFlowDifference)
#include "tst_flowdifference.moc"
