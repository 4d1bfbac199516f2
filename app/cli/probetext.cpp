// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/cli/messages.h"
#include "app/cli/probereport.h"
#include "model/reachability/likelycauses.h"

#include <array>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

QString vantageText(const Vantage &vantage)
{
    return vantage.server.isEmpty() ? CliText::tr("elsewhere") : vantage.server;
}

/// When the evidence is from: of the newest run that speaks from there.
QString heading(const ProbeSection &section, const ReachabilityResults &results)
{
    const ReachabilityRun newest = newestOf(results, section.plan.vantage.server);
    if (newest.startedAt.isNull())
        return CliText::tr("Seen from %1: nothing has been checked").arg(vantageText(section.plan.vantage));
    return CliText::tr("Seen from %1 at %2 by %3")
        .arg(vantageText(section.plan.vantage), newest.startedAt.toUTC().toString(Qt::ISODate), newest.program);
}

void addCounts(QStringList &lines, const std::vector<JudgedPort> &ports)
{
    std::array<int, 5> counts{};
    int stale = 0;
    for (const JudgedPort &port : ports) {
        ++counts[static_cast<size_t>(port.verdict.verdict)];
        stale += port.isStale ? 1 : 0;
    }
    QStringList parts;
    for (const Verdict verdict :
         {Verdict::Works, Verdict::Differs, Verdict::Fails, Verdict::CannotTell, Verdict::NotChecked}) {
        if (const int count = counts[static_cast<size_t>(verdict)]; count > 0)
            parts << u"%1: %2"_s.arg(verdictWord(verdict)).arg(count);
    }
    if (stale > 0)
        parts << CliText::tr("of older runs: %1").arg(stale);
    lines << CliText::tr("%n port(s) of flows", nullptr, static_cast<int>(ports.size())) + u"; "_s
            + parts.join(u", "_s);
}

void addBroken(QStringList &lines, const ProbeSection &section)
{
    const Catalog &catalog = section.plan.flows.catalog();
    const QList<BrokenPath> broken = brokenPaths(section.ports);
    if (broken.isEmpty())
        return;
    lines << QString() << CliText::tr("What is broken:");
    for (const BrokenPath &found : broken) {
        const DataPath &path = catalog.dataPaths()[found.path];
        lines << CliText::tr("  %1 %2 (%3): %4, %n flow(s)", nullptr, found.flows)
                     .arg(path.code, path.title, catalog.tables()[path.table].label, verdictWord(found.verdict));
        lines << u"     "_s + found.reason;
    }
}

void addCauses(QStringList &lines, const ProbeSection &section)
{
    const QList<LikelyCause> causes = likelyCauses(section.plan.flows, section.ports);
    if (causes.isEmpty())
        return;
    lines << QString() << CliText::tr("What may be the cause:");
    for (const LikelyCause &cause : causes) {
        lines << CliText::tr("  %1 (%n port(s))", nullptr, static_cast<int>(cause.ports.size())).arg(cause.text);
        if (!cause.advice.isEmpty())
            lines << u"     "_s + cause.advice;
    }
}

} // namespace

QByteArray probeText(const ProbeOutcome &outcome)
{
    QStringList lines;
    for (const ProbeSection &section : outcome.sections) {
        if (!lines.isEmpty())
            lines << QString();
        lines << heading(section, outcome.results);
        addCounts(lines, section.ports);
        addBroken(lines, section);
        addCauses(lines, section);
    }
    if (outcome.isStopped)
        lines << CliText::tr("Stopped: what is missing was not checked.");
    return lines.join(u'\n').toUtf8() + '\n';
}

QByteArray planText(const ReachabilityPlan &plan, const RunLimits &limits)
{
    const RunEstimate time = estimate(plan, limits);
    QStringList lines;
    lines << CliText::tr("From %1: %2 check(s) of %3 host(s) for %4 port(s) of flows; about %5 s, at most %6 s")
                 .arg(vantageText(plan.vantage))
                 .arg(plan.checks.size())
                 .arg(plan.hosts)
                 .arg(plan.ports.size())
                 .arg((time.likely + 999) / 1000)
                 .arg((time.atMost + 999) / 1000);
    for (const PlannedCheck &check : plan.checks) {
        const QString where = check.addresses.isEmpty() ? check.request.host : check.addresses.join(u", "_s);
        lines << u"  %1 (%2)%3"_s.arg(check.key, where, check.isPublic ? CliText::tr(", public address") : QString());
    }
    QMap<QString, int> left;
    for (const PlannedFlowPort &port : plan.ports) {
        if (port.check < 0)
            ++left[port.why];
    }
    for (const auto &[why, count] : left.toStdMap())
        lines << CliText::tr("  not checked: %n port(s): %1", nullptr, count).arg(why);
    for (const QString &refused : plan.refused)
        lines << CliText::tr("  left out: %1").arg(refused);
    return lines.join(u'\n').toUtf8() + '\n';
}

} // namespace portolan
