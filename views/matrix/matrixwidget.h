// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/matrix/matrixgrid.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace portolan {

/// The flow matrix: a title row and the grid. Says what was picked; shows what others pick.
class FlowMatrixView : public QWidget
{
    Q_OBJECT
public:
    explicit FlowMatrixView(QWidget *parent = nullptr);

    /// Counts off the window's thread, the last call wins. Until then the matrix before stays in sight, and nothing of
    /// it can be picked.
    void setFlows(const FlowSet &flows);
    void setKind(MatrixKind kind);
    MatrixKind kind() const { return m_kind; }
    void setStyle(const DiagramStyle &style);
    /// Marks the cells that hold any of the flows, or the rows and columns of the servers, and scrolls to the first.
    void showSelection(const Selection &selection);
    bool isBusy() const { return m_busy; } ///< the matrix is about to change

    MatrixGrid *grid() const { return m_grid; }
    void addToBar(QWidget *widget); ///< into the title row; takes ownership

public Q_SLOTS:
    void copy() const; ///< all cells as text

Q_SIGNALS:
    void selectionPicked(const portolan::Selection &selection);
    void settled(); ///< the matrix is that of the last flows and kind
    void closeRequested();

private:
    void refresh();
    void onPicked(const Selection &selection);

    MatrixGrid *m_grid;
    QHBoxLayout *m_bar;
    QLabel *m_count;
    FlowSet m_flows;
    Selection m_selection;
    MatrixKind m_kind = MatrixKind::Sites;
    quint64 m_generation = 0;
    bool m_busy = false;
};

} // namespace portolan
