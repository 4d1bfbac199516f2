// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

#include <memory>

struct sqlite3;

namespace portolan {

/// The derivation as joins in an in-memory database, for data paths of one scope: what one would do without own code.
/// Nearest sites are given to it ready-made.
class SqliteJoin
{
public:
    explicit SqliteJoin(const FlowSet &flows);

    /// Runs all joins; the number of pairs.
    qint64 countPairs() const;
    /// Runs all joins into a table, as one has to before anything can be asked about the flows.
    qint64 storePairs() const;

private:
    struct Close {
        void operator()(sqlite3 *database) const;
    };

    void run(const QString &statement) const;
    qint64 number(const QString &query) const;
    void fill(const FlowSet &flows);

    std::unique_ptr<sqlite3, Close> m_database;
};

} // namespace portolan
