// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "review.h"

#include "model/editing/changes.h"
#include "model/findings/planrules.h"
#include "model/json/plaintext.h"

#include <QHash>

#include <algorithm>
#include <limits>

namespace portolan {

namespace {

/// As Finding::about has it.
QStringList sortedOnce(QStringList ids)
{
    ids.sort();
    ids.removeDuplicates();
    return ids;
}

QString keyOf(const QString &rule, const QStringList &about)
{
    return rule + u' ' + about.join(u' ');
}

/// Marks what is accepted, and says which acceptances are about nothing.
void apply(const QList<AcceptedFinding> &accepted, const ReviewContext &context, QList<Finding> &findings)
{
    if (accepted.isEmpty())
        return;
    QHash<QString, qsizetype> wanted;
    for (qsizetype i = 0; i < accepted.size(); ++i)
        wanted.insert(keyOf(accepted[i].rule, sortedOnce(accepted[i].about)), i);
    std::vector<char> isMet(static_cast<size_t>(accepted.size()), 0);
    for (Finding &finding : findings) {
        const auto found = wanted.constFind(finding.key());
        if (found == wanted.constEnd())
            continue;
        finding.isAccepted = true;
        finding.reason = accepted[*found].reason;
        isMet[static_cast<size_t>(*found)] = 1;
    }
    FindingSink sink(context);
    for (qsizetype i = 0; i < accepted.size(); ++i) {
        const AcceptedFinding &acceptance = accepted[i];
        const auto found = wanted.constFind(keyOf(acceptance.rule, sortedOnce(acceptance.about)));
        if (isMet[static_cast<size_t>(*found)] != 0)
            continue;
        QStringList about;
        for (const QString &id : acceptance.about)
            about << quoted(id);
        FindingDraft &draft = sink.add(planRule(PlanRule::LostAcceptance));
        draft
            .says(FindingText::tr("Accepted was %1 about %2; there is no such finding.")
                      .arg(quoted(acceptance.rule), shortList(about)))
            .at(itemPlace(QStringLiteral("accepted"), i))
            .about(acceptance.about + QStringList{acceptance.rule});
        draft.finding.fix = TopologyEdit{FindingText::tr("Remove the acceptance of %1").arg(acceptance.rule),
                                         [rule = acceptance.rule, ids = acceptance.about](const Topology &topology) {
                                             Topology changed = topology;
                                             changed.accepted.removeIf([&](const AcceptedFinding &other) {
                                                 return other.rule == rule && other.about == ids;
                                             });
                                             return changed;
                                         }};
    }
    findings += sink.take();
}

/// Places of the rules in the list: the plan's own, then the catalog's in its order.
QHash<QString, int> orderOfRules(const Catalog &catalog)
{
    QHash<QString, int> order;
    for (int i = 1; i <= static_cast<int>(PlanRule::TooManySites); ++i)
        order.insert(planRule(static_cast<PlanRule>(i)).id, i);
    for (const DesignRule &rule : catalog.designRules())
        order.insert(rule.id, static_cast<int>(order.size()) + 1);
    return order;
}

void checkDesignRules(CheckTools &tools, FindingSink &sink)
{
    for (const DesignRule &rule : tools.context.catalog().designRules())
        checkOf(rule.kind)(rule, tools, sink);
}

} // namespace

QList<Finding> reviewTopology(const Catalog &catalog, const Topology &topology, const FlowSet &flows)
{
    Q_ASSERT(flows.topology().servers.size() == topology.servers.size());
    const ReviewContext context(flows);
    CheckTools tools(context);
    FindingSink sink(context);
    checkServers(context, sink);
    checkGroups(context, sink);
    checkDirectories(tools, sink);
    checkLinks(context, sink);
    checkServersWithoutFlows(context, sink);
    checkEncryption(tools, sink);
    if (context.siteCount() > kMostPairedSites) {
        sink.add(planRule(PlanRule::TooManySites))
            .says(FindingText::tr("The plan has %1 sites; up to %2 each pair of them is looked at.")
                      .arg(QString::number(context.siteCount()), QString::number(kMostPairedSites)));
    }
    checkDesignRules(tools, sink);
    QList<Finding> findings = sink.take();
    apply(topology.accepted, context, findings);
    const QHash<QString, int> order = orderOfRules(catalog);
    const auto rank = [&order](const Finding &finding) {
        return std::pair(finding.severity, order.value(finding.rule));
    };
    std::stable_sort(findings.begin(), findings.end(),
                     [&rank](const Finding &a, const Finding &b) { return rank(a) < rank(b); });
    return findings;
}

QList<Finding> planFaults(const FlowSet &flows)
{
    const ReviewContext context(flows);
    FindingSink sink(context);
    checkServers(context, sink);
    checkGroups(context, sink);
    return sink.take();
}

Finding findingFrom(const Error &warning)
{
    const DesignRule rule = planRule(PlanRule::UnknownKey);
    Finding finding;
    finding.rule = rule.id;
    finding.severity = rule.severity;
    finding.title = rule.title;
    finding.detail = warning.detail;
    finding.why = rule.statement;
    finding.remedy = rule.remedy;
    finding.place = warning.place;
    finding.about = {warning.place};
    return finding;
}

QString supportabilityBanner(const Catalog &catalog, const QList<Finding> &findings)
{
    QStringList lines;
    for (const DesignRule &rule : catalog.designRules()) {
        if (rule.kind != RuleKind::NoFilterBetween)
            continue;
        QStringList details;
        for (const Finding &finding : findings) {
            if (finding.rule == rule.id)
                details << finding.detail;
        }
        if (details.isEmpty())
            continue;
        lines << FindingText::tr("NOT SUPPORTED, whatever is opened (%1): %2").arg(rule.id, rule.title)
              << details.mid(0, 3);
        if (details.size() > 3)
            lines << FindingText::tr("And so on at %1 more borders.").arg(details.size() - 3);
        lines << FindingText::tr("%1 (%2)").arg(rule.statement, rule.source);
    }
    return lines.join(u'\n');
}

QString supportabilityBanner(const FlowSet &flows)
{
    const ReviewContext context(flows);
    CheckTools tools(context);
    FindingSink sink(context);
    for (const DesignRule &rule : context.catalog().designRules()) {
        if (rule.kind == RuleKind::NoFilterBetween)
            checkOf(rule.kind)(rule, tools, sink);
    }
    return supportabilityBanner(context.catalog(), sink.take());
}

qsizetype openFindings(const QList<Finding> &findings, Severity least)
{
    return std::count_if(findings.begin(), findings.end(),
                         [least](const Finding &finding) { return !finding.isAccepted && finding.severity <= least; });
}

TopologyEdit acceptFinding(const Finding &finding, const QString &reason)
{
    AcceptedFinding accepted;
    accepted.rule = finding.rule;
    accepted.about = finding.about;
    accepted.reason = reason;
    return acceptFinding(accepted);
}

TopologyEdit withdrawAcceptance(const Finding &finding)
{
    return takeBackAcceptance(finding.rule, finding.about);
}

} // namespace portolan
