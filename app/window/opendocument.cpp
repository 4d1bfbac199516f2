// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/opendocument.h"

#include <QCoreApplication>

namespace portolan {

namespace {

struct Opening {
    Q_DECLARE_TR_FUNCTIONS(portolan::Document)
};

Result<Catalog> catalogFor(const Topology &topology, const QString &catalogFile)
{
    return catalogFile.isEmpty() ? builtInCatalog(topology.catalog) : loadCatalog(catalogFile);
}

void review(OpenDocument &document)
{
    document.findings = reviewTopology(document.catalog, document.topology, document.flows);
    document.warnings = document.remarks;
    if (document.catalog.id() != document.topology.catalog) {
        Error other;
        other.code = ErrorCode::UnknownReference;
        other.file = document.path;
        other.place = QStringLiteral("catalog");
        other.detail = Opening::tr("The file was planned against “%1”, it is shown with “%2”.")
                           .arg(document.topology.catalog, document.catalog.id());
        document.warnings << other;
    }
    for (const Finding &fault : planFaults(document.flows)) {
        Error warning;
        warning.place = fault.place;
        warning.detail = fault.detail;
        document.warnings << warning;
    }
}

void derive(OpenDocument &document)
{
    document.flows = deriveFlows(document.catalog, document.topology);
    review(document);
}

/// Steps share what they do not change, so that this costs nothing.
bool tellTheSameFlows(const Topology &a, const Topology &b)
{
    return a.name == b.name && a.catalog == b.catalog && a.sites.isSharedWith(b.sites) && a.links.isSharedWith(b.links)
        && a.servers.isSharedWith(b.servers) && a.groups.isSharedWith(b.groups);
}

} // namespace

Result<OpenDocument> readDocument(const QString &path, const QString &catalogFile)
{
    const FileContent content = readContent(path);
    Result<LoadedTopology> loaded =
        content.state.kind == FileState::Kind::Read ? parseTopology(content.bytes, path) : loadTopology(path);
    if (!loaded)
        return failure(loaded.error());
    OpenDocument document;
    document.path = path;
    document.file = content.state;
    document.topology = loaded->topology;
    document.remarks = loaded->warnings;
    const Result<Catalog> catalog = catalogFor(document.topology, catalogFile);
    if (!catalog)
        return failure(catalog.error());
    document.catalog = *catalog;
    derive(document);
    return document;
}

OpenDocument withTopology(OpenDocument document, const Topology &topology, const QString &catalogFile)
{
    const bool isSame = tellTheSameFlows(document.topology, topology);
    const bool isAcceptedSame = document.topology.accepted.isSharedWith(topology.accepted);
    const bool isOtherCatalog = document.topology.catalog != topology.catalog;
    document.topology = topology;
    if (isOtherCatalog) {
        // One that cannot be had is told of by the remark that the document is shown with another.
        if (const Result<Catalog> catalog = catalogFor(topology, catalogFile))
            document.catalog = *catalog;
    }
    if (!isSame)
        derive(document);
    else if (!isAcceptedSame)
        review(document);
    return document;
}

Result<OpenDocument> newDocument(const QString &catalog, const QString &catalogFile)
{
    OpenDocument document;
    document.topology.name = Opening::tr("New deployment");
    document.topology.catalog = catalog;
    const Result<Catalog> found = catalogFor(document.topology, catalogFile);
    if (!found)
        return failure(found.error());
    document.catalog = *found;
    document.topology.catalog = found->id();
    derive(document);
    return document;
}

} // namespace portolan
