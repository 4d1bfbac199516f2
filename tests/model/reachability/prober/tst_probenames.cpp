// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "tests/support/probing.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace portolan {

using namespace portolan::test;

namespace {

RunLimits quick()
{
    RunLimits limits;
    limits.connectTimeout = 100;
    limits.answerTimeout = 200;
    return limits;
}

} // namespace

/// Checks of servers that the plan knows by name only.
class TestProbeNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nameIsLookedUp();
    void namesOfManyHostsAreNotContacted_data();
    void namesOfManyHostsAreNotContacted();
    void nameThatCannotBeIsNotFound();
};

void TestProbeNames::nameIsLookedUp()
{
    LoopbackServer server([](QTcpSocket &) {});
    PlannedCheck check = checkOf({}, server.port());
    check.request.host = u"localhost"_s;
    const ProbeReport report = probe(check, quick(), silent);
    QCOMPARE(toString(report.result), toString(ProbeResult::Open));
    QCOMPARE(report.address, u"127.0.0.1"_s);
    QVERIFY2(report.steps.first().text.contains(u"127.0.0.1"_s), qPrintable(report.steps.first().text));
}

void TestProbeNames::namesOfManyHostsAreNotContacted_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("why");
    // In octal: names to Qt, addresses to the system, which asks no name service for them.
    QTest::newRow("multicast") << u"0340.0.0.1"_s << u"224.0.0.1"_s << u"no address of a single host"_s;
    QTest::newRow("broadcast") << u"0377.0377.0377.0377"_s << u"255.255.255.255"_s << u"no address of a single host"_s;
    QTest::newRow("none") << u"00.0.0.0"_s << u"0.0.0.0"_s << u"no address of a single host"_s;
    QTest::newRow("public, and nobody agreed to it") << u"010.0.0.1"_s << u"8.0.0.1"_s << u"public"_s;
}

void TestProbeNames::namesOfManyHostsAreNotContacted()
{
    QFETCH(QString, name);
    QFETCH(QString, address);
    QFETCH(QString, why);
    for (const Transport transport : {Transport::Tcp, Transport::Udp}) {
        PlannedCheck check = checkOf({}, 25, transport);
        check.request.host = name;
        SocketLoop loop;
        int connections = 0;
        Probe::Hooks hooks;
        hooks.connecting = [&](Transport) { return qint64(++connections); };
        hooks.finished = [](Probe &) {};
        hooks.converse = scripted({{"hello"}});
        Probe running(loop, check, quick(), std::move(hooks));
        running.start();
        QTRY_VERIFY(running.isFinished());
        const ProbeReport report = running.report();
        QCOMPARE(connections, 0);
        QCOMPARE(toString(report.result), toString(ProbeResult::NotProbeable));
        QVERIFY2(report.detail.contains(address) && report.detail.contains(why), qPrintable(report.detail));
        QCOMPARE(report.address, QString());
    }
}

void TestProbeNames::nameThatCannotBeIsNotFound()
{
    PlannedCheck check = checkOf({}, 25);
    check.request.host = QString(300, u'a'); // no name service is asked for a name of this length
    const ProbeReport report = probe(check, quick(), silent);
    QCOMPARE(toString(report.result), toString(ProbeResult::NameNotFound));
    QVERIFY(!report.detail.isEmpty());
}

} // namespace portolan

QTEST_GUILESS_MAIN(portolan::TestProbeNames)
#include "tst_probenames.moc"
