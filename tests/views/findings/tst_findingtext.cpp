// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/findings.h"
#include "tests/support/topologydsl.h"
#include "views/findings/findingtext.h"

#include <QTest>
#include <QTextDocument>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestFindingText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void placesHaveNames_data();
    void placesHaveNames();
    void idsThatAreGoneStayIds();
    void saysEverything();
    void anAcceptedOneHasItsReason();
    void plainTextIsForHandingOn();
    void namesAreNoMarkup();

private:
    static QString shown(const Finding &finding, const Topology &topology);

    Topology m_topology;
};

void TestFindingText::init()
{
    m_topology = topologyFromText(R"(
        hq: mbx1[mailbox] mbx2[mailbox] mbx3[mailbox] mbx4[mailbox] mbx5[mailbox] hub1[hub-transport]
        br: hub2[hub-transport]
        hq - br filtered
        dag1 = dag(mbx1 mbx2) name=The_DAG
    )");
}

/// What people read of findingHtml().
QString TestFindingText::shown(const Finding &finding, const Topology &topology)
{
    QTextDocument document;
    document.setHtml(findingHtml(finding, topology, DiagramStyle::of(Theme::Light)));
    return document.toPlainText();
}

void TestFindingText::placesHaveNames_data()
{
    QTest::addColumn<QStringList>("servers");
    QTest::addColumn<QStringList>("groups");
    QTest::addColumn<QStringList>("sites");
    QTest::addColumn<QString>("expected");
    const QStringList none;
    QTest::newRow("a server") << QStringList{u"mbx1"_s} << none << QStringList{u"hq"_s} << u"MBX1"_s;
    QTest::newRow("four fit") << QStringList{u"mbx1"_s, u"mbx2"_s, u"mbx3"_s, u"mbx4"_s} << none << none
                              << u"MBX1, MBX2, MBX3, MBX4"_s;
    QTest::newRow("five do not") << QStringList{u"mbx1"_s, u"mbx2"_s, u"mbx3"_s, u"mbx4"_s, u"mbx5"_s} << none << none
                                 << u"MBX1, MBX2, MBX3 and 2 more"_s;
    QTest::newRow("a group") << none << QStringList{u"dag1"_s} << QStringList{u"hq"_s} << u"The DAG"_s;
    QTest::newRow("sites") << none << none << QStringList{u"hq"_s, u"br"_s} << u"HQ, BR"_s;
    QTest::newRow("the whole plan") << none << none << none << QString();
}

void TestFindingText::placesHaveNames()
{
    QFETCH(QStringList, servers);
    QFETCH(QStringList, groups);
    QFETCH(QStringList, sites);
    QFETCH(QString, expected);
    Finding finding;
    finding.servers = servers;
    finding.groups = groups;
    finding.sites = sites;
    QCOMPARE(findingPlace(finding, m_topology), expected);
}

void TestFindingText::idsThatAreGoneStayIds()
{
    Finding finding;
    finding.links = {{u"hq"_s, u"gone"_s}};
    QCOMPARE(findingPlace(finding, m_topology), u"HQ – gone"_s);
    finding.links.clear();
    finding.place = u"links[3]"_s;
    QCOMPARE(findingPlace(finding, m_topology), u"links[3]"_s);
}

void TestFindingText::saysEverything()
{
    const Finding finding = findingOf(findingsOf(m_topology), u"N1");
    const QString text = shown(finding, m_topology);
    for (const QString &part : {finding.title, finding.detail, finding.why, finding.source, finding.remedy,
                                finding.place, u"error"_s, u"N1"_s, u"HQ – BR"_s, u"T1"_s})
        QVERIFY2(text.contains(part), qPrintable(part + u" is not in:\n"_s + text));
    QVERIFY(!text.contains(u"Accepted"_s));
}

void TestFindingText::anAcceptedOneHasItsReason()
{
    const Finding open = findingOf(findingsOf(m_topology), u"N1");
    const Topology accepted = acceptFinding(open, u"Until <May>"_s).apply(m_topology);
    const Finding finding = findingOf(findingsOf(accepted), u"N1");
    QVERIFY(shown(finding, accepted).contains(u"Until <May>"_s));
    QVERIFY(findingPlainText(finding, accepted).contains(u"Accepted: Until <May>"_s));
}

void TestFindingText::plainTextIsForHandingOn()
{
    const Finding finding = findingOf(findingsOf(m_topology), u"N1");
    const QStringList lines = findingPlainText(finding, m_topology).split(u'\n');
    QCOMPARE(lines.first(), u"N1 error: "_s + finding.title);
    QVERIFY(lines.contains(u"Where: HQ – BR"_s));
    QVERIFY(lines.contains(finding.detail));
    QVERIFY(lines.contains(u"What to do: "_s + finding.remedy));
}

void TestFindingText::namesAreNoMarkup()
{
    const QString name = u"<h1>MBX</h1><img src='http://192.0.2.1/x'>"_s;
    for (Server &server : m_topology.servers)
        server.name = name;
    for (Site &site : m_topology.sites)
        site.name = u"<a href='file:///etc'>site</a>"_s;
    Finding finding = findingOf(findingsOf(m_topology), u"S1");
    finding.title = u"<script>title</script>"_s;
    const QString html = findingHtml(finding, m_topology, DiagramStyle::of(Theme::Dark));
    for (const QString &tag : {u"<h1>"_s, u"<img"_s, u"<a "_s, u"<script"_s})
        QVERIFY2(!html.contains(tag), qPrintable(tag));
    const QString text = shown(finding, m_topology);
    QVERIFY2(text.contains(name), qPrintable(text));
    QVERIFY(text.contains(u"<script>title</script>"_s));
}

QTEST_MAIN(TestFindingText)
#include "tst_findingtext.moc"
