// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/columnmapping.h"
#include "model/importers/tabletext.h"
#include "model/topology/topology.h"

namespace portolan {

/// Portolan's own table of servers: a column for each ServerField, one row for each server, lists with ";" between
/// their items ("\;" and "\\" inside one). What readImport() reads back says the same.
QByteArray serversCsv(const Topology &topology, SpreadsheetSafety safety);
/// An array of objects with the document's keys.
QByteArray serversJson(const Topology &topology);

/// The cells of a server in the order of allServerFields().
QStringList serverCells(const Server &server, const QString &dag);

/// A list in one cell, and back.
QString joinedList(const QStringList &items);
QStringList splitList(const QString &cell);

} // namespace portolan
