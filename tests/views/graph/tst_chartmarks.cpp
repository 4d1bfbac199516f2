// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/views/graph/smallcharts.h"
#include "views/graph/graphwidget.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array kChanges{Change::Added, Change::Removed, Change::Changed};

/// Where two pictures differ.
QRect difference(const QImage &one, const QImage &other)
{
    QRegion region;
    for (int y = 0; y < one.height(); ++y) {
        int left = 0;
        while (left < one.width() && one.pixel(left, y) == other.pixel(left, y))
            ++left;
        int right = one.width() - 1;
        while (right > left && one.pixel(right, y) == other.pixel(right, y))
            --right;
        if (left < one.width())
            region += QRect(QPoint(left, y), QPoint(right, y));
    }
    return region.boundingRect();
}

/// As on a printer without colours.
QImage printed(const QImage &image)
{
    return image.convertToFormat(QImage::Format_Grayscale8);
}

} // namespace

/// What stands over a chart's picture: signs of findings, bands and words of changes.
class TestChartMarks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_chart.reset(); }
    void aSignStandsAtTheCornerOfItsCard();
    void aSignStandsAtTheCornerOfItsBox();
    void signsDifferWithoutColour();
    void aSignKeepsItsSize();
    void aBoxSpeaksForCardsTooSmallForSigns();
    void textsGoIntoTheToolTip();
    void anotherChartHasNone();
    void aBandGoesAroundItsCard();
    void bandsOfLinesDifferByDash();
    void wordsDiffer();
    void wordsCoverNoText_data();
    void wordsCoverNoText();
    void smallChartsHaveSignsForWords();

private:
    QImage picture() const;
    QImage pictureWith(const ChartMarks &marks) const;
    QRect marked(const ChartMarks &marks) const;
    QRectF onScreen(const QRectF &scene) const;
    void zoomTo(double zoom) const;
    int node(const QString &server) const { return nodeOf(*m_placed.diagram, u"server:"_s + server); }
    int edgeInSight() const; ///< an edge whose label is, all of it

    PlacedDiagram m_placed;
    std::unique_ptr<GraphWidget> m_chart;
};

void TestChartMarks::initTestCase()
{
    m_placed = placedInARow(diagramOf(flowsOf(smallTopology()), Level::Servers));
}

void TestChartMarks::init()
{
    m_chart = std::make_unique<GraphWidget>();
    m_chart->setMinimapVisible(false);
    m_chart->resize(1200, 800);
    m_chart->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_chart.get()));
    m_chart->setDiagram(m_placed);
    QTRY_VERIFY(m_chart->isCrisp());
}

QImage TestChartMarks::picture() const
{
    return m_chart->grab().toImage().convertToFormat(QImage::Format_RGB32);
}

QImage TestChartMarks::pictureWith(const ChartMarks &marks) const
{
    m_chart->setMarks(marks);
    return picture();
}

/// Where a picture with the marks differs from one without.
QRect TestChartMarks::marked(const ChartMarks &marks) const
{
    const QImage plain = pictureWith({});
    return difference(plain, pictureWith(marks));
}

QRectF TestChartMarks::onScreen(const QRectF &scene) const
{
    return {m_chart->fromScene(scene.topLeft()), m_chart->fromScene(scene.bottomRight())};
}

/// As near as the steps of the keys come.
void TestChartMarks::zoomTo(double zoom) const
{
    m_chart->fit();
    while (m_chart->zoom() < zoom)
        m_chart->zoomIn();
    while (m_chart->zoom() > zoom)
        m_chart->zoomOut();
    QTRY_VERIFY(m_chart->isCrisp());
}

int TestChartMarks::edgeInSight() const
{
    for (int i = 0; i < m_placed.edges.size(); ++i) {
        if (m_chart->rect().adjusted(40, 40, -40, -40).contains(onScreen(m_placed.edges.at(i).pill).toAlignedRect()))
            return i;
    }
    qFatal("no line in sight");
    return -1;
}

void TestChartMarks::aSignStandsAtTheCornerOfItsCard()
{
    ChartMarks marks;
    marks.nodes.insert(node(u"mbx1"_s), {Severity::Error, u"S1: x"_s});
    const QRect sign = marked(marks);
    const QRectF card = onScreen(m_placed.nodes.at(node(u"mbx1"_s)));
    QVERIFY(!sign.isEmpty());
    QVERIFY2(QRectF(sign).intersects(QRectF(card.topRight() - QPointF(3, 3), QSizeF(6, 6))),
             qPrintable(QDebug::toString(sign)));
    QVERIFY(sign.width() <= 18 && sign.height() <= 18);
}

void TestChartMarks::aSignStandsAtTheCornerOfItsBox()
{
    ChartMarks marks;
    marks.boxes.insert(0, {Severity::Warning, u"S1: x"_s});
    const QRect sign = marked(marks);
    const QRectF box = onScreen(m_placed.boxes.at(0));
    QVERIFY(QRectF(sign).intersects(QRectF(box.topRight() - QPointF(3, 3), QSizeF(6, 6))));
    QVERIFY(sign.width() <= 18 && sign.height() <= 18);
}

void TestChartMarks::signsDifferWithoutColour()
{
    const auto at = [this](Severity severity) {
        ChartMarks marks;
        marks.nodes.insert(node(u"mbx1"_s), {severity, u"S1: x"_s});
        const QRect place = onScreen(m_placed.nodes.at(node(u"mbx1"_s))).toAlignedRect();
        return printed(pictureWith(marks)).copy(QRect(place.topRight() - QPoint(20, 20), QSize(40, 40)));
    };
    QImage error = at(Severity::Error);
    QImage advice = at(Severity::Warning);
    // Black and white, so that only the shape is left.
    for (QImage *image : {&error, &advice})
        *image = image->convertToFormat(QImage::Format_Mono, Qt::ThresholdDither);
    QVERIFY(error != advice);
}

void TestChartMarks::aSignKeepsItsSize()
{
    ChartMarks marks;
    marks.nodes.insert(node(u"mbx1"_s), {Severity::Error, u"S1: x"_s});
    QList<QSize> sizes;
    for (const double factor : {1.0, 2.0}) {
        zoomTo(1.0);
        if (factor > 1)
            m_chart->zoomIn();
        QTRY_VERIFY(m_chart->isCrisp());
        const QRectF card = onScreen(m_placed.nodes.at(node(u"mbx1"_s)));
        QVERIFY(m_chart->rect().contains(card.topRight().toPoint()));
        sizes << marked(marks).size();
    }
    QVERIFY(qAbs(sizes.first().width() - sizes.last().width()) <= 1);
    QVERIFY(qAbs(sizes.first().height() - sizes.last().height()) <= 1);
}

void TestChartMarks::aBoxSpeaksForCardsTooSmallForSigns()
{
    ChartMarks marks;
    marks.nodes.insert(node(u"mbx1"_s), {Severity::Error, u"S1: x"_s});
    PlacedDiagram tiny = m_placed;
    tiny.nodes[node(u"mbx1"_s)].setHeight(2 / m_chart->zoom());
    m_chart->setDiagram(tiny, true);
    QTRY_VERIFY(m_chart->isCrisp());
    const int box = tiny.diagram->items.at(tiny.diagram->nodes.at(node(u"mbx1"_s)).item).box;
    const QRectF site = onScreen(tiny.boxes.at(box));
    QVERIFY(QRectF(marked(marks)).intersects(QRectF(site.topRight() - QPointF(3, 3), QSizeF(6, 6))));
    QVERIFY(m_chart->partText({DiagramPart::Kind::Box, box}).endsWith(u"Cards in it with a sign: 1"_s));
    // The worst of what it has itself and of what it speaks for.
    const QImage error = pictureWith(marks);
    marks.boxes.insert(box, {Severity::Warning, u"P14: No directory server"_s});
    QCOMPARE(pictureWith(marks), error);
}

void TestChartMarks::textsGoIntoTheToolTip()
{
    ChartMarks marks;
    marks.nodes.insert(node(u"cas1"_s), {Severity::Warning, u"S4: One global catalog\nS2b: One more"_s});
    marks.boxes.insert(0, {Severity::Warning, u"P14: No directory server"_s});
    marks.changedNodes.insert(node(u"mbx2"_s), Change::Removed);
    marks.changedEdges.insert(0, Change::Changed);
    m_chart->setMarks(marks);
    using Kind = DiagramPart::Kind;
    QVERIFY(m_chart->partText({Kind::Node, node(u"cas1"_s)}).endsWith(u"\nS4: One global catalog\nS2b: One more"_s));
    QVERIFY(m_chart->partText({Kind::Box, 0}).endsWith(u"\nP14: No directory server"_s));
    QVERIFY(m_chart->partText({Kind::Node, node(u"mbx2"_s)}).endsWith(changeWord(Change::Removed)));
    QVERIFY(m_chart->partText({Kind::Edge, 0}).endsWith(changeWord(Change::Changed)));
    QVERIFY(!m_chart->partText({Kind::Node, node(u"mbx10"_s)}).contains(u"S4"_s));
}

void TestChartMarks::anotherChartHasNone()
{
    ChartMarks marks;
    marks.nodes.insert(node(u"mbx1"_s), {Severity::Error, u"S1: x"_s});
    m_chart->setMarks(marks);
    m_chart->setDiagram(placedInARow(diagramOf(flowsOf(smallTopology()), Level::Sites)));
    QVERIFY(m_chart->marks().isEmpty());
    m_chart->setDiagram(m_placed);
    m_chart->setMarks(marks);
    m_chart->clearDiagram();
    QVERIFY(m_chart->marks().isEmpty());
}

void TestChartMarks::aBandGoesAroundItsCard()
{
    ChartMarks marks;
    marks.changedNodes.insert(node(u"mbx1"_s), Change::Added);
    const QRect card = onScreen(m_placed.nodes.at(node(u"mbx1"_s))).toAlignedRect();
    const QImage plain = pictureWith({});
    const QImage banded = pictureWith(marks);
    for (const QPoint &at : {QPoint(card.left() - 4, card.center().y()), QPoint(card.right() + 4, card.center().y()),
                             QPoint(card.center().x(), card.bottom() + 4)})
        QVERIFY(plain.pixel(at) != banded.pixel(at));
    QVERIFY(card.adjusted(-30, -30, 30, 30).contains(difference(plain, banded)));
}

void TestChartMarks::bandsOfLinesDifferByDash()
{
    const int edge = edgeInSight();
    const QPainterPath &path = m_placed.edges.at(edge).paths.first();
    // Along the lower, level part of the line, beside the line itself.
    const QPointF from = m_chart->fromScene(path.elementAt(1));
    const QPointF to = m_chart->fromScene(path.elementAt(2));
    const int y = qRound(from.y()) + 3;
    const QImage plain = pictureWith({});
    const auto runs = [&](Change change) {
        ChartMarks marks;
        marks.changedEdges.insert(edge, change);
        const QImage banded = pictureWith(marks);
        QList<int> lengths;
        int length = 0;
        for (int x = qRound(std::min(from.x(), to.x())); x < qRound(std::max(from.x(), to.x())); ++x) {
            if (plain.pixel(x, y) != banded.pixel(x, y)) {
                ++length;
            } else if (length > 0) {
                lengths << length;
                length = 0;
            }
        }
        lengths << length;
        return lengths;
    };
    const QList<int> added = runs(Change::Added);
    const QList<int> removed = runs(Change::Removed);
    const QList<int> changed = runs(Change::Changed);
    QVERIFY(removed.size() > 2 * added.size());
    QVERIFY(changed.size() > 2 * added.size());
    // Dashes of one length, and long ones between short ones.
    const auto lengthAt = [](QList<int> lengths, qsizetype quarter) {
        std::sort(lengths.begin(), lengths.end());
        return lengths.at(lengths.size() * quarter / 4);
    };
    QVERIFY(qAbs(lengthAt(removed, 3) - lengthAt(removed, 1)) <= 1);
    QVERIFY(lengthAt(changed, 3) > 2 * lengthAt(changed, 1));
}

void TestChartMarks::wordsDiffer()
{
    QSet<QString> words;
    QSet<QString> signs;
    for (const Change change : kChanges) {
        words << changeWord(change);
        signs << changeWord(change).left(2);
    }
    QCOMPARE(words.size(), 3);
    QCOMPARE(signs.size(), 3);
    for (const QString &sign : std::as_const(signs))
        QVERIFY(sign.endsWith(u' '));
}

void TestChartMarks::wordsCoverNoText_data()
{
    QTest::addColumn<double>("zoom");
    QTest::newRow("words") << 1.0;
    QTest::newRow("signs alone") << 0.5;
}

void TestChartMarks::wordsCoverNoText()
{
    QFETCH(double, zoom);
    const int edge = edgeInSight();
    // The lines of a real chart end at their label.
    PlacedDiagram placed = m_placed;
    placed.edges[edge].paths.clear();
    m_chart->setDiagram(placed);
    zoomTo(zoom);
    const QImage plain = pictureWith({});
    const auto check = [&](const QRectF &text, const ChartMarks &marks) {
        const QImage worded = pictureWith(marks);
        QVERIFY(worded != plain);
        const QRect inside = onScreen(text).toAlignedRect().adjusted(4, 3, -4, -3).intersected(plain.rect());
        QCOMPARE(worded.copy(inside), plain.copy(inside));
    };
    for (int i = 0; i < placed.nodes.size(); ++i) {
        if (!m_chart->rect().contains(onScreen(placed.nodes.at(i)).toAlignedRect()))
            continue;
        ChartMarks marks;
        marks.changedNodes.insert(i, kChanges.at(size_t(i) % kChanges.size()));
        check(placed.nodes.at(i), marks);
    }
    ChartMarks marks;
    marks.changedEdges.insert(edge, Change::Removed);
    check(placed.edges.at(edge).pill, marks);
}

void TestChartMarks::smallChartsHaveSignsForWords()
{
    ChartMarks marks;
    marks.changedNodes.insert(node(u"mbx1"_s), Change::Removed);
    const auto heightAbove = [&] { return onScreen(m_placed.nodes.at(node(u"mbx1"_s))).top() - marked(marks).top(); };
    // The band alone stands out less than a sign does.
    zoomTo(0.5);
    QVERIFY(heightAbove() > 12);
    zoomTo(0.2);
    QVERIFY(heightAbove() < 10);
}

QTEST_MAIN(TestChartMarks)
#include "tst_chartmarks.moc"
