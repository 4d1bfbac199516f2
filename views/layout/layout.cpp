// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/layout.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>
#include <QCoreApplication>

#include <cmath>

namespace portolan {

namespace {

constexpr int kVersion = 2;
constexpr qint64 kMaxClusters = 50'000;
constexpr qint64 kMaxNodes = 200'000;
constexpr qint64 kMaxEdges = 500'000;
constexpr qint64 kMaxCurvePoints = 30'001;
constexpr qint64 kMaxWeight = 1'000;
constexpr int kMaxEffort = 100;
constexpr double kMaxSize = 100'000; // scene points a box may measure
constexpr double kMaxPlace = 1e9; // scene points from the origin
constexpr double kSizeTolerance = 0.01;

/// Reads what a writer of ours writes and latches at the first thing that is anything else.
class Reader
{
public:
    explicit Reader(const QByteArray &bytes) : m_cbor(bytes), m_size(bytes.size()) { }

    bool failed() const { return m_failed; }
    void fail() { m_failed = true; }

    qint64 beginArray(qint64 cap)
    {
        if (m_failed || !m_cbor.isArray() || !m_cbor.isLengthKnown() || m_cbor.length() > quint64(cap)) {
            m_failed = true;
            return 0;
        }
        const auto length = qint64(m_cbor.length());
        if (!m_cbor.enterContainer())
            m_failed = true;
        return length;
    }
    void beginArrayOf(qint64 length)
    {
        if (beginArray(length) != length)
            m_failed = true;
    }
    void endArray()
    {
        if (!m_failed && !m_cbor.leaveContainer())
            m_failed = true;
    }

    int integer(qint64 low, qint64 high)
    {
        if (m_failed || !m_cbor.isInteger()) {
            m_failed = true;
            return 0;
        }
        // toInteger() wraps around for magnitudes that need more than 63 bits.
        const bool fits = m_cbor.isUnsignedInteger() ? high >= 0 && m_cbor.toUnsignedInteger() <= quint64(high)
                                                     : m_cbor.toInteger() < 0;
        const qint64 value = fits ? m_cbor.toInteger() : 0;
        if (!fits || value < low || value > high || !m_cbor.next()) {
            m_failed = true;
            return 0;
        }
        return int(value);
    }

    double number(double low, double high)
    {
        if (m_failed || !m_cbor.isDouble()) {
            m_failed = true;
            return 0;
        }
        const double value = m_cbor.toDouble();
        if (!std::isfinite(value) || value < low || value > high || !m_cbor.next()) {
            m_failed = true;
            return 0;
        }
        return value;
    }

    QSizeF size()
    {
        const double width = number(0, kMaxSize);
        const double height = number(0, kMaxSize);
        if ((width > 0) != (height > 0))
            m_failed = true;
        return width > 0 ? QSizeF(width, height) : QSizeF();
    }
    QSizeF fullSize()
    {
        const QSizeF result = size();
        if (result.isEmpty())
            m_failed = true;
        return result;
    }
    QPointF point()
    {
        const double x = number(-kMaxPlace, kMaxPlace);
        const double y = number(-kMaxPlace, kMaxPlace);
        return {x, y};
    }
    QRectF rect()
    {
        const QPointF topLeft = point();
        const double width = number(0, kMaxPlace);
        const double height = number(0, kMaxPlace);
        return {topLeft, QSizeF(width, height)};
    }
    LayoutResult::Curve curve()
    {
        LayoutResult::Curve points;
        const qint64 numbers = beginArray(2 * kMaxCurvePoints);
        if (numbers % 2 != 0 || (numbers > 0 && (numbers / 2 % 3 != 1 || numbers < 8)))
            m_failed = true;
        for (qint64 i = 0; i < numbers / 2 && !m_failed; ++i)
            points << point();
        endArray();
        return points;
    }

    bool atEnd() { return !m_failed && m_cbor.currentOffset() == m_size; }

private:
    QCborStreamReader m_cbor;
    qint64 m_size;
    bool m_failed = false;
};

void write(QCborStreamWriter &cbor, const QSizeF &size)
{
    const QSizeF written = size.isEmpty() ? QSizeF(0, 0) : size;
    cbor.append(written.width());
    cbor.append(written.height());
}

void write(QCborStreamWriter &cbor, const QRectF &rect)
{
    cbor.append(rect.x());
    cbor.append(rect.y());
    cbor.append(rect.width());
    cbor.append(rect.height());
}

void write(QCborStreamWriter &cbor, const LayoutResult::Curve &curve)
{
    cbor.startArray(quint64(2 * curve.size()));
    for (const QPointF &point : curve) {
        cbor.append(point.x());
        cbor.append(point.y());
    }
    cbor.endArray();
}

void write(QCborStreamWriter &cbor, const QList<QRectF> &rects)
{
    cbor.startArray(quint64(rects.size()));
    for (const QRectF &rect : rects) {
        cbor.startArray(4);
        write(cbor, rect);
        cbor.endArray();
    }
    cbor.endArray();
}

bool isSame(const QSizeF &left, const QSizeF &right)
{
    return (left.isEmpty() && right.isEmpty()) || (left.width() == right.width() && left.height() == right.height());
}

bool isNear(const QSizeF &left, const QSizeF &right)
{
    return std::abs(left.width() - right.width()) <= kSizeTolerance
        && std::abs(left.height() - right.height()) <= kSizeTolerance;
}

Error malformed(const QString &detail)
{
    Error error;
    error.code = ErrorCode::BadValue;
    error.detail = detail;
    return error;
}

} // namespace

bool operator==(const LayoutRequest &left, const LayoutRequest &right)
{
    const auto sameCluster = [](const LayoutRequest::Cluster &a, const LayoutRequest::Cluster &b) {
        return a.parent == b.parent && isSame(a.title, b.title);
    };
    const auto sameNode = [](const LayoutRequest::Node &a, const LayoutRequest::Node &b) {
        return a.cluster == b.cluster && a.pin == b.pin && isSame(a.size, b.size);
    };
    const auto sameEdge = [](const LayoutRequest::Edge &a, const LayoutRequest::Edge &b) {
        return a.tail == b.tail && a.head == b.head && a.weight == b.weight && isSame(a.label, b.label);
    };
    return left.effort == right.effort && left.nodeGap == right.nodeGap && left.rankGap == right.rankGap
        && std::equal(left.clusters.begin(), left.clusters.end(), right.clusters.begin(), right.clusters.end(),
                      sameCluster)
        && std::equal(left.nodes.begin(), left.nodes.end(), right.nodes.begin(), right.nodes.end(), sameNode)
        && std::equal(left.edges.begin(), left.edges.end(), right.edges.begin(), right.edges.end(), sameEdge);
}

QByteArray encode(const LayoutRequest &request)
{
    QByteArray bytes;
    QCborStreamWriter cbor(&bytes);
    cbor.startArray(7);
    cbor.append(kVersion);
    cbor.append(request.effort);
    cbor.append(request.nodeGap);
    cbor.append(request.rankGap);
    cbor.startArray(quint64(request.clusters.size()));
    for (const LayoutRequest::Cluster &cluster : request.clusters) {
        cbor.startArray(3);
        cbor.append(cluster.parent);
        write(cbor, cluster.title);
        cbor.endArray();
    }
    cbor.endArray();
    cbor.startArray(quint64(request.nodes.size()));
    for (const LayoutRequest::Node &node : request.nodes) {
        cbor.startArray(node.pin ? 5 : 3);
        write(cbor, node.size);
        cbor.append(node.cluster);
        if (node.pin) {
            cbor.append(node.pin->x());
            cbor.append(node.pin->y());
        }
        cbor.endArray();
    }
    cbor.endArray();
    cbor.startArray(quint64(request.edges.size()));
    for (const LayoutRequest::Edge &edge : request.edges) {
        cbor.startArray(5);
        cbor.append(edge.tail);
        cbor.append(edge.head);
        write(cbor, edge.label);
        cbor.append(edge.weight);
        cbor.endArray();
    }
    cbor.endArray();
    cbor.endArray();
    return bytes;
}

QByteArray encode(const LayoutResult &result)
{
    QByteArray bytes;
    QCborStreamWriter cbor(&bytes);
    cbor.startArray(5);
    cbor.append(kVersion);
    cbor.startArray(2);
    cbor.append(result.bounds.width());
    cbor.append(result.bounds.height());
    cbor.endArray();
    write(cbor, result.clusters);
    write(cbor, result.nodes);
    cbor.startArray(quint64(result.edges.size()));
    for (const LayoutResult::Edge &edge : result.edges) {
        cbor.startArray(6);
        write(cbor, edge.label);
        write(cbor, edge.fromTail);
        write(cbor, edge.toHead);
        cbor.endArray();
    }
    cbor.endArray();
    cbor.endArray();
    return bytes;
}

Result<LayoutRequest> decodeRequest(const QByteArray &bytes)
{
    Reader reader(bytes);
    LayoutRequest request;
    reader.beginArrayOf(7);
    reader.integer(kVersion, kVersion);
    request.effort = reader.integer(1, kMaxEffort);
    request.nodeGap = reader.number(0, kMaxSize);
    request.rankGap = reader.number(0, kMaxSize);
    const qint64 clusters = reader.beginArray(kMaxClusters);
    for (qint64 i = 0; i < clusters && !reader.failed(); ++i) {
        LayoutRequest::Cluster cluster;
        reader.beginArrayOf(3);
        cluster.parent = reader.integer(-1, i - 1);
        cluster.title = reader.size();
        reader.endArray();
        request.clusters << cluster;
    }
    reader.endArray();
    const qint64 nodes = reader.beginArray(kMaxNodes);
    for (qint64 i = 0; i < nodes && !reader.failed(); ++i) {
        LayoutRequest::Node node;
        const qint64 parts = reader.beginArray(5);
        if (parts != 3 && parts != 5)
            reader.fail();
        node.size = reader.fullSize();
        node.cluster = reader.integer(-1, clusters - 1);
        if (parts == 5) {
            const double x = reader.number(0, kMaxPin);
            const double y = reader.number(0, kMaxPin);
            node.pin = QPointF(x, y);
        }
        reader.endArray();
        request.nodes << node;
    }
    reader.endArray();
    const qint64 edges = reader.beginArray(kMaxEdges);
    for (qint64 i = 0; i < edges && !reader.failed(); ++i) {
        LayoutRequest::Edge edge;
        reader.beginArrayOf(5);
        edge.tail = reader.integer(0, nodes - 1);
        edge.head = reader.integer(0, nodes - 1);
        edge.label = reader.size();
        edge.weight = reader.integer(0, kMaxWeight);
        reader.endArray();
        request.edges << edge;
    }
    reader.endArray();
    reader.endArray();
    if (!reader.atEnd())
        return failure(malformed(QCoreApplication::translate(
            "portolan::Layout", "The layout request is malformed or larger than allowed.")));
    return request;
}

Result<LayoutResult> decodeResult(const QByteArray &bytes, const LayoutRequest &request)
{
    Reader reader(bytes);
    LayoutResult result;
    reader.beginArrayOf(5);
    reader.integer(kVersion, kVersion);
    reader.beginArrayOf(2);
    const double width = reader.number(0, kMaxPlace);
    const double height = reader.number(0, kMaxPlace);
    result.bounds = QSizeF(width, height);
    reader.endArray();
    reader.beginArrayOf(request.clusters.size());
    for (qsizetype i = 0; i < request.clusters.size() && !reader.failed(); ++i) {
        reader.beginArrayOf(4);
        result.clusters << reader.rect();
        reader.endArray();
    }
    reader.endArray();
    reader.beginArrayOf(request.nodes.size());
    for (qsizetype i = 0; i < request.nodes.size() && !reader.failed(); ++i) {
        reader.beginArrayOf(4);
        result.nodes << reader.rect();
        reader.endArray();
        if (!isNear(result.nodes.last().size(), request.nodes.at(i).size))
            reader.fail();
    }
    reader.endArray();
    reader.beginArrayOf(request.edges.size());
    for (qsizetype i = 0; i < request.edges.size() && !reader.failed(); ++i) {
        const LayoutRequest::Edge &asked = request.edges.at(i);
        const bool hasLabel = !asked.label.isEmpty();
        LayoutResult::Edge edge;
        reader.beginArrayOf(6);
        edge.label = reader.rect();
        edge.fromTail = reader.curve();
        edge.toHead = reader.curve();
        reader.endArray();
        if (!isNear(edge.label.size(), hasLabel ? asked.label : QSizeF(0, 0))
            || edge.toHead.isEmpty() != (!hasLabel || asked.tail == asked.head)
            || (edge.fromTail.isEmpty() && (hasLabel || asked.tail != asked.head)))
            reader.fail();
        result.edges << edge;
    }
    reader.endArray();
    reader.endArray();
    if (!reader.atEnd())
        return failure(malformed(
            QCoreApplication::translate("portolan::Layout", "The layout's answer is malformed or incomplete.")));
    return result;
}

} // namespace portolan
