// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/topology/topology.h"

#include <QHash>
#include <QList>

#include <memory>
#include <vector>

namespace portolan {

class FlowFilter;

/// Sorted indexes into Topology::servers.
using ServerSet = std::vector<quint32>;

/// Flows of one data path as a product of sets: every source with every destination but itself, or (`self`) each source
/// with itself. A pair (path, source, destination) lies in exactly one group of a FlowSet.
struct FlowGroup {
    quint16 path = 0; ///< index into Catalog::dataPaths()
    bool self = false; ///< both ends on one server: `local`, never crosses the network
    quint32 sources = 0; ///< FlowSet::set()
    quint32 destinations = 0; ///< FlowSet::set(); for `self` the same as sources
    quint32 entries = 0; ///< bit n: entry n of the path's ports goes to these destinations
};

/// One flow: who opens it is in FlowPort, a path may have entries both ways.
struct Flow {
    quint16 path = 0;
    quint32 source = 0; ///< index into Topology::servers
    quint32 destination = 0;
    quint32 entries = 0;
};

/// A port of a flow with everything resolved. `source` opens the connection to `destination`.
struct FlowPort {
    quint32 source = 0;
    quint32 destination = 0;
    Transport transport = Transport::Tcp;
    PortRange ports;
    int entry = 0; ///< index into DataPath::ports
};

/// The flows that a catalog and a topology give, all or what filtered() leaves of them: immutable, implicitly shared,
/// free to read from any thread.
class FlowSet
{
public:
    FlowSet();

    const Catalog &catalog() const;
    const Topology &topology() const;
    const std::vector<FlowGroup> &groups() const; ///< by path, then as the derivation meets them; always the same order
    const ServerSet &set(quint32 index) const;
    qsizetype setCount() const;

    /// Made by the same call: a quick test, false for equal ones of different calls.
    bool isSame(const FlowSet &other) const { return d == other.d; }

    /// Number of flows, a pair of servers counted once for each path.
    qint64 flowCount() const;
    /// Bytes held by the groups and sets.
    qint64 memoryUsed() const;

    template <typename Function>
    void forEachFlow(Function function) const; ///< function(const Flow &), grouped by path
    template <typename Function>
    static void forEachFlow(const FlowSet &flows, const FlowGroup &group, Function function);

    /// Ports of a flow; for a path with none the list is empty.
    QList<FlowPort> ports(const Flow &flow) const;
    Encryption encryption(const Flow &flow) const;
    QStringList defaultAuthentication(const Flow &flow) const; ///< ids

    int siteOf(quint32 server) const; ///< index into Topology::sites
    /// The range a server's RPC services take ports from: its own, else the catalog's for its roles.
    PortRange dynamicPorts(quint32 server) const;
    bool hasRole(quint32 server, int role) const;
    /// DAGs that the server is a member of, as indexes into Topology::groups, by id.
    const std::vector<quint32> &dagsOf(quint32 server) const;
    /// Index of the DAG with the smallest id (byte by byte) that has both, -1: none.
    int commonDag(quint32 a, quint32 b) const;
    /// A link between the two different sites switches TLS off.
    bool tlsDisabledBetween(int siteA, int siteB) const;

    struct Data;

private:
    friend FlowSet deriveFlows(const Catalog &catalog, const Topology &topology);
    friend FlowSet filtered(const FlowSet &flows, const FlowFilter &filter);
    friend class FlowSetBuilder;
    explicit FlowSet(std::shared_ptr<const Data> data);
    /// Of the same catalog and topology, without flows.
    std::shared_ptr<Data> emptyCopy() const;
    std::shared_ptr<const Data> d;
};

/// spec/flows.md; a pure function. Roles that the catalog does not know give no flows.
FlowSet deriveFlows(const Catalog &catalog, const Topology &topology);

template <typename Function>
void FlowSet::forEachFlow(const FlowSet &flows, const FlowGroup &group, Function function)
{
    const ServerSet &sources = flows.set(group.sources);
    if (group.self) {
        for (const quint32 server : sources)
            function(Flow{group.path, server, server, group.entries});
        return;
    }
    const ServerSet &destinations = flows.set(group.destinations);
    for (const quint32 source : sources) {
        for (const quint32 destination : destinations) {
            if (source != destination)
                function(Flow{group.path, source, destination, group.entries});
        }
    }
}

template <typename Function>
void FlowSet::forEachFlow(Function function) const
{
    for (const FlowGroup &group : groups())
        forEachFlow(*this, group, function);
}

} // namespace portolan
