// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/segmentedchoice.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace portolan {

SegmentedChoice::SegmentedChoice(const QString &name, QWidget *parent) : QFrame(parent), m_group(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("segments"));
    setAccessibleName(name);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(1);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedChoice::picked);
}

void SegmentedChoice::addChoice(int value, const QString &text, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setToolTip(toolTip);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_group->addButton(button, value);
    layout()->addWidget(button);
    setText(value, text);
}

void SegmentedChoice::setText(int value, const QString &text)
{
    QAbstractButton *button = m_group->button(value);
    button->setText(text);
    button->setAccessibleName(accessibleName() + QStringLiteral(": ") + text);
}

void SegmentedChoice::setValue(int value)
{
    if (QAbstractButton *button = m_group->button(value))
        button->setChecked(true);
}

int SegmentedChoice::value() const
{
    return m_group->checkedId();
}

} // namespace portolan
