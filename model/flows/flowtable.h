// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/flows/flowset.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace portolan {

/// A line of `portolan-cli flows`: a flow and one port of it (spec/flows.md). Ids and indexes, no text.
struct FlowRow {
    quint32 source = 0; ///< who opens the connection; index into Topology::servers
    quint32 destination = 0;
    quint16 path = 0;
    qint16 entry = -1; ///< index into DataPath::ports; -1: the path has no port
    PortRange ports; ///< 0..0 for no port
    Encryption encryption = Encryption::None;
    bool local = false;
    Flow flow; ///< the flow that the row belongs to
};

/// All rows in the order of spec/flows.md, no row twice.
std::vector<FlowRow> flowRows(const FlowSet &flows);

/// The cells of a row, in the order of flowColumns(): ids as in the file.
QStringList flowCells(const FlowSet &flows, const FlowRow &row);
QStringList flowColumns();

/// RFC 4180 with "\n" line ends; a field that a spreadsheet could take for a formula is quoted, never changed.
QByteArray flowsCsv(const FlowSet &flows);
QByteArray flowsJson(const FlowSet &flows);

/// One RFC 4180 line without its line end.
QString csvLine(const QStringList &cells);

} // namespace portolan
