// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/resultscomparison.h"
#include "model/reachability/verdicts.h"

#include <QByteArray>

#include <vector>

namespace portolan {

/// What is known from one vantage: the plan from there, and each of its ports judged, in the plan's order.
struct ProbeSection {
    ReachabilityPlan plan;
    std::vector<JudgedPort> ports;
};

/// All that a report of checks tells. Evidence is looked up in `results` by the verdicts.
struct ProbeOutcome {
    std::vector<ProbeSection> sections; ///< one for each vantage
    ReachabilityResults results;
    bool isStopped = false; ///< Ctrl+C
};

/// A header and a line for each port.
QByteArray probeCsv(const ProbeOutcome &outcome);
QByteArray probeJson(const ProbeOutcome &outcome);
/// A test suite for each vantage, a case for each port: what fails or differs is a failure, what nobody can tell or
/// what was not checked is skipped.
QByteArray probeJunit(const ProbeOutcome &outcome);
/// For people: what is broken, what one thing may be the cause of it, and how many ports there are of each verdict.
QByteArray probeText(const ProbeOutcome &outcome);

/// What the plan would do, for people, and nothing else.
QByteArray planText(const ReachabilityPlan &plan, const RunLimits &limits);
/// What became other.
QByteArray changesText(const QList<ResultChange> &changes);
QByteArray changesCsv(const QList<ResultChange> &changes);
QByteArray changesJson(const QList<ResultChange> &changes);

/// Nothing fails or differs, at least one port was told, and nobody stopped it.
bool isAllWell(const ProbeOutcome &outcome);

} // namespace portolan
