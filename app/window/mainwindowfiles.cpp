// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/autosaver.h"
#include "app/window/changedondisk.h"
#include "app/window/checking.h"
#include "app/window/choicebar.h"
#include "app/window/dialogs.h"
#include "app/window/filterbar.h"
#include "app/window/flowchanges.h"
#include "app/window/mainwindow.h"
#include "app/window/noticebar.h"
#include "app/window/recoveryoffer.h"
#include "app/window/searchfield.h"
#include "app/window/viewing.h"
#include "views/tables/background.h"
#include "views/tables/displaytext.h"

#include <QAction>
#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QPointer>

// The window's document as a file: new, open, save, what happens to it on disk, recovery; undo and redo.
namespace portolan {

namespace {

constexpr std::chrono::seconds kAutoSaveDelay(2);

/// A name from a file as the text of a menu entry, where & would make a shortcut.
QString menuText(const QString &text)
{
    return displayText(text).replace(u'&', QStringLiteral("&&"));
}

} // namespace

void MainWindow::addNewActions(QMenu &file)
{
    const QStringList catalogs = builtInCatalogIds();
    const auto add = [this](QMenu &menu, const QString &text, const QString &catalog) {
        QAction *action = menu.addAction(text);
        connect(action, &QAction::triggered, this,
                [this, catalog] { ifMayDiscard([this, catalog] { m_document->startNew(catalog); }); });
        return action;
    };
    QAction *first = nullptr;
    if (catalogs.size() == 1) {
        first = add(file, tr("&New"), catalogs.front());
    } else {
        QMenu *menu = file.addMenu(tr("&New"));
        for (const QString &id : catalogs) {
            const Result<Catalog> catalog = builtInCatalog(id);
            if (!catalog)
                continue;
            QAction *action = add(*menu, menuText(catalog->product() + u' ' + catalog->productVersion()), id);
            first = first ? first : action;
        }
    }
    if (!first)
        return;
    first->setObjectName(QStringLiteral("new"));
    first->setShortcut(QKeySequence::New);
}

void MainWindow::connectFile()
{
    m_changedOnDisk = new ChangedOnDisk(*m_document, *m_choiceBar, *this);
    connect(m_changedOnDisk, &ChangedOnDisk::saveWanted, this, &MainWindow::save);
    connect(m_changedOnDisk, &ChangedOnDisk::merged, this, &MainWindow::say);
}

/// A step changes what it changed: the view stays where it is, the selection on the same things.
void MainWindow::onEdited(const OpenDocument &before)
{
    const OpenDocument &now = m_document->current();
    if (!now.flows.isSame(before.flows)) {
        m_reloaded = true;
        m_search->setFlows(now.flows);
        m_filterBar->setPlan(now.flows);
        m_viewing->setFlows(now.flows, m_viewing->view());
        m_flowChanges->setChange(before.flows, now.flows);
        // One that was put away comes back only when there is something new to say.
        if (toText(now.warnings) != toText(before.warnings))
            m_notice->showWarnings(now.warnings);
    } else {
        m_flowChanges->clear();
    }
    updateTitle();
    updateCounts();
}

void MainWindow::fillSamples(QMenu *menu)
{
    menu->clear();
    const QDir folder(QStringLiteral(":/portolan/samples"));
    for (const QFileInfo &file : folder.entryInfoList({QStringLiteral("*.portolan")}, QDir::Files, QDir::Name)) {
        const Result<LoadedTopology> sample = loadTopology(file.filePath());
        QAction *action = menu->addAction(menuText(sample ? sample->topology.name : file.fileName()));
        connect(action, &QAction::triggered, this,
                [this, path = file.filePath()] { ifMayDiscard([this, path] { openFile(path); }); });
    }
}

void MainWindow::fillRecent(QMenu *menu)
{
    menu->clear();
    for (const QString &path : m_settings.recentFiles) {
        const QFileInfo file(path);
        QAction *action = menu->addAction(
            menuText(QStringLiteral("%1  –  %2").arg(file.fileName(), QDir::toNativeSeparators(file.path()))));
        connect(action, &QAction::triggered, this, [this, path] { ifMayDiscard([this, path] { openFile(path); }); });
    }
    if (m_settings.recentFiles.isEmpty()) {
        menu->addAction(tr("None yet"))->setEnabled(false);
        return;
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Clear the list")), &QAction::triggered, this,
            [this] { m_settings.recentFiles.clear(); });
}

void MainWindow::chooseAndOpen()
{
    const OpenDocument &document = m_document->current();
    const QString folder = document.hasFile() ? QFileInfo(document.path).path() : QString();
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a topology file"), folder,
                                                      tr("Topology files (*.portolan *.json);;All files (*)"));
    if (!path.isEmpty())
        ifMayDiscard([this, path] { openFile(path); });
}

/// A field that is being written in counts as it stands for whoever saves or closes now; nobody else took it yet.
void MainWindow::enterWhatIsTyped()
{
    const QPointer<QWidget> field = focusWidget();
    if (!field || !field->testAttribute(Qt::WA_InputMethodEnabled))
        return;
    const QPointer<QWidget> around = field->parentWidget();
    field->clearFocus();
    if (focusWidget())
        return;
    if (field && field->isVisible())
        field->setFocus(Qt::OtherFocusReason);
    else if (around)
        around->setFocus(Qt::OtherFocusReason);
}

/// Saving is only there where something has changed: what is being typed has to count before its keys are looked up.
bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Save) || key->matches(QKeySequence::SaveAs))
            enterWhatIsTyped();
    }
    return QMainWindow::event(event);
}

void MainWindow::save(DocumentFile::Over over)
{
    const OpenDocument &document = m_document->current();
    if (!document.hasFile()) {
        chooseAndSave();
        return;
    }
    const Result<Errors> saved = m_document->save(over);
    if (!saved && saved.error().first().code == ErrorCode::ChangedOnDisk)
        m_changedOnDisk->askBeforeSaving();
    else
        tellSaved(document.path, saved);
}

void MainWindow::updateTitle()
{
    if (!m_document->isOpen()) {
        setWindowTitle(QStringLiteral("Portolan"));
        return;
    }
    const OpenDocument &document = m_document->current();
    setWindowModified(m_document->isModified());
    setWindowTitle(QStringLiteral("%1 (%2)[*] – Portolan")
                       .arg(displayText(m_document->present().name),
                            displayText(document.isSample()           ? tr("sample")
                                            : document.path.isEmpty() ? tr("not saved yet")
                                                                      : QFileInfo(document.path).fileName())));
    setWindowFilePath(document.hasFile() ? document.path : QString());
}

bool MainWindow::saveAs(const QString &path)
{
    return tellSaved(path, m_document->saveAs(path));
}

bool MainWindow::tellSaved(const QString &path, const Result<Errors> &saved)
{
    const QString file = QFileInfo(path).fileName();
    if (!saved) {
        showErrors(this, tr("Not saved"), tr("%1 is not saved.").arg(file), saved.error());
        return false;
    }
    m_settings.addRecentFile(path);
    say(saved->isEmpty() ? tr("Saved %1").arg(file) : tr("Saved %1. %2").arg(file, saved->first().detail));
    return true;
}

void MainWindow::ifMayDiscard(const std::function<void()> &then)
{
    ifMayDiscardChanges([this, then] { m_checking->ifMayDiscard(then); });
}

/// Asks where the document has changes that no file has.
void MainWindow::ifMayDiscardChanges(const std::function<void()> &then)
{
    enterWhatIsTyped();
    if (!m_document->isModified()) {
        then();
        return;
    }
    auto *box = new QMessageBox(
        QMessageBox::Question, tr("Portolan"),
        tr("“%1” has changes that are not saved. Save them first?").arg(displayText(m_document->present().name)),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setObjectName(QStringLiteral("askToSave"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [this, then](int answer) {
        if (answer == QMessageBox::Save)
            save();
        if (answer == QMessageBox::Discard || (answer == QMessageBox::Save && !m_document->isModified()))
            then();
    });
    box->open();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    enterWhatIsTyped();
    if (m_isClosing || (!m_document->isModified() && !m_checking->hasToAsk())) {
        QMainWindow::closeEvent(event);
        return;
    }
    event->ignore();
    ifMayDiscard([this] {
        m_isClosing = true;
        if (m_autoSaver)
            m_autoSaver->discard();
        close();
    });
}

/// Not every drive tells when a file on it changes; whoever comes back to the window may have changed it.
void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        m_document->lookAtFile();
}

void MainWindow::chooseAndSave()
{
    const OpenDocument &document = m_document->current();
    QString proposed = document.isSample() ? QFileInfo(document.path).fileName() : document.path;
    if (proposed.isEmpty())
        proposed = displayText(m_document->present().name).replace(u'/', u'-') + QStringLiteral(".portolan");
    QString path =
        QFileDialog::getSaveFileName(this, tr("Save the topology as"), proposed, tr("Topology files (*.portolan)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".portolan");
    saveAs(path);
}

void MainWindow::keepRecoveryIn(const QString &folder)
{
    m_autoSaver = new AutoSaver(*m_document, folder, kAutoSaveDelay, this);
    connect(m_autoSaver, &AutoSaver::failed, this, [this](const Errors &errors) {
        say(tr("Unsaved changes cannot be kept for recovery: %1").arg(errors.first().detail));
    });
    inBackground(
        this, [folder] { return findOffers(folder); },
        [this](std::vector<RecoveryOffered> offers) {
            if (offers.empty())
                return;
            auto *offer = new RecoveryOffer(std::move(offers), this);
            connect(offer, &RecoveryOffer::openWanted, this, &MainWindow::recover);
            offer->open();
        });
}

void MainWindow::recover(const FoundRecovery &found)
{
    const Result<LoadedTopology> changed = parseTopology(found.recovery.content, found.recovery.path);
    if (!changed) {
        onOpeningFailed(found.recovery.path, changed.error());
        return;
    }
    ifMayDiscard([this, found, topology = changed->topology] {
        m_hintWanted = false;
        m_autoSaver->adopt(found.file);
        m_document->openRecovered(found.recovery.path, topology);
    });
}

} // namespace portolan
