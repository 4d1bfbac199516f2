// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/namefield.h"

#include "views/inspector/faultlook.h"
#include "views/tables/displaytext.h"

#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>

namespace portolan {

namespace {

constexpr int kLeastWidth = 180;

} // namespace

NameField::NameField(const QString &name, const QRect &at, const Check &check, QWidget *parent)
    : QLineEdit(name, parent), m_name(name), m_check(check)
{
    setObjectName(QStringLiteral("nameField"));
    setAccessibleName(tr("Name"));
    const int width = std::max(kLeastWidth, at.width());
    const int left = std::clamp(at.left(), 0, std::max(0, parent->width() - width));
    const int top = std::clamp(at.top(), 0, std::max(0, parent->height() - sizeHint().height()));
    setGeometry(left, top, width, sizeHint().height());
    selectAll();
    show();
    setFocus(Qt::OtherFocusReason);
    connect(this, &QLineEdit::textEdited, this, [this](const QString &text) {
        const FieldCheck fault = m_check(text);
        showFaultOf(*this, fault);
        if (fault)
            QToolTip::showText(mapToGlobal(QPoint(0, height())), toolTipText(fault->text), this);
        else
            QToolTip::hideText();
    });
    connect(this, &QLineEdit::editingFinished, this, [this] { finish(true); });
}

void NameField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        finish(false);
    else
        QLineEdit::keyPressEvent(event);
}

void NameField::finish(bool enters)
{
    if (m_isDone)
        return;
    m_isDone = true;
    const QString name = text().trimmed();
    if (parentWidget() && hasFocus())
        parentWidget()->setFocus(Qt::OtherFocusReason);
    hide();
    deleteLater();
    const FieldCheck fault = m_check(name);
    if (enters && name != m_name && (!fault || !fault->isRefused))
        Q_EMIT entered(name);
}

} // namespace portolan
