// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/checks.h"
#include "views/checks/checktext.h"
#include "views/inspector/htmlwriter.h"

#include <QSet>
#include <QTest>
#include <QTextDocument>

using namespace portolan;
using namespace portolan::test;
using namespace Qt::StringLiterals;

class TestCheckText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void timesSayTheirZone();
    void agesAreRounded_data();
    void agesAreRounded();
    void durationsAreRoundedUp_data();
    void durationsAreRoundedUp();
    void machinesAreCalledByTheirNames();
    void theHeadingNamesTheNewestOfMany();
    void everyResultHasItsWord();
    void everyExchangeHasItsWords();
    void countsNameOnlyWhatThereIs();
    void evidenceIsTold();
    void evidenceIsNoMarkup();
    void manyStepsAreCut();
    void theInspectorSaysWhatIsKnownOfASelection();

private:
    CheckedPlan checkedWith(const std::function<void(ProbeReport &)> &change, ProbeResult result) const;
    static QString plain(const QString &html);

    const FlowSet m_flows = checkedFlowSet();
};

CheckedPlan TestCheckText::checkedWith(const std::function<void(ProbeReport &)> &change, ProbeResult result) const
{
    ReachabilityRun run = runFrom(u"a"_s, checkTime(24), {{u"b tcp/25"_s, result}});
    change(run.targets.front().report);
    return checkedBy(m_flows, {run});
}

QString TestCheckText::plain(const QString &html)
{
    QTextDocument document;
    document.setHtml(html);
    return document.toPlainText();
}

namespace {

size_t portThatWasSeen(const CheckedVantage &vantage)
{
    for (size_t i = 0; i < vantage.ports.size(); ++i) {
        if (vantage.ports[i].verdict.run >= 0)
            return i;
    }
    qFatal("nothing was seen");
}

} // namespace

void TestCheckText::timesSayTheirZone()
{
    QCOMPARE(whenText(checkTime(5)), u"5 Nov 2026 10:31 UTC"_s);
    QCOMPARE(whenText(QDateTime(QDate(2026, 11, 5), QTime(10, 31), QTimeZone(3600))), u"5 Nov 2026 09:31 UTC"_s);
}

void TestCheckText::agesAreRounded_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("now") << 5 << u"just now"_s;
    QTest::newRow("a clock that is ahead") << -500 << u"just now"_s;
    QTest::newRow("minutes") << 150 << u"2 min ago"_s;
    QTest::newRow("an hour") << 3700 << u"1 hour ago"_s;
    QTest::newRow("hours") << 3 * 3600 + 5 << u"3 hours ago"_s;
    QTest::newRow("a day") << 25 * 3600 << u"1 day ago"_s;
    QTest::newRow("days") << 9 * 86400 << u"9 days ago"_s;
}

void TestCheckText::agesAreRounded()
{
    QFETCH(int, seconds);
    QTEST(agoText(checkTime(24).addSecs(-seconds), checkTime(24)), "text");
}

void TestCheckText::durationsAreRoundedUp_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("less than a second") << qint64(1) << u"1 s"_s;
    QTest::newRow("seconds") << qint64(42'100) << u"43 s"_s;
    QTest::newRow("minutes") << qint64(121'000) << u"3 min"_s;
    QTest::newRow("hours") << qint64(3 * 3'600'000) << u"3 h"_s;
}

void TestCheckText::durationsAreRoundedUp()
{
    QFETCH(qint64, milliseconds);
    QTEST(durationText(milliseconds), "text");
}

void TestCheckText::machinesAreCalledByTheirNames()
{
    QCOMPARE(vantageName(m_flows.topology(), u"a"_s, u"other"_s), u"A"_s);
    QCOMPARE(vantageName(m_flows.topology(), u"gone"_s, {}), u"gone"_s);
    QCOMPARE(vantageName(m_flows.topology(), {}, {}), u"elsewhere"_s);
    QCOMPARE(vantageName(m_flows.topology(), {}, u"laptop"_s), u"elsewhere (laptop)"_s);
}

void TestCheckText::theHeadingNamesTheNewestOfMany()
{
    QList<ReachabilityRun> runs;
    for (const Server &server : m_flows.topology().servers)
        runs << runFrom(server.id, checkTime(20 + int(runs.size())), {});
    QCOMPARE(runs.size(), 5);
    const QString heading = checkHeading(checkedBy(m_flows, runs));
    QVERIFY2(heading.startsWith(u"Checked from E, 24 Nov"), qPrintable(heading));
    QVERIFY2(heading.endsWith(u"; and 2 more"), qPrintable(heading));
    QCOMPARE(heading.count(u"portolan"), 3);
    // For one more alone the words would be longer than its name.
    runs.removeFirst();
    QVERIFY(!checkHeading(checkedBy(m_flows, runs)).contains(u"more"));
}

void TestCheckText::everyResultHasItsWord()
{
    QSet<QString> words;
    for (const ProbeResult result :
         {ProbeResult::Open, ProbeResult::Refused, ProbeResult::NoAnswer, ProbeResult::Unreachable,
          ProbeResult::NameNotFound, ProbeResult::LocalFailure, ProbeResult::CannotTell, ProbeResult::NotProbeable}) {
        QVERIFY(!resultText(result).isEmpty());
        words << resultText(result);
    }
    QCOMPARE(words.size(), 8);
}

void TestCheckText::everyExchangeHasItsWords()
{
    ProbeRequest request;
    request.hint.protocol = ProbeProtocol::Smtp;
    request.hint.tls = ProbeTls::IfOffered;
    QCOMPARE(exchangeText(request), u"SMTP, then TLS if it is offered"_s);
    request.hint.protocol = ProbeProtocol::Http;
    request.hint.tls = ProbeTls::First;
    request.hint.path = u"/x/"_s;
    QCOMPARE(exchangeText(request), u"HTTP /x/ in TLS"_s);
    QSet<QString> words;
    for (int protocol = 0; protocol <= int(ProbeProtocol::NetTcp); ++protocol) {
        ProbeRequest other;
        other.hint.protocol = static_cast<ProbeProtocol>(protocol);
        words << exchangeText(other);
    }
    QCOMPARE(words.size(), int(ProbeProtocol::NetTcp) + 1);
}

void TestCheckText::countsNameOnlyWhatThereIs()
{
    const CheckedPlan checked = checkedBy(
        m_flows,
        {runFrom(u"a"_s, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Refused}, {u"d tcp/389"_s, ProbeResult::Open}})});
    QCOMPARE(countsText(checked.vantages.front()), u"1 fail · 1 work · 3 not checked"_s);
}

void TestCheckText::evidenceIsTold()
{
    const CheckedPlan checked = checkedWith(
        [](ProbeReport &report) {
            report.address = u"10.0.0.7"_s;
            report.localAddress = u"10.0.0.1"_s;
            report.connectedAfter = 3;
            report.detail = u"what the system says"_s;
            report.icmp = IcmpError{4, 3, 13, u"10.9.9.9"_s};
            report.facts = {{QString::fromUtf16(factkey::kBanner), {u"220 hello"_s}}, {u"something-new"_s, {u"yes"_s}}};
            report.endpoints = {{u"Netlogon"_s, 49153, ProbeResult::NoAnswer, false}};
            TlsFacts tls;
            tls.protocol = u"TLS 1.2"_s;
            tls.cipher = u"AES256"_s;
            tls.faults = {u"expired"_s};
            CertificateFacts own;
            own.subject = u"CN=b"_s;
            own.issuer = u"CN=ca"_s;
            own.names = {u"b.example"_s};
            own.sha256 = u"abcd"_s;
            tls.chain = {own, own};
            report.tls = tls;
            report.steps = {{ProbeStep::Kind::Sent, 3, false, u"EHLO a"_s},
                            {ProbeStep::Kind::Received, 9, true, u"250-b\n250 OK"_s}};
        },
        ProbeResult::Unreachable);
    const CheckedVantage &here = checked.vantages.front();
    const QString text = checkPlainText(checked, here, portThatWasSeen(here));
    for (const QStringView word : {u"A → B · TCP 25",
                                   u"fails",
                                   u"What to do",
                                   u"24 Nov 2026 10:31 UTC, 1 day ago",
                                   u"portolan 0.1.0",
                                   u"10.0.0.7, TCP 25",
                                   u"10.0.0.1",
                                   u"unreachable: what the system says",
                                   u"type 3, code 13",
                                   u"10.9.9.9",
                                   u"connected after 3 ms, 7 ms in all",
                                   u"220 hello",
                                   u"something-new",
                                   u"Netlogon",
                                   u"TCP 49153: no answer",
                                   u"TLS 1.2 AES256",
                                   u"has expired",
                                   u"CN=b",
                                   u"b.example",
                                   u"issued by CN=ca",
                                   u"Issuer 1",
                                   u"abcd",
                                   u"+3 ms → sent",
                                   u"EHLO a",
                                   u"+9 ms ← received, in TLS",
                                   u"250-b\n250 OK"})
        QVERIFY2(text.contains(word), qPrintable(word.toString() + u'\n' + text));
}

void TestCheckText::evidenceIsNoMarkup()
{
    const QString hostile = u"<img src=x><b>bold</b>&amp;\u202Eright"_s;
    const CheckedPlan checked = checkedWith(
        [&hostile](ProbeReport &report) {
            report.detail = hostile;
            report.address = hostile;
            report.facts = {{hostile, {hostile}}};
            report.endpoints = {{hostile, 1, ProbeResult::Refused, false}};
            TlsFacts tls;
            tls.protocol = tls.cipher = tls.detail = hostile;
            tls.faults = {hostile};
            CertificateFacts own;
            own.subject = own.issuer = own.sha256 = hostile;
            own.names = {hostile};
            tls.chain = {own};
            report.tls = tls;
            report.icmp = IcmpError{4, 3, 13, hostile};
            report.steps = {{ProbeStep::Kind::Received, 1, false, hostile}};
        },
        ProbeResult::Refused);
    const CheckedVantage &here = checked.vantages.front();
    const QString html = checkHtml(checked, here, portThatWasSeen(here), DiagramStyle::of(Theme::Dark));
    QVERIFY(!html.contains(u"<img"));
    QVERIFY(!html.contains(u"<b>bold"));
    QVERIFY(!html.contains(QChar(0x202E)));
    QVERIFY(plain(html).count(u"<b>bold</b>&amp;") >= 12);
}

void TestCheckText::manyStepsAreCut()
{
    const CheckedPlan checked = checkedWith(
        [](ProbeReport &report) {
            for (int i = 0; i < 1000; ++i)
                report.steps << ProbeStep{ProbeStep::Kind::Received, i, false, u"line %1."_s.arg(i)};
        },
        ProbeResult::Open);
    const CheckedVantage &here = checked.vantages.front();
    const QString text = checkPlainText(checked, here, portThatWasSeen(here));
    QVERIFY(text.contains(u"line 199."));
    QVERIFY(!text.contains(u"line 200."));
    QVERIFY(text.contains(u"and 800 more"));
}

void TestCheckText::theInspectorSaysWhatIsKnownOfASelection()
{
    const CheckedPlan checked =
        checkedBy(m_flows, {runFrom(u"a"_s, checkTime(24), {{u"b tcp/25"_s, ProbeResult::Refused}})});
    const auto told = [&](const FlowSet &flows, const Selection &selection) {
        HtmlWriter out(DiagramStyle::of(Theme::Light));
        writeChecks(out, checked, flows, selection);
        return plain(out.html());
    };
    QVERIFY(told(m_flows, {}).contains(u"1 fail"));
    const QString ofB = told(m_flows, Selection::ofServers({3}));
    QVERIFY2(ofB.contains(u"fails · 24 Nov 2026 10:31 UTC · A → B · TCP 25"), qPrintable(ofB));
    const QString ofDirectory = told(m_flows, Selection::ofServers({4}));
    QVERIFY2(ofDirectory.contains(u"Not checked from here"), qPrintable(ofDirectory));
    QVERIFY(told(checkedFlowSet("one: b[ra]\ntwo: a[ra]"), {}).isEmpty());
}

QTEST_MAIN(TestCheckText)
#include "tst_checktext.moc"
