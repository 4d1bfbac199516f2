// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/startpage.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace portolan {

namespace {

constexpr int kWidth = 420;

} // namespace

StartPage::StartPage(QWidget *parent) : QWidget(parent), m_choices(new QVBoxLayout)
{
    setObjectName(QStringLiteral("startPage"));
    setAttribute(Qt::WA_StyledBackground);
    auto *card = new QFrame(this);
    card->setObjectName(QStringLiteral("chartOverlay"));
    card->setFixedWidth(kWidth);
    auto *title = new QLabel(tr("This deployment is empty"), card);
    title->setObjectName(QStringLiteral("overlayTitle"));
    auto *text = new QLabel(
        tr("Say which sites, servers and roles there are; the flows between them follow by themselves."), card);
    text->setWordWrap(true);
    m_choices->setSpacing(10);
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(24, 20, 24, 20);
    inside->setSpacing(12);
    inside->addWidget(title);
    inside->addWidget(text);
    inside->addLayout(m_choices);
    auto *layout = new QVBoxLayout(this);
    // An alignment would give it the height that its texts need in one line.
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(card);
    row->addStretch(1);
    layout->addStretch(1);
    layout->addLayout(row);
    layout->addStretch(1);
}

QPushButton *StartPage::addChoice(const QString &text, const QString &explanation)
{
    auto *button = new QPushButton(text, this);
    button->setAccessibleDescription(explanation);
    auto *label = new QLabel(explanation, this);
    label->setObjectName(QStringLiteral("propertyLabel"));
    label->setWordWrap(true);
    auto *row = new QVBoxLayout;
    row->setSpacing(2);
    row->addWidget(button);
    row->addWidget(label);
    m_choices->addLayout(row);
    return button;
}

} // namespace portolan
