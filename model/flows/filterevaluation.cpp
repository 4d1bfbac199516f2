// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/flows/compiledfilter.h"
#include "model/flows/flowdata.h"

#include <algorithm>

namespace portolan {

int CompiledFilter::portState(const Leaf &leaf, size_t rowKind) const
{
    const PortEntry *entry = m_rowKinds[rowKind].entry;
    if (!entry)
        return No;
    if (isDynamic(*entry))
        return leaf.hasNone ? No : leaf.hasAll ? Yes : Depends;
    if (entry->kind == PortKind::DagReplicationPort && m_isReplicationPortSet)
        return ByRow + static_cast<int>(rowKind);
    return meet(entry->ports, leaf.ports) ? Yes : No;
}

int CompiledFilter::encryptionState(const Leaf &leaf, const RowKind &row) const
{
    const DataPath &path = m_catalog.dataPaths()[row.path];
    const bool isWanted = (leaf.values & bitOf(path.encryption)) != 0;
    const bool isDisabledWanted = (leaf.values & bitOf(Encryption::Disabled)) != 0;
    const bool canBeDisabled =
        path.disabledByLink && path.encryption != Encryption::None && m_isTlsDisabledSomewhere && !row.self;
    if (!canBeDisabled || isWanted == isDisabledWanted)
        return isWanted ? Yes : No;
    return isDisabledWanted ? WhereDisabled : WhereNotDisabled;
}

int CompiledFilter::reachabilityState(const Leaf &leaf, size_t rowKind) const
{
    const RowKind &row = m_rowKinds[rowKind];
    if (m_checks && row.entry && !row.self)
        return ByRow + static_cast<int>(rowKind);
    return (leaf.values & bitOf(Reachability::NotChecked)) != 0 ? Yes : No;
}

AskedPort CompiledFilter::askedPort(size_t rowKind) const
{
    const RowKind &row = m_rowKinds[rowKind];
    return {row.path, static_cast<int>(row.entry - m_catalog.dataPaths()[row.path].ports.constData()), 0, 0};
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
    case LeafKind::Reachability:
        return reachabilityState(leaf, rowKind);
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
        if (state < ByRow) {
            forTarget();
            break;
        }
        forEach([&, entry = m_rowKinds[static_cast<size_t>(state - ByRow)].entry](quint32 destination) {
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
    case LeafKind::Reachability:
        forEach([&, port = askedPort(static_cast<size_t>(state - ByRow))](quint32 destination) mutable {
            port.source = variant.isBackward ? destination : source;
            port.destination = variant.isBackward ? source : destination;
            return (leaf.values & bitOf(m_checks->of(port))) != 0;
        });
        break;
    }
}

} // namespace portolan
