// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/filtermarks.h"
#include "model/flows/filtersyntax.h"
#include "model/flows/filterwords.h"
#include "model/flows/flowreachability.h"
#include "model/flows/flowset.h"

#include <map>
#include <span>
#include <vector>

namespace portolan {

/// Whether a filter holds for a port of a data path whatever its servers are, for none, or for some of them.
enum class FilterVerdict : quint8 { No, Yes, Depends };

/// Ports for which a filter asks the same of their servers.
struct FilterVariant {
    FilterVerdict verdict = FilterVerdict::No;
    bool isBackward = false; ///< the destination of the flow opens the connection
    int states = -1; ///< number inside of the CompiledFilter
    friend bool operator==(const FilterVariant &, const FilterVariant &) = default;
};

/// A filter with its names looked up in one plan. Sorts the servers into classes that the filter cannot tell apart, and
/// answers for one server of each.
class CompiledFilter
{
public:
    /// Null: nothing is checked. `checks` has to live as long as the filter.
    CompiledFilter(const FlowSet &flows, const FilterNode &root, const FlowReachability *checks = nullptr);

    size_t classCount() const { return m_representatives.size(); }
    quint32 classOf(quint32 server) const { return m_classes[server]; }
    quint32 serverOf(quint32 number) const { return m_representatives[number]; } ///< one of the class

    /// Of an entry of the path, -1: of a flow without ports. `self`: of flows from servers to themselves.
    FilterVariant variant(int path, int entry, bool self, bool isBackward);
    /// For each of the destinations whether the filter holds for flows to it from the source.
    void evaluate(const FilterVariant &variant, quint32 source, std::span<const quint32> destinations,
                  std::span<char> holds) const;

private:
    enum class LeafKind { Rows, Opener, Target, Either, Ports, Encryption, CrossesSite, CrossesZone, Reachability };

    struct Leaf {
        LeafKind kind = LeafKind::Rows;
        std::vector<char> rows; ///< Rows: for each row kind whether it holds
        ServerMarks servers; ///< Opener, Target, Either: those meant; Ports: those whose dynamic ports fit
        bool hasNone = false; ///< of `servers`
        bool hasAll = false;
        PortRange ports;
        quint32 values = 0; ///< bit n: value n of Encryption or Reachability
    };

    /// Rows of flowRows() that differ in their servers only.
    struct RowKind {
        int path = 0;
        const PortEntry *entry = nullptr; ///< null: no port
        bool self = false;
    };

    struct Node {
        FilterNode::Kind kind = FilterNode::Kind::All;
        size_t leaf = 0; ///< of a Term
        std::vector<Node> children;
    };

    // What a leaf says of a row kind: a FilterVerdict or how it depends. ByRow and above: on the row kind itself, too.
    enum State : int { No, Yes, Depends, WhereDisabled, WhereNotDisabled, ByRow };

    void numberRowKinds();
    void numberZones();
    size_t rowKind(int path, int entry, bool self) const;
    template <typename Holds>
    Node rowsLeaf(Holds holds);
    Node serversLeaf(LeafKind kind, ServerMarks servers);
    Node portsLeaf(PortRange ports);
    Node leaf(Leaf value);

    Node compile(const FilterNode &node);
    Node compile(FilterKey key, const QString &value);
    Node compileWord(const QString &value);
    Node compilePort(const QString &value);
    Node compileAuthentication(const TextPattern &pattern, bool isDefaultOnly);
    Node compileCrossing(quint32 crossings);

    void sortIntoClasses();
    template <typename Value>
    void refine(Value valueOf);
    bool hasLeaf(LeafKind kind) const;

    int stateOf(const Leaf &leaf, size_t rowKind) const;
    int portState(const Leaf &leaf, size_t rowKind) const;
    int encryptionState(const Leaf &leaf, const RowKind &row) const;
    int reachabilityState(const Leaf &leaf, size_t rowKind) const;
    AskedPort askedPort(size_t rowKind) const;
    FilterVerdict verdict(const Node &node, const std::vector<int> &states) const;
    void evaluate(const Node &node, const FilterVariant &variant, quint32 source, std::span<const quint32> destinations,
                  std::span<char> holds) const;
    void evaluate(size_t leaf, const FilterVariant &variant, quint32 source, std::span<const quint32> destinations,
                  std::span<char> holds) const;

    const FlowSet &m_flows;
    const FlowReachability *m_checks = nullptr;
    const Catalog &m_catalog;
    const Topology &m_topology;
    size_t m_serverCount = 0;
    std::vector<RowKind> m_rowKinds;
    std::vector<size_t> m_firstRowKind; ///< for each path
    std::vector<int> m_zones; ///< for each site
    bool m_isTlsDisabledSomewhere = false;
    bool m_isReplicationPortSet = false;
    std::vector<Leaf> m_leaves;
    Node m_root;

    std::vector<quint32> m_classes;
    std::vector<quint32> m_representatives;

    std::vector<int> m_variants; ///< for each row kind the number of its states, -1: not yet known
    std::map<std::vector<int>, int> m_stateNumbers;
    std::vector<const std::vector<int> *> m_states; ///< keys of m_stateNumbers
    std::vector<FilterVerdict> m_verdicts; ///< for each of m_states
};

} // namespace portolan
