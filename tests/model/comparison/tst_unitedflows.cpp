// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/comparison/flowdifference.h"
#include "model/comparison/unitedflows.h"
#include "tests/support/catalogdsl.h"
#include "tests/support/randomedit.h"
#include "tests/support/randomplan.h"
#include "tests/support/topologydsl.h"

#include <QSet>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

QSet<QString> names(const FlowSet &flows)
{
    QSet<QString> result;
    flows.forEachFlow([&](const Flow &flow) {
        result.insert(u"%1 %2>%3"_s.arg(flows.catalog().dataPaths()[flow.path].id,
                                        flows.topology().servers[flow.source].id,
                                        flows.topology().servers[flow.destination].id));
    });
    return result;
}

template <typename T>
QStringList idsOf(const QList<T> &items)
{
    QStringList ids;
    for (const T &item : items)
        ids << item.id;
    return ids;
}

} // namespace

class TestUnitedFlows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasTheServersAndSitesOfBoth()
    {
        const Topology before = topologyFromText("gone: old[hub]\nhq: a[hub] b[hub]\nhq - gone\ng = dag(old)");
        const Topology after = topologyFromText("hq: a[hub] new[hub]\nbranch: b[mailbox]\nhq - branch 7");
        const Topology united = unitedTopology(before, after);
        QCOMPARE(idsOf(united.sites), (QStringList{u"hq"_s, u"branch"_s, u"gone"_s}));
        QCOMPARE(idsOf(united.servers), (QStringList{u"a"_s, u"new"_s, u"b"_s, u"old"_s}));
        QCOMPARE(idsOf(united.groups), QStringList{u"g"_s});
        QCOMPARE(united.servers[2].site, u"branch"_s);
        QCOMPARE(united.servers[2].roles, QStringList{u"mailbox"_s});
        QCOMPARE(united.links.size(), 2);
    }

    void partsMakeUpAll()
    {
        qint64 added = 0;
        qint64 removed = 0;
        qint64 changed = 0;
        qint64 unchanged = 0;
        for (quint64 seed = 0; seed < 400; ++seed) {
            const RandomPlan plan = randomPlan(seed);
            const Topology edited = randomlyEdited(plan.topology, seed + 1000, static_cast<int>(1 + seed % 6), u"e"_s);
            const FlowSet before = deriveFlows(plan.catalog, plan.topology);
            const FlowSet after = deriveFlows(plan.catalog, edited);
            const UnitedFlows united = unitedFlows(before, after);
            const QSet<QString> was = names(before);
            const QSet<QString> is = names(after);
            QCOMPARE(names(united.all), was | is);
            QCOMPARE(names(united.added), is - was);
            QCOMPARE(names(united.removed), was - is);
            QCOMPARE(names(united.changed) | names(united.unchanged), was & is);
            const ChangeCounts counts = countFlowChanges(before, after);
            QCOMPARE(united.added.flowCount(), counts.added);
            QCOMPARE(united.removed.flowCount(), counts.removed);
            QCOMPARE(united.changed.flowCount(), counts.changed);
            QCOMPARE(united.all.flowCount(),
                     counts.added + counts.removed + counts.changed + united.unchanged.flowCount());
            QCOMPARE(united.all.flowCount(), (was | is).size());
            QCOMPARE(idsOf(united.added.topology().servers), idsOf(united.all.topology().servers));
            added += counts.added;
            removed += counts.removed;
            changed += counts.changed;
            unchanged += united.unchanged.flowCount();
        }
        QVERIFY2(added > 500 && removed > 500 && changed > 50 && unchanged > 500,
                 qPrintable(u"%1 %2 %3 %4"_s.arg(added).arg(removed).arg(changed).arg(unchanged)));
    }

    void groupsAreByPath()
    {
        const Catalog catalog = catalogFromText("p1: x -> x @ site; tcp/1 x\np2: x -> x @ site; tcp/2 x");
        const UnitedFlows united = unitedFlows(deriveFlows(catalog, topologyFromText("a: s1[x] s2[x]")),
                                               deriveFlows(catalog, topologyFromText("a: s1[x] s3[x]")));
        for (size_t i = 1; i < united.all.groups().size(); ++i)
            QVERIFY(united.all.groups()[i - 1].path <= united.all.groups()[i].path);
        QCOMPARE(united.all.flowCount(), 8);
    }

    void whereServersMovedTheyStandWhereTheyAreNow()
    {
        const Catalog catalog = catalogFromText("p1: x -> y @ site; tcp/1 x");
        const UnitedFlows united = unitedFlows(deriveFlows(catalog, topologyFromText("a: s[x] t[y]\nb: u[y]")),
                                               deriveFlows(catalog, topologyFromText("a: t[y]\nb: u[y] s[x]")));
        QCOMPARE(names(united.added), QSet<QString>{u"p1 s>u"_s});
        QCOMPARE(names(united.removed), QSet<QString>{u"p1 s>t"_s});
        const Topology &topology = united.all.topology();
        QCOMPARE(topology.servers[idsOf(topology.servers).indexOf(u"s"_s)].site, u"b"_s);
    }

    void leavesOutPathsThatTheLaterReferenceDoesNotHave()
    {
        const Topology topology = topologyFromText("a: s[x] t[x]");
        const UnitedFlows united = unitedFlows(
            deriveFlows(catalogFromText("p1: x -> x @ site; tcp/1 x; tcp/2 x\np2: x -> x @ site"), topology),
            deriveFlows(catalogFromText("p1: x -> x @ site; tcp/1 x"), topology));
        QCOMPARE(names(united.all), (QSet<QString>{u"p1 s>t"_s, u"p1 t>s"_s}));
        QCOMPARE(united.changed.flowCount(), 2);
        QCOMPARE(united.all.ports({0, 0, 1, united.all.groups()[0].entries}).size(), 1);
    }
};

QTEST_APPLESS_MAIN(TestUnitedFlows)
#include "tst_unitedflows.moc"
