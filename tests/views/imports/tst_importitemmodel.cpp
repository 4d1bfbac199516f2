// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/imports/importitemmodel.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

ImportItem item(const QString &key, ImportStatus status, const QStringList &fields = {},
                const QStringList &remarks = {})
{
    ImportItem result;
    result.key = key;
    result.status = status;
    result.subject = status == ImportStatus::Unreadable ? ImportSubject::Row : ImportSubject::Server;
    result.name = key.section(u':', 1);
    result.isTaken = status == ImportStatus::New || status == ImportStatus::Changed;
    for (const QString &field : fields)
        result.changes << FieldChange{field.toLower(), field, u"old"_s, u"new"_s};
    result.remarks = remarks;
    result.places = {{u"servers.csv"_s, 12, 11}};
    return result;
}

std::shared_ptr<const ImportPlan> plan(const QList<ImportItem> &items)
{
    auto result = std::make_shared<ImportPlan>();
    result->items = items;
    return result;
}

QStringList names(const ImportItemModel &model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row)
        result << model.index(row, 0).data().toString();
    return result;
}

QString outcome(const ImportItemModel &model, int row)
{
    return model.index(row, ImportItemModel::OutcomeColumn).data().toString();
}

Qt::CheckState tickOf(const ImportItemModel &model, int row)
{
    return static_cast<Qt::CheckState>(model.index(row, 0).data(Qt::CheckStateRole).toInt());
}

QList<ImportItem> mixed()
{
    return {item(u"server:a"_s, ImportStatus::New, {u"Roles"_s}),
            item(u"server:b"_s, ImportStatus::Changed, {u"Roles"_s, u"Site"_s}, {u"look"_s}),
            item(u"server:c"_s, ImportStatus::Unchanged),
            item(u"row:x:3"_s, ImportStatus::Unreadable, {}, {u"too few cells"_s}),
            item(u"server:d"_s, ImportStatus::Missing)};
}

} // namespace

class TestImportItemModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsItemsWithTheirFieldsAndRemarks();
    void whatCannotBeTakenHasNoTick();
    void aTickIsToldAndShownBeforeThePlanComes();
    void whatOnlyTheDocumentHasGoesWithATick();
    void filtersByStatus();
    void ticksAllThatIsShown();
    void whatWaitsNamesItsDecision();
    void rowsStayThroughANewPlan();
    void anyPlanFollowsAnyOther();
    void hostileTextIsOneQuietLine();
};

void TestImportItemModel::showsItemsWithTheirFieldsAndRemarks()
{
    ImportItemModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPlan(plan(mixed()));
    QCOMPARE(names(model), QStringList({u"a"_s, u"b"_s, u"c"_s, u"x:3"_s, u"d"_s}));
    QVERIFY(outcome(model, 0).startsWith(u"+ New"_s));
    QCOMPARE(outcome(model, 1), u"≠ Changed: Roles, Site"_s);
    QVERIFY(outcome(model, 3).contains(u"too few cells"_s));
    QCOMPARE(model.index(0, ImportItemModel::PlaceColumn).data().toString(), u"servers.csv:12"_s);
    const QModelIndex changed = model.index(1, 0);
    QCOMPARE(model.rowCount(changed), 3);
    QCOMPARE(model.index(0, 0, changed).data().toString(), u"Roles"_s);
    QCOMPARE(model.index(0, ImportItemModel::OutcomeColumn, changed).data().toString(), u"old → new"_s);
    QCOMPARE(model.index(2, ImportItemModel::OutcomeColumn, changed).data().toString(), u"look"_s);
    // Of what is new there is nothing before.
    QCOMPARE(model.index(0, ImportItemModel::OutcomeColumn, model.index(0, 0)).data().toString(), u"new"_s);
    QCOMPARE(model.tickedCount(), 2);
}

void TestImportItemModel::whatCannotBeTakenHasNoTick()
{
    ImportItemModel model;
    model.setPlan(plan(mixed()));
    const QList<bool> expected{true, true, false, false, true};
    for (int row = 0; row < model.rowCount(); ++row) {
        QCOMPARE(model.index(row, 0).flags().testFlag(Qt::ItemIsUserCheckable), expected[row]);
        QCOMPARE(model.index(row, 0).data(Qt::CheckStateRole).isValid(), expected[row]);
    }
}

void TestImportItemModel::aTickIsToldAndShownBeforeThePlanComes()
{
    ImportItemModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPlan(plan(mixed()));
    QSignalSpy ticked(&model, &ImportItemModel::ticked);
    QVERIFY(model.setData(model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(ticked.size(), 1);
    QCOMPARE(ticked.first().at(0).toStringList(), QStringList{u"server:a"_s});
    QCOMPARE(ticked.first().at(2).toBool(), false);
    QCOMPARE(tickOf(model, 0), Qt::Unchecked);
    QCOMPARE(model.tickedCount(), 1);
    QVERIFY(outcome(model, 0).contains(u"left out"_s));
    QList<ImportItem> items = mixed();
    items[0].isTaken = false;
    model.setPlan(plan(items));
    QCOMPARE(tickOf(model, 0), Qt::Unchecked);
    QCOMPARE(model.tickedCount(), 1);
}

void TestImportItemModel::whatOnlyTheDocumentHasGoesWithATick()
{
    ImportItemModel model;
    model.setPlan(plan(mixed()));
    QCOMPARE(tickOf(model, 4), Qt::Unchecked);
    QVERIFY(outcome(model, 4).contains(u"stays"_s));
    QSignalSpy ticked(&model, &ImportItemModel::ticked);
    model.setData(model.index(4, 0), Qt::Checked, Qt::CheckStateRole);
    QCOMPARE(ticked.first().at(0).toStringList(), QStringList());
    QCOMPARE(ticked.first().at(1).toStringList(), QStringList{u"server:d"_s});
    QVERIFY(outcome(model, 4).contains(u"goes"_s));
}

void TestImportItemModel::filtersByStatus()
{
    ImportItemModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPlan(plan(mixed()));
    model.setFilter(ImportStatus::Changed);
    QCOMPARE(names(model), QStringList{u"b"_s});
    model.setPlan(plan(mixed()));
    QCOMPARE(names(model), QStringList{u"b"_s});
    QCOMPARE(model.tickedCount(), 2);
    model.setFilter(std::nullopt);
    QCOMPARE(model.rowCount(), 5);
}

void TestImportItemModel::ticksAllThatIsShown()
{
    ImportItemModel model;
    model.setPlan(plan(mixed()));
    model.setFilter(ImportStatus::New);
    QVERIFY(model.hasTicks());
    model.setAllTicked(false);
    QCOMPARE(model.tickedCount(), 1);
    model.setFilter(ImportStatus::Unchanged);
    QVERIFY(!model.hasTicks());
}

void TestImportItemModel::whatWaitsNamesItsDecision()
{
    ImportItem waiting = item(u"server:a"_s, ImportStatus::New);
    waiting.isTaken = false;
    waiting.waitsFor = {u"site"_s};
    auto made = std::make_shared<ImportPlan>();
    made->items = {waiting};
    ImportDecision decision;
    decision.key = u"site"_s;
    decision.text = u"Where does it stand?"_s;
    made->decisions = {decision};
    ImportItemModel model;
    model.setPlan(made);
    QVERIFY(!model.index(0, 0).flags().testFlag(Qt::ItemIsUserCheckable));
    QCOMPARE(model.tickedCount(), 0);
    QCOMPARE(model.index(0, ImportItemModel::OutcomeColumn, model.index(0, 0)).data().toString(), decision.text);
}

void TestImportItemModel::rowsStayThroughANewPlan()
{
    ImportItemModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPlan(plan(mixed()));
    const QPersistentModelIndex b(model.index(1, 0));
    const QPersistentModelIndex d(model.index(4, 0));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QList<ImportItem> items = mixed();
    items.prepend(item(u"site:new"_s, ImportStatus::New));
    items.removeAt(3);
    items[2].changes.removeLast();
    model.setPlan(plan(items));
    QCOMPARE(resets.size(), 0);
    QCOMPARE(b.row(), 2);
    QCOMPARE(b.data().toString(), u"b"_s);
    QCOMPARE(model.rowCount(b), 2);
    QCOMPARE(d.data().toString(), u"d"_s);
}

void TestImportItemModel::anyPlanFollowsAnyOther()
{
    QRandomGenerator random(7);
    ImportItemModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    constexpr ImportStatus kStatuses[] = {ImportStatus::New, ImportStatus::Changed, ImportStatus::Unchanged,
                                          ImportStatus::Unreadable, ImportStatus::Missing};
    for (int step = 0; step < 200; ++step) {
        QList<ImportItem> items;
        QStringList expected;
        const int count = int(random.bounded(12));
        for (int i = 0; i < count; ++i) {
            // The same key may be there twice, and the order changes.
            const QString name = QString::number(random.bounded(15));
            const QStringList fields = QStringList{u"A"_s, u"B"_s, u"C"_s}.mid(0, random.bounded(4));
            items << item(u"server:"_s + name, kStatuses[random.bounded(5)], fields);
            expected << name;
        }
        model.setPlan(plan(items));
        QCOMPARE(names(model), expected);
        for (int row = 0; row < model.rowCount(); ++row) {
            const bool isUnreadable = items[row].status == ImportStatus::Unreadable;
            QCOMPARE(model.rowCount(model.index(row, 0)), isUnreadable ? 0 : int(items[row].changes.size()));
        }
    }
}

void TestImportItemModel::hostileTextIsOneQuietLine()
{
    ImportItem hostile = item(u"server:a"_s, ImportStatus::Changed, {u"Notes"_s});
    hostile.name = u"<b>HUB\n\u202e1</b>"_s;
    hostile.changes[0].after = u"<img src=x>\n\x1b[31m"_s;
    hostile.places[0].file = u"a\nb.csv"_s;
    ImportItemModel model;
    model.setPlan(plan({hostile}));
    const QModelIndex line = model.index(0, 0);
    const QModelIndex field = model.index(0, ImportItemModel::OutcomeColumn, line);
    for (const QModelIndex &index : {line, field, model.index(0, ImportItemModel::PlaceColumn)}) {
        for (const int role : {int(Qt::DisplayRole), int(ImportItemModel::FullTextRole)}) {
            const QString text = index.data(role).toString();
            QVERIFY(!text.isEmpty());
            QVERIFY2(!text.contains(u'\n') && !text.contains(QChar(0x202e)) && !text.contains(QChar(0x1b)),
                     qPrintable(text));
        }
        QVERIFY(!index.data(Qt::ToolTipRole).toString().contains(u"<img"_s));
        QVERIFY(!index.data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
    }
}

QTEST_MAIN(TestImportItemModel)
#include "tst_importitemmodel.moc"
