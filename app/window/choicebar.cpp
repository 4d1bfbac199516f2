// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/choicebar.h"

#include "app/window/theme.h"
#include "views/tables/displaytext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace portolan {

ChoiceBar::ChoiceBar(QWidget *parent)
    : QFrame(parent), m_buttons(new QHBoxLayout), m_icon(new QLabel(this)), m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("choiceBar"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    // A long path must not widen the window.
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *close = new QToolButton(this);
    close->setText(QStringLiteral("×"));
    close->setObjectName(QStringLiteral("paneClose"));
    close->setToolTip(tr("Not now"));
    close->setAccessibleName(tr("Not now"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    m_buttons->setSpacing(6);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 8, 4);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_buttons);
    layout->addWidget(close);
    hide();
}

void ChoiceBar::setStyle(const DiagramStyle &style)
{
    m_icon->setPixmap(uiIcon(QStringLiteral("warning"), style).pixmap(QSize(16, 16), devicePixelRatioF()));
}

void ChoiceBar::ask(const QString &text, const QList<Choice> &choices)
{
    while (const QLayoutItem *item = m_buttons->takeAt(0)) {
        // The one that was just clicked may be among them.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_text->setText(displayText(text));
    for (const Choice &choice : choices) {
        auto *button = new QPushButton(choice.text, this);
        button->setObjectName(choice.name);
        button->setToolTip(choice.toolTip);
        button->setAutoDefault(true);
        connect(button, &QPushButton::clicked, this, choice.picked);
        m_buttons->addWidget(button);
    }
    show();
}

QString ChoiceBar::text() const
{
    return m_text->text();
}

} // namespace portolan
