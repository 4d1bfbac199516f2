// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/diagrampainter.h"

#include "views/diagram/card.h"
#include "views/diagram/icons.h"
#include "views/diagram/keylayout.h"
#include "views/diagram/labels.h"
#include "views/diagram/metrics.h"

#include <QHash>
#include <QTransform>

#include <cmath>

namespace portolan {

namespace {

constexpr double kArrowLength = 8;
constexpr double kArrowWidth = 6.6;
constexpr double kReadableZoom = 0.35; ///< below it text is smaller than a reader can tell letters
constexpr double kDimmed = 0.22;

class Painter
{
public:
    Painter(Canvas &canvas, const PlacedDiagram &placed, const DiagramStyle &style, const PaintOptions &options)
        : m_canvas(canvas), m_placed(placed), m_diagram(*placed.diagram), m_catalog(m_diagram.flows.catalog()),
          m_topology(m_diagram.flows.topology()), m_style(style), m_options(options)
    {
        m_dimming = !options.litNodes.isEmpty() || !options.litEdges.isEmpty();
    }

    void paint()
    {
        if (m_options.background)
            m_canvas.rect(QRectF(QPointF(0, 0), m_placed.size), 0, m_style.background, {});
        paintTitle();
        if (m_diagram.boxes.isEmpty()) {
            for (int item = 0; item < m_diagram.items.size(); ++item)
                paintItem(item);
        }
        for (int block = 0; block < m_diagram.blocks.size(); ++block)
            paintBlock(block);
        for (int item = 0; item < m_diagram.items.size(); ++item) {
            if (m_diagram.items[item].box >= 0)
                m_itemsOfBox[m_diagram.items[item].box] << item;
        }
        for (int box = 0; box < m_diagram.boxes.size(); ++box)
            paintBox(box);
        for (int edge = 0; edge < m_diagram.edges.size(); ++edge)
            paintEdge(edge);
        paintKey();
    }

private:
    bool isVisible(const QRectF &rect) const
    {
        return m_options.visible.isNull() || m_options.visible.intersects(rect.adjusted(-4, -4, 4, 4));
    }
    bool showsText() const { return m_options.zoom >= kReadableZoom; }

    QColor faded(QColor color, bool lit) const
    {
        if (m_dimming && !lit)
            color.setAlphaF(float(color.alphaF() * kDimmed));
        return color;
    }
    Stroke faded(Stroke stroke, bool lit) const
    {
        stroke.color = faded(stroke.color, lit);
        return stroke;
    }

    TextStyle textStyle(double size, bool bold, const QColor &color) const { return {size, bold, color}; }

    void paintTitle()
    {
        if (!showsText() || !isVisible(QRectF(0, 0, m_placed.size.width(), m_placed.chart.top())))
            return;
        const double width = m_placed.size.width() - 2 * m_placed.keyOrigin.x();
        m_canvas.text({m_placed.keyOrigin.x(), 34}, elided(m_diagram.title, width, kTitleSize, true),
                      textStyle(kTitleSize, true, m_style.text));
        m_canvas.text({m_placed.keyOrigin.x(), 52}, elided(m_diagram.subtitle, width, kTextSize, false),
                      textStyle(kTextSize, false, m_style.quietText));
    }

    void paintBox(int index)
    {
        const DiagramBox &box = m_diagram.boxes[index];
        const QRectF &rect = m_placed.boxes[index];
        if (!isVisible(rect))
            return;
        const Site &site = m_topology.sites[box.site];
        m_canvas.beginGroup({box.id,
                             QStringLiteral("site"),
                             site.name,
                             {{QStringLiteral("site"), site.id}, {QStringLiteral("kind"), toString(site.kind)}}});
        const bool chosen = m_options.selected == DiagramPart{DiagramPart::Kind::Box, index};
        const bool hovered = m_options.hovered == DiagramPart{DiagramPart::Kind::Box, index};
        Stroke border{m_style.siteBorder(box.kind), 1.0, {}};
        if (chosen)
            border = {m_style.selection, 2.0, {}};
        else if (hovered)
            border.color = m_style.hover;
        m_canvas.rect(rect, 8, m_style.siteFill(box.kind), border);
        if (showsText()) {
            const QPointF at = rect.topLeft() + QPointF(12, 18);
            m_canvas.text(at, box.title, textStyle(kSiteTitleSize, true, m_style.text));
            const double title = textWidth(box.title, kSiteTitleSize, true);
            m_canvas.text(at + QPointF(title + 8, 0), box.subtitle, textStyle(kTextSize, false, m_style.quietText));
        }
        for (const int item : m_itemsOfBox.value(index))
            paintItem(item);
        m_canvas.endGroup();
    }

    void paintBlock(int index)
    {
        const DiagramBlock &block = m_diagram.blocks[index];
        const QRectF &rect = m_placed.blocks[index];
        if (block.boxes.size() < 2 || !isVisible(rect))
            return;
        m_canvas.rect(rect, 10, m_style.frame, {m_style.cardBorder, 1.0, {}});
        if (showsText())
            m_canvas.text(rect.topLeft() + QPointF(kFramePadding + 2, kFrameTitle), block.title,
                          textStyle(kTextSize, true, m_style.quietText));
    }

    void paintItem(int index)
    {
        const DiagramItem &item = m_diagram.items[index];
        const QRectF &rect = m_placed.items[index];
        if (!isVisible(rect))
            return;
        const bool isFrame = item.nodes.size() > 1;
        if (isFrame) {
            const bool lit = std::any_of(item.nodes.begin(), item.nodes.end(),
                                         [this](int node) { return m_options.litNodes.contains(node); });
            m_canvas.rect(rect, 8, faded(m_style.frame, lit), {faded(m_style.cardBorder, lit), 1.0, {}});
            if (showsText())
                m_canvas.text(rect.topLeft() + QPointF(kFramePadding + 2, kFrameTitle), item.title,
                              textStyle(kTextSize, true, faded(m_style.quietText, lit)));
        }
        for (const int node : item.nodes)
            paintNode(node);
    }

    void paintNode(int index)
    {
        const DiagramNode &node = m_diagram.nodes[index];
        const QRectF &rect = m_placed.nodes[index];
        const bool lit = m_options.litNodes.contains(index);
        m_canvas.beginGroup(nodeGroup(node));
        const bool chosen = m_options.selected == DiagramPart{DiagramPart::Kind::Node, index};
        const bool hovered = m_options.hovered == DiagramPart{DiagramPart::Kind::Node, index};
        const bool isSite = node.kind == NodeKind::Site;
        const SiteKind kind = m_topology.sites[node.site].kind;
        Stroke border{isSite ? m_style.siteBorder(kind) : m_style.cardBorder, 1.0, {}};
        if (chosen)
            border = {m_style.selection, 2.2, {}};
        else if (hovered)
            border = {m_style.hover, 1.6, {}};
        m_canvas.rect(rect, 6, faded(isSite ? m_style.siteFill(kind) : m_style.card, lit), faded(border, lit));
        paintStripes(node, rect, lit);
        if (showsText()) {
            for (const CardPiece &piece : node.pieces)
                paintPiece(piece, rect.topLeft(), lit);
        }
        m_canvas.endGroup();
    }

    CanvasGroup nodeGroup(const DiagramNode &node) const
    {
        QStringList ids;
        for (const quint32 server : node.servers)
            ids << m_topology.servers[qsizetype(server)].id;
        QStringList roles;
        for (const int role : node.roles)
            roles << m_catalog.roles()[role].id;
        CanvasGroup group;
        group.id = node.id;
        group.title = node.title + (node.count.isEmpty() ? QString() : u' ' + node.count);
        group.data.emplace_back(QStringLiteral("site"), m_topology.sites[node.site].id);
        switch (node.kind) {
        case NodeKind::Site:
            group.kind = QStringLiteral("site");
            group.data.emplace_back(QStringLiteral("kind"), toString(m_topology.sites[node.site].kind));
            break;
        case NodeKind::RoleSet:
            group.kind = QStringLiteral("roles");
            break;
        case NodeKind::Server:
            group.kind = QStringLiteral("server");
            break;
        }
        group.data.emplace_back(QStringLiteral("servers"), ids.join(u' '));
        group.data.emplace_back(QStringLiteral("roles"), roles.join(u' '));
        return group;
    }

    void paintStripes(const DiagramNode &node, const QRectF &rect, bool lit)
    {
        if (node.kind == NodeKind::Site || node.roles.isEmpty())
            return;
        const double top = rect.top() + 6;
        const double height = rect.height() - 12;
        const double gap = node.roles.size() > 1 ? 1.5 : 0;
        const double each = (height - gap * double(node.roles.size() - 1)) / double(node.roles.size());
        for (qsizetype i = 0; i < node.roles.size(); ++i) {
            const QColor color = m_style.hue(m_catalog.roles()[node.roles[i]].color);
            m_canvas.rect(QRectF(rect.left() + 5, top + double(i) * (each + gap), kCardStripe, each),
                          std::min(2.0, each / 2), faded(color, lit), {});
        }
    }

    void paintPiece(const CardPiece &piece, const QPointF &origin, bool lit)
    {
        const QPointF at = origin + piece.at;
        switch (piece.kind) {
        case CardPiece::Kind::Title:
            m_canvas.text(at, piece.text, textStyle(kCardTitleSize, true, faded(m_style.text, lit)));
            break;
        case CardPiece::Kind::Count:
        case CardPiece::Kind::Line:
            m_canvas.text(at, piece.text, textStyle(kTextSize, false, faded(m_style.quietText, lit)));
            break;
        case CardPiece::Kind::Icon: {
            QTransform place;
            place.translate(at.x(), at.y());
            place.scale(kCardIcon / kIconGrid, kCardIcon / kIconGrid);
            const QColor color = m_style.hue(m_catalog.roles()[piece.role].color);
            m_canvas.path(place.map(iconPath(piece.text)), {}, {faded(color, lit), 1.1, {}});
            break;
        }
        case CardPiece::Kind::Badge:
            paintBadge(at, piece.text, lit);
            break;
        }
    }

    void paintBadge(const QPointF &topLeft, const QString &text, bool lit)
    {
        const QRectF rect(topLeft, QSizeF(badgeWidth(text), kBadgeHeight));
        m_canvas.rect(rect, kBadgeHeight / 2, faded(m_style.badge, lit), {});
        m_canvas.text(QPointF(rect.center().x(), rect.bottom() - 3.5), text,
                      textStyle(kSmallSize, true, faded(m_style.badgeText, lit)), Anchor::Middle);
    }

    void paintArrow(const Arrow &arrow, const QColor &color)
    {
        const double length = std::hypot(arrow.dx(), arrow.dy());
        if (length < 0.01)
            return;
        const QPointF along(arrow.dx() / length, arrow.dy() / length);
        const QPointF across(-along.y(), along.x());
        const QPointF base = arrow.p2() - along * kArrowLength;
        QPainterPath head(arrow.p2());
        head.lineTo(base + across * (kArrowWidth / 2));
        head.lineTo(base - across * (kArrowWidth / 2));
        head.closeSubpath();
        m_canvas.path(head, color, {});
    }

    void paintEdge(int index)
    {
        const DiagramEdge &edge = m_diagram.edges[index];
        const PlacedEdge &placed = m_placed.edges[index];
        QRectF extent = placed.pill;
        for (const QPainterPath &path : placed.paths)
            extent |= path.controlPointRect();
        if (!isVisible(extent))
            return;
        const bool lit = m_options.litEdges.contains(index);
        m_canvas.beginGroup(edgeGroup(edge));
        const bool chosen = m_options.selected == DiagramPart{DiagramPart::Kind::Edge, index};
        const bool hovered = m_options.hovered == DiagramPart{DiagramPart::Kind::Edge, index};
        Stroke stroke = m_style.encryptionStroke(edge.encryption);
        const QColor color = faded(stroke.color, lit);
        stroke.color = color;
        if (chosen || hovered)
            stroke.width = 2.6;
        for (const QPainterPath &path : placed.paths)
            m_canvas.path(path, {}, stroke);
        for (const Arrow &arrow : placed.arrows)
            paintArrow(arrow, color);
        if (!placed.pill.isEmpty() && edge.lines.isEmpty()) {
            m_canvas.rect(placed.pill, placed.pill.height() / 2, color, {});
        } else if (!placed.pill.isEmpty()) {
            Stroke border{color, 1.0, {}};
            border.color.setAlphaF(float(color.alphaF() * 0.55));
            if (chosen)
                border = {m_style.selection, 2.0, {}};
            else if (hovered)
                border = {m_style.hover, 1.6, {}};
            m_canvas.rect(placed.pill, 5, faded(m_style.pill, lit), border);
            if (showsText())
                paintPillText(edge, placed.pill, lit);
        }
        m_canvas.endGroup();
    }

    QStringList idsAt(const EdgeLeg &leg) const
    {
        QStringList ids;
        if (leg.block >= 0) {
            for (const int box : m_diagram.blocks[leg.block].boxes)
                ids << m_diagram.boxes[box].id;
        } else {
            for (const int node : m_diagram.items[leg.item].nodes)
                ids << m_diagram.nodes[node].id;
        }
        return ids;
    }

    CanvasGroup edgeGroup(const DiagramEdge &edge) const
    {
        QStringList from;
        QStringList to;
        for (const EdgeLeg &leg : edge.legs) {
            if (leg.opens)
                from << idsAt(leg);
            if (leg.answers)
                to << idsAt(leg);
        }
        return {edge.id,
                QStringLiteral("edge"),
                edge.summary,
                {{QStringLiteral("from"), from.join(u' ')},
                 {QStringLiteral("to"), to.join(u' ')},
                 {QStringLiteral("paths"), edge.codes.join(u' ')},
                 {QStringLiteral("encryption"), toString(edge.encryption)}}};
    }

    void paintPillText(const DiagramEdge &edge, const QRectF &pill, bool lit)
    {
        for (qsizetype i = 0; i < edge.lines.size(); ++i) {
            const PillLine &line = edge.lines[i];
            QColor color = m_style.text;
            if (line.kind == PillText::Code)
                color = m_style.quietText;
            else if (line.kind == PillText::Status)
                color = m_style.encryptionColor(edge.encryption);
            m_canvas.text(QPointF(pill.center().x(), pill.top() + pillBaseline(edge.lines, i)), line.text,
                          textStyle(pillTextSize(line.kind), line.kind == PillText::Ports, faded(color, lit)),
                          Anchor::Middle);
        }
    }

    void paintKey()
    {
        const KeyLayout key = layOutKey(m_diagram.key, m_placed.size.width() - 2 * m_placed.keyOrigin.x());
        if (!showsText() || !isVisible(QRectF(m_placed.keyOrigin, key.size)))
            return;
        m_canvas.beginGroup({QStringLiteral("key"), QStringLiteral("key"), {}, {}});
        for (const KeyLayout::Sample &sample : key.samples)
            paintSample(sample);
        for (const KeyLayout::Text &text : key.texts)
            m_canvas.text(m_placed.keyOrigin + text.at, text.text,
                          textStyle(text.size, text.bold, text.quiet ? m_style.quietText : m_style.text));
        m_canvas.endGroup();
    }

    void paintSample(const KeyLayout::Sample &sample)
    {
        const QPointF at = m_placed.keyOrigin + sample.at;
        const double middle = at.y() - 3.7;
        const QPointF left(at.x(), middle);
        const QPointF right(at.x() + 38, middle);
        switch (sample.kind) {
        case KeyLayout::Sample::Kind::Line: {
            const Stroke stroke = m_style.encryptionStroke(sample.encryption);
            QPainterPath line(left);
            line.lineTo(right - QPointF(kArrowLength - 1, 0));
            m_canvas.path(line, {}, stroke);
            paintArrow({left, right}, stroke.color);
            break;
        }
        case KeyLayout::Sample::Kind::TwoHeads: {
            QPainterPath line(left + QPointF(kArrowLength - 1, 0));
            line.lineTo(right - QPointF(kArrowLength - 1, 0));
            m_canvas.path(line, {}, {m_style.quietText, 1.6, {}});
            paintArrow({left, right}, m_style.quietText);
            paintArrow({right, left}, m_style.quietText);
            break;
        }
        case KeyLayout::Sample::Kind::Bundle: {
            const QPointF joint = left + QPointF(20, 0);
            const Stroke stroke{m_style.quietText, 1.4, {}};
            for (const double side : {-5.0, 5.0}) {
                QPainterPath line(left + QPointF(0, side));
                line.lineTo(joint);
                m_canvas.path(line, {}, stroke);
            }
            QPainterPath line(joint);
            line.lineTo(right - QPointF(kArrowLength - 1, 0));
            m_canvas.path(line, {}, stroke);
            paintArrow({joint, right}, m_style.quietText);
            m_canvas.rect(QRectF(joint - QPointF(3, 3), QSizeF(6, 6)), 3, m_style.quietText, {});
            break;
        }
        case KeyLayout::Sample::Kind::Frame:
            m_canvas.rect(QRectF(at.x() + 0.5, at.y() - 11, 29, 14), 4, m_style.frame, {m_style.cardBorder, 1.0, {}});
            m_canvas.rect(QRectF(at.x() + 4, at.y() - 7.5, 9.5, 7), 2, m_style.card, {m_style.cardBorder, 1.0, {}});
            m_canvas.rect(QRectF(at.x() + 16.5, at.y() - 7.5, 9.5, 7), 2, m_style.card, {m_style.cardBorder, 1.0, {}});
            break;
        case KeyLayout::Sample::Kind::Badge:
            paintBadge(QPointF(at.x(), at.y() - 10), sample.badge, true);
            break;
        }
    }

    Canvas &m_canvas;
    const PlacedDiagram &m_placed;
    const Diagram &m_diagram;
    const Catalog &m_catalog;
    const Topology &m_topology;
    const DiagramStyle &m_style;
    const PaintOptions &m_options;
    QHash<int, QList<int>> m_itemsOfBox;
    bool m_dimming = false;
};

} // namespace

void paintDiagram(Canvas &canvas, const PlacedDiagram &placed, const DiagramStyle &style, const PaintOptions &options)
{
    Painter(canvas, placed, style, options).paint();
}

} // namespace portolan
