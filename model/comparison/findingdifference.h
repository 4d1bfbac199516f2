// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/comparison/change.h"
#include "model/findings/finding.h"

#include <QList>

namespace portolan {

/// A finding that only one version of a plan has, or that was accepted, or no longer is (Changed).
struct FindingChange {
    Change change = Change::Changed;
    Finding finding; ///< of the later version; of the earlier one where it is gone
};

/// What differs between the reviews of two versions, matched by rule and what it is about: new and changed ones in the
/// order of `after`, then those that are gone.
QList<FindingChange> findingDifference(const QList<Finding> &before, const QList<Finding> &after);

} // namespace portolan
