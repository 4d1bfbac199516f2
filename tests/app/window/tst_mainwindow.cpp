// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/noticebar.h"
#include "app/window/segmentedchoice.h"
#include "app/window/theme.h"
#include "tests/support/windowfixture.h"
#include "views/graph/graphwidget.h"
#include "views/inspector/inspector.h"
#include "views/tables/flowtable.h"

#include <QApplication>
#include <QDialog>
#include <QDropEvent>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTableView>
#include <QTest>
#include <QToolBar>
#include <QToolButton>
#include <QUrl>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepareLook(*qApp); }
    void init() { m_fixture.start(); }
    void cleanup() { m_fixture.stop(); }
    void showsChartTableAndOverview();
    void aRowLightsItsLineAndIsExplained();
    void aCardOfTheChartIsExplained();
    void aLineMarksItsRows();
    void escapeClearsEverywhere();
    void levelsAndLabelsChangeTheChart();
    void theSelectionOutlivesTheLevel();
    void aBadFileIsShownAndLeavesTheDocument();
    void droppingAFileOpensIt();
    void reloadShowsWhatChanged();
    void saveAsWritesTheSameBytes();
    void exportsSvgAndPng();
    void recentFilesAreRemembered();
    void aNewOpenSupersedesTheOneUnderWay();
    void remarksStandInAQuietBar();
    void themesChangeEverything();
    void findSelectsAndShows();
    void panesHideAndComeBack();
    void everythingFitsASmallWindow();
    void hostileNamesStayText();

private:
    void open(const QString &path) { m_fixture.open(path); }
    QString copyOf(const QString &sample, const QString &name) { return m_fixture.writableCopyOf(sample, name); }
    QPoint pointOf(DiagramPart part) const { return m_fixture.pointOf(part); }
    MainWindow *window() const { return &m_fixture.window(); }
    QTableView *view() const { return window()->table()->view(); }

    const QString m_sample = u":/portolan/samples/three-site.portolan"_s;
    const QString m_small = u":/portolan/samples/single-server.portolan"_s;
    WindowFixture m_fixture;
};

void TestMainWindow::showsChartTableAndOverview()
{
    QVERIFY(window()->chart()->overlayText().contains(u"drop one here"_s));
    open(m_sample);
    QVERIFY(window()->chart()->hasDiagram());
    QVERIFY(window()->chart()->overlayText().isEmpty());
    QVERIFY(window()->table()->model()->rowCount() > 100);
    const QString name = window()->document().current().topology.name;
    QVERIFY(window()->inspector()->plainText().startsWith(name));
    QVERIFY(window()->windowTitle().contains(name));
    QVERIFY(window()->findChild<QLabel *>(u"counts"_s)->text().contains(u"5 sites"_s));
}

void TestMainWindow::aRowLightsItsLineAndIsExplained()
{
    open(m_sample);
    FlowTableModel *model = window()->table()->model();
    model->setFilter(u"T2"_s);
    QTRY_VERIFY(!model->isBusy());
    QVERIFY(model->rowCount() > 0);
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(model->index(0, 1)).center());
    const QString code = model->index(0, 0).data().toString();
    QVERIFY(window()->inspector()->plainText().startsWith(code));
    const ChartSelection &lit = window()->chart()->chartSelection();
    QCOMPARE(lit.litEdges.size(), 1);
    QVERIFY(window()->chart()->placed().diagram->edges.at(*lit.litEdges.begin()).codes.contains(code));
    QVERIFY(window()->selection().value().row.has_value());
}

void TestMainWindow::aCardOfTheChartIsExplained()
{
    window()->setLevel(Level::Servers);
    open(m_sample);
    const int rows = window()->table()->model()->rowCount();
    const DiagramPart card = m_fixture.partCalled(u"server:hq-cas1"_s);
    QVERIFY(card.kind == DiagramPart::Kind::Node);
    QTest::mouseClick(window()->chart(), Qt::LeftButton, {}, pointOf(card));
    QVERIFY(window()->inspector()->plainText().startsWith(u"HQ-CAS1"_s));
    QVERIFY(window()->inspector()->plainText().contains(u"Windows Firewall rules"_s));
    QCOMPARE(window()->table()->model()->rowCount(), rows);
}

void TestMainWindow::aLineMarksItsRows()
{
    open(m_small);
    const QList<DiagramEdge> &edges = window()->chart()->placed().diagram->edges;
    int edge = 0;
    while (window()->chart()->placed().edges.at(edge).pill.isEmpty())
        ++edge;
    QTest::mouseClick(window()->chart(), Qt::LeftButton, {}, pointOf({DiagramPart::Kind::Edge, edge}));
    QCOMPARE(window()->chart()->chartSelection().part, (DiagramPart{DiagramPart::Kind::Edge, edge}));
    const QModelIndexList marked = view()->selectionModel()->selectedRows();
    QVERIFY(!marked.isEmpty());
    for (const QModelIndex &index : marked)
        QVERIFY(edges.at(edge).codes.contains(index.data().toString()));
    QVERIFY(view()->viewport()->rect().intersects(view()->visualRect(marked.first())));
    for (const QString &code : edges.at(edge).codes)
        QVERIFY(window()->inspector()->plainText().contains(code));
}

void TestMainWindow::escapeClearsEverywhere()
{
    open(m_small);
    QVERIFY(window()->selectById(u"T11"_s));
    QVERIFY(!view()->selectionModel()->selectedRows().isEmpty());
    window()->chart()->setFocus();
    QTest::keyClick(window()->chart(), Qt::Key_Escape);
    QVERIFY(window()->selection().value().isEmpty());
    QVERIFY(view()->selectionModel()->selectedRows().isEmpty());
    QVERIFY(window()->inspector()->plainText().startsWith(window()->document().current().topology.name));
}

void TestMainWindow::levelsAndLabelsChangeTheChart()
{
    open(m_sample);
    const QList<SegmentedChoice *> choices =
        window()->findChild<QToolBar *>(u"toolBar"_s)->findChildren<SegmentedChoice *>();
    QCOMPARE(choices.size(), 2);
    for (const Level level : {Level::Sites, Level::Servers, Level::Roles}) {
        window()->setLevel(level);
        QTRY_VERIFY_WITH_TIMEOUT(window()->isSettled(), 30000);
        QCOMPARE(int(window()->chart()->placed().diagram->level), int(level));
        QVERIFY(choices.first()->value() == int(level) || choices.last()->value() == int(level));
    }
    window()->setLabels(LabelMode::None);
    QTRY_VERIFY_WITH_TIMEOUT(window()->isSettled(), 30000);
    for (const DiagramEdge &edge : window()->chart()->placed().diagram->edges)
        QVERIFY(edge.lines.isEmpty());
    for (QToolButton *button : choices.first()->findChildren<QToolButton *>()) {
        if (button->text() == u"Sites"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_COMPARE_WITH_TIMEOUT(int(window()->chart()->placed().diagram->level), int(Level::Sites), 30000);
}

void TestMainWindow::theSelectionOutlivesTheLevel()
{
    window()->setLevel(Level::Servers);
    open(m_sample);
    QVERIFY(window()->selectById(u"hq-cas1"_s));
    window()->setLevel(Level::Sites);
    QTRY_VERIFY_WITH_TIMEOUT(window()->isSettled(), 30000);
    QVERIFY(window()->chart()->chartSelection().litNodes.contains(m_fixture.partCalled(u"site:hq"_s).index));
    QVERIFY(window()->inspector()->plainText().startsWith(u"HQ-CAS1"_s));
}

void TestMainWindow::aBadFileIsShownAndLeavesTheDocument()
{
    open(m_small);
    QVERIFY(window()->selectById(u"ex1"_s));
    const QString bad = m_fixture.filePath(u"bad.portolan"_s);
    QFile file(bad);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({ "format": "portolan-topology", "version": 1, "name": "x", "catalog": "exchange-2010",
        "sites": [ { "id": "A B", "name": "n", "kind": "moon" } ], "links": [], "servers": [], "groups": [] })");
    file.close();
    QSignalSpy failed(window(), &MainWindow::openingFailed);
    window()->openFile(bad);
    QVERIFY(failed.wait());
    auto *dialog = window()->findChild<QDialog *>(u"errorDialog"_s);
    QVERIFY(dialog && dialog->isVisible());
    auto *text = dialog->findChild<QPlainTextEdit *>(u"errorText"_s);
    QVERIFY(text->isReadOnly());
    QVERIFY2(text->toPlainText().contains(u"sites[0].id"_s), qPrintable(text->toPlainText()));
    QVERIFY(text->toPlainText().contains(u"sites[0].kind"_s));
    QCOMPARE(window()->document().current().path, m_small);
    QVERIFY(window()->chart()->hasDiagram());
    QVERIFY(window()->inspector()->plainText().startsWith(u"EX1"_s));
    QVERIFY(window()->settings().recentFiles.isEmpty());
    dialog->close();
}

void TestMainWindow::droppingAFileOpensIt()
{
    const QString path = copyOf(m_small, u"dropped.portolan"_s);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    const QPoint at(600, 400);
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window(), &drop);
    QTRY_COMPARE_WITH_TIMEOUT(window()->document().current().path, path, 30000);

    QMimeData text;
    text.setText(u"not a file"_s);
    QDragEnterEvent other(at, Qt::CopyAction, &text, Qt::LeftButton, {});
    other.ignore();
    QApplication::sendEvent(window(), &other);
    QVERIFY(!other.isAccepted());
}

void TestMainWindow::reloadShowsWhatChanged()
{
    const QString path = copyOf(m_small, u"plan.portolan"_s);
    window()->setLevel(Level::Servers);
    open(path);
    QVERIFY(window()->selectById(u"dc1"_s));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray bytes = file.readAll();
    file.close();
    bytes.replace(R"("name": "DC1")", R"("name": "DC-NEW")");
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes);
    file.close();
    QTest::keyClick(window(), Qt::Key_F5);
    QTRY_VERIFY_WITH_TIMEOUT(window()->inspector()->plainText().startsWith(u"DC-NEW"_s), 30000);
    QTRY_VERIFY_WITH_TIMEOUT(window()->isSettled(), 30000);
    QCOMPARE(window()->chart()->chartSelection().part, m_fixture.partCalled(u"server:dc1"_s));
}

void TestMainWindow::saveAsWritesTheSameBytes()
{
    open(m_sample);
    const QString path = m_fixture.filePath(u"saved.portolan"_s);
    QVERIFY(window()->saveAs(path));
    QFile saved(path);
    QFile sample(m_sample);
    QVERIFY(saved.open(QIODevice::ReadOnly) && sample.open(QIODevice::ReadOnly));
    QCOMPARE(saved.readAll(), sample.readAll());
    QVERIFY(window()->windowTitle().contains(u"saved.portolan"_s));
    QCOMPARE(window()->settings().recentFiles, QStringList{path});
    QVERIFY(!window()->saveAs(m_fixture.filePath(u"no/where.portolan"_s)));
    QVERIFY(window()->findChild<QDialog *>(u"errorDialog"_s));
}

void TestMainWindow::exportsSvgAndPng()
{
    open(m_small);
    QSignalSpy exported(window(), &MainWindow::exported);
    const QString svg = m_fixture.filePath(u"chart.svg"_s);
    window()->exportTo(svg);
    QVERIFY(exported.wait(30000));
    QVERIFY(QSvgRenderer(svg).isValid());
    const QString png = m_fixture.filePath(u"chart.png"_s);
    window()->exportTo(png);
    QVERIFY(exported.wait(30000));
    const QSizeF sheet = window()->chart()->placed().size;
    QVERIFY(qAbs(QImage(png).width() - sheet.width() * 2) <= 2);
    QSignalSpy failed(window(), &MainWindow::exportFailed);
    window()->exportTo(m_fixture.filePath(u"no/where.svg"_s));
    QVERIFY(failed.wait(30000));
}

void TestMainWindow::recentFilesAreRemembered()
{
    const QString first = copyOf(m_small, u"first & best.portolan"_s);
    const QString second = copyOf(m_sample, u"second.portolan"_s);
    open(first);
    open(second);
    open(m_small);
    const QStringList expected{second, first};
    QCOMPARE(window()->settings().recentFiles, expected);
    auto *menu = window()->findChild<QMenu *>(u"recentFiles"_s);
    Q_EMIT menu->aboutToShow();
    QVERIFY(menu->actions().at(1)->text().startsWith(u"first && best.portolan"_s));
    menu->actions().at(1)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(window()->document().current().path, first, 30000);
}

void TestMainWindow::aNewOpenSupersedesTheOneUnderWay()
{
    window()->openFile(m_sample);
    window()->openFile(m_small);
    QTRY_VERIFY_WITH_TIMEOUT(window()->isSettled(), 30000);
    QCOMPARE(window()->chart()->placed().diagram->flows.topology().name, window()->document().current().topology.name);
    QCOMPARE(window()->document().current().path, m_small);
    QVERIFY(window()->table()->model()->texts().flows().topology().name
            == window()->document().current().topology.name);
}

void TestMainWindow::remarksStandInAQuietBar()
{
    const QString path = m_fixture.filePath(u"odd.portolan"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        R"({ "format": "portolan-topology", "version": 1, "name": "Odd", "catalog": "exchange-2010", "colour": "red",
        "sites": [ { "id": "a", "name": "A" } ], "links": [],
        "servers": [ { "id": "s", "name": "S", "site": "a", "roles": ["no-such-role"] } ], "groups": [] })");
    file.close();
    open(path);
    QVERIFY(window()->notice()->isVisible());
    QVERIFY2(window()->notice()->text().contains(u"2 remarks"_s), qPrintable(window()->notice()->text()));
    QTest::mouseClick(window()->notice()->findChild<QToolButton *>(u"noticeDetails"_s), Qt::LeftButton);
    auto *dialog = window()->findChild<QDialog *>(u"errorDialog"_s);
    QVERIFY(dialog);
    const QString text = dialog->findChild<QPlainTextEdit *>(u"errorText"_s)->toPlainText();
    QVERIFY(text.contains(u"colour"_s) && text.contains(u"no-such-role"_s));
    dialog->close();
    open(m_small);
    QVERIFY(!window()->notice()->isVisible());
}

void TestMainWindow::themesChangeEverything()
{
    open(m_small);
    const QImage light = window()->grab().toImage();
    window()->setThemeChoice(ThemeChoice::Dark);
    QTRY_VERIFY(window()->chart()->isCrisp());
    const QImage dark = window()->grab().toImage();
    const auto mean = [](const QImage &image, const QRect &part) {
        return image.copy(part)
            .scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
            .pixelColor(0, 0)
            .lightness();
    };
    for (const QWidget *part : {static_cast<QWidget *>(window()->chart()), static_cast<QWidget *>(window()->table()),
                                static_cast<QWidget *>(window()->inspector())}) {
        const QRect rect(part->mapTo(window(), QPoint()), part->size());
        QVERIFY(mean(light, rect) > 200);
        QVERIFY(mean(dark, rect) < 90);
    }
}

void TestMainWindow::findSelectsAndShows()
{
    open(m_sample);
    QTest::keyClick(window(), Qt::Key_K, Qt::ControlModifier);
    auto *search = window()->findChild<QLineEdit *>(u"search"_s);
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, u"hq-mbx1"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_VERIFY(window()->inspector()->plainText().startsWith(u"HQ-MBX1"_s));
}

void TestMainWindow::panesHideAndComeBack()
{
    QVERIFY(window()->table()->isVisible() && window()->inspector()->isVisible());
    QTest::keyClick(window(), Qt::Key_T, Qt::ControlModifier);
    QTest::keyClick(window(), Qt::Key_I, Qt::ControlModifier);
    QVERIFY(!window()->table()->isVisible() && !window()->inspector()->isVisible());
    QVERIFY(!window()->settings().showTable);
    QTest::keyClick(window(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(window()->table()->isVisible());
    QTest::keyClick(window(), Qt::Key_I, Qt::ControlModifier);
    QVERIFY(window()->inspector()->isVisible());
}

void TestMainWindow::everythingFitsASmallWindow()
{
    open(m_sample);
    window()->resize(1000, 700);
    QTRY_COMPARE(window()->size(), QSize(1000, 700));
    // The tool bar shows all its parts instead of hiding some behind an arrow, as soon as its layout has settled.
    auto *bar = window()->findChild<QToolBar *>(u"toolBar"_s);
    auto *more = bar->findChild<QToolButton *>(u"qt_toolbar_ext_button"_s);
    QTRY_VERIFY(!more || !more->isVisible());
    const auto parts = bar->findChildren<QToolButton *>();
    for (const QToolButton *part : parts) {
        if (part == more)
            continue;
        QVERIFY2(part->isVisible() && part->width() >= part->minimumSizeHint().width(), qPrintable(part->text()));
        QVERIFY(bar->rect().contains(part->geometry().translated(part->parentWidget()->mapTo(bar, QPoint()))));
    }
    QTRY_VERIFY(window()->chart()->width() >= 600 && window()->chart()->height() >= 300);
}

void TestMainWindow::hostileNamesStayText()
{
    const QString path = m_fixture.filePath(u"hostile.portolan"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({ "format": "portolan-topology", "version": 1, "name": "<img src='x'>", "catalog": "exchange-2010",
        "sites": [ { "id": "a", "name": "<b>A</b> & co" } ], "links": [],
        "servers": [ { "id": "s", "name": "<h1>S", "site": "a", "roles": ["mailbox", "hub-transport"] },
                     { "id": "t", "name": "&lt;T&gt;", "site": "a", "roles": ["client-access", "hub-transport"] } ], "groups": [] })");
    file.close();
    open(path);
    QVERIFY(window()->inspector()->plainText().startsWith(u"<img src='x'>"_s));
    QVERIFY(window()->selectById(u"s"_s));
    QVERIFY(window()->inspector()->plainText().startsWith(u"<h1>S"_s));
    QVERIFY(window()->selectById(u"t"_s));
    QVERIFY(window()->inspector()->plainText().startsWith(u"&lt;T&gt;"_s));
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
