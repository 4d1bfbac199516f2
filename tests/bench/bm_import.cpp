// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/generate.h"
#include "model/importers/importplan.h"
#include "model/importers/servertable.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace portolan;

namespace {

constexpr int kRuns = 5;
constexpr int kSites = 500;
constexpr int kServers = 10000;

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

/// As a cmdlet writes them.
QByteArray exported(const Topology &topology)
{
    QByteArray csv = "#TYPE A.ExchangeServer\r\n\"Name\",\"Fqdn\",\"Site\",\"ServerRole\",\"AdminDisplayVersion\"\r\n";
    for (const Server &server : topology.servers) {
        csv += '"' + server.name.toUtf8() + "\",\"" + server.fqdn.toUtf8() + "\",\"contoso.example/Configuration/Sites/"
            + server.site.toUtf8() + "\",\"Mailbox, HubTransport\",\"Version 14.3 (Build 123.4)\"\r\n";
    }
    return csv;
}

void measure(const char *name, const QByteArray &bytes, const Topology &topology, const Catalog &catalog)
{
    ImportedFile file;
    const double read = median([&] { file = readImport({QStringLiteral("servers.csv"), bytes}, catalog); });
    ImportPlan plan;
    const double planned = median([&] { plan = planImport({file}, topology, catalog); });
    const TopologyEdit edit = toEdit(plan, {});
    const double applied = median([&] { edit.apply(topology); });
    std::printf("%-34s %8.0f %8.0f %8.0f %8.0f\n", name, read, planned, applied, read + planned + applied);
}

} // namespace

/// What ten thousand rows cost, from the file's bytes to the new document.
int main()
{
    const Result<Catalog> catalog = builtInCatalog(QStringLiteral("exchange-2010"));
    if (!catalog)
        return 1;
    const Topology topology = generateTopology(kSites, kServers, 1);
    Topology empty;
    empty.catalog = catalog->id();
    std::printf("%d rows; milliseconds\n%-34s %8s %8s %8s %8s\n", kServers, "", "read", "plan", "apply", "together");
    measure("our own table, new", serversCsv(topology, SpreadsheetSafety::Safe), empty, *catalog);
    measure("our own table, unchanged", serversCsv(topology, SpreadsheetSafety::Safe), topology, *catalog);
    measure("a cmdlet's export, new", exported(topology), empty, *catalog);
    measure("a cmdlet's export, changed", exported(topology), topology, *catalog);
    return 0;
}
