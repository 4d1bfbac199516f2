// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/matrix/matrixgeometry.h"

#include "views/matrix/matrixtexts.h"
#include "views/tables/displaytext.h"

#include <QFontInfo>
#include <QFontMetrics>

#include <algorithm>
#include <tuple>

namespace portolan {

namespace {

constexpr int kPadding = 8; ///< of headings, on either side
constexpr int kWidestName = 220;
constexpr int kHighestName = 150;
constexpr int kWidestSite = 130;
constexpr int kHighestSite = 110;
constexpr int kMostMeasured = 2000; ///< beyond so many names the widest of them is as wide as any

template <typename HeadingAt>
std::vector<MatrixSpan> spansOf(int count, HeadingAt headingAt)
{
    std::vector<MatrixSpan> spans;
    for (int i = 0; i < count; ++i) {
        const int site = headingAt(i).site;
        if (spans.empty() || spans.back().site != site)
            spans.push_back({site, i, i});
        spans.back().last = i;
    }
    return spans;
}

/// Shrinks two neighbours where they want more than the room, but to no less than `least`.
std::pair<int, int> fitted(int site, int name, int room, int least)
{
    if (site + name <= room)
        return {site, name};
    const int fairSite = std::min(site, std::max(least, room * site / (site + name)));
    return {fairSite, std::min(name, std::max(2 * least, room - fairSite))};
}

std::pair<int, int> linesIn(int first, int last, int origin, int size, int count)
{
    if (last < first || last < origin || count == 0)
        return {0, -1};
    return {std::clamp((std::max(first, origin) - origin) / size, 0, count),
            std::min((last - origin) / size, count - 1)};
}

} // namespace

MatrixGeometry::MatrixGeometry(const FlowMatrix &matrix, const QFont &font, MatrixCellSize size)
    : m_font(font), m_rows(matrix.rowCount()), m_columns(matrix.columnCount())
{
    const int pixels = QFontInfo(font).pixelSize();
    m_font.setPixelSize(size == MatrixCellSize::Small ? std::max(pixels - 3, 8) : std::max(pixels - 1, 8));
    const QFontMetrics metrics(m_font);
    const int line = metrics.height();
    const int widestCount = metrics.horizontalAdvance(shortCount(9999));
    switch (size) {
    case MatrixCellSize::Small:
        m_cell = QSize(widestCount + 12, line + 7);
        break;
    case MatrixCellSize::Medium:
        m_cell = QSize(widestCount + 20, line + 10);
        break;
    case MatrixCellSize::Large:
        m_cell = QSize(metrics.horizontalAdvance(QStringLiteral("M1–M18 C1–C19 T1")), 2 * line + 12);
        m_showsCodes = true;
        break;
    }
    m_legendHeight = line + 12;

    const auto widest = [&](int count, auto headingAt, int most) {
        int width = 0;
        for (int i = 0; i < std::min(count, kMostMeasured) && width < most; ++i)
            width = std::max(width, metrics.horizontalAdvance(displayText(headingAt(i).name)) + 2 * kPadding);
        return std::min(width, most);
    };
    const auto rowAt = [&](int row) -> const MatrixHeading & { return matrix.row(row); };
    const auto columnAt = [&](int column) -> const MatrixHeading & { return matrix.column(column); };
    m_nameRoom.setWidth(std::max(widest(m_rows, rowAt, kWidestName), 18 * metrics.averageCharWidth()));
    m_nameRoom.setHeight(std::max(widest(m_columns, columnAt, kHighestName), 3 * line));
    m_siteRoom = QSize(0, 0);
    if (matrix.kind() == MatrixKind::Sites)
        return;

    m_rowSpans = spansOf(m_rows, rowAt);
    m_columnSpans = spansOf(m_columns, columnAt);
    QFont bold = m_font;
    bold.setBold(true);
    const QFontMetrics siteMetrics(bold);
    const auto siteWidth = [&](const MatrixSpan &span) {
        return siteMetrics.horizontalAdvance(displayText(matrix.flows().topology().sites.at(span.site).name))
            + 2 * kPadding;
    };
    for (const MatrixSpan &span : m_rowSpans)
        m_siteRoom.setWidth(std::max(m_siteRoom.width(), std::min(siteWidth(span), kWidestSite)));
    m_siteRoom.setHeight(line + kPadding);
    // A site with few columns has its name upright.
    for (const MatrixSpan &span : m_columnSpans) {
        if (siteWidth(span) > (span.last - span.first + 1) * m_cell.width())
            m_siteRoom.setHeight(std::max(m_siteRoom.height(), std::min(siteWidth(span), kHighestSite)));
    }
}

void MatrixGeometry::setViewport(QSize size)
{
    m_viewport = size;
    const int least = QFontMetrics(m_font).height() + kPadding;
    std::tie(m_siteWidth, m_nameWidth) = fitted(m_siteRoom.width(), m_nameRoom.width(), size.width() / 2, 2 * least);
    std::tie(m_siteHeight, m_nameHeight) =
        fitted(m_siteRoom.height(), m_nameRoom.height(), (size.height() - m_legendHeight) / 2, least);
}

QRect MatrixGeometry::grid() const
{
    const QPoint topLeft(m_siteWidth + m_nameWidth, m_siteHeight + m_nameHeight);
    const QSize room(m_viewport.width() - topLeft.x(), m_viewport.height() - m_legendHeight - topLeft.y());
    return {topLeft, room.boundedTo(contents()).expandedTo({0, 0})};
}

QRect MatrixGeometry::corner() const
{
    return {0, 0, m_siteWidth + m_nameWidth, m_siteHeight + m_nameHeight};
}

QRect MatrixGeometry::legend() const
{
    return {0, m_viewport.height() - m_legendHeight, m_viewport.width(), m_legendHeight};
}

QSize MatrixGeometry::contents() const
{
    return {m_columns * m_cell.width(), m_rows * m_cell.height()};
}

QRect MatrixGeometry::cell(int row, int column) const
{
    const QPoint origin = grid().topLeft() - m_offset;
    return {origin.x() + column * m_cell.width(), origin.y() + row * m_cell.height(), m_cell.width(), m_cell.height()};
}

QRect MatrixGeometry::rowHeading(int row) const
{
    return {m_siteWidth, cell(row, 0).top(), m_nameWidth, m_cell.height()};
}

QRect MatrixGeometry::columnHeading(int column) const
{
    return {cell(0, column).left(), m_siteHeight, m_cell.width(), m_nameHeight};
}

QRect MatrixGeometry::rowSite(const MatrixSpan &span) const
{
    const QRect visible = grid();
    const int top = std::max(cell(span.first, 0).top(), visible.top());
    const int bottom = std::min(cell(span.last, 0).bottom(), visible.bottom());
    return {QPoint(0, top), QPoint(m_siteWidth - 1, bottom)};
}

QRect MatrixGeometry::columnSite(const MatrixSpan &span) const
{
    const QRect visible = grid();
    const int left = std::max(cell(0, span.first).left(), visible.left());
    const int right = std::min(cell(0, span.last).right(), visible.right());
    return {QPoint(left, 0), QPoint(right, m_siteHeight - 1)};
}

QRect MatrixGeometry::rowStrip(int row) const
{
    return {0, cell(row, 0).top(), grid().right() + 1, m_cell.height()};
}

QRect MatrixGeometry::columnStrip(int column) const
{
    return {cell(0, column).left(), 0, m_cell.width(), grid().bottom() + 1};
}

std::pair<int, int> MatrixGeometry::rowsIn(int top, int bottom) const
{
    return linesIn(top, bottom, cell(0, 0).top(), m_cell.height(), m_rows);
}

std::pair<int, int> MatrixGeometry::columnsIn(int left, int right) const
{
    return linesIn(left, right, cell(0, 0).left(), m_cell.width(), m_columns);
}

MatrixHit MatrixGeometry::hit(QPoint point) const
{
    const QRect visible = grid();
    const bool inRows = point.y() >= visible.top() && point.y() <= visible.bottom();
    const bool inColumns = point.x() >= visible.left() && point.x() <= visible.right();
    const int row = inRows ? rowsIn(point.y(), point.y()).first : -1;
    const int column = inColumns ? columnsIn(point.x(), point.x()).first : -1;
    const auto spanOf = [](const std::vector<MatrixSpan> &spans, int line) {
        const auto found =
            std::find_if(spans.begin(), spans.end(), [line](const MatrixSpan &span) { return span.last >= line; });
        return static_cast<int>(found - spans.begin());
    };
    if (inRows && inColumns)
        return {MatrixHit::Kind::Cell, row, column, -1};
    if (inRows && point.x() >= 0 && point.x() < visible.left()) {
        if (point.x() < m_siteWidth)
            return {MatrixHit::Kind::RowSite, -1, -1, spanOf(m_rowSpans, row)};
        return {MatrixHit::Kind::Row, row, -1, -1};
    }
    if (inColumns && point.y() >= 0 && point.y() < visible.top()) {
        if (point.y() < m_siteHeight)
            return {MatrixHit::Kind::ColumnSite, -1, -1, spanOf(m_columnSpans, column)};
        return {MatrixHit::Kind::Column, -1, column, -1};
    }
    return {};
}

} // namespace portolan
