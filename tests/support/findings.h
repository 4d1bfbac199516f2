// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/findings/review.h"

#include <QtGlobal>

#include <algorithm>

namespace portolan::test {

/// What the built-in port reference has to say about a topology.
inline QList<Finding> findingsOf(const Topology &topology)
{
    const Result<Catalog> catalog = builtInCatalog(QStringLiteral("exchange-2010"));
    if (!catalog)
        qFatal("no catalog");
    return reviewTopology(*catalog, topology, deriveFlows(*catalog, topology));
}

/// The first finding of a rule; ends the test program where there is none.
inline const Finding &findingOf(const QList<Finding> &findings, QStringView rule)
{
    const auto found =
        std::find_if(findings.begin(), findings.end(), [rule](const Finding &finding) { return finding.rule == rule; });
    if (found == findings.end())
        qFatal("no finding of %s", qPrintable(rule.toString()));
    return *found;
}

} // namespace portolan::test
