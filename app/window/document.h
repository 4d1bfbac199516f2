// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/findings/review.h"
#include "model/flows/flowset.h"
#include "model/topology/topology.h"

#include <QObject>

namespace portolan {

/// A topology file with all that follows from it. A value.
struct OpenDocument {
    QString path;
    Topology topology;
    Catalog catalog;
    FlowSet flows;
    QList<Finding> findings; ///< of reviewTopology()
    Errors warnings; ///< unknown keys, then planFaults()

    bool isSample() const { return path.startsWith(QLatin1Char(':')); }
};

/// Reads, checks and derives; `catalogFile` empty: the built-in catalog that the file asks for. Pure but for the files.
Result<OpenDocument> readDocument(const QString &path, const QString &catalogFile);

/// The document that the window shows. Opening goes on beside the window; the last call wins.
class Document : public QObject
{
    Q_OBJECT
public:
    explicit Document(QString catalogFile, QObject *parent = nullptr);

    void open(const QString &path);
    void reload();
    Result<void> saveAs(const QString &path);
    /// Saved views are part of the document: they make it modified().
    void setSavedViews(const QList<ChartView> &views);

    bool isModified() const { return m_isModified; } ///< other than the file
    bool isOpen() const { return m_isOpen; }
    bool isOpening() const { return m_isOpening; }
    const OpenDocument &current() const { return m_current; }

Q_SIGNALS:
    void openingStarted(const QString &path);
    void opened(const portolan::OpenDocument &before); ///< current() is new; `before` is what it was
    void openingFailed(const QString &path, const portolan::Errors &errors); ///< current() is as it was
    void saved();
    void modified();

private:
    QString m_catalogFile;
    OpenDocument m_current;
    quint64 m_generation = 0;
    bool m_isOpen = false;
    bool m_isOpening = false;
    bool m_isModified = false;
};

} // namespace portolan
