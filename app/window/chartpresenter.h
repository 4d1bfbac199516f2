// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/graph/selection.h"
#include "views/layout/chartlayout.h"

#include <QObject>

namespace portolan {

class GraphWidget;

/// Turns flows and options into the chart on the screen: summarise, lay out, show, beside the window. The last call
/// wins.
class ChartPresenter : public QObject
{
    Q_OBJECT
public:
    ChartPresenter(GraphWidget &widget, LayoutService &service, QObject *parent = nullptr);

    void setFlows(const FlowSet &flows, bool keepView);
    void setOptions(const DiagramOptions &options);
    void cancel();

    const DiagramOptions &options() const { return m_options; } ///< what was asked for last
    bool isBusy() const { return m_busy; }
    bool isStale() const { return m_stale; } ///< the chart on the screen is not of the flows that were set last

Q_SIGNALS:
    void shown();
    void failed();
    void cancelled(const portolan::DiagramOptions &shown); ///< options of the chart that stays

private:
    void start();
    void onFinished(const PlacedDiagram &placed);
    void onFailed(const Errors &errors);

    GraphWidget &m_widget;
    ChartLayout m_layout;
    FlowSet m_flows;
    DiagramOptions m_options;
    DiagramOptions m_shownOptions;
    quint64 m_generation = 0;
    bool m_hasFlows = false;
    bool m_keepView = false;
    bool m_stale = false;
    bool m_busy = false;
};

} // namespace portolan
