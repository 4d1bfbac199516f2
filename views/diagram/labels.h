// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagram.h"

namespace portolan {

/// "T1 C4 C14–C18": three and more rows of a table that follow each other become a range. Indexes into
/// Catalog::dataPaths(), ascending.
QString compressedCodes(const Catalog &catalog, const std::vector<int> &paths);

/// What stands on an edge's pill.
struct PillLabel {
    QList<PillLine> lines;
    QString inFull; ///< what the lines leave out, with what stands beside it; empty: they leave nothing out
    qsizetype shortened = -1; ///< the first line that leaves something out
};

/// `count`: how many flows it is, in words, or nothing.
PillLabel pillLabel(const FlowSet &flows, const std::vector<EdgeFlows> &edge, LabelMode mode, const QString &count);

/// The pill's size in scene points; empty for no lines.
QSizeF pillSize(const QList<PillLine> &lines);
/// Base line of line `index`, from the pill's top.
double pillBaseline(const QList<PillLine> &lines, qsizetype index);
double pillTextSize(PillText kind);

/// "25 SMTP", "135 + dynamic RPC", "53/TCP+UDP DNS": the ports of these flows in the reference's order, each once.
QStringList portTexts(const FlowSet &flows, const std::vector<EdgeFlows> &edge);

/// The authentication that its flows use by default, each once.
QStringList authenticationTexts(const FlowSet &flows, const std::vector<EdgeFlows> &edge);

/// The weakest encryption among the flows.
Encryption weakest(const FlowSet &flows, const std::vector<EdgeFlows> &edge);

} // namespace portolan
