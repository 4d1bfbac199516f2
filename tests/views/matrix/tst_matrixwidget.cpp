// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/matrix/matrixwidget.h"

#include "model/flows/generate.h"
#include "tests/views/graph/smallcharts.h"
#include "views/matrix/matrixtexts.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestMatrixWidget : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void clickingACellPicksItsFlows();
    void clickingAnEmptyCellPicksNothing();
    void clickingAHeadingPicksItsServers();
    void clickingASitePicksIt();
    void arrowsMoveAndEnterPicks();
    void readersHearTheCurrentCell();
    void homeEndAndPagesMove();
    void escapeDropsTheSelection();
    void theChartsSelectionMarksCells();
    void aSelectionIsScrolledIntoView();
    void whatIsShownIsNotPicked();
    void headingsStayWhileCellsScroll();
    void theCrossFollowsTheMouse();
    void theWheelZoomsThroughThreeSizes();
    void theLastCallWins();
    void nothingOfTheMatrixBeforeIsPicked();
    void theCurrentCellSurvivesAnEdit();
    void toolTipsAreNeverMarkup();
    void copiesTextThatIsSafeToPaste();
    void csvKeepsNames();
    void countsAreShort_data();
    void countsAreShort();
    void saysThatThereIsNothing();
    void headingsLeaveRoomForCells();
    void colourAndLineSayTheEncryption();
    void takesMoreIntoItsBar();
    void manyServersAreMadeRowByRow();

private:
    MatrixGrid *grid() const { return m_view->grid(); }
    const FlowMatrix &matrix() const { return grid()->matrix(); }
    const MatrixGeometry &geometry() const { return grid()->painter().geometry; }
    void show(const FlowSet &flows, MatrixKind kind);
    void settle();
    void click(QPoint at);
    Selection lastPicked(QSignalSpy &spy) const { return spy.last().first().value<Selection>(); }
    std::pair<int, int> filledCell() const;
    std::pair<int, int> emptyCell() const;

    FlowSet m_small = flowsOf(smallTopology());
    FlowSet m_sample = flowsOfSample(u"three-site"_s);
    std::unique_ptr<FlowMatrixView> m_view;
};

void TestMatrixWidget::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    m_view = std::make_unique<FlowMatrixView>();
    m_view->resize(900, 600);
    show(m_sample, MatrixKind::RoleSets);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    QVERIFY(!matrix().isEmpty());
}

void TestMatrixWidget::cleanup()
{
    m_view.reset();
}

void TestMatrixWidget::show(const FlowSet &flows, MatrixKind kind)
{
    m_view->setKind(kind);
    m_view->setFlows(flows);
    settle();
}

void TestMatrixWidget::settle()
{
    QTRY_VERIFY(!m_view->isBusy());
}

void TestMatrixWidget::click(QPoint at)
{
    QTest::mouseClick(grid()->viewport(), Qt::LeftButton, {}, at);
}

std::pair<int, int> TestMatrixWidget::filledCell() const
{
    for (int row = 0; row < matrix().rowCount(); ++row) {
        for (const MatrixCell &cell : matrix().cells(row)) {
            if (geometry().grid().contains(geometry().cell(row, cell.column)))
                return {row, cell.column};
        }
    }
    return {-1, -1};
}

std::pair<int, int> TestMatrixWidget::emptyCell() const
{
    for (int row = 0; row < matrix().rowCount(); ++row) {
        for (int column = 0; column < matrix().columnCount(); ++column) {
            if (!grid()->painter().hasCell(row, column))
                return {row, column};
        }
    }
    return {-1, -1};
}

void TestMatrixWidget::clickingACellPicksItsFlows()
{
    QSignalSpy picked(m_view.get(), &FlowMatrixView::selectionPicked);
    const auto [row, column] = filledCell();
    click(geometry().cell(row, column).center());
    QCOMPARE(picked.size(), 1);
    Selection expected;
    expected.kind = Selection::Kind::Flows;
    expected.flows = matrix().flowsAt(row, column);
    QVERIFY(!expected.flows.empty());
    QCOMPARE(lastPicked(picked), expected);
    QCOMPARE(std::pair(grid()->currentRow(), grid()->currentColumn()), std::pair(row, column));
    QVERIFY(grid()->painter().marks.holdsCell(row, column));

    // The table shows rows of these flows, the chart a line.
    int rows = 0;
    for (const FlowRow &flow : flowRows(m_sample))
        rows += holdsRow(m_sample, lastPicked(picked), flow) ? 1 : 0;
    QVERIFY(rows > 0);
    const Diagram chart = diagramOf(m_sample, Level::Roles);
    QVERIFY(!chartSelection(chart, lastPicked(picked)).litEdges.isEmpty());
}

void TestMatrixWidget::clickingAnEmptyCellPicksNothing()
{
    QSignalSpy picked(m_view.get(), &FlowMatrixView::selectionPicked);
    const auto [row, column] = emptyCell();
    click(geometry().cell(row, column).center());
    QCOMPARE(picked.size(), 1);
    QVERIFY(lastPicked(picked).isEmpty());
    QVERIFY(grid()->painter().marks.isEmpty());
}

void TestMatrixWidget::clickingAHeadingPicksItsServers()
{
    QSignalSpy picked(m_view.get(), &FlowMatrixView::selectionPicked);
    click(geometry().rowHeading(1).center());
    QCOMPARE(lastPicked(picked), Selection::ofServers(matrix().row(1).servers));
    click(geometry().columnHeading(2).center());
    QCOMPARE(lastPicked(picked), Selection::ofServers(matrix().column(2).servers));
    QVERIFY(grid()->painter().marks.holdsColumn(2));
    show(m_sample, MatrixKind::Sites);
    click(geometry().columnHeading(1).center());
    QCOMPARE(lastPicked(picked), Selection::ofSite(matrix().column(1).site));
}

void TestMatrixWidget::clickingASitePicksIt()
{
    QSignalSpy picked(m_view.get(), &FlowMatrixView::selectionPicked);
    click(geometry().rowSite(geometry().rowSpans().front()).center());
    QCOMPARE(lastPicked(picked), Selection::ofSite(geometry().rowSpans().front().site));
    click(geometry().columnSite(geometry().columnSpans().at(1)).center());
    QCOMPARE(lastPicked(picked), Selection::ofSite(geometry().columnSpans().at(1).site));
    QCOMPARE(picked.size(), 2);
}

void TestMatrixWidget::arrowsMoveAndEnterPicks()
{
    QSignalSpy picked(m_view.get(), &FlowMatrixView::selectionPicked);
    grid()->setFocus();
    QCOMPARE(grid()->currentRow(), -1);
    QTest::keyClick(grid(), Qt::Key_Down);
    QCOMPARE(std::pair(grid()->currentRow(), grid()->currentColumn()), std::pair(0, 0));
    const auto [row, column] = filledCell();
    for (int i = 0; i < row; ++i)
        QTest::keyClick(grid(), Qt::Key_Down);
    for (int i = 0; i < column; ++i)
        QTest::keyClick(grid(), Qt::Key_Right);
    QCOMPARE(std::pair(grid()->currentRow(), grid()->currentColumn()), std::pair(row, column));
    QCOMPARE(grid()->accessibleDescription(), cellDescription(matrix(), row, column));
    QVERIFY(picked.isEmpty());
    QTest::keyClick(grid(), Qt::Key_Return);
    QCOMPARE(picked.size(), 1);
    QVERIFY(!lastPicked(picked).isEmpty());
    QTest::keyClick(grid(), Qt::Key_Left);
    QTest::keyClick(grid(), Qt::Key_Up);
    QCOMPARE(std::pair(grid()->currentRow(), grid()->currentColumn()),
             std::pair(std::max(row - 1, 0), std::max(column - 1, 0)));
}

void TestMatrixWidget::readersHearTheCurrentCell()
{
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    grid()->setFocus();
    QAccessibleInterface *reader = QAccessible::queryAccessibleInterface(grid());
    QVERIFY(reader && reader->isValid());
    QVERIFY2(reader->text(QAccessible::Name).contains(u"matrix"_s), qPrintable(reader->text(QAccessible::Name)));
    QVERIFY(reader->state().focusable && reader->state().focused);
    QVERIFY(reader->rect().contains(grid()->mapToGlobal(grid()->rect().center())));
    const auto [row, column] = filledCell();
    grid()->setCurrentCell(row, column);
    QCOMPARE(reader->text(QAccessible::Description), cellDescription(matrix(), row, column));
    const QString before = reader->text(QAccessible::Description);
    QTest::keyClick(grid(), Qt::Key_Home, Qt::ControlModifier);
    QTest::keyClick(grid(), Qt::Key_Right);
    QCOMPARE(reader->text(QAccessible::Description), cellDescription(matrix(), 0, 1));
    QVERIFY(reader->text(QAccessible::Description) != before || (row == 0 && column == 1));
}

void TestMatrixWidget::homeEndAndPagesMove()
{
    grid()->setCurrentCell(3, 3);
    QTest::keyClick(grid(), Qt::Key_Home);
    QCOMPARE(std::pair(grid()->currentRow(), grid()->currentColumn()), std::pair(3, 0));
    QTest::keyClick(grid(), Qt::Key_End);
    QCOMPARE(grid()->currentColumn(), matrix().columnCount() - 1);
    QTest::keyClick(grid(), Qt::Key_PageDown);
    QVERIFY(grid()->currentRow() > 4);
    QTest::keyClick(grid(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(grid()->currentRow(), matrix().rowCount() - 1);
    QVERIFY(geometry().grid().contains(geometry().cell(grid()->currentRow(), grid()->currentColumn())));
    QTest::keyClick(grid(), Qt::Key_PageUp);
    QVERIFY(grid()->currentRow() < matrix().rowCount() - 2);
    QTest::keyClick(grid(), Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(std::pair(grid()->currentRow(), grid()->currentColumn()), std::pair(0, 0));
    QVERIFY(geometry().grid().contains(geometry().cell(0, 0)));
}

void TestMatrixWidget::escapeDropsTheSelection()
{
    QSignalSpy picked(m_view.get(), &FlowMatrixView::selectionPicked);
    m_view->showSelection(Selection::ofSite(0));
    QVERIFY(!grid()->painter().marks.isEmpty());
    QTest::keyClick(grid(), Qt::Key_Escape);
    QVERIFY(lastPicked(picked).isEmpty());
    QVERIFY(grid()->painter().marks.isEmpty());
}

void TestMatrixWidget::theChartsSelectionMarksCells()
{
    const Diagram chart = diagramOf(m_sample, Level::Roles);
    for (int i = 0; i < chart.edges.size(); ++i) {
        const Selection selection = selectionOf(chart, {DiagramPart::Kind::Edge, i});
        m_view->showSelection(selection);
        const MatrixMarks &marks = grid()->painter().marks;
        QVERIFY2(!marks.isEmpty(), qPrintable(chart.edges.at(i).id));
        for (int row = 0; row < matrix().rowCount(); ++row) {
            for (const MatrixCell &cell : matrix().cells(row)) {
                if (!marks.holdsCell(row, cell.column))
                    continue;
                const std::vector<int> paths = matrix().pathsAt(row, cell.column);
                QVERIFY(std::any_of(selection.flows.begin(), selection.flows.end(), [&](const EdgeFlows &part) {
                    return std::binary_search(paths.begin(), paths.end(), part.path);
                }));
            }
        }
    }
}

void TestMatrixWidget::aSelectionIsScrolledIntoView()
{
    m_view->resize(420, 360);
    show(m_sample, MatrixKind::Servers);
    const int row = matrix().rowCount() - 1;
    const int column = matrix().cells(row).front().column;
    QVERIFY(!geometry().grid().contains(geometry().cell(row, column)));
    Selection selection;
    selection.kind = Selection::Kind::Flows;
    selection.flows = matrix().flowsAt(row, column);
    m_view->showSelection(selection);
    const auto [firstRow, firstColumn] = *grid()->painter().marks.first();
    QVERIFY(geometry().grid().contains(geometry().cell(firstRow, firstColumn)));
}

void TestMatrixWidget::whatIsShownIsNotPicked()
{
    QSignalSpy picked(m_view.get(), &FlowMatrixView::selectionPicked);
    m_view->showSelection(Selection::ofPath(m_sample, m_sample.groups().front().path));
    m_view->showSelection(Selection::ofServers({0}));
    m_view->showSelection({});
    QVERIFY(picked.isEmpty());
}

void TestMatrixWidget::headingsStayWhileCellsScroll()
{
    m_view->resize(600, 400);
    show(m_sample, MatrixKind::Servers);
    QVERIFY(grid()->verticalScrollBar()->maximum() > 0 && grid()->horizontalScrollBar()->maximum() > 0);
    const QRect before = geometry().grid();
    grid()->verticalScrollBar()->setValue(grid()->verticalScrollBar()->maximum());
    grid()->horizontalScrollBar()->setValue(grid()->horizontalScrollBar()->maximum());
    QCOMPARE(geometry().grid(), before);
    const int row = matrix().rowCount() - 1;
    const int column = matrix().columnCount() - 1;
    QVERIFY(before.contains(geometry().cell(row, column)));
    QCOMPARE(geometry().rowHeading(row).top(), geometry().cell(row, column).top());
    QCOMPARE(geometry().columnHeading(column).left(), geometry().cell(row, column).left());
    QVERIFY(geometry().rowHeading(row).right() < before.left());
    QVERIFY(geometry().columnHeading(column).bottom() < before.top());

    QSignalSpy picked(m_view.get(), &FlowMatrixView::selectionPicked);
    click(geometry().rowHeading(row).center());
    QCOMPARE(lastPicked(picked), Selection::ofServers(matrix().row(row).servers));
    click(geometry().corner().center());
    QCOMPARE(picked.size(), 1);
    // A site that begins out of sight has its heading where it can be seen.
    for (const MatrixSpan &span : geometry().rowSpans()) {
        if (geometry().cell(span.last, 0).bottom() > before.top())
            QVERIFY(geometry().rowSite(span).top() >= before.top());
    }
}

void TestMatrixWidget::theCrossFollowsTheMouse()
{
    const auto headingColour = [this](int row) {
        const QRect heading = geometry().rowHeading(row);
        return grid()->viewport()->grab().toImage().pixelColor(heading.left() + 1, heading.top() + 1);
    };
    const QColor plain = headingColour(1);
    QTest::mouseMove(grid()->viewport(), geometry().cell(1, 2).center());
    QTRY_COMPARE(grid()->painter().hover, (MatrixHit{MatrixHit::Kind::Cell, 1, 2, -1}));
    QVERIFY(headingColour(1) != plain);
    QCOMPARE(headingColour(3), plain);
    QTest::mouseMove(grid()->viewport(), geometry().columnHeading(4).center());
    QTRY_COMPARE(grid()->painter().hover, (MatrixHit{MatrixHit::Kind::Column, -1, 4, -1}));
    QCOMPARE(headingColour(1), plain);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(grid()->viewport(), &leave);
    QCOMPARE(grid()->painter().hover, MatrixHit());
}

void TestMatrixWidget::theWheelZoomsThroughThreeSizes()
{
    const auto wheel = [this](int delta) {
        const QPointF at = geometry().grid().center();
        QWheelEvent event(at, grid()->viewport()->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, Qt::ControlModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(grid()->viewport(), &event);
    };
    QVERIFY(grid()->cellSize() == MatrixCellSize::Medium);
    const QSize medium = geometry().cellSize();
    wheel(120);
    QVERIFY(grid()->cellSize() == MatrixCellSize::Large);
    QVERIFY(geometry().cellSize().width() > medium.width() && geometry().cellSize().height() > medium.height());
    wheel(120);
    QVERIFY(grid()->cellSize() == MatrixCellSize::Large);
    // A touch pad sends small steps.
    for (int i = 0; i < 16; ++i)
        wheel(-15);
    QVERIFY(grid()->cellSize() == MatrixCellSize::Small);
    QVERIFY(geometry().cellSize().width() < medium.width() && geometry().cellSize().height() < medium.height());
}

void TestMatrixWidget::theLastCallWins()
{
    QSignalSpy settled(m_view.get(), &FlowMatrixView::settled);
    m_view->setFlows(m_sample);
    m_view->setFlows(m_small);
    m_view->setKind(MatrixKind::Servers);
    QVERIFY(m_view->isBusy());
    settle();
    QCOMPARE(settled.size(), 1);
    QCOMPARE(matrix().flows().topology().servers.size(), m_small.topology().servers.size());
    QVERIFY(matrix().kind() == MatrixKind::Servers);
    QCOMPARE(m_view->findChild<QLabel *>(u"matrixCount"_s)->text(),
             u"%1 × %2"_s.arg(matrix().rowCount()).arg(matrix().columnCount()));
    QCoreApplication::processEvents();
    QCOMPARE(settled.size(), 1);
}

void TestMatrixWidget::nothingOfTheMatrixBeforeIsPicked()
{
    QSignalSpy picked(m_view.get(), &FlowMatrixView::selectionPicked);
    const auto [row, column] = filledCell();
    const QPoint at = geometry().cell(row, column).center();
    m_view->setFlows(m_small);
    QVERIFY(m_view->isBusy());
    click(at);
    QVERIFY(picked.isEmpty());
    settle();
    // A selection that arrives meanwhile belongs to the flows to come.
    m_view->setFlows(m_sample);
    m_view->showSelection(Selection::ofPath(m_sample, m_sample.groups().front().path));
    settle();
    QVERIFY(!grid()->painter().marks.isEmpty());
}

void TestMatrixWidget::theCurrentCellSurvivesAnEdit()
{
    show(m_small, MatrixKind::Servers);
    const auto [row, column] = filledCell();
    grid()->setCurrentCell(row, column);
    const QString from = matrix().row(row).id;
    const QString to = matrix().column(column).id;
    show(
        flowsOf(smallTopology().replace(
            R"({ "id": "cas1")",
            R"({ "id": "aaa", "name": "AAA", "site": "hq", "roles": ["client-access", "hub-transport"] }, { "id": "cas1")")),
        MatrixKind::Servers);
    QCOMPARE(matrix().row(grid()->currentRow()).id, from);
    QCOMPARE(matrix().column(grid()->currentColumn()).id, to);
    show(flowsOfSample(u"single-server"_s), MatrixKind::Servers);
    QCOMPARE(grid()->currentRow(), -1);
}

void TestMatrixWidget::toolTipsAreNeverMarkup()
{
    show(m_small, MatrixKind::Servers);
    const auto tipAt = [this](QPoint at) {
        QHelpEvent event(QEvent::ToolTip, at, grid()->viewport()->mapToGlobal(at));
        QApplication::sendEvent(grid()->viewport(), &event);
        return QToolTip::text();
    };
    int column = 0;
    while (matrix().column(column).name != u"MBX1 <script>"_s)
        ++column;
    const QString heading = tipAt(geometry().columnHeading(column).center());
    QVERIFY2(heading.contains(u"MBX1 &lt;script&gt;"_s), qPrintable(heading));
    QVERIFY(heading.contains(u"Mailbox"_s));
    int row = 0;
    while (!grid()->painter().hasCell(row, column))
        ++row;
    const QString cell = tipAt(geometry().cell(row, column).center());
    QVERIFY2(cell.contains(u"Head &lt;i&gt;office&lt;/i&gt; / CAS1 → "_s), qPrintable(cell));
    QVERIFY(cell.contains(u"flows"_s) && cell.contains(encryptionText(Encryption::Encrypted)));
    QVERIFY2(cell.contains(u"135 + dynamic"_s), qPrintable(cell));
}

void TestMatrixWidget::copiesTextThatIsSafeToPaste()
{
    // No file can hold such names; a value from elsewhere may.
    Topology topology = m_small.topology();
    topology.sites[1].name = u"=1+1"_s;
    topology.servers[2].name = u"MBX\t10\u202e\nX"_s;
    show(deriveFlows(m_small.catalog(), topology), MatrixKind::Servers);
    QTest::keyClick(grid(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), qsizetype(matrix().rowCount()) + 1);
    for (const QString &line : lines)
        QCOMPARE(line.split(u'\t').size(), qsizetype(matrix().columnCount()) + 1);
    QVERIFY(QApplication::clipboard()->text().contains(u"\"=1+1 / HUB2\""_s));
    for (int row = 0; row < matrix().rowCount(); ++row) {
        const QStringList fields = lines.at(row + 1).split(u'\t');
        for (const MatrixCell &cell : matrix().cells(row))
            QCOMPARE(fields.at(cell.column + 1), QString::number(cell.count));
    }
}

void TestMatrixWidget::csvKeepsNames()
{
    const FlowMatrix small(flowsOf(smallTopology().replace("\"Branch\"", "\"=1,\\\"1\"")), MatrixKind::Sites);
    const QString csv = QString::fromUtf8(matrixCsv(small));
    QVERIFY2(csv.startsWith(u"source,Head <i>office</i>,\"=1,\"\"1\"\nHead <i>office</i>,"_s), qPrintable(csv));
    QCOMPARE(csv.count(u'\n'), small.rowCount() + 1);
}

void TestMatrixWidget::countsAreShort_data()
{
    QTest::addColumn<qint64>("count");
    QTest::addColumn<QString>("text");
    QTest::newRow("one") << qint64(1) << u"1"_s;
    QTest::newRow("as it is") << qint64(9999) << QLocale().toString(9999);
    QTest::newRow("thousands") << qint64(10'000) << u"10k"_s;
    QTest::newRow("rounded") << qint64(12'600) << u"13k"_s;
    QTest::newRow("nearly a million") << qint64(999'600) << u"1.0M"_s;
    QTest::newRow("millions") << qint64(12'345'678) << u"12M"_s;
}

void TestMatrixWidget::countsAreShort()
{
    QFETCH(qint64, count);
    QFETCH(QString, text);
    QCOMPARE(shortCount(count), text);
}

void TestMatrixWidget::saysThatThereIsNothing()
{
    show(FlowSet(), MatrixKind::Sites);
    QVERIFY(matrix().isEmpty());
    const QImage empty = grid()->viewport()->grab().toImage();
    grid()->setHint({});
    QVERIFY(grid()->viewport()->grab().toImage() != empty);
    for (const int key : {Qt::Key_Down, Qt::Key_Return, Qt::Key_End})
        QTest::keyClick(grid(), Qt::Key(key));
    click(grid()->viewport()->rect().center());
    QCOMPARE(grid()->currentRow(), -1);
    QCOMPARE(m_view->findChild<QLabel *>(u"matrixCount"_s)->text(), QString());
}

void TestMatrixWidget::headingsLeaveRoomForCells()
{
    show(m_sample, MatrixKind::RoleSets);
    for (const QSize size : {QSize(320, 240), QSize(900, 260), QSize(260, 900)}) {
        m_view->resize(size);
        QCoreApplication::processEvents();
        QVERIFY(geometry().grid().width() >= geometry().cellSize().width());
        QVERIFY(geometry().grid().height() >= geometry().cellSize().height());
        QVERIFY(grid()->viewport()->rect().contains(geometry().grid()));
    }
}

void TestMatrixWidget::colourAndLineSayTheEncryption()
{
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        const DiagramStyle &style = DiagramStyle::of(theme);
        m_view->setStyle(style);
        const QImage image = grid()->viewport()->grab().toImage();
        const std::pair<int, int> place = filledCell();
        const std::vector<MatrixCell> cells = matrix().cells(place.first);
        const auto cell = std::find_if(cells.begin(), cells.end(),
                                       [&](const MatrixCell &other) { return other.column == place.second; });
        const QRect rect = geometry().cell(place.first, place.second);
        QVERIFY(image.pixelColor(rect.left() + 2, rect.top() + 2) != style.background);
        QVERIFY(image.pixelColor(rect.left() + 2, rect.top() + 2) != style.encryptionColor(cell->encryption));
        // Somewhere along the line it is in full colour.
        bool isFull = false;
        for (int x = rect.left(); x <= rect.right() && !isFull; ++x) {
            for (int y = rect.bottom() - 5; y <= rect.bottom() && !isFull; ++y)
                isFull = image.pixelColor(x, y) == style.encryptionColor(cell->encryption);
        }
        QVERIFY(isFull);
    }
}

void TestMatrixWidget::takesMoreIntoItsBar()
{
    auto *button = new QToolButton;
    m_view->addToBar(button);
    QCOMPARE(button->parentWidget(), m_view.get());
    QCoreApplication::processEvents();
    const auto *close = m_view->findChild<QToolButton *>(u"paneClose"_s);
    QVERIFY(button->geometry().right() < close->geometry().left());
    QVERIFY(button->geometry().left() > m_view->findChild<QLabel *>(u"matrixCount"_s)->geometry().left());
    QSignalSpy closed(m_view.get(), &FlowMatrixView::closeRequested);
    QTest::mouseClick(m_view->findChild<QToolButton *>(u"paneClose"_s), Qt::LeftButton);
    QCOMPARE(closed.size(), 1);
}

void TestMatrixWidget::manyServersAreMadeRowByRow()
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    QVERIFY(catalog.has_value());
    show(deriveFlows(*catalog, generateTopology(60, 1000, 1)), MatrixKind::Servers);
    QVERIFY(matrix().rowCount() > 500);
    grid()->viewport()->grab();
    QVERIFY(grid()->painter().keptRows() > 0);
    QVERIFY2(grid()->painter().keptRows() < 100, "only those that can be seen");
    QTest::keyClick(grid(), Qt::Key_Home, Qt::ControlModifier);
    QTest::keyClick(grid(), Qt::Key_End, Qt::ControlModifier);
    QTest::keyClick(grid(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(grid()->currentRow(), matrix().rowCount() - 1);
    grid()->viewport()->grab();
    QVERIFY(grid()->painter().keptRows() < 200);
}

QTEST_MAIN(TestMatrixWidget)
#include "tst_matrixwidget.moc"
