// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/diagram/detail.h"
#include "views/diagram/metrics.h"

#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestDetail : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void exportsHaveEverything();
    void onlyTheZoomDecides();
    void siteNamesKeepTheirSizeAndNeverCoverEachOther_data();
    void siteNamesKeepTheirSizeAndNeverCoverEachOther();
    void ofTwoNamesThatCollideTheLargerSitesStays();
    void namesAreElidedToTheirRoomOrLeftOut();
    void codesFillTheRowsThatThereAre();
};

namespace {

PlacedDiagram boxes(const QList<QRectF> &rects, const QStringList &titles)
{
    Diagram diagram;
    for (qsizetype i = 0; i < rects.size(); ++i) {
        DiagramBox box;
        box.title = titles.at(i);
        diagram.boxes << box;
    }
    PlacedDiagram placed;
    placed.boxes = rects;
    placed.diagram = std::make_shared<const Diagram>(diagram);
    return placed;
}

} // namespace

void TestDetail::exportsHaveEverything()
{
    for (const double zoom : {1.0, 2.0, 8.0}) {
        const Detail detail = Detail::at(zoom);
        QVERIFY(detail.texts && detail.arrows && detail.corners);
        QCOMPARE(detail.siteName, 0.0);
        QCOMPARE(detail.cardName, 0.0);
        QCOMPARE(detail.lineStrength, 1.0);
    }
}

void TestDetail::onlyTheZoomDecides()
{
    // Less zoom never shows more, and what replaces the texts is there as soon as they go.
    Detail before = Detail::at(8);
    for (double zoom = 8; zoom >= 0.02; zoom /= 1.05) {
        const Detail detail = Detail::at(zoom);
        QVERIFY(before.texts || !detail.texts);
        QVERIFY(before.arrows || !detail.arrows);
        QVERIFY(before.corners || !detail.corners);
        QCOMPARE(detail.siteName > 0, !detail.texts);
        QCOMPARE(detail.cardName > 0, !detail.texts);
        if (!detail.texts) {
            QVERIFY(detail.siteName * zoom >= 10);
            QVERIFY(detail.cardName * zoom >= 8);
        }
        before = detail;
    }
}

void TestDetail::siteNamesKeepTheirSizeAndNeverCoverEachOther_data()
{
    QTest::addColumn<double>("zoom");
    for (const double zoom : {0.02, 0.05, 0.1, 0.2, 0.35, 0.5})
        QTest::addRow("zoom %.2f", zoom) << zoom;
}

void TestDetail::siteNamesKeepTheirSizeAndNeverCoverEachOther()
{
    QFETCH(double, zoom);
    QList<QRectF> rects;
    QStringList titles;
    for (int row = 0; row < 12; ++row) {
        for (int column = 0; column < 12; ++column) {
            rects << QRectF(column * 400, row * 160, 300 + 8 * row, 40 + 9 * column);
            titles << u"Site number %1"_s.arg(row * 12 + column);
        }
    }
    const PlacedDiagram placed = boxes(rects, titles);
    const QList<SiteName> names = siteNames(placed, zoom);
    QVERIFY(zoom < 0.2 || !names.isEmpty());
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QRectF &box = rects.at(names.at(i).box);
        QVERIFY(names.at(i).rect.left() >= box.left());
        QVERIFY(names.at(i).rect.right() <= box.right());
        for (qsizetype k = 0; k < i; ++k)
            QVERIFY(!names.at(i).rect.intersects(names.at(k).rect));
    }
}

void TestDetail::ofTwoNamesThatCollideTheLargerSitesStays()
{
    const PlacedDiagram placed = boxes({QRectF(0, 0, 800, 10), QRectF(0, 12, 800, 300)}, {u"Small"_s, u"Large"_s});
    const QList<SiteName> names = siteNames(placed, 0.1);
    QCOMPARE(names.size(), 1);
    QCOMPARE(names.first().text, u"Large"_s);
    QCOMPARE(siteNames(placed, 1).size(), 0);
}

void TestDetail::namesAreElidedToTheirRoomOrLeftOut()
{
    const QString name = u"HQ-MAILBOX-0001"_s;
    const double wide = textWidth(name, 10, true) + 20;
    QCOMPARE(fittingName(name, {wide, 20}, 10, 3), name);
    QCOMPARE(fittingName(name, {wide, 8}, 10, 3), QString());
    const QString part = fittingName(name, {wide / 2, 20}, 10, 3);
    QVERIFY(part.contains(u'…'));
    QVERIFY(part.endsWith(u'1')); // what tells machines from each other
    QVERIFY(fittingName(u"HQ-MAILBOX-SERVER"_s, {wide / 2, 20}, 10, 3).endsWith(u'…'));
    QVERIFY(textWidth(part, 10, true) <= wide / 2);
    QCOMPARE(fittingName(name, {16, 20}, 10, 3), QString());
    QCOMPARE(fittingName(u"A"_s, {16, 20}, 10, 3), u"A"_s);
}

void TestDetail::codesFillTheRowsThatThereAre()
{
    const QStringList codes{u"M1"_s, u"M2"_s, u"C14"_s, u"C18"_s};
    QCOMPARE(fittingCodes(codes, {400, 14}, 10), QStringList{u"M1 M2 C14 C18"_s});
    QCOMPARE(fittingCodes(codes, {45, 30}, 10), (QStringList{u"M1 M2"_s, u"C14 …"_s}));
    QCOMPARE(fittingCodes(codes, {45, 60}, 10).join(u' '), codes.join(u' '));
    QCOMPARE(fittingCodes(codes, {10, 60}, 10), QStringList());
    QCOMPARE(fittingCodes(codes, {400, 5}, 10), QStringList());
    QCOMPARE(fittingCodes({}, {400, 50}, 10), QStringList());
    // Where codes fill the line to its end, the last of them makes room for the dots.
    QCOMPARE(fittingCodes(codes, {textWidth(u"M1 M2"_s, 10, false) + 7, 14}, 10), QStringList{u"M1 …"_s});
}

QTEST_MAIN(TestDetail)
#include "tst_detail.moc"
