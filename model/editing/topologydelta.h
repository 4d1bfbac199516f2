// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/topology/topology.h"

#include <QList>

namespace portolan {

/// What differs between two lists: the items that changed where as many are there as before, otherwise the stretch
/// between what both begin and end with.
template <typename T>
struct ListDelta {
    struct Change {
        qsizetype at = 0; ///< of the first item, in both lists
        QList<T> before;
        QList<T> after;
    };
    QList<Change> changes; ///< in order; where their lengths differ there is one only
};

/// What differs between two topologies, down to what their objects were read from. A step of History: costs what it
/// changed, not what the document holds.
class TopologyDelta
{
public:
    TopologyDelta() = default;
    TopologyDelta(const Topology &before, const Topology &after);

    bool isEmpty() const;
    /// Makes the state after it the one before it, and the other way round. Only for those very states.
    void takeBack(Topology &after) const;
    void repeat(Topology &before) const;

private:
    /// What is no list: as it was and as it is.
    struct Head {
        QString name;
        QString catalog;
        JsonOrigin origin;
        QByteArray source;
        friend bool operator==(const Head &, const Head &) = default;
    };
    static Head headOf(const Topology &topology);
    static void setHead(const Head &head, Topology &topology);

    Head m_headBefore;
    Head m_headAfter;
    ListDelta<Site> m_sites;
    ListDelta<Link> m_links;
    ListDelta<Server> m_servers;
    ListDelta<Group> m_groups;
    ListDelta<AcceptedFinding> m_accepted;
    ListDelta<ChartView> m_views;
};

} // namespace portolan
