// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/matrix/flowmatrix.h"

#include <QFont>
#include <QPoint>
#include <QRect>
#include <QSize>

#include <vector>

namespace portolan {

enum class MatrixCellSize { Small, Medium, Large };

/// Neighbouring rows or columns of one site.
struct MatrixSpan {
    int site = -1; ///< index into Topology::sites
    int first = 0;
    int last = 0;
};

/// What lies at a point.
struct MatrixHit {
    enum class Kind { None, Cell, Row, Column, RowSite, ColumnSite };
    Kind kind = Kind::None;
    int row = -1;
    int column = -1;
    int span = -1; ///< of a site's heading: index into rowSpans() or columnSpans()
    friend bool operator==(const MatrixHit &, const MatrixHit &) = default;
};

/// Where the parts of a matrix are, in pixels of the viewport. Headings stay while the cells scroll. A value.
class MatrixGeometry
{
public:
    MatrixGeometry() = default;
    /// Measures the headings; takes time for thousands of them.
    MatrixGeometry(const FlowMatrix &matrix, const QFont &font, MatrixCellSize size);

    void setViewport(QSize size); ///< headings get at most half of it
    void setOffset(QPoint offset) { m_offset = offset; } ///< how far it is scrolled

    QFont font() const { return m_font; } ///< of cells and headings
    QSize cellSize() const { return m_cell; }
    bool showsCodes() const { return m_showsCodes; }
    const std::vector<MatrixSpan> &rowSpans() const { return m_rowSpans; } ///< none for a matrix of sites
    const std::vector<MatrixSpan> &columnSpans() const { return m_columnSpans; }

    QRect grid() const; ///< of the cells that can be seen
    QRect corner() const;
    QRect legend() const;
    QSize contents() const; ///< of all cells
    QRect cell(int row, int column) const;
    QRect rowHeading(int row) const;
    QRect columnHeading(int column) const;
    QRect rowSite(const MatrixSpan &span) const; ///< the part that can be seen
    QRect columnSite(const MatrixSpan &span) const;
    QRect rowStrip(int row) const; ///< headings and cells
    QRect columnStrip(int column) const;

    /// First and last row or column that has a pixel in a range of pixels; last < first: none.
    std::pair<int, int> rowsIn(int top, int bottom) const;
    std::pair<int, int> columnsIn(int left, int right) const;
    MatrixHit hit(QPoint point) const;

private:
    QFont m_font;
    QSize m_cell{1, 1};
    QSize m_viewport;
    QPoint m_offset;
    int m_rows = 0, m_columns = 0;
    QSize m_siteRoom, m_nameRoom; ///< that the headings would like: width of the rows', height of the columns'
    int m_siteWidth = 0, m_nameWidth = 0, m_siteHeight = 0, m_nameHeight = 0, m_legendHeight = 0;
    bool m_showsCodes = false;
    std::vector<MatrixSpan> m_rowSpans, m_columnSpans;
};

} // namespace portolan
