// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/worker/detour.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>
#include <vector>

namespace portolan {

namespace {

constexpr double kViaCost = 25; // in points of length, for each corner on the way
constexpr double kSlack = 0.25; // by which a way along a margin may seem to lie inside it

double distance(const QPointF &from, const QPointF &to)
{
    return std::hypot(to.x() - from.x(), to.y() - from.y());
}

/// Where a line may leave a box, with the direction away from it.
struct Port {
    QPointF at;
    QPointF out;
};

QList<Port> portsOf(const QRectF &box)
{
    QList<Port> ports;
    for (const double share : {0.5, 0.25, 0.75}) {
        const double x = box.left() + share * box.width();
        const double y = box.top() + share * box.height();
        ports << Port{{box.left(), y}, {-1, 0}} << Port{{box.right(), y}, {1, 0}} << Port{{x, box.top()}, {0, -1}}
              << Port{{x, box.bottom()}, {0, 1}};
    }
    return ports;
}

/// A visibility graph whose lines are looked at only when the search comes to them (A*).
class Ways
{
public:
    Ways(const QList<QRectF> &boxes, int from, int to, double margin, const QList<QRectF> &tolls, double toll)
        : m_from(boxes.at(from)), m_to(boxes.at(to)), m_tolls(tolls), m_toll(toll)
    {
        for (int i = 0; i < boxes.size(); ++i) {
            if (boxes[i].isEmpty())
                continue;
            const double by = margin - kSlack;
            if (i == from || i == to)
                m_solid << boxes[i];
            else
                m_solid << boxes[i].adjusted(-by, -by, by, by);
        }
        for (const Port &port : portsOf(m_from))
            m_points.push_back({port.at, port.out, Kind::Start});
        for (const Port &port : portsOf(m_to))
            m_points.push_back({port.at, port.out, Kind::Goal});
        for (const QRectF &box : boxes) {
            if (box.isEmpty())
                continue;
            const QRectF grown = box.adjusted(-margin, -margin, margin, margin);
            for (const QPointF &corner : {grown.topLeft(), grown.topRight(), grown.bottomLeft(), grown.bottomRight()}) {
                if (isOpen(corner))
                    m_points.push_back({corner, {}, Kind::Via});
            }
        }
    }

    Polyline shortest()
    {
        const std::size_t count = m_points.size();
        std::vector<double> costs(count, std::numeric_limits<double>::infinity());
        std::vector<std::size_t> before(count, count);
        std::vector<bool> done(count, false);
        using Entry = std::pair<double, std::size_t>;
        std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
        for (std::size_t i = 0; i < count; ++i) {
            if (m_points[i].kind == Kind::Start) {
                costs[i] = 0;
                open.emplace(distanceLeft(m_points[i].at), i);
            }
        }
        while (!open.empty()) {
            const std::size_t here = open.top().second;
            open.pop();
            if (done[here])
                continue;
            done[here] = true;
            if (m_points[here].kind == Kind::Goal)
                return wayTo(here, before);
            for (std::size_t next = 0; next < count; ++next) {
                if (done[next] || m_points[next].kind == Kind::Start)
                    continue;
                const double least = costs[here] + distance(m_points[here].at, m_points[next].at) + kViaCost;
                if (least >= costs[next] || !mayMeet(here, next) || !isVisible(here, next))
                    continue;
                const double cost = least + tollOf(m_points[here].at, m_points[next].at);
                if (cost < costs[next]) {
                    costs[next] = cost;
                    before[next] = here;
                    open.emplace(cost + distanceLeft(m_points[next].at), next);
                }
            }
        }
        return {};
    }

private:
    enum class Kind { Start, Goal, Via };
    struct Point {
        QPointF at;
        QPointF out;
        Kind kind;
    };

    bool isOpen(const QPointF &point) const
    {
        return std::none_of(m_solid.begin(), m_solid.end(), [&point](const QRectF &box) {
            return point.x() > box.left() && point.x() < box.right() && point.y() > box.top()
                && point.y() < box.bottom();
        });
    }

    double distanceLeft(const QPointF &point) const
    {
        const double dx = std::max({m_to.left() - point.x(), 0.0, point.x() - m_to.right()});
        const double dy = std::max({m_to.top() - point.y(), 0.0, point.y() - m_to.bottom()});
        return std::hypot(dx, dy);
    }

    /// Not along the side it leaves or ends at.
    bool mayMeet(std::size_t here, std::size_t next) const
    {
        const QPointF way = m_points[next].at - m_points[here].at;
        const double length = std::max(1e-9, std::hypot(way.x(), way.y()));
        constexpr double kFlattest = 0.2;
        const bool leaves =
            m_points[here].kind != Kind::Start || QPointF::dotProduct(way, m_points[here].out) > kFlattest * length;
        const bool ends =
            m_points[next].kind != Kind::Goal || QPointF::dotProduct(-way, m_points[next].out) > kFlattest * length;
        return leaves && ends;
    }

    bool isVisible(std::size_t here, std::size_t next) const
    {
        const Polyline line{m_points[here].at, m_points[next].at};
        return std::none_of(m_solid.begin(), m_solid.end(),
                            [&line](const QRectF &box) { return entersBox(line, box); });
    }

    double tollOf(const QPointF &from, const QPointF &to) const
    {
        const Polyline line{from, to};
        return m_toll * double(std::count_if(m_tolls.begin(), m_tolls.end(), [&line](const QRectF &box) {
                   return entersBox(line, box);
               }));
    }

    Polyline wayTo(std::size_t goal, const std::vector<std::size_t> &before) const
    {
        Polyline way;
        for (std::size_t i = goal; i < before.size(); i = before[i])
            way.prepend(m_points[i].at);
        return way;
    }

    QRectF m_from;
    QRectF m_to;
    QList<QRectF> m_solid;
    QList<QRectF> m_tolls;
    double m_toll;
    std::vector<Point> m_points;
};

} // namespace

Polyline detour(const QList<QRectF> &boxes, int from, int to, double margin, const QList<QRectF> &tolls, double toll)
{
    // Most boxes are in nobody's way: those that are join in as ways run into them. A shortest way among some of the
    // boxes that is clear of all is the shortest among all.
    QList<QRectF> known{boxes.at(from), boxes.at(to)};
    QList<bool> isKnown(boxes.size(), false);
    isKnown[from] = isKnown[to] = true;
    const double by = margin - kSlack;
    for (;;) {
        const Polyline way = Ways(known, 0, 1, margin, tolls, toll).shortest();
        if (way.isEmpty())
            return way;
        const qsizetype before = known.size();
        for (qsizetype i = 0; i < boxes.size(); ++i) {
            if (!isKnown[i] && !boxes[i].isEmpty() && entersBox(way, boxes[i].adjusted(-by, -by, by, by))) {
                isKnown[i] = true;
                known << boxes[i];
            }
        }
        if (known.size() == before)
            return way;
    }
}

Curve rounded(const Polyline &way, double radius)
{
    Curve curve{way.first()};
    const auto lineTo = [&curve](const QPointF &to) {
        const QPointF from = curve.last();
        curve << from + (to - from) / 3 << from + (to - from) * 2 / 3 << to;
    };
    for (qsizetype i = 1; i + 1 < way.size(); ++i) {
        const QPointF &via = way[i];
        const double in = distance(way[i - 1], via);
        const double out = distance(via, way[i + 1]);
        const double cut = std::min({radius, in / 2, out / 2});
        if (cut < 0.5) {
            lineTo(via);
            continue;
        }
        const QPointF start = via + (way[i - 1] - via) * (cut / in);
        const QPointF end = via + (way[i + 1] - via) * (cut / out);
        lineTo(start);
        curve << start + (via - start) * 0.6 << end + (via - end) * 0.6 << end;
    }
    lineTo(way.last());
    return curve;
}

} // namespace portolan
