// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/error.h"
#include "model/reachability/reachabilityresults.h"

#include <QByteArray>

namespace portolan {

/// Reads a *.portolan-results file (resources/schemas/portolan-results.schema.json). Anybody's program may have written
/// it: refused whole, with every error, where anything but the wording of evidence is wrong. In that what terminals and
/// windows should not see becomes U+FFFD, and what is too long is cut. `file` only goes into the errors.
Result<ReachabilityResults> parseResults(const QByteArray &bytes, const QString &file);
Result<ReachabilityResults> loadResults(const QString &path);

/// The same bytes for the same results, whenever and wherever.
QByteArray writeResults(const ReachabilityResults &results);
/// Atomic: the old file stays whole where anything fails.
Result<void> saveResults(const ReachabilityResults &results, const QString &path);

/// The runs of both, oldest first, each with an id of its own. One that both have (same vantage, start and program) is
/// there once, with what either knows of it.
ReachabilityResults mergedResults(const ReachabilityResults &first, const ReachabilityResults &second);

} // namespace portolan
