// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/comparison/findingdifference.h"
#include "model/findings/review.h"

#include <QTest>

#include <algorithm>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

Finding finding(const QString &rule, const QStringList &about, bool isAccepted = false)
{
    Finding result;
    result.rule = rule;
    result.about = about;
    result.isAccepted = isAccepted;
    return result;
}

QStringList lines(const QList<FindingChange> &changes)
{
    QStringList result;
    for (const FindingChange &change : changes)
        result << toString(change.change) + u' ' + change.finding.key();
    return result;
}

} // namespace

class TestFindingDifference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesByRuleAndWhatItIsAbout()
    {
        const QList<Finding> before{finding(u"S1"_s, {u"a"_s}), finding(u"S1"_s, {u"b"_s}), finding(u"S2"_s, {})};
        const QList<Finding> after{finding(u"S2"_s, {u"a"_s}), finding(u"S1"_s, {u"b"_s}, true),
                                   finding(u"S1"_s, {u"a"_s})};
        QCOMPARE(lines(findingDifference(before, after)),
                 (QStringList{u"added S2 a"_s, u"changed S1 b"_s, u"removed S2 "_s}));
        QVERIFY(findingDifference(after, after).isEmpty());
    }

    void countsWhatIsThereTwice()
    {
        const QList<Finding> once{finding(u"S1"_s, {u"a"_s})};
        const QList<Finding> twice{finding(u"S1"_s, {u"a"_s}), finding(u"S1"_s, {u"a"_s})};
        QCOMPARE(lines(findingDifference(once, twice)), QStringList{u"added S1 a"_s});
        QCOMPARE(lines(findingDifference(twice, once)), QStringList{u"removed S1 a"_s});
    }

    void acceptingIsAChange()
    {
        const Catalog catalog = *builtInCatalog(u"exchange-2010"_s);
        const QString sample = QStringLiteral(PORTOLAN_SOURCE_DIR) + u"/resources/samples/single-server.portolan"_s;
        Topology topology = loadTopology(sample)->topology;
        topology.servers.last().roles << u"unheard-of"_s;
        const auto review = [&catalog](const Topology &plan) {
            return reviewTopology(catalog, plan, deriveFlows(catalog, plan));
        };
        const QList<Finding> before = review(topology);
        const auto open =
            std::find_if(before.begin(), before.end(), [](const Finding &candidate) { return !candidate.isAccepted; });
        QVERIFY(open != before.end());
        const QList<FindingChange> changes =
            findingDifference(before, review(acceptFinding(*open, u"Known"_s).apply(topology)));
        QCOMPARE(lines(changes), QStringList{u"changed "_s + open->key()});
        QVERIFY(changes.first().finding.isAccepted);
    }
};

QTEST_APPLESS_MAIN(TestFindingDifference)
#include "tst_findingdifference.moc"
