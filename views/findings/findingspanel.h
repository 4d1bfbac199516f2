// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/findings/finding.h"
#include "views/diagram/diagramstyle.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;
class QTextBrowser;
class QToolButton;

namespace portolan {

class FindingsModel;
struct Topology;

/// The design review: findings in a list, the one that is picked explained beside it with what can be done about it.
/// Says what was picked and which edit is wanted; changes nothing itself.
class FindingsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit FindingsPanel(QWidget *parent = nullptr);

    /// Of another state of the document; the finding that was picked stays so if it is still there.
    void setFindings(const QList<Finding> &findings, const Topology &topology);
    /// What supportabilityBanner() says; its first line stands on top, all of it is the tool tip.
    void setBanner(const QString &text);
    void setStyle(const DiagramStyle &style);
    /// Picks the first finding that marks one of these (markedIds()), shown so far or not; false: there is none.
    bool showFindingAbout(const QStringList &ids);

    FindingsModel *model() const { return m_model; }
    QTableView *view() const { return m_view; }
    /// "2 errors · 1 advice", or that nothing was found.
    QString summary() const;

Q_SIGNALS:
    void pickRequested(const portolan::Finding &finding); ///< what it is about is to be shown in the other views
    void editRequested(const portolan::TopologyEdit &edit);
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QToolButton *addToggle(const QString &name, const QString &toolTip, bool on);
    void buildList();
    QWidget *buildDetails(QWidget *parent);
    void applyToggles();
    void onPicked();
    void showDetails();
    void accept();
    void copy() const;
    void updateCounts();
    const Finding *picked() const;

    FindingsModel *m_model;
    QTableView *m_view;
    QLabel *m_banner;
    QLabel *m_nothing;
    QStackedWidget *m_stack;
    QTextBrowser *m_text;
    QPushButton *m_fix;
    QLineEdit *m_reason;
    QPushButton *m_accept;
    QToolButton *m_errors;
    QToolButton *m_advice;
    QToolButton *m_notes;
    QToolButton *m_accepted;
    QString m_picked; ///< Finding::key()
    DiagramStyle m_style;
    bool m_isRefilling = false; ///< the view's selection changes by our own hand
};

} // namespace portolan
