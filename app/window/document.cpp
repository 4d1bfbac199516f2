// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/document.h"

#include "views/tables/background.h"

namespace portolan {

Document::Document(QString catalogFile, QObject *parent) : QObject(parent), m_catalogFile(std::move(catalogFile))
{
    connect(&m_watch, &FileWatch::looked, this, &Document::onLooked);
}

void Document::open(const QString &path)
{
    read(path, Step::Open);
}

void Document::reload()
{
    if (m_isOpen && !m_current.path.isEmpty())
        read(m_current.path, Step::Reload);
}

void Document::read(const QString &path, Step step)
{
    const quint64 generation = ++m_generation;
    m_isOpening = true;
    m_openingPath = path;
    Q_EMIT openingStarted(path);
    inBackground(
        this, [path, catalogFile = m_catalogFile] { return readDocument(path, catalogFile); },
        [this, path, generation, step](Result<OpenDocument> result) {
            if (generation != m_generation)
                return;
            m_isOpening = false;
            if (!result) {
                Q_EMIT openingFailed(path, result.error());
                return;
            }
            if (step == Step::Open)
                m_history.reset(result->topology);
            else
                m_history.push(result->topology, tr("Reload"));
            const FileState known = result->file;
            const Topology base = result->topology;
            m_history.markSaved();
            take(std::move(*result), known, base);
        });
}

void Document::openRecovered(const QString &path, const Topology &changed)
{
    const quint64 generation = ++m_generation;
    m_isOpening = true;
    m_openingPath = path;
    Q_EMIT openingStarted(path);
    struct Recovered {
        OpenDocument document;
        Topology base;
    };
    inBackground(
        this,
        [path, changed, catalogFile = m_catalogFile]() -> Result<Recovered> {
            Result<OpenDocument> document = readDocument(path, catalogFile);
            if (path.isEmpty() || !document) {
                // The file is gone or nobody can read it: the changes are all there is.
                document = newDocument(changed.catalog, catalogFile);
                if (!document)
                    return failure(document.error());
                document->path = path;
            }
            const Topology base = document->topology;
            return Recovered{withTopology(std::move(*document), changed, catalogFile), base};
        },
        [this, path, generation](Result<Recovered> result) {
            if (generation != m_generation)
                return;
            m_isOpening = false;
            if (!result) {
                Q_EMIT openingFailed(path, result.error());
                return;
            }
            m_history.reset(result->base);
            m_history.push(result->document.topology, tr("Recover unsaved changes"));
            const FileState known = result->document.file;
            take(std::move(result->document), known, result->base);
        });
}

void Document::startNew(const QString &catalog)
{
    ++m_generation;
    m_isOpening = false;
    Result<OpenDocument> document = newDocument(catalog, m_catalogFile);
    if (!document) {
        Q_EMIT openingFailed({}, document.error());
        return;
    }
    m_history.reset(document->topology);
    const Topology base = document->topology;
    take(std::move(*document), {}, base);
}

/// The history has the document's state already.
void Document::take(OpenDocument document, const FileState &known, const Topology &base)
{
    ++m_derivation;
    m_isDeriving = false;
    m_isOpen = true;
    m_base = base;
    m_file = DocumentFile(document.path, known);
    m_onDisk = known;
    m_watch.watch(document.hasFile() ? document.path : QString());
    m_watch.look();
    OpenDocument before = std::exchange(m_current, std::move(document));
    Q_EMIT opened(before);
    Q_EMIT changed();
    Q_EMIT fileChanged();
    dropInBackground(std::move(before));
}

void Document::apply(const TopologyEdit &edit, const QString &mergeKey)
{
    if (m_isOpen)
        setStep(edit.apply(present()), edit.text, mergeKey);
}

void Document::setSavedViews(const QList<ChartView> &views, const QString &step)
{
    Topology topology = present();
    topology.views = views;
    setStep(topology, step);
}

void Document::setStep(const Topology &topology, const QString &text, const QString &mergeKey)
{
    const quint64 before = m_history.stateNumber();
    m_history.push(topology, text, mergeKey);
    if (m_history.stateNumber() != before)
        derive();
}

void Document::undo()
{
    if (!m_history.canUndo())
        return;
    m_history.undo();
    derive();
}

void Document::redo()
{
    if (!m_history.canRedo())
        return;
    m_history.redo();
    derive();
}

void Document::derive()
{
    if (std::exchange(m_isOpening, false)) {
        // Who goes on with the document while another is being read wants to keep it.
        ++m_generation;
        Error error;
        error.code = ErrorCode::Cancelled;
        error.detail = tr("Opening was given up because the document was changed meanwhile.");
        Q_EMIT openingFailed(m_openingPath, {error});
    }
    const quint64 generation = ++m_derivation;
    m_isDeriving = true;
    inBackground(
        this,
        [document = m_current, topology = present(), catalogFile = m_catalogFile] {
            return withTopology(document, topology, catalogFile);
        },
        [this, generation](OpenDocument document) {
            if (generation != m_derivation)
                return;
            m_isDeriving = false;
            // It may have got a file meanwhile.
            document.path = m_current.path;
            OpenDocument before = std::exchange(m_current, std::move(document));
            Q_EMIT edited(before);
            dropInBackground(std::move(before));
        });
    Q_EMIT changed();
}

Result<Errors> Document::save(DocumentFile::Over over)
{
    Result<Errors> result = m_file.save(writeTopology(present()), over);
    if (result)
        onSaved();
    else if (result.error().first().code == ErrorCode::ChangedOnDisk)
        lookAtFile();
    return result;
}

Result<Errors> Document::saveAs(const QString &path)
{
    DocumentFile file(path, {});
    Result<Errors> result = file.save(writeTopology(present()), DocumentFile::Over::Anything);
    if (result) {
        m_file = file;
        m_current.path = path;
        onSaved();
    }
    return result;
}

void Document::onSaved()
{
    m_base = present();
    m_history.markSaved();
    m_onDisk = m_file.known();
    m_watch.watch(m_file.path());
    Q_EMIT saved();
    Q_EMIT changed();
    Q_EMIT fileChanged();
}

void Document::onLooked(const FileState &state)
{
    if (state == m_onDisk)
        return;
    m_onDisk = state;
    Q_EMIT changed();
    Q_EMIT fileChanged();
}

void Document::keepMine()
{
    m_file.setKnown(m_onDisk);
    m_history.markUnsaved();
    Q_EMIT changed();
    Q_EMIT fileChanged();
}

void Document::mergeFile()
{
    struct Merging {
        FileContent content;
        Result<MergedTopology> merge;
    };
    inBackground(
        this,
        [path = m_file.path(), base = m_base, mine = present()]() -> Merging {
            const FileContent content = readContent(path);
            if (content.state.kind != FileState::Kind::Read)
                return {content, failure(content.errors)};
            const Result<LoadedTopology> theirs = parseTopology(content.bytes, path);
            if (!theirs)
                return {content, failure(theirs.error())};
            return {content, mergeTopologies(base, mine, theirs->topology)};
        },
        [this, derivation = m_derivation, path = m_file.path()](const Merging &merging) {
            // Another document is no longer to be merged with this file; another state is merged as it is then.
            if (path != m_file.path())
                return;
            if (derivation != m_derivation) {
                mergeFile();
                return;
            }
            if (!merging.merge) {
                Q_EMIT mergeFailed(merging.merge.error());
                return;
            }
            m_base = parseTopology(merging.content.bytes, path)->topology;
            m_file.setKnown(merging.content.state);
            m_onDisk = merging.content.state;
            setStep(merging.merge->topology, tr("Merge with the file"));
            if (writeTopology(present()) == merging.content.bytes)
                m_history.markSaved();
            else
                m_history.markUnsaved();
            Q_EMIT changed();
            Q_EMIT fileChanged();
            Q_EMIT merged(merging.merge->conflicts);
        });
}

bool Document::isModified() const
{
    // A document whose file is gone is nowhere but here.
    const bool isFileGone = m_current.hasFile() && m_onDisk.kind == FileState::Kind::Missing;
    return m_isOpen && (isFileGone || !m_history.isClean());
}

} // namespace portolan
