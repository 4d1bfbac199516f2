// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/window/documentfile.h"
#include "model/comparison/topologymerge.h"

#include <QObject>

#include <optional>

class QWidget;

namespace portolan {

class ChoiceBar;
class Document;

/// Tells people that the document's file is another than they know, and does about it what they choose. Never reads or
/// writes it unasked.
class ChangedOnDisk : public QObject
{
    Q_OBJECT
public:
    ChangedOnDisk(Document &document, ChoiceBar &bar, QWidget &window);

    void askBeforeSaving(); ///< the file has changes that saving would put an end to

Q_SIGNALS:
    void saveWanted(portolan::DocumentFile::Over over);
    void merged(const QString &message);

private:
    void update();
    void onMerged(const QList<MergeConflict> &conflicts);
    void onMergeFailed(const Errors &errors);
    QString fileName() const;

    Document &m_document;
    ChoiceBar &m_bar;
    QWidget &m_window;
    std::optional<FileState> m_asked; ///< the file's state that the bar is, or was, about
    bool m_askedModified = false;
};

} // namespace portolan
