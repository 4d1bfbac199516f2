// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/outline/outline.h"

#include "model/editing/changes.h"
#include "model/editing/fieldchecks.h"
#include "views/outline/outlinedelegate.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace portolan {

namespace {

constexpr qsizetype kMostOpen = 60; ///< servers; the sites of a larger document are closed at first
constexpr int kMostOpenedByFilter = 400; ///< rows
constexpr int kIndentation = 14;

/// A row is shown if all words are somewhere in it.
class OutlineFilter : public QSortFilterProxyModel
{
public:
    explicit OutlineFilter(QObject *parent) : QSortFilterProxyModel(parent)
    {
        setRecursiveFilteringEnabled(true);
        setAutoAcceptChildRows(true);
    }
    void setWords(const QStringList &words)
    {
        m_words = words;
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        if (m_words.isEmpty())
            return true;
        const QModelIndex index = sourceModel()->index(row, 0, parent);
        const auto kind = static_cast<OutlineKind>(index.data(OutlineModel::KindRole).toInt());
        if (kind == OutlineKind::Groups || kind == OutlineKind::Links)
            return false;
        const QString text = index.data(OutlineModel::SearchRole).toString();
        return std::all_of(m_words.begin(), m_words.end(),
                           [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
    }

private:
    QStringList m_words;
};

void addTo(Subject &subject, const QModelIndex &index)
{
    const QString id = index.data(OutlineModel::IdRole).toString();
    switch (static_cast<OutlineKind>(index.data(OutlineModel::KindRole).toInt())) {
    case OutlineKind::Site:
        subject.sites << id;
        break;
    case OutlineKind::Server:
        subject.servers << id;
        break;
    case OutlineKind::Group:
        subject.groups << id;
        break;
    case OutlineKind::Member:
        subject.members << id;
        break;
    case OutlineKind::Link:
        subject.links << id;
        break;
    case OutlineKind::Groups:
    case OutlineKind::Links:
        break;
    }
}

} // namespace

Outline::Outline(QWidget *parent)
    : QWidget(parent), m_model(new OutlineModel(this)), m_proxy(new OutlineFilter(this)), m_tree(new QTreeView(this)),
      m_filter(new QLineEdit(this)), m_add(new QToolButton(this)), m_delegate(new OutlineDelegate(this))
{
    setObjectName(QStringLiteral("outline"));
    m_proxy->setSourceModel(m_model);
    m_tree->setObjectName(QStringLiteral("outlineTree"));
    m_tree->setAccessibleName(tr("Sites, servers, groups and links"));
    m_tree->setModel(m_proxy);
    m_tree->setItemDelegate(m_delegate);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(kIndentation);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->setDragEnabled(true);
    m_tree->setAcceptDrops(true);
    m_tree->setDropIndicatorShown(true);
    m_tree->setDragDropMode(QAbstractItemView::DragDrop);
    m_tree->setDefaultDropAction(Qt::MoveAction);
    m_tree->setAutoExpandDelay(600);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setTabKeyNavigation(false);
    m_tree->installEventFilter(this);
    m_filter->setObjectName(QStringLiteral("outlineFilter"));
    m_filter->setPlaceholderText(tr("Find in the outline"));
    m_filter->setAccessibleName(tr("Find in the outline"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);

    auto *title = new QLabel(tr("Outline"), this);
    title->setObjectName(QStringLiteral("paneTitle"));
    m_add->setObjectName(QStringLiteral("addButton"));
    m_add->setText(tr("Add"));
    m_add->setToolTip(tr("Add sites, servers, groups and links"));
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_add->hide();
    auto *close = new QToolButton(this);
    close->setObjectName(QStringLiteral("paneClose"));
    close->setText(QStringLiteral("×"));
    close->setToolTip(tr("Hide the outline"));
    close->setAccessibleName(tr("Hide the outline"));
    connect(close, &QToolButton::clicked, this, &Outline::closeRequested);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 6, 8, 6);
    bar->addWidget(title);
    bar->addStretch(1);
    bar->addWidget(m_add);
    bar->addWidget(close);
    auto *find = new QHBoxLayout;
    find->setContentsMargins(8, 0, 8, 6);
    find->addWidget(m_filter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addLayout(find);
    layout->addWidget(m_tree, 1);

    connect(m_model, &OutlineModel::renameRequested, this, [this](const QString &id, const QString &name) {
        Q_EMIT editRequested(renamePart(m_topology, id, name.trimmed()));
    });
    connect(m_model, &OutlineModel::moveRequested, this, [this](const QStringList &servers, const QString &site) {
        Q_EMIT editRequested(moveServers(m_topology, servers, site));
    });
    connect(m_model, &OutlineModel::joinRequested, this, [this](const QStringList &servers, const QString &group) {
        Q_EMIT editRequested(addMembers(m_topology, group, servers));
    });
    m_delegate->setNameCheck([this](const QModelIndex &index, const QString &name) { return checkName(index, name); });
    connect(m_filter, &QLineEdit::textChanged, this, &Outline::onFilterChanged);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &Outline::onSelectionChanged);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &Outline::showContextMenu);
}

Outline::~Outline()
{
    // A field that is open would give its name to what is half gone.
    m_tree->setModel(nullptr);
}

void Outline::setDocument(const Topology &topology, const Catalog &catalog, bool isNew)
{
    m_topology = topology;
    {
        // Rows that go take their selection with them; the subject says what is selected, not the tree.
        const QScopedValueRollback marking(m_isMarking, true);
        if (isNew)
            m_model->setDocument({}, {});
        m_model->setDocument(topology, catalog);
    }
    if (isNew) {
        m_subject = {};
        m_filter->clear();
        for (int row = 0; row < m_proxy->rowCount(); ++row)
            m_tree->setExpanded(m_proxy->index(row, 0), topology.servers.size() <= kMostOpen);
    } else {
        m_subject = stillThere(m_subject, topology);
        markSubject(false);
    }
}

void Outline::clear()
{
    setDocument({}, {}, true);
}

void Outline::setStyle(const DiagramStyle &style)
{
    m_model->setStyle(style);
    m_tree->viewport()->update();
}

void Outline::setAddMenu(QMenu *menu)
{
    m_add->setMenu(menu);
    m_add->show();
}

QModelIndex Outline::viewIndexOf(OutlineKind kind, const QString &id) const
{
    return m_proxy->mapFromSource(m_model->indexOf(kind, id));
}

void Outline::showSubject(const Subject &subject)
{
    if (subject == m_subject)
        return;
    m_subject = subject;
    markSubject(true);
}

void Outline::markSubject(bool reveals)
{
    const QScopedValueRollback marking(m_isMarking, true);
    QModelIndexList rows;
    const auto add = [&](OutlineKind kind, const QStringList &ids) {
        for (const QString &id : ids) {
            const QModelIndex index = viewIndexOf(kind, id);
            if (index.isValid())
                rows << index;
        }
    };
    add(OutlineKind::Site, m_subject.sites);
    add(OutlineKind::Server, m_subject.servers);
    add(OutlineKind::Group, m_subject.groups);
    add(OutlineKind::Link, m_subject.links);
    add(OutlineKind::Member, m_subject.members);
    // One range for rows that follow each other: a range for each of thousands is slow to draw.
    std::sort(rows.begin(), rows.end(), [](const QModelIndex &a, const QModelIndex &b) {
        return a.parent() == b.parent() ? a.row() < b.row() : a.parent().row() < b.parent().row();
    });
    QItemSelection marked;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const QModelIndex first = rows.at(i);
        while (i + 1 < rows.size() && rows.at(i + 1).parent() == first.parent()
               && rows.at(i + 1).row() == rows.at(i).row() + 1)
            ++i;
        marked.append(QItemSelectionRange(first, rows.at(i)));
    }
    QItemSelectionModel *model = m_tree->selectionModel();
    if (model->selection() == marked)
        return;
    model->select(marked, QItemSelectionModel::ClearAndSelect);
    if (rows.isEmpty() || !reveals)
        return;
    if (!rows.contains(model->currentIndex()))
        model->setCurrentIndex(rows.front(), QItemSelectionModel::NoUpdate);
    m_tree->scrollTo(rows.front());
}

void Outline::onSelectionChanged()
{
    if (m_isMarking)
        return;
    Subject subject;
    for (const QItemSelectionRange &range : m_tree->selectionModel()->selection()) {
        for (const QModelIndex &index : range.indexes())
            addTo(subject, index);
    }
    subject.sort();
    if (subject == m_subject)
        return;
    m_subject = subject;
    Q_EMIT subjectPicked(subject);
}

void Outline::onFilterChanged(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    if (!words.isEmpty() && !m_isFiltered) {
        m_openBefore.clear();
        for (int row = 0; row < m_proxy->rowCount(); ++row) {
            const QModelIndex top = m_proxy->index(row, 0);
            for (int child = -1; child < m_proxy->rowCount(top); ++child) {
                const QModelIndex index = child < 0 ? top : m_proxy->index(child, 0, top);
                if (m_tree->isExpanded(index))
                    m_openBefore << m_proxy->mapToSource(index);
            }
        }
    }
    const bool wasFiltered = std::exchange(m_isFiltered, !words.isEmpty());
    {
        const QScopedValueRollback marking(m_isMarking, true);
        static_cast<OutlineFilter *>(m_proxy)->setWords(words);
    }
    if (m_isFiltered) {
        int rows = 0;
        for (int row = 0; row < m_proxy->rowCount() && rows < kMostOpenedByFilter; ++row) {
            const QModelIndex top = m_proxy->index(row, 0);
            m_tree->expand(top);
            rows += m_proxy->rowCount(top) + 1;
        }
    } else if (wasFiltered) {
        m_tree->collapseAll();
        for (const QPersistentModelIndex &index : std::as_const(m_openBefore))
            m_tree->expand(m_proxy->mapFromSource(index));
        m_openBefore.clear();
    }
    // What was found and picked is still in sight when all the rest is back.
    markSubject(wasFiltered && !m_isFiltered);
}

bool Outline::rename(const QString &id)
{
    for (const OutlineKind kind : {OutlineKind::Site, OutlineKind::Server, OutlineKind::Group, OutlineKind::Member}) {
        QModelIndex index = viewIndexOf(kind, id);
        if (!index.isValid() && !m_filter->text().isEmpty()) {
            m_filter->clear();
            index = viewIndexOf(kind, id);
        }
        if (!index.isValid())
            continue;
        m_tree->scrollTo(index);
        m_tree->setFocus(Qt::OtherFocusReason);
        m_tree->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        m_tree->edit(index);
        return true;
    }
    return false;
}

FieldCheck Outline::checkName(const QModelIndex &index, const QString &name) const
{
    const QString id = index.data(OutlineModel::IdRole).toString();
    switch (static_cast<OutlineKind>(index.data(OutlineModel::KindRole).toInt())) {
    case OutlineKind::Site:
        return checkSiteName(m_topology, id, name);
    case OutlineKind::Server:
        return checkServerName(m_topology, id, name);
    case OutlineKind::Member:
        return checkServerName(m_topology, serverOfMember(id), name);
    case OutlineKind::Group:
        return checkGroupName(m_topology, id, name);
    case OutlineKind::Groups:
    case OutlineKind::Links:
    case OutlineKind::Link:
        break;
    }
    return {};
}

void Outline::showContextMenu(QPoint at)
{
    const QModelIndex index = m_tree->indexAt(at);
    if (!index.isValid())
        m_tree->clearSelection();
    Q_EMIT contextMenuRequested(m_tree->viewport()->mapToGlobal(at));
}

bool Outline::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_tree && event->type() == QEvent::ContextMenu
        && static_cast<QContextMenuEvent *>(event)->reason() == QContextMenuEvent::Keyboard) {
        // The pointer may be anywhere: the menu belongs to where the keyboard is.
        const QRect row = m_tree->visualRect(m_tree->currentIndex());
        Q_EMIT contextMenuRequested(m_tree->viewport()->mapToGlobal(row.isNull() ? QPoint() : row.center()));
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_filter && key->key() == Qt::Key_Escape) {
        if (m_filter->text().isEmpty())
            m_tree->setFocus();
        else
            m_filter->clear();
        return true;
    }
    if (watched == m_filter && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return)) {
        m_tree->setFocus();
        return true;
    }
    if (watched == m_tree && key->key() == Qt::Key_Escape) {
        m_tree->clearSelection();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace portolan
