// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/editing/clipboard.h"
#include "model/editing/history.h"
#include "model/editing/removal.h"
#include "tests/support/topologydsl.h"

#include <QRegularExpression>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

Topology emptyDocument()
{
    Topology topology;
    topology.name = u"New"_s;
    topology.catalog = u"test"_s;
    return topology;
}

/// The document with the bytes pasted into it; stops the test where they cannot be.
Topology pasted(const Topology &topology, const QByteArray &bytes, const QString &targetSite = {})
{
    const auto edit = pastePart(bytes, targetSite);
    if (!edit)
        qWarning("%s", qPrintable(toText(edit.error())));
    return edit ? edit->apply(topology) : Topology();
}

QStringList names(const Topology &topology)
{
    QStringList result;
    for (const Server &server : topology.servers)
        result << server.name + u'@' + server.site;
    return result;
}

} // namespace

class TestClipboard : public QObject
{
    Q_OBJECT

private:
    Topology m_plan = topologyFromText("hq: mbx1[mailbox] mbx2[mailbox] hub1[hub-transport]\nbr: mbx3[mailbox]\n"
                                       "dmz: edge1[edge-transport]\nhq - br 7\nhq - dmz\n"
                                       "dag1 = dag(mbx1 mbx2)\nsub1 = edge-subscription(edge1) site=hq");

private Q_SLOTS:
    void initTestCase()
    {
        m_plan.groups[0].witness = u"hub1"_s;
        m_plan.servers[0].addresses = {u"192.0.2.1"_s};
        m_plan.servers[0].fqdn = u"mbx1.corp.example"_s;
    }

    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aCopyIsAFile()
    {
        const auto part = parseTopology(copyPart(m_plan, {u"hq"_s, u"br"_s, u"mbx1"_s, u"gone"_s}), {});
        QVERIFY(part.has_value());
        QCOMPARE(toText(part->warnings), QString());
        QCOMPARE(part->topology.sites, m_plan.sites.first(2));
        QCOMPARE(part->topology.servers, m_plan.servers.first(4));
        QCOMPARE(part->topology.links, m_plan.links.first(1));
        QCOMPARE(part->topology.groups, m_plan.groups.first(1));
    }

    void serversBringTheirSiteAsContext()
    {
        const QByteArray bytes = copyPart(m_plan, {u"mbx1"_s, u"mbx2"_s});
        QVERIFY(bytes.contains("\"context\": [\"hq\"]"));
        const auto part = parseTopology(bytes, {});
        QVERIFY(part.has_value());
        QCOMPARE(part->topology.sites, m_plan.sites.first(1));
        QCOMPARE(part->topology.servers, m_plan.servers.first(2));
        QVERIFY(part->topology.links.isEmpty());
        QCOMPARE(part->topology.groups.size(), 1);
        QCOMPARE(part->topology.groups[0].members, QStringList({u"mbx1"_s, u"mbx2"_s}));
        QCOMPARE(part->topology.groups[0].witness, QString()); // it was not chosen
    }

    void groupsOfWhichOnlySomeWereChosenStayBehind()
    {
        const auto part = parseTopology(copyPart(m_plan, {u"mbx1"_s}), {});
        QVERIFY(part.has_value());
        QVERIFY(part->topology.groups.isEmpty());
    }

    void nothingChosenIsNothing()
    {
        QCOMPARE(copyPart(m_plan, {}), QByteArray());
        QCOMPARE(copyPart(m_plan, {u"gone"_s}), QByteArray());
    }

    void serversGoToTheTarget()
    {
        const auto edit = pastePart(copyPart(m_plan, {u"mbx1"_s, u"mbx2"_s}), u"br"_s);
        QVERIFY(edit.has_value());
        QCOMPARE(edit->text, u"Paste 2 servers and 1 group"_s);
        const Topology after = edit->apply(m_plan);
        QCOMPARE(after.sites, m_plan.sites);
        QCOMPARE(names(after).mid(5), QStringList({u"MBX4@br"_s, u"MBX5@br"_s}));
        QCOMPARE(after.servers[5].addresses, QStringList());
        QCOMPARE(after.servers[5].fqdn, u"mbx4.corp.example"_s);
        QCOMPARE(after.groups.last().name, u"DAG2"_s);
        QCOMPARE(after.groups.last().members, QStringList({u"mbx4"_s, u"mbx5"_s}));
    }

    void withoutATargetServersGoWhereTheyWereOrBringTheirSite()
    {
        const QByteArray bytes = copyPart(m_plan, {u"mbx1"_s});
        QCOMPARE(names(pasted(m_plan, bytes)).last(), u"MBX4@hq"_s);
        const Topology after = pasted(emptyDocument(), bytes);
        QCOMPARE(after.sites, m_plan.sites.first(1));
        QCOMPARE(after.servers, m_plan.servers.first(1));
        QCOMPARE(names(pasted(m_plan, bytes, u"gone"_s)).last(), u"MBX4@hq"_s);
    }

    void sitesComeAsNewOnes()
    {
        const auto edit = pastePart(copyPart(m_plan, {u"hq"_s, u"br"_s}), u"dmz"_s);
        QVERIFY(edit.has_value());
        QCOMPARE(edit->text, u"Paste 2 sites"_s);
        const Topology after = edit->apply(m_plan);
        QCOMPARE(after.sites.size(), 5);
        QCOMPARE(after.sites[3].id, u"hq2"_s);
        QCOMPARE(after.sites[3].name, u"HQ2"_s);
        QCOMPARE(after.links.size(), 3);
        QCOMPARE(after.links[2].first, u"hq2"_s);
        QCOMPARE(after.links[2].second, u"br2"_s);
        QCOMPARE(names(after).mid(5), QStringList({u"MBX4@hq2"_s, u"MBX5@hq2"_s, u"HUB2@hq2"_s, u"MBX6@br2"_s}));
        QCOMPARE(after.groups.last().witness, u"hub2"_s);
    }

    void aSubscriptionStaysWithItsSite()
    {
        const QByteArray bytes = copyPart(m_plan, {u"edge1"_s});
        const Topology after = pasted(m_plan, bytes, u"br"_s);
        QCOMPARE(names(after).last(), u"EDGE2@br"_s);
        QCOMPARE(after.groups.last().name, u"SUB2"_s);
        QCOMPARE(after.groups.last().site, u"hq"_s);
        // Elsewhere that site is another one, or there is none.
        Topology other = topologyFromText("x: y[z]");
        QCOMPARE(pasted(other, bytes, u"x"_s).groups.last().site, u"x"_s);
        QCOMPARE(pasted(emptyDocument(), bytes).sites.size(), 2);
    }

    void cutAndPasteBringsBackTheSame()
    {
        const QByteArray bytes = copyPart(m_plan, {u"hq"_s});
        const Topology cut = removeParts(m_plan, {{u"hq"_s}, {}, {}}).apply(m_plan);
        const Topology after = pasted(cut, bytes);
        QCOMPARE(after.sites.last(), m_plan.sites.first());
        QCOMPARE(after.servers.mid(2), m_plan.servers.first(3));
    }

    void pastedTwiceIsThereTwice()
    {
        const QByteArray bytes = copyPart(m_plan, {u"hq"_s, u"br"_s, u"dmz"_s});
        const Topology once = pasted(emptyDocument(), bytes);
        QCOMPARE(once.sites, m_plan.sites);
        QCOMPARE(once.links, m_plan.links);
        QCOMPARE(once.servers, m_plan.servers);
        QCOMPARE(once.groups, m_plan.groups);
        const Topology twice = pasted(once, bytes);
        QCOMPARE(twice.servers.size(), 2 * m_plan.servers.size());
        const auto again = parseTopology(writeTopology(twice), {});
        QVERIFY2(again.has_value(), again ? "" : qPrintable(toText(again.error())));
        QCOMPARE(again->topology, twice);
    }

    void keysThatPortolanDoesNotKnowComeAlong()
    {
        const QByteArray text = R"({ "format": "portolan-topology", "version": 1, "name": "P", "catalog": "c", "own": 1,
            "sites": [{ "id": "s", "name": "S", "own": 2 }],
            "servers": [{ "id": "a", "own": 3, "name": "A", "site": "s", "roles": [] }] })";
        const auto loaded = parseTopology(text, {});
        QVERIFY(loaded.has_value());
        const QByteArray bytes = copyPart(loaded->topology, {u"s"_s});
        QVERIFY(bytes.contains("\"own\": 2"));
        const QByteArray after = writeTopology(pasted(emptyDocument(), bytes));
        QVERIFY(after.contains("\"own\": 2"));
        QVERIFY(after.contains("\"own\": 3"));
        QVERIFY(!after.contains("\"own\": 1"));
    }

    void anyTopologyFileCanBePasted()
    {
        const Topology after = pasted(m_plan, writeTopology(m_plan));
        QCOMPARE(after.servers.size(), 2 * m_plan.servers.size());
        QCOMPARE(after.name, m_plan.name);
    }

    void badTextIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("nothing") << QByteArray() << ErrorCode::Syntax;
        QTest::newRow("prose") << QByteArray("Buy milk") << ErrorCode::Syntax;
        QTest::newRow("other JSON") << QByteArray("{ \"a\": 1 }") << ErrorCode::MissingKey;
        QTest::newRow("a list") << QByteArray("[]") << ErrorCode::WrongType;
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe") << ErrorCode::Encoding;
        QTest::newRow("a server without its site")
            << QByteArray(R"({ "format": "portolan-topology", "version": 1, "name": "P", "catalog": "c",
                               "servers": [{ "id": "a", "name": "A", "site": "s", "roles": [] }] })")
            << ErrorCode::UnknownReference;
    }

    void badTextIsRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(ErrorCode, code);
        const auto edit = pastePart(text, u"hq"_s);
        QVERIFY(!edit.has_value());
        QCOMPARE(edit.error().first().code, code);
        QVERIFY(edit.error().first().text().startsWith(u"Clipboard"_s));
    }

    void oddContextsDoNoHarm_data()
    {
        QTest::addColumn<QByteArray>("context");
        for (const char *context : {"1", "[1, null]", "[\"gone\"]", "{}", "[[\"s\"]]", "\"s\""})
            QTest::newRow(context) << QByteArray(context);
    }

    void oddContextsDoNoHarm()
    {
        QFETCH(QByteArray, context);
        const QByteArray text =
            QByteArray(R"({ "format": "portolan-topology", "version": 1, "name": "P", "catalog": "c",
            "context": %1, "sites": [{ "id": "s", "name": "S" }],
            "servers": [{ "id": "a", "name": "A", "site": "s", "roles": [] }] })")
                .replace("%1", context);
        const Topology after = pasted(m_plan, text, u"hq"_s);
        QCOMPARE(names(after).last(), u"A@s"_s);
        QVERIFY(parseTopology(writeTopology(after), {}).has_value());
    }

    void templatesAreInsertedInOneStep()
    {
        QStringList found;
        for (const Template &chosen : templates()) {
            found << chosen.id;
            const auto edit = insertTemplate(chosen);
            QVERIFY(edit.has_value());
            QCOMPARE(edit->text, u"Insert "_s + chosen.name);
            History history;
            history.reset(emptyDocument());
            history.push(edit->apply(history.present()), edit->text);
            QVERIFY(!history.present().servers.isEmpty());
            const Topology twice = edit->apply(history.present());
            const auto again = parseTopology(writeTopology(twice), {});
            QVERIFY(again.has_value());
            QCOMPARE(again->topology, twice);
            QCOMPARE(twice.servers.size(), 2 * history.present().servers.size());
            QCOMPARE(history.undo(), emptyDocument());
        }
        QCOMPARE(found, QStringList({u"branch"_s, u"perimeter"_s, u"single-server"_s, u"two-site-dag"_s}));
    }
};

QTEST_GUILESS_MAIN(TestClipboard)
#include "tst_clipboard.moc"
