// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "verdicts.h"

#include "model/reachability/sockets/icmperrors.h"
#include "model/reachability/verdictrules.h"
#include "model/reachability/verdicttext.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace portolan {

namespace {

struct VerdictName {
    Verdict verdict;
    QStringView word;
};

constexpr std::array<VerdictName, 5> kVerdicts{{
    {Verdict::Fails, u"fails"},
    {Verdict::Differs, u"differs"},
    {Verdict::CannotTell, u"cannot-tell"},
    {Verdict::Works, u"works"},
    {Verdict::NotChecked, u"not-checked"},
}};

/// Scanners, and kits without the means, only connect.
bool isAsked(const ProbeHint &hint, const CheckedTarget &target)
{
    if (target.protocol != ProbeProtocol::Connect)
        return true;
    return hint.protocol == ProbeProtocol::Connect && (hint.tls != ProbeTls::First || target.report.tls.has_value());
}

/// Indices of the runs, the oldest first.
std::vector<int> byTime(const QList<ReachabilityRun> &runs)
{
    std::vector<int> order(size_t(runs.size()));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&runs](int a, int b) { return runs[a].startedAt < runs[b].startedAt; });
    return order;
}

/// A port that was only connected to says nothing against what was asked there before: what is wrong behind it stays.
bool isLessThan(const CheckedTarget &found, const CheckedTarget &known)
{
    const auto isOnlyConnected = [](const CheckedTarget &target) {
        return target.protocol == ProbeProtocol::Connect && !target.report.tls;
    };
    return found.report.result == ProbeResult::Open && known.report.result == ProbeResult::Open
        && isOnlyConnected(found) && !isOnlyConnected(known);
}

/// The right endpoint's result, where the evidence is about a port that was handed out.
ProbeResult resultOf(const PortEntry &entry, const ProbeReport &report)
{
    if (entry.kind != PortKind::RpcDynamic)
        return report.result;
    const auto worst = std::find_if(report.endpoints.begin(), report.endpoints.end(),
                                    [](const EndpointReport &found) { return found.result != ProbeResult::Open; });
    if (worst != report.endpoints.end())
        return worst->result;
    return report.endpoints.isEmpty() ? ProbeResult::CannotTell : ProbeResult::Open;
}

} // namespace

Verdicts::Verdicts(const FlowSet &flows, const ReachabilityResults &results, const JudgeOptions &options)
    : m_flows(flows), m_results(results), m_options(options), m_questions(flows.catalog())
{
    for (const int run : byTime(results.runs)) {
        QHash<QString, Evidence> &evidence = m_evidence[results.runs[run].vantage.server];
        for (int target = 0; target < results.runs[run].targets.size(); ++target) {
            const CheckedTarget &found = results.runs[run].targets[target];
            Evidence &newest = evidence[found.key];
            if (newest.run < 0 || !isLessThan(found, results.runs[newest.run].targets[newest.target]))
                newest = {run, target};
        }
    }
}

PortVerdict Verdicts::ofPort(const Flow &flow, const FlowPort &port) const
{
    return ofPort(flow, port, m_flows.topology().servers[port.source].id);
}

PortVerdict Verdicts::ofPort(const Flow &flow, const FlowPort &port, const QString &vantage) const
{
    const CheckQuestion &question = m_questions.of(flow.path, port.entry);
    if (!question.why.isEmpty())
        return {Verdict::NotChecked, question.why, {}};
    const quint16 number = m_questions.portOf(question, port);
    const QString key = m_questions.key(m_flows.topology().servers[port.destination].id, question, number);
    const auto seen = m_evidence.constFind(vantage);
    const Evidence evidence = seen == m_evidence.cend() ? Evidence() : seen->value(key);
    if (evidence.run < 0)
        return {Verdict::NotChecked, VerdictText::tr("It was not checked from there."), {}};
    const CheckedTarget &target = m_results.runs[evidence.run].targets[evidence.target];
    PortExpectation expected = expectationOf(m_flows, flow, port, question.hint, number);
    expected.isAsked = isAsked(question.hint, target);
    PortVerdict verdict = judge(expected, target.report);
    verdict.run = evidence.run;
    verdict.target = evidence.target;
    return verdict;
}

bool Verdicts::isStale(const PortVerdict &verdict) const
{
    return verdict.run >= 0 && m_results.runs[verdict.run].startedAt.addDays(m_options.freshDays) < m_options.now;
}

std::vector<JudgedPort> judged(const ReachabilityPlan &plan, const ReachabilityResults &results,
                               const JudgeOptions &options)
{
    const Verdicts verdicts(plan.flows, results, options);
    std::vector<JudgedPort> ports;
    ports.reserve(plan.ports.size());
    for (const PlannedFlowPort &planned : plan.ports) {
        JudgedPort port{planned.flow, planned.port, {}, false, ProbeResult::NotProbeable, false};
        if (planned.check < 0)
            port.verdict = {Verdict::NotChecked, planned.why, {}};
        else
            port.verdict = verdicts.ofPort(planned.flow, planned.port, plan.vantage.server);
        port.isStale = verdicts.isStale(port.verdict);
        if (port.verdict.run >= 0) {
            const ProbeReport &report = results.runs[port.verdict.run].targets[port.verdict.target].report;
            port.result =
                resultOf(plan.flows.catalog().dataPaths()[planned.flow.path].ports[planned.port.entry], report);
            port.isRejected =
                report.icmp && meaningOf(*report.icmp) != IcmpMeaning::NoWay && port.result == ProbeResult::Unreachable;
        }
        ports.push_back(std::move(port));
    }
    return ports;
}

QString toString(Verdict verdict)
{
    return kVerdicts[size_t(verdict)].word.toString();
}

QString verdictWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Fails:
        return VerdictText::tr("fails");
    case Verdict::Differs:
        return VerdictText::tr("works, but differs");
    case Verdict::CannotTell:
        return VerdictText::tr("can't tell");
    case Verdict::Works:
        return VerdictText::tr("works");
    case Verdict::NotChecked:
        return VerdictText::tr("not checked from here");
    }
    Q_UNREACHABLE();
}

} // namespace portolan
