// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/findings/finding.h"
#include "model/json/jsonlines.h"

namespace portolan {

class Catalog;

/// The file that findings are about.
struct ReviewedFile {
    QString path; ///< as the user calls it
    JsonLines lines;
};

/// An array with an object for each finding, its keys as in Finding; `line` counts from 1.
QByteArray findingsJson(const QList<Finding> &findings, const ReviewedFile &file);

/// A log of the form SARIF 2.1.0 (OASIS): every rule of the plan and the catalog, a result for each finding; accepted
/// ones are suppressed, with the reason as justification.
QByteArray findingsSarif(const QList<Finding> &findings, const Catalog &catalog, const ReviewedFile &file,
                         const QString &version);

} // namespace portolan
