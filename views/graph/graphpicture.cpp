// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/detail.h"
#include "views/diagram/diagrampainter.h"
#include "views/diagram/qpaintercanvas.h"
#include "views/graph/graphwidget.h"

#include <QPainter>
#include <QTimer>
#include <QVariantAnimation>

#include <algorithm>
#include <cmath>

namespace portolan {

namespace {

constexpr int kMargin = 160; ///< logical pixels drawn beyond the widget, so that a short drag has something to show
constexpr qint64 kFast = 10; ///< ms; a chart that is painted within this needs no stand-in while it moves
constexpr qsizetype kSmallChart = 600; ///< cards and lines; a larger one is never painted while the window waits
constexpr int kThreads = 2; ///< at rest; while the chart moves, the window needs one of two cores
constexpr double kEnlarged = 1.15; ///< logical pixels a scene point
constexpr double kEnlargedMargin = 6;
constexpr double kFromPointer = 12;

/// Where a picture has its top left if it is drawn over the widget, with as much around it on all sides.
QPointF cornerOf(const QImage &picture, const QSize &widget)
{
    const QSizeF size = picture.deviceIndependentSize();
    return {(widget.width() - size.width()) / 2, (widget.height() - size.height()) / 2};
}

} // namespace

Viewport GraphWidget::view(Around around) const
{
    const int margin = around == Around::Margin ? kMargin : 0;
    return {m_zoom, m_offset + QPointF(margin, margin), size() + QSize(2 * margin, 2 * margin), devicePixelRatioF()};
}

bool GraphWidget::isPictureOf(Around around) const
{
    return !m_picture.image.isNull() && m_picture.content == m_content && m_picture.view == view(around);
}

/// At rest what is in sight comes first: with the margin it would take half as long again.
bool GraphWidget::isPictureCurrent() const
{
    return isPictureOf(Around::Nothing) || isPictureOf(Around::Margin);
}

PictureRequest GraphWidget::pictureRequest(Around around) const
{
    return {view(around), m_placed, m_index, m_style, m_selected.part, litNodes(), litEdges(), m_checks, m_content};
}

bool GraphWidget::paintsAtOnce() const
{
    return m_placed.nodes.size() + m_placed.edges.size() <= kSmallChart && m_picture.milliseconds <= kFast;
}

void GraphWidget::refreshContent()
{
    ++m_content;
    refreshPicture();
}

void GraphWidget::refreshPicture()
{
    update();
    if (!hasDiagram() || paintsAtOnce())
        return;
    // While the chart moves, pictures of views on the way are finished: giving each up for the next would show none.
    if (!m_painter->isBusy() && !isPictureCurrent())
        m_painter->start(pictureRequest(Around::Margin), 1);
    m_restTimer->start();
}

void GraphWidget::onRest()
{
    const bool underWay =
        m_painter->isBusy() && m_painter->view() == view(Around::Margin) && m_painter->content() == m_content;
    if (underWay)
        m_painter->hurry(kThreads);
    else if (hasDiagram() && !isPictureCurrent())
        m_painter->start(pictureRequest(Around::Nothing), kThreads);
}

void GraphWidget::onPictureFinished(const ChartPicture &picture)
{
    if (isPictureOf(Around::Margin))
        return;
    m_picture = picture;
    update();
    if (isPictureOf(Around::Nothing))
        m_painter->start(pictureRequest(Around::Margin), 1);
    else if (!isPictureCurrent() && m_restTimer->isActive())
        m_painter->start(pictureRequest(Around::Margin), 1);
    else if (!isPictureCurrent())
        m_painter->start(pictureRequest(Around::Nothing), kThreads);
}

void GraphWidget::paintChart(QPainter &painter)
{
    if (!isPictureCurrent() && paintsAtOnce())
        m_picture = paintPicture(pictureRequest(Around::Margin));
    else if (!isPictureCurrent() && !m_painter->isBusy() && !m_restTimer->isActive())
        m_restTimer->start(); // nobody has asked for it: the window may be on another screen now
    const Viewport &shown = m_picture.view;
    const double scale = m_zoom / shown.zoom;
    const QPointF at = m_offset - shown.offset * scale;
    if (!QRectF(at, QSizeF(shown.size) * scale).contains(rect()) || m_picture.image.isNull())
        painter.fillRect(rect(), m_style.background);
    painter.save();
    painter.translate(at);
    if (!qFuzzyCompare(scale, 1.0))
        painter.scale(scale, scale);
    painter.drawImage(QPointF(0, 0), m_picture.image);
    painter.restore();
    if (!m_fadeFrom.isNull())
        paintFade(painter);
    if (m_hovered.kind == DiagramPart::Kind::None || m_dragging)
        return;
    paintHover(painter);
    paintEnlarged(painter);
}

/// Over the picture of the new chart. Without cards that travel the old one fades; else it makes way for them in the
/// first half, and they for the new one in the second.
void GraphWidget::paintFade(QPainter &painter) const
{
    const double left = m_fade->currentValue().toDouble();
    const QPointF before = cornerOf(m_fadeFrom, size());
    if (m_travel.isEmpty()) {
        painter.setOpacity(left);
        painter.drawImage(before, m_fadeFrom);
        painter.setOpacity(1);
        return;
    }
    painter.fillRect(rect(), m_style.background);
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.translate(m_offset);
    painter.scale(m_zoom, m_zoom);
    PaintOptions options;
    options.zoom = m_zoom;
    options.edges.emplace();
    options.visible = QRectF(toScene(QPointF(0, 0)), toScene(QPointF(width(), height())));
    options.background = false;
    QPainterCanvas canvas(painter);
    paintDiagram(canvas, m_travel.at(1 - left), m_style, options);
    painter.restore();
    painter.setOpacity(std::abs(2 * left - 1));
    if (left > 0.5)
        painter.drawImage(before, m_fadeFrom);
    else
        painter.drawImage(cornerOf(m_picture.image, size()), m_picture.image);
    painter.setOpacity(1);
}

void GraphWidget::paintHover(QPainter &painter) const
{
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.translate(m_offset);
    painter.scale(m_zoom, m_zoom);
    PaintOptions options;
    options.zoom = m_zoom;
    options.selected = m_selected.part;
    options.hovered = m_hovered;
    options.litNodes = litNodes();
    options.litEdges = litEdges();
    options.checks = m_checks;
    QPainterCanvas canvas(painter);
    paintHovered(canvas, m_placed, m_style, options);
    painter.restore();
}

QRectF GraphWidget::enlargedRect() const
{
    if (m_dwelt.kind == DiagramPart::Kind::None || m_dwelt != m_hovered || m_dragging || Detail::at(m_zoom).texts)
        return {};
    const QSizeF label = labelRect(m_placed, m_dwelt).size();
    if (label.isEmpty())
        return {};
    const QSizeF size = label * kEnlarged + QSizeF(2 * kEnlargedMargin, 2 * kEnlargedMargin);
    // Above the pointer: the tool tip comes below it.
    QPointF at = m_pointer + QPointF(kFromPointer, -kFromPointer - size.height());
    if (at.y() < 0)
        at.setY(m_pointer.y() + 3 * kFromPointer);
    at.setX(std::max(0.0, std::min(at.x(), width() - size.width())));
    return {at, size};
}

void GraphWidget::paintEnlarged(QPainter &painter) const
{
    const QRectF rect = enlargedRect();
    if (rect.isNull())
        return;
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.setBrush(m_style.background);
    painter.setPen(QPen(m_style.hover, 1));
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.translate(rect.topLeft() + QPointF(kEnlargedMargin, kEnlargedMargin));
    painter.scale(kEnlarged, kEnlarged);
    painter.translate(-labelRect(m_placed, m_dwelt).topLeft());
    QPainterCanvas canvas(painter);
    paintLabel(canvas, m_placed, m_style, m_dwelt, m_checks);
    painter.restore();
}

void GraphWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (hasDiagram()) {
        paintChart(painter);
        paintMarks(painter);
    } else {
        painter.fillRect(rect(), m_style.background);
    }
    if (hasFocus() && m_showFocus) {
        painter.setPen(QPen(m_style.selection, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
    if (hasFocus() && m_showFocus && hasDiagram() && m_walked != m_selected.part) {
        const QRectF scene = partHandle(m_placed, m_walked);
        painter.setPen(QPen(m_style.selection, 1.5, Qt::DotLine));
        painter.drawRect(QRectF(fromScene(scene.topLeft()), fromScene(scene.bottomRight())).adjusted(-3, -3, 3, 3));
    }
    paintSelected(painter);
    paintGesture(painter);
    painter.end();
    if (isCrisp())
        m_paintedTimer->start();
}

} // namespace portolan
