// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/checks/checkrunbar.h"
#include "views/checks/checktree.h"
#include "views/graph/selection.h"

#include <QWidget>

#include <memory>
#include <optional>

class QAction;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTextBrowser;
class QToolButton;
class QTreeView;

namespace portolan {

/// What checks found from one machine at a time, the run that is under way, and the evidence of what is picked. Says
/// what is wanted; does nothing itself.
class ChecksPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ChecksPanel(QWidget *parent = nullptr);

    void setChecked(const std::shared_ptr<const CheckedPlan> &checked); ///< never null
    void setRun(const RunStatus &status);
    void setStyle(const DiagramStyle &style);
    void setGrouping(CheckGrouping grouping);
    void setVantage(const QString &server); ///< now, or when something is known from there
    bool hasPicked() const { return !m_picked.isEmpty(); } ///< a row
    /// What others picked, in flows of the plan that the panel shows; false: nothing is known of it from here.
    bool showSelection(const FlowSet &flows, const Selection &selection);

    CheckTree *tree() const { return m_tree; }
    QTreeView *view() const { return m_view; }
    QString detailsText() const; ///< plain
    QString vantage() const; ///< server id; empty: elsewhere, or nothing was checked

Q_SIGNALS:
    /// Indexes into the ports of the vantage that is shown: they are to be shown in the other views.
    void pickRequested(const QList<int> &ports);
    void recheckRequested(const QList<int> &ports);
    void planRequested();
    void openRequested();
    void pauseRequested();
    void resumeRequested();
    void stopRequested();
    void goOnRequested();
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildHeader();
    QWidget *buildStates();
    void buildTree();
    QWidget *buildEmpty();
    void fillVantages();
    void refill();
    void showVantage();
    void showColumns();
    void applyStates();
    void updateWords();
    void elideCounts();
    void onPicked();
    void showDetails();
    void copy() const;
    QList<int> pickedPorts() const;

    std::shared_ptr<const CheckedPlan> m_checked;
    CheckTree *m_tree;
    QTreeView *m_view;
    QComboBox *m_from;
    QLabel *m_heading;
    QString m_counts; ///< what it says, in full
    QWidget *m_stateBar;
    QList<std::pair<CheckState, QToolButton *>> m_states;
    QList<std::pair<CheckGrouping, QToolButton *>> m_groupings;
    QPushButton *m_plan;
    CheckRunBar *m_run;
    QAction *m_recheck = nullptr;
    QStackedWidget *m_pages;
    QStackedWidget *m_lists;
    QLabel *m_nothing;
    QLabel *m_leftOut; ///< that the list has no room for everything
    QTextBrowser *m_text;
    DiagramStyle m_style;
    QString m_picked; ///< CheckTree::key()
    QString m_html; ///< of the details
    QString m_about; ///< what they are about: m_picked when they were made
    std::optional<QString> m_wanted; ///< vantage that is to be shown when it is known
    QList<int> m_shown; ///< ports whose details are shown where no row is picked
    QSet<QString> m_open; ///< keys of groups that were opened
    bool m_isRefilling = false; ///< the view's selection changes by our own hand
};

} // namespace portolan
