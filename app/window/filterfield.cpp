// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/filterfield.h"

#include "model/flows/filtercompletion.h"
#include "views/tables/displaytext.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHelpEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QListView>
#include <QStandardItemModel>
#include <QTextCharFormat>
#include <QTimer>
#include <QToolTip>

namespace portolan {

namespace {

constexpr int kInsertRole = Qt::UserRole;
constexpr int kPopupWidth = 460;
constexpr int kRest = 600; ///< ms without a key until the chart is laid out anew
constexpr int kLongest = 4000; ///< FlowFilter refuses more

} // namespace

FilterField::FilterField(QWidget *parent)
    : QLineEdit(parent), m_items(new QStandardItemModel(this)), m_completions(new QCompleter(m_items, this)),
      m_rest(new QTimer(this))
{
    setObjectName(QStringLiteral("filter"));
    setPlaceholderText(tr("Filter: from:branch port:443 -encryption:encrypted … (Ctrl+L)"));
    setAccessibleName(tr("Filter of chart, table and matrix"));
    setClearButtonEnabled(true);
    setMaxLength(kLongest);
    m_completions->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completions->setMaxVisibleItems(12);
    auto *list = new QListView;
    list->setObjectName(QStringLiteral("filterCompletions"));
    list->setMinimumWidth(kPopupWidth);
    m_completions->setPopup(list);
    m_completions->setWidget(this);
    m_rest->setSingleShot(true);
    m_rest->setInterval(kRest);
    connect(m_rest, &QTimer::timeout, this, &FilterField::commit);
    connect(m_completions, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { insertCompletion(index.data(kInsertRole).toString()); });
    connect(this, &QLineEdit::textChanged, this, &FilterField::onTextChanged);
    connect(this, &QLineEdit::textEdited, this, &FilterField::offerCompletions);
}

void FilterField::setPlan(const Catalog &catalog, const Topology &topology)
{
    m_catalog = catalog;
    m_topology = topology;
    check();
}

void FilterField::setFilter(const QString &filter)
{
    m_committed = filter;
    if (filter == text())
        return;
    m_isSetting = true;
    setText(filter);
    m_isSetting = false;
}

void FilterField::onTextChanged()
{
    check();
    if (m_isSetting)
        return;
    m_rest->stop();
    if (!m_faults.isEmpty())
        return;
    Q_EMIT typed(text());
    m_rest->start();
}

void FilterField::commit()
{
    m_rest->stop();
    if (!m_faults.isEmpty() || text() == m_committed)
        return;
    m_committed = text();
    Q_EMIT committed(m_committed);
}

void FilterField::check()
{
    const auto filter = FlowFilter::parse(text(), m_catalog, m_topology);
    m_faults = filter ? QList<FilterFault>() : filter.error();
    // Who cannot see the marks is told.
    setAccessibleDescription(m_faults.isEmpty() ? QString() : portolan::displayText(m_faults.front().message));
    markFaults();
    Q_EMIT faultsChanged();
}

void FilterField::markFaults()
{
    // A line edit takes formats for its text in no other way.
    QList<QInputMethodEvent::Attribute> marks;
    for (const FilterFault &fault : std::as_const(m_faults)) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(Qt::red);
        const auto at = int(std::min(fault.at, std::max(text().size() - 1, qsizetype(0))));
        marks << QInputMethodEvent::Attribute(QInputMethodEvent::TextFormat, at - cursorPosition(),
                                              int(std::max(fault.length, qsizetype(1))), format);
    }
    QInputMethodEvent event(QString(), marks);
    QLineEdit::event(&event);
}

void FilterField::offerCompletions()
{
    const FilterCompletions found = completeFilter(text(), cursorPosition(), m_catalog, m_topology);
    m_from = found.from;
    m_to = found.to;
    m_items->clear();
    const QString typedWord = text().mid(m_from, m_to - m_from);
    for (const FilterCompletion &completion : found.items) {
        if (completion.insert == typedWord && found.items.size() == 1)
            continue;
        const QString shown = completion.description.isEmpty()
            ? QString(completion.insert)
            : QString(completion.insert + QStringLiteral("   ") + completion.description);
        auto *item = new QStandardItem(portolan::displayText(shown));
        item->setData(completion.insert, kInsertRole);
        item->setEditable(false);
        m_items->appendRow(item);
    }
    if (m_items->rowCount() == 0 || !hasFocus()) {
        m_completions->popup()->hide();
        return;
    }
    QRect at = cursorRect();
    at.setWidth(kPopupWidth);
    m_completions->complete(at);
}

void FilterField::insertCompletion(const QString &completion)
{
    const bool isKey = completion.endsWith(u':');
    setSelection(int(m_from), int(m_to - m_from));
    insert(isKey ? completion : completion + u' ');
    if (isKey)
        QTimer::singleShot(0, this, &FilterField::offerCompletions);
}

void FilterField::keyPressEvent(QKeyEvent *event)
{
    const bool isOpen = m_completions->popup()->isVisible();
    switch (event->key()) {
    case Qt::Key_Escape:
        if (isOpen)
            m_completions->popup()->hide();
        else
            Q_EMIT left();
        return;
    case Qt::Key_Down:
        if (!isOpen) {
            offerCompletions();
            return;
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        // QCompleter asks here first, and takes what is chosen in its list only where nobody else wants the key.
        if (isOpen && m_completions->popup()->selectionModel()->hasSelection()) {
            event->ignore();
            return;
        }
        m_completions->popup()->hide();
        commit();
        return;
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterField::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        commit();
}

bool FilterField::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && !m_faults.isEmpty()) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), toolTipText(m_faults.front().message), this);
        return true;
    }
    return QLineEdit::event(event);
}

} // namespace portolan
