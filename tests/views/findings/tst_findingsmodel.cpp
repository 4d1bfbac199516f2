// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/findings.h"
#include "tests/support/topologydsl.h"
#include "views/findings/findingsmodel.h"

#include <QAbstractItemModelTester>
#include <QIcon>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestFindingsModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_model.reset(); }
    void theWorstComesFirst();
    void saysWhatWhereAndByWhichRule();
    void severitiesAreLeftOut();
    void whatIsAcceptedStandsAtTheEnd();
    void countsWhatIsOpen();
    void aRowIsFoundByWhatItIsAbout();
    void aRemovedServerTakesItsFindingsAlong();
    void anotherStyleKeepsTheRows();
    void hostileTextStaysPlain();

private:
    void show(const Topology &topology) const { m_model->setFindings(findingsOf(topology), topology); }
    QString text(int row, FindingColumn column) const;
    QStringList rules() const;

    Topology m_topology;
    std::unique_ptr<FindingsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestFindingsModel::init()
{
    // One Hub Transport server and one global catalog for two Mailbox servers; a filter between the sites; no witness.
    m_topology = topologyFromText(R"(
        hq facing: mbx1[mailbox] mbx2[mailbox] hub1[hub-transport client-access] dc1[domain-controller global-catalog]
        br: hub2[hub-transport] dc2[domain-controller global-catalog]
        hq - br filtered
        dag1 = dag(mbx1 mbx2)
    )");
    m_model = std::make_unique<FindingsModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    show(m_topology);
}

QString TestFindingsModel::text(int row, FindingColumn column) const
{
    return m_model->index(row, int(column)).data().toString();
}

QStringList TestFindingsModel::rules() const
{
    QStringList result;
    for (int row = 0; row < m_model->rowCount(); ++row)
        result << text(row, FindingColumn::Rule);
    return result;
}

void TestFindingsModel::theWorstComesFirst()
{
    QStringList words;
    for (int row = 0; row < m_model->rowCount(); ++row)
        words << text(row, FindingColumn::Severity);
    QCOMPARE(words.first(), u"error"_s);
    QCOMPARE(words.last(), u"note"_s);
    QCOMPARE(words.lastIndexOf(u"error"_s) + 1, words.indexOf(u"advice"_s));
    QCOMPARE(words.lastIndexOf(u"advice"_s) + 1, words.indexOf(u"note"_s));
}

void TestFindingsModel::saysWhatWhereAndByWhichRule()
{
    QCOMPARE(text(0, FindingColumn::Rule), u"N1"_s);
    QCOMPARE(text(0, FindingColumn::Place), u"HQ – BR"_s);
    const int row = m_model->rowOf(u"S2b hq"_s);
    QCOMPARE(text(row, FindingColumn::Title), findingOf(m_model->findings(), u"S2b").title);
    QCOMPARE(text(row, FindingColumn::Place), u"MBX1, MBX2"_s);
    for (int column = 0; column < kFindingColumnCount; ++column)
        QVERIFY(!m_model->headerData(column, Qt::Horizontal).toString().isEmpty());
    // The list shows the title; who cannot see it hears the whole sentence.
    QVERIFY(m_model->index(row, int(FindingColumn::Title))
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(m_model->finding(row).detail));
}

void TestFindingsModel::severitiesAreLeftOut()
{
    const QStringList all = rules();
    m_model->setShown({Severity::Warning}, false);
    QCOMPARE(rules(), QStringList({u"S2b"_s, u"S4"_s}));
    m_model->setShown({}, false);
    QCOMPARE(m_model->rowCount(), 0);
    m_model->setShown({Severity::Error, Severity::Warning, Severity::Information}, false);
    QCOMPARE(rules(), all);
}

void TestFindingsModel::whatIsAcceptedStandsAtTheEnd()
{
    const Finding filter = findingOf(findingsOf(m_topology), u"N1");
    show(acceptFinding(filter, u"Until May"_s).apply(m_topology));
    QCOMPARE(m_model->rowOf(filter.key()), -1);
    m_model->setShown({Severity::Warning}, true);
    QCOMPARE(rules(), QStringList({u"S2b"_s, u"S4"_s, u"N1"_s}));
    QCOMPARE(text(2, FindingColumn::Severity), u"accepted"_s);
    QVERIFY(m_model->index(2, 0).data(Qt::ForegroundRole).isValid());
    QVERIFY(!m_model->index(1, 0).data(Qt::ForegroundRole).isValid());
}

void TestFindingsModel::countsWhatIsOpen()
{
    m_model->setShown({}, false);
    QCOMPARE(m_model->count(Severity::Error), 1);
    QCOMPARE(m_model->count(Severity::Warning), 2);
    QCOMPARE(m_model->acceptedCount(), 0);
    show(acceptFinding(findingOf(findingsOf(m_topology), u"N1"), u"Until May"_s).apply(m_topology));
    QCOMPARE(m_model->count(Severity::Error), 0);
    QCOMPARE(m_model->count(Severity::Warning), 2);
    QCOMPARE(m_model->acceptedCount(), 1);
}

void TestFindingsModel::aRowIsFoundByWhatItIsAbout()
{
    for (int row = 0; row < m_model->rowCount(); ++row)
        QCOMPARE(m_model->rowOf(m_model->finding(row).key()), row);
    QCOMPARE(m_model->rowOf(u"S2b br"_s), -1);
}

void TestFindingsModel::aRemovedServerTakesItsFindingsAlong()
{
    QVERIFY(m_model->rowOf(u"S2b hq"_s) >= 0);
    Topology fewer = m_topology;
    fewer.servers.removeIf([](const Server &server) { return server.id == u"mbx2"; });
    fewer.groups.clear();
    show(fewer);
    QCOMPARE(m_model->rowOf(u"S2b hq"_s), -1);
    for (int row = 0; row < m_model->rowCount(); ++row)
        QVERIFY(!text(row, FindingColumn::Place).contains(u"MBX2"_s));
}

void TestFindingsModel::anotherStyleKeepsTheRows()
{
    const QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    const QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    const auto picture = [this] {
        return m_model->index(0, 0).data(Qt::DecorationRole).value<QIcon>().pixmap(16, 16).toImage();
    };
    const QImage light = picture();
    m_model->setStyle(DiagramStyle::of(Theme::Dark));
    QCOMPARE(reset.size(), 0);
    QCOMPARE(changed.size(), 1);
    QVERIFY(picture() != light);
}

void TestFindingsModel::hostileTextStaysPlain()
{
    Topology hostile = m_topology;
    const QString name = u"<b>bold</b> & <img src='file:///etc/passwd'>"_s;
    for (Server &server : hostile.servers)
        server.name = server.id == u"mbx1" ? name : u"A\u202eB\nC"_s;
    show(hostile);
    const int row = m_model->rowOf(u"S2b hq"_s);
    QCOMPARE(text(row, FindingColumn::Place), name + u", A\uFFFDB\uFFFDC"_s);
    QTextDocument tip;
    tip.setHtml(m_model->index(row, 0).data(Qt::ToolTipRole).toString());
    QVERIFY2(tip.toPlainText().contains(name), qPrintable(tip.toPlainText()));
}

QTEST_MAIN(TestFindingsModel)
#include "tst_findingsmodel.moc"
