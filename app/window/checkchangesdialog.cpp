// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/checkchangesdialog.h"

#include "views/checks/checktext.h"
#include "views/tables/displaytext.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace portolan {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSize(860, 420);
constexpr int kRowHeight = 24;

QStringList cellsOf(const ResultChange &change, const Topology &topology)
{
    return {changeText(change),
            vantageName(topology, change.vantage, {}),
            vantageName(topology, change.destination, {}),
            u"%1 %2"_s.arg(toString(change.transport).toUpper()).arg(change.port),
            displayText(change.what),
            displayText(change.before),
            displayText(change.after)};
}

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
    const QStringList columns{tr("Became"), tr("From"), tr("Server"), tr("Port"), tr("What"), tr("Before"), tr("Now")};
    auto *table = new QTableWidget(static_cast<int>(changes.size()), static_cast<int>(columns.size()), this);
    table->setObjectName(u"checkChangesTable"_s);
    table->setAccessibleName(tr("What has changed"));
    table->setHorizontalHeaderLabels(columns);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setStretchLastSection(true);
    QStringList lines{columns.join(u'\t')};
    for (int row = 0; row < changes.size(); ++row) {
        const QStringList cells = cellsOf(changes.at(row), topology);
        lines << cells.join(u'\t');
        for (int column = 0; column < cells.size(); ++column) {
            auto *item = new QTableWidgetItem(cells.at(column));
            item->setToolTip(toolTipText(cells.at(column)));
            table->setItem(row, column, item);
        }
    }
    table->resizeColumnsToContents();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("Copy all"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this,
            [text = lines.join(u'\n')] { QApplication::clipboard()->setText(text); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(heading);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
}

} // namespace portolan
