// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/importing.h"

#include "app/window/dialogs.h"
#include "app/window/document.h"
#include "app/window/editing.h"
#include "app/window/importdialog.h"
#include "app/window/importsession.h"
#include "app/window/windowsettings.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

#include <algorithm>

namespace portolan {

namespace {

constexpr qint64 kLookedAt = 4096; ///< bytes of a dropped file

/// What the window opens; its format stands at the beginning.
bool isOwn(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(kLookedAt).contains("\"portolan-topology\"");
}

bool canBeBroughtIn(const QString &path)
{
    static const QStringList suffixes{QStringLiteral("csv"), QStringLiteral("json"), QStringLiteral("xml")};
    const QFileInfo info(path);
    return info.isFile() && suffixes.contains(info.suffix().toLower()) && !isOwn(path);
}

} // namespace

Importing::Importing(Editing &editing, WindowSettings &settings, QWidget &window)
    : QObject(&window), m_editing(editing), m_settings(settings), m_window(window),
      m_action(new QAction(tr("&Import…"), this))
{
    m_action->setObjectName(QStringLiteral("import"));
    m_action->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    m_action->setToolTip(tr("Bring in what the product, the directory, nmap or NetBox export, or a table of servers"));
    m_action->setEnabled(false);
    connect(m_action, &QAction::triggered, this, &Importing::choose);
    connect(&editing.document(), &Document::opened, this, [this] { m_action->setEnabled(true); });
}

void Importing::choose()
{
    auto *dialog = new QFileDialog(&m_window, tr("Import"), m_folder,
                                   tr("Exports, scans, inventories (*.csv *.json *.xml *.txt);;All files (*)"));
    dialog->setObjectName(QStringLiteral("importChoice"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &Importing::begin);
    dialog->open();
}

void Importing::begin(const QStringList &paths)
{
    const Document &document = m_editing.document();
    if (!document.isOpen()) {
        Q_EMIT said(tr("Open a deployment first: files are brought into it."));
        return;
    }
    if (paths.isEmpty())
        return;
    m_folder = QFileInfo(paths.first()).path();
    auto *session =
        new ImportSession(document.present(), document.current().catalog, paths,
                          [known = m_settings](const QStringList &columns) { return known.mappingFor(columns); });
    session->start();
    auto *dialog = new ImportDialog(session, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::helpRequested, dialog, [dialog] { showImportHelp(dialog); });
    connect(dialog, &ImportDialog::mapped, this, [this](const QStringList &columns, const ColumnMapping &mapping) {
        if (mapping.isUsable())
            m_settings.rememberMapping(columns, mapping);
    });
    connect(dialog, &ImportDialog::agreed, this, [this, dialog](const TopologyEdit &edit) { carryOut(*dialog, edit); });
    dialog->open();
}

bool Importing::takeDropped(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls()) {
        const QString path = url.toLocalFile();
        if (url.isLocalFile() && canBeBroughtIn(path))
            paths << path;
    }
    if (paths.isEmpty())
        return false;
    begin(paths);
    return true;
}

void Importing::carryOut(const ImportDialog &dialog, const TopologyEdit &edit)
{
    m_editing.apply(edit);
    const ImportPlan &plan = *dialog.session().plan();
    const QLocale locale;
    const auto taken = [&plan, &locale](ImportStatus status) {
        return locale.toString(std::count_if(plan.items.begin(), plan.items.end(), [status](const ImportItem &item) {
            return item.status == status && item.isTaken;
        }));
    };
    Q_EMIT said(tr("Imported: %1 new, %2 changed, %3 removed. Undo takes it all back.")
                    .arg(taken(ImportStatus::New), taken(ImportStatus::Changed), taken(ImportStatus::Missing)));
}

} // namespace portolan
