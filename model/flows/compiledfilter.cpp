// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "compiledfilter.h"

#include <QHash>

#include <algorithm>
#include <unordered_map>

namespace portolan {

CompiledFilter::CompiledFilter(const FlowSet &flows, const FilterNode &root, const FlowReachability *checks)
    : m_flows(flows), m_checks(checks), m_catalog(flows.catalog()), m_topology(flows.topology()),
      m_serverCount(static_cast<size_t>(m_topology.servers.size()))
{
    numberRowKinds();
    numberZones();
    m_isTlsDisabledSomewhere = std::any_of(m_topology.links.begin(), m_topology.links.end(),
                                           [](const Link &link) { return link.tlsDisabled; });
    m_isReplicationPortSet = std::any_of(m_topology.groups.begin(), m_topology.groups.end(), [](const Group &group) {
        return group.kind == GroupType::Dag && group.replicationPort;
    });
    m_root = compile(root);
    sortIntoClasses();
    m_variants.assign(m_rowKinds.size(), -1);
}

void CompiledFilter::numberRowKinds()
{
    for (int path = 0; path < m_catalog.dataPaths().size(); ++path) {
        m_firstRowKind.push_back(m_rowKinds.size());
        for (const bool self : {false, true}) {
            m_rowKinds.push_back({path, nullptr, self});
            for (const PortEntry &entry : m_catalog.dataPaths()[path].ports)
                m_rowKinds.push_back({path, &entry, self});
        }
    }
}

void CompiledFilter::numberZones()
{
    QHash<std::pair<int, QString>, int> zones;
    for (const Site &site : m_topology.sites) {
        const std::pair zone(static_cast<int>(site.kind), site.organization);
        const auto found = zones.constFind(zone);
        m_zones.push_back(found != zones.constEnd() ? *found : static_cast<int>(zones.size()));
        zones.insert(zone, m_zones.back());
    }
}

size_t CompiledFilter::rowKind(int path, int entry, bool self) const
{
    const auto ofOneEnd = static_cast<size_t>(m_catalog.dataPaths()[path].ports.size()) + 1;
    return m_firstRowKind[static_cast<size_t>(path)] + (self ? ofOneEnd : 0) + static_cast<size_t>(entry + 1);
}

CompiledFilter::Node CompiledFilter::leaf(Leaf value)
{
    m_leaves.push_back(std::move(value));
    return {FilterNode::Kind::Term, m_leaves.size() - 1, {}};
}

template <typename Holds>
CompiledFilter::Node CompiledFilter::rowsLeaf(Holds holds)
{
    Leaf value;
    for (const RowKind &row : m_rowKinds)
        value.rows.push_back(holds(m_catalog.dataPaths()[row.path], row.entry, row.self));
    return leaf(std::move(value));
}

CompiledFilter::Node CompiledFilter::serversLeaf(LeafKind kind, ServerMarks servers)
{
    Leaf value;
    value.kind = kind;
    value.hasNone = std::find(servers.begin(), servers.end(), 1) == servers.end();
    value.hasAll = std::find(servers.begin(), servers.end(), 0) == servers.end();
    value.servers = std::move(servers);
    return leaf(std::move(value));
}

CompiledFilter::Node CompiledFilter::portsLeaf(PortRange ports)
{
    ServerMarks servers;
    for (quint32 server = 0; server < m_serverCount; ++server)
        servers.push_back(meet(m_flows.dynamicPorts(server), ports));
    Node node = serversLeaf(LeafKind::Ports, std::move(servers));
    m_leaves.back().ports = ports;
    return node;
}

CompiledFilter::Node CompiledFilter::compile(const FilterNode &node)
{
    Node result{node.kind, 0, {}};
    for (const FilterNode &child : node.children)
        result.children.push_back(compile(child));
    if (node.kind == FilterNode::Kind::Not)
        return result;
    if (node.kind == FilterNode::Kind::Term) {
        result.kind = FilterNode::Kind::Any;
        const FilterKey key = filterKeyFrom(node.term.key).value_or(FilterKey::Word);
        for (const FilterValue &value : node.term.values)
            result.children.push_back(compile(key, value.text));
    }
    return result.children.size() == 1 ? result.children.front() : result;
}

CompiledFilter::Node CompiledFilter::compile(FilterKey key, const QString &value)
{
    const TextPattern pattern(value);
    switch (key) {
    case FilterKey::Word:
        return compileWord(value);
    case FilterKey::Site:
    case FilterKey::Server:
    case FilterKey::Role:
    case FilterKey::Group:
        return serversLeaf(LeafKind::Either, serversCalled(m_flows, key, pattern));
    case FilterKey::From:
        return serversLeaf(LeafKind::Opener, serversCalled(m_flows, key, pattern));
    case FilterKey::To:
        return serversLeaf(LeafKind::Target, serversCalled(m_flows, key, pattern));
    case FilterKey::Path:
        return rowsLeaf([&](const DataPath &path, const PortEntry *, bool) { return matches(pattern, path); });
    case FilterKey::Table:
        return rowsLeaf([&](const DataPath &path, const PortEntry *, bool) {
            return matches(pattern, m_catalog.tables()[path.table]);
        });
    case FilterKey::Port:
        return compilePort(value);
    case FilterKey::Transport:
        return rowsLeaf([values = fixedValues(key, pattern)](const DataPath &, const PortEntry *entry, bool) {
            return entry && (values & bitOf(entry->transport)) != 0;
        });
    case FilterKey::Protocol:
        return rowsLeaf([&](const DataPath &, const PortEntry *entry, bool) {
            return entry && matches(pattern, Term{entry->service, m_catalog.serviceLabel(entry->service)});
        });
    case FilterKey::Auth:
    case FilterKey::DefaultAuth:
        return compileAuthentication(pattern, key == FilterKey::DefaultAuth);
    case FilterKey::Encryption: {
        Leaf asked;
        asked.kind = LeafKind::Encryption;
        asked.values = fixedValues(key, pattern);
        return leaf(std::move(asked));
    }
    case FilterKey::Crosses:
        return compileCrossing(fixedValues(key, pattern));
    case FilterKey::Is:
        return rowsLeaf([](const DataPath &, const PortEntry *, bool self) { return self; });
    case FilterKey::Reachability: {
        Leaf asked;
        asked.kind = LeafKind::Reachability;
        asked.values = fixedValues(key, pattern);
        return leaf(std::move(asked));
    }
    }
    return {};
}

CompiledFilter::Node CompiledFilter::compileWord(const QString &value)
{
    const TextPattern pattern(value);
    Node any{FilterNode::Kind::Any, 0, {}};
    any.children.push_back(rowsLeaf([&](const DataPath &path, const PortEntry *entry, bool) {
        return pattern.matches(path.code) || pattern.isFoundIn(path.id) || pattern.isFoundIn(path.title)
            || (entry
                && (pattern.isFoundIn(entry->service) || pattern.isFoundIn(m_catalog.serviceLabel(entry->service))));
    }));
    any.children.push_back(serversLeaf(LeafKind::Either, serversWithText(m_flows, pattern)));
    if (const auto ports = portsFrom(value))
        any.children.push_back(portsLeaf(*ports));
    return any;
}

CompiledFilter::Node CompiledFilter::compilePort(const QString &value)
{
    if (isDynamicPortWord(value))
        return rowsLeaf([](const DataPath &, const PortEntry *entry, bool) { return entry && isDynamic(*entry); });
    const auto ports = portsFrom(value);
    return ports ? portsLeaf(*ports) : rowsLeaf([](const DataPath &, const PortEntry *, bool) { return false; });
}

CompiledFilter::Node CompiledFilter::compileAuthentication(const TextPattern &pattern, bool isDefaultOnly)
{
    const auto isAny = [&](const QStringList &ids) {
        return std::any_of(ids.begin(), ids.end(), [&](const QString &id) {
            return matches(pattern, Term{id, m_catalog.authenticationLabel(id)});
        });
    };
    return rowsLeaf([&](const DataPath &path, const PortEntry *, bool self) {
        const QStringList &byDefault =
            self && path.sameServerAuthentication ? *path.sameServerAuthentication : path.defaultAuthentication;
        return isAny(byDefault) || (!isDefaultOnly && isAny(path.supportedAuthentication));
    });
}

CompiledFilter::Node CompiledFilter::compileCrossing(quint32 crossings)
{
    Node any{FilterNode::Kind::Any, 0, {}};
    for (const auto &[crossing, kind] :
         {std::pair(Crossing::Site, LeafKind::CrossesSite), {Crossing::Zone, LeafKind::CrossesZone}}) {
        if ((crossings & bitOf(crossing)) == 0)
            continue;
        Leaf value;
        value.kind = kind;
        any.children.push_back(leaf(std::move(value)));
    }
    return any;
}

bool CompiledFilter::hasLeaf(LeafKind kind) const
{
    return std::any_of(m_leaves.begin(), m_leaves.end(), [kind](const Leaf &value) { return value.kind == kind; });
}

/// Splits each class by a number that valueOf(server) gives.
template <typename Value>
void CompiledFilter::refine(Value valueOf)
{
    std::unordered_map<quint64, quint32> numbers;
    for (quint32 server = 0; server < m_serverCount; ++server) {
        const quint64 key = (quint64(m_classes[server]) << 32) | static_cast<quint32>(valueOf(server));
        m_classes[server] = numbers.try_emplace(key, static_cast<quint32>(numbers.size())).first->second;
    }
}

void CompiledFilter::sortIntoClasses()
{
    m_classes.assign(m_serverCount, 0);
    for (const Leaf &value : m_leaves) {
        if (!value.servers.empty() && !value.hasNone && !value.hasAll)
            refine([&](quint32 server) { return value.servers[server]; });
    }
    const auto siteOf = [this](quint32 server) { return m_flows.siteOf(server); };
    if (hasLeaf(LeafKind::CrossesSite) || (hasLeaf(LeafKind::Encryption) && m_isTlsDisabledSomewhere))
        refine(siteOf);
    else if (hasLeaf(LeafKind::CrossesZone))
        refine([&](quint32 server) { return siteOf(server) < 0 ? -1 : m_zones[static_cast<size_t>(siteOf(server))]; });
    if (hasLeaf(LeafKind::Ports) && m_isReplicationPortSet) {
        std::map<std::vector<quint32>, int> memberships;
        refine([&](quint32 server) {
            return memberships.try_emplace(m_flows.dagsOf(server), static_cast<int>(memberships.size())).first->second;
        });
    }
    if (hasLeaf(LeafKind::Reachability) && m_checks) {
        const std::vector<quint32> &asked = m_checks->servers;
        refine([&](quint32 server) {
            return std::binary_search(asked.begin(), asked.end(), server) ? static_cast<int>(server) : -1;
        });
    }
    for (quint32 server = 0; server < m_serverCount; ++server) {
        if (m_classes[server] == m_representatives.size())
            m_representatives.push_back(server);
    }
}

} // namespace portolan
