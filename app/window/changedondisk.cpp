// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/changedondisk.h"

#include "app/window/choicebar.h"
#include "app/window/dialogs.h"
#include "app/window/document.h"
#include "views/tables/displaytext.h"

#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

namespace portolan {

namespace {

QString textOf(const MergeConflict &conflict)
{
    const QString name = conflict.name.isEmpty() ? conflict.id : conflict.name;
    const QString what = conflict.field.isEmpty()
        ? ChangedOnDisk::tr("%1 %2").arg(labelOf(conflict.item), name)
        : ChangedOnDisk::tr("%1 %2, %3").arg(labelOf(conflict.item), name, conflict.field);
    const QString both = ChangedOnDisk::tr("here “%1”, in the file “%2”").arg(conflict.mine, conflict.theirs);
    switch (conflict.taken) {
    case MergeConflict::Taken::Mine:
        return ChangedOnDisk::tr("%1: %2. What is here stays.").arg(what, both);
    case MergeConflict::Taken::Theirs:
        return ChangedOnDisk::tr("%1: %2. What is in the file is taken.").arg(what, both);
    case MergeConflict::Taken::Both:
        return ChangedOnDisk::tr("%1: %2. Both stay.").arg(what, both);
    }
    return {};
}

} // namespace

ChangedOnDisk::ChangedOnDisk(Document &document, ChoiceBar &bar, QWidget &window)
    : QObject(&window), m_document(document), m_bar(bar), m_window(window)
{
    connect(&document, &Document::fileChanged, this, &ChangedOnDisk::update);
    // What there is to choose from depends on whether there are changes here.
    connect(&document, &Document::changed, this, &ChangedOnDisk::update);
    connect(&document, &Document::merged, this, &ChangedOnDisk::onMerged);
    connect(&document, &Document::mergeFailed, this, &ChangedOnDisk::onMergeFailed);
}

QString ChangedOnDisk::fileName() const
{
    return displayText(QFileInfo(m_document.current().path).fileName());
}

void ChangedOnDisk::update()
{
    if (!m_document.isChangedOnDisk()) {
        m_asked.reset();
        m_bar.hide();
        return;
    }
    const FileState &state = m_document.onDisk();
    const bool isModified = m_document.isModified();
    if (m_asked == state && m_askedModified == isModified)
        return;
    m_asked = state;
    m_askedModified = isModified;
    const ChoiceBar::Choice reload{QStringLiteral("reloadFile"), tr("Reload"),
                                   tr("Show the file as it is now; Undo brings back what is here"),
                                   [this] { m_document.reload(); }};
    const ChoiceBar::Choice merge{QStringLiteral("mergeFile"), tr("Merge"),
                                  tr("Take over what changed in the file and keep what changed here"),
                                  [this] { m_document.mergeFile(); }};
    const ChoiceBar::Choice keep{QStringLiteral("keepMine"), tr("Keep mine"),
                                 tr("Leave the document as it is; saving then writes over the file"),
                                 [this] { m_document.keepMine(); }};
    const ChoiceBar::Choice save{QStringLiteral("saveAgain"), tr("Save again"), tr("Write the document to that place"),
                                 [this] { Q_EMIT saveWanted(DocumentFile::Over::Known); }};
    switch (state.kind) {
    case FileState::Kind::Missing:
        m_bar.ask(
            tr("%1 was removed, renamed or cannot be reached any more. The document is still here.").arg(fileName()),
            {save});
        break;
    case FileState::Kind::Unreadable:
        m_bar.ask(tr("%1 cannot be read any more. The document is still here; save it elsewhere with File ▸ Save As.")
                      .arg(fileName()),
                  {});
        break;
    case FileState::Kind::Read:
        if (isModified)
            m_bar.ask(tr("%1 was changed by another program, and the document here has changes that are not saved.")
                          .arg(fileName()),
                      {merge, keep, reload});
        else
            m_bar.ask(tr("%1 was changed by another program.").arg(fileName()), {reload});
        break;
    }
}

void ChangedOnDisk::askBeforeSaving()
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Portolan"),
                                tr("%1 was changed by another program since it was opened here.").arg(fileName()),
                                QMessageBox::Cancel, &m_window);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("Merge takes over what changed there and keeps what changed here; look at the result, "
                               "then save. Save over it keeps the other version as a backup beside the file."));
    box->setObjectName(QStringLiteral("askToOverwrite"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *merge = box->addButton(tr("Merge"), QMessageBox::AcceptRole);
    merge->setObjectName(QStringLiteral("mergeFile"));
    QPushButton *over = box->addButton(tr("Save over it"), QMessageBox::DestructiveRole);
    over->setObjectName(QStringLiteral("saveOver"));
    box->setDefaultButton(merge);
    connect(box, &QMessageBox::finished, this, [this, box, merge, over] {
        if (box->clickedButton() == merge)
            m_document.mergeFile();
        else if (box->clickedButton() == over)
            Q_EMIT saveWanted(DocumentFile::Over::Anything);
    });
    box->open();
}

void ChangedOnDisk::onMerged(const QList<MergeConflict> &conflicts)
{
    if (conflicts.isEmpty()) {
        Q_EMIT merged(tr("Merged with %1; nothing contradicted.").arg(fileName()));
        return;
    }
    Errors lines;
    for (const MergeConflict &conflict : conflicts) {
        Error line;
        line.detail = textOf(conflict);
        lines << line;
    }
    showErrors(
        &m_window, tr("Merged"),
        conflicts.size() == 1
            ? tr("Merged with %1. One thing was changed here and in the file:").arg(fileName())
            : tr("Merged with %1. %2 things were changed here and in the file:").arg(fileName()).arg(conflicts.size()),
        lines);
    Q_EMIT merged(tr("Merged with %1").arg(fileName()));
}

void ChangedOnDisk::onMergeFailed(const Errors &errors)
{
    showErrors(&m_window, tr("Not merged"), tr("%1 cannot be merged. The document stays as it is.").arg(fileName()),
               errors);
}

} // namespace portolan
