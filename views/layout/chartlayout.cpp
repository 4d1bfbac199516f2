// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/chartlayout.h"

#include "views/diagram/card.h"
#include "views/diagram/keylayout.h"
#include "views/diagram/metrics.h"
#include "views/layout/linepath.h"

#include <QEventLoop>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

namespace portolan {

namespace {

constexpr double kMargin = 28;
constexpr double kTitleHeight = 72; ///< title and subtitle above the chart
constexpr double kHeadingHeight = 20; ///< of checks, under them
constexpr double kKeyGap = 28;
constexpr double kBoxGap = 16; ///< between sites in a frame
constexpr double kAspect = 1.6; ///< of a page
constexpr int kRowWidths = 12; ///< tried for rows of boxes …
constexpr double kWidthStep = 0.06; ///< … each so much wider, by the first
constexpr qsizetype kFewSites = 24; ///< in a chart by parts that is worth all effort
constexpr int kEffortOutside = 20; ///< percent, for lines between more of them: further tries find nothing better
constexpr double kBlockStep = 40; ///< sites have room to grow a little before those around them move
constexpr double kRoughMargin = 12; ///< in a site's box before it is laid out
constexpr double kRoughGap = 60; ///< between sites before lines are laid between them
constexpr int kPreliminaries = 4; ///< at most, while the insides come in
constexpr int kWeightInside = 3; ///< lines inside a site are kept shorter than those between sites
constexpr double kWidestTitle = 1200; ///< longer titles are elided
constexpr double kNarrowest = 640; ///< a sheet's width, so that title and key have room

/// Of a chart by parts: with many sites, each is worth less waiting. In steps, so that an edit hardly ever changes it.
int effortFor(qsizetype sites)
{
    if (sites <= kFewSites)
        return 100;
    if (sites <= 80)
        return 60;
    return sites <= 160 ? 35 : 20;
}

/// What a request's nodes and edges stand for, so that its answer finds its way back into the chart.
struct Plan {
    LayoutRequest request;
    QList<int> items; ///< of nodes 0, 1 …; further nodes are the blocks, then labels of bundles
    QList<int> blocks;
    QList<int> boxes; ///< of clusters
    struct EdgePlan {
        int edge = 0; ///< index into Diagram::edges
        int labelNode = -1; ///< of a bundle
        QList<int> requestEdges; ///< in the order of its legs; one for a plain edge
    };
    QList<EdgePlan> edges;
};

/// The node of the request that a leg ends at.
class PlanMaker
{
public:
    explicit PlanMaker(const Diagram &diagram) : m_diagram(diagram) { }

    Plan take() { return std::move(m_plan); }

    void setEffort(int percent) { m_plan.request.effort = percent; }

    void addBox(int box)
    {
        m_clusterOf.insert(box, int(m_plan.request.clusters.size()));
        m_plan.request.clusters << LayoutRequest::Cluster{-1, m_diagram.boxes[box].titleSize};
        m_plan.boxes << box;
    }

    void addItem(int item)
    {
        m_nodeOfItem.insert(item, int(m_plan.request.nodes.size()));
        LayoutRequest::Node node{m_diagram.items[item].size, m_clusterOf.value(m_diagram.items[item].box, -1)};
        if (isSane(m_diagram.items[item].pin))
            node.pin = m_diagram.items[item].pin;
        m_plan.request.nodes << node;
        m_plan.items << item;
    }

    void addBlock(int block, const QSizeF &size)
    {
        m_nodeOfBlock.insert(block, int(m_plan.request.nodes.size()));
        m_plan.request.nodes << LayoutRequest::Node{size, -1};
        m_plan.blocks << block;
    }

    void addEdge(int index)
    {
        const DiagramEdge &edge = m_diagram.edges[index];
        Plan::EdgePlan plan;
        plan.edge = index;
        const int first = nodeAt(edge.legs.front());
        const int last = nodeAt(edge.legs.back());
        const auto clusterAt = [this](const EdgeLeg &leg) { return m_plan.request.nodes[nodeAt(leg)].cluster; };
        const int cluster = clusterAt(edge.legs.front());
        const bool inside = cluster >= 0 && std::all_of(edge.legs.begin(), edge.legs.end(), [&](const EdgeLeg &leg) {
                                return clusterAt(leg) == cluster;
                            });
        const int weight = inside ? kWeightInside : 1;
        if (!edge.isBundle()) {
            plan.requestEdges << int(m_plan.request.edges.size());
            m_plan.request.edges << LayoutRequest::Edge{first, last, edge.pillSize, weight};
        } else {
            plan.labelNode = int(m_plan.request.nodes.size());
            m_plan.request.nodes << LayoutRequest::Node{edge.pillSize, inside ? cluster : -1};
            for (int leg = 0; leg < edge.legs.size(); ++leg) {
                const int node = nodeAt(edge.legs[leg]);
                plan.requestEdges << int(m_plan.request.edges.size());
                if (leg < edge.leftLegs)
                    m_plan.request.edges << LayoutRequest::Edge{node, plan.labelNode, {}, weight};
                else
                    m_plan.request.edges << LayoutRequest::Edge{plan.labelNode, node, {}, weight};
            }
        }
        m_plan.edges << plan;
    }

private:
    static bool isSane(const std::optional<QPointF> &pin)
    {
        return pin && pin->x() >= 0 && pin->x() <= kMaxPin && pin->y() >= 0 && pin->y() <= kMaxPin;
    }

    int nodeAt(const EdgeLeg &leg) const
    {
        return leg.block >= 0 ? m_nodeOfBlock.value(leg.block) : m_nodeOfItem.value(leg.item);
    }

    const Diagram &m_diagram;
    Plan m_plan;
    QHash<int, int> m_clusterOf, m_nodeOfItem, m_nodeOfBlock;
};

/// Whether the edge is drawn among the blocks: it ends at one or at a card that stands beside them.
bool isOutside(const Diagram &diagram, const DiagramEdge &edge)
{
    return std::any_of(edge.legs.begin(), edge.legs.end(),
                       [&diagram](const EdgeLeg &leg) { return leg.block >= 0 || diagram.items[leg.item].box < 0; });
}

/// The whole chart as one graph.
Plan planWhole(const Diagram &diagram)
{
    PlanMaker maker(diagram);
    for (int box = 0; box < diagram.boxes.size(); ++box)
        maker.addBox(box);
    for (int item = 0; item < diagram.items.size(); ++item)
        maker.addItem(item);
    for (int edge = 0; edge < diagram.edges.size(); ++edge)
        maker.addEdge(edge);
    return maker.take();
}

/// The inside of each site, in the order of Diagram::boxes.
QList<Plan> planInsides(const Diagram &diagram)
{
    QList<QList<int>> items(diagram.boxes.size());
    QList<QList<int>> edges(diagram.boxes.size());
    for (int item = 0; item < diagram.items.size(); ++item) {
        if (diagram.items[item].box >= 0)
            items[diagram.items[item].box] << item;
    }
    for (int edge = 0; edge < diagram.edges.size(); ++edge) {
        if (!isOutside(diagram, diagram.edges[edge]))
            edges[diagram.items[diagram.edges[edge].legs.front().item].box] << edge;
    }
    QList<Plan> plans;
    for (int box = 0; box < diagram.boxes.size(); ++box) {
        PlanMaker maker(diagram);
        maker.setEffort(effortFor(diagram.boxes.size()));
        maker.addBox(box);
        for (const int item : items[box])
            maker.addItem(item);
        for (const int edge : edges[box])
            maker.addEdge(edge);
        plans << maker.take();
    }
    return plans;
}

/// The open sites as boxes and the closed ones as cards beside them, with the lines between them.
Plan planOutside(const Diagram &diagram, const QList<QSizeF> &blockSizes)
{
    PlanMaker maker(diagram);
    maker.setEffort(diagram.boxes.size() <= kFewSites ? 100 : kEffortOutside);
    for (int item = 0; item < diagram.items.size(); ++item) {
        if (diagram.items[item].box < 0)
            maker.addItem(item);
    }
    for (int block = 0; block < diagram.blocks.size(); ++block)
        maker.addBlock(block, blockSizes[block]);
    for (int edge = 0; edge < diagram.edges.size(); ++edge) {
        if (isOutside(diagram, diagram.edges[edge]))
            maker.addEdge(edge);
    }
    return maker.take();
}

/// Rows of boxes in their order, with places from the top left.
struct Rows {
    QList<QPointF> corners;
    QSizeF size;
};

Rows rowsOf(const QList<QSizeF> &sizes, double width, double gap)
{
    Rows rows;
    double x = 0;
    double y = 0;
    double rowHeight = 0;
    for (const QSizeF &size : sizes) {
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += rowHeight + gap;
            rowHeight = 0;
        }
        rows.corners << QPointF(x, y);
        rows.size = rows.size.expandedTo(QSizeF(x + size.width(), y + size.height()));
        x += size.width() + gap;
        rowHeight = std::max(rowHeight, size.height());
    }
    return rows;
}

/// The rows that a page has to be shrunk least for.
Rows bestRows(const QList<QSizeF> &sizes, double gap)
{
    const auto shrinkage = [](const QSizeF &size) { return std::max(size.width() / kAspect, size.height()); };
    double area = 0;
    double widest = 0;
    for (const QSizeF &size : sizes) {
        area += (size.width() + gap) * (size.height() + gap);
        widest = std::max(widest, size.width());
    }
    Rows best;
    for (int i = 0; i < kRowWidths; ++i) {
        const double width = std::sqrt(area * kAspect) * (1 + kWidthStep * i);
        const Rows rows = rowsOf(sizes, std::max(widest, width), gap);
        if (i == 0 || shrinkage(rows.size) < shrinkage(best.size))
            best = rows;
    }
    return best;
}

/// Rows of boxes in a frame; places from the frame's top left.
QSizeF packBlock(const DiagramBlock &block, const QList<QSizeF> &boxSizes, QHash<int, QPointF> &places)
{
    if (block.boxes.size() == 1) {
        places.insert(block.boxes.front(), QPointF(0, 0));
        return boxSizes[block.boxes.front()];
    }
    QList<QSizeF> sizes;
    for (const int box : block.boxes)
        sizes << boxSizes[box];
    const Rows rows = bestRows(sizes, kBoxGap);
    for (qsizetype i = 0; i < block.boxes.size(); ++i)
        places.insert(block.boxes[i], QPointF(kFramePadding, kFramePadding + kFrameTitle) + rows.corners[i]);
    const double width = std::max(rows.size.width(), textWidth(block.title, kTextSize, true));
    return {width + 2 * kFramePadding, rows.size.height() + 2 * kFramePadding + kFrameTitle};
}

QSizeF steppedSize(const QSizeF &size)
{
    return {kBlockStep * std::ceil(size.width() / kBlockStep), kBlockStep * std::ceil(size.height() / kBlockStep)};
}

/// A site's inside before it is laid out: its cards in a column for each tier, without lines.
LayoutResult roughInside(const Diagram &diagram, const Plan &plan)
{
    LayoutResult rough;
    rough.nodes.resize(plan.request.nodes.size());
    rough.edges.resize(plan.request.edges.size());
    std::map<int, QList<int>> tiers;
    for (int i = 0; i < plan.items.size(); ++i)
        tiers[diagram.items[plan.items[i]].tier] << i;
    const QSizeF title = plan.request.clusters.front().title;
    const double top = title.height() + 2 * kRoughMargin;
    double x = kRoughMargin;
    double bottom = top;
    for (const auto &[tier, members] : tiers) {
        QList<QSizeF> sizes;
        double tallest = 0;
        for (const int member : members) {
            sizes << plan.request.nodes[member].size;
            tallest = std::max(tallest, sizes.last().height());
        }
        // A column of many cards becomes several, side by side.
        const auto rowLength = qsizetype(std::ceil(std::sqrt(double(members.size()) / 3)));
        double y = top;
        double width = 0;
        for (qsizetype i = 0; i < members.size(); i += rowLength) {
            double left = x;
            for (qsizetype k = i; k < std::min(i + rowLength, members.size()); ++k) {
                rough.nodes[members[k]] = QRectF(QPointF(left, y), sizes[k]);
                left += sizes[k].width() + plan.request.nodeGap;
            }
            width = std::max(width, left - plan.request.nodeGap - x);
            y += tallest + plan.request.nodeGap;
        }
        bottom = std::max(bottom, y - plan.request.nodeGap);
        x += width + plan.request.rankGap;
    }
    const double right = tiers.empty() ? kRoughMargin : x - plan.request.rankGap;
    rough.bounds = QSizeF(std::max(right + kRoughMargin, title.width() + 2 * kRoughMargin), bottom + kRoughMargin);
    rough.clusters << QRectF(QPointF(0, 0), rough.bounds);
    return rough;
}

void placeEdge(const DiagramEdge &edge, const Plan::EdgePlan &plan, const LayoutResult &result, const QPointF &offset,
               PlacedEdge &placed)
{
    if (edge.isBundle()) {
        placed.pill = result.nodes[plan.labelNode].translated(offset);
        for (int leg = 0; leg < edge.legs.size(); ++leg) {
            const LayoutResult::Curve &curve = result.edges[plan.requestEdges[leg]].fromTail;
            const bool left = leg < edge.leftLegs;
            addLine(curve, offset, left && edge.legs[leg].answers, !left && edge.legs[leg].answers, placed);
        }
        return;
    }
    const LayoutResult::Edge &line = result.edges[plan.requestEdges.front()];
    placed.pill = line.label.isEmpty() ? QRectF() : line.label.translated(offset);
    if (edge.isLoop()) {
        addLoop(line.fromTail, offset, placed);
        return;
    }
    const bool whole = line.toHead.isEmpty();
    addLine(line.fromTail, offset, edge.legs.front().answers, whole && edge.legs.back().answers, placed);
    if (!whole)
        addLine(line.toHead, offset, false, edge.legs.back().answers, placed);
}

/// Puts an answer's places into the chart; of a rough one no lines.
void apply(const Diagram &diagram, const Plan &plan, const LayoutResult &result, const QPointF &offset,
           PlacedDiagram &placed, bool isRough = false)
{
    for (qsizetype i = 0; i < plan.boxes.size(); ++i)
        placed.boxes[plan.boxes[i]] = result.clusters[i].translated(offset);
    for (qsizetype i = 0; i < plan.items.size(); ++i)
        placed.items[plan.items[i]] = result.nodes[i].translated(offset);
    for (qsizetype i = 0; i < plan.blocks.size(); ++i)
        placed.blocks[plan.blocks[i]] = result.nodes[plan.items.size() + i].translated(offset);
    if (!isRough) {
        for (const Plan::EdgePlan &edge : plan.edges)
            placeEdge(diagram.edges[edge.edge], edge, result, offset, placed.edges[edge.edge]);
    }
}

void placeCards(const Diagram &diagram, PlacedDiagram &placed)
{
    for (qsizetype i = 0; i < diagram.items.size(); ++i) {
        const DiagramItem &item = diagram.items[i];
        const QRectF &rect = placed.items[i];
        if (item.nodes.size() == 1) {
            placed.nodes[item.nodes.front()] = rect;
            continue;
        }
        for (qsizetype n = 0; n < item.nodes.size(); ++n) {
            const QSizeF &size = diagram.nodes[item.nodes[n]].size;
            const QPointF cell(double(n % item.columns) * (size.width() + kCardGap),
                               double(n / item.columns) * (size.height() + kCardGap));
            placed.nodes[item.nodes[n]] =
                QRectF(rect.topLeft() + QPointF(kFramePadding, kFramePadding + kFrameTitle) + cell, size);
        }
    }
}

/// A sheet for a chart of that size, with nothing on it yet.
PlacedDiagram sheetFor(const std::shared_ptr<const Diagram> &diagram, const QSizeF &chart)
{
    PlacedDiagram placed;
    placed.diagram = diagram;
    placed.boxes.resize(diagram->boxes.size());
    placed.blocks.resize(diagram->blocks.size());
    placed.items.resize(diagram->items.size());
    placed.nodes.resize(diagram->nodes.size());
    placed.edges.resize(diagram->edges.size());
    const double titleWidth =
        std::max(textWidth(diagram->title, kTitleSize, true), textWidth(diagram->subtitle, kTextSize, false));
    const double width = std::ceil(std::max({chart.width(), std::min(titleWidth, kWidestTitle), kNarrowest}));
    const double top = kTitleHeight + (diagram->showsChecks ? kHeadingHeight : 0);
    placed.chart = QRectF(QPointF(kMargin + std::floor((width - chart.width()) / 2), top), chart);
    const KeyLayout key = layOutKey(diagram->key, width);
    placed.keyOrigin = QPointF(kMargin, placed.chart.bottom() + kKeyGap);
    placed.size = QSizeF(width + 2 * kMargin, placed.keyOrigin.y() + key.size.height() + kMargin);
    return placed;
}

} // namespace

/// One chart under way: one request for a small one; else one for each site's inside, then one for the sites as boxes.
class ChartLayout::Private
{
public:
    Private(ChartLayout *chart, LayoutService &layoutService) : q(chart), service(layoutService) { }

    void ask(const LayoutRequest &request, std::function<void(const LayoutResult &)> then)
    {
        auto ticket = std::make_shared<LayoutService::Ticket>(0);
        *ticket = service.request(
            request, q, [this, ticket, asked = diagram, then = std::move(then)](const Result<LayoutResult> &result) {
                tickets.remove(*ticket);
                if (!result) {
                    stop();
                    Q_EMIT q->failed(result.error());
                    return;
                }
                Q_EMIT q->progressed(++done, total);
                if (diagram == asked)
                    then(*result);
            });
        tickets.insert(*ticket);
    }

    void start(std::shared_ptr<const Diagram> wanted)
    {
        diagram = std::move(wanted);
        done = 0;
        shown = 0;
        if (diagram->blocks.isEmpty()) {
            total = 1;
            whole = planWhole(*diagram);
            ask(whole.request, [this](const LayoutResult &result) {
                PlacedDiagram placed = sheetFor(diagram, result.bounds);
                apply(*diagram, whole, result, placed.chart.topLeft(), placed);
                finish(std::move(placed));
            });
            return;
        }
        insides = planInsides(*diagram);
        insideResults = QList<std::optional<LayoutResult>>(insides.size());
        total = int(insides.size()) + 1;
        missing = insides.size();
        // The largest first, so that no worker is left alone with one at the end.
        QList<qsizetype> order(insides.size());
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [this](qsizetype left, qsizetype right) {
            return insides[left].request.edges.size() > insides[right].request.edges.size();
        });
        for (const qsizetype i : order) {
            ask(insides[i].request, [this, i](const LayoutResult &result) {
                insideResults[i] = result;
                if (--missing == 0)
                    askOutside();
                else if (shown > 0 && kPreliminaries * (insides.size() - missing) >= shown * insides.size())
                    showPreliminary();
            });
        }
        // After the answers that the service knew already: where those are most, the final chart comes soon enough.
        QMetaObject::invokeMethod(
            q,
            [this, asked = diagram] {
                if (diagram == asked && kPreliminaries * missing > insides.size())
                    showPreliminary();
            },
            Qt::QueuedConnection);
    }

    /// What is known so far, in rows.
    void showPreliminary()
    {
        shown = int(kPreliminaries * (insides.size() - missing) / insides.size()) + 1;
        QList<LayoutResult> results;
        QList<QSizeF> boxSizes;
        for (qsizetype i = 0; i < insides.size(); ++i) {
            results << (insideResults[i] ? *insideResults[i] : roughInside(*diagram, insides[i]));
            boxSizes << results.last().bounds;
        }
        QHash<int, QPointF> places;
        QList<QSizeF> sizes;
        for (const DiagramBlock &block : diagram->blocks)
            sizes << packBlock(block, boxSizes, places);
        QList<int> outside;
        for (int item = 0; item < diagram->items.size(); ++item) {
            if (diagram->items[item].box >= 0)
                continue;
            outside << item;
            sizes << diagram->items[item].size;
        }
        const Rows rows = bestRows(sizes, kRoughGap);
        PlacedDiagram placed = sheetFor(diagram, rows.size);
        const QPointF corner = placed.chart.topLeft();
        for (qsizetype b = 0; b < diagram->blocks.size(); ++b) {
            placed.blocks[b] = QRectF(corner + rows.corners[b], sizes[b]);
            for (const int box : diagram->blocks[b].boxes)
                apply(*diagram, insides[box], results[box], placed.blocks[b].topLeft() + places.value(box), placed,
                      !insideResults[box]);
        }
        for (qsizetype i = 0; i < outside.size(); ++i)
            placed.items[outside[i]] =
                QRectF(corner + rows.corners[diagram->blocks.size() + i], diagram->items[outside[i]].size);
        placeCards(*diagram, placed);
        Q_EMIT q->preliminary(placed);
    }

    void askOutside()
    {
        QList<QSizeF> boxSizes;
        for (const std::optional<LayoutResult> &inside : std::as_const(insideResults))
            boxSizes << inside->bounds;
        QList<QSizeF> blockSizes;
        boxPlaces.clear();
        for (const DiagramBlock &block : diagram->blocks)
            blockSizes << steppedSize(packBlock(block, boxSizes, boxPlaces));
        whole = planOutside(*diagram, blockSizes);
        ask(whole.request, [this](const LayoutResult &result) {
            PlacedDiagram placed = sheetFor(diagram, result.bounds);
            apply(*diagram, whole, result, placed.chart.topLeft(), placed);
            for (qsizetype b = 0; b < diagram->blocks.size(); ++b) {
                for (const int box : diagram->blocks[b].boxes)
                    apply(*diagram, insides[box], *insideResults[box],
                          placed.blocks[b].topLeft() + boxPlaces.value(box), placed);
                // Lines end at the block's border, which is the site's where it is alone.
                if (diagram->blocks[b].boxes.size() == 1)
                    placed.boxes[diagram->blocks[b].boxes.front()] = placed.blocks[b];
            }
            finish(std::move(placed));
        });
    }

    void finish(PlacedDiagram placed)
    {
        placeCards(*diagram, placed);
        stop();
        Q_EMIT q->finished(placed);
    }

    void stop()
    {
        const QSet<LayoutService::Ticket> open = std::exchange(tickets, {});
        for (const LayoutService::Ticket ticket : open)
            service.cancel(ticket);
        diagram.reset();
        insides.clear();
        insideResults.clear();
    }

    ChartLayout *q;
    LayoutService &service;
    std::shared_ptr<const Diagram> diagram; ///< null: nothing under way
    QSet<LayoutService::Ticket> tickets;
    Plan whole; ///< the one graph, or the sites as boxes
    QList<Plan> insides;
    QList<std::optional<LayoutResult>> insideResults; ///< nothing yet: not answered
    QHash<int, QPointF> boxPlaces;
    qsizetype missing = 0;
    int shown = 0; ///< so many preliminary charts will have been shown when this quarter of the insides is there
    int done = 0;
    int total = 0;
};

ChartLayout::ChartLayout(LayoutService &service, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, service))
{
}

ChartLayout::~ChartLayout()
{
    cancel();
}

void ChartLayout::start(std::shared_ptr<const Diagram> diagram)
{
    cancel();
    d->start(std::move(diagram));
    Q_EMIT progressed(0, d->total);
}

void ChartLayout::cancel()
{
    d->stop();
}

bool ChartLayout::isRunning() const
{
    return d->diagram != nullptr;
}

Result<PlacedDiagram> ChartLayout::layoutNow(LayoutService &service, std::shared_ptr<const Diagram> diagram)
{
    ChartLayout layout(service);
    Result<PlacedDiagram> answer = failure({ErrorCode::Cancelled, {}, 0, 0, {}, tr("The layout was cancelled.")});
    QEventLoop loop;
    connect(&layout, &ChartLayout::finished, &loop, [&](const PlacedDiagram &placed) {
        answer = placed;
        loop.quit();
    });
    connect(&layout, &ChartLayout::failed, &loop, [&](const Errors &errors) {
        answer = failure(errors);
        loop.quit();
    });
    layout.start(std::move(diagram));
    loop.exec();
    return answer;
}

} // namespace portolan
