// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/matrix/matrixpainter.h"

#include <QAbstractScrollArea>

namespace portolan {

/// The cells of a FlowMatrix with headings that stay in sight. Knows what was picked, not what is selected: others say
/// what to mark.
class MatrixGrid : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit MatrixGrid(QWidget *parent = nullptr);

    /// Keeps the current cell and the place, if the new matrix has the same headings.
    void setMatrix(const FlowMatrix &matrix);
    const FlowMatrix &matrix() const { return m_painter.matrix(); }
    void setStyle(const DiagramStyle &style);
    void setHint(const QString &hint); ///< what an empty matrix says
    /// Cells outside the marks are dimmed; `reveal`: scrolls to the first.
    void setMarks(const MatrixMarks &marks, bool reveal);

    MatrixCellSize cellSize() const { return m_size; }
    void setCellSize(MatrixCellSize size);
    int currentRow() const { return m_painter.currentRow; } ///< -1: no cell
    int currentColumn() const { return m_painter.currentColumn; }
    /// Scrolls to it; rows and columns beyond the ends mean the last ones.
    void setCurrentCell(int row, int column);

    const MatrixPainter &painter() const { return m_painter; } ///< what is shown where, in the viewport's pixels

Q_SIGNALS:
    void picked(const portolan::Selection &selection); ///< flows of a cell, servers or site of a heading; empty: none

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void measure();
    void updateScrollBars();
    void setHover(const MatrixHit &hit);
    void updateCross(const MatrixHit &hit);
    void showCell(int row, int column);
    void pick(const MatrixHit &hit);
    QString toolTipAt(const MatrixHit &hit) const;

    MatrixPainter m_painter;
    MatrixCellSize m_size = MatrixCellSize::Medium;
    QString m_hint;
    int m_wheel = 0; ///< eighths of a degree not yet turned into a zoom step
};

} // namespace portolan
