// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/editing/removal.h"
#include "tests/support/topologydsl.h"

#include <QRegularExpression>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

template <typename T>
QStringList ids(const QList<T> &list)
{
    QStringList result;
    for (const T &item : list)
        result << item.id;
    return result;
}

} // namespace

class TestRemoval : public QObject
{
    Q_OBJECT

private:
    Topology m_plan = topologyFromText("hq: a[x] b[x] c[x]\nbr: d[x] e[x]\ndmz: f[x]\nhq - br\nhq - dmz\nbr - dmz\n"
                                       "dag1 = dag(a b d)\nsub1 = edge-subscription(f) site=br\n"
                                       "sub2 = edge-subscription(f) site=hq");

private Q_SLOTS:
    void initTestCase()
    {
        m_plan.groups[0].witness = u"e"_s;
        m_plan.groups[0].alternateWitness = u"c"_s;
        ChartView view;
        view.name = u"V"_s;
        view.closed = {u"br"_s};
        view.focus.on = {u"server:d"_s};
        view.pins = {PinnedCard{u"server:d"_s, QPoint(1, 2)}};
        m_plan.views << view;
        m_plan.accepted << AcceptedFinding{u"S4"_s, {u"d"_s}, u"why"_s, nullptr};
    }

    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aServerGoesFromEverythingThatNamesIt()
    {
        const TopologyEdit edit = removeParts(m_plan, {{u"d"_s}, {}, {}});
        QCOMPARE(edit.text, u"Remove D"_s);
        const Topology after = edit.apply(m_plan);
        QCOMPARE(ids(after.servers), QStringList({u"a"_s, u"b"_s, u"c"_s, u"e"_s, u"f"_s}));
        QCOMPARE(after.groups[0].members, QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(after.groups[0].witness, u"e"_s);
        QCOMPARE(after.sites, m_plan.sites);
        QCOMPARE(after.links, m_plan.links);
        // Views and accepted findings keep the name; it counts for nothing there.
        QCOMPARE(after.views, m_plan.views);
        QCOMPARE(after.accepted, m_plan.accepted);
    }

    void witnessesAndGatewaysGo()
    {
        Topology plan = m_plan;
        plan.groups[1].kind = GroupType::DialPlan;
        plan.groups[1].members = {u"a"_s};
        plan.groups[1].site.clear();
        plan.groups[1].gateways = {u"c"_s, u"f"_s};
        const Topology after = removeParts(plan, {{u"c"_s, u"e"_s}, {}, {}}).apply(plan);
        QCOMPARE(after.groups[0].witness, QString());
        QCOMPARE(after.groups[0].alternateWitness, QString());
        QCOMPARE(after.groups[1].gateways, QStringList{u"f"_s});
    }

    void aSiteGoesWithItsServersAndLinks()
    {
        const TopologyEdit edit = removeParts(m_plan, {{u"br"_s}, {}, {}});
        QCOMPARE(edit.text, u"Remove BR"_s);
        const Topology after = edit.apply(m_plan);
        QCOMPARE(ids(after.sites), QStringList({u"hq"_s, u"dmz"_s}));
        QCOMPARE(ids(after.servers), QStringList({u"a"_s, u"b"_s, u"c"_s, u"f"_s}));
        QCOMPARE(after.links.size(), 1);
        QCOMPARE(after.links[0], m_plan.links[1]);
        QCOMPARE(after.groups[0].members, QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(after.groups[0].witness, QString());
        QCOMPARE(after.groups[1].site, QString());
        QCOMPARE(after.groups[2], m_plan.groups[2]);
    }

    void aGroupWithoutMembersStaysUnlessItWasChosen()
    {
        Topology after = removeParts(m_plan, {{u"f"_s}, {}, {}}).apply(m_plan);
        QCOMPARE(ids(after.groups), QStringList({u"dag1"_s, u"sub1"_s, u"sub2"_s}));
        QCOMPARE(after.groups[1].members, QStringList());
        after = removeParts(m_plan, {{u"f"_s, u"sub1"_s}, {}, {}}).apply(m_plan);
        QCOMPARE(ids(after.groups), QStringList({u"dag1"_s, u"sub2"_s}));
        QCOMPARE(ids(removeParts(m_plan, {{u"dag1"_s}, {}, {}}).apply(m_plan).servers), ids(m_plan.servers));
    }

    void linksAndAcceptedFindingsGo()
    {
        TopologyEdit edit = removeParts(m_plan, {{}, {{u"dmz"_s, u"hq"_s}}, {}});
        QCOMPARE(edit.text, u"Remove the link DMZ – HQ"_s);
        Topology after = edit.apply(m_plan);
        QCOMPARE(after.links, QList({m_plan.links[0], m_plan.links[2]}));
        edit = removeParts(m_plan, {{}, {}, {acceptedKey(u"S4"_s, {u"d"_s})}});
        QCOMPARE(edit.text, u"Remove the accepted finding S4"_s);
        after = edit.apply(m_plan);
        QVERIFY(after.accepted.isEmpty());
    }

    void saysHowManyOfWhat()
    {
        const Parts parts{{u"a"_s, u"b"_s, u"br"_s, u"dag1"_s, u"gone"_s}, {{u"hq"_s, u"dmz"_s}}, {}};
        QCOMPARE(removeParts(m_plan, parts).text, u"Remove 1 site, 2 servers, 1 group and 1 link"_s);
    }

    void whatIsNotThereChangesNothing()
    {
        const Parts parts{{u"gone"_s}, {{u"hq"_s, u"gone"_s}}, {u"x"_s}};
        QCOMPARE(removeParts(m_plan, parts).apply(m_plan), m_plan);
    }
};

QTEST_GUILESS_MAIN(TestRemoval)
#include "tst_removal.moc"
