// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/tables/displaytext.h"

#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestDisplayText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void disturbingCharactersShowAsReplacements_data();
    void disturbingCharactersShowAsReplacements();
    void markupIsEscaped();
    void toolTipsAreMarkupOfOurOwnOnly();
};

void TestDisplayText::disturbingCharactersShowAsReplacements_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"MBX1 – Übersee"_s << u"MBX1 – Übersee"_s;
    QTest::newRow("line break") << u"a\nb"_s << u"a\ufffdb"_s;
    QTest::newRow("tab") << u"a\tb"_s << u"a b"_s;
    QTest::newRow("right-to-left override") << u"a\u202eb"_s << u"a\ufffdb"_s;
    QTest::newRow("isolate") << u"a\u2067b\u2069"_s << u"a\ufffdb\ufffd"_s;
    QTest::newRow("escape") << u"\u001b[1m"_s << u"\ufffd[1m"_s;
    QTest::newRow("outside the first plane") << u"\U0001f4e7 post"_s << u"\U0001f4e7 post"_s;
}

void TestDisplayText::disturbingCharactersShowAsReplacements()
{
    QFETCH(QString, text);
    QTEST(displayText(text), "shown");
}

void TestDisplayText::markupIsEscaped()
{
    QCOMPARE(htmlText(u"<b a=\"1\">&"), u"&lt;b a=&quot;1&quot;&gt;&amp;"_s);
}

void TestDisplayText::toolTipsAreMarkupOfOurOwnOnly()
{
    QCOMPARE(toolTipText(u"<img src=x>\nsecond"), u"<qt>&lt;img src=x&gt;<br>second</qt>"_s);
}

QTEST_GUILESS_MAIN(TestDisplayText)
#include "tst_displaytext.moc"
