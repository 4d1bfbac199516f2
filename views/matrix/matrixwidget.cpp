// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/matrix/matrixwidget.h"

#include "views/matrix/matrixtexts.h"
#include "views/tables/background.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace portolan {

namespace {

constexpr int kPlaceForMore = 2; ///< in the title row, after the title and the count

} // namespace

FlowMatrixView::FlowMatrixView(QWidget *parent)
    : QWidget(parent), m_grid(new MatrixGrid(this)), m_bar(new QHBoxLayout), m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("flowMatrix"));
    auto *title = new QLabel(tr("Matrix"), this);
    title->setObjectName(QStringLiteral("paneTitle"));
    m_count->setObjectName(QStringLiteral("matrixCount"));
    m_count->setToolTip(tr("Rows open connections, columns answer; those without any are left out.\n"
                           "A number counts pairs of servers, each once for a data path."));
    auto *close = new QToolButton(this);
    close->setObjectName(QStringLiteral("paneClose"));
    close->setText(QStringLiteral("×"));
    close->setToolTip(tr("Hide the matrix"));
    close->setAccessibleName(tr("Hide the matrix"));
    connect(close, &QToolButton::clicked, this, &FlowMatrixView::closeRequested);
    m_bar->setContentsMargins(12, 6, 8, 6);
    m_bar->setSpacing(12);
    m_bar->addWidget(title);
    m_bar->addWidget(m_count);
    m_bar->addStretch(1);
    m_bar->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_bar);
    layout->addWidget(m_grid, 1);
    setFocusProxy(m_grid);

    auto *copyAction = new QAction(tr("Copy"), m_grid);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    connect(copyAction, &QAction::triggered, this, &FlowMatrixView::copy);
    m_grid->addAction(copyAction);
    m_grid->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_grid, &MatrixGrid::picked, this, &FlowMatrixView::onPicked);
}

void FlowMatrixView::addToBar(QWidget *widget)
{
    m_bar->insertWidget(m_bar->count() - kPlaceForMore, widget);
}

void FlowMatrixView::setFlows(const FlowSet &flows)
{
    m_flows = flows;
    m_selection = {};
    m_grid->setMarks({}, false);
    refresh();
}

void FlowMatrixView::setKind(MatrixKind kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    refresh();
}

void FlowMatrixView::setStyle(const DiagramStyle &style)
{
    m_grid->setStyle(style);
}

void FlowMatrixView::showSelection(const Selection &selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    if (!m_busy)
        m_grid->setMarks(m_grid->matrix().marks(m_selection), true);
}

void FlowMatrixView::onPicked(const Selection &selection)
{
    if (m_busy)
        return;
    m_selection = selection;
    m_grid->setMarks(m_grid->matrix().marks(m_selection), false);
    Q_EMIT selectionPicked(m_selection);
}

void FlowMatrixView::refresh()
{
    m_busy = true;
    const quint64 generation = ++m_generation;
    inBackground(
        this, [flows = m_flows, kind = m_kind] { return FlowMatrix(flows, kind); },
        [this, generation](const FlowMatrix &matrix) {
            if (generation != m_generation)
                return;
            m_busy = false;
            m_grid->setMatrix(matrix);
            m_grid->setMarks(matrix.marks(m_selection), true);
            m_grid->setHint(tr("No flow between two servers: there is nothing to count."));
            const QLocale locale;
            m_count->setText(matrix.isEmpty() ? QString()
                                              : tr("%1 × %2").arg(locale.toString(matrix.rowCount()),
                                                                  locale.toString(matrix.columnCount())));
            Q_EMIT settled();
        });
}

void FlowMatrixView::copy() const
{
    if (!m_grid->matrix().isEmpty())
        QApplication::clipboard()->setText(matrixText(m_grid->matrix()));
}

} // namespace portolan
