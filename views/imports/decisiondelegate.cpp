// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/imports/decisiondelegate.h"

#include "views/imports/decisionmodel.h"

#include <QComboBox>
#include <QLineEdit>

namespace portolan {

QWidget *DecisionDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    auto *editor = new QComboBox(parent);
    editor->setObjectName(QStringLiteral("decision"));
    editor->setAccessibleName(index.data(DecisionModel::FullTextRole).toString());
    editor->addItems(index.data(DecisionModel::OptionsRole).toStringList());
    editor->setEditable(index.data(DecisionModel::FreeTextRole).toBool());
    // What was chosen counts at once, not only when the editor is left.
    connect(editor, &QComboBox::activated, this, [this, editor] {
        auto *self = const_cast<DecisionDelegate *>(this);
        Q_EMIT self->commitData(editor);
        Q_EMIT self->closeEditor(editor);
    });
    return editor;
}

void DecisionDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *box = static_cast<QComboBox *>(editor);
    const QString text = index.data(Qt::EditRole).toString();
    box->setCurrentIndex(box->findText(text));
    if (box->isEditable())
        box->setEditText(text);
}

void DecisionDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    model->setData(index, static_cast<QComboBox *>(editor)->currentText());
}

} // namespace portolan
