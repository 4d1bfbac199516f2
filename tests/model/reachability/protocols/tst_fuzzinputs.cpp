// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/fuzz/fuzzentry.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

namespace portolan {

/// What the fuzzer starts from and what it found, without a fuzzer: every file of tests/data/fuzz, and changes to them.
class TestFuzzInputs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keptInputsAndTheirNeighboursAreHarmless();
};

void TestFuzzInputs::keptInputsAndTheirNeighboursAreHarmless()
{
    const QDir folder(QStringLiteral(PORTOLAN_SOURCE_DIR "/tests/data/fuzz"));
    const QStringList names = folder.entryList(QDir::Files, QDir::Name);
    QVERIFY(!names.isEmpty());
    QRandomGenerator random(5);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray kept = file.readAll();
        QVERIFY2(kept.size() > 3, qPrintable(name));
        QCOMPARE(converseWith(kept), QString());
        for (int round = 0; round < 500; ++round) {
            QByteArray bytes = kept;
            for (int changes = random.bounded(1, 5); changes > 0; --changes)
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            const int from = random.bounded(int(bytes.size()));
            if (random.bounded(3) == 0)
                bytes.insert(from, bytes.mid(random.bounded(int(bytes.size())), random.bounded(64)));
            else if (random.bounded(3) == 0)
                bytes.remove(from, random.bounded(16));
            const QString fault = converseWith(bytes);
            QVERIFY2(fault.isEmpty(), qPrintable(name + u": "_s + fault + u' ' + QString::fromLatin1(bytes.toHex())));
        }
    }
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestFuzzInputs)
#include "tst_fuzzinputs.moc"
