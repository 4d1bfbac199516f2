// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/window/documentfile.h"
#include "model/findings/review.h"
#include "model/flows/flowset.h"
#include "model/topology/topology.h"

#include <QString>

namespace portolan {

/// A state of a topology document with all that follows from it. A value.
struct OpenDocument {
    QString path; ///< empty: it has no file yet
    Topology topology;
    Catalog catalog;
    FlowSet flows;
    Errors remarks; ///< unknown keys and the like, found when the file was read
    QList<Finding> findings; ///< of reviewTopology()
    Errors warnings; ///< the remarks, then planFaults()
    FileState file; ///< that it was read from

    bool isSample() const { return path.startsWith(QLatin1Char(':')); }
    bool hasFile() const { return !path.isEmpty() && !isSample(); }
};

/// Reads, checks and derives; `catalogFile` empty: the built-in catalog that the file asks for. Pure but for the files.
Result<OpenDocument> readDocument(const QString &path, const QString &catalogFile);

/// The same document in another state; its flows are derived anew where anything that they tell of is another.
OpenDocument withTopology(OpenDocument document, const Topology &topology, const QString &catalogFile);

/// An empty document; `catalog` as in Topology.
Result<OpenDocument> newDocument(const QString &catalog, const QString &catalogFile);

} // namespace portolan
