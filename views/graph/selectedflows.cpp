// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/flowsetbuilder.h"
#include "views/graph/selection.h"

#include <algorithm>
#include <iterator>

namespace portolan {

namespace {

/// By server: whether it is one of those.
std::vector<bool> maskOf(const FlowSet &flows, const Selection &selection)
{
    std::vector<bool> mask(static_cast<size_t>(flows.topology().servers.size()));
    for (quint32 server = 0; server < mask.size(); ++server)
        mask[server] = selection.kind == Selection::Kind::Site && flows.siteOf(server) == selection.site;
    for (const quint32 server : selection.servers)
        mask[server] = true;
    return mask;
}

ServerSet chosen(const ServerSet &servers, const std::vector<bool> &mask, bool wanted)
{
    ServerSet result;
    std::copy_if(servers.begin(), servers.end(), std::back_inserter(result),
                 [&](quint32 server) { return mask[server] == wanted; });
    return result;
}

ServerSet common(const ServerSet &a, const ServerSet &b)
{
    ServerSet result;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
    return result;
}

void addTouching(FlowSetBuilder &result, const FlowSet &flows, const std::vector<bool> &mask)
{
    for (const FlowGroup &group : flows.groups()) {
        const ServerSet &sources = flows.set(group.sources);
        const ServerSet &destinations = flows.set(group.destinations);
        const ServerSet inside = chosen(sources, mask, true);
        if (group.self) {
            result.add(group, inside, inside);
            continue;
        }
        result.add(group, inside, destinations);
        result.add(group, chosen(sources, mask, false), chosen(destinations, mask, true));
    }
}

} // namespace

FlowSet flowsIn(const FlowSet &flows, const Selection &selection)
{
    FlowSetBuilder result(flows);
    switch (selection.kind) {
    case Selection::Kind::None:
        break;
    case Selection::Kind::Site:
    case Selection::Kind::Servers:
        addTouching(result, flows, maskOf(flows, selection));
        break;
    case Selection::Kind::Flows: {
        // Ports opened at different ends are parts of the same flows.
        std::vector<EdgeFlows> picked;
        for (const EdgeFlows &part : selection.flows) {
            const auto same = std::find_if(picked.begin(), picked.end(), [&part](const EdgeFlows &known) {
                return known.group == part.group && known.sources == part.sources
                    && known.destinations == part.destinations;
            });
            if (same == picked.end())
                picked.push_back(part);
            else
                same->entries |= part.entries;
        }
        for (const EdgeFlows &part : picked) {
            FlowGroup group = flows.groups().at(part.group);
            group.entries &= part.entries;
            result.add(group, common(flows.set(group.sources), part.sources),
                       common(flows.set(group.destinations), part.destinations));
        }
        break;
    }
    }
    return result.take();
}

} // namespace portolan
