// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/comparison/counterparts.h"
#include "model/flows/flowset.h"
#include "model/flows/setpool.h"

#include <functional>
#include <utility>
#include <vector>

namespace portolan {

/// What holds for a product of united servers on one data path.
enum class FlowFate : quint8 { Added, Removed, Changed, Unchanged };

/// Flows with one fate; in the words of FlowGroup, with united numbers.
struct ComparedFlows {
    FlowFate fate = FlowFate::Unchanged;
    bool self = false;
    quint16 path = 0;
    quint32 entriesBefore = 0;
    quint32 entriesAfter = 0;
    const ServerSet &sources;
    const ServerSet &destinations;
    qint64 count = 0; ///< of flows; more than none
};

/// Compares two FlowSets as products of sets: data path by data path, groups that both have whole first; of the others,
/// the sources that stand in the same groups are looked at together. No flow by itself, except where what differs
/// hangs on both its servers (a DAG's port, a link without TLS, dynamic ports).
class FlowComparer
{
public:
    using Sink = std::function<void(const ComparedFlows &)>;

    FlowComparer(const FlowSet &before, const FlowSet &after, const Counterparts &servers, const Counterparts &paths);

    /// Hands all products to the sink, by path; unchanged ones only where they are wanted.
    void run(const Sink &sink, bool wantsUnchanged);

private:
    struct Part {
        quint32 sources = 0; ///< in m_pool
        quint32 destinations = 0;
        quint32 entries = 0;
        bool self = false;
        friend auto operator<=>(const Part &, const Part &) = default;
    };
    using Parts = std::vector<Part>;
    /// The parts of both versions in which a source stands, as the way back from the last one.
    struct Node {
        qint32 parent = -1;
        quint32 part = 0;
    };
    /// What of a path's flows has to be looked at in both versions.
    struct Questions {
        bool all = false; ///< the data path itself is another
        bool targets = false; ///< dynamic ports of who answers
        bool sources = false; ///< of the source, which answers in some entries
        bool dagPorts = false;
        bool tls = false;
    };

    std::vector<Parts> partsOf(const FlowSet &flows, const std::vector<quint32> *numbers);
    void comparePath(quint16 path);
    void compareGroups(const Parts &before, const Parts &after);
    void compareSelf(const Parts &before, const Parts &after);
    void compareSources(const ServerSet &sources, const Parts &before, const Parts &after);
    /// Sorts the destinations by the part of each version that they stand in.
    void sortByParts(const Parts &before, const Parts &after);
    void takeCommon(bool self, const ServerSet &sources, const ServerSet &destinations, quint32 entriesBefore,
                    quint32 entriesAfter);
    void takePairs(bool self, const ServerSet &sources, const ServerSet &destinations, quint32 entries,
                   const Questions &questions);
    Questions questionsOf(bool self, quint32 entries) const;
    bool isChanged(const Questions &questions, quint32 entries, quint32 source, quint32 destination) const;
    void emitFlows(FlowFate fate, bool self, const ServerSet &sources, const ServerSet &destinations,
                   quint32 entriesBefore, quint32 entriesAfter);
    void findServerChanges();
    void findTlsChanges();

    const FlowSet &m_before;
    const FlowSet &m_after;
    const Counterparts &m_servers;
    const Counterparts &m_paths;
    std::vector<ServerSet> m_sets;
    SetPool m_pool{m_sets};
    std::vector<Parts> m_partsBefore; ///< for each united path
    std::vector<Parts> m_partsAfter;

    std::vector<char> m_hasOtherPorts; ///< for each united server: its dynamic ports
    std::vector<char> m_hasMoved; ///< to another site
    bool m_anyOtherPorts = false;
    bool m_anyMoved = false;
    bool m_otherDags = false;
    bool m_anyTlsOff = false;
    bool m_otherTls = false;

    const Sink *m_sink = nullptr;
    bool m_wantsUnchanged = false;
    quint16 m_path = 0;
    bool m_isOtherPath = false; ///< the two catalogs describe it otherwise
    std::vector<quint32> m_nodeOf; ///< for each united server; 0 between groups
    std::vector<quint32> m_inBefore; ///< for each united server the number of a part from 1; 0 between uses
    std::vector<quint32> m_inAfter;
    ServerSet m_marked;
    std::vector<ServerSet> m_cells; ///< [part before * (parts after + 1) + part after]
};

} // namespace portolan
