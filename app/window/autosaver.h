// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/window/recovery.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace portolan {

class Document;

/// Keeps a document's unsaved changes in a recovery file, beside the window, some time after an edit and no more often.
/// The file goes when the changes are saved, undone or thrown away, and stays when the program ends in another way.
class AutoSaver : public QObject
{
    Q_OBJECT
public:
    AutoSaver(Document &document, QString folder, std::chrono::milliseconds delay, QObject *parent = nullptr);

    /// The document goes on with changes that were found: their file is its own from now on.
    void adopt(std::shared_ptr<RecoveryFile> file);
    void discard(); ///< the changes that there are now are not wanted

Q_SIGNALS:
    void kept(quint64 state); ///< History::stateNumber() that can be recovered
    void failed(const portolan::Errors &errors); ///< once, until it works again

private:
    void onOpened();
    void onChanged();
    void write();
    void tellAndTryAgain(const Errors &errors);

    Document &m_document;
    QString m_folder;
    QTimer m_timer;
    std::shared_ptr<RecoveryFile> m_file; ///< null: nothing to keep
    std::shared_ptr<RecoveryFile> m_adopted; ///< of the document that is being opened
    std::optional<quint64> m_keptState; ///< what m_file holds
    bool m_isWriting = false;
    bool m_hasFailed = false;
};

} // namespace portolan
