// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/window/documentfile.h"
#include "app/window/filewatch.h"
#include "app/window/opendocument.h"
#include "model/comparison/topologymerge.h"
#include "model/editing/history.h"
#include "model/editing/topologyedit.h"

#include <QObject>

namespace portolan {

/// The document that the window shows: its present state with those before and after it, and its file. What follows
/// from a state is worked out beside the window; the last call wins.
class Document : public QObject
{
    Q_OBJECT
public:
    explicit Document(QString catalogFile, QObject *parent = nullptr);

    void open(const QString &path);
    /// Changes that were rescued, as a step on top of what stands in their file now.
    void openRecovered(const QString &path, const Topology &changed);
    void startNew(const QString &catalog); ///< empty, without a file
    void reload(); ///< the file's state as one more step
    void apply(const TopologyEdit &edit, const QString &mergeKey = {}); ///< as History::push
    void undo();
    void redo();
    Result<Errors> save(DocumentFile::Over over = DocumentFile::Over::Known); ///< as DocumentFile::save
    Result<Errors> saveAs(const QString &path); ///< over whatever is there
    void setSavedViews(const QList<ChartView> &views, const QString &step);

    /// The file is another than the document knows.
    bool isChangedOnDisk() const { return m_onDisk != m_file.known(); }
    const FileState &onDisk() const { return m_onDisk; } ///< seen last
    void lookAtFile() { m_watch.look(); } ///< fileChanged() may follow
    void keepMine(); ///< what stands in the file now may be written over
    /// What changed in the file and what changed here, both, as a step; merged() or mergeFailed() follows.
    void mergeFile();

    bool isModified() const; ///< other than the file
    bool isOpen() const { return m_isOpen; }
    bool isOpening() const { return m_isOpening; }
    bool isDeriving() const { return m_isDeriving; } ///< current() is behind present()
    const Topology &present() const { return m_history.present(); }
    const OpenDocument &current() const { return m_current; } ///< the last state for which all was worked out
    const History &history() const { return m_history; }
    const DocumentFile &file() const { return m_file; }

Q_SIGNALS:
    void openingStarted(const QString &path);
    void opened(const portolan::OpenDocument &before); ///< current() is new; `before` is what it was
    void openingFailed(const QString &path, const portolan::Errors &errors); ///< current() is as it was
    void edited(const portolan::OpenDocument &before); ///< current() is another state of the same document
    void changed(); ///< present(), history(), isModified() or the path may be other than before
    void saved();
    void fileChanged(); ///< isChangedOnDisk() may be other than before
    void merged(const QList<portolan::MergeConflict> &conflicts);
    void mergeFailed(const portolan::Errors &errors);

private:
    enum class Step { Open, Reload };
    void read(const QString &path, Step step);
    void take(OpenDocument document, const FileState &known, const Topology &base);
    void setStep(const Topology &topology, const QString &text, const QString &mergeKey = {});
    void derive();
    void onSaved();
    void onLooked(const FileState &state);

    QString m_catalogFile;
    DocumentFile m_file;
    FileWatch m_watch;
    FileState m_onDisk;
    History m_history;
    Topology m_base; ///< as it was when file and document were last the same
    OpenDocument m_current;
    QString m_openingPath;
    quint64 m_generation = 0; ///< of opening
    quint64 m_derivation = 0;
    bool m_isOpen = false;
    bool m_isOpening = false;
    bool m_isDeriving = false;
};

} // namespace portolan
