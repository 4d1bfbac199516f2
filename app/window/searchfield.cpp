// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/searchfield.h"

#include "views/tables/background.h"
#include "views/tables/displaytext.h"

#include <QAbstractItemView>
#include <QAbstractListModel>
#include <QCompleter>
#include <QKeyEvent>
#include <QListView>
#include <QTimer>

namespace portolan {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kPopupWidth = 420;

/// What can be found.
struct SearchItem {
    QString words; ///< with " · " between them, fit for display
    QString id;
};

QList<SearchItem> itemsOf(const FlowSet &flows)
{
    QList<SearchItem> items;
    const auto add = [&items](const QStringList &words, const QString &id) {
        QStringList known;
        for (const QString &word : words) {
            if (!word.isEmpty() && !known.contains(word))
                known << word;
        }
        items << SearchItem{displayText(known.join(QStringLiteral(" · "))), id};
    };
    const Topology &topology = flows.topology();
    for (const Site &site : topology.sites)
        add({site.name, site.id, SearchField::tr("site")}, QStringLiteral("site:") + site.id);
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
    for (const DataPath &path : flows.catalog().dataPaths()) {
        QStringList words{path.code, path.title};
        for (const PortEntry &port : path.ports) {
            if (port.kind == PortKind::Fixed)
                words << QString::number(port.ports.first) + u' ' + flows.catalog().serviceLabel(port.service);
        }
        add(words, path.id);
    }
    return items;
}

} // namespace

class SearchModel : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

    const QList<SearchItem> &items() const { return m_items; }
    void setItems(QList<SearchItem> items)
    {
        beginResetModel();
        m_items = std::move(items);
        endResetModel();
    }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_items.size()); }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const SearchItem &item = m_items.at(index.row());
        if (role == kIdRole)
            return item.id;
        return role == Qt::DisplayRole || role == Qt::EditRole ? QVariant(item.words) : QVariant();
    }

private:
    QList<SearchItem> m_items;
};

SearchField::SearchField(QWidget *parent) : QLineEdit(parent), m_items(new SearchModel(this))
{
    setObjectName(QStringLiteral("search"));
    setPlaceholderText(tr("Find … (Ctrl+F)"));
    setAccessibleName(tr("Find a server, a site, a port or a code"));
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
        Q_EMIT found(id, 1, 1);
    });
}

void SearchField::setFlows(const FlowSet &flows)
{
    m_sought.clear();
    inBackground(
        this, [flows] { return itemsOf(flows); },
        [this, generation = ++m_generation](QList<SearchItem> items) {
            if (generation == m_generation)
                m_items->setItems(std::move(items));
        });
}

/// What the text is the whole name of comes first.
QList<int> SearchField::hits() const
{
    const QString sought = text().trimmed();
    QList<int> exact;
    QList<int> others;
    for (int row = 0; row < m_items->rowCount(); ++row) {
        const QString &words = m_items->items().at(row).words;
        if (words.split(QStringLiteral(" · ")).contains(sought, Qt::CaseInsensitive))
            exact << row;
        else if (words.contains(sought, Qt::CaseInsensitive))
            others << row;
    }
    return exact + others;
}

void SearchField::step(int by)
{
    const QString sought = text().trimmed();
    if (sought.isEmpty())
        return;
    completer()->popup()->hide();
    const QList<int> rows = hits();
    if (rows.isEmpty()) {
        Q_EMIT found(sought, 0, 0);
        return;
    }
    const auto count = int(rows.size());
    if (sought != m_sought)
        m_hit = by > 0 ? 0 : count - 1;
    else
        m_hit = (m_hit + by + count) % count;
    m_sought = sought;
    Q_EMIT found(m_items->items().at(rows.at(m_hit)).id, m_hit + 1, count);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        step(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace portolan
