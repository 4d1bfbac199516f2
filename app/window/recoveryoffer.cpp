// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/recoveryoffer.h"

#include "model/comparison/topologydifference.h"
#include "views/tables/displaytext.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace portolan {

namespace {

/// How the recovered state differs from what stands in the file now.
QString changesOf(const FoundRecovery &found)
{
    const QString path = found.recovery.path;
    if (path.isEmpty())
        return {};
    const Result<LoadedTopology> file = parseTopology(found.fileContent, path);
    const Result<LoadedTopology> changed = parseTopology(found.recovery.content, path);
    if (!found.isFileThere || !file || !changed)
        return RecoveryOffer::tr("the file is gone");
    const qsizetype count = topologyDifference(file->topology, changed->topology).size();
    const QString changes = count == 1 ? RecoveryOffer::tr("1 change") : RecoveryOffer::tr("%1 changes").arg(count);
    return found.isFileAsThen ? changes : RecoveryOffer::tr("%1; the file was changed since").arg(changes);
}

} // namespace

std::vector<RecoveryOffered> findOffers(const QString &folder)
{
    std::vector<RecoveryOffered> offers;
    for (FoundRecovery &found : findRecoveries(folder)) {
        const QString changes = changesOf(found);
        offers.push_back({std::move(found), changes});
    }
    return offers;
}

RecoveryOffer::RecoveryOffer(std::vector<RecoveryOffered> offers, QWidget *parent)
    : QDialog(parent), m_offers(std::move(offers)), m_list(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("recoveryOffer"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Recover unsaved changes"));
    auto *heading = new QLabel(tr("Portolan ended before these changes were saved."), this);
    heading->setObjectName(QStringLiteral("overlayTitle"));
    heading->setWordWrap(true);
    auto *hint = new QLabel(tr("Open shows them as unsaved changes to their file, which stays as it is until you save; "
                               "what you leave here is offered again at the next start."),
                            this);
    hint->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("recoveries"));
    m_list->setRootIsDecorated(false);
    m_list->setAllColumnsShowFocus(true);
    m_list->setHeaderLabels({tr("Deployment"), tr("Changes"), tr("Kept"), tr("File")});
    m_list->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (const RecoveryOffered &offer : m_offers) {
        const Recovery &recovery = offer.found.recovery;
        const QString path = recovery.path.isEmpty() ? tr("Never saved") : QDir::toNativeSeparators(recovery.path);
        auto *item = new QTreeWidgetItem(m_list,
                                         {displayText(recovery.name), offer.changes,
                                          QLocale().toString(recovery.time.toLocalTime(), QLocale::ShortFormat),
                                          displayText(path)});
        item->setToolTip(3, toolTipText(displayText(path)));
    }
    for (int column = 0; column < 3; ++column)
        m_list->resizeColumnToContents(column);
    m_list->setCurrentItem(m_list->topLevelItem(0));

    auto *buttons = new QDialogButtonBox(this);
    m_open = buttons->addButton(tr("&Open"), QDialogButtonBox::AcceptRole);
    m_open->setObjectName(QStringLiteral("openRecovery"));
    m_open->setDefault(true);
    m_discard = buttons->addButton(tr("&Discard…"), QDialogButtonBox::DestructiveRole);
    m_discard->setObjectName(QStringLiteral("discardRecovery"));
    QPushButton *later = buttons->addButton(tr("&Later"), QDialogButtonBox::RejectRole);
    later->setObjectName(QStringLiteral("recoverLater"));
    connect(m_open, &QPushButton::clicked, this, &RecoveryOffer::openChosen);
    connect(m_discard, &QPushButton::clicked, this, &RecoveryOffer::discardChosen);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_list, &QTreeWidget::itemDoubleClicked, this, &RecoveryOffer::openChosen);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(heading);
    layout->addWidget(hint);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    resize(760, 320);
}

int RecoveryOffer::chosen() const
{
    return m_list->indexOfTopLevelItem(m_list->currentItem());
}

void RecoveryOffer::openChosen()
{
    const int index = chosen();
    if (index < 0)
        return;
    Q_EMIT openWanted(m_offers.at(static_cast<size_t>(index)).found);
    accept();
}

void RecoveryOffer::discardChosen()
{
    const int index = chosen();
    if (index < 0)
        return;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Portolan"),
                                tr("Throw away the unsaved changes of “%1”? They cannot be brought back.")
                                    .arg(m_list->topLevelItem(index)->text(0)),
                                QMessageBox::Discard | QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setObjectName(QStringLiteral("askToDiscard"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [this, index](int answer) {
        if (answer != QMessageBox::Discard)
            return;
        m_offers.at(static_cast<size_t>(index)).found.file->remove();
        m_offers.erase(m_offers.begin() + index);
        delete m_list->takeTopLevelItem(index);
        if (m_offers.empty())
            accept();
    });
    box->open();
}

} // namespace portolan
