// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/catalog/catalog.h"
#include "model/importers/columnmapping.h"
#include "model/importers/importfacts.h"

#include <QByteArray>

namespace portolan {

/// A file that the user hands over.
struct ImportSource {
    QString name; ///< what the user called it
    QByteArray bytes;
};

struct ImportOptions {
    /// For tables that are none of the known ones; nothing: guessed.
    std::optional<ColumnMapping> mapping;
};

enum class ImportKind {
    Unrecognised,
    Export, ///< of the catalog's product or its directory: see ExportKind
    ServerTable, ///< our own: see servertable.h
    MappedTable, ///< any other table, by a ColumnMapping
    PortScan, ///< nmap's XML
    Inventory, ///< NetBox's devices, JSON or CSV
};

/// One file as read. `remarks` tell of everything in it that could not be used: a row is in the facts or in them.
struct ImportedFile {
    QString name;
    ImportKind kind = ImportKind::Unrecognised;
    QString kindText; ///< what it was recognised as, for people
    qsizetype rows = 0; ///< that the file has
    ImportFacts facts;
    QList<ImportRemark> remarks;
    // Of a mapped table: what a dialog needs to let people change the mapping.
    QStringList columns;
    QList<QStringList> sampleRows; ///< the first few
    ColumnMapping mapping; ///< that it was read with
};

/// Recognises what the file is by what is in it, never by its name. Anything may be in it: it costs time in proportion
/// to its size and ends with remarks, never worse.
ImportedFile readImport(const ImportSource &source, const Catalog &catalog, const ImportOptions &options = {});

/// How to get such files, with commands ready to be copied: plain text, for the help of the program and the window.
QString importHelp();

} // namespace portolan
