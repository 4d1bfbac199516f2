// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/editing/additions.h"
#include "model/editing/changes.h"
#include "model/editing/clipboard.h"
#include "model/editing/duplicates.h"
#include "model/editing/history.h"
#include "model/editing/removal.h"
#include "model/flows/generate.h"

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace portolan;

namespace {

constexpr int kRuns = 9;
constexpr int kServers = 4000;
constexpr int kSteps = 1000;

/// Bytes that the process has in memory; 0 where the system does not say.
double memory()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> pages = file.readAll().split(' ');
    return pages.value(1).toDouble() * 4096;
}

/// One edit as the document carries it out: made, applied and pushed.
template <typename Make>
void measure(const char *what, const Topology &topology, Make make)
{
    std::vector<double> times;
    for (int run = 0; run < kRuns; ++run) {
        History history;
        history.reset(topology);
        QElapsedTimer timer;
        timer.start();
        const TopologyEdit edit = make(history.present());
        history.push(edit.apply(history.present()), edit.text);
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    std::printf("%-40s %8.2f\n", what, times[times.size() / 2]);
}

void measureSteps(const Topology &topology)
{
    History history;
    history.reset(topology);
    const double before = memory();
    for (int step = 0; step < kSteps; ++step) {
        ServerChange change;
        change.notes = QStringLiteral("step %1").arg(step);
        const TopologyEdit edit = changeServers(
            history.present(), {history.present().servers[(step * 7) % history.present().servers.size()].id}, change);
        history.push(edit.apply(history.present()), edit.text);
    }
    std::printf("%d steps: %.1f MiB\n", kSteps, (memory() - before) / 1024 / 1024);
    QElapsedTimer timer;
    timer.start();
    while (history.canUndo())
        history.undo();
    std::printf("one undo: %.3f ms\n", double(timer.nsecsElapsed()) / 1e6 / kSteps);
}

} // namespace

/// What edits of a large document take, and what its history weighs.
int main()
{
    const Result<Catalog> catalog = builtInCatalog(QStringLiteral("exchange-2010"));
    if (!catalog)
        return 1;
    // As it was read: with the objects of the file behind it.
    const auto loaded = parseTopology(writeTopology(generateTopology(kServers / 10, kServers, 1)), {});
    if (!loaded)
        return 1;
    const Topology &topology = loaded->topology;
    const QString server = topology.servers[kServers / 2].id;
    const QString site = topology.servers[kServers / 2].site;
    QStringList all;
    for (const Server &each : topology.servers)
        all << each.id;
    std::printf("%lld servers; milliseconds\n", static_cast<long long>(topology.servers.size()));
    measure("notes of one server", topology, [&](const Topology &now) {
        ServerChange change;
        change.notes = QStringLiteral("n");
        return changeServers(now, {server}, change);
    });
    measure("notes of all", topology, [&](const Topology &now) {
        ServerChange change;
        change.notes = QStringLiteral("n");
        return changeServers(now, all, change);
    });
    measure("add a server", topology, [&](const Topology &now) {
        return addServer(newServer(now, *catalog, {catalog->roles().first().id}, site));
    });
    measure("add a series of 100", topology, [&](const Topology &now) {
        ServerSeries series;
        series.count = 100;
        series.roles = {catalog->roles().first().id};
        series.site = site;
        return addSeries(now, *catalog, series);
    });
    measure("move a server", topology,
            [&](const Topology &now) { return moveServers(now, {server}, topology.sites.first().id); });
    measure("remove a server", topology, [&](const Topology &now) { return removeParts(now, {{server}, {}, {}}); });
    measure("remove a site", topology, [&](const Topology &now) { return removeParts(now, {{site}, {}, {}}); });
    measure("remove all servers", topology, [&](const Topology &now) { return removeParts(now, {all, {}, {}}); });
    measure("duplicate a site", topology, [&](const Topology &now) { return duplicate(now, {site}); });
    measure("copy and paste a site", topology, [&](const Topology &now) {
        const auto edit = pastePart(copyPart(now, {site}), {});
        return edit ? *edit : TopologyEdit();
    });
    measureSteps(topology);
    return 0;
}
