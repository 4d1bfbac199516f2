// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/generate.h"
#include "views/diagram/shownflows.h"
#include "views/graph/selection.h"
#include "views/tables/flowtexts.h"

#include <QElapsedTimer>
#include <QGuiApplication>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace portolan;

namespace {

constexpr int kRuns = 9;

template <typename Work>
double median(Work work)
{
    std::vector<double> times;
    for (int run = 0; run < kRuns; ++run) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

} // namespace

/// What one key typed into the filter costs, beside the window: the flows that are left, the table's rows in order, and
/// the parts of the chart that stay lit.
int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const Result<Catalog> catalog = builtInCatalog(QStringLiteral("exchange-2010"));
    if (!catalog)
        return 1;
    const FlowSet all = deriveFlows(*catalog, generateTopology(100, 1000, 1));
    DiagramOptions options;
    options.level = Level::Servers;
    const Diagram diagram = summarise(all, options);
    std::printf("100 sites, 1000 servers, %lld flows; milliseconds\n%-34s %8s %8s %8s %8s %10s\n", all.flowCount(),
                "filter", "flows", "table", "chart", "together", "rows");
    for (const char *text :
         {"", "port:443", "-encryption:encrypted", "crosses:site", "server:alderbrook*", "smtp", "path:M* -is:local"}) {
        ChartView view;
        view.filter = QString::fromLatin1(text);
        ShownFlows shown = shownFlows(all, view);
        const double flows = median([&] { shown = shownFlows(all, view); });
        std::size_t rows = 0;
        const double table = median([&] {
            const FlowTexts texts(shown.flows);
            rows = texts.select({}, FlowColumn::Code, Qt::AscendingOrder).size();
        });
        const double chart = median([&] { partsOf(diagram, shown.flows); });
        std::printf("%-34s %8.1f %8.1f %8.1f %8.1f %10zu\n", text, flows, table, chart, flows + table + chart, rows);
    }
    return 0;
}
