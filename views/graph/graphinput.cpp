// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/graph/graphwidget.h"

#include "views/graph/chartoverlay.h"
#include "views/tables/displaytext.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QFocusEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QTimer>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace portolan {

namespace {

constexpr double kNotch = 1.2; ///< zoom for one notch of a wheel
constexpr double kPixelsPerNotch = 60; ///< of a trackpad
constexpr double kArrowStep = 48;

} // namespace

bool GraphWidget::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString text = partText(partAt(help->pos()));
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), toolTipText(text), this);
        return true;
    }
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomAt(gesture->position(), 1 + gesture->value());
            return true;
        }
    }
    return QWidget::event(event);
}

void GraphWidget::wheelEvent(QWheelEvent *event)
{
    // X11 gives pixel deltas that mean nothing; a phase tells a real trackpad.
    const bool trackpad = !event->pixelDelta().isNull() && event->phase() != Qt::NoScrollPhase;
    const double notches = trackpad ? event->pixelDelta().y() / kPixelsPerNotch : event->angleDelta().y() / 120.0;
    if (notches != 0)
        zoomAt(event->position(), std::pow(kNotch, notches));
    event->accept();
}

void GraphWidget::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    m_pressing = true;
    m_dragging = false;
    m_gesture = Gesture::Pan;
    if (event->button() == Qt::LeftButton && hasDiagram())
        beginGesture(event->position(), event->modifiers());
    endFade();
    m_pressed = event->position();
    m_last = m_pressed;
}

void GraphWidget::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position();
    if (!m_pressing) {
        setHovered(partAt(m_pointer));
        return;
    }
    if (!m_dragging && (event->position() - m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
        m_dragging = true;
        setCursor(Qt::ClosedHandCursor);
        QToolTip::hideText();
    }
    if (!m_dragging)
        return;
    if (m_gesture != Gesture::Pan) {
        m_last = event->position();
        updateDropSite(m_last);
        update();
        return;
    }
    m_fitted = false;
    setView(m_zoom, m_offset + event->position() - m_last);
    m_last = event->position();
}

void GraphWidget::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_pressing)
        return;
    m_pressing = false;
    if (m_dragging) {
        m_dragging = false;
        unsetCursor();
        endGesture(event->position(), event->modifiers());
        setHovered(partAt(event->position()));
        return;
    }
    if (event->button() != Qt::LeftButton || !hasDiagram())
        return;
    const DiagramPart part = partAt(event->position());
    if (event->modifiers() & Qt::ControlModifier && part.kind == DiagramPart::Kind::Node)
        addToSelection(part, true);
    else
        pick(part);
}

void GraphWidget::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !hasDiagram())
        return;
    // The first click of the two has selected what is there.
    const DiagramPart part = partAt(event->position());
    if (part.kind == DiagramPart::Kind::None)
        fit();
    else
        Q_EMIT activated(part);
}

void GraphWidget::contextMenuEvent(QContextMenuEvent *event)
{
    if (!hasDiagram())
        return;
    if (event->reason() != QContextMenuEvent::Keyboard) {
        const DiagramPart part = partAt(event->pos());
        const bool isAmongSelected = part.kind == DiagramPart::Kind::Node && m_selected.own.contains(part.index);
        if (part != m_selected.part && !isAmongSelected)
            pick(part);
        Q_EMIT contextMenuRequested(part, event->globalPos());
        return;
    }
    // The pointer may be anywhere: the menu belongs to where the keyboard is.
    QPointF at = QRectF(rect()).center();
    const QRectF bounds = partHandle(m_placed, m_walked);
    if (!bounds.isNull()) {
        ensureVisible(m_walked);
        at = fromScene(bounds.center());
    }
    Q_EMIT contextMenuRequested(m_walked, mapToGlobal(at).toPoint());
}

void GraphWidget::leaveEvent(QEvent *)
{
    setHovered({});
}

void GraphWidget::setHovered(DiagramPart part)
{
    if (part.kind != DiagramPart::Kind::None)
        m_dwellTimer->start();
    if (part == m_hovered)
        return;
    m_hovered = part;
    m_dwelt = {};
    setCursor(part.kind == DiagramPart::Kind::Node || part.kind == DiagramPart::Kind::Edge ? Qt::PointingHandCursor
                                                                                           : Qt::ArrowCursor);
    if (part.kind == DiagramPart::Kind::None)
        m_dwellTimer->stop();
    if (m_preview.litNodes.isEmpty()) {
        update();
    } else {
        m_preview = {};
        refreshContent();
    }
}

void GraphWidget::onDwelt()
{
    if (m_hovered == m_dwelt || m_pressing || !hasDiagram())
        return;
    m_dwelt = m_hovered;
    const bool isFree = m_selection.isEmpty() && m_focusNodes.isEmpty() && m_focusEdges.isEmpty();
    if (m_dwelt.kind == DiagramPart::Kind::Node && isFree) {
        m_preview = portolan::chartSelection(*m_placed.diagram, selectionOf(*m_placed.diagram, m_dwelt));
        refreshContent();
    }
    update();
}

void GraphWidget::pick(DiagramPart part)
{
    const Selection selection = selectionOf(*m_placed.diagram, part);
    setSelection(selection);
    // Several edges may hold flows of the same pairs; what was clicked is what is meant.
    if (m_selected.part != part) {
        m_selected.part = part;
        refreshContent();
    }
    setWalked(part);
    describe();
    Q_EMIT selectionPicked(selection);
}

bool GraphWidget::focusNextPrevChild(bool next)
{
    // Past the last part the focus goes on to the next widget: the keyboard is never trapped.
    if (hasFocus() && walk(next ? 1 : -1))
        return true;
    setWalked({});
    return QWidget::focusNextPrevChild(next);
}

void GraphWidget::keyPressEvent(QKeyEvent *event)
{
    endFade();
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const double step = shift ? kArrowStep * 4 : kArrowStep;
    const auto pan = [&](double x, double y) {
        m_fitted = false;
        setView(m_zoom, m_offset + QPointF(x, y));
    };
    // Where the keyboard is at a part, arrows go on from it; the chart itself moves with Ctrl then.
    const auto arrow = [&](double x, double y) {
        const bool walks = m_walked.kind == DiagramPart::Kind::Node || m_walked.kind == DiagramPart::Kind::Edge;
        if (walks && !control)
            walkTowards({x, y}, shift);
        else
            pan(-x * step, -y * step);
    };
    switch (event->key()) {
    case Qt::Key_Left:
        arrow(-1, 0);
        return;
    case Qt::Key_Right:
        arrow(1, 0);
        return;
    case Qt::Key_Up:
        arrow(0, -1);
        return;
    case Qt::Key_Down:
        arrow(0, 1);
        return;
    case Qt::Key_L:
        if (control || !hasDiagram())
            break;
        walkLines(event->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
        return;
    case Qt::Key_Space:
        if (m_walked.kind == DiagramPart::Kind::None)
            break;
        toggleWalked();
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        return;
    case Qt::Key_Minus:
        zoomOut();
        return;
    case Qt::Key_F:
        if (control)
            break;
        fit();
        return;
    case Qt::Key_Home:
        fit();
        return;
    case Qt::Key_0:
        if (!control)
            break;
        fit();
        return;
    case Qt::Key_1:
        if (!control)
            break;
        actualSize();
        return;
    case Qt::Key_Z:
        if (control)
            break;
        zoomToSelection();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_walked.kind == DiagramPart::Kind::None)
            break;
        Q_EMIT activated(m_walked);
        return;
    case Qt::Key_Escape:
        if (m_pressing && m_dragging && m_gesture != Gesture::Pan)
            cancelGesture();
        else if (m_overlay->isBusy())
            Q_EMIT cancelRequested();
        else if (hasDiagram())
            pick({});
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void GraphWidget::focusInEvent(QFocusEvent *event)
{
    // Who came with the mouse knows where they are.
    m_showFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason;
    update();
}

void GraphWidget::focusOutEvent(QFocusEvent *)
{
    update();
}

} // namespace portolan
