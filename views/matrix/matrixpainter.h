// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagramstyle.h"
#include "views/matrix/matrixgeometry.h"

#include <QHash>

#include <unordered_map>

class QPainter;

namespace portolan {

/// A FlowMatrix and how it looks at the moment; paints any part of it. Keeps the rows that it has painted.
class MatrixPainter
{
public:
    void setMatrix(const FlowMatrix &matrix);
    const FlowMatrix &matrix() const { return m_matrix; }
    const std::vector<MatrixCell> &cells(int row) const; ///< until the next call
    bool hasCell(int row, int column) const;
    size_t keptRows() const { return m_rows.size(); }

    MatrixGeometry geometry;
    DiagramStyle style = DiagramStyle::of(Theme::Light);
    MatrixMarks marks;
    MatrixHit hover;
    int currentRow = -1, currentColumn = -1;
    bool hasFocus = false;

    void paint(QPainter &painter, const QRect &part) const;

private:
    void paintCells(QPainter &painter, const QRect &part) const;
    void paintCell(QPainter &painter, const QRect &rect, int row, const MatrixCell &cell) const;
    void paintRowHeadings(QPainter &painter, const QRect &part) const;
    void paintColumnHeadings(QPainter &painter, const QRect &part) const;
    void paintSeparators(QPainter &painter) const;
    void paintCorner(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;
    void paintText(QPainter &painter, const QRect &rect, const QString &text, bool upright,
                   Qt::TextElideMode mode = Qt::ElideRight) const;
    Qt::TextElideMode nameElision() const;
    QColor headingFill(int row, int column) const;
    QString codes(int row, int column) const;

    FlowMatrix m_matrix;
    mutable std::unordered_map<int, std::vector<MatrixCell>> m_rows;
    mutable size_t m_keptCells = 0;
    mutable QHash<std::pair<int, int>, QString> m_codes;
};

} // namespace portolan
