// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/imports/decisionmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;

using Kind = ImportDecision::Kind;

class TestDecisionModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void asksWithItsEvidence();
    void suggestionsAreTicked();
    void takingATickBackDeclines();
    void wordsGetARole();
    void theSiteIsAnyText();
    void anAnsweredSiteCanBeAnsweredAgain();
    void allSuggestionsAtOnce();

private:
    std::shared_ptr<ImportPlan> plan() const;
    static QString answer(const DecisionModel &model, int row)
    {
        return model.index(row, DecisionModel::AnswerColumn).data().toString();
    }

    Catalog m_catalog;
};

void TestDecisionModel::initTestCase()
{
    const Result<Catalog> catalog = builtInCatalog(u"exchange-2010"_s);
    QVERIFY(catalog);
    m_catalog = *catalog;
}

std::shared_ptr<ImportPlan> TestDecisionModel::plan() const
{
    auto result = std::make_shared<ImportPlan>();
    result->catalog = m_catalog;
    const auto add = [&](const QString &key, Kind kind, const QString &subject, const QString &text) {
        ImportDecision decision;
        decision.key = key;
        decision.kind = kind;
        decision.subject = subject;
        decision.text = text;
        decision.places = {{u"scan.xml"_s, 0, 1}};
        result->decisions << decision;
    };
    add(u"role:hub1:hub-transport"_s, Kind::SuggestedRole, u"HUB1"_s, u"HUB1 looks like Hub Transport: 25 is open"_s);
    add(u"version:old1"_s, Kind::OtherVersion, u"OLD1"_s, u"OLD1 runs 8.3"_s);
    add(u"word:mailer"_s, Kind::UnknownRole, u"Mailer"_s, u"Mailer is no role"_s);
    add(u"site"_s, Kind::NoSite, {}, u"Where do they stand?"_s);
    return result;
}

void TestDecisionModel::asksWithItsEvidence()
{
    DecisionModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPlan(plan(), {u"HQ"_s});
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.index(0, 0).data().toString(), u"HUB1 looks like Hub Transport: 25 is open"_s);
    for (int row = 0; row < 4; ++row)
        QVERIFY2(answer(model, row).startsWith(u'?'), qPrintable(answer(model, row)));
    model.setPlan(std::make_shared<const ImportPlan>(), {});
    QCOMPARE(model.rowCount(), 0);
}

void TestDecisionModel::suggestionsAreTicked()
{
    DecisionModel model;
    model.setPlan(plan(), {});
    QSignalSpy answered(&model, &DecisionModel::answered);
    QVERIFY(model.setData(model.index(0, 0), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(answered.first().at(0).toStringList(), QStringList{u"role:hub1:hub-transport"_s});
    QCOMPARE(answered.first().at(1).toBool(), true);
    QCOMPARE(model.index(0, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QVERIFY(!answer(model, 0).startsWith(u'?'));
    // Words and sites have no tick.
    QVERIFY(!model.index(2, 0).flags().testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(!model.index(3, 0).flags().testFlag(Qt::ItemIsUserCheckable));
}

void TestDecisionModel::takingATickBackDeclines()
{
    DecisionModel model;
    auto made = plan();
    made->choices.accepted.insert(u"version:old1"_s);
    made->decisions[1].isOpen = false;
    model.setPlan(made, {});
    QCOMPARE(model.index(1, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QSignalSpy answered(&model, &DecisionModel::answered);
    model.setData(model.index(1, 0), Qt::Unchecked, Qt::CheckStateRole);
    QCOMPARE(answered.first().at(1).toBool(), false);
    QCOMPARE(model.index(1, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
}

void TestDecisionModel::wordsGetARole()
{
    DecisionModel model;
    model.setPlan(plan(), {});
    const QModelIndex index = model.index(2, DecisionModel::AnswerColumn);
    const QStringList options = index.data(DecisionModel::OptionsRole).toStringList();
    QVERIFY(options.contains(u"Mailbox"_s));
    QSignalSpy answered(&model, &DecisionModel::wordAnswered);
    QVERIFY(model.setData(index, u"Mailbox"_s));
    QCOMPARE(answered.first(), QVariantList({u"mailer"_s, u"mailbox"_s}));
    QCOMPARE(index.data().toString(), u"Mailbox"_s);
    QVERIFY(model.setData(index, options.at(1)));
    QCOMPARE(answered.last(), QVariantList({u"mailer"_s, QString()}));
    QSignalSpy asked(&model, &DecisionModel::wordAsked);
    QVERIFY(model.setData(index, options.at(0)));
    QCOMPARE(asked.size(), 1);
    QVERIFY(!model.setData(index, u"no such role"_s));
}

void TestDecisionModel::theSiteIsAnyText()
{
    DecisionModel model;
    model.setPlan(plan(), {u"HQ"_s, u"Branch"_s});
    const QModelIndex index = model.index(3, DecisionModel::AnswerColumn);
    QCOMPARE(index.data(DecisionModel::OptionsRole).toStringList(), QStringList({u"HQ"_s, u"Branch"_s}));
    QSignalSpy answered(&model, &DecisionModel::siteAnswered);
    QVERIFY(model.setData(index, u"  Munich "_s));
    QCOMPARE(answered.first().first().toString(), u"Munich"_s);
    QCOMPARE(index.data().toString(), u"Munich"_s);
    QVERIFY(!model.setData(index, u"two\nlines"_s));
    QCOMPARE(answered.size(), 1);
}

void TestDecisionModel::anAnsweredSiteCanBeAnsweredAgain()
{
    DecisionModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPlan(plan(), {u"HQ"_s});
    auto next = plan();
    next->decisions.removeLast();
    next->choices.site = u"HQ"_s;
    model.setPlan(next, {u"HQ"_s});
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(answer(model, 3), u"HQ"_s);
    QSignalSpy answered(&model, &DecisionModel::siteAnswered);
    QVERIFY(model.setData(model.index(3, DecisionModel::AnswerColumn), QString()));
    QCOMPARE(answered.first().first().toString(), QString());
}

void TestDecisionModel::allSuggestionsAtOnce()
{
    DecisionModel model;
    model.setPlan(plan(), {});
    QSignalSpy answered(&model, &DecisionModel::answered);
    QVERIFY(model.hasTicks());
    model.setAllTicked(true);
    QCOMPARE(answered.size(), 1);
    QCOMPARE(answered.first().first().toStringList().size(), 2);
}

QTEST_MAIN(TestDecisionModel)
#include "tst_decisionmodel.moc"
