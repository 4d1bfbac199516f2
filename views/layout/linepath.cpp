// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/linepath.h"

#include <algorithm>
#include <cmath>

namespace portolan {

namespace {

using Curve = LayoutResult::Curve;

constexpr double kArrowBack = 7; ///< the line ends so far before an arrowhead's tip
constexpr double kLoopSpread = 5; ///< half the distance between the way out and back of a loop
constexpr int kSteps = 32; ///< along a cubic, to find where it is cut

double distance(const QPointF &from, const QPointF &to)
{
    return std::hypot(to.x() - from.x(), to.y() - from.y());
}

QPointF mix(const QPointF &a, const QPointF &b, double t)
{
    return a + (b - a) * t;
}

QPointF pointAt(const QPointF *cubic, double t)
{
    const double s = 1 - t;
    return cubic[0] * (s * s * s) + cubic[1] * (3 * s * s * t) + cubic[2] * (3 * s * t * t) + cubic[3] * (t * t * t);
}

Curve reversed(Curve curve)
{
    std::reverse(curve.begin(), curve.end());
    return curve;
}

/// The curve without the last `by` points of its length, but at least half of its first cubic.
Curve withoutEnd(Curve curve, double by)
{
    while (curve.size() >= 4) {
        QPointF *cubic = curve.data() + curve.size() - 4;
        double cut = 0;
        double t = 1;
        for (int step = 1; step <= kSteps; ++step) {
            const double next = 1 - double(step) / kSteps;
            const double length = distance(pointAt(cubic, t), pointAt(cubic, next));
            if (cut + length >= by) {
                t -= (t - next) * (by - cut) / length;
                cut = by;
                break;
            }
            cut += length;
            t = next;
        }
        const bool isShorter = cut < by;
        if (isShorter && curve.size() > 4) {
            curve.resize(curve.size() - 3);
            by -= cut;
            continue;
        }
        t = isShorter ? 0.5 : std::max(t, 0.5 * double(curve.size() == 4));
        // De Casteljau: the part before t, of the same shape.
        const QPointF ab = mix(cubic[0], cubic[1], t);
        const QPointF bc = mix(cubic[1], cubic[2], t);
        const QPointF cd = mix(cubic[2], cubic[3], t);
        const QPointF abc = mix(ab, bc, t);
        const QPointF bcd = mix(bc, cd, t);
        cubic[3] = mix(abc, bcd, t);
        cubic[2] = abc;
        cubic[1] = ab;
        break;
    }
    return curve;
}

QPainterPath pathOf(Curve curve, const QPointF &offset, bool headAtStart, bool headAtEnd)
{
    if (headAtEnd)
        curve = withoutEnd(curve, kArrowBack);
    if (headAtStart)
        curve = reversed(withoutEnd(reversed(curve), kArrowBack));
    QPainterPath path(curve.front() + offset);
    for (qsizetype i = 1; i + 2 < curve.size(); i += 3)
        path.cubicTo(curve[i] + offset, curve[i + 1] + offset, curve[i + 2] + offset);
    return path;
}

/// Where a curve arrives at its last point, from a little before it, so that the head follows a bent line too.
Arrow arrowAtEnd(const Curve &curve, const QPointF &offset)
{
    const QPointF tip = curve.back();
    for (qsizetype i = curve.size() - 2; i >= 0; --i) {
        if (distance(curve[i], tip) > 1)
            return {curve[i] + offset, tip + offset};
    }
    return {tip + offset, tip + offset};
}

} // namespace

void addLine(const Curve &curve, const QPointF &offset, bool headAtStart, bool headAtEnd, PlacedEdge &edge)
{
    if (curve.size() < 4)
        return;
    edge.paths << pathOf(curve, offset, headAtStart, headAtEnd);
    if (headAtStart)
        edge.arrows << arrowAtEnd(reversed(curve), offset);
    if (headAtEnd)
        edge.arrows << arrowAtEnd(curve, offset);
}

void addLoop(const Curve &toLabel, const QPointF &offset, PlacedEdge &edge)
{
    if (toLabel.size() < 4)
        return;
    const QPointF way = toLabel.back() - toLabel.front();
    const double length = std::max(1.0, std::hypot(way.x(), way.y()));
    const QPointF across = QPointF(-way.y(), way.x()) / length * kLoopSpread;
    const Curve back = reversed(toLabel);
    edge.paths << pathOf(toLabel, offset + across, false, false) << pathOf(back, offset - across, false, true);
    edge.arrows << arrowAtEnd(back, offset - across);
}

} // namespace portolan
