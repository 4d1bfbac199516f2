// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"
#include "model/importers/importfacts.h"
#include "model/reachability/reachabilityplan.h"
#include "model/reachability/reachabilityresults.h"

namespace portolan {

/// What a scan by nmap says of a plan's checks. It only connected: what is behind a port it does not say.
struct NmapResults {
    ReachabilityRun run; ///< from the plan's vantage, at the scan's time
    int otherHosts = 0; ///< in the scan, and no server that the plan goes to
    int otherPorts = 0; ///< listed for the plan's servers, and no check goes there
    int notScanned = 0; ///< checks of the plan that the scan did not look at
    QList<ImportRemark> remarks; ///< what in the file could not be used
};

/// Hosts are servers by their address, else by their name. An error where the file is no scan, or does not say when it
/// was made; nmap's XML does not say where, so the plan's vantage has to be known.
Result<NmapResults> nmapResults(const QByteArray &bytes, const QString &file, const ReachabilityPlan &plan);

} // namespace portolan
