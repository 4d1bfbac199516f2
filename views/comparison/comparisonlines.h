// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/comparison/change.h"
#include "model/findings/finding.h"
#include "model/flows/flowset.h"
#include "views/outline/subject.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace portolan {

/// One difference between two versions of a plan, for people.
struct ComparisonLine {
    Change change = Change::Changed;
    QString what; ///< "server HQ-MBX4", "M7 Mailbox to domain controller"
    QString detail; ///< fields before and after, from whom to whom, ports
    Subject subject; ///< that it is about; of flows and openings nothing
    /// Of flows and openings: codes of data paths, ids of servers at both ends, of a great many the first.
    QStringList paths, sources, destinations;
};

struct ComparisonSection {
    QString title; ///< "Flows: 12 added, 3 removed"
    QList<ComparisonLine> lines;
    qint64 leftOut = 0; ///< lines beyond those that anybody reads
};

/// A state of a plan with all that follows from it.
struct ComparedPlan {
    FlowSet flows; ///< with the topology and catalog
    QList<Finding> findings;
};

/// Topology, findings, flows and firewall openings: a section each, those without a difference too. Pure; takes long
/// for large plans.
QList<ComparisonSection> compareForPeople(const ComparedPlan &before, const ComparedPlan &after);

} // namespace portolan
