// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/likelycauses.h"
#include "tests/support/catalogdsl.h"
#include "tests/support/topologydsl.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

using Kind = LikelyCause::Kind;

/// What was seen of a port: of which server, which path and entry, and what came of it.
struct Look {
    QString server;
    int path = 0;
    ProbeResult result = ProbeResult::NoAnswer;
    Verdict verdict = Verdict::Fails;
    bool isRejected = false;
};

} // namespace

class TestLikelyCauses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHostThatAnswersNowhereIsDown();
    void aHostThatRefusesIsNotDown();
    void aSiteWithoutAnyAnswerIsDark();
    void aPortThatIsSilentEverywhereIsBlocked();
    void aPortThatIsOpenSomewhereIsNotBlocked();
    void aHostWithoutAnAddressIsNotDown();
    void rejectionsAreNotSilence();
    void aPortThatIsRejectedEverywhereIsTheFirewalls();
    void whatTellsNothingOpensNoWay();
    void hostsThatNobodyCouldLookAtLightNoSite();
    void portsThatAreHandedOutAreARange();
    void whatNobodyCheckedCausesNothing();
    void theCauseOfMostComesFirst();
    void brokenPathsComeByWhatTheyBreak();
    void whatWorksIsNotBroken();

private:
    std::vector<JudgedPort> seen(const QList<Look> &looks) const;
    QList<LikelyCause> causes(const QList<Look> &looks) const { return likelyCauses(m_flows, seen(looks)); }

    const FlowSet m_flows =
        deriveFlows(catalogFromText("p1: ra -> rb @ organization; tcp/25 x\np2: ra -> rb @ organization; tcp/80 y\n"
                                    "p3: ra -> rb @ organization; tcp/2000-2009 z"),
                    topologyFromText("one: a[ra]\ntwo: b[rb] c[rb]\nthree: d[rb]"));
};

std::vector<JudgedPort> TestLikelyCauses::seen(const QList<Look> &looks) const
{
    std::vector<JudgedPort> ports;
    const QList<Server> &servers = m_flows.topology().servers;
    for (const Look &look : looks) {
        const auto found = std::find_if(servers.begin(), servers.end(),
                                        [&look](const Server &server) { return server.id == look.server; });
        JudgedPort port;
        port.flow = {quint16(look.path), 0, quint32(found - servers.begin()), 1};
        port.port = m_flows.ports(port.flow).value(0);
        port.result = look.result;
        port.isRejected = look.isRejected;
        port.verdict.verdict = look.verdict;
        port.verdict.reason = u"%1 %2"_s.arg(look.server, toString(look.result));
        port.verdict.run = look.verdict == Verdict::NotChecked ? -1 : 0;
        ports.push_back(port);
    }
    return ports;
}

void TestLikelyCauses::aHostThatAnswersNowhereIsDown()
{
    const QList<LikelyCause> found = causes({{u"b"_s, 0}, {u"b"_s, 1}, {u"c"_s, 0, ProbeResult::Open, Verdict::Works}});
    QCOMPARE(found.size(), 1);
    QVERIFY(found[0].kind == Kind::HostDown);
    QCOMPARE(found[0].ports, (QList<int>{0, 1}));
    QVERIFY(found[0].text.contains(u"B"));
    QVERIFY(!found[0].advice.isEmpty());
}

void TestLikelyCauses::aHostThatRefusesIsNotDown()
{
    const QList<LikelyCause> found = causes({{u"b"_s, 0}, {u"b"_s, 1, ProbeResult::Refused}});
    QCOMPARE(found.size(), 2);
    QVERIFY(found[0].kind == Kind::Single);
    QVERIFY(found[1].kind == Kind::Single);
}

void TestLikelyCauses::aSiteWithoutAnyAnswerIsDark()
{
    const QList<LikelyCause> found = causes({{u"b"_s, 0},
                                             {u"b"_s, 1},
                                             {u"c"_s, 0, ProbeResult::Unreachable},
                                             {u"d"_s, 0, ProbeResult::Open, Verdict::Works}});
    QCOMPARE(found.size(), 1);
    QVERIFY(found[0].kind == Kind::SiteDark);
    QCOMPARE(found[0].ports, (QList<int>{0, 1, 2}));
    QVERIFY(found[0].text.contains(u"TWO"));
}

void TestLikelyCauses::aPortThatIsSilentEverywhereIsBlocked()
{
    const QList<LikelyCause> found = causes({{u"b"_s, 0},
                                             {u"c"_s, 0},
                                             {u"b"_s, 1, ProbeResult::Open, Verdict::Works},
                                             {u"c"_s, 1, ProbeResult::Open, Verdict::Works}});
    QCOMPARE(found.size(), 1);
    QVERIFY(found[0].kind == Kind::PortBlocked);
    QCOMPARE(found[0].ports, (QList<int>{0, 1}));
    QVERIFY(found[0].text.contains(u"TCP 25"));
    QVERIFY(found[0].text.contains(u"TWO"));
}

void TestLikelyCauses::aPortThatIsOpenSomewhereIsNotBlocked()
{
    const QList<LikelyCause> found = causes(
        {{u"b"_s, 0}, {u"c"_s, 0, ProbeResult::Open, Verdict::Works}, {u"b"_s, 1, ProbeResult::Open, Verdict::Works}});
    QCOMPARE(found.size(), 1);
    QVERIFY(found[0].kind == Kind::Single);
    QCOMPARE(found[0].text, u"b no-answer"_s);
}

void TestLikelyCauses::aHostWithoutAnAddressIsNotDown()
{
    const QList<LikelyCause> found = causes({{u"b"_s, 0, ProbeResult::NameNotFound},
                                             {u"b"_s, 1, ProbeResult::NameNotFound},
                                             {u"c"_s, 0, ProbeResult::NameNotFound},
                                             {u"c"_s, 1, ProbeResult::NameNotFound}});
    QCOMPARE(found.size(), 2);
    QVERIFY(found[0].kind == Kind::NameUnknown);
    QCOMPARE(found[0].ports, (QList<int>{0, 1}));
    QCOMPARE(found[0].text, u"b name-not-found"_s); // as its verdict says
    QCOMPARE(found[1].ports, (QList<int>{2, 3}));
}

void TestLikelyCauses::rejectionsAreNotSilence()
{
    const ProbeResult unreachable = ProbeResult::Unreachable;
    const QList<LikelyCause> found = causes({{u"b"_s, 0, unreachable, Verdict::Fails, true},
                                             {u"b"_s, 1, unreachable, Verdict::Fails, true},
                                             {u"c"_s, 0},
                                             {u"d"_s, 0, unreachable, Verdict::Fails, true},
                                             {u"d"_s, 1, unreachable, Verdict::Fails, true}});
    QCOMPARE(found.size(), 5); // no site is dark, no host down
    for (const LikelyCause &cause : found)
        QVERIFY(cause.kind == Kind::Single);
}

void TestLikelyCauses::aPortThatIsRejectedEverywhereIsTheFirewalls()
{
    const ProbeResult unreachable = ProbeResult::Unreachable;
    const QList<Look> looks{{u"b"_s, 0, unreachable, Verdict::Fails, true},
                            {u"c"_s, 0, unreachable, Verdict::Fails, true}};
    const QList<LikelyCause> found = causes(looks);
    QCOMPARE(found.size(), 1);
    QVERIFY(found[0].kind == Kind::PortRejected);
    QCOMPARE(found[0].ports, (QList<int>{0, 1}));
    QVERIFY2(found[0].text.contains(u"TCP 25") && found[0].text.contains(u"TWO"), qPrintable(found[0].text));
}

void TestLikelyCauses::whatTellsNothingOpensNoWay()
{
    const QList<LikelyCause> found = causes({{u"b"_s, 0},
                                             {u"c"_s, 0},
                                             {u"b"_s, 1, ProbeResult::Open, Verdict::Works},
                                             {u"c"_s, 1, ProbeResult::Refused},
                                             {u"b"_s, 0, ProbeResult::LocalFailure, Verdict::CannotTell}});
    QVERIFY(found[0].kind == Kind::PortBlocked);
    QCOMPARE(found[0].ports, (QList<int>{0, 1}));
}

void TestLikelyCauses::hostsThatNobodyCouldLookAtLightNoSite()
{
    const QList<Look> dark{{u"b"_s, 0}, {u"c"_s, 0}};
    QVERIFY(causes(dark).first().kind == Kind::SiteDark);
    const QList<Look> alone{{u"b"_s, 0}, {u"c"_s, 0, ProbeResult::LocalFailure, Verdict::CannotTell}};
    QVERIFY(causes(alone).first().kind == Kind::Single);
}

void TestLikelyCauses::portsThatAreHandedOutAreARange()
{
    const QList<LikelyCause> found = causes({{u"b"_s, 2},
                                             {u"c"_s, 2},
                                             {u"b"_s, 1, ProbeResult::Open, Verdict::Works},
                                             {u"c"_s, 1, ProbeResult::Open, Verdict::Works}});
    QVERIFY(found[0].kind == Kind::PortBlocked);
    QVERIFY2(found[0].text.contains(u"TCP 2000-2009"), qPrintable(found[0].text));
}

void TestLikelyCauses::whatNobodyCheckedCausesNothing()
{
    QVERIFY(causes({{u"b"_s, 0, ProbeResult::NotProbeable, Verdict::NotChecked}}).isEmpty());
    QVERIFY(causes({}).isEmpty());
}

void TestLikelyCauses::theCauseOfMostComesFirst()
{
    const QList<LikelyCause> found = causes(
        {{u"d"_s, 0, ProbeResult::Refused}, {u"b"_s, 0}, {u"b"_s, 1}, {u"c"_s, 0, ProbeResult::Open, Verdict::Works}});
    QCOMPARE(found.size(), 2);
    QVERIFY(found[0].kind == Kind::HostDown);
    QVERIFY(found[1].kind == Kind::Single);
    QCOMPARE(found[1].ports, QList<int>{0});
}

void TestLikelyCauses::brokenPathsComeByWhatTheyBreak()
{
    const QList<BrokenPath> found = brokenPaths(seen({{u"b"_s, 0, ProbeResult::Open, Verdict::Differs},
                                                      {u"c"_s, 0, ProbeResult::Open, Verdict::Differs},
                                                      {u"b"_s, 1},
                                                      {u"c"_s, 1, ProbeResult::Open, Verdict::Works}}));
    QCOMPARE(found.size(), 2);
    QCOMPARE(int(found[0].path), 1);
    QVERIFY(found[0].verdict == Verdict::Fails);
    QCOMPARE(found[0].reason, u"b no-answer"_s);
    QCOMPARE(found[0].flows, 1);
    QCOMPARE(int(found[1].path), 0);
    QVERIFY(found[1].verdict == Verdict::Differs);
    QCOMPARE(found[1].flows, 2);
    QCOMPARE(found[1].ports, (QList<int>{0, 1}));
}

void TestLikelyCauses::whatWorksIsNotBroken()
{
    QVERIFY(brokenPaths(seen({{u"b"_s, 0, ProbeResult::Open, Verdict::Works},
                              {u"c"_s, 0, ProbeResult::CannotTell, Verdict::CannotTell}}))
                .isEmpty());
}

QTEST_GUILESS_MAIN(TestLikelyCauses)
#include "tst_likelycauses.moc"
