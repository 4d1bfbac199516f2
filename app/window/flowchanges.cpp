// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/flowchanges.h"

#include "model/comparison/flowdifference.h"
#include "views/tables/background.h"
#include "views/tables/displaytext.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace portolan {

namespace {

constexpr qsizetype kMostRows = 5000; ///< nobody reads more, and a list of millions would hold the window

struct ChangeRow {
    Change change = Change::Added;
    QString code, from, to, title;
};

QList<ChangeRow> rowsOf(const FlowDifference &difference)
{
    QList<ChangeRow> rows;
    difference.forEachChange([&](const FlowChange &change) {
        if (rows.size() >= kMostRows)
            return;
        const FlowSet &flows = change.after ? difference.after : difference.before;
        const Flow &flow = change.after ? *change.after : *change.before;
        const DataPath &path = flows.catalog().dataPaths().at(flow.path);
        const QList<Server> &servers = flows.topology().servers;
        rows << ChangeRow{change.change, path.code, servers.at(flow.source).name, servers.at(flow.destination).name,
                          path.title};
    });
    return rows;
}

QString wordFor(Change change)
{
    switch (change) {
    case Change::Added:
        return FlowChanges::tr("added");
    case Change::Removed:
        return FlowChanges::tr("removed");
    case Change::Changed:
        return FlowChanges::tr("changed");
    }
    return {};
}

void showRows(QWidget *parent, const QString &headline, const QList<ChangeRow> &rows, qint64 all)
{
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("flowChangeList"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(FlowChanges::tr("What the last step changed"));
    auto *heading = new QLabel(headline, dialog);
    heading->setObjectName(QStringLiteral("overlayTitle"));
    auto *list = new QTreeWidget(dialog);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAllColumnsShowFocus(true);
    list->setHeaderLabels({FlowChanges::tr("Flow"), FlowChanges::tr("Code"), FlowChanges::tr("From"),
                           FlowChanges::tr("To"), FlowChanges::tr("Data path")});
    QList<QTreeWidgetItem *> items;
    for (const ChangeRow &row : rows)
        items << new QTreeWidgetItem({wordFor(row.change), displayText(row.code), displayText(row.from),
                                      displayText(row.to), displayText(row.title)});
    list->addTopLevelItems(items);
    for (int column = 0; column < 4; ++column)
        list->resizeColumnToContents(column);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(heading);
    layout->addWidget(list, 1);
    if (all > rows.size()) {
        const QLocale locale;
        layout->addWidget(new QLabel(
            FlowChanges::tr("The first %1 of %2.").arg(locale.toString(rows.size()), locale.toString(all)), dialog));
    }
    layout->addWidget(buttons);
    dialog->resize(760, 480);
    dialog->open();
}

} // namespace

FlowChanges::FlowChanges(QWidget *parent) : QToolButton(parent)
{
    setObjectName(QStringLiteral("flowChanges"));
    hide();
    connect(this, &QToolButton::clicked, this, &FlowChanges::showList);
}

void FlowChanges::clear()
{
    ++m_generation;
    m_before = {};
    m_after = {};
    hide();
}

void FlowChanges::setChange(const FlowSet &before, const FlowSet &after)
{
    m_before = before;
    m_after = after;
    inBackground(
        this, [before, after] { return countFlowChanges(before, after); },
        [this, generation = ++m_generation](const ChangeCounts &counts) {
            if (generation != m_generation)
                return;
            const QLocale locale;
            QStringList parts;
            if (counts.added > 0)
                parts << QStringLiteral("+%1").arg(locale.toString(counts.added));
            if (counts.removed > 0)
                parts << QStringLiteral("−%1").arg(locale.toString(counts.removed));
            if (counts.changed > 0)
                parts << tr("%1 changed").arg(locale.toString(counts.changed));
            setText(tr("%1 flows").arg(parts.join(u' ')));
            setToolTip(tr("Flows that the last step added, removed or changed: click for the list"));
            setVisible(!counts.isEmpty());
        });
}

void FlowChanges::showList()
{
    struct Listed {
        QList<ChangeRow> rows;
        ChangeCounts counts;
    };
    inBackground(
        this,
        [before = m_before, after = m_after] {
            const FlowDifference difference = flowDifference(before, after);
            return Listed{rowsOf(difference), difference.counts};
        },
        [this, generation = m_generation](const Listed &listed) {
            if (generation == m_generation)
                showRows(window(), text(), listed.rows,
                         listed.counts.added + listed.counts.removed + listed.counts.changed);
        });
}

} // namespace portolan
