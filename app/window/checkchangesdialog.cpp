// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/checkchangesdialog.h"

#include "views/checks/changesmodel.h"
#include "views/tables/displaytext.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSize(860, 420);
constexpr int kRowHeight = 24;
constexpr int kRowsMeasured = 100; ///< whose texts say how wide the columns are

} // namespace

CheckChangesDialog::CheckChangesDialog(const QList<ResultChange> &changes, const Topology &topology,
                                       const QString &before, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"checkChanges"_s);
    setWindowTitle(tr("Changed since earlier results"));
    resize(kSize);
    const QString file = displayText(before);
    auto *heading =
        new QLabel(changes.isEmpty()         ? tr("Nothing has changed since %1, as far as both can tell.").arg(file)
                       : changes.size() == 1 ? tr("One change since %1").arg(file)
                                             : tr("%1 changes since %2").arg(changes.size()).arg(file),
                   this);
    heading->setObjectName(u"overlayTitle"_s);
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    auto *model = new ChangesModel(changes, topology, this);
    auto *table = new QTableView(this);
    table->setModel(model);
    table->setObjectName(u"checkChangesTable"_s);
    table->setAccessibleName(tr("What has changed"));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setResizeContentsPrecision(kRowsMeasured);
    table->resizeColumnsToContents();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("Copy all"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, model, [model] { QApplication::clipboard()->setText(model->text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(heading);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
}

} // namespace portolan
