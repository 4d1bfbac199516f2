// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/findings.h"
#include "tests/support/topologydsl.h"
#include "views/comparison/comparisonlines.h"

#include <QTest>

#include <algorithm>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *kPlan = "hq: hub1[hub-transport] mbx1[mailbox]\nbr: hub2[hub-transport]\nhq - br 50";

enum Section { TopologyPart, FindingsPart, FlowsPart, OpeningsPart };

ComparedPlan planOf(const Topology &topology)
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    return {deriveFlows(*catalog, topology), findingsOf(topology)};
}

ComparedPlan planOf(const char *text)
{
    return planOf(topologyFromText(text));
}

QString said(const ComparisonLine &line)
{
    return toString(line.change) + u' ' + line.what + (line.detail.isEmpty() ? QString() : u" | "_s + line.detail);
}

QStringList said(const ComparisonSection &section)
{
    QStringList result;
    for (const ComparisonLine &line : section.lines)
        result << said(line);
    return result;
}

} // namespace

class TestComparisonLines : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSamePlanHasNoDifference();
    void aServerMoreIsInEverySection();
    void aServerLessIsTheReverse();
    void fieldsSayBeforeAndAfter();
    void linksGoByTheNamesOfTheirSites();
    void flowsNameTheirEnds();
    void portsOfOpeningsAreSaid();
    void whatBecameOfFindingsIsSaid();
    void linesKnowWhatTheyAreAbout();
    void whatNobodyReadsIsCounted();
    void hostileNamesStayOneLine();
};

void TestComparisonLines::theSamePlanHasNoDifference()
{
    const ComparedPlan plan = planOf(kPlan);
    const QList<ComparisonSection> sections = compareForPeople(plan, plan);
    QCOMPARE(sections.size(), 4);
    for (const ComparisonSection &section : sections) {
        QVERIFY2(section.title.endsWith(u": no difference"_s), qPrintable(section.title));
        QCOMPARE(said(section), QStringList());
    }
}

void TestComparisonLines::aServerMoreIsInEverySection()
{
    Topology after = topologyFromText(kPlan);
    after.servers << topologyFromText("hq: hub3[hub-transport]").servers.first();
    const QList<ComparisonSection> sections = compareForPeople(planOf(kPlan), planOf(after));
    QCOMPARE(said(sections.at(TopologyPart)), QStringList{u"added "_s + sections.at(TopologyPart).lines.first().what});
    QVERIFY(sections.at(TopologyPart).lines.first().what.endsWith(u" HUB3"_s));
    QCOMPARE(sections.at(TopologyPart).title, u"Topology: 1 added"_s);
    // T1 with each of two others both ways, T5 and T6 with the Mailbox server, T9 and the like need a directory.
    QVERIFY(sections.at(FlowsPart).title.startsWith(u"Flows: "_s));
    QVERIFY(!sections.at(FlowsPart).lines.isEmpty());
    for (const Section part : {FlowsPart, OpeningsPart}) {
        for (const ComparisonLine &line : sections.at(part).lines) {
            QVERIFY(line.change == Change::Added);
            QVERIFY(line.sources.contains(u"hub3"_s) || line.destinations.contains(u"hub3"_s));
        }
    }
}

void TestComparisonLines::aServerLessIsTheReverse()
{
    Topology more = topologyFromText(kPlan);
    more.servers << topologyFromText("hq: hub3[hub-transport]").servers.first();
    const QList<ComparisonSection> there = compareForPeople(planOf(kPlan), planOf(more));
    const QList<ComparisonSection> back = compareForPeople(planOf(more), planOf(kPlan));
    for (const Section part : {TopologyPart, FlowsPart, OpeningsPart}) {
        QStringList expected = said(there.at(part)).replaceInStrings(u"added"_s, u"removed"_s);
        QStringList met = said(back.at(part));
        expected.sort();
        met.sort();
        QCOMPARE(met, expected);
        QCOMPARE(back.at(part).title, QString(there.at(part).title).replace(u"added"_s, u"removed"_s));
    }
}

void TestComparisonLines::fieldsSayBeforeAndAfter()
{
    Topology after = topologyFromText(kPlan);
    after.servers.first().fqdn = u"hub1.example"_s;
    after.servers.first().name = u"HUB-1"_s;
    const ComparisonSection section = compareForPeople(planOf(kPlan), planOf(after)).at(TopologyPart);
    QCOMPARE(section.title, u"Topology: 1 changed"_s);
    const ComparisonLine line = section.lines.first();
    QVERIFY2(line.what.endsWith(u" HUB-1"_s), qPrintable(line.what));
    QVERIFY2(line.detail.contains(u"HUB1 → HUB-1"_s), qPrintable(line.detail));
    QVERIFY2(line.detail.contains(u"nothing → hub1.example"_s), qPrintable(line.detail));
}

void TestComparisonLines::linksGoByTheNamesOfTheirSites()
{
    Topology after = topologyFromText(kPlan);
    after.links.first().cost = 20;
    ComparisonLine line = compareForPeople(planOf(kPlan), planOf(after)).at(TopologyPart).lines.first();
    QVERIFY2(line.what.endsWith(u" HQ – BR"_s), qPrintable(line.what));
    QVERIFY2(line.detail.contains(u"50 → 20"_s), qPrintable(line.detail));
    // The site of a link that is gone may be gone as well.
    Topology none = topologyFromText("hq: hub1[hub-transport] mbx1[mailbox]");
    const QStringList lines = said(compareForPeople(planOf(kPlan), planOf(none)).at(TopologyPart));
    QVERIFY2(std::any_of(lines.begin(), lines.end(), [](const QString &text) { return text.endsWith(u" HQ – BR"_s); }),
             qPrintable(lines.join(u'\n')));
}

void TestComparisonLines::flowsNameTheirEnds()
{
    Topology after = topologyFromText("hq: hub1[hub-transport]\nbr: hub2[hub-transport]\nhq - br");
    for (int i = 0; i < 6; ++i)
        after.servers << topologyFromText("br: m[hub-transport]").servers.first();
    for (int i = 2; i < after.servers.size(); ++i) {
        after.servers[i].id = u"m%1"_s.arg(i);
        after.servers[i].name = u"M%1"_s.arg(i);
    }
    const ComparisonSection section =
        compareForPeople(planOf("hq: hub1[hub-transport]\nbr: hub2[hub-transport]\nhq - br"), planOf(after))
            .at(FlowsPart);
    // Six new servers talk to two old ones and to each other, both ways: 6·2·2 + 6·5.
    QCOMPARE(section.title, u"Flows: 54 added"_s);
    const auto many = std::find_if(section.lines.begin(), section.lines.end(),
                                   [](const ComparisonLine &line) { return line.detail.contains(u"and 2 more"_s); });
    QVERIFY2(many != section.lines.end(), qPrintable(said(section).join(u'\n')));
    QVERIFY(many->what.startsWith(u"T1 "_s));
    QVERIFY(many->detail.contains(u"M2, M3, M4, M5 and 2 more"_s));
    // The chart shows those that are not named, too.
    QVERIFY(many->sources.contains(u"m7"_s) || many->destinations.contains(u"m7"_s));
}

void TestComparisonLines::portsOfOpeningsAreSaid()
{
    const char *const after =
        "hq: hub1[hub-transport] mbx1[mailbox]\nbr: hub2[hub-transport] hub3[hub-transport]\nhq - br 50";
    const QStringList lines = said(compareForPeople(planOf(kPlan), planOf(after)).at(OpeningsPart));
    QVERIFY2(std::any_of(lines.begin(), lines.end(),
                         [](const QString &line) {
                             return line.startsWith(u"added HUB1 → HUB3 | 25/TCP for "_s) && line.contains(u"T1"_s);
                         }),
             qPrintable(lines.join(u'\n')));
}

void TestComparisonLines::whatBecameOfFindingsIsSaid()
{
    const Topology before = topologyFromText("hq: hub1[hub-transport]\nbr: hub2[hub-transport]\nhq - br filtered");
    const Finding filter = findingOf(findingsOf(before), u"N1");
    const Topology accepted = acceptFinding(filter, u"Until May"_s).apply(before);
    Topology gone = before;
    gone.links.first().filtered = false;
    const auto lineOf = [&filter](const Topology &one, const Topology &other) {
        const ComparisonSection section = compareForPeople(planOf(one), planOf(other)).at(FindingsPart);
        for (const ComparisonLine &line : section.lines) {
            if (line.what.startsWith(u"N1 "_s))
                return said(line);
        }
        return u"nothing of "_s + filter.rule;
    };
    const QString what = u"N1 "_s + filter.title + u" | "_s;
    QCOMPARE(lineOf(before, gone), u"removed "_s + what + filter.detail);
    QCOMPARE(lineOf(gone, before), u"added "_s + what + filter.detail);
    QCOMPARE(lineOf(before, accepted), u"changed "_s + what + u"now accepted: Until May"_s);
    QCOMPARE(lineOf(accepted, before), u"changed "_s + what + u"no longer accepted: "_s + filter.detail);
    QCOMPARE(lineOf(before, before), u"nothing of N1"_s);
}

void TestComparisonLines::linesKnowWhatTheyAreAbout()
{
    const Topology before = topologyFromText(kPlan);
    Topology after = before;
    after.servers.first().notes = u"x"_s;
    after.sites.last().name = u"Branch"_s;
    after.links.first().cost = 1;
    after.groups << topologyFromText("hq: mbx1[mailbox]\ndag1 = dag(mbx1)").groups;
    QHash<QString, Subject> subjects;
    const ComparisonSection section = compareForPeople(planOf(before), planOf(after)).at(TopologyPart);
    for (const ComparisonLine &line : section.lines)
        subjects.insert(line.what.section(u' ', 1), line.subject);
    QCOMPARE(subjects.value(u"HUB1"_s).servers, QStringList{u"hub1"_s});
    QCOMPARE(subjects.value(u"Branch"_s).sites, QStringList{u"br"_s});
    QCOMPARE(subjects.value(u"DAG1"_s).groups, QStringList{u"dag1"_s});
    QCOMPARE(subjects.value(u"HQ – Branch"_s).links, QStringList{linkId(after.links.first())});
}

void TestComparisonLines::whatNobodyReadsIsCounted()
{
    Topology after;
    after.sites = topologyFromText("hq:").sites;
    constexpr int kServers = 6000;
    for (int i = 0; i < kServers; ++i) {
        Server server;
        server.id = u"s%1"_s.arg(i);
        server.name = server.id;
        server.site = u"hq"_s;
        after.servers << server;
    }
    Topology before = after;
    before.servers.clear();
    const ComparisonSection section = compareForPeople(planOf(before), planOf(after)).at(TopologyPart);
    QCOMPARE(section.title, u"Topology: %1 added"_s.arg(QLocale().toString(kServers)));
    QVERIFY(section.lines.size() < kServers);
    QCOMPARE(section.lines.size() + section.leftOut, kServers);
}

void TestComparisonLines::hostileNamesStayOneLine()
{
    Topology after = topologyFromText(kPlan);
    after.servers.first().name = u"A\nB\u202eC %1 %2"_s;
    for (const ComparisonSection &section : compareForPeople(planOf(kPlan), planOf(after))) {
        for (const QString &text : said(section))
            QVERIFY2(!text.contains(u'\n') && !text.contains(QChar(0x202e)), qPrintable(text));
    }
    const ComparisonLine line = compareForPeople(planOf(kPlan), planOf(after)).at(TopologyPart).lines.first();
    QVERIFY2(line.what.endsWith(u"A\uFFFDB\uFFFDC %1 %2"_s), qPrintable(line.what));
}

QTEST_MAIN(TestComparisonLines)
#include "tst_comparisonlines.moc"
