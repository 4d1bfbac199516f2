// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/chartpresenter.h"

#include "views/graph/graphwidget.h"
#include "views/graph/placedindex.h"
#include "views/tables/background.h"

namespace portolan {

ChartPresenter::ChartPresenter(GraphWidget &widget, LayoutService &service, QObject *parent)
    : QObject(parent), m_widget(widget), m_layout(service)
{
    connect(&m_layout, &ChartLayout::finished, this, &ChartPresenter::onFinished);
    connect(&m_layout, &ChartLayout::preliminary, this, &ChartPresenter::onPreliminary);
    connect(&m_layout, &ChartLayout::failed, this, &ChartPresenter::onFailed);
    connect(&m_layout, &ChartLayout::progressed, &m_widget, &GraphWidget::setProgress);
    connect(&m_widget, &GraphWidget::cancelRequested, this, &ChartPresenter::cancel);
}

void ChartPresenter::show(const FlowSet &flows, const DiagramOptions &options, bool sameDocument)
{
    const bool isLevelNew = options.level != m_options.level;
    m_keepView = sameDocument && !isLevelNew;
    m_stale = m_stale || !flows.isSame(m_flows);
    m_flows = flows;
    m_options = options;
    // The chart of another document would say things that are not so.
    if (!sameDocument)
        m_widget.clearDiagram();
    start();
}

void ChartPresenter::start()
{
    const quint64 generation = ++m_generation;
    m_layout.cancel();
    m_busy = true;
    m_widget.showBusy(tr("Laying out the chart …"));
    inBackground(
        this,
        [flows = m_flows, options = m_options] { return std::make_shared<const Diagram>(summarise(flows, options)); },
        [this, generation](std::shared_ptr<const Diagram> diagram) {
            if (generation == m_generation)
                m_layout.start(std::move(diagram));
        });
}

void ChartPresenter::onPreliminary(const PlacedDiagram &placed)
{
    // Better than an empty window, but no better than a chart that is there.
    if (m_widget.hasDiagram() && !m_isPreliminary)
        return;
    m_isPreliminary = true;
    m_widget.setDiagram(placed, m_widget.hasDiagram());
    m_widget.showBusy(tr("Laying out the chart …"));
}

void ChartPresenter::onFinished(const PlacedDiagram &placed)
{
    inBackground(
        this, [placed] { return std::make_shared<const PlacedIndex>(placed); },
        [this, placed, generation = m_generation](std::shared_ptr<const PlacedIndex> index) {
            if (generation == m_generation)
                onIndexed(placed, std::move(index));
        });
}

void ChartPresenter::onIndexed(const PlacedDiagram &placed, std::shared_ptr<const PlacedIndex> index)
{
    m_busy = false;
    m_stale = false;
    m_shownOptions = m_options;
    m_widget.setDiagram(placed, (m_keepView || m_isPreliminary) && m_widget.hasDiagram(), std::move(index));
    m_isPreliminary = false;
    Q_EMIT shown();
}

void ChartPresenter::onFailed(const Errors &errors)
{
    m_busy = false;
    m_widget.clearDiagram();
    m_widget.showError(tr("The chart could not be laid out"), toText(errors));
    Q_EMIT failed();
}

void ChartPresenter::cancel()
{
    if (!m_busy)
        return;
    ++m_generation;
    m_layout.cancel();
    m_busy = false;
    if (m_widget.hasDiagram() && !m_stale && !m_isPreliminary) {
        m_widget.showReady();
    } else {
        m_widget.clearDiagram();
        m_widget.showError(tr("Layout cancelled"), tr("Choose another level, or reload the file (F5)."));
    }
    Q_EMIT cancelled();
}

} // namespace portolan
