// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/checkkits.h"

#include "app/window/dialogs.h"
#include "views/tables/background.h"

#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSet>

#include <algorithm>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

struct MadeKits {
    QList<Kit> kits;
    qsizetype publicChecks = 0;
};

MadeKits makeKits(const FlowSet &flows, const QStringList &servers)
{
    MadeKits made;
    const QSet<QString> wanted(servers.begin(), servers.end());
    for (const Server &server : flows.topology().servers) {
        if (!wanted.isEmpty() && !wanted.contains(server.id))
            continue;
        const ReachabilityPlan plan = planChecks(flows, {server.id, {}, {}});
        if (plan.checks.empty())
            continue;
        made.publicChecks += std::count_if(plan.checks.begin(), plan.checks.end(),
                                           [](const PlannedCheck &check) { return check.isPublic; });
        made.kits << kitFor(plan);
    }
    return made;
}

Result<void> writeFiles(const QList<Kit> &kits, const QString &folder)
{
    QList<KitFile> files;
    for (const Kit &kit : kits)
        files += kit.files;
    return writeKitFiles(files, folder);
}

} // namespace

CheckKits::CheckKits(QWidget &window) : m_window(window) { }

void CheckKits::chooseAndWrite(const FlowSet &flows, const QStringList &servers)
{
    auto *dialog = new QFileDialog(&m_window, tr("Folder for the kits"));
    dialog->setObjectName(u"kitFolder"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, flows, servers](const QString &folder) { write(flows, servers, folder); });
    dialog->open();
}

void CheckKits::write(const FlowSet &flows, const QStringList &servers, const QString &folder)
{
    Q_EMIT said(tr("Making the kits …"));
    inBackground(
        this, [flows, servers] { return makeKits(flows, servers); },
        [this, folder](const MadeKits &made) {
            if (made.kits.isEmpty()) {
                Q_EMIT said(tr("Nothing to check starts there: no kit was written."));
                return;
            }
            if (made.publicChecks == 0) {
                writeAll(made.kits, folder);
                return;
            }
            auto *box = new QMessageBox(
                QMessageBox::Question, tr("Portolan"),
                made.publicChecks == 1
                    ? tr("One of the kits' checks goes to a public address. May it be asked?")
                    : tr("%1 of the kits' checks go to public addresses. May those be asked?").arg(made.publicChecks),
                QMessageBox::Cancel, &m_window);
            box->setTextFormat(Qt::PlainText);
            box->setObjectName(u"askPublicKits"_s);
            box->setAttribute(Qt::WA_DeleteOnClose);
            QPushButton *yes = box->addButton(tr("Write the kits"), QMessageBox::AcceptRole);
            yes->setObjectName(u"writePublicKits"_s);
            box->setDefaultButton(QMessageBox::Cancel);
            connect(box, &QMessageBox::finished, this, [this, box, yes, kits = made.kits, folder] {
                if (box->clickedButton() == yes)
                    writeAll(kits, folder);
            });
            box->open();
        });
}

void CheckKits::writeAll(const QList<Kit> &kits, const QString &folder)
{
    inBackground(
        this, [kits, folder] { return writeFiles(kits, folder); },
        [this, count = kits.size(), folder](const Result<void> &done) {
            const QString place = QDir::toNativeSeparators(folder);
            if (!done) {
                showErrors(&m_window, tr("Not written"), tr("The kits cannot be written into %1.").arg(place),
                           done.error());
                Q_EMIT failed(done.error());
                return;
            }
            Q_EMIT said(count == 1 ? tr("The kit of 1 server is in %1; nothing was sent").arg(place)
                                   : tr("The kits of %1 servers are in %2; nothing was sent").arg(count).arg(place));
            Q_EMIT written(folder);
        });
}

} // namespace portolan
