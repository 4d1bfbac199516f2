// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/severitysign.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace portolan {

namespace {

constexpr int kIconSize = 16; ///< logical pixels
constexpr double kRim = 1.5;

struct SeverityWords {
    Q_DECLARE_TR_FUNCTIONS(portolan::SeverityWords)
};

QPainterPath outline(const QRectF &rect, Severity severity)
{
    QPainterPath path;
    if (severity == Severity::Warning) {
        path.moveTo(rect.center().x(), rect.top());
        path.lineTo(rect.right(), rect.bottom() - rect.height() * 0.06);
        path.lineTo(rect.left(), rect.bottom() - rect.height() * 0.06);
        path.closeSubpath();
    } else {
        path.addEllipse(
            rect.adjusted(rect.width() * 0.04, rect.height() * 0.04, -rect.width() * 0.04, -rect.height() * 0.04));
    }
    return path;
}

} // namespace

QColor severityColor(Severity severity, const DiagramStyle &style)
{
    const bool isDark = style.theme == Theme::Dark;
    switch (severity) {
    case Severity::Error:
        return isDark ? QColor(0xff, 0x8a, 0x80) : QColor(0xb3, 0x26, 0x1e);
    case Severity::Warning:
        return isDark ? QColor(0xf0, 0xb2, 0x4a) : QColor(0x9a, 0x5b, 0x00);
    case Severity::Information:
        break;
    }
    return style.quietText;
}

void paintSeveritySign(QPainter &painter, const QRectF &rect, Severity severity, const DiagramStyle &style)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = severityColor(severity, style);
    const bool isRing = severity == Severity::Information;
    const double line = rect.width() * 0.13;
    if (isRing) {
        painter.setPen(QPen(color, rect.width() * 0.09));
        painter.setBrush(style.background);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
    }
    painter.drawPath(outline(rect, severity));
    painter.setPen(QPen(isRing ? color : style.background, line, Qt::SolidLine, Qt::RoundCap));
    // An exclamation mark, or an i: the same strokes the other way round. A triangle has its room lower down.
    const double x = rect.center().x();
    const double top = rect.top() + rect.height() * (severity == Severity::Warning ? 0.40 : 0.28);
    const double bottom = rect.top() + rect.height() * (severity == Severity::Warning ? 0.80 : 0.74);
    const double dot = isRing ? top : bottom;
    const double from = isRing ? top + rect.height() * 0.20 : top;
    const double to = isRing ? bottom : bottom - rect.height() * 0.20;
    painter.drawLine(QPointF(x, from), QPointF(x, to));
    painter.drawPoint(QPointF(x, dot));
    painter.restore();
}

QPixmap severityPixmap(Severity severity, const DiagramStyle &style, int size, double ratio)
{
    QPixmap pixmap((QSizeF(size, size) * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF rect = QRectF(0, 0, size, size).adjusted(kRim, kRim, -kRim, -kRim);
    painter.setPen(QPen(style.background, 2 * kRim, Qt::SolidLine, Qt::SquareCap, Qt::RoundJoin));
    painter.setBrush(style.background);
    painter.drawPath(outline(rect, severity));
    paintSeveritySign(painter, rect, severity, style);
    return pixmap;
}

QIcon signIcon(const std::function<void(QPainter &, const QRectF &)> &paint)
{
    QIcon icon;
    for (const int scale : {1, 2}) {
        QPixmap pixmap(QSize(kIconSize, kIconSize) * scale);
        pixmap.setDevicePixelRatio(scale);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(painter, QRectF(1, 1, kIconSize - 2, kIconSize - 2));
        painter.end();
        // A row that is selected shows the colour all the same.
        for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Selected})
            icon.addPixmap(pixmap, mode);
    }
    return icon;
}

QIcon severityIcon(Severity severity, const DiagramStyle &style)
{
    return signIcon([&](QPainter &painter, const QRectF &rect) { paintSeveritySign(painter, rect, severity, style); });
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return SeverityWords::tr("error");
    case Severity::Warning:
        return SeverityWords::tr("advice");
    case Severity::Information:
        break;
    }
    return SeverityWords::tr("note");
}

} // namespace portolan
