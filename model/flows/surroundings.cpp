// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/surroundings.h"

#include "model/flows/flowsetbuilder.h"

#include <QHash>

#include <algorithm>

namespace portolan {

namespace {

using Mask = std::vector<bool>;

/// What a focus begins with.
struct Start {
    Mask servers;
    Mask paths;
};

Start startOf(const FlowSet &flows, const ChartFocus &focus)
{
    const Topology &topology = flows.topology();
    const QList<DataPath> &paths = flows.catalog().dataPaths();
    Start start{Mask(size_t(topology.servers.size())), Mask(size_t(paths.size()))};
    for (const QString &id : focus.on) {
        const QString name = id.section(u':', 1);
        if (id.startsWith(QLatin1String("server:"))) {
            for (qsizetype i = 0; i < topology.servers.size(); ++i)
                start.servers[size_t(i)] = start.servers[size_t(i)] || topology.servers.at(i).id == name;
        } else if (id.startsWith(QLatin1String("site:"))) {
            for (qsizetype i = 0; i < topology.servers.size(); ++i)
                start.servers[size_t(i)] = start.servers[size_t(i)] || topology.servers.at(i).site == name;
        } else if (id.startsWith(QLatin1String("path:"))) {
            for (qsizetype i = 0; i < paths.size(); ++i)
                start.paths[size_t(i)] = start.paths[size_t(i)] || paths.at(i).code == name;
        }
    }
    return start;
}

ServerSet chosen(const ServerSet &servers, const Mask &mask, bool wanted)
{
    ServerSet result;
    std::copy_if(servers.begin(), servers.end(), std::back_inserter(result),
                 [&](quint32 server) { return mask[server] == wanted; });
    return result;
}

} // namespace

FlowSet surroundings(const FlowSet &flows, const ChartFocus &focus, const std::vector<bool> &leadsOn)
{
    const Start start = startOf(flows, focus);
    const auto touches = [&](quint32 set, const Mask &mask) {
        const ServerSet &servers = flows.set(set);
        return std::any_of(servers.begin(), servers.end(), [&](quint32 server) { return mask[server]; });
    };

    // What is reached before the last hop: the flows that touch it are those of the last.
    Mask reached = start.servers;
    for (int hop = 1; hop < focus.hops; ++hop) {
        Mask next = reached;
        const auto reach = [&](quint32 set) {
            for (const quint32 server : flows.set(set))
                next[server] = true;
        };
        for (const FlowGroup &group : flows.groups()) {
            if (!leadsOn[group.path])
                continue;
            const bool isOnPath = hop == 1 && start.paths[group.path];
            if (group.self) {
                if (isOnPath)
                    reach(group.sources);
                continue;
            }
            if (isOnPath || touches(group.sources, reached))
                reach(group.destinations);
            if (isOnPath || touches(group.destinations, reached))
                reach(group.sources);
        }
        reached = std::move(next);
    }

    FlowSetBuilder result(flows);
    for (const FlowGroup &group : flows.groups()) {
        const ServerSet &sources = flows.set(group.sources);
        const ServerSet &destinations = flows.set(group.destinations);
        if (start.paths[group.path]) {
            result.add(group, sources, destinations);
        } else if (group.self) {
            const ServerSet own = chosen(sources, reached, true);
            result.add(group, own, own);
        } else {
            result.add(group, chosen(sources, reached, true), destinations);
            result.add(group, chosen(sources, reached, false), chosen(destinations, reached, true));
        }
    }
    return result.take();
}

} // namespace portolan
