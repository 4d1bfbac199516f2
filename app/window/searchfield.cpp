// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/searchfield.h"

#include "views/tables/displaytext.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QListView>
#include <QStandardItemModel>
#include <QTimer>

namespace portolan {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kPopupWidth = 420;

} // namespace

SearchField::SearchField(QWidget *parent) : QLineEdit(parent), m_items(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("search"));
    setPlaceholderText(tr("Find … (Ctrl+K)"));
    setAccessibleName(tr("Find a server, a site or a code"));
    setClearButtonEnabled(true);
    auto *completer = new QCompleter(m_items, this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setMaxVisibleItems(12);
    auto *results = new QListView;
    results->setObjectName(QStringLiteral("searchResults"));
    results->setMinimumWidth(kPopupWidth);
    completer->setPopup(results);
    setCompleter(completer);
    connect(completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, [this](const QModelIndex &index) {
        const QString id = index.data(kIdRole).toString();
        // The completer writes the whole line into the field after this.
        QTimer::singleShot(0, this, &QLineEdit::clear);
        Q_EMIT found(id);
    });
    connect(this, &QLineEdit::returnPressed, this, &SearchField::onReturn);
}

void SearchField::setFlows(const FlowSet &flows)
{
    m_items->clear();
    const Topology &topology = flows.topology();
    const auto add = [this](const QStringList &words, const QString &id) {
        QStringList known;
        for (const QString &word : words) {
            if (!word.isEmpty() && !known.contains(word))
                known << word;
        }
        auto *item = new QStandardItem(portolan::displayText(known.join(QStringLiteral(" · "))));
        item->setData(id, kIdRole);
        item->setEditable(false);
        m_items->appendRow(item);
    };
    for (const Site &site : topology.sites)
        add({site.name, site.id, tr("site")}, QStringLiteral("site:") + site.id);
    for (qsizetype i = 0; i < topology.servers.size(); ++i) {
        const Server &server = topology.servers.at(i);
        QStringList words{server.name, server.id, server.fqdn};
        words << server.addresses;
        for (const QString &role : server.roles) {
            const int index = flows.catalog().roleIndex(role);
            words << (index >= 0 ? flows.catalog().roles().at(index).label : role);
        }
        add(words, QStringLiteral("server:") + server.id);
    }
    for (const DataPath &path : flows.catalog().dataPaths())
        add({path.code, path.title}, path.id);
}

void SearchField::onReturn()
{
    const QString text = this->text().trimmed();
    if (text.isEmpty())
        return;
    for (int row = 0; row < m_items->rowCount(); ++row) {
        const QStandardItem *item = m_items->item(row);
        if (item->text().section(QStringLiteral(" · "), 0, 0).compare(text, Qt::CaseInsensitive) == 0) {
            Q_EMIT found(item->data(kIdRole).toString());
            clear();
            return;
        }
    }
    completer()->setCompletionPrefix(text);
    const QString id = completer()->currentIndex().data(kIdRole).toString();
    Q_EMIT found(id.isEmpty() ? text : id);
    if (!id.isEmpty())
        clear();
}

} // namespace portolan
