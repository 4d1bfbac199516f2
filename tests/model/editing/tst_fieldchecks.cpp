// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/editing/fieldchecks.h"
#include "tests/support/topologydsl.h"

#include <QRegularExpression>
#include <QTest>

#include <functional>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

namespace {

enum Verdict { Fine, Finding, Refused };
using Check = std::function<FieldCheck(const Topology &, const QString &)>;

} // namespace

Q_DECLARE_METATYPE(Verdict)
Q_DECLARE_METATYPE(Check)

class TestFieldChecks : public QObject
{
    Q_OBJECT

private:
    Topology m_plan = topologyFromText("hq: a[x] b[x]\nbr:\ndmz:\nhq - br\ng = dag(a)\nh = dag(b)");

private Q_SLOTS:
    void initTestCase()
    {
        m_plan.servers[1].fqdn = u"b.example"_s;
        m_plan.servers[1].addresses = {u"2001:db8::1"_s};
        ChartView view;
        view.name = u"V"_s;
        m_plan.views << view;
    }

    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void checksLinks();
    void readsAddresses();
    void readsPortRanges_data();
    void readsPortRanges();
};

void TestFieldChecks::saysWhatIsWrong_data()
{
    QTest::addColumn<Check>("check");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Verdict>("verdict");
    const auto rows = [](const char *what, const Check &check, const QList<std::pair<QString, Verdict>> &texts) {
        for (const auto &[text, verdict] : texts)
            QTest::newRow(qPrintable(u"%1 “%2”"_s.arg(QLatin1StringView(what), text.left(30))))
                << check << text << verdict;
    };
    const QString longName(257, u'n');
    rows("server name", [](const Topology &now, const QString &text) { return checkServerName(now, u"a"_s, text); },
         {{u"A"_s, Fine},
          {u"new"_s, Fine},
          {u"b"_s, Finding},
          {QString(), Refused},
          {u" "_s, Refused},
          {u"a\tb"_s, Refused},
          {u"a\u202eb"_s, Refused},
          {QString(QChar(0xDC00)), Refused},
          {longName, Refused}});
    rows("site name", [](const Topology &now, const QString &text) { return checkSiteName(now, u"hq"_s, text); },
         {{u"HQ"_s, Fine}, {u"A"_s, Fine}, {u"Br"_s, Finding}, {QString(), Refused}});
    rows("group name", [](const Topology &now, const QString &text) { return checkGroupName(now, u"g"_s, text); },
         {{u"G"_s, Fine}, {u"h"_s, Finding}, {longName, Refused}});
    rows("view name", [](const Topology &now, const QString &text) { return checkViewName(now, u"W"_s, text); },
         {{u"W"_s, Fine}, {u"v"_s, Fine}, {u"V"_s, Refused}, {QString(), Refused}});
    rows("document name", [](const Topology &, const QString &text) { return checkDocumentName(text); },
         {{u"Plan"_s, Fine}, {QString(), Refused}});
    rows("catalog", [](const Topology &, const QString &text) { return checkCatalogId(text); },
         {{u"any"_s, Fine}, {QString(), Refused}});
    rows("id", checkNewId,
         {{u"c"_s, Fine},
          {u"a"_s, Refused},
          {u"hq"_s, Refused},
          {u"g"_s, Refused},
          {u"C"_s, Refused},
          {u"-c"_s, Refused},
          {QString(), Refused}});
    rows("organization", [](const Topology &, const QString &text) { return checkOrganization(text); },
         {{QString(), Fine}, {u"world"_s, Fine}, {u"a\nb"_s, Refused}, {longName, Refused}});
    rows("version", [](const Topology &, const QString &text) { return checkVersion(text); },
         {{QString(), Fine}, {u"14.3"_s, Fine}, {longName, Refused}});
    rows("operating system", [](const Topology &, const QString &text) { return checkOperatingSystem(text); },
         {{QString(), Fine}, {u"a\u0007"_s, Refused}});
    rows("notes", [](const Topology &, const QString &text) { return checkNotes(text); },
         {{QString(), Fine}, {u"a\n\tb"_s, Fine}, {u"a\u2066"_s, Refused}, {QString(65537, u'n'), Refused}});
    rows("reason", [](const Topology &, const QString &text) { return checkReason(text); },
         {{u"a\nb"_s, Fine}, {u"\n"_s, Refused}});
    rows("role", [](const Topology &, const QString &text) { return checkRole(text); },
         {{u"unheard-of"_s, Fine}, {QString(), Refused}, {longName, Refused}});
    rows("FQDN", [](const Topology &now, const QString &text) { return checkFqdn(now, u"a"_s, text); },
         {{QString(), Fine},
          {u"a.example"_s, Fine},
          {u"a.example."_s, Fine},
          {u"B.Example"_s, Finding},
          {u"a b"_s, Refused},
          {u"-a.example"_s, Refused},
          {u"a..example"_s, Refused},
          {u"ä.example"_s, Refused}});
    rows("domain", [](const Topology &, const QString &text) { return checkHostName(text); },
         {{QString(), Fine}, {u"b.example"_s, Fine}, {u"a/b"_s, Refused}});
    rows("addresses of a server",
         [](const Topology &now, const QString &text) { return checkServerAddresses(now, u"a"_s, text); },
         {{QString(), Fine},
          {u"192.0.2.1, 192.0.2.2"_s, Fine},
          {u"2001:DB8:0::1"_s, Finding},
          {u"192.0.2"_s, Refused},
          {u"192.0.2.1, 2001:db8::1, x"_s, Refused}});
    rows("addresses", [](const Topology &, const QString &text) { return checkAddresses(text); },
         {{u"2001:db8::1"_s, Fine}, {u"192.0.2.01"_s, Refused}, {u"::1 "_s.repeated(1001), Refused}});
    rows("port range", [](const Topology &, const QString &text) { return checkPortRange(text); },
         {{QString(), Fine},
          {u"60000-60099"_s, Fine},
          {u"60000"_s, Fine},
          {u"9-7"_s, Refused},
          {u"0-7"_s, Refused},
          {u"1-65536"_s, Refused},
          {u"1-2-3"_s, Refused},
          {u"-"_s, Refused},
          {u"a"_s, Refused}});
    rows("port", [](const Topology &, const QString &text) { return checkPort(text); },
         {{QString(), Fine},
          {u"1"_s, Fine},
          {u" 65535 "_s, Fine},
          {u"0"_s, Refused},
          {u"65536"_s, Refused},
          {u"99999999999999999999"_s, Refused},
          {u"1.5"_s, Refused}});
    rows("cost", [](const Topology &, const QString &text) { return checkCost(text); },
         {{u"1"_s, Fine},
          {u"1000000"_s, Fine},
          {QString(), Refused},
          {u"0"_s, Refused},
          {u"-1"_s, Refused},
          {u"1000001"_s, Refused}});
}

void TestFieldChecks::saysWhatIsWrong()
{
    QFETCH(Check, check);
    QFETCH(QString, text);
    QFETCH(Verdict, verdict);
    const FieldCheck fault = check(m_plan, text);
    QCOMPARE(fault.has_value(), verdict != Fine);
    if (fault) {
        QCOMPARE(fault->isRefused, verdict == Refused);
        QVERIFY(fault->text.endsWith(u'.'));
        QVERIFY(!fault->text.contains(u'%'));
    }
}

void TestFieldChecks::checksLinks()
{
    QVERIFY(!checkNewLink(m_plan, {u"br"_s, u"dmz"_s}));
    QVERIFY(checkNewLink(m_plan, {u"br"_s, u"br"_s}));
    QVERIFY(checkNewLink(m_plan, {u"br"_s, u"hq"_s}));
    QVERIFY(checkNewLink(m_plan, {u"br"_s, u"gone"_s}));
    QVERIFY(checkNewLink(m_plan, {QString(), u"hq"_s}));
}

void TestFieldChecks::readsAddresses()
{
    QCOMPARE(addressesFrom(u" 192.0.2.1,192.0.2.2;::1\n::2 "_s),
             QStringList({u"192.0.2.1"_s, u"192.0.2.2"_s, u"::1"_s, u"::2"_s}));
    QCOMPARE(addressesFrom(u" ,; "_s), QStringList());
}

void TestFieldChecks::readsPortRanges_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::addColumn<QString>("written");
    QTest::newRow("range") << u"60000-60099"_s << 60000 << 60099 << u"60000-60099"_s;
    QTest::newRow("blanks and a dash") << u" 60000 – 60099 "_s << 60000 << 60099 << u"60000-60099"_s;
    QTest::newRow("one port") << u"7"_s << 7 << 7 << u"7"_s;
    QTest::newRow("all") << u"1-65535"_s << 1 << 65535 << u"1-65535"_s;
}

void TestFieldChecks::readsPortRanges()
{
    QFETCH(QString, text);
    QFETCH(int, first);
    QFETCH(int, last);
    QFETCH(QString, written);
    const std::optional<PortRange> range = portRangeFrom(text);
    QVERIFY(range.has_value());
    QCOMPARE(int(range->first), first);
    QCOMPARE(int(range->last), last);
    QCOMPARE(portRangeText(range), written);
    QCOMPARE(portRangeText({}), QString());
}

QTEST_GUILESS_MAIN(TestFieldChecks)
#include "tst_fieldchecks.moc"
