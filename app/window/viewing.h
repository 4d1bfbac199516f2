// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/shownflows.h"

#include <QObject>

namespace portolan {

/// The window's present view of its document: what was asked for, and the flows that it gives, which all views of the
/// window show. Works them out beside the window; the last call wins.
class Viewing : public QObject
{
    Q_OBJECT
public:
    explicit Viewing(const ChartView &view, QObject *parent = nullptr);

    const ChartView &view() const { return m_view; } ///< asked for last
    const ShownFlows &shown() const { return m_shown; } ///< worked out last
    const FlowSet &all() const { return m_all; }
    bool isBusy() const { return m_isBusy; }

    /// Another document, or another state of the same one.
    void setFlows(const FlowSet &all, const ChartView &view);
    void setView(const ChartView &view);
    /// What a filter that is still being typed would leave: previewed() comes, view() stays.
    void preview(const QString &filter);
    void endPreview() { ++m_previewGeneration; } ///< previewed() will not come
    /// Of checks, for filters that ask them.
    void setResults(const ReachabilityResults &results);

Q_SIGNALS:
    void viewChanged(); ///< view() is another
    /// shown() is of view(). `before`: what it was; `isNew`: of another document or state than before.
    void shownChanged(const portolan::ShownFlows &before, bool isNew);
    void previewed(const portolan::ShownFlows &flows);

private:
    void workOut(bool isNew, bool areResultsNew = false);

    FlowSet m_all;
    ReachabilityResults m_results;
    ChartView m_view;
    ShownFlows m_shown;
    ChartView m_shownView; ///< that m_shown is of
    quint64 m_generation = 0;
    quint64 m_previewGeneration = 0;
    bool m_isBusy = false;
    bool m_isNew = false; ///< of what is worked out
    bool m_areResultsNew = false;
};

} // namespace portolan
