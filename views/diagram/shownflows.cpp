// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/shownflows.h"

#include "model/flows/surroundings.h"
#include "views/diagram/folding.h"

namespace portolan {

ShownFlows shownFlows(const FlowSet &all, const ChartView &view)
{
    ShownFlows shown{all, std::nullopt, false, {}};
    const auto filter = FlowFilter::parse(view.filter, all.catalog(), all.topology());
    if (!filter) {
        shown.faults = filter.error();
    } else if (!filter->isEmpty()) {
        shown.flows = filtered(all, *filter);
        shown.isPart = true;
    }
    if (view.focus.on.isEmpty())
        return shown;
    const Folding folding(view.folded, all.catalog());
    std::vector<bool> leadsOn;
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
