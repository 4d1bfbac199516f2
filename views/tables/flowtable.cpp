// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/tables/flowtable.h"

#include "views/tables/encryptiondelegate.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace portolan {

namespace {

constexpr int kRowHeight = 26;
/// Marking is meant for the eye; more rows than this would take the view longer than anybody looks.
constexpr int kMostMarked = 2000;

/// Together they fit beside the inspector in a window of 1600.
int characterWidths(FlowColumn column)
{
    switch (column) {
    case FlowColumn::Code:
        return 6;
    case FlowColumn::Source:
    case FlowColumn::Destination:
        return 13;
    case FlowColumn::Path:
        return 28;
    case FlowColumn::Port:
        return 9;
    case FlowColumn::Service:
        return 11;
    case FlowColumn::Authentication:
        return 12;
    case FlowColumn::Encryption:
        return 24;
    case FlowColumn::Sites:
        return 22;
    case FlowColumn::Checked:
        return 20;
    }
    return 12;
}

} // namespace

FlowTable::FlowTable(QWidget *parent)
    : QWidget(parent), m_model(new FlowTableModel(this)), m_view(new QTableView(this)), m_filter(new QLineEdit(this)),
      m_count(new QLabel(this)), m_filterTimer(new QTimer(this))
{
    setObjectName(QStringLiteral("flowTable"));
    m_view->setModel(m_model);
    m_view->setObjectName(QStringLiteral("flowTableView"));
    m_view->setAccessibleName(tr("Flows"));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setSortingEnabled(true);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setCornerButtonEnabled(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setSortIndicator(int(FlowColumn::Code), Qt::AscendingOrder);
    auto *delegate = new EncryptionDelegate(m_view);
    delegate->setObjectName(QStringLiteral("encryptionDelegate"));
    m_view->setItemDelegateForColumn(int(FlowColumn::Encryption), delegate);
    for (int column = 0; column < kFlowColumnCount; ++column)
        m_view->setColumnWidth(
            column, fontMetrics().averageCharWidth() * characterWidths(static_cast<FlowColumn>(column)) + 12);
    // Beside the port that it is about.
    m_view->horizontalHeader()->moveSection(int(FlowColumn::Checked), int(FlowColumn::Service) + 1);
    m_view->setColumnHidden(int(FlowColumn::Checked), true);
    m_view->installEventFilter(this);

    auto *title = new QLabel(tr("Flows"), this);
    title->setObjectName(QStringLiteral("paneTitle"));
    m_count->setObjectName(QStringLiteral("flowCount"));
    m_count->setToolTip(tr("A flow has a row for each of its ports"));
    m_filter->setObjectName(QStringLiteral("flowFilter"));
    m_filter->setPlaceholderText(tr("Find in the table … (Ctrl+Shift+F)"));
    m_filter->setAccessibleName(tr("Filter of the flow table"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(180);
    m_filter->setMaximumWidth(340);
    m_filter->installEventFilter(this);
    auto *close = new QToolButton(this);
    close->setObjectName(QStringLiteral("paneClose"));
    close->setText(QStringLiteral("×"));
    close->setToolTip(tr("Hide the table"));
    close->setAccessibleName(tr("Hide the table"));
    connect(close, &QToolButton::clicked, this, &FlowTable::closeRequested);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 6, 8, 6);
    bar->setSpacing(12);
    bar->addWidget(title);
    bar->addWidget(m_count);
    bar->addStretch(1);
    bar->addWidget(m_filter, 2);
    bar->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_view, 1);

    auto *copy = new QAction(tr("Copy"), m_view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &FlowTable::copySelection);
    m_view->addAction(copy);
    addFocusAction(tr("Focus on this flow"), false);
    addFocusAction(tr("Show only what is around this flow"), true);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);

    m_filterTimer->setSingleShot(true);
    m_filterTimer->setInterval(120);
    connect(m_filterTimer, &QTimer::timeout, this, [this] { m_model->setFilter(m_filter->text()); });
    connect(m_filter, &QLineEdit::textChanged, m_filterTimer, qOverload<>(&QTimer::start));
    connect(m_model, &FlowTableModel::settled, this, &FlowTable::onSettled);
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, &FlowTable::onAboutToReset);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &FlowTable::onRowsPicked);
    updateCount();
}

void FlowTable::addFocusAction(const QString &text, bool alone)
{
    auto *action = new QAction(text, m_view);
    connect(action, &QAction::triggered, this, [this, alone] {
        const QModelIndex current = m_view->currentIndex();
        if (current.isValid())
            Q_EMIT focusRequested(m_model->flowRow(current.row()), alone);
    });
    m_view->addAction(action);
}

void FlowTable::setTexts(std::shared_ptr<const FlowTexts> texts)
{
    m_selection = {};
    const QScopedValueRollback marking(m_marking, true);
    m_model->setTexts(std::move(texts));
    updateCount();
}

void FlowTable::setChecks(std::shared_ptr<const FlowChecks> checks)
{
    m_view->setColumnHidden(int(FlowColumn::Checked), !checks || checks->isEmpty());
    m_model->setChecks(std::move(checks));
}

void FlowTable::setStyle(const DiagramStyle &style)
{
    m_model->setStyle(style);
    if (auto *delegate = m_view->findChild<EncryptionDelegate *>())
        delegate->setStyle(style);
    m_view->viewport()->update();
}

void FlowTable::showSelection(const Selection &selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    markRows();
}

void FlowTable::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void FlowTable::onAboutToReset()
{
    m_isReset = true;
    m_place.reset();
    if (m_model->followsChecks())
        m_place = m_view->verticalScrollBar()->value();
}

void FlowTable::onSettled()
{
    updateCount();
    if (!std::exchange(m_isReset, false))
        return;
    markRows();
    // While a run brings more, whoever reads another part of the table stays there.
    if (m_place)
        m_view->verticalScrollBar()->setValue(*m_place);
    m_place.reset();
}

void FlowTable::markRows()
{
    const QScopedValueRollback marking(m_marking, true);
    if (m_selection.kind != Selection::Kind::Flows) {
        m_view->selectionModel()->clear();
        return;
    }
    QItemSelection marked;
    int first = -1;
    int count = 0;
    const int rows = m_model->rowCount();
    for (int row = 0; row < rows && count < kMostMarked; ++row) {
        if (!holdsRow(m_model->texts().flows(), m_selection, m_model->flowRow(row)))
            continue;
        if (first < 0)
            first = row;
        ++count;
        int last = row;
        while (last + 1 < rows && count < kMostMarked
               && holdsRow(m_model->texts().flows(), m_selection, m_model->flowRow(last + 1))) {
            ++last;
            ++count;
        }
        marked.select(m_model->index(row, 0), m_model->index(last, kFlowColumnCount - 1));
        row = last;
    }
    m_view->selectionModel()->select(marked, QItemSelectionModel::ClearAndSelect);
    if (first >= 0) {
        m_view->selectionModel()->setCurrentIndex(m_model->index(first, 0), QItemSelectionModel::NoUpdate);
        m_view->scrollTo(m_model->index(first, 0), QAbstractItemView::PositionAtTop);
    }
}

void FlowTable::onRowsPicked()
{
    if (m_marking)
        return;
    std::vector<FlowRow> rows;
    for (const QItemSelectionRange &range : m_view->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && rows.size() < kMostMarked; ++row)
            rows.push_back(m_model->flowRow(row));
    }
    const FlowSet &flows = m_model->texts().flows();
    m_selection = rows.size() == 1 ? Selection::ofRow(flows, rows.front()) : Selection::ofRows(flows, rows);
    Q_EMIT selectionPicked(m_selection);
}

void FlowTable::updateCount()
{
    const QLocale locale;
    const qsizetype total = m_model->totalRows();
    const int shown = m_model->rowCount();
    if (m_model->isBusy() && shown == 0)
        m_count->setText(tr("…"));
    else if (shown == total)
        m_count->setText(total == 1 ? tr("1 row") : tr("%1 rows").arg(locale.toString(total)));
    else
        m_count->setText(tr("%1 of %2 rows").arg(locale.toString(shown), locale.toString(total)));
}

QString FlowTable::selectedText() const
{
    QList<int> rows;
    for (const QItemSelectionRange &range : m_view->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows << row;
    }
    std::sort(rows.begin(), rows.end());
    if (rows.isEmpty())
        return {};
    QList<int> columns;
    for (int place = 0; place < kFlowColumnCount; ++place) {
        if (const int column = m_view->horizontalHeader()->logicalIndex(place); !m_view->isColumnHidden(column))
            columns << column;
    }
    QStringList lines;
    QStringList cells;
    for (const int column : std::as_const(columns))
        cells << m_model->headerData(column, Qt::Horizontal).toString();
    lines << cells.join(u'\t');
    for (const int row : std::as_const(rows)) {
        cells.clear();
        for (const int column : std::as_const(columns))
            cells << m_model->texts().text(m_model->flowRowIndex(row), static_cast<FlowColumn>(column),
                                           m_model->checks());
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n') + u'\n';
}

void FlowTable::copySelection() const
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

bool FlowTable::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (watched == m_filter && key->key() == Qt::Key_Escape) {
            if (m_filter->text().isEmpty())
                m_view->setFocus();
            else
                m_filter->clear();
            return true;
        }
        if (watched == m_filter && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return)) {
            m_view->setFocus();
            return true;
        }
        if (watched == m_view && key->key() == Qt::Key_Escape) {
            m_view->clearSelection();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace portolan
