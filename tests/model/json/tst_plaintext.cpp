// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/json/plaintext.h"

#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestPlainText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotesHostileTextHarmlessly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"Zürich 1"_s << u"“Zürich 1”"_s;
        QTest::newRow("empty") << u""_s << u"“”"_s;
        QTest::newRow("line break") << u"a\nb"_s << u"“a\\u000ab”"_s;
        QTest::newRow("terminal escape") << u"\u001b[31m"_s << u"“\\u001b[31m”"_s;
        QTest::newRow("right-to-left override") << u"a\u202eb"_s << u"“a\\u202eb”"_s;
        QTest::newRow("isolate") << u"\u2066x\u2069"_s << u"“\\u2066x\\u2069”"_s;
        QTest::newRow("zero width space") << u"a\u200bb"_s << u"“a\\u200bb”"_s;
        QTest::newRow("markup is text") << u"<b>&amp;</b>"_s << u"“<b>&amp;</b>”"_s;
        QTest::newRow("sixty characters") << QString(60, u'x') << u"“%1”"_s.arg(QString(60, u'x'));
        QTest::newRow("sixty-one") << QString(61, u'x') << u"“%1…”"_s.arg(QString(60, u'x'));
        QTest::newRow("pairs are not cut")
            << u"\U0001F30D"_s.repeated(61) << u"“%1…”"_s.arg(u"\U0001F30D"_s.repeated(60));
    }

    void quotesHostileTextHarmlessly()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(quoted(text), expected);
    }

    void knowsIds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("expected");
        for (const QString &good : {u"a"_s, u"0"_s, u"hq-1"_s, u"a.b_c-d"_s, u"a-"_s, QString(256, u'a')})
            QTest::newRow(qPrintable(u"good "_s + good)) << good << true;
        for (const QString &bad : {u""_s, u"-a"_s, u".a"_s, u"_a"_s, u"A"_s, u"aB"_s, u"a b"_s, u"ä"_s, u"a\n"_s,
                                   u"a/b"_s, u"<b>"_s, u"a\u202e"_s, u"\u0430"_s, u"\u0663"_s, QString(257, u'a')})
            QTest::newRow(qPrintable(u"bad "_s + quoted(bad))) << bad << false;
    }

    void knowsIds()
    {
        QFETCH(QString, text);
        QFETCH(bool, expected);
        QCOMPARE(isId(text), expected);
    }

    void findsWhatMayNotStandInANameOrNote()
    {
        QCOMPARE(findForbidden(u"Zürich <b>שלום</b> 漢\U0001F30D", Lines::One), -1);
        QCOMPARE(findForbidden(u"a\tb", Lines::One), 1);
        QCOMPARE(findForbidden(u"a\r\n\tb\u2028c", Lines::Many), -1);
        QCOMPARE(findForbidden(u"ab\u2029", Lines::One), 2);
        for (const int c : {0x00, 0x07, 0x1b, 0x7f, 0x85, 0x9f, 0x202a, 0x202e, 0x2066, 0x2069}) {
            QCOMPARE(findForbidden(QString(QChar(char16_t(c))), Lines::One), 0);
            QCOMPARE(findForbidden(QString(QChar(char16_t(c))), Lines::Many), 0);
        }
        QCOMPARE(findForbidden(u"\u200f\u2065\u206a", Lines::One), -1);
    }

    void namesPlaces()
    {
        QCOMPARE(memberPlace({}, u"servers"), u"servers"_s);
        QCOMPARE(memberPlace(itemPlace(u"servers"_s, 3), u"roles"), u"servers[3].roles"_s);
        QCOMPARE(memberPlace(u"a"_s, u"x y"), u"a[“x y”]"_s);
        QCOMPARE(memberPlace(u"a"_s, u""), u"a[“”]"_s);
        QCOMPARE(memberPlace({}, u"\u202e"), u"[“\\u202e”]"_s);
    }

    void suggestsWhatLooksAlike()
    {
        const QStringList known{u"client-access"_s, u"hub-transport"_s, u"mailbox"_s, u"legacy-mailbox"_s};
        QVERIFY(didYouMean(u"mailbx", known).contains(u"“mailbox”"_s));
        QVERIFY(didYouMean(u"MAILBOX", known).contains(u"“mailbox”"_s));
        QVERIFY(didYouMean(u"hub", known).contains(u"“hub-transport”"_s));
        QCOMPARE(didYouMean(u"mailboxx", {u"mailboxa"_s, u"mailboxb"_s}), u" Did you mean “mailboxa” or “mailboxb”?"_s);
        QCOMPARE(didYouMean(u"b", {u"a"_s, u"c"_s}), QString());
        QCOMPARE(didYouMean(u"printer", known), QString());
        QCOMPARE(didYouMean(u"", known), QString());
        QCOMPARE(didYouMean(QString(100000, u'm'), known), QString());
    }
};

QTEST_GUILESS_MAIN(TestPlainText)
#include "tst_plaintext.moc"
