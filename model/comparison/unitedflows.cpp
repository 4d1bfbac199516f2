// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "unitedflows.h"

#include "model/comparison/flowcomparer.h"
#include "model/flows/flowsetbuilder.h"

namespace portolan {

UnitedFlows unitedFlows(const FlowSet &before, const FlowSet &after)
{
    const Counterparts servers = matchServers(before.topology(), after.topology());
    const Counterparts paths = matchPaths(before.catalog(), after.catalog());
    FlowSetBuilder all(after.catalog(), unitedTopology(before.topology(), after.topology()));
    FlowSetBuilder parts[] = {all.emptyCopy(), all.emptyCopy(), all.emptyCopy(), all.emptyCopy()};
    const auto take = [&](const ComparedFlows &flows) {
        if (paths.after[flows.path] < 0)
            return;
        // The earlier catalog may have more entries in the path.
        const qsizetype count = after.catalog().dataPaths()[flows.path].ports.size();
        const quint32 known = count < 32 ? (1U << count) - 1 : ~0U;
        FlowGroup group;
        group.path = flows.path;
        group.self = flows.self;
        group.entries = known & (flows.fate == FlowFate::Removed ? flows.entriesBefore : flows.entriesAfter);
        all.add(group, flows.sources, flows.destinations);
        parts[static_cast<size_t>(flows.fate)].add(group, flows.sources, flows.destinations);
    };
    FlowComparer(before, after, servers, paths).run(take, true);
    UnitedFlows united;
    united.all = all.take();
    united.added = parts[static_cast<size_t>(FlowFate::Added)].take();
    united.removed = parts[static_cast<size_t>(FlowFate::Removed)].take();
    united.changed = parts[static_cast<size_t>(FlowFate::Changed)].take();
    united.unchanged = parts[static_cast<size_t>(FlowFate::Unchanged)].take();
    return united;
}

} // namespace portolan
