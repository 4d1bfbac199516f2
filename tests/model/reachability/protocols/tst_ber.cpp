// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/protocols/ber.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace portolan {

/// The encodings of X.690 that peers use, and those with which they would harm.
class TestBer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lengthsOfEveryForm_data();
    void lengthsOfEveryForm();
    void sizesInAStream();
    void numbersAndNames();
};

void TestBer::lengthsOfEveryForm_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("isThere");
    const auto hex = [](const char *text) { return QByteArray::fromHex(text); };
    QTest::newRow("short") << hex("0402616200") << QByteArray("ab") << true;
    QTest::newRow("one byte") << hex("04810261620000") << QByteArray("ab") << true;
    QTest::newRow("four bytes") << hex("0484000000026162") << QByteArray("ab") << true;
    QTest::newRow("leading zeros") << hex("04890000000000000000026162") << QByteArray("ab") << true;
    QTest::newRow("indefinite") << hex("3080040161308004016200000000") << hex("04016130800401620000") << true;
    QTest::newRow("indefinite, not closed") << hex("3080040161") << QByteArray() << false;
    QTest::newRow("indefinite, of a plain value") << hex("04800000") << QByteArray() << false;
    QTest::newRow("reserved") << hex("04ff6162") << QByteArray() << false;
    QTest::newRow("more than there is") << hex("04036162") << QByteArray() << false;
    QTest::newRow("much more than there is") << hex("0488ffffffffffffffff61") << QByteArray() << false;
    QTest::newRow("too deep") << QByteArray(hex("3080").repeated(40) + hex("0000").repeated(40)) << QByteArray()
                              << false;
    QTest::newRow("nothing") << QByteArray() << QByteArray() << false;
}

void TestBer::lengthsOfEveryForm()
{
    QFETCH(QByteArray, bytes);
    const std::optional<BerElement> element = BerReader(bytes).next();
    QTEST(element.has_value(), "isThere");
    QTEST(element ? element->content.toByteArray() : QByteArray(), "content");
}

void TestBer::sizesInAStream()
{
    QCOMPARE(berSize(QByteArray::fromHex("30")), qint64(0));
    QCOMPARE(berSize(QByteArray::fromHex("3084000000")), qint64(0));
    QCOMPARE(berSize(QByteArray::fromHex("308400000002")), qint64(8));
    QCOMPARE(berSize(QByteArray::fromHex("3005")), qint64(7));
    QCOMPARE(berSize(QByteArray::fromHex("3080")), qint64(-1));
    QCOMPARE(berSize(QByteArray::fromHex("3084ffffffff")), qint64(0x100000005));
    QCOMPARE(berSize(QByteArray::fromHex("3085ffffffffff")), qint64(-1));
}

void TestBer::numbersAndNames()
{
    QCOMPARE(berInteger(QByteArray::fromHex("ff")), std::optional<qint64>(-1));
    QCOMPARE(berInteger(QByteArray::fromHex("0100")), std::optional<qint64>(256));
    QVERIFY(!berInteger({}));
    QVERIFY(!berInteger(QByteArray(9, '\1')));
    QCOMPARE(berOid(QByteArray::fromHex("2b0601040182370202 0a")), u"1.3.6.1.4.1.311.2.2.10"_s);
    QCOMPARE(berOid(QByteArray::fromHex("2b86")), QString());
    QCOMPARE(berOid(QByteArray(100, char(0xFF))), QString());
    QCOMPARE(berTime("20261123075629.0Z"), QDateTime(QDate(2026, 11, 23), QTime(7, 56, 29), Qt::UTC));
    QVERIFY(!berTime("20261323075629Z").isValid());
    QCOMPARE(ber(0x04, QByteArray(200, 'x')).first(3), QByteArray::fromHex("0481c8"));
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestBer)
#include "tst_ber.moc"
