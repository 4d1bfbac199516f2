// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <functional>
#include <span>

namespace portolan {

/// A line of `portolan-cli flows`: a flow and one port of it (spec/flows.md). Ids and indexes, no text.
struct FlowRow {
    quint32 source = 0; ///< who opens the connection; index into Topology::servers
    quint32 destination = 0;
    quint16 path = 0;
    qint16 entry = -1; ///< index into DataPath::ports; -1: the flow has no port
    PortRange ports; ///< 0..0 for no port
    Encryption encryption = Encryption::None;
    bool local = false;
    Flow flow; ///< the flow that the row belongs to
};

/// All rows in the order of spec/flows.md, no row twice.
std::vector<FlowRow> flowRows(const FlowSet &flows);

/// The same rows, those of one source at a time, for sets too large to hold them all. Stops where `visit` returns
/// false, and returns what it returned last.
bool forEachFlowRows(const FlowSet &flows, const std::function<bool(std::span<const FlowRow>)> &visit);

/// The port that a row with an entry is of.
FlowPort portOf(const FlowSet &flows, const FlowRow &row);

/// The cells of a row, in the order of flowColumns(): ids as in the file.
QStringList flowCells(const FlowSet &flows, const FlowRow &row);
QStringList flowColumns();

/// RFC 4180 with "\n" line ends; a field that a spreadsheet could take for a formula is quoted, never changed.
QByteArray flowsCsv(const FlowSet &flows);
/// An array with an object for each row: the columns as keys, lists as arrays, `local` and `implied` as booleans, ports
/// as numbers; null where the flow has no port.
QByteArray flowsJson(const FlowSet &flows);

/// What others know of rows, in columns behind those of the specification: as many cells as names. An empty cell is
/// null in JSON.
struct MoreColumns {
    QStringList names;
    std::function<QStringList(const FlowRow &)> cells;
};

/// The same bytes piece by piece, for what does not fit into memory. Stops where `write` returns false, and returns
/// what it returned last.
using ByteSink = std::function<bool(QByteArrayView)>;
bool writeFlowsCsv(const FlowSet &flows, const ByteSink &write, const MoreColumns &more = {});
bool writeFlowsJson(const FlowSet &flows, const ByteSink &write, const MoreColumns &more = {});

/// One RFC 4180 line without its line end.
QString csvLine(const QStringList &cells);

} // namespace portolan
