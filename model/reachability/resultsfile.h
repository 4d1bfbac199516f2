// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reachability/reachabilityresults.h"

#include <QByteArray>

namespace portolan {

/// Reads a *.portolan-results file (resources/schemas/portolan-results.schema.json). It may be anybody's: refused
/// whole, with every error, if anything in it is wrong; what servers said is for reading only and was cleaned. `file`
/// only goes into the errors.
Result<ReachabilityResults> parseResults(const QByteArray &bytes, const QString &file);
Result<ReachabilityResults> loadResults(const QString &path);

/// The same bytes for the same results.
QByteArray writeResults(const ReachabilityResults &results);
/// Atomic: the old file stays whole where anything fails.
Result<void> saveResults(const ReachabilityResults &results, const QString &path);

/// The runs of both, oldest first; one that is in both is there once, and another of the same name gets a new one.
ReachabilityResults merged(const ReachabilityResults &first, const ReachabilityResults &second);

} // namespace portolan
