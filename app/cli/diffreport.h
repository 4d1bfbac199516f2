// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/comparison/findingdifference.h"
#include "model/comparison/openingdifference.h"
#include "model/comparison/topologydifference.h"

#include <QByteArrayView>

#include <functional>

namespace portolan {

/// What `diff` compares; each of it can be left out.
struct DiffSections {
    bool topology = true;
    bool findings = true;
    bool flows = true;
    bool openings = true;
};

/// What differs between two plans. FlowChanges and OpeningChanges are found while they are walked over: there may be
/// millions.
class DiffReport
{
public:
    DiffReport(const FlowSet &before, const FlowSet &after, const QList<FindingChange> &findings,
               const DiffSections &sections);

    const DiffSections &sections() const { return m_sections; }
    const FlowSet &before() const { return m_flows.before; }
    const FlowSet &after() const { return m_flows.after; }
    const QList<ItemChange> &topology() const { return m_topology; }
    const ChangeCounts &topologyCounts() const { return m_topologyCounts; }
    const QList<FindingChange> &findings() const { return m_findings; }
    const ChangeCounts &findingCounts() const { return m_findingCounts; }
    const ChangeCounts &flowCounts() const { return m_flows.counts; }
    const ChangeCounts &openingCounts() const { return m_openingCounts; }
    bool isEmpty() const;

    /// By the sites of the two ends, in the order of the plan: visit(source's site, destination's site, change). Stops
    /// where `visit` returns false, and returns what it returned last.
    bool forEachFlow(const std::function<bool(const Site &, const Site &, const FlowChange &)> &visit) const;
    bool forEachOpening(const std::function<bool(const Site &, const Site &, const OpeningChange &)> &visit) const;

private:
    template <typename ChangeOf, typename Collect>
    bool forEachBySites(Collect collect,
                        const std::function<bool(const Site &, const Site &, const ChangeOf &)> &visit) const;

    DiffSections m_sections;
    FlowDifference m_flows;
    QList<ItemChange> m_topology;
    ChangeCounts m_topologyCounts;
    QList<FindingChange> m_findings;
    ChangeCounts m_findingCounts;
    ChangeCounts m_openingCounts;
    QList<Site> m_sites; ///< of both plans
    std::vector<int> m_siteBefore; ///< for each site of the earlier plan its place in m_sites
    std::vector<ServerSet> m_serversIn; ///< for each of m_sites the united servers that stand or stood there
};

/// How one of the formats writes a report. Stops where `write` returns false.
using DiffSink = std::function<bool(QByteArrayView)>;
void writeDiffText(const DiffReport &report, bool isSummary, const DiffSink &write);
void writeDiffJson(const DiffReport &report, bool isSummary, const DiffSink &write);
void writeDiffCsv(const DiffReport &report, bool isSummary, const DiffSink &write);

/// One side of a flow as people read it.
struct FlowWords {
    QString ports; ///< "TCP 25, from there TCP 135"
    QString encryption;
    QString authentication; ///< labels joined by commas
};
FlowWords flowWords(const FlowSet &flows, const Flow &flow);

/// A port as people read it: "TCP 6005-6010".
QString portText(Transport transport, PortRange ports);

} // namespace portolan
