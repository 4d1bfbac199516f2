// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/tables/encryptiondelegate.h"

#include "views/tables/flowtablemodel.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

namespace portolan {

namespace {

constexpr int kSample = 28;
constexpr int kGap = 8;

} // namespace

void EncryptionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = cell.text;
    cell.text.clear();
    QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    const auto encryption = static_cast<Encryption>(index.data(FlowTableModel::EncryptionRole).toInt());
    const Stroke stroke = m_style.encryptionStroke(encryption);
    QPen pen(stroke.color, stroke.width, stroke.dashes.empty() ? Qt::SolidLine : Qt::CustomDashLine, Qt::FlatCap);
    if (!stroke.dashes.empty()) {
        QList<qreal> dashes;
        for (const double length : stroke.dashes)
            dashes << length / stroke.width;
        if (dashes.size() % 2 != 0)
            dashes << dashes.constFirst();
        pen.setDashPattern(dashes);
    }
    const QRect content = cell.rect.adjusted(6, 0, -4, 0);
    const double y = content.center().y() + 0.5;
    painter->save();
    painter->setClipRect(cell.rect);
    painter->setPen(pen);
    painter->drawLine(QPointF(content.left(), y), QPointF(content.left() + kSample, y));
    painter->setPen(stroke.color);
    const QRect words = content.adjusted(kSample + kGap, 0, 0, 0);
    painter->setFont(cell.font);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      cell.fontMetrics.elidedText(text, Qt::ElideRight, words.width()));
    painter->restore();
}

} // namespace portolan
