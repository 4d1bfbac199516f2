// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/surroundings.h"

#include "model/flows/flowends.h"
#include "model/flows/flowsetbuilder.h"

#include <algorithm>
#include <map>

namespace portolan {

namespace {

using Mask = std::vector<bool>;

/// What a focus begins with.
struct Start {
    Mask servers;
    Mask paths;
    std::vector<std::vector<FlowEnds>> flows; ///< by data path
};

Start startOf(const FlowSet &flows, const ChartFocus &focus)
{
    const Topology &topology = flows.topology();
    const QList<DataPath> &paths = flows.catalog().dataPaths();
    Start start{Mask(size_t(topology.servers.size())), Mask(size_t(paths.size())),
                std::vector<std::vector<FlowEnds>>(size_t(paths.size()))};
    for (FlowEnds &named : flowsNamed(focus.on, flows.catalog(), topology))
        start.flows[size_t(named.path)].push_back(std::move(named));
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

bool contains(const ServerSet &servers, quint32 server)
{
    return std::binary_search(servers.begin(), servers.end(), server);
}

/// Those of the flows from each source to each destination that some of `named` means, as products that share no flow.
std::vector<std::pair<ServerSet, ServerSet>> productsOf(const std::vector<FlowEnds> &named, const ServerSet &sources,
                                                        const ServerSet &destinations)
{
    std::map<std::vector<std::size_t>, ServerSet> sourcesOf; // by the indexes of those that mean them
    for (const quint32 server : sources) {
        std::vector<std::size_t> meant;
        for (std::size_t i = 0; i < named.size(); ++i) {
            if (contains(named[i].sources, server))
                meant.push_back(i);
        }
        if (!meant.empty())
            sourcesOf[meant].push_back(server);
    }
    std::vector<std::pair<ServerSet, ServerSet>> products;
    for (const auto &[meant, from] : sourcesOf) {
        ServerSet to;
        for (const quint32 server : destinations) {
            if (std::any_of(meant.begin(), meant.end(),
                            [&](std::size_t i) { return contains(named[i].destinations, server); }))
                to.push_back(server);
        }
        products.emplace_back(from, std::move(to));
    }
    return products;
}

/// Servers whose flow with themselves some of `named` means.
ServerSet selvesOf(const std::vector<FlowEnds> &named, const ServerSet &servers)
{
    ServerSet result;
    std::copy_if(servers.begin(), servers.end(), std::back_inserter(result), [&](quint32 server) {
        return std::any_of(named.begin(), named.end(),
                           [server](const FlowEnds &flow) { return flow.isSelf() && flow.sources.front() == server; });
    });
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
        const auto reachAll = [&](const ServerSet &servers) {
            for (const quint32 server : servers)
                next[server] = true;
        };
        const auto reach = [&](quint32 set) { reachAll(flows.set(set)); };
        for (const FlowGroup &group : flows.groups()) {
            if (!leadsOn[group.path])
                continue;
            const bool isOnPath = hop == 1 && start.paths[group.path];
            const std::vector<FlowEnds> &named = start.flows[group.path];
            if (group.self) {
                if (isOnPath)
                    reach(group.sources);
                else if (hop == 1)
                    reachAll(selvesOf(named, flows.set(group.sources)));
                continue;
            }
            if (hop == 1 && !named.empty()) {
                for (const auto &[from, to] :
                     productsOf(named, flows.set(group.sources), flows.set(group.destinations))) {
                    if (pairCount(from, to, false) > 0) {
                        reachAll(from);
                        reachAll(to);
                    }
                }
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
            const ServerSet named = selvesOf(start.flows[group.path], chosen(sources, reached, false));
            result.add(group, named, named);
        } else {
            const ServerSet others = chosen(sources, reached, false);
            result.add(group, chosen(sources, reached, true), destinations);
            result.add(group, others, chosen(destinations, reached, true));
            if (start.flows[group.path].empty())
                continue;
            const ServerSet rest = chosen(destinations, reached, false);
            for (const auto &[from, to] : productsOf(start.flows[group.path], others, rest))
                result.add(group, from, to);
        }
    }
    return result.take();
}

} // namespace portolan
