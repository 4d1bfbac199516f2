// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/diagrampainter.h"

#include "views/diagram/card.h"
#include "views/diagram/detail.h"
#include "views/diagram/icons.h"
#include "views/diagram/keypainter.h"
#include "views/diagram/labels.h"
#include "views/diagram/metrics.h"
#include "views/diagram/paintedparts.h"

#include <QTransform>

#include <algorithm>

namespace portolan {

namespace {

constexpr double kSheetTextZoom = 0.4; ///< title and key have room for themselves: they stay a little longer
constexpr double kBoxTitleX = 12; ///< of a site's box
constexpr double kBoxTitleY = 18;
constexpr double kBoxTitleRow = 27;
constexpr double kStripesZoom = 0.12; ///< below it a stripe is less than half a pixel
constexpr int kFewestLetters = 3; ///< of a card's name
constexpr int kBatch = 64; ///< points of lines that are drawn at once
constexpr int kLookUp = 64; ///< things painted until the next look whether the picture is still wanted
constexpr double kDimmed = 0.22;
constexpr double kMarkedWidth = 2.6; ///< of a selected or hovered line
constexpr double kMarkedPixels = 1.6; ///< the least of it
constexpr double kMiddle = 0.36; ///< from the middle of capitals to their base line, of the size of type
constexpr double kRow = 1.25; ///< height of a line, of the size of type
constexpr double kLeastSign = 0.7; ///< of its size: a smaller sign says nothing
constexpr double kBaseLine = 0.77; ///< of a line's height, from its top

class Painter
{
public:
    Painter(Canvas &canvas, const PlacedDiagram &placed, const DiagramStyle &style, const PaintOptions &options)
        : m_canvas(canvas), m_placed(placed), m_diagram(*placed.diagram), m_catalog(m_diagram.flows.catalog()),
          m_topology(m_diagram.flows.topology()), m_style(style), m_options(options),
          m_detail(Detail::at(options.zoom)), m_hasGroups(canvas.hasGroups())
    {
        m_dimming = !options.litNodes.isEmpty() || !options.litEdges.isEmpty();
        if (!options.texts) {
            m_detail.texts = false;
            m_detail.siteName = 0;
            m_detail.cardName = 0;
        }
        if (m_detail.siteName > 0)
            m_siteNames = siteNames(placed, options.zoom);
    }

    void paint()
    {
        if (m_options.background)
            m_canvas.rect(QRectF(QPointF(0, 0), m_placed.size), 0, m_style.background, {});
        paintTitle();
        for (int item = 0; item < m_diagram.items.size() && isWanted(); ++item) {
            if (m_diagram.items[item].box < 0)
                paintItem(item);
        }
        for (int block = 0; block < m_diagram.blocks.size(); ++block)
            paintBlock(block);
        std::vector<std::vector<int>> itemsOfBox(static_cast<size_t>(m_diagram.boxes.size()));
        for (int item = 0; item < m_diagram.items.size(); ++item) {
            if (m_diagram.items[item].box >= 0)
                itemsOfBox[static_cast<size_t>(m_diagram.items[item].box)].push_back(item);
        }
        for (int box = 0; box < m_diagram.boxes.size() && isWanted(); ++box)
            paintBox(box, itemsOfBox[static_cast<size_t>(box)]);
        if (m_hasGroups) {
            for (int edge = 0; edge < m_diagram.edges.size(); ++edge)
                paintEdge(edge);
        } else {
            paintEdges(visibleEdges());
        }
        paintSiteNames();
        paintKey();
    }

    void paintHovered()
    {
        const DiagramPart part = m_options.hovered;
        switch (part.kind) {
        case DiagramPart::Kind::None:
            break;
        case DiagramPart::Kind::Box:
            m_canvas.rect(m_placed.boxes[part.index], 8, {}, boxBorder(part.index));
            break;
        case DiagramPart::Kind::Node:
            paintNode(part.index);
            break;
        case DiagramPart::Kind::Edge:
            paintEdges({part.index});
            break;
        }
    }

    void paintLabel(DiagramPart part)
    {
        switch (part.kind) {
        case DiagramPart::Kind::None:
            break;
        case DiagramPart::Kind::Box:
            m_canvas.rect(labelRect(m_placed, part), 0, m_style.siteFill(m_diagram.boxes[part.index].kind), {});
            paintBoxTitle(part.index);
            break;
        case DiagramPart::Kind::Node:
            paintNode(part.index);
            break;
        case DiagramPart::Kind::Edge:
            paintPill(part.index);
            break;
        }
    }

private:
    bool isVisible(const QRectF &rect) const
    {
        return m_options.visible.isNull() || m_options.visible.intersects(rect.adjusted(-4, -4, 4, 4));
    }
    bool isWanted() { return m_options.cancelled == nullptr || !m_options.cancelled->load(std::memory_order_relaxed); }
    bool showsSheetText() const { return m_options.texts && m_options.zoom >= kSheetTextZoom; }

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
        if (!showsSheetText() || !isVisible(QRectF(0, 0, m_placed.size.width(), m_placed.chart.top())))
            return;
        const double width = m_placed.size.width() - 2 * m_placed.keyOrigin.x();
        m_canvas.text({m_placed.keyOrigin.x(), 34}, elided(m_diagram.title, width, kTitleSize, true),
                      textStyle(kTitleSize, true, m_style.text));
        m_canvas.text({m_placed.keyOrigin.x(), 52}, elided(m_diagram.subtitle, width, kTextSize, false),
                      textStyle(kTextSize, false, m_style.quietText));
        if (m_options.checks && m_diagram.showsChecks)
            m_canvas.text({m_placed.keyOrigin.x(), 72}, elided(m_options.checks->heading, width, kTextSize, true),
                          textStyle(kTextSize, true, m_style.text));
    }

    Stroke boxBorder(int index) const
    {
        if (m_options.selected == DiagramPart{DiagramPart::Kind::Box, index})
            return {m_style.selection, 2.0, {}};
        if (m_options.hovered == DiagramPart{DiagramPart::Kind::Box, index})
            return {m_style.hover, 1.0, {}};
        return {m_style.siteBorder(m_diagram.boxes[index].kind), 1.0, {}};
    }

    void paintBox(int index, const std::vector<int> &items)
    {
        const DiagramBox &box = m_diagram.boxes[index];
        const QRectF &rect = m_placed.boxes[index];
        if (!isVisible(rect))
            return;
        if (m_hasGroups) {
            const Site &site = m_topology.sites[box.site];
            m_canvas.beginGroup({box.id,
                                 QStringLiteral("site"),
                                 site.name,
                                 {{QStringLiteral("site"), site.id}, {QStringLiteral("kind"), toString(site.kind)}}});
        }
        m_canvas.rect(rect, 8, m_style.siteFill(box.kind), boxBorder(index));
        if (m_detail.texts)
            paintBoxTitle(index);
        for (const int item : items)
            paintItem(item);
        if (m_hasGroups)
            m_canvas.endGroup();
    }

    void paintBoxTitle(int index)
    {
        const DiagramBox &box = m_diagram.boxes[index];
        const QPointF at = m_placed.boxes[index].topLeft() + QPointF(kBoxTitleX, kBoxTitleY);
        m_canvas.text(at, box.title, textStyle(kSiteTitleSize, true, m_style.text));
        const double title = textWidth(box.title, kSiteTitleSize, true);
        m_canvas.text(at + QPointF(title + 8, 0), box.subtitle, textStyle(kTextSize, false, m_style.quietText));
    }

    void paintSiteNames()
    {
        for (const SiteName &name : m_siteNames) {
            if (!isVisible(name.rect))
                continue;
            // Lines and cards may be under it.
            QColor ground = m_style.siteFill(m_diagram.boxes[name.box].kind);
            ground.setAlphaF(0.9F);
            m_canvas.rect(name.rect, 0, ground, {});
            m_canvas.text(QPointF(name.rect.center().x(), name.rect.top() + name.rect.height() * kBaseLine), name.text,
                          textStyle(m_detail.siteName, true, m_style.text), Anchor::Middle);
        }
    }

    void paintBlock(int index)
    {
        const DiagramBlock &block = m_diagram.blocks[index];
        const QRectF &rect = m_placed.blocks[index];
        if (block.boxes.size() < 2 || !isVisible(rect))
            return;
        m_canvas.rect(rect, 10, m_style.frame, {m_style.cardBorder, 1.0, {}});
        if (m_detail.texts)
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
            if (m_detail.texts)
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
        if (m_hasGroups)
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
        const QColor fill = faded(isSite ? m_style.siteFill(kind) : m_style.card, lit);
        if (!m_detail.corners && !chosen && !hovered)
            paintPlain(rect, fill, faded(border.color, lit));
        else
            m_canvas.rect(rect, 6, fill, faded(border, lit));
        paintStripes(node, rect, lit);
        if (m_detail.texts) {
            for (const CardPiece &piece : node.pieces) {
                if (piece.kind == CardPiece::Kind::Check)
                    paintCardCheck(index, rect.topLeft() + piece.at, lit);
                else
                    paintPiece(piece, rect.topLeft(), lit);
            }
        } else if (m_detail.cardName > 0) {
            paintCardName(node, rect, lit);
        }
        if (m_hasGroups)
            m_canvas.endGroup();
    }

    /// Where round corners would not be seen: a border of one pixel around a fill, each a plain rectangle.
    void paintPlain(const QRectF &rect, const QColor &fill, const QColor &border)
    {
        const double pixel = 1 / m_options.zoom;
        m_canvas.rect(rect, 0, border, {});
        const QRectF inner = rect.adjusted(pixel, pixel, -pixel, -pixel);
        if (inner.isValid())
            m_canvas.rect(inner, 0, fill, {});
    }

    void paintCardName(const DiagramNode &node, const QRectF &rect, bool lit)
    {
        const bool striped = node.kind != NodeKind::Site && !node.roles.isEmpty();
        const QRectF room = rect.adjusted(striped ? kCardStripe + 5 : 0, 0, 0, 0);
        const QString name = node.count.isEmpty() ? node.title : node.title + u' ' + node.count;
        const QString text = fittingName(name, room.size(), m_detail.cardName, kFewestLetters);
        // Half a name under that of the site says nothing.
        const bool isCovered = !text.isEmpty()
            && std::any_of(m_siteNames.begin(), m_siteNames.end(),
                           [&rect](const SiteName &site) { return site.rect.intersects(rect); });
        if (!text.isEmpty() && !isCovered)
            m_canvas.text(room.center() + QPointF(0, m_detail.cardName * kMiddle), text,
                          textStyle(m_detail.cardName, true, faded(m_style.text, lit)), Anchor::Middle);
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
        if (node.kind == NodeKind::Site || node.roles.isEmpty() || m_options.zoom < kStripesZoom)
            return;
        const double top = rect.top() + 6;
        const double height = rect.height() - 12;
        const double gap = node.roles.size() > 1 ? 1.5 : 0;
        const double each = (height - gap * double(node.roles.size() - 1)) / double(node.roles.size());
        for (qsizetype i = 0; i < node.roles.size(); ++i) {
            const QColor color = m_style.hue(m_catalog.roles()[node.roles[i]].color);
            m_canvas.rect(QRectF(rect.left() + 5, top + double(i) * (each + gap), kCardStripe, each),
                          m_detail.corners ? std::min(2.0, each / 2) : 0, faded(color, lit), {});
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
        case CardPiece::Kind::Check:
            break;
        }
    }

    const CheckMark *checkOf(const QHash<int, CheckMark> CheckMarks::*marks, int index) const
    {
        if (!m_options.checks || !m_diagram.showsChecks)
            return nullptr;
        const auto found = ((*m_options.checks).*marks).constFind(index);
        return found == ((*m_options.checks).*marks).constEnd() ? nullptr : &*found;
    }

    double opacity(bool lit) const { return m_dimming && !lit ? kDimmed : 1.0; }

    /// Of the traffic that is folded into the badges; where nothing is known of it, nothing.
    void paintCardCheck(int node, const QPointF &topLeft, bool lit)
    {
        if (const CheckMark *mark = checkOf(&CheckMarks::nodes, node))
            paintCheckSign(m_canvas, QRectF(topLeft, QSizeF(kCardCheck, kCardCheck)), mark->state, mark->isStale,
                           m_style, opacity(lit));
    }

    void paintBadge(const QPointF &topLeft, const QString &text, bool lit)
    {
        portolan::paintBadge(m_canvas, topLeft, text, faded(m_style.badge, lit), faded(m_style.badgeText, lit));
    }

    bool isMarked(int edge) const
    {
        const DiagramPart part{DiagramPart::Kind::Edge, edge};
        return m_options.selected == part || m_options.hovered == part;
    }

    /// Of the edge's line and arrowheads.
    Stroke edgeStroke(int index) const
    {
        const Encryption encryption = m_diagram.edges[index].encryption;
        const bool lit = m_options.litEdges.contains(index);
        if (!isMarked(index))
            return faded(lineStroke(m_style, encryption, m_options.zoom), lit);
        Stroke stroke = faded(m_style.encryptionStroke(encryption, m_options.zoom), lit);
        stroke.width = std::max(kMarkedWidth, kMarkedPixels / m_options.zoom);
        return stroke;
    }

    void paintPill(int index)
    {
        const DiagramEdge &edge = m_diagram.edges[index];
        const QRectF &pill = m_placed.edges[index].pill;
        if (pill.isEmpty())
            return;
        const bool lit = m_options.litEdges.contains(index);
        const QColor color = faded(m_style.encryptionColor(edge.encryption), lit);
        if (edge.lines.isEmpty()) {
            m_canvas.rect(pill, pill.height() / 2, color, {});
            return;
        }
        Stroke border{color, 1.0, {}};
        border.color.setAlphaF(float(color.alphaF() * 0.55));
        if (m_options.selected == DiagramPart{DiagramPart::Kind::Edge, index})
            border = {m_style.selection, 2.0, {}};
        else if (m_options.hovered == DiagramPart{DiagramPart::Kind::Edge, index})
            border = {m_style.hover, 1.6, {}};
        else if (!m_detail.corners) {
            paintPlain(pill, faded(m_style.pill, lit), border.color);
            paintPillWords(index, pill, lit);
            return;
        }
        m_canvas.rect(pill, 5, faded(m_style.pill, lit), border);
        paintPillWords(index, pill, lit);
    }

    void paintPillWords(int index, const QRectF &pill, bool lit)
    {
        const DiagramEdge &edge = m_diagram.edges[index];
        if (m_detail.texts) {
            paintPillText(index, pill, lit);
            return;
        }
        if (m_detail.cardName <= 0)
            return;
        const double sign = paintSmallCheck(index, pill, lit);
        if (m_diagram.labels != LabelMode::None)
            paintCodes(edge, pill.adjusted(0, 0, -sign, 0), lit);
    }

    /// Where texts are left out: the sign in a size that does not shrink, in the pill's corner; where that has no room,
    /// the pill in the colour of what is not as it should be. Returns the width that the sign takes.
    double paintSmallCheck(int index, const QRectF &pill, bool lit)
    {
        const CheckMark *mark = checkOf(&CheckMarks::edges, index);
        if (!mark || mark->state == CheckState::NotChecked)
            return 0;
        const double size = m_detail.cardName;
        if (pill.width() >= size && pill.height() >= size * kLeastSign) {
            const double side = std::min(size, pill.height());
            const QRectF at(pill.right() - side, pill.center().y() - side / 2, side, side);
            paintCheckSign(m_canvas, at, mark->state, mark->isStale, m_style, opacity(lit));
            return side;
        }
        if (mark->state == CheckState::Fails || mark->state == CheckState::Differs)
            m_canvas.rect(pill, 0, faded(checkColor(mark->state, m_style), lit), {});
        return 0;
    }

    void paintCodes(const DiagramEdge &edge, const QRectF &pill, bool lit)
    {
        const QStringList lines = fittingCodes(edge.codes, pill.size(), m_detail.cardName);
        const double row = m_detail.cardName * kRow;
        double y = pill.center().y() - (double(lines.size()) - 1) / 2 * row + m_detail.cardName * kMiddle;
        for (const QString &line : lines) {
            m_canvas.text({pill.center().x(), y}, line, textStyle(m_detail.cardName, false, faded(m_style.text, lit)),
                          Anchor::Middle);
            y += row;
        }
    }

    void paintEdge(int index)
    {
        const PlacedEdge &placed = m_placed.edges[index];
        m_canvas.beginGroup(edgeGroup(index));
        const Stroke stroke = edgeStroke(index);
        for (const QPainterPath &path : placed.paths)
            m_canvas.path(path, {}, stroke);
        for (const Arrow &arrow : placed.arrows)
            paintArrow(m_canvas, arrow, stroke.color);
        paintPill(index);
        m_canvas.endGroup();
    }

    std::vector<int> visibleEdges() const
    {
        if (m_options.edges)
            return *m_options.edges;
        std::vector<int> edges;
        for (int i = 0; i < m_placed.edges.size(); ++i) {
            QRectF extent = m_placed.edges[i].pill;
            for (const QPainterPath &path : m_placed.edges[i].paths)
                extent |= path.controlPointRect();
            if (isVisible(extent))
                edges.push_back(i);
        }
        return edges;
    }

    /// Lines of one look after the other, all arrowheads of a colour at once, pills over all lines: the same picture
    /// as edge by edge, since no line crosses another's pill, in a third of the time.
    void paintEdges(std::vector<int> edges)
    {
        const auto look = [this](int edge) {
            const int lit = isMarked(edge) ? 2 : m_options.litEdges.contains(edge) ? 1 : 0;
            return lit * 8 + static_cast<int>(m_diagram.edges[edge].encryption);
        };
        std::stable_sort(edges.begin(), edges.end(), [&look](int a, int b) { return look(a) < look(b); });
        QPainterPath lines;
        QPainterPath heads;
        Stroke stroke;
        // Never a path of the chart itself: QPainter keeps several kB with each path that it draws, and not for two
        // threads at once.
        const auto paintLines = [&] {
            if (!lines.isEmpty())
                m_canvas.path(lines, {}, stroke);
            lines = {};
        };
        const auto paintHeads = [&] {
            if (!heads.isEmpty())
                m_canvas.path(heads, stroke.color, {});
            heads = {};
        };
        int before = -1;
        for (size_t i = 0; i < edges.size(); ++i) {
            if (i % kLookUp == 0 && !isWanted())
                return;
            const int edge = edges[i];
            if (look(edge) != before) {
                paintLines();
                paintHeads();
                before = look(edge);
                stroke = edgeStroke(edge);
                heads.setFillRule(Qt::WindingFill); // no hole where two heads overlap
            }
            for (const QPainterPath &path : m_placed.edges[edge].paths)
                lines.addPath(path);
            // What is wider than a pixel is filled as an outline: one of many lines takes longer than many of one.
            if (lines.elementCount() >= kBatch || stroke.width * m_options.zoom > 1)
                paintLines();
            if (m_detail.arrows) {
                for (const Arrow &arrow : m_placed.edges[edge].arrows)
                    addArrow(arrow, heads);
            }
        }
        paintLines();
        paintHeads();
        for (size_t i = 0; i < edges.size(); ++i) {
            if (i % kLookUp == 0 && !isWanted())
                return;
            paintPill(edges[i]);
        }
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

    CanvasGroup edgeGroup(int index) const
    {
        const DiagramEdge &edge = m_diagram.edges[index];
        QStringList from;
        QStringList to;
        for (const EdgeLeg &leg : edge.legs) {
            if (leg.opens)
                from << idsAt(leg);
            if (leg.answers)
                to << idsAt(leg);
        }
        CanvasGroup group{edge.id,
                          QStringLiteral("edge"),
                          edge.summary,
                          {{QStringLiteral("from"), from.join(u' ')},
                           {QStringLiteral("to"), to.join(u' ')},
                           {QStringLiteral("paths"), edge.codes.join(u' ')},
                           {QStringLiteral("encryption"), toString(edge.encryption)}}};
        if (const CheckMark *mark = checkOf(&CheckMarks::edges, index)) {
            group.title += u'\n' + mark->details;
            group.data.emplace_back(QStringLiteral("check"), toString(mark->state));
        }
        return group;
    }

    void paintPillText(int index, const QRectF &pill, bool lit)
    {
        const DiagramEdge &edge = m_diagram.edges[index];
        for (qsizetype i = 0; i < edge.lines.size(); ++i) {
            const PillLine &line = edge.lines[i];
            if (line.kind == PillText::Check) {
                paintCheckLine(index, {pill.center().x(), pill.top() + pillBaseline(edge.lines, i)},
                               pill.width() - 2 * kCheckGap, lit);
                continue;
            }
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

    void paintCheckLine(int index, const QPointF &middle, double room, bool lit)
    {
        if (!m_options.checks)
            return;
        const CheckMark *known = checkOf(&CheckMarks::edges, index);
        portolan::paintCheckLine(m_canvas, known ? *known : CheckMark(), middle, room, m_style, opacity(lit));
    }

    void paintKey()
    {
        const QRectF below(0, m_placed.keyOrigin.y(), m_placed.size.width(),
                           m_placed.size.height() - m_placed.keyOrigin.y());
        if (!showsSheetText() || !isVisible(below))
            return;
        const CheckSigns signs = m_options.checks && m_diagram.showsChecks
            ? signsOf(*m_options.checks, m_diagram.edges.size())
            : CheckSigns();
        portolan::paintKey(m_canvas, m_placed, signs, m_style, m_options.zoom);
    }

    Canvas &m_canvas;
    const PlacedDiagram &m_placed;
    const Diagram &m_diagram;
    const Catalog &m_catalog;
    const Topology &m_topology;
    const DiagramStyle &m_style;
    const PaintOptions &m_options;
    Detail m_detail;
    QList<SiteName> m_siteNames;
    bool m_hasGroups;
    bool m_dimming = false;
};

} // namespace

void paintDiagram(Canvas &canvas, const PlacedDiagram &placed, const DiagramStyle &style, const PaintOptions &options)
{
    Painter(canvas, placed, style, options).paint();
}

void paintHovered(Canvas &canvas, const PlacedDiagram &placed, const DiagramStyle &style, const PaintOptions &options)
{
    Painter(canvas, placed, style, options).paintHovered();
}

QRectF labelRect(const PlacedDiagram &placed, DiagramPart part)
{
    switch (part.kind) {
    case DiagramPart::Kind::None:
        break;
    case DiagramPart::Kind::Box: {
        const DiagramBox &box = placed.diagram->boxes.at(part.index);
        const double width = textWidth(box.title, kSiteTitleSize, true) + textWidth(box.subtitle, kTextSize, false);
        return {placed.boxes.at(part.index).topLeft(), QSizeF(width + 8 + 2 * kBoxTitleX, kBoxTitleRow)};
    }
    case DiagramPart::Kind::Node:
        return placed.nodes.at(part.index);
    case DiagramPart::Kind::Edge:
        return placed.diagram->edges.at(part.index).lines.isEmpty() ? QRectF() : placed.edges.at(part.index).pill;
    }
    return {};
}

void paintLabel(Canvas &canvas, const PlacedDiagram &placed, const DiagramStyle &style, DiagramPart part,
                const std::shared_ptr<const CheckMarks> &checks)
{
    PaintOptions options;
    options.checks = checks;
    Painter(canvas, placed, style, options).paintLabel(part);
}

} // namespace portolan
