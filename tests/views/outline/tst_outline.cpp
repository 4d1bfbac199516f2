// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/topologydsl.h"
#include "views/outline/outline.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPointer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestOutline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void clicksPickWhatIsThere();
    void severalArePickedWithControl();
    void showsWhatIsSelectedElsewhere();
    void typingFindsAndKeepsWhatWasOpen();
    void renamesInPlace();
    void whatIsBeingWrittenOutlivesWhatComesInMeanwhile();
    void goingAwayWhileANameIsWrittenHarmsNothing();
    void aNameThatIsRefusedIsMarkedAndNotTaken();
    void escapeLetsGoOfEverything();
    void droppedServersMoveAndJoin();
    void editsKeepWhatIsOpenSelectedAndInSight();
    void theMenuKeyAsksForWhatIsPicked();
    void aLongNameEndsBeforeItsSign();
    void anotherDocumentBeginsAnew();

private:
    QModelIndex at(OutlineKind kind, const QString &id) const { return m_outline->viewIndexOf(kind, id); }
    void click(const QModelIndex &index, Qt::KeyboardModifiers keys = {}) const;
    QLineEdit *editor() const;
    static Topology manySites();

    Catalog m_catalog;
    Topology m_topology;
    QStringList m_steps;
    std::unique_ptr<Outline> m_outline;
};

void TestOutline::initTestCase()
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    QVERIFY(catalog);
    m_catalog = *catalog;
}

void TestOutline::init()
{
    m_topology = topologyFromText(R"(
        hq facing: mbx1[mailbox] mbx2[mailbox] cas1[client-access hub-transport]
        branch: hub2[hub-transport]
        hq - branch 50
        dag1 = dag(mbx1)
    )");
    m_steps.clear();
    m_outline = std::make_unique<Outline>();
    connect(m_outline.get(), &Outline::editRequested, m_outline.get(), [this](const TopologyEdit &edit) {
        m_steps << edit.text;
        m_topology = edit.apply(m_topology);
        m_outline->setDocument(m_topology, m_catalog, false);
    });
    m_outline->setDocument(m_topology, m_catalog, true);
    m_outline->resize(260, 500);
    m_outline->show();
    m_outline->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_outline.get()));
}

void TestOutline::click(const QModelIndex &index, Qt::KeyboardModifiers keys) const
{
    QTreeView *tree = m_outline->tree();
    tree->scrollTo(index);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, keys, tree->visualRect(index).center());
}

/// The one that is open; those that were closed go a little later.
QLineEdit *TestOutline::editor() const
{
    for (QLineEdit *field : m_outline->tree()->findChildren<QLineEdit *>(u"outlineName"_s)) {
        if (field->isVisible())
            return field;
    }
    return nullptr;
}

Topology TestOutline::manySites()
{
    Topology topology;
    for (int i = 0; i < 40; ++i) {
        topology.sites << Site();
        topology.sites.last().id = topology.sites.last().name = u"s%1"_s.arg(i);
    }
    for (int i = 0; i < 4000; ++i) {
        topology.servers << Server();
        topology.servers.last().id = topology.servers.last().name = u"x%1"_s.arg(i);
        topology.servers.last().site = u"s%1"_s.arg(i % 40);
    }
    return topology;
}

void TestOutline::clicksPickWhatIsThere()
{
    QSignalSpy picked(m_outline.get(), &Outline::subjectPicked);
    click(at(OutlineKind::Site, u"branch"_s));
    QCOMPARE(picked.size(), 1);
    QCOMPARE(m_outline->subject().sites, QStringList{u"branch"_s});
    click(at(OutlineKind::Server, u"cas1"_s));
    QCOMPARE(m_outline->subject().servers, QStringList{u"cas1"_s});
    click(at(OutlineKind::Link, u"branch|hq"_s));
    QCOMPARE(m_outline->subject().links, QStringList{u"branch|hq"_s});
    click(at(OutlineKind::Group, u"dag1"_s));
    QCOMPARE(m_outline->subject().groups, QStringList{u"dag1"_s});
}

void TestOutline::severalArePickedWithControl()
{
    click(at(OutlineKind::Server, u"mbx2"_s));
    click(at(OutlineKind::Server, u"hub2"_s), Qt::ControlModifier);
    click(at(OutlineKind::Server, u"cas1"_s), Qt::ControlModifier);
    QCOMPARE(m_outline->subject().servers, (QStringList{u"cas1"_s, u"hub2"_s, u"mbx2"_s}));
}

void TestOutline::showsWhatIsSelectedElsewhere()
{
    QSignalSpy picked(m_outline.get(), &Outline::subjectPicked);
    Subject subject;
    subject.servers = {u"hub2"_s, u"mbx1"_s};
    m_outline->showSubject(subject);
    const QModelIndexList rows = m_outline->tree()->selectionModel()->selectedRows();
    QCOMPARE(rows.size(), 2);
    QVERIFY(rows.contains(at(OutlineKind::Server, u"mbx1"_s)) && rows.contains(at(OutlineKind::Server, u"hub2"_s)));
    m_outline->showSubject({});
    QVERIFY(m_outline->tree()->selectionModel()->selectedRows().isEmpty());
    QVERIFY(picked.isEmpty());
}

void TestOutline::typingFindsAndKeepsWhatWasOpen()
{
    QTreeView *tree = m_outline->tree();
    tree->collapse(at(OutlineKind::Site, u"hq"_s));
    QTest::keyClicks(m_outline->filter(), u"hub tran"_s);
    QVERIFY(at(OutlineKind::Server, u"hub2"_s).isValid());
    QVERIFY(at(OutlineKind::Server, u"cas1"_s).isValid());
    QVERIFY(!at(OutlineKind::Server, u"mbx2"_s).isValid());
    QVERIFY(tree->isExpanded(at(OutlineKind::Site, u"hq"_s)));
    m_outline->filter()->clear();
    QTest::keyClicks(m_outline->filter(), u"nothing like it"_s);
    QCOMPARE(tree->model()->rowCount(), 0);
    QTest::keyClick(m_outline->filter(), Qt::Key_Escape);
    QVERIFY(m_outline->filter()->text().isEmpty());
    QVERIFY(!tree->isExpanded(at(OutlineKind::Site, u"hq"_s)));
    QVERIFY(tree->isExpanded(at(OutlineKind::Site, u"branch"_s)));
    // A site that fits shows all its servers.
    QTest::keyClicks(m_outline->filter(), u"branch"_s);
    QVERIFY(at(OutlineKind::Server, u"hub2"_s).isValid());
}

void TestOutline::renamesInPlace()
{
    QVERIFY(m_outline->rename(u"mbx2"_s));
    QVERIFY(editor());
    editor()->selectAll();
    QTest::keyClicks(editor(), u"HQ-MBX7"_s);
    QTest::keyClick(editor(), Qt::Key_Return);
    // Qt lets the field see the key first and takes the name with the next turn of the event loop.
    QTRY_COMPARE(m_topology.servers.at(1).name, u"HQ-MBX7"_s);
    QCOMPARE(m_steps.size(), 1);
    QVERIFY(m_outline->rename(u"hq"_s));
    QTest::keyClicks(editor(), u"never"_s);
    QTest::keyClick(editor(), Qt::Key_Escape);
    QCOMPARE(m_topology.sites.first().name, u"HQ"_s);
    QVERIFY(!m_outline->rename(u"nobody"_s));
}

void TestOutline::whatIsBeingWrittenOutlivesWhatComesInMeanwhile()
{
    QVERIFY(m_outline->rename(u"mbx2"_s));
    QPointer<QLineEdit> field = editor();
    field->selectAll();
    QTest::keyClicks(field, u"HQ-M"_s);
    // The review's verdict, and a step that changes this row and brings another before it.
    m_outline->model()->setMarks({{u"mbx2"_s, {Severity::Error, u"No Client Access server in its site"_s}}});
    m_topology.servers[1].roles << u"hub-transport"_s;
    m_topology.servers.prepend(m_topology.servers.last());
    m_topology.servers.first().id = m_topology.servers.first().name = u"first"_s;
    m_topology.servers.first().site = u"hq"_s;
    m_outline->setDocument(m_topology, m_catalog, false);
    QVERIFY(field && field == editor() && field->hasFocus());
    QCOMPARE(field->text(), u"HQ-M"_s);
    QTest::keyClicks(field, u"BX7"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(m_topology.servers.at(2).name, u"HQ-MBX7"_s);
    QCOMPARE(m_steps.size(), 1);
}

void TestOutline::goingAwayWhileANameIsWrittenHarmsNothing()
{
    QVERIFY(m_outline->rename(u"mbx2"_s));
    editor()->selectAll();
    QTest::keyClicks(editor(), u"HQ-MBX7"_s);
    QVERIFY(editor()->hasFocus());
    m_outline.reset();
    QVERIFY(m_steps.isEmpty());
    QCOMPARE(m_topology.servers.at(1).name, u"MBX2"_s);
}

void TestOutline::aNameThatIsRefusedIsMarkedAndNotTaken()
{
    QVERIFY(m_outline->rename(u"mbx2"_s));
    QLineEdit *field = editor();
    field->selectAll();
    QTest::keyClick(field, Qt::Key_Delete);
    QCOMPARE(field->property("fault").toString(), u"refused"_s);
    QVERIFY(!field->accessibleDescription().isEmpty());
    QPointer<QLineEdit> open = field;
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(!open);
    QCOMPARE(m_topology.servers.at(1).name, u"MBX2"_s);
    QVERIFY(m_steps.isEmpty());
}

void TestOutline::escapeLetsGoOfEverything()
{
    click(at(OutlineKind::Server, u"cas1"_s));
    QTest::keyClick(m_outline->tree(), Qt::Key_Escape);
    QVERIFY(m_outline->subject().isEmpty());
}

void TestOutline::droppedServersMoveAndJoin()
{
    QAbstractItemModel *model = m_outline->tree()->model();
    const std::unique_ptr<QMimeData> data(model->mimeData({at(OutlineKind::Server, u"mbx2"_s)}));
    model->dropMimeData(data.get(), Qt::MoveAction, -1, -1, at(OutlineKind::Group, u"dag1"_s));
    QCOMPARE(m_topology.groups.first().members, (QStringList{u"mbx1"_s, u"mbx2"_s}));
    model->dropMimeData(data.get(), Qt::MoveAction, -1, -1, at(OutlineKind::Site, u"branch"_s));
    QCOMPARE(m_topology.servers.at(1).site, u"branch"_s);
    QCOMPARE(m_steps.size(), 2);
}

void TestOutline::editsKeepWhatIsOpenSelectedAndInSight()
{
    m_topology = manySites();
    m_outline->setDocument(m_topology, m_catalog, true);
    QTreeView *tree = m_outline->tree();
    QVERIFY(!tree->isExpanded(at(OutlineKind::Site, u"s7"_s)));
    tree->expand(at(OutlineKind::Site, u"s7"_s));
    click(at(OutlineKind::Server, u"x1007"_s));
    const int scrolled = tree->verticalScrollBar()->value();
    QVERIFY(scrolled > 0);
    m_topology.servers[3000].name = u"NEW"_s;
    m_topology.servers[1007].site = u"s9"_s;
    m_topology.servers << m_topology.servers.first();
    m_topology.servers.last().id = u"fresh"_s;
    m_outline->setDocument(m_topology, m_catalog, false);
    QVERIFY(tree->isExpanded(at(OutlineKind::Site, u"s7"_s)));
    QCOMPARE(m_outline->subject().servers, QStringList{u"x1007"_s});
    QVERIFY(tree->selectionModel()->isSelected(at(OutlineKind::Server, u"x1007"_s)));
    m_outline->showSubject({});
    const int before = tree->verticalScrollBar()->value();
    m_topology.servers[2000].name = u"ANOTHER"_s;
    m_outline->setDocument(m_topology, m_catalog, false);
    QCOMPARE(tree->verticalScrollBar()->value(), before);
}

void TestOutline::theMenuKeyAsksForWhatIsPicked()
{
    QSignalSpy asked(m_outline.get(), &Outline::contextMenuRequested);
    click(at(OutlineKind::Server, u"cas1"_s));
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(1, 1), m_outline->tree()->mapToGlobal(QPoint(1, 1)));
    QApplication::sendEvent(m_outline->tree(), &event);
    QCOMPARE(asked.size(), 1);
    const QPoint place = m_outline->tree()->viewport()->mapFromGlobal(asked.first().first().toPoint());
    QCOMPARE(m_outline->tree()->indexAt(place), at(OutlineKind::Server, u"cas1"_s));
    QCOMPARE(m_outline->subject().servers, QStringList{u"cas1"_s});
}

void TestOutline::aLongNameEndsBeforeItsSign()
{
    m_outline->setStyle(DiagramStyle::of(Theme::Light));
    m_topology.servers.first().name = QString(80, u'M');
    m_outline->setDocument(m_topology, m_catalog, false);
    m_outline->model()->setMarks(
        {{u"mbx1"_s, {Severity::Error, u"S1: x"_s}}, {u"mbx2"_s, {Severity::Error, u"S1: x"_s}}});
    const auto rowOf = [this](const QString &id) {
        const QRect row = m_outline->tree()->visualRect(at(OutlineKind::Server, id));
        constexpr int kSignAndGap = 22;
        return m_outline->tree()->viewport()->grab(
            QRect(row.right() - kSignAndGap, row.top(), kSignAndGap, row.height()));
    };
    // What stands at the right end is the same as beside a short name.
    QCOMPARE(rowOf(u"mbx1"_s).toImage(), rowOf(u"mbx2"_s).toImage());
}

void TestOutline::anotherDocumentBeginsAnew()
{
    click(at(OutlineKind::Server, u"cas1"_s));
    QTest::keyClicks(m_outline->filter(), u"cas"_s);
    m_outline->setDocument(manySites(), m_catalog, true);
    QVERIFY(m_outline->subject().isEmpty());
    QVERIFY(m_outline->filter()->text().isEmpty());
    QCOMPARE(m_outline->tree()->model()->rowCount(), 40);
}

QTEST_MAIN(TestOutline)
#include "tst_outline.moc"
