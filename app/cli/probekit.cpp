// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "probekit.h"

#include "app/cli/messages.h"
#include "app/cli/output.h"
#include "app/cli/probereport.h"
#include "model/reachability/kit/ansible.h"
#include "model/reachability/kit/kit.h"

#include <algorithm>

namespace portolan {

namespace {

/// As the kits are: one check after the other, a second apart.
RunLimits kitLimits()
{
    RunLimits limits;
    limits.inFlight = 1;
    limits.perHost = 1;
    limits.perSecond = 1;
    return limits;
}

} // namespace

ExitCode writeKits(const FlowSet &flows, const KitOrder &order)
{
    QByteArray listing;
    QList<Kit> kits;
    qsizetype publicChecks = 0;
    for (const Server &server : flows.topology().servers) {
        if (!order.server.isEmpty() && server.id != order.server)
            continue;
        const ReachabilityPlan plan = planChecks(flows, {server.id, {}, {}});
        if (plan.checks.empty())
            continue;
        listing += planText(plan, kitLimits());
        publicChecks += std::count_if(plan.checks.begin(), plan.checks.end(),
                                      [](const PlannedCheck &check) { return check.isPublic; });
        if (!order.isPlanOnly)
            kits << kitFor(plan);
    }
    if (listing.isEmpty())
        return complain(order.server.isEmpty()
                            ? CliText::tr("No server of the plan opens anything that can be checked.")
                            : CliText::tr("%1 opens nothing that can be checked.").arg(order.server));
    if (publicChecks > 0 && !order.allowsPublic && !order.isPlanOnly)
        return complain(CliText::tr("%n check(s) go to public addresses, listed by --plan; --allow-public says that "
                                    "they may.",
                                    nullptr, static_cast<int>(publicChecks)));
    if (order.isPlanOnly)
        return writeToStandardOutput(listing);
    QList<KitFile> files;
    if (order.isForAnsible) {
        files = ansibleFiles(flows, kits);
    } else {
        for (const Kit &kit : kits)
            files += kit.files;
    }
    if (const Result<void> written = writeKitFiles(files, order.folder); !written)
        return complain(written.error());
    warn(
        CliText::tr("%n kit(s) are in %1; nothing was sent", nullptr, static_cast<int>(kits.size())).arg(order.folder));
    return writeToStandardOutput(listing);
}

} // namespace portolan
