// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/matrix/matrixpainter.h"

#include "views/diagram/labels.h"
#include "views/matrix/matrixtexts.h"
#include "views/tables/displaytext.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace portolan {

namespace {

constexpr size_t kKeptCells = 1'000'000; ///< of rows that were painted, 16 bytes each
constexpr qsizetype kKeptCodes = 10'000;
constexpr int kPadding = 8;
constexpr int kStrokeInset = 4; ///< of the line that shows the encryption from a cell's edges
constexpr int kSampleWidth = 34;
constexpr double kDimmed = 0.38;

QString tr(const char *text)
{
    return QCoreApplication::translate("portolan::FlowMatrix", text);
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto mix = [share](int x, int y) { return int(x + (y - x) * share); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

QPen penOf(const Stroke &stroke)
{
    QPen pen(stroke.color, stroke.width, stroke.dashes.empty() ? Qt::SolidLine : Qt::CustomDashLine, Qt::FlatCap);
    if (!stroke.dashes.empty()) {
        QList<qreal> dashes; // QPen counts in its widths
        for (const double length : stroke.dashes)
            dashes << length / stroke.width;
        pen.setDashPattern(dashes);
    }
    return pen;
}

/// Colour and line of an encryption: the line says it without colour.
void paintEncryption(QPainter &painter, const DiagramStyle &style, const QRect &rect, Encryption encryption)
{
    const double share = style.theme == Theme::Dark ? 0.24 : 0.13;
    painter.fillRect(rect, mixed(style.background, style.encryptionColor(encryption), share));
    painter.setPen(penOf(style.encryptionStroke(encryption)));
    const double y = rect.bottom() - 2.0;
    painter.drawLine(QPointF(rect.left() + kStrokeInset, y), QPointF(rect.right() + 1 - kStrokeInset, y));
}

} // namespace

void MatrixPainter::setMatrix(const FlowMatrix &matrix)
{
    m_matrix = matrix;
    m_rows.clear();
    m_keptCells = 0;
    m_codes.clear();
    marks = {};
    hover = {};
}

const std::vector<MatrixCell> &MatrixPainter::cells(int row) const
{
    const auto known = m_rows.find(row);
    if (known != m_rows.end())
        return known->second;
    if (m_keptCells > kKeptCells) {
        m_rows.clear();
        m_keptCells = 0;
    }
    const std::vector<MatrixCell> &made = m_rows.emplace(row, m_matrix.cells(row)).first->second;
    m_keptCells += made.size();
    return made;
}

bool MatrixPainter::hasCell(int row, int column) const
{
    const std::vector<MatrixCell> &all = cells(row);
    return std::binary_search(all.begin(), all.end(), MatrixCell{column},
                              [](const MatrixCell &a, const MatrixCell &b) { return a.column < b.column; });
}

QString MatrixPainter::codes(int row, int column) const
{
    const std::pair place(row, column);
    const auto known = m_codes.constFind(place);
    if (known != m_codes.constEnd())
        return *known;
    if (m_codes.size() >= kKeptCodes)
        m_codes.clear();
    return *m_codes.insert(place,
                           displayText(compressedCodes(m_matrix.flows().catalog(), m_matrix.pathsAt(row, column))));
}

void MatrixPainter::paint(QPainter &painter, const QRect &part) const
{
    painter.save();
    painter.setClipRect(part);
    painter.setFont(geometry.font());
    painter.fillRect(part, style.background);
    if (!m_matrix.isEmpty()) {
        const QRect grid = geometry.grid();
        painter.setClipRect(part & grid);
        paintCells(painter, part & grid);
        painter.setClipRect(part & QRect(0, grid.top(), grid.left(), grid.height()));
        paintRowHeadings(painter, part & grid.adjusted(-grid.left(), 0, 0, 0));
        painter.setClipRect(part & QRect(grid.left(), 0, grid.width(), grid.top()));
        paintColumnHeadings(painter, part & grid.adjusted(0, -grid.top(), 0, 0));
        painter.setClipRect(part);
        paintCorner(painter);
        paintSeparators(painter);
        paintLegend(painter);
    }
    painter.restore();
}

void MatrixPainter::paintCells(QPainter &painter, const QRect &part) const
{
    const auto [firstRow, lastRow] = geometry.rowsIn(part.top(), part.bottom());
    const auto [firstColumn, lastColumn] = geometry.columnsIn(part.left(), part.right());
    const QColor line = mixed(style.background, style.text, 0.1);
    for (int row = firstRow; row <= lastRow; ++row) {
        const std::vector<MatrixCell> &all = cells(row);
        auto cell = std::lower_bound(all.begin(), all.end(), firstColumn,
                                     [](const MatrixCell &a, int column) { return a.column < column; });
        for (int column = firstColumn; column <= lastColumn; ++column) {
            const QRect rect = geometry.cell(row, column);
            const bool inCross = row == hover.row || column == hover.column;
            const QRect inner = rect.adjusted(0, 0, -1, -1);
            const bool isFilled = cell != all.end() && cell->column == column;
            if (isFilled)
                paintCell(painter, inner, row, *cell++);
            else if (m_matrix.isDiagonal(row, column))
                painter.fillRect(inner, style.frame);
            if (inCross) {
                QColor glow = style.hover;
                glow.setAlphaF(isFilled ? 0.1F : 0.2F); // a cell's own colour must stay what it is
                painter.fillRect(inner, glow);
            }
        }
    }
    painter.setPen(line);
    for (int row = firstRow; row <= lastRow; ++row)
        painter.drawLine(part.left(), geometry.cell(row, 0).bottom(), part.right(), geometry.cell(row, 0).bottom());
    for (int column = firstColumn; column <= lastColumn; ++column)
        painter.drawLine(geometry.cell(0, column).right(), part.top(), geometry.cell(0, column).right(), part.bottom());
    if (currentRow >= 0 && currentColumn >= 0) {
        const QRect rect = geometry.cell(currentRow, currentColumn);
        painter.setPen(QPen(hasFocus ? style.selection : style.quietText, 2));
        painter.drawRect(rect.adjusted(1, 1, -2, -2));
    }
}

void MatrixPainter::paintCell(QPainter &painter, const QRect &rect, int row, const MatrixCell &cell) const
{
    const bool isDimmed = !marks.isEmpty() && !marks.holdsCell(row, cell.column);
    if (isDimmed)
        painter.setOpacity(kDimmed);
    paintEncryption(painter, style, rect, cell.encryption);
    painter.setPen(style.text);
    const QRect words = rect.adjusted(kStrokeInset, 1, -kStrokeInset - 1, -4);
    if (geometry.showsCodes()) {
        const int half = words.height() / 2;
        painter.drawText(words.adjusted(0, 0, 0, -half), Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                         shortCount(cell.count));
        painter.setPen(style.quietText);
        paintText(painter, words.adjusted(0, half, 0, 0), codes(row, cell.column), false);
    } else {
        painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, shortCount(cell.count));
    }
    painter.setOpacity(1);
    if (!marks.isEmpty() && !isDimmed) {
        painter.setPen(style.selection);
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    }
}

void MatrixPainter::paintText(QPainter &painter, const QRect &rect, const QString &text, bool upright,
                              Qt::TextElideMode mode) const
{
    const int room = upright ? rect.height() : rect.width();
    const QString shown = painter.fontMetrics().elidedText(text, mode, room);
    if (!upright) {
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
        return;
    }
    painter.save();
    painter.translate(rect.left(), rect.bottom() + 1);
    painter.rotate(-90);
    painter.drawText(QRect(0, 0, rect.height(), rect.width()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     shown);
    painter.restore();
}

/// Servers of a site often begin alike and differ at the end.
Qt::TextElideMode MatrixPainter::nameElision() const
{
    return m_matrix.kind() == MatrixKind::Sites ? Qt::ElideRight : Qt::ElideMiddle;
}

QColor MatrixPainter::headingFill(int row, int column) const
{
    const bool isHovered = (row >= 0 && row == hover.row) || (column >= 0 && column == hover.column);
    const bool isMarked = (row >= 0 && !marks.isEmpty() && marks.holdsRow(row))
        || (column >= 0 && !marks.isEmpty() && marks.holdsColumn(column));
    QColor fill = mixed(style.background, style.text, 0.035);
    if (isMarked)
        fill = mixed(fill, style.selection, style.theme == Theme::Dark ? 0.3 : 0.16);
    if (isHovered)
        fill = mixed(fill, style.hover, style.theme == Theme::Dark ? 0.4 : 0.28);
    return fill;
}

void MatrixPainter::paintRowHeadings(QPainter &painter, const QRect &part) const
{
    const auto [first, last] = geometry.rowsIn(part.top(), part.bottom());
    for (int row = first; row <= last; ++row) {
        const QRect rect = geometry.rowHeading(row);
        painter.fillRect(rect, headingFill(row, -1));
        painter.setPen(style.text);
        paintText(painter, rect.adjusted(kPadding, 0, -kPadding / 2, 0), displayText(m_matrix.row(row).name), false,
                  nameElision());
    }
    QFont bold = geometry.font();
    bold.setBold(true);
    painter.setFont(bold);
    const std::vector<MatrixSpan> &spans = geometry.rowSpans();
    for (size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].last < first || spans[i].first > last)
            continue;
        const QRect rect = geometry.rowSite(spans[i]);
        const bool isHovered = hover.kind == MatrixHit::Kind::RowSite && hover.span == int(i);
        painter.fillRect(
            rect, isHovered ? mixed(style.background, style.hover, 0.3) : mixed(style.background, style.text, 0.07));
        painter.setPen(style.text);
        // At the top of what can be seen, so that a long site has its name wherever it is scrolled to.
        const QRect words(rect.left() + kPadding, rect.top(), rect.width() - kPadding - 2,
                          std::min(rect.height(), geometry.cellSize().height()));
        paintText(painter, words, displayText(m_matrix.flows().topology().sites.at(spans[i].site).name), false);
    }
    painter.setFont(geometry.font());
}

void MatrixPainter::paintColumnHeadings(QPainter &painter, const QRect &part) const
{
    const auto [first, last] = geometry.columnsIn(part.left(), part.right());
    for (int column = first; column <= last; ++column) {
        const QRect rect = geometry.columnHeading(column);
        painter.fillRect(rect, headingFill(-1, column));
        painter.setPen(style.text);
        paintText(painter, rect.adjusted(0, kPadding / 2, 0, -kPadding), displayText(m_matrix.column(column).name),
                  true, nameElision());
    }
    QFont bold = geometry.font();
    bold.setBold(true);
    painter.setFont(bold);
    const std::vector<MatrixSpan> &spans = geometry.columnSpans();
    for (size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].last < first || spans[i].first > last)
            continue;
        const QRect rect = geometry.columnSite(spans[i]);
        const bool isHovered = hover.kind == MatrixHit::Kind::ColumnSite && hover.span == int(i);
        painter.fillRect(
            rect, isHovered ? mixed(style.background, style.hover, 0.3) : mixed(style.background, style.text, 0.07));
        painter.setPen(style.text);
        const QString name = displayText(m_matrix.flows().topology().sites.at(spans[i].site).name);
        const int whole = (spans[i].last - spans[i].first + 1) * geometry.cellSize().width();
        const bool isUpright =
            painter.fontMetrics().horizontalAdvance(name) + 2 * kPadding > whole && rect.height() > whole;
        paintText(painter,
                  isUpright ? rect.adjusted(0, kPadding / 2, 0, -kPadding / 2) : rect.adjusted(kPadding, 0, -2, 0),
                  name, isUpright);
    }
    painter.setFont(geometry.font());
}

void MatrixPainter::paintSeparators(QPainter &painter) const
{
    const QRect grid = geometry.grid();
    painter.setPen(style.cardBorder);
    painter.drawLine(0, grid.top() - 1, grid.right(), grid.top() - 1);
    painter.drawLine(grid.left() - 1, 0, grid.left() - 1, grid.bottom());
    painter.drawLine(0, grid.bottom(), grid.right(), grid.bottom());
    painter.drawLine(grid.right(), 0, grid.right(), grid.bottom());
    for (const MatrixSpan &span : geometry.rowSpans()) {
        const int y = geometry.cell(span.last, 0).bottom();
        if (y >= grid.top() && y <= grid.bottom())
            painter.drawLine(0, y, grid.right(), y);
    }
    for (const MatrixSpan &span : geometry.columnSpans()) {
        const int x = geometry.cell(0, span.last).right();
        if (x >= grid.left() && x <= grid.right())
            painter.drawLine(x, 0, x, grid.bottom());
    }
}

void MatrixPainter::paintCorner(QPainter &painter) const
{
    const QRect corner = geometry.corner().adjusted(kPadding, 0, -kPadding, -kPadding / 2);
    painter.setPen(style.quietText);
    const int line = painter.fontMetrics().height();
    painter.drawText(corner, Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine, tr("Opened by ↓"));
    painter.drawText(corner.adjusted(0, 0, 0, -line), Qt::AlignRight | Qt::AlignBottom | Qt::TextSingleLine,
                     tr("Answered by →"));
}

void MatrixPainter::paintLegend(QPainter &painter) const
{
    const QRect legend = geometry.legend();
    painter.fillRect(legend, style.background);
    painter.setPen(mixed(style.background, style.text, 0.14));
    painter.drawLine(legend.topLeft(), legend.topRight());
    const QFontMetrics metrics = painter.fontMetrics();
    const QList<Encryption> encryptions = m_matrix.encryptions();
    const auto widthOf = [&](QString (*text)(Encryption)) {
        int width = kPadding;
        for (const Encryption encryption : encryptions)
            width += kSampleWidth + 3 * kPadding + metrics.horizontalAdvance(text(encryption));
        return width;
    };
    const auto text = widthOf(encryptionText) <= legend.width() ? encryptionText : encryptionWord;
    const int right = legend.right() - kPadding;
    int x = legend.left() + kPadding;
    for (const Encryption encryption : encryptions) {
        paintEncryption(painter, style, QRect(x, legend.top() + 5, kSampleWidth, legend.height() - 9), encryption);
        x += kSampleWidth + kPadding;
        painter.setPen(style.text);
        paintText(painter, QRect(x, legend.top(), right - x, legend.height()), text(encryption), false);
        x += metrics.horizontalAdvance(text(encryption)) + 2 * kPadding;
    }
    const QString remark = tr("the weakest in each cell; numbers: pairs of servers, once for each data path");
    if (metrics.horizontalAdvance(remark) > right - x)
        return;
    painter.setPen(style.quietText);
    paintText(painter, QRect(x, legend.top(), right - x, legend.height()), remark, false);
}

} // namespace portolan
