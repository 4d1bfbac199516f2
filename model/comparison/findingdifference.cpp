// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "findingdifference.h"

#include "model/comparison/listmerge.h"

namespace portolan {

namespace {

QStringList keysOf(const QList<Finding> &findings)
{
    QStringList keys;
    keys.reserve(findings.size());
    for (const Finding &finding : findings)
        keys << finding.key();
    return distinctKeys(keys);
}

} // namespace

QList<FindingChange> findingDifference(const QList<Finding> &before, const QList<Finding> &after)
{
    const QStringList keysBefore = keysOf(before);
    QHash<QString, qsizetype> earlier;
    for (qsizetype i = 0; i < keysBefore.size(); ++i)
        earlier.insert(keysBefore[i], i);
    const QStringList keysAfter = keysOf(after);
    QList<FindingChange> changes;
    for (qsizetype i = 0; i < after.size(); ++i) {
        const auto found = earlier.constFind(keysAfter[i]);
        if (found == earlier.constEnd()) {
            changes << FindingChange{Change::Added, after[i]};
            continue;
        }
        if (before[*found].isAccepted != after[i].isAccepted)
            changes << FindingChange{Change::Changed, after[i]};
        earlier.erase(found);
    }
    for (qsizetype i = 0; i < before.size(); ++i) {
        if (earlier.contains(keysBefore[i]))
            changes << FindingChange{Change::Removed, before[i]};
    }
    return changes;
}

} // namespace portolan
