// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/charts.h"
#include "tests/support/findings.h"
#include "tests/support/topologydsl.h"
#include "views/findings/findingmarks.h"

#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

Finding finding(const QString &rule, Severity severity, const QStringList &servers)
{
    Finding result;
    result.rule = rule;
    result.severity = severity;
    result.title = u"Title of "_s + rule;
    result.servers = servers;
    return result;
}

} // namespace

class TestFindingMarks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void serversAreMarkedAndNotTheirSite();
    void aLinkAndBothItsEndsAreMarked();
    void aGroupIsMarkedBesideItsServers();
    void aGreatManyServersMarkTheirSites();
    void notesAndWhatIsAcceptedMarkNothing();
    void theWorstSeverityCounts_data();
    void theWorstSeverityCounts();
    void everyRemarkStandsOnce();
    void moreThanAnybodyReadsIsLeftOut();
    void cardsHaveTheWorstOfTheirServers();
    void aClosedSiteHasTheMarksOfItsServers();

private:
    static FlowSet flows();
    static int nodeOf(const Diagram &diagram, const QString &server);
};

FlowSet TestFindingMarks::flows()
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    return deriveFlows(*catalog, topologyFromText(R"(
        hq: mbx1[mailbox] mbx2[mailbox] hub1[hub-transport]
        br: hub2[hub-transport]
        hq - br
    )"));
}

/// The card that stands for the server.
int TestFindingMarks::nodeOf(const Diagram &diagram, const QString &server)
{
    const QList<Server> &servers = diagram.flows.topology().servers;
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        for (const quint32 met : diagram.nodes.at(i).servers) {
            if (servers.at(met).id == server)
                return i;
        }
    }
    return -1;
}

void TestFindingMarks::serversAreMarkedAndNotTheirSite()
{
    Finding about = finding(u"S2"_s, Severity::Error, {u"mbx1"_s, u"mbx2"_s});
    about.sites = {u"hq"_s};
    const auto marks = findingMarks({about});
    QCOMPARE(QSet<QString>(marks.keyBegin(), marks.keyEnd()), QSet<QString>({u"mbx1"_s, u"mbx2"_s}));
    QVERIFY(marks.value(u"mbx1"_s).severity == Severity::Error);
    QCOMPARE(marks.value(u"mbx1"_s).text, u"S2: Title of S2"_s);
}

void TestFindingMarks::aLinkAndBothItsEndsAreMarked()
{
    Finding about = finding(u"N1"_s, Severity::Error, {});
    about.links = {{u"hq"_s, u"br"_s}};
    Link link;
    link.first = u"hq"_s;
    link.second = u"br"_s;
    QCOMPARE(markedIds(about), QStringList({u"hq"_s, u"br"_s, linkId(link)}));
    about.sites = {u"br"_s};
    QCOMPARE(markedIds(about), QStringList({u"br"_s, u"hq"_s, linkId(link)}));
}

void TestFindingMarks::aGroupIsMarkedBesideItsServers()
{
    Finding about = finding(u"D3"_s, Severity::Error, {u"mbx1"_s});
    about.groups = {u"dag1"_s};
    QCOMPARE(markedIds(about), QStringList({u"dag1"_s, u"mbx1"_s}));
}

void TestFindingMarks::aGreatManyServersMarkTheirSites()
{
    QStringList servers;
    for (int i = 0; i < 1000; ++i)
        servers << u"s%1"_s.arg(i);
    Finding about = finding(u"S2"_s, Severity::Warning, servers);
    about.sites = {u"hq"_s};
    QCOMPARE(markedIds(about), QStringList{u"hq"_s});
}

void TestFindingMarks::notesAndWhatIsAcceptedMarkNothing()
{
    Finding accepted = finding(u"S2"_s, Severity::Error, {u"mbx1"_s});
    accepted.isAccepted = true;
    QCOMPARE(findingMarks({accepted, finding(u"P17"_s, Severity::Information, {u"mbx1"_s})}).size(), 0);
}

void TestFindingMarks::theWorstSeverityCounts_data()
{
    QTest::addColumn<QList<Severity>>("severities");
    QTest::newRow("worst first") << QList<Severity>{Severity::Error, Severity::Warning};
    QTest::newRow("worst last") << QList<Severity>{Severity::Warning, Severity::Error};
}

void TestFindingMarks::theWorstSeverityCounts()
{
    QFETCH(QList<Severity>, severities);
    const auto marks = findingMarks(
        {finding(u"A"_s, severities.first(), {u"mbx1"_s}), finding(u"B"_s, severities.last(), {u"mbx1"_s})});
    QVERIFY(marks.value(u"mbx1"_s).severity == Severity::Error);
    QCOMPARE(marks.value(u"mbx1"_s).text, u"A: Title of A\nB: Title of B"_s);
}

void TestFindingMarks::everyRemarkStandsOnce()
{
    QList<Finding> findings;
    for (const QString &rule : {u"A"_s, u"A"_s, u"B"_s, u"C"_s, u"D"_s, u"E"_s, u"F"_s, u"A"_s})
        findings << finding(rule, Severity::Warning, {u"mbx1"_s});
    // Six different remarks are no more than there is room for.
    QCOMPARE(findingMarks(findings).value(u"mbx1"_s).text.split(u'\n').last(), u"F: Title of F"_s);
}

void TestFindingMarks::moreThanAnybodyReadsIsLeftOut()
{
    QList<Finding> findings;
    for (int i = 0; i < 100; ++i)
        findings << finding(u"R%1"_s.arg(i), Severity::Warning, {u"mbx1"_s, u"mbx2"_s});
    const auto marks = findingMarks(findings);
    const QStringList lines = marks.value(u"mbx1"_s).text.split(u'\n');
    QVERIFY(lines.size() < 10);
    QCOMPARE(lines.last(), u"…"_s);
    // The same where one card stands for both.
    const Diagram roles = diagramOf(flows(), Level::Roles);
    QCOMPARE(marksOn(roles, marks).nodes.value(nodeOf(roles, u"mbx1"_s)).text.split(u'\n'), lines);
}

void TestFindingMarks::cardsHaveTheWorstOfTheirServers()
{
    const auto marks =
        findingMarks({finding(u"A"_s, Severity::Warning, {u"mbx1"_s}), finding(u"B"_s, Severity::Error, {u"mbx2"_s})});
    const Diagram roles = diagramOf(flows(), Level::Roles);
    const ChartMarks onRoles = marksOn(roles, marks);
    QCOMPARE(onRoles.nodes.keys(), QList<int>{nodeOf(roles, u"mbx1"_s)});
    QCOMPARE(onRoles.nodes.constBegin().value(), (ChartMark{Severity::Error, u"A: Title of A\nB: Title of B"_s}));
    QVERIFY(onRoles.boxes.isEmpty());
    const Diagram servers = diagramOf(flows(), Level::Servers);
    const ChartMarks onServers = marksOn(servers, marks);
    QCOMPARE(onServers.nodes.size(), 2);
    QVERIFY(onServers.nodes.value(nodeOf(servers, u"mbx1"_s)).severity == Severity::Warning);
    QVERIFY(onServers.nodes.value(nodeOf(servers, u"mbx2"_s)).severity == Severity::Error);
}

void TestFindingMarks::aClosedSiteHasTheMarksOfItsServers()
{
    Finding site = finding(u"S4"_s, Severity::Warning, {});
    site.sites = {u"br"_s};
    const auto marks = findingMarks({finding(u"A"_s, Severity::Error, {u"mbx1"_s}), site});
    const Diagram sites = diagramOf(flows(), Level::Sites);
    const ChartMarks onSites = marksOn(sites, marks);
    QVERIFY(onSites.nodes.value(nodeOf(sites, u"mbx1"_s)).severity == Severity::Error);
    QCOMPARE(onSites.nodes.value(nodeOf(sites, u"hub2"_s)).text, u"S4: Title of S4"_s);
    // An open site has its own on its box.
    const Diagram servers = diagramOf(flows(), Level::Servers);
    const ChartMarks onServers = marksOn(servers, marks);
    QCOMPARE(onServers.boxes.size(), 1);
    QCOMPARE(servers.boxes.at(onServers.boxes.keys().first()).title, u"BR"_s);
    QVERIFY(!onServers.nodes.contains(nodeOf(servers, u"hub2"_s)));
}

QTEST_MAIN(TestFindingMarks)
#include "tst_findingmarks.moc"
