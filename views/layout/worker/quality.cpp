// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/worker/quality.h"

#include "views/layout/worker/geometry.h"

#include <algorithm>
#include <cmath>

namespace portolan {

namespace {

constexpr double kAspect = 1.6;

// In points of a line's length.
constexpr double kCrossing = 110;
constexpr double kTurn = 40; // for each radian
constexpr double kTitle = 10'000; // a line across a site's title: no picture without one loses against it
constexpr double kForeign = 220; // a line across a site's box that it does not end in
constexpr double kBackwards = 120; // an edge that does not lead from left to right
constexpr double kSite = 0.008; // for each square point of a site's box: empty ones keep apart what belongs together
constexpr double kSheet = 6; // for each point that a page-shaped sheet must be high …
constexpr double kSmallSheet = 560; // … above what fits a page anyway

} // namespace

double costOf(const LayoutRequest &request, const LayoutResult &result)
{
    struct Line {
        Polyline points;
        QRectF around;
    };
    QList<Line> lines;
    const QList<QRectF> titles = titlesOf(request, result);
    double cost = 0;
    for (const QRectF &cluster : result.clusters)
        cost += kSite * cluster.width() * cluster.height();
    const auto isHome = [&request](int outer, int inner) {
        while (inner >= 0 && inner != outer)
            inner = request.clusters.at(inner).parent;
        return inner == outer;
    };
    for (qsizetype i = 0; i < result.edges.size(); ++i) {
        const LayoutRequest::Edge &edge = request.edges.at(i);
        if (edge.weight > 0 && edge.tail != edge.head
            && result.nodes[edge.head].center().x() <= result.nodes[edge.tail].center().x())
            cost += kBackwards;
        for (const Curve &curve : {result.edges[i].fromTail, result.edges[i].toHead}) {
            if (curve.isEmpty())
                continue;
            Line line{flatten(curve), boundsOf(curve)};
            cost += lengthOf(line.points) + kTurn * turnOf(line.points);
            for (int cluster = 0; cluster < result.clusters.size(); ++cluster) {
                if (!isHome(cluster, request.nodes.at(edge.tail).cluster)
                    && !isHome(cluster, request.nodes.at(edge.head).cluster)
                    && overlap(line.around, result.clusters[cluster])
                    && entersBox(line.points, result.clusters[cluster]))
                    cost += kForeign;
            }
            for (const QRectF &title : titles) {
                if (overlap(line.around, title) && entersBox(line.points, title))
                    cost += kTitle;
            }
            lines << line;
        }
    }
    std::sort(lines.begin(), lines.end(),
              [](const Line &left, const Line &right) { return left.around.left() < right.around.left(); });
    for (qsizetype i = 0; i < lines.size(); ++i) {
        for (qsizetype k = i + 1; k < lines.size() && lines[k].around.left() <= lines[i].around.right(); ++k) {
            if (overlap(lines[i].around, lines[k].around) && cross(lines[i].points, lines[k].points))
                cost += kCrossing;
        }
    }
    return cost + kSheet * std::max({result.bounds.width() / kAspect, result.bounds.height(), kSmallSheet});
}

} // namespace portolan
