// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/prober/evidence.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace portolan {

class TestEvidence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsKeepTheirOrder();
    void bytesWithoutWordsAreCounted();
    void wordsStandForTheBytesBeforeThem();
    void manyStepsAreCutAndSaidToBe();
    void longTextIsCut();
};

void TestEvidence::stepsKeepTheirOrder()
{
    Evidence evidence;
    evidence.add(ProbeStep::Kind::Event, 1, false, u"a"_s);
    evidence.add(ProbeStep::Kind::Sent, 2, true, u"b"_s);
    const QList<ProbeStep> steps = evidence.take();
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps.at(0), (ProbeStep{ProbeStep::Kind::Event, 1, false, u"a"_s}));
    QCOMPARE(steps.at(1), (ProbeStep{ProbeStep::Kind::Sent, 2, true, u"b"_s}));
}

void TestEvidence::bytesWithoutWordsAreCounted()
{
    Evidence evidence;
    evidence.addBytes(3, false, 10);
    evidence.addBytes(5, false, 32);
    evidence.add(ProbeStep::Kind::Event, 9, false, u"closed"_s);
    const QList<ProbeStep> steps = evidence.take();
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps.at(0).kind, ProbeStep::Kind::Received);
    QCOMPARE(steps.at(0).at, 3);
    QVERIFY2(steps.at(0).text.contains(u"42"), qPrintable(steps.at(0).text));
}

void TestEvidence::wordsStandForTheBytesBeforeThem()
{
    Evidence evidence;
    evidence.addBytes(3, false, 10);
    evidence.add(ProbeStep::Kind::Received, 4, false, u"220 ready"_s);
    const QList<ProbeStep> steps = evidence.take();
    QCOMPARE(steps.size(), 1);
    QCOMPARE(steps.at(0).text, u"220 ready"_s);
}

void TestEvidence::manyStepsAreCutAndSaidToBe()
{
    Evidence evidence;
    for (int i = 0; i < 1000; ++i)
        evidence.add(ProbeStep::Kind::Received, i, false, QString::number(i));
    const QList<ProbeStep> steps = evidence.take();
    QCOMPARE(steps.size(), Evidence::kMostSteps + 1);
    QCOMPARE(steps.at(0).text, u"0"_s);
    QCOMPARE(steps.last().kind, ProbeStep::Kind::Event);
}

void TestEvidence::longTextIsCut()
{
    Evidence evidence;
    evidence.add(ProbeStep::Kind::Received, 0, false, QString(100000, u'x'));
    QCOMPARE(evidence.take().at(0).text, QString(Evidence::kLongestText, u'x') + u'…');
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestEvidence)
#include "tst_evidence.moc"
