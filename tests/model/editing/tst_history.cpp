// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/editing/history.h"
#include "tests/support/topologydsl.h"

#include <QRegularExpression>
#include <QTest>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

Topology named(const QString &name)
{
    Topology topology = topologyFromText("hq: a[x] b[x] c[x]\nbr:\nhq - br 50");
    topology.name = name;
    return topology;
}

Topology withNotes(Topology topology, const QString &notes)
{
    topology.servers[0].notes = notes;
    return topology;
}

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void goesBackAndForth()
    {
        History history;
        history.reset(named(u"0"_s));
        QVERIFY(!history.canUndo());
        QVERIFY(!history.canRedo());
        history.push(named(u"1"_s), u"one"_s);
        history.push(named(u"2"_s), u"two"_s);
        QCOMPARE(history.undoText(), u"two"_s);
        QCOMPARE(history.undo().name, u"1"_s);
        QCOMPARE(history.undoText(), u"one"_s);
        QCOMPARE(history.redoText(), u"two"_s);
        QCOMPARE(history.undo().name, u"0"_s);
        QVERIFY(!history.canUndo());
        QCOMPARE(history.undoText(), QString());
        QCOMPARE(history.undo().name, u"0"_s);
        QCOMPARE(history.redo().name, u"1"_s);
        QCOMPARE(history.redo().name, u"2"_s);
        QCOMPARE(history.redo().name, u"2"_s);
        QVERIFY(!history.canRedo());
        QCOMPARE(history.redoText(), QString());
    }

    void aNewStepEndsWhatCouldBeRedone()
    {
        History history;
        history.reset(named(u"0"_s));
        history.push(named(u"1"_s), u"one"_s);
        history.push(named(u"2"_s), u"two"_s);
        history.undo();
        history.undo();
        history.push(named(u"3"_s), u"three"_s);
        QVERIFY(!history.canRedo());
        QCOMPARE(history.stepCount(), 1);
        QCOMPARE(history.undo().name, u"0"_s);
    }

    void nothingNewIsNoStep()
    {
        History history;
        history.reset(named(u"0"_s));
        history.push(named(u"1"_s), u"one"_s);
        history.undo();
        history.push(named(u"0"_s), u"none"_s);
        QVERIFY(!history.canUndo());
        QVERIFY(history.canRedo());
    }

    void listsOfOtherLengthsComeBack_data()
    {
        QTest::addColumn<QString>("ids");
        QTest::newRow("the first is gone") << u"b c"_s;
        QTest::newRow("the middle is gone") << u"a c"_s;
        QTest::newRow("the last is gone") << u"a b"_s;
        QTest::newRow("all are gone") << QString();
        QTest::newRow("one in front") << u"n a b c"_s;
        QTest::newRow("one amid") << u"a n b c"_s;
        QTest::newRow("one behind") << u"a b c n"_s;
        QTest::newRow("the same twice") << u"a a b c"_s;
        QTest::newRow("others") << u"x y"_s;
        QTest::newRow("turned round") << u"c b a"_s;
        QTest::newRow("two changed of three") << u"x b y"_s;
    }

    void listsOfOtherLengthsComeBack()
    {
        QFETCH(QString, ids);
        const Topology before = named(u"0"_s);
        Topology after = before;
        after.servers.clear();
        for (const QString &id : ids.split(u' ', Qt::SkipEmptyParts)) {
            Server server;
            server.id = id;
            server.name = id.toUpper();
            server.site = u"hq"_s;
            server.roles = {u"x"_s};
            after.servers << server;
        }
        History history;
        history.reset(before);
        history.push(after, u"step"_s);
        QCOMPARE(history.present(), after);
        QCOMPARE(history.undo(), before);
        QCOMPARE(history.redo(), after);
        QCOMPARE(history.undo(), before);
    }

    void whatTheFileSaidComesBack()
    {
        const QByteArray text =
            "{ \"format\": \"portolan-topology\", \"version\": 1, \"name\": \"P\", \"catalog\": \"c\",\n"
            "\"own\": 1, \"sites\": [{ \"own\": 2, \"id\": \"s\", \"name\": \"S\" }] }";
        const auto loaded = parseTopology(text, {});
        QVERIFY(loaded.has_value());
        Topology changed = loaded->topology;
        changed.sites.clear();
        changed.source.clear();
        changed.origin.reset();
        History history;
        history.reset(loaded->topology);
        history.push(changed, u"step"_s);
        QCOMPARE(writeTopology(history.undo()), text);
        QCOMPARE(writeTopology(history.redo()), writeTopology(changed));
    }

    void typingIsOneStep()
    {
        const Topology start = named(u"0"_s);
        History history;
        history.reset(start);
        for (const QString &notes : {u"r"_s, u"ra"_s, u"rack"_s})
            history.push(withNotes(start, notes), u"notes "_s + notes, u"a notes"_s);
        QCOMPARE(history.stepCount(), 1);
        QCOMPARE(history.undoText(), u"notes rack"_s);
        QCOMPARE(history.present().servers[0].notes, u"rack"_s);
        QCOMPARE(history.undo(), start);
        QCOMPARE(history.redo().servers[0].notes, u"rack"_s);
    }

    void typingAndDeletingIsNoStep()
    {
        const Topology start = named(u"0"_s);
        History history;
        history.reset(start);
        history.push(withNotes(start, u"r"_s), u"notes"_s, u"a notes"_s);
        history.push(start, u"notes"_s, u"a notes"_s);
        QVERIFY(!history.canUndo());
        QVERIFY(history.isClean());
        history.push(withNotes(start, u"s"_s), u"notes"_s, u"a notes"_s);
        QCOMPARE(history.stepCount(), 1);
        QCOMPARE(history.undo(), start);
    }

    void typingEndsWithAnythingElse_data()
    {
        QTest::addColumn<QString>("what");
        for (const QString &what : {u"another field"_s, u"a step"_s, u"undo and redo"_s, u"a save"_s, u"leaving"_s})
            QTest::newRow(qPrintable(what)) << what;
    }

    void typingEndsWithAnythingElse()
    {
        QFETCH(QString, what);
        const Topology start = named(u"0"_s);
        History history;
        history.reset(start);
        history.push(withNotes(start, u"r"_s), u"notes"_s, u"a notes"_s);
        Topology state = history.present();
        if (what == "another field"_L1 || what == "a step"_L1) {
            state.name = u"1"_s;
            history.push(state, u"name"_s, what == "a step"_L1 ? QString() : u"name"_s);
        } else if (what == "undo and redo"_L1) {
            history.undo();
            history.redo();
        } else if (what == "a save"_L1) {
            history.markSaved();
        } else {
            history.endMerging();
        }
        const qsizetype steps = history.stepCount();
        history.push(withNotes(state, u"ra"_s), u"notes"_s, u"a notes"_s);
        QCOMPARE(history.stepCount(), steps + 1);
        QCOMPARE(history.undo(), state);
    }

    void knowsWhichStateIsSaved()
    {
        History history;
        history.reset(named(u"0"_s));
        QVERIFY(history.isClean());
        history.push(named(u"1"_s), u"one"_s);
        QVERIFY(!history.isClean());
        history.markSaved();
        QVERIFY(history.isClean());
        history.push(named(u"2"_s), u"two"_s);
        QVERIFY(!history.isClean());
        history.undo();
        QVERIFY(history.isClean());
        QVERIFY(history.canUndo());
        history.undo();
        QVERIFY(!history.isClean());
        history.redo();
        QVERIFY(history.isClean());
    }

    void aSavedStateThatIsGoneNeverComesBack()
    {
        History history;
        history.reset(named(u"0"_s));
        history.push(named(u"1"_s), u"one"_s);
        history.markSaved();
        history.undo();
        history.push(named(u"1"_s), u"one again"_s);
        QVERIFY(!history.isClean());
        history.undo();
        QVERIFY(!history.isClean());
        history.markUnsaved();
        history.redo();
        QVERIFY(!history.isClean());
    }

    void aSaveCountsForTheStateThatItBeganWith()
    {
        History history;
        history.reset(named(u"0"_s));
        history.push(named(u"1"_s), u"one"_s);
        const quint64 saving = history.stateNumber();
        history.push(named(u"2"_s), u"two"_s);
        history.markSaved(saving);
        QVERIFY(!history.isClean());
        history.undo();
        QVERIFY(history.isClean());
    }

    void resetForgets()
    {
        History history;
        history.reset(named(u"0"_s));
        history.push(named(u"1"_s), u"one"_s);
        history.reset(named(u"5"_s));
        QCOMPARE(history.present().name, u"5"_s);
        QVERIFY(!history.canUndo());
        QVERIFY(!history.canRedo());
        QVERIFY(history.isClean());
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
