// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/layoutprotocol.h"

#include <QCborArray>
#include <QCborValue>
#include <QTest>

#include <limits>

using namespace portolan;

namespace {

LayoutRequest smallRequest()
{
    LayoutRequest request;
    request.effort = 35;
    request.nodeGap = 20.5;
    request.clusters << LayoutRequest::Cluster{-1, QSizeF(120.25, 20)} << LayoutRequest::Cluster{0, {}};
    request.nodes << LayoutRequest::Node{QSizeF(150, 44.5), 0}
                  << LayoutRequest::Node{QSizeF(90, 44), 1, QPointF(12.5, 40)}
                  << LayoutRequest::Node{QSizeF(10, 10), -1};
    request.edges << LayoutRequest::Edge{0, 1, QSizeF(80, 40), 3} << LayoutRequest::Edge{1, 1, QSizeF(80, 40), 1}
                  << LayoutRequest::Edge{2, 0, {}, 0};
    return request;
}

LayoutResult smallResult()
{
    LayoutResult result;
    result.bounds = QSizeF(600, 200);
    result.clusters << QRectF(0, 0, 500, 200) << QRectF(300, 20, 200, 150);
    result.nodes << QRectF(10, 30, 150, 44.5) << QRectF(310, 30, 90, 44) << QRectF(550, 30, 10, 10);
    LayoutResult::Edge labelled;
    labelled.label = QRectF(200, 30, 80, 40);
    labelled.fromTail << QPointF(160, 50) << QPointF(170, 50) << QPointF(190, 50) << QPointF(200, 50);
    labelled.toHead << QPointF(280, 50) << QPointF(290, 51) << QPointF(300, 52) << QPointF(305, 53) << QPointF(306, 54)
                    << QPointF(308, 55) << QPointF(310, 56);
    LayoutResult::Edge loop;
    loop.label = QRectF(410, 30, 80, 40);
    loop.fromTail << QPointF(400, 50) << QPointF(403, 50) << QPointF(407, 50) << QPointF(410, 50);
    LayoutResult::Edge plain;
    plain.fromTail << QPointF(550, 35) << QPointF(400, 10) << QPointF(300, 10) << QPointF(160, 35);
    result.edges << labelled << loop << plain;
    return result;
}

bool isSame(const LayoutResult &left, const LayoutResult &right)
{
    return encode(left) == encode(right);
}

/// The CBOR of a value that was changed at a place given by indexes.
QByteArray changed(const QByteArray &bytes, const QList<int> &place, const QCborValue &replacement)
{
    const std::function<QCborValue(const QCborValue &, qsizetype)> change = [&](const QCborValue &value,
                                                                                qsizetype depth) -> QCborValue {
        if (depth == place.size())
            return replacement;
        QCborArray array = value.toArray();
        array[place[depth]] = change(array.at(place[depth]), depth + 1);
        return array;
    };
    return change(QCborValue::fromCbor(bytes), 0).toCbor();
}

} // namespace

class TestLayoutCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsBackWhatItWrote();
    void readsBackNothing();
    void tellsRequestsApart();
    void refusesEachTruncation();
    void refusesWhatFollows();
    void refusesGarbage();
    void refusesOtherRequests_data();
    void refusesOtherRequests();
    void refusesOtherResults_data();
    void refusesOtherResults();
    void refusesResultsOfOtherRequests();
    void refusesLongArraysAtOnce();
    void framesComeWholeOrNotAtAll();
    void refusesLongFrames();
    void answersKeepTheirSentence();
    void answersOfOtherShapesAreGarbage();
};

void TestLayoutCodec::readsBackWhatItWrote()
{
    const LayoutRequest request = smallRequest();
    const Result<LayoutRequest> read = decodeRequest(encode(request));
    QVERIFY(read.has_value());
    QVERIFY(*read == request);
    QCOMPARE(read->clusters.at(1).title, QSizeF());
    QCOMPARE(read->nodes.at(1).cluster, 1);
    QVERIFY(read->nodes.at(1).pin == QPointF(12.5, 40));
    QVERIFY(!read->nodes.at(0).pin);
    QCOMPARE(read->effort, 35);

    const Result<LayoutResult> result = decodeResult(encode(smallResult()), request);
    QVERIFY(result.has_value());
    QVERIFY(isSame(*result, smallResult()));
    QCOMPARE(result->edges.at(0).toHead.size(), 7);
    QCOMPARE(result->bounds, QSizeF(600, 200));
}

void TestLayoutCodec::readsBackNothing()
{
    const Result<LayoutRequest> read = decodeRequest(encode(LayoutRequest()));
    QVERIFY(read.has_value());
    QVERIFY(*read == LayoutRequest());
    LayoutResult empty;
    empty.bounds = QSizeF(0, 0);
    QVERIFY(decodeResult(encode(empty), LayoutRequest()).has_value());
}

void TestLayoutCodec::tellsRequestsApart()
{
    LayoutRequest other = smallRequest();
    other.edges[0].weight = 2;
    QVERIFY(!(other == smallRequest()));
    other = smallRequest();
    other.nodes[0].size.rwidth() += 0.001;
    QVERIFY(!(other == smallRequest()));
    other = smallRequest();
    other.clusters[1].parent = -1;
    QVERIFY(!(other == smallRequest()));
    other = smallRequest();
    other.nodes[1].pin->rx() += 1;
    QVERIFY(!(other == smallRequest()));
    other = smallRequest();
    other.nodes[1].pin.reset();
    QVERIFY(!(other == smallRequest()));
    other = smallRequest();
    other.effort = 100;
    QVERIFY(!(other == smallRequest()));
    other = smallRequest();
    other.nodes.removeLast();
    QVERIFY(!(other == smallRequest()));
}

void TestLayoutCodec::refusesEachTruncation()
{
    const QByteArray request = encode(smallRequest());
    for (qsizetype length = 0; length < request.size(); ++length)
        QVERIFY2(!decodeRequest(request.left(length)), QByteArray::number(length).constData());
    const QByteArray result = encode(smallResult());
    for (qsizetype length = 0; length < result.size(); ++length)
        QVERIFY2(!decodeResult(result.left(length), smallRequest()), QByteArray::number(length).constData());
    const QByteArray answer = encodeAnswer(smallResult());
    for (qsizetype length = 0; length < answer.size(); ++length)
        QVERIFY2(!decodeAnswer(answer.left(length), smallRequest()), QByteArray::number(length).constData());
}

void TestLayoutCodec::refusesWhatFollows()
{
    QVERIFY(!decodeRequest(encode(smallRequest()) + '\0'));
    QVERIFY(!decodeResult(encode(smallResult()) + encode(smallResult()), smallRequest()));
    QVERIFY(!decodeAnswer(encodeAnswer(smallResult()) + 'x', smallRequest()));
}

void TestLayoutCodec::refusesGarbage()
{
    quint32 state = 12345;
    for (int round = 0; round < 2000; ++round) {
        QByteArray request = encode(smallRequest());
        QByteArray answer = encodeAnswer(smallResult());
        for (int i = 0; i < 4; ++i) {
            state = state * 1664525U + 1013904223U;
            request[qsizetype(state >> 8) % request.size()] = char(state);
            answer[qsizetype(state >> 8) % answer.size()] = char(state);
        }
        // What is still well-formed after that must still be in range.
        if (const Result<LayoutRequest> read = decodeRequest(request)) {
            for (const LayoutRequest::Edge &edge : read->edges)
                QVERIFY(edge.tail >= 0 && edge.tail < read->nodes.size() && edge.head >= 0
                        && edge.head < read->nodes.size());
        }
        if (const Result<LayoutResult> read = decodeAnswer(answer, smallRequest()))
            QCOMPARE(read->nodes.size(), 3);
    }
    QCOMPARE(decodeRequest(QByteArray(1000, '\x9f')).error().first().code, ErrorCode::BadValue);
    QVERIFY(!decodeAnswer(QByteArray(100'000, '\x81'), smallRequest()));
}

void TestLayoutCodec::refusesOtherRequests_data()
{
    QTest::addColumn<QList<int>>("place");
    QTest::addColumn<QCborValue>("value");
    const auto row = [](const char *name, const QList<int> &place, const QCborValue &value) {
        QTest::newRow(name) << place << value;
    };
    row("a map instead of it all", {}, QCborMap());
    row("another version", {0}, 1);
    row("no effort", {1}, 0);
    row("more than all effort", {1}, 101);
    row("a gap that is a whole number", {2}, 18);
    row("a gap below zero", {2}, -1.5);
    row("an infinite gap", {3}, std::numeric_limits<double>::infinity());
    row("clusters as text", {4}, QStringLiteral("none"));
    row("a cluster inside itself", {4, 1, 0}, 1);
    row("a cluster inside a later one", {4, 0, 0}, 1);
    row("a cluster inside -2", {4, 0, 0}, -2);
    row("a cluster index of 64 bits", {4, 1, 0}, QCborValue(std::numeric_limits<qint64>::max()));
    row("a title that is half there", {4, 0, 1}, 0.0);
    row("a node without width", {5, 0, 0}, 0.0);
    row("a node that is not a number wide", {5, 0, 0}, std::numeric_limits<double>::quiet_NaN());
    row("a node too wide", {5, 0, 0}, 1e6);
    row("a node of negative height", {5, 0, 1}, -44.0);
    row("a node in a cluster that is not there", {5, 0, 2}, 2);
    row("a node that is too long", {5, 0}, QCborArray{1.0, 1.0, -1, 0});
    row("a node that is too short", {5, 0}, QCborArray{1.0, 1.0});
    row("a pin without its height", {5, 2}, QCborArray{10.0, 10.0, -1, 5.0});
    row("a pin left of all", {5, 1, 3}, -0.5);
    row("a pin far away", {5, 1, 4}, 20'001.0);
    row("a pin nowhere", {5, 1, 4}, std::numeric_limits<double>::quiet_NaN());
    row("an edge from nowhere", {6, 0, 0}, 3);
    row("an edge to -1", {6, 0, 1}, -1);
    row("a weight below zero", {6, 0, 4}, -1);
    row("a weight beyond reason", {6, 0, 4}, 1'000'000);
    row("a label without height", {6, 0, 3}, 0.0);
    row("null for an edge", {6, 0}, QCborValue(nullptr));
}

void TestLayoutCodec::refusesOtherRequests()
{
    QFETCH(QList<int>, place);
    QFETCH(QCborValue, value);
    const Result<LayoutRequest> read = decodeRequest(changed(encode(smallRequest()), place, value));
    QVERIFY(!read);
    QCOMPARE(read.error().first().code, ErrorCode::BadValue);
    QVERIFY(!read.error().first().detail.isEmpty());
}

void TestLayoutCodec::refusesOtherResults_data()
{
    QTest::addColumn<QList<int>>("place");
    QTest::addColumn<QCborValue>("value");
    const auto row = [](const char *name, const QList<int> &place, const QCborValue &value) {
        QTest::newRow(name) << place << value;
    };
    row("another version", {0}, 0);
    row("infinite bounds", {1, 0}, std::numeric_limits<double>::infinity());
    row("bounds of three numbers", {1}, QCborArray{1.0, 2.0, 3.0});
    row("a cluster less", {2}, QCborArray{QCborArray{0.0, 0.0, 1.0, 1.0}});
    row("a node of another size", {3, 0, 2}, 151.0);
    row("a node nowhere", {3, 0, 0}, std::numeric_limits<double>::quiet_NaN());
    row("a node far out", {3, 0, 1}, 1e12);
    row("an edge less", {4}, QCborArray());
    row("a label of another size", {4, 0, 2}, 10.0);
    row("a label where none was asked for", {4, 2, 2}, 10.0);
    row("no line to the label", {4, 0, 4}, QCborArray());
    row("no line from the label", {4, 0, 5}, QCborArray());
    row("a line from a loop's label", {4, 1, 5}, QCborArray{0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0});
    row("no line at all", {4, 2, 4}, QCborArray());
    row("a curve of one point", {4, 0, 4}, QCborArray{0.0, 0.0});
    row("a curve of three points", {4, 0, 4}, QCborArray{0.0, 0.0, 1.0, 1.0, 2.0, 2.0});
    row("a curve of half a point more", {4, 0, 4}, QCborArray{0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0});
    row("a curve through infinity", {4, 0, 4, 3}, -std::numeric_limits<double>::infinity());
}

void TestLayoutCodec::refusesOtherResults()
{
    QFETCH(QList<int>, place);
    QFETCH(QCborValue, value);
    QVERIFY(!decodeResult(changed(encode(smallResult()), place, value), smallRequest()));
}

void TestLayoutCodec::refusesResultsOfOtherRequests()
{
    QVERIFY(!decodeResult(encode(smallResult()), LayoutRequest()));
    LayoutRequest other = smallRequest();
    other.nodes.swapItemsAt(0, 1);
    QVERIFY(!decodeResult(encode(smallResult()), other));
    other = smallRequest();
    other.edges[2].label = QSizeF(10, 10);
    QVERIFY(!decodeResult(encode(smallResult()), other));
}

void TestLayoutCodec::refusesLongArraysAtOnce()
{
    // [1, 18.0, 34.0, an array that says it holds 2^62 clusters
    const QByteArray bytes = QByteArray::fromHex("8601fb4032000000000000fb40410000000000009b4000000000000000");
    QVERIFY(!decodeRequest(bytes));
    // … and one that does not say how many.
    QVERIFY(!decodeRequest(QByteArray::fromHex("8601fb4032000000000000fb40410000000000009fff8080")));
    LayoutRequest request;
    request.nodes = QList<LayoutRequest::Node>(200'001, LayoutRequest::Node{QSizeF(1, 1), -1});
    QVERIFY(!decodeRequest(encode(request)));
}

void TestLayoutCodec::framesComeWholeOrNotAtAll()
{
    const QByteArray first = encode(smallRequest());
    const QByteArray second("second");
    const QByteArray stream = frame(first) + frame(second) + frame(QByteArray());
    QByteArray buffer;
    QList<QByteArray> taken;
    for (const char byte : stream) {
        QVERIFY(bytesMissing(buffer) > 0);
        buffer += byte;
        const Result<std::optional<QByteArray>> result = takeFrame(buffer);
        QVERIFY(result.has_value());
        if (result->has_value())
            taken << **result;
    }
    QCOMPARE(taken, (QList<QByteArray>{first, second, QByteArray()}));
    QVERIFY(buffer.isEmpty());
}

void TestLayoutCodec::refusesLongFrames()
{
    QByteArray buffer = QByteArray::fromHex("ffffffff") + "text";
    QVERIFY(!takeFrame(buffer));
    buffer = QByteArray::fromHex("10000000");
    QVERIFY(takeFrame(buffer).has_value());
    buffer = QByteArray::fromHex("10000001");
    QVERIFY(!takeFrame(buffer));
}

void TestLayoutCodec::answersKeepTheirSentence()
{
    Error error;
    error.code = ErrorCode::LayoutFailed;
    error.detail = QStringLiteral("Two boxes overlap. <b>ÄÖ</b>");
    const Result<LayoutResult> answer = decodeAnswer(encodeAnswer(failure(error)), smallRequest());
    QVERIFY(!answer);
    QCOMPARE(answer.error().first().code, ErrorCode::LayoutFailed);
    QCOMPARE(answer.error().first().detail, error.detail);

    const Result<LayoutResult> result = decodeAnswer(encodeAnswer(smallResult()), smallRequest());
    QVERIFY(result.has_value());
    QVERIFY(isSame(*result, smallResult()));
}

void TestLayoutCodec::answersOfOtherShapesAreGarbage()
{
    const QByteArray result = encode(smallResult());
    for (const QCborValue &value :
         {QCborValue(QCborArray{true}), QCborValue(QCborArray{false, result}),
          QCborValue(QCborArray{true, QStringLiteral("no")}), QCborValue(QCborArray{1, result}),
          QCborValue(QCborArray{true, result, result}), QCborValue(true), QCborValue(QCborArray{true, QByteArray()})}) {
        const Result<LayoutResult> answer = decodeAnswer(value.toCbor(), smallRequest());
        QVERIFY(!answer);
        QCOMPARE(answer.error().first().code, ErrorCode::BadValue);
    }
}

QTEST_GUILESS_MAIN(TestLayoutCodec)
#include "tst_layoutcodec.moc"
