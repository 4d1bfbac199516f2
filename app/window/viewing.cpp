// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/viewing.h"

#include "views/tables/background.h"

namespace portolan {

Viewing::Viewing(const ChartView &view, QObject *parent) : QObject(parent), m_view(view) { }

void Viewing::setFlows(const FlowSet &all, const ChartView &view)
{
    m_all = all;
    m_view = view;
    Q_EMIT viewChanged();
    workOut(true);
}

void Viewing::setView(const ChartView &view)
{
    if (view.showsTheSame(m_view) && view.name == m_view.name)
        return;
    m_view = view;
    Q_EMIT viewChanged();
    workOut(m_isBusy && m_isNew, m_isBusy && m_areResultsNew);
}

void Viewing::setResults(const ReachabilityResults &results)
{
    if (results == m_results)
        return;
    m_results = results;
    if (asksChecks(m_view))
        workOut(m_isBusy && m_isNew, true);
}

void Viewing::workOut(bool isNew, bool areResultsNew)
{
    const quint64 generation = ++m_generation;
    ++m_previewGeneration;
    const ChartView &before = m_shownView;
    const bool isUsed = !m_view.focus.on.isEmpty() && m_view.folded != before.folded;
    if (!isNew && !areResultsNew && !isUsed && m_view.filter == before.filter && m_view.focus == before.focus) {
        m_isBusy = false;
        Q_EMIT shownChanged(ShownFlows(m_shown), false);
        return;
    }
    m_isBusy = true;
    m_isNew = isNew;
    m_areResultsNew = areResultsNew;
    inBackground(
        this, [all = m_all, view = m_view, results = m_results] { return shownFlows(all, view, &results); },
        [this, generation, isNew](ShownFlows shown) {
            if (generation != m_generation)
                return;
            m_isBusy = false;
            m_shownView = m_view;
            const ShownFlows last = std::exchange(m_shown, std::move(shown));
            Q_EMIT shownChanged(last, isNew);
        });
}

void Viewing::preview(const QString &filter)
{
    ChartView view = m_view;
    view.filter = filter;
    inBackground(
        this, [all = m_all, view, results = m_results] { return shownFlows(all, view, &results); },
        [this, generation = ++m_previewGeneration](const ShownFlows &shown) {
            if (generation == m_previewGeneration)
                Q_EMIT previewed(shown);
        });
}

} // namespace portolan
