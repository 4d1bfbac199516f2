// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/commandline.h"

#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

class TestCommandLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsFine();
    void everyOptionIsTaken();
    void wrongOnesAreRefused_data();
    void wrongOnesAreRefused();
    void helpAndVersionEndWell_data();
    void helpAndVersionEndWell();
    void knowsWhenNobodyWillLook();
};

void TestCommandLine::nothingIsFine()
{
    const auto line = parseCommandLine({u"portolan"_s});
    QVERIFY(line.has_value());
    QVERIFY(line->file.isEmpty());
    QVERIFY(!line->level && !line->labels && !line->theme && !line->size);
}

void TestCommandLine::everyOptionIsTaken()
{
    const auto line = parseCommandLine({u"portolan"_s, u"plän.portolan"_s, u"--catalog"_s, u"c.json"_s, u"--level"_s,
                                        u"sites"_s, u"--labels"_s, u"full"_s, u"--theme"_s, u"dark"_s, u"--size"_s,
                                        u"1600x1000"_s, u"--screenshot"_s, u"out.png"_s, u"--select"_s, u"M7"_s,
                                        u"--results"_s, u"r.portolan-results"_s});
    QVERIFY(line.has_value());
    QCOMPARE(line->results, u"r.portolan-results"_s);
    QCOMPARE(line->file, u"plän.portolan"_s);
    QCOMPARE(line->catalogFile, u"c.json"_s);
    QCOMPARE(int(line->level.value()), int(Level::Sites));
    QCOMPARE(int(line->labels.value()), int(LabelMode::Full));
    QCOMPARE(int(line->theme.value()), int(ThemeChoice::Dark));
    QCOMPARE(line->size.value(), QSize(1600, 1000));
    QCOMPARE(line->screenshot, u"out.png"_s);
    QCOMPARE(line->select, u"M7"_s);
}

void TestCommandLine::wrongOnesAreRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown option") << QStringList{u"--frobnicate"_s};
    QTest::newRow("unknown level") << QStringList{u"--level"_s, u"rooms"_s};
    QTest::newRow("unknown labels") << QStringList{u"--labels"_s, u"all"_s};
    QTest::newRow("unknown theme") << QStringList{u"--theme"_s, u"pink"_s};
    QTest::newRow("size without an x") << QStringList{u"--size"_s, u"1600"_s};
    QTest::newRow("size of nothing") << QStringList{u"--size"_s, u"0x0"_s};
    QTest::newRow("size out of range") << QStringList{u"--size"_s, u"99999x99999"_s};
    QTest::newRow("two files") << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("no value") << QStringList{u"--screenshot"_s};
}

void TestCommandLine::wrongOnesAreRefused()
{
    QFETCH(QStringList, arguments);
    const auto line = parseCommandLine(QStringList{u"portolan"_s} + arguments);
    QVERIFY(!line.has_value());
    QCOMPARE(line.error().code, 2);
    QVERIFY(!line.error().text.isEmpty());
}

void TestCommandLine::helpAndVersionEndWell_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("word");
    QTest::newRow("help") << u"--help"_s << u"--screenshot"_s;
    QTest::newRow("version") << u"--version"_s << QStringLiteral(PORTOLAN_VERSION);
}

void TestCommandLine::helpAndVersionEndWell()
{
    QFETCH(QString, argument);
    QFETCH(QString, word);
    const auto line = parseCommandLine({u"portolan"_s, argument});
    QVERIFY(!line.has_value());
    QCOMPARE(line.error().code, 0);
    QVERIFY(line.error().text.contains(word));
}

void TestCommandLine::knowsWhenNobodyWillLook()
{
    const char *const shot[]{"portolan", "a", "--screenshot=x.png"};
    const char *const window[]{"portolan", "screenshot.portolan"};
    QVERIFY(needsNoDisplay(3, shot));
    QVERIFY(!needsNoDisplay(2, window));
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
