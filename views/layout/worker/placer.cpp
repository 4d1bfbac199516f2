// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/worker/placer.h"

#include "views/layout/worker/dotplan.h"
#include "views/layout/worker/labels.h"
#include "views/layout/worker/packing.h"
#include "views/layout/worker/pins.h"
#include "views/layout/worker/quality.h"
#include "views/layout/worker/router.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <optional>

namespace portolan {

namespace {

constexpr qsizetype kRerouted = 1'000; // edges; more of them are left as dot drew them
constexpr qsizetype kPolished = 200; // edges; among more of them winding lines stay
constexpr double kTrials = 7'000; // boxes and lines placed over all tries at a better picture
constexpr int kMostTrials = 60;
constexpr int kLabelTries = 30;
constexpr int kRounds = 3;
constexpr double kSmallHeight = 600;
constexpr double kSmallWidth = 1'000; // scene points that fit a page anyway
constexpr double kStrip = 2; // an aspect from which on a picture is folded
constexpr qsizetype kLongest = 6; // edges tried elsewhere in a round
constexpr double kLabelRoom = 16; // scene points at least between a label and the nodes it is between

struct Trial {
    DotChoices choices;
    LayoutResult drawn; ///< by dot
    LayoutResult result;
    double cost = 0;
};

/// Looks for the best picture of a connected graph among those that dot makes of it.
class Search
{
public:
    Search(Dot &dot, const LayoutRequest &request) : m_dot(dot), m_request(request) { m_left = trials(kMostTrials); }

    Result<LayoutResult> run()
    {
        DotChoices choices;
        for (const LayoutRequest::Edge &edge : m_request.edges)
            choices.labels << (edge.weight > 0 ? LabelColumn::Between : LabelColumn::AfterBoth);
        tryOut(choices);
        improve();
        // Where dot cannot keep its lines out of the boxes in its usual way.
        for (const char *splines : {"polyline", "line"}) {
            for (const double spread : {1.0, 1.6}) {
                if (m_best)
                    break;
                m_left = std::max(m_left, 1);
                choices.splines = splines;
                choices.spread = spread;
                tryOut(choices);
            }
        }
        if (m_best) {
            polish();
            return m_best->result;
        }
        return tl::unexpected(m_error);
    }

private:
    /// How many tries the request is worth, `most` for a small one.
    int trials(int most) const
    {
        const double effort = m_request.effort / 100.0;
        return std::clamp(int(std::min(kTrials / size(), double(most)) * effort), 1, most);
    }
    double size() const { return double(m_request.nodes.size() + 3 * m_request.edges.size() + 1); }

    void tryOut(const DotChoices &choices)
    {
        if (m_left <= 0 || !isNew(choices))
            return;
        --m_left;
        const Result<LayoutResult> drawn = placeWithDot(m_dot, m_request, choices);
        if (drawn)
            judge(choices, *drawn, Detours::Needed);
        else
            m_error = drawn.error();
    }

    /// dot answers the same each time.
    bool isNew(const DotChoices &choices)
    {
        QByteArray key = choices.splines;
        for (const LabelColumn column : choices.labels)
            key += char('0' + int(column));
        for (const int number :
             {choices.innerWeight, choices.columns, int(choices.nodesBackwards), int(choices.spread * 10)})
            key += ' ' + QByteArray::number(number);
        const qsizetype before = m_tried.size();
        m_tried.insert(key);
        return m_tried.size() > before;
    }

    void judge(const DotChoices &choices, const LayoutResult &drawn, Detours detours)
    {
        LayoutResult result = drawn;
        if (m_request.edges.size() <= kRerouted)
            reroute(m_request, result, detours);
        fit(result);
        const double cost = costOf(m_request, result);
        if (m_best && cost >= m_best->cost)
            return;
        const QString fault = faultOf(m_request, result);
        if (!fault.isEmpty()) {
            Error error;
            error.code = ErrorCode::LayoutFailed;
            error.detail = fault;
            m_error = {error};
            return;
        }
        m_best = Trial{choices, drawn, std::move(result), cost};
    }

    /// Labels that dot could only put into a column beside the way go onto it where that reads better.
    void pullInLabels()
    {
        int tries = trials(kLabelTries);
        for (const int edge : edgesWithFarLabels(m_request, m_best->drawn)) {
            for (const QRectF &place : placesOnTheWay(m_request, m_best->drawn, edge)) {
                if (--tries < 0)
                    return;
                LayoutResult changed = m_best->drawn;
                moveLabel(m_request, changed, edge, place);
                const double before = m_best->cost;
                judge(DotChoices(m_best->choices), changed, Detours::Needed);
                if (m_best->cost < before)
                    break;
            }
        }
    }

    void polish()
    {
        const bool isSmall = m_request.edges.size() <= kPolished;
        if (isSmall)
            pullInLabels();
        // All ways around together may be worse than none: those that keep titles free stand for themselves.
        judge(DotChoices(m_best->choices), LayoutResult(m_best->drawn), Detours::Titles);
        if (isSmall)
            judge(DotChoices(m_best->choices), LayoutResult(m_best->drawn), Detours::All);
    }

    /// The choices whose labels lie between their nodes where the best picture has room for them there.
    DotChoices turned(DotChoices choices) const
    {
        for (qsizetype i = 0; i < m_request.edges.size(); ++i) {
            const LayoutRequest::Edge &edge = m_request.edges.at(i);
            const QRectF tail = m_best->result.nodes.at(edge.tail);
            const QRectF head = m_best->result.nodes.at(edge.head);
            const double room = edge.label.width() + 2 * kLabelRoom;
            if (head.left() - tail.right() >= room)
                choices.labels[i] = LabelColumn::Between;
            else if (tail.left() - head.right() >= room)
                choices.labels[i] = LabelColumn::BetweenBackwards;
        }
        return choices;
    }

    int topCluster(int node) const
    {
        int cluster = m_request.nodes.at(node).cluster;
        while (cluster >= 0 && m_request.clusters.at(cluster).parent >= 0)
            cluster = m_request.clusters.at(cluster).parent;
        return cluster;
    }

    /// One change at a time, kept where it makes the picture better.
    void improve()
    {
        if (!m_best)
            return;
        tryOut(turned(m_best->choices));
        const auto betweenSites = [this](qsizetype edge) {
            return topCluster(m_request.edges.at(edge).tail) != topCluster(m_request.edges.at(edge).head);
        };
        move(betweenSites);
        // Where all is in one site, or nothing is, there is nothing to weigh against each other.
        const bool mixed = m_request.clusters.size() > 1
            || std::any_of(m_request.nodes.begin(), m_request.nodes.end(),
                           [](const LayoutRequest::Node &node) { return node.cluster < 0; });
        for (const int weight : {1, 8}) {
            if (!mixed || m_request.clusters.isEmpty())
                break;
            DotChoices choices = m_best->choices;
            choices.innerWeight = weight;
            tryOut(choices);
        }
        DotChoices backwards = m_best->choices;
        backwards.nodesBackwards = true;
        tryOut(backwards);

        fold();
        widen();
        for (int round = 0; round < kRounds && m_left > 0; ++round) {
            const double before = m_best->cost;
            for (int cluster = 0; cluster < m_request.clusters.size(); ++cluster) {
                if (m_request.clusters.at(cluster).parent >= 0)
                    continue;
                move([this, cluster, &betweenSites](qsizetype edge) {
                    const LayoutRequest::Edge &asked = m_request.edges.at(edge);
                    return betweenSites(edge)
                        && (topCluster(asked.tail) == cluster || topCluster(asked.head) == cluster);
                });
            }
            for (const qsizetype longest : longestEdges())
                move([longest](qsizetype edge) { return edge == longest; });
            if (m_best->cost >= before)
                break;
        }
    }

    /// A strip becomes two rows: what crosses an upright line no longer orders its nodes.
    void fold()
    {
        for (const double share : {0.5, 0.35, 0.65}) {
            const LayoutResult &result = m_best->result;
            if (result.bounds.width() < std::max(kSmallWidth, kStrip * result.bounds.height()))
                return;
            const double x = result.bounds.width() * share;
            QList<bool> crosses;
            for (const LayoutRequest::Edge &edge : m_request.edges) {
                const double tail = result.nodes.at(edge.tail).center().x();
                const double head = result.nodes.at(edge.head).center().x();
                crosses << ((tail < x) != (head < x));
            }
            move([&crosses](qsizetype edge) { return crosses.at(edge); });
        }
    }

    /// A pile becomes columns.
    void widen()
    {
        for (const int columns : {2, 3, 5}) {
            const QSizeF bounds = m_best->result.bounds;
            if (bounds.width() > bounds.height() || bounds.height() < kSmallHeight)
                return;
            DotChoices choices = m_best->choices;
            choices.columns = columns;
            tryOut(choices);
            choices.labels.fill(LabelColumn::Between);
            tryOut(choices);
        }
    }

    QList<qsizetype> longestEdges() const
    {
        QList<double> lengths;
        QList<qsizetype> edges;
        for (const LayoutResult::Edge &edge : m_best->result.edges) {
            edges << lengths.size();
            lengths << lengthOf(flatten(edge.fromTail)) + lengthOf(flatten(edge.toHead));
        }
        std::stable_sort(edges.begin(), edges.end(),
                         [&lengths](qsizetype left, qsizetype right) { return lengths[left] > lengths[right]; });
        return edges.mid(0, kLongest);
    }

    /// Puts the labels of some edges elsewhere, which also lets go of their nodes' places left and right of each other.
    template <typename Predicate>
    void move(const Predicate &isMeant)
    {
        for (const LabelColumn column :
             {LabelColumn::AfterBoth, LabelColumn::BeforeBoth, LabelColumn::Between, LabelColumn::BetweenBackwards}) {
            if (m_left <= 0)
                return;
            DotChoices choices = m_best->choices;
            for (qsizetype i = 0; i < m_request.edges.size(); ++i) {
                if (isMeant(i))
                    choices.labels[i] = column;
            }
            if (choices.labels == m_best->choices.labels)
                continue;
            const double before = m_best->cost;
            tryOut(choices);
            if (m_best->cost < before) {
                const DotChoices better = turned(m_best->choices);
                if (better.labels != m_best->choices.labels)
                    tryOut(better);
            }
        }
    }

    Dot &m_dot;
    const LayoutRequest &m_request;
    int m_left;
    QSet<QByteArray> m_tried;
    std::optional<Trial> m_best;
    Errors m_error;
};

/// Gives the picture its bounds; the chart's corner stays where pins are counted from. False where a line is missing.
bool measureAround(const LayoutRequest &request, LayoutResult &result)
{
    if (isPinnedToChart(request)) {
        const QRectF all = extentOf(result);
        result.bounds = QSizeF(std::ceil(all.right()), std::ceil(all.bottom()));
    } else {
        fit(result);
    }
    for (qsizetype i = 0; i < result.edges.size(); ++i) {
        const LayoutRequest::Edge &asked = request.edges.at(i);
        const LayoutResult::Edge &edge = result.edges.at(i);
        const bool hasLabel = !asked.label.isEmpty();
        if ((edge.fromTail.isEmpty() && (hasLabel || asked.tail != asked.head))
            || (edge.toHead.isEmpty() && hasLabel && asked.tail != asked.head))
            return false;
    }
    return true;
}

} // namespace

Result<LayoutResult> place(Dot &dot, const LayoutRequest &request)
{
    QList<LayoutResult> results;
    const QList<Part> parts = partsOf(request);
    for (const Part &part : parts) {
        Result<LayoutResult> result = Search(dot, part.request).run();
        if (!result)
            return result;
        results << *result;
    }
    LayoutResult result = packed(request, parts, results);
    if (hasPins(request)) {
        // Pinned nodes that leave no way for a line between them move apart.
        for (const double apart : {0.0, 16.0, 40.0}) {
            LayoutResult pinned = withPins(request, result, apart);
            if (!measureAround(request, pinned) || !faultOf(request, pinned).isEmpty())
                continue;
            return pinned;
        }
    }
    const QString fault = faultOf(request, result);
    if (!fault.isEmpty()) {
        Error error;
        error.code = ErrorCode::LayoutFailed;
        error.detail = fault;
        return failure(error);
    }
    return result;
}

} // namespace portolan
