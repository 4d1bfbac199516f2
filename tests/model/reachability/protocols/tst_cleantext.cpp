// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/protocols/cleantext.h"
#include "model/reachability/protocols/linereader.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace portolan {

class TestCleanText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsFitForTerminals_data();
    void textIsFitForTerminals();
    void longTextIsCutBetweenCharacters();
    void linesComeWhole();
};

void TestCleanText::textIsFitForTerminals_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QByteArray("220 mx ready") << u"220 mx ready"_s;
    QTest::newRow("escape") << QByteArray("a\x1b[31mb\x07") << u"a[31mb"_s;
    QTest::newRow("C1") << QByteArray("a\xc2\x9b"
                                      "b")
                        << u"ab"_s;
    QTest::newRow("turned around") << QByteArray("a\xe2\x80\xae"
                                                 "b\xe2\x81\xa6"
                                                 "c")
                                   << u"abc"_s;
    QTest::newRow("lines and tabs") << QByteArray("a\r\nb\tc") << u"ab c"_s;
    QTest::newRow("not UTF-8") << QByteArray("a\xff"
                                             "b")
                               << u"a\uFFFDb"_s;
    QTest::newRow("umlaut") << QByteArray("\xc3\xbc") << u"ü"_s;
}

void TestCleanText::textIsFitForTerminals()
{
    QFETCH(QByteArray, bytes);
    QTEST(cleaned(bytes), "text");
}

void TestCleanText::longTextIsCutBetweenCharacters()
{
    QCOMPARE(cleaned(QByteArray(100000, 'x')).size(), kLongestCleaned);
    const QString cut = cleaned(QString(u'x' + u"\U0001F600"_s.repeated(400)));
    QCOMPARE(cut.size(), kLongestCleaned - 1);
    QVERIFY(cut.back().isLowSurrogate());
}

void TestCleanText::linesComeWhole()
{
    LineReader reader;
    QByteArrayView bytes("one\r\ntwo\nthr");
    QVERIFY(reader.read(bytes));
    QCOMPARE(reader.takeLine(), QByteArray("one"));
    QVERIFY(reader.read(bytes));
    QCOMPARE(reader.takeLine(), QByteArray("two"));
    QVERIFY(!reader.read(bytes));
    QCOMPARE(reader.rest(), QByteArray("thr"));
    const QByteArray endless(100000, 'x');
    bytes = endless;
    QVERIFY(!reader.read(bytes));
    QCOMPARE(reader.rest().size(), LineReader::kLongest);
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestCleanText)
#include "tst_cleantext.moc"
