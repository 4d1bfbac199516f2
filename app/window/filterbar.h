// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/shownflows.h"

#include <QFrame>

class QLabel;
class QMenu;
class QToolButton;

namespace portolan {

class FilterField;

/// Over the chart: the filter, how much of the deployment it leaves, the focus and the saved views.
class FilterBar : public QFrame
{
    Q_OBJECT
public:
    explicit FilterBar(QWidget *parent = nullptr);

    FilterField *field() const { return m_field; }
    QMenu *focusMenu() const { return m_focusMenu; }
    QMenu *viewsMenu() const { return m_viewsMenu; }
    void addLeading(QWidget *widget); ///< takes ownership
    void setPlan(const FlowSet &all);
    void setView(const ChartView &view, const QString &focusText);
    void setCounts(qint64 shown, qint64 all);
    QString message() const; ///< what is wrong with the filter, or how much it leaves

private:
    void showMessage();

    FilterField *m_field;
    QLabel *m_message;
    QToolButton *m_focus;
    QMenu *m_focusMenu;
    QToolButton *m_views;
    QMenu *m_viewsMenu;
    QString m_counts;
};

} // namespace portolan
