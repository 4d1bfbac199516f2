// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

#include <memory>

namespace portolan {

class SetPool;

/// Puts a FlowSet together from products of sets. Groups come by path, and no flow twice.
class FlowSetBuilder
{
public:
    FlowSetBuilder(const Catalog &catalog, const Topology &topology);
    /// Of the same catalog and topology.
    explicit FlowSetBuilder(const FlowSet &like);
    FlowSetBuilder(FlowSetBuilder &&) noexcept;
    FlowSetBuilder &operator=(FlowSetBuilder &&) noexcept;
    ~FlowSetBuilder();

    /// Another for the same catalog and topology, without flows.
    FlowSetBuilder emptyCopy() const;
    /// The group's path and entries for these sets; nothing happens where they make no flow.
    void add(FlowGroup group, const ServerSet &sources, const ServerSet &destinations);
    /// What was added; the builder is of no use afterwards.
    FlowSet take();

private:
    explicit FlowSetBuilder(std::shared_ptr<FlowSet::Data> data);

    std::shared_ptr<FlowSet::Data> m_data;
    std::unique_ptr<SetPool> m_pool;
};

} // namespace portolan
