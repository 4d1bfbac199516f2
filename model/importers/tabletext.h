// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/importers/importfacts.h"

#include <QByteArray>

namespace portolan {

enum class TextEncoding { Ascii, Utf8, Utf16, Utf32, Windows1252 };

struct DecodedText {
    QString text; ///< without a byte order mark
    TextEncoding encoding = TextEncoding::Utf8;
    bool isMarked = false; ///< a byte order mark says so
};

/// By a byte order mark; without one strict UTF-8, else Windows-1252, which takes any bytes. An error where the file is
/// no text at all, breaks the encoding that its mark promises, or is larger than what is read.
Result<DecodedText> decodeText(const QByteArray &bytes, const QString &file);

struct TableRow {
    int line = 0; ///< that it begins on, from 1
    QStringList cells; ///< as many as there are columns
};

/// Text in rows and columns, as it stands in the file: nothing is trimmed, apostrophes that keep spreadsheets from
/// taking a cell for a formula are taken off.
struct TableText {
    QString typeName; ///< of a "#TYPE" line before the header; or empty
    QChar delimiter;
    QStringList columns;
    QList<TableRow> rows;
    qsizetype rowsInFile = 0; ///< those that could not be read counted too
    QList<ImportRemark> remarks;
};

/// Comma, semicolon or tab, whichever the header has most of; RFC 4180's quotation marks; any line ends. Rows with too
/// few or too many cells and everything beyond the caps become remarks. An error where nothing can be read.
Result<TableText> parseTable(const QString &text, const QString &file);

/// What a cell becomes so that no spreadsheet takes it for a formula, and back. Lossless for every text.
enum class SpreadsheetSafety { Safe, Raw };
QString protectedCell(const QString &cell, SpreadsheetSafety safety);
QString unprotectedCell(const QString &cell);

} // namespace portolan
