// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/findings/review.h"
#include "model/flows/flowset.h"
#include "model/flows/generate.h"

#include <QRegularExpression>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestGenerate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasTheSizeAskedFor_data();
    void hasTheSizeAskedFor();
    void isReadBackWithoutFindings_data();
    void isReadBackWithoutFindings();
    void sameSeedGivesTheSameBytes();
    void anotherSeedGivesAnotherTopology();
    void hasEverythingThatALargeDeploymentHas();
    void namesAndAddressesBelongToNobody();
    void everyDataPathHasAFlow();
};

void TestGenerate::hasTheSizeAskedFor_data()
{
    QTest::addColumn<int>("sites");
    QTest::addColumn<int>("servers");
    for (const auto &[sites, servers] :
         {std::pair(1, 0), {1, 1}, {1, 40}, {2, 3}, {3, 12}, {4, 4}, {10, 100}, {12, 5}, {250, 4000}})
        QTest::addRow("%d sites, %d servers", sites, servers) << sites << servers;
}

void TestGenerate::hasTheSizeAskedFor()
{
    QFETCH(int, sites);
    QFETCH(int, servers);
    const Topology topology = generateTopology(sites, servers, 7);
    QCOMPARE(topology.sites.size(), sites);
    QCOMPARE(topology.servers.size(), servers);
}

void TestGenerate::isReadBackWithoutFindings_data()
{
    hasTheSizeAskedFor_data();
}

void TestGenerate::isReadBackWithoutFindings()
{
    QFETCH(int, sites);
    QFETCH(int, servers);
    for (quint64 seed = 0; seed < 5; ++seed) {
        const Topology topology = generateTopology(sites, servers, seed);
        const QByteArray bytes = writeTopology(topology);
        const Result<LoadedTopology> read = parseTopology(bytes, u"generated"_s);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(toText(read.error())));
        QVERIFY(read->warnings.isEmpty());
        QCOMPARE(writeTopology(read->topology), bytes);
        const Result<Catalog> catalog = builtInCatalog(topology.catalog);
        QVERIFY(catalog.has_value());
        for (const Finding &fault : planFaults(deriveFlows(*catalog, read->topology)))
            QFAIL(qPrintable(fault.detail));
    }
}

void TestGenerate::sameSeedGivesTheSameBytes()
{
    QCOMPARE(writeTopology(generateTopology(30, 300, 42)), writeTopology(generateTopology(30, 300, 42)));
}

void TestGenerate::anotherSeedGivesAnotherTopology()
{
    QVERIFY(writeTopology(generateTopology(30, 300, 42)) != writeTopology(generateTopology(30, 300, 43)));
}

void TestGenerate::hasEverythingThatALargeDeploymentHas()
{
    const Topology topology = generateTopology(40, 400, 1);
    QMap<SiteKind, int> kinds;
    int facing = 0;
    for (const Site &site : topology.sites) {
        ++kinds[site.kind];
        facing += site.internetFacing ? 1 : 0;
        QCOMPARE(site.organization.isEmpty(), site.kind != SiteKind::External);
    }
    QVERIFY(kinds[SiteKind::Internal] > 30 && kinds[SiteKind::Perimeter] == 1 && kinds[SiteKind::External] == 1);
    QVERIFY(facing > 0 && facing < 20);
    QMap<GroupType, int> groups;
    for (const Group &group : topology.groups)
        ++groups[group.kind];
    QVERIFY(groups[GroupType::Dag] > 3);
    QCOMPARE(groups[GroupType::EdgeSubscription], 1);
    QVERIFY2(topology.links.size() >= 38, "every site of the organization hangs on another");
    int multiRole = 0;
    int staticPorts = 0;
    for (const Server &server : topology.servers) {
        multiRole += server.roles.size() > 2 ? 1 : 0;
        staticPorts += server.dynamicPorts ? 1 : 0;
    }
    QVERIFY(multiRole > 20 && staticPorts > 5);
}

void TestGenerate::namesAndAddressesBelongToNobody()
{
    static const QRegularExpression reserved(
        u"^(10\\.\\d+\\.\\d+\\.\\d+|192\\.0\\.2\\.\\d+|198\\.51\\.100\\.\\d+|203\\.0\\.113\\.\\d+|2001:db8::[0-9a-f:]+)$"_s);
    for (const Server &server : generateTopology(250, 4000, 3).servers) {
        QVERIFY2(server.fqdn.isEmpty() || server.fqdn.endsWith(".example"_L1), qPrintable(server.fqdn));
        for (const QString &address : server.addresses)
            QVERIFY2(reserved.match(address).hasMatch(), qPrintable(address));
    }
}

void TestGenerate::everyDataPathHasAFlow()
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    QVERIFY(catalog.has_value());
    const FlowSet flows = deriveFlows(*catalog, generateTopology(40, 400, 1));
    QSet<int> paths;
    for (const FlowGroup &group : flows.groups())
        paths << group.path;
    for (int i = 0; i < catalog->dataPaths().size(); ++i)
        QVERIFY2(paths.contains(i), qPrintable(catalog->dataPaths()[i].id));
}

QTEST_GUILESS_MAIN(TestGenerate)
#include "tst_generate.moc"
