// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/filterbar.h"

#include "app/window/filterfield.h"
#include "views/tables/displaytext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QStyle>
#include <QToolButton>

namespace portolan {

FilterBar::FilterBar(QWidget *parent)
    : QFrame(parent), m_field(new FilterField(this)), m_message(new QLabel(this)), m_focus(new QToolButton(this)),
      m_focusMenu(new QMenu(this)), m_views(new QToolButton(this)), m_viewsMenu(new QMenu(this))
{
    setObjectName(QStringLiteral("filterBar"));
    m_message->setObjectName(QStringLiteral("filterMessage"));
    m_message->setTextFormat(Qt::PlainText);
    m_focus->setObjectName(QStringLiteral("focusChip"));
    m_focus->setPopupMode(QToolButton::InstantPopup);
    m_focus->setMenu(m_focusMenu);
    m_focus->setToolTip(tr("What stands out, and how far from it"));
    m_focus->hide();
    m_views->setObjectName(QStringLiteral("viewsButton"));
    m_views->setPopupMode(QToolButton::InstantPopup);
    m_views->setMenu(m_viewsMenu);
    m_views->setToolTip(tr("Saved views: level, filter, labels, folding, focus and pinned places"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 5, 8, 5);
    layout->setSpacing(10);
    layout->addWidget(m_field, 3);
    layout->addWidget(m_message, 2);
    layout->addWidget(m_focus);
    layout->addWidget(m_views);
    connect(m_field, &FilterField::faultsChanged, this, &FilterBar::showMessage);
    setView({}, {});
}

void FilterBar::addLeading(QWidget *widget)
{
    static_cast<QHBoxLayout *>(layout())->insertWidget(0, widget);
}

void FilterBar::setPlan(const FlowSet &all)
{
    m_field->setPlan(all.catalog(), all.topology());
}

void FilterBar::setView(const ChartView &view, const QString &focusText)
{
    if (!m_field->hasFocus() || m_field->faults().isEmpty())
        m_field->setFilter(view.filter);
    m_focus->setVisible(!focusText.isEmpty());
    m_focus->setText(displayText(focusText));
    m_views->setText(view.name.isEmpty() ? tr("Views") : tr("View: %1").arg(displayText(view.name)));
}

void FilterBar::setCounts(qint64 shown, qint64 all)
{
    const QLocale locale;
    m_counts = shown == all ? QString() : tr("%1 of %2 flows").arg(locale.toString(shown), locale.toString(all));
    showMessage();
}

QString FilterBar::message() const
{
    return m_message->text();
}

void FilterBar::showMessage()
{
    const bool isFault = !m_field->faults().isEmpty();
    m_message->setText(isFault ? displayText(m_field->faults().front().message) : m_counts);
    m_message->setToolTip(isFault ? toolTipText(m_field->faults().front().message) : QString());
    if (m_message->property("fault").toBool() == isFault)
        return;
    m_message->setProperty("fault", isFault);
    m_message->style()->unpolish(m_message);
    m_message->style()->polish(m_message);
}

} // namespace portolan
