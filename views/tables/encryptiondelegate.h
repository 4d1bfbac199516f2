// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagramstyle.h"

#include <QStyledItemDelegate>

namespace portolan {

/// Draws an encryption cell as the chart and its key do: a piece of the line, then the word.
class EncryptionDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setStyle(const DiagramStyle &style) { m_style = style; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    DiagramStyle m_style = DiagramStyle::of(Theme::Light);
};

} // namespace portolan
