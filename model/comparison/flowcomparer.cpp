// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "flowcomparer.h"

#include "model/flows/flowdata.h"

#include <QSet>

#include <algorithm>
#include <map>

namespace portolan {

namespace {

/// The pairs of sites, by id, whose links switch TLS off.
QSet<std::pair<QString, QString>> tlsOff(const Topology &topology)
{
    QSet<std::pair<QString, QString>> pairs;
    for (const Link &link : topology.links) {
        if (link.tlsDisabled)
            pairs.insert(std::minmax(link.first, link.second));
    }
    return pairs;
}

bool isSameEntry(const PortEntry &a, const PortEntry &b)
{
    return a.transport == b.transport && a.kind == b.kind && a.ports == b.ports && a.reverse == b.reverse;
}

bool isSamePath(const DataPath &a, const DataPath &b)
{
    return std::equal(a.ports.begin(), a.ports.end(), b.ports.begin(), b.ports.end(), isSameEntry)
        && a.bidirectional == b.bidirectional && a.encryption == b.encryption && a.disabledByLink == b.disabledByLink
        && a.defaultAuthentication == b.defaultAuthentication
        && a.sameServerAuthentication == b.sameServerAuthentication;
}

/// Ids and ports of the DAGs that a server is a member of.
QList<std::pair<QString, int>> dagsOf(const FlowSet &flows, qint32 server)
{
    QList<std::pair<QString, int>> dags;
    for (const quint32 index : flows.dagsOf(static_cast<quint32>(server))) {
        const Group &group = flows.topology().groups[index];
        dags.emplace_back(group.id, group.replicationPort ? *group.replicationPort : -1);
    }
    return dags;
}

} // namespace

FlowComparer::FlowComparer(const FlowSet &before, const FlowSet &after, const Counterparts &servers,
                           const Counterparts &paths)
    : m_before(before), m_after(after), m_servers(servers), m_paths(paths),
      m_partsBefore(partsOf(before, &servers.fromBefore)), m_partsAfter(partsOf(after, nullptr)),
      m_hasOtherPorts(servers.size(), 0), m_hasMoved(servers.size(), 0), m_nodeOf(servers.size(), 0),
      m_inBefore(servers.size(), 0), m_inAfter(servers.size(), 0)
{
    findServerChanges();
    findTlsChanges();
}

std::vector<FlowComparer::Parts> FlowComparer::partsOf(const FlowSet &flows, const std::vector<quint32> *numbers)
{
    std::vector<quint32> sets(static_cast<size_t>(flows.setCount()));
    ServerSet united;
    for (quint32 i = 0; i < sets.size(); ++i) {
        const ServerSet &set = flows.set(i);
        if (!numbers) {
            sets[i] = m_pool.intern(set);
            continue;
        }
        united.resize(set.size());
        std::transform(set.begin(), set.end(), united.begin(),
                       [numbers](quint32 server) { return (*numbers)[server]; });
        if (!std::is_sorted(united.begin(), united.end()))
            std::sort(united.begin(), united.end());
        sets[i] = m_pool.intern(united);
    }
    std::vector<Parts> parts(m_paths.size());
    for (const FlowGroup &group : flows.groups()) {
        const quint32 path = numbers ? m_paths.fromBefore[group.path] : group.path;
        parts[path].push_back({sets[group.sources], sets[group.destinations], group.entries, group.self});
    }
    for (Parts &ofPath : parts)
        std::sort(ofPath.begin(), ofPath.end());
    return parts;
}

void FlowComparer::findServerChanges()
{
    for (size_t i = 0; i < m_servers.size(); ++i) {
        const qint32 before = m_servers.before[i];
        const qint32 after = m_servers.after[i];
        if (before < 0 || after < 0)
            continue;
        const auto was = static_cast<quint32>(before);
        const auto is = static_cast<quint32>(after);
        m_hasOtherPorts[i] = !(m_before.dynamicPorts(was) == m_after.dynamicPorts(is));
        m_hasMoved[i] = m_before.topology().servers[before].site != m_after.topology().servers[after].site;
        m_anyOtherPorts = m_anyOtherPorts || m_hasOtherPorts[i];
        m_anyMoved = m_anyMoved || m_hasMoved[i];
        m_otherDags = m_otherDags || dagsOf(m_before, before) != dagsOf(m_after, after);
    }
}

void FlowComparer::findTlsChanges()
{
    const auto before = tlsOff(m_before.topology());
    const auto after = tlsOff(m_after.topology());
    m_anyTlsOff = !before.isEmpty() || !after.isEmpty();
    m_otherTls = before != after;
}

void FlowComparer::run(const Sink &sink, bool wantsUnchanged)
{
    m_sink = &sink;
    m_wantsUnchanged = wantsUnchanged;
    for (size_t path = 0; path < m_paths.size(); ++path)
        comparePath(static_cast<quint16>(path));
}

void FlowComparer::comparePath(quint16 path)
{
    m_path = path;
    const qint32 was = m_paths.before[path];
    const qint32 is = m_paths.after[path];
    m_isOtherPath =
        was >= 0 && is >= 0 && !isSamePath(m_before.catalog().dataPaths()[was], m_after.catalog().dataPaths()[is]);
    const Parts &before = m_partsBefore[path];
    const Parts &after = m_partsAfter[path];
    if (before == after) {
        for (const Part &part : after)
            takeCommon(part.self, m_sets[part.sources], m_sets[part.destinations], part.entries, part.entries);
        return;
    }
    const auto chosen = [](const Parts &parts, bool self) {
        Parts result;
        std::copy_if(parts.begin(), parts.end(), std::back_inserter(result),
                     [self](const Part &part) { return part.self == self; });
        return result;
    };
    compareGroups(chosen(before, false), chosen(after, false));
    compareSelf(chosen(before, true), chosen(after, true));
}

void FlowComparer::compareGroups(const Parts &before, const Parts &after)
{
    // Each server's node stands for the parts that it is a source of.
    std::vector<Node> nodes{{}};
    std::vector<std::pair<quint32, quint32>> next{{0, 0}}; // for each node: part from 1, and the node that it leads to
    ServerSet touched;
    const auto count = static_cast<quint32>(before.size() + after.size());
    const auto partAt = [&](quint32 i) -> const Part & {
        return i < before.size() ? before[i] : after[i - before.size()];
    };
    for (quint32 i = 0; i < count; ++i) {
        for (const quint32 server : m_sets[partAt(i).sources]) {
            const quint32 node = m_nodeOf[server];
            if (node == 0)
                touched.push_back(server);
            if (next[node].first != i + 1) {
                next[node] = {i + 1, static_cast<quint32>(nodes.size())};
                nodes.push_back({static_cast<qint32>(node), i});
                next.emplace_back(0, 0);
            }
            m_nodeOf[server] = next[node].second;
        }
    }
    std::sort(touched.begin(), touched.end());
    std::vector<ServerSet> sources(nodes.size());
    for (const quint32 server : touched) {
        sources[m_nodeOf[server]].push_back(server);
        m_nodeOf[server] = 0;
    }
    for (size_t node = 1; node < nodes.size(); ++node) {
        if (sources[node].empty())
            continue;
        Parts own[2];
        for (auto at = static_cast<qint32>(node); at > 0; at = nodes[static_cast<size_t>(at)].parent) {
            const quint32 part = nodes[static_cast<size_t>(at)].part;
            own[part < before.size() ? 0 : 1].push_back(partAt(part));
        }
        compareSources(sources[node], own[0], own[1]);
    }
}

void FlowComparer::compareSources(const ServerSet &sources, const Parts &before, const Parts &after)
{
    const auto isSame = [](const Part &a, const Part &b) {
        return a.destinations == b.destinations && a.entries == b.entries;
    };
    if (std::is_permutation(before.begin(), before.end(), after.begin(), after.end(), isSame)) {
        for (const Part &part : after)
            takeCommon(false, sources, m_sets[part.destinations], part.entries, part.entries);
        return;
    }
    sortByParts(before, after);
    for (size_t cell = 0; cell < m_cells.size(); ++cell) {
        const ServerSet &destinations = m_cells[cell];
        if (destinations.empty())
            continue;
        const size_t was = cell / (after.size() + 1);
        const size_t is = cell % (after.size() + 1);
        if (was == 0)
            emitFlows(FlowFate::Added, false, sources, destinations, 0, after[is - 1].entries);
        else if (is == 0)
            emitFlows(FlowFate::Removed, false, sources, destinations, before[was - 1].entries, 0);
        else
            takeCommon(false, sources, destinations, before[was - 1].entries, after[is - 1].entries);
    }
}

void FlowComparer::compareSelf(const Parts &before, const Parts &after)
{
    sortByParts(before, after);
    for (size_t cell = 0; cell < m_cells.size(); ++cell) {
        const ServerSet &servers = m_cells[cell];
        if (servers.empty())
            continue;
        const size_t was = cell / (after.size() + 1);
        const size_t is = cell % (after.size() + 1);
        if (was == 0)
            emitFlows(FlowFate::Added, true, servers, servers, 0, after[is - 1].entries);
        else if (is == 0)
            emitFlows(FlowFate::Removed, true, servers, servers, before[was - 1].entries, 0);
        else
            takeCommon(true, servers, servers, before[was - 1].entries, after[is - 1].entries);
    }
}

void FlowComparer::sortByParts(const Parts &before, const Parts &after)
{
    m_cells.assign((before.size() + 1) * (after.size() + 1), {});
    m_marked.clear();
    for (const auto &[parts, marks] : {std::pair(&before, &m_inBefore), std::pair(&after, &m_inAfter)}) {
        for (size_t i = 0; i < parts->size(); ++i) {
            for (const quint32 server : m_sets[(*parts)[i].destinations]) {
                if (m_inBefore[server] == 0 && m_inAfter[server] == 0)
                    m_marked.push_back(server);
                (*marks)[server] = static_cast<quint32>(i) + 1;
            }
        }
    }
    std::sort(m_marked.begin(), m_marked.end());
    for (const quint32 server : m_marked) {
        m_cells[m_inBefore[server] * (after.size() + 1) + m_inAfter[server]].push_back(server);
        m_inBefore[server] = 0;
        m_inAfter[server] = 0;
    }
}

void FlowComparer::takeCommon(bool self, const ServerSet &sources, const ServerSet &destinations, quint32 entriesBefore,
                              quint32 entriesAfter)
{
    const Questions questions = questionsOf(self, entriesAfter);
    if (questions.all || entriesBefore != entriesAfter)
        emitFlows(FlowFate::Changed, self, sources, destinations, entriesBefore, entriesAfter);
    else if (questions.targets || questions.sources || questions.dagPorts || questions.tls)
        takePairs(self, sources, destinations, entriesAfter, questions);
    else if (m_wantsUnchanged)
        emitFlows(FlowFate::Unchanged, self, sources, destinations, entriesBefore, entriesAfter);
}

FlowComparer::Questions FlowComparer::questionsOf(bool self, quint32 entries) const
{
    const DataPath &path = m_after.catalog().dataPaths()[m_paths.after[m_path]];
    Questions questions;
    questions.all = m_isOtherPath;
    const EntryDirections directions = entryDirections(path, self);
    for (qsizetype i = 0; i < path.ports.size(); ++i) {
        const quint32 bit = entries & (1U << i);
        switch (path.ports[i].kind) {
        case PortKind::Fixed:
            break;
        case PortKind::RpcDynamic:
        case PortKind::Dynamic:
            questions.targets = questions.targets || (m_anyOtherPorts && (bit & directions.forward) != 0);
            questions.sources = questions.sources || (m_anyOtherPorts && (bit & directions.backward) != 0);
            break;
        case PortKind::DagReplicationPort:
            questions.dagPorts = questions.dagPorts || (m_otherDags && bit != 0);
            break;
        }
    }
    questions.tls = !self && path.disabledByLink && path.encryption != Encryption::None && m_anyTlsOff
        && (m_otherTls || m_anyMoved);
    return questions;
}

bool FlowComparer::isChanged(const Questions &questions, quint32 entries, quint32 source, quint32 destination) const
{
    if ((questions.targets && m_hasOtherPorts[destination]) || (questions.sources && m_hasOtherPorts[source]))
        return true;
    const auto was = [this](quint32 server) { return static_cast<quint32>(m_servers.before[server]); };
    if (questions.tls && (m_otherTls || m_hasMoved[source] || m_hasMoved[destination])) {
        const auto pathBefore = static_cast<quint16>(m_paths.before[m_path]);
        if (m_before.encryption({pathBefore, was(source), was(destination), entries})
            != m_after.encryption({m_path, source, destination, entries}))
            return true;
    }
    if (!questions.dagPorts)
        return false;
    const QList<PortEntry> &ports = m_after.catalog().dataPaths()[m_paths.after[m_path]].ports;
    for (qsizetype i = 0; i < ports.size(); ++i) {
        // Who opens does not matter: a DAG has one port.
        if ((entries & (1U << i)) != 0 && ports[i].kind == PortKind::DagReplicationPort
            && !(resolvePorts(m_before, ports[i], was(source), was(destination))
                 == resolvePorts(m_after, ports[i], source, destination)))
            return true;
    }
    return false;
}

void FlowComparer::takePairs(bool self, const ServerSet &sources, const ServerSet &destinations, quint32 entries,
                             const Questions &questions)
{
    std::map<ServerSet, ServerSet> sourcesOf; // by the destinations with changed flows from them
    ServerSet changed;
    for (const quint32 source : sources) {
        changed.clear();
        if (self) {
            if (isChanged(questions, entries, source, source))
                changed.push_back(0);
        } else {
            std::copy_if(destinations.begin(), destinations.end(), std::back_inserter(changed),
                         [&](quint32 server) { return isChanged(questions, entries, source, server); });
        }
        sourcesOf[changed].push_back(source);
    }
    for (const auto &[others, own] : sourcesOf) {
        if (self) {
            emitFlows(others.empty() ? FlowFate::Unchanged : FlowFate::Changed, true, own, own, entries, entries);
            continue;
        }
        emitFlows(FlowFate::Changed, false, own, others, entries, entries);
        ServerSet rest;
        std::set_difference(destinations.begin(), destinations.end(), others.begin(), others.end(),
                            std::back_inserter(rest));
        emitFlows(FlowFate::Unchanged, false, own, rest, entries, entries);
    }
}

void FlowComparer::emitFlows(FlowFate fate, bool self, const ServerSet &sources, const ServerSet &destinations,
                             quint32 entriesBefore, quint32 entriesAfter)
{
    if (fate == FlowFate::Unchanged && !m_wantsUnchanged)
        return;
    if (const qint64 count = pairCount(sources, destinations, self); count > 0)
        (*m_sink)({fate, self, m_path, entriesBefore, entriesAfter, sources, destinations, count});
}

} // namespace portolan
