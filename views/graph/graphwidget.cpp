// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/graphwidget.h"

#include "views/diagram/detail.h"
#include "views/diagram/keylayout.h"
#include "views/graph/chartanchor.h"
#include "views/graph/chartoverlay.h"
#include "views/graph/graphaccessible.h"
#include "views/graph/linekey.h"
#include "views/graph/minimap.h"
#include "views/tables/background.h"
#include "views/tables/displaytext.h"

#include <QAccessible>
#include <QStyle>
#include <QTimer>
#include <QVariantAnimation>

#include <algorithm>
#include <cmath>
#include <utility>

namespace portolan {

namespace {

constexpr double kMostZoom = 8.0;
constexpr double kLeastZoom = 0.02;
constexpr double kMostFitZoom = 1.5;
constexpr double kKeyShown = 96; ///< scene points of the key that fit() shows at least
constexpr double kSelectionZoom = 2.0;
constexpr double kReadableZoom = 0.5;
constexpr double kStep = 1.25;
constexpr double kFitMargin = 16;
constexpr int kRest = 25; ///< ms without movement until the picture under way is given up for the present one
constexpr int kDwell = 300; ///< ms without movement until the part under the pointer is shown more of
constexpr int kMostFading = 400; ///< ms, whatever the style's animations take
constexpr double kKeyLine = 12; ///< scene points, a line of the key

QRectF keyOfLines(const PlacedDiagram &placed)
{
    QRectF bounds;
    for (const KeyLayout::Sample &sample :
         layOutKey(placed.diagram->key, placed.size.width() - 2 * placed.keyOrigin.x()).samples) {
        if (sample.kind == KeyLayout::Sample::Kind::Line || sample.kind == KeyLayout::Sample::Kind::Check)
            bounds |= QRectF(placed.keyOrigin + sample.at - QPointF(0, kKeyLine), QSizeF(kKeyLine, kKeyLine));
    }
    return bounds;
}

/// What became of it between two versions of a plan, below the rest.
QString changeText(const QHash<int, Change> &marks, int index)
{
    const auto mark = marks.constFind(index);
    return mark == marks.constEnd() ? QString() : u'\n' + changeWord(*mark);
}

/// What a sign says, below the rest.
QString markText(const QHash<int, ChartMark> &marks, int index)
{
    const auto mark = marks.constFind(index);
    return mark == marks.constEnd() ? QString() : u'\n' + mark->text;
}

QString checkDetails(const std::shared_ptr<const CheckMarks> &checks, const QHash<int, CheckMark> CheckMarks::*marks,
                     int index)
{
    if (!checks)
        return {};
    const auto mark = ((*checks).*marks).constFind(index);
    return mark == ((*checks).*marks).constEnd() ? QString() : u'\n' + mark->details;
}

} // namespace

GraphWidget::GraphWidget(QWidget *parent)
    : QWidget(parent), m_style(DiagramStyle::of(Theme::Light)), m_overlay(new ChartOverlay(this)),
      m_restTimer(new QTimer(this)), m_paintedTimer(new QTimer(this)), m_painter(new PicturePainter(this)),
      m_dwellTimer(new QTimer(this)), m_fade(new QVariantAnimation(this)), m_minimap(new Minimap(this)),
      m_lineKey(new LineKey(this))
{
    GraphAccessible::install();
    setObjectName(QStringLiteral("chart"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Chart"));
    m_restTimer->setSingleShot(true);
    m_restTimer->setInterval(kRest);
    connect(m_restTimer, &QTimer::timeout, this, &GraphWidget::onRest);
    m_paintedTimer->setSingleShot(true);
    m_paintedTimer->setInterval(0);
    connect(m_paintedTimer, &QTimer::timeout, this, &GraphWidget::painted);
    m_dwellTimer->setSingleShot(true);
    m_dwellTimer->setInterval(kDwell);
    connect(m_dwellTimer, &QTimer::timeout, this, &GraphWidget::onDwelt);
    m_fade->setEasingCurve(QEasingCurve::InOutQuad);
    m_fade->setStartValue(1.0);
    m_fade->setEndValue(0.0);
    connect(m_fade, &QVariantAnimation::valueChanged, this, qOverload<>(&QWidget::update));
    connect(m_fade, &QVariantAnimation::finished, this, &GraphWidget::endFade);
    connect(m_minimap, &Minimap::centerRequested, this, [this](QPointF scene) {
        m_fitted = false;
        setView(m_zoom, QRectF(rect()).center() - scene * m_zoom);
    });
    connect(m_minimap, &Minimap::zoomRequested, this,
            [this](double factor) { zoomAt(QRectF(rect()).center(), factor); });
    connect(m_painter, &PicturePainter::finished, this, &GraphWidget::onPictureFinished);
    connect(m_overlay, &ChartOverlay::cancelled, this, &GraphWidget::cancelRequested);
    connect(m_overlay, &ChartOverlay::resized, this, &GraphWidget::placeOverlay);
    describe();
}

GraphWidget::~GraphWidget() = default;

void GraphWidget::setDiagram(const PlacedDiagram &placed, bool keepView, std::shared_ptr<const PlacedIndex> index)
{
    endFade();
    const ChartPicture old = m_picture;
    const bool wasSmall = hasDiagram() && paintsAtOnce() && isCrisp();
    std::optional<ChartAnchor> anchor;
    if (keepView && hasDiagram())
        anchor = commonAnchor(m_placed, placed, toScene(QRectF(rect()).center()));
    forgetChart();
    cancelGesture();
    PlacedDiagram before = std::exchange(m_placed, placed);
    const double zoomBefore = m_zoom;
    const QPointF offsetBefore = m_offset;
    auto indexBefore = std::exchange(m_index, index ? std::move(index) : std::make_shared<const PlacedIndex>(placed));
    Q_EMIT chartChanged();
    m_minimap->setChart(m_placed, sheet(), m_style);
    m_lineKey->setEncryptions(m_placed.diagram->key.encryptions);
    m_sheetKey = keyOfLines(m_placed);
    if (anchor && !m_fitted)
        setView(m_zoom, m_offset + (anchor->before - anchor->after) * m_zoom);
    else
        fit();
    showReady();
    describe();
    refreshPicture();
    if (anchor && wasSmall && paintsAtOnce()) {
        const QPointF moved = (offsetBefore - m_offset) / m_zoom;
        const double scale = zoomBefore / m_zoom;
        startFade(old, ChartTravel(before, m_placed, QTransform(scale, 0, 0, scale, moved.x(), moved.y())));
    }
    dropInBackground(std::move(before), std::move(indexBefore));
}

void GraphWidget::clearDiagram()
{
    cancelGesture();
    endFade();
    forgetChart();
    PlacedDiagram before = std::exchange(m_placed, {});
    auto indexBefore = std::exchange(m_index, nullptr);
    Q_EMIT chartChanged();
    m_minimap->setChart({}, {}, m_style);
    dropInBackground(std::move(before), std::move(indexBefore));
    updateCorners();
    describe();
    update();
}

void GraphWidget::forgetChart()
{
    m_selection = {};
    m_selected = {};
    m_focusNodes = {};
    m_marks = {};
    m_checks.reset();
    m_checkSigns.clear();
    m_focusEdges = {};
    m_hovered = {};
    m_dwelt = {};
    m_preview = {};
    m_dwellTimer->stop();
    m_walked = {};
    m_linesOf = -1;
    m_painter->cancel();
    m_picture = {};
    ++m_content;
}

void GraphWidget::startFade(const ChartPicture &from, const ChartTravel &travel)
{
    // A system that asks for less motion says so through its style.
    const int duration = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this);
    if (duration <= 0 || !isVisible())
        return;
    m_fadeFrom = from.image;
    m_travel = travel;
    m_fade->setDuration(std::min(duration, kMostFading));
    m_fade->start();
}

void GraphWidget::endFade()
{
    if (m_fadeFrom.isNull())
        return;
    m_fade->stop();
    m_fadeFrom = {};
    m_travel = {};
    update();
}

QRectF GraphWidget::sheet() const
{
    // The key's list of codes may be as tall as the chart; what the lines mean is enough of it.
    return {0, 0, m_placed.size.width(), std::min(m_placed.size.height(), m_placed.keyOrigin.y() + kKeyShown)};
}

void GraphWidget::setFocusParts(const QSet<int> &nodes, const QSet<int> &edges)
{
    if (nodes == m_focusNodes && edges == m_focusEdges)
        return;
    m_focusNodes = nodes;
    m_focusEdges = edges;
    m_preview = {};
    refreshContent();
}

QSet<int> GraphWidget::litNodes() const
{
    return m_preview.litNodes.isEmpty() ? m_selected.litNodes + m_focusNodes : m_preview.litNodes;
}

QSet<int> GraphWidget::litEdges() const
{
    return m_preview.litNodes.isEmpty() ? m_selected.litEdges + m_focusEdges : m_preview.litEdges;
}

void GraphWidget::setStyle(const DiagramStyle &style)
{
    m_style = style;
    m_minimap->setChart(m_placed, sheet(), m_style);
    m_lineKey->setStyle(m_style);
    refreshContent();
}

void GraphWidget::setSelection(const Selection &selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    m_selected = hasDiagram() ? portolan::chartSelection(*m_placed.diagram, selection) : ChartSelection();
    if (m_selected.part.kind != DiagramPart::Kind::None)
        setWalked(m_selected.part);
    else if (selection.isEmpty())
        setWalked({});
    m_preview = {};
    tellReaders(QAccessible::Selection, m_selected.part);
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
    return hasDiagram() && isPictureCurrent() && m_fadeFrom.isNull();
}

void GraphWidget::setView(double zoom, QPointF offset)
{
    const double bounded = std::clamp(zoom, kLeastZoom, kMostZoom);
    const bool zoomed = !qFuzzyCompare(bounded, m_zoom);
    endFade();
    m_zoom = bounded;
    m_offset = keptInView(offset, bounded);
    if (zoomed)
        Q_EMIT zoomChanged(m_zoom);
    updateCorners();
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
    showRect(sheet(), kMostFitZoom);
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
    const QMarginsF around(kAround, kAround, kAround, kAround);
    // Where those at the other ends of its lines are too far away to read, what was picked is what matters.
    const QRectF part = partBounds(m_placed, m_selected.part);
    const bool isNode = m_selected.part.kind == DiagramPart::Kind::Node;
    if (isNode && fitZoom(bounds.marginsAdded(around)) < std::min(kReadableZoom, fitZoom(part.marginsAdded(around))))
        showRect(part.marginsAdded(around), 1);
    else
        showRect(bounds.marginsAdded(around), kSelectionZoom);
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

void GraphWidget::resizeEvent(QResizeEvent *)
{
    placeOverlay();
    updateCorners();
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
        return diagram.boxes.at(part.index).title + u'\n' + diagram.boxes.at(part.index).subtitle
            + markText(shownMarks().second, part.index);
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
        return lines.join(u'\n') + markText(m_marks.nodes, part.index) + changeText(m_marks.changedNodes, part.index)
            + checkDetails(m_checks, &CheckMarks::nodes, part.index);
    }
    case DiagramPart::Kind::Edge:
        return diagram.edges.at(part.index).summary + changeText(m_marks.changedEdges, part.index)
            + checkDetails(m_checks, &CheckMarks::edges, part.index);
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
