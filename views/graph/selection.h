// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowtable.h"
#include "views/diagram/placeddiagram.h"

#include <QSet>

#include <optional>

namespace portolan {

/// What the user picked, in terms of the document, so that every view can show it at any level. A value that belongs to
/// one FlowSet: all indexes are into it.
struct Selection {
    enum class Kind { None, Site, Servers, Flows };
    Kind kind = Kind::None;
    int site = -1;
    ServerSet servers;
    std::vector<EdgeFlows> flows; ///< by data path
    std::optional<FlowRow> row; ///< picked in the table: exactly this port of a flow

    bool isEmpty() const { return kind == Kind::None; }
    static Selection ofSite(int site);
    static Selection ofServers(ServerSet servers);
    static Selection ofRow(const FlowSet &flows, const FlowRow &row);
    /// Rows of one or more flows, each flow once; flows from one source with the same ports together.
    static Selection ofRows(const FlowSet &flows, const std::vector<FlowRow> &rows);
    /// All flows of a data path.
    static Selection ofPath(const FlowSet &flows, int path);
};

bool operator==(const Selection &a, const Selection &b);
inline bool operator!=(const Selection &a, const Selection &b)
{
    return !(a == b);
}

/// Where a Selection is on a chart: the part that stands for it, if one does, and all that it lights.
struct ChartSelection {
    DiagramPart part;
    QSet<int> own; ///< cards that hold selected servers, of a selection of servers
    QSet<int> litNodes, litEdges;
};

Selection selectionOf(const Diagram &diagram, DiagramPart part);
ChartSelection chartSelection(const Diagram &diagram, const Selection &selection);
/// All that stands for some of the flows, which are of the same catalog and topology as the chart's.
ChartSelection partsOf(const Diagram &diagram, const FlowSet &flows);

/// True if the row is one of the selection's flows, or touches its servers or site.
bool holdsRow(const FlowSet &flows, const Selection &selection, const FlowRow &row);

/// The flows, of the same catalog and topology, that the selection names or that touch its servers or site; nothing
/// selected: none.
FlowSet flowsIn(const FlowSet &flows, const Selection &selection);

/// By the ids of a document's chart, sites, servers, data paths and codes ("server:mbx1", "mbx1", "hq", "M7"); nothing:
/// unknown.
std::optional<Selection> findSelection(const FlowSet &flows, const Diagram *diagram, const QString &id);

/// The same things in another state of the document, by their ids; what is gone is left out.
Selection carriedOver(const Selection &selection, const FlowSet &from, const FlowSet &to);

} // namespace portolan
