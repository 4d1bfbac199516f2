// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/comparison/unitedflows.h"
#include "views/comparison/comparisonlines.h"
#include "views/diagram/diagramstyle.h"

#include <QWidget>

#include <memory>

class QLabel;
class QTreeView;

namespace portolan {

class ChartPresenter;
class ComparisonModel;
class GraphWidget;
class LayoutService;
class SegmentedChoice;

/// Two versions of a plan in a window of its own: drawn as one chart with what was added, removed and changed marked by
/// band and word, and listed beside it. Works everything out beside the window's thread.
class ComparisonWindow : public QWidget
{
    Q_OBJECT
public:
    /// `beforeName`, `afterName`: what people call the versions.
    ComparisonWindow(LayoutService &service, const ComparedPlan &before, const QString &beforeName,
                     const ComparedPlan &after, const QString &afterName, QWidget *parent = nullptr);
    ~ComparisonWindow() override;

    void setStyle(const DiagramStyle &style);
    GraphWidget *chart() const { return m_chart; }
    ComparisonModel *model() const { return m_model; }
    bool isReady() const { return m_isReady; } ///< list and chart are there

Q_SIGNALS:
    void ready();

private:
    void showChart();
    void mark();
    void onCompared(const QList<ComparisonSection> &sections, std::shared_ptr<const UnitedFlows> united);
    void onLinePicked();

    ComparedPlan m_before;
    ComparedPlan m_after;
    std::shared_ptr<const UnitedFlows> m_united;
    GraphWidget *m_chart;
    ChartPresenter *m_presenter;
    ComparisonModel *m_model;
    QTreeView *m_list;
    QLabel *m_title;
    SegmentedChoice *m_extent; ///< all, or what differs
    SegmentedChoice *m_level;
    QString m_beforeName;
    QString m_afterName;
    bool m_isReady = false;
};

} // namespace portolan
