// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/shownflows.h"

#include "model/flows/surroundings.h"
#include "model/reachability/checkedflows.h"
#include "views/diagram/folding.h"

namespace portolan {

bool asksChecks(const ChartView &view)
{
    return view.filter.contains(QLatin1String("reachability"), Qt::CaseInsensitive);
}

ShownFlows shownFlows(const FlowSet &all, const ChartView &view, const ReachabilityResults *results)
{
    ShownFlows shown{all, std::nullopt, false, {}};
    const auto filter = FlowFilter::parse(view.filter, all.catalog(), all.topology());
    if (!filter) {
        shown.faults = filter.error();
    } else if (!filter->isEmpty()) {
        const bool asks = results && asksChecks(view);
        const JudgeOptions options{QDateTime::currentDateTimeUtc()};
        shown.flows = filtered(all, asks ? filter->withReachability(checkedFlows(all, *results, options)) : *filter);
        shown.isPart = true;
    }
    if (view.focus.on.isEmpty())
        return shown;
    const Folding folding(view.folded, all.catalog());
    std::vector<bool> leadsOn;
    leadsOn.reserve(static_cast<size_t>(all.catalog().dataPaths().size()));
    for (int path = 0; path < all.catalog().dataPaths().size(); ++path)
        leadsOn.push_back(!folding.folds(path));
    const FlowSet around = surroundings(shown.flows, view.focus, leadsOn);
    if (view.focus.alone) {
        shown.flows = around;
        shown.isPart = true;
    } else {
        shown.lit = around;
    }
    return shown;
}

DiagramOptions optionsFor(const ChartView &view, const ShownFlows &shown, const QString &date)
{
    return {view, shown.isPart, date};
}

} // namespace portolan
