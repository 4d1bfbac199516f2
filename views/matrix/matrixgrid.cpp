// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/matrix/matrixgrid.h"

#include "views/matrix/matrixtexts.h"
#include "views/tables/displaytext.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace portolan {

namespace {

constexpr int kWheelStep = 120; ///< eighths of a degree

template <typename HeadingAt>
int lineOf(int count, HeadingAt headingAt, const QString &id)
{
    for (int i = 0; i < count; ++i) {
        if (headingAt(i).id == id)
            return i;
    }
    return -1;
}

} // namespace

MatrixGrid::MatrixGrid(QWidget *parent) : QAbstractScrollArea(parent)
{
    setObjectName(QStringLiteral("matrixGrid"));
    setAccessibleName(tr("Flow matrix: rows open connections, columns answer"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    measure();
}

void MatrixGrid::setMatrix(const FlowMatrix &matrix)
{
    const FlowMatrix &before = m_painter.matrix();
    int row = -1;
    int column = -1;
    if (m_painter.currentRow >= 0) {
        row = lineOf(
            matrix.rowCount(), [&](int i) -> const MatrixHeading & { return matrix.row(i); },
            before.row(m_painter.currentRow).id);
        column = lineOf(
            matrix.columnCount(), [&](int i) -> const MatrixHeading & { return matrix.column(i); },
            before.column(m_painter.currentColumn).id);
    }
    const bool isOtherKind = matrix.kind() != before.kind();
    m_painter.setMatrix(matrix);
    m_painter.currentRow = column < 0 ? -1 : row;
    m_painter.currentColumn = row < 0 ? -1 : column;
    measure();
    if (isOtherKind) {
        horizontalScrollBar()->setValue(0);
        verticalScrollBar()->setValue(0);
    }
}

void MatrixGrid::setStyle(const DiagramStyle &style)
{
    m_painter.style = style;
    viewport()->update();
}

void MatrixGrid::setHint(const QString &hint)
{
    m_hint = hint;
    viewport()->update();
}

void MatrixGrid::setMarks(const MatrixMarks &marks, bool reveal)
{
    m_painter.marks = marks;
    if (reveal && !marks.isEmpty()) {
        const auto [row, column] = *marks.first();
        showCell(row, column);
    }
    viewport()->update();
}

void MatrixGrid::setCellSize(MatrixCellSize size)
{
    if (size == m_size)
        return;
    const QSize before = m_painter.geometry.cellSize();
    const QPoint offset(horizontalScrollBar()->value(), verticalScrollBar()->value());
    m_size = size;
    measure();
    // The cell in the corner stays there.
    const QSize now = m_painter.geometry.cellSize();
    horizontalScrollBar()->setValue(offset.x() * now.width() / before.width());
    verticalScrollBar()->setValue(offset.y() * now.height() / before.height());
}

void MatrixGrid::setCurrentCell(int row, int column)
{
    if (matrix().isEmpty())
        return;
    m_painter.currentRow = std::clamp(row, 0, matrix().rowCount() - 1);
    m_painter.currentColumn = std::clamp(column, 0, matrix().columnCount() - 1);
    showCell(m_painter.currentRow, m_painter.currentColumn);
    // Screen readers are told of a new description.
    setAccessibleDescription(cellDescription(matrix(), m_painter.currentRow, m_painter.currentColumn));
    viewport()->update();
}

void MatrixGrid::showCell(int row, int column)
{
    const QRect visible = m_painter.geometry.grid();
    const QRect cell = m_painter.geometry.cell(std::max(row, 0), std::max(column, 0));
    const auto reveal = [](QScrollBar *bar, int first, int last, int from, int to) {
        if (first < from)
            bar->setValue(bar->value() - (from - first));
        else if (last > to)
            bar->setValue(bar->value() + std::min(last - to, first - from));
    };
    if (column >= 0)
        reveal(horizontalScrollBar(), cell.left(), cell.right(), visible.left(), visible.right());
    if (row >= 0)
        reveal(verticalScrollBar(), cell.top(), cell.bottom(), visible.top(), visible.bottom());
}

void MatrixGrid::measure()
{
    m_painter.geometry = MatrixGeometry(matrix(), font(), m_size);
    updateScrollBars();
    viewport()->update();
}

void MatrixGrid::updateScrollBars()
{
    MatrixGeometry &geometry = m_painter.geometry;
    geometry.setViewport(viewport()->size());
    const QSize visible = geometry.grid().size();
    const QSize all = geometry.contents();
    horizontalScrollBar()->setRange(0, std::max(all.width() - visible.width(), 0));
    horizontalScrollBar()->setPageStep(visible.width());
    horizontalScrollBar()->setSingleStep(geometry.cellSize().width());
    verticalScrollBar()->setRange(0, std::max(all.height() - visible.height(), 0));
    verticalScrollBar()->setPageStep(visible.height());
    verticalScrollBar()->setSingleStep(geometry.cellSize().height());
    geometry.setOffset({horizontalScrollBar()->value(), verticalScrollBar()->value()});
}

void MatrixGrid::scrollContentsBy(int, int)
{
    m_painter.geometry.setOffset({horizontalScrollBar()->value(), verticalScrollBar()->value()});
    m_painter.hover = {};
    viewport()->update();
}

void MatrixGrid::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
}

void MatrixGrid::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        measure();
}

void MatrixGrid::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    for (const QRect &part : event->region())
        m_painter.paint(painter, part);
    if (matrix().isEmpty() && !m_hint.isEmpty()) {
        painter.setPen(m_painter.style.quietText);
        painter.setFont(font());
        painter.drawText(viewport()->rect().adjusted(24, 0, -24, 0), Qt::AlignCenter | Qt::TextWordWrap, m_hint);
    }
}

void MatrixGrid::updateCross(const MatrixHit &hit)
{
    const MatrixGeometry &geometry = m_painter.geometry;
    if (hit.row >= 0)
        viewport()->update(geometry.rowStrip(hit.row));
    if (hit.column >= 0)
        viewport()->update(geometry.columnStrip(hit.column));
    if (hit.kind == MatrixHit::Kind::RowSite)
        viewport()->update(geometry.rowSite(geometry.rowSpans().at(size_t(hit.span))));
    if (hit.kind == MatrixHit::Kind::ColumnSite)
        viewport()->update(geometry.columnSite(geometry.columnSpans().at(size_t(hit.span))));
}

void MatrixGrid::setHover(const MatrixHit &hit)
{
    if (hit == m_painter.hover)
        return;
    updateCross(m_painter.hover);
    m_painter.hover = hit;
    updateCross(hit);
}

void MatrixGrid::mouseMoveEvent(QMouseEvent *event)
{
    setHover(m_painter.geometry.hit(event->position().toPoint()));
}

void MatrixGrid::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const MatrixHit hit = m_painter.geometry.hit(event->position().toPoint());
    if (hit.kind == MatrixHit::Kind::Cell)
        setCurrentCell(hit.row, hit.column);
    pick(hit);
}

void MatrixGrid::pick(const MatrixHit &hit)
{
    const FlowMatrix &shown = matrix();
    const auto ofHeading = [&shown](const MatrixHeading &heading) {
        return shown.kind() == MatrixKind::Sites ? Selection::ofSite(heading.site)
                                                 : Selection::ofServers(heading.servers);
    };
    switch (hit.kind) {
    case MatrixHit::Kind::None:
        break;
    case MatrixHit::Kind::Cell: {
        Selection selection;
        selection.flows = shown.flowsAt(hit.row, hit.column);
        if (!selection.flows.empty())
            selection.kind = Selection::Kind::Flows;
        Q_EMIT picked(selection);
        break;
    }
    case MatrixHit::Kind::Row:
        Q_EMIT picked(ofHeading(shown.row(hit.row)));
        break;
    case MatrixHit::Kind::Column:
        Q_EMIT picked(ofHeading(shown.column(hit.column)));
        break;
    case MatrixHit::Kind::RowSite:
        Q_EMIT picked(Selection::ofSite(m_painter.geometry.rowSpans().at(size_t(hit.span)).site));
        break;
    case MatrixHit::Kind::ColumnSite:
        Q_EMIT picked(Selection::ofSite(m_painter.geometry.columnSpans().at(size_t(hit.span)).site));
        break;
    }
}

void MatrixGrid::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    m_wheel += event->angleDelta().y();
    const int steps = m_wheel / kWheelStep;
    m_wheel -= steps * kWheelStep;
    const int size = std::clamp(int(m_size) + steps, int(MatrixCellSize::Small), int(MatrixCellSize::Large));
    setCellSize(static_cast<MatrixCellSize>(size));
    event->accept();
}

void MatrixGrid::keyPressEvent(QKeyEvent *event)
{
    if (matrix().isEmpty() || event->modifiers() & (Qt::AltModifier | Qt::MetaModifier)) {
        event->ignore();
        return;
    }
    const int row = std::max(currentRow(), 0);
    const int column = std::max(currentColumn(), 0);
    const bool whole = event->modifiers() & Qt::ControlModifier;
    const int page = std::max(m_painter.geometry.grid().height() / m_painter.geometry.cellSize().height() - 1, 1);
    const bool hasNone = currentRow() < 0; // the first key only shows where one is
    const int step = hasNone ? 0 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrentCell(row, column - step);
        break;
    case Qt::Key_Right:
        setCurrentCell(row, column + step);
        break;
    case Qt::Key_Up:
        setCurrentCell(row - step, column);
        break;
    case Qt::Key_Down:
        setCurrentCell(row + step, column);
        break;
    case Qt::Key_PageUp:
        setCurrentCell(row - page * step, column);
        break;
    case Qt::Key_PageDown:
        setCurrentCell(row + page * step, column);
        break;
    case Qt::Key_Home:
        setCurrentCell(whole ? 0 : row, 0);
        break;
    case Qt::Key_End:
        setCurrentCell(whole ? matrix().rowCount() : row, matrix().columnCount());
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (!hasNone)
            pick({MatrixHit::Kind::Cell, row, column, -1});
        break;
    case Qt::Key_Escape:
        Q_EMIT picked(Selection());
        break;
    default:
        event->ignore();
        return;
    }
    event->accept();
}

void MatrixGrid::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    m_painter.hasFocus = true;
    viewport()->update();
}

void MatrixGrid::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    m_painter.hasFocus = false;
    viewport()->update();
}

QString MatrixGrid::toolTipAt(const MatrixHit &hit) const
{
    const auto siteName = [this](const std::vector<MatrixSpan> &spans, int index) {
        return displayText(matrix().flows().topology().sites.at(spans.at(size_t(index)).site).name);
    };
    switch (hit.kind) {
    case MatrixHit::Kind::None:
        break;
    case MatrixHit::Kind::Cell:
        return m_painter.hasCell(hit.row, hit.column) ? cellDescription(matrix(), hit.row, hit.column) : QString();
    case MatrixHit::Kind::Row:
        return headingDescription(matrix(), matrix().row(hit.row));
    case MatrixHit::Kind::Column:
        return headingDescription(matrix(), matrix().column(hit.column));
    case MatrixHit::Kind::RowSite:
        return siteName(m_painter.geometry.rowSpans(), hit.span);
    case MatrixHit::Kind::ColumnSite:
        return siteName(m_painter.geometry.columnSpans(), hit.span);
    }
    return {};
}

bool MatrixGrid::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString text = toolTipAt(m_painter.geometry.hit(help->pos()));
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), toolTipText(text), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave)
        setHover({});
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace portolan
