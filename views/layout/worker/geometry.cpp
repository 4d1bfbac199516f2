// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/worker/geometry.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace portolan {

namespace {

constexpr int kSteps = 20; // straight pieces for one cubic where it is cut
constexpr int kMostSteps = 200; // where it is flattened
constexpr double kExact = 0.05; // scene points that a straight piece may miss the curve by
constexpr double kExactFar = 0.25; // … a long one
constexpr double kTouch = 0.75; // scene points that a line may lie in a box: the width of its border
constexpr double kOnBorder = 0.02;
constexpr double kTitleInset = 12; // from a cluster's left border to its title
constexpr double kTitleDescent = 4; // of its letters, below the room that was asked for

using Cubic = std::array<QPointF, 4>;

Cubic cubicAt(const Curve &curve, qsizetype first)
{
    return {curve[first], curve[first + 1], curve[first + 2], curve[first + 3]};
}

QPointF mix(const QPointF &a, const QPointF &b, double t)
{
    return a + (b - a) * t;
}

/// The parts of a cubic before and after t (de Casteljau).
std::pair<Cubic, Cubic> split(const Cubic &cubic, double t)
{
    const QPointF ab = mix(cubic[0], cubic[1], t);
    const QPointF bc = mix(cubic[1], cubic[2], t);
    const QPointF cd = mix(cubic[2], cubic[3], t);
    const QPointF abc = mix(ab, bc, t);
    const QPointF bcd = mix(bc, cd, t);
    const QPointF middle = mix(abc, bcd, t);
    return {{cubic[0], ab, abc, middle}, {middle, bcd, cd, cubic[3]}};
}

QPointF pointAt(const Cubic &cubic, double t)
{
    const double s = 1 - t;
    return cubic[0] * (s * s * s) + cubic[1] * (3 * s * s * t) + cubic[2] * (3 * s * t * t) + cubic[3] * (t * t * t);
}

/// How many straight pieces stay close to the cubic: the error goes down with the square of their number.
int stepsFor(const Cubic &cubic)
{
    const QPointF first = cubic[0] - cubic[1] * 2 + cubic[2];
    const QPointF second = cubic[1] - cubic[2] * 2 + cubic[3];
    const double bend = std::max(std::hypot(first.x(), first.y()), std::hypot(second.x(), second.y()));
    const auto steps = [bend](double error) { return int(std::ceil(std::sqrt(0.75 * bend / error))); };
    const int exact = steps(kExact);
    return exact <= kSteps ? std::max(1, exact) : std::clamp(steps(kExactFar), kSteps, kMostSteps);
}

/// Unlike QRectF::contains this leaves the border out.
bool isInside(const QRectF &box, const QPointF &point)
{
    return point.x() > box.left() && point.x() < box.right() && point.y() > box.top() && point.y() < box.bottom();
}

bool entersBox(const QPointF &from, const QPointF &to, const QRectF &box)
{
    if (std::max(from.x(), to.x()) <= box.left() || std::min(from.x(), to.x()) >= box.right()
        || std::max(from.y(), to.y()) <= box.top() || std::min(from.y(), to.y()) >= box.bottom())
        return false;
    // Liang and Barsky: what of 0 <= t <= 1 is left between the four sides.
    double enter = 0;
    double leave = 1;
    const auto cut = [&enter, &leave](double direction, double room) {
        if (direction == 0)
            return room > 0;
        const double t = room / direction;
        if (direction < 0)
            enter = std::max(enter, t);
        else
            leave = std::min(leave, t);
        return enter < leave;
    };
    const QPointF way = to - from;
    return cut(-way.x(), from.x() - box.left()) && cut(way.x(), box.right() - from.x())
        && cut(-way.y(), from.y() - box.top()) && cut(way.y(), box.bottom() - from.y());
}

QPointF nearestOnBorder(const QRectF &box, const QPointF &point)
{
    QPointF nearest(std::clamp(point.x(), box.left(), box.right()), std::clamp(point.y(), box.top(), box.bottom()));
    if (!isInside(box, nearest))
        return nearest;
    const double left = nearest.x() - box.left();
    const double right = box.right() - nearest.x();
    const double top = nearest.y() - box.top();
    const double bottom = box.bottom() - nearest.y();
    const double least = std::min({left, right, top, bottom});
    if (least == left)
        nearest.setX(box.left());
    else if (least == right)
        nearest.setX(box.right());
    else if (least == top)
        nearest.setY(box.top());
    else
        nearest.setY(box.bottom());
    return nearest;
}

/// Cuts off the start as far as it lies in the box.
Curve clippedStart(const Curve &curve, const QRectF &box)
{
    qsizetype lastPiece = -1;
    int lastStep = -1;
    for (qsizetype piece = 0; piece + 3 < curve.size(); piece += 3) {
        const Cubic cubic = cubicAt(curve, piece);
        for (int step = 0; step <= kSteps; ++step) {
            if (isInside(box, pointAt(cubic, double(step) / kSteps))) {
                lastPiece = piece;
                lastStep = step;
            }
        }
    }
    Curve rest = curve;
    if (lastPiece >= 0) {
        if (lastStep == kSteps) {
            lastPiece += 3;
            lastStep = 0;
        }
        if (lastPiece + 3 >= curve.size())
            return {};
        const Cubic cubic = cubicAt(curve, lastPiece);
        double inside = double(lastStep) / kSteps;
        double outside = double(lastStep + 1) / kSteps;
        for (int i = 0; i < 40; ++i) {
            const double middle = (inside + outside) / 2;
            (isInside(box, pointAt(cubic, middle)) ? inside : outside) = middle;
        }
        const Cubic after = split(cubic, outside).second;
        rest = Curve(after.begin(), after.end()) + curve.mid(lastPiece + 4);
    }
    const QPointF onBorder = nearestOnBorder(box, rest.first());
    rest[1] += onBorder - rest[0];
    rest[0] = onBorder;
    return rest;
}

Curve reversed(const Curve &curve)
{
    return {curve.rbegin(), curve.rend()};
}

bool isWithin(const QRectF &inner, const QRectF &outer)
{
    return inner.left() >= outer.left() - kOnBorder && inner.right() <= outer.right() + kOnBorder
        && inner.top() >= outer.top() - kOnBorder && inner.bottom() <= outer.bottom() + kOnBorder;
}

bool isOnBorder(const QRectF &box, const QPointF &point)
{
    return isWithin(QRectF(point, QSizeF(0, 0)), box)
        && !isInside(box.adjusted(kOnBorder, kOnBorder, -kOnBorder, -kOnBorder), point);
}

} // namespace

bool overlap(const QRectF &left, const QRectF &right)
{
    return left.left() < right.right() && right.left() < left.right() && left.top() < right.bottom()
        && right.top() < left.bottom();
}

Polyline flatten(const Curve &curve)
{
    Polyline line;
    if (curve.isEmpty())
        return line;
    line.reserve(curve.size() + kSteps);
    line << curve.first();
    for (qsizetype piece = 0; piece + 3 < curve.size(); piece += 3) {
        const Cubic cubic = cubicAt(curve, piece);
        const int steps = stepsFor(cubic);
        for (int step = 1; step < steps; ++step)
            line << pointAt(cubic, double(step) / steps);
        line << cubic[3];
    }
    return line;
}

QRectF boundsOf(const Curve &curve)
{
    QPointF low = curve.first();
    QPointF high = low;
    for (const QPointF &point : curve) {
        low = {std::min(low.x(), point.x()), std::min(low.y(), point.y())};
        high = {std::max(high.x(), point.x()), std::max(high.y(), point.y())};
    }
    return QRectF(low, high).adjusted(-0.01, -0.01, 0.01, 0.01);
}

bool entersBox(const Polyline &line, const QRectF &box)
{
    for (qsizetype i = 1; i < line.size(); ++i) {
        if (entersBox(line[i - 1], line[i], box))
            return true;
    }
    return false;
}

double lengthOf(const Polyline &line)
{
    double length = 0;
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF step = line[i] - line[i - 1];
        length += std::sqrt(QPointF::dotProduct(step, step));
    }
    return length;
}

double turnOf(const Polyline &line)
{
    double turn = 0;
    for (qsizetype i = 2; i < line.size(); ++i) {
        const QPointF before = line[i - 1] - line[i - 2];
        const QPointF after = line[i] - line[i - 1];
        const double crossProduct = before.x() * after.y() - before.y() * after.x();
        const double dotProduct = QPointF::dotProduct(before, after);
        if (crossProduct != 0 || dotProduct < 0)
            turn += std::abs(std::atan2(crossProduct, dotProduct));
    }
    return turn;
}

Curve clipped(const Curve &curve, const QRectF &tail, const QRectF &head)
{
    const Curve started = clippedStart(curve, tail);
    return started.isEmpty() ? started : reversed(clippedStart(reversed(started), head));
}

Curve straightBetween(const QRectF &from, const QRectF &to)
{
    const QPointF start = from.center();
    const QPointF way = to.center() - start;
    return clipped({start, start + way / 3, start + way * 2 / 3, to.center()}, from, to);
}

bool cross(const Polyline &left, const Polyline &right)
{
    if (left.size() < 2 || right.size() < 2)
        return false;
    const QRectF around = boundsOf(right);
    const auto apart = [](double a, double b, double low, double high) {
        return std::max(a, b) < low || std::min(a, b) > high;
    };
    const auto turn = [](const QPointF &a, const QPointF &b, const QPointF &c) {
        return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    };
    for (qsizetype i = 1; i < left.size(); ++i) {
        const QPointF &a = left[i - 1];
        const QPointF &b = left[i];
        if (apart(a.x(), b.x(), around.left(), around.right()) || apart(a.y(), b.y(), around.top(), around.bottom()))
            continue;
        double before = turn(a, b, right[0]);
        for (qsizetype k = 1; k < right.size(); ++k) {
            const double after = turn(a, b, right[k]);
            const bool parts = before * after <= 0 && before != after;
            before = after;
            if (parts && turn(right[k - 1], right[k], a) * turn(right[k - 1], right[k], b) <= 0)
                return true;
        }
    }
    return false;
}

QList<QRectF> titlesOf(const LayoutRequest &request, const LayoutResult &result)
{
    QList<QRectF> titles;
    for (qsizetype i = 0; i < result.clusters.size(); ++i) {
        const QSizeF size = request.clusters.at(i).title;
        if (!size.isEmpty())
            titles << QRectF(result.clusters.at(i).topLeft(), size + QSizeF(kTitleInset, kTitleDescent));
    }
    return titles;
}

QString faultOf(const LayoutRequest &request, const LayoutResult &result)
{
    const auto say = [](const char *text) { return QCoreApplication::translate("portolan::Layout", text); };
    const QRectF sheet(QPointF(0, 0), result.bounds);
    const auto holds = [&request](int outer, int inner) {
        while (inner >= 0 && inner != outer)
            inner = request.clusters.at(inner).parent;
        return inner == outer;
    };

    for (int i = 0; i < result.clusters.size(); ++i) {
        const LayoutRequest::Cluster &asked = request.clusters.at(i);
        const QRectF box = result.clusters.at(i);
        if (!isWithin(box, asked.parent < 0 ? sheet : result.clusters.at(asked.parent)))
            return say("A site's box leaves the one around it.");
        if (!asked.title.isEmpty() && (box.width() < asked.title.width() || box.height() < asked.title.height()))
            return say("A site's box has no room for its title.");
        for (int k = 0; k < i; ++k) {
            if (overlap(box, result.clusters.at(k)) && !holds(k, i))
                return say("Two sites' boxes overlap.");
        }
    }

    // The node of the layout and the cluster that it must be in; labels count as nodes.
    struct Box {
        QRectF rect;
        int cluster;
        bool mayLeave; ///< a label: belongs to no cluster but must stay out of those its edge does not end in
        int edge;
    };
    QList<Box> boxes;
    for (int i = 0; i < result.nodes.size(); ++i)
        boxes << Box{result.nodes.at(i), request.nodes.at(i).cluster, false, -1};
    for (int i = 0; i < result.edges.size(); ++i) {
        if (!result.edges.at(i).label.isEmpty())
            boxes << Box{result.edges.at(i).label, -1, true, i};
    }
    std::sort(boxes.begin(), boxes.end(),
              [](const Box &left, const Box &right) { return left.rect.left() < right.rect.left(); });
    for (qsizetype i = 0; i < boxes.size(); ++i) {
        if (!isWithin(boxes[i].rect, sheet))
            return say("A box leaves the chart.");
        for (qsizetype k = i + 1; k < boxes.size() && boxes[k].rect.left() < boxes[i].rect.right(); ++k) {
            if (overlap(boxes[i].rect, boxes[k].rect))
                return say("Two boxes overlap.");
        }
        for (int cluster = 0; cluster < result.clusters.size(); ++cluster) {
            const QRectF around = result.clusters.at(cluster);
            bool belongs = holds(cluster, boxes[i].cluster);
            if (boxes[i].mayLeave) {
                const LayoutRequest::Edge &edge = request.edges.at(boxes[i].edge);
                belongs = holds(cluster, request.nodes.at(edge.tail).cluster)
                    && holds(cluster, request.nodes.at(edge.head).cluster);
            }
            if (belongs ? !isWithin(boxes[i].rect, around) : overlap(boxes[i].rect, around))
                return say("A box lies in a site that it does not belong to.");
        }
    }

    for (int i = 0; i < result.edges.size(); ++i) {
        const LayoutRequest::Edge &asked = request.edges.at(i);
        const LayoutResult::Edge &edge = result.edges.at(i);
        const QRectF tail = result.nodes.at(asked.tail);
        const QRectF head = result.nodes.at(asked.head);
        const QRectF middle = edge.label.isEmpty() ? head : edge.label;
        for (const auto &[curve, from, to] :
             {std::tuple(edge.fromTail, tail, middle), std::tuple(edge.toHead, middle, head)}) {
            if (curve.isEmpty())
                continue;
            if (!isOnBorder(from, curve.first()) || !isOnBorder(to, curve.last()))
                return say("A line does not end where it should.");
            const Polyline line = flatten(curve);
            const bool leaves = std::any_of(line.begin(), line.end(),
                                            [&sheet](const QPointF &point) { return !sheet.contains(point); });
            if (leaves)
                return say("A line leaves the chart.");
            const QRectF around = boundsOf(curve);
            for (const Box &box : boxes) {
                if (overlap(box.rect, around) && entersBox(line, box.rect.adjusted(kTouch, kTouch, -kTouch, -kTouch)))
                    return say("A line runs through a box.");
            }
        }
    }
    return {};
}

} // namespace portolan
