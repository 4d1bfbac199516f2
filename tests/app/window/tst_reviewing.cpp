// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/editing.h"
#include "app/window/reviewing.h"
#include "app/window/theme.h"
#include "model/editing/removal.h"
#include "tests/support/topologydsl.h"
#include "tests/support/windowfixture.h"
#include "views/findings/findingsmodel.h"
#include "views/findings/findingspanel.h"
#include "views/graph/graphwidget.h"
#include "views/inspector/inspector.h"
#include "views/outline/outline.h"
#include "views/tables/flowtable.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

/// The design review in the window, by mouse and keys.
class TestReviewing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepareLook(*qApp); }
    void init() { m_fixture.start(); }
    void cleanup() { m_fixture.stop(); }
    void theStatusBarSaysWhatWasFound();
    void theKeyShowsAndHidesThePanel();
    void theButtonShowsAndHidesThePanel();
    void aPanelBehindATabComesToTheFront();
    void aClickedFindingIsShownEverywhere();
    void signsStandInChartAndOutline();
    void signsFollowEveryEdit();
    void anAcceptedFindingIsKeptInTheFile();
    void acceptingIsOneStep();
    void aFixIsOneStep();
    void theMenuOfACardShowsItsFindings();
    void theMenuOfASiteShowsItsFindings();
    void theMenuOfTheOutlineShowsFindings();
    void theVerdictOnAFilterStandsOnTop();
    void anotherDocumentHasItsOwnFindings();
    void aThousandServersAreReviewed();

private:
    MainWindow &window() const { return m_fixture.window(); }
    Document &document() const { return window().document(); }
    const Topology &now() const { return document().present(); }
    FindingsPanel &panel() const { return *window().reviewing().panel(); }
    QToolButton &button() const { return *window().reviewing().button(); }
    bool isInFront(const QWidget &widget) const { return widget.isVisible() && !widget.visibleRegion().isEmpty(); }
    template <typename Widget>
    Widget &part(const QString &name) const
    {
        return *panel().findChild<Widget *>(name);
    }
    void openSample(Level level = Level::Servers) const;
    void openPlan(const char *text) const;
    void showPanel() const;
    void click(const QString &key) const;
    QAction *findingsIn(const QMenu *menu) const { return menu->findChild<QAction *>(u"showFindings"_s); }
    QMenu *outlineMenuOf(OutlineKind kind, const QString &id) const;
    QString markOf(OutlineKind kind, const QString &id) const;

    WindowFixture m_fixture;
};

void TestReviewing::openSample(Level level) const
{
    m_fixture.open(m_fixture.writableCopyOf(u":/portolan/samples/three-site.portolan"_s, u"plan.portolan"_s));
    window().setLevel(level);
    m_fixture.settle();
}

void TestReviewing::openPlan(const char *text) const
{
    Topology topology = topologyFromText(text);
    topology.name = u"Plan"_s;
    topology.catalog = u"exchange-2010"_s;
    const QString path = m_fixture.filePath(u"written.portolan"_s);
    QVERIFY(saveTopology(topology, path));
    m_fixture.open(path);
    window().setLevel(Level::Servers);
    m_fixture.settle();
}

void TestReviewing::showPanel() const
{
    QTest::mouseClick(&button(), Qt::LeftButton);
    QTRY_VERIFY(isInFront(panel()));
}

void TestReviewing::click(const QString &key) const
{
    const int row = panel().model()->rowOf(key);
    QVERIFY2(row >= 0, qPrintable(key));
    const QModelIndex index = panel().model()->index(row, int(FindingColumn::Title));
    panel().view()->scrollTo(index);
    QTest::mouseClick(panel().view()->viewport(), Qt::LeftButton, {}, panel().view()->visualRect(index).center());
}

QMenu *TestReviewing::outlineMenuOf(OutlineKind kind, const QString &id) const
{
    QTreeView &tree = *window().outline()->tree();
    const QModelIndex index = window().outline()->viewIndexOf(kind, id);
    tree.scrollTo(index);
    const QPoint at = tree.visualRect(index).center();
    QTest::mouseClick(tree.viewport(), Qt::LeftButton, {}, at);
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, tree.viewport()->mapToGlobal(at));
    QApplication::sendEvent(tree.viewport(), &event);
    return window().findChild<QMenu *>(u"outlineMenu"_s);
}

QString TestReviewing::markOf(OutlineKind kind, const QString &id) const
{
    return window().outline()->model()->indexOf(kind, id).data(OutlineModel::MarkRole).toString();
}

void TestReviewing::theStatusBarSaysWhatWasFound()
{
    QVERIFY(!button().isVisible());
    openPlan("hq: hub1[hub-transport client-access] mbx1[mailbox]");
    QVERIFY(button().isVisible());
    // No directory server, no global catalog.
    QCOMPARE(button().text(), u"Review: 1 error · 1 piece of advice"_s);
    openPlan("hq: x1[outlook]");
    QVERIFY2(!button().text().contains(u"error"_s), qPrintable(button().text()));
}

void TestReviewing::theKeyShowsAndHidesThePanel()
{
    openSample();
    QVERIFY(!panel().isVisible());
    QTest::keyClick(&window(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(isInFront(panel()));
    QVERIFY(panel().view()->hasFocus());
    QTest::keyClick(&window(), Qt::Key_R, Qt::ControlModifier);
    QVERIFY(!panel().isVisible());
    QTRY_VERIFY(isInFront(*window().table()));
}

void TestReviewing::theButtonShowsAndHidesThePanel()
{
    openSample();
    showPanel();
    QTest::mouseClick(&button(), Qt::LeftButton);
    QVERIFY(!panel().isVisible());
    showPanel();
    QTest::mouseClick(panel().findChild<QToolButton *>(u"paneClose"_s), Qt::LeftButton);
    QVERIFY(!panel().isVisible());
    showPanel();
}

void TestReviewing::aPanelBehindATabComesToTheFront()
{
    openSample();
    showPanel();
    QVERIFY(!isInFront(*window().table()));
    QTest::keyClick(&window(), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(isInFront(*window().table()));
    QVERIFY(!isInFront(panel()));
    QTest::keyClick(&window(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(isInFront(panel()));
    QTest::keyClick(&window(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(!panel().isVisible() && isInFront(*window().table()));
}

void TestReviewing::aClickedFindingIsShownEverywhere()
{
    openSample();
    showPanel();
    click(u"S2b dr"_s);
    QCOMPARE(window().editing().subject().servers, QStringList({u"dr-mbx1"_s, u"dr-mbx2"_s}));
    QCOMPARE(window().outline()->subject().servers, QStringList({u"dr-mbx1"_s, u"dr-mbx2"_s}));
    QCOMPARE(window().selection().value().servers.size(), size_t(2));
    for (const QString &id : {u"server:dr-mbx1"_s, u"server:dr-mbx2"_s})
        QVERIFY(m_fixture.chart().litNodes().contains(m_fixture.partCalled(id).index));
    QVERIFY(!m_fixture.chart().litNodes().contains(m_fixture.partCalled(u"server:partner-edge"_s).index));
    m_fixture.settle();
    QVERIFY(window().inspector()->plainText().contains(u"DR-MBX1"_s));
    // No link of the plan joins these two.
    click(u"P19 C5 hq internet"_s);
    QCOMPARE(window().editing().subject().sites, QStringList({u"hq"_s, u"internet"_s}));
}

void TestReviewing::signsStandInChartAndOutline()
{
    openSample();
    const QHash<int, ChartMark> &nodes = m_fixture.chart().marks().nodes;
    const int card = m_fixture.partCalled(u"server:dr-mbx1"_s).index;
    QVERIFY(nodes.contains(card));
    QVERIFY(nodes.value(card).severity == Severity::Warning);
    QVERIFY(m_fixture.chart().partText({DiagramPart::Kind::Node, card}).contains(u"S2b: "_s));
    QVERIFY(!nodes.contains(m_fixture.partCalled(u"server:dr-dc1"_s).index));
    QVERIFY(markOf(OutlineKind::Server, u"dr-mbx1"_s).contains(u"S2b: "_s));
    QVERIFY(markOf(OutlineKind::Server, u"dr-dc1"_s).isEmpty());
    // Another level has other cards.
    window().setLevel(Level::Sites);
    m_fixture.settle();
    const int site = m_fixture.partCalled(u"site:dr"_s).index;
    QVERIFY(m_fixture.chart().marks().nodes.value(site).text.contains(u"S2b: "_s));
}

void TestReviewing::signsFollowEveryEdit()
{
    openSample();
    window().editing().apply(removeParts(now(), {{u"dr-mbx1"_s}, {}, {}}));
    m_fixture.settle();
    QCOMPARE(panel().model()->rowOf(u"S2b dr"_s), -1);
    QVERIFY(!markOf(OutlineKind::Server, u"dr-mbx2"_s).contains(u"S2b: "_s));
    document().undo();
    m_fixture.settle();
    QVERIFY(panel().model()->rowOf(u"S2b dr"_s) >= 0);
    QVERIFY(markOf(OutlineKind::Server, u"dr-mbx2"_s).contains(u"S2b: "_s));
    const int card = m_fixture.partCalled(u"server:dr-mbx2"_s).index;
    QVERIFY(m_fixture.chart().marks().nodes.value(card).text.contains(u"S2b: "_s));
}

void TestReviewing::anAcceptedFindingIsKeptInTheFile()
{
    openSample();
    showPanel();
    click(u"S2b dr"_s);
    auto &reason = part<QLineEdit>(u"findingReason"_s);
    QTest::mouseClick(&reason, Qt::LeftButton);
    QTest::keyClicks(&reason, u"Second one comes in May"_s);
    QTest::mouseClick(&part<QPushButton>(u"findingAccept"_s), Qt::LeftButton);
    m_fixture.settle();
    QCOMPARE(panel().model()->rowOf(u"S2b dr"_s), -1);
    QVERIFY(!markOf(OutlineKind::Server, u"dr-mbx1"_s).contains(u"S2b: "_s));
    QVERIFY(button().text().contains(u"2 pieces of advice"_s));
    QTest::keyClick(&window(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!document().isModified());
    const Result<LoadedTopology> read = loadTopology(document().current().path);
    QVERIFY(read.has_value());
    const AcceptedFinding &kept = read->topology.accepted.last();
    QCOMPARE(kept.rule, u"S2b"_s);
    QCOMPARE(kept.about, QStringList{u"dr"_s});
    QCOMPARE(kept.reason, u"Second one comes in May"_s);
    // Opened again it is accepted still, and is taken back with a click.
    m_fixture.open(document().current().path);
    QTest::mouseClick(&part<QToolButton>(u"findings-accepted"_s), Qt::LeftButton);
    click(u"S2b dr"_s);
    QTest::mouseClick(&part<QPushButton>(u"findingAccept"_s), Qt::LeftButton);
    m_fixture.settle();
    QCOMPARE(now().accepted.size(), read->topology.accepted.size() - 1);
    QVERIFY(button().text().contains(u"3 pieces of advice"_s));
}

void TestReviewing::acceptingIsOneStep()
{
    openSample();
    const QByteArray before = writeTopology(now());
    const Diagram *chart = &m_fixture.diagram();
    showPanel();
    click(u"S4 dr"_s);
    part<QLineEdit>(u"findingReason"_s).setFocus();
    QTest::keyClicks(&part<QLineEdit>(u"findingReason"_s), u"Small site"_s);
    QTest::keyClick(&part<QLineEdit>(u"findingReason"_s), Qt::Key_Return);
    m_fixture.settle();
    const QByteArray after = writeTopology(now());
    QVERIFY(after != before);
    document().undo();
    m_fixture.settle();
    QCOMPARE(writeTopology(now()), before);
    QVERIFY(panel().model()->rowOf(u"S4 dr"_s) >= 0);
    document().redo();
    m_fixture.settle();
    QCOMPARE(writeTopology(now()), after);
    QCOMPARE(panel().model()->rowOf(u"S4 dr"_s), -1);
    // Flows stay, and so does the chart.
    QCOMPARE(&m_fixture.diagram(), chart);
}

void TestReviewing::aFixIsOneStep()
{
    openPlan(R"(
        hq: mbx1[mailbox] mbx2[mailbox] hub1[hub-transport client-access] dc1[domain-controller global-catalog]
        dag1 = dag(mbx1 mbx2)
    )");
    const QByteArray before = writeTopology(now());
    showPanel();
    click(u"D5 dag1"_s);
    QCOMPARE(window().editing().subject().groups, QStringList{u"dag1"_s});
    auto &fix = part<QPushButton>(u"findingFix"_s);
    QVERIFY(fix.isVisible());
    QTest::mouseClick(&fix, Qt::LeftButton);
    m_fixture.settle();
    QCOMPARE(now().groups.first().witness, u"hub1"_s);
    QCOMPARE(panel().model()->rowOf(u"D5 dag1"_s), -1);
    QVERIFY(!fix.isVisible());
    document().undo();
    m_fixture.settle();
    QCOMPARE(writeTopology(now()), before);
    QVERIFY(panel().model()->rowOf(u"D5 dag1"_s) >= 0);
}

void TestReviewing::theMenuOfACardShowsItsFindings()
{
    openSample();
    QVERIFY(window().selectById(u"dr-dc1"_s));
    m_fixture.chart().zoomToSelection();
    m_fixture.settle();
    QMenu *menu = m_fixture.menuOf(m_fixture.partCalled(u"server:dr-dc1"_s));
    QVERIFY(menu && !findingsIn(menu));
    delete menu;
    QVERIFY(window().selectById(u"dr-cas1"_s));
    m_fixture.chart().zoomToSelection();
    m_fixture.settle();
    menu = m_fixture.menuOf(m_fixture.partCalled(u"server:dr-cas1"_s));
    QVERIFY(menu && findingsIn(menu));
    findingsIn(menu)->trigger();
    menu->close();
    QTRY_VERIFY(isInFront(panel()));
    QVERIFY(part<QWidget>(u"findingText"_s).isVisible());
    QCOMPARE(panel().view()->currentIndex().siblingAtColumn(int(FindingColumn::Rule)).data().toString(), u"S4"_s);
}

void TestReviewing::theMenuOfASiteShowsItsFindings()
{
    openSample(Level::Sites);
    QMenu *menu = m_fixture.menuOf(m_fixture.partCalled(u"site:dmz"_s));
    QVERIFY(menu && !findingsIn(menu));
    delete menu;
    menu = m_fixture.menuOf(m_fixture.partCalled(u"site:dr"_s));
    QVERIFY(menu && findingsIn(menu));
    findingsIn(menu)->trigger();
    menu->close();
    QTRY_VERIFY(isInFront(panel()));
    QCOMPARE(panel().view()->currentIndex().siblingAtColumn(int(FindingColumn::Rule)).data().toString(), u"S2b"_s);
}

void TestReviewing::theMenuOfTheOutlineShowsFindings()
{
    openPlan("hq: h[hub-transport] d[domain-controller global-catalog]\nbr: i[hub-transport]\nhq - br filtered");
    QMenu *menu = outlineMenuOf(OutlineKind::Server, u"d"_s);
    QVERIFY(menu && !findingsIn(menu));
    delete menu;
    menu = outlineMenuOf(OutlineKind::Link, linkId(now().links.first()));
    QVERIFY(menu && findingsIn(menu));
    QVERIFY(markOf(OutlineKind::Link, linkId(now().links.first())).startsWith(u"N1: "_s));
    // Somebody hid the errors.
    showPanel();
    QTest::mouseClick(&part<QToolButton>(u"findings-errors"_s), Qt::LeftButton);
    findingsIn(menu)->trigger();
    menu->close();
    QCOMPARE(panel().view()->currentIndex().siblingAtColumn(int(FindingColumn::Rule)).data().toString(), u"N1"_s);
}

void TestReviewing::theVerdictOnAFilterStandsOnTop()
{
    openPlan("hq: h[hub-transport]\nbr: i[hub-transport]\nhq - br filtered");
    showPanel();
    auto &banner = part<QLabel>(u"findingsBanner"_s);
    QVERIFY(banner.isVisible());
    QVERIFY2(banner.text().startsWith(u"NOT SUPPORTED"_s), qPrintable(banner.text()));
    // Nobody's acceptance makes it a supported plan.
    click(u"N1 br hq"_s);
    part<QLineEdit>(u"findingReason"_s).setText(u"Known"_s);
    QTest::mouseClick(&part<QPushButton>(u"findingAccept"_s), Qt::LeftButton);
    m_fixture.settle();
    QVERIFY(banner.isVisible());
    openPlan("hq: h[hub-transport]\nbr: i[hub-transport]\nhq - br");
    QVERIFY(!banner.isVisible());
}

void TestReviewing::anotherDocumentHasItsOwnFindings()
{
    openSample();
    showPanel();
    click(u"S2b dr"_s);
    part<QLineEdit>(u"findingReason"_s).setText(u"half a reason"_s);
    openPlan("hq: hub1[hub-transport client-access] mbx1[mailbox]");
    QVERIFY(!part<QPushButton>(u"findingAccept"_s).isVisible());
    QCOMPARE(panel().model()->rowOf(u"S2b dr"_s), -1);
    click(u"S3 hq"_s);
    QVERIFY(part<QLineEdit>(u"findingReason"_s).text().isEmpty());
}

void TestReviewing::aThousandServersAreReviewed()
{
    m_fixture.open(m_fixture.pathOf(u"large"_s));
    m_fixture.settle();
    showPanel();
    QVERIFY(panel().model()->rowCount() > 0);
    QTest::keyClick(panel().view(), Qt::Key_Down);
    m_fixture.settle();
    QVERIFY(!m_fixture.chart().marks().isEmpty());
}

QTEST_MAIN(TestReviewing)
#include "tst_reviewing.moc"
