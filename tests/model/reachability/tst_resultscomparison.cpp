// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "model/reachability/resultscomparison.h"

#include <QTest>

#include <functional>

using namespace portolan;
using namespace Qt::StringLiterals;

namespace {

using Change = std::function<void(ProbeReport &)>;

CheckedTarget smtp(const Change &change = {})
{
    CheckedTarget target;
    target.key = u"edge tcp/25 smtp"_s;
    target.destination = u"edge"_s;
    target.port = 25;
    target.protocol = ProbeProtocol::Smtp;
    ProbeReport &report = target.report;
    report.result = ProbeResult::Open;
    report.spoke = true;
    report.facts = {{QStringView(factkey::kBanner).toString(), {u"220 ready at eight"_s}},
                    {QStringView(factkey::kStartTls).toString(), {u"offered"_s}},
                    {QStringView(factkey::kAuth).toString(), {u"NTLM"_s, u"LOGIN"_s}},
                    {QStringView(factkey::kClockSkew).toString(), {u"1"_s}}};
    report.tls = TlsFacts();
    report.tls->protocol = u"TLS 1.2"_s;
    report.tls->chain = {CertificateFacts{u"edge"_s, u"edge"_s, {}, {}, {}, u"aa"_s, true}};
    report.endpoints = {{u"Netlogon"_s, 49153, ProbeResult::Open, true}};
    report.took = 12;
    if (change)
        change(report);
    return target;
}

ReachabilityRun runOf(const QString &vantage, int day, const QList<CheckedTarget> &targets)
{
    ReachabilityRun run;
    run.id = QString::number(day);
    run.vantage.server = vantage;
    run.startedAt = QDateTime(QDate(2026, 1, day), QTime(0, 0), Qt::UTC);
    run.targets = targets;
    return run;
}

QStringList texts(const QList<ResultChange> &changes)
{
    QStringList lines;
    for (const ResultChange &change : changes)
        lines << u"%1 %2: %3 -> %4"_s.arg(toString(change.kind), change.what, change.before, change.after);
    return lines;
}

Change fact(const char16_t *key, const QStringList &values)
{
    return [key, values](ProbeReport &report) {
        for (ProbeFact &known : report.facts) {
            if (known.key == QStringView(key))
                known.values = values;
        }
    };
}

Change result(ProbeResult value)
{
    return [value](ProbeReport &report) { report.result = value; };
}

} // namespace

class TestResultsComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatChanged_data();
    void tellsWhatChanged();
    void aChangeBackIsTheOppositeChange();
    void whatOnlyOneSideCheckedIsNoChange();
    void vantagesAreComparedApart();
    void theNewestOfEachTargetCounts();
    void aScanSaysNothingOfTheProtocol();
};

void TestResultsComparison::tellsWhatChanged_data()
{
    QTest::addColumn<Change>("before");
    QTest::addColumn<Change>("after");
    QTest::addColumn<QStringList>("changes");
    const auto row = [](const char *name, const Change &before, const Change &after, const QStringList &changes) {
        QTest::newRow(name) << before << after << changes;
    };
    row("nothing", {}, {}, {});
    row("refused now", {}, result(ProbeResult::Refused), {u"broke connection: open -> refused"_s});
    row("answers again", result(ProbeResult::NoAnswer), {}, {u"mended connection: no-answer -> open"_s});
    row("fails in another way", result(ProbeResult::NoAnswer), result(ProbeResult::Unreachable),
        {u"fails-otherwise connection: no-answer -> unreachable"_s});
    row("one could not tell", {}, result(ProbeResult::CannotTell), {});
    row("one could not tell before", result(ProbeResult::CannotTell), result(ProbeResult::Refused), {});
    row("one could not try", {}, result(ProbeResult::LocalFailure), {});
    row("one did not ask", result(ProbeResult::NotProbeable), {}, {});
    row("banner, clock and times", {},
        [](ProbeReport &report) {
            fact(factkey::kBanner, {u"220 ready at nine"_s})(report);
            fact(factkey::kClockSkew, {u"2"_s})(report);
            report.took = 900;
        },
        {});
    row("a port that is handed out", {}, [](ProbeReport &report) { report.endpoints.first().port = 50000; }, {});
    row("a port that is handed out and closed", {},
        [](ProbeReport &report) { report.endpoints.first().result = ProbeResult::NoAnswer; },
        {u"answers-otherwise Netlogon: open -> no-answer"_s});
    row("a port that is handed out and nobody went to", {},
        [](ProbeReport &report) { report.endpoints.first().result = ProbeResult::CannotTell; }, {});
    row("a service that is not handed out any more", {},
        [](ProbeReport &report) {
            report.endpoints.first() = {u"Netlogon"_s, 0, ProbeResult::CannotTell, false};
        },
        {u"answers-otherwise Netlogon: open -> not known there"_s});
    row("offers in another order", {}, fact(factkey::kAuth, {u"LOGIN"_s, u"NTLM"_s}), {});
    row("an offer less", {}, fact(factkey::kAuth, {u"LOGIN"_s}),
        {u"answers-otherwise authentication offered: LOGIN, NTLM -> LOGIN"_s});
    row("no STARTTLS", {}, fact(factkey::kStartTls, {u"absent"_s}),
        {u"answers-otherwise STARTTLS: offered -> absent"_s});
    row("another certificate", {}, [](ProbeReport &report) { report.tls->chain.first().sha256 = u"bb"_s; },
        {u"answers-otherwise certificate: edge, SHA-256 aa -> edge, SHA-256 bb"_s});
    row("an older TLS", {}, [](ProbeReport &report) { report.tls->protocol = u"TLS 1.0"_s; },
        {u"answers-otherwise TLS version: TLS 1.2 -> TLS 1.0"_s});
    row("another service", {}, [](ProbeReport &report) { report.spoke = false; },
        {u"answers-otherwise protocol: spoken -> something else answers"_s});
}

void TestResultsComparison::tellsWhatChanged()
{
    QFETCH(Change, before);
    QFETCH(Change, after);
    const QList<ResultChange> changes =
        compareResults({{runOf(u"hub"_s, 1, {smtp(before)})}}, {{runOf(u"hub"_s, 2, {smtp(after)})}});
    QTEST(texts(changes), "changes");
    for (const ResultChange &change : changes) {
        QCOMPARE(change.vantage, u"hub"_s);
        QCOMPARE(change.key, u"edge tcp/25 smtp"_s);
        QCOMPARE(change.destination, u"edge"_s);
        QCOMPARE(change.port, 25);
    }
}

void TestResultsComparison::aChangeBackIsTheOppositeChange()
{
    const ReachabilityResults good{{runOf(u"hub"_s, 1, {smtp()})}};
    const ReachabilityResults bad{{runOf(u"hub"_s, 2, {smtp(result(ProbeResult::Refused))})}};
    QCOMPARE(texts(compareResults(good, bad)), QStringList(u"broke connection: open -> refused"_s));
    QCOMPARE(texts(compareResults(bad, good)), QStringList(u"mended connection: refused -> open"_s));
}

void TestResultsComparison::whatOnlyOneSideCheckedIsNoChange()
{
    const ReachabilityResults some{{runOf(u"hub"_s, 1, {smtp()})}};
    const ReachabilityResults none{{runOf(u"hub"_s, 2, {})}};
    QCOMPARE(compareResults(some, none), QList<ResultChange>());
    QCOMPARE(compareResults(none, some), QList<ResultChange>());
    QCOMPARE(compareResults({}, some), QList<ResultChange>());
}

void TestResultsComparison::vantagesAreComparedApart()
{
    const ReachabilityResults before{
        {runOf(u"hub"_s, 1, {smtp()}), runOf({}, 1, {smtp(result(ProbeResult::NoAnswer))})}};
    const ReachabilityResults after{{runOf(u"hub"_s, 2, {smtp(result(ProbeResult::NoAnswer))}),
                                     runOf({}, 2, {smtp(result(ProbeResult::NoAnswer))}),
                                     runOf(u"other"_s, 2, {smtp(result(ProbeResult::Refused))})}};
    QCOMPARE(texts(compareResults(before, after)), QStringList(u"broke connection: open -> no-answer"_s));
}

void TestResultsComparison::theNewestOfEachTargetCounts()
{
    CheckedTarget other = smtp();
    other.key = u"edge tcp/443 http"_s;
    const ReachabilityResults results{{runOf(u"hub"_s, 1, {smtp(), other}), runOf({}, 2, {smtp()}),
                                       runOf(u"hub"_s, 3, {smtp(result(ProbeResult::Refused))})}};
    const ReachabilityRun newest = newestOf(results, u"hub"_s);
    QCOMPARE(newest.id, u"3"_s);
    QCOMPARE(newest.targets.size(), 2);
    QCOMPARE(toString(newest.targets.first().report.result), toString(ProbeResult::Refused));
    QCOMPARE(newest.targets.last(), other);
    QCOMPARE(newestOf(results, u"nobody"_s), ReachabilityRun());
}

void TestResultsComparison::aScanSaysNothingOfTheProtocol()
{
    CheckedTarget scanned = smtp([](ProbeReport &report) {
        report = {};
        report.result = ProbeResult::Open;
    });
    scanned.protocol = ProbeProtocol::Connect;
    QCOMPARE(compareResults({{runOf(u"hub"_s, 1, {smtp()})}}, {{runOf(u"hub"_s, 2, {scanned})}}),
             QList<ResultChange>());
    scanned.report.result = ProbeResult::Refused;
    QCOMPARE(texts(compareResults({{runOf(u"hub"_s, 1, {smtp()})}}, {{runOf(u"hub"_s, 2, {scanned})}})),
             QStringList(u"broke connection: open -> refused"_s));
}

QTEST_GUILESS_MAIN(TestResultsComparison)
#include "tst_resultscomparison.moc"
