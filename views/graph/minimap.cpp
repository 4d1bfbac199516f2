// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/minimap.h"

#include "views/diagram/diagrampainter.h"
#include "views/diagram/qpaintercanvas.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace portolan {

namespace {

constexpr double kShare = 0.22; ///< of the widget's sides at most
constexpr QSizeF kLargest(240, 170);
constexpr double kLeastSide = 36;
constexpr double kLeastView = 5; ///< pixels; a smaller rectangle could not be seen
constexpr double kNotch = 1.2;
constexpr float kVeil = 0.45F; ///< over what the view does not show

} // namespace

Minimap::Minimap(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("minimap"));
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Overview of the chart"));
    hide();
}

void Minimap::setChart(const PlacedDiagram &placed, const QRectF &sheet, const DiagramStyle &style)
{
    m_placed = placed;
    m_sheet = sheet;
    m_style = style;
    m_picture = {};
    update();
}

void Minimap::setView(const QRectF &scene)
{
    if (scene == m_view)
        return;
    m_view = scene;
    update();
}

QSize Minimap::sizeIn(QSize widget) const
{
    const QSizeF room(std::min(widget.width() * kShare, kLargest.width()),
                      std::min(widget.height() * kShare, kLargest.height()));
    const QSizeF size = m_sheet.size().scaled(room, Qt::KeepAspectRatio);
    // A chart in one row or column still leaves something to click at.
    return size.expandedTo({kLeastSide, kLeastSide}).toSize();
}

double Minimap::scale() const
{
    return std::min(width() / std::max(1.0, m_sheet.width()), height() / std::max(1.0, m_sheet.height()));
}

QRectF Minimap::viewRect() const
{
    const QRectF view((m_view.topLeft() - m_sheet.topLeft()) * scale(), m_view.size() * scale());
    QRectF inside = view & QRectF(rect());
    const QSizeF grown = inside.size().expandedTo({kLeastView, kLeastView});
    return {inside.center() - QPointF(grown.width(), grown.height()) / 2, grown};
}

void Minimap::paintPicture()
{
    m_picture = QPixmap((QSizeF(size()) * devicePixelRatioF()).toSize());
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    m_picture.fill(m_style.background);
    if (!m_placed.diagram)
        return;
    QPainter painter(&m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(scale(), scale());
    painter.translate(-m_sheet.topLeft());
    PaintOptions options;
    options.zoom = scale();
    options.edges.emplace();
    options.texts = false;
    options.background = false;
    QPainterCanvas canvas(painter);
    paintDiagram(canvas, m_placed, m_style, options);
}

void Minimap::paintEvent(QPaintEvent *)
{
    if (m_picture.isNull() || m_picture.size() != (QSizeF(size()) * devicePixelRatioF()).toSize())
        paintPicture();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    const QRectF view = viewRect();
    QColor veil = m_style.frame;
    veil.setAlphaF(kVeil);
    QPainterPath outside;
    outside.addRect(rect());
    outside.addRect(view);
    painter.fillPath(outside, veil);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_style.selection, 1.5));
    painter.drawRect(view.adjusted(0.75, 0.75, -0.75, -0.75));
    painter.setPen(m_style.cardBorder);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void Minimap::ask(QPointF position)
{
    Q_EMIT centerRequested(m_sheet.topLeft() + position / scale());
}

void Minimap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        ask(event->position());
}

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        ask(event->position());
}

void Minimap::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().y() != 0)
        Q_EMIT zoomRequested(std::pow(kNotch, event->angleDelta().y() / 120.0));
    event->accept();
}

} // namespace portolan
