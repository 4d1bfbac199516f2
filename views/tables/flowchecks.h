// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowtable.h"
#include "views/diagram/checkmark.h"

#include <QHash>

namespace portolan {

/// What checks say of one row of the flow table.
struct FlowCheck {
    CheckState state = CheckState::NotChecked;
    bool isStale = false;
    QString text; ///< "fails · 25 Nov 2026 10:31 UTC"
    QString reason;
};

/// What checks say of the rows of a plan's flows. Immutable once made.
class FlowChecks
{
public:
    void insert(const FlowRow &row, const FlowCheck &check) { m_checks.insert(keyOf(row), check); }
    /// Null: nothing.
    const FlowCheck *of(const FlowRow &row) const
    {
        const auto found = m_checks.constFind(keyOf(row));
        return found == m_checks.constEnd() ? nullptr : &*found;
    }
    bool isEmpty() const { return m_checks.isEmpty(); }

private:
    using Key = std::pair<std::pair<int, int>, std::pair<quint32, quint32>>;
    /// Who opens and who answers tell the two directions of an entry apart.
    static Key keyOf(const FlowRow &row) { return {{row.path, row.entry}, {row.source, row.destination}}; }

    QHash<Key, FlowCheck> m_checks;
};

} // namespace portolan
