// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/editing/fieldchecks.h"

#include <QStyledItemDelegate>

#include <functional>

namespace portolan {

/// Paints a row of the outline: its name, beside it quietly what it is, at the right end a sign where there is a mark.
/// A name that is wrong is marked while it is typed, and not taken.
class OutlineDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    using NameCheck = std::function<FieldCheck(const QModelIndex &index, const QString &name)>;
    void setNameCheck(const NameCheck &check) { m_check = check; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;

private:
    NameCheck m_check;
};

} // namespace portolan
