// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/graph/selection.h"
#include "views/tables/flowtablemodel.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QTableView;
class QTimer;

namespace portolan {

/// The flow table: filter, count and rows. Says what was picked; shows what others pick.
class FlowTable : public QWidget
{
    Q_OBJECT
public:
    explicit FlowTable(QWidget *parent = nullptr);

    void setTexts(std::shared_ptr<const FlowTexts> texts);
    /// As FlowTableModel; the column is there while something was checked.
    void setChecks(std::shared_ptr<const FlowChecks> checks);
    void setStyle(const DiagramStyle &style);
    /// Marks the rows of flows and scrolls to the first of them; servers and sites mark nothing.
    void showSelection(const Selection &selection);
    void focusFilter();

    FlowTableModel *model() const { return m_model; }
    QTableView *view() const { return m_view; }
    QString selectedText() const; ///< the marked rows with a header, tabs between cells

public Q_SLOTS:
    void copySelection() const;

Q_SIGNALS:
    void selectionPicked(const portolan::Selection &selection);
    void closeRequested();
    void focusRequested(const portolan::FlowRow &row, bool alone); ///< on the flow of the row; as ChartFocus::alone

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onSettled();
    void onAboutToReset();
    void onRowsPicked();
    void markRows();
    void updateCount();
    void addFocusAction(const QString &text, bool alone);

    FlowTableModel *m_model;
    QTableView *m_view;
    QLineEdit *m_filter;
    QLabel *m_count;
    QTimer *m_filterTimer;
    Selection m_selection;
    std::optional<int> m_place; ///< where the view was before checks reordered the rows
    bool m_isReset = false; ///< the view has forgotten its selection
    bool m_marking = false; ///< the view's selection changes by our own hand
};

} // namespace portolan
