// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/comparing.h"
#include "app/window/comparisonwindow.h"
#include "app/window/editing.h"
#include "app/window/theme.h"
#include "model/editing/removal.h"
#include "tests/support/windowfixture.h"
#include "views/comparison/comparisonmodel.h"
#include "views/graph/graphwidget.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 60000; ///< ms; far more than even a busy machine takes
enum Section { TopologyPart, FindingsPart, FlowsPart, OpeningsPart };

} // namespace

/// Comparing the window's document with another version of it, by mouse and keys.
class TestComparing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepareLook(*qApp); }
    void init();
    void cleanup() { m_fixture.stop(); }
    void nothingOpenNothingToCompare();
    void unsavedChangesAgainstTheFile();
    void theSameFileHasNoDifference();
    void anotherFileIsChosenInADialog();
    void aFileThatCannotBeReadCostsNothing_data();
    void aFileThatCannotBeReadCostsNothing();
    void aPickedLineLightsTheChart();
    void aClickedCardIsLit();
    void onlyWhatDiffersIsDrawn();
    void anotherLevelKeepsWhatIsPicked();
    void whatIsComparedStaysAsItWas();
    void aNarrowWindowCutsNoColumnOff();
    void anotherThemeKeepsTheList();
    void closesByKeyAndWithItsWindow();

private:
    QString changedCopy() const; ///< without a Mailbox server, with a Client Access server more
    ComparisonWindow &compareWith(const QString &path) const;
    QAction *entry(const QString &name) const;
    const Topology &now() const { return m_fixture.window().document().present(); }
    static QTreeView &list(const ComparisonWindow &window)
    {
        return *window.findChild<QTreeView *>(u"comparisonList"_s);
    }
    static QString title(const ComparisonWindow &window) { return window.findChild<QLabel *>(u"paneTitle"_s)->text(); }
    static QString titleOf(const ComparisonWindow &window, Section section);
    static QStringList linesOf(const ComparisonWindow &window, Section section);
    static QModelIndex lineStarting(const ComparisonWindow &window, Section section, const QString &change,
                                    const QString &what);
    static void choose(ComparisonWindow &window, const QString &text);
    static int nodeOf(const ComparisonWindow &window, const QString &server);
    static void click(const ComparisonWindow &window, const QModelIndex &index);

    QString m_path;
    WindowFixture m_fixture;
};

void TestComparing::init()
{
    m_fixture.start();
    m_path = m_fixture.writableCopyOf(u":/portolan/samples/three-site.portolan"_s, u"plan.portolan"_s);
}

QString TestComparing::changedCopy() const
{
    const Result<LoadedTopology> read = loadTopology(m_path);
    Topology topology = read->topology;
    topology = removeParts(topology, {{u"hq-mbx4"_s}, {}, {}}).apply(topology);
    Server server;
    server.id = u"dr-cas2"_s;
    server.name = u"DR-CAS2"_s;
    server.site = u"dr"_s;
    server.roles = QStringList{u"client-access"_s, u"hub-transport"_s};
    topology.servers << server;
    const QString path = m_fixture.filePath(u"changed.portolan"_s);
    if (!saveTopology(topology, path))
        qFatal("no plan");
    return path;
}

QAction *TestComparing::entry(const QString &name) const
{
    auto *menu = m_fixture.window().findChild<QMenu *>(u"compareMenu"_s);
    Q_EMIT menu->aboutToShow();
    return m_fixture.window().findChild<QAction *>(name);
}

ComparisonWindow &TestComparing::compareWith(const QString &path) const
{
    Comparing &comparing = m_fixture.window().comparing();
    const QSignalSpy opened(&comparing, &Comparing::opened);
    comparing.compareWithFile(path);
    if (!QTest::qWaitFor([&] { return !opened.isEmpty() && comparing.window()->isReady(); }, kPatience))
        qFatal("no comparison");
    return *comparing.window();
}

QString TestComparing::titleOf(const ComparisonWindow &window, Section section)
{
    return window.model()->index(section, 0).data().toString();
}

QStringList TestComparing::linesOf(const ComparisonWindow &window, Section section)
{
    const QModelIndex parent = window.model()->index(section, 0);
    QStringList lines;
    for (int row = 0; row < window.model()->rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < ComparisonModel::ColumnCount; ++column)
            cells << window.model()->index(row, column, parent).data().toString();
        lines << cells.join(u" | "_s);
    }
    return lines;
}

QModelIndex TestComparing::lineStarting(const ComparisonWindow &window, Section section, const QString &change,
                                        const QString &what)
{
    const QModelIndex parent = window.model()->index(section, 0);
    for (int row = 0; row < window.model()->rowCount(parent); ++row) {
        const QModelIndex index = window.model()->index(row, ComparisonModel::WhatColumn, parent);
        if (index.data().toString().startsWith(what)
            && index.siblingAtColumn(ComparisonModel::ChangeColumn).data().toString().endsWith(change))
            return index;
    }
    return {};
}

void TestComparing::choose(ComparisonWindow &window, const QString &text)
{
    const QList<QToolButton *> buttons = window.findChildren<QToolButton *>();
    const auto found = std::find_if(buttons.begin(), buttons.end(),
                                    [&text](const QToolButton *button) { return button->text() == text; });
    QVERIFY(found != buttons.end());
    QTest::mouseClick(*found, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(window.isReady(), kPatience);
}

int TestComparing::nodeOf(const ComparisonWindow &window, const QString &server)
{
    const Diagram &diagram = *window.chart()->placed().diagram;
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        for (const quint32 met : diagram.nodes.at(i).servers) {
            if (diagram.flows.topology().servers.at(met).id == server)
                return i;
        }
    }
    return -1;
}

void TestComparing::click(const ComparisonWindow &window, const QModelIndex &index)
{
    QVERIFY(index.isValid());
    list(window).scrollTo(index);
    QTest::mouseClick(list(window).viewport(), Qt::LeftButton, {}, list(window).visualRect(index).center());
}

void TestComparing::nothingOpenNothingToCompare()
{
    QVERIFY(!entry(u"compareWithSaved"_s)->isEnabled());
    QVERIFY(!entry(u"compareWithOther"_s)->isEnabled());
    m_fixture.open(u":/portolan/samples/three-site.portolan"_s);
    QVERIFY(!entry(u"compareWithSaved"_s)->isEnabled());
    QVERIFY(entry(u"compareWithOther"_s)->isEnabled());
}

void TestComparing::unsavedChangesAgainstTheFile()
{
    m_fixture.open(m_path);
    m_fixture.window().editing().apply(removeParts(now(), {{u"hq-imap4"_s}, {}, {}}));
    m_fixture.settle();
    entry(u"compareWithSaved"_s)->trigger();
    Comparing &comparing = m_fixture.window().comparing();
    QTRY_VERIFY_WITH_TIMEOUT(comparing.window() && comparing.window()->isReady(), kPatience);
    const ComparisonWindow &window = *comparing.window();
    QVERIFY(window.isVisible());
    QVERIFY2(title(window).startsWith(u"From plan.portolan to "_s), qPrintable(title(window)));
    QVERIFY2(titleOf(window, TopologyPart).contains(u"1 removed"_s), qPrintable(titleOf(window, TopologyPart)));
    QVERIFY(lineStarting(window, TopologyPart, u"removed"_s, u"Server Scan archive"_s).isValid());
    QVERIFY(titleOf(window, FlowsPart).contains(u"removed"_s) && !titleOf(window, FlowsPart).contains(u"added"_s));
    QVERIFY(titleOf(window, OpeningsPart).contains(u"removed"_s));
    QVERIFY(m_fixture.window().document().isModified());
}

void TestComparing::theSameFileHasNoDifference()
{
    m_fixture.open(m_path);
    const ComparisonWindow &window = compareWith(m_path);
    QVERIFY2(title(window).startsWith(u"No difference between plan.portolan and "_s), qPrintable(title(window)));
    for (const Section section : {TopologyPart, FindingsPart, FlowsPart, OpeningsPart}) {
        QVERIFY2(titleOf(window, section).endsWith(u"no difference"_s), qPrintable(titleOf(window, section)));
        QVERIFY(linesOf(window, section).isEmpty());
    }
    QVERIFY(window.chart()->marks().isEmpty());
    QVERIFY(!window.chart()->placed().diagram->nodes.isEmpty());
}

void TestComparing::anotherFileIsChosenInADialog()
{
    changedCopy();
    m_fixture.open(m_path);
    entry(u"compareWithOther"_s)->trigger();
    auto *dialog = m_fixture.window().findChild<QFileDialog *>();
    QVERIFY(dialog);
    dialog->setDirectory(m_fixture.filePath(QString()));
    auto *name = dialog->findChild<QLineEdit *>(u"fileNameEdit"_s);
    QTest::keyClicks(name, u"changed.portolan"_s);
    QTest::keyClick(name, Qt::Key_Return);
    Comparing &comparing = m_fixture.window().comparing();
    QTRY_VERIFY_WITH_TIMEOUT(comparing.window() && comparing.window()->isReady(), kPatience);
    ComparisonWindow &window = *comparing.window();
    // The window has HQ-MBX4, the other file has DR-CAS2.
    QVERIFY(!lineStarting(window, TopologyPart, u"added"_s, u"Server HQ-MBX4"_s).data().toString().isEmpty());
    QVERIFY(!lineStarting(window, TopologyPart, u"removed"_s, u"Server DR-CAS2"_s).data().toString().isEmpty());
    // One Hub Transport server is too few for the site, two are not.
    QVERIFY(lineStarting(window, FindingsPart, u"added"_s, u"S2b "_s).isValid());
    QVERIFY(lineStarting(window, FlowsPart, u"removed"_s, u"T1 "_s).isValid());
    QVERIFY(lineStarting(window, FlowsPart, u"added"_s, u"M7 "_s).isValid());
    QVERIFY(lineStarting(window, OpeningsPart, u"removed"_s, u"DR-CAS2 → "_s).isValid());
    choose(window, u"Servers"_s);
    const ChartMarks &marks = window.chart()->marks();
    QVERIFY(marks.changedNodes.value(nodeOf(window, u"hq-mbx4"_s), Change::Changed) == Change::Added);
    QVERIFY(marks.changedNodes.value(nodeOf(window, u"dr-cas2"_s), Change::Changed) == Change::Removed);
    QVERIFY(!marks.changedNodes.contains(nodeOf(window, u"br-ex1"_s)));
    QVERIFY(!marks.changedEdges.isEmpty());
}

void TestComparing::aFileThatCannotBeReadCostsNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no file") << QByteArray();
    QTest::newRow("no topology") << QByteArray("{ \"format\": \"other\" }");
    QTest::newRow("cut off") << QByteArray("{ \"format\": \"portolan-topology\", \"version\": 1, \"sites\": [");
}

void TestComparing::aFileThatCannotBeReadCostsNothing()
{
    QFETCH(QByteArray, bytes);
    m_fixture.open(m_path);
    const QByteArray before = writeTopology(now());
    const QString path = m_fixture.filePath(u"<b>broken.portolan"_s);
    QFile file(path);
    QVERIFY(bytes.isEmpty() || (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size()));
    file.close();
    m_fixture.window().comparing().compareWithFile(path);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture.window().findChild<QDialog *>(u"errorDialog"_s), kPatience);
    auto *dialog = m_fixture.window().findChild<QDialog *>(u"errorDialog"_s);
    QVERIFY(!dialog->findChild<QPlainTextEdit *>(u"errorText"_s)->toPlainText().isEmpty());
    auto *headline = dialog->findChild<QLabel *>(u"overlayTitle"_s);
    QVERIFY2(headline->text().contains(u"<b>broken.portolan"_s), qPrintable(headline->text()));
    QCOMPARE(headline->textFormat(), Qt::PlainText);
    QVERIFY(!m_fixture.window().comparing().window());
    QCOMPARE(writeTopology(now()), before);
    QVERIFY(!m_fixture.window().document().isModified());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(m_fixture.window().isSettled());
}

void TestComparing::aPickedLineLightsTheChart()
{
    const QString other = changedCopy();
    m_fixture.open(m_path);
    ComparisonWindow &window = compareWith(other);
    choose(window, u"Servers"_s);
    QVERIFY(window.chart()->litEdges().isEmpty());
    const QModelIndex line = lineStarting(window, FlowsPart, u"removed"_s, u"T1 "_s);
    click(window, line);
    const QSet<int> edges = window.chart()->litEdges();
    QVERIFY(!edges.isEmpty());
    for (const int edge : edges)
        QVERIFY(window.chart()->placed().diagram->edges.at(edge).codes.contains(u"T1"_s));
    click(window, lineStarting(window, TopologyPart, u"added"_s, u"Server HQ-MBX4"_s));
    QVERIFY(window.chart()->chartSelection().own.contains(nodeOf(window, u"hq-mbx4"_s)));
    // By keyboard too.
    QTest::keyClick(&list(window), Qt::Key_Down);
    QVERIFY(!window.chart()->chartSelection().own.contains(nodeOf(window, u"hq-mbx4"_s)));
    // Nothing of this is anybody else's business.
    QVERIFY(m_fixture.window().selection().value().isEmpty());
}

void TestComparing::aClickedCardIsLit()
{
    const QString other = changedCopy();
    m_fixture.open(m_path);
    ComparisonWindow &window = compareWith(other);
    choose(window, u"Sites"_s);
    GraphWidget &chart = *window.chart();
    QTRY_VERIFY_WITH_TIMEOUT(chart.isCrisp(), kPatience);
    const int site = nodeOf(window, u"dr-mbx1"_s);
    QTest::mouseClick(&chart, Qt::LeftButton, {}, chart.fromScene(chart.placed().nodes.at(site).center()).toPoint());
    QVERIFY(chart.litNodes().contains(site));
    QVERIFY(!chart.litEdges().isEmpty());
}

void TestComparing::onlyWhatDiffersIsDrawn()
{
    const QString other = changedCopy();
    m_fixture.open(m_path);
    ComparisonWindow &window = compareWith(other);
    choose(window, u"Servers"_s);
    const qsizetype all = window.chart()->placed().diagram->edges.size();
    QVERIFY(nodeOf(window, u"phones"_s) >= 0);
    choose(window, u"Only what differs"_s);
    QVERIFY(window.chart()->placed().diagram->edges.size() < all);
    QCOMPARE(nodeOf(window, u"phones"_s), -1);
    QVERIFY(nodeOf(window, u"hq-mbx4"_s) >= 0 && nodeOf(window, u"dr-cas2"_s) >= 0);
    // What is left of a line differs, all of it.
    const ChartMarks &marks = window.chart()->marks();
    QCOMPARE(marks.changedEdges.size(), window.chart()->placed().diagram->edges.size());
    choose(window, u"Everything"_s);
    QCOMPARE(window.chart()->placed().diagram->edges.size(), all);
}

void TestComparing::anotherLevelKeepsWhatIsPicked()
{
    const QString other = changedCopy();
    m_fixture.open(m_path);
    ComparisonWindow &window = compareWith(other);
    choose(window, u"Servers"_s);
    click(window, lineStarting(window, TopologyPart, u"removed"_s, u"Server DR-CAS2"_s));
    choose(window, u"Sites"_s);
    QVERIFY(window.chart()->litNodes().contains(nodeOf(window, u"dr-cas2"_s)));
}

void TestComparing::whatIsComparedStaysAsItWas()
{
    const QString other = changedCopy();
    m_fixture.open(m_path);
    const ComparisonWindow &window = compareWith(other);
    const QStringList lines = linesOf(window, TopologyPart);
    m_fixture.window().editing().apply(removeParts(now(), {{u"hq-mbx4"_s}, {}, {}}));
    m_fixture.settle();
    QCOMPARE(linesOf(window, TopologyPart), lines);
    // Another one tells of the present state.
    const ComparisonWindow &second = compareWith(other);
    QVERIFY(&second != &window);
    QVERIFY(!lineStarting(second, TopologyPart, u"added"_s, u"Server HQ-MBX4"_s).isValid());
    QVERIFY(window.isVisible());
}

void TestComparing::aNarrowWindowCutsNoColumnOff()
{
    const QString other = changedCopy();
    m_fixture.open(m_path);
    ComparisonWindow &window = compareWith(other);
    window.resize(900, 600);
    QTreeView &tree = list(window);
    QTRY_VERIFY(tree.header()->length() <= tree.viewport()->width());
    for (int column = 0; column < ComparisonModel::ColumnCount; ++column)
        QVERIFY(tree.columnWidth(column) > 60);
    // A heading has the whole width.
    QVERIFY(tree.isFirstColumnSpanned(TopologyPart, {}));
}

void TestComparing::anotherThemeKeepsTheList()
{
    const QString other = changedCopy();
    m_fixture.open(m_path);
    ComparisonWindow &window = compareWith(other);
    click(window, lineStarting(window, TopologyPart, u"added"_s, u"Server HQ-MBX4"_s));
    list(window).collapse(window.model()->index(OpeningsPart, 0));
    const QModelIndex picked = list(window).currentIndex();
    m_fixture.window().setThemeChoice(ThemeChoice::Dark);
    QCOMPARE(list(window).currentIndex(), picked);
    QVERIFY(!list(window).isExpanded(window.model()->index(OpeningsPart, 0)));
    QVERIFY(list(window).isFirstColumnSpanned(FlowsPart, {}));
}

void TestComparing::closesByKeyAndWithItsWindow()
{
    const QString other = changedCopy();
    m_fixture.open(m_path);
    ComparisonWindow &first = compareWith(other);
    first.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&first));
    QTest::keyClick(&first, Qt::Key_W, Qt::ControlModifier);
    QTRY_VERIFY(!m_fixture.window().comparing().window());
    // One that is still at work goes with the window that opened it.
    m_fixture.window().comparing().compareWithFile(other);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture.window().comparing().window(), kPatience);
    m_fixture.stop();
    m_fixture.start();
    QVERIFY(!m_fixture.window().comparing().window());
}

QTEST_MAIN(TestComparing)
#include "tst_comparing.moc"
