// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/findings/review.h"
#include "tests/support/catalogdsl.h"
#include "tests/support/topologydsl.h"

#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

/// A port reference without design rules: only the plan's own hold.
Catalog plainCatalog()
{
    return test::catalogFromText("p1: hub -> hub @ organization; tcp/25 smtp; link-tls\n"
                                 "p2: hub -> dc @ directory; tcp/389 ldap\n"
                                 "p3: pc -> hub @ client; tcp/80 http; encryption=optional\n"
                                 "p4: hub -> store @ organization; tcp/99 old; encryption=none\n");
}

QList<Finding> review(const Topology &topology, const Catalog &catalog = plainCatalog())
{
    return reviewTopology(catalog, topology, deriveFlows(catalog, topology));
}

QStringList found(const QList<Finding> &findings)
{
    QStringList result;
    for (const Finding &finding : findings)
        result << toString(finding.severity) + u' ' + finding.key() + (finding.isAccepted ? u" accepted"_s : QString());
    return result;
}

QStringList found(const char *text)
{
    return found(review(test::topologyFromText(text)));
}

} // namespace

class TestReview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSoundPlanHasNoFindings()
    {
        QCOMPARE(found("hq: h[hub] d[dc]\nbr: i[hub] e[dc]\nhq - br"), QStringList());
        QCOMPARE(found(review(Topology())), QStringList());
    }

    void findings_data()
    {
        QTest::addColumn<QByteArray>("finds");
        QTest::addColumn<QByteArray>("silent");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QByteArray &finds, const QByteArray &silent,
                            const QStringList &expected) { QTest::newRow(name) << finds << silent << expected; };
        row("no directory server", "hq: h[hub] i[hub]", "hq: h[hub] i[hub] d[dc]", {u"warning P14 P2 hq"_s});
        row("directory server that no link leads to", "hq: h[hub]\nbr: i[hub]\nda: d[dc] j[hub]\nhq - br",
            "hq: h[hub]\nbr: i[hub]\nda: d[dc] j[hub]\nhq - br\nbr - da",
            {u"warning P14 P2 br hq"_s, u"warning P15 da"_s});
        row("server without flows", "hq: h[hub] d[dc] s[pc]\nbr: t[pc] u[store]", "hq: h[hub] d[dc]",
            {u"information P17 P3"_s, u"information P17 P4"_s, u"information P18 P3 P4 br hq"_s});
        row("server that nothing connects to", "hq: s[store]", "hq:", {u"information P16 s"_s});
        row("plain path inside a site", "hq: h[hub] d[dc] s[pc]", "hq: h[hub] d[dc]", {u"information P17 P3"_s});
        row("plain path across a border", "hq facing: h[hub] d[dc]\nnet external org=world: s[pc]",
            "hq facing: h[hub] d[dc]\nnet external org=world: i[hub] e[dc]",
            {u"warning P19 P3 hq net"_s, u"information P17 P3"_s});
        row("encryption that a link switches off", "hq: h[hub] d[dc]\nbr: i[hub]\nhq - br tls-off",
            "hq: h[hub] d[dc]\nbr: i[hub]\nhq - br", {u"information P17 P1"_s, u"information P18 P1 br hq"_s});
        row("pairs of sites with the same paths are one finding",
            "hq: h[hub] d[dc]\na: s[store]\nb: t[store]\nhq - a\nhq - b", "hq: h[hub] d[dc]",
            {u"information P17 P4"_s, u"information P18 P4 a b hq"_s});
    }

    void findings()
    {
        QFETCH(QByteArray, finds);
        QFETCH(QByteArray, silent);
        QFETCH(QStringList, expected);
        QCOMPARE(found(finds.constData()), expected);
        QCOMPARE(found(silent.constData()), QStringList());
    }

    void worstComeFirst()
    {
        const QList<Finding> findings = review(test::topologyFromText("hq: h[hub] i[hubb] d[dc] s[pc] t[]"));
        QStringList rules;
        for (const Finding &finding : findings)
            rules << finding.rule;
        QCOMPARE(rules, QStringList({u"P2"_s, u"P4"_s, u"P17"_s}));
    }

    void anAcceptedFindingStaysWithItsReason()
    {
        const Topology topology = test::topologyFromText("hq: h[hub] d[dc] s[pc]\naccept P17(P3) A line of our own");
        const QList<Finding> findings = review(topology);
        QCOMPARE(found(findings), QStringList{u"information P17 P3 accepted"_s});
        QCOMPARE(findings.first().reason, u"A line of our own"_s);
        QCOMPARE(openFindings(findings, Severity::Information), 0);
        QCOMPARE(openFindings(review(test::topologyFromText("hq: h[hub] d[dc] s[pc]")), Severity::Information), 1);
        QCOMPARE(openFindings(review(test::topologyFromText("hq: h[hub] d[dc] s[pc]")), Severity::Warning), 0);
    }

    void anAcceptanceDoesNotMindTheOrderOfItsIds()
    {
        QCOMPARE(found("hq: h[hub] d[dc]\nbr: i[hub]\nhq - br tls-off\naccept P18(br P1 hq) x\naccept P17(P1) y"),
                 QStringList({u"information P17 P1 accepted"_s, u"information P18 P1 br hq accepted"_s}));
    }

    void anAcceptanceOfNothingIsSaid()
    {
        const Topology topology =
            test::topologyFromText("hq: h[hub] d[dc]\naccept P17(P3) x\naccept S99(hq) y\naccept P17(P3 hq) z");
        const QList<Finding> findings = review(topology);
        QCOMPARE(
            found(findings),
            QStringList({u"information P20 P17 P3"_s, u"information P20 S99 hq"_s, u"information P20 P17 P3 hq"_s}));
        QCOMPARE(findings.first().place, u"accepted[0]"_s);
        Topology mended = topology;
        for (const Finding &finding : findings)
            mended = finding.fix->apply(mended);
        QCOMPARE(mended.accepted.size(), 0);
    }

    void acceptingAndWithdrawingAreEdits()
    {
        const Topology topology = test::topologyFromText("hq: h[hub] d[dc] s[pc]");
        const Finding finding = review(topology).first();
        const Topology accepted = acceptFinding(finding, u"Known"_s).apply(topology);
        QCOMPARE(accepted.accepted.size(), 1);
        QCOMPARE(accepted.accepted.first().reason, u"Known"_s);
        QVERIFY(review(accepted).first().isAccepted);
        const Topology again = acceptFinding(finding, u"Known since May"_s).apply(accepted);
        QCOMPARE(again.accepted.size(), 1);
        QCOMPARE(review(again).first().reason, u"Known since May"_s);
        QCOMPARE(withdrawAcceptance(finding).apply(again).accepted.size(), 0);
        // What was accepted is in the file.
        const Result<LoadedTopology> read = parseTopology(writeTopology(again), u"accepted"_s);
        QVERIFY(read.has_value());
        QCOMPARE(read->topology.accepted.first().about, finding.about);
    }

    void aWarningFromReadingIsAFinding()
    {
        Error warning;
        warning.place = u"servers[2].mood"_s;
        warning.detail = u"Nobody knows this."_s;
        const Finding finding = findingFrom(warning);
        QCOMPARE(finding.rule, u"P1"_s);
        QVERIFY(finding.severity == Severity::Warning);
        QCOMPARE(finding.place, warning.place);
        QCOMPARE(finding.detail, warning.detail);
    }
};

QTEST_GUILESS_MAIN(TestReview)
#include "tst_review.moc"
