// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "flowsetbuilder.h"

#include "model/flows/flowdata.h"
#include "model/flows/setpool.h"

namespace portolan {

FlowSetBuilder::FlowSetBuilder(std::shared_ptr<FlowSet::Data> data)
    : m_data(std::move(data)), m_pool(std::make_unique<SetPool>(m_data->sets))
{
}

FlowSetBuilder::FlowSetBuilder(const Catalog &catalog, const Topology &topology)
    : FlowSetBuilder([&] {
          auto data = std::make_shared<FlowSet::Data>();
          data->catalog = catalog;
          data->topology = topology;
          data->index = std::make_shared<const TopologyIndex>(catalog, topology);
          return data;
      }())
{
}

FlowSetBuilder::FlowSetBuilder(const FlowSet &like) : FlowSetBuilder(like.emptyCopy()) { }
FlowSetBuilder::FlowSetBuilder(FlowSetBuilder &&) noexcept = default;
FlowSetBuilder &FlowSetBuilder::operator=(FlowSetBuilder &&) noexcept = default;
FlowSetBuilder::~FlowSetBuilder() = default;

FlowSetBuilder FlowSetBuilder::emptyCopy() const
{
    auto data = std::make_shared<FlowSet::Data>();
    data->catalog = m_data->catalog;
    data->topology = m_data->topology;
    data->index = m_data->index;
    return FlowSetBuilder(std::move(data));
}

void FlowSetBuilder::add(FlowGroup group, const ServerSet &sources, const ServerSet &destinations)
{
    const qint64 count = pairCount(sources, destinations, group.self);
    if (count == 0)
        return;
    group.sources = m_pool->intern(sources);
    group.destinations = m_pool->intern(destinations);
    m_data->groups.push_back(group);
    m_data->flowCount += count;
}

FlowSet FlowSetBuilder::take()
{
    m_pool.reset();
    m_data->groups.shrink_to_fit();
    m_data->sets.shrink_to_fit();
    return FlowSet(std::move(m_data));
}

} // namespace portolan
