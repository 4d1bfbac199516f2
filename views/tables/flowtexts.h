// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowtable.h"
#include "views/tables/flowchecks.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace portolan {

enum class FlowColumn { Code, Source, Destination, Path, Port, Service, Authentication, Encryption, Sites, Checked };
inline constexpr int kFlowColumnCount = 10;

/// The rows of a FlowSet with the words that people read for them. Immutable once made; free to read from any thread.
class FlowTexts
{
public:
    FlowTexts() = default;
    explicit FlowTexts(const FlowSet &flows); ///< takes the time to make all rows

    const FlowSet &flows() const { return m_flows; }
    const std::vector<FlowRow> &rows() const { return m_rows; }
    /// `checks`: of the same plan; null: nothing was checked.
    QString text(quint32 row, FlowColumn column, const FlowChecks *checks = nullptr) const;

    /// Rows in which every word of `filter` stands in some column (case does not matter), sorted by `column`. The order
    /// of equal rows is that of rows(), whichever way it is sorted.
    std::vector<quint32> select(const QString &filter, FlowColumn column, Qt::SortOrder order,
                                const FlowChecks *checks = nullptr) const;

private:
    QString portText(const FlowRow &row) const;
    QString serviceText(const FlowRow &row) const;
    std::vector<quint32> filtered(const QString &filter, const FlowChecks *checks) const;
    std::vector<quint64> sortKeys(const std::vector<quint32> &rows, FlowColumn column, const FlowChecks *checks) const;

    FlowSet m_flows;
    std::vector<FlowRow> m_rows;
    QStringList m_servers, m_sites; ///< names, fit for display
    std::vector<int> m_siteOf; ///< by server
    QStringList m_authentications; ///< by data path, then by data path for local flows
    QStringList m_encryptions; ///< by Encryption
};

} // namespace portolan
