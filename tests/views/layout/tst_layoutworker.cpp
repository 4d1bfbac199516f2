// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/layoutprotocol.h"

#include <QProcess>
#include <QTest>

#include <cmath>
#include <random>

using namespace portolan;
using Request = LayoutRequest;

namespace {

constexpr int kPatience = 60'000; // ms
constexpr int kSeeds = 100;
constexpr double kBorder = 1; // scene points: a border's width
constexpr double kExact = 0.05;

/// The program itself, spoken to as the service does.
class Worker
{
public:
    Worker()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
        m_process.setProcessEnvironment(environment);
        m_process.start(QStringLiteral(PORTOLAN_LAYOUT), QStringList());
    }

    ~Worker()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(kPatience);
    }
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    QByteArray answerTo(const QByteArray &payload)
    {
        m_process.write(frame(payload));
        QByteArray buffer;
        for (;;) {
            const Result<std::optional<QByteArray>> taken = takeFrame(buffer);
            if (!taken)
                return {};
            if (taken->has_value())
                return **taken;
            if (!m_process.bytesAvailable() && !m_process.waitForReadyRead(kPatience))
                return {};
            buffer += m_process.readAllStandardOutput();
        }
    }
    Result<LayoutResult> place(const Request &request) { return decodeAnswer(answerTo(encode(request)), request); }
    QProcess &process() { return m_process; }

private:
    QProcess m_process;
};

class Random
{
public:
    explicit Random(unsigned seed) : m_engine(seed) { }
    int operator()(int low, int high) { return low + int(m_engine() % unsigned(high - low + 1)); }

private:
    std::mt19937 m_engine;
};

/// Nested clusters, some of them empty; edges parallel, back, across, onto themselves, with and without labels.
Request randomRequest(unsigned seed)
{
    Random random(seed);
    Request request;
    request.nodeGap = random(6, 30);
    request.rankGap = random(12, 50);
    const int clusters = random(0, 7);
    for (int i = 0; i < clusters; ++i) {
        const int parent = random(0, 2) == 0 ? random(-1, i - 1) : -1;
        request.clusters << Request::Cluster{parent,
                                             random(0, 3) ? QSizeF(random(10, 300) + 0.5, random(8, 50)) : QSizeF()};
    }
    const int nodes = random(1, 24);
    for (int i = 0; i < nodes; ++i)
        request.nodes << Request::Node{QSizeF(random(20, 240) + 0.37, random(12, 140) + 0.21),
                                       random(-1, clusters - 1)};
    const int edges = random(0, 40);
    for (int i = 0; i < edges; ++i) {
        Request::Edge edge;
        edge.tail = random(0, nodes - 1);
        edge.head = random(0, 5) ? random(0, nodes - 1) : edge.tail;
        if (i > 0 && random(0, 4) == 0) {
            edge.tail = request.edges.last().head;
            edge.head = request.edges.last().tail;
        } else if (i > 0 && random(0, 4) == 0) {
            edge = request.edges.last();
        }
        edge.label = random(0, 3) ? QSizeF(random(10, 170) + 0.4, random(8, 50) + 0.1) : QSizeF();
        edge.weight = random(0, 4);
        request.edges << edge;
    }
    return request;
}

bool contains(const QRectF &outer, const QRectF &inner)
{
    return inner.left() >= outer.left() - kExact && inner.top() >= outer.top() - kExact
        && inner.right() <= outer.right() + kExact && inner.bottom() <= outer.bottom() + kExact;
}

bool overlap(const QRectF &a, const QRectF &b)
{
    return a.left() < b.right() - kExact && b.left() < a.right() - kExact && a.top() < b.bottom() - kExact
        && b.top() < a.bottom() - kExact;
}

bool isOnBorder(const QRectF &box, const QPointF &point)
{
    const double x = std::max(box.left() - point.x(), point.x() - box.right());
    const double y = std::max(box.top() - point.y(), point.y() - box.bottom());
    return std::abs(std::max(x, y)) <= kExact;
}

QPointF pointAt(const LayoutResult::Curve &curve, qsizetype first, double t)
{
    const double s = 1 - t;
    return curve[first] * (s * s * s) + curve[first + 1] * (3 * s * s * t) + curve[first + 2] * (3 * s * t * t)
        + curve[first + 3] * (t * t * t);
}

bool runsThrough(const LayoutResult::Curve &curve, const QRectF &box)
{
    const QRectF inside = box.adjusted(kBorder, kBorder, -kBorder, -kBorder);
    constexpr int kSamples = 200;
    for (qsizetype first = 0; first + 3 < curve.size(); first += 3) {
        for (int i = 0; i <= kSamples; ++i) {
            const QPointF point = pointAt(curve, first, double(i) / kSamples);
            if (point.x() > inside.left() && point.x() < inside.right() && point.y() > inside.top()
                && point.y() < inside.bottom())
                return true;
        }
    }
    return false;
}

/// Whether `inner` is `outer` or lies in it.
bool holds(const Request &request, int outer, int inner)
{
    for (; inner >= 0; inner = request.clusters.at(inner).parent) {
        if (inner == outer)
            return true;
    }
    return false;
}

/// The first promise of the contract that the picture breaks; empty: none.
QByteArray broken(const Request &request, const LayoutResult &result)
{
    const QRectF sheet(QPointF(0, 0), result.bounds);
    for (int i = 0; i < request.clusters.size(); ++i) {
        const Request::Cluster &cluster = request.clusters.at(i);
        if (!contains(cluster.parent < 0 ? sheet : result.clusters.at(cluster.parent), result.clusters.at(i)))
            return "a cluster outside its own";
        if (!cluster.title.isEmpty()
            && (result.clusters.at(i).width() < cluster.title.width()
                || result.clusters.at(i).height() < cluster.title.height()))
            return "a cluster without room for its title";
        for (int k = 0; k < i; ++k) {
            if (!holds(request, k, i) && !holds(request, i, k) && overlap(result.clusters.at(i), result.clusters.at(k)))
                return "two clusters overlap";
        }
    }
    for (int i = 0; i < request.nodes.size(); ++i) {
        const QRectF node = result.nodes.at(i);
        if (!contains(sheet, node))
            return "a node outside the bounds";
        for (int cluster = 0; cluster < request.clusters.size(); ++cluster) {
            const QRectF around = result.clusters.at(cluster);
            const bool isHome = holds(request, cluster, request.nodes.at(i).cluster);
            if (isHome ? !contains(around, node) : overlap(around, node))
                return "a node outside its cluster or in another";
            const QSizeF title = request.clusters.at(cluster).title;
            if (isHome && !title.isEmpty() && overlap(QRectF(around.topLeft(), title), node))
                return "a node on a title";
        }
        for (int k = 0; k < i; ++k) {
            if (overlap(node, result.nodes.at(k)))
                return "two nodes overlap";
        }
    }
    for (int i = 0; i < request.edges.size(); ++i) {
        const Request::Edge &asked = request.edges.at(i);
        const LayoutResult::Edge &edge = result.edges.at(i);
        if (!asked.label.isEmpty()) {
            if (!contains(sheet, edge.label))
                return "a label outside the bounds";
            for (int cluster = 0; cluster < request.clusters.size(); ++cluster) {
                const bool isCommon = holds(request, cluster, request.nodes.at(asked.tail).cluster)
                    && holds(request, cluster, request.nodes.at(asked.head).cluster);
                if (isCommon ? !contains(result.clusters.at(cluster), edge.label)
                             : overlap(result.clusters.at(cluster), edge.label))
                    return "a label outside its cluster or in another";
            }
            for (const QRectF &node : result.nodes) {
                if (overlap(edge.label, node))
                    return "a label on a node";
            }
            for (int k = 0; k < i; ++k) {
                if (!result.edges.at(k).label.isEmpty() && overlap(edge.label, result.edges.at(k).label))
                    return "a label on a label";
            }
        }
        const QRectF tail = result.nodes.at(asked.tail);
        const QRectF head = result.nodes.at(asked.head);
        const QRectF middle = edge.label.isEmpty() ? head : edge.label;
        if (!edge.fromTail.isEmpty()
            && (!isOnBorder(tail, edge.fromTail.first()) || !isOnBorder(middle, edge.fromTail.last())))
            return "a line that does not start at its tail or end at its label or head";
        if (!edge.toHead.isEmpty()
            && (!isOnBorder(middle, edge.toHead.first()) || !isOnBorder(head, edge.toHead.last())))
            return "a line that does not start at its label or end at its head";
        for (const LayoutResult::Curve &curve : {edge.fromTail, edge.toHead}) {
            for (const QPointF &end : curve) {
                if (!std::isfinite(end.x()) || !std::isfinite(end.y()))
                    return "a line to nowhere";
            }
            for (const QRectF &node : result.nodes) {
                if (runsThrough(curve, node))
                    return "a line through a node";
            }
            for (const LayoutResult::Edge &other : result.edges) {
                if (!other.label.isEmpty() && runsThrough(curve, other.label))
                    return "a line through a label";
            }
        }
    }
    return {};
}

bool isPinned(const Request &request, const LayoutResult &result, int node)
{
    const int cluster = request.nodes.at(node).cluster;
    const QPointF corner = cluster < 0 ? QPointF(0, 0) : result.clusters.at(cluster).topLeft();
    const QPointF off = result.nodes.at(node).topLeft() - corner - *request.nodes.at(node).pin;
    return std::hypot(off.x(), off.y()) < kExact;
}

/// Sites with a row of servers each, everything joined inside, hubs joined across.
Request organisation(int sites)
{
    Request request;
    for (int site = 0; site < sites; ++site) {
        request.clusters << Request::Cluster{-1, QSizeF(150, 20)};
        const int first = int(request.nodes.size());
        for (const double width : {140, 200, 150, 130})
            request.nodes << Request::Node{QSizeF(width, 44), site};
        request.edges << Request::Edge{first, first + 1, QSizeF(140, 40), 3}
                      << Request::Edge{first + 1, first + 2, QSizeF(150, 40), 3}
                      << Request::Edge{first + 1, first + 3, QSizeF(110, 40), 3}
                      << Request::Edge{first + 2, first + 2, QSizeF(120, 40), 3};
        if (site > 0)
            request.edges << Request::Edge{1, first + 1, QSizeF(120, 40), 1};
    }
    return request;
}

} // namespace

class TestLayoutWorker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void keepsItsPromisesForAnyGraph();
    void keepsItsPromisesForManyServers();
    void keepsPins_data();
    void keepsPins();
    void keepsPinsOnTheirPlacesExactly();
    void separatesPinsThatOverlap();
    void movesNothingThatIsInNobodysWay();
    void placesNothing();
    void placesASingleNode();
    void placesEmptyClusters();
    void packsWhatNothingJoins();
    void placesLabelsOnTheWay();
    void flowsFromLeftToRight();
    void staysNearAPagesShape();
    void givesTheSameBytesEachTime();
    void answersGarbageWithASentence();
    void endsWhenItsInputEnds();
    void endsAtAFrameThatIsTooLong();
};

void TestLayoutWorker::keepsItsPromisesForAnyGraph()
{
    Worker worker;
    for (unsigned seed = 1; seed <= kSeeds; ++seed) {
        const Request request = randomRequest(seed);
        const Result<LayoutResult> result = worker.place(request);
        const QByteArray which = "seed " + QByteArray::number(seed) + ": ";
        QVERIFY2(result.has_value(),
                 (which + (result ? QByteArray() : result.error().first().detail.toUtf8())).constData());
        const QByteArray fault = broken(request, *result);
        QVERIFY2(fault.isEmpty(), (which + fault).constData());
    }
}

void TestLayoutWorker::keepsItsPromisesForManyServers()
{
    const Request request = organisation(30);
    QVERIFY(request.nodes.size() > 100);
    const Result<LayoutResult> result = Worker().place(request);
    QVERIFY(result.has_value());
    QCOMPARE(broken(request, *result), QByteArray());
}

void TestLayoutWorker::keepsPins_data()
{
    QTest::addColumn<unsigned>("first");
    for (unsigned first = 1; first <= kSeeds; first += 25)
        QTest::addRow("from seed %u", first) << first;
}

void TestLayoutWorker::keepsPins()
{
    QFETCH(unsigned, first);
    Worker worker;
    for (unsigned seed = first; seed < first + 25; ++seed) {
        Request request = randomRequest(seed);
        request.effort = 10;
        // As charts have it: where boxes are closer, a line may find no way to its end.
        request.nodeGap = 18;
        request.rankGap = 34;
        Random random(seed + 1000);
        QList<int> firstInCluster(request.clusters.size() + 1, -1);
        for (int i = 0; i < request.nodes.size(); ++i) {
            Request::Node &node = request.nodes[i];
            if (random(0, 3) > 0)
                continue;
            // Below any title.
            node.pin = QPointF(random(0, 700), random(60, 500));
            if (firstInCluster[node.cluster + 1] < 0)
                firstInCluster[node.cluster + 1] = i;
        }
        const Result<LayoutResult> result = worker.place(request);
        const QByteArray which = "seed " + QByteArray::number(seed) + ": ";
        QVERIFY2(result.has_value(),
                 (which + (result ? QByteArray() : result.error().first().detail.toUtf8())).constData());
        const QByteArray fault = broken(request, *result);
        QVERIFY2(fault.isEmpty(), (which + fault).constData());
        for (const int node : firstInCluster) {
            if (node >= 0)
                QVERIFY2(isPinned(request, *result, node), (which + QByteArray::number(node)).constData());
        }
    }
}

void TestLayoutWorker::keepsPinsOnTheirPlacesExactly()
{
    Request request = organisation(3);
    request.nodes << Request::Node{QSizeF(120, 44), -1} << Request::Node{QSizeF(120, 44), -1};
    request.edges << Request::Edge{0, 12, QSizeF(90, 30), 1} << Request::Edge{12, 13, {}, 1};
    request.nodes[1].pin = QPointF(37.25, 310.5);
    request.nodes[2].pin = QPointF(900, 24);
    request.nodes[6].pin = QPointF(0, 40);
    request.nodes[12].pin = QPointF(0, 0);
    request.nodes[13].pin = QPointF(1500, 1200);
    const Result<LayoutResult> result = Worker().place(request);
    QVERIFY(result.has_value());
    QCOMPARE(broken(request, *result), QByteArray());
    for (const int node : {1, 2, 6, 12, 13})
        QVERIFY2(isPinned(request, *result, node), QByteArray::number(node).constData());
}

void TestLayoutWorker::separatesPinsThatOverlap()
{
    Request request = organisation(1);
    request.nodes[0].pin = request.nodes[1].pin = request.nodes[3].pin = QPointF(200, 200);
    request.nodes[2].pin = QPointF(0, 0); // on the title
    const Result<LayoutResult> result = Worker().place(request);
    QVERIFY(result.has_value());
    QCOMPARE(broken(request, *result), QByteArray());
    QVERIFY(isPinned(request, *result, 0));
    QVERIFY(!isPinned(request, *result, 1));
    QVERIFY(!isPinned(request, *result, 3));
    const QPointF moved = result->nodes.at(1).center() - result->nodes.at(0).center();
    QVERIFY2(std::hypot(moved.x(), moved.y()) < 120, "the later one is not near");
}

void TestLayoutWorker::movesNothingThatIsInNobodysWay()
{
    Request request = organisation(3);
    Worker worker;
    const Result<LayoutResult> before = worker.place(request);
    QVERIFY(before.has_value());
    // Where it is already, and below all others of its site.
    request.nodes[0].pin = before->nodes.at(0).topLeft() - before->clusters.at(0).topLeft();
    request.nodes[7].pin = QPointF(40, before->clusters.at(1).height() + 100);
    const Result<LayoutResult> after = worker.place(request);
    QVERIFY(after.has_value());
    QCOMPARE(broken(request, *after), QByteArray());
    for (int node = 0; node < request.nodes.size(); ++node) {
        if (node == 7)
            continue;
        const int cluster = request.nodes.at(node).cluster;
        const QPointF off = (after->nodes.at(node).topLeft() - after->clusters.at(cluster).topLeft())
            - (before->nodes.at(node).topLeft() - before->clusters.at(cluster).topLeft());
        QVERIFY2(std::hypot(off.x(), off.y()) < kExact, QByteArray::number(node).constData());
    }
    QVERIFY(after->clusters.at(1).height() > before->clusters.at(1).height() + 100);
}

void TestLayoutWorker::placesNothing()
{
    const Result<LayoutResult> result = Worker().place(Request());
    QVERIFY(result.has_value());
    QVERIFY(result->nodes.isEmpty());
    QCOMPARE(result->bounds, QSizeF(0, 0));
}

void TestLayoutWorker::placesASingleNode()
{
    Request request;
    request.nodes << Request::Node{QSizeF(151.3, 43.7), -1};
    const Result<LayoutResult> result = Worker().place(request);
    QVERIFY(result.has_value());
    QCOMPARE(broken(request, *result), QByteArray());
    QVERIFY(result->bounds.width() < 155 && result->bounds.height() < 47);
}

void TestLayoutWorker::placesEmptyClusters()
{
    Request request;
    request.clusters << Request::Cluster{-1, QSizeF(200, 24)} << Request::Cluster{0, QSizeF(90, 24)}
                     << Request::Cluster{-1, {}};
    const Result<LayoutResult> result = Worker().place(request);
    QVERIFY(result.has_value());
    QCOMPARE(broken(request, *result), QByteArray());
}

void TestLayoutWorker::packsWhatNothingJoins()
{
    Request request;
    for (int site = 0; site < 12; ++site) {
        request.clusters << Request::Cluster{-1, QSizeF(120, 20)};
        for (int i = 0; i < 12; ++i)
            request.nodes << Request::Node{QSizeF(150, 44), site};
    }
    for (int i = 0; i < 30; ++i)
        request.nodes << Request::Node{QSizeF(150, 44), -1};
    const Result<LayoutResult> result = Worker().place(request);
    QVERIFY(result.has_value());
    QCOMPARE(broken(request, *result), QByteArray());
    const double aspect = result->bounds.width() / result->bounds.height();
    QVERIFY2(aspect > 0.9 && aspect < 2.8, QByteArray::number(aspect).constData());
}

void TestLayoutWorker::placesLabelsOnTheWay()
{
    Request request;
    request.nodes << Request::Node{QSizeF(150, 44), -1} << Request::Node{QSizeF(150, 44), -1};
    request.edges << Request::Edge{0, 1, QSizeF(120, 40), 1} << Request::Edge{1, 1, QSizeF(90, 40), 1};
    const Result<LayoutResult> result = Worker().place(request);
    QVERIFY(result.has_value());
    QCOMPARE(broken(request, *result), QByteArray());
    const QRectF label = result->edges.at(0).label;
    QVERIFY(label.left() >= result->nodes.at(0).right() + request.rankGap - 1);
    QVERIFY(label.right() <= result->nodes.at(1).left() - request.rankGap + 1);
    QVERIFY(result->edges.at(1).toHead.isEmpty());
    QVERIFY(!result->edges.at(1).fromTail.isEmpty());
}

void TestLayoutWorker::flowsFromLeftToRight()
{
    Request request;
    for (int i = 0; i < 3; ++i)
        request.nodes << Request::Node{QSizeF(120, 44), -1};
    request.edges << Request::Edge{2, 0, {}, 1} << Request::Edge{0, 1, {}, 1};
    const Result<LayoutResult> result = Worker().place(request);
    QVERIFY(result.has_value());
    QVERIFY(result->nodes.at(2).right() < result->nodes.at(0).left());
    QVERIFY(result->nodes.at(0).right() < result->nodes.at(1).left());
    QCOMPARE(result->nodes.at(0).center().y(), result->nodes.at(1).center().y());
}

void TestLayoutWorker::staysNearAPagesShape()
{
    // A chain that dot alone makes a strip of eight columns and seven labels.
    Request request;
    for (int i = 0; i < 8; ++i)
        request.nodes << Request::Node{QSizeF(150, 44), -1};
    for (int i = 0; i + 1 < 8; ++i)
        request.edges << Request::Edge{i, i + 1, QSizeF(120, 40), 1};
    const Result<LayoutResult> result = Worker().place(request);
    QVERIFY(result.has_value());
    QCOMPARE(broken(request, *result), QByteArray());
    const double strip = (8 * 150 + 7 * 120 + 14 * request.rankGap) / 44;
    QVERIFY(result->bounds.width() / result->bounds.height() < strip / 4);
}

void TestLayoutWorker::givesTheSameBytesEachTime()
{
    Worker first;
    Worker second;
    for (unsigned seed = 200; seed < 210; ++seed) {
        const QByteArray bytes = encode(randomRequest(seed));
        const QByteArray answer = first.answerTo(bytes);
        QVERIFY(!answer.isEmpty());
        QCOMPARE(first.answerTo(bytes), answer);
        QCOMPARE(second.answerTo(bytes), answer);
    }
}

void TestLayoutWorker::answersGarbageWithASentence()
{
    Worker worker;
    for (const QByteArray &garbage :
         {QByteArray(), QByteArray("{}"), QByteArray(5000, '\xff'), encode(organisation(2)).chopped(1)}) {
        const Result<LayoutResult> answer = decodeAnswer(worker.answerTo(garbage), Request());
        QVERIFY(!answer);
        QCOMPARE(answer.error().first().code, ErrorCode::LayoutFailed);
        QVERIFY(!answer.error().first().detail.isEmpty());
    }
    QVERIFY(worker.place(organisation(2)).has_value());
}

void TestLayoutWorker::endsWhenItsInputEnds()
{
    Worker worker;
    QVERIFY(worker.place(organisation(2)).has_value());
    worker.process().closeWriteChannel();
    QVERIFY(worker.process().waitForFinished(kPatience));
    QCOMPARE(worker.process().exitStatus(), QProcess::NormalExit);
    QCOMPARE(worker.process().exitCode(), 0);
}

void TestLayoutWorker::endsAtAFrameThatIsTooLong()
{
    Worker worker;
    QVERIFY(worker.process().waitForStarted(kPatience));
    worker.process().write(QByteArray::fromHex("ffffffff"));
    QVERIFY(worker.process().waitForFinished(kPatience));
    QCOMPARE(worker.process().exitStatus(), QProcess::NormalExit);
    QVERIFY(!worker.process().readAllStandardError().isEmpty());
}

QTEST_GUILESS_MAIN(TestLayoutWorker)
#include "tst_layoutworker.moc"
