// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "compiledfilter.h"

#include "model/flows/flowdata.h"

#include <QHash>

#include <algorithm>
#include <unordered_map>

namespace portolan {

namespace {

bool meet(PortRange a, PortRange b)
{
    return a.first <= b.last && b.first <= a.last;
}

bool isDynamic(const PortEntry &entry)
{
    return entry.kind == PortKind::RpcDynamic || entry.kind == PortKind::Dynamic;
}

template <typename Value>
quint32 bitOf(Value value)
{
    return 1U << static_cast<quint32>(value);
}

/// What the checks say of a port. The program makes none yet; their results will come in here.
Reachability reachabilityOf(const DataPath & /*path*/, const PortEntry * /*entry*/)
{
    return Reachability::NotChecked;
}

} // namespace

CompiledFilter::CompiledFilter(const FlowSet &flows, const FilterNode &root)
    : m_flows(flows), m_catalog(flows.catalog()), m_topology(flows.topology()),
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
    const Node node = serversLeaf(LeafKind::Ports, std::move(servers));
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
        asked.encryptions = fixedValues(key, pattern);
        return leaf(std::move(asked));
    }
    case FilterKey::Crosses:
        return compileCrossing(fixedValues(key, pattern));
    case FilterKey::Is:
        return rowsLeaf([](const DataPath &, const PortEntry *, bool self) { return self; });
    case FilterKey::Reachability:
        return rowsLeaf([values = fixedValues(key, pattern)](const DataPath &path, const PortEntry *entry, bool) {
            return (values & bitOf(reachabilityOf(path, entry))) != 0;
        });
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
    for (quint32 server = 0; server < m_serverCount; ++server) {
        if (m_classes[server] == m_representatives.size())
            m_representatives.push_back(server);
    }
}

int CompiledFilter::portState(const Leaf &leaf, size_t rowKind) const
{
    const PortEntry *entry = m_rowKinds[rowKind].entry;
    if (!entry)
        return No;
    if (isDynamic(*entry))
        return leaf.hasNone ? No : leaf.hasAll ? Yes : Depends;
    if (entry->kind == PortKind::DagReplicationPort && m_isReplicationPortSet)
        return ByDag + static_cast<int>(rowKind);
    return meet(entry->ports, leaf.ports) ? Yes : No;
}

int CompiledFilter::encryptionState(const Leaf &leaf, const RowKind &row) const
{
    const DataPath &path = m_catalog.dataPaths()[row.path];
    const bool isWanted = (leaf.encryptions & bitOf(path.encryption)) != 0;
    const bool isDisabledWanted = (leaf.encryptions & bitOf(Encryption::Disabled)) != 0;
    const bool canBeDisabled =
        path.disabledByLink && path.encryption != Encryption::None && m_isTlsDisabledSomewhere && !row.self;
    if (!canBeDisabled || isWanted == isDisabledWanted)
        return isWanted ? Yes : No;
    return isDisabledWanted ? WhereDisabled : WhereNotDisabled;
}

int CompiledFilter::stateOf(const Leaf &leaf, size_t rowKind) const
{
    switch (leaf.kind) {
    case LeafKind::Rows:
        return leaf.rows[rowKind] ? Yes : No;
    case LeafKind::Opener:
    case LeafKind::Target:
    case LeafKind::Either:
        return leaf.hasNone ? No : leaf.hasAll ? Yes : Depends;
    case LeafKind::Ports:
        return portState(leaf, rowKind);
    case LeafKind::Encryption:
        return encryptionState(leaf, m_rowKinds[rowKind]);
    case LeafKind::CrossesSite:
    case LeafKind::CrossesZone:
        return m_rowKinds[rowKind].self ? No : Depends;
    }
    return No;
}

FilterVerdict CompiledFilter::verdict(const Node &node, const std::vector<int> &states) const
{
    switch (node.kind) {
    case FilterNode::Kind::Term: {
        const int state = states[node.leaf];
        return state == No ? FilterVerdict::No : state == Yes ? FilterVerdict::Yes : FilterVerdict::Depends;
    }
    case FilterNode::Kind::Not: {
        const FilterVerdict inside = verdict(node.children.front(), states);
        if (inside == FilterVerdict::Depends)
            return inside;
        return inside == FilterVerdict::No ? FilterVerdict::Yes : FilterVerdict::No;
    }
    case FilterNode::Kind::All:
    case FilterNode::Kind::Any:
        break;
    }
    const bool isAll = node.kind == FilterNode::Kind::All;
    const FilterVerdict deciding = isAll ? FilterVerdict::No : FilterVerdict::Yes;
    FilterVerdict result = isAll ? FilterVerdict::Yes : FilterVerdict::No;
    for (const Node &child : node.children) {
        const FilterVerdict one = verdict(child, states);
        if (one == deciding)
            return one;
        if (one == FilterVerdict::Depends)
            result = one;
    }
    return result;
}

FilterVariant CompiledFilter::variant(int path, int entry, bool self, bool isBackward)
{
    const size_t kind = rowKind(path, entry, self);
    int &number = m_variants[kind];
    if (number < 0) {
        std::vector<int> states;
        for (const Leaf &value : m_leaves)
            states.push_back(stateOf(value, kind));
        const auto [found, isNew] = m_stateNumbers.try_emplace(std::move(states), static_cast<int>(m_states.size()));
        if (isNew) {
            m_states.push_back(&found->first);
            m_verdicts.push_back(verdict(m_root, found->first));
        }
        number = found->second;
    }
    return {m_verdicts[static_cast<size_t>(number)], isBackward, number};
}

void CompiledFilter::evaluate(const FilterVariant &variant, quint32 source, std::span<const quint32> destinations,
                              std::span<char> holds) const
{
    evaluate(m_root, variant, source, destinations, holds);
}

void CompiledFilter::evaluate(const Node &node, const FilterVariant &variant, quint32 source,
                              std::span<const quint32> destinations, std::span<char> holds) const
{
    if (node.kind == FilterNode::Kind::Term) {
        evaluate(node.leaf, variant, source, destinations, holds);
        return;
    }
    if (node.kind == FilterNode::Kind::Not) {
        evaluate(node.children.front(), variant, source, destinations, holds);
        for (char &hold : holds)
            hold = hold ? 0 : 1;
        return;
    }
    const bool isAll = node.kind == FilterNode::Kind::All;
    std::fill(holds.begin(), holds.end(), isAll ? 1 : 0);
    std::vector<char> one(holds.size());
    for (const Node &child : node.children) {
        evaluate(child, variant, source, destinations, one);
        for (size_t i = 0; i < holds.size(); ++i)
            holds[i] = static_cast<char>(isAll ? holds[i] & one[i] : holds[i] | one[i]);
    }
}

void CompiledFilter::evaluate(size_t leafIndex, const FilterVariant &variant, quint32 source,
                              std::span<const quint32> destinations, std::span<char> holds) const
{
    const Leaf &leaf = m_leaves[leafIndex];
    const int state = (*m_states[static_cast<size_t>(variant.states)])[leafIndex];
    if (state == No || state == Yes) {
        std::fill(holds.begin(), holds.end(), static_cast<char>(state));
        return;
    }
    const auto forEach = [&](auto holdsFor) {
        for (size_t i = 0; i < holds.size(); ++i)
            holds[i] = holdsFor(destinations[i]) ? 1 : 0;
    };
    const auto forOpener = [&] {
        if (variant.isBackward)
            forEach([&](quint32 destination) { return leaf.servers[destination]; });
        else
            std::fill(holds.begin(), holds.end(), leaf.servers[source]);
    };
    const auto forTarget = [&] {
        if (variant.isBackward)
            std::fill(holds.begin(), holds.end(), leaf.servers[source]);
        else
            forEach([&](quint32 destination) { return leaf.servers[destination]; });
    };
    const auto siteOf = [&](quint32 server) { return m_flows.siteOf(server); };
    switch (leaf.kind) {
    case LeafKind::Rows:
        break;
    case LeafKind::Opener:
        forOpener();
        break;
    case LeafKind::Target:
        forTarget();
        break;
    case LeafKind::Either:
        forEach([&](quint32 destination) { return leaf.servers[source] || leaf.servers[destination]; });
        break;
    case LeafKind::Ports:
        if (state < ByDag) {
            forTarget();
            break;
        }
        forEach([&, entry = m_rowKinds[static_cast<size_t>(state - ByDag)].entry](quint32 destination) {
            return meet(resolvePorts(m_flows, *entry, source, destination), leaf.ports);
        });
        break;
    case LeafKind::Encryption:
        forEach([&, site = siteOf(source), isWanted = state == WhereDisabled](quint32 destination) {
            return m_flows.tlsDisabledBetween(site, siteOf(destination)) == isWanted;
        });
        break;
    case LeafKind::CrossesSite:
        forEach([&, site = siteOf(source)](quint32 destination) { return siteOf(destination) != site; });
        break;
    case LeafKind::CrossesZone: {
        const auto zoneOf = [&](quint32 server) { return m_zones[static_cast<size_t>(siteOf(server))]; };
        forEach([&, zone = zoneOf(source)](quint32 destination) { return zoneOf(destination) != zone; });
        break;
    }
    }
}

} // namespace portolan
