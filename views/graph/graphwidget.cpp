// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/graphwidget.h"

#include "views/diagram/qpaintercanvas.h"
#include "views/graph/chartoverlay.h"
#include "views/tables/displaytext.h"

#include <QAccessible>
#include <QAccessibleEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QTimer>

#include <algorithm>
#include <cmath>

namespace portolan {

namespace {

constexpr double kMostZoom = 8.0;
constexpr double kLeastZoom = 0.02;
constexpr double kMostFitZoom = 1.5;
constexpr double kKeyShown = 96; ///< scene points of the key that fit() shows at least
constexpr double kSelectionZoom = 2.0;
constexpr double kStep = 1.25;
constexpr double kFitMargin = 16;
constexpr int kMargin = 160; ///< logical pixels drawn beyond the widget, so that a short drag has something to show
constexpr int kRest = 25; ///< ms without movement until the picture under way is given up for the present one
constexpr qint64 kFast = 10; ///< ms; a chart that is painted within this needs no stand-in while it moves
constexpr qsizetype kSmallChart = 600; ///< cards and lines; a larger one is never painted while the window waits
constexpr int kThreads = 2; ///< at rest; while the chart moves, the window needs one of two cores

} // namespace

GraphWidget::GraphWidget(QWidget *parent)
    : QWidget(parent), m_style(DiagramStyle::of(Theme::Light)), m_overlay(new ChartOverlay(this)),
      m_restTimer(new QTimer(this)), m_painter(new PicturePainter(this))
{
    setObjectName(QStringLiteral("chart"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Chart"));
    m_restTimer->setSingleShot(true);
    m_restTimer->setInterval(kRest);
    connect(m_restTimer, &QTimer::timeout, this, [this] {
        if (!isCrisp() && !(m_painter->isBusy() && m_painter->view() == view() && m_painter->content() == m_content))
            m_painter->start(pictureRequest(), kThreads);
    });
    connect(m_painter, &PicturePainter::finished, this, &GraphWidget::onPictureFinished);
    connect(m_overlay, &ChartOverlay::cancelled, this, &GraphWidget::cancelRequested);
    connect(m_overlay, &ChartOverlay::resized, this, &GraphWidget::placeOverlay);
    describe();
}

GraphWidget::~GraphWidget() = default;

void GraphWidget::setDiagram(const PlacedDiagram &placed, bool keepView)
{
    m_placed = placed;
    m_index = std::make_shared<const PlacedIndex>(placed);
    m_selection = {};
    m_selected = {};
    m_hovered = {};
    m_walked = {};
    m_picture = {};
    ++m_content;
    if (keepView && !m_fitted)
        setView(m_zoom, m_offset);
    else
        fit();
    showReady();
    describe();
    refreshPicture();
}

void GraphWidget::clearDiagram()
{
    m_placed = {};
    m_index.reset();
    m_selection = {};
    m_selected = {};
    m_hovered = {};
    m_walked = {};
    m_picture = {};
    m_painter->cancel();
    describe();
    update();
}

void GraphWidget::setStyle(const DiagramStyle &style)
{
    m_style = style;
    refreshContent();
}

void GraphWidget::setSelection(const Selection &selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    m_selected = hasDiagram() ? portolan::chartSelection(*m_placed.diagram, selection) : ChartSelection();
    if (m_selected.part.kind != DiagramPart::Kind::None)
        m_walked = m_selected.part;
    else if (selection.isEmpty())
        m_walked = {};
    describe();
    refreshContent();
}

DiagramPart GraphWidget::partAt(QPointF position) const
{
    constexpr double kReach = 5;
    return hasDiagram() ? m_index->at(toScene(position), kReach / m_zoom) : DiagramPart();
}

bool GraphWidget::isCrisp() const
{
    return hasDiagram() && !m_picture.image.isNull() && m_picture.content == m_content && m_picture.view == view();
}

void GraphWidget::setView(double zoom, QPointF offset)
{
    const double bounded = std::clamp(zoom, kLeastZoom, kMostZoom);
    const bool zoomed = !qFuzzyCompare(bounded, m_zoom);
    m_zoom = bounded;
    m_offset = keptInView(offset, bounded);
    if (zoomed)
        Q_EMIT zoomChanged(m_zoom);
    refreshPicture();
}

QPointF GraphWidget::keptInView(QPointF offset, double zoom) const
{
    if (!hasDiagram())
        return offset;
    // A quarter of the window at least shows some of the sheet: nobody can lose it.
    const QSizeF sheet = m_placed.size * zoom;
    const double roomX = std::min(sheet.width(), width() * 0.25);
    const double roomY = std::min(sheet.height(), height() * 0.25);
    return {std::clamp(offset.x(), roomX - sheet.width(), width() - roomX),
            std::clamp(offset.y(), roomY - sheet.height(), height() - roomY)};
}

void GraphWidget::zoomAt(QPointF position, double factor)
{
    if (!hasDiagram())
        return;
    const QPointF scene = toScene(position);
    const double zoom = std::clamp(m_zoom * factor, kLeastZoom, kMostZoom);
    m_fitted = false;
    setView(zoom, position - scene * zoom);
}

double GraphWidget::fitZoom(const QRectF &scene) const
{
    const double w = std::max(1.0, width() - 2 * kFitMargin);
    const double h = std::max(1.0, height() - 2 * kFitMargin);
    return std::min(w / std::max(1.0, scene.width()), h / std::max(1.0, scene.height()));
}

void GraphWidget::showRect(const QRectF &scene, double maximumZoom)
{
    const double zoom = std::clamp(fitZoom(scene), kLeastZoom, maximumZoom);
    setView(zoom, QRectF(rect()).center() - scene.center() * zoom);
}

void GraphWidget::fit()
{
    if (!hasDiagram())
        return;
    m_fitted = true;
    // The key's list of codes may be as tall as the chart; what the lines mean is enough of it.
    const double height = std::min(m_placed.size.height(), m_placed.keyOrigin.y() + kKeyShown);
    showRect({0, 0, m_placed.size.width(), height}, kMostFitZoom);
}

void GraphWidget::zoomIn()
{
    zoomAt(QRectF(rect()).center(), kStep);
}

void GraphWidget::zoomOut()
{
    zoomAt(QRectF(rect()).center(), 1 / kStep);
}

void GraphWidget::actualSize()
{
    zoomAt(QRectF(rect()).center(), 1 / m_zoom);
}

void GraphWidget::zoomToSelection()
{
    QRectF bounds = partBounds(m_placed, m_selected.part);
    if (m_selected.part.kind != DiagramPart::Kind::Box) {
        for (const int node : std::as_const(m_selected.litNodes))
            bounds = bounds.united(m_placed.nodes.at(node));
    }
    if (bounds.isNull())
        return;
    m_fitted = false;
    constexpr double kAround = 24;
    showRect(bounds.adjusted(-kAround, -kAround, kAround, kAround), kSelectionZoom);
}

void GraphWidget::ensureVisible(DiagramPart part)
{
    const QRectF bounds = partHandle(m_placed, part);
    if (bounds.isNull())
        return;
    const QRectF shown(fromScene(bounds.topLeft()), fromScene(bounds.bottomRight()));
    const QRectF room = QRectF(rect()).adjusted(kFitMargin, kFitMargin, -kFitMargin, -kFitMargin);
    if (room.contains(shown))
        return;
    QPointF move;
    if (shown.left() < room.left() || shown.width() > room.width())
        move.setX(room.left() - shown.left());
    else if (shown.right() > room.right())
        move.setX(room.right() - shown.right());
    if (shown.top() < room.top() || shown.height() > room.height())
        move.setY(room.top() - shown.top());
    else if (shown.bottom() > room.bottom())
        move.setY(room.bottom() - shown.bottom());
    m_fitted = false;
    setView(m_zoom, m_offset + move);
}

ChartView GraphWidget::view() const
{
    return {m_zoom, m_offset + QPointF(kMargin, kMargin), size() + QSize(2 * kMargin, 2 * kMargin), devicePixelRatioF()};
}

PictureRequest GraphWidget::pictureRequest() const
{
    return {view(),    m_placed, m_index, m_style, m_selected.part, m_selected.litNodes, m_selected.litEdges,
            m_content};
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
    if (!m_painter->isBusy() && !isCrisp())
        m_painter->start(pictureRequest(), 1);
    m_restTimer->start();
}

void GraphWidget::onPictureFinished(const ChartPicture &picture)
{
    m_picture = picture;
    update();
    if (!isCrisp())
        m_painter->start(pictureRequest(), m_restTimer->isActive() ? 1 : kThreads);
}

void GraphWidget::paintChart(QPainter &painter)
{
    if (!isCrisp() && paintsAtOnce())
        m_picture = paintPicture(pictureRequest());
    const ChartView &shown = m_picture.view;
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
    if (m_hovered.kind == DiagramPart::Kind::None || m_dragging)
        return;
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.translate(m_offset);
    painter.scale(m_zoom, m_zoom);
    PaintOptions options;
    options.zoom = m_zoom;
    options.selected = m_selected.part;
    options.hovered = m_hovered;
    options.litNodes = m_selected.litNodes;
    options.litEdges = m_selected.litEdges;
    QPainterCanvas canvas(painter);
    paintHovered(canvas, m_placed, m_style, options);
    painter.restore();
}

void GraphWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (hasDiagram())
        paintChart(painter);
    else
        painter.fillRect(rect(), m_style.background);
    if (hasFocus() && m_showFocus) {
        painter.setPen(QPen(m_style.selection, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
    painter.end();
    if (isCrisp())
        QMetaObject::invokeMethod(this, &GraphWidget::painted, Qt::QueuedConnection);
}

void GraphWidget::resizeEvent(QResizeEvent *)
{
    placeOverlay();
    if (m_fitted)
        fit();
    else
        setView(m_zoom, m_offset);
}

QString GraphWidget::partText(DiagramPart part) const
{
    if (!hasDiagram())
        return {};
    const Diagram &diagram = *m_placed.diagram;
    switch (part.kind) {
    case DiagramPart::Kind::None:
        break;
    case DiagramPart::Kind::Box:
        return diagram.boxes.at(part.index).title + u'\n' + diagram.boxes.at(part.index).subtitle;
    case DiagramPart::Kind::Node: {
        const DiagramNode &node = diagram.nodes.at(part.index);
        QStringList lines{node.count.isEmpty() ? node.title : node.title + u' ' + node.count};
        lines << node.lines;
        constexpr size_t kNamed = 12;
        if (node.servers.size() > 1) {
            QStringList names;
            for (size_t i = 0; i < std::min(node.servers.size(), kNamed); ++i)
                names << diagram.flows.topology().servers.at(node.servers[i]).name;
            if (node.servers.size() > kNamed)
                names << tr("and %1 more").arg(node.servers.size() - kNamed);
            lines << names.join(QStringLiteral(", "));
        }
        return lines.join(u'\n');
    }
    case DiagramPart::Kind::Edge:
        return diagram.edges.at(part.index).summary;
    }
    return {};
}

void GraphWidget::describe()
{
    QString text;
    if (!hasDiagram())
        text = tr("No topology is open.");
    else if (m_walked.kind != DiagramPart::Kind::None)
        text = displayText(partText(m_walked));
    else
        text = tr("%1: %2 cards, %3 connections. Tab walks through them.")
                   .arg(displayText(m_placed.diagram->title))
                   .arg(m_placed.diagram->nodes.size())
                   .arg(m_placed.diagram->edges.size());
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void GraphWidget::placeOverlay()
{
    m_overlay->adjustSize();
    m_overlay->move((width() - m_overlay->width()) / 2, (height() - m_overlay->height()) / 2);
}

void GraphWidget::showEmpty()
{
    clearDiagram();
    m_overlay->showHint(tr("Open a topology file or drop one here"),
                        tr("File ▸ Open… (Ctrl+O), or File ▸ Open Sample for a look around."));
}

void GraphWidget::showBusy(const QString &text)
{
    m_overlay->showBusy(text);
}

void GraphWidget::setProgress(int done, int total)
{
    m_overlay->setProgress(done, total);
}

void GraphWidget::showError(const QString &title, const QString &text)
{
    m_overlay->showError(title, text);
}

void GraphWidget::showReady()
{
    m_overlay->clear();
}

QString GraphWidget::overlayText() const
{
    return m_overlay->isHidden() ? QString() : m_overlay->text();
}

} // namespace portolan
