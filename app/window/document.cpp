// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/document.h"

#include "views/tables/background.h"

#include <QCoreApplication>

namespace portolan {

Result<OpenDocument> readDocument(const QString &path, const QString &catalogFile)
{
    Result<LoadedTopology> loaded = loadTopology(path);
    if (!loaded)
        return failure(loaded.error());
    OpenDocument document;
    document.path = path;
    document.topology = loaded->topology;
    document.warnings = loaded->warnings;
    const Result<Catalog> catalog =
        catalogFile.isEmpty() ? builtInCatalog(document.topology.catalog) : loadCatalog(catalogFile);
    if (!catalog)
        return failure(catalog.error());
    document.catalog = *catalog;
    if (document.catalog.id() != document.topology.catalog) {
        Error other;
        other.code = ErrorCode::UnknownReference;
        other.file = path;
        other.place = QStringLiteral("catalog");
        other.detail = QCoreApplication::translate("portolan::Document",
                                                   "The file was planned against “%1”, it is shown with “%2”.")
                           .arg(document.topology.catalog, document.catalog.id());
        document.warnings << other;
    }
    document.flows = deriveFlows(document.catalog, document.topology);
    document.findings = reviewTopology(document.catalog, document.topology, document.flows);
    for (const Finding &fault : planFaults(document.flows)) {
        Error warning;
        warning.place = fault.place;
        warning.detail = fault.detail;
        document.warnings << warning;
    }
    return document;
}

Document::Document(QString catalogFile, QObject *parent) : QObject(parent), m_catalogFile(std::move(catalogFile)) { }

void Document::open(const QString &path)
{
    const quint64 generation = ++m_generation;
    m_isOpening = true;
    Q_EMIT openingStarted(path);
    inBackground(
        this, [path, catalogFile = m_catalogFile] { return readDocument(path, catalogFile); },
        [this, path, generation](Result<OpenDocument> result) {
            if (generation != m_generation)
                return;
            m_isOpening = false;
            if (!result) {
                Q_EMIT openingFailed(path, result.error());
                return;
            }
            OpenDocument before = std::exchange(m_current, std::move(*result));
            m_isOpen = true;
            m_isModified = false;
            Q_EMIT opened(before);
            dropInBackground(std::move(before));
        });
}

void Document::reload()
{
    if (m_isOpen)
        open(m_current.path);
}

Result<void> Document::saveAs(const QString &path)
{
    Result<void> result = saveTopology(m_current.topology, path);
    if (result) {
        m_current.path = path;
        m_isModified = false;
        Q_EMIT saved();
    }
    return result;
}

void Document::setSavedViews(const QList<ChartView> &views)
{
    m_current.topology.views = views;
    m_isModified = true;
    Q_EMIT modified();
}

} // namespace portolan
