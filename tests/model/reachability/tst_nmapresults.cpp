// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/nmapresults.h"
#include "model/reachability/resultsfile.h"
#include "model/reachability/verdicts.h"
#include "tests/support/kits.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

using namespace portolan::test;

namespace {

/// h opens TCP 25 to b, and LDAP, DNS, Kerberos (UDP too) and more to d.
constexpr const char *kPlan = "hq: h[hub-transport ip=10.0.0.1] b[hub-transport ip=10.0.0.2 fqdn=b.test.example] "
                              "d[domain-controller global-catalog ip=10.0.0.3]";

ReachabilityPlan plan(const char *text = kPlan)
{
    return planFrom(flowsOf(text), u"h"_s);
}

QByteArray scan(const QByteArray &inside, const QByteArray &tcp = "1-65535", const QByteArray &udp = {})
{
    return "<?xml version=\"1.0\"?>\n<!DOCTYPE nmaprun>\n"
           "<nmaprun scanner=\"nmap\" args=\"nmap -sT -oX -\" start=\"1767225600\" version=\"7.93\">\n"
           "<scaninfo type=\"connect\" protocol=\"tcp\" numservices=\"1\" services=\""
        + tcp + "\"/>\n"
        + (udp.isEmpty() ? QByteArray()
                         : "<scaninfo type=\"udp\" protocol=\"udp\" numservices=\"1\" services=\"" + udp + "\"/>\n")
        + inside + "<runstats><finished time=\"1767225660\" exit=\"success\"/></runstats>\n</nmaprun>\n";
}

QByteArray host(const QByteArray &address, const QByteArray &ports, const QByteArray &names = {},
                const QByteArray &state = "up")
{
    return "<host starttime=\"1767225610\" endtime=\"1767225620\"><status state=\"" + state + "\"/><address addr=\""
        + address + "\" addrtype=\"ipv4\"/><hostnames>" + names + "</hostnames><ports>" + ports + "</ports></host>\n";
}

QByteArray port(const QByteArray &transport, int number, const QByteArray &state)
{
    return "<port protocol=\"" + transport + "\" portid=\"" + QByteArray::number(number) + "\"><state " + state
        + "/></port>";
}

NmapResults read(const QByteArray &bytes, const ReachabilityPlan &of)
{
    const Result<NmapResults> results = nmapResults(bytes, u"scan.xml"_s, of);
    if (!results)
        qFatal("%s", qPrintable(toText(results.error())));
    return *results;
}

const CheckedTarget *target(const NmapResults &results, const QString &key)
{
    const auto found = std::find_if(results.run.targets.begin(), results.run.targets.end(),
                                    [&key](const CheckedTarget &one) { return one.key.startsWith(key); });
    return found == results.run.targets.end() ? nullptr : &*found;
}

QString resultOf(const NmapResults &results, const QString &key)
{
    const CheckedTarget *const found = target(results, key);
    return found == nullptr ? u"not scanned"_s : toString(found->report.result);
}

} // namespace

class TestNmapResults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statesAreKeptApart_data();
    void statesAreKeptApart();
    void icmpErrorsAreKept();
    void portsThatAreSummedUp_data();
    void portsThatAreSummedUp();
    void hostsAreServersByAddressThenName_data();
    void hostsAreServersByAddressThenName();
    void ofSeveralAddressesTheBestCounts();
    void whatThePlanDoesNotAskIsCounted();
    void theRunSaysWhenByWhomAndFromWhere();
    void theResultsAreAFile();
    void openIsNotAsked();
    void aCutScanKeepsItsHosts();
    void whatCannotBeUsedSaysWhere_data();
    void whatCannotBeUsedSaysWhere();
};

void TestNmapResults::statesAreKeptApart_data()
{
    QTest::addColumn<QByteArray>("transport");
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QString>("result");
    const QByteArray tcp = "tcp";
    const QByteArray udp = "udp";
    QTest::newRow("open") << tcp << QByteArray("state=\"open\" reason=\"syn-ack\"") << u"open"_s;
    QTest::newRow("closed") << tcp << QByteArray("state=\"closed\" reason=\"conn-refused\"") << u"refused"_s;
    QTest::newRow("filtered, silence") << tcp << QByteArray("state=\"filtered\" reason=\"no-response\"")
                                       << u"no-answer"_s;
    QTest::newRow("filtered, prohibited")
        << tcp << QByteArray("state=\"filtered\" reason=\"admin-prohibited\"") << u"unreachable"_s;
    QTest::newRow("filtered, a firewall's port unreachable")
        << tcp << QByteArray("state=\"filtered\" reason=\"port-unreach\"") << u"unreachable"_s;
    QTest::newRow("filtered, nmap does not say how") << tcp << QByteArray("state=\"filtered\"") << u"no-answer"_s;
    QTest::newRow("unfiltered") << tcp << QByteArray("state=\"unfiltered\" reason=\"reset\"") << u"cannot-tell"_s;
    QTest::newRow("closed or filtered") << tcp << QByteArray("state=\"closed|filtered\"") << u"cannot-tell"_s;
    QTest::newRow("no state of nmap's") << tcp << QByteArray("state=\"&lt;b&gt;\"") << u"cannot-tell"_s;
    QTest::newRow("UDP open") << udp << QByteArray("state=\"open\" reason=\"udp-response\"") << u"open"_s;
    QTest::newRow("UDP closed") << udp << QByteArray("state=\"closed\" reason=\"port-unreach\"") << u"refused"_s;
    QTest::newRow("UDP silence") << udp << QByteArray("state=\"open|filtered\" reason=\"no-response\"")
                                 << u"cannot-tell"_s;
    QTest::newRow("UDP filtered") << udp << QByteArray("state=\"filtered\" reason=\"host-unreach\"")
                                  << u"unreachable"_s;
}

void TestNmapResults::statesAreKeptApart()
{
    QFETCH(QByteArray, transport);
    QFETCH(QByteArray, state);
    const NmapResults results = read(scan(host("10.0.0.3", port(transport, 88, state)), "88", "88"), plan());
    QTEST(resultOf(results, u"d %1/88 kerberos"_s.arg(QString::fromLatin1(transport))), "result");
    const QString other = transport == "tcp" ? u"udp"_s : u"tcp"_s;
    QCOMPARE(resultOf(results, u"d %1/88"_s.arg(other)), u"not scanned"_s);
}

void TestNmapResults::icmpErrorsAreKept()
{
    const NmapResults results =
        read(scan(host("10.0.0.3",
                       port("tcp", 88, "state=\"filtered\" reason=\"admin-prohibited\" reason_ip=\"10.0.0.254\""))),
             plan());
    const CheckedTarget *const found = target(results, u"d tcp/88"_s);
    QVERIFY(found != nullptr && found->report.icmp.has_value());
    QCOMPARE(*found->report.icmp, (IcmpError{4, 3, 13, u"10.0.0.254"_s}));
    QCOMPARE(found->report.address, u"10.0.0.3"_s);
}

void TestNmapResults::portsThatAreSummedUp_data()
{
    QTest::addColumn<QByteArray>("ports");
    QTest::addColumn<QByteArray>("scanned");
    QTest::addColumn<QString>("result");
    QTest::newRow("all the rest is closed") << QByteArray(
        "<extraports state=\"closed\" count=\"9\"><extrareasons reason=\"reset\" count=\"9\"/></extraports>")
                                            << QByteArray("1-1000") << u"refused"_s;
    QTest::newRow("all the rest is filtered") << QByteArray(
        "<extraports state=\"filtered\" count=\"9\"><extrareasons reason=\"no-response\" count=\"9\"/></extraports>")
                                              << QByteArray("1-1000") << u"no-answer"_s;
    QTest::newRow("it was not scanned") << QByteArray("<extraports state=\"closed\" count=\"9\"/>")
                                        << QByteArray("1-24,26-1000") << u"not scanned"_s;
    QTest::newRow("nothing is said of it") << QByteArray() << QByteArray("1-1000") << u"not scanned"_s;
    QTest::newRow("which of two states is not said")
        << QByteArray("<extraports state=\"closed\" count=\"9\"/><extraports state=\"filtered\" count=\"9\"/>")
        << QByteArray("1-1000") << u"cannot-tell"_s;
    QTest::newRow("which of two states is said") << QByteArray(
        "<extraports state=\"closed\" count=\"9\"><extrareasons reason=\"reset\" count=\"9\" proto=\"tcp\" "
        "ports=\"1-24\"/></extraports><extraports state=\"filtered\" count=\"9\"><extrareasons "
        "reason=\"no-response\" count=\"9\" proto=\"tcp\" ports=\"25,80-90\"/></extraports>")
                                                 << QByteArray("1-1000") << u"no-answer"_s;
    QTest::newRow("of another transport")
        << QByteArray("<extraports state=\"closed\" count=\"9\"><extrareasons reason=\"port-unreach\" count=\"9\" "
                      "proto=\"udp\"/></extraports>")
        << QByteArray("1-1000") << u"not scanned"_s;
}

void TestNmapResults::portsThatAreSummedUp()
{
    QFETCH(QByteArray, ports);
    QFETCH(QByteArray, scanned);
    QTEST(resultOf(read(scan(host("10.0.0.2", ports), scanned), plan()), u"b tcp/25"_s), "result");
}

void TestNmapResults::hostsAreServersByAddressThenName_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("names");
    QTest::addColumn<QString>("result");
    const QByteArray name = "<hostname name=\"B.TEST.example.\" type=\"PTR\"/>";
    QTest::newRow("by address") << QByteArray("10.0.0.2") << QByteArray() << u"open"_s;
    QTest::newRow("by full name") << QByteArray("10.9.9.9") << name << u"open"_s;
    QTest::newRow("by the plan's name") << QByteArray("10.9.9.9") << QByteArray("<hostname name=\"b\" type=\"user\"/>")
                                        << u"open"_s;
    QTest::newRow("by its name without the domain")
        << QByteArray("10.9.9.9") << QByteArray("<hostname name=\"b\" type=\"PTR\"/>") << u"open"_s;
    QTest::newRow("the address is another server's") << QByteArray("10.0.0.3") << name << u"not scanned"_s;
    QTest::newRow("a stranger") << QByteArray("10.9.9.9")
                                << QByteArray("<hostname name=\"b.other.example\" type=\"PTR\"/>") << u"not scanned"_s;
}

void TestNmapResults::hostsAreServersByAddressThenName()
{
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, names);
    const NmapResults results = read(scan(host(address, port("tcp", 25, "state=\"open\""), names)), plan());
    QTEST(resultOf(results, u"b tcp/25"_s), "result");
}

void TestNmapResults::ofSeveralAddressesTheBestCounts()
{
    const ReachabilityPlan of = plan("hq: h[hub-transport] b[hub-transport ip=10.0.0.2 ip=10.0.1.2]");
    const QByteArray closed = host("10.0.0.2", port("tcp", 25, "state=\"closed\""));
    const QByteArray open = host("10.0.1.2", port("tcp", 25, "state=\"open\""));
    for (const QByteArray &hosts : {closed + open, open + closed}) {
        const NmapResults results = read(scan(hosts), of);
        QCOMPARE(results.run.targets.size(), 1);
        QCOMPARE(resultOf(results, u"b tcp/25"_s), u"open"_s);
        QCOMPARE(results.run.targets[0].report.address, u"10.0.1.2"_s);
    }
}

void TestNmapResults::whatThePlanDoesNotAskIsCounted()
{
    const NmapResults results =
        read(scan(host("10.0.0.2", port("tcp", 25, "state=\"open\"") + port("tcp", 3389, "state=\"open\""))
                      + host("10.7.7.7", port("tcp", 25, "state=\"open\"")) + host("10.0.0.3", {}, {}, "down"),
                  "25,3389"),
             plan());
    QCOMPARE(results.run.targets.size(), 1);
    QCOMPARE(results.otherHosts, 1);
    QCOMPARE(results.otherPorts, 1);
    QCOMPARE(results.notScanned, int(plan().checks.size()) - 1);
    QVERIFY(std::any_of(results.remarks.begin(), results.remarks.end(),
                        [](const ImportRemark &remark) { return remark.text.contains(u"-Pn"); }));
}

void TestNmapResults::theRunSaysWhenByWhomAndFromWhere()
{
    const NmapResults results = read(scan(host("10.0.0.2", port("tcp", 25, "state=\"open\""))), plan());
    QCOMPARE(results.run.program, u"nmap 7.93"_s);
    QCOMPARE(results.run.vantage.server, u"h"_s);
    QCOMPARE(results.run.startedAt, QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC));
    QCOMPARE(results.run.finishedAt, QDateTime(QDate(2026, 1, 1), QTime(0, 1), Qt::UTC));
    const CheckedTarget &checked = results.run.targets[0];
    QCOMPARE(checked.destination, u"b"_s);
    QCOMPARE(toString(checked.protocol), u"connect"_s);
    QCOMPARE(checked.report.startedAt, QDateTime(QDate(2026, 1, 1), QTime(0, 0, 10), Qt::UTC));
}

void TestNmapResults::theResultsAreAFile()
{
    // What others wrote is in it: it has to be one that is read again.
    const QByteArray state = "state=\"&#x85;[31m&quot;\" reason=\"a&#x202e;b\" reason_ip=\"x\"";
    const NmapResults results = read(scan(host("10.0.0.2", port("tcp", 25, state))), plan());
    const ReachabilityResults all{{results.run}};
    const Result<ReachabilityResults> again = parseResults(writeResults(all), u"x"_s);
    QVERIFY2(again, again ? "" : qPrintable(toText(again.error())));
    QCOMPARE(again->runs[0].targets.size(), 1);
    QVERIFY(!again->runs[0].targets[0].report.detail.contains(QChar(0x85)));
}

void TestNmapResults::openIsNotAsked()
{
    const ReachabilityPlan of = plan();
    const NmapResults results = read(scan(host("10.0.0.2", port("tcp", 25, "state=\"open\""))), of);
    const std::vector<JudgedPort> ports =
        judged(of, {{results.run}}, {QDateTime(QDate(2026, 1, 2), QTime(0, 0), Qt::UTC), 7});
    int told = 0;
    for (const JudgedPort &one : ports) {
        if (one.verdict.run < 0)
            continue;
        ++told;
        QCOMPARE(toString(one.result), u"open"_s);
        QCOMPARE(toString(one.verdict.verdict), u"cannot-tell"_s);
    }
    QCOMPARE(told, 1);
}

void TestNmapResults::aCutScanKeepsItsHosts()
{
    const QByteArray whole = scan(host("10.0.0.2", port("tcp", 25, "state=\"open\"")));
    const NmapResults results = read(whole.left(whole.indexOf("<runstats>")), plan());
    QCOMPARE(results.run.targets.size(), 1);
    QVERIFY(results.run.finishedAt.isNull());
    QVERIFY(!results.remarks.isEmpty());
}

void TestNmapResults::whatCannotBeUsedSaysWhere_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("line");
    QTest::newRow("definitions of its own")
        << QByteArray("<?xml version=\"1.0\"?>\n<!DOCTYPE nmaprun [<!ENTITY a \"b\">]>\n<nmaprun start=\"1\"/>") << 2;
    QTest::newRow("no time") << QByteArray("<nmaprun version=\"7.93\"></nmaprun>") << 1;
    QTest::newRow("a time that is none") << QByteArray("<nmaprun start=\"-5\"></nmaprun>") << 1;
    QByteArray deep = "<nmaprun start=\"1767225600\">\n";
    for (int i = 0; i < 200; ++i)
        deep += "<a>\n";
    QTest::newRow("too deep") << deep << 65;
}

void TestNmapResults::whatCannotBeUsedSaysWhere()
{
    QFETCH(QByteArray, bytes);
    const Result<NmapResults> results = nmapResults(bytes, u"scan.xml"_s, plan());
    QVERIFY(!results);
    QCOMPARE(results.error()[0].file, u"scan.xml"_s);
    QTEST(results.error()[0].line, "line");
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestNmapResults)
#include "tst_nmapresults.moc"
