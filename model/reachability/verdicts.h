// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/checkquestions.h"
#include "model/reachability/reachabilityresults.h"

#include <QDateTime>
#include <QHash>

#include <vector>

namespace portolan {

struct JudgeOptions {
    QDateTime now; ///< UTC
    int freshDays = 7; ///< older evidence is stale
};

/// What results say of the flows of a plan. A run only speaks for flows that start at its vantage, the newest first
/// (what was only connected to does not replace what was asked there); a run from elsewhere speaks for none, but see
/// ofPort()'s `vantage`. A value; free to read from any thread.
class Verdicts
{
public:
    Verdicts(const FlowSet &flows, const ReachabilityResults &results, const JudgeOptions &options);

    PortVerdict ofPort(const Flow &flow, const FlowPort &port) const;
    /// What was seen from that vantage (a server's id; empty: elsewhere), whoever opens the port.
    PortVerdict ofPort(const Flow &flow, const FlowPort &port, const QString &vantage) const;
    /// Its evidence is older than it may be.
    bool isStale(const PortVerdict &verdict) const;

private:
    struct Evidence {
        int run = -1;
        int target = -1;
    };

    FlowSet m_flows;
    ReachabilityResults m_results;
    JudgeOptions m_options;
    CheckQuestions m_questions;
    QHash<QString, QHash<QString, Evidence>> m_evidence; ///< by vantage, by key
};

/// A port of a flow with its verdict.
struct JudgedPort {
    Flow flow;
    FlowPort port;
    PortVerdict verdict;
    bool isStale = false;
    ProbeResult result = ProbeResult::NotProbeable; ///< of the evidence
    bool isRejected = false; ///< a firewall said so, by ICMP
};

/// Every port of the plan, in its order, by what its vantage saw; what the plan does not check says why.
std::vector<JudgedPort> judged(const ReachabilityPlan &plan, const ReachabilityResults &results,
                               const JudgeOptions &options);

} // namespace portolan
