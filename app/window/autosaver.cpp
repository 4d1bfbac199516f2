// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/autosaver.h"

#include "app/window/document.h"
#include "views/tables/background.h"

#include <QFileInfo>

#include <utility>

namespace portolan {

AutoSaver::AutoSaver(Document &document, QString folder, std::chrono::milliseconds delay, QObject *parent)
    : QObject(parent), m_document(document), m_folder(std::move(folder))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(delay);
    connect(&m_timer, &QTimer::timeout, this, &AutoSaver::write);
    connect(&document, &Document::opened, this, &AutoSaver::onOpened);
    connect(&document, &Document::changed, this, &AutoSaver::onChanged);
    connect(&document, &Document::openingFailed, this, [this] { m_adopted.reset(); });
}

void AutoSaver::adopt(std::shared_ptr<RecoveryFile> file)
{
    m_adopted = std::move(file);
}

void AutoSaver::discard()
{
    m_timer.stop();
    if (m_file)
        m_file->remove();
    m_file.reset();
    m_keptState.reset();
}

void AutoSaver::onOpened()
{
    // The document before was saved, or nobody wanted its changes.
    discard();
    m_file = std::move(m_adopted);
    m_adopted.reset();
}

void AutoSaver::onChanged()
{
    if (!m_document.isModified())
        discard();
    else if (m_document.history().stateNumber() != m_keptState && !m_timer.isActive())
        m_timer.start();
}

void AutoSaver::write()
{
    if (m_isWriting) {
        m_timer.start();
        return;
    }
    if (!m_file)
        m_file = RecoveryFile::create(m_folder);
    if (!m_file) {
        Error error;
        error.code = ErrorCode::CannotWrite;
        error.file = m_folder;
        error.detail = tr("The folder for recovery cannot be written.");
        tellAndTryAgain({error});
        return;
    }
    m_isWriting = true;
    Recovery recovery;
    // The next start may be in another folder.
    const OpenDocument &document = m_document.current();
    recovery.path = document.hasFile() ? QFileInfo(document.path).absoluteFilePath() : document.path;
    recovery.name = m_document.present().name;
    recovery.base = m_document.file().known().hash;
    recovery.time = QDateTime::currentDateTimeUtc();
    inBackground(
        this,
        [file = m_file, topology = m_document.present(), recovery]() mutable {
            // Let go of before anybody hears that it is written: whoever looks for it then finds it free.
            const std::shared_ptr<RecoveryFile> written = std::exchange(file, nullptr);
            recovery.content = writeTopology(topology);
            return written->write(recovery);
        },
        [this, file = std::weak_ptr(m_file), state = m_document.history().stateNumber()](const Result<void> &result) {
            m_isWriting = false;
            if (!m_file || file.lock() != m_file)
                return;
            if (!result) {
                tellAndTryAgain(result.error());
                return;
            }
            m_hasFailed = false;
            m_keptState = state;
            Q_EMIT kept(state);
            onChanged();
        });
}

void AutoSaver::tellAndTryAgain(const Errors &errors)
{
    // Disks get room again and drives come back.
    m_timer.start();
    if (!std::exchange(m_hasFailed, true))
        Q_EMIT failed(errors);
}

} // namespace portolan
