// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/topologydsl.h"
#include "views/outline/outlinemodel.h"
#include "views/outline/subject.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QPersistentModelIndex>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestOutlineModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void showsSitesGroupsAndLinks();
    void rowsStayThroughAnEdit();
    void aServerThatMovesIsInTheOtherSite();
    void anyStateFollowsAnyOther_data();
    void anyStateFollowsAnyOther();
    void oneEditOfThousandsTouchesOneRow();
    void renamingAsksAndChangesNothing();
    void dropsOnSitesAndGroupsAsk();
    void nothingElseTakesDrops();
    void marksStandAtTheirRows();
    void hostileNamesAreOneQuietLine();

private:
    Topology plan() const;
    static QStringList texts(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0);

    Catalog m_catalog;
};

void TestOutlineModel::initTestCase()
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    QVERIFY(catalog);
    m_catalog = *catalog;
}

Topology TestOutlineModel::plan() const
{
    return topologyFromText(R"(
        hq facing: mbx1[mailbox] mbx2[mailbox] cas1[client-access hub-transport]
        branch: hub2[hub-transport]
        hq - branch 50 tls-off
        dag1 = dag(mbx1 mbx2) port=5000
    )");
}

QStringList TestOutlineModel::texts(const QAbstractItemModel &model, const QModelIndex &parent, int depth)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        const QString detail = index.data(OutlineModel::DetailRole).toString();
        result << QString(depth, u'>') + index.data().toString()
                + (detail.isEmpty() ? QString() : u" ("_s + detail + u')');
        result << texts(model, index, depth + 1);
    }
    return result;
}

void TestOutlineModel::showsSitesGroupsAndLinks()
{
    OutlineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setDocument(plan(), m_catalog);
    const QStringList expected{
        u"HQ"_s,           u">MBX1 (MBX)"_s,  u">MBX2 (MBX)"_s, u">CAS1 (CAS HUB)"_s,
        u"BRANCH"_s,       u">HUB2 (HUB)"_s,  u"Groups"_s,      u">DAG1 (DAG)"_s,
        u">>MBX1 (MBX)"_s, u">>MBX2 (MBX)"_s, u"Links"_s,       u">HQ – BRANCH (cost 50 · TLS off)"_s};
    QCOMPARE(texts(model), expected);
}

void TestOutlineModel::rowsStayThroughAnEdit()
{
    OutlineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Topology topology = plan();
    model.setDocument(topology, m_catalog);
    const QPersistentModelIndex mbx2 = model.indexOf(OutlineKind::Server, u"mbx2"_s);
    const QPersistentModelIndex branch = model.indexOf(OutlineKind::Site, u"branch"_s);
    topology.servers.removeFirst();
    topology.servers.first().name = u"RENAMED"_s;
    std::swap(topology.sites[0], topology.sites[1]);
    model.setDocument(topology, m_catalog);
    QVERIFY(mbx2.isValid() && branch.isValid());
    QCOMPARE(mbx2.data().toString(), u"RENAMED"_s);
    QCOMPARE(mbx2.row(), 0);
    QCOMPARE(branch.row(), 0);
    QCOMPARE(QModelIndex(mbx2), model.indexOf(OutlineKind::Server, u"mbx2"_s));
    QVERIFY(!model.indexOf(OutlineKind::Server, u"mbx1"_s).isValid());
}

void TestOutlineModel::aServerThatMovesIsInTheOtherSite()
{
    OutlineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const bool forward : {true, false}) {
        Topology topology = plan();
        topology.servers[0].site = forward ? u"branch"_s : u"hq"_s;
        model.setDocument(topology, m_catalog);
        const QModelIndex moved = model.indexOf(OutlineKind::Server, u"mbx1"_s);
        QCOMPARE(moved.parent().data().toString(), forward ? u"BRANCH"_s : u"HQ"_s);
    }
}

void TestOutlineModel::anyStateFollowsAnyOther_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

/// Whatever the way, the rows are those of a model that has known nothing else.
void TestOutlineModel::anyStateFollowsAnyOther()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    OutlineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int step = 0; step < 60; ++step) {
        Topology topology = plan();
        std::shuffle(topology.sites.begin(), topology.sites.end(), random);
        std::shuffle(topology.servers.begin(), topology.servers.end(), random);
        for (Server &server : topology.servers) {
            server.site = topology.sites.at(random.bounded(2)).id;
            if (random.bounded(3) == 0)
                server.roles.clear();
        }
        while (!topology.servers.isEmpty() && random.bounded(3) == 0)
            topology.groups[0].members.removeAll(topology.servers.takeLast().id);
        if (random.bounded(4) == 0)
            topology.links.clear();
        if (random.bounded(4) == 0)
            topology.groups.clear();
        model.setDocument(topology, m_catalog);
        OutlineModel fresh;
        fresh.setDocument(topology, m_catalog);
        QCOMPARE(texts(model), texts(fresh));
        for (const Server &server : std::as_const(topology.servers))
            QCOMPARE(model.indexOf(OutlineKind::Server, server.id).data().toString(), server.name);
    }
}

void TestOutlineModel::oneEditOfThousandsTouchesOneRow()
{
    Topology topology;
    for (int i = 0; i < 100; ++i) {
        topology.sites << Site();
        topology.sites.last().id = topology.sites.last().name = u"s%1"_s.arg(i);
    }
    for (int i = 0; i < 4000; ++i) {
        topology.servers << Server();
        topology.servers.last().id = topology.servers.last().name = u"x%1"_s.arg(i);
        topology.servers.last().site = u"s%1"_s.arg(i % 100);
    }
    OutlineModel model;
    model.setDocument(topology, m_catalog);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    topology.servers[1234].name = u"NEW"_s;
    model.setDocument(topology, m_catalog);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().toModelIndex().data().toString(), u"NEW"_s);
    topology.servers[77].site = u"s3"_s;
    model.setDocument(topology, m_catalog);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(removed.size(), 1);
    QVERIFY(moved.isEmpty() && reset.isEmpty());
}

void TestOutlineModel::renamingAsksAndChangesNothing()
{
    OutlineModel model;
    model.setDocument(plan(), m_catalog);
    QSignalSpy asked(&model, &OutlineModel::renameRequested);
    const QModelIndex site = model.indexOf(OutlineKind::Site, u"hq"_s);
    QVERIFY(model.setData(site, u"Head office"_s));
    QCOMPARE(asked.takeFirst(), (QVariantList{u"hq"_s, u"Head office"_s}));
    QCOMPARE(site.data().toString(), u"HQ"_s);
    QVERIFY(!model.setData(site, u"HQ"_s));
    const QModelIndex member = model.indexOf(OutlineKind::Member, memberId(u"dag1"_s, u"mbx2"_s));
    QVERIFY(model.setData(member, u"X"_s));
    QCOMPARE(asked.takeFirst(), (QVariantList{u"mbx2"_s, u"X"_s}));
    QVERIFY(!model.setData(model.indexOf(OutlineKind::Link, u"branch|hq"_s), u"X"_s));
    QVERIFY(asked.isEmpty());
}

void TestOutlineModel::dropsOnSitesAndGroupsAsk()
{
    OutlineModel model;
    model.setDocument(plan(), m_catalog);
    QSignalSpy moves(&model, &OutlineModel::moveRequested);
    QSignalSpy joins(&model, &OutlineModel::joinRequested);
    const std::unique_ptr<QMimeData> data(
        model.mimeData({model.indexOf(OutlineKind::Server, u"cas1"_s), model.indexOf(OutlineKind::Server, u"hub2"_s)}));
    QVERIFY(data);
    const QModelIndex branch = model.indexOf(OutlineKind::Site, u"branch"_s);
    QVERIFY(model.canDropMimeData(data.get(), Qt::MoveAction, -1, -1, branch));
    model.dropMimeData(data.get(), Qt::MoveAction, -1, -1, branch);
    QCOMPARE(moves.size(), 1);
    QCOMPARE(moves.first().at(0).toStringList(), (QStringList{u"cas1"_s, u"hub2"_s}));
    QCOMPARE(moves.first().at(1).toString(), u"branch"_s);
    model.dropMimeData(data.get(), Qt::MoveAction, -1, -1, model.indexOf(OutlineKind::Group, u"dag1"_s));
    QCOMPARE(joins.size(), 1);
    QCOMPARE(joins.first().at(1).toString(), u"dag1"_s);
    // Between two servers of a site means the site.
    QVERIFY(model.canDropMimeData(data.get(), Qt::MoveAction, 1, 0, branch));
}

void TestOutlineModel::nothingElseTakesDrops()
{
    OutlineModel model;
    model.setDocument(plan(), m_catalog);
    const std::unique_ptr<QMimeData> data(model.mimeData({model.indexOf(OutlineKind::Server, u"cas1"_s)}));
    QVERIFY(!model.canDropMimeData(data.get(), Qt::MoveAction, -1, -1, {}));
    QVERIFY(
        !model.canDropMimeData(data.get(), Qt::MoveAction, -1, -1, model.indexOf(OutlineKind::Link, u"branch|hq"_s)));
    QMimeData text;
    text.setText(u"cas1"_s);
    const QModelIndex hq = model.indexOf(OutlineKind::Site, u"hq"_s);
    QVERIFY(!model.canDropMimeData(&text, Qt::MoveAction, -1, -1, hq));
    QVERIFY(!model.mimeData({hq}));
    // The outline of another window may know other servers by the same ids.
    OutlineModel other;
    other.setDocument(plan(), m_catalog);
    QVERIFY(!other.canDropMimeData(data.get(), Qt::MoveAction, -1, -1, other.indexOf(OutlineKind::Site, u"branch"_s)));
    QVERIFY(!other.dropMimeData(data.get(), Qt::MoveAction, -1, -1, other.indexOf(OutlineKind::Site, u"branch"_s)));
}

void TestOutlineModel::marksStandAtTheirRows()
{
    OutlineModel model;
    model.setDocument(plan(), m_catalog);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setStyle(DiagramStyle::of(Theme::Light));
    changed.clear();
    model.setMarks({{u"mbx1"_s, {Severity::Error, u"No <b>address</b>"_s}}});
    QCOMPARE(changed.size(), 1);
    const QModelIndex mbx1 = model.indexOf(OutlineKind::Server, u"mbx1"_s);
    QCOMPARE(mbx1.data(OutlineModel::MarkRole).toString(), u"No <b>address</b>"_s);
    const auto sign = [&mbx1] { return mbx1.data(OutlineModel::MarkIconRole).value<QIcon>().pixmap(14).toImage(); };
    const QImage error = sign();
    QVERIFY(!error.isNull());
    QVERIFY(mbx1.data(Qt::ToolTipRole).toString().contains(u"&lt;b&gt;"_s));
    QVERIFY(mbx1.data(Qt::AccessibleTextRole).toString().contains(u"address"_s));
    // How grave it is shows in its shape.
    model.setMarks({{u"mbx1"_s, {Severity::Warning, u"No <b>address</b>"_s}}});
    QVERIFY(!sign().isNull() && sign() != error);
    model.setMarks({});
    QCOMPARE(changed.size(), 3);
    QVERIFY(sign().isNull());
    QVERIFY(mbx1.data(OutlineModel::MarkRole).toString().isEmpty());
}

void TestOutlineModel::hostileNamesAreOneQuietLine()
{
    Topology topology = plan();
    topology.servers[0].name = u"a\nb\u202e<i>"_s;
    OutlineModel model;
    model.setDocument(topology, m_catalog);
    const QModelIndex index = model.indexOf(OutlineKind::Server, u"mbx1"_s);
    QVERIFY(!index.data().toString().contains(u'\n'));
    QVERIFY(!index.data().toString().contains(QChar(0x202e)));
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(u"&lt;i&gt;"_s));
    QCOMPARE(index.data(Qt::EditRole).toString(), topology.servers[0].name);
}

QTEST_MAIN(TestOutlineModel)
#include "tst_outlinemodel.moc"
