// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/graph/selection.h"
#include "views/layout/chartlayout.h"

#include <QObject>

namespace portolan {

class GraphWidget;
class PlacedIndex;

/// Turns flows and options into the chart on the screen: summarise, lay out, show, beside the window. The last call
/// wins.
class ChartPresenter : public QObject
{
    Q_OBJECT
public:
    ChartPresenter(GraphWidget &widget, LayoutService &service, QObject *parent = nullptr);

    /// Flows of the same document as before keep the view where it is.
    void show(const FlowSet &flows, const DiagramOptions &options, bool sameDocument);
    void cancel();

    const DiagramOptions &shownOptions() const { return m_shownOptions; } ///< of the chart on the screen
    bool isBusy() const { return m_busy; }
    bool isStale() const { return m_stale; } ///< the chart on the screen is not of the flows that were set last

Q_SIGNALS:
    void shown();
    void failed();
    void cancelled(); ///< the chart on the screen stays, of the options in shownOptions()

private:
    void start();
    void onPreliminary(const PlacedDiagram &placed);
    void onFinished(const PlacedDiagram &placed);
    void onIndexed(const PlacedDiagram &placed, std::shared_ptr<const PlacedIndex> index);
    void onFailed(const Errors &errors);

    GraphWidget &m_widget;
    ChartLayout m_layout;
    FlowSet m_flows;
    DiagramOptions m_options;
    DiagramOptions m_shownOptions;
    quint64 m_generation = 0;
    bool m_keepView = false;
    bool m_stale = false;
    bool m_busy = false;
    bool m_isPreliminary = false; ///< what is on the screen is not laid out yet
};

} // namespace portolan
