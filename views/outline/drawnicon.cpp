// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/outline/drawnicon.h"

#include "views/diagram/icons.h"

#include <QPainter>
#include <QPixmap>

namespace portolan {

namespace {

constexpr int kSide = 16; ///< logical pixels
constexpr double kLine = 1.3;

} // namespace

QIcon drawnIcon(const QString &name, const QColor &color)
{
    QIcon icon;
    for (const int scale : {1, 2}) {
        QPixmap pixmap(QSize(kSide, kSide) * scale);
        pixmap.setDevicePixelRatio(scale);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(kSide / kIconGrid, kSide / kIconGrid);
        painter.setPen(QPen(color, kLine, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(iconPath(name));
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace portolan
