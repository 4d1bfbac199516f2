// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/outline/outlinedelegate.h"

#include "views/inspector/faultlook.h"
#include "views/outline/outlinemodel.h"
#include "views/tables/displaytext.h"

#include <QApplication>
#include <QIcon>
#include <QLineEdit>
#include <QPainter>
#include <QToolTip>

namespace portolan {

namespace {

constexpr int kRowHeight = 24; ///< logical pixels
constexpr int kGap = 8;
constexpr int kLeastDetail = 24; ///< less room than this shows nothing of it that could be read
constexpr int kMarkSide = 14;

} // namespace

void OutlineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    const QRect text = style->subElementRect(QStyle::SE_ItemViewItemText, &item, item.widget);
    const auto mark = index.data(OutlineModel::MarkIconRole).value<QIcon>();
    const bool isMarked = !mark.isNull();
    int right = option.rect.right() - kGap / 2;
    if (isMarked)
        item.text =
            item.fontMetrics.elidedText(item.text, Qt::ElideRight, std::max(0, right - kMarkSide - kGap - text.left()));
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    if (isMarked) {
        mark.paint(painter, QRect(right - kMarkSide, option.rect.center().y() - kMarkSide / 2, kMarkSide, kMarkSide));
        right -= kMarkSide + kGap / 2;
    }
    const QString detail = index.data(OutlineModel::DetailRole).toString();
    const int left = text.left() + item.fontMetrics.horizontalAdvance(item.text) + kGap;
    if (detail.isEmpty() || right - left < kLeastDetail)
        return;
    painter->save();
    painter->setFont(item.font);
    painter->setPen(item.palette.color(QPalette::PlaceholderText));
    painter->drawText(QRect(left, option.rect.top(), right - left, option.rect.height()),
                      Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      item.fontMetrics.elidedText(detail, Qt::ElideRight, right - left));
    painter->restore();
}

QSize OutlineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(std::max(kRowHeight, option.fontMetrics.height() + 4));
    return size;
}

QWidget *OutlineDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    auto *editor = new QLineEdit(parent);
    editor->setObjectName(QStringLiteral("outlineName"));
    editor->setAccessibleName(tr("Name"));
    // There is no room beside it, and under it stand other rows: what is wrong comes as a tip.
    connect(
        editor, &QLineEdit::textEdited, this, [this, editor, at = QPersistentModelIndex(index)](const QString &text) {
            const FieldCheck fault = m_check(at, text);
            showFaultOf(*editor, fault);
            if (fault)
                QToolTip::showText(editor->mapToGlobal(QPoint(0, editor->height())), toolTipText(fault->text), editor);
            else
                QToolTip::hideText();
        });
    return editor;
}

void OutlineDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    // Whatever changes at the row asks for this: a mark, other roles. What is being written stays.
    auto *field = static_cast<QLineEdit *>(editor);
    const QString name = index.data(Qt::EditRole).toString();
    if (field->isModified() || field->text() == name)
        return;
    field->setText(name);
    field->selectAll();
}

void OutlineDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    const QString text = static_cast<QLineEdit *>(editor)->text().trimmed();
    const FieldCheck fault = m_check(index, text);
    if (!fault || !fault->isRefused)
        model->setData(index, text);
}

} // namespace portolan
