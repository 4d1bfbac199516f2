// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/findings/finding.h"
#include "model/flows/flowset.h"

namespace portolan {

/// Everything that the plan's own rules (P…) and the design rules of the catalog have to say, accepted findings among
/// them: by severity, then rules in their order (the plan's first), then as the document has what they are about.
/// `flows` are all that the catalog and the topology give. Pure, and quick enough to run after each edit.
QList<Finding> reviewTopology(const Catalog &catalog, const Topology &topology, const FlowSet &flows);

/// Only what is wrong with the document itself: roles that the catalog does not know, names twice, members without the
/// role … in the document's order. Accepted or not.
QList<Finding> planFaults(const FlowSet &flows);

/// A warning from reading the file as a finding of the plan's rules.
Finding findingFrom(const Error &warning);

/// What a sheet of these flows has to carry on top where opening its ports would not make the plan a supported one: a
/// filter stands where the reference allows none. Empty where the reference has nothing against it. Text of a few
/// sentences, with the rule's statement and source.
QString supportabilityBanner(const FlowSet &flows);
/// The same from what reviewTopology() found, accepted or not: whoever accepts a filter gets no support either.
QString supportabilityBanner(const Catalog &catalog, const QList<Finding> &findings);

/// Number of findings that are not accepted and at least that severe.
qsizetype openFindings(const QList<Finding> &findings, Severity least);

/// The topology with the finding accepted, and without that acceptance; `about` tells which.
TopologyEdit acceptFinding(const Finding &finding, const QString &reason);
TopologyEdit withdrawAcceptance(const Finding &finding);

} // namespace portolan
