// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/matrix/flowmatrix.h"

#include <QByteArray>
#include <QString>

namespace portolan {

/// "9,876", "12k", "3.4M": fits a cell.
QString shortCount(qint64 count);

/// "Head office / MBX1 – MBX3", or the name of a site. Fit for display.
QString headingText(const FlowMatrix &matrix, const MatrixHeading &heading);
/// The same with the roles or the site's kind on a line of their own.
QString headingDescription(const FlowMatrix &matrix, const MatrixHeading &heading);
/// Who opens to whom, how many, data paths, ports and encryption, each on a line. Fit for display.
QString cellDescription(const FlowMatrix &matrix, int row, int column);

/// All counts with their headings, tabs between cells: for the clipboard. Names are fit for display; a name that a
/// spreadsheet could take for a formula is in quotes.
QString matrixText(const FlowMatrix &matrix);
/// The same as RFC 4180 with "\n" line ends, in UTF-8; names as in the file.
QByteArray matrixCsv(const FlowMatrix &matrix);

} // namespace portolan
