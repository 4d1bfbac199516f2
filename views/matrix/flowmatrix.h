// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/graph/selection.h"

#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace portolan {

enum class MatrixKind { Sites, RoleSets, Servers };

/// What a row or a column stands for.
struct MatrixHeading {
    QString id; ///< the chart's: "site:hq", "roles:hq:mailbox", "server:mbx1"
    int site = -1; ///< index into Topology::sites
    QString name; ///< as in the file: not yet fit for display
    QString detail; ///< the kind of a site, else the roles; as in the file
    ServerSet servers;
};

/// Flows that servers of a row open to servers of a column.
struct MatrixCell {
    int column = 0;
    qint64 count = 0; ///< pairs of different servers, each once for a data path, by who opens the connection
    Encryption encryption = Encryption::Encrypted; ///< the weakest of them
};

/// The cells of a matrix that a Selection is in.
class MatrixMarks
{
public:
    /// Nothing selected, or nothing of it is in the matrix.
    bool isEmpty() const { return !m_first; }
    bool holdsCell(int row, int column) const; ///< for cells with flows
    bool holdsRow(int row) const { return m_rows.at(static_cast<size_t>(row)); }
    bool holdsColumn(int column) const { return m_columns.at(static_cast<size_t>(column)); }
    /// Row and column of the topmost, leftmost one; -1: a row or column as a whole.
    std::optional<std::pair<int, int>> first() const { return m_first; }

private:
    friend class FlowMatrix;
    struct Part {
        quint32 columns = 0; ///< index into m_columnSets
        int except = -1; ///< column of the row itself, where all that they share is one server
    };
    bool m_wholeLines = false; ///< servers: each cell of a row or column that has one
    std::vector<bool> m_rows, m_columns;
    std::vector<std::vector<Part>> m_parts; ///< by row
    std::vector<std::vector<int>> m_columnSets; ///< ascending
    std::optional<std::pair<int, int>> m_first;
};

/// Who opens connections to whom: rows open, columns answer. Flows of a server with itself are not in it. A path with
/// entries both ways is in both cells, each as far as its entries are opened there; a flow without ports is opened by
/// its source. Immutable, implicitly shared, free to read from any thread; cells are made when a row is asked for, so
/// that a matrix of thousands of servers is no larger than its flows' groups.
class FlowMatrix
{
public:
    FlowMatrix();
    /// `onlyUsed`: rows and columns without any cell are left out.
    FlowMatrix(const FlowSet &flows, MatrixKind kind, bool onlyUsed = true);

    const FlowSet &flows() const;
    MatrixKind kind() const;
    bool isEmpty() const { return rowCount() == 0 || columnCount() == 0; }

    /// Grouped by site, then from clients to directory servers, then as in the file.
    int rowCount() const;
    int columnCount() const;
    const MatrixHeading &row(int row) const;
    const MatrixHeading &column(int column) const;
    /// Both stand for the same servers.
    bool isDiagonal(int row, int column) const;

    /// Those that are not empty, by column.
    std::vector<MatrixCell> cells(int row) const;
    /// The flows of a cell, by data path, as a Selection wants them; a path may be there several times.
    std::vector<EdgeFlows> flowsAt(int row, int column) const;
    /// Data paths of a cell as indexes into Catalog::dataPaths(), ascending.
    std::vector<int> pathsAt(int row, int column) const;

    /// All that some cell has for its weakest, strongest first.
    QList<Encryption> encryptions() const;

    MatrixMarks marks(const Selection &selection) const;

private:
    struct Data;
    std::shared_ptr<const Data> d;
};

} // namespace portolan
