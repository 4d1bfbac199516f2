// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/noticebar.h"

#include "app/window/theme.h"
#include "views/tables/displaytext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace portolan {

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_details(new QToolButton(this)),
      m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("noticeBar"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // A long finding must not widen the window.
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_details->setObjectName(QStringLiteral("noticeDetails"));
    m_details->setText(tr("Details …"));
    m_close->setText(QStringLiteral("×"));
    m_close->setObjectName(QStringLiteral("paneClose"));
    m_close->setToolTip(tr("Hide this notice"));
    m_close->setAccessibleName(tr("Hide this notice"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 3, 8, 3);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_details);
    layout->addWidget(m_close);
    connect(m_details, &QToolButton::clicked, this, &NoticeBar::detailsRequested);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void NoticeBar::setStyle(const DiagramStyle &style)
{
    m_icon->setPixmap(uiIcon(QStringLiteral("warning"), style).pixmap(QSize(16, 16), devicePixelRatioF()));
}

void NoticeBar::showHint(const QString &text)
{
    m_icon->hide();
    m_details->hide();
    m_text->setText(text);
    show();
}

void NoticeBar::showWarnings(const Errors &warnings)
{
    if (warnings.isEmpty()) {
        hide();
        return;
    }
    m_icon->show();
    m_details->show();
    Error first = warnings.first();
    first.file.clear();
    m_text->setText(
        warnings.size() == 1
            ? displayText(first.text())
            : tr("%1 remarks on this file. The first: %2").arg(warnings.size()).arg(displayText(first.text())));
    show();
}

QString NoticeBar::text() const
{
    return m_text->text();
}

} // namespace portolan
