// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/comparison/openingdifference.h"
#include "model/comparison/topologydifference.h"
#include "model/comparison/topologymerge.h"
#include "model/comparison/unitedflows.h"
#include "model/flows/generate.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

template <typename Work>
void measure(const char *what, int runs, Work work)
{
    using Clock = std::chrono::steady_clock;
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        const Clock::time_point start = Clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    std::sort(times.begin(), times.end());
    std::printf("  %-40s %9.2f %9.2f\n", what, times[times.size() / 2], times.front());
    std::fflush(stdout);
}

void compare(const char *what, const Catalog &catalog, const Topology &before, const Topology &after)
{
    const FlowSet was = deriveFlows(catalog, before);
    const FlowSet is = deriveFlows(catalog, after);
    const FlowDifference difference = flowDifference(was, is);
    const ChangeCounts openings = OpeningDifference(difference).counts();
    std::printf("%s: +%lld -%lld ~%lld flows in %zu groups, +%lld -%lld openings\n", what,
                static_cast<long long>(difference.counts.added), static_cast<long long>(difference.counts.removed),
                static_cast<long long>(difference.counts.changed), difference.groups.size(),
                static_cast<long long>(openings.added), static_cast<long long>(openings.removed));
    measure("count changed flows", 11, [&] { countFlowChanges(was, is); });
    measure("find them, as groups", 11, [&] { flowDifference(was, is); });
    measure("go through them, by server", 3, [&] {
        const FlowChangeIndex index(difference);
        std::vector<FlowChange> changes;
        for (quint32 server = 0; server < difference.servers.size(); ++server)
            index.changesFrom(server, changes);
    });
    measure("openings", 3, [&] { OpeningDifference(difference).counts(); });
    measure("both plans in one, for a chart", 11, [&] { unitedFlows(was, is); });
    measure("topologies", 11, [&] { topologyDifference(before, after); });
    measure("merge, the other side unchanged", 11, [&] { mergeTopologies(before, after, before); });
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int sites = arguments.size() > 1 ? arguments[1].toInt() : 250;
    const int servers = arguments.size() > 2 ? arguments[2].toInt() : 4000;
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    if (!catalog)
        qFatal("%s", qPrintable(toText(catalog.error())));
    const Topology plan = generateTopology(sites, servers, 1);
    std::printf("%d sites, %d servers; milliseconds, median and fastest\n", sites, servers);

    compare("nothing changed", *catalog, plan, plan);
    Topology edited = plan;
    edited.servers[servers / 2].notes = u"x"_s;
    compare("a note", *catalog, plan, edited);
    edited = plan;
    Server server = edited.servers[servers / 2];
    server.id = u"one-more"_s;
    edited.servers.insert(servers / 3, server);
    compare("a server more, in the middle", *catalog, plan, edited);
    edited = plan;
    for (Server &other : edited.servers) {
        if (other.site == plan.sites.first().id)
            other.dynamicPorts = PortRange{60000, 60009};
    }
    compare("other dynamic ports in a site", *catalog, plan, edited);
    edited = plan;
    for (qsizetype i = 0; i < edited.servers.size(); i += 3)
        edited.servers[i].site = plan.sites[(i * 7) % plan.sites.size()].id;
    compare("a third of the servers moved", *catalog, plan, edited);
    compare("another deployment", *catalog, plan, generateTopology(sites, servers, 2));
    return 0;
}
