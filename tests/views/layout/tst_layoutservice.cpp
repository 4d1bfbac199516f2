// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "views/layout/layoutservice.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace portolan;

namespace {

constexpr int kShort = 300; // ms: a deadline for workers that hang
constexpr int kPatience = 30'000; // ms

LayoutRequest requestOf(int nodes)
{
    LayoutRequest request;
    for (int i = 0; i < nodes; ++i)
        request.nodes << LayoutRequest::Node{QSizeF(100, 40), -1};
    return request;
}

} // namespace

class TestLayoutService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void placesWithTheProgramBesideIt();
    void answersFromTheEventLoop();
    void keepsTheOrderOfRequests();
    void usesItsWorkersSideBySide();
    void remembersAnswers();
    void answersEqualRequestsTogether();
    void survivesAWorkerThat_data();
    void survivesAWorkerThat();
    void givesUpOnWorkersThat_data();
    void givesUpOnWorkersThat();
    void passesOnARefusalWithoutASecondTry();
    void namesAProgramThatIsMissing();
    void survivesAKilledWorker();
    void cancelsARequestUnderWay();
    void cancelsAWaitingRequest();
    void ignoresUnknownTickets();
    void aNewRequestSupersedesACancelledOne();
    void keepsSilentWhenTheContextIsGone();
    void mayBeDeletedInAnAnswer();
    void leavesNothingRunning();
    void givesWorkersThePlainLocale();
    void waitsOnDemand();

private:
    LayoutService::Settings fake(const QByteArray &behaviour, int workers = 1, int deadline = kPatience);
    QList<QByteArray> log() const;
    QStringList lockFiles() const;
    bool isAnyAlive() const;

    std::unique_ptr<QTemporaryDir> m_traces;
};

void TestLayoutService::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_traces = std::make_unique<QTemporaryDir>();
    QVERIFY(m_traces->isValid());
    qputenv("PORTOLAN_FAKE_DIR", m_traces->path().toUtf8());
}

void TestLayoutService::cleanup()
{
    QVERIFY(!isAnyAlive());
    m_traces.reset();
}

LayoutService::Settings TestLayoutService::fake(const QByteArray &behaviour, int workers, int deadline)
{
    qputenv("PORTOLAN_FAKE", behaviour);
    return {QStringLiteral(FAKE_WORKER), workers, deadline};
}

/// A line for each request that a fake worker was given: its number of nodes and the locale.
QList<QByteArray> TestLayoutService::log() const
{
    QFile file(m_traces->filePath(QStringLiteral("requests")));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<QByteArray> lines = file.readAll().split('\n');
    lines.removeLast();
    return lines;
}

QStringList TestLayoutService::lockFiles() const
{
    return QDir(m_traces->path()).entryList({QStringLiteral("*.lock")}, QDir::Files);
}

bool TestLayoutService::isAnyAlive() const
{
    for (const QString &name : lockFiles()) {
        QLockFile lock(m_traces->filePath(name));
        lock.setStaleLockTime(0);
        if (!lock.tryLock(0))
            return true;
    }
    return false;
}

void TestLayoutService::placesWithTheProgramBesideIt()
{
    LayoutService service({});
    LayoutRequest request = requestOf(2);
    request.edges << LayoutRequest::Edge{0, 1, QSizeF(80, 40), 1};
    const Result<LayoutResult> result = service.layoutNow(request);
    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().first().detail));
    QVERIFY(result->edges.at(0).label.left() > result->nodes.at(0).right());
}

void TestLayoutService::answersFromTheEventLoop()
{
    LayoutService service(fake({}));
    std::optional<Result<LayoutResult>> answer;
    service.request(requestOf(3), this, [&answer](const Result<LayoutResult> &result) { answer = result; });
    QVERIFY(!answer);
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), kPatience);
    QVERIFY(answer->has_value());
    QCOMPARE((*answer)->nodes.size(), 3);
}

void TestLayoutService::keepsTheOrderOfRequests()
{
    LayoutService service(fake({}));
    QList<qsizetype> answered;
    for (const int nodes : {5, 3, 9, 1, 7}) {
        service.request(requestOf(nodes), this,
                        [&answered](const Result<LayoutResult> &result) { answered << result.value().nodes.size(); });
    }
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 5, kPatience);
    QCOMPARE(answered, (QList<qsizetype>{5, 3, 9, 1, 7}));
}

void TestLayoutService::usesItsWorkersSideBySide()
{
    LayoutService service(fake("hang", 3));
    for (int nodes = 1; nodes <= 5; ++nodes)
        service.request(requestOf(nodes), this, [](const Result<LayoutResult> &) {});
    QTRY_COMPARE_WITH_TIMEOUT(log().size(), 3, kPatience);
    QCOMPARE(lockFiles().size(), 3);
}

void TestLayoutService::remembersAnswers()
{
    LayoutService service(fake({}));
    QVERIFY(service.layoutNow(requestOf(4)).has_value());
    const Result<LayoutResult> again = service.layoutNow(requestOf(4));
    QVERIFY(again.has_value());
    QCOMPARE(again->nodes.size(), 4);
    QCOMPARE(log().size(), 1);
    QVERIFY(service.layoutNow(requestOf(5)).has_value());
    QCOMPARE(log().size(), 2);
}

void TestLayoutService::answersEqualRequestsTogether()
{
    LayoutService service(fake({}));
    int answers = 0;
    const auto count = [&answers](const Result<LayoutResult> &) { ++answers; };
    service.request(requestOf(4), this, count);
    const LayoutService::Ticket second = service.request(requestOf(4), this, count);
    service.request(requestOf(4), this, count);
    service.cancel(second);
    QTRY_COMPARE_WITH_TIMEOUT(answers, 2, kPatience);
    QCOMPARE(log().size(), 1);
}

void TestLayoutService::survivesAWorkerThat_data()
{
    QTest::addColumn<QByteArray>("behaviour");
    for (const char *behaviour : {"hang", "die", "crash", "babble", "garble", "half", "twice", "other"})
        QTest::newRow(behaviour) << QByteArray(behaviour) + "-once";
}

void TestLayoutService::survivesAWorkerThat()
{
    QFETCH(QByteArray, behaviour);
    LayoutService service(fake(behaviour, 1, behaviour == "hang-once" ? 2000 : kPatience));
    const Result<LayoutResult> result = service.layoutNow(requestOf(2));
    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().first().detail));
    QCOMPARE(result->nodes.size(), 2);
    QCOMPARE(log().size(), 2);
    QCOMPARE(lockFiles().size(), behaviour == "half-once" || behaviour == "die-once" ? 1 : 2);
}

void TestLayoutService::givesUpOnWorkersThat_data()
{
    QTest::addColumn<QByteArray>("behaviour");
    QTest::addColumn<QString>("reason");
    QTest::newRow("hang") << QByteArray("hang") << QStringLiteral("it took longer than 0.3 seconds");
    QTest::newRow("die") << QByteArray("die")
                         << QStringLiteral("it ended with exit code 7. It said: out of [31mcheese [0m");
    QTest::newRow("crash") << QByteArray("crash") << QStringLiteral("it crashed");
    QTest::newRow("garble") << QByteArray("garble") << QStringLiteral("it answered garbage");
    QTest::newRow("babble") << QByteArray("babble") << QStringLiteral("it answered garbage");
}

void TestLayoutService::givesUpOnWorkersThat()
{
    QFETCH(QByteArray, behaviour);
    QFETCH(QString, reason);
    LayoutService service(fake(behaviour, 1, behaviour == "hang" ? kShort : kPatience));
    const Result<LayoutResult> result = service.layoutNow(requestOf(2));
    QVERIFY(!result);
    QCOMPARE(result.error().size(), 1);
    QCOMPARE(result.error().first().code, ErrorCode::LayoutFailed);
    QVERIFY2(result.error().first().detail.contains(reason), qPrintable(result.error().first().detail));
    if (behaviour != "hang")
        QCOMPARE(log().size(), 2);

    qputenv("PORTOLAN_FAKE", "");
    QVERIFY(service.layoutNow(requestOf(3)).has_value());
}

void TestLayoutService::passesOnARefusalWithoutASecondTry()
{
    LayoutService service(fake("refuse"));
    const Result<LayoutResult> result = service.layoutNow(requestOf(2));
    QVERIFY(!result);
    QCOMPARE(result.error().first().code, ErrorCode::LayoutFailed);
    QCOMPARE(result.error().first().detail, QStringLiteral("Not today."));
    QCOMPARE(log().size(), 1);
    QVERIFY(!service.layoutNow(requestOf(2)));
    QCOMPARE(log().size(), 2);
}

void TestLayoutService::namesAProgramThatIsMissing()
{
    const QString program = m_traces->filePath(QStringLiteral("no-such-layout"));
    LayoutService service({program, 2, kPatience});
    for (int i = 1; i <= 3; ++i) {
        const Result<LayoutResult> result = service.layoutNow(requestOf(i));
        QVERIFY(!result);
        QCOMPARE(result.error().first().code, ErrorCode::LayoutFailed);
        QVERIFY(result.error().first().detail.contains(QDir::toNativeSeparators(program)));
    }
}

void TestLayoutService::survivesAKilledWorker()
{
    LayoutService service(fake("hang-once"));
    std::optional<Result<LayoutResult>> answer;
    service.request(requestOf(3), this, [&answer](const Result<LayoutResult> &result) { answer = result; });
    QTRY_COMPARE_WITH_TIMEOUT(log().size(), 1, kPatience);
    const QList<QProcess *> processes = service.findChildren<QProcess *>();
    QCOMPARE(processes.size(), 1);
    processes.first()->kill();
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), kPatience);
    QVERIFY(answer->has_value());
    QCOMPARE(log().size(), 2);
}

void TestLayoutService::cancelsARequestUnderWay()
{
    LayoutService service(fake("hang-once"));
    bool answered = false;
    const LayoutService::Ticket ticket =
        service.request(requestOf(3), this, [&answered](const Result<LayoutResult> &) { answered = true; });
    QTRY_COMPARE_WITH_TIMEOUT(log().size(), 1, kPatience);
    service.cancel(ticket);
    QTRY_VERIFY_WITH_TIMEOUT(!isAnyAlive(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(service.findChildren<QProcess *>().isEmpty(), kPatience);
    QVERIFY(service.layoutNow(requestOf(4)).has_value());
    QVERIFY(!answered);
}

void TestLayoutService::cancelsAWaitingRequest()
{
    LayoutService service(fake({}));
    QList<qsizetype> answered;
    const auto keep = [&answered](const Result<LayoutResult> &result) { answered << result.value().nodes.size(); };
    service.request(requestOf(1), this, keep);
    const LayoutService::Ticket ticket = service.request(requestOf(2), this, keep);
    service.request(requestOf(3), this, keep);
    service.cancel(ticket);
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 2, kPatience);
    QCOMPARE(answered, (QList<qsizetype>{1, 3}));
    QCOMPARE(log().size(), 2);
}

void TestLayoutService::ignoresUnknownTickets()
{
    LayoutService service(fake({}));
    service.cancel(0);
    service.cancel(4711);
    QVERIFY(service.layoutNow(requestOf(1)).has_value());
    service.cancel(1);
}

void TestLayoutService::aNewRequestSupersedesACancelledOne()
{
    LayoutService service(fake({}));
    QList<qsizetype> answered;
    const auto keep = [&answered](const Result<LayoutResult> &result) { answered << result.value().nodes.size(); };
    for (int nodes = 1; nodes < 20; ++nodes)
        service.cancel(service.request(requestOf(nodes), this, keep));
    service.request(requestOf(20), this, keep);
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, kPatience);
    QCOMPARE(answered.first(), 20);
    QCOMPARE(log().size(), 1);

    // An answer that has come but was not yet given is not given either.
    service.cancel(service.request(requestOf(20), this, keep));
    QVERIFY(service.layoutNow(requestOf(20)).has_value());
    QCOMPARE(answered.size(), 1);
}

void TestLayoutService::keepsSilentWhenTheContextIsGone()
{
    LayoutService service(fake({}));
    auto context = std::make_unique<QObject>();
    bool answered = false;
    service.request(requestOf(2), context.get(), [&answered](const Result<LayoutResult> &) { answered = true; });
    context.reset();
    QVERIFY(service.layoutNow(requestOf(3)).has_value());
    QVERIFY(!answered);
    QCOMPARE(log().size(), 1);
}

void TestLayoutService::mayBeDeletedInAnAnswer()
{
    auto service = std::make_unique<LayoutService>(fake({}));
    bool answered = false;
    service->request(requestOf(1), this, [&](const Result<LayoutResult> &) {
        service.reset();
        answered = true;
    });
    service->request(requestOf(2), this,
                     [](const Result<LayoutResult> &) { QFAIL("an answer of a service that is gone"); });
    QTRY_VERIFY_WITH_TIMEOUT(answered, kPatience);
    QVERIFY(!isAnyAlive());
}

void TestLayoutService::leavesNothingRunning()
{
    bool answered = false;
    {
        LayoutService service(fake("hang", 3));
        for (int nodes = 1; nodes <= 6; ++nodes)
            service.request(requestOf(nodes), this, [&answered](const Result<LayoutResult> &) { answered = true; });
        QTRY_COMPARE_WITH_TIMEOUT(log().size(), 3, kPatience);
        QVERIFY(isAnyAlive());
    }
    QVERIFY(!isAnyAlive());
    QCoreApplication::processEvents();
    QVERIFY(!answered);
}

void TestLayoutService::givesWorkersThePlainLocale()
{
    LayoutService service(fake({}));
    QVERIFY(service.layoutNow(requestOf(1)).has_value());
    QCOMPARE(log(), (QList<QByteArray>{"1 C"}));
}

void TestLayoutService::waitsOnDemand()
{
    LayoutService service(fake("hang", 1, kShort));
    bool ticked = false;
    QMetaObject::invokeMethod(
        this, [&ticked] { ticked = true; }, Qt::QueuedConnection);
    QVERIFY(!service.layoutNow(requestOf(1)));
    QVERIFY(ticked);
}

QTEST_GUILESS_MAIN(TestLayoutService)
#include "tst_layoutservice.moc"
