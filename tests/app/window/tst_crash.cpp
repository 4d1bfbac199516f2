// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "app/window/recovery.h"
#include "model/topology/topology.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace portolan;
using namespace Qt::StringLiterals;

/// A program that is killed in the middle of its work leaves the file whole, and what the file lacks can be recovered.
class TestCrash : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedAtAnyMomentNothingKeptIsLost();
};

namespace {

constexpr int kRounds = 200;
constexpr int kPatience = 30000; ///< ms

int numberOf(const Topology &topology)
{
    return topology.name.section(u' ', 1).toInt();
}

/// What a program said it had done before it was killed; 0: nothing.
struct Said {
    int saved = 0;
    int kept = 0;
};

Said killSomewhere(const QString &file, const QString &store, int begin, int lines)
{
    QProcess process;
    process.start(QStringLiteral(PORTOLAN_CRASHDRIVER), {file, store, QString::number(begin)});
    QByteArray output;
    while (output.count('\n') < lines && process.waitForReadyRead(kPatience))
        output += process.readAllStandardOutput();
    process.kill();
    process.waitForFinished(kPatience);
    output += process.readAllStandardOutput();
    Said said;
    const QList<QByteArray> all = output.split('\n');
    // The last one has no end if it was cut off.
    for (const QByteArray &line : all.mid(0, all.size() - 1)) {
        const int number = line.mid(line.indexOf(' ') + 1).toInt();
        (line.startsWith("saved") ? said.saved : said.kept) = number;
    }
    return said;
}

} // namespace

void TestCrash::killedAtAnyMomentNothingKeptIsLost()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"plan.portolan"_s);
    const QString store = folder.filePath(u"store"_s);
    Topology plan = loadTopology(u":/portolan/samples/single-server.portolan"_s)->topology;
    plan.name = u"State 1"_s;
    QVERIFY(saveTopology(plan, file));
    QRandomGenerator random(2026);
    int newest = 1; // state that must not be lost
    int offers = 0;
    int begin = 2;
    for (int round = 0; round < kRounds; ++round) {
        const Said said = killSomewhere(file, store, begin, random.bounded(1, 12));
        QVERIFY2(said.saved > 0 || said.kept > 0, "the program did nothing");
        newest = std::max({newest, said.saved, said.kept});

        const Result<LoadedTopology> saved = loadTopology(file);
        QVERIFY2(saved, qPrintable(saved ? QString() : toText(saved.error())));
        const int inFile = numberOf(saved->topology);
        plan.name = u"State %1"_s.arg(inFile);
        // Whole, and a state that there was: all of it belongs to this number.
        QCOMPARE(writeTopology(saved->topology), writeTopology(plan));
        QVERIFY(inFile >= said.saved);
        QFile backup(file + u'~');
        if (backup.exists())
            QVERIFY(loadTopology(backup.fileName()));

        int recovered = 0;
        for (const FoundRecovery &found : findRecoveries(store)) {
            const Result<LoadedTopology> content = parseTopology(found.recovery.content, {});
            QVERIFY(content);
            plan.name = u"State %1"_s.arg(numberOf(content->topology));
            QCOMPARE(writeTopology(content->topology), writeTopology(plan));
            QCOMPARE(found.recovery.path, file);
            recovered = std::max(recovered, numberOf(content->topology));
            found.file->remove();
            ++offers;
        }
        QVERIFY2(
            std::max(inFile, recovered) >= std::max(said.saved, said.kept),
            qPrintable(u"round %1: kept %2, in the file %3, recovered %4"_s.arg(round).arg(said.kept).arg(inFile).arg(
                recovered)));
        begin = std::max({newest, inFile, recovered}) + 1;
    }
    // Both things were seen, not only programs killed between two saves.
    QVERIFY2(offers > kRounds / 4, qPrintable(QString::number(offers)));
}

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
