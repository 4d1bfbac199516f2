// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/inspector/faultlook.h"

#include <QAccessible>
#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace portolan {

void showFaultOf(QWidget &field, const FieldCheck &fault)
{
    const QString text = fault ? fault->text : QString();
    const QString look = !fault ? QString() : fault->isRefused ? QStringLiteral("refused") : QStringLiteral("doubtful");
    if (field.property("fault").toString() != look) {
        field.setProperty("fault", look);
        field.style()->unpolish(&field);
        field.style()->polish(&field);
    }
    if (field.accessibleDescription() == text)
        return;
    field.setAccessibleDescription(text);
    QAccessibleEvent changed(&field, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

} // namespace portolan
