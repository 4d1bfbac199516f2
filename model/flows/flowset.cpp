// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "flowset.h"

#include "model/flows/flowdata.h"

#include <algorithm>

namespace portolan {

namespace {

/// What Windows and IANA hand out where a catalog says nothing.
constexpr PortRange kDefaultDynamicPorts{49152, 65535};

} // namespace

qint64 pairCount(const ServerSet &sources, const ServerSet &destinations, bool self)
{
    if (self)
        return static_cast<qint64>(sources.size());
    const bool isFewerSources = sources.size() < destinations.size();
    const ServerSet &fewer = isFewerSources ? sources : destinations;
    const ServerSet &large = isFewerSources ? destinations : sources;
    const auto common = std::count_if(fewer.begin(), fewer.end(), [&](quint32 server) {
        return std::binary_search(large.begin(), large.end(), server);
    });
    return static_cast<qint64>(sources.size() * destinations.size()) - common;
}

EntryDirections entryDirections(const DataPath &path, bool self)
{
    EntryDirections directions;
    for (qsizetype i = 0; i < path.ports.size(); ++i) {
        const quint32 bit = 1U << i;
        if (self || path.bidirectional || !path.ports[i].reverse)
            directions.forward |= bit;
        if (!self && (path.bidirectional || path.ports[i].reverse))
            directions.backward |= bit;
    }
    return directions;
}

PortRange resolvePorts(const FlowSet &flows, const PortEntry &entry, quint32 opener, quint32 target)
{
    switch (entry.kind) {
    case PortKind::Fixed:
        break;
    case PortKind::RpcDynamic:
    case PortKind::Dynamic:
        return flows.dynamicPorts(target);
    case PortKind::DagReplicationPort:
        if (const int dag = flows.commonDag(opener, target); dag >= 0) {
            if (const auto port = flows.topology().groups[dag].replicationPort)
                return {*port, *port};
        }
        break;
    }
    return entry.ports;
}

FlowSet::FlowSet(std::shared_ptr<const Data> data) : d(std::move(data)) { }

std::shared_ptr<FlowSet::Data> FlowSet::emptyCopy() const
{
    auto data = std::make_shared<Data>();
    data->catalog = d->catalog;
    data->topology = d->topology;
    data->index = d->index;
    return data;
}

FlowSet::FlowSet()
    : d([] {
          static const auto empty = [] {
              auto data = std::make_shared<Data>();
              data->sets.emplace_back();
              return std::shared_ptr<const Data>(data);
          }();
          return empty;
      }())
{
}

const Catalog &FlowSet::catalog() const
{
    return d->catalog;
}
const Topology &FlowSet::topology() const
{
    return d->topology;
}
const std::vector<FlowGroup> &FlowSet::groups() const
{
    return d->groups;
}
const ServerSet &FlowSet::set(quint32 index) const
{
    return d->sets[index];
}
qsizetype FlowSet::setCount() const
{
    return static_cast<qsizetype>(d->sets.size());
}
qint64 FlowSet::flowCount() const
{
    return d->flowCount;
}

qint64 FlowSet::memoryUsed() const
{
    size_t bytes = d->groups.capacity() * sizeof(FlowGroup) + d->sets.capacity() * sizeof(ServerSet);
    for (const ServerSet &set : d->sets)
        bytes += set.capacity() * sizeof(quint32);
    return static_cast<qint64>(bytes);
}

QList<FlowPort> FlowSet::ports(const Flow &flow) const
{
    const DataPath &path = d->catalog.dataPaths()[flow.path];
    const EntryDirections directions = entryDirections(path, flow.source == flow.destination);
    QList<FlowPort> result;
    for (int i = 0; i < path.ports.size(); ++i) {
        const PortEntry &entry = path.ports[i];
        const auto add = [&](quint32 opener, quint32 target) {
            result.append({opener, target, entry.transport, resolvePorts(*this, entry, opener, target), i});
        };
        const quint32 bit = 1U << i;
        if (flow.entries & directions.forward & bit)
            add(flow.source, flow.destination);
        if (flow.entries & directions.backward & bit)
            add(flow.destination, flow.source);
    }
    return result;
}

Encryption FlowSet::encryption(const Flow &flow) const
{
    const DataPath &path = d->catalog.dataPaths()[flow.path];
    if (path.disabledByLink && path.encryption != Encryption::None
        && tlsDisabledBetween(siteOf(flow.source), siteOf(flow.destination)))
        return Encryption::Disabled;
    return path.encryption;
}

QStringList FlowSet::defaultAuthentication(const Flow &flow) const
{
    const DataPath &path = d->catalog.dataPaths()[flow.path];
    if (flow.source == flow.destination && path.sameServerAuthentication)
        return *path.sameServerAuthentication;
    return path.defaultAuthentication;
}

int FlowSet::siteOf(quint32 server) const
{
    return d->index->siteOf(server);
}

PortRange FlowSet::dynamicPorts(quint32 server) const
{
    if (const auto &own = d->topology.servers[server].dynamicPorts)
        return *own;
    for (const DynamicPortRule &rule : d->catalog.dynamicPorts()) {
        if (rule.role < 0 || hasRole(server, rule.role))
            return rule.ports;
    }
    return kDefaultDynamicPorts;
}

bool FlowSet::hasRole(quint32 server, int role) const
{
    return d->index->hasRole(server, role);
}
const std::vector<quint32> &FlowSet::dagsOf(quint32 server) const
{
    return d->index->dagsOf(server);
}
int FlowSet::commonDag(quint32 a, quint32 b) const
{
    return d->index->commonDag(a, b);
}

bool FlowSet::tlsDisabledBetween(int siteA, int siteB) const
{
    return siteA != siteB && d->index->tlsDisabledBetween(siteA, siteB);
}

} // namespace portolan
