// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#pragma once

#include "views/diagram/diagramstyle.h"
#include "views/diagram/placeddiagram.h"

#include <QPixmap>
#include <QWidget>

namespace portolan {

/// The whole chart small, without text and lines, and a rectangle around what the large view shows. Click or drag asks
/// for another view, the wheel for another zoom. Takes no keyboard focus: all it does has a key in the chart.
class Minimap : public QWidget
{
    Q_OBJECT
public:
    explicit Minimap(QWidget *parent);

    /// `sheet`: what of the chart to show, scene points.
    void setChart(const PlacedDiagram &placed, const QRectF &sheet, const DiagramStyle &style);
    void setView(const QRectF &scene);
    /// The size in which the chart fits into a corner of a widget; logical pixels.
    QSize sizeIn(QSize widget) const;
    QRectF viewRect() const; ///< what the large view shows, in this widget

Q_SIGNALS:
    void centerRequested(QPointF scene);
    void zoomRequested(double factor);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    double scale() const;
    void ask(QPointF position);
    void paintPicture();

    PlacedDiagram m_placed;
    QRectF m_sheet;
    QRectF m_view;
    DiagramStyle m_style;
    QPixmap m_picture; ///< null: to be painted anew
};

} // namespace portolan
