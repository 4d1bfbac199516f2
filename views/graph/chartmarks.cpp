// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/severitysign.h"
#include "views/graph/graphwidget.h"
#include "views/graph/linekey.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <utility>

namespace portolan {

namespace {

constexpr int kSignSize = 18; ///< logical pixels
constexpr int kSmallSign = 10; ///< on cards that are not much larger
constexpr double kBand = 7; ///< logical pixels
constexpr double kWordZoom = 0.6; ///< below it words would cover more than they say: their sign stands alone
constexpr double kSignZoom = 0.3; ///< below it that would, too
constexpr double kWordSize = 11; ///< logical pixels
constexpr double kLeastCard = 14; ///< logical pixels; on smaller cards signs would hide everything, names of sites too

QPen bandPen(Change change, const DiagramStyle &style)
{
    QPen pen(changeColor(change, style), kBand);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::RoundJoin);
    if (change == Change::Removed)
        pen.setDashPattern({1.0, 1.0});
    else if (change == Change::Changed)
        pen.setDashPattern({2.5, 0.8, 0.8, 0.8});
    QColor color = pen.color();
    color.setAlphaF(0.34F);
    pen.setColor(color);
    return pen;
}

} // namespace

QColor changeColor(Change change, const DiagramStyle &style)
{
    const bool isDark = style.theme == Theme::Dark;
    switch (change) {
    case Change::Added:
        return style.selection;
    case Change::Removed:
        return isDark ? QColor(0xe5, 0x8b, 0xd0) : QColor(0x9b, 0x24, 0x7d);
    case Change::Changed:
        break;
    }
    return isDark ? QColor(0xb8, 0xa1, 0xff) : QColor(0x5b, 0x3f, 0xb0);
}

void GraphWidget::setMarks(const ChartMarks &marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    update();
}

void GraphWidget::setChecks(std::shared_ptr<const CheckMarks> checks)
{
    const bool isSame = checks == m_checks || (checks && m_checks && *checks == *m_checks);
    m_checks = std::move(checks);
    if (isSame)
        return;
    m_checkSigns = m_checks && m_placed.diagram->showsChecks ? signsOf(*m_checks, m_placed.diagram->edges.size()).states
                                                             : QList<CheckState>();
    updateLineKey();
    refreshContent();
    describe();
}

/// Over the picture, not in it: a sign keeps its size, and another review needs no new picture.
void GraphWidget::paintMarks(QPainter &painter) const
{
    if (m_marks.isEmpty() || !m_fadeFrom.isNull())
        return;
    std::array<std::array<QPixmap, 2>, 3> signs;
    const auto sign = [&](Severity severity, bool isSmall) -> const QPixmap & {
        QPixmap &pixmap = signs[static_cast<size_t>(severity)][isSmall ? 1 : 0];
        if (pixmap.isNull())
            pixmap = severityPixmap(severity, m_style, isSmall ? kSmallSign : kSignSize, devicePixelRatioF());
        return pixmap;
    };
    paintChanges(painter);
    const QRectF window = rect();
    const auto paint = [&](const QHash<int, ChartMark> &marks, const QList<QRectF> &places) {
        for (auto mark = marks.begin(); mark != marks.end(); ++mark) {
            const QRectF &place = places.at(mark.key());
            const QSizeF size = place.size() * m_zoom;
            const bool isSmall = std::min(size.width(), size.height()) < 2 * kSignSize;
            const int extent = isSmall ? kSmallSign : kSignSize;
            const QPointF at = fromScene(place.topRight()) - QPointF(extent * 0.4, extent * 0.6);
            if (window.intersects(QRectF(at, QSizeF(extent, extent))))
                painter.drawPixmap(at, sign(mark->severity, isSmall));
        }
    };
    const auto [nodes, boxes] = shownMarks();
    paint(boxes, m_placed.boxes);
    paint(nodes, m_placed.nodes);
}

/// Of cards and boxes, at the present zoom: a box speaks for the cards in it that are too small for signs of their own.
std::pair<QHash<int, ChartMark>, QHash<int, ChartMark>> GraphWidget::shownMarks() const
{
    QHash<int, ChartMark> nodes;
    QHash<int, ChartMark> boxes = m_marks.boxes;
    QHash<int, int> hidden; ///< signs, by box
    for (auto mark = m_marks.nodes.begin(); mark != m_marks.nodes.end(); ++mark) {
        if (m_placed.nodes.at(mark.key()).height() * m_zoom >= kLeastCard) {
            nodes.insert(mark.key(), *mark);
            continue;
        }
        const int box = m_placed.diagram->items.at(m_placed.diagram->nodes.at(mark.key()).item).box;
        if (box < 0)
            continue;
        ++hidden[box];
        const auto known = boxes.find(box);
        if (known == boxes.end())
            boxes.insert(box, {mark->severity, {}});
        else
            known->severity = std::min(known->severity, mark->severity);
    }
    for (auto count = hidden.begin(); count != hidden.end(); ++count) {
        QString &text = boxes[count.key()].text;
        text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + tr("Cards in it with a sign: %1").arg(*count);
    }
    return {nodes, boxes};
}

void GraphWidget::paintChanges(QPainter &painter) const
{
    if (m_marks.changedNodes.isEmpty() && m_marks.changedEdges.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const QRectF scene(toScene(QPointF(0, 0)), toScene(QPointF(width(), height())));
    QTransform onto;
    onto.translate(m_offset.x(), m_offset.y());
    onto.scale(m_zoom, m_zoom);
    for (auto mark = m_marks.changedEdges.begin(); mark != m_marks.changedEdges.end(); ++mark) {
        const PlacedEdge &edge = m_placed.edges.at(mark.key());
        painter.setPen(bandPen(mark.value(), m_style));
        for (const QPainterPath &path : edge.paths) {
            if (scene.intersects(path.controlPointRect().adjusted(-1, -1, 1, 1)))
                painter.drawPath(onto.map(path));
        }
        if (!edge.pill.isEmpty() && scene.intersects(edge.pill))
            painter.drawRoundedRect(onto.mapRect(edge.pill).adjusted(-3, -3, 3, 3), 5, 5);
    }
    for (auto mark = m_marks.changedNodes.begin(); mark != m_marks.changedNodes.end(); ++mark) {
        painter.setPen(bandPen(mark.value(), m_style));
        painter.drawRoundedRect(onto.mapRect(m_placed.nodes.at(mark.key())).adjusted(-3, -3, 3, 3), 8, 8);
    }
    if (m_zoom >= kSignZoom) {
        for (auto mark = m_marks.changedEdges.begin(); mark != m_marks.changedEdges.end(); ++mark)
            paintWord(painter, mark.value(), onto.mapRect(m_placed.edges.at(mark.key()).pill));
        for (auto mark = m_marks.changedNodes.begin(); mark != m_marks.changedNodes.end(); ++mark)
            paintWord(painter, mark.value(), onto.mapRect(m_placed.nodes.at(mark.key())));
    }
    painter.restore();
}

/// Above what it is about, none of whose text it covers; at the right, where a card above has the least of its own.
void GraphWidget::paintWord(QPainter &painter, Change change, const QRectF &on) const
{
    QFont font = painter.font();
    font.setPixelSize(static_cast<int>(kWordSize));
    painter.setFont(font);
    QString word = changeWord(change);
    if (m_zoom < kWordZoom)
        word = word.section(u' ', 0, 0);
    const QSizeF size(QFontMetricsF(font).horizontalAdvance(word) + 8, kWordSize + 5);
    const QRectF tag(on.topRight() - QPointF(size.width() + 4, size.height()), size);
    if (on.isEmpty() || !QRectF(rect()).intersects(tag))
        return;
    painter.setPen(QPen(changeColor(change, m_style), 1));
    painter.setBrush(m_style.background);
    painter.drawRoundedRect(tag, 3, 3);
    painter.drawText(tag, Qt::AlignCenter, word);
    painter.setBrush(Qt::NoBrush);
}

QString changeWord(Change change)
{
    switch (change) {
    case Change::Added:
        return GraphWidget::tr("+ added");
    case Change::Removed:
        return GraphWidget::tr("− removed");
    case Change::Changed:
        break;
    }
    return GraphWidget::tr("~ changed");
}

} // namespace portolan
